"""How much each figure weighs in an estimate, and how far more figures of the same sources could narrow it."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from musterbook.assess.numeric.figures import Wording
from musterbook.assess.numeric.strength import Figures, Priors

__all__ = ["narrowest_sd", "spread_of", "weigh_figures"]

Array = NDArray[np.float64]


def weigh_figures(figures: Figures, scales: Array, asked: float, *, priors: Priors) -> Array:
    """Return the share of each figure in the mean of x at the asked time; n shares that sum to 1.

    Assumes:
        The words of a figure are as good as a normal deviation of the same variance (`spread_of`), and the scales are known:
        exact weights would differ from draw to draw.

    Args:
        figures: what is said.
        scales: drift, source, origin, noise, such as their posterior medians.
        asked: time in years, as in `figures.years`.
        priors: of the beginning and the shocks.
    """
    drift, source, origin, noise = scales
    begin = min(float(figures.years.min()), asked)
    elapsed = figures.years - begin
    kinds = figures.definitions
    covariance = (
        priors.start_sd**2
        + drift**2 * np.minimum.outer(elapsed, elapsed)
        + source**2 * np.equal.outer(figures.sources, figures.sources)
        + origin**2 * np.equal.outer(figures.origins, figures.origins)
        + np.square(figures.offset_sds)[kinds] * np.equal.outer(kinds, kinds)
        + np.diag(
            (noise * figures.hedges) ** 2
            + drift**2 * figures.widths / 4
            + np.square([spread_of(wording) for wording in figures.wordings])
        )
    )
    covariance += priors.shock_sd**2 * _jumps_between(figures.shocks, figures.years, figures.years)
    towards = priors.start_sd**2 + drift**2 * np.minimum(elapsed, asked - begin)
    towards = towards + priors.shock_sd**2 * _jumps_between(figures.shocks, figures.years, np.array([asked]))[:, 0]
    shares = np.abs(np.linalg.solve(covariance, towards))
    return np.asarray(shares / shares.sum())


def narrowest_sd(source_scale: Array, n_sources: int, *, start_sd: float) -> float:
    """Return the standard deviation of x that any number of further figures of the same sources leaves.

    Deviations of origins and of single figures average out; the biases of n sources do not: 1/(n/τ² + 1/start²), its root, in
    the mean over the draws of τ.
    """
    return float(np.sqrt(1 / (n_sources / np.square(source_scale) + 1 / start_sd**2)).mean())


def spread_of(wording: Wording) -> float:
    """Return the standard deviation of the number behind the words alone, in units of log."""
    if wording.bound is not None:
        return 1 / abs(wording.rate)
    low, high, weight = np.array(wording.cells).T
    low = np.where(np.isfinite(low), low, high - 3)
    mass = weight * (high - low)
    mean = float((mass * (low + high) / 2).sum() / mass.sum())
    # Uniform cells: the variance inside each, and that of their middles.
    variance = ((high - low) ** 2 / 12 + ((low + high) / 2 - mean) ** 2) * mass
    return float(np.sqrt(variance.sum() / mass.sum()))


def _jumps_between(shocks: Array, some: Array, others: Array) -> Array:
    """Return for each two times how many jumps lie before both."""
    return np.asarray((shocks[None, None, :] <= np.minimum.outer(some, others)[:, :, None]).sum(axis=2).astype(float))
