"""The modelled flow: how many must have joined for two strengths and the losses between them to be right."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

__all__ = ["draw_inflow", "draw_reporting"]

Array = NDArray[np.float64]


def draw_inflow(before: Array, after: Array, losses: float, reporting: Array | float) -> Array:
    """Return J = S1 − S0 + D/c, one a draw.

    Args:
        before: draws of S0, in people.
        after: draws of S1.
        losses: D, the reported losses between them.
        reporting: c, reported by true losses: 0.5 if half of them are reported, 2 if twice as many are.

    Source: design of the assessments, "Stock and flow".
    """
    return np.asarray(after - before + losses / np.asarray(reporting))


def draw_reporting(n: int, *, sd: float, seed: int) -> Array:
    """Return n draws of c with log c ~ N(0, sd²)."""
    return np.asarray(np.exp(sd * np.random.default_rng(seed).standard_normal(n)))
