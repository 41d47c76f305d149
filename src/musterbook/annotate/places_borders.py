"""Borders between two countries, however they are written: one place each.

"the Afghanistan-Pakistan border", "the Afghan–Pakistani border", "the border between Mali and Niger", "the Syrian border",
"its border with Chad": where only one country is named, the other is the first country the document is about.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from musterbook.annotate.places_names import Lookup
from musterbook.model import Place, Sentence, Token

__all__ = ["Border", "find_borders"]

_NOUNS = frozenset({"border", "frontier", "borders", "borderlands", "borderland"})
_LINKS = frozenset({"-", "–", "—", "‑", "/", "and"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Border:
    """One border in the text: the span from the first to the last of its words, and the place."""

    start: int
    end: int
    place: Place
    why: str


def find_borders(sentences: Sequence[Sentence], *, text: str, lookup: Lookup, focus: Sequence[str]) -> Iterator[Border]:
    """Yield the borders of a document; those with one country named only if the document is about another one."""
    for sentence in sentences:
        for index, token in enumerate(sentence.tokens):
            if token.text.lower() in _NOUNS:
                border = _read(sentence.tokens, index, text, lookup, focus)
                if border is not None:
                    yield border


def _read(tokens: tuple[Token, ...], index: int, text: str, lookup: Lookup, focus: Sequence[str]) -> Border | None:
    second = _country(tokens, index - 1, text, lookup)
    if second is not None:
        position = second[0] - 1
        if position > 0 and tokens[position].text.lower() in _LINKS:
            first = _country(tokens, position - 1, text, lookup)
            if first is not None and first[1].country != second[1].country:
                return _make(
                    tokens[first[0]].start, tokens[index].end, (first[1], second[1]), lookup, "both sides are named"
                )
        return _with_focus(tokens[second[0]].start, tokens[index].end, second[1], lookup, focus)
    following = tokens[index + 1].text.lower() if index + 1 < len(tokens) else ""
    if following not in {"between", "with"}:
        return None
    one = _country_after(tokens, index + 2, text, lookup)
    if one is None:
        return None
    end, country = one
    if following == "between" and end + 1 < len(tokens) and tokens[end + 1].text.lower() == "and":
        other = _country_after(tokens, end + 2, text, lookup)
        if other is not None and other[1].country != country.country:
            return _make(tokens[index].start, tokens[other[0]].end, (country, other[1]), lookup, "both sides are named")
    if following == "with":
        return _with_focus(tokens[index].start, tokens[end].end, country, lookup, focus)
    return None


def _country(tokens: tuple[Token, ...], last: int, text: str, lookup: Lookup) -> tuple[int, Place] | None:
    """Return the first token and the country of the name or demonym that ends at the token."""
    for length in (3, 2, 1):
        first = last - length + 1
        if first >= 0 and tokens[first].text[:1].isupper():
            place = _country_named(text[tokens[first].start : tokens[last].end], lookup)
            if place is not None:
                return first, place
    return None


def _country_after(tokens: tuple[Token, ...], first: int, text: str, lookup: Lookup) -> tuple[int, Place] | None:
    """Return the last token and the country of the name that starts at the token, "the" left out."""
    if first < len(tokens) and tokens[first].text.lower() == "the":
        first += 1
    for length in (3, 2, 1):
        last = first + length - 1
        if last < len(tokens) and tokens[first].text[:1].isupper():
            place = _country_named(text[tokens[first].start : tokens[last].end], lookup)
            if place is not None:
                return last, place
    return None


def _country_named(name: str, lookup: Lookup) -> Place | None:
    iso = lookup.demonym(name)
    if iso is not None:
        return lookup.country(iso)
    places = lookup.find(name)
    return places[0] if places and places[0].kind == "country" else None


def _with_focus(start: int, end: int, place: Place, lookup: Lookup, focus: Sequence[str]) -> Border | None:
    other = next((iso for iso in focus if iso != place.country), None)
    neighbour = None if other is None else lookup.country(other)
    if neighbour is None:
        return None
    return _make(
        start, end, (neighbour, place), lookup, f"one side is named, the document is about {neighbour.name}", known=True
    )


def _make(
    start: int, end: int, sides: tuple[Place, Place], lookup: Lookup, why: str, *, known: bool = False
) -> Border | None:
    """Return the border of the two countries; one that the gazetteer lacks has a name and no point.

    `known`: only if the gazetteer has it, because one of the sides is a guess.
    """
    names = [sides[0].name, sides[1].name]
    for pair in (names, names[::-1]):
        for place in lookup.find(f"{pair[0]}-{pair[1]} border"):
            if place.kind == "border":
                return Border(start=start, end=end, place=place, why=f"border: {why}")
    if known:
        return None
    codes = sorted((side.country or side.place_id).lower() for side in sides)
    place = Place(
        place_id=f"mb:border-{codes[0]}-{codes[1]}",
        geonames_id=None,
        name="–".join(sorted(names)) + " border",
        kind="border",
    )
    return Border(start=start, end=end, place=place, why=f"border without a point in the gazetteer: {why}")
