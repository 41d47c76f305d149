"""Where, by other means than names: what is done to a name, points of the compass, adjectives, the homes of groups."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace

import pytest

from musterbook.annotate.actors.home import homes_of_groups
from musterbook.annotate.actors.register import load_register
from musterbook.annotate.language import LanguageModel
from musterbook.annotate.places.evidence import Scene
from musterbook.annotate.places.find import find_places
from musterbook.annotate.places.lookup import Lookup
from musterbook.annotate.places.use import Use, use_as_place
from musterbook.annotate.places.words import load_place_words
from musterbook.model import ActorReading, Block, Document, Mention, Place, PlaceReading, Sentence

SOMALIA = Place(place_id="gn:1", geonames_id=1, name="Somalia", kind="country", country="SO", lat=5.5, lon=46.0)
UGANDA = replace(SOMALIA, place_id="gn:2", name="Uganda", country="UG", lat=1.2, lon=32.4)
SOUTH = replace(SOMALIA, place_id="mb:part-so-southern", name="southern Somalia", kind="region", lat=1.9, lon=43.2)
KAMPALA = Place(place_id="gn:3", geonames_id=3, name="Kampala", kind="town", country="UG", lat=0.3, lon=32.6)
DINSOR = Place(place_id="gn:4", geonames_id=4, name="Dinsor", kind="town", country="SO", lat=2.4, lon=42.98)
DINSOR_ELSEWHERE = replace(DINSOR, place_id="gn:5", country="US", lat=40.0, lon=-90.0, population=90_000)
HODDUR = replace(DINSOR, place_id="gn:6", name="Hoddur", lat=4.1, lon=43.9, population=12_000)


class Gazetteer:
    """A gazetteer of a few places, found by exact name."""

    names: Mapping[str, tuple[Place, ...]] = {
        "somalia": (SOMALIA,),
        "uganda": (UGANDA,),
        "southern somalia": (SOUTH,),
        "kampala": (KAMPALA,),
        "capital of uganda": (KAMPALA,),
        "dinsor": (DINSOR_ELSEWHERE, DINSOR),
        "hoddur": (HODDUR,),
    }

    def find(self, name: str, *, country: str | None = None, limit: int = 10) -> tuple[Place, ...]:
        """Return the places of that name."""
        return tuple(one for one in self.names.get(name.lower(), ()) if country in {None, one.country})[:limit]

    def country(self, iso2: str) -> Place | None:
        """Return the country of the code."""
        return {"SO": SOMALIA, "UG": UGANDA}.get(iso2)

    def contains(self, place_id: str, other_id: str) -> bool:
        """Return whether the first holds the second: only countries do, and they are asked by code."""
        return place_id == other_id

    def demonyms(self) -> Mapping[str, str]:
        """Return demonyms and their countries."""
        return {"somali": "SO", "ugandan": "UG"}


def analyse(language: LanguageModel, text: str) -> tuple[Document, tuple[Sentence, ...]]:
    """A document of one paragraph and its sentences."""
    blocks = tuple(Block(kind="paragraph", start=m.start(), end=m.end()) for m in re.finditer(r"[^\n]+", text))
    document = Document(document_id="d-1", report_id="0" * 64, text=text, blocks=blocks, location="test")
    ((_, sentences),) = language.analyse([document])
    return document, sentences


def read(language: LanguageModel, text: str, *, homes: tuple[str, ...] = ()) -> list[tuple[str, str, int | None]]:
    """Words, place and precision of the places of the text."""
    document, sentences = analyse(language, text)
    mentions = find_places(sentences, document=document, gazetteer=Gazetteer(), actors=(), homes=homes)
    readings = [mention.reading for mention in mentions if isinstance(mention.reading, PlaceReading)]
    return [(one.words, one.place.place_id if one.place else "-", one.where_prec) for one in readings]


def use_of(language: LanguageModel, text: str, name: str) -> Use | None:
    """How surely what is done to the name takes a place."""
    _, (sentence,) = analyse(language, text)
    words = load_place_words()
    scene = Scene(
        tokens=sentence.tokens, text=text, lookup=Lookup(Gazetteer(), words), words=words, surnames=frozenset(), index=0
    )
    at = next(index for index, token in enumerate(sentence.tokens) if token.text == name)
    return use_as_place(scene, at, at)


@pytest.mark.parametrize(
    ("text", "name", "is_used"),
    [
        ("The rebels raided Dinsor on Sunday.", "Dinsor", True),
        ("The rebels took control of Dinsor.", "Dinsor", True),
        ("The troops withdrew from Dinsor at noon.", "Dinsor", True),
        ("Three men died in a strike on Dinsor.", "Dinsor", True),
        ("The army took Dinsor, a town of traders, after a week.", "Dinsor", True),
        ("The rebels shelled Baidoa and Dinsor.", "Dinsor", True),
        ("The court freed Dinsor on Sunday.", "Dinsor", False),
        ("Reporters spoke of Dinsor all day.", "Dinsor", False),
        ("Dinsor said that he was not afraid.", "Dinsor", False),
    ],
    ids=[
        "object", "control of", "moved from", "strike on", "called a town", "one of two", "a person freed", "spoken of",
        "a speaker",
    ],
)  # fmt: skip
def test_what_is_done_to_a_name_says_whether_it_is_a_place(
    language: LanguageModel, text: str, name: str, *, is_used: bool
) -> None:
    """Only verbs and nouns that take a place make one of the name."""
    assert (use_of(language, text, name) is not None) is is_used


def test_a_name_that_is_only_used_as_a_place_needs_a_country_of_the_document(language: LanguageModel) -> None:
    """The same words make a place where the groups named are at home, and none where nothing says the country."""
    text = "The army lost Dinsor on Sunday."
    assert read(language, text, homes=("SO",)) == [("Dinsor", "gn:4", 1)]
    assert read(language, text, homes=("UG",)) == []


@pytest.mark.parametrize(
    ("text", "place_ids"),
    [
        ("The rebels besieged Dinsor on Sunday.", ["gn:5"]),
        ("The shelling of Dinsor went on.", ["gn:5"]),
        ("Men from Kampala attacked Dinsor and Kampala.", ["gn:3", "gn:5", "gn:3"]),
        ("At Dinsor, nobody slept.", ["gn:5"]),
        ("The rebels freed Dinsor on Sunday.", []),
    ],
    ids=["besieged", "shelling of", "joined to a place", "a preposition opens the sentence", "persons are freed"],
)
def test_what_takes_nothing_but_places_needs_no_country(
    language: LanguageModel, text: str, place_ids: list[str]
) -> None:
    """Nobody shells a person, and what is joined to a place is one."""
    assert [place_id for _, place_id, _ in read(language, text)] == place_ids


@pytest.mark.parametrize(
    ("text", "use"),
    [
        ("Two explosions rocked Dinsor on Sunday.", "known"),
        ("Dinsor was shaken by blasts at noon.", "known"),
        ("Rockets and drones targeted Dinsor on Sunday.", "known"),
        ("Government forces struck Dinsor on Sunday.", "known"),
        ("A missile hit Dinsor on Sunday.", "known"),
        ("Ethiopia struck Dinsor on Sunday.", "known"),
        ("Dinsor was hit at dawn on Sunday.", "known"),
        ("Forces struck Dinsor in the heart of the valley.", "known"),
        ("Guards struck Dinsor on Sunday.", "likely"),
        ("Dinsor was struck by a guard on Sunday.", "likely"),
        ("Guards struck Dinsor on the chin and the neck.", None),
        ("Two shells hit Dinsor in the leg on Sunday.", None),
        ("Dinsor was hit in the knee on Sunday.", None),
        ("Gunmen targeted Dinsor on Sunday.", "likely"),
        ("The verdict rocked Dinsor on Sunday.", None),
        ("Gunmen shot Dinsor on Sunday.", None),
    ],
    ids=[
        "blasts", "in the passive", "weapons", "forces", "a missile", "a state", "by nobody told", "the heart of a valley",
        "guards", "by a guard", "on the chin and the neck", "in the leg", "in the knee", "persons are targeted", "no blast",
        "persons are shot",
    ],
)  # fmt: skip
def test_what_explodes_shakes_places(language: LanguageModel, text: str, use: str | None) -> None:
    """What explodes, falls or flies shakes places that are known, and forces strike them; persons are struck on parts of the body."""
    assert use_of(language, text, "Dinsor") == use


@pytest.mark.parametrize(
    ("text", "place_ids"),
    [("Two explosions rocked Dinsor on Sunday.", ["gn:5"]), ("A blast shook Hoddur on Sunday.", [])],
    ids=["widely known", "a small town"],
)
def test_what_blasts_shake_is_surely_a_place_that_is_widely_known(
    language: LanguageModel, text: str, place_ids: list[str]
) -> None:
    """A lesser place needs a country of the document."""
    assert [place_id for _, place_id, _ in read(language, text)] == place_ids


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Fighting went on in southern Somalia.", [("southern Somalia", "mb:part-so-southern", 5)]),
        ("Fighting went on in northern Somalia.", [("Somalia", "gn:1", 6)]),
        ("They keep 2,000 men on Somali soil.", [("Somali soil", "gn:1", 6)]),
        ("A bomb went off in the Ugandan capital.", [("Ugandan capital", "gn:3", 1)]),
        ("A bomb went off in Uganda's capital.", [("Uganda's capital", "gn:3", 1)]),
        ("The Ugandan army has 900 men in the country.", [("the country", "gn:2", 6)]),
        ("The Ugandan capital markets were calm.", []),
        ("The rebels hold the country's north.", []),
    ],
    ids=[
        "part of a country", "a part that the gazetteer lacks", "soil", "adjective and capital", "possessive and capital",
        "the country", "capital markets", "the country's",
    ],
)  # fmt: skip
def test_a_place_may_be_described(
    language: LanguageModel, text: str, expected: list[tuple[str, str, int | None]]
) -> None:
    """Compass points, soil, capitals and "the country" lead to places; nouns that only look like them do not."""
    assert read(language, text) == expected


def test_groups_tell_where_a_document_is_set() -> None:
    """The home of a group counts, the most named first; a state's force and an unknown actor have none here."""
    register = load_register()

    def mention(start: int, actor_id: str | None) -> Mention:
        reading = ActorReading(actor_id=actor_id, name=None, side="armed_group", words="x", why="test")
        return Mention(mention_id=f"m{start}", kind="actor", start=start, end=start + 1, text="x", reading=reading)

    actors = [mention(0, "npa-philippines"), mention(2, "m23"), mention(4, "m23"), mention(6, None)]
    assert homes_of_groups([*actors, mention(8, "armed-forces-of-mali")], register=register) == ("CD", "PH")
