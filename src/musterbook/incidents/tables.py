"""The word table of origins, read from TOML beside the code and checked as it loads."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from types import MappingProxyType
from typing import Any

from musterbook.errors import RegisterError

__all__ = ["OriginWords", "load_origin_words", "parse_origin_words"]

_WHERE = "incidents/data/origins.toml"


@dataclass(frozen=True, slots=True, kw_only=True)
class OriginWords:
    """The words of `data/origins.toml`, each list as a set; `short` holds short names with their long ones.

    `body_of` holds, by the words of a body's name, the words of the whole that it is of; `speaks_for`, by an office, the body.
    """

    crowds: frozenset[str]
    others: frozenset[str]
    pronouns: frozenset[str]
    spokespersons: frozenset[str]
    vague_roles: frozenset[str]
    fillers: frozenset[str]
    whole_forces: frozenset[str]
    plain_forces: frozenset[str]
    parts_of_forces: frozenset[str]
    missions: frozenset[str]
    heads: frozenset[str]
    bodies: frozenset[str]
    media_endings: frozenset[str]
    small: frozenset[str]
    cited_cues: frozenset[str]
    name_ends: frozenset[str]
    passing: frozenset[str]
    abroad: frozenset[str]
    short: Mapping[str, str]
    speaks_for: Mapping[str, str]
    body_of: Mapping[frozenset[str], frozenset[str]]


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
        plain_forces=_words(table, "speakers", "plain_forces"),
        parts_of_forces=_words(table, "speakers", "parts_of_forces"),
        missions=_words(table, "speakers", "missions"),
        heads=_words(table, "speakers", "heads"),
        bodies=_words(table, "speakers", "bodies"),
        media_endings=_words(table, "media", "endings"),
        small=_words(table, "media", "small"),
        cited_cues=_words(table, "cited", "cues"),
        name_ends=_words(table, "speakers", "name_ends"),
        passing=_words(table, "media", "passing"),
        abroad=_words(table, "speakers", "abroad"),
        short=_short_names(table),
        speaks_for=_read_offices(table),
        body_of=_read_bodies(table),
    )


def _short_names(table: dict[str, Any]) -> Mapping[str, str]:
    names = table.get("short", {})
    for short, long in names.items():
        if not isinstance(long, str) or long != long.casefold() or len(long.split()) < 2:
            raise RegisterError(
                "not a long name", expected="words in small letters", got=repr(long), where=f"{_WHERE} [short] {short}"
            )
    return MappingProxyType(names)


def _read_offices(table: dict[str, Any]) -> Mapping[str, str]:
    offices = table.get("speaks_for", {})
    for office, body in offices.items():
        if not isinstance(body, str) or body != body.casefold() or not body.strip():
            raise RegisterError(
                "not a body",
                expected="a word in small letters",
                got=repr(body),
                where=f"{_WHERE} [speaks_for] {office}",
            )
    return MappingProxyType(offices)


def _read_bodies(table: dict[str, Any]) -> Mapping[frozenset[str], frozenset[str]]:
    """Return the whole by the words of a body's name; a body has one whole."""
    found: dict[frozenset[str], frozenset[str]] = {}
    for number, row in enumerate(table.get("body", ()), 1):
        where = f"{_WHERE} [[body]] {number}"
        of, names = row.get("of"), row.get("names")
        is_list = isinstance(names, list) and bool(names)
        if not is_list or not all(isinstance(name, str) and name == name.casefold() for name in (of, *names)):
            raise RegisterError("not a body", expected="of and names in small letters", got=repr(row)[:80], where=where)
        for name in names:
            words = frozenset(name.split())
            if words in found:
                raise RegisterError("a body is named twice", got=name, where=where)
            found[words] = frozenset(of.split())
    return MappingProxyType(found)


def _words(table: dict[str, Any], section: str, key: str) -> frozenset[str]:
    where = f"{_WHERE} [{section}] {key}"
    words = table.get(section, {}).get(key)
    if not isinstance(words, list) or not words:
        raise RegisterError("a list of words is missing", expected="a list", got=repr(words), where=where)
    for word in words:
        if not isinstance(word, str) or not word.strip() or word != word.casefold():
            raise RegisterError("not a word", expected="text in small letters", got=repr(word), where=where)
    return frozenset(words)
