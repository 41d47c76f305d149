"""Weeks, months and quarters, and which of them count."""

from __future__ import annotations

from datetime import date

import pytest

from musterbook.assess.periods import (
    choose_left_out,
    find_covered,
    find_first_day,
    find_next_day,
    find_step,
    list_spans,
    name_period,
)
from musterbook.model import ReportCount


def _reports(first: date, n: int, *, latest: date | None = None) -> ReportCount:
    return ReportCount(first_day=first, earliest=first, latest=latest or first, outlet="Morning Post", n_reports=n)


@pytest.mark.parametrize(
    ("period", "first", "following", "name"),
    [
        ("week", date(2018, 4, 30), date(2018, 5, 7), "2018-04-30"),
        ("month", date(2018, 5, 1), date(2018, 6, 1), "2018-05"),
        ("quarter", date(2018, 4, 1), date(2018, 7, 1), "2018 Q2"),
    ],
    ids=["week", "month", "quarter"],
)
def test_period_of_a_day(period: str, first: date, following: date, name: str) -> None:
    """A week begins on Monday, a quarter in January, April, July or October."""
    assert find_first_day(date(2018, 5, 5), period) == first  # type: ignore[arg-type]
    assert find_next_day(first, period) == following  # type: ignore[arg-type]
    assert name_period(first, period) == name  # type: ignore[arg-type]


def test_last_period_counts_only_if_complete() -> None:
    """Reports up to 30 March leave March out; a first period that is covered from its first half on counts."""
    spans = list_spans((date(2018, 1, 9), date(2018, 3, 30)), period="month", n_reports={}, limit=99)
    assert [(span.first, span.n_days) for span in spans] == [(date(2018, 1, 1), 31), (date(2018, 2, 1), 28)]


def test_period_without_reports_is_not_watched() -> None:
    """A month without a report has no days that count: nothing is known of it."""
    reports = {date(2018, 1, 1): 90, date(2018, 3, 1): 80}
    spans = list_spans((date(2018, 1, 1), date(2018, 3, 31)), period="month", n_reports=reports, limit=99)
    assert [span.n_days for span in spans] == [31, 0, 31]


def test_stray_report_of_another_age_does_not_stretch_the_series() -> None:
    """One report dated 2109 among hundreds of 2018 does not make the series ninety years long."""
    usual = [_reports(date(2018, month, 1), 100, latest=date(2018, month, 28)) for month in (1, 2, 3)]
    assert find_covered([*usual, _reports(date(2109, 9, 1), 1)]) == (date(2018, 1, 1), date(2018, 3, 28))


@pytest.mark.parametrize(
    ("started", "ended", "left_out"),
    [
        (date(2018, 5, 10), date(2018, 5, 10), (date(2018, 5, 1), date(2018, 5, 10))),
        (date(2018, 5, 20), date(2018, 5, 22), (date(2018, 5, 20), date(2018, 5, 31))),
        (date(2018, 5, 20), date(2018, 7, 3), (date(2018, 5, 20), date(2018, 7, 3))),
        (date(2018, 5, 1), date(2018, 5, 31), (date(2018, 5, 1), date(2018, 5, 31))),
    ],
    ids=["more-after", "more-before", "over-months", "whole-month"],
)
def test_left_out_days(started: date, ended: date, left_out: tuple[date, date]) -> None:
    """A month that an operation begins and ends in keeps the side with more days; a longer one only loses its own."""
    assert choose_left_out(started, ended, "month") == left_out


def test_step_lies_after_the_operation() -> None:
    """From 20 May to 3 July: May counts before with 19 days, June not at all, July after with 28."""
    days = (date(2018, 5, 20), date(2018, 7, 3))
    spans = list_spans((date(2018, 4, 1), date(2018, 8, 31)), period="month", n_reports={}, left_out=days, limit=99)
    assert [span.n_days for span in spans] == [30, 19, 0, 28, 31]
    assert find_step(spans, days) == (2, 3)
