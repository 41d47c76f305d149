"""Whether a thing happened."""

from __future__ import annotations

import pytest

from musterbook.annotate.language import LanguageModel
from musterbook.records.context import DocumentContext
from musterbook.records.sentences.status import Standing, is_guessed, read_standing
from musterbook.records.sentences.views import SentenceView
from tests.unit.records.builders import annotate


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
    ("text", "is_past"),
    [
        pytest.param("Twelve people may have been killed.", True, id="may have"),
        pytest.param("Twelve people might have been killed.", True, id="might have"),
        pytest.param("Twelve people could have been killed.", False, id="could have"),
        pytest.param("Twelve people may be killed.", False, id="may"),
    ],
)
def test_what_may_have_been_is_past(text: str, is_past: bool, language: LanguageModel) -> None:  # noqa: FBT001  # a table column
    """Past and not sure is what "may have been"; what "could have been" did not come about."""
    view = _view(text, language)
    assert is_guessed(view, view.keys.index("kill")) is is_past
