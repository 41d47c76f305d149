"""The literal side of a question about an operation: counts in equal windows and by period, and what was assumed."""

from __future__ import annotations

from musterbook.assess.coverage import find_newcomers
from musterbook.assess.operation_evidence import OperationEvidence, OperationSeries
from musterbook.assess.periods import choose_left_out, find_covered, name_period, sum_reports
from musterbook.assess.wording import count, name_interval
from musterbook.model import Table

__all__ = ["list_assumptions", "tabulate_counts", "tabulate_deaths", "tabulate_windows"]

_MOST_NAMED = 5  # new outlets


def tabulate_windows(evidence: OperationEvidence) -> Table:
    """Return incidents, places and reports in windows of equal length before and after."""
    columns = ("window", "incidents before", "after", "factor", "places before", "after", "reports before", "after")
    rows = []
    for window in evidence.windows:
        before, after = window.before, window.after
        factor = after.n_incidents / before.n_incidents if before and after and before.n_incidents else None
        rows.append(
            (
                f"{window.months} months",
                before.n_incidents if before else None,
                after.n_incidents if after else None,
                factor,
                before.n_places if before else None,
                after.n_places if after else None,
                *window.reports,
            )
        )
    title = "Equal windows, the operation's own days left out"
    return Table(name="windows", title=title, columns=columns, rows=tuple(rows))


def tabulate_deaths(evidence: OperationEvidence) -> Table:
    """Return the reported dead in the windows, with and without summaries: a summary counts what others count again."""
    rows = []
    for window in evidence.windows:
        for name, before, after in (
            ("all", window.before, window.after),
            ("without summaries", window.before_without_summaries, window.after_without_summaries),
        ):
            cells = [
                value
                for item in (before, after)
                for value in ((item.killed_low, item.killed_best, item.killed_high) if item else (None, None, None))
            ]
            rows.append((f"{window.months} months, {name}", *cells))
    columns = ("window", "low before", "best", "high", "low after", "best", "high")
    title = "Reported dead of all sides in these incidents, as claimed"
    return Table(name="deaths", title=title, columns=columns, rows=tuple(rows))


def tabulate_counts(evidence: OperationEvidence, series: OperationSeries) -> Table:
    """Return incidents, places and reports of each period; None where a period was not watched."""
    by_day = {item.first_day: item for item in evidence.runs[0].counts}
    n_reports = sum_reports(evidence.reports)
    rows = []
    for span in series.spans:
        found = by_day.get(span.first)
        is_watched = span.n_days > 0
        rows.append(
            (
                name_period(span.first, evidence.scope.period),
                span.first.isoformat(),
                span.n_days,
                (found.n_incidents if found else 0) if is_watched else None,
                (found.n_places if found else 0) if is_watched else None,
                n_reports.get(span.first, 0) if n_reports else None,
            )
        )
    columns = (evidence.scope.period, "first day", "days counted", "incidents", "places", "reports read")
    title = f"Incidents and reports by {evidence.scope.period}; the operation's own days left out"
    return Table(name="counts", title=title, columns=columns, rows=tuple(rows))


def list_assumptions(evidence: OperationEvidence, series: OperationSeries, *, has_season: bool) -> tuple[str, ...]:
    """Return what the answer takes for granted, and what was left out of it."""
    period = evidence.scope.period
    left_out = choose_left_out(evidence.started, evidence.ended, period)
    last = series.spans[-1].last if series.spans else None
    lines = [
        "an incident counts on its first day; reports and incidents are as good as the record: what no report tells is not there",
        f"days left out around the operation: {name_interval(*left_out)}",
        "the level moves as a random walk; the step is what is left at the date when the walk has been taken off",
        "a season of one year is taken off"
        if has_season
        else "no season is taken off: fewer than two years of periods",
    ]
    covered = find_covered(evidence.reports, since=evidence.scope.since, until=evidence.scope.until)
    if last and covered and last < covered[1]:
        lines.append(f"the series ends on {last}: the {period} after it is incomplete and was dropped")
    n_unwatched = sum(span.n_days == 0 and not left_out[0] <= span.first <= left_out[1] for span in series.spans)
    if n_unwatched:
        lines.append(f"{count(n_unwatched, period)} without reports: no coverage, which is not the same as no incident")
    if newcomers := find_newcomers(evidence.reports):
        shown = ", ".join(newcomers[:_MOST_NAMED]) + (" and others" if len(newcomers) > _MOST_NAMED else "")
        lines.append(f"new in mid-series: {shown}; what a new outlet brings looks like a rise: ask again without it")
    if evidence.n_undated:
        lines.append(f"{count(evidence.n_undated, 'incident')} not counted: no day known to within a {period}")
    if evidence.scope.without_outlets:
        lines.append(
            f"incidents that only these outlets tell of are left out: {', '.join(evidence.scope.without_outlets)}"
        )
    return tuple(lines)
