"""A figure of the series as limits, under each way a round number can be read."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from musterbook.assess.numeric import Limits, floor_percent, read_rounded, rounding_steps
from musterbook.model import LiteralRow, Number, QuantityReading, SeriesPoint

__all__ = [
    "Rounding",
    "describe_change",
    "describe_limits",
    "describe_percent",
    "make_row",
    "read_point",
    "read_quantity",
    "roundings",
]

_STRICT_LOW = frozenset({"more_than"})
_STRICT_HIGH = frozenset({"fewer_than"})
_ROUNDABLE = frozenset({"exact", "about"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Rounding:
    """One way to read the round numbers among two figures: a step is None where the figure is read exactly."""

    before: int | None
    after: int | None
    text: str


def roundings(before: SeriesPoint, after: SeriesPoint) -> Iterator[Rounding]:
    """Yield the exact reading, each figure rounded alone, from fine to coarse, and last both at their coarsest.

    The sets of one figure hold each other, so the last reading is the widest.
    """
    first, second = _steps(before), _steps(after)
    yield Rounding(before=None, after=None, text="exact")
    for step in first:
        yield Rounding(before=step, after=None, text=f"“{before.words}” rounded to the nearest {step:,}")
    for step in second:
        yield Rounding(before=None, after=step, text=f"“{after.words}” rounded to the nearest {step:,}")
    if first and second:
        text = f"“{before.words}” rounded to the nearest {first[-1]:,}, “{after.words}” to the nearest {second[-1]:,}"
        yield Rounding(before=first[-1], after=second[-1], text=text)


def _steps(point: SeriesPoint) -> tuple[int, ...]:
    return rounding_steps(point.low) if point.bound in _ROUNDABLE and point.low is not None else ()


def read_point(point: SeriesPoint, step: int | None) -> Limits:
    """Return what a figure says: bounds and ranges as they are, a round number as rounded to the step if there is one."""
    if step is not None and point.low is not None:
        return read_rounded(point.low, step)
    return read_quantity(point)


def read_quantity(quantity: QuantityReading | SeriesPoint) -> Limits:
    """Return the limits that a figure states, without any thought of rounding."""
    return Limits(
        low=quantity.low,
        high=quantity.high,
        low_is_strict=quantity.bound in _STRICT_LOW,
        high_is_strict=quantity.bound in _STRICT_HIGH,
    )


def describe_limits(limits: Limits) -> str:
    """Return limits in words: "> 294", "≥ 12", "10 to 20", "any number"."""
    if limits.low is not None and limits.low == limits.high:
        return _number(limits.low)
    if limits.low is not None and limits.high is not None:
        ends = f"{_number(limits.low)} to {_number(limits.high)}"
        return ends if not (limits.low_is_strict or limits.high_is_strict) else f"{ends}, ends excluded"
    if limits.low is not None:
        return f"{'>' if limits.low_is_strict else '≥'} {_number(limits.low)}"
    if limits.high is not None:
        return f"{'<' if limits.high_is_strict else '≤'} {_number(limits.high)}"
    return "any number"


def describe_percent(limits: Limits) -> str:
    """Return a growth in words: "> 20 %", "-4 to 14 %"; whole percentages, rounded outwards at the lower end."""
    low = None if limits.low is None else floor_percent(limits.low)
    high = None if limits.high is None else -floor_percent(-limits.high)
    if low is not None and low == high:
        return f"{_sign(low)} %"
    if low is not None and high is not None:
        return f"{_sign(low)} to {_sign(high)} %"
    if low is not None:
        return f"{'>' if limits.low_is_strict else '≥'} {_sign(low)} %"
    if high is not None:
        return f"{'<' if limits.high_is_strict else '≤'} {_sign(high)} %"
    return "any change"


def describe_change(limits: Limits) -> str:
    """Return a growth as part of a sentence: "a rise of 20 %", "anything from a fall of 34 % to a rise of 67 %".

    A group of nobody is the lowest that a figure allows, so a fall of 100 % is no limit: "any fall, or a rise of at most 72 %".
    """
    low = None if limits.low is None or limits.low <= -1 else floor_percent(limits.low)
    high = None if limits.high is None else -floor_percent(-limits.high)
    if low is not None and low == high:
        return _name_change(low)
    if low is None and high is None:
        return "any change"
    if low is None and high is not None:
        return (
            f"a fall of at least {-high} %"
            if high < 0
            else f"any fall, or {'no change' if high == 0 else f'a rise of at most {high} %'}"
        )
    if low is not None and high is None:
        most = "more than" if limits.low_is_strict else "at least"
        return f"a rise of {most} {low} %" if low > 0 else f"anything from {_name_change(low)} upwards"
    return f"anything from {_name_change(low or 0)} to {_name_change(high or 0)}"


def _name_change(percent: int) -> str:
    return "no change" if percent == 0 else f"a {'rise' if percent > 0 else 'fall'} of {abs(percent)} %"


def make_row(reading: str, limits: Limits, text: str) -> LiteralRow:
    """Return a line of a literal table."""
    return LiteralRow(
        reading=reading,
        low=limits.low,
        high=limits.high,
        low_is_strict=limits.low_is_strict,
        high_is_strict=limits.high_is_strict,
        text=text,
    )


def _number(value: Number) -> str:
    return f"{value:,.0f}".replace("-", "−") if float(value).is_integer() else f"{value:,.1f}".replace("-", "−")


def _sign(value: int) -> str:
    return str(value).replace("-", "−")
