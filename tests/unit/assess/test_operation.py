"""How the level of reported incidents changed with an operation: the words, the tables, and when there is no answer."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta

import numpy as np
import pytest

from musterbook.assess import OperationEvidence, Run, Scope, Window, assess_operation
from musterbook.assess.periods import find_next_day
from musterbook.config import AssessSettings
from musterbook.model import Assessment, IncidentCount, ReportCount, Table

FIRST = date(2015, 1, 1)


def _months(n: int) -> list[date]:
    days = [FIRST]
    while len(days) < n:
        days.append(find_next_day(days[-1], "month"))
    return days


def _count(day: date, n: int) -> IncidentCount:
    return IncidentCount(
        first_day=day, n_incidents=n, n_places=n // 2, killed_low=n, killed_best=2 * n, killed_high=3 * n
    )


def _evidence(counts: Sequence[float], *, started: date = date(2017, 1, 1), reports: int = 40) -> OperationEvidence:
    days = _months(len(counts))
    incidents = tuple(_count(day, int(n)) for day, n in zip(days, counts, strict=True) if n)
    window = Window(
        months=12,
        before=_count(days[0], 400),
        after=_count(days[-1], 100),
        before_without_summaries=_count(days[0], 390),
        after_without_summaries=_count(days[-1], 99),
        reports=(500, 250),
    )
    return OperationEvidence(
        scope=Scope(actor_id="northern-front", actor_name="Northern Front"),
        started=started,
        ended=started,
        runs=(Run(name="all incidents", counts=incidents), Run(name="without summaries", counts=incidents)),
        windows=(window,),
        reports=tuple(
            ReportCount(
                first_day=day,
                earliest=day,
                latest=find_next_day(day, "month") - timedelta(days=1),
                outlet="Morning Post",
                n_reports=reports,
            )
            for day in days
        ),
        n_undated=3,
        n_origins=50,
        settings=AssessSettings(),
        made_by="test",
    )


def _drop(before: float, after: float, *, n: int = 48) -> list[float]:
    """Counts with a fall after 24 months and the scatter of counts around it, the same in every run."""
    rng = np.random.default_rng(5)
    return [float(rng.poisson(before if month < 24 else after)) for month in range(n)]


def _table(found: Assessment, name: str) -> Table:
    return next(table for table in found.findings[0].tables if table.name == name)


def test_clear_fall_is_supported() -> None:
    """A level that falls from 40 to 10 at the date and stays there: every reading and window says so."""
    found = assess_operation(_evidence(_drop(40, 10)))
    finding = found.findings[0]
    assert finding.verdict == "supported"
    step, *windows = finding.estimates
    assert [item.what for item in windows] == [
        f"level of the {months} months after, against the {months} before" for months in (3, 6, 12)
    ]
    for estimate in finding.estimates:
        widest, inner = estimate.intervals
        assert (widest.level, inner.level) == (0.9, 0.5)
        assert widest.low is not None
        assert widest.high is not None
        assert widest.low < 0.25 < widest.high < 1
    assert step.probability is not None
    assert step.probability < 0.01
    assert step.prior[0].high == pytest.approx(math.exp(1.6448536 * 0.8))


def test_steady_level_is_insufficient() -> None:
    """Where nothing changes, the answer is that there is too little to say so, and other dates do as much."""
    finding = assess_operation(_evidence(_drop(20, 20))).findings[0]
    assert finding.verdict == "insufficient"
    assert "holds 1, which is no change" in finding.answer


def test_answer_says_what_else_would_explain_it() -> None:
    """The tipping point, the reports beside it, the prior, and that dates do not explain; never a cause."""
    found = assess_operation(_evidence(_drop(40, 10)))
    assert "A change in reporting by the factor 0.2" in found.answer
    assert "the reports read changed by 0.50 (500 to 250)" in found.answer
    assert "before any count is seen the model allows 0.27 to 3.7" in found.answer
    assert "operations follow peaks" in found.answer
    assert "the last weeks are incomplete" in found.answer
    words = f"{found.question} {found.answer} {found.assumptions} {found.findings}"
    assert "cause" not in words.lower().replace("because", "")


def test_real_date_stands_among_all_others() -> None:
    """Every month with six on each side is tried; the real one has the largest fall, those beside it are no placebo."""
    rows = _table(assess_operation(_evidence(_drop(40, 10))), "placebo").rows
    assert len(rows) == 48 - 6 - 6 + 1
    assert min(rows, key=lambda row: float(row[1] or 0))[0] == "2017-01"
    assert [row[0] for row in rows if row[2] == "near it"] == ["2016-11", "2016-12", "2017-02", "2017-03"]


def test_a_level_that_comes_back_is_said() -> None:
    """Three months at 8 and then 30 again: the answer names the low, and that one short window would mislead."""
    counts = [*_drop(40, 40)[:24], 8, 9, 7, 8, *_drop(40, 36)[28:]]
    finding = assess_operation(_evidence(counts)).findings[0]
    assert "the level rose again from" in finding.answer
    assert "one short window would mislead" in finding.answer
    shortest, *_, longest = (item.intervals[0].median for item in finding.estimates[1:])
    assert longest > 1.5 * shortest


@pytest.mark.parametrize(
    ("n", "level", "started"),
    [(8, 30, date(2015, 4, 1)), (48, 0.2, date(2017, 1, 1)), (30, 20, date(2017, 5, 1)), (1, 4, date(2015, 1, 5))],
    ids=["short", "rare", "just-now", "one-month"],
)
def test_too_little_has_no_model(n: int, level: float, started: date) -> None:
    """Fewer than six complete months on a side, or fewer than twenty incidents: literal tables, no interval."""
    finding = assess_operation(_evidence(_drop(level, level, n=n), started=started)).findings[0]
    assert finding.verdict == "insufficient"
    assert finding.estimates == ()
    assert "Needed: 6 months on each side and 20 incidents." in finding.answer
    assert {table.name for table in finding.tables} == {"windows", "outlets", "counts"}


def test_months_without_reports_are_not_zero() -> None:
    """A year without any report does not count as a year without incidents."""
    evidence = _evidence(_drop(20, 20))
    silent = [day for day in _months(48) if day.year == 2016]
    gap = replace(
        evidence,
        reports=tuple(item for item in evidence.reports if item.first_day not in silent),
        runs=tuple(
            replace(run, counts=tuple(item for item in run.counts if item.first_day not in silent))
            for run in evidence.runs
        ),
    )
    found = assess_operation(gap)
    rows = {row[1]: row for row in _table(found, "counts").rows}
    assert rows["2016-05-01"][2:5] == (0, None, None)
    assert "12 months without reports: no coverage" in " ".join(found.assumptions)
    widest = found.findings[0].estimates[0].intervals[0]
    assert widest.low is not None
    assert widest.high is not None
    assert widest.low < 1 < widest.high


def test_an_outlet_that_begins_in_mid_series_is_marked() -> None:
    """The outlets stand beside the series, and the one that begins in its middle is named among the assumptions."""
    evidence = _evidence([20.0] * 24)
    added = tuple(replace(item, outlet="Evening Post") for item in evidence.reports[12:])
    found = assess_operation(replace(evidence, reports=(*evidence.reports, *added)))
    notes = {row[0]: row[-1] for row in _table(found, "outlets").rows}
    assert notes == {"Morning Post": None, "Evening Post": "new in mid-series"}
    assert any(line.startswith("new in mid-series: Evening Post;") for line in found.assumptions)
    assert not any(line.startswith("new in mid-series") for line in assess_operation(evidence).assumptions)


def test_the_same_question_has_the_same_answer() -> None:
    """There is no chance in the computation: two runs are equal to the last digit."""
    evidence = _evidence(_drop(40, 10))
    assert assess_operation(evidence) == assess_operation(evidence)
