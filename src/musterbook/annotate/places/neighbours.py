"""Hamlets that no gazetteer has, and the town that the words give them: "Danfu, 14 km from Herat", "Danfu, just outside Herat".

Such a name stands for the town, near which it lies. What lies farther off than `_FARTHEST_KM` is not told by it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from musterbook.annotate.places.names import Name
from musterbook.annotate.places.words import PlaceWords
from musterbook.model import Sentence, Token

__all__ = ["find_neighbours"]

_FARTHEST_KM = 50.0
_LONGEST_BETWEEN = 16
_ALWAYS = frozenset({",", "(", ")", "-", "–", "—"})


def find_neighbours(names: Sequence[Name], sentences: Sequence[Sentence], *, words: PlaceWords) -> dict[int, int]:
    """Return index of a name without a place → index of the next name, near which the words between put it."""
    return dict(_pairs(names, sentences, words))


def _pairs(names: Sequence[Name], sentences: Sequence[Sentence], words: PlaceWords) -> Iterator[tuple[int, int]]:
    for index, (left, right) in enumerate(pairwise(names)):
        is_open = not left.candidates and bool(right.candidates) and right.lead is not None and not right.is_fuzzy
        if not is_open or left.sentence != right.sentence or right.first - left.last > _LONGEST_BETWEEN:
            continue
        if _puts_near(sentences[left.sentence].tokens[left.last + 1 : right.first], words):
            yield index, index + 1


def _puts_near(between: Sequence[Token], words: PlaceWords) -> bool:
    """Return whether the words between two names say nothing but that the first lies near the second."""
    if not all(_is_of_distance(token, words) for token in between):
        return False
    numbers = [at for at, token in enumerate(between) if token.text[:1].isdigit() or token.pos == "NUM"]
    return not numbers or _is_near(between, numbers[0], words)


def _is_of_distance(token: Token, words: PlaceWords) -> bool:
    lower = token.text.lower()
    is_word = lower in words.near_words | words.skipped | words.feature_words | words.roughly
    return is_word or token.pos == "NUM" or lower in _ALWAYS or lower in words.lengths


def _is_near(between: Sequence[Token], at: int, words: PlaceWords) -> bool:
    """Return whether the number is a distance in figures, and no long one."""
    unit = between[at + 1].text.lower() if at + 1 < len(between) else ""
    text = between[at].text
    is_figure = text.replace(".", "", 1).isdecimal()
    return is_figure and unit in words.lengths and float(text) * words.lengths[unit] <= _FARTHEST_KM
