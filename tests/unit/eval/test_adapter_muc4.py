"""The adapter of MUC-4: which events its keys hold by their time, their target and who did it."""

from __future__ import annotations

from datetime import date

import pytest

from eval.adapters.muc4_relevance import is_incident, is_relevant
from musterbook.model import ActorReading, Event, Side, TimeReading

ROLES = ("PerpInd", "PerpOrg", "Target", "Victim", "Weapon")


def who(words: str, side: Side) -> ActorReading:
    """Return somebody by side."""
    return ActorReading(actor_id=None, name=None, side=side, words=words, role=None, nationality=None, why="test")


def when(words: str, granularity: str, day: date | None = None) -> TimeReading:
    """Return a time; None = unresolved."""
    return TimeReading(earliest=day, latest=day, granularity=granularity, words=words, why="test")  # type: ignore[arg-type]


def event(**fields: object) -> Event:
    """Return an attack with these fields."""
    base = {"event_id": "e-1", "document_id": "d-1", "claim_ids": ("c-1",), "headline_claim_id": "c-1"}
    return Event(**base | {"event_type": "ASSAULT"} | fields)  # type: ignore[arg-type]


def template(**filled: list[str]) -> dict[str, list[str]]:
    """Return a template with these strings."""
    return {role: filled.get(role, []) for role in ROLES}


SOLDIERS, GUERRILLAS, PEASANTS = (
    who("soldiers", "state_force"),
    who("guerrillas", "armed_group"),
    who("peasants", "civilians"),
)


@pytest.mark.parametrize(
    ("told", "filled", "expected"),
    [
        (event(initiator=GUERRILLAS), template(Target=["bridge"]), True),
        (event(interval=when("in March 1979", "month", date(1979, 3, 31))), template(Target=["bridge"]), False),
        (event(interval=when("six years ago", "year")), template(Target=["bridge"]), False),
        (event(interval=when("3 March 1989", "day", date(1989, 3, 3))), template(Target=["bridge"]), True),
        (event(initiator=GUERRILLAS), template(Target=["northern districts of the town"]), False),
        (event(initiator=GUERRILLAS), template(Target=["northern districts", "bank"]), True),
        (event(initiator=GUERRILLAS), template(Target=["army helicopter"]), False),
        (event(initiator=GUERRILLAS), template(Target=["army helicopter"], Victim=["a name"]), True),
        (event(initiator=SOLDIERS), template(PerpInd=["soldiers"], Target=["house"]), False),
        (event(initiator=SOLDIERS, recipient=PEASANTS), template(PerpInd=["soldiers"]), True),
    ],
    ids=["bridge", "month with its year", "years ago", "day with its year", "districts", "districts and a bank", "military thing",
         "military thing and a name", "by soldiers", "by soldiers against civilians"],
)  # fmt: skip
def test_relevance_follows_the_task(told, filled, expected):
    """History, areas, things of the military and deeds of a state's forces without a civilian victim are left out."""
    assert is_relevant(told, filled) is expected


@pytest.mark.parametrize(
    ("told", "expected"),
    [
        (event(), True),
        (event(status="planned"), False),
        (event(is_summary=True), False),
        (event(recipient=SOLDIERS), False),
        (event(recipient=PEASANTS), True),
        (event(target="a military patrol"), False),
        (event(event_type="COERCE"), False),
    ],
    ids=["attack", "planned", "summary", "on soldiers", "on peasants", "patrol", "arrest"],
)
def test_incidents_are_single_deeds_against_others_than_the_military(told, expected):
    """Plans, summaries, arrests and what is done to armed men make no incident."""
    assert is_incident(told, []) is expected
