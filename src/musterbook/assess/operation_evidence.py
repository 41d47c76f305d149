"""What a question about an operation rests on: the counts around it, and the series of periods they make."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import numpy as np
from numpy.typing import NDArray

from musterbook.assess.periods import (
    PERIODS_A_YEAR,
    Span,
    choose_left_out,
    find_covered,
    find_step,
    list_spans,
    sum_reports,
)
from musterbook.assess.scopes import Scope
from musterbook.config import AssessSettings
from musterbook.model import IncidentCount, ReportCount

__all__ = ["WINDOW_DAYS", "OperationEvidence", "OperationSeries", "Run", "Window", "make_series"]

Array = NDArray[np.float64]

# Months of the windows before and after, and their equal lengths in days.
WINDOW_DAYS: tuple[tuple[int, int], ...] = ((3, 91), (6, 182), (12, 365))
_MAX_PERIODS = 520


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """The incidents of one reading of the record, by period; the first run is the main one."""

    name: str
    counts: tuple[IncidentCount, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Window:
    """What lies in one window before and in one of the same length after an operation; None = it is not covered.

    Attributes:
        months: its length in words; before, after: incidents; without_summaries: the same without summaries of many.
        reports: published in each (before, after).
    """

    months: int
    before: IncidentCount | None
    after: IncidentCount | None
    before_without_summaries: IncidentCount | None
    after_without_summaries: IncidentCount | None
    reports: tuple[int | None, int | None]


@dataclass(frozen=True, slots=True, kw_only=True)
class OperationEvidence:
    """What the record holds for the question.

    Attributes:
        started, ended: first and last day of the operation.
        runs: at least one.
        reports: of all outlets by period; empty if no report has a date.
        n_undated: incidents without a day known to within a period.
        n_origins: that tell of the incidents.
    """

    scope: Scope
    started: date
    ended: date
    runs: tuple[Run, ...]
    windows: tuple[Window, ...]
    reports: tuple[ReportCount, ...]
    n_undated: int
    n_origins: int
    settings: AssessSettings
    made_by: str


@dataclass(frozen=True, slots=True, kw_only=True)
class OperationSeries:
    """The periods, and where in them the operation lies: periods before it, index of the first one after it."""

    spans: tuple[Span, ...]
    n_before: int
    step: int
    exposure: Array

    def list_counts(self, run: Run) -> Array:
        """Return the incidents of a run in each period that counts."""
        by_day = {item.first_day: item.n_incidents for item in run.counts}
        return np.array([by_day.get(span.first, 0) if span.n_days else 0 for span in self.spans], dtype=float)


def make_series(evidence: OperationEvidence) -> OperationSeries:
    """Return the complete periods of the series with the days of each that count, and the place of the operation in them."""
    scope, period = evidence.scope, evidence.scope.period
    left_out = choose_left_out(evidence.started, evidence.ended, period)
    spans: tuple[Span, ...] = ()
    if covered := find_covered(evidence.reports, since=scope.since, until=scope.until):
        n_reports = sum_reports(evidence.reports)
        spans = list_spans(covered, period=period, n_reports=n_reports, left_out=left_out, limit=_MAX_PERIODS)
    n_before, step = find_step(spans, left_out)
    usual = 365.25 / PERIODS_A_YEAR[period]
    exposure = np.array([span.n_days / usual for span in spans])
    return OperationSeries(spans=spans, n_before=n_before, step=step, exposure=exposure)
