"""Long and strange texts: the work grows in proportion to them, and no chain of words is too long to read."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from types import SimpleNamespace
from typing import Any

import pytest

from musterbook.annotate.language import LanguageModel
from musterbook.model import PlaceReading
from musterbook.records.casualties.conditions import dies_of_it
from musterbook.records.casualties.tolls import find_tolls
from musterbook.records.context import DocumentContext
from musterbook.records.events.tellings import Draft, Telling
from musterbook.records.events.ties import group_tellings
from musterbook.records.places.distances import is_measured
from tests.builders import TOWN, at, attack, on
from tests.unit.records.builders import annotate, read


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("Three soldiers were " + "shot, wounded, " * 600 + "killed in the town.", id="verbs"),
        pytest.param("The rebels attacked " + "some of the members of " * 400 + "the army.", id="parts of parts"),
        pytest.param("The army allied with " + "envoys of the delegates of " * 335 + "the rebels.", id="envoys"),
        pytest.param("The group said the " + "number of the " * 660 + "attacks has grown.", id="numbers"),
        pytest.param("Officials did not confirm " + "or confirm or deny " * 480 + "the attack.", id="alternatives"),
    ],
)
def test_a_sentence_of_nine_thousand_characters_is_read(text: str, language: LanguageModel) -> None:
    """However long a chain of words is, its document gets a record."""
    assert len(text) > 9_000
    assert read(text, language).document_id == "d-1"


class _Chain:
    """A sentence in which each verb is co-ordinated with the one before it, as the rules see it."""

    def __init__(self, *verbs: str) -> None:
        self.keys = verbs
        self.tokens = [SimpleNamespace(dep="conj") for _ in verbs]
        self.children = [(at + 1,) if at + 1 < len(verbs) else () for at in range(len(verbs))]

    @staticmethod
    def child(_position: int, *_labels: str) -> None:
        """No verb has a subject of its own."""


@pytest.mark.parametrize(
    ("verbs", "is_told"),
    [
        pytest.param(("wound", *["shoot"] * 20, "die"), True, id="behind twenty verbs"),
        pytest.param(("wound", *["shoot"] * 20), False, id="nobody dies"),
        pytest.param(("wound", *["shoot"] * 5_000, "die"), False, id="too far behind"),
    ],
)
def test_death_is_told_by_a_verb_joined_to_the_wounding(verbs: tuple[str, ...], is_told: bool) -> None:  # noqa: FBT001  # a table column
    """A verb for death counts behind others, but not behind thousands of them."""
    chain: Any = _Chain(*verbs)
    assert dies_of_it(chain, 0) is is_told


def _telling(number: int, **fields: Any) -> Telling:
    day = date(2018, 5, 13)
    claim = attack(f"c{number}", place=at(TOWN), interval=on(day), **fields)
    return Telling(claim=claim, family="attack", view=number, position=0, is_definite=True)


class _Counted(PlaceReading):
    """A place that counts how often it is looked at."""

    looks = 0

    def __getattribute__(self, name: str) -> Any:
        if name == "place":
            _Counted.looks += 1
        return super().__getattribute__(name)


def _looks(n_tellings: int) -> int:
    """Return how often places are looked at to group so many tellings of one happening."""
    base = at(TOWN)
    counted = _Counted(place=base.place, where_prec=base.where_prec, words=base.words, why=base.why)
    tellings = [replace(told, claim=replace(told.claim, place=counted)) for told in map(_telling, range(n_tellings))]
    _Counted.looks = 0
    groups = group_tellings(tellings)
    assert [len(group) for group in groups] == [n_tellings]
    return _Counted.looks


def test_many_tellings_of_one_happening_take_work_in_proportion() -> None:
    """Twice the tellings of one battle take about twice the comparisons, not four times as many."""
    few, middle, many = (_looks(number) for number in (500, 600, 700))
    assert many - middle == pytest.approx(middle - few, rel=0.05)


def test_a_draft_counts_the_tellings_that_are_tied_to_none() -> None:
    """The number of untied tellings holds when one is added, bettered or forgotten."""
    draft = Draft()
    first, second = _telling(1), _telling(2)
    draft.add_telling(first)
    draft.add_telling(second)
    tied = replace(second, tied_to="c1")
    draft.replace_telling(second, tied)
    assert draft.untied == 1
    draft.replace_telling(tied, second)
    assert draft.untied == 2
    draft.keep(lambda claim: claim.claim_id != "c1")
    assert draft.untied == 1


def test_a_part_is_counted_where_its_fate_is_another(language: LanguageModel) -> None:
    """Of the wounded "two of whom died" are a count of the dead; of the dead they are a part."""
    part = "including {two|quantity 2 2 exact included} of whom died"
    outcomes = []
    for fate in ("killed", "wounded"):
        text = f"{{Forty|quantity 40 40}} soldiers were {fate}, {part}."
        view = DocumentContext(annotate(text, language), made_by="test").views[0]
        outcomes.append([toll.match.frame.values["outcome"] for toll in find_tolls(view)].count("killed"))
    assert outcomes == [1, 1]


def test_a_distance_in_strange_digits_is_no_number(language: LanguageModel) -> None:
    """A raised two is a digit of no number: "5² km from" the town is read without an error."""
    context = DocumentContext(annotate("They fought {² km from Bergtal|place town}.", language), made_by="test")
    (mention,) = context.views[0].mentions
    assert isinstance(mention.reading, PlaceReading)
    near = replace(mention, text="Bergtal", reading=replace(mention.reading, where_prec=2))
    assert is_measured(near)
