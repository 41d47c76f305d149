"""Two rates of counts against each other, with no more certainty than counts that come in clusters allow."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from musterbook.assess.numeric.special import betainc, betaincinv

__all__ = ["RateRatio", "compare_rates"]

Array = NDArray[np.float64]

# Jeffreys prior of the share of events that fall into the later time.
_PRIOR = 0.5


@dataclass(frozen=True, slots=True, kw_only=True)
class RateRatio:
    """The posterior of later rate / earlier rate: that of p / (1 − p) · `scale` with p ~ Beta(later, earlier).

    Attributes:
        dispersion: variance of the counts over that of independent events, at least 1; both counts were divided by it.
    """

    earlier: float
    later: float
    scale: float
    dispersion: float

    def quantiles(self, shares: Sequence[float]) -> Array:
        """Return the values that the ratio lies under with these probabilities."""
        p = betaincinv(self.later, self.earlier, np.asarray(shares, dtype=float))
        with np.errstate(divide="ignore"):
            return np.asarray(p / (1 - p) * self.scale)

    def probability_above(self, value: float) -> float:
        """Return P(ratio > value)."""
        odds = value / self.scale
        return float(1 - betainc(self.later, self.earlier, odds / (1 + odds)))


def compare_rates(earlier: Array, later: Array) -> RateRatio:
    """Return the ratio of two rates, from the counts of equal periods before and after.

    Args:
        earlier: one count for each period, at least one period.
        later: the same for the later time.

    Assumes:
        counts of periods vary around their rate with a variance proportional to it (quasi-Poisson); what they have beyond
        independent events is taken off by dividing both sums by the dispersion (Pearson).

    Source: the conditional test of two Poisson rates (Przyborowski and Wilenski 1940) with a Jeffreys prior;
        McCullagh and Nelder 1989, 4.5, for the dispersion.
    """
    sums = float(earlier.sum()), float(later.sum())
    freedom = len(earlier) + len(later) - 2
    squares = 0.0
    for counts, total in ((earlier, sums[0]), (later, sums[1])):
        mean = total / len(counts)
        squares += float(((counts - mean) ** 2).sum() / mean) if mean > 0 else 0.0
    dispersion = max(1.0, squares / freedom) if freedom > 0 else 1.0
    return RateRatio(
        earlier=sums[0] / dispersion + _PRIOR,
        later=sums[1] / dispersion + _PRIOR,
        scale=len(earlier) / len(later),
        dispersion=dispersion,
    )
