r"""Rows of JSONL, JSON, CSV and Parquet files, one at a time; a broken row is a fault and the next one is read.

Rows are numbered from 1: lines of a JSONL file, elements of a JSON file, records after the header of a CSV file.
"""

from __future__ import annotations

import importlib
import io
import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, BinaryIO

from musterbook.sources.encodings import detect_encoding
from musterbook.sources.streams import StreamError, peek, read_bounded, read_lines

__all__ = ["Row", "RowFault", "read_json", "read_jsonl", "read_parquet"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One row: `raw` as read (JSON) or as JSON (CSV, Parquet), `values` by column name."""

    number: int
    raw: bytes
    values: Mapping[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class RowFault:
    """One row that gives nothing; `number` is None when the fault ends the file."""

    number: int | None
    code: str
    reason: str


def read_jsonl(stream: BinaryIO, *, limit: int) -> Iterator[Row | RowFault]:
    """Yield one object per line; empty lines are no rows."""
    for number, line in enumerate(read_lines(_as_utf8(stream), limit=limit), start=1):
        if line is None:
            yield _too_large(number, limit)
        elif raw := line.strip():
            yield parse_object(raw, number)


def parse_object(raw: bytes, number: int) -> Row | RowFault:
    """Return the JSON object in these bytes, or why there is none."""
    try:
        values = json.loads(raw.decode("utf-8"))
    except UnicodeDecodeError as error:
        return RowFault(number=number, code="undecodable", reason=f"not UTF-8 at byte {error.start} of the row")
    except (ValueError, RecursionError) as error:
        words = error.msg if isinstance(error, json.JSONDecodeError) else type(error).__name__
        return RowFault(number=number, code="broken-row", reason=f"not JSON ({words})")
    if not isinstance(values, dict):
        return RowFault(
            number=number, code="broken-row", reason=f"a JSON object is expected, not {type(values).__name__}"
        )
    return Row(number=number, raw=raw, values=values)


_TOKEN = re.compile(rb'["{}\[\],]|\\.', re.DOTALL)
_DEPTH = {b"{": 1, b"[": 1, b"}": -1, b"]": -1}
_BETWEEN = re.compile(rb"[ \t\r\n,]*")


class _Cutter:
    """Finds where the elements of a JSON array, or objects that follow each other, begin and end."""

    def __init__(self, stream: BinaryIO, limit: int) -> None:
        self._stream = stream
        self._limit = limit
        self._buffer = bytearray()
        self._at_end = False
        self.is_array = False

    def start(self) -> None:
        """Step into the array if the text is one."""
        self._skip_between()
        self.is_array = self._buffer[:1] == b"["
        if self.is_array:
            del self._buffer[:1]

    def cut(self) -> bytes | None:
        """Return the bytes of the next element, None after the last.

        Raises:
            StreamError: "cut-off" without a closing bracket, "too-large" for an element above the limit.
        """
        self._skip_between()
        if not self._buffer:
            if self.is_array:
                raise StreamError("cut-off", "the JSON array has no end")
            return None
        if self.is_array and self._buffer[:1] == b"]":
            return None
        return self._take(self._find_end())

    def _find_end(self) -> int:
        depth, in_string, scanned = 0, False, 0
        while True:
            for token in _TOKEN.finditer(self._buffer, scanned):
                mark = token[0]
                if mark == b'"':
                    in_string = not in_string
                if in_string:
                    continue
                if depth == 0 and mark in b"}],":
                    return token.start()
                depth += _DEPTH.get(mark, 0)
                if depth == 0 and mark in b"}]":
                    return token.end()
            scanned = len(self._buffer)
            if not self._fill():
                if depth or in_string:
                    raise StreamError("cut-off", "the JSON text ends inside an element")
                return scanned

    def _fill(self) -> bool:
        """Read on; never end the buffer inside an escape, which the scanner could not see."""
        n_before = len(self._buffer)
        while not self._at_end and (len(self._buffer) == n_before or self._buffer.endswith(b"\\")):
            data = self._stream.read(65_536)
            self._at_end = not data
            self._buffer += data
            if len(self._buffer) > self._limit + 65_536:
                raise StreamError(
                    "too-large", f"an element is larger than {self._limit:,} bytes, the limit for one report"
                )
        return len(self._buffer) > n_before

    def _take(self, end: int) -> bytes:
        raw = bytes(self._buffer[: max(end, 1)])
        del self._buffer[: max(end, 1)]
        return raw.strip()

    def _skip_between(self) -> None:
        while True:
            found = _BETWEEN.match(self._buffer)
            n = found.end() if found else 0
            del found  # it holds the buffer, which cannot shrink as long
            del self._buffer[:n]
            if self._buffer or not self._fill():
                return


def read_json(stream: BinaryIO, *, limit: int) -> Iterator[Row | RowFault]:
    """Yield the objects of a JSON array, of one object, or of objects that follow each other."""
    cutter = _Cutter(_as_utf8(stream), limit)
    cutter.start()
    number = 0
    while True:
        number += 1
        try:
            raw = cutter.cut()
        except StreamError as error:
            yield RowFault(number=number, code=error.code, reason=f"{error.reason}; nothing after it was read")
            return
        if raw is None:
            return
        yield parse_object(raw, number) if len(raw) <= limit else _too_large(number, limit)


def read_parquet(stream: BinaryIO, *, limit: int) -> Iterator[Row | RowFault]:
    """Yield the rows of a Parquet file, read in small batches; needs pyarrow, which is not required otherwise."""
    try:  # optional, and 100 MB of libraries: only those who have Parquet files pay for them
        parquet = importlib.import_module("pyarrow.parquet")
    except ImportError:
        yield RowFault(number=None, code="needs-pyarrow", reason="Parquet files need pyarrow: pip install pyarrow")
        return
    source = stream if stream.seekable() else io.BytesIO(read_bounded(stream, limit=limit))
    number = 0
    try:
        for batch in parquet.ParquetFile(source).iter_batches(batch_size=64):
            for values in batch.to_pylist():
                number += 1
                raw = json.dumps(values, ensure_ascii=False, default=str).encode("utf-8", "backslashreplace")
                too_large = len(raw) > limit
                yield _too_large(number, limit) if too_large else Row(number=number, raw=raw, values=values)
    except (OSError, ValueError, ArithmeticError, NotImplementedError) as error:  # pyarrow's errors derive from these
        words = str(error).partition("\n")[0][:200]
        yield RowFault(
            number=None, code="broken", reason=f"the Parquet file cannot be read after row {number} ({words})"
        )


def _too_large(number: int, limit: int) -> RowFault:
    return RowFault(
        number=number, code="too-large", reason=f"the row is larger than {limit:,} bytes, the limit for one report"
    )


def _as_utf8(stream: BinaryIO) -> BinaryIO:
    """Return the stream without a byte order mark and, if it is UTF-16 or UTF-32, as UTF-8."""
    head, rest = peek(stream)
    encoding = detect_encoding(head, is_head=True)
    if encoding is not None and encoding.startswith(("utf-16", "utf-32")):
        return io.BufferedReader(_Recoded(io.TextIOWrapper(rest, encoding=encoding, errors="replace", newline="")))
    if encoding == "utf-8-sig":
        rest.read(3)
    return rest


class _Recoded(io.RawIOBase):
    """Text as a stream of UTF-8 bytes."""

    def __init__(self, text: io.TextIOWrapper) -> None:
        super().__init__()
        self._text = text
        self._pending = b""

    def readable(self) -> bool:
        """Return True."""
        return True

    def readinto(self, buffer: Any, /) -> int:
        """Fill the buffer with UTF-8."""
        target = memoryview(buffer).cast("B")
        if not self._pending:
            self._pending = self._text.read(16_384).encode("utf-8", "replace")
        n = min(len(target), len(self._pending))
        target[:n] = self._pending[:n]
        self._pending = self._pending[n:]
        return n
