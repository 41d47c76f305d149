"""What was attacked, as far as a word tells it: a market, a hotel, a convoy."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping
from functools import cache
from importlib import resources
from types import MappingProxyType

from musterbook.errors import RegisterError
from musterbook.incidents.words import split_words

__all__ = ["compare_targets", "find_targets", "parse_targets"]

_WHERE = "incidents/data/targets.toml"
_LONGEST_TEXT = 500  # characters that are looked at, of one text


def find_targets(texts: Iterable[str]) -> frozenset[str]:
    """Return the kinds of target that words of the texts name; empty if none does."""
    kinds = _read_kinds()
    return frozenset(kinds[word] for text in texts for word in split_words(text[:_LONGEST_TEXT]) if word in kinds)


def compare_targets(one: frozenset[str], other: frozenset[str]) -> str:
    """Return whether two events name one kind of target; "other_target" where each names some, and none in common."""
    if not one or not other:
        return "not_stated"
    return "other_target" if one.isdisjoint(other) else "same_target"


@cache
def _read_kinds() -> Mapping[str, str]:
    try:
        raw = resources.files("musterbook.incidents").joinpath("data", "targets.toml").read_text(encoding="utf-8")
    except FileNotFoundError as error:
        raise RegisterError("a word table is missing", where=_WHERE, hint="reinstall musterbook") from error
    return parse_targets(raw)


def _is_word(value: object) -> bool:
    """Return True for one word in small letters; targets are looked for word by word."""
    return isinstance(value, str) and value == value.casefold() and len(value.split()) == 1


def parse_targets(raw: str) -> Mapping[str, str]:
    """Return by word the kind of target that it names.

    Raises:
        RegisterError: it is not TOML, or a kind is no list of words.
    """
    try:
        kinds = tomllib.loads(raw)["kinds"]
    except (KeyError, tomllib.TOMLDecodeError) as error:
        raise RegisterError("the table of targets is faulty", expected="[kinds]", where=_WHERE) from error
    found: dict[str, str] = {}
    for kind, words in kinds.items():
        if not isinstance(words, list) or not all(_is_word(word) for word in words):
            raise RegisterError(
                "a kind of target must be a list of single words in small letters", got=kind, where=_WHERE
            )
        found.update((word, kind) for word in words)
    return MappingProxyType(found)
