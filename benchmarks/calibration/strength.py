"""Do the intervals of level, growth and inflow hold what they say: simulated groups whose strength is known.

    python -m benchmarks.calibration.strength [--simulations 240] [--stress 120] [--seed 1] [--processes 2]

A simulated group is drawn from the prior of the model: scales, beginning, walk, and the sources that speak of it. Two to four
sources give four to ten figures in one to three years, some of them several in one briefing, some about a whole year; each
rounds, bounds or gives a range as speakers do. Reported: where the truth ranks among the draws (uniform if all is right), and
the share of 90 % intervals that hold it. Beside it, the mean of all figures ± 1.645 standard errors.

Worlds that the model does not expect (stress): copies that count as origins; a bias that all sources share; one source that is
off by a factor of 4. Each is answered with origins as they are, and with every claim taken as an origin of its own.
"""

from __future__ import annotations

import argparse
import json
import os
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import asdict, dataclass, replace
from functools import partial

import numpy as np
from numpy.typing import NDArray

from musterbook.assess.numeric import (
    Effort,
    Figures,
    Priors,
    Wording,
    above,
    below,
    central,
    draw_inflow,
    draw_reporting,
    rounded,
    sample_strength,
    within,
)
from musterbook.assess.numeric.figures import BOUND_RATE, HABITS, round_by

Array = NDArray[np.float64]

QUANTITIES = ("level", "growth", "inflow")
WORLDS = ("copies", "shared bias", "one source off by 4")
RANKS = 100
REPORTING_SD = 0.3
RANGE_WIDTH = 0.5
COPIES = 3
_EFFORT = Effort(chains=24, warm_up=100, turns=160, batches=4)


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """A simulated group: its figures, which of them are copies, what is true, and the numbers a naive reader would average."""

    figures: Figures
    is_copy: NDArray[np.bool_]
    truth: dict[str, float]
    losses: float
    asked: Array
    stated: Array


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """Of one simulated group: rank of the truth in [0, RANKS], and whether the 90 % interval holds it."""

    ranks: dict[str, int]
    holds: dict[str, bool]
    naive_holds: bool
    width: float


def simulate(rng: np.random.Generator, *, world: str | None = None, priors: Priors | None = None) -> Group:
    """Return one group of a world; None is the one that the model expects."""
    priors = priors or Priors()
    drift, source_sd, origin_sd, noise = priors.medians * np.exp(priors.spread * rng.standard_normal(4))
    n, n_sources = int(rng.integers(4, 11)), int(rng.integers(2, 5))
    span = rng.uniform(1, 3)
    years = np.sort(np.concatenate([[0.0], rng.uniform(0, span, n - 2), [span]]))
    widths = np.where((rng.random(n) < 0.2) & (np.arange(n) % (n - 1) > 0), 1.0, 0.0)
    sources = np.concatenate([np.arange(n_sources), rng.integers(0, n_sources, n - n_sources)])
    rng.shuffle(sources)
    # Now and then a figure comes from the briefing that gave the same source's last one.
    origins = np.arange(n)
    for later in range(1, n):
        earlier = np.flatnonzero(sources[:later] == sources[later])
        if len(earlier) and rng.random() < 0.3:
            origins[later] = origins[earlier[-1]]
    at = years + widths * rng.uniform(-0.5, 0.5, n)
    times = np.unique(np.concatenate([at, [0.0, span]]))
    steps = drift * np.sqrt(np.diff(times)) * rng.standard_normal(len(times) - 1)
    start = priors.start_mean + priors.start_sd * rng.standard_normal()
    # The wide beginning is that of the first figure's day; what lies before it is walked backwards.
    walk = np.concatenate([[0.0], np.cumsum(steps)])
    level = start + walk - np.interp(0.0, times, walk)
    bias = source_sd * rng.standard_normal(n_sources)
    if world == "shared bias":
        bias = bias + priors.source * rng.standard_normal()
    if world == "one source off by 4":
        bias[0] += np.log(4) * rng.choice([-1, 1])
    deviation = origin_sd * rng.standard_normal(n)
    believed = np.interp(at, times, level) + bias[sources] + deviation[origins] + noise * rng.standard_normal(n)
    said = [_say(value, rng) for value in believed]
    first, last = np.exp(np.interp([0.0, span], times, level))
    losses = float(np.round(0.1 * first))
    inflow = last - first + losses / np.exp(REPORTING_SD * rng.standard_normal())
    group = Group(
        figures=_make_figures(years, widths, [wording for wording, _ in said], sources, origins),
        is_copy=np.zeros(n, dtype=bool),
        truth={"level": float(last), "growth": float(last / first - 1), "inflow": float(inflow)},
        losses=losses,
        asked=np.array([0.0, span]),
        stated=np.array([number for _, number in said]),
    )
    return _copy(group, rng) if world == "copies" else group


def _say(belief: float, rng: np.random.Generator) -> tuple[Wording, float]:
    """Return what somebody says who believes in exp(belief), and the number a naive reader would take from it."""
    kind = rng.choice(["about", "about", "about", "range", "above", "below"])
    if kind == "about":
        number = round_by(float(np.exp(belief)), int(rng.choice(len(HABITS), p=[share for _, share in HABITS])))
        return rounded(number), float(np.log(number))
    if kind == "range":
        low = belief - RANGE_WIDTH * rng.random()
        return within(float(np.exp(low)), float(np.exp(low + RANGE_WIDTH))), float(low + RANGE_WIDTH / 2)
    beyond = rng.exponential(1 / BOUND_RATE)
    if kind == "above":
        return above(float(np.exp(belief - beyond))), float(belief - beyond)
    return below(float(np.exp(belief + beyond))), float(belief + beyond)


def _make_figures(
    years: Array, widths: Array, wordings: Sequence[Wording], sources: NDArray[np.int64], origins: NDArray[np.int64]
) -> Figures:
    return Figures(
        years=years,
        widths=widths,
        wordings=tuple(wordings),
        sources=sources,
        origins=origins,
        hedges=np.ones(len(years)),
        definitions=np.zeros(len(years), dtype=np.int64),
        offset_means=np.zeros(1),
        offset_sds=np.zeros(1),
        shocks=np.zeros(0),
    )


def _copy(group: Group, rng: np.random.Generator) -> Group:
    """Return the group with one figure in two printed by several other outlets, word for word, as if it were their own."""
    figures = group.figures
    again = np.repeat(np.arange(len(figures.years)), np.where(rng.random(len(figures.years)) < 0.5, 1 + COPIES, 1))
    n_sources = int(figures.sources.max()) + 1
    is_copy = np.concatenate([[False], again[1:] == again[:-1]])
    return replace(
        group,
        figures=_make_figures(
            figures.years[again],
            figures.widths[again],
            [figures.wordings[index] for index in again],
            np.where(is_copy, n_sources + np.arange(len(again)), figures.sources[again]),
            np.where(is_copy, len(figures.years) + np.arange(len(again)), figures.origins[again]),
        ),
        is_copy=is_copy,
        stated=group.stated[again],
    )


def recognise(group: Group) -> Figures:
    """Return the figures with their origins known: copies of one text are one figure."""
    figures, own = group.figures, np.flatnonzero(~group.is_copy)
    return _make_figures(
        figures.years[own],
        figures.widths[own],
        [figures.wordings[index] for index in own],
        figures.sources[own],
        figures.origins[own],
    )


def forget(figures: Figures) -> Figures:
    """Return the figures as if every claim were an origin of its own, given by a source of its own."""
    return replace(figures, sources=np.arange(len(figures.years)), origins=np.arange(len(figures.years)))


def answer(group: Group, figures: Figures, *, priors: Priors, seed: int) -> Outcome:
    """Return how the model does on these figures of the group."""
    drawn = sample_strength(figures, group.asked, priors=priors, seed=seed, effort=_EFFORT)
    first, last = np.exp(drawn.log_strength).T
    reporting = draw_reporting(len(first), sd=REPORTING_SD, seed=seed)
    draws = {"level": last, "growth": last / first - 1, "inflow": draw_inflow(first, last, group.losses, reporting)}
    ranks, holds = {}, {}
    for name, values in draws.items():
        # Few draws, far apart, are as good as independent.
        thinned = values[np.linspace(0, len(values) - 1, RANKS).astype(int)]
        ranks[name] = int((thinned < group.truth[name]).sum())
        low, _, high = central(values, 0.9)
        holds[name] = low <= group.truth[name] <= high
    low, _, high = central(np.log(last), 0.9)
    half = 1.645 * group.stated.std(ddof=1) / np.sqrt(len(group.stated))
    naive = abs(group.stated.mean() - np.log(group.truth["level"])) <= half
    return Outcome(ranks=ranks, holds=holds, naive_holds=bool(naive), width=high - low)


def _expected(seed: int) -> Outcome:
    group = simulate(np.random.default_rng(seed))
    return answer(group, group.figures, priors=Priors(), seed=seed)


def _stressed(seed: int, *, world: str) -> dict[str, Outcome]:
    group = simulate(np.random.default_rng(seed), world=world)
    known = recognise(group)
    found = {
        "origins known": answer(group, known, priors=Priors(), seed=seed),
        "every claim an origin": answer(group, forget(group.figures), priors=Priors(), seed=seed),
    }
    if world == "one source off by 4":
        found["origins known, heavy tails"] = answer(group, known, priors=Priors(source_freedom=4.0), seed=seed)
    return found


@dataclass(frozen=True, slots=True, kw_only=True)
class Calibration:
    """What was measured.

    Attributes:
        ranks: by quantity, one a simulation.
        covers: by quantity, of the model; naive: of mean ± 1.645 SE, for the level.
        stress: by world and answer, the share of 90 % intervals that hold, by quantity, and the median width of the level's.
    """

    simulations: int
    stressed: int
    ranks: dict[str, list[int]]
    covers: dict[str, float]
    naive: float
    stress: dict[str, dict[str, dict[str, float]]]


def run(*, simulations: int, stressed: int, seed: int, processes: int) -> Calibration:
    """Simulate and measure, at a low priority."""
    with ProcessPoolExecutor(processes, initializer=os.nice, initargs=(10,)) as pool:
        seeds = range(seed * 1_000_000, seed * 1_000_000 + simulations)
        outcomes = list(pool.map(_expected, seeds, chunksize=5))
        stress: dict[str, dict[str, dict[str, float]]] = {}
        for world in WORLDS:
            found = list(pool.map(partial(_stressed, world=world), seeds[:stressed], chunksize=5))
            stress[world] = {name: _summarise([item[name] for item in found]) for name in found[0]}
    return Calibration(
        simulations=simulations,
        stressed=stressed,
        ranks={name: [outcome.ranks[name] for outcome in outcomes] for name in QUANTITIES},
        covers={name: _share([outcome.holds[name] for outcome in outcomes]) for name in QUANTITIES},
        naive=_share([outcome.naive_holds for outcome in outcomes]),
        stress=stress,
    )


def _summarise(outcomes: Sequence[Outcome]) -> dict[str, float]:
    covers = {name: _share([outcome.holds[name] for outcome in outcomes]) for name in QUANTITIES}
    return {
        **covers,
        "width": round(float(np.median([outcome.width for outcome in outcomes])), 2),
        "naive": _share([outcome.naive_holds for outcome in outcomes]),
    }


def _share(held: Sequence[bool]) -> float:
    return round(float(np.mean(held)), 3)


def main() -> None:
    """Print the measures as JSON."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--simulations", type=int, default=240)
    parser.add_argument("--stress", type=int, default=120)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--processes", type=int, default=2)
    given = parser.parse_args()
    found = run(simulations=given.simulations, stressed=given.stress, seed=given.seed, processes=given.processes)
    print(json.dumps(asdict(found), indent=2))


if __name__ == "__main__":
    main()
