"""The word table of origins, read from TOML beside the code and checked as it loads."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from musterbook.errors import RegisterError

__all__ = ["OriginWords", "load_origin_words", "parse_origin_words"]

_WHERE = "incidents/data/origins.toml"


@dataclass(frozen=True, slots=True, kw_only=True)
class OriginWords:
    """The words of `data/origins.toml`, each list as a set."""

    crowds: frozenset[str]
    others: frozenset[str]
    pronouns: frozenset[str]
    spokespersons: frozenset[str]
    vague_roles: frozenset[str]
    fillers: frozenset[str]
    whole_forces: frozenset[str]
    media_endings: frozenset[str]
    small: frozenset[str]
    cited_cues: frozenset[str]
    cited_ends: frozenset[str]


@cache
def load_origin_words() -> OriginWords:
    """Return the table that comes with the stage."""
    return parse_origin_words(files("musterbook.incidents").joinpath("data/origins.toml").read_text(encoding="utf-8"))


def parse_origin_words(raw: str) -> OriginWords:
    """Return the words of a table.

    Raises:
        RegisterError: it is not TOML, or a list is missing, empty, or holds something else than words in small letters.
    """
    try:
        table = tomllib.loads(raw)
    except tomllib.TOMLDecodeError as error:
        raise RegisterError("the word table is not TOML", got=str(error), where=_WHERE) from error
    return OriginWords(
        crowds=_words(table, "speakers", "crowds"),
        others=_words(table, "speakers", "others"),
        pronouns=_words(table, "speakers", "pronouns"),
        spokespersons=_words(table, "speakers", "spokespersons"),
        vague_roles=_words(table, "speakers", "vague_roles"),
        fillers=_words(table, "speakers", "fillers"),
        whole_forces=_words(table, "speakers", "whole_forces"),
        media_endings=_words(table, "media", "endings"),
        small=_words(table, "media", "small"),
        cited_cues=_words(table, "cited", "cues"),
        cited_ends=_words(table, "cited", "ends"),
    )


def _words(table: dict[str, Any], section: str, key: str) -> frozenset[str]:
    where = f"{_WHERE} [{section}] {key}"
    words = table.get(section, {}).get(key)
    if not isinstance(words, list) or not words:
        raise RegisterError("a list of words is missing", expected="a list", got=repr(words), where=where)
    for word in words:
        if not isinstance(word, str) or not word.strip() or word != word.casefold():
            raise RegisterError("not a word", expected="text in small letters", got=repr(word), where=where)
    return frozenset(words)
