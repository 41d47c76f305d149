"""Which two figures of a series may be compared.

A change of method is not growth: figures are compared only if they count the same kind of people in the same area and
refer to times that do not overlap, and within one source before across sources.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import combinations

from musterbook.assess.definitions import define_counted
from musterbook.model import Series, SeriesPoint

__all__ = ["Pair", "choose_pairs"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair:
    """An earlier and a later figure that may be compared, and what must be assumed to do so."""

    before: SeriesPoint
    after: SeriesPoint
    is_one_source: bool
    assumptions: tuple[str, ...]


def choose_pairs(series: Series) -> tuple[Pair, ...]:
    """Return at most two pairs: the longest within one source, and the longest across sources if it is another one."""
    pairs = list(_comparable_pairs(series))
    within = max((pair for pair in pairs if pair.is_one_source), key=_rank, default=None)
    across = max(pairs, key=_rank, default=None)
    chosen = [pair for pair in (within, across) if pair is not None]
    return tuple(dict.fromkeys(chosen))


def _comparable_pairs(series: Series) -> Iterator[Pair]:
    for before, after in combinations(series.points, 2):
        if before.as_of_latest is None or after.as_of_earliest is None or before.as_of_latest >= after.as_of_earliest:
            continue
        is_one_report = before.document_id == after.document_id
        assumptions: list[str] = []
        if before.area_id != after.area_id:
            if not (is_one_report and None in {before.area_id, after.area_id}):
                continue
            assumptions.append("one of the two figures names no area; it is read as meaning the same one")
        if define_counted(before.counted) != define_counted(after.counted):
            if None not in {before.counted, after.counted}:
                continue
            assumptions.append("one of the two figures does not say who is counted; it is read as counting the same")
        is_one_source = is_one_report or _source_key(before) == _source_key(after)
        if not is_one_source:
            assumptions.append("the two figures come from different sources, which may count differently")
        yield Pair(before=before, after=after, is_one_source=is_one_source, assumptions=tuple(assumptions))


def _source_key(point: SeriesPoint) -> tuple[str, str]:
    # Two outlets that speak for themselves are two sources.
    return (point.source.casefold(), point.document_id if point.source.startswith("not stated") else "")


def _rank(pair: Pair) -> tuple[int, int, str, str]:
    start, end = pair.before.as_of_latest, pair.after.as_of_earliest
    days = (end - start).days if start and end else 0
    return (days, pair.before.n_reports + pair.after.n_reports, pair.before.claim_id, pair.after.claim_id)
