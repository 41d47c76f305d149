"""The word tables of this stage (data/tables.toml), read once and checked as they load."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType
from typing import Any

from musterbook.errors import RegisterError
from musterbook.sources.bundled import read_bundled

__all__ = ["COLUMN_ROLES", "TableWords", "fold_column", "load_table_words", "parse_table_words"]

COLUMN_ROLES = ("text", "title", "date", "url", "outlet", "id", "language")

_FILE = "data/tables.toml"
_SEPARATORS = re.compile(r"[\s\-.]+")


@dataclass(frozen=True, slots=True, kw_only=True)
class TableWords:
    """Column names by role (in order of preference), months by name, ISO 639-1 codes by language name."""

    columns: Mapping[str, tuple[str, ...]]
    months: Mapping[str, int]
    languages: Mapping[str, str]


def fold_column(name: str) -> str:
    """Return a column name as names are compared: lower case, "_" for spaces, hyphens and dots."""
    return _SEPARATORS.sub("_", name.strip().lower())


@cache
def load_table_words() -> TableWords:
    """Return the tables that come with Musterbook.

    Raises:
        RegisterError: the file is missing or faulty.
    """
    return parse_table_words(read_bundled(_FILE))


def parse_table_words(content: str) -> TableWords:
    """Return the tables in a TOML text.

    Raises:
        RegisterError: no TOML, a role without names, a name in two roles, a month or a language code out of range.
    """
    try:
        tables: dict[str, Any] = tomllib.loads(content)
    except tomllib.TOMLDecodeError as error:
        raise RegisterError("a word table is no TOML", got=str(error), where=f"sources/{_FILE}") from error
    columns = {role: tuple(tables.get("columns", {}).get(role, ())) for role in COLUMN_ROLES}
    months = dict(tables.get("months", {}))
    languages = dict(tables.get("languages", {}))
    _check_columns(columns)
    for name, number in months.items():
        if number not in range(1, 13):
            raise RegisterError(
                "a month is out of range", expected="1 to 12", got=str(number), where=_at(f"months.{name}")
            )
    for name, code in languages.items():
        if not re.fullmatch("[a-z]{2}", str(code)):
            raise RegisterError("no ISO 639-1 code", got=str(code), where=_at(f"languages.{name}"))
    return TableWords(
        columns=MappingProxyType(columns), months=MappingProxyType(months), languages=MappingProxyType(languages)
    )


def _check_columns(columns: dict[str, tuple[str, ...]]) -> None:
    seen: dict[str, str] = {}
    for role, names in columns.items():
        if not names:
            raise RegisterError("a column role has no names", where=_at(f"columns.{role}"))
        for name in names:
            if name != fold_column(name):
                raise RegisterError(
                    "a column name is not folded", expected=fold_column(name), got=name, where=_at(role)
                )
            if name in seen:
                raise RegisterError(
                    "a column name stands for two roles", got=f"{seen[name]} and {role}", where=_at(f"columns.{name}")
                )
            seen[name] = role


def _at(key: str) -> str:
    return f"sources/{_FILE} {key}"
