"""Whether a thing happened."""

from __future__ import annotations

import pytest

from musterbook.annotate.language import LanguageModel
from musterbook.model import EventDetail
from musterbook.records.context import DocumentContext
from musterbook.records.status import Standing, is_other_world, read_standing
from musterbook.records.views import SentenceView
from tests.unit.records.builders import annotate, claims


def _view(text: str, language: LanguageModel) -> SentenceView:
    return DocumentContext(annotate(text, language), made_by="test").views[0]


@pytest.mark.parametrize(
    ("text", "key", "standing"),
    [
        pytest.param("Rebels attacked the town.", "attack", Standing(), id="completed"),
        pytest.param("Rebels tried to attack the town.", "attack", Standing(status="attempted"), id="attempted"),
        pytest.param("Police foiled an attack on the town.", "attack", Standing(status="foiled"), id="foiled"),
        pytest.param("An attack on the town was thwarted.", "attack", Standing(status="foiled"), id="foiled passive"),
        pytest.param("The cell planned to attack the town.", "attack", Standing(status="planned"), id="planned"),
        pytest.param("The rebels will attack the town.", "attack", Standing(status="planned"), id="future"),
        pytest.param("Rebels may attack the town.", "attack", Standing(status="hypothetical"), id="modal"),
        pytest.param(
            "If rebels attacked the town, people would flee.", "attack", Standing(status="hypothetical"), id="if"
        ),
        pytest.param(
            "The embassy warned of an attack on the town.", "attack", Standing(status="hypothetical"), id="warned"
        ),
        pytest.param(
            "Families marked the anniversary of the massacre.",
            "massacre",
            Standing(status="historical"),
            id="anniversary",
        ),
        pytest.param("They met to attack the town.", "attack", Standing(status="planned"), id="purpose"),
        pytest.param("The rebels did not attack the town.", "attack", Standing(is_negated=True), id="negated"),
        pytest.param(
            "They will come and attack the town.", "attack", Standing(status="planned"), id="future carried on"
        ),
        pytest.param("They attack villages every week.", "attack", Standing(is_event=False), id="habit"),
        pytest.param(
            "An attack on students could never be justified.",
            "attack",
            Standing(status="hypothetical"),
            id="any attack",
        ),
    ],
)
def test_standing(text: str, key: str, standing: Standing, language: LanguageModel) -> None:
    """The nearest word that tells whether it happened decides."""
    view = _view(text, language)
    assert read_standing(view, view.keys.index(key)) == standing


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
