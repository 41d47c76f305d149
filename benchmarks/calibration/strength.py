"""Do the intervals of level, growth and inflow hold what they say: simulated groups whose strength is known (`groups`).

    python -m benchmarks.calibration.strength [--simulations 1000] [--stress 100] [--seed 2026] [--processes 2]

Reported: where the truth ranks among the draws (uniform if all is right), and the share of 90 % intervals that hold it. Beside
it, the mean of all figures ± 1.645 standard errors. Priors are those of an assessment with its default settings. So is the
R-hat at which drawing ends; it is looked at after fewer turns, because a mean over many groups needs fewer digits of each.

The first of these groups are told again in worlds that the model does not expect: copies that count as origins; a bias that all
sources share; one source that is off by a factor of 4. Each is answered with origins as they are, and with every claim taken as
an origin of its own.

Source: Talts, Betancourt, Simpson, Vehtari and Gelman, "Validating Bayesian inference algorithms with simulation-based
calibration" (arXiv:1804.06788, 2018).
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from functools import partial

import numpy as np
from numpy.typing import NDArray

from benchmarks.calibration.groups import SETTINGS, WORLDS, Group, World, forget, recognise, simulate
from benchmarks.calibration.sharing import share_out
from musterbook.assess.modelling import make_effort, make_priors
from musterbook.assess.numeric import Effort, Figures, central, draw_inflow, draw_reporting, sample_strength

__all__ = [
    "EFFORT",
    "FORGOTTEN",
    "HEAVY",
    "KNOWN",
    "NAIVE",
    "QUANTITIES",
    "RANKS",
    "Answered",
    "Calibration",
    "Outcome",
    "run",
]

QUANTITIES = ("level", "growth", "inflow")
KNOWN, FORGOTTEN, HEAVY = "origins known", "every claim an origin", "origins known, heavy tails"
NAIVE = "mean of the figures ± 1.645 standard errors"
ANSWERS = (KNOWN, FORGOTTEN, HEAVY, NAIVE)
EFFORT = replace(make_effort(SETTINGS), warm_up=100, turns=120, batches=8)
RANKS = 100  # possible ranks among one draw less
Z = 1.6448536


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """Of one answer about one group.

    Attributes:
        ranks: of the truth among the thinned draws, in [0, RANKS), by quantity; empty for an answer without draws.
        holds: whether the 90 % interval holds the truth, by quantity.
        width: of the interval of the level, in units of log.
        r_hat: of the chains; 1 for an answer without draws.
    """

    ranks: dict[str, int]
    holds: dict[str, bool]
    width: float
    r_hat: float = 1.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Answered:
    """What many groups of one world came to.

    Attributes:
        world, answer: which groups, and how they were answered.
        n: groups.
        covers: share of 90 % intervals that hold the truth, by quantity; a quantity that the answer does not give is absent.
        width: median width of the interval of the level, in units of log.
    """

    world: World
    answer: str
    n: int
    covers: dict[str, float]
    width: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Calibration:
    """What was measured.

    Attributes:
        ranks: by quantity, one a group, each in [0, RANKS).
        expected: the model in the world that it assumes, and the mean of all figures there.
        stress: the first groups again, by world and answer; the expected world leads.
        agreed: share of the answers whose chains agreed as far as an assessment wants.
    """

    ranks: dict[str, list[int]]
    expected: tuple[Answered, ...]
    stress: tuple[Answered, ...]
    agreed: float


def answer(group: Group, figures: Figures, *, seed: int, effort: Effort, source_tail: str = "normal") -> Outcome:
    """Return how the model does on these figures of the group."""
    settings = replace(SETTINGS, source_tail=source_tail)
    drawn = sample_strength(figures, group.asked, priors=make_priors(settings), seed=seed, effort=effort)
    first, last = np.exp(drawn.log_strength).T
    reporting = draw_reporting(len(first), sd=settings.reporting, seed=seed)
    draws = {"level": last, "growth": last / first - 1, "inflow": draw_inflow(first, last, group.losses, reporting)}
    # Few draws, far apart, are as good as independent.
    apart = np.linspace(0, len(last) - 1, RANKS - 1).astype(int)
    low, _, high = central(np.log(last), 0.9)
    return Outcome(
        ranks={name: int((values[apart] < group.truth[name]).sum()) for name, values in draws.items()},
        holds={name: _holds(values, group.truth[name]) for name, values in draws.items()},
        width=high - low,
        r_hat=drawn.r_hat,
    )


def average(group: Group) -> Outcome:
    """Return how the mean of all figures does, each taken as independent and exact."""
    middle, half = group.stated.mean(), Z * group.stated.std(ddof=1) / np.sqrt(len(group.stated))
    is_held = abs(middle - np.log(group.truth["level"])) <= half
    return Outcome(ranks={}, holds={"level": bool(is_held)}, width=float(2 * half))


def answer_expected(seed: tuple[int, int], *, effort: Effort) -> dict[str, Outcome]:
    """Return the answers about one group of the world that the model assumes."""
    group = simulate(np.random.default_rng(seed))
    return {KNOWN: answer(group, group.figures, seed=seed[1], effort=effort), NAIVE: average(group)}


def answer_stressed(seed: tuple[int, int], *, world: World, effort: Effort) -> dict[str, Outcome]:
    """Return the answers about the same group as it is told of in another world."""
    group = simulate(np.random.default_rng(seed), world=world)
    ask = partial(answer, group, seed=seed[1], effort=effort)
    found = {FORGOTTEN: ask(forget(group.figures)), NAIVE: average(group)}
    if world == "shared bias":
        found |= {KNOWN: ask(recognise(group))}
    if world == "one source off by 4":
        found |= {KNOWN: ask(recognise(group)), HEAVY: ask(recognise(group), source_tail="student")}
    return found


def run(*, simulations: int, stressed: int, seed: int, processes: int, effort: Effort | None = None) -> Calibration:
    """Simulate and measure.

    Args:
        simulations: groups of the world that the model assumes.
        stressed: of these, those that are told of again in other worlds; not more than `simulations`.
        seed: the same seed gives the same groups and draws.
        processes: side by side; 1 = only this one.
        effort: None = EFFORT.
    """
    effort = effort or EFFORT
    seeds = [(seed, index) for index in range(simulations)]
    with share_out(processes) as share:
        expected = list(share(partial(answer_expected, effort=effort), seeds))
        stress = []
        for world in WORLDS:
            told = list(share(partial(answer_stressed, world=world, effort=effort), seeds[:stressed]))
            # Where no bias is changed, figures whose origins are known are those of the expected world: asked already.
            whole = [{**before, **outcomes} for before, outcomes in zip(expected[:stressed], told, strict=True)]
            stress += _summarise(whole, world=world)
    return Calibration(
        ranks={name: [outcomes[KNOWN].ranks[name] for outcomes in expected] for name in QUANTITIES},
        expected=_summarise(expected, world="as expected"),
        stress=tuple(stress),
        agreed=float(np.mean([outcomes[KNOWN].r_hat <= effort.wanted_r_hat for outcomes in expected])),
    )


def _summarise(outcomes: Sequence[dict[str, Outcome]], *, world: World) -> tuple[Answered, ...]:
    """Return one line for each way to answer."""
    return tuple(
        Answered(
            world=world,
            answer=name,
            n=len(outcomes),
            covers={
                quantity: float(np.mean([found[name].holds[quantity] for found in outcomes]))
                for quantity in outcomes[0][name].holds
            },
            width=float(np.median([found[name].width for found in outcomes])),
        )
        for name in ANSWERS
        if name in outcomes[0]
    )


def _holds(draws: NDArray[np.float64], truth: float) -> bool:
    low, _, high = central(draws, 0.9)
    return low <= truth <= high


def main() -> None:
    """Print the measures as JSON."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--simulations", type=int, default=1000)
    parser.add_argument("--stress", type=int, default=100)
    parser.add_argument("--seed", type=int, default=2026)
    parser.add_argument("--processes", type=int, default=2)
    given = parser.parse_args()
    found = run(simulations=given.simulations, stressed=given.stress, seed=given.seed, processes=given.processes)
    print(json.dumps(asdict(found), indent=2))


if __name__ == "__main__":
    main()
