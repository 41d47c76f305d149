"""The word tables of this stage, read from TOML beside the code and checked as they load."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Any

from musterbook.errors import RegisterError

__all__ = ["Table", "parse_table", "read_table"]


class Table:
    """One TOML table with checked access; every fault names the file and the key."""

    def __init__(self, values: Mapping[str, Any], *, where: str) -> None:
        self._values = values
        self._where = where

    def section(self, key: str) -> Table:
        """Return the table under a key."""
        return Table(self._get(key, dict), where=f"{self._where} [{key}]")

    def rows(self, key: str) -> tuple[Table, ...]:
        """Return the array of tables under a key."""
        rows = self._get(key, list)
        return tuple(Table(row, where=f"{self._where} {key}[{number}]") for number, row in enumerate(rows))

    def words(self, key: str) -> tuple[str, ...]:
        """Return a list of words without blanks or repetitions."""
        words = self._get(key, list)
        for number, word in enumerate(words):
            if not isinstance(word, str) or not word.strip():
                raise RegisterError(
                    "not a word", expected="text", got=repr(word), where=f"{self._where} {key}[{number}]"
                )
        doubles = sorted({word for word in words if words.count(word) > 1})
        if doubles:
            raise RegisterError("words stand twice", got=", ".join(doubles), where=f"{self._where} {key}")
        return tuple(words)

    def word(self, key: str) -> str:
        """Return one word."""
        word: str = self._get(key, str)
        return word

    def number(self, key: str) -> int:
        """Return one positive whole number."""
        number: int = self._get(key, int)
        if number < 1:
            raise RegisterError("not a count", expected="1 or more", got=str(number), where=f"{self._where} {key}")
        return number

    def share(self, key: str) -> float:
        """Return one share in [0, 1]."""
        share: float = self._get(key, float)
        if not 0 <= share <= 1:
            raise RegisterError("not a share", expected="0 to 1", got=str(share), where=f"{self._where} {key}")
        return share

    def numbers(self) -> dict[str, int]:
        """Return the table itself as words and whole numbers."""
        return {key: self.number(key) for key in self._values}

    def _get(self, key: str, kind: type) -> Any:
        """Return the value under a key if it is of the kind."""
        value = self._values.get(key)
        if not isinstance(value, kind) or isinstance(value, bool):
            got = "nothing" if value is None else type(value).__name__
            raise RegisterError("faulty table", expected=kind.__name__, got=got, where=f"{self._where} {key}")
        return value


def parse_table(text: str, *, where: str) -> Table:
    """Return the table in a TOML text.

    Raises:
        RegisterError: the text is not TOML.
    """
    try:
        return Table(tomllib.loads(text), where=where)
    except tomllib.TOMLDecodeError as error:
        raise RegisterError("not TOML", got=str(error), where=where) from error


@cache
def read_table(name: str) -> Table:
    """Return a table of this stage by its file name.

    Raises:
        RegisterError: the file is missing or not TOML.
    """
    try:
        text = files("musterbook.documents").joinpath("data", name).read_text(encoding="utf-8")
    except OSError as error:
        raise RegisterError("a word table is missing", where=f"documents/data/{name}") from error
    return parse_table(text, where=f"documents/data/{name}")
