"""Borders between two countries, however they are written: one place each.

"the Afghanistan-Pakistan border", "the Afghan–Pakistani border", "the border between Mali and Niger", "the Syrian border",
"its border with Chad": where only one country is named, the other is the first country the document is about.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from musterbook.annotate.places.lookup import Lookup
from musterbook.model import Place, Sentence, Token

__all__ = ["Border", "find_borders"]

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
            if token.text.lower() in lookup.words.borders:
                border = _read(sentence.tokens, index, text, lookup, focus)
                if border is not None:
                    yield border


def _read(tokens: tuple[Token, ...], index: int, text: str, lookup: Lookup, focus: Sequence[str]) -> Border | None:
    following = tokens[index + 1].text.lower() if index + 1 < len(tokens) else ""
    second = _country(tokens, index - 1, text, lookup)
    if second is not None:
        first = None
        if second[0] > 1 and tokens[second[0] - 1].text.lower() in _LINKS:
            first = _country(tokens, second[0] - 2, text, lookup)
        start = tokens[second[0] if first is None else first[0]].start
        return _make(start, tokens[index].end, (first and first[1], second[1]), lookup, focus)
    one = _country_after(tokens, index + 2, text, lookup) if following in {"between", "with"} else None
    if one is None:
        return None
    other = None
    if following == "between" and one[0] + 1 < len(tokens) and tokens[one[0] + 1].text.lower() == "and":
        other = _country_after(tokens, one[0] + 2, text, lookup)
    if following == "between" and other is None:
        return None
    return _make(tokens[index].start, tokens[(other or one)[0]].end, (other and other[1], one[1]), lookup, focus)


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
        # the full stop of the sentence is no part of the name, though the gazetteer looks it up without
        if last < len(tokens) and tokens[first].text[:1].isupper() and tokens[last].text[:1].isalnum():
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


def _make(
    start: int, end: int, sides: tuple[Place | None, Place], lookup: Lookup, focus: Sequence[str]
) -> Border | None:
    """Return the border of the two countries; one that the gazetteer lacks has a name and no point.

    Where one side is not named it is the first other country of the focus, and only if the gazetteer has that border.
    """
    first, second = sides
    is_guess = first is None or first.country == second.country
    if is_guess:
        other = next((iso for iso in focus if iso != second.country), None)
        first = None if other is None else lookup.country(other)
    if first is None:
        return None
    why = f"one side is named, the document is about {first.name}" if is_guess else "both sides are named"
    for left, right in ((first, second), (second, first)):
        for place in lookup.find(f"{left.name}-{right.name} border"):
            if place.kind == "border":
                return Border(start=start, end=end, place=place, why=f"border: {why}")
    if is_guess:
        return None
    codes = sorted((side.country or side.place_id).lower() for side in (first, second))
    place = Place(
        place_id=f"mb:border-{codes[0]}-{codes[1]}",
        geonames_id=None,
        name="–".join(sorted((first.name, second.name))) + " border",
        kind="border",
    )
    return Border(start=start, end=end, place=place, why=f"border without a point in the gazetteer: {why}")
