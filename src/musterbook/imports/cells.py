"""Cells of a row as numbers, days and lists; what cannot be read is a fault of the row, told with its column."""

from __future__ import annotations

import calendar
import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from musterbook.model import Number, Published
from musterbook.sources.dates import DateOrder, parse_date
from musterbook.sources.words import load_table_words

__all__ = ["Cells", "RowError", "make_values"]

_MAX_CELL = 10_000  # characters; the longest notes of the data sets have some two thousand
_NUMBER = re.compile(r"-?\d{1,12}(?:\.\d{1,15})?")
_MONTH = re.compile(r"(\d{4})-(\d{2})")
_YEAR = re.compile(r"\d{4}")
# UCDP writes this day where the date of an article is missing.
_NO_DAY = date(1753, 1, 1)


class RowError(Exception):
    """The row cannot be imported. Caught inside this package and turned into a Skip with this code and reason."""

    def __init__(self, code: str, reason: str) -> None:
        super().__init__(reason)
        self.code = code
        self.reason = reason


def make_values(values: Mapping[str, Any], names: Mapping[str, str]) -> dict[str, str]:
    """Return the cells of a row as clean text, by the names of the layout; empty ones are left out.

    A cell is cut at ten thousand characters, with "…" at the end; the row as it stood is kept beside it.
    """
    cells: dict[str, str] = {}
    for column, value in values.items():
        name = names.get(column)
        if name is None or value is None or isinstance(value, (dict, list, tuple, bytes)):
            continue
        text = _clean(str(value))
        if text:
            cells[name] = text if len(text) <= _MAX_CELL else text[: _MAX_CELL - 1] + "…"
    return cells


def _clean(text: str) -> str:
    """Return the text in one line, without what no report text may hold."""
    if text.isascii() and text.isprintable():
        return " ".join(text.split())
    whole = text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
    plain = "".join(c if c.isprintable() else " " for c in unicodedata.normalize("NFC", whole))
    return " ".join(plain.split())


@dataclass(frozen=True, slots=True, kw_only=True)
class Cells:
    """The cells of one row, by the names of its layout; empty ones are not there."""

    values: Mapping[str, str]
    date_order: DateOrder | None = None

    def text(self, name: str) -> str | None:
        """Return a cell; None if it is empty."""
        return self.values.get(name)

    def need(self, name: str) -> str:
        """Return a cell.

        Raises:
            RowError: it is empty.
        """
        if name not in self.values:
            raise RowError("missing-cell", f"nothing in the column “{name}”")
        return self.values[name]

    def number(self, name: str) -> Number | None:
        """Return a number; a whole one as int. None if the cell is empty.

        Raises:
            RowError: it is no number.
        """
        written = self.values.get(name)
        if written is None:
            return None
        plain = written.replace(",", "") if re.fullmatch(r"\d{1,3}(?:,\d{3})+", written) else written
        if not _NUMBER.fullmatch(plain):
            raise RowError("bad-cell", f"no number in the column “{name}”: {written[:60]}")
        value = float(plain)
        return (
            int(value) if value.is_integer() and abs(value) < 1e12 and name not in {"latitude", "longitude"} else value
        )

    def count(self, name: str) -> int | None:
        """Return a number of people, whole and not negative; None if the cell is empty.

        Raises:
            RowError: it is none.
        """
        value = self.number(name)
        if value is None:
            return None
        if not isinstance(value, int) or value < 0:
            raise RowError("bad-cell", f"no count in the column “{name}”: {self.values[name][:60]}")
        return value

    def code(self, name: str, *, most: int) -> int | None:
        """Return a code from 1 to `most`; None if the cell is empty or -1 ("not recorded").

        Raises:
            RowError: it is another number or none.
        """
        value = self.number(name)
        if value is None or value == -1:
            return None
        if not isinstance(value, int) or not 1 <= value <= most:
            raise RowError("bad-cell", f"no code from 1 to {most} in the column “{name}”: {self.values[name][:60]}")
        return value

    def day(self, name: str) -> date | None:
        """Return a day; None if the cell is empty or UCDP's mark for a missing date.

        Raises:
            RowError: it is no day, or day and month cannot be told apart.
        """
        written = self.values.get(name)
        if written is None:
            return None
        found = read_day(written, self.date_order)
        if isinstance(found, str):
            raise RowError("bad-date", f"the date “{written[:60]}” in the column “{name}” was not read: {found}")
        return None if found == _NO_DAY else found

    def period(self, name: str) -> tuple[date, date] | None:
        """Return first and last day of a day, a month ("2016-01") or a year; None if the cell is empty.

        Raises:
            RowError: it is none of these.
        """
        written = self.values.get(name)
        if written is not None and (found := _MONTH.fullmatch(written)) and 1 <= int(found[2]) <= 12:
            year, month = int(found[1]), int(found[2])
            return date(year, month, 1), date(year, month, calendar.monthrange(year, month)[1])
        if written is not None and _YEAR.fullmatch(written) and 1500 <= int(written) <= 2199:
            return date(int(written), 1, 1), date(int(written), 12, 31)
        day = self.day(name)
        return None if day is None else (day, day)

    def days(self, name: str) -> tuple[date, ...]:
        """Return the days of a list with semicolons that can be read; those that cannot are left out."""
        parts = (part.strip() for part in self.values.get(name, "").split(";"))
        found = (read_day(part, self.date_order) for part in parts if part)
        return tuple(day for day in found if isinstance(day, date) and day != _NO_DAY)

    def parts(self, name: str) -> tuple[str, ...]:
        """Return the distinct parts of a list with semicolons, in order."""
        return tuple(dict.fromkeys(part.strip() for part in self.values.get(name, "").split(";") if part.strip()))


def read_day(written: str, order: DateOrder | None) -> date | str:
    """Return a day, or a sentence that says why it was not read."""
    found = parse_date(written, origin="table", months=load_table_words().months, order=order)
    return found.day if isinstance(found, Published) else found
