"""The tables of words of imports (data/imports.toml), read once and checked as they load."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from types import MappingProxyType
from typing import Any, TypeVar, get_args

from musterbook.errors import RegisterError
from musterbook.model import Bound, Side, SourceKind

__all__ = ["ImportWords", "load_words", "parse_words"]

_FILE = "imports/data/imports.toml"
_SIDES: tuple[Side, ...] = get_args(Side)
_KINDS: tuple[SourceKind, ...] = get_args(SourceKind)
_BOUNDS: tuple[Bound, ...] = get_args(Bound)

T = TypeVar("T", bound=str)


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportWords:
    """The tables; every word is in lower case.

    Attributes:
        units: what a name can end with that says what it is ("district"); settlements: those of a place people live in.
        countries: name of a state → ISO 3166-1 alpha-2.
        state_forces: what stands before the name of a state → which of its actors is meant.
        nobody: beginnings of names that mean nobody in particular.
        inter: ACLED's kind of actor → side.
        speakers: word in the name of a speaker → what sort of speaker.
        bounds: `kind` of a claims table → bound.
        repeats: words that mean the address of the row above.
    """

    units: frozenset[str]
    settlements: frozenset[str]
    countries: Mapping[str, str]
    state_forces: Mapping[str, Side]
    nobody: tuple[str, ...]
    inter: Mapping[str, Side]
    speakers: Mapping[str, SourceKind]
    bounds: Mapping[str, Bound]
    repeats: frozenset[str]


@cache
def load_words() -> ImportWords:
    """Return the tables that come with Musterbook.

    Raises:
        RegisterError: the file is missing or faulty.
    """
    try:
        content = files("musterbook.imports").joinpath("data", "imports.toml").read_text(encoding="utf-8")
    except OSError as error:
        raise RegisterError("a word table is missing", where=_FILE, hint="reinstall Musterbook") from error
    return parse_words(content)


def parse_words(content: str) -> ImportWords:
    """Return the tables in a TOML text.

    Raises:
        RegisterError: no TOML, a table that is missing, or a value that is none of its kind.
    """
    try:
        tables = tomllib.loads(content)
    except tomllib.TOMLDecodeError as error:
        raise RegisterError("a word table is no TOML", got=str(error), where=_FILE) from error
    countries = {str(name): str(code) for name, code in _section(tables, "countries").items()}
    for name, code in countries.items():
        if len(code) != 2 or not code.isupper():
            raise RegisterError("no country code", got=code, where=f"{_FILE} countries.{name}")
    return ImportWords(
        units=frozenset((*_section(tables, "units")["words"], *_section(tables, "units")["settlements"])),
        settlements=frozenset(_section(tables, "units")["settlements"]),
        countries=MappingProxyType(countries),
        state_forces=_read_choices(tables, "state_forces", _SIDES),
        nobody=tuple(_section(tables, "nobody")["beginnings"]),
        inter=_read_choices(tables, "inter", _SIDES),
        speakers=_read_choices(tables, "speakers", _KINDS),
        bounds=_read_choices(tables, "bounds", _BOUNDS),
        repeats=frozenset(_section(tables, "repeats")["words"]),
    )


def _section(tables: dict[str, Any], name: str) -> dict[str, Any]:
    section = tables.get(name)
    if not isinstance(section, dict) or not section:
        raise RegisterError("a table is missing", got=f"no [{name}]", where=_FILE)
    return section


def _read_choices(tables: dict[str, Any], name: str, allowed: tuple[T, ...]) -> Mapping[str, T]:
    chosen: dict[str, T] = {}
    for word, given in _section(tables, name).items():
        value = next((one for one in allowed if one == given), None)
        if value is None:
            raise RegisterError(
                "no such word", expected=", ".join(allowed), got=str(given), where=f"{_FILE} {name}.{word}"
            )
        chosen[word] = value
    return MappingProxyType(chosen)
