"""Statements that nobody fired."""

from __future__ import annotations

import pytest

from musterbook.annotate.language import LanguageModel
from musterbook.model import EventDetail
from tests.unit.records.builders import claims


@pytest.mark.parametrize(
    "marked",
    [
        "No shots were fired during the search of the farm.",
        "There were no shots fired on the farm.",
        "The search ended without a shot being fired.",
        "The arrest was carried out with no shots fired.",
        "The raid was conducted without shots fired.",
        "The police left the farm without firing a shot.",
        "The soldiers did not fire their weapons.",
        "Not a single shot was fired at the gate.",
    ],
)
def test_shots_not_fired(marked: str, language: LanguageModel) -> None:
    """The statement is a shooting that did not happen."""
    (claim,) = claims(marked, language, "event")
    assert isinstance(claim.detail, EventDetail)
    assert (claim.rule, claim.detail.mode, claim.detail.is_negated) == ("restraint/no-shots", "firearms", True)


def test_who_did_not_fire(language: LanguageModel) -> None:
    """The doer is kept."""
    marked = "The {soldiers|actor - state_force soldiers} did not fire their weapons."
    (claim,) = claims(marked, language, "event")
    assert claim.actor is not None
    assert claim.actor.words == "soldiers"


@pytest.mark.parametrize(
    "marked", ["Shots were fired in the market.", "The company fired no workers.", "The rifle was not found."]
)
def test_other_words(marked: str, language: LanguageModel) -> None:
    """Shots that were fired, workers and weapons without a shot are no such statement."""
    assert not [claim for claim in claims(marked, language, "event") if claim.rule == "restraint/no-shots"]
