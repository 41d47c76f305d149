"""How many incidents no list holds, at the least: Chao's lower bound."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

__all__ = ["Unseen", "chao_lower_bound"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Unseen:
    """A lower bound of how many there are: seen ones and estimated unseen ones, with a 95 % interval of the total."""

    seen: int
    unseen: float
    low: float
    high: float


def chao_lower_bound(is_listed: NDArray[np.bool_]) -> Unseen | None:
    """Return the bias-corrected lower bound of Chao for capture on several lists; None with fewer than three lists.

    Wire copying biases it low: lists that copy each other see the same incidents. It is a lower bound even without that, because
    incidents differ in how easily they are reported.

    Args:
        is_listed: incidents × lists, copies collapsed; an incident on no list is no row.

    Source: Chao, "Estimating the population size for capture-recapture data with unequal catchability" (Biometrics 43, 1987),
        f0 = (m − 1)/m · f1 (f1 − 1) / (2 (f2 + 1)); interval on the log of f0.
    """
    n_lists = is_listed.shape[1]
    if n_lists < 3:
        return None
    times = is_listed.sum(axis=1)
    seen, once, twice = len(times), int((times == 1).sum()), int((times == 2).sum())
    share = (n_lists - 1) / n_lists
    unseen = share * once * (once - 1) / (2 * (twice + 1))
    if unseen == 0:
        return Unseen(seen=seen, unseen=0.0, low=float(seen), high=float(seen))
    variance = (
        unseen
        + share**2 * once * (2 * once - 1) ** 2 / (4 * (twice + 1) ** 2)
        + share**2 * once**2 * twice * (once - 1) ** 2 / (4 * (twice + 1) ** 4)
    )
    factor = float(np.exp(1.96 * np.sqrt(np.log1p(variance / unseen**2))))
    return Unseen(seen=seen, unseen=unseen, low=seen + unseen / factor, high=seen + unseen * factor)
