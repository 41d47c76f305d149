"""Finds many phrases in a text at once, whatever quotes, dashes, accents and case they are written with.

1. `fold` maps every character to exactly one character, so offsets of the folded text are offsets of the text.
2. A phrase matches only between word boundaries.
3. Of overlapping matches the one that begins first is kept, of those the longest.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterable
from typing import Generic, NamedTuple, TypeVar

import ahocorasick

__all__ = ["Hit", "PhraseIndex", "find_spellings", "fold", "keeps_capitals"]

P = TypeVar("P")

_APOSTROPHES = "‘’‛ʼʻ`´′＇"
_DASHES = "-‐‑‒–—―−/"
_SPACES = "\n\t\r\u00a0\u2007\u2009\u202f"
# Words of a transliterated or English name that are written with and without a capital.
_PARTICLES = frozenset(
    ("a", "ad", "al", "an", "and", "ar", "as", "ash", "at", "bin", "de", "del", "des", "du", "e", "el", "et", "fi", "for", "i", "ibn", "in", "la", "las", "le", "los", "of", "pour", "the", "to", "ud", "ul", "ur", "wa", "wal", "y")
)  # fmt: skip


def _build_table() -> dict[int, str]:
    table = {ord(character): "'" for character in _APOSTROPHES}
    table |= {ord(character): " " for character in _DASHES + _SPACES}
    for code in (*range(0xC0, 0x250), *range(0x1E00, 0x1F00)):
        base = unicodedata.normalize("NFD", chr(code))[0].lower()
        if len(base) == 1 and base != chr(code):
            table[code] = base
    table |= {ord("ı"): "i", ord("ø"): "o", ord("đ"): "d", ord("ł"): "l"}
    return table


_TABLE = _build_table()


def fold(text: str) -> str:
    """Return the text in lower case, accents off, typographic quotes as "'", dashes and white space as blanks.

    The result has as many characters as the text.
    """
    folded = text.translate(_TABLE).lower()
    if len(folded) == len(text):
        return folded
    # A few characters outside the table grow when lowered ("İ" is in it, some symbols are not): one by one.
    return "".join(low if len(low := character.lower()) == 1 else character for character in text.translate(_TABLE))


def find_spellings(phrase: str) -> tuple[str, ...]:
    """Return the folded phrase, and without its apostrophes if it has any ("Jama'at" is written "Jamaat" as well)."""
    key = " ".join(fold(phrase).split())
    if "'" not in key:
        return (key,) if key else ()
    return tuple(dict.fromkeys(spelling for spelling in (key, key.replace("'", "")) if spelling))


def keeps_capitals(written: str, phrase: str) -> bool:
    """Return whether every capitalised word of the phrase is capitalised as written; particles ("al", "of") may differ.

    The two must be equal when folded, so their words stand in the same order.
    """
    words = _blank_dashes(written).split()
    expected = _blank_dashes(phrase).split()
    return len(words) == len(expected) and all(
        not model[0].isupper() or word[0].isupper() or model.lower() in _PARTICLES
        for word, model in zip(words, expected, strict=True)
    )


def _blank_dashes(text: str) -> str:
    return "".join(" " if character in _DASHES else character for character in text)


class Hit(NamedTuple, Generic[P]):
    """One phrase found: half-open offsets into the text, and what was filed under the phrase."""

    start: int
    end: int
    value: P


class PhraseIndex(Generic[P]):
    """Phrases and what is filed under each; one automaton, so the time does not grow with their number."""

    def __init__(self, phrases: Iterable[tuple[str, P]]) -> None:
        """File values under phrases. The same phrase may come more than once: its values are kept in order."""
        filed: dict[str, list[P]] = {}
        for phrase, value in phrases:
            for spelling in find_spellings(phrase):
                filed.setdefault(spelling, []).append(value)
        self._automaton = ahocorasick.Automaton()
        for key, values in filed.items():
            self._automaton.add_word(key, (len(key), tuple(values)))
        if filed:
            self._automaton.make_automaton()
        self._is_empty = not filed

    def find(
        self, folded: str, *, accepts: Callable[[int, int, tuple[P, ...]], tuple[P, ...]]
    ) -> list[Hit[tuple[P, ...]]]:
        """Return the hits in a folded text, in order, none overlapping another.

        Args:
            folded: the result of `fold`.
            accepts: given start, end and the values of a match, returns those that hold there; none drops the match.
        """
        if self._is_empty:
            return []
        found: list[Hit[tuple[P, ...]]] = []
        size = len(folded)
        for last, (length, values) in self._automaton.iter(folded):
            end = last + 1
            start = end - length
            if (end < size and folded[end].isalnum()) or (start and folded[start - 1].isalnum()):
                continue
            kept = accepts(start, end, values)
            if kept:
                found.append(Hit(start, end, kept))
        return _drop_overlaps(found)


def _drop_overlaps(found: list[Hit[P]]) -> list[Hit[P]]:
    found.sort(key=lambda hit: (hit.start, -hit.end))
    kept: list[Hit[P]] = []
    reached = -1
    for hit in found:
        if hit.start >= reached:
            kept.append(hit)
            reached = hit.end
    return kept
