"""Countries and capitals by what they are called: "on Afghan soil", "the Ugandan capital", "in the country".

With nothing of a country's name beside it, "the capital" or "in the country" means the one the document is most about.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from musterbook.annotate.places.lookup import Lookup
from musterbook.model import Place, Sentence, Token

__all__ = ["Described", "find_described"]

_POSSESSIVES = frozenset({"'s", "’s", "'", "’"})
_LONGEST_NAME = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class Described:
    """A place that is described, not named: the span from the adjective to the noun, and why it is that place."""

    start: int
    end: int
    place: Place
    why: str


def find_described(
    sentences: Sequence[Sentence], *, text: str, lookup: Lookup, focus: Sequence[str]
) -> Iterator[Described]:
    """Yield the described places of a document in order of their nouns; `focus` are its countries, the heaviest first."""
    words = lookup.words
    nouns = words.land | words.capitals | words.countries
    for sentence in sentences:
        for index, token in enumerate(sentence.tokens):
            noun = token.text.lower()
            if index == 0 or noun not in nouns or _goes_on(sentence.tokens, index, is_named=noun not in words.land):
                continue
            found = None
            if noun not in words.countries:
                found = _country_before(sentence.tokens, index - 1, text, lookup)
            if found is None and noun not in words.land and focus:
                found = _country_meant(sentence.tokens, index, lookup.country(focus[0]), lookup)
            if found is None:
                continue
            start, country = found
            place = lookup.capital(country) if noun in words.capitals else country
            if place is not None:
                why = f"‘{token.text}’ of {country.name}"
                yield Described(start=start, end=token.end, place=place, why=why)


def _goes_on(tokens: tuple[Token, ...], index: int, *, is_named: bool) -> bool:
    """Return whether the noun only describes another one ("capital markets"), or a name follows ("the Ugandan capital, Kampala").

    What has no name of its own (`is_named` is False: soil) is followed by none.
    """
    following = tokens[index + 1 : index + 3]
    if not following:
        return False
    is_compound = following[0].pos in {"NOUN", "PROPN"}
    has_name = is_named and following[0].text == "," and len(following) > 1 and following[1].text[:1].isupper()
    return is_compound or has_name or following[0].text.lower() in _POSSESSIVES | {"of"}


def _country_meant(
    tokens: tuple[Token, ...], index: int, country: Place | None, lookup: Lookup
) -> tuple[int, Place] | None:
    """Return where "the capital", "the whole country" starts behind a preposition of place, and the country of the document."""
    first = index - 1
    if first > 0 and tokens[first].text.lower() in lookup.words.whole:
        first -= 1
    is_place = (
        first > 0 and tokens[first].text.lower() == "the" and tokens[first - 1].text.lower() in lookup.words.strict_cues
    )
    return (tokens[first].start, country) if is_place and country is not None else None


def _country_before(tokens: tuple[Token, ...], last: int, text: str, lookup: Lookup) -> tuple[int, Place] | None:
    """Return where the adjective or the possessive starts, and its country; None if the word before the noun is neither."""
    if tokens[last].text in _POSSESSIVES and last:
        last -= 1
        for first in range(max(last - _LONGEST_NAME + 1, 0), last + 1):
            places = (
                lookup.find(text[tokens[first].start : tokens[last].end]) if tokens[first].text[:1].isupper() else ()
            )
            if places and places[0].kind == "country":
                return tokens[first].start, places[0]
        return None
    for first in (last - 1, last):
        if first >= 0 and tokens[first].text[:1].isupper():
            iso = lookup.demonym(text[tokens[first].start : tokens[last].end])
            country = None if iso is None else lookup.country(iso)
            if country is not None:
                return tokens[first].start, country
    return None
