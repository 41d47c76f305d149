"""Of which area each figure of a series is: figures of different areas are never one series.

1. A figure that names an area is of that area; a part of an area is another area. One of several countries at once is of none
   of them.
2. A figure that names none counts the group wherever it is. It is of a country where that is the only one in which its own
   report counts the group; it is never of a part of a country (docs/decisions/0030-areas-of-figures.md).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from musterbook.model import SeriesPoint

__all__ = ["AreaFigures", "group_by_area", "read_areas"]


@dataclass(frozen=True, slots=True, kw_only=True)
class AreaFigures:
    """The figures of one area in the order of the series; area_id, area: None = they name none, and no report gives them one."""

    area_id: str | None
    area: str | None
    points: tuple[SeriesPoint, ...]


def read_areas(points: Sequence[SeriesPoint]) -> dict[str, str | None]:
    """Return the id of the area that each figure is of, by the id of its claim; None = no area is known."""
    countries: dict[tuple[str | None, str], set[str]] = defaultdict(set)
    for point in points:
        if point.area_id is not None and point.area_kind == "country":
            countries[point.actor_id, point.document_id].add(point.area_id)
    area_of: dict[str, str | None] = {}
    for point in points:
        beside = countries[point.actor_id, point.document_id]
        area_of[point.claim_id] = min(beside) if point.area is None and len(beside) == 1 else point.area_id
    return area_of


def group_by_area(points: Sequence[SeriesPoint], *, first: str | None) -> tuple[AreaFigures, ...]:
    """Return the figures of each area: those of `first`, then the areas with the most origins, figures without an area last."""
    area_of = read_areas(points)
    names: Mapping[str | None, str | None] = {point.area_id: point.area for point in points if point.area_id}
    groups: dict[str | None, list[SeriesPoint]] = defaultdict(list)
    for point in points:
        groups[area_of[point.claim_id]].append(point)

    def rank(area_id: str | None) -> tuple[object, ...]:
        n_origins = len({point.heard_id for point in groups[area_id]})
        return (area_id != first, area_id is None, -n_origins, -len(groups[area_id]), area_id or "")

    return tuple(
        AreaFigures(area_id=area_id, area=names.get(area_id), points=tuple(groups[area_id]))
        for area_id in sorted(groups, key=rank)
    )
