"""Rows of a table as reports: which column holds what, and what is made of the cells."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import quote

from musterbook.config import SourceSettings
from musterbook.errors import UsageError
from musterbook.model import DateOrigin, Published, Report, Skip
from musterbook.sources.dates import parse_date
from musterbook.sources.layouts import find_layout
from musterbook.sources.reports import Notice, Obtained, Reading, RowFacts, make_report, make_skip
from musterbook.sources.rows import Row, RowFault
from musterbook.sources.words import COLUMN_ROLES, fold_column, load_table_words

__all__ = ["ColumnMap", "choose_columns", "read_language", "read_published", "read_table"]

_MAX_CELL = 2000  # characters of a title, address or outlet; a longer cell is no such thing


@dataclass(frozen=True, slots=True, kw_only=True)
class ColumnMap:
    """The column of each role; None = the table has none. `guessed` are the roles the user did not name."""

    text: str | None = None
    title: str | None = None
    date: str | None = None
    url: str | None = None
    outlet: str | None = None
    id: str | None = None
    language: str | None = None
    guessed: tuple[str, ...] = ()


def choose_columns(columns: Iterable[str], settings: SourceSettings) -> ColumnMap:
    """Return which column holds what: as the settings say, else guessed from the names.

    Raises:
        UsageError: a column named in the settings is not in the table.
    """
    present = tuple(columns)
    by_name: dict[str, str] = {}
    for column in present:
        by_name.setdefault(fold_column(column), column)
    chosen: dict[str, str] = {}
    guessed: list[str] = []
    taken: set[str] = set()
    for role in COLUMN_ROLES:
        named = getattr(settings, f"{role}_column")
        if named is None:
            continue
        if named not in present:
            raise UsageError(
                f"the table has no column “{named}”",
                expected=f"one of {_list_columns(present)}",
                hint=f"give another --{role}-column, or leave it out",
            )
        chosen[role] = named
        taken.add(named)
    for role in COLUMN_ROLES:
        if role in chosen:
            continue
        names = load_table_words().columns[role]
        found = next((by_name[name] for name in names if name in by_name and by_name[name] not in taken), None)
        if found is not None:
            chosen[role] = found
            guessed.append(role)
            taken.add(found)
    return ColumnMap(**chosen, guessed=tuple(guessed))


def read_table(rows: Iterable[Row | RowFault], obtained: Obtained, reading: Reading) -> Iterator[Report | Skip]:
    """Yield a report or a skip for each row.

    The columns are chosen at the first row that can be read.

    Raises:
        UsageError: a table that the user pointed at has no column for the text, lacks a column the user named, or holds
            coded events or claims, which are imported. A table met inside a folder is skipped for that, with code
            "no-text-column" or "coded-table".
    """
    columns: ColumnMap | None = None
    is_empty = True
    for row in rows:
        is_empty = False
        if isinstance(row, RowFault):
            where = obtained.location if row.number is None else f"{obtained.location}#row={row.number}"
            yield make_skip(where, code=row.code, reason=row.reason)
            continue
        if not row.values:
            yield make_skip(f"{obtained.location}#row={row.number}", code="empty", reason="the row has no columns")
            continue
        if columns is None:
            try:
                columns = _choose_for(row, obtained, reading)
            except UsageError as error:
                if obtained.is_named:
                    raise
                code = "no-text-column" if find_layout(row.values) is None else "coded-table"
                told = error.expected if code == "no-text-column" else error.hint
                yield make_skip(obtained.location, code=code, reason=f"{error.what}: {told}")
                return
        yield _read_row(row, columns, obtained, reading=reading)
    if is_empty:
        yield make_skip(obtained.location, code="empty", reason="the table has no rows")


def _choose_for(row: Row, obtained: Obtained, reading: Reading) -> ColumnMap:
    layout = find_layout(row.values) if reading.settings.text_column is None else None
    if layout is not None:
        # ACLED's notes would be read as reports, and their dates, places and figures beside them would be lost.
        raise UsageError(
            f"{obtained.location} is a table of coded events or claims, not of reports",
            expected="a table with the text of reports",
            got=f"the columns of {layout.title}",
            where=obtained.location,
            hint=f"musterbook import {obtained.location}; to read one column as text name it with --text-column",
        )
    columns = choose_columns(row.values, reading.settings)
    if columns.text is None:
        raise UsageError(
            f"no column of {obtained.location} is known to hold the text",
            expected=f"--text-column with one of {_list_columns(tuple(row.values))}",
            where=obtained.location,
            hint="name the column that holds the text of the reports with --text-column",
        )
    if columns.guessed:
        words = ", ".join(f"{role} = “{getattr(columns, role)}”" for role in columns.guessed)
        message = f"columns guessed from their names: {words}"
        reading.notify(Notice(location=obtained.location, code="column-guessed", message=message))
    return columns


def _list_columns(columns: tuple[str, ...]) -> str:
    shown = ", ".join(f"“{column[:60]}”" for column in columns[:30])
    return f"{shown} and {len(columns) - 30} more" if len(columns) > 30 else shown


def _read_row(row: Row, columns: ColumnMap, obtained: Obtained, *, reading: Reading) -> Report | Skip:
    identity = _read_cell(row.values, columns.id)
    location = f"{obtained.location}#row={row.number}"
    if identity is not None:
        location += f"&id={quote(identity[:200], safe='')}"
    title = _read_cell(row.values, columns.title)
    text = _read_text(row.values, columns.text) or title  # many lists of reports keep no more than headlines
    if text is None:
        empty = " and ".join(f"“{column}”" for column in (columns.text, columns.title) if column is not None)
        return make_skip(location, code="empty", reason=f"nothing in the column {empty}")
    written = _read_cell(row.values, columns.date)
    language = _read_cell(row.values, columns.language)
    facts = RowFacts(
        text=text,
        title=title,
        outlet=_read_cell(row.values, columns.outlet),
        url=_read_cell(row.values, columns.url),
        published=read_published(written, location, reading, origin="table"),
        language=read_language(language, location, reading),
    )
    place = replace(obtained, location=location)
    return make_report(row.raw, place, reading, media_type="application/json", encoding="utf-8", facts=facts)


def _clean(text: str) -> str:
    """Return the text without what cannot be stored as UTF-8: lone surrogates and zero characters become U+FFFD."""
    return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace").replace("\0", "\ufffd")


def _read_text(values: Mapping[str, Any], column: str | None) -> str | None:
    """Return the text of a row; a list of paragraphs is joined by blank lines. None where there is none."""
    cell = values.get(column) if column is not None else None
    if isinstance(cell, (list, tuple)) and all(isinstance(part, str) for part in cell):
        cell = "\n\n".join(cell)
    return _clean(cell) if isinstance(cell, str) and cell.strip() else None


def _read_cell(values: Mapping[str, Any], column: str | None) -> str | None:
    """Return a short cell as text; None where it is empty, too long, or no text or number."""
    cell = values.get(column) if column is not None else None
    if cell is None or isinstance(cell, (bool, dict, list, tuple, bytes)):
        return None
    text = _clean(str(cell)).strip()
    return text if 0 < len(text) <= _MAX_CELL else None


def read_published(written: str | None, location: str, reading: Reading, *, origin: DateOrigin) -> Published | None:
    """Return the date as written; None, and a notice, where it cannot be read for certain."""
    if written is None:
        return None
    found = parse_date(written, origin=origin, months=load_table_words().months, order=reading.settings.date_order)
    if isinstance(found, Published):
        return found
    message = f"the date “{written[:60]}” was not read: {found}"
    reading.notify(Notice(location=location, code="date-not-read", message=message))
    return None


def read_language(written: str | None, location: str, reading: Reading) -> str | None:
    """Return the ISO 639-1 code of a language tag, code or English name; None, and a notice, for others."""
    if written is None:
        return None
    primary = written.strip().lower().replace("_", "-").partition("-")[0].strip()
    if len(primary) == 2 and primary.isascii() and primary.isalpha():
        return primary
    code = load_table_words().languages.get(primary)
    if code is None:
        message = f"the language “{written[:60]}” is not known"
        reading.notify(Notice(location=location, code="language-not-read", message=message))
    return code
