"""Floors hold for one corpus, rise by themselves and fall only on purpose; the tables behind the page are whole."""

from __future__ import annotations

from datetime import date

import pytest

from eval.accuracy import describe
from eval.benchmarks import BENCHMARKS
from eval.floors import Fall, Floors, find_falls, is_pinned, set_floors
from eval.peers import better_low, compare, read_peers, read_targets
from eval.results import Result

FLOORS: Floors = {"times": {"corpus": "abc", "floors": {"value_f1": 80.0, "errors": 5.0}}}


def result(value: float, errors: float = 5.0, corpus: str = "abc") -> Result:
    """What was measured, with one figure that should be high and one that should be low."""
    return Result(name="times", corpus=corpus, n_items=1, seconds=0, scores={"value_f1": value, "errors": errors})


def test_a_figure_under_its_floor_has_fallen() -> None:
    """A lower figure fell; of figures that should be small a higher one fell."""
    assert find_falls(result(79.9), FLOORS, better_low={"errors"}) == [
        Fall(metric="value_f1", floor=80.0, measured=79.9)
    ]
    assert find_falls(result(80.0, errors=6.0), FLOORS, better_low={"errors"}) == [
        Fall(metric="errors", floor=5.0, measured=6.0)
    ]
    assert find_falls(result(80.0), FLOORS, better_low={"errors"}) == []


def test_a_figure_that_is_gone_has_fallen() -> None:
    """A metric that no longer reports a figure does not pass in silence."""
    gone = Result(name="times", corpus="abc", n_items=1, seconds=0, scores={"errors": 5.0})
    assert [fall.metric for fall in find_falls(gone, FLOORS, better_low={"errors"})] == ["value_f1"]


def test_floors_hold_for_one_corpus() -> None:
    """Other gold has no floors yet."""
    assert find_falls(result(10.0, corpus="def"), FLOORS) == []


@pytest.mark.parametrize(("lower", "expected"), [(False, (81.18, 4.0)), (True, (81.18, 6.06))], ids=["raise", "lower"])
def test_floors_rise_and_fall_only_on_purpose(*, lower: bool, expected: tuple[float, float]) -> None:
    """A floor lies one per cent under what was measured; without `lower` it never moves towards the worse."""
    floors: Floors = {"times": {"corpus": "abc", "floors": {"value_f1": 80.0, "errors": 4.0}}}
    set_floors(floors, result(82.0, errors=6.0), better_low={"errors"}, lower=lower)
    assert floors["times"]["floors"] == dict(zip(("value_f1", "errors"), expected, strict=True))


def test_figures_stand_beside_targets_and_peers() -> None:
    """A figure is met or not met, with the peers of the same figure."""
    row = next(row for row in compare(result(74.0)) if row.metric == "value_f1")
    assert row.wanted == "NOT met: ≥ 75, aim 85"
    assert row.others.startswith("HeidelTime, narrative mode 82.9")


def test_the_tables_name_benchmarks() -> None:
    """Every row of peers and targets is about a benchmark that has a section on the page."""
    page = describe([], day=date(2026, 1, 2))
    assert "2026-01-02" in page
    named = {row.benchmark for row in (*read_peers(), *read_targets())}
    described = {
        "isaf",
        "muc4",
        "claims",
        "claims-test",
        "ordinary-own",
        "origins",
        "origins-test",
        "places",
        "times",
        "quantities",
        "attribution",
        "plover",
        "incidents",
        "incidents-own",
        "claims-blind",
        "claims-blind-test",
        "incidents-blind",
        "incidents-blind-test",
        "incidents-dated",
        "incidents-dated-test",
        "incidents-kindred",
        "incidents-fresh",
        "incidents-fresh-test",
    }
    assert named <= described
    assert set(BENCHMARKS) <= described


def test_parts_get_no_floor() -> None:
    """F1 and what is asked for is pinned; its parts, and slots that nothing is asked of, are not."""
    assert is_pinned("claims", "f1/strength")
    assert is_pinned("claims", "slot/quantity")
    assert not is_pinned("claims", "recall/strength")
    assert not is_pinned("claims", "slot/mode")
    assert is_pinned("times", "relaxed_f1")


def test_what_should_be_small_is_so_in_all_benchmarks_of_a_kind() -> None:
    """A benchmark without a target of its own still gets worse where more is wrongly joined."""
    assert "anniversaries_joined" in better_low("incidents-dated-test")
    assert "anniversaries_joined" not in better_low("claims")
