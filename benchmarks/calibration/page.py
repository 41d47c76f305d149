"""Write docs/calibration.md and its pictures from new measurements: about twenty minutes on two idle cores.

python -m benchmarks.calibration.page [--simulations 1000] [--stress 100] [--series 400] [--seed 2026] [--processes 2]
python -m benchmarks.calibration.page --rewrite        # the page alone, from the figures that lie beside it
"""

from __future__ import annotations

import argparse
import math
import sys
import time
from dataclasses import dataclass
from datetime import date
from importlib.metadata import version
from pathlib import Path

from cattrs.preconf.json import make_converter

from benchmarks.calibration import operation, strength
from benchmarks.calibration.conclusions import LEAST, MOST, percent, say_coverage, say_ranks, say_steps, say_stress
from benchmarks.calibration.groups import SETTINGS, World
from benchmarks.calibration.operation import COMPONENTS, HALVES, OURS, SEGMENTED, StepRow, find_statsmodels
from benchmarks.calibration.ranks import BINS, check_uniform, draw_ranks
from benchmarks.calibration.strength import EFFORT, QUANTITIES, RANKS, Answered, Calibration
from musterbook.assess.modelling import describe_settings, make_effort
from musterbook.version import __version__

__all__ = ["Made", "Measured", "describe", "read_figures", "write_page"]

DOCS = Path(__file__).parents[2] / "docs"
_FIGURES = "figures.json"
_CONVERTER = make_converter()
_PROGRAMS = {"NumPy": "numpy", "SciPy": "scipy", "statsmodels": "statsmodels"}
_WORLDS: dict[World, str] = {
    "as expected": "as the model expects",
    "copies": "half of the figures copied by three outlets, without a label",
    "shared bias": "a bias that all sources share",
    "one source off by 4": "one source off by a factor of 4",
}
_METHODS = {
    OURS: "this model",
    SEGMENTED: "segmented: negative binomial regression on trend, step, change of trend and season, HAC errors (3 lags)",
    COMPONENTS: "components: statsmodels' UnobservedComponents on log(count + ½), local level, step and season",
    HALVES: "halves, as in presence and coverage: the ratio of the two mean rates",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Made:
    """How the figures came about.

    Attributes:
        day: of the run; command: that was run; seed: of everything; minutes: that it took.
        processes: side by side.
        n_series: with a step, and as many without.
        versions: by program.
    """

    day: date
    command: str
    seed: int
    minutes: float
    processes: int
    n_series: int
    versions: dict[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Measured:
    """Everything that the page says, in figures."""

    made: Made
    strength: Calibration
    steps: tuple[StepRow, ...]


def write_page(measured: Measured, *, docs: Path) -> None:
    """Write the page, its pictures and the figures behind both into a folder of documents."""
    beside = docs / "calibration"
    beside.mkdir(parents=True, exist_ok=True)
    for name, ranks in measured.strength.ranks.items():
        drawn = draw_ranks(ranks, title=f"Rank of the true {name} among the draws, {len(ranks)} simulations")
        (beside / f"ranks-{name}.svg").write_text(drawn, encoding="utf-8")
    (beside / _FIGURES).write_text(_CONVERTER.dumps(measured) + "\n", encoding="utf-8")
    (docs / "calibration.md").write_text(describe(measured), encoding="utf-8")


def read_figures(docs: Path) -> Measured:
    """Return the figures that were written beside the page."""
    return _CONVERTER.loads((docs / "calibration" / _FIGURES).read_text(encoding="utf-8"), Measured)


def describe(measured: Measured) -> str:
    """Return the page; what it concludes is derived from the figures."""
    found, steps = measured.strength, measured.steps
    levels = _describe_levels(steps, n=measured.made.n_series)
    return "\n".join([_begin(measured.made), _describe_strength(found), _describe_stress(found), levels, _limit()])


def _begin(made: Made) -> str:
    programs = ", ".join(f"{name} {number}" for name, number in made.versions.items())
    return f"""# Calibration

Do the intervals hold what they say? Simulated groups and series, whose truth is known, answered by the models of this project.

Measured on {made.day} by `{made.command}` (seed {made.seed})
with {programs}; it took {made.minutes:.0f} minutes in {made.processes} processes.
`make calibration` installs what it needs, measures everything again and writes this page with its sentences, its pictures and the
[figures behind them](calibration/figures.json): change `benchmarks/calibration`, not this page.
"""


def _describe_strength(found: Calibration) -> str:
    n = len(found.ranks[QUANTITIES[0]])
    tested = {name: check_uniform(found.ranks[name]) for name in QUANTITIES}
    covers = found.expected[0].covers
    rows = "\n".join(
        f"| {name} | {percent(covers[name])} | {tested[name][0]:.1f} | {tested[name][1]:.2f} |" for name in QUANTITIES
    )
    pictures = "\n\n".join(
        f"![Histogram of the ranks of the true {name} among the draws](calibration/ranks-{name}.svg)"
        for name in QUANTITIES
    )
    return f"""## Strength, growth, inflow

{n} groups are drawn from the prior of the model: two to four sources give four to ten figures in one to three years, some of
them several in one briefing, some about a whole year; each figure is rounded, a bound or a range. The level is that at the last
figure, growth and inflow are those from the first to the last. Inflow is S1 − S0 + D/c: as the model has it, the
reported losses D are drawn apart from the strength (20 to 500 people, log-uniform) and c, reported by true losses, apart from both.

The answers are those of an assessment by default, with the
{describe_settings(SETTINGS).partition("; seed")[0]}.
{_describe_effort(found)}

If all is right, the truth ranks anywhere among the draws with equal probability, and 90 % intervals hold it in nine of ten cases;
with {n} groups the share is off by up to {_by_chance(n)} points by chance, in nineteen of twenty calibrations.

| of | 90 % intervals hold the truth | χ² of the ranks ({BINS - 1} degrees of freedom) | p |
|---|---|---|---|
{rows}

{say_coverage(found.expected)}
Why that many groups, and what others gave: [decision 0018](decisions/0018-calibration.md).
{say_ranks({name: p for name, (_, p) in tested.items()})}

The pictures show the ranks of the truth among {RANKS - 1} draws; nine of ten bars end in the grey band if the ranks are uniform.

{pictures}
"""


def _describe_effort(found: Calibration) -> str:
    usual = make_effort(SETTINGS)
    return (
        f"Drawn are {EFFORT.chains} chains, {EFFORT.warm_up} turns of warm-up and batches of {EFFORT.turns} turns, until the chains "
        f"agree (R-hat at most {EFFORT.wanted_r_hat}) or there are {EFFORT.batches};\nan assessment draws {usual.chains} chains, "
        f"{usual.warm_up} turns of warm-up and batches of {usual.turns} turns, until R-hat is at most {usual.wanted_r_hat} or there "
        f"are {usual.batches}.\nThe chains agreed in {percent(found.agreed)} of the answers; the others are counted all the same."
    )


def _describe_stress(found: Calibration) -> str:
    rows = "\n".join(
        f"| {_WORLDS[row.world]} | {row.answer} | {_show(row)} | {row.width:.2f} |" for row in found.stress
    )
    said = "\n".join(f"- {sentence}" for sentence in say_stress(found.stress, names=_WORLDS))
    return f"""## Where the world is not as the model expects

The first {found.stress[0].n} of these groups, told of in other worlds: compare the rows with one another, for the share of so few is
off by up to {_by_chance(found.stress[0].n)} points by chance. "Origins known": every source, briefing and copy is recognised.
"Every claim an origin": recognition is off, and each claim counts as that of a source of its own. What is reached on real texts lies
in between, see [accuracy](accuracy.md). Copies that are recognised leave a group as it was. The width is the median of the 90 % intervals of the level, in units of log.

| world | answered with | level | growth | inflow | width |
|---|---|---|---|---|---|
{rows}

What the figures say, where "beyond chance" is 1.96 standard errors of the difference:

{said}
"""


def _by_chance(n: int) -> str:
    """Return, in points, how far a share of nine in ten of n cases is off in nineteen of twenty draws."""
    return f"{100 * 1.96 * math.sqrt(0.9 * 0.1 / n):.1f}"


def _describe_levels(steps: tuple[StepRow, ...], *, n: int) -> str:
    rows = "\n".join(
        f"| {_METHODS[row.method]} | {percent(row.covers)} | "
        f"{'–' if row.false_alarms is None else percent(row.false_alarms)} | {row.width:.2f} |"
        for row in steps
    )
    said = "\n".join(f"- {sentence}" for sentence in say_steps(steps, n=n))
    return f"""## Levels in time

{n} series of sixty months with a step at the thirtieth, drawn from N(0, {operation.STEP_SD}²) in log, and as many without one, answered as
[`assess operation`](concepts/presence.md) does. The level is a random walk, its scale and the size of the counts drawn around those of the
model: a world in which this model is at home, and a regression on straight lines is not. "False alarms" are intervals that leave out no
change where there was none, at a nominal 10 %; the walk moves the halves without a step, so theirs is not asked, and what their interval is
to hold is the ratio of their own rates. The prior of the model's step was chosen on other series of this kind
([decision 0016](decisions/0016-levels-in-time.md)).

| method | 90 % intervals hold the step | false alarms | median width (log) |
|---|---|---|---|
{rows}

{said}
"""


def _limit() -> str:
    return f"""## What this does not show

Simulated groups follow the assumptions of the model, or break one of them. Real sources break several at once. That an interval covers
{percent(LEAST, digits=0)} to {percent(MOST, digits=0)} here says that the computation is right and that the assumptions lead to it; whether they hold for a group, no simulation
can say. They are printed with every answer.
"""


def _show(row: Answered) -> str:
    return " | ".join(percent(row.covers[name]) if name in row.covers else "–" for name in QUANTITIES)


def measure(*, simulations: int, stressed: int, n_series: int, seed: int, processes: int) -> Measured:
    """Return new figures; statsmodels must be installed."""
    versions = {"Musterbook": __version__, **{name: version(package) for name, package in _PROGRAMS.items()}}
    start = time.perf_counter()
    steps = operation.run(simulations=n_series, seed=seed, processes=processes)
    found = strength.run(simulations=simulations, stressed=stressed, seed=seed, processes=processes)
    made = Made(
        day=date.today(),  # noqa: DTZ011  # the day on the wall of whoever runs it
        command=" ".join(["python -m benchmarks.calibration.page", *sys.argv[1:]]),
        seed=seed,
        minutes=(time.perf_counter() - start) / 60,
        processes=processes,
        n_series=n_series,
        versions=versions,
    )
    return Measured(made=made, strength=found, steps=steps)


def main() -> None:
    """Measure and write."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--simulations", type=int, default=1000)
    parser.add_argument("--stress", type=int, default=100)
    parser.add_argument("--series", type=int, default=400)
    parser.add_argument("--seed", type=int, default=2026)
    parser.add_argument("--processes", type=int, default=2)
    parser.add_argument("--docs", type=Path, default=DOCS, help="folder that gets the page and what lies beside it")
    parser.add_argument("--rewrite", action="store_true", help="measure nothing: the page from the figures beside it")
    given = parser.parse_args()
    if not given.rewrite and find_statsmodels() is None:
        raise SystemExit("statsmodels is missing, with which the page compares.\n\nhint: make calibration installs it")
    measured = (
        read_figures(given.docs)
        if given.rewrite
        else measure(
            simulations=given.simulations,
            stressed=given.stress,
            n_series=given.series,
            seed=given.seed,
            processes=given.processes,
        )
    )
    write_page(measured, docs=given.docs)
    print(f"wrote {given.docs / 'calibration.md'}")


if __name__ == "__main__":
    main()
