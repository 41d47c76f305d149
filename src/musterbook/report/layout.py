"""Pixels: scales of time and of numbers, and labels that do not cover each other."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

__all__ = ["Axis", "Box", "LabelBoard", "choose_log_ticks", "day_ms", "measure_text", "month_ticks", "span_days"]

_EPOCH = date(1970, 1, 1).toordinal()
_MS_PER_DAY = 86_400_000

# A digit of a system font at 11 pixels is about 6.2 pixels wide; too much is better than too little.
_CHARACTER_PX = 6.4
# Of a letter's width: what is narrower or wider than most in the common system fonts.
_NARROW, _WIDE, _CAPITAL = 0.6, 1.4, 1.12
_NARROW_LETTERS = frozenset("iIjltfr.,:;'()[]|! ")
_WIDE_LETTERS = frozenset("mwMW%@")
_LINE_PX = 13.0
_TICK_MONTHS = (1, 2, 3, 6, 12, 24, 60, 120, 240, 600, 1200, 12000)


@dataclass(frozen=True, slots=True, kw_only=True)
class Axis:
    """A linear or logarithmic axis from `low` at pixel 0 to `high` at pixel `pixels`."""

    low: float
    high: float
    pixels: int
    is_log: bool = False

    def to_pixel(self, value: float) -> float:
        """Return the pixel of a value; what lies below a logarithmic axis is drawn at its beginning."""
        if self.is_log:
            value = max(value, self.low)
            return self.pixels * math.log(value / self.low) / math.log(self.high / self.low)
        return self.pixels * (value - self.low) / (self.high - self.low)

    def to_value(self, pixel: float) -> float:
        """Return the value at a pixel."""
        if self.is_log:
            return float(self.low * (self.high / self.low) ** (pixel / self.pixels))
        return self.low + (self.high - self.low) * pixel / self.pixels


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle in pixels, y downwards."""

    left: float
    top: float
    right: float
    bottom: float

    @property
    def width(self) -> float:
        """From left to right, in pixels."""
        return self.right - self.left

    def overlaps(self, other: Box) -> bool:
        """Return True if they share an area."""
        return (
            self.left < other.right and other.left < self.right and self.top < other.bottom and other.top < self.bottom
        )


@dataclass(slots=True)
class LabelBoard:
    """What is already drawn, and room for labels beside it. Mutable on purpose: each label takes room from the next.

    Attributes:
        character_px: width of a letter; too much is better than too little.
    """

    width: float
    height: float
    character_px: float = _CHARACTER_PX
    taken: list[Box] = field(default_factory=list)

    def take(self, box: Box) -> None:
        """Keep labels out of a box."""
        self.taken.append(box)

    def place(self, text: str, x: float, y: float, *, gap: float) -> tuple[float, float] | None:
        """Return the left end and the middle line of a label near a point, and take its room; None if there is none.

        Args:
            text: of the label.
            x: of the point, in pixels.
            y: of the point, in pixels.
            gap: pixels between point and label.
        """
        wide = self.character_px * measure_text(text)
        half = _LINE_PX / 2
        spots = (
            (x + gap, y),
            (x - gap - wide, y),
            (x - wide / 2, y - gap - half),
            (x - wide / 2, y + gap + half),
            (x + gap, y - gap - half),
            (x + gap, y + gap + half),
            (x - gap - wide, y - gap - half),
            (x - gap - wide, y + gap + half),
        )
        return self._take_first(wide, spots)

    def place_within(
        self, text: str, x: float, y: float, *, reach: Box, others: Sequence[Box] = ()
    ) -> tuple[float, float] | None:
        """Return the left end and the middle line of a label in an area, its middle as near to a point as there is room.

        Args:
            text: of the label; it may be wider than the area.
            x: of the point in the area, in pixels.
            y: of the point, in pixels.
            reach: what the area takes at most.
            others: areas whose name the label would be taken for; only at the point itself it may touch one.
        """
        wide = self.character_px * measure_text(text)
        lines = math.ceil(max(y - reach.top, reach.bottom - y) / _LINE_PX)
        downs = [0.0, *(side * line * _LINE_PX for line in range(1, lines) for side in (1, -1))]
        sides = [0.0, (reach.left - x) / 2, (reach.right - x) / 2, reach.left - x, reach.right - x]
        half = _LINE_PX / 2
        spots = [
            (x + side - wide / 2, y + down) for side in sides for down in downs if reach.top <= y + down <= reach.bottom
        ]
        clear = (
            (left, line)
            for left, line in spots
            if not any(box.overlaps(Box(left, line - half, left + wide, line + half)) for box in others)
        )
        return self._take_first(wide, (spots[0], *clear))

    def _take_first(self, wide: float, spots: Iterable[tuple[float, float]]) -> tuple[float, float] | None:
        """Return the first spot with room for a label, left end and middle line, and take it; None if there is none."""
        half = _LINE_PX / 2
        for left, middle in spots:
            box = Box(left, middle - half, left + wide, middle + half)
            if box.left < 0 or box.right > self.width or box.top < 0 or box.bottom > self.height:
                continue
            if not any(box.overlaps(other) for other in self.taken):
                self.taken.append(box)
                return left, middle
        return None


def measure_text(text: str) -> float:
    """Return about how wide a text is, in common letters."""
    return sum(
        _NARROW
        if letter in _NARROW_LETTERS
        else _WIDE
        if letter in _WIDE_LETTERS
        else _CAPITAL
        if letter.isupper()
        else 1.0
        for letter in text
    )


def day_ms(day: date, *, is_end: bool = False) -> int:
    """Return a day as milliseconds since 1970 (UTC): its beginning, or its end."""
    return (day.toordinal() - _EPOCH + is_end) * _MS_PER_DAY


def month_ticks(first: date, last: date, *, most: int) -> list[int]:
    """Return the beginnings of months (in milliseconds, as `day_ms`) to write at a time axis: `most` of them at most.

    The step is the smallest of whole months, quarters, half years, years and rounder numbers of years that fits.
    """
    start, end = first.year * 12 + first.month - 1, last.year * 12 + last.month - 1
    start += first.day > 1
    ticks: list[int] = []
    for step in _TICK_MONTHS:
        ticks = list(range(start + -start % step, end + 1, step))
        if len(ticks) <= most:
            break
    return [day_ms(date(month // 12, month % 12 + 1, 1)) for month in ticks]


def span_days(days: Iterable[date], *, min_days: int, margin: float) -> tuple[date, date]:
    """Return the first and the last day of an axis: the span of the days with a margin on both sides.

    Args:
        days: at least one.
        min_days: the axis is at least that long.
        margin: share of the span added on each side.
    """
    ordered = sorted(days)
    first, last = ordered[0], ordered[-1]
    lacking = max(min_days - (last - first).days, 0)
    extra = timedelta(days=math.ceil(lacking / 2 + margin * max((last - first).days, min_days)))
    lowest = max(first.toordinal() - extra.days, date.min.toordinal())
    highest = min(last.toordinal() + extra.days, date.max.toordinal() - 1)
    return date.fromordinal(lowest), date.fromordinal(highest)


def choose_log_ticks(low: float, high: float) -> list[float]:
    """Return 1, 2, 5, 10, 20, 50 … between two numbers."""
    powers = range(math.floor(math.log10(low)), math.ceil(math.log10(high)) + 1)
    return [tick for power in powers for digit in (1, 2, 5) if low <= (tick := digit * 10.0**power) <= high]
