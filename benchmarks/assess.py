"""How long assessments take: the computation alone, without opening a record.

    python benchmarks/assess.py

`operation` is the whole answer on sixty months with four readings of the record, three windows and every other date.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import date, timedelta

import numpy as np

from musterbook.assess import OperationEvidence, Run, Scope, Window, assess_operation
from musterbook.assess.periods import find_next_day
from musterbook.config import AssessSettings
from musterbook.model import IncidentCount, ReportCount

MONTHS = 60
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


def time_best(call: Callable[[], object]) -> float:
    """Return the processor seconds of the fastest of several calls: the clock also shows what else the machine does."""
    times = []
    for _ in range(REPEATS):
        start = time.process_time()
        call()
        times.append(time.process_time() - start)
    return min(times)


def main() -> None:
    """Print one line per assessment."""
    evidence = make_operation()
    print(f"operation, {MONTHS} months: {time_best(lambda: assess_operation(evidence)):.2f} s of processor time")


if __name__ == "__main__":
    main()
