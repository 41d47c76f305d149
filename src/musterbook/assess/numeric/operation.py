"""Did the level of a series of counts change at a known time: a local level with a step and a season, by nested Laplace.

y_t ~ NegBin(mean e_t·μ_t, size φ); log μ_t = level_t + β·[t ≥ step] + a·sin + b·cos of the year; the level is a random
walk of scale σ; e_t is the exposure. Given (σ, φ) the latent values are approximated by a Gaussian around their mode;
σ and φ are integrated out on two grids: a coarse one over the prior, and a fine one where the weight lies.

Only the product of reporting and happening is identified: e^β is as well a change of reporting by that factor.

Source: Rue, Martino and Chopin 2009 for the approximation; Harvey and Durbin 1986 for the step in a local level.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from musterbook.assess.numeric.arrow import Arrow, solve_arrow
from musterbook.assess.numeric.mixtures import Mixture
from musterbook.assess.numeric.special import gammaln

__all__ = ["StepFit", "StepPriors", "fit_step", "rank_steps"]

Array = NDArray[np.float64]

_TURNS = 60
_TOLERANCE = 1e-7
_MAX_MOVE = 2.0
_LEVEL_MEAN, _LEVEL_SD = 2.0, 3.0
_COARSE_REACH, _FINE_REACH = 3.0, 2.5
# In the standard deviations of the prior: a posterior narrower than this is not resolved further.
_LEAST_SPREAD = 0.1


@dataclass(frozen=True, slots=True, kw_only=True)
class StepPriors:
    """Priors: medians and log standard deviations of σ (per square root of a period) and φ; standard deviations of β, a and b.

    Attributes:
        step: 0.8 allows factors from 0.27 to 3.7 with 90 %. A wider prior raises more false alarms where the level drifts:
            docs/concepts/presence.md has the figures.
        points: of each grid in each direction.
    """

    drift: float = 0.15
    drift_spread: float = 0.7
    size: float = 8.0
    size_spread: float = 1.0
    step: float = 0.8
    season: float = 0.4
    points: int = 7


@dataclass(frozen=True, slots=True, kw_only=True)
class StepFit:
    """The posterior.

    Attributes:
        step: β, one mixture.
        contrasts: the asked-for combinations of the level, one part each.
        level: log of the level with the step and without the season, for each period.
        drift, size: posterior means of σ and φ (of their logarithms, taken back).
    """

    step: Mixture
    contrasts: Mixture
    level: Mixture
    drift: float
    size: float


@dataclass(frozen=True, slots=True, kw_only=True)
class _Series:
    """Counts with their exposures (0 = the period does not count) and the columns beside the level: step, sine, cosine."""

    counts: Array
    exposure: Array
    columns: Array


def fit_step(
    counts: Array,
    *,
    step: int,
    exposure: Array | None = None,
    period: float | None = None,
    contrasts: Array | None = None,
    priors: StepPriors,
) -> StepFit:
    """Return the effect of a step on the log of the level.

    Args:
        counts: one for each period of equal length, in order; at least one with an exposure on each side of the step.
        step: index of the first period after it.
        exposure: the share of each period that was watched, mostly 1; 0 = not at all, and the count is not looked at.
            None = all of each.
        period: periods in a year; None = no season.
        contrasts: m × n weights of the log level, the step included and the season left out; None = none.
        priors: of the parameters.

    Assumes:
        the level moves as a Gaussian random walk but for the step; what is counted is independent given the level.
    """
    n = len(counts)
    watched = np.ones(n) if exposure is None else np.asarray(exposure, dtype=float)
    columns = _make_columns(n, step=step, period=period)
    series = _Series(counts=np.asarray(counts, dtype=float), exposure=watched, columns=columns[None])
    at = _choose_grid(series, priors)
    drifts, sizes = _to_scales(at, priors)
    mode, arrow = _find_mode(series, drifts=drifts, sizes=sizes, priors=priors)
    weights = _weigh(series, at=at, mode=mode, arrow=arrow, priors=priors)
    rows = np.zeros((0, n)) if contrasts is None else np.asarray(contrasts, dtype=float)
    means, sds = _measure(mode, arrow, rows=rows, columns=columns)
    level_sd = np.sqrt(arrow.variances(np.where(np.arange(columns.shape[1]) == 0, columns, 0.0)))
    return StepFit(
        step=Mixture(means=mode[:, n, None], sds=np.sqrt(arrow.variance_of_extra(0))[:, None], weights=weights),
        contrasts=Mixture(means=means, sds=sds, weights=weights),
        level=Mixture(means=mode[:, :n] + mode[:, n, None] * columns[:, 0], sds=level_sd, weights=weights),
        drift=float(np.exp((weights * np.log(drifts)).sum())),
        size=float(np.exp((weights * np.log(sizes)).sum())),
    )


def rank_steps(
    counts: Array,
    *,
    steps: NDArray[np.int64],
    exposure: Array,
    period: float | None,
    drift: float,
    size: float,
    priors: StepPriors,
) -> tuple[Array, Array]:
    """Return the mean and standard deviation of β for each possible step, all with the same σ and φ.

    Args:
        counts: as in `fit_step`, like exposure, period and priors.
        steps: indices of the first period after each possible step.
        exposure: the share of each period that was watched.
        period: periods in a year; None = no season.
        drift: σ, held fast: that of the real step, so that all are measured alike.
        size: φ, held fast as well.
        priors: of β and the season.
    """
    n = len(counts)
    columns = np.stack([_make_columns(n, step=int(step), period=period) for step in steps])
    series = _Series(
        counts=np.asarray(counts, dtype=float), exposure=np.asarray(exposure, dtype=float), columns=columns
    )
    mode, arrow = _find_mode(series, drifts=np.full(len(steps), drift), sizes=np.full(len(steps), size), priors=priors)
    return mode[:, n], np.sqrt(arrow.variance_of_extra(0))


def _make_columns(n: int, *, step: int, period: float | None) -> Array:
    """Return n × 1 or 3: the step, and the season's two waves."""
    at = np.arange(n)
    columns = [(at >= step).astype(float)]
    if period is not None:
        turn = 2 * np.pi * at / period
        columns += [np.sin(turn), np.cos(turn)]
    return np.stack(columns, axis=1)


def _choose_grid(series: _Series, priors: StepPriors) -> Array:
    """Return the points of the fine grid, in standard deviations of the prior: first σ, then φ.

    The coarse grid covers the prior; with five years of counts the posterior of φ is narrower than its steps.
    """
    at = _make_grid(np.zeros(2), np.full(2, _COARSE_REACH), priors.points)
    drifts, sizes = _to_scales(at, priors)
    mode, arrow = _find_mode(series, drifts=drifts, sizes=sizes, priors=priors)
    weights = _weigh(series, at=at, mode=mode, arrow=arrow, priors=priors)
    middle = weights @ at
    # Half a step of the grid is what a posterior that falls between two of its points still may spread.
    least = max(_LEAST_SPREAD, _COARSE_REACH / (priors.points - 1))
    spread = np.sqrt(np.maximum(weights @ (at - middle) ** 2, least**2))
    return _make_grid(middle, _FINE_REACH * spread, priors.points)


def _make_grid(middle: Array, reach: Array, points: int) -> Array:
    axes = [np.linspace(m - r, m + r, points) for m, r in zip(middle, reach, strict=True)]
    return np.stack([axis.ravel() for axis in np.meshgrid(*axes)], axis=1)


def _to_scales(at: Array, priors: StepPriors) -> tuple[Array, Array]:
    drifts = priors.drift * np.exp(priors.drift_spread * at[:, 0])
    return drifts, priors.size * np.exp(priors.size_spread * at[:, 1])


def _find_mode(series: _Series, *, drifts: Array, sizes: Array, priors: StepPriors) -> tuple[Array, Arrow]:
    """Return the mode of the latent values for each (σ, φ), and the negative Hessian there (Newton's method).

    The log posterior is concave, so the mode is the only one; steps are cut short because far from it the
    quadratic that Newton's method follows overshoots.
    """
    n, n_extra = series.columns.shape[1:]
    is_used = series.exposure > 0
    offset = np.log(np.where(is_used, series.exposure, 1.0))
    begin = np.log(series.counts[is_used].sum() + 0.5) - np.log(series.exposure.sum())
    mode = np.zeros((len(drifts), n + n_extra))
    mode[:, :n] = begin
    size, walk = sizes[:, None], 1 / drifts**2
    beside = np.array([1 / priors.step**2, *[1 / priors.season**2] * (n_extra - 1)])
    for turn in range(_TURNS):
        rate = np.exp(np.clip(_log_rate(mode, series) + offset, -20, 20))
        slope = np.where(is_used, series.counts - (series.counts + size) * rate / (rate + size), 0.0)
        bend = np.where(is_used, (series.counts + size) * rate * size / (rate + size) ** 2, 0.0)
        arrow = solve_arrow(walk=walk, first=1 / _LEVEL_SD**2, bend=bend, columns=series.columns, beside=beside)
        gradient = np.concatenate([slope, np.einsum("gt,gtk->gk", slope, _spread_over(series, len(drifts)))], axis=1)
        gradient -= _times_prior(mode, walk=walk, beside=beside, n=n)
        move = arrow.solve(gradient)
        far = np.abs(move).max(axis=1, keepdims=True)
        if far.max() < _TOLERANCE or turn == _TURNS - 1:
            break
        mode = mode + move * np.minimum(1, _MAX_MOVE / np.maximum(far, _TOLERANCE))
    return mode, arrow


def _spread_over(series: _Series, n_points: int) -> Array:
    return np.broadcast_to(series.columns, (n_points, *series.columns.shape[1:]))


def _log_rate(mode: Array, series: _Series) -> Array:
    n = series.columns.shape[1]
    return np.asarray(mode[:, :n] + np.einsum("gtk,gk->gt", _spread_over(series, len(mode)), mode[:, n:]))


def _times_prior(mode: Array, *, walk: Array, beside: Array, n: int) -> Array:
    """Return the prior precision times the distance of the latent values from their prior mean."""
    steps = np.diff(mode[:, :n], axis=1) * walk[:, None]
    pulled = np.zeros_like(mode)
    pulled[:, 1:n] += steps
    pulled[:, : n - 1] -= steps
    pulled[:, 0] += (mode[:, 0] - _LEVEL_MEAN) / _LEVEL_SD**2
    pulled[:, n:] = mode[:, n:] * beside
    return pulled


def _weigh(series: _Series, *, at: Array, mode: Array, arrow: Arrow, priors: StepPriors) -> Array:
    """Return the posterior weight of each point of the grid; they sum to 1.

    log p(σ, φ | y) = log p(σ, φ) + log p(y | mode) + log p(mode) − ½ log |negative Hessian| + constant.
    """
    n = series.columns.shape[1]
    drifts, sizes = _to_scales(at, priors)
    beside = np.array([1 / priors.step**2, *[1 / priors.season**2] * (series.columns.shape[2] - 1)])
    away = mode.copy()
    away[:, :n] -= _LEVEL_MEAN
    pulled = _times_prior(mode, walk=1 / drifts**2, beside=beside, n=n)
    # The walk of n periods has n − 1 steps of variance σ²; what does not depend on σ or φ falls out.
    log_weight = (
        -0.5 * (at**2).sum(axis=1)
        + _log_likelihood(series, mode, sizes)
        - 0.5 * (away * pulled).sum(axis=1)
        - (n - 1) * np.log(drifts)
        - 0.5 * arrow.log_determinant
    )
    weights = np.exp(log_weight - log_weight.max())
    return np.asarray(weights / weights.sum())


def _log_likelihood(series: _Series, mode: Array, sizes: Array) -> Array:
    """Return Σ log NegBin(y | μ, φ) over the watched periods for each point of the grid, without the terms of y alone."""
    size, counts = sizes[:, None], series.counts
    is_used = series.exposure > 0
    offset = np.log(np.where(is_used, series.exposure, 1.0))
    rate = np.exp(np.clip(_log_rate(mode, series) + offset, -20, 20))
    terms = (
        gammaln(counts + size)
        - gammaln(size)
        - size * np.log1p(rate / size)
        + counts * (np.log(rate) - np.log(rate + size))
    )
    return np.asarray(np.where(is_used, terms, 0.0).sum(axis=1))


def _measure(mode: Array, arrow: Arrow, *, rows: Array, columns: Array) -> tuple[Array, Array]:
    """Return means and standard deviations (points × m) of the contrasts of the level with its step."""
    extra = np.zeros((len(rows), columns.shape[1]))
    extra[:, 0] = rows @ columns[:, 0]
    weights = np.concatenate([rows, extra], axis=1)
    means = mode @ weights.T
    solved = arrow.solve_many(weights)
    variance = np.einsum("mi,gim->gm", weights, solved)
    return means, np.sqrt(variance)
