"""Draws as the estimates of records, and estimates in words."""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray

from musterbook.assess.numeric import central
from musterbook.model import Interval

__all__ = ["LEVELS", "make_intervals", "name_chance", "name_people", "name_range", "name_share"]

Array = NDArray[np.float64]

# The widest first: it is the one that sentences quote.
LEVELS = (0.9, 0.5)


def make_intervals(draws: Array, *, weights: Array | None = None) -> tuple[Interval, ...]:
    """Return the central 90 % and 50 % intervals of draws of one quantity."""
    found: list[Interval] = []
    for level in LEVELS:
        low, median, high = central(draws, level, weights=weights)
        found.append(Interval(level=level, low=low, median=median, high=high))
    return tuple(found)


def name_people(value: float) -> str:
    """Return a modelled number of people with two digits that mean something: "1,400", "−180", "7"."""
    if abs(value) < 1:
        return "0"
    step = 10 ** max(math.floor(math.log10(abs(value))) - 1, 0)
    return f"{round(value / step) * step:,}".replace("-", "−")


def name_share(value: float) -> str:
    """Return a modelled share as a signed percentage: "+12 %", "−23 %"."""
    return f"{value * 100:+.0f} %".replace("-", "−")


def name_range(interval: Interval, *, is_share: bool = False) -> str:
    """Return the interval in words: "620 to 3,200"."""
    name = name_share if is_share else name_people
    low, high = interval.low, interval.high
    if low is None:
        return "any number" if high is None else f"{name(high)} or less"
    return f"{name(low)} or more" if high is None else f"{name(low)} to {name(high)}"


def name_chance(probability: float) -> str:
    """Return a probability as a percentage that promises no more than draws can: "70 %", "over 99 %"."""
    if probability > 0.99:
        return "over 99 %"
    return "under 1 %" if probability < 0.01 else f"{probability * 100:.0f} %"
