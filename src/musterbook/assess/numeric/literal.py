"""Interval arithmetic for the literal reading of figures.

Limits are real numbers; None is an open side; a strict limit is excluded. The result of an operation is strict where
one of the limits it came from is strict, and open where one of them is open.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

__all__ = ["Limits", "add", "floor_percent", "growth", "read_rounded", "rounding_steps", "subtract"]

Number = int | float
_End = tuple[Number | None, bool]


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """A set of real numbers between two limits; None = open on that side; `*_is_strict` = the limit is excluded."""

    low: Number | None
    high: Number | None
    low_is_strict: bool = False
    high_is_strict: bool = False


def rounding_steps(value: Number) -> tuple[int, ...]:
    """Return the steps a round number may have been rounded to: a tenth, a half and the whole of its leading power of 10.

    Only steps that divide the number: 1,000 → 100, 500, 1,000; 250 → 10, 50; 1,234 → none. Below 10 there are none.

    Source: the rounding table of the design for 1,000; the rule carries it to other magnitudes.
    """
    if value < 10 or value != int(value):
        return ()
    power = 10 ** (len(str(int(value))) - 1)
    return tuple(step for step in (power // 10, power // 2, power) if step > 1 and int(value) % step == 0)


def read_rounded(value: Number, step: Number) -> Limits:
    """Return what a number means that was rounded to the nearest multiple of `step`.

    The upper end is excluded: halves are rounded up.
    """
    return Limits(low=value - step / 2, high=value + step / 2, high_is_strict=True)


def add(limits: Limits, other: Limits) -> Limits:
    """Return all sums of a member of each."""
    low, low_is_strict = _combine((limits.low, limits.low_is_strict), (other.low, other.low_is_strict))
    high, high_is_strict = _combine((limits.high, limits.high_is_strict), (other.high, other.high_is_strict))
    return Limits(low=low, high=high, low_is_strict=low_is_strict, high_is_strict=high_is_strict)


def subtract(limits: Limits, other: Limits) -> Limits:
    """Return all differences of a member of the first and one of the second."""
    negated = Limits(
        low=None if other.high is None else -other.high,
        high=None if other.low is None else -other.low,
        low_is_strict=other.high_is_strict,
        high_is_strict=other.low_is_strict,
    )
    return add(limits, negated)


def growth(before: Limits, after: Limits) -> Limits:
    """Return all values of after / before - 1, as shares (0.2 = 20 %).

    Both are counts, so their lower limits are taken as 0 at least. With a `before` that may be 0 the growth is open
    above. A lower limit of -1 (all gone) is meant where nothing else is known.
    """
    low: Number | None
    if before.high is None or after.low is None:
        low, low_is_strict = -1.0, before.high is None and after.low is not None and after.low > 0
    elif before.high == 0:
        low, low_is_strict = None, False
    else:
        low, low_is_strict = after.low / before.high - 1, after.low_is_strict or before.high_is_strict
    before_low = max(before.low or 0, 0)
    if after.high is None or before_low == 0:
        high, high_is_strict = None, False
    else:
        high, high_is_strict = after.high / before_low - 1, after.high_is_strict or before.low_is_strict
    return Limits(low=low, high=high, low_is_strict=low_is_strict, high_is_strict=high_is_strict)


def floor_percent(share: Number) -> int:
    """Return a share as a whole percentage, rounded towards minus infinity (0.1428 → 14, -0.04 → -4)."""
    # 1e-9 keeps 1,200/1,000 - 1 = 0.19999999999999996 at 20.
    return math.floor(share * 100 + 1e-9)


def _combine(one: _End, other: _End) -> _End:
    if one[0] is None or other[0] is None:
        return None, False
    return one[0] + other[0], one[1] or other[1]
