"""Presence by district and coverage by outlet: directions, silence, and outlets that are new."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

import pytest

from musterbook.assess import (
    CoverageEvidence,
    PresenceEvidence,
    Scope,
    assess_coverage,
    assess_presence,
    find_newcomers,
)
from musterbook.assess.periods import find_next_day
from musterbook.config import AssessSettings
from musterbook.model import Finding, IncidentCount, ReportCount, StatementCount

FIRST = date(2017, 1, 1)


def _months(n: int) -> list[date]:
    days = [FIRST]
    while len(days) < n:
        days.append(find_next_day(days[-1], "month"))
    return days


def _incidents(counts: Sequence[int], area: str | None = "gn:2") -> tuple[IncidentCount, ...]:
    return tuple(
        IncidentCount(first_day=day, area_id=area, n_incidents=n, n_places=n // 2, n_by=n - 1, n_against=1)
        for day, n in zip(_months(len(counts)), counts, strict=True)
        if n
    )


def _reports(
    counts: Sequence[int], *, outlet: str | None = "Morning Post", area: str | None = None
) -> tuple[ReportCount, ...]:
    return tuple(
        ReportCount(
            first_day=day,
            earliest=day,
            latest=find_next_day(day, "month") - timedelta(days=1),
            outlet=outlet,
            area_id=area,
            n_reports=n,
        )
        for day, n in zip(_months(len(counts)), counts, strict=True)
        if n
    )


def _assess(
    incidents: tuple[IncidentCount, ...],
    reports: tuple[ReportCount, ...],
    *,
    n_origins: int = 9,
    statements: tuple[StatementCount, ...] = (),
) -> Finding:
    evidence = PresenceEvidence(
        scope=Scope(actor_id="northern-front", actor_name="Northern Front"),
        by="adm2",
        incidents=incidents,
        statements=statements,
        reports=reports,
        areas={"gn:2": "Bergtal, Ostland"},
        n_origins={"gn:2": n_origins},
        all_reports=_reports([30] * 12),
        settings=AssessSettings(),
        made_by="test",
    )
    return assess_presence(evidence).findings[0]


def _directions(finding: Finding) -> dict[str | int | float | None, str | int | float | None]:
    return {row[0]: row[-1] for row in finding.tables[0].rows}


def test_each_part_has_its_own_direction() -> None:
    """Incidents fall while reports stay: each part says so for itself, and nothing sums them up."""
    statements = (StatementCount(first_day=FIRST, area_id="gn:2", kind="control", status="lost", n_origins=2),)
    found = _assess(_incidents([20] * 6 + [4] * 6), _reports([10] * 12, area="gn:2"), statements=statements)
    assert _directions(found) == {
        "incidents": "down",
        "distinct places": "down",
        "by the group": "down",
        "against it": "unclear",
        "said to gain or hold a place": None,
        "said to lose a place": "unclear",
        "strength claims": None,
        "reports read": "unclear",
    }
    assert found.verdict == "supported"
    assert found.estimates[0].intervals[0].level == 0.9


def test_fall_of_coverage_takes_the_support_away() -> None:
    """Where reports fall with the incidents, the same fall is consistent and no more."""
    found = _assess(_incidents([20] * 6 + [4] * 6), _reports([30] * 6 + [6] * 6, area="gn:2"))
    assert found.verdict == "consistent"


def test_few_origins_are_mostly_assumption() -> None:
    """Two origins give the literal range and no interval."""
    found = _assess(_incidents([20] * 6 + [4] * 6), _reports([10] * 12, area="gn:2"), n_origins=2)
    assert found.answer == (
        "Bergtal, Ostland: incidents 120 → 24. Insufficient: 2 origins where 3 are needed, so any interval would be mostly "
        "assumption. Needed: incidents told by 1 more origin."
    )
    assert found.estimates == ()
    assert found.verdict == "insufficient"


@pytest.mark.parametrize(
    ("incidents", "reports", "words"),
    [
        ((), (), "no coverage: no report of the series places anything here"),
        (_incidents([5] * 6 + [0] * 6), _reports([5] * 6 + [0] * 6, area="gn:2"), "no coverage in the later half"),
    ],
    ids=["never", "later"],
)
def test_silence_is_no_zero(incidents: tuple[IncidentCount, ...], reports: tuple[ReportCount, ...], words: str) -> None:
    """A district that no report speaks of has no coverage: None in its tables, and no direction."""
    found = _assess(incidents, reports)
    assert words in found.answer
    assert found.estimates == ()
    assert found.tables[1].rows[-1][2] is None


def _assess_reports(reports: tuple[ReportCount, ...], without: Sequence[int]):  # type: ignore[no-untyped-def]
    totals = [sum(item.n_reports for item in reports if item.first_day == day) for day in _months(12)]
    return assess_coverage(
        CoverageEvidence(
            scope=Scope(),
            by=None,
            reports=reports,
            by_area=(),
            areas={},
            incidents=_incidents(totals, area=None),
            without_newcomers=_incidents(without, area=None),
            settings=AssessSettings(),
            made_by="test",
        )
    )


def test_a_month_without_reports_is_no_zero() -> None:
    """Where no report of a month was read, its incidents are not known; where one was and tells of none they are 0."""
    reports = (*_reports([10, 0, 10, 10, 0, 10, 10, 10, 10, 10, 10, 10]),)
    totals = [3, 0, 0, 3, 2, 3, 3, 3, 3, 3, 3, 3]
    found = assess_coverage(
        CoverageEvidence(
            scope=Scope(), by=None, reports=reports, by_area=(), areas={}, incidents=_incidents(totals, area=None),
            without_newcomers=_incidents(totals, area=None), settings=AssessSettings(), made_by="test",
        )
    )  # fmt: skip
    counts = next(table for table in found.findings[0].tables if table.name == "counts")
    assert [row[4] for row in counts.rows][:5] == [3, None, 0, 3, 2]


def test_new_outlet_is_marked_and_taken_off() -> None:
    """An outlet that begins in July doubles the incidents; without it nothing rose."""
    reports = (*_reports([10] * 12), *_reports([0] * 6 + [10] * 6, outlet="Valley Herald"))
    assert find_newcomers(reports) == ("Valley Herald",)
    found = _assess_reports(reports, [10] * 12)
    factors = {item.what: item.intervals[0] for item in found.findings[0].estimates}
    assert factors["incidents"].low is not None
    assert factors["incidents"].low > 1
    without = factors["incidents, without new outlets"]
    assert without.median == pytest.approx(1.0, abs=0.01)
    assert "New in mid-series: Valley Herald" in found.answer
    notes = {row[0]: row[-1] for row in found.findings[0].tables[0].rows}
    assert notes == {"Morning Post": None, "Valley Herald": "new in mid-series"}


def test_outlet_that_ends_is_marked() -> None:
    """An outlet that falls silent in July ends in mid-series; a stray report makes nobody new."""
    reports = (
        *_reports([10] * 12),
        *_reports([10] * 6, outlet="Valley Herald"),
        *_reports([0] * 8 + [1], outlet="Once Weekly"),
    )
    assert find_newcomers(reports) == ()
    notes = {row[0]: row[-1] for row in _assess_reports(reports, [10] * 12).findings[0].tables[0].rows}
    assert notes == {"Morning Post": None, "Valley Herald": "ends in mid-series", "Once Weekly": None}
