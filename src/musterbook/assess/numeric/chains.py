"""Hamiltonian Monte Carlo for many chains side by side, and the measure of whether they agree.

1. All chains share one metric, learnt in the warm-up from all of them together, and one step length around which each chain
   varies its own; the number of steps is drawn anew each turn. So no chain walks in circles or sticks for good.
2. After the warm-up nothing is learnt any more: what is kept are draws of one Markov chain.
3. Turns are kept in batches until the chains agree or the most that was allowed is reached; the caller sees which.

Source: Neal, "MCMC using Hamiltonian dynamics" (Handbook of Markov Chain Monte Carlo, 2011); step length by dual averaging as
in Hoffman and Gelman, "The No-U-Turn Sampler" (JMLR 15, 2014), section 3.2.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

__all__ = ["Effort", "run_chains", "split_r_hat"]

Array = NDArray[np.float64]
# Chains × dimensions → log density (one a chain) and its gradient (chains × dimensions).
Density = Callable[[Array], tuple[Array, Array]]

_LENGTH = 1.6  # of a trajectory, in units of the metric: about a quarter of a turn of a standard normal
_MOST_STEPS = 20
_FAR = 1e4
_SHORT, _SHORT_SHARE = 0.25, 0.15
_WANTED_ACCEPTANCE = 0.8
# Turns of the warm-up, as shares of it: find the region, learn the metric once, and again.
_LEARN_AT = (0.3, 0.65)


@dataclass(frozen=True, slots=True, kw_only=True)
class Effort:
    """How much is drawn: chains, turns of the warm-up, turns of one batch, the most batches, and the R-hat that ends it."""

    chains: int = 32
    warm_up: int = 120
    turns: int = 240
    batches: int = 5
    wanted_r_hat: float = 1.045


@dataclass(slots=True)
class _StepLength:
    """Dual averaging of the log step length towards the wanted acceptance."""

    length: float
    anchor: float = 0.0
    deficit: float = 0.0
    averaged: float = 0.0
    turns: int = 0

    def restart(self) -> None:
        self.anchor, self.deficit, self.averaged, self.turns = float(np.log(2 * self.length)), 0.0, 0.0, 0

    def learn(self, acceptance: float) -> None:
        self.turns += 1
        rate = 1 / (self.turns + 5)
        self.deficit = (1 - rate) * self.deficit + rate * (_WANTED_ACCEPTANCE - acceptance)
        log_length = self.anchor - np.sqrt(self.turns) / 0.1 * self.deficit
        share = self.turns**-0.75
        self.averaged = share * log_length + (1 - share) * self.averaged
        self.length = float(np.exp(np.clip(log_length, -7, 1)))

    def settle(self) -> None:
        self.length = float(np.exp(np.clip(self.averaged, -7, 1)))


@dataclass(frozen=True, slots=True)
class _State:
    """Where the chains are, with log density and slope there."""

    position: Array
    value: Array
    slope: Array


def run_chains(density: Density, start: Array, *, effort: Effort, rng: np.random.Generator) -> Array:
    """Return turns × chains × dimensions draws.

    Args:
        density: of a chains × dimensions array.
        start: one beginning a chain.
        effort: how much is drawn; its chains are those of `start`.
        rng: the only source of chance.
    """
    state, metric, length = _warm_up(density, _State(start, *density(start)), effort=effort, rng=rng)
    kept: list[Array] = []
    for _ in range(effort.batches):
        for _ in range(effort.turns):
            state, _ = _turn(density, state, metric=metric, length=length, rng=rng)
            kept.append(state.position)
        if split_r_hat(np.stack(kept)) <= effort.wanted_r_hat:
            break
    return np.stack(kept)


def split_r_hat(draws: Array) -> float:
    """Return the worst split R-hat of turns × chains × quantities (Gelman and others, Bayesian Data Analysis, 11.4)."""
    half = len(draws) // 2
    split = np.concatenate([draws[:half], draws[half : 2 * half]], axis=1)
    within = split.var(axis=0, ddof=1).mean(axis=0)
    between = half * split.mean(axis=0).var(axis=0, ddof=1)
    ratio = ((half - 1) / half * within + between / half) / np.maximum(within, 1e-12)
    # A quantity that is fixed has no variance between the chains either.
    return float(np.sqrt(np.where(between > 1e-12, ratio, 1.0)).max())


def _warm_up(
    density: Density, state: _State, *, effort: Effort, rng: np.random.Generator
) -> tuple[_State, Array, float]:
    """Return where the chains are after the warm-up, the metric, and the step length."""
    metric = np.eye(state.position.shape[1])
    step = _StepLength(length=0.2)
    step.restart()
    learnt: list[Array] = []
    for turn in range(effort.warm_up):
        state, acceptance = _turn(density, state, metric=metric, length=step.length, rng=rng)
        step.learn(acceptance)
        learnt.append(state.position)
        if turn in {int(share * effort.warm_up) for share in _LEARN_AT}:
            metric = _learn_metric(learnt[len(learnt) // 3 :])
            learnt = []
            step.restart()
    step.settle()
    return state, metric, step.length


def _learn_metric(turns: list[Array]) -> Array:
    """Return a lower triangular matrix that turns a standard normal into what all chains together have seen."""
    covariance = np.atleast_2d(np.cov(np.concatenate(turns), rowvar=False))
    # Towards its diagonal: few turns tell little of many correlations.
    return np.asarray(np.linalg.cholesky(0.9 * covariance + np.diag(0.1 * np.diagonal(covariance) + 1e-4)))


def _turn(
    density: Density, state: _State, *, metric: Array, length: float, rng: np.random.Generator
) -> tuple[_State, float]:
    """Return the state after one trajectory and the mean acceptance."""
    momentum = rng.standard_normal(state.position.shape)
    # A trajectory that runs away ends in numbers that are none, and is refused: nothing to warn of.
    with np.errstate(over="ignore", invalid="ignore", divide="ignore"):
        moved, ended = _leap(density, state, momentum, metric=metric, length=length, rng=rng)
        gain = moved.value - state.value - 0.5 * (ended**2 - momentum**2).sum(axis=1)
    gain = np.where(np.isfinite(gain), gain, -np.inf)
    is_taken = np.log(rng.random(len(gain))) < gain
    taken = _State(
        np.where(is_taken[:, None], moved.position, state.position),
        np.where(is_taken, moved.value, state.value),
        np.where(is_taken[:, None], moved.slope, state.slope),
    )
    return taken, float(np.exp(np.minimum(gain, 0)).mean())


def _leap(
    density: Density, state: _State, momentum: Array, *, metric: Array, length: float, rng: np.random.Generator
) -> tuple[_State, Array]:
    """Return the end of a trajectory of leapfrog steps, and the momentum there."""
    n_steps = int(np.clip(round(_LENGTH / length * rng.uniform(0.6, 1.4)), 1, _MOST_STEPS))
    own = length * rng.uniform(0.6, 1.2, size=(len(momentum), 1))
    # Now and then far shorter steps: they free a chain from a narrow place where the common length is always refused.
    own = np.where(rng.random(own.shape) < _SHORT_SHARE, _SHORT * own, own)
    momentum = momentum + 0.5 * own * (state.slope @ metric)
    for turn in range(n_steps):
        position = np.clip(state.position + own * (momentum @ metric.T), -_FAR, _FAR)
        state = _State(position, *density(position))
        momentum = momentum + (own if turn < n_steps - 1 else 0.5 * own) * (state.slope @ metric)
    return state, momentum
