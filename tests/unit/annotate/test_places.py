"""Where: names, borders, the choice among candidates and the precision, with a gazetteer of a few places."""

from __future__ import annotations

import re
from collections.abc import Mapping

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from musterbook.annotate.language import LanguageModel
from musterbook.annotate.places.find import country_focus, find_places
from musterbook.model import (
    ActorReading,
    Block,
    Document,
    Mention,
    Place,
    PlaceKind,
    PlaceReading,
    Sentence,
    Token,
    make_id,
)


def place(place_id: str, name: str, kind: PlaceKind, point: tuple[float, float] | None, **fields: object) -> Place:
    """A place of the fake gazetteer."""
    lat, lon = point or (None, None)
    return Place(
        place_id=place_id,
        geonames_id=None,
        name=name,
        kind=kind,
        lat=lat,
        lon=lon,
        coord_source="source" if point else None,
        **fields,  # type: ignore[arg-type]
    )


AF = place("gn:1", "Afghanistan", "country", (33.8, 66.0), country="AF", population=37_000_000)
PK = place("gn:2", "Pakistan", "country", (30.0, 69.5), country="PK", population=212_000_000)
ML = place("gn:3", "Mali", "country", (17.5, -3.5), country="ML", population=19_000_000)
NE = place("gn:4", "Niger", "country", (17.4, 9.4), country="NE", population=22_000_000)
NANGARHAR = place("gn:5", "Nangarhar", "adm1", (34.2, 70.3), country="AF")
ACHIN = place("gn:6", "Achin", "adm2", (34.13, 70.71), country="AF", adm1_id="gn:5", adm1="Nangarhar")
ACEH = place("gn:7", "Aceh", "adm1", (4.4, 97.0), country="ID")
KUNDUZ = place("gn:8", "Kunduz", "adm1", (36.9, 68.7), country="AF")
KUNDUZ_TOWN = place("gn:9", "Kunduz", "town", (36.73, 68.86), country="AF", adm1_id="gn:8", population=161_902)
JALALABAD = place("gn:10", "Jalalabad", "town", (34.43, 70.45), country="AF", adm1_id="gn:5", population=271_900)
JALALABAD_IN = place("gn:11", "Jalalabad", "town", (30.61, 74.26), country="IN", population=39_525)
BORDER = place("mb:border-af-pk", "Afghanistan–Pakistan border", "border", (33.3, 69.9))
SEA = place("mb:black-sea", "Black Sea", "water", (43.3, 34.5), feature_code="SEA")
EAST = place("mb:middle-east", "Middle East", "region", (30.0, 44.0))
PARIS = place("gn:12", "Paris", "town", (48.9, 2.3), country="FR", population=2_138_551)
GAO = place("gn:13", "Gao", "town", (16.27, -0.04), country="ML", population=86_000)


class Gazetteer:
    """A gazetteer of a few places, found by exact name."""

    names: Mapping[str, tuple[Place, ...]] = {
        "afghanistan": (AF,), "pakistan": (PK,), "mali": (ML,), "niger": (NE,), "nangarhar": (NANGARHAR,),
        "achin": (ACEH, ACHIN), "kunduz": (KUNDUZ_TOWN, KUNDUZ), "jalalabad": (JALALABAD_IN, JALALABAD),
        "afghanistan-pakistan border": (BORDER,), "black sea": (SEA,), "middle east": (EAST,), "paris": (PARIS,),
        "gao": (GAO,),
    }  # fmt: skip

    def find(self, name: str, *, country: str | None = None, limit: int = 10) -> tuple[Place, ...]:
        """Return the places of that name."""
        found = self.names.get(name.lower(), ())
        return tuple(item for item in found if country in {None, item.country})[:limit]

    def country(self, iso2: str) -> Place | None:
        """Return the country of the code."""
        return next((item for item in (AF, PK, ML, NE) if item.country == iso2), None)

    def contains(self, place_id: str, other_id: str) -> bool:
        """Return whether the first holds the second."""
        return (place_id, other_id) in {("gn:5", "gn:6"), ("gn:5", "gn:10"), ("gn:8", "gn:9")}

    def demonyms(self) -> Mapping[str, str]:
        """Return demonyms and their countries."""
        return {"afghan": "AF", "pakistani": "PK", "malian": "ML"}


def document_of(text: str) -> Document:
    """A document whose blocks are the paragraphs of the text."""
    blocks = tuple(Block(kind="paragraph", start=m.start(), end=m.end()) for m in re.finditer(r"[^\n]+", text))
    return Document(document_id="d-1", report_id="0" * 64, text=text, blocks=blocks, location="test")


def read(language: LanguageModel, text: str, *actors: Mention, hint: tuple[str, ...] = ()) -> list[PlaceReading]:
    """The place readings of the text."""
    document = document_of(text)
    ((_, sentences),) = language.analyse([document])
    mentions = find_places(sentences, document=document, gazetteer=Gazetteer(), actors=actors, country_hint=hint)
    for mention in mentions:
        assert mention.text == text[mention.start : mention.end]
    return [mention.reading for mention in mentions if isinstance(mention.reading, PlaceReading)]


def brief(readings: list[PlaceReading]) -> list[tuple[str, str | None, int | None]]:
    """Words, id of the place and precision."""
    return [(r.words, None if r.place is None else r.place.place_id, r.where_prec) for r in readings]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Troops entered the Achin district of Nangarhar province.",
            [("Achin", "gn:6", 3), ("Nangarhar", "gn:5", 4)],
        ),
        ("A bomb went off in Jalalabad, Afghanistan.", [("Jalalabad", "gn:10", 1), ("Afghanistan", "gn:1", 6)]),
        ("Fighting broke out near Gao in northern Mali.", [("near Gao", "gn:13", 2), ("Mali", "gn:3", 6)]),
        ("The convoy was hit 30 km north of Gao.", [("north of Gao", "gn:13", 2)]),
        ("A mine went off on the Jalalabad–Kunduz road in Afghanistan.", [("Jalalabad", "gn:10", 5), ("Kunduz", "gn:9", 5), ("Afghanistan", "gn:1", 6)]),
        ("The rebels captured Kunduz.", [("Kunduz", "gn:8", 4)]),
        ("The rebels captured the city of Kunduz.", [("Kunduz", "gn:9", 1)]),
        ("Militants crossed the Afghanistan-Pakistan border.", [("Afghanistan-Pakistan border", "mb:border-af-pk", 5)]),
        ("They hid along the Afghan–Pakistani border.", [("Afghan–Pakistani border", "mb:border-af-pk", 5)]),
        ("A tanker was boarded in the Black Sea.", [("Black Sea", "mb:black-sea", 7)]),
        ("The network has cells across the Middle East.", [("Middle East", "mb:middle-east", 5)]),
        ("About 800 fighters remain in the Nangarhar area.", [("Nangarhar", "gn:5", 4)]),
    ],
    ids=[
        "district in a province", "town and country", "near", "a distance and a direction", "a road between two", "highest level of one name",
        "a word says town", "border", "border of demonyms", "sea", "region of several countries", "area of a province",
    ],
)  # fmt: skip
def test_a_name_gets_a_place_and_a_precision(
    language: LanguageModel, text: str, expected: list[tuple[str, str | None, int | None]]
) -> None:
    """The words around a name choose among its places and set GED's precision."""
    assert brief(read(language, text)) == expected


@pytest.mark.parametrize(
    "text",
    [
        "Afghan officials said that nine people died.",
        "Paris Hilton arrived by car.",
        "He has this message for the West.",
        "The army major said that it was over.",
    ],
    ids=["demonym", "person", "the West", "a rank"],
)
def test_no_place_is_read_where_there_is_none(language: LanguageModel, text: str) -> None:
    """Demonyms, persons and points of the compass are no places."""
    assert read(language, text) == []


def test_a_name_inside_an_actors_name_is_no_place(language: LanguageModel) -> None:
    """“Tehrik-i-Taliban Pakistan” holds no place; “troops in Pakistan” does, even if Pakistan is an actor too."""
    text = "Fighters of Jamaat Pakistan killed troops in Pakistan."
    spans = [(text.index("Jamaat"), text.index(" killed")), (text.rindex("Pakistan"), len(text) - 1)]
    actors = [
        Mention(
            mention_id=make_id("m", start),
            kind="actor",
            start=start,
            end=end,
            text=text[start:end],
            reading=ActorReading(actor_id="x", name="x", side="armed_group", words=text[start:end], why="test"),
        )
        for start, end in spans
    ]
    assert brief(read(language, text, *actors)) == [("Pakistan", "gn:2", 6)]


def test_a_border_that_the_gazetteer_lacks_has_a_name_and_no_point(language: LanguageModel) -> None:
    """Two countries are enough to say which border it is."""
    (reading,) = read(language, "Herders fled along the border between Mali and Niger.")
    assert reading.place == Place(place_id="mb:border-ml-ne", geonames_id=None, name="Mali–Niger border", kind="border")
    assert (reading.where_prec, reading.why) == (5, "border without a point in the gazetteer: both sides are named")


def test_a_name_that_the_gazetteer_lacks_stays_unresolved(language: LanguageModel) -> None:
    """A place of the language model without a place in the gazetteer keeps its words and says why."""
    (reading,) = read(language, "Two buses were burned in Zurzuna, a village in the hills.")
    assert (reading.place, reading.where_prec, reading.candidates, reading.why) == (
        None,
        None,
        (),
        "the gazetteer has no place of that name",
    )


def test_candidates_are_weighed_and_the_reason_is_said(language: LanguageModel) -> None:
    """Weights sum to 1, the chosen one is first and heaviest, and the strongest reason is given in words."""
    first = read(language, "Troops entered the Achin district of Nangarhar province.")[0]
    assert [candidate.place.place_id for candidate in first.candidates] == ["gn:6", "gn:7"]
    assert sum(candidate.weight for candidate in first.candidates) == pytest.approx(1.0)
    assert first.candidates[0].weight > 0.9
    assert first.why == "inside Nangarhar, named beside it"


def test_the_countries_of_the_document_decide_between_towns_of_one_name(language: LanguageModel) -> None:
    """The hint outweighs the order of the gazetteer."""
    text = "A bomb went off in Jalalabad on Monday."
    assert [r.place and r.place.country for r in read(language, text, hint=("AF",))] == ["AF"]
    assert [r.place and r.place.country for r in read(language, text, hint=("IN",))] == ["IN"]


def test_country_focus_counts_names_demonyms_and_places_of_one_country(language: LanguageModel) -> None:
    """Most named first; a demonym counts a little less than the name."""
    text = "Malian soldiers left Gao. Mali asked for help. Pakistan was silent. Pakistani media were not."
    document = document_of(text)
    ((_, sentences),) = language.analyse([document])
    assert country_focus(sentences, document=document, gazetteer=Gazetteer()) == ("ML", "PK")


def test_country_focus_of_a_text_without_countries_is_empty(language: LanguageModel) -> None:
    """Nothing is guessed."""
    document = document_of("The rebels attacked the town at dawn.")
    ((_, sentences),) = language.analyse([document])
    assert country_focus(sentences, document=document, gazetteer=Gazetteer()) == ()


WORDS = st.sampled_from(
    ["Achin", "district", "of", "Nangarhar", "Kunduz", "border", "Afghanistan", "-", "Pakistan", "and", "between", "with",
     "near", "the", ",", "'s", "Afghan", "in", "Unknown", "Middle", "East", "city", "(", "US", "–", "Jalalabad"]
)  # fmt: skip


@settings(max_examples=200)
@given(st.lists(WORDS, min_size=1, max_size=30), st.randoms(use_true_random=False))
def test_any_order_of_names_gives_places_that_lie_apart(parts: list[str], random: object) -> None:
    """Spans are the text's own, in order and apart; weights sum to 1, at most five; a chosen place has a precision."""
    text = " ".join(parts)
    document = document_of(text)
    tokens = tuple(
        Token(
            match.start(), match.end(), match.group(), match.group().lower(), "PROPN", "NNP", "dep", 0,
            random.choice(["", "GPE", "LOC", "FAC", "ORG", "PERSON", "NORP", "DATE"]),  # type: ignore[attr-defined]
            random.random() < 0.5,  # type: ignore[attr-defined]
        )
        for match in re.finditer(r"\S+", text)
    )  # fmt: skip
    sentence = Sentence(start=0, end=len(text), block=0, kind="paragraph", tokens=tokens)
    position = 0
    for mention in find_places((sentence,), document=document, gazetteer=Gazetteer(), actors=()):
        reading = mention.reading
        assert isinstance(reading, PlaceReading)
        assert position <= mention.start < mention.end
        assert mention.text == text[mention.start : mention.end]
        position = mention.end
        assert (reading.place is None) == (reading.where_prec is None) == (not reading.candidates)
        assert len(reading.candidates) <= 5
        if reading.candidates:
            assert sum(candidate.weight for candidate in reading.candidates) == pytest.approx(1.0)
            assert reading.candidates[0].place == reading.place
