"""Hamlets that no gazetteer has: their whole name, and the town that the words give them."""

from __future__ import annotations

import pytest

from musterbook.annotate import open_gazetteer
from musterbook.annotate.gazetteer.reader import Gazetteer
from musterbook.annotate.language import LanguageModel
from musterbook.annotate.places.find import find_places
from musterbook.config import AnnotateSettings
from musterbook.model import Block, Document, PlaceReading


@pytest.fixture(scope="module")
def gazetteer() -> Gazetteer:
    """The installed gazetteer."""
    return open_gazetteer(AnnotateSettings())


def read(language: LanguageModel, gazetteer: Gazetteer, text: str) -> dict[str, str | None]:
    """The places of a text: words → the name of the place, None without one."""
    blocks = (Block(kind="paragraph", start=0, end=len(text)),)
    document = Document(document_id="d", report_id="0" * 64, text=text, blocks=blocks, location="test")
    ((_, sentences),) = language.analyse([document])
    found = find_places(sentences, document=document, gazetteer=gazetteer, actors=())
    readings = {mention.text: mention.reading for mention in found}
    return {
        name: None if reading.place is None else reading.place.name
        for name, reading in readings.items()
        if isinstance(reading, PlaceReading)
    }


@pytest.mark.parametrize(
    ("text", "name", "place"),
    [
        ("Marines who landed at El Tamarindo Seco on Tuesday killed two gunmen.", "El Tamarindo Seco", None),
        ("Gunmen killed three farmers at El Guayabo Alto on Tuesday.", "El Guayabo Alto", None),
        ("Gunmen killed three farmers in the hamlet of Qala-e Sorkhan on Tuesday.", "Qala-e Sorkhan", None),
        ("Five people were killed in El on Tuesday.", "El", None),
        ("Shells hit El Fasher, in Darfur, on Tuesday.", "El Fasher", "El Fasher"),
        ("A mine killed two men in Las Palmas on Tuesday.", "Las Palmas", "Las Palmas"),
    ],
    ids=["an article", "a word that is a far hamlet", "behind a dash", "an article alone", "listed", "listed in Spain"],
)  # fmt: skip
def test_a_name_is_read_whole(
    language: LanguageModel, gazetteer: Gazetteer, text: str, name: str, place: str | None
) -> None:
    """An article is no place, nor is the first half of a longer name that the gazetteer lacks."""
    found = read(language, gazetteer, text)
    assert (name in found, found.get(name)) == (True, place)


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("Gunmen killed three farmers at Danfu, 14 km from Herat in Afghanistan, on Tuesday.", "Herat"),
        ("Gunmen killed three farmers at Danfu, some 20 miles (32 km) south-west of the city of Herat.", "Herat"),
        ("Gunmen killed three farmers at Danfu, just outside Herat, on Tuesday.", "Herat"),
        ("Gunmen killed three farmers at Danfu, 140 km from Herat in Afghanistan, on Tuesday.", None),
        ("Gunmen killed three farmers at Danfu, two hours from Herat in Afghanistan, on Tuesday.", None),
        ("Gunmen left Danfu and killed three farmers near Herat on Tuesday.", None),
    ],
    ids=["a distance", "two units", "outside", "too far", "hours", "another clause"],
)  # fmt: skip
def test_a_hamlet_stands_for_the_town_near_which_it_is_told_to_lie(
    language: LanguageModel, gazetteer: Gazetteer, text: str, place: str | None
) -> None:
    """Within fifty kilometres the town gives the point; farther off the name stays without one."""
    assert read(language, gazetteer, text).get("Danfu") == place
