"""Cutting names out of words: the name goes with what ties it on, the rest stays."""

from __future__ import annotations

import pytest

from musterbook.records.sides.hiding import HiddenNames

_NAMES = ("Farida Omari", "Bouba Traoré", "Sher Khan Mangal")


@pytest.mark.parametrize(
    ("words", "left"),
    [
        pytest.param("the home of Farida Omari", "the home", id="of NAME"),
        pytest.param("the home of the late Farida Omari in Kabul", "the home in Kabul", id="of the late NAME"),
        pytest.param("Farida Omari's house", "house", id="possessive"),
        pytest.param("Omari’s shop and Traoré’s farm", "shop and farm", id="two owners by surname"),
        pytest.param("land belonging to Dr Farida Omari", "land", id="belonging to title NAME"),
        pytest.param("Farida Omari and his brothers", "his brothers", id="first of two"),
        pytest.param("residents including Bouba Traoré", "residents", id="including"),
        pytest.param("a witness, Farida Omari", "a witness", id="apposition"),
        pytest.param("Farida Omari, a farmer", "a farmer", id="apposition behind"),
        pytest.param("Farida Omari (41) and Bouba Traoré (39)", None, id="nothing but names"),
        pytest.param("the town of Dikwa", "the town of Dikwa", id="no name"),
        pytest.param("Khan Younis", "Khan Younis", id="word of a place that is known"),
        pytest.param("the car of Sher Khan Mangal", "the car", id="whole name with such a word"),
    ],
)
def test_cut(words: str, left: str | None) -> None:
    """The words without the names; None where nothing is left that tells something."""
    assert HiddenNames(_NAMES, known={"Khan", "Younis"}).cut(words) == left


def test_cutting_again_changes_nothing() -> None:
    """What was cut holds no name any more."""
    hidden = HiddenNames(_NAMES)
    once = hidden.cut("the shop of Farida Omari near the farm of Bouba Traoré, a neighbour")
    assert once is not None
    assert hidden.cut(once) == once
