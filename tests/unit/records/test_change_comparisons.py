"""Changes between two figures, shares lost, and figures that rise."""

from __future__ import annotations

import pytest

from musterbook.annotate.language import LanguageModel
from musterbook.model import ChangeDetail
from tests.unit.records.builders import claims, read

FRONT = "actor northern-front armed_group"
NOW = "The {Front|%F} has {600|quantity 600 600 exact fighter} fighters"


def _fill(marked: str) -> str:
    return marked.replace("%F", FRONT)


@pytest.mark.parametrize(
    ("tail", "direction"),
    [
        pytest.param("down from {900|quantity 900 900 exact}", "down", id="down from"),
        pytest.param("up from {900|quantity 900 900 exact}", "up", id="the words decide, not the numbers"),
        pytest.param("compared with {more than 900|quantity 900 - more_than}", "down", id="compared, higher"),
        pytest.param("compared with {200|quantity 200 200 exact}", "up", id="compared, lower"),
    ],
)
def test_two_figures_make_a_derived_change(tail: str, direction: str, language: LanguageModel) -> None:
    """The change names the two figures it rests on, and the earlier one is its baseline."""
    record = read(_fill(f"{NOW}, {tail}."), language)
    figures = [claim for claim in record.claims if claim.kind == "strength"]
    (change,) = [claim for claim in record.claims if claim.kind == "change"]
    assert isinstance(change.detail, ChangeDetail)
    assert (change.detail.of, change.detail.direction) == ("strength", direction)
    assert set(change.detail.derived_from) == {claim.claim_id for claim in figures}
    assert change.detail.baseline is not None
    assert change.quantity is None


def test_touching_ranges_make_no_change(language: LanguageModel) -> None:
    """Where the two figures leave room for both directions, none is read."""
    marked = _fill(
        "The {Front|%F} has {600 to 900|quantity 600 900 range fighter} fighters, compared with "
        "{more than 700|quantity 700 - more_than}."
    )
    assert claims(marked, language, "change") == []


def test_a_change_that_is_told_takes_the_figures_as_its_ground(language: LanguageModel) -> None:
    """One change and not two: the verb's, with the figures beside it."""
    marked = _fill(
        "The number of {Front fighters|%F} has fallen to {600|quantity 600 600 exact}, down from "
        "{900|quantity 900 900 exact}."
    )
    (change,) = claims(marked, language, "change")
    assert isinstance(change.detail, ChangeDetail)
    assert change.rule == "change/shrinks"
    assert len(change.detail.derived_from) == 2


def test_times_as_many(language: LanguageModel) -> None:
    """A factor beside a figure is a rise, with the time it is measured from."""
    marked = _fill(
        f"{NOW}, {{about five|quantity 5 5 about time}} times as many as {{a year ago|time 2017-05-01 2017-05-31}}."
    )
    (change,) = claims(marked, language, "change")
    assert isinstance(change.detail, ChangeDetail)
    assert change.quantity is not None
    assert (change.quantity.low, change.quantity.unit, change.quantity.is_relative) == (5, "factor", True)
    assert change.quantity.words == "about five times as many"
    assert (change.detail.direction, change.detail.over and change.detail.over.words) == ("up", "a year ago")


def test_every_share_that_was_lost(language: LanguageModel) -> None:
    """Men and territory are two changes of one verb."""
    marked = _fill(
        "The {Front|%F} has lost {a third|quantity 0.33 0.33 exact share} of its men and "
        "{two thirds|quantity 0.67 0.67 exact share} of its territory."
    )
    found = {
        (claim.detail.of, None if claim.quantity is None else claim.quantity.low)
        for claim in claims(marked, language, "change")
        if isinstance(claim.detail, ChangeDetail)
    }
    assert found == {("strength", 0.33), ("territory", 0.67)}


@pytest.mark.parametrize(
    ("marked", "of", "direction"),
    [
        pytest.param(f"{NOW}. The figure is rising.", "strength", "up", id="the figure"),
        pytest.param("The {Front|%F} continues to grow.", "group", "up", id="continues to grow"),
        pytest.param("The {Front|%F} has shrunk.", "group", "down", id="has shrunk"),
        pytest.param("The ranks of the {Front|%F} have swollen.", "strength", "up", id="ranks have swollen"),
    ],
)
def test_growth_without_a_number(marked: str, of: str, direction: str, language: LanguageModel) -> None:
    """Growth and shrinking of a group, its ranks, or the figure just told."""
    (change,) = claims(_fill(marked), language, "change")
    assert isinstance(change.detail, ChangeDetail)
    assert (change.detail.of, change.detail.direction) == (of, direction)


@pytest.mark.parametrize(
    "marked",
    [
        pytest.param("The figure is rising.", id="no figure before"),
        pytest.param(f"{NOW}. The harvest failed. The figure is rising.", id="another sentence between"),
        pytest.param("The {Front|%F} has lost {40|quantity 40 40 exact fighter} of its fighters.", id="no share"),
        pytest.param(f"{NOW}, {{three|quantity 3 3 exact time}} times in a row.", id="times in a row"),
        pytest.param("The ministry's budget has shrunk.", id="budget"),
    ],
)
def test_no_change(marked: str, language: LanguageModel) -> None:
    """Figures of nothing told, losses in numbers, repetitions and budgets are no change of a group."""
    assert claims(_fill(marked), language, "change") == []
