"""What every picture of a group's figures goes by: which of them can be drawn, which end is open, when the axis is logarithmic."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from musterbook.assess import split_by_area
from musterbook.model import Series, SeriesPoint

__all__ = [
    "OPEN_ABOVE",
    "OPEN_BELOW",
    "OTHER",
    "choose_drawn",
    "count_elsewhere",
    "is_drawable",
    "needs_log",
    "rank_voices",
    "read_ends",
]

OPEN_ABOVE = frozenset({"at_least", "more_than", "vague"})
OPEN_BELOW = frozenset({"at_most", "fewer_than"})
# The legend's name of those who have no sign of their own.
OTHER = "other speakers"
# From this ratio of the largest to the smallest figure on, a linear axis would press the small ones together.
_LOG_RATIO = 12


def is_drawable(point: SeriesPoint) -> bool:
    """Return whether a figure has a time and a number: "many" has none, and none is not 0."""
    return point.as_of_earliest is not None and (point.low is not None or point.high is not None)


def choose_drawn(series: Series | None) -> tuple[SeriesPoint, ...]:
    """Return the figures that one picture may hold: those of one area that have a time and a number."""
    groups = split_by_area(series) if series else ()
    return tuple(point for point in groups[0].points if is_drawable(point)) if groups else ()


def count_elsewhere(series: Series) -> int:
    """Return how many figures could be drawn and are of another area than those in the picture."""
    return sum(map(is_drawable, series.points)) - len(choose_drawn(series))


def read_ends(point: SeriesPoint) -> tuple[float, float]:
    """Return the lower and upper stated number of a drawable figure; one stated number is both."""
    low = point.low if point.low is not None else point.high
    high = point.high if point.high is not None else point.low
    return float(low or 0), float(high or 0)


def needs_log(values: Iterable[float]) -> bool:
    """Return whether numbers of people need a logarithmic axis; one that is not above 0 has no place on it."""
    drawn = list(values)
    return bool(drawn) and min(drawn) > 0 and max(drawn) >= _LOG_RATIO * min(drawn)


def rank_voices(points: Sequence[SeriesPoint], *, most: int) -> tuple[tuple[str, ...], int]:
    """Return the voices that get a sign of their own, those with most figures first, and how many figures the others gave."""
    counted = Counter(point.voice for point in points)
    ranked = sorted(counted, key=lambda voice: (-counted[voice], voice))
    own = tuple(ranked[:most])
    return own, sum(counted[voice] for voice in ranked[most:])
