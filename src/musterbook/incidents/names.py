"""Names that a text writes with a capital letter, spelled so that two spellings of one name are one key.

A place that no gazetteer has, or that each outlet spells its own way, still tells that two reports speak of one thing.
"""

from __future__ import annotations

import heapq
import re
import unicodedata
import zlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from musterbook.incidents.words import weigh_word

__all__ = ["Name", "choose_keys", "find_names", "spell_plainly"]

_NAME = re.compile(r"[^\W\d_a-z][\w’'-]{2,}")
_SENTENCE_START = re.compile(r"(?:^|[\n.!?:])[\s\"“”‘’'(—–-]*$")
_LOOK_BACK = 6  # characters between the end of a sentence and its first word
_LONGEST_TEXT = 20_000  # characters that are looked at
_MOST_NAMES = 120  # of one text
# A word in 1 % of all reports or more is no name of a small place.
_LEAST_WEIGHT = 4.7
# Fewer consonants than this are shared by too many names: the name then counts as it is written.
_FEWEST_CONSONANTS = 3
# Letters that transliterations put for one another; vowels and half-vowels are left out.
_LIKE = str.maketrans({"d": "t", "q": "k", "c": "k", "z": "s", "v": "b"} | dict.fromkeys("aeiouywh’'-"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Name:
    """A name where it stands in a text; `key` is equal for spellings of one name.

    `is_opening`: it begins a sentence and stands nowhere else, so that the capital may tell nothing.
    """

    start: int
    key: str
    is_opening: bool = False


@lru_cache(maxsize=50_000)
def spell_plainly(word: str) -> str:
    """Return what the spellings of a name share: its first letter and its consonants, "Beledweyne" as "Baladwayn"."""
    folded = unicodedata.normalize("NFKD", word).casefold()
    folded = "".join(letter for letter in folded if letter.isalnum() or letter in "’'-")
    folded = re.sub(r"(?:’s|'s)$", "", folded).replace("ph", "f")
    consonants = re.sub(r"(.)\1+", r"\1", folded.translate(_LIKE))
    return f"{folded[:1].translate(_LIKE) or '-'}{consonants}" if len(consonants) >= _FEWEST_CONSONANTS else folded


def find_names(text: str, *, others: Iterable[tuple[int, int]] = ()) -> tuple[Name, ...]:
    """Return the rare words of a text that are written with a capital letter, in order.

    Args:
        text: of the document; only its beginning is read.
        others: spans that name something else than a small place: actors, countries, days.
    """
    taken = {offset for start, end in others for offset in range(start, min(end, _LONGEST_TEXT))}
    names: list[Name] = []
    for found in _NAME.finditer(text, 0, _LONGEST_TEXT):
        if found.start() in taken or weigh_word(found.group().casefold()) < _LEAST_WEIGHT:
            continue
        before = text[max(0, found.start() - _LOOK_BACK) : found.start()]
        is_opening = found.start() == 0 or _SENTENCE_START.search(before) is not None
        names.append(Name(start=found.start(), key=spell_plainly(found.group()), is_opening=is_opening))
        if len(names) == _MOST_NAMES:
            break
    inside = {name.key for name in names if not name.is_opening}
    return tuple(replace(name, is_opening=name.is_opening and name.key not in inside) for name in names)


def choose_keys(names: Iterable[str], *, most: int) -> Sequence[str]:
    """Return so many of the names that two texts which share many share some of these: those whose hash is smallest."""
    return heapq.nsmallest(most, names, key=lambda key: (zlib.crc32(key.encode("utf-8", "surrogatepass")), key))
