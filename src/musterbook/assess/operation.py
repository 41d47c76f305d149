"""Did the level of reported incidents change with an operation: the model, and the literal counts beside it.

1. The operation's own days are left out of every count.
2. The last period counts only if it is complete; a period without reports is no period without incidents.
3. The same model is run on all incidents, on those with a precise day and place, and without summaries of many.
4. What the date asked about does is held against every other date of the series.
Only the product of reporting and happening shows: every answer says which change of reporting would explain it alone.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from musterbook.assess.coverage import tabulate_outlets
from musterbook.assess.numeric.operation import StepFit, StepPriors, fit_step, rank_steps
from musterbook.assess.operation_evidence import WINDOW_DAYS, OperationEvidence, OperationSeries, Run, make_series
from musterbook.assess.operation_tables import list_assumptions, tabulate_counts, tabulate_deaths, tabulate_windows
from musterbook.assess.periods import PERIODS_A_YEAR, name_period
from musterbook.assess.scopes import describe_scope
from musterbook.assess.wording import count, name_factor, name_interval, say_insufficient
from musterbook.model import (
    Assessment,
    CurvePoint,
    Estimate,
    Finding,
    Interval,
    Period,
    Table,
    Verdict,
    make_id,
    weigh_counts,
)

__all__ = ["assess_operation"]

Array = NDArray[np.float64]

_LEVELS = (0.9, 0.5)
# A season needs to be seen twice before it can be told from anything else that happened once.
_YEARS_FOR_A_SEASON = 2
# Dates so near to the real one share its change, and are no placebo.
_NEAR_PERIODS = 2
_RARE = 0.1
_REBOUND = 1.3


def assess_operation(evidence: OperationEvidence) -> Assessment:
    """Return how the level of reported incidents changed with an operation."""
    series = make_series(evidence)
    refusal = _refuse(evidence, series)
    finding = _refuse_operation(evidence, series, refusal) if refusal else _find_change(evidence, series)
    scope = evidence.scope
    about = "on" if evidence.started == evidence.ended else "between"
    days = name_interval(evidence.started, evidence.ended).replace(" to ", " and ")
    question = f"Did the level of reported incidents{describe_scope(scope)} change with the operation {about} {days}?"
    weight = weigh_counts(evidence.reports)
    return Assessment(
        assessment_id=make_id("a", question, scope, evidence.runs, evidence.settings, evidence.made_by),
        question=question,
        answer=finding.answer,
        actor_id=scope.actor_id,
        actor_name=scope.actor_name,
        area=scope.area.name if scope.area else None,
        since=scope.since,
        until=scope.until,
        series=None,
        findings=(finding,),
        left_out=(),
        n_reports=weight.n_reports,
        n_outlets=weight.n_outlets,
        n_unnamed=weight.n_unnamed,
        n_origins=evidence.n_origins,
        assumptions=finding.assumptions,
        made_by=evidence.made_by,
    )


def _refuse(evidence: OperationEvidence, series: OperationSeries) -> str | None:
    """Return why there is no modelled answer; None if there is one."""
    settings = evidence.settings
    n_before = int((series.exposure[: series.n_before] > 0).sum())
    n_after = int((series.exposure[series.step :] > 0).sum())
    n_incidents = int(series.list_counts(evidence.runs[0]).sum())
    if n_before >= settings.min_periods and n_after >= settings.min_periods and n_incidents >= settings.min_incidents:
        return None
    unit = evidence.scope.period
    reason = (
        f"the record has {count(n_before, f'complete {unit}')} with reports before the operation, {n_after:,} after it and "
        f"{count(n_incidents, 'incident')} in them"
    )
    needed = f"{settings.min_periods} {unit}s on each side and {settings.min_incidents} incidents"
    return say_insufficient(reason, needed=needed)


def _refuse_operation(evidence: OperationEvidence, series: OperationSeries, refusal: str) -> Finding:
    return Finding(
        topic="operation",
        verdict="insufficient",
        answer=refusal,
        tables=(tabulate_windows(evidence), _tabulate_outlets(evidence), tabulate_counts(evidence, series)),
        marked=(evidence.started, evidence.ended),
        assumptions=list_assumptions(evidence, series, has_season=False),
        would_overturn="more reports, from before the operation as well as from after it",
    )


def _find_change(evidence: OperationEvidence, series: OperationSeries) -> Finding:
    has_season = len(series.spans) >= _YEARS_FOR_A_SEASON * PERIODS_A_YEAR[evidence.scope.period]
    fits = tuple(_fit(run, series=series, evidence=evidence, has_season=has_season) for run in evidence.runs)
    windows = _choose_windows(evidence, series)
    placebo, rank = _try_other_dates(evidence, series, fits[0], has_season=has_season)
    runs = _tabulate_runs(evidence, series, fits)
    estimates = _list_estimates(fits[0], windows, priors=_make_priors(evidence))
    verdict = _judge(estimates, fits, rank=rank)
    return Finding(
        topic="operation",
        verdict=verdict,
        answer=_write_answer(
            evidence,
            estimates,
            windows=windows,
            rank=rank,
            rebound=_find_rebound(fits[0], series, evidence.scope.period),
            verdict=verdict,
        ),
        estimates=estimates,
        curve=_draw_level(fits[0], series),
        tables=(
            tabulate_windows(evidence),
            runs,
            placebo,
            tabulate_deaths(evidence),
            _tabulate_outlets(evidence),
            tabulate_counts(evidence, series),
        ),
        marked=(evidence.started, evidence.ended),
        assumptions=list_assumptions(evidence, series, has_season=has_season),
        would_overturn="an outlet that began or ended its reports at that time; a later count of the same days",
    )


def _tabulate_outlets(evidence: OperationEvidence) -> Table:
    """Return who reported in the series: an outlet that begins or ends in it moves the counts as an operation would."""
    return tabulate_outlets(evidence.reports, period=evidence.scope.period)


def _make_priors(evidence: OperationEvidence) -> StepPriors:
    """Return the priors for the unit of time: the level of a quarter moves further than that of a week."""
    priors = StepPriors()
    return replace(priors, drift=priors.drift * math.sqrt(12 / PERIODS_A_YEAR[evidence.scope.period]))


def _fit(run: Run, *, series: OperationSeries, evidence: OperationEvidence, has_season: bool) -> StepFit:
    windows = _choose_windows(evidence, series)
    contrasts = np.zeros((len(windows), len(series.spans)))
    for row, (_, n_periods) in enumerate(windows):
        contrasts[row, series.step : series.step + n_periods] = 1 / n_periods
        contrasts[row, series.n_before - n_periods : series.n_before] = -1 / n_periods
    return fit_step(
        series.list_counts(run),
        step=series.step,
        exposure=series.exposure,
        period=PERIODS_A_YEAR[evidence.scope.period] if has_season else None,
        contrasts=contrasts,
        priors=_make_priors(evidence),
    )


def _choose_windows(evidence: OperationEvidence, series: OperationSeries) -> tuple[tuple[int, int], ...]:
    """Return (months, periods) of the windows that the series holds on both sides."""
    sizes = ((months, round(months / 12 * PERIODS_A_YEAR[evidence.scope.period])) for months, _ in WINDOW_DAYS)
    most = min(series.n_before, len(series.spans) - series.step)
    return tuple((months, n_periods) for months, n_periods in sizes if 0 < n_periods <= most)


def _list_estimates(fit: StepFit, windows: Sequence[tuple[int, int]], *, priors: StepPriors) -> tuple[Estimate, ...]:
    shares = (0.05, 0.25, 0.5, 0.75, 0.95)
    values = np.exp(np.vstack([fit.step.quantiles(shares), fit.contrasts.quantiles(shares)]))
    below = [*fit.step.probability_below(0.0), *fit.contrasts.probability_below(0.0)]
    names = [
        "step of the level at the operation",
        *(f"level of the {months} months after, against the {months} before" for months, _ in windows),
    ]
    # The prior of the step is normal with mean 0: 1.6449 and 0.6745 are its 95 % and 75 % points.
    prior = tuple(
        Interval(level=level, low=math.exp(-z * priors.step), median=1.0, high=math.exp(z * priors.step))
        for level, z in zip(_LEVELS, (1.6448536, 0.6744898), strict=True)
    )
    return tuple(
        Estimate(
            what=what,
            unit="factor",
            intervals=_to_intervals(row),
            prior=prior if index == 0 else (),
            probability=float(1 - under),
        )
        for index, (what, row, under) in enumerate(zip(names, values, below, strict=True))
    )


def _to_intervals(row: Array) -> tuple[Interval, ...]:
    low, lower, middle, higher, high = (float(value) for value in row)
    return (
        Interval(level=_LEVELS[0], low=low, median=middle, high=high),
        Interval(level=_LEVELS[1], low=lower, median=middle, high=higher),
    )


def _try_other_dates(
    evidence: OperationEvidence, series: OperationSeries, fit: StepFit, *, has_season: bool
) -> tuple[Table, tuple[int, int]]:
    """Return the step at every possible date, and (how many other dates have one as large, how many there are)."""
    least = evidence.settings.min_periods
    watched = np.cumsum(series.exposure > 0)
    first, last = np.searchsorted(watched, least) + 1, len(watched)
    steps = np.array(
        [i for i in range(int(first), last) if watched[-1] - watched[i - 1] >= least and i != series.step]
        + [series.step],
        dtype=np.int64,
    )
    means, _ = rank_steps(
        series.list_counts(evidence.runs[0]),
        steps=steps,
        exposure=series.exposure,
        period=PERIODS_A_YEAR[evidence.scope.period] if has_season else None,
        drift=fit.drift,
        size=fit.size,
        priors=_make_priors(evidence),
    )
    real = float(means[-1])
    near = range(series.n_before - _NEAR_PERIODS, series.step + _NEAR_PERIODS + 1)
    others = [float(mean) for step, mean in zip(steps[:-1], means[:-1], strict=True) if int(step) not in near]
    as_large = sum(mean <= real if real < 0 else mean >= real for mean in others)
    rows = tuple(
        (
            name_period(series.spans[int(step)].first, evidence.scope.period),
            math.exp(float(mean)),
            "the operation" if int(step) == series.step else "near it" if int(step) in near else None,
        )
        for step, mean in sorted(zip(steps, means, strict=True), key=lambda item: int(item[0]))
    )
    title = "Step of the level, had the operation been at another date"
    return Table(name="placebo", title=title, columns=("first period after", "factor", "note"), rows=rows), (
        as_large,
        len(others),
    )


def _judge(estimates: Sequence[Estimate], fits: Sequence[StepFit], *, rank: tuple[int, int]) -> Verdict:
    """Return "supported" where the step, every window, every run and the other dates agree; else what is left of it."""
    widest = [estimate.intervals[0] for estimate in estimates]
    falls = [item.high is not None and item.high < 1 for item in widest]
    rises = [item.low is not None and item.low > 1 for item in widest]
    is_fall = widest[0].median < 1
    agree = all((fit.step.quantiles([0.5])[0, 0] < 0) == is_fall for fit in fits)
    is_rare = rank[1] > 0 and rank[0] <= _RARE * rank[1]
    if agree and is_rare and (all(falls) or all(rises)):
        return "supported"
    return "consistent" if any(falls) or any(rises) else "insufficient"


def _write_answer(
    evidence: OperationEvidence,
    estimates: Sequence[Estimate],
    *,
    windows: Sequence[tuple[int, int]],
    rank: tuple[int, int],
    rebound: str | None,
    verdict: Verdict,
) -> str:
    step, *longer = estimates
    fall = 1 - (step.probability or 0.0)
    parts = [
        f"At the operation the level of reported incidents steps by a factor of {_quote(step)}; before any count is seen the "
        f"model allows {name_factor(step.prior[0].low)} to {name_factor(step.prior[0].high)}. "
        f"The probability of a step down is {fall:.2f}."
    ]
    if longer:
        quoted = "; ".join(f"{months} months {_quote(item)}" for (months, _), item in zip(windows, longer, strict=True))
        parts.append(f"The level after, against the same time before: {quoted}.")
    if rebound:
        parts.append(rebound)
    if rank[1]:
        parts.append(f"Of {rank[1]:,} other possible dates {rank[0]:,} show a step at least as large the same way.")
    if verdict == "insufficient":
        parts.append(
            say_insufficient(
                "the 90 % interval of the step and of every window holds 1, which is no change",
                needed="more incidents, or a longer series on both sides of the operation",
            )
        )
    parts.append(_write_tipping_point(evidence, longer[-1] if longer else step, windows))
    parts.append(
        "This says when the level changed, not why: operations follow peaks, media attention moves with operations, and the "
        "last weeks are incomplete."
    )
    return " ".join(parts)


def _quote(estimate: Estimate) -> str:
    widest = estimate.intervals[0]
    return f"{name_factor(widest.median)} (90 %: {name_factor(widest.low)} to {name_factor(widest.high)})"


def _find_rebound(fit: StepFit, series: OperationSeries, period: Period) -> str | None:
    """Return where the level was lowest in the year after the operation and how far it came back, if it did.

    Both ends are compared by their 50 % intervals, so that a walk that only wavers is no rebound.
    """
    n_year = round(PERIODS_A_YEAR[period])
    after = range(series.step, min(series.step + n_year + 1, len(series.spans)))
    levels = np.exp(fit.level.quantiles((0.25, 0.5, 0.75)))
    # After a rise there is nothing to come back to.
    before = levels[series.n_before - 1, 0]
    pairs = [
        (low, high) for low in after for high in after if low < high and levels[low, 2] < min(levels[high, 0], before)
    ]
    if not pairs:
        return None
    low, high = max(pairs, key=lambda pair: float(levels[pair[1], 1] / levels[pair[0], 1]))
    if levels[high, 1] < _REBOUND * levels[low, 1]:
        return None
    return (
        f"Within the year after, the level rose again from {levels[low, 1]:,.0f} a {period} "
        f"({name_period(series.spans[low].first, period)}) to {levels[high, 1]:,.0f} "
        f"({name_period(series.spans[high].first, period)}): one short window would mislead."
    )


def _write_tipping_point(evidence: OperationEvidence, estimate: Estimate, windows: Sequence[tuple[int, int]]) -> str:
    factor = name_factor(estimate.intervals[0].median)
    text = f"A change in reporting by the factor {factor} would explain all of it"
    months = windows[-1][0] if windows else None
    window = next((item for item in evidence.windows if item.months == months), None)
    if window is None or not window.reports[0] or window.reports[1] is None:
        return f"{text}; how reporting changed is not known."
    return (
        f"{text}: in the same windows the reports read changed by {name_factor(window.reports[1] / window.reports[0])} "
        f"({window.reports[0]:,} to {window.reports[1]:,})."
    )


def _draw_level(fit: StepFit, series: OperationSeries) -> tuple[CurvePoint, ...]:
    values = np.exp(fit.level.quantiles((0.05, 0.25, 0.5, 0.75, 0.95)))
    return tuple(
        CurvePoint(day=span.first, intervals=_to_intervals(row)) for span, row in zip(series.spans, values, strict=True)
    )


def _tabulate_runs(evidence: OperationEvidence, series: OperationSeries, fits: Sequence[StepFit]) -> Table:
    rows = []
    for run, fit in zip(evidence.runs, fits, strict=True):
        low, middle, high = (float(value) for value in np.exp(fit.step.quantiles((0.05, 0.5, 0.95)))[0])
        last = np.exp(fit.contrasts.quantiles([0.5]))
        rows.append(
            (
                run.name,
                int(series.list_counts(run).sum()),
                middle,
                low,
                high,
                float(fit.step.probability_below(0.0)[0]),
                float(last[-1, 0]) if len(last) else None,
            )
        )
    columns = ("incidents counted", "number", "step", "90 % low", "high", "P(fall)", "longest window")
    return Table(name="runs", title="The same model on other readings", columns=columns, rows=tuple(rows))
