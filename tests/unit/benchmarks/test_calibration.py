"""The calibration: what it simulates, what it counts, and what its page concludes."""

from __future__ import annotations

import xml.etree.ElementTree as ET
from dataclasses import replace
from datetime import date
from pathlib import Path

import numpy as np
import pytest

from benchmarks.calibration import operation, strength
from benchmarks.calibration.conclusions import say_coverage, say_ranks, say_steps, say_stress
from benchmarks.calibration.groups import SETTINGS, WORLDS, Group, World, forget, recognise, simulate
from benchmarks.calibration.operation import HALVES, OURS, SEGMENTED, StepRow, measure
from benchmarks.calibration.page import DOCS, Made, Measured, describe, read_figures, write_page
from benchmarks.calibration.ranks import BINS, check_uniform, count_ranks, draw_ranks
from benchmarks.calibration.strength import (
    EFFORT,
    FORGOTTEN,
    HEAVY,
    KNOWN,
    NAIVE,
    QUANTITIES,
    RANKS,
    Answered,
    Calibration,
)
from musterbook.assess.modelling import make_effort
from musterbook.assess.numeric import Effort

QUICK = Effort(chains=6, warm_up=12, turns=20, batches=1)
NAMES = {world: f"world {world}" for world in WORLDS}


def _group(index: int, *, world: World = "as expected") -> Group:
    return simulate(np.random.default_rng((1, index)), world=world)


def _row(answer: str, share: float, *, world: World = "as expected", width: float = 1.0, n: int = 100) -> Answered:
    covers = {"level": share} if answer == NAIVE else dict.fromkeys(QUANTITIES, share)
    return Answered(world=world, answer=answer, n=n, covers=covers, width=width)


def _step(method: str, covers: float, alarms: float | None, *, n_failed: int = 0) -> StepRow:
    return StepRow(method=method, covers=covers, false_alarms=alarms, width=1.0, n_failed=n_failed)


@pytest.fixture(scope="module")
def found() -> Calibration:
    """Two groups, one of them told of in every world, with too few draws to say anything."""
    return strength.run(simulations=2, stressed=1, seed=1, processes=1, effort=QUICK)


@pytest.mark.parametrize("world", WORLDS)
def test_a_seed_gives_the_same_group_again(world: World) -> None:
    """The group of a seed is the same each time, and another for another seed."""
    one, again, other = _group(3, world=world), _group(3, world=world), _group(4, world=world)
    assert repr(one) == repr(again)
    assert repr(one) != repr(other)


def test_worlds_differ_only_in_what_is_wrong_with_them() -> None:
    """A group has the same truth, losses and days in each world; figures with known origins are those without copies."""
    for index in range(20):
        plain = _group(index)
        for world in WORLDS:
            told = _group(index, world=world)
            assert (told.truth, told.losses) == (plain.truth, plain.losses)
        assert repr(recognise(_group(index, world="copies"))) == repr(plain.figures)


def test_copies_repeat_words_under_another_source() -> None:
    """A copy says what the figure before it says, on the same day, as an origin and a source that nothing else has."""
    group = next(group for index in range(20) if (group := _group(index, world="copies")).is_copy.any())
    figures = group.figures
    for place in np.flatnonzero(group.is_copy):
        assert figures.wordings[place] == figures.wordings[place - 1]
        assert figures.years[place] == figures.years[place - 1]
        assert (figures.sources == figures.sources[place]).sum() == 1
        assert (figures.origins == figures.origins[place]).sum() == 1


def test_forgetting_makes_every_claim_an_origin() -> None:
    """Without recognition no two figures share a source or an origin, and the words stay."""
    figures = _group(2).figures
    forgotten = forget(figures)
    assert len(set(forgotten.sources)) == len(set(forgotten.origins)) == len(figures.years)
    assert forgotten.wordings == figures.wordings


def test_losses_say_nothing_of_the_strength() -> None:
    """Reported losses go neither with the strength nor with what is not reported of them: correlations are those of chance."""
    groups = [_group(index) for index in range(400)]
    losses = np.log([group.losses for group in groups])
    last = np.array([group.truth["level"] for group in groups])
    first = last / (1 + np.array([group.truth["growth"] for group in groups]))
    lost = np.array([group.truth["inflow"] for group in groups]) - last + first
    reporting = losses - np.log(lost)
    # Four standard errors of a correlation of 400 independent pairs.
    assert abs(np.corrcoef(losses, np.log(first))[0, 1]) < 0.2
    assert abs(np.corrcoef(losses, reporting)[0, 1]) < 0.2
    assert np.std(reporting) == pytest.approx(SETTINGS.reporting, rel=0.2)


def test_calibration_draws_until_an_assessment_would_stop() -> None:
    """The effort of a calibration is that of an assessment with smaller batches: as many chains, and the same R-hat."""
    usual = make_effort(SETTINGS)
    assert (EFFORT.chains, EFFORT.wanted_r_hat) == (usual.chains, usual.wanted_r_hat)
    assert (EFFORT.warm_up, EFFORT.turns) < (usual.warm_up, usual.turns)


def test_a_small_calibration_has_every_line(found: Calibration) -> None:
    """One rank a group and quantity, in range; the expected world and each other one with every way to answer it."""
    assert {name: len(ranks) for name, ranks in found.ranks.items()} == dict.fromkeys(QUANTITIES, 2)
    assert all(0 <= rank < RANKS for ranks in found.ranks.values() for rank in ranks)
    assert [(row.answer, row.n) for row in found.expected] == [(KNOWN, 2), (NAIVE, 2)]
    plain = [KNOWN, FORGOTTEN, NAIVE]
    answers = {"one source off by 4": [KNOWN, FORGOTTEN, HEAVY, NAIVE]}
    assert [(row.world, row.answer, row.n) for row in found.stress] == [
        (world, answer, 1) for world in WORLDS for answer in answers.get(world, plain)
    ]
    assert all(row.width > 0 and 0 <= share <= 1 for row in found.stress for share in row.covers.values())


def test_a_small_calibration_is_the_same_again(found: Calibration) -> None:
    """The same seed gives the same figures."""
    assert strength.run(simulations=2, stressed=1, seed=1, processes=1, effort=QUICK) == found


def test_series_of_counts_are_measured() -> None:
    """Every method that is installed gives one row, with shares in range, and the same again for the same seed."""
    rows = operation.run(simulations=3, seed=1, processes=1)
    assert {OURS, HALVES} <= {row.method for row in rows}
    assert all(0 <= row.covers <= 1 and row.width > 0 for row in rows)
    assert operation.run(simulations=3, seed=1, processes=1) == rows


def test_intervals_are_counted_and_missing_ones_told() -> None:
    """An interval holds its truth or not, an alarm leaves out 0, and a fit without an interval is counted apart."""
    nothing = (float("nan"), float("nan"))
    row = measure(
        SEGMENTED,
        truths=[0.5, 0.5, 0.5],
        found=[(0.0, 1.0), (0.6, 1.2), nothing],
        silent=[(-1.0, 1.0), (0.1, 1.0), (-1.0, -0.1), nothing],
    )
    assert row == StepRow(
        method=SEGMENTED, covers=0.5, false_alarms=pytest.approx(2 / 3), width=pytest.approx(0.8), n_failed=2
    )


def test_ranks_are_counted_and_tested() -> None:
    """Even ranks give χ² 0 and p 1; ranks in one bin give n·(BINS − 1) and a p of nothing."""
    even = list(range(RANKS))
    assert count_ranks(even) == (RANKS // BINS,) * BINS
    assert check_uniform(even) == (0.0, 1.0)
    statistic, probability = check_uniform([0] * 40)
    assert statistic == pytest.approx(40 * (BINS - 1))
    assert probability < 1e-9


def test_the_picture_is_well_formed() -> None:
    """The SVG can be parsed, bears its title as text and for readers of screens, and has a bar for each bin."""
    root = ET.fromstring(draw_ranks([0, 1, 50, 99], title="ranks of <a> & b"))
    space = "{http://www.w3.org/2000/svg}"
    assert root.findtext(f"{space}title") == "ranks of <a> & b"
    assert "ranks of <a> & b" in [text.text for text in root.iter(f"{space}text")]
    bars = [float(bar.get("height", "")) for bar in root.iter(f"{space}rect") if bar.get("fill") == "#4a6fa5"]
    assert len(bars) == BINS
    assert [bar > 0 for bar in bars] == [count > 0 for count in count_ranks([0, 1, 50, 99])]


@pytest.mark.parametrize(
    ("share", "expected"),
    [
        pytest.param(0.9, "All of them are between 86 % and 94 %. ", id="inside"),
        pytest.param(
            0.8, "Not between 86 % and 94 %: level (80.0 %), growth (80.0 %) and inflow (80.0 %). ", id="below"
        ),
        pytest.param(
            0.95, "Not between 86 % and 94 %: level (95.0 %), growth (95.0 %) and inflow (95.0 %). ", id="above"
        ),
    ],
)
def test_the_page_says_whether_intervals_cover(share: float, expected: str) -> None:
    """The sentence follows the shares on either side of what is wanted."""
    said = say_coverage((_row(KNOWN, share), _row(NAIVE, 0.4)))
    assert (
        said
        == expected
        + "The mean of the figures ± 1.645 standard errors, which takes each as independent and exact, holds the level in 40.0 %."
    )


def test_the_page_says_whether_ranks_are_uneven() -> None:
    """A small p is named; without one the sentence says that there is none."""
    assert (
        say_ranks({"level": 0.5, "growth": 0.02})
        == "More uneven than chance explains (p below 0.025): growth (p 0.02)."
    )
    assert say_ranks({"level": 0.5, "growth": 0.03}).startswith("None is more uneven than chance explains")


@pytest.mark.parametrize(
    ("forgotten", "expected"),
    [
        pytest.param(0.6, "holds less often level (60 %, not 90 %), growth (60 %, not 90 %) and inflow (60 %, not 90 %)", id="less"),
        pytest.param(1.0, "holds more often level (100 %, not 90 %), growth (100 %, not 90 %) and inflow (100 %, not 90 %)", id="more"),
        pytest.param(0.88, "as often, within chance, level, growth and inflow", id="chance"),
    ],
)  # fmt: skip
def test_the_page_says_what_recognition_changes(forgotten: float, expected: str) -> None:
    """A difference is told in its direction, and only beyond chance."""
    said = say_stress([_row(KNOWN, 0.9), _row(FORGOTTEN, forgotten, width=0.5), _row(NAIVE, 0.5)], names=NAMES)
    assert said == [
        f"*world as expected*, with every claim an origin, against origins known: {expected}; "
        "intervals of the level 0.50 times as wide."
    ]


def test_the_page_says_what_a_world_and_heavy_tails_change() -> None:
    """A world is held against the expected one, and heavy tails against normal ones."""
    world: World = "one source off by 4"
    rows = [_row(KNOWN, 0.9), _row(FORGOTTEN, 0.9)]
    off = [_row(KNOWN, 0.7, world=world), _row(FORGOTTEN, 0.7, world=world), _row(HEAVY, 0.9, world=world, width=2.0)]
    said = say_stress([*rows, *off], names=NAMES)[1]
    assert said.startswith(
        "*world one source off by 4*, with origins known, against the world as expected: holds less often"
    )
    assert "With heavy tails, against without, origins known: holds more often level (90 %, not 70 %)" in said
    swapped = [replace(row, covers=dict.fromkeys(QUANTITIES, 1.6 - row.covers["level"])) for row in off]
    assert (
        "With heavy tails, against without, origins known: holds less often level"
        in say_stress([*rows, *swapped], names=NAMES)[1]
    )


@pytest.mark.parametrize(
    ("ours", "other", "expected"),
    [
        pytest.param(
            (0.9, 0.05),
            (0.6, 0.4),
            (
                "This model holds the step in 90.0 %, between 86 % and 94 %, and raises false alarms in 5.0 %, at most 7 %.",
                "*segmented*, against this model: holds the step less often (60.0 %), raises false alarms more often (40.0 %), "
                "intervals 1.00 times as wide; no interval for 2 series.",
            ),
            id="ours better",
        ),
        pytest.param(
            (0.6, 0.4),
            (0.9, 0.05),
            (
                "This model holds the step in 60.0 %, not between 86 % and 94 %, and raises false alarms in 40.0 %, more than 7 %.",
                "*segmented*, against this model: holds the step more often (90.0 %), raises false alarms less often (5.0 %), "
                "intervals 1.00 times as wide; no interval for 2 series.",
            ),
            id="other better",
        ),
    ],
)
def test_the_page_says_how_methods_compare(
    ours: tuple[float, float], other: tuple[float, float], expected: tuple[str, str]
) -> None:
    """The sentences follow the figures, whichever method does better."""
    rows = [_step(OURS, *ours), _step(SEGMENTED, *other, n_failed=2), _step(HALVES, 0.9, None)]
    assert tuple(say_steps(rows, n=100)) == expected


def test_the_page_is_written_whole(found: Calibration, tmp_path: Path) -> None:
    """The page tells how it was made, links the pictures that lie beside it, and has each row of each table."""
    made = Made(
        day=date(2026, 1, 2),
        command="the command",
        seed=7,
        minutes=9.4,
        processes=2,
        n_series=3,
        versions={"numpy": "2.0"},
    )
    measured = Measured(made=made, strength=found, steps=(_step(OURS, 0.9, 0.05), _step(HALVES, 0.9, None)))
    write_page(measured, docs=tmp_path)
    assert read_figures(tmp_path) == measured
    page = (tmp_path / "calibration.md").read_text(encoding="utf-8")
    assert "Measured on 2026-01-02 by `the command` (seed 7)\nwith numpy 2.0" in page
    assert all(f"(calibration/ranks-{name}.svg)" in page for name in QUANTITIES)
    assert sorted(path.name for path in (tmp_path / "calibration").iterdir()) == [
        "figures.json",
        "ranks-growth.svg",
        "ranks-inflow.svg",
        "ranks-level.svg",
    ]
    assert page.count("| origins known |") == len(WORLDS)
    assert "| this model | 90.0 % | 5.0 % | 1.00 |" in page


def test_the_page_of_the_project_says_what_its_figures_say() -> None:
    """The page is written by the benchmark from the figures beside it, from enough simulations; nobody changed it by hand."""
    measured = read_figures(DOCS)
    assert len(measured.strength.ranks["level"]) >= 200
    assert (DOCS / "calibration.md").read_text(encoding="utf-8") == describe(measured)
