"""How a place name becomes a look-up key: the one rule for the build, the importer and the reader.

1. Letters that Unicode does not take apart (ø, ł, ı, ß …) are written with ASCII letters; accents fall away; lower case.
2. Apostrophes and the marks of ayn and hamza fall away; dots after initials fall away ("U.S." = "US"); dashes, other dots,
   commas and slashes become one space.
3. "St", "Mt" and "Ft" at the start are written out, "the" at the start falls away.
"""

from __future__ import annotations

import re
import unicodedata

__all__ = ["article_free", "is_latin", "name_key"]

_LETTERS = str.maketrans(
    {
        "ø": "o", "Ø": "o", "ł": "l", "Ł": "l", "ı": "i", "đ": "d", "Đ": "d", "ð": "d", "Ð": "d", "þ": "th", "Þ": "th",
        "ß": "ss", "æ": "ae", "Æ": "ae", "œ": "oe", "Œ": "oe", "ə": "a", "Ə": "a", "ŋ": "ng", "Ŋ": "ng", "ħ": "h",
        "Ħ": "h", "ɓ": "b", "Ɓ": "b", "ɗ": "d", "Ɗ": "d", "ƙ": "k", "Ƙ": "k", "ƴ": "y", "Ƴ": "y", "ɛ": "e", "ɔ": "o",
    }
)  # fmt: skip
_SILENT = re.compile("['’‘`´ʻʼʽʾʿˈ\u02b9\u02bb\u02bc\u02bf\"“”]")
_INITIALS = re.compile(r"\b(\w)\.(?=\w\b|\W|$)")
_GAPS = re.compile(r"[\s\-‐‑‒–—_/.,;:()\[\]]+")
_FIRST_WORDS = {"st": "saint", "mt": "mount", "ft": "fort"}
_ARTICLES = frozenset({"al", "el", "ar", "as", "ash", "at", "ath", "ad", "adh", "an", "az"})
MAX_KEY = 100
"""Longer names are no place names: the key is cut there, which bounds the work on hostile text."""


def name_key(name: str) -> str:
    """Return the look-up key of a name; empty if nothing is left of it."""
    if name.isascii() and name.isalpha():
        return name[:MAX_KEY].lower()
    text = name[: 2 * MAX_KEY]
    if not text.isascii():
        text = unicodedata.normalize("NFKD", text.translate(_LETTERS))
        text = "".join(char for char in text if not unicodedata.combining(char))
    text = text.casefold()
    words = _GAPS.sub(" ", _INITIALS.sub(r"\1", _SILENT.sub("", text))).split()
    if len(words) > 1:
        if words[0] == "the":
            words = words[1:]
        words[0] = _FIRST_WORDS.get(words[0], words[0])
    return " ".join(words)[:MAX_KEY].rstrip()


def article_free(key: str) -> str | None:
    """Return the key without an Arabic article in front ("al", "ar", "ash" …); None if there is none."""
    first, _, rest = key.partition(" ")
    return rest if first in _ARTICLES and len(rest) > 2 else None


def is_latin(key: str) -> bool:
    """Return whether a key is written in ASCII letters, as all keys of the gazetteer are."""
    return key.isascii() and any(char.isalpha() for char in key)
