"""The incidents in time as a picture: a lane for each type, a bar for days that are not known exactly, a strip of coverage.

The coverage strip has the same axis: fewer incidents where fewer reports were read are no sign of fewer incidents.
"""

from __future__ import annotations

import math
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from musterbook.report.happenings import Happening
from musterbook.report.layout import Axis, day_ms, month_ticks, span_days
from musterbook.report.pictures import Canvas, Picture, clean_svg, draw
from musterbook.report.wording import name_count
from musterbook.store import CoverageCount

__all__ = ["Timeline", "build_timeline", "find_bulk"]

_WIDE_PX, _NARROW_PX = 830, 326
_PADDING = (8, 6, 12, 30)
_ROW_PX, _LANE_HEAD_PX, _LANE_GAP_PX = 19, 24, 8
_COVERAGE_PX = 44
_BETWEEN_PX = 4  # from a circle to the next row
_MAX_ROWS = 8
_MAX_LANES = 9
_OTHER_LANE = "Other incidents"
_MAX_NUMBERED = 120
# An axis is no shorter than this; an incident is left out if the axis becomes so many times shorter without it.
_LEAST_DAYS = 60
_FEW, _FEWEST_OF_BULK = 10, 3
_SHORTER, _SHORTER_OF_FEW = 2, 4
_MOST_OUTSIDE = 10  # that are named
_MIN_RADIUS, _MAX_RADIUS = 3.6, 15.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Timeline:
    """The picture, and the incidents that it leaves to the list.

    Attributes:
        n_undated: without a date; n_unpublished: reports without a day of publication, which the strip leaves out.
        outside: (anchor, label) of those long before or after all others, n_outside_hidden: of how many more.
    """

    picture: Picture
    n_undated: int
    n_unpublished: int
    outside: tuple[tuple[str, str], ...]
    n_outside_hidden: int
    n_drawn: int


def build_timeline(happenings: Sequence[Happening], *, coverage: Iterable[CoverageCount]) -> Timeline | None:
    """Return the timeline; None if no incident has a date."""
    dated = [h for h in happenings if h.earliest is not None and h.latest is not None]
    if not dated:
        return None
    drawn = find_bulk(dated)
    outside = [happening.link for happening in _leave_out(dated, drawn)]
    coverage = tuple(coverage)
    months = _count_months(coverage)
    description = f"{name_count(len(drawn), 'incident')} in time, by type; the table below says the same."
    pictures = []
    for pixels, prefix in ((_WIDE_PX, "tw"), (_NARROW_PX, "tn")):
        values, height = _list_values(drawn, months, pixels)
        canvas = Canvas(width=pixels, height=height, padding=_PADDING)
        svg = draw("timeline", canvas=canvas, values=values)
        pictures.append(clean_svg(svg, prefix=prefix, title="Incidents in time", description=description))
    return Timeline(
        picture=Picture(wide=pictures[0], narrow=pictures[1]),
        n_undated=len(happenings) - len(dated),
        n_unpublished=sum(cell.n_documents for cell in coverage if not cell.month),
        outside=tuple(outside[:_MOST_OUTSIDE]),
        n_outside_hidden=len(outside[_MOST_OUTSIDE:]),
        n_drawn=len(drawn),
    )


def find_bulk(dated: list[Happening]) -> list[Happening]:
    """Return the incidents without those that stretch the axis: a tenth at most, or one of a few, if it becomes far shorter."""
    is_few = len(dated) < _FEW
    most = len(dated) // 10 if not is_few else int(len(dated) >= _FEWEST_OF_BULK)
    longest = _count_days(dated) / (_SHORTER_OF_FEW if is_few else _SHORTER)
    ends = _Ends(dated)
    # Without more incidents the axis is never longer, so the fewest that do are found by halving.
    n_dropped = bisect_left(range(1, most + 1), x=True, key=lambda n: ends.shorten(n)[0] < longest) + 1
    if n_dropped > most:
        return dated
    _, n_late = ends.shorten(n_dropped)
    return _leave_out(dated, (*ends.by_start[: n_dropped - n_late], *ends.by_end[:n_late]))


class _Ends:
    """Incidents by their first day and by their last, to tell how long the axis is without the outermost of both."""

    def __init__(self, dated: Sequence[Happening]) -> None:
        self.by_start = sorted(dated, key=lambda h: (h.earliest or date.min, h.number))
        self.by_end = sorted(dated, key=lambda h: (h.latest or date.max, h.number), reverse=True)
        self._from_start = {happening.number: index for index, happening in enumerate(self.by_start)}
        self._from_end = {happening.number: index for index, happening in enumerate(self.by_end)}

    def shorten(self, n_dropped: int) -> tuple[int, int]:
        """Return the days of the shortest axis without so many incidents, and how many of them are the latest."""
        return min((self._count_days(n_dropped - n_late, n_late), n_late) for n_late in range(n_dropped + 1))

    def _count_days(self, n_early: int, n_late: int) -> int:
        # One that lasts from the beginning to the end may be among those left out at the other side.
        first = next(h for h in self.by_start[n_early:] if self._from_end[h.number] >= n_late)
        last = next(h for h in self.by_end[n_late:] if self._from_start[h.number] >= n_early)
        return _count_days((first, last))


def _leave_out(happenings: Iterable[Happening], left: Iterable[Happening]) -> list[Happening]:
    numbers = {happening.number for happening in left}
    return [happening for happening in happenings if happening.number not in numbers]


def _count_days(happenings: Iterable[Happening]) -> int:
    days = [day for h in happenings for day in (h.earliest, h.latest) if day]
    return max((max(days) - min(days)).days, _LEAST_DAYS)


def _count_months(coverage: Iterable[CoverageCount]) -> list[tuple[date, date, int]]:
    counted: dict[str, int] = defaultdict(int)
    for cell in coverage:
        if cell.month:
            counted[cell.month] += cell.n_documents
    months = []
    for month, n_documents in sorted(counted.items()):
        first = date.fromisoformat(f"{month}-01")
        following = (
            date(first.year + first.month // 12, first.month % 12 + 1, 1) if first.year < date.max.year else first
        )
        months.append((first, following, n_documents))
    return months


def _list_values(
    drawn: Sequence[Happening], months: list[tuple[date, date, int]], pixels: int
) -> tuple[dict[str, Any], int]:
    days = [day for h in drawn for day in (h.earliest, h.latest) if day]
    first, last = span_days(days, min_days=_LEAST_DAYS, margin=0.03)
    times = Axis(low=day_ms(first), high=day_ms(last), pixels=pixels)
    most = max((float(h.dead or 0) for h in drawn), default=0.0)
    lanes = _choose_lanes(drawn)
    rows: dict[str, list[dict[str, Any]]] = {"lanes": [], "bars": [], "dots": [], "numbers": [], "coverage": []}
    top = 0.0
    for lane, members in sorted(lanes.items(), key=lambda item: (-len(item[1]), item[0])):
        rows["lanes"].append({"x": times.low, "y": top + 12, "line": top, "text": f"{lane}  ({len(members)})"})
        tall = _add_lane(rows, members, times=times, top=top + _LANE_HEAD_PX, most=most, n_all=len(drawn))
        top += _LANE_HEAD_PX + tall + _LANE_GAP_PX
    height = math.ceil(top + _LANE_HEAD_PX + _COVERAGE_PX) if months else math.ceil(top + 4)
    visible = [month for month in months if day_ms(month[1]) > times.low and day_ms(month[0]) < times.high]
    if months:
        _add_coverage(rows, visible, times=times, top=top, height=height)
    ticks = month_ticks(first, last, most=9 if pixels == _WIDE_PX else 5)
    ends = {"xDomain": [times.low, times.high], "yDomain": [height, 0], "xTicks": ticks}
    return {**rows, **ends}, height


def _choose_lanes(drawn: Sequence[Happening]) -> dict[str, list[Happening]]:
    """Return the incidents by type and mode, the rarest types together where there are too many lanes."""
    sizes = Counter(happening.title for happening in drawn)
    ranked = sorted(sizes, key=lambda title: (-sizes[title], title))
    own = set(ranked if len(ranked) <= _MAX_LANES else ranked[: _MAX_LANES - 1])
    lanes: dict[str, list[Happening]] = defaultdict(list)
    for happening in drawn:
        lanes[happening.title if happening.title in own else _OTHER_LANE].append(happening)
    return lanes


def _add_lane(
    rows: dict[str, list[dict[str, Any]]],
    members: list[Happening],
    *,
    times: Axis,
    top: float,
    most: float,
    n_all: int,
) -> float:
    """Draw the incidents of one lane, each in the first row where it covers no other; return how tall the rows are."""
    ends: list[float] = []
    placed: list[tuple[Happening, int]] = []
    for happening in members:
        left, right = _span_px(happening, times, most)
        row = next((i for i, end in enumerate(ends) if end <= left), None)
        if row is None:
            row = len(ends) if len(ends) < _MAX_ROWS else min(range(len(ends)), key=ends.__getitem__)
            ends.extend([0.0] if row == len(ends) else [])
        ends[row] = max(ends[row], right + (8 + 7 * len(str(happening.number)) if n_all <= _MAX_NUMBERED else 2))
        placed.append((happening, row))
    tall = [float(_ROW_PX)] * len(ends)
    for happening, row in placed:
        tall[row] = max(tall[row], 2 * _radius(happening, most) + _BETWEEN_PX)
    middles = [top + sum(tall[:row]) + tall[row] / 2 for row in range(len(tall))]
    for happening, row in placed:
        _add_incident(rows, happening, y=middles[row], times=times, most=most, is_numbered=n_all <= _MAX_NUMBERED)
    return sum(tall)


def _span_px(happening: Happening, times: Axis, most: float) -> tuple[float, float]:
    start, end = _ends(happening)
    middle = times.to_pixel((start + end) / 2)
    radius = _radius(happening, most)
    return min(times.to_pixel(start), middle - radius), max(times.to_pixel(end), middle + radius)


def _ends(happening: Happening) -> tuple[int, int]:
    start = day_ms(happening.earliest) if happening.earliest else 0
    end = day_ms(happening.latest, is_end=True) if happening.latest else start
    return start, end


def _radius(happening: Happening, most: float) -> float:
    if not happening.dead or not most:
        return _MIN_RADIUS
    # The area, not the radius, is proportional: a radius would make twice the dead look like four times.
    return max(_MAX_RADIUS * math.sqrt(float(happening.dead) / most), _MIN_RADIUS)


def _add_incident(
    rows: dict[str, list[dict[str, Any]]],
    happening: Happening,
    *,
    y: float,
    times: Axis,
    most: float,
    is_numbered: bool,
) -> None:
    start, end = _ends(happening)
    radius = _radius(happening, most)
    about = {
        "href": f"#{happening.incident_id}",
        "about": f"{happening.number}: {happening.title}, {happening.when}, {happening.where}. {happening.toll_summary}",
    }
    if times.to_pixel(end) - times.to_pixel(start) > 2 * radius:
        rows["bars"].append({"x": start, "x2": end, "y": y, **about})
    dot = {"x": (start + end) / 2, "y": y, "size": 4 * radius * radius, "known": happening.dead is not None}
    rows["dots"].append({**dot, **about})
    if is_numbered:
        right = _span_px(happening, times, most)[1]
        rows["numbers"].append({"x": times.to_value(right + 5), "y": y, "text": str(happening.number), **about})


def _add_coverage(
    rows: dict[str, list[dict[str, Any]]],
    visible: list[tuple[date, date, int]],
    *,
    times: Axis,
    top: float,
    height: int,
) -> None:
    most = max((count for *_, count in visible), default=0)
    title = f"Reports read, by month published (most: {most:,})"
    rows["lanes"].append({"x": times.low, "y": top + 12, "line": top, "text": title})
    for first, following, count in visible:
        tall = (_COVERAGE_PX - 4) * count / most
        row = {"x": max(day_ms(first), times.low), "x2": min(day_ms(following), times.high)}
        rows["coverage"].append({**row, "y": height - tall, "y2": height, "about": f"{first:%Y-%m}: {count:,}"})
