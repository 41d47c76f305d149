"""Weeks, months and quarters: which there are between two days, and which of their days were watched."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from statistics import median

from musterbook.model import Period, ReportCount

__all__ = [
    "PERIODS_A_YEAR",
    "Span",
    "choose_left_out",
    "find_covered",
    "find_first_day",
    "find_next_day",
    "find_step",
    "list_spans",
    "list_watched",
    "name_period",
    "sum_reports",
]

PERIODS_A_YEAR: Mapping[Period, float] = {"week": 365.25 / 7, "month": 12.0, "quarter": 4.0}

_DAY = timedelta(days=1)
# A period with fewer than this share of the usual number of reports is not one in which nothing happened.
_LEAST_COVERAGE = 0.02


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """One period: its first and last day, and how many of its days count; 0 = none of it was watched."""

    first: date
    last: date
    n_days: int


def find_first_day(day: date, period: Period) -> date:
    """Return the first day of the period that a day lies in."""
    if period == "week":
        return day - timedelta(days=day.weekday())
    month = day.month if period == "month" else day.month - (day.month - 1) % 3
    return day.replace(month=month, day=1)


def find_next_day(first: date, period: Period) -> date:
    """Return the first day of the period after the one that begins on `first`."""
    if period == "week":
        return first + timedelta(days=7)
    months = first.year * 12 + first.month - 1 + (1 if period == "month" else 3)
    return date(months // 12, months % 12 + 1, 1)


def name_period(first: date, period: Period) -> str:
    """Return "2018-04", "2018 Q2" or the Monday of a week."""
    if period == "month":
        return f"{first:%Y-%m}"
    return f"{first.year} Q{(first.month + 2) // 3}" if period == "quarter" else first.isoformat()


def find_covered(
    reports: Iterable[ReportCount], *, since: date | None = None, until: date | None = None
) -> tuple[date, date] | None:
    """Return the first and the last day that reports can tell of; None without a dated report.

    A few reports with a wrong date, long before or after all others, do not count: see `list_spans`.
    """
    listed = list(reports)
    days = set(list_watched(listed))
    watched = [item for item in listed if item.first_day in days]
    if not watched:
        return None
    first, last = min(item.earliest for item in watched), max(item.latest for item in watched)
    first, last = max(first, since or first), min(last, until or last)
    return (first, last) if first <= last else None


def list_watched(reports: Iterable[ReportCount]) -> list[date]:
    """Return the first days of the periods that have more than a few stray reports, in order."""
    n_reports = sum_reports(reports)
    least = _find_least(n_reports)
    return sorted(day for day, n in n_reports.items() if n >= least)


def sum_reports(reports: Iterable[ReportCount]) -> dict[date, int]:
    """Return the reports of each period together."""
    sums: dict[date, int] = defaultdict(int)
    for item in reports:
        sums[item.first_day] += item.n_reports
    return sums


def _find_least(n_reports: Mapping[date, int]) -> float:
    """Return how many reports a period needs to count as covered: a fiftieth of the usual number, at least one."""
    return max(_LEAST_COVERAGE * median(n_reports.values()), 1.0) if n_reports else 1.0


def list_spans(
    covered: tuple[date, date],
    *,
    period: Period,
    n_reports: Mapping[date, int],
    left_out: tuple[date, date] | None = None,
    limit: int,
) -> tuple[Span, ...]:
    """Return the complete periods between two days, in order, with the days of each that count.

    Args:
        covered: the first and the last day that reports can tell of. The last period counts only if it is complete,
            because its last weeks are still being reported; the first if at least half of it is covered.
        period: their unit.
        n_reports: by first day of a period; empty = nobody knows. A period with (almost) no report has 0 days.
        left_out: first and last day of what is not counted.
        limit: of more periods the latest are kept.
    """
    first = find_first_day(covered[0], period)
    if (covered[0] - first).days * 2 > (find_next_day(first, period) - first).days:
        first = find_next_day(first, period)
    least = _find_least(n_reports)
    spans: list[Span] = []
    while (following := find_next_day(first, period)) <= covered[1] + _DAY:
        last = following - _DAY
        is_watched = not n_reports or n_reports.get(first, 0) >= least
        n_days = (following - first).days - _count_overlap((first, last), left_out)
        spans.append(Span(first=first, last=last, n_days=n_days if is_watched else 0))
        first = following
    return tuple(spans[max(len(spans) - limit, 0) :])


def choose_left_out(started: date, ended: date, period: Period) -> tuple[date, date]:
    """Return the first and the last day that a series leaves out for an operation: its own days, at least.

    A period in which it both began and ended would hold days of both sides; the side with fewer of them is left out too.
    """
    first = find_first_day(started, period)
    following = find_next_day(first, period)
    if ended >= following:
        return started, ended
    is_before = (started - first).days > (following - ended).days - 1
    return (started, following - _DAY) if is_before else (first, ended)


def find_step(spans: Sequence[Span], left_out: tuple[date, date]) -> tuple[int, int]:
    """Return how many periods lie before the days that are left out, and the index of the first one after them."""
    return sum(span.first < left_out[0] for span in spans), sum(span.last <= left_out[1] for span in spans)


def _count_overlap(days: tuple[date, date], left_out: tuple[date, date] | None) -> int:
    if left_out is None:
        return 0
    return max(0, (min(days[1], left_out[1]) - max(days[0], left_out[0])).days + 1)
