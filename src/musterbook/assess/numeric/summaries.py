"""Draws to figures: central intervals, with or without weights on the draws, and what weights leave of them."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

__all__ = ["central", "effective_draws", "leave_out", "share_above"]

Array = NDArray[np.float64]


def central(draws: Array, level: float, *, weights: Array | None = None) -> tuple[float, float, float]:
    """Return (low, median, high) of the central interval that holds the share `level` of the draws.

    Args:
        draws: one quantity.
        level: in (0, 1).
        weights: one a draw, summing to 1; None = all alike.
    """
    shares = np.array([(1 - level) / 2, 0.5, (1 + level) / 2])
    if weights is None:
        low, median, high = np.quantile(draws, shares)
    else:
        order = np.argsort(draws)
        low, median, high = np.interp(shares, np.cumsum(weights[order]) - 0.5 * weights[order], draws[order])
    return float(low), float(median), float(high)


def share_above(draws: Array, limit: float, *, weights: Array | None = None) -> float:
    """Return the probability that the quantity lies above the limit."""
    return float(np.average(draws > limit, weights=weights))


def leave_out(log_likelihood: Array) -> Array:
    """Return weights that turn draws given all figures into draws without some of them.

    Their likelihood is divided out. The largest weights are cut at their mean times the root of the number of draws, which
    bounds the variance; whether enough is left, `effective_draws` says.

    Args:
        log_likelihood: draws × figures that are left out.

    Source: Gelfand, Dey and Chang 1992 (importance sampling leave-one-out); the cut: Ionides, "Truncated importance sampling"
        (J. Computational and Graphical Statistics 17, 2008).
    """
    logs = -log_likelihood.sum(axis=1)
    raw = np.exp(logs - logs.max())
    cut = np.minimum(raw, raw.mean() * np.sqrt(len(raw)))
    return np.asarray(cut / cut.sum())


def effective_draws(weights: Array) -> float:
    """Return how many draws of equal weight say as much: 1 / Σ w² for weights that sum to 1."""
    return float(1 / np.square(weights).sum())
