"""The strength of a group in time, from worded figures: a random walk on the log scale behind what is said.

x(t), the log of the strength, is a random walk with a wide beginning, and may jump at the days of a dated loss. Behind figure i
stands z_i = x(t_i) + offset of the definition + bias of the source + deviation of the origin + ε_i; the words say only in which
cells z_i lies (`figures`). ε, and the deviations of origins with a single figure, are integrated out, and so are the biases of
sources with a single figure where nobody asks for biases; everything else is drawn by Hamiltonian Monte Carlo in units in which
the prior is standard normal.

Where a figure is about a span of time of width w, x at its middle stands for x(t), t uniform in the span: the difference has the
variance σ_x² E|t − middle| = σ_x² w/4, which is added to that of ε_i.

Source: design of the assessments, "Strength of a group in time" (priors, perception model, rounding habits).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from musterbook.assess.numeric.chains import Effort, run_chains, split_r_hat
from musterbook.assess.numeric.figures import Wording
from musterbook.assess.numeric.likelihood import Likelihood
from musterbook.assess.numeric.walks import draw_walk, walk_between

__all__ = ["Figures", "Priors", "StrengthDraws", "draw_prior", "sample_strength"]

Array = NDArray[np.float64]
Ints = NDArray[np.int64]

_FAR = 7.0  # a thousand times the median of a scale, or a thousandth


@dataclass(frozen=True, slots=True, kw_only=True)
class Priors:
    """What is assumed before any figure: medians of the four scales, and the wide beginning.

    Attributes:
        drift: of x, per square root of a year; 0 = a constant state.
        source: of biases; origin: of deviations; noise: of single figures; all in units of log.
        spread: log standard deviation that the scales share around their medians.
        start_mean, start_sd: of x at the first figure.
        source_freedom: degrees of freedom of the biases; None = normal.
        shock_sd: of a jump of x at a dated loss.
    """

    drift: float = 0.35
    source: float = 0.35
    origin: float = 0.20
    noise: float = 0.15
    spread: float = 0.45
    start_mean: float = float(np.log(2000))
    start_sd: float = 2.0
    source_freedom: float | None = None
    shock_sd: float = 0.5

    @property
    def medians(self) -> Array:
        """Return the four medians in the order drift, source, origin, noise."""
        return np.array([self.drift, self.source, self.origin, self.noise])


@dataclass(frozen=True, slots=True, kw_only=True)
class Figures:
    """n worded figures, n at least 1.

    Attributes:
        years: when each figure refers to, in years from any day; widths: how long that time is, in years.
        wordings: what the words say of each.
        sources, origins: who says it and where it comes from, as numbers from 0; equal numbers share an effect.
        hedges: factors on the noise, 1 without a hedge.
        definitions: who is counted, as numbers from 0; offset_means, offset_sds: by definition, the log ratio to what the
            question counts; (0, 0) for the same.
        shocks: times at which x may jump, in years.
    """

    years: Array
    widths: Array
    wordings: tuple[Wording, ...]
    sources: Ints
    origins: Ints
    hedges: Array
    definitions: Ints
    offset_means: Array
    offset_sds: Array
    shocks: Array


@dataclass(frozen=True, slots=True, kw_only=True)
class StrengthDraws:
    """Draws from the posterior, in rows.

    Attributes:
        log_strength: draws × asked times.
        scales: draws × 4 (drift, source, origin, noise).
        biases: draws × sources, log bias of each source that was drawn.
        log_likelihood: draws × figures, of the words of each figure given the draw.
        r_hat: the worst of the potential scale reductions over levels, biases and scales.
    """

    log_strength: Array
    scales: Array
    biases: Array
    log_likelihood: Array
    r_hat: float


class _Model:
    """From standard normal unknowns to beliefs and their slopes; the unknowns lie in one row per chain.

    Rows hold: the beginning, the steps of the walk, the shocks, the biases that are drawn, the deviations of origins with several figures, the
    offsets of definitions, and the log scales. The mean of a belief is linear in all but the scales: a part that no scale
    stretches, and one each for drift, source and origin. `effects` holds the four matrices side by side.
    """

    def __init__(self, figures: Figures, priors: Priors, *, with_biases: bool = True) -> None:
        self.figures, self.priors = figures, priors
        self.likelihood = Likelihood(figures.wordings)
        self.times, self.at = np.unique(figures.years, return_inverse=True)
        self.roots = np.sqrt(np.diff(self.times))
        counts = np.bincount(figures.origins)
        is_shared = counts[figures.origins] > 1
        shared = np.flatnonzero(counts > 1)
        n_given = np.bincount(figures.sources)
        # Heavy tails have no normal sum with the noise, so such biases are drawn in any case.
        is_drawn = (n_given != 1) | with_biases | (priors.source_freedom is not None)
        heard = np.flatnonzero(is_drawn)
        self.after_shock = (self.times[:, None] >= figures.shocks[None, :]).astype(float)
        sizes = (
            1,
            len(self.roots),
            len(figures.shocks),
            len(heard),
            len(shared),
            len(figures.offset_sds),
            4,
        )
        ends = np.cumsum(sizes)
        self.parts = [slice(int(end - size), int(end)) for size, end in zip(sizes, ends, strict=True)]
        self.size = int(ends[-1])
        self.offsets = figures.offset_means[figures.definitions]
        # What scales add to the variance of each figure, per square of the scale, and which scales these are.
        added = {
            0: figures.widths / 4,
            1: (~is_drawn[figures.sources]).astype(float),
            2: (~is_shared).astype(float),
            3: figures.hedges**2,
        }
        self.widening = [scale for scale in added if scale != 1 or not is_drawn.all()]
        self.variances = np.stack([added[scale] for scale in self.widening])
        self.effects = self._lay_out_effects(heard, shared, is_shared)

    def _lay_out_effects(self, heard: Ints, shared: Ints, is_shared: NDArray[np.bool_]) -> Array:
        """Return unknowns × (4 · figures): what each unknown does to the mean of each figure, by the scale that stretches it.

        Args:
            heard: sources whose bias is drawn.
            shared: origins whose deviation is drawn.
            is_shared: for each figure, whether it is of one of these.
        """
        figures, n = self.figures, len(self.at)
        effects = np.zeros((4, self.size, n))
        fixed, drift, source, origin = effects
        of_start, of_steps, of_shocks, of_biases, of_deviations, of_offsets, _ = self.parts
        fixed[of_start] = self.priors.start_sd
        fixed[of_shocks] = self.priors.shock_sd * self.after_shock[self.at].T
        fixed[of_offsets] = (np.eye(len(figures.offset_sds)) * figures.offset_sds)[figures.definitions].T
        drift[of_steps] = self.roots[:, None] * (np.arange(len(self.roots))[:, None] < self.at[None, :])
        source[of_biases] = heard[:, None] == figures.sources[None, :]
        origin[of_deviations] = (shared[:, None] == figures.origins[None, :]) & is_shared
        return np.concatenate(list(effects), axis=1)

    def scales(self, unknowns: Array) -> Array:
        """Return the four scales, chains × 4."""
        # A trajectory that runs away is refused in the end; until then its numbers must stay finite.
        logs = np.clip(self.priors.spread * unknowns[:, self.parts[6]], -_FAR, _FAR)
        return np.asarray(self.priors.medians * np.exp(logs))

    def levels(self, unknowns: Array, scales: Array) -> Array:
        """Return x at the times of the figures, chains × times."""
        start, steps, shocks = (unknowns[:, part] for part in self.parts[:3])
        walk = scales[:, :1] * np.cumsum(self.roots * steps, axis=1)
        begin = self.priors.start_mean + self.priors.start_sd * start
        level = np.concatenate([begin, begin + walk], axis=1)
        return np.asarray(level + self.priors.shock_sd * shocks @ self.after_shock.T)

    def beliefs(self, unknowns: Array, scales: Array) -> tuple[Array, Array]:
        """Return means and standard deviations of what is believed behind each figure, chains × figures."""
        mean, sd, _, _ = self._believe(unknowns, scales)
        return mean, sd

    def _believe(self, unknowns: Array, scales: Array) -> tuple[Array, Array, Array, Array]:
        """Return means, standard deviations, the stretched effects (chains × 4 × figures), and the squares of widening scales."""
        effects = (unknowns @ self.effects).reshape(len(unknowns), 4, -1)
        effects[:, 1:] *= scales[:, :3, None]
        squares = scales[:, self.widening] ** 2
        mean = effects.sum(axis=1) + (self.priors.start_mean + self.offsets)
        return mean, np.sqrt(squares @ self.variances), effects, squares

    def log_density(self, unknowns: Array) -> tuple[Array, Array]:
        """Return the log posterior density up to a constant, and its slope."""
        scales = self.scales(unknowns)
        mean, sd, effects, squares = self._believe(unknowns, scales)
        terms, by_mean, by_sd = self.likelihood.log_terms(mean, sd)
        value, slope = self._log_prior(unknowns)
        stretched = np.repeat(by_mean[:, None, :], 4, axis=1)
        stretched[:, 1:] *= scales[:, :3, None]
        slope += stretched.reshape(len(unknowns), -1) @ self.effects.T
        # A scale acts through the effects that it stretches, and through the variance of what is integrated out.
        through = np.zeros((len(unknowns), 4))
        through[:, :3] = (effects[:, 1:] * by_mean[:, None, :]).sum(axis=2)
        through[:, self.widening] += squares * ((by_sd / sd) @ self.variances.T)
        slope[:, self.parts[6]] += self.priors.spread * through
        return value + terms.sum(axis=1), slope

    def _log_prior(self, unknowns: Array) -> tuple[Array, Array]:
        value, slope = -0.5 * (unknowns**2).sum(axis=1), -unknowns
        freedom = self.priors.source_freedom
        if freedom is not None:
            biases = unknowns[:, self.parts[3]]
            value = value + (0.5 * biases**2 - 0.5 * (freedom + 1) * np.log1p(biases**2 / freedom)).sum(axis=1)
            slope[:, self.parts[3]] = -(freedom + 1) * biases / (freedom + biases**2)
        return value, slope

    def start(self, chains: int, rng: np.random.Generator) -> Array:
        """Return beginnings near the figures, spread more widely than the posterior is."""
        unknowns = 0.7 * rng.standard_normal((chains, self.size))
        centres = [_centre(wording) for wording in self.figures.wordings]
        near = (float(np.mean(centres)) - self.priors.start_mean) / self.priors.start_sd
        unknowns[:, self.parts[0]] = near + 0.6 / self.priors.start_sd * rng.standard_normal((chains, 1))
        return unknowns


def sample_strength(
    figures: Figures,
    asked: Array,
    *,
    priors: Priors,
    seed: int,
    effort: Effort | None = None,
    with_biases: bool = True,
) -> StrengthDraws:
    """Return draws of the log strength at the asked times.

    Args:
        figures: what is said.
        asked: times in years, as in `figures.years`, in ascending order; any before, between and after the figures.
        priors: of scales and beginning.
        seed: the same seed gives the same draws.
        effort: how much is drawn; None = the default.
        with_biases: draw the bias of every source; False = only where several figures tell of it, which is as true and far
            quicker for many sources.
    """
    effort = effort or Effort()
    rng = np.random.default_rng(seed)
    model = _Model(figures, priors, with_biases=with_biases)
    drawn = run_chains(model.log_density, model.start(effort.chains, rng), effort=effort, rng=rng)
    rows = drawn.reshape(-1, model.size)
    scales = model.scales(rows)
    levels = model.levels(rows, scales)
    biases = scales[:, 1:2] * rows[:, model.parts[3]]
    by_chain = np.concatenate([levels, biases, rows[:, model.parts[6]]], axis=1).reshape(*drawn.shape[:2], -1)
    jumps = (priors.shock_sd * rows[:, model.parts[2]], figures.shocks)
    return StrengthDraws(
        log_strength=walk_between(model.times, levels, asked, drift=scales[:, 0], jumps=jumps, rng=rng),
        scales=scales,
        biases=biases,
        log_likelihood=model.likelihood.log_terms(*model.beliefs(rows, scales))[0],
        r_hat=split_r_hat(by_chain),
    )


def draw_prior(asked: Array, *, priors: Priors, seed: int, draws: int = 10_000) -> Array:
    """Return draws × asked times of the log strength without any figure; the walk begins at the first asked time."""
    rng = np.random.default_rng(seed)
    drift = priors.drift * np.exp(priors.spread * rng.standard_normal(draws))
    start = priors.start_mean + priors.start_sd * rng.standard_normal(draws)
    return draw_walk(asked, start=start, drift=drift, rng=rng)


def _centre(wording: Wording) -> float:
    """Return a log number that the words allow."""
    if wording.bound is not None:
        return wording.bound + 1 / wording.rate
    low, high, _ = wording.cells[-1]
    return (low + high) / 2 if np.isfinite(low) else high - 1
