"""Political acts: verb frames, announced and refused acts, and who counts as a party."""

from __future__ import annotations

import pytest

from musterbook.annotate.language import LanguageModel
from musterbook.model import EventDetail
from tests.unit.records.builders import claims, read

KENYA = "{Kenya|actor government-of-kenya government}"
SUDAN = "{Sudan|actor government-of-sudan government}"


def _types(marked: str, language: LanguageModel) -> list[tuple[str, str | None]]:
    found = claims(marked, language, "event")
    return [
        (c.detail.event_type, c.detail.mode)
        for c in found
        if isinstance(c.detail, EventDetail) and c.detail.is_political
    ]


@pytest.mark.parametrize(
    ("marked", "event_type", "mode"),
    [
        pytest.param(f"{KENYA} condemned {SUDAN} over the raid.", "ACCUSE", "disapprove", id="condemns"),
        pytest.param(f"{KENYA} has opened an investigation into {SUDAN}.", "ACCUSE", "investigate", id="investigates"),
        pytest.param(f"{KENYA} expelled two diplomats of {SUDAN}.", "SANCTION", "expel", id="expels"),
        pytest.param(f"{KENYA} sent 40 tons of food to {SUDAN}.", "AID", None, id="aid"),
        pytest.param(f"{KENYA} lifted the curfew on Monday.", "CONCEDE", None, id="eases"),
        pytest.param(f"{KENYA} held talks with {SUDAN}.", "CONSULT", None, id="talks"),
        pytest.param(f"{KENYA} urged {SUDAN} to open the border.", "REQUEST", None, id="urges"),
        pytest.param(f"{KENYA} said that {SUDAN} must open the border.", "REQUEST", None, id="must"),
        pytest.param(f"{KENYA} deployed troops along the border.", "MOBILIZE", "troops", id="deploys"),
        pytest.param("Students in {Kenya|place country} staged a demonstration.", "PROTEST", "demo", id="crowd"),
    ],
)
def test_type_of_an_act(language: LanguageModel, marked: str, event_type: str, mode: str | None) -> None:
    """Verb and object give the PLOVER type and mode."""
    found = claims(marked, language, "event")
    assert [(c.detail.event_type, c.detail.mode) for c in found if isinstance(c.detail, EventDetail)] == [
        (event_type, mode)
    ]


@pytest.mark.parametrize(
    ("words", "event_type"),
    [
        pytest.param("will visit", "AGREE", id="will visit"),
        pytest.param("is ready to help", "AGREE", id="ready to help"),
        pytest.param("plans to blockade", "THREATEN", id="plans to blockade"),
        pytest.param("has refused to meet", "REJECT", id="refuses"),
        pytest.param("will not recognise", "REJECT", id="will not"),
    ],
)
def test_what_is_announced_amounts_to_another_act(language: LanguageModel, words: str, event_type: str) -> None:
    """A visit that is announced is an agreement, a blockade that is planned is a threat, what is not done is refused."""
    assert [kind for kind, _ in _types(f"{KENYA} {words} {SUDAN}.", language)] == [event_type]


def test_sides_of_an_act(language: LanguageModel) -> None:
    """Who does it and the other side are kept, and the act makes an event of its document."""
    (event,) = read(f"{KENYA} criticised {SUDAN} over the raid.", language).events
    assert event.initiator is not None
    assert event.recipient is not None
    assert (event.initiator.actor_id, event.recipient.actor_id) == ("government-of-kenya", "government-of-sudan")


@pytest.mark.parametrize(
    "marked",
    [
        pytest.param("The city council rejected the plan.", id="council"),
        pytest.param("The coach demanded an apology.", id="coach"),
        pytest.param("{Police|actor - police police} are investigating the crash.", id="police of nowhere"),
        pytest.param("Students staged a demonstration.", id="crowd of nowhere"),
        pytest.param(f"The town that {KENYA} visits is small.", id="not the main clause"),
    ],
)
def test_ordinary_news_makes_no_political_act(language: LanguageModel, marked: str) -> None:
    """Nobody is a party whom nothing ties to a state, a group or a people."""
    assert [
        c for c in claims(marked, language, "event") if isinstance(c.detail, EventDetail) and c.detail.is_political
    ] == []


@pytest.mark.parametrize(
    ("words", "is_refusal"),
    [
        ("did not respond to calls seeking comment", False),
        ("did not immediately respond to a request for comment", False),
        ("would not respond to a Reuters request", False),
        ("declined to comment", False),
        ("refused to answer questions about the raid", False),
        ("ignored requests for comment from reporters", False),
        ("did not respond to calls for a ceasefire", True),
        ("did not respond to the demand", True),
        ("refused to talk to the rebels", True),
        ("refused to discuss a truce", True),
    ],
)
def test_no_answer_to_an_outlet_is_no_refusal(language: LanguageModel, words: str, *, is_refusal: bool) -> None:
    """What is not said to reporters rejects nothing; what is not granted to a party does."""
    marked = f"The {{Rwandan government|actor government-of-rwanda government}} {words}."
    types = [claim.detail.event_type for claim in claims(marked, language, "event")]  # type: ignore[union-attr]
    assert types == ["REJECT"] * is_refusal


def test_violence_of_the_main_clause_goes_first(language: LanguageModel) -> None:
    """A clause that tells an attack tells no political act beside it."""
    marked = "{Rebels|actor northern-front armed_group} attacked an army base and refused to withdraw."
    assert [
        c for c in claims(marked, language, "event") if isinstance(c.detail, EventDetail) and c.detail.is_political
    ] == []
    assert len(claims(marked, language, "event")) == 1
