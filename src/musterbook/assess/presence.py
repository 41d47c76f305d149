"""Did presence grow or shrink: every part of it by district, each with its own direction, and never one score.

1. The complete periods of the series are cut in two halves of equal length, and the later one is held against the earlier.
2. A district that no report of a half speaks of has no coverage in it, which is not the same as no incident.
3. With fewer origins than the settings ask for, the literal range stands alone: mostly assumption.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np

from musterbook.assess.numeric.rates import compare_rates
from musterbook.assess.periods import Span, find_covered, list_spans, name_period, sum_reports
from musterbook.assess.scopes import Scope, describe_scope
from musterbook.assess.wording import count, say_insufficient, say_too_few
from musterbook.config import AssessSettings
from musterbook.model import (
    AreaUnit,
    Assessment,
    Estimate,
    Finding,
    IncidentCount,
    Interval,
    Number,
    ReportCount,
    StatementCount,
    Table,
    Verdict,
    make_id,
    weigh_counts,
)

__all__ = ["PresenceEvidence", "assess_presence", "compare_halves"]

_LEVELS = (0.9, 0.5)
_MAX_PERIODS = 520
_LEAST_PERIODS = 6
_UNCLEAR = say_insufficient(
    "the 90 % interval of the incidents holds a rise and a fall, as chance alone would give",
    needed="more incidents or periods",
)
_UNITS = {"adm1": "province", "adm2": "district"}


@dataclass(frozen=True, slots=True, kw_only=True)
class PresenceEvidence:
    """What the record holds for the question.

    Attributes:
        incidents, statements: by area and period; area None = in no area of this unit that is known.
        reports: that place anything in an area, by period of publication; all_reports: of every outlet by period.
        areas: names by place id, of every area asked about.
        n_origins: of the incidents of an area.
    """

    scope: Scope
    by: AreaUnit
    incidents: tuple[IncidentCount, ...]
    statements: tuple[StatementCount, ...]
    reports: tuple[ReportCount, ...]
    areas: Mapping[str, str]
    n_origins: Mapping[str | None, int]
    all_reports: tuple[ReportCount, ...]
    settings: AssessSettings
    made_by: str


@dataclass(frozen=True, slots=True, kw_only=True)
class _Part:
    """One part of presence: its counts by period; `has_direction` is False where more of it means nothing by itself."""

    name: str
    counts: Sequence[int | None]
    has_direction: bool = True


def assess_presence(evidence: PresenceEvidence) -> Assessment:
    """Return one finding for every area, those with the most incidents first."""
    spans = _list_spans(evidence)
    totals: dict[str, int] = defaultdict(int)
    for item in evidence.incidents:
        if item.area_id:
            totals[item.area_id] += item.n_incidents
    order = sorted(evidence.areas, key=lambda area: (-totals[area], evidence.areas[area]))
    findings = tuple(_assess_area(area, evidence, spans) for area in order)
    scope = evidence.scope
    question = f"Did the presence{describe_scope(scope)} grow or shrink, by {_UNITS[evidence.by]}?"
    weight = weigh_counts(evidence.all_reports)
    return Assessment(
        assessment_id=make_id(
            "a", question, scope, evidence.incidents, evidence.statements, evidence.reports, evidence.made_by
        ),
        question=question,
        answer=_write_answer(findings, evidence, spans),
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
        n_origins=sum(evidence.n_origins.values()),
        assumptions=_list_assumptions(evidence, spans),
        made_by=evidence.made_by,
    )


def compare_halves(what: str, counts: Sequence[int]) -> Estimate:
    """Return how the later half of the counts stands to the earlier one; the first of an odd number is not used."""
    half = len(counts) // 2
    used = np.asarray(counts[len(counts) - 2 * half :], dtype=float)
    ratio = compare_rates(used[:half], used[half:])
    low, lower, middle, higher, high = (float(value) for value in ratio.quantiles((0.05, 0.25, 0.5, 0.75, 0.95)))
    return Estimate(
        what=what,
        unit="factor",
        intervals=(
            Interval(level=_LEVELS[0], low=low, median=middle, high=high),
            Interval(level=_LEVELS[1], low=lower, median=middle, high=higher),
        ),
        probability=ratio.probability_above(1.0),
    )


def _list_spans(evidence: PresenceEvidence) -> tuple[Span, ...]:
    """Return the complete periods, an even number of them, so that the halves are equally long."""
    scope, n_reports = evidence.scope, sum_reports(evidence.all_reports)
    covered = find_covered(evidence.all_reports, since=scope.since, until=scope.until)
    if covered is None:
        return ()
    spans = list_spans(covered, period=scope.period, n_reports=n_reports, limit=_MAX_PERIODS)
    return spans[len(spans) % 2 :]


def _assess_area(area: str, evidence: PresenceEvidence, spans: Sequence[Span]) -> Finding:
    name = evidence.areas[area]
    parts = _list_parts(area, evidence, spans)
    coverage = parts[-1].counts
    half = len(spans) // 2
    seen = (sum(n or 0 for n in coverage[:half]), sum(n or 0 for n in coverage[half:]))
    n_origins = evidence.n_origins.get(area, 0)
    tables = (_tabulate_periods(parts, evidence, spans),)
    rows: tuple[tuple[str | Number | None, ...], ...]
    if len(spans) < _LEAST_PERIODS or not all(seen) or n_origins < evidence.settings.min_origins:
        rows = tuple((part.name, *_sum_halves(part, half), None, None, None, None) for part in parts)
        return Finding(
            topic="presence",
            verdict="insufficient",
            answer=f"{name}: {_refuse(parts, spans, seen, _say_few_origins(n_origins, evidence))}",
            tables=(_make_parts_table(rows), *tables),
            about=name,
        )
    estimates = {
        part.name: compare_halves(part.name, [n or 0 for n in part.counts])
        for part in parts
        if part.has_direction and any(part.counts)
    }
    rows = tuple(_make_row(part, estimates.get(part.name), half) for part in parts)
    verdict = _judge(estimates)
    answer = (
        f"{name}: {'; '.join(_describe(part, estimates.get(part.name), half) for part in parts if any(part.counts))}."
    )
    return Finding(
        topic="presence",
        verdict=verdict,
        answer=answer if verdict != "insufficient" else f"{answer} {_UNCLEAR}",
        estimates=tuple(estimates.values()),
        tables=(_make_parts_table(rows), *tables),
        about=name,
        would_overturn="reports from this area by an outlet that was not read",
    )


def _list_parts(area: str, evidence: PresenceEvidence, spans: Sequence[Span]) -> tuple[_Part, ...]:
    """Return the parts of presence in one area; coverage is the last."""
    incidents = {item.first_day: item for item in evidence.incidents if item.area_id == area}
    reports = {item.first_day: item.n_reports for item in evidence.reports if item.area_id == area}
    said: dict[tuple[str, date], int] = defaultdict(int)
    for item in evidence.statements:
        if item.area_id == area:
            said[item.status or item.kind, item.first_day] += item.n_origins

    def is_seen(span: Span) -> bool:
        return span.first in reports or span.first in incidents

    def read(field: str) -> list[int | None]:
        return [
            (getattr(incidents[span.first], field) if span.first in incidents else 0) if is_seen(span) else None
            for span in spans
        ]

    def tell(*statuses: str) -> list[int | None]:
        return [
            sum(said.get((status, span.first), 0) for status in statuses) if is_seen(span) else None for span in spans
        ]

    sides = (_Part(name="by the group", counts=read("n_by")), _Part(name="against it", counts=read("n_against")))
    return (
        _Part(name="incidents", counts=read("n_incidents")),
        _Part(name="distinct places", counts=read("n_places")),
        *(sides if evidence.scope.actor_id else ()),
        _Part(name="said to gain or hold a place", counts=tell("gained", "held")),
        _Part(name="said to lose a place", counts=tell("lost")),
        _Part(name="strength claims", counts=tell("strength"), has_direction=False),
        _Part(name="reports read", counts=[reports.get(span.first) for span in spans]),
    )


def _sum_halves(part: _Part, half: int) -> tuple[int | None, int | None]:
    """Return the sums of both halves; None for one in which no period is covered."""
    halves = (part.counts[:half], part.counts[half:])
    first, second = (sum(n or 0 for n in counts) if any(n is not None for n in counts) else None for counts in halves)
    return first, second


def _make_row(part: _Part, estimate: Estimate | None, half: int) -> tuple[str | Number | None, ...]:
    sums = _sum_halves(part, half)
    if estimate is None:
        return (part.name, *sums, None, None, None, None)
    widest = estimate.intervals[0]
    return (part.name, *sums, widest.median, widest.low, widest.high, _name_direction(widest))


def _make_parts_table(rows: tuple[tuple[str | Number | None, ...], ...]) -> Table:
    columns = ("part", "earlier", "later", "factor", "90 % low", "high", "direction")
    return Table(name="parts", title="Later half of the series against the earlier", columns=columns, rows=rows)


def _name_direction(interval: Interval) -> str:
    if interval.low is not None and interval.low > 1:
        return "up"
    return "down" if interval.high is not None and interval.high < 1 else "unclear"


def _describe(part: _Part, estimate: Estimate | None, half: int) -> str:
    earlier, later = ("no coverage" if n is None else f"{n:,}" for n in _sum_halves(part, half))
    direction = f", {_name_direction(estimate.intervals[0])}" if estimate else ""
    return f"{part.name} {earlier} → {later}{direction}"


def _judge(estimates: Mapping[str, Estimate]) -> Verdict:
    """Return "supported" where incidents and places go one way and coverage does not go the same way."""
    directions = {name: _name_direction(estimate.intervals[0]) for name, estimate in estimates.items()}
    main = directions.get("incidents", "unclear")
    if main == "unclear":
        return "insufficient"
    agrees = directions.get("distinct places") == main and directions.get("reports read") != main
    return "supported" if agrees else "consistent"


def _say_few_origins(n_origins: int, evidence: PresenceEvidence) -> str:
    least = evidence.settings.min_origins
    reason = f"{say_too_few(n_origins, needed=least)}, so any interval would be mostly assumption"
    return say_insufficient(reason, needed=f"incidents told by {count(least - n_origins, 'more origin')}")


def _refuse(parts: Sequence[_Part], spans: Sequence[Span], seen: tuple[int, int], few_origins: str) -> str:
    """Return why no direction can be told: too few periods, no coverage, or else too few origins, in these words."""
    if len(spans) < _LEAST_PERIODS:
        reason = f"the record covers {count(len(spans), 'complete period')}"
        return say_insufficient(reason, needed=f"{_LEAST_PERIODS} complete periods with reports")
    if not any(seen):
        reason = "no coverage: no report of the series places anything here, which is not the same as no incident"
        return say_insufficient(reason, needed="reports from here in both halves of the series")
    earlier, later = _sum_halves(parts[0], len(spans) // 2)
    literal = " → ".join("no coverage" if n is None else f"{n:,}" for n in (earlier, later))
    if not all(seen):
        which = "earlier" if not seen[0] else "later"
        reason = f"no coverage in the {which} half, so no direction can be told"
        return f"incidents {literal}. {say_insufficient(reason, needed=f'reports from here in the {which} half')}"
    return f"incidents {literal}. {few_origins}"


def _tabulate_periods(parts: Sequence[_Part], evidence: PresenceEvidence, spans: Sequence[Span]) -> Table:
    columns = (evidence.scope.period, "first day", *(part.name for part in parts))
    rows = tuple(
        (name_period(span.first, evidence.scope.period), span.first.isoformat(), *(part.counts[i] for part in parts))
        for i, span in enumerate(spans)
    )
    return Table(name="counts", title=f"By {evidence.scope.period}", columns=columns, rows=rows)


def _write_answer(findings: Sequence[Finding], evidence: PresenceEvidence, spans: Sequence[Span]) -> str:
    unit = _UNITS[evidence.by]
    if not findings or not spans:
        reason = f"the record places nothing in a {unit} whose time is covered by reports"
        return say_insufficient(
            reason, needed=f"reports that place incidents in a {unit}, over {_LEAST_PERIODS} periods"
        )
    directions = {"up": 0, "down": 0}
    for finding in findings:
        for estimate in finding.estimates:
            if estimate.what == "incidents" and (way := _name_direction(estimate.intervals[0])) in directions:
                directions[way] += 1
    n_open = len(findings) - sum(directions.values())
    half = len(spans) // 2
    first, last = spans[half].first, spans[-1].last
    nowhere = sum(item.n_incidents for item in evidence.incidents if item.area_id is None)
    placed = f" {count(nowhere, 'incident')} could not be placed in any." if nowhere else ""
    return (
        f"{count(len(findings), unit)}, {first} to {last} against the same time before: reported incidents fell in "
        f"{directions['down']:,} and rose in {directions['up']:,}; in {n_open:,} no direction can be told.{placed} Incidents are "
        "not presence: the parts below may go different ways, and coverage is one of them."
    )


def _list_assumptions(evidence: PresenceEvidence, spans: Sequence[Span]) -> tuple[str, ...]:
    lines = [
        "there is no total of the parts: each has its own direction, up or down where its 90 % interval leaves out 1",
        "counts come in clusters: intervals are as much wider as the counts of the periods vary more than chance",
        "an area that no report of a half speaks of has no coverage there; with any, its silent periods count as 0",
        "coverage of an area: reports of the record that place anything in it, whoever it is about",
        f"with fewer than {evidence.settings.min_origins} origins there is no interval: mostly assumption",
    ]
    if spans:
        lines.append(f"complete periods only: {spans[0].first} to {spans[-1].last}")
    if evidence.scope.without_outlets:
        lines.append(
            f"incidents that only these outlets tell of are left out: {', '.join(evidence.scope.without_outlets)}"
        )
    return tuple(lines)
