"""CSV and TSV records with fields of any length, within bounds, and with a way back after a broken record.

The standard library's reader has one field limit for the whole process and swallows the rest of the file after one
unclosed quotation mark; this one bounds a record by the report limit and goes on with the next line.
Dialect: RFC 4180 with any of , ; tab | as delimiter; a quotation mark inside an unquoted field is a character.
"""

from __future__ import annotations

import io
import json
from collections import deque
from collections.abc import Iterator
from typing import BinaryIO

from musterbook.sources.encodings import detect_encoding
from musterbook.sources.rows import Row, RowFault
from musterbook.sources.streams import HEAD_BYTES, peek

__all__ = ["find_delimiter", "read_delimited", "split_record"]

_DELIMITERS = ("\t", ",", ";", "|")
# A file may set this many unclosed quotation marks before the rest is given up: each costs a second look at its bytes.
_MAX_RETURNS = 20


def find_delimiter(header: str) -> str:
    """Return the delimiter of a header line: the one it has most of outside quotation marks; a comma if it has none."""
    bare = "".join(part for index, part in enumerate(header.split('"')) if index % 2 == 0)
    return max(_DELIMITERS, key=lambda delimiter: (bare.count(delimiter), delimiter == ","))


class _Record:
    """A record that grows line by line until its quotation marks are closed."""

    def __init__(self, delimiter: str) -> None:
        self._delimiter = delimiter
        self._parts: list[str] | None = None  # of the open quoted field; None outside
        self.fields: list[str] = []

    def feed(self, line: str) -> bool:
        """Take a line; True when the record is complete."""
        at = 0
        while True:
            if self._parts is None and line.startswith('"', at):
                self._parts = []
                at += 1
            if self._parts is not None:
                closed = self._read_quoted(line, at)
                if closed is None:
                    return False
                at = closed
            end = line.find(self._delimiter, at)
            text = line[at:] if end < 0 else line[at:end]
            self.fields.append("".join(self._parts or ()) + (text.rstrip("\r\n") if end < 0 else text))
            self._parts = None
            if end < 0:
                return True
            at = end + 1

    def _read_quoted(self, line: str, at: int) -> int | None:
        """Collect the quoted text; return where it is closed, None if it goes on in the next line."""
        parts = self._parts if self._parts is not None else []
        while True:
            close = line.find('"', at)
            if close < 0:
                parts.append(line[at:])
                return None
            parts.append(line[at:close])
            if not line.startswith('"', close + 1):
                return close + 1
            parts.append('"')
            at = close + 2


def split_record(line: str, delimiter: str) -> list[str] | None:
    """Return the fields of a complete record, None if a quotation mark is open."""
    record = _Record(delimiter)
    return record.fields if record.feed(line) else None


class _Lines:
    """Lines of a text with a way back: lines that were given can be given again."""

    def __init__(self, text: io.TextIOBase, limit: int) -> None:
        self._text = text
        self._limit = limit
        self._again: deque[str] = deque()

    def take(self) -> str:
        """Return the next line with its end, "" at the end; a line above the limit comes without an end and is cut."""
        if self._again:
            return self._again.popleft()
        line = self._text.readline(self._limit + 1)
        if len(line) > self._limit:
            rest = line
            while rest and not rest.endswith(("\n", "\r")):
                rest = self._text.readline(65_536)
        return line

    def give_back(self, lines: list[str]) -> None:
        """Put lines in front of the next one."""
        self._again.extendleft(reversed(lines))


def read_delimited(stream: BinaryIO, *, limit: int, delimiter: str | None = None) -> Iterator[Row | RowFault]:
    """Yield the records after the header, each as a JSON object of its fields in the order of the columns.

    A header name that comes twice gets a number ("date", "date.2").
    """
    head, rest = peek(stream)
    encoding = detect_encoding(head, is_head=len(head) >= HEAD_BYTES)
    if encoding is None:
        yield RowFault(number=None, code="undecodable", reason="no text encoding fits the first bytes")
        return
    is_utf8 = encoding.startswith("utf-8")
    # A wrong byte far down must cost its row only: it is let through here, marked, and found in its row.
    text = io.TextIOWrapper(rest, encoding=encoding, errors="surrogateescape" if is_utf8 else "replace", newline="")
    lines = _Lines(text, limit)
    records = _read_records(lines, limit, delimiter)
    header = next(records, None)
    if header is None or isinstance(header, RowFault):
        yield RowFault(number=None, code="broken", reason="the header line cannot be read")
        return
    columns = _name_columns(header)
    for number, fields in enumerate(records, start=1):
        if isinstance(fields, RowFault):
            yield RowFault(number=number, code=fields.code, reason=fields.reason)
        else:
            yield _make_row(number, columns, fields, is_utf8=is_utf8)


def _read_records(lines: _Lines, limit: int, delimiter: str | None) -> Iterator[list[str] | RowFault]:
    n_returns = 0
    while line := lines.take():
        if not line.strip():
            continue
        if delimiter is None:
            delimiter = find_delimiter(line)
        taken, size, record = [line], len(line), _Record(delimiter)
        is_complete = record.feed(line)
        while not is_complete and size <= limit and (line := lines.take()):
            taken.append(line)
            size += len(line)
            is_complete = record.feed(line)
        if is_complete and size <= limit:
            yield record.fields
        elif size > limit and len(taken) == 1:
            yield RowFault(number=None, code="too-large", reason=f"a line is longer than {limit:,} characters")
        elif n_returns < _MAX_RETURNS:
            n_returns += 1
            lines.give_back(taken[1:])
            yield RowFault(number=None, code="broken-row", reason="a quotation mark is never closed")
        else:
            yield RowFault(
                number=None, code="broken-row", reason="quotation marks are never closed; the rest is not read"
            )
            return


def _name_columns(header: list[str]) -> tuple[str, ...]:
    names: list[str] = []
    seen: dict[str, int] = {}
    for cell in header:
        name = cell.strip()
        seen[name] = seen.get(name, 0) + 1
        names.append(name if seen[name] == 1 else f"{name}.{seen[name]}")
    return tuple(names)


def _make_row(number: int, columns: tuple[str, ...], fields: list[str], *, is_utf8: bool) -> Row | RowFault:
    if len(fields) != len(columns):
        reason = f"{len(fields)} fields where the header has {len(columns)}"
        return RowFault(number=number, code="broken-row", reason=reason)
    if any("\0" in cell for cell in fields):
        return RowFault(number=number, code="broken-row", reason="a zero character stands in a field")
    if any(_has_wrong_bytes(cell, is_utf8=is_utf8) for cell in fields):
        return RowFault(number=number, code="undecodable", reason="bytes that do not fit the encoding of the file")
    values = dict(zip(columns, fields, strict=True))
    return Row(number=number, raw=json.dumps(values, ensure_ascii=False).encode("utf-8"), values=values)


def _has_wrong_bytes(cell: str, *, is_utf8: bool) -> bool:
    if not is_utf8:
        return "\ufffd" in cell
    try:
        cell.encode("utf-8")
    except UnicodeEncodeError:
        return True
    return False
