"""Look-ups in a gazetteer, each made once."""

from __future__ import annotations

from collections.abc import Container, Mapping
from typing import Protocol

from musterbook_gazetteer.keys import name_key

from musterbook.annotate.places.spellings import respell
from musterbook.annotate.places.words import PlaceWords
from musterbook.model import Place

__all__ = ["Lookup", "PlaceIndex", "is_part_of_country"]

_CANDIDATES = 30
_MOST_CACHED = 200_000
_MOST_RESPELLED = 20_000


def is_part_of_country(place: Place) -> bool:
    """Return whether the place is "southern Somalia" or the like: it holds what its country holds, as far as anybody can say."""
    return place.place_id.startswith("mb:part-")


class PlaceIndex(Protocol):
    """What is needed of a gazetteer."""

    def find(self, name: str, *, country: str | None = None, limit: int = 10) -> tuple[Place, ...]:
        """Return the places of that name, the most prominent first."""

    def country(self, iso2: str) -> Place | None:
        """Return the country of an ISO 3166-1 alpha-2 code; None if there is none."""

    def contains(self, place_id: str, other_id: str) -> bool:
        """Return whether the first place holds the second one."""

    def demonyms(self) -> Mapping[str, str]:
        """Return demonyms ("Afghan") and their countries (ISO 3166-1 alpha-2)."""


class Lookup:
    """Look-ups in a gazetteer, each made once."""

    def __init__(self, gazetteer: PlaceIndex, words: PlaceWords) -> None:
        self.gazetteer = gazetteer
        self.words = words
        self.demonyms = {word.lower(): country for word, country in gazetteer.demonyms().items()}
        self._found: dict[str, tuple[Place, ...]] = {}
        self._respelled: dict[str, tuple[tuple[Place, ...], ...]] = {}
        self._countries: dict[str, Place | None] = {}
        self._inside: dict[tuple[str, str], bool] = {}

    def find(self, name: str) -> tuple[Place, ...]:
        """Return the places of that name, the most prominent first."""
        places = self._found.get(name)
        if places is None:
            if len(self._found) > _MOST_CACHED:
                self._found.clear()
            asked = self.words.aliases.get(name, name)
            places = self._found[name] = self.gazetteer.find(asked, limit=_CANDIDATES)
        return places

    def find_respelled(self, name: str, *, countries: Container[str | None]) -> tuple[Place, ...]:
        """Return the places in the countries that another spelling of the name leads to, by the first spelling that does."""
        made = self._respelled.get(name)
        if made is None:
            if len(self._respelled) > _MOST_RESPELLED:
                self._respelled.clear()
            keys = respell(name_key(self.words.aliases.get(name, name)), self.words.spellings)
            found = (self.gazetteer.find(key, limit=_CANDIDATES) for key in keys)
            made = self._respelled[name] = tuple(places for places in found if places)
        for places in made:
            inside = tuple(place for place in places if place.country in countries)
            if inside:
                return inside
        return ()

    def demonym(self, word: str) -> str | None:
        """Return the country of a demonym, singular or plural; None if the word is none."""
        lower = word.lower()
        return self.demonyms.get(lower) or (self.demonyms.get(lower[:-1]) if lower.endswith("s") else None)

    def country(self, iso: str) -> Place | None:
        """Return the country with the ISO 3166-1 alpha-2 code; None if there is none."""
        if iso not in self._countries:
            self._countries[iso] = self.gazetteer.country(iso)
        return self._countries[iso]

    def capital(self, country: Place) -> Place | None:
        """Return the capital of a country; None if the gazetteer does not say which it is."""
        found = self.find(f"capital of {country.name}")
        return next((place for place in found if place.country == country.country), None)

    def contains(self, outer: Place, inner: Place) -> bool:
        """Return whether the outer place holds the inner one; by the inner one's parents where they say so."""
        if outer.place_id == inner.place_id:
            return False
        if outer.place_id in {inner.adm1_id, inner.adm2_id}:
            return True
        if outer.kind == "country" or is_part_of_country(outer):
            return outer.country is not None and outer.country == inner.country
        if outer.kind not in {"region", "adm1", "adm2"} or inner.kind == "country":
            return False
        pair = (outer.place_id, inner.place_id)
        if pair not in self._inside:
            self._inside[pair] = self.gazetteer.contains(*pair)
        return self._inside[pair]
