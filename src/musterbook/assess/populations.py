"""Which figures of a series count one population: the same group in the same area, so that one model may hold them.

1. The area of the question wins, then the one with the most origins; figures of other areas are left out, with the reason.
2. A figure without an area joins the country that its own report counts, and no part of one (`areas`).
3. Figures of another definition join with its offset, or are left out where no ratio is known; nothing is pooled in silence.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from musterbook.assess.areas import AreaFigures, group_by_area, read_areas
from musterbook.assess.definitions import MAIN_DEFINITION, Offset, define_counted, offset_between
from musterbook.assess.wording import count
from musterbook.model import LeftOut, Series, SeriesPoint

__all__ = ["Population", "choose_population", "middle_day", "split_by_area"]

_Group = tuple[str | None, str | None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Population:
    """Figures that one model may hold.

    Attributes:
        actor_id: whom they count; area_id, area: where; None = the figures name no area.
        counted: the definition that the model answers for; None if no figure says who is counted.
        points: in order of time, at least one, all with known times and numbers above zero.
        offsets: for each point, what its definition says of `counted`.
        left_out: figures of the series that are not among the points.
        assumptions: what joining them takes for granted.
    """

    actor_id: str | None
    area_id: str | None
    area: str | None
    counted: str | None
    points: tuple[SeriesPoint, ...]
    offsets: tuple[Offset, ...]
    left_out: tuple[LeftOut, ...]
    assumptions: tuple[str, ...]

    @property
    def n_origins(self) -> int:
        """Origins behind the figures."""
        return len({point.heard_id for point in self.points})

    @property
    def n_sources(self) -> int:
        """Sources behind the figures: what leans alike is one."""
        return len({point.lean_id for point in self.points})

    def keep(self, positions: Sequence[int]) -> Population:
        """Return the population with the figures at these positions only."""
        return replace(
            self,
            points=tuple(self.points[index] for index in positions),
            offsets=tuple(self.offsets[index] for index in positions),
        )


def middle_day(point: SeriesPoint) -> date:
    """Return the middle of the time a figure refers to; of the calendar's first day if it has none."""
    earliest, latest = point.as_of_earliest or date.min, point.as_of_latest or date.min
    return earliest + timedelta(days=(latest - earliest).days // 2)


def choose_population(series: Series, *, max_figures: int) -> Population | None:
    """Return the population with the most to say for the question of the series; None if no figure has a time and number."""
    usable, left_out = _sort_out(series.points)
    if not usable:
        return None
    area_of = read_areas(series.points)
    chosen = _choose_group(usable, series, area_of)
    members: list[SeriesPoint] = []
    for point in usable:
        if (point.actor_id, area_of[point.claim_id]) == chosen:
            members.append(point)
        else:
            left_out.append(LeftOut(claim_id=point.claim_id, reason=_say_other(point, chosen, series)))
    n_placeless = sum(point.area_id is None for point in members) if chosen[1] is not None else 0
    counted = _choose_definition(members)
    joined: list[tuple[SeriesPoint, Offset]] = []
    for point in members:
        offset = offset_between(define_counted(point.counted), counted)
        if offset is None:
            reason = f"not in the model: counts “{point.counted}”, of which no ratio to {counted} is known"
            left_out.append(LeftOut(claim_id=point.claim_id, reason=reason))
        else:
            joined.append((point, offset))
    kept = _thin(joined, max_figures)
    kept_ids = {point.claim_id for point, _ in kept}
    left_out.extend(
        LeftOut(claim_id=point.claim_id, reason=f"not in the model: it takes {count(max_figures, 'figure')} at most")
        for point, _ in joined
        if point.claim_id not in kept_ids
    )
    return Population(
        actor_id=chosen[0],
        area_id=chosen[1],
        area=next((point.area for point in series.points if chosen[1] and point.area_id == chosen[1]), None),
        counted=counted,
        points=tuple(point for point, _ in kept),
        offsets=tuple(offset for _, offset in kept),
        left_out=tuple(left_out),
        assumptions=(*_say_placeless(n_placeless), *_say_offsets(kept, counted)),
    )


def split_by_area(series: Series) -> tuple[AreaFigures, ...]:
    """Return the figures of each area, those of the area that a model would be of first."""
    usable, _ = _sort_out(series.points)
    area_of = read_areas(series.points)
    main = _choose_group(usable, series, area_of)[1] if usable else series.area_id
    return group_by_area(series.points, first=main)


def _sort_out(points: Sequence[SeriesPoint]) -> tuple[list[SeriesPoint], list[LeftOut]]:
    usable: list[SeriesPoint] = []
    left_out: list[LeftOut] = []
    for point in points:
        if point.as_of_earliest is None or point.as_of_latest is None:
            left_out.append(
                LeftOut(claim_id=point.claim_id, reason="not in the model: the time it refers to is not known")
            )
        elif max(point.low or 0, point.high or 0) <= 0:
            left_out.append(
                LeftOut(claim_id=point.claim_id, reason="not in the model: it reckons in ratios, and this is 0")
            )
        else:
            usable.append(point)
    return usable, left_out


def _choose_group(points: Sequence[SeriesPoint], series: Series, area_of: Mapping[str, str | None]) -> _Group:
    origins: dict[_Group, set[str]] = defaultdict(set)
    sizes: Counter[_Group] = Counter()
    for point in points:
        group = point.actor_id, area_of[point.claim_id]
        origins[group].add(point.heard_id)
        sizes[group] += 1

    def rank(group: _Group) -> tuple[object, ...]:
        actor, area = group
        is_area_asked = series.area_id is not None and area == series.area_id
        # The last two settle ties the same way whatever the order of the figures.
        return (is_area_asked, actor == series.actor_id, len(origins[group]), sizes[group], actor or "", area or "")

    return max(sizes, key=rank)


def _choose_definition(points: Sequence[SeriesPoint]) -> str | None:
    """Return the definition with the most origins; of equals fighters, then the first in the alphabet; None if none is stated."""
    origins: dict[str, set[str]] = defaultdict(set)
    for point in points:
        definition = define_counted(point.counted)
        if definition is not None:
            origins[definition].add(point.heard_id)
    return min(origins, key=lambda name: (-len(origins[name]), name != MAIN_DEFINITION, name), default=None)


def _thin(joined: list[tuple[SeriesPoint, Offset]], most: int) -> list[tuple[SeriesPoint, Offset]]:
    """Return at most so many, evenly chosen from first to last."""
    if len(joined) <= most:
        return joined
    step = (len(joined) - 1) / max(most - 1, 1)
    return [joined[round(index * step)] for index in range(most)]


def _say_other(point: SeriesPoint, chosen: _Group, series: Series) -> str:
    if point.actor_id != chosen[0]:
        whom = "a branch" if chosen[0] == series.actor_id else "the group as a whole or another branch"
        return f"not in the model: counts {whom}"
    if point.area_id is None:
        return f"not in the model: names {'no area' if point.area is None else f'no single area ({point.area})'}"
    return f"not in the model: counts another area ({point.area})"


def _say_placeless(n_placeless: int) -> tuple[str, ...]:
    if not n_placeless:
        return ()
    verb = "names" if n_placeless == 1 else "name"
    return (f"{count(n_placeless, 'figure')} {verb} no area; read as meaning the country that the same report counts",)


def _say_offsets(joined: Sequence[tuple[SeriesPoint, Offset]], counted: str | None) -> tuple[str, ...]:
    """Return one sentence for each definition that is not the one the model answers for."""
    found: dict[str | None, tuple[int, Offset]] = {}
    for point, offset in joined:
        if offset.sd:
            definition = define_counted(point.counted)
            found[definition] = (found.get(definition, (0, offset))[0] + 1, offset)
    sentences: list[str] = []
    for definition, (n_figures, offset) in found.items():
        name = definition or "nobody in particular"
        sentences.append(
            f"{count(n_figures, 'figure')} counting {name}: taken as {offset.ratio:.1f} for each of the {counted or 'people'}"
            f" counted, within a factor of {math.exp(1.645 * offset.sd):.1f} (90 %)"
        )
    return tuple(sentences)
