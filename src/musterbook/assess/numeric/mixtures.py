"""Mixtures of normal distributions: what integrating over a grid leaves."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from musterbook.assess.numeric.special import ndtr

__all__ = ["Mixture"]

Array = NDArray[np.float64]

_HALVINGS = 60


@dataclass(frozen=True, slots=True, kw_only=True)
class Mixture:
    """Quantities that are each a mixture of normals with the same weights.

    Attributes:
        means, sds: parts × quantities; weights: parts, summing to 1.
    """

    means: Array
    sds: Array
    weights: Array

    def probability_below(self, value: float) -> Array:
        """Return P(quantity < value) of each."""
        return np.asarray(self.weights @ ndtr((value - self.means) / self.sds))

    def quantiles(self, shares: Sequence[float]) -> Array:
        """Return, for each quantity, the values that it lies under with these probabilities: quantities × shares."""
        wanted = np.asarray(shares, dtype=float)[None, :]
        reach = 12 * self.sds.max(axis=0)
        low = np.broadcast_to((self.means.min(axis=0) - reach)[:, None], (self.means.shape[1], wanted.shape[1])).copy()
        high = np.broadcast_to((self.means.max(axis=0) + reach)[:, None], low.shape).copy()
        for _ in range(_HALVINGS):
            middle = (low + high) / 2
            below = np.einsum("g,gqs->qs", self.weights, ndtr((middle - self.means[..., None]) / self.sds[..., None]))
            is_under = below < wanted
            low, high = np.where(is_under, middle, low), np.where(is_under, high, middle)
        return np.asarray((low + high) / 2)
