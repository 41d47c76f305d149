"""Place mentions → spans, points, GeoNames ids, countries.

Both corpora mark more than where something is: a country that acts ("China reported"), the country or state in the name of
a body, and LGL adjectives too ("the Georgian police"). The product reads none of these as places; here they are added.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from eval.reading import Item, Reader, ReadItem
from musterbook.annotate.gazetteer.reader import Gazetteer
from musterbook.annotate.places.lookup import is_part_of_country
from musterbook.annotate.places.words import load_place_words
from musterbook.model import Place, PlaceReading, Token

__all__ = ["predict"]

_LONGEST = 5
_NAMED = frozenset({"country", "adm1", "region"})
# Countries as GeoNames called them when the corpora were made.
_DATED = {"Czechia": "Czech Republic"}
Found = tuple[int, int, Place | None]


def predict(items: Iterable[Item], reader: Reader) -> list[dict[str, Any]]:
    """Return `{id, places: [{start, end, lat, lon, geonameid, country}]}` for each item; None where not resolved.

    `country` is the English name, as in LGL.
    """
    gazetteer = reader.knowledge.gazetteer
    predictions: list[dict[str, Any]] = []
    for read in reader.read(items):
        places: list[dict[str, Any]] = []
        for start, end, place in sorted(_find(read, gazetteer), key=lambda found: found[:2]):
            span = read.locate(start, end)
            if span:
                places.append({"start": span[0], "end": span[1], **_describe(place, gazetteer)})
        predictions.append({"id": read.item["id"], "places": places})
    return predictions


@dataclass(frozen=True, slots=True)
class _Corpus:
    """What is marked besides in one document: `chosen` are the places its names were read as, in lower case."""

    text: str
    gazetteer: Gazetteer
    chosen: dict[str, Place]
    has_adjectives: bool


def _find(read: ReadItem, gazetteer: Gazetteer) -> Iterator[Found]:
    """Yield the places that the product found, then what the corpora mark besides."""
    annotated = read.extraction.annotated
    if annotated is None:
        return
    taken: list[tuple[int, int]] = []
    chosen: dict[str, Place] = {}
    for mention in annotated.mentions:
        if isinstance(mention.reading, PlaceReading) and not _is_described(mention.text):
            taken.append((mention.start, mention.end))
            if mention.reading.place is not None:
                chosen.setdefault(mention.text.lower(), mention.reading.place)
            yield mention.start, mention.end, mention.reading.place
    has_adjectives = str(read.item["id"]).startswith("lgl")
    corpus = _Corpus(annotated.document.text, gazetteer, chosen, has_adjectives)
    for sentence in annotated.sentences:
        free = [t for t in sentence.tokens if not any(start < t.end and t.start < end for start, end in taken)]
        yield from _find_besides(free, corpus)


def _is_described(text: str) -> bool:
    """Return whether a place is described and not named ("in the country", "the Ugandan capital"): the corpora mark names."""
    words = load_place_words()
    return text.split()[-1].lower() in words.land | words.capitals | words.countries


def _find_besides(tokens: list[Token], corpus: _Corpus) -> Iterator[Found]:
    """Yield names that the document has as places elsewhere, countries, states in names of bodies, adjectives."""
    index = 0
    while index < len(tokens):
        last, place = _read(tokens, index, corpus)
        if place is not None:
            yield tokens[index].start, tokens[last].end, place
        index = last + 1


def _read(tokens: list[Token], index: int, corpus: _Corpus) -> tuple[int, Place | None]:
    """Return the last token of the name that starts at the token, and its place; the token itself and None without one."""
    first = tokens[index]
    words = load_place_words()
    is_word = first.text.lower() in words.never | words.common | words.features.keys()
    if not first.text[:1].isupper() or first.entity == "PERSON" or first.text.lower() in {"the", "a"}:
        return index, None
    for last in range(min(index + _LONGEST, len(tokens)) - 1, index - 1, -1):
        if not tokens[last].text[-1:].isalpha() and tokens[last].text[-1:] != ".":
            continue
        name = corpus.text[first.start : tokens[last].end]
        if is_word and last == index:
            continue
        place = corpus.chosen.get(name.lower()) or _country_or_state(name, first, corpus.gazetteer)
        if place is None and corpus.has_adjectives:
            place = corpus.gazetteer.demonym_place(name)
        if place is not None:
            return last, place
    return index, None


def _country_or_state(name: str, first: Token, gazetteer: Gazetteer) -> Place | None:
    """Return the country, or in the name of a body the state or region, that a name means first of all."""
    found = gazetteer.find(name, limit=1)
    if not found or found[0].kind not in _NAMED:
        return None
    return found[0] if found[0].kind == "country" or first.entity == "ORG" else None


def _describe(place: Place | None, gazetteer: Gazetteer) -> dict[str, Any]:
    if place is None:
        return {"lat": None, "lon": None, "geonameid": None, "country": None}
    country = gazetteer.country(place.country) if place.country else None
    if country is not None and is_part_of_country(place):
        place = country  # "northern Ghana" is marked as Ghana
    name = None if country is None else _DATED.get(country.name, country.name)
    geonames_id = str(place.geonames_id) if place.geonames_id else None
    return {"lat": place.lat, "lon": place.lon, "geonameid": geonames_id, "country": name}
