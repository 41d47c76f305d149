"""Words that two reports of one thing share: how much a word tells, against a fixed table of common words.

The table is fixed on purpose: were a word weighed by how often it stands in the record, every added report would change
how alike all the others are.
"""

from __future__ import annotations

import csv
import math
import re
from collections.abc import Iterable, Iterator
from functools import cache, lru_cache
from importlib import resources

from musterbook.errors import RegisterError

__all__ = ["measure_likeness", "sketch_words", "split_words", "weigh_word"]

_WHERE = "incidents/data/common_words.csv"
_WORD = re.compile(r"[^\W\d_][\w'’-]*[^\W_]|\d+(?:[.,]\d+)*")
# What a word that is not in the table is worth: as if it stood in four documents of a thousand.
_RARE_SHARE = 0.004
_RARE_WEIGHT = -math.log(_RARE_SHARE)
_RARE_SQUARE = _RARE_WEIGHT**2
_UNSHARED = 6 * _RARE_SQUARE
# Heaviest words kept of one text: enough for a report of 600 words, and a bound on memory.
_MOST_WORDS = 250
_MOST_CHARACTERS = 6000


def split_words(text: str) -> Iterator[str]:
    """Yield the words and numbers of a text in lower case."""
    return (match.group().casefold().replace("’", "'") for match in _WORD.finditer(text))


@cache
def _read_shares() -> dict[str, float]:
    """Return the share of documents in (0, 1] that hold a word, for common words.

    Raises:
        RegisterError: the table is missing or faulty.
    """
    try:
        raw = resources.files("musterbook.incidents").joinpath("data", "common_words.csv").read_text(encoding="utf-8")
    except FileNotFoundError as error:
        raise RegisterError("a word table is missing", where=_WHERE, hint="reinstall musterbook") from error
    rows = csv.DictReader(line for line in raw.splitlines() if not line.startswith("#"))
    try:
        shares = {row["word"]: float(row["share"]) for row in rows}
    except (KeyError, TypeError, ValueError) as error:
        raise RegisterError("a row of the word table is faulty", expected="word,share", where=_WHERE) from error
    if any(not 0 < share <= 1 for share in shares.values()):
        raise RegisterError("a share of the word table is no share", expected="above 0, at most 1", where=_WHERE)
    return shares


def weigh_word(word: str) -> float:
    """Return how much it tells that two texts share this word: minus the logarithm of its share of documents."""
    return _read_word_weights().get(word, _RARE_WEIGHT)


@cache
def _read_word_weights() -> dict[str, float]:
    return {word: -math.log(share) for word, share in _read_shares().items()}


def sketch_words(text: str) -> frozenset[str]:
    """Return the telling words of a text: those of its beginning, the heaviest if there are many."""
    words = set(split_words(text[:_MOST_CHARACTERS]))
    if len(words) > _MOST_WORDS:
        # By weight, then by spelling: the same text gives the same words on every machine.
        words = set(sorted(words, key=lambda word: (-weigh_word(word), word))[:_MOST_WORDS])
    return frozenset(words)


def measure_likeness(one: frozenset[str], other: frozenset[str]) -> float:
    """Return the cosine in [0, 1) of two sets of words, each word at its weight, less the shorter they are.

    Of two sentences of three words one shared word says little: each set is reckoned as if it held six rare words more
    that the other lacks.
    """
    first, second = _measure_set(one) + _UNSHARED, _measure_set(other) + _UNSHARED
    return _sum_squares(one & other) / math.sqrt(first * second)


def _sum_squares(words: Iterable[str]) -> float:
    squares = _read_squares()
    # Exact, so that the order in which a set happens to give out its words is not to be seen in a score.
    return math.fsum(squares.get(word, _RARE_SQUARE) for word in words)


@lru_cache(maxsize=4096)
def _measure_set(words: frozenset[str]) -> float:
    """Return the sum for a whole text, which is compared with dozens of others."""
    return _sum_squares(words)


@cache
def _read_squares() -> dict[str, float]:
    return {word: weight**2 for word, weight in _read_word_weights().items()}
