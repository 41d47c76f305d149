"""Counting: named queries that return counts by time and area, without reading a single record.

1. An incident counts on its first day, if its days are known to within a period; `count_undated` says how many are not.
2. A place is a place of the gazetteer, or a point or a name where there is none.
3. An outlet that is left out takes with it the incidents that no other outlet tells of.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from musterbook.model import AreaUnit, IncidentCount, Period, ReportCount, StatementCount
from musterbook.store.files import Store
from musterbook.store.filters import PRINTED_BY, ClaimFilter, claim_conditions, incident_conditions

__all__ = [
    "IncidentFilter",
    "count_incidents",
    "count_incidents_in",
    "count_origins",
    "count_published",
    "count_reports",
    "count_reports_by_area",
    "count_statements",
    "count_undated",
    "find_outlets",
]

# Longest time in days that an incident may take and still have a period of its own.
_LONGEST = {"week": 7, "month": 31, "quarter": 92}
_FIRST_DAY = {
    "week": "date({day}, 'weekday 0', '-6 days')",
    "month": "date({day}, 'start of month')",
    "quarter": "date({day}, 'start of month', '-' || ((strftime('%m', {day}) - 1) % 3) || ' months')",
}
_AREA = {
    "adm1": "coalesce(adm1_id, CASE WHEN where_prec = 4 THEN place_id END)",
    "adm2": "coalesce(adm2_id, CASE WHEN where_prec = 3 THEN place_id END)",
}
_SPAN = "(julianday(coalesce(latest, earliest)) - julianday(earliest))"
_PLACE = (
    "CASE WHEN where_prec <= 3"
    " THEN coalesce(place_id, round(lat, 3) || ' ' || round(lon, 3), nullif(lower(place_name), '')) END"
)
# The dead of an incident: those of all sides where a figure gives them, else of each side, parts of a whole left out.
_DEAD = (
    "(SELECT total(coalesce({bounds}, 0)) FROM json_each(body, '$.tolls') AS toll"
    " WHERE json_extract(toll.value, '$.outcome') = 'killed' AND NOT coalesce(json_extract(toll.value, '$.is_part'), 0)"
    " AND (json_extract(toll.value, '$.is_of_all_sides') OR NOT EXISTS (SELECT 1 FROM json_each(body, '$.tolls') AS whole"
    " WHERE json_extract(whole.value, '$.outcome') = 'killed' AND json_extract(whole.value, '$.is_of_all_sides'))))"
)
# Where one end is not known the nearest that is stands in: "up to 50" adds nothing to the low, and 50 to the high.
_BOUNDS = (("low",), ("best", "low"), ("high", "best", "low"))
# GED: 1 the day is known, 2 it is known to within two to six days.
_PRECISE_DAY = f"coalesce(json_extract(body, '$.interval.date_prec') <= 2, {_SPAN} <= 5)"
_PRECISE_PLACE = "where_prec <= 3"


@dataclass(frozen=True, slots=True, kw_only=True)
class IncidentFilter:
    """Which incidents are counted.

    Attributes:
        among: actors, area and window; the window is about the first day of an incident.
        is_precise: only those whose day is known to within six days and whose place to a district or better.
        with_summaries: also those that sum up several incidents.
        left_out: first and last day of a time that is not counted; None = all days count.
        without_outlets: an incident counts only if another outlet tells of it too.
    """

    among: ClaimFilter = field(default_factory=ClaimFilter)
    is_precise: bool = False
    with_summaries: bool = True
    left_out: tuple[date, date] | None = None
    without_outlets: tuple[str, ...] = ()


def count_incidents(
    store: Store, wanted: IncidentFilter, *, period: Period, by: AreaUnit | None = None
) -> tuple[IncidentCount, ...]:
    """Return the incidents of each period that has any, in order of time (and area)."""
    where, values = _conditions(wanted, longest=_LONGEST[period])
    first_day = _FIRST_DAY[period].format(day="earliest")
    area = _AREA[by] if by else "NULL"
    sides, side_values = _side_columns(wanted.among.actor_ids)
    sql = f"SELECT {first_day}, {area}, {_FIGURES}, {sides} FROM incident WHERE {where} GROUP BY 1, 2 ORDER BY 1, 2"  # noqa: S608  # fixed text, values bound
    return tuple(_read_count(row) for row in store.rows(sql, (*side_values, *values)))


def count_incidents_in(store: Store, wanted: IncidentFilter, *, first: date, last: date) -> IncidentCount:
    """Return the incidents that began in a window, counted together; `first_day` is that of the window."""
    within = replace(wanted, among=replace(wanted.among, since=first, until=last))
    where, values = _conditions(within, longest=_LONGEST["month"])
    sides, side_values = _side_columns(wanted.among.actor_ids)
    sql = f"SELECT ?, NULL, {_FIGURES}, {sides} FROM incident WHERE {where}"  # noqa: S608  # fixed text, values bound
    return _read_count(store.one(sql, (first.isoformat(), *side_values, *values)))


def count_undated(store: Store, wanted: IncidentFilter, *, period: Period | None) -> int:
    """Return how many incidents have no day known to within a period, and so are in no count; None = no day at all."""
    among = replace(wanted.among, since=None, until=None)
    where, values = _conditions(replace(wanted, among=among), longest=None)
    is_undated = "earliest IS NULL" if period is None else f"(earliest IS NULL OR {_SPAN} > {_LONGEST[period]})"
    return int(store.one(f"SELECT count(*) FROM incident WHERE {where} AND {is_undated}", values)[0])  # noqa: S608  # as above


def count_reports(
    store: Store, *, period: Period, since: date | None = None, until: date | None = None
) -> tuple[ReportCount, ...]:
    """Return how many reports each outlet published in each period, in order of time and outlet, unknown ones first."""
    first_day = _FIRST_DAY[period].format(day="published")
    where, values = _published_in(since, until)
    sql = f"SELECT {first_day}, {PRINTED_BY}, count(*), min(published), max(published) FROM document WHERE {where} GROUP BY 1, 2 ORDER BY 1, 2"  # noqa: S608  # as above
    return tuple(_read_report_count(day, days, n, outlet=outlet) for day, outlet, n, *days in store.rows(sql, values))


def count_reports_by_area(
    store: Store, *, period: Period, by: AreaUnit, since: date | None = None, until: date | None = None
) -> tuple[ReportCount, ...]:
    """Return how many reports published in each period place something in each area, whoever it is about."""
    first_day = _FIRST_DAY[period].format(day="published")
    where, values = _published_in(since, until)
    sql = (
        f"SELECT {first_day}, area_id, count(DISTINCT document_id), min(published), max(published) FROM document JOIN"  # noqa: S608  # as above
        f" (SELECT document_id, {_AREA[by]} AS area_id FROM claim WHERE place_id IS NOT NULL) USING (document_id)"
        f" WHERE {where} AND area_id IS NOT NULL GROUP BY 1, 2 ORDER BY 1, 2"
    )
    return tuple(_read_report_count(day, days, n, area_id=area) for day, area, n, *days in store.rows(sql, values))


def count_published(store: Store, *, first: date, last: date, without_outlets: tuple[str, ...] = ()) -> tuple[int, int]:
    """Return how many reports, and of how many outlets whose names are known, were published in a window."""
    where, values = _published_in(first, last)
    if without_outlets:
        where += f" AND ({PRINTED_BY} IS NULL OR {PRINTED_BY} NOT IN ({_marks(without_outlets)}))"
        values += without_outlets
    sql = f"SELECT count(*), count(DISTINCT {PRINTED_BY}) FROM document WHERE {where}"  # noqa: S608  # as above
    n_reports, n_outlets = store.one(sql, values)
    return n_reports, n_outlets


def count_statements(store: Store, among: ClaimFilter, *, period: Period, by: AreaUnit) -> tuple[StatementCount, ...]:
    """Return the origins of the control and strength claims that fit, by period and area.

    A claim counts in the period it is about, or in which it was said if it gives no time.
    """
    where, values = claim_conditions(replace(among, kinds=("control", "strength")))
    day = _FIRST_DAY[period].format(day="coalesce(earliest, said_on)")
    sql = (
        f"SELECT {day}, {_AREA[by]}, kind, CASE kind WHEN 'control' THEN json_extract(body, '$.detail.status') END,"  # noqa: S608  # as above
        " count(DISTINCT coalesce(origin_id, claim_id)) FROM claim LEFT JOIN origin_claim USING (claim_id)"
        f" WHERE {where} AND coalesce(earliest, said_on) IS NOT NULL GROUP BY 1, 2, 3, 4 ORDER BY 1, 2, 3, 4"
    )
    return tuple(
        StatementCount(first_day=date.fromisoformat(first), area_id=area, kind=kind, status=status, n_origins=n)
        for first, area, kind, status, n in store.rows(sql, values)
    )


def count_origins(store: Store, wanted: IncidentFilter, *, by: AreaUnit | None = None) -> dict[str | None, int]:
    """Return how many origins tell of the incidents, by area id (None without `by`)."""
    where, values = _conditions(wanted, longest=_LONGEST["quarter"])
    sql = (
        "SELECT area_id, count(DISTINCT coalesce(origin_id, told.value)) FROM"  # noqa: S608  # as above
        f" (SELECT body, {_AREA[by] if by else 'NULL'} AS area_id FROM incident WHERE {where}),"
        " json_each(body, '$.claim_ids') AS told LEFT JOIN origin_claim ON claim_id = told.value GROUP BY 1"
    )
    return dict(store.rows(sql, values))


def find_outlets(store: Store, words: str) -> tuple[str, ...]:
    """Return the outlets of this name in any case; they are spelt as the reports spell them."""
    sql = f"SELECT DISTINCT {PRINTED_BY} AS name FROM document WHERE lower(name) = lower(?) ORDER BY name"  # noqa: S608  # as above
    return tuple(row[0] for row in store.rows(sql, (words,)))


def _sum_dead() -> str:
    """Return the three columns that sum the low, best and high numbers of dead."""
    ends = (", ".join(f"json_extract(toll.value, '$.{name}')" for name in names) for names in _BOUNDS)
    return ", ".join(f"total({_DEAD.format(bounds=end)})" for end in ends)


_FIGURES = f"count(*), count(DISTINCT {_PLACE}), {_sum_dead()}"


def _side_columns(actor_ids: tuple[str, ...]) -> tuple[str, tuple[str, ...]]:
    """Return the two columns that count what the actors began, and what others did to them, with the bound values."""
    if not actor_ids:
        return "0, 0", ()
    marks = ", ".join("?" for _ in actor_ids)

    def names(side: str) -> str:
        inner = f"SELECT 1 FROM json_each(body, '$.{side}') AS party WHERE json_extract(party.value, '$.actor_id') IN ({marks})"  # noqa: S608  # only question marks are added
        return f"EXISTS ({inner})"

    begun = names("initiators")
    return f"total({begun}), total(NOT {begun} AND {names('recipients')})", actor_ids * 3


def _read_count(row: tuple[object, ...]) -> IncidentCount:
    first_day, area, n, n_places, low, best, high, n_by, n_against = row
    numbers = [int(float(str(value))) for value in (n, n_places, low, best, high, n_by, n_against)]
    return IncidentCount(
        first_day=date.fromisoformat(str(first_day)),
        area_id=None if area is None else str(area),
        n_incidents=numbers[0],
        n_places=numbers[1],
        killed_low=numbers[2],
        killed_best=numbers[3],
        killed_high=numbers[4],
        n_by=numbers[5],
        n_against=numbers[6],
    )


def _read_report_count(first_day: str, days: Sequence[str], n: int, **by: str | None) -> ReportCount:
    earliest, latest = (date.fromisoformat(day) for day in days)
    return ReportCount(first_day=date.fromisoformat(first_day), earliest=earliest, latest=latest, n_reports=n, **by)


def _conditions(wanted: IncidentFilter, *, longest: int | None) -> tuple[str, list[object]]:
    among = wanted.among
    where, values = incident_conditions(replace(among, since=None, until=None))
    parts = [where]
    if longest is not None:
        parts.append(f"earliest IS NOT NULL AND {_SPAN} <= ?")
        values.append(longest)
    for day, comparison in ((among.since, ">="), (among.until, "<=")):
        if day is not None:
            parts.append(f"earliest {comparison} ?")
            values.append(day.isoformat())
    if wanted.is_precise:
        parts.append(f"{_PRECISE_DAY} AND {_PRECISE_PLACE}")
    if not wanted.with_summaries:
        parts.append("clarity = 1")
    if wanted.left_out is not None:
        parts.append("NOT (earliest BETWEEN ? AND ?)")
        values += [day.isoformat() for day in wanted.left_out]
    if wanted.without_outlets:
        inner = (
            "SELECT 1 FROM incident_event JOIN event USING (event_id) JOIN document USING (document_id)"  # noqa: S608  # only question marks are added
            f" WHERE incident_event.incident_id = incident.incident_id AND ({PRINTED_BY} IS NULL OR {PRINTED_BY}"
            f" NOT IN ({_marks(wanted.without_outlets)}))"
        )
        parts.append(f"EXISTS ({inner})")
        values += wanted.without_outlets
    return " AND ".join(parts), values


def _published_in(since: date | None, until: date | None) -> tuple[str, list[object]]:
    parts, values = ["published IS NOT NULL"], list[object]()
    for day, comparison in ((since, ">="), (until, "<=")):
        if day is not None:
            parts.append(f"published {comparison} ?")
            values.append(day.isoformat())
    return " AND ".join(parts), values


def _marks(values: Iterable[object]) -> str:
    return ", ".join("?" for _ in values)
