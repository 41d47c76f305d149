"""Whose a deed is, on which day it was and what it cost, through the real annotators."""

from __future__ import annotations

from datetime import date

import pytest

from musterbook.annotate import Knowledge
from musterbook.model import CasualtiesDetail, Event
from tests.golden.records.test_who_says import _read


def _event(text: str, knowledge: Knowledge) -> Event:
    (event,) = _read(text, knowledge).events
    return event


@pytest.mark.parametrize(
    ("text", "mode"),
    [
        pytest.param("The rebels fired on the town of Beni on Sunday.", "firearms", id="on the town"),
        pytest.param("Soldiers fired at Beni on Sunday.", "firearms", id="at a name"),
        pytest.param("The rebels fired on the town of Beni with mortars on Sunday.", "heavy-weapons", id="mortars"),
        pytest.param("Rebels shelled Aleppo on Sunday.", "heavy-weapons", id="shelled a name"),
    ],
)
def test_towns_are_fired_on(text: str, mode: str, knowledge: Knowledge) -> None:
    """Who fires on a town or shells it aims at it, by the weapon that is told."""
    event = _event(text, knowledge)
    assert (event.event_type, event.mode) == ("ASSAULT", mode)
    assert event.initiator is not None
    assert event.place is not None


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("Soldiers fired into the air in Beni.", id="air"),
        pytest.param("Soldiers fired on the border on Sunday.", id="border"),
        pytest.param("The club fired on Sunday the coach of Beni.", id="a coach"),
    ],
)
def test_nothing_is_aimed_at(text: str, knowledge: Knowledge) -> None:
    """The air and a border are no targets, and a coach who is fired is no victim."""
    assert _read(text, knowledge).events == ()


def test_counts_in_parentheses_are_of_the_deed(knowledge: Knowledge) -> None:
    """The dead and the abducted in parentheses make no event of their own."""
    text = "Raiders stormed the village of Gada on Sunday (11 killed, around 25 abducted)."
    record = _read(text, knowledge)
    (event,) = record.events
    assert event.initiator is not None
    tolls = [claim for claim in record.claims if isinstance(claim.detail, CasualtiesDetail)]
    assert len(tolls) == 2
    for claim in tolls:
        assert claim.interval is not None
        assert claim.interval.earliest == date(2024, 3, 3)
        assert claim.claim_id in event.claim_ids


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("The blast in Kabul, which the army condemned on Sunday, killed six men.", id="relative clause"),
        pytest.param("A raid in Gao which the mayor deplored killed six men.", id="without commas"),
        pytest.param("The president condemned on Sunday the raid that killed six men in Gao.", id="object"),
    ],
)
def test_who_condemns_has_not_done_it(text: str, knowledge: Knowledge) -> None:
    """Whoever condemns a deed neither did it nor counts its dead, and did so on a day of its own."""
    event = _event(text, knowledge)
    assert event.initiator is None
    assert event.interval is None


@pytest.mark.parametrize(
    ("text", "day"),
    [
        pytest.param("The bombing in Kabul was claimed on Sunday by Islamic State.", None, id="claimed on"),
        pytest.param("The bombing in Kabul was blamed on Sunday on Islamic State.", None, id="blamed on"),
        pytest.param("Islamic State claimed on Sunday the bombing in Kabul.", None, id="before the deed"),
        pytest.param("Al-Shabaab claimed the bombing in Mogadishu on Sunday.", date(2024, 3, 3), id="behind the deed"),
        pytest.param(
            "The bombing in Kabul on Friday was claimed on Sunday by Islamic State.", date(2024, 3, 1), id="own day"
        ),
    ],
)
def test_day_of_claiming_is_not_that_of_the_deed(text: str, day: date | None, knowledge: Knowledge) -> None:
    """A deed has a day of its own, or none."""
    interval = _event(text, knowledge).interval
    assert (None if interval is None else interval.earliest) == day


@pytest.mark.parametrize(
    ("text", "words"),
    [
        pytest.param("Government jets bombed the town of Idlib in Syria on Sunday.", "Government", id="jets"),
        pytest.param("Regime shelling killed six people in Idlib on Sunday.", "Regime", id="shelling"),
        pytest.param("A government helicopter dropped barrel bombs on Idlib on Sunday.", "government", id="helicopter"),
    ],
)
def test_arms_tell_whose_side_strikes(text: str, words: str, knowledge: Knowledge) -> None:
    """A government before what only armed forces have or do is the side that strikes, and of the country of the place."""
    initiator = _event(text, knowledge).initiator
    assert initiator is not None
    assert (initiator.words, initiator.side, initiator.actor_id) == (words, "government", "government-of-syria")


def test_a_government_office_is_no_side(knowledge: Knowledge) -> None:
    """A building of the government strikes nobody."""
    assert _event("Government offices were bombed in Idlib on Sunday.", knowledge).initiator is None


def test_what_came_before_the_news_has_a_time_of_its_own(knowledge: Knowledge) -> None:
    """The dead of a deed that the news is set beside are not those of the new one."""
    text = "The raid on Beni on Sunday came a year after gunmen killed 30 people in Goma."
    new, recalled = _read(text, knowledge).events
    assert new.place is not None
    assert recalled.place is not None
    assert (new.place.words, recalled.place.words) == ("Beni", "Goma")
    assert new.interval is not None
    assert recalled.interval is not None
    assert (new.interval.earliest, recalled.interval.latest) == (date(2024, 3, 3), date(2023, 9, 1))
