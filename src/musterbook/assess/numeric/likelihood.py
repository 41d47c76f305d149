"""The likelihood of worded figures, given what their speakers believe up to a normal deviation, and its slopes.

With the belief z ~ N(f, s²) integrated out, and φ, Φ the normal density and distribution:
a cell [a, b] gives Φ((b − f)/s) − Φ((a − f)/s); a bound at a with rate λ gives exp(−λ(f − a) + λ²s²/2) Φ((f − a)/s − λs).
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from musterbook.assess.numeric.figures import Wording
from musterbook.assess.numeric.special import log_ndtr, ndtr

__all__ = ["Likelihood"]

Array = NDArray[np.float64]

_ROOT = float(np.sqrt(2 * np.pi))
# Beyond this many standard deviations nothing is left of a normal in double precision.
_FAR = 37.0
_LEAST = 1e-300


class Likelihood:
    """The wordings of n figures, ready for many beliefs at once."""

    def __init__(self, wordings: Sequence[Wording]) -> None:
        self._normal, self._log_normal = ndtr, log_ndtr
        self.in_cells = np.array([i for i, wording in enumerate(wordings) if wording.cells], dtype=np.int64)
        self.bounded = np.array([i for i, wording in enumerate(wordings) if not wording.cells], dtype=np.int64)
        # All cells of all figures in one row, and where in it each figure begins.
        cells = [cell for i in self.in_cells for cell in wordings[i].cells]
        self._low, self._high, self._weight = np.array(cells).reshape(-1, 3).T
        sizes = [len(wordings[i].cells) for i in self.in_cells]
        self._owner = np.repeat(np.arange(len(sizes)), sizes)
        self._begins = np.concatenate([[0], np.cumsum(sizes[:-1])]).astype(np.int64)
        self._is_plain = len(cells) == len(sizes)
        self._bound = np.array([wordings[i].bound or 0.0 for i in self.bounded])
        rates = np.array([wordings[i].rate for i in self.bounded])
        self._rate, self._side = np.abs(rates), np.sign(rates)

    def log_terms(self, belief: Array, sd: Array) -> tuple[Array, Array, Array]:
        """Return the log likelihood of each figure and its slopes in belief and sd.

        Args:
            belief: draws × n, the means f.
            sd: draws × n, the standard deviations s.
        """
        terms, by_belief, by_sd = np.empty(belief.shape), np.empty(belief.shape), np.empty(belief.shape)
        parts = ((self.in_cells, self._cell_terms), (self.bounded, self._bound_terms))
        for index, reckon in parts:
            if len(index):
                found = reckon(belief[:, index], sd[:, index])
                terms[:, index], by_belief[:, index], by_sd[:, index] = found
        return terms, by_belief, by_sd

    def _cell_terms(self, belief: Array, sd: Array) -> tuple[Array, Array, Array]:
        means, sds = belief[:, self._owner], sd[:, self._owner]
        low = np.clip((self._low - means) / sds, -_FAR, _FAR)
        high = np.clip((self._high - means) / sds, -_FAR, _FAR)
        # In the upper tail Φ is 1 to all digits: reckon with the mirrored cell there.
        is_upper = low > 0
        mass = self._weight * (
            self._normal(np.where(is_upper, -low, high)) - self._normal(np.where(is_upper, -high, low))
        )
        at_low = self._weight / _ROOT * np.exp(-0.5 * low * low)
        at_high = self._weight / _ROOT * np.exp(-0.5 * high * high)
        total = np.maximum(self._gather(mass), _LEAST)
        scale = 1 / (sd * total)
        by_belief = self._gather(at_low - at_high) * scale
        by_sd = self._gather(low * at_low - high * at_high) * scale
        return np.log(total), by_belief, by_sd

    def _gather(self, by_cell: Array) -> Array:
        """Return the sums over the cells of each figure."""
        return by_cell if self._is_plain else np.add.reduceat(by_cell, self._begins, axis=1)

    def _bound_terms(self, belief: Array, sd: Array) -> tuple[Array, Array, Array]:
        beyond = self._side * (belief - self._bound)
        reach = beyond / sd - self._rate * sd
        tail = self._log_normal(reach)
        terms = -self._rate * beyond + 0.5 * (self._rate * sd) ** 2 + tail
        hazard = np.exp(np.clip(-0.5 * reach**2 - tail, -700, 700)) / _ROOT
        by_beyond = -self._rate + hazard / sd
        by_sd = self._rate**2 * sd - hazard * (beyond / sd**2 + self._rate)
        return terms, self._side * by_beyond, by_sd
