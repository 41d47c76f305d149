"""How long assessments take: the computation alone, without opening a record.

    python benchmarks/assess.py

`strength` is the sampler and the whole answer on 2 figures of one briefing and on 21 figures of five sources in ten years, with
the table that leaves out each origin in turn. `operation` is the whole answer on sixty months with four readings of the record, three windows and every other date.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import date, timedelta

import numpy as np

from musterbook.assess import OperationEvidence, Run, Scope, Window, assess_operation
from musterbook.assess.modelling import StrengthModel, model_strength
from musterbook.assess.periods import find_next_day
from musterbook.assess.populations import Population, choose_population, middle_day
from musterbook.assess.strength import assess_strength, days_of_curve
from musterbook.config import AssessSettings, ModelSettings
from musterbook.model import Bound, IncidentCount, ReportCount, Series, SeriesPoint

MONTHS = 60
FIRST_DAY = date(2016, 1, 15)
REPEATS = 5


def make_operation() -> OperationEvidence:
    """Return sixty months with a fall in the middle."""
    rng = np.random.default_rng(1)
    days = [date(2014, 1, 1)]
    while len(days) < MONTHS:
        days.append(find_next_day(days[-1], "month"))
    counts = tuple(
        IncidentCount(first_day=day, n_incidents=int(rng.negative_binomial(8, 8 / (8 + rate))), n_places=5)
        for day, rate in zip(days, [40] * 30 + [25] * 30, strict=True)
    )
    names = ("all incidents", "precise day and place", "without summaries", "both")
    whole = IncidentCount(first_day=days[0], n_incidents=100, n_places=20)
    return OperationEvidence(
        scope=Scope(),
        started=days[30],
        ended=days[30] + timedelta(days=20),
        runs=tuple(Run(name=name, counts=counts) for name in names),
        windows=tuple(
            Window(
                months=months, before=whole, after=whole, before_without_summaries=whole, after_without_summaries=whole,
                reports=(300, 200),
            )
            for months in (3, 6, 12)
        ),
        reports=tuple(
            ReportCount(
                first_day=day, earliest=day, latest=find_next_day(day, "month") - timedelta(days=1), outlet="Morning Post",
                n_reports=50,
            )
            for day in days
        ),
        n_undated=0,
        n_origins=500,
        settings=AssessSettings(),
        made_by="benchmark",
    )  # fmt: skip


def make_series(n_figures: int, *, years: float, n_sources: int) -> Series:
    """Return figures between 700 and 4,000, evenly in time; of one source they come from one briefing."""
    bounds: tuple[Bound, ...] = ("about", "range", "at_least", "about", "range", "fewer_than")
    numbers = (1000, 3000, 1500, 1200, 2000, 700, 2500)
    points = []
    for index in range(n_figures):
        bound, number = bounds[index % len(bounds)], numbers[index % len(numbers)]
        day = FIRST_DAY + timedelta(days=round(365 * years * index / max(n_figures - 1, 1)))
        points.append(
            SeriesPoint(
                claim_id=f"c-{index}", document_id=f"d-{index}", actor_id="a", as_of_earliest=day, as_of_latest=day, said_on=day,
                low=None if bound == "fewer_than" else number,
                high=None if bound == "at_least" else round(number * 1.5) if bound == "range" else number,
                bound=bound, counted="fighters", area=None, area_id=None, source=f"source {index % n_sources}",
                source_kind="officials", is_party=False, hedge=(), outlet=None,
                origin_id="o-0" if n_sources == 1 else f"o-{index}",
                heard_id="o-0" if n_sources == 1 else f"o-{index}", lean_id=f"o-{index % n_sources}", n_reports=1, words=f"{number:,}", sentence="",
            )
        )  # fmt: skip
    return Series(
        kind="strength", actor_id="a", actor_name="the group", area=None, area_id=None, points=tuple(points),
        n_reports=n_figures, n_outlets=1, n_origins=n_figures,
    )  # fmt: skip


def model(population: Population) -> StrengthModel:
    """Return the model with the days that a page asks about."""
    days = {*days_of_curve(population), *(middle_day(point) for point in population.points)}
    return model_strength(population, days, settings=ModelSettings())


def time_strength(n_figures: int, *, years: float, n_sources: int) -> None:
    """Print the time of the sampler and of the whole answer, and how far the chains agree."""
    series = make_series(n_figures, years=years, n_sources=n_sources)
    population = choose_population(series, max_figures=n_figures)
    if population is None:
        raise SystemExit("the figures of the benchmark make no population")
    found = model(population)
    sampling = time_best(lambda: model(population), repeats=3)
    answering = time_best(lambda: assess_strength(series, found, min_origins=3), repeats=1)
    print(
        f"strength, {n_figures} figures: {sampling:.2f} s to sample, {sampling + answering:.2f} s with the whole answer, "
        f"R-hat {found.draws.r_hat:.3f}, of processor time"
    )


def time_best(call: Callable[[], object], *, repeats: int = REPEATS) -> float:
    """Return the processor seconds of the fastest of several calls: the clock also shows what else the machine does."""
    times = []
    for _ in range(repeats):
        start = time.process_time()
        call()
        times.append(time.process_time() - start)
    return min(times)


def main() -> None:
    """Print one line per assessment."""
    time_strength(2, years=1, n_sources=1)
    time_strength(21, years=10, n_sources=5)
    evidence = make_operation()
    print(f"operation, {MONTHS} months: {time_best(lambda: assess_operation(evidence)):.2f} s of processor time")


if __name__ == "__main__":
    main()
