"""Sentences as the rules see them."""

from __future__ import annotations

import pytest

from musterbook.annotate.language import LanguageModel
from musterbook.records.context import DocumentContext
from musterbook.records.sentences.views import SentenceView
from tests.unit.records.builders import annotate


def _view(text: str, language: LanguageModel) -> SentenceView:
    return DocumentContext(annotate(text, language), made_by="test").views[0]


def _words(view: SentenceView, positions: tuple[int, ...]) -> list[str]:
    return [view.tokens[position].text for position in positions]


@pytest.mark.parametrize(
    ("text", "verb", "agents", "patients"),
    [
        pytest.param("Rebels attacked the village.", "attack", ["Rebels"], ["village"], id="active"),
        pytest.param("The village was attacked by rebels.", "attack", ["rebels"], ["village"], id="passive"),
        pytest.param(
            "Soldiers and police killed the rebels.", "kill", ["Soldiers", "police"], ["rebels"], id="conjoined"
        ),
        pytest.param("The rebels who attacked the village fled.", "attack", ["rebels"], ["village"], id="relative"),
        pytest.param("The men killed by the army were rebels.", "kill", ["army"], ["men"], id="reduced relative"),
        pytest.param("The rebels tried to attack the village.", "attack", ["rebels"], ["village"], id="control"),
        pytest.param("The army forced villagers to flee.", "flee", ["villagers"], [], id="object control"),
        pytest.param("Rebels stormed the base, killing two guards.", "kill", ["Rebels"], ["guards"], id="participle"),
        pytest.param("They killed and wounded dozens.", "kill", ["They"], ["dozens"], id="shared object"),
        pytest.param("The attack was foiled.", "foil", [], ["attack"], id="passive without agent"),
        pytest.param("The army accused rebels of killing a guard.", "kill", ["rebels"], ["guard"], id="charge"),
        pytest.param("They arrested two men for planting a bomb.", "plant", ["men"], ["bomb"], id="charge with for"),
        pytest.param("The town, which the rebels captured, is calm.", "capture", ["rebels"], ["town"], id="which"),
        pytest.param("The army shot dead two rebels.", "shoot", ["army"], ["rebels"], id="shot dead"),
        pytest.param("Killed two men in the town, police said.", "kill", [], ["men"], id="the speaker behind"),
        pytest.param(
            "Militants ambushed the patrol and troops returned fire.", "ambush", ["Militants"], ["patrol"], id="hit"
        ),
        pytest.param(
            "Militants ambushed the patrol and troops returned fire.", "return", ["troops"], ["fire"], id="two clauses"
        ),
        pytest.param(
            "A roadside bomb hit a bus and policemen opened fire.", "open", ["policemen"], ["fire"], id="two verbs"
        ),
    ],
)
def test_arguments_are_turned_round(
    text: str, verb: str, agents: list[str], patients: list[str], language: LanguageModel
) -> None:
    """Who does it and to whom come out the same in whatever form the sentence puts them."""
    view = _view(text, language)
    arguments = view.arguments(view.keys.index(verb))
    assert (_words(view, arguments.agents), _words(view, arguments.patients)) == (agents, patients)


@pytest.mark.parametrize(
    ("text", "key"),
    [
        pytest.param("The group is co-operating with others.", "cooperate", id="prefix and hyphen"),
        pytest.param("Troops retook the town.", "retake", id="irregular past"),
        pytest.param("The Attack lasted an hour.", "attack", id="capital"),
    ],
)
def test_keys_find_the_verb(text: str, key: str, language: LanguageModel) -> None:
    """A verb is found in the form a table lists it, however it is written."""
    assert key in _view(text, language).keys


def test_phrase_leaves_clauses_out(language: LanguageModel) -> None:
    """A noun phrase keeps its "of" and drops its relative clause and place."""
    view = _view("They stormed the headquarters of the police in the town, which was empty.", language)
    start, end = view.phrase(view.keys.index("headquarters"))
    assert view.text[start:end] == "the headquarters of the police"


@pytest.mark.parametrize(
    ("text", "key", "is_negated"),
    [
        pytest.param("The army did not attack the village.", "attack", True, id="not"),
        pytest.param("No group has claimed the attack.", "claim", True, id="no subject"),
        pytest.param("The army attacked the village without warning.", "attack", False, id="without something else"),
    ],
)
def test_negation(text: str, key: str, is_negated: bool, language: LanguageModel) -> None:  # noqa: FBT001  # a table column
    """Only what negates the word itself counts."""
    view = _view(text, language)
    assert view.is_negated(view.keys.index(key)) is is_negated
