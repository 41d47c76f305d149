"""Who speaks, in words that name somebody and invent nobody."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from musterbook.model import (
    ActorReading,
    Attribution,
    DenialDetail,
    describe_speaker,
    describe_teller,
    name_denier,
    name_speaker,
)
from tests.builders import claim, said_by

ARMY = ActorReading(actor_id="army", name="Army of Nowhere", side="state_force", words="the army", why="test")


def said(words: str, **fields: Any) -> Attribution:
    """An attribution whose source has more than words."""
    made = said_by(words)
    return replace(made, source=replace(made.source, **fields))


@pytest.mark.parametrize(
    ("attribution", "expected"),
    [
        (said_by("the governor"), "the governor"),
        (said_by(), "not stated here"),
        (said_by("the governor", is_nearest=True), "not stated here, nearest: the governor"),
        (said("He", role="spokesman", organisation="the army"), "spokesman, the army"),
        (said("it", actor=ARMY), "Army of Nowhere"),
        (said("they"), "they"),
    ],
    ids=["named", "outlet", "guessed", "followed", "its actor", "nobody"],
)
def test_a_speaker_is_never_invented(attribution: Attribution, expected: str) -> None:
    """Where the sentence names nobody that is said, a guess is called one, and a pronoun gives way to whom it means."""
    assert describe_speaker(attribution) == expected


def test_the_outlet_has_no_name_as_a_speaker() -> None:
    """None is told apart from words."""
    assert name_speaker(said_by()) is None


def test_who_denies_is_named_where_the_outlet_tells_of_it() -> None:
    """A denial that quotes nobody is that of whom it is about; one that quotes somebody is his."""
    told = claim("c1", "denial", DenialDetail(what="the raid"), actor=ARMY)
    quoted = claim("c2", "denial", DenialDetail(what="the raid"), actor=ARMY, attribution=said_by("the governor"))
    assert [name_denier(one) for one in (told, quoted)] == ["Army of Nowhere", "the governor"]


def test_a_list_names_who_denies() -> None:
    """In a list the speaker of a denial is who denies, of any other claim who is said to speak."""
    told = claim("c1", "denial", DenialDetail(what="the raid"), actor=ARMY)
    nobody = claim("c2", "denial", DenialDetail(what="the raid"))
    assert [describe_teller(one) for one in (told, nobody)] == ["Army of Nowhere", "not stated here"]
