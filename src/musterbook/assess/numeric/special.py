"""The functions of SciPy that the models use, imported when the first is called: half a second that other commands spare."""

from __future__ import annotations

from functools import cache
from types import ModuleType

import numpy as np
from numpy.typing import ArrayLike, NDArray

__all__ = ["betainc", "betaincinv", "gammaln", "log_ndtr", "ndtr"]

Array = NDArray[np.float64]


@cache
def _load() -> ModuleType:
    from scipy import special  # noqa: PLC0415

    return special  # type: ignore[no-any-return]


def ndtr(x: ArrayLike) -> Array:
    """Return the distribution function of the standard normal."""
    return np.asarray(_load().ndtr(x))


def log_ndtr(x: ArrayLike) -> Array:
    """Return its logarithm, also far in the lower tail."""
    return np.asarray(_load().log_ndtr(x))


def gammaln(x: ArrayLike) -> Array:
    """Return the logarithm of the gamma function."""
    return np.asarray(_load().gammaln(x))


def betainc(a: ArrayLike, b: ArrayLike, x: ArrayLike) -> Array:
    """Return the regularised incomplete beta function."""
    return np.asarray(_load().betainc(a, b, x))


def betaincinv(a: ArrayLike, b: ArrayLike, y: ArrayLike) -> Array:
    """Return its inverse in x."""
    return np.asarray(_load().betaincinv(a, b, y))
