"""Which two figures of a series may be compared.

A change of method is not growth: figures are compared only if they count the same group, the same kind of people and the
same area, and refer to times that do not overlap; within one source before across sources.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from musterbook.assess.areas import read_areas
from musterbook.assess.definitions import define_counted
from musterbook.model import Series, SeriesPoint

__all__ = ["Pair", "choose_pairs", "count_origins", "pairs_between", "pairs_of_document"]

# The longest comparison joins one of the earliest figures with one of the latest; all the others need not be paired.
_ENDS = 25
_MOST_TIES = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair:
    """An earlier and a later figure that may be compared, and what must be assumed to do so."""

    before: SeriesPoint
    after: SeriesPoint
    is_one_source: bool
    assumptions: tuple[str, ...]

    @property
    def days(self) -> int:
        """Days from the end of the earlier figure's time to the beginning of the later one's."""
        start, end = self.before.as_of_latest, self.after.as_of_earliest
        return (end - start).days if start and end else 0


def choose_pairs(series: Series) -> tuple[tuple[Pair, ...], ...]:
    """Return the longest comparison within one source, then the longest across sources if that is another one.

    Each is a tuple: several pairs of equal length, if the record has several figures of the same times. Where the longest across
    sources hold those within one, they are one tuple with these first, so that no two figures are compared twice.
    """
    by_source: dict[str, list[SeriesPoint]] = defaultdict(list)
    for point in series.points:
        by_source[point.lean_id].append(point)
    area_of = read_areas(series.points)
    within = _longest(pair for points in by_source.values() for pair in _compare(_ends(points), area_of))
    across = _longest(_compare(_ends(series.points), area_of))
    if set(within) <= set(across):
        return (tuple(sorted(across, key=lambda pair: pair not in within)),) if across else ()
    return within, across


def pairs_of_document(series: Series, document_id: str) -> tuple[Pair, ...]:
    """Return the longest comparisons between figures that stand in one document."""
    points = [point for point in series.points if point.document_id == document_id]
    return _longest(_compare(_ends(points), read_areas(points)))


def pairs_between(
    series: Series, *, actor_id: str, begins: tuple[date, date], ends: tuple[date, date]
) -> tuple[Pair, ...]:
    """Return the longest comparisons of figures of this actor, from one of the first days to one of the last; both included."""
    points = [
        point
        for point in series.points
        if point.actor_id == actor_id and (_touches(point, begins) or _touches(point, ends))
    ]
    pairs = _compare(_ends(points), read_areas(series.points))
    return _longest(pair for pair in pairs if _touches(pair.before, begins) and _touches(pair.after, ends))


def _touches(point: SeriesPoint, days: tuple[date, date]) -> bool:
    """Return whether the time of a figure has a day among these; False if it is not known."""
    first, last = point.as_of_earliest, point.as_of_latest
    return first is not None and last is not None and first <= days[1] and last >= days[0]


def count_origins(series: Series, pair: Pair) -> int:
    """Return how many origins give figures of the group, area and kind of people that the pair compares."""
    areas = {pair.before.area_id, pair.after.area_id}
    counted = {define_counted(pair.before.counted), define_counted(pair.after.counted)}
    return len(
        {
            point.heard_id
            for point in series.points
            if point.actor_id == pair.before.actor_id
            and point.area_id in areas
            and define_counted(point.counted) in counted
        }
    )


def _ends(points: Sequence[SeriesPoint]) -> list[SeriesPoint]:
    """Return the figures of known time, of many only the earliest and the latest ones of each group, in order of time."""
    by_actor: dict[str | None, list[SeriesPoint]] = defaultdict(list)
    for point in points:
        if point.as_of_earliest is not None and point.as_of_latest is not None:
            by_actor[point.actor_id].append(point)
    kept: list[SeriesPoint] = []
    for group in by_actor.values():
        kept.extend(group if len(group) <= 2 * _ENDS else [*group[:_ENDS], *group[-_ENDS:]])
    return kept


def _longest(pairs: Iterable[Pair]) -> tuple[Pair, ...]:
    """Return the pairs with the most days between them, one for each pair of figures, in order of claim ids."""
    best: dict[tuple[object, ...], Pair] = {}
    days = 0
    for pair in sorted(pairs, key=lambda pair: (-pair.days, pair.before.claim_id, pair.after.claim_id)):
        if best and pair.days < days:
            break
        days = pair.days
        best.setdefault((*_figure(pair.before), *_figure(pair.after)), pair)
    return tuple(best.values())[:_MOST_TIES]


def _figure(point: SeriesPoint) -> tuple[object, ...]:
    return (point.low, point.high, point.bound)


def _compare(points: Sequence[SeriesPoint], area_of: Mapping[str, str | None]) -> Iterator[Pair]:
    for before in points:
        for after in points:
            is_later = (
                before.as_of_latest is not None
                and after.as_of_earliest is not None
                and before.as_of_latest < after.as_of_earliest
            )
            assumptions = _assume(before, after, area_of) if is_later and before.actor_id == after.actor_id else None
            if assumptions is not None:
                is_one_source = before.lean_id == after.lean_id
                if not is_one_source:
                    assumptions.append("the two figures come from different sources, which may count differently")
                yield Pair(before=before, after=after, is_one_source=is_one_source, assumptions=tuple(assumptions))


def _assume(before: SeriesPoint, after: SeriesPoint, area_of: Mapping[str, str | None]) -> list[str] | None:
    """Return what must be assumed to compare two figures; None if they must not be compared."""
    is_one_report = before.document_id == after.document_id
    assumptions: list[str] = []
    if before.area_id != after.area_id:
        if not is_one_report or area_of[before.claim_id] != area_of[after.claim_id]:
            return None
        assumptions.append("one of the two figures names no area; it is read as meaning the same one")
    elif before.area_id is None and not is_one_report:
        assumptions.append("neither of the two figures names an area; they are read as meaning the same one")
    if define_counted(before.counted) != define_counted(after.counted):
        if None not in {before.counted, after.counted}:
            return None
        assumptions.append("one of the two figures does not say who is counted; it is read as counting the same")
    return assumptions
