"""Systems of equations of a random walk with a few columns beside it: a tridiagonal matrix with a border.

A = [[T, B], [Bᵀ, C]]: T tridiagonal n × n, B n × k, C k × k, for a batch of points at once. Solving takes time in n, not
n³: the walk is eliminated first (Thomas), the border after it (Schur).

Source: Golub and Van Loan, Matrix Computations, 4.3; the diagonal of an inverse after Takahashi 1973.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

__all__ = ["Arrow", "solve_arrow"]

Array = NDArray[np.float64]


@dataclass(frozen=True, slots=True, kw_only=True)
class Arrow:
    """A factored matrix for each of g points.

    Attributes:
        pivots: g × n, those of T; ratios: g × n − 1, what each row was eliminated with.
        border: B, g × n × k; solved: T⁻¹B; schur: C − BᵀT⁻¹B, g × k × k; schur_inverse.
        log_determinant: g, of A.
    """

    pivots: Array
    ratios: Array
    border: Array
    solved: Array
    schur_inverse: Array
    log_determinant: Array

    def solve(self, right: Array) -> Array:
        """Return A⁻¹ times a vector (g × n + k)."""
        return self._solve(right[..., None])[..., 0]

    def solve_many(self, rows: Array) -> Array:
        """Return A⁻¹ times each row of m × n + k, as g × n + k × m."""
        shape = (len(self.pivots), rows.shape[1], rows.shape[0])
        return self._solve(np.broadcast_to(rows.T[None], shape))

    def variance_of_extra(self, column: int) -> Array:
        """Return the diagonal of A⁻¹ at one column of the border: g."""
        return self.schur_inverse[:, column, column]

    def variances(self, columns: Array) -> Array:
        """Return the variance of each latent value plus `columns` (n × k) times the border's values: g × n."""
        n = self.pivots.shape[1]
        own = np.empty_like(self.pivots)
        own[:, -1] = 1 / self.pivots[:, -1]
        for i in range(n - 2, -1, -1):
            own[:, i] = 1 / self.pivots[:, i] + self.ratios[:, i] ** 2 * own[:, i + 1]
        beside = columns[None] - self.solved
        return np.asarray(own + np.einsum("gtk,gkl,gtl->gt", beside, self.schur_inverse, beside))

    def _solve(self, right: Array) -> Array:
        n = self.pivots.shape[1]
        walk = _solve_walk(self.pivots, self.ratios, right[:, :n])
        rest = right[:, n:] - np.einsum("gtk,gtm->gkm", self.border, walk)
        beside = self.schur_inverse @ rest
        return np.concatenate([walk - self.solved @ beside, beside], axis=1)


def solve_arrow(*, walk: Array, first: float, bend: Array, columns: Array, beside: Array) -> Arrow:
    """Return the factored negative Hessian of a random walk with columns beside it.

    Args:
        walk: g, the precision 1/σ² of the walk's steps.
        first: precision of the first value.
        bend: g × n, the curvature of the likelihood in the log rate of each period.
        columns: 1 or g × n × k, what each period's log rate takes from the values beside the walk.
        beside: k, the prior precisions of those.
    """
    n, k = columns.shape[1:]
    diagonal = bend.copy()
    diagonal[:, 0] += first
    diagonal[:, 1:] += walk[:, None]
    diagonal[:, :-1] += walk[:, None]
    pivots, ratios = np.empty_like(bend), np.empty((len(bend), n - 1))
    pivots[:, 0] = diagonal[:, 0]
    for i in range(1, n):
        ratios[:, i - 1] = -walk / pivots[:, i - 1]
        pivots[:, i] = diagonal[:, i] + walk * ratios[:, i - 1]
    border = bend[..., None] * columns
    solved = _solve_walk(pivots, ratios, border)
    corner = np.einsum("gtk,gtl->gkl", np.broadcast_to(columns, (len(bend), n, k)), border) + np.diag(beside)
    schur = corner - np.einsum("gtk,gtl->gkl", border, solved)
    return Arrow(
        pivots=pivots,
        ratios=ratios,
        border=border,
        solved=solved,
        schur_inverse=np.linalg.inv(schur),
        log_determinant=np.log(pivots).sum(axis=1) + np.linalg.slogdet(schur)[1],
    )


def _solve_walk(pivots: Array, ratios: Array, right: Array) -> Array:
    """Return T⁻¹ times g × n × m."""
    n = pivots.shape[1]
    solved = np.array(right)
    for i in range(1, n):
        solved[:, i] -= ratios[:, i - 1, None] * solved[:, i - 1]
    solved /= pivots[..., None]
    for i in range(n - 2, -1, -1):
        solved[:, i] -= ratios[:, i, None] * solved[:, i + 1]
    return solved
