"""Counted ground, named leaders, and who "them" is."""

from __future__ import annotations

import pytest

from musterbook.annotate.language import LanguageModel
from musterbook.model import CompositionDetail, ControlDetail, LeadershipDetail
from tests.unit.records.builders import claims

FRONT = "actor northern-front armed_group"
LEAGUE = "actor river-league armed_group"
ARMY = "actor army-of-ostland state_force"


def _fill(marked: str) -> str:
    return marked.replace("%F", FRONT).replace("%L", LEAGUE).replace("%A", ARMY)


@pytest.mark.parametrize(
    ("marked", "status", "low", "place"),
    [
        pytest.param(
            "The {Front|%F} holds parts of {nine|quantity 9 9 exact district} districts.",
            "held",
            9,
            None,
            id="districts",
        ),
        pytest.param(
            "The {Front|%F} captured {six|quantity 6 6 exact village} villages in {Bergtal|place adm2}.",
            "gained",
            6,
            "Bergtal",
            id="villages in a district",
        ),
        pytest.param(
            "The {Front|%F} has taken most of the town of {Bergtal|place town}.",
            "gained",
            None,
            "Bergtal",
            id="most of",
        ),
        pytest.param("{Bergtal|place town} is under {Front|%F} control.", "held", None, "Bergtal", id="under control"),
        pytest.param("{Bergtal|place town} is under government control.", "held", None, "Bergtal", id="government"),
    ],
)
def test_ground(marked: str, status: str, low: int | None, place: str | None, language: LanguageModel) -> None:
    """Parts of a place, counted places, and places under somebody's control."""
    (claim,) = claims(_fill(marked), language, "control")
    assert claim.detail == ControlDetail(status=status)  # type: ignore[arg-type]
    assert (None if claim.quantity is None else claim.quantity.low) == low
    assert (None if claim.place is None else claim.place.words) == place


@pytest.mark.parametrize(
    "marked",
    [
        pytest.param("The fire is under control in {Bergtal|place town}.", id="a fire"),
        pytest.param("The {Front|%F} captured {six|quantity 6 6 exact soldier} soldiers.", id="soldiers"),
        pytest.param("The {Front|%F} holds most of the cards.", id="cards"),
    ],
)
def test_no_ground(marked: str, language: LanguageModel) -> None:
    """Fires, prisoners and cards are no ground held by a group."""
    assert claims(_fill(marked), language, "control") == []


def test_they_of_a_clause_are_the_subject_above(language: LanguageModel) -> None:
    """Who killed is who captured, whichever group is named between."""
    (claim,) = claims(
        _fill("{Troops|%A} killed a leader of the {Front|%F} when they captured the town of {Bergtal|place town}."),
        language,
        "control",
    )
    assert claim.actor is not None
    assert claim.actor.actor_id == "army-of-ostland"


def test_the_role_somebody_is_named_to(language: LanguageModel) -> None:
    """What he was before is not what he is named."""
    (claim,) = claims(
        _fill("The man, a former {League commander|%L commander}, was named emir of the {Front|%F}."),
        language,
        "leadership",
    )
    assert claim.detail == LeadershipDetail(outcome="named", role="emir")
    assert claim.actor is not None
    assert claim.actor.actor_id == "northern-front"


@pytest.mark.parametrize(
    "marked",
    [
        "Soldiers killed {two|quantity 2 2 exact fighter} fighters, including a {Front commander|%F commander}.",
        "Soldiers killed a {Front of the North|%F} commander near the river.",
    ],
    ids=["part of a number", "behind a name of several words"],
)
def test_leaders_named_in_passing(marked: str, language: LanguageModel) -> None:
    """A leader among those counted, or behind the name of his group, makes a claim of his own."""
    (claim,) = claims(_fill(marked), language, "leadership")
    assert claim.detail == LeadershipDetail(outcome="killed", role="commander")
    assert claim.actor is not None
    assert claim.actor.actor_id == "northern-front"


def test_a_former_leader_in_office_leads_no_group(language: LanguageModel) -> None:
    """Appointed minister, he is no longer a leader of the group."""
    marked = _fill("The former {League leader|%L leader} has been appointed minister.")
    assert claims(marked, language, "leadership") == []


@pytest.mark.parametrize(
    ("marked", "members"),
    [
        pytest.param(
            "The {Front|%F} has recruited foreign fighters. Most of them come from {Ostland|place country}.",
            ("Ostland",),
            id="those won over",
        ),
        pytest.param(
            "The {Front|%F} has {90|quantity 90 90 exact fighter} fighters. Most of the fighters come from the {League|%L}.",
            ("League",),
            id="from another group",
        ),
    ],
)
def test_them_are_the_people_of_the_group(marked: str, members: tuple[str, ...], language: LanguageModel) -> None:
    """The actor of a composition is the group whose people were spoken of."""
    (claim,) = claims(_fill(marked), language, "composition")
    assert claim.actor is not None
    assert claim.actor.actor_id == "northern-front"
    assert claim.detail == CompositionDetail(members=members, main=members[0])


@pytest.mark.parametrize(
    "marked",
    [
        pytest.param(
            "Villagers fear the {Front|%F}. The agency registered {900|quantity 900 900 exact people} people. Most of them "
            "are children.",
            id="registered people",
        ),
        pytest.param(
            "Police found the bodies of {12|quantity 12 12 exact man} men killed by the {Front|%F}. All of them were "
            "foreigners.",
            id="bodies",
        ),
    ],
)
def test_them_are_other_people(marked: str, language: LanguageModel) -> None:
    """A group named in passing does not consist of those who fled from it or died by its hand."""
    assert claims(_fill(marked), language, "composition") == []
