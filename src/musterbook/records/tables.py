"""Reading the stage's tables: TOML beside the code, checked as it loads, kept for the life of the process."""

from __future__ import annotations

import json
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any

from musterbook.errors import RegisterError

__all__ = [
    "LearnedWeights",
    "irregular_lemmas",
    "parse_table",
    "read_rows",
    "read_table",
    "read_weights",
    "read_words",
    "row_words",
    "table_place",
]


@dataclass(frozen=True, slots=True, kw_only=True)
class LearnedWeights:
    """What the cues of a logistic regression are worth.

    Attributes:
        least: from which value on the answer is yes: a sum or a share, as the table is used.
        least_words: fewer different words are not judged; 0 where words are not counted.
    """

    bias: float
    least: float
    least_words: int
    of: Mapping[str, float]

    def sum_up(self, cues: Mapping[str, float]) -> float:
        """Return the bias and what the cues are worth together; a cue that was not learned is worth nothing."""
        return self.bias + sum(self.of.get(name, 0.0) * value for name, value in cues.items())


def table_place(name: str, section: str, number: int | None = None) -> str:
    """Return where a row stands, as errors show it: `records/data/events.toml verb[3]`."""
    return f"records/data/{name}.toml {section}" + ("" if number is None else f"[{number}]")


def parse_table(raw: str, *, where: str) -> dict[str, Any]:
    """Return the parsed TOML text.

    Raises:
        RegisterError: it is not TOML.
    """
    try:
        return tomllib.loads(raw)
    except tomllib.TOMLDecodeError as error:
        raise RegisterError("the word table is not TOML", got=str(error), where=where) from error


@cache
def read_table(name: str) -> dict[str, Any]:
    """Return a table of this package as it is written.

    Raises:
        RegisterError: the file is missing or not TOML.
    """
    where = f"records/data/{name}.toml"
    try:
        raw = resources.files("musterbook.records").joinpath("data", f"{name}.toml").read_text(encoding="utf-8")
    except FileNotFoundError as error:
        raise RegisterError("a word table is missing", where=where, hint="reinstall musterbook") from error
    return parse_table(raw, where=where)


def read_rows(name: str, section: str) -> tuple[Mapping[str, Any], ...]:
    """Return the rows of an array of tables; a missing one is an error."""
    rows = read_table(name).get(section)
    if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
        raise RegisterError(
            "a word table lacks a section", expected=f"[[{section}]]", where=f"records/data/{name}.toml"
        )
    return tuple(rows)


def row_words(row: Mapping[str, Any], key: str, *, where: str) -> tuple[str, ...]:
    """Return a list of words of a row; () if the row does not have the key.

    Raises:
        RegisterError: it is something else than a list of text.
    """
    value = row.get(key, [])
    if not isinstance(value, list) or not all(isinstance(word, str) for word in value):
        raise RegisterError(f"`{key}` must be a list of words", got=repr(value)[:80], where=where)
    return tuple(value)


@cache
def read_words(name: str, section: str, key: str) -> frozenset[str]:
    """Return one list of words of a table as a set, in lower case.

    Raises:
        RegisterError: the list is missing.
    """
    table = read_table(name).get(section)
    where = table_place(name, section)
    if not isinstance(table, dict) or key not in table:
        raise RegisterError("a word table lacks a list", expected=key, where=where)
    return frozenset(word.lower() for word in row_words(table, key, where=where))


@cache
def read_weights(name: str) -> LearnedWeights:
    """Return the weights of `records/data/NAME-weights.json`.

    Raises:
        RegisterError: the file is missing, no JSON, or lacks a field.
    """
    where = f"records/data/{name}-weights.json"
    try:
        text = resources.files("musterbook.records").joinpath("data", f"{name}-weights.json").read_text("utf-8")
        table = json.loads(text)
        return LearnedWeights(
            bias=float(table["bias"]),
            least=float(table["least"]),
            least_words=int(table.get("least_words", 0)),
            of=dict(table["weights"]),
        )
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise RegisterError("learned weights cannot be read", got=str(error), where=where) from error


@cache
def irregular_lemmas() -> Mapping[str, str]:
    """Return past forms the language model does not lemmatise, with their verb.

    Raises:
        RegisterError: the table is missing or holds something else than text.
    """
    section = read_table("lemmas").get("irregular")
    where = table_place("lemmas", "irregular")
    if not isinstance(section, dict) or not all(isinstance(verb, str) for verb in section.values()):
        raise RegisterError("a word table lacks a section of text", expected="[irregular]", where=where)
    return {str(form): str(verb) for form, verb in section.items()}
