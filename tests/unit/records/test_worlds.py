"""Contexts in which the words of war tell of no violence of a conflict."""

from __future__ import annotations

import pytest

from musterbook.annotate.language import LanguageModel
from musterbook.model import EventDetail
from musterbook.records.context import DocumentContext
from musterbook.records.sentences.views import SentenceView
from musterbook.records.sentences.worlds import is_other_world
from tests.unit.records.builders import annotate, claims


def _view(text: str, language: LanguageModel) -> SentenceView:
    return DocumentContext(annotate(text, language), made_by="test").views[0]


@pytest.mark.parametrize(
    ("text", "key"),
    [
        pytest.param("The striker led the attack in the second half.", "attack", id="football"),
        pytest.param("Nurses began a strike over pay, their union said.", "strike", id="industrial action"),
        pytest.param("He died of a heart attack.", "attack", id="heart attack"),
        pytest.param("Troops rehearsed an attack in a joint exercise.", "attack", id="exercise"),
        pytest.param("The flood killed 12 people.", "kill", id="flood"),
        pytest.param("Eleven people died when a bus overturned on the road.", "die", id="road accident"),
        pytest.param("The two sides struck a deal.", "strike", id="struck a deal"),
        pytest.param("The photograph captured the mood.", "capture", id="captured the mood"),
        pytest.param("Doctors battle cholera in the camps.", "battle", id="battle disease"),
        pytest.param("A leopard attacked a wedding party.", "attack", id="an animal attacks"),
        pytest.param("Farmers killed 30 wolves last winter.", "kill", id="animals are killed"),
        pytest.param("Robbers shot a cashier.", "shoot", id="robbers"),
        pytest.param("The novelist lets the hero die.", "die", id="fiction"),
        pytest.param("The smoke killed two tenants.", "kill", id="smoke"),
        pytest.param("A tram hit a crowd in the old town.", "hit", id="a tram"),
        pytest.param("Hackers attacked the servers of the ministry.", "attack", id="machines are attacked"),
    ],
)
def test_other_worlds(text: str, key: str, language: LanguageModel) -> None:
    """Sport, labour, medicine, drills, accidents and figures of speech are no violence."""
    view = _view(text, language)
    assert is_other_world(view, view.keys.index(key))


@pytest.mark.parametrize(
    ("text", "key"),
    [
        pytest.param("The army launched a strike on the camp.", "strike", id="strike"),
        pytest.param("Gunmen killed two nurses on the road.", "kill", id="killing on a road"),
        pytest.param("Rebels captured the base.", "capture", id="capture"),
        pytest.param("A car bomb killed four men.", "kill", id="a car that is a bomb"),
        pytest.param("Artillery fire killed two men.", "kill", id="fire of guns"),
        pytest.param("Gunmen killed two herders and stole 40 cattle.", "kill", id="herders killed, cattle stolen"),
    ],
)
def test_this_world(text: str, key: str, language: LanguageModel) -> None:
    """The same words in their plain sense stay what they are."""
    view = _view(text, language)
    assert not is_other_world(view, view.keys.index(key))


@pytest.mark.parametrize(
    "marked",
    [
        pytest.param("Firefighters battled the blaze in {Bergtal|place town} on {Sunday|time 2018-05-13}.", id="fire"),
        pytest.param("The court delayed the execution in {Bergtal|place town}.", id="judicial execution"),
        pytest.param("The new prison clashes with plans for {Bergtal|place town}.", id="plans clash"),
        pytest.param("Two men were captured in {Bergtal|place town} on {Sunday|time 2018-05-13}.", id="manhunt"),
        pytest.param("Warm water caused an explosion of marine life near {Bergtal|place town}.", id="plankton"),
        pytest.param("A fire destroyed a hotel in {Bergtal|place town} on {Sunday|time 2018-05-13}.", id="hotel fire"),
        pytest.param("The accident in {Bergtal|place town} killed three people.", id="accident"),
        pytest.param("An immigration raid in {Bergtal|place town} was criticised.", id="immigration raid"),
    ],
)
def test_ordinary_news_is_no_violence(language: LanguageModel, marked: str) -> None:
    """What local papers tell in the words of war makes no event of violence."""
    events = [claim.detail for claim in claims(marked, language, "event")]
    assert not [detail for detail in events if isinstance(detail, EventDetail) and detail.event_type == "ASSAULT"]


@pytest.mark.parametrize(
    ("text", "number"),
    [
        pytest.param("A cyclone killed 70 people. At least 12 are missing.", 1, id="forward from a cyclone"),
        pytest.param("A man shot two neighbours. They had quarrelled over a hedge.", 0, id="back from a quarrel"),
    ],
)
def test_a_world_spreads(text: str, number: int, language: LanguageModel) -> None:
    """Where nobody is under arms, a sentence set in another world speaks for those around it."""
    views = DocumentContext(annotate(text, language), made_by="test").views
    assert views[number].worlds


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("A cyclone killed 70 people. Mortars killed 12 others on Monday.", id="a weapon"),
        pytest.param("The north suffers from hunger. On Monday 12 people were killed.", id="hunger that killed nobody"),
        pytest.param("On Monday 12 people were killed. A flood killed six more.", id="told before the flood"),
        pytest.param("A robber was jailed. On Monday three villagers were kidnapped.", id="a word of its own"),
    ],
)
def test_a_world_is_not_spread(text: str, language: LanguageModel) -> None:
    """A weapon keeps a document in this world; what only suffers kills nobody; what is told apart is no part of it."""
    views = DocumentContext(annotate(text, language), made_by="test").views
    number = 1 if "Monday" in views[1].text[views[1].sentence.start : views[1].sentence.end] else 0
    assert not views[number].worlds
