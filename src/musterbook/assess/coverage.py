"""How many reports were read, by outlet or area and time: what every trend of incidents must be held against.

An outlet that begins or ends in the middle of the series makes a spike or a fall that nothing in the world answers to. It is
marked, and the trend is told again without it.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from musterbook.assess.periods import Span, find_covered, list_spans, list_watched, name_period
from musterbook.assess.presence import compare_halves
from musterbook.assess.scopes import Scope, describe_scope
from musterbook.assess.wording import count, name_factor, say_insufficient
from musterbook.config import AssessSettings
from musterbook.model import (
    AreaUnit,
    Assessment,
    Estimate,
    Finding,
    IncidentCount,
    Period,
    ReportCount,
    Table,
    make_id,
    weigh_counts,
)

__all__ = ["CoverageEvidence", "assess_coverage", "find_newcomers", "tabulate_outlets"]

_MAX_PERIODS = 520
_LEAST_PERIODS = 6
# An outlet is new (or gone) in mid-series if so many periods at the beginning (or end) have none of its reports, and it
# has enough of them to move a trend.
_SILENT_PERIODS = 3
_LEAST_REPORTS = 5
_LEAST_SHARE = 0.01


@dataclass(frozen=True, slots=True, kw_only=True)
class CoverageEvidence:
    """What the record holds for the question.

    Attributes:
        reports: by outlet and period of publication.
        by_area: reports that place something in an area, by period; empty unless asked for; areas: names by place id.
        incidents: that they tell of, by period; without_newcomers: those that outlets from the beginning tell of as well.
    """

    scope: Scope
    by: AreaUnit | None
    reports: tuple[ReportCount, ...]
    by_area: tuple[ReportCount, ...]
    areas: Mapping[str, str]
    incidents: tuple[IncidentCount, ...]
    without_newcomers: tuple[IncidentCount, ...]
    settings: AssessSettings
    made_by: str


@dataclass(frozen=True, slots=True, kw_only=True)
class _Outlet:
    """An outlet in the series: its reports, and the first days of the first and last period with one."""

    name: str
    n_reports: int
    first: date
    last: date
    note: str | None


def find_newcomers(reports: Sequence[ReportCount]) -> tuple[str, ...]:
    """Return the outlets that begin in the middle of the series, in order of their name."""
    days = list_watched(reports)
    outlets = _list_outlets(reports, days)
    return tuple(sorted(outlet.name for outlet in outlets if outlet.note and outlet.note.startswith("new")))


def tabulate_outlets(reports: Sequence[ReportCount], *, period: Period) -> Table:
    """Return the reports of each outlet, from when to when, and a note on those that begin or end in mid-series."""
    outlets = _list_outlets(reports, list_watched(reports))
    rows = tuple(
        (o.name, name_period(o.first, period), name_period(o.last, period), o.n_reports, o.note) for o in outlets
    )
    columns = ("outlet", "first", "last", "reports", "note")
    return Table(name="outlets", title="Outlets, the busiest first", columns=columns, rows=rows)


def assess_coverage(evidence: CoverageEvidence) -> Assessment:
    """Return the reports by outlet (or area) and time, and the trend with and without outlets that are new."""
    scope = evidence.scope
    covered = find_covered(evidence.reports, since=scope.since, until=scope.until)
    spans = list_spans(covered, period=scope.period, n_reports={}, limit=_MAX_PERIODS) if covered else ()
    newcomers = find_newcomers(evidence.reports)
    estimates = _compare(evidence, spans, newcomers)
    areas = (_assess_areas(evidence, spans),) if evidence.by else ()
    findings = (_assess_outlets(evidence, spans, newcomers, estimates), *areas)
    question = f"How many reports were read, and what does that do to the incidents{describe_scope(scope)}?"
    weight = weigh_counts(evidence.reports)
    return Assessment(
        assessment_id=make_id("a", question, scope, evidence.reports, evidence.incidents, evidence.made_by),
        question=question,
        answer=findings[0].answer,
        actor_id=scope.actor_id,
        actor_name=scope.actor_name,
        area=scope.area.name if scope.area else None,
        since=scope.since,
        until=scope.until,
        series=None,
        findings=findings,
        left_out=(),
        n_reports=weight.n_reports,
        n_outlets=weight.n_outlets,
        n_unnamed=weight.n_unnamed,
        n_origins=0,
        assumptions=_list_assumptions(evidence, spans),
        made_by=evidence.made_by,
    )


def _list_outlets(reports: Sequence[ReportCount], days: Sequence[date]) -> tuple[_Outlet, ...]:
    """Return the outlets, those with the most reports first."""
    found: dict[str, list[ReportCount]] = defaultdict(list)
    for item in reports:
        found[item.outlet or "outlet unknown"].append(item)
    least = max(_LEAST_REPORTS, _LEAST_SHARE * sum(item.n_reports for item in reports))
    outlets = [_describe_outlet(name, items, days, least=least) for name, items in found.items()]
    return tuple(sorted(outlets, key=lambda outlet: (-outlet.n_reports, outlet.name)))


def _describe_outlet(name: str, items: Sequence[ReportCount], days: Sequence[date], *, least: float) -> _Outlet:
    n_reports = sum(item.n_reports for item in items)
    first, last = min(item.first_day for item in items), max(item.first_day for item in items)
    note = None
    if name != "outlet unknown" and n_reports >= least:
        if bisect_left(days, first) >= _SILENT_PERIODS:
            note = "new in mid-series"
        elif len(days) - bisect_right(days, last) >= _SILENT_PERIODS:
            note = "ends in mid-series"
    return _Outlet(name=name, n_reports=n_reports, first=first, last=last, note=note)


def _compare(evidence: CoverageEvidence, spans: Sequence[Span], newcomers: Sequence[str]) -> tuple[Estimate, ...]:
    """Return later against earlier half: reports and incidents, and both without newcomers. None with too few periods."""
    if len(spans) < _LEAST_PERIODS:
        return ()
    known = [item for item in evidence.reports if item.outlet not in newcomers]
    series = [
        ("reports read", _sum_reports(evidence.reports, spans)),
        ("incidents", _sum_incidents(evidence.incidents, spans)),
    ]
    if newcomers:
        series += [
            ("reports read, without new outlets", _sum_reports(known, spans)),
            ("incidents, without new outlets", _sum_incidents(evidence.without_newcomers, spans)),
        ]
    return tuple(compare_halves(name, counts) for name, counts in series if any(counts))


def _sum_reports(reports: Sequence[ReportCount], spans: Sequence[Span]) -> list[int]:
    by_day: dict[date, int] = defaultdict(int)
    for item in reports:
        by_day[item.first_day] += item.n_reports
    return [by_day[span.first] for span in spans]


def _sum_incidents(incidents: Sequence[IncidentCount], spans: Sequence[Span]) -> list[int]:
    by_day = {item.first_day: item.n_incidents for item in incidents}
    return [by_day.get(span.first, 0) for span in spans]


def _assess_outlets(
    evidence: CoverageEvidence, spans: Sequence[Span], newcomers: Sequence[str], estimates: tuple[Estimate, ...]
) -> Finding:
    outlets = _list_outlets(evidence.reports, list_watched(evidence.reports))
    return Finding(
        topic="coverage",
        verdict="consistent" if estimates else "insufficient",
        answer=_write_answer(outlets, newcomers, estimates, n_periods=len(spans)),
        estimates=estimates,
        tables=(
            tabulate_outlets(evidence.reports, period=evidence.scope.period),
            _tabulate_periods(evidence, spans, newcomers),
            _tabulate_cells(evidence),
        ),
        would_overturn="a list of what each outlet published: the record knows only what was given to it",
    )


def _write_answer(
    outlets: Sequence[_Outlet],
    newcomers: Sequence[str],
    estimates: Sequence[Estimate],
    *,
    n_periods: int,
) -> str:
    total = sum(outlet.n_reports for outlet in outlets)
    named = [outlet for outlet in outlets if outlet.name != "outlet unknown"]
    of_outlets = (
        f"{'an unknown outlet' if total == 1 else 'unknown outlets'}"
        if not named
        else count(len(named), "known outlet")
    )
    parts = [f"{count(total, 'dated report')} of {of_outlets}."]
    if not estimates:
        reason = (
            f"{count(n_periods, 'complete period')} with reports" if n_periods < _LEAST_PERIODS else "no report in them"
        )
        parts.append(
            say_insufficient(
                f"no trend can be told from {reason}", needed=f"{_LEAST_PERIODS} complete periods with reports"
            )
        )
    for estimate in estimates:
        widest = estimate.intervals[0]
        parts.append(
            f"{estimate.what.capitalize()}: in the later half {name_factor(widest.median)} times as many as in the earlier one "
            f"(with 90 % probability {name_factor(widest.low)} to {name_factor(widest.high)} times)."
        )
    if newcomers:
        shown = ", ".join(newcomers[:5]) + (f" and {len(newcomers) - 5} more" if len(newcomers) > 5 else "")
        parts.append(
            f"New in mid-series: {shown}. What a new outlet brings looks like a rise; read the trend without it, or add its "
            "earlier reports."
        )
    return " ".join(parts)


def _tabulate_periods(evidence: CoverageEvidence, spans: Sequence[Span], newcomers: Sequence[str]) -> Table:
    known = [item for item in evidence.reports if item.outlet not in newcomers]
    starts: dict[date, list[str]] = defaultdict(list)
    for outlet in newcomers:
        starts[min(item.first_day for item in evidence.reports if item.outlet == outlet)].append(outlet)
    columns = (
        evidence.scope.period, "first day", "reports", "outlets", "incidents", "reports, no new", "incidents, no new", "new",
    )  # fmt: skip
    outlets: dict[date, set[str]] = defaultdict(set)
    for item in evidence.reports:
        if item.outlet:
            outlets[item.first_day].add(item.outlet)
    rows = tuple(
        (name_period(span.first, evidence.scope.period), span.first.isoformat(), n, len(outlets[span.first]),
         incidents if n or incidents else None, n_known, n_told if n_known or n_told else None,
         ", ".join(starts[span.first]) or None)
        for span, n, incidents, n_known, n_told in zip(
            spans,
            _sum_reports(evidence.reports, spans),
            _sum_incidents(evidence.incidents, spans),
            _sum_reports(known, spans),
            _sum_incidents(evidence.without_newcomers, spans),
            strict=True,
        )
    )  # fmt: skip
    title = "Reports read and incidents they tell of; “no new”: without outlets that are new in mid-series"
    return Table(name="counts", title=title, columns=columns, rows=rows)


def _tabulate_cells(evidence: CoverageEvidence) -> Table:
    period = evidence.scope.period
    rows = tuple((name_period(item.first_day, period), item.outlet, item.n_reports) for item in evidence.reports)
    return Table(name="cells", title="Reports by outlet", columns=(period, "outlet", "reports"), rows=rows)


def _assess_areas(evidence: CoverageEvidence, spans: Sequence[Span]) -> Finding:
    period = evidence.scope.period
    found: dict[str, dict[date, int]] = defaultdict(dict)
    for item in evidence.by_area:
        if item.area_id:
            found[item.area_id][item.first_day] = item.n_reports
    order = sorted(found, key=lambda area: (-sum(found[area].values()), evidence.areas.get(area, area)))
    n_silent = {area: sum(span.first not in found[area] for span in spans) for area in order}
    rows = tuple(
        (evidence.areas.get(area, area), sum(found[area].values()), len(spans) - n_silent[area], n_silent[area])
        for area in order
    )
    cells = tuple(
        (name_period(day, period), evidence.areas.get(area, area), n)
        for area in order
        for day, n in sorted(found[area].items())
    )
    unit = "province" if evidence.by == "adm1" else "district"
    return Finding(
        topic="coverage",
        verdict="consistent" if rows else "insufficient",
        answer=_say_areas(len(order), unit),
        tables=(
            Table(
                name="areas",
                title=f"Reports that place something in a {unit}",
                columns=(unit, "reports", f"{period}s with one", f"{period}s without"),
                rows=rows,
            ),
            Table(name="cells", title=f"Reports by {unit}", columns=(period, unit, "reports"), rows=cells),
        ),
        about=unit,
    )


def _say_areas(n_areas: int, unit: str) -> str:
    if not n_areas:
        return say_insufficient(
            f"no report of the record places anything in a {unit}",
            needed=f"a report that names a place inside a {unit}",
        )
    return f"Reports place something in {count(n_areas, unit)}. A {unit} that is not listed has no coverage here, which is not 0."


def _list_assumptions(evidence: CoverageEvidence, spans: Sequence[Span]) -> tuple[str, ...]:
    lines = [
        "coverage is what was read into this record, not what was published",
        f"an outlet is new (or ends) in mid-series if the first (or last) {_SILENT_PERIODS} periods have none of its reports, and "
        f"it has {_LEAST_REPORTS} of them and one in {1 / _LEAST_SHARE:.0f} of all",
        "counts come in clusters: intervals are as much wider as the counts of the periods vary more than chance",
    ]
    if spans:
        lines.append(f"trends rest on complete periods: {spans[0].first} to {spans[-1].last}")
    if evidence.scope.without_outlets:
        lines.append(f"left out, with the incidents only they tell of: {', '.join(evidence.scope.without_outlets)}")
    return tuple(lines)
