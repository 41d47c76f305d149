"""The door of this stage: inputs → reports, one at a time.

What a stream is decides who reads it:
text, page, PDF → pages · JSONL, JSON, CSV, Parquet → rows and tables · WARC → archives · RSS, Atom, sitemap → feeds ·
gzip → the same again, unpacked · everything else → a skip.
"""

from __future__ import annotations

import io
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, BinaryIO
from urllib.parse import urlsplit

from musterbook.config import SourceSettings
from musterbook.errors import UsageError
from musterbook.model import Report, Skip
from musterbook.sources.archives import read_warc
from musterbook.sources.delimited import read_delimited
from musterbook.sources.feeds import Address, read_feed, read_sitemap
from musterbook.sources.fetch import Fetched, Fetcher
from musterbook.sources.inputs import AddressInput, FileInput, check_inputs, expand_inputs, skip_for
from musterbook.sources.kinds import Kind, sniff_kind
from musterbook.sources.pages import MEDIA_TYPES, read_single, skip_kind
from musterbook.sources.reports import Clock, Notice, Obtained, Reading, make_skip
from musterbook.sources.rows import Row, RowFault, read_json, read_jsonl, read_parquet
from musterbook.sources.streams import StreamError, UnpackedStream, peek, read_bounded
from musterbook.sources.tables import read_table

__all__ = ["TableRow", "read_sources", "read_table_rows"]

_MAX_DEPTH = 3  # sitemaps of sitemaps; the protocol knows two levels


@dataclass(frozen=True, slots=True, kw_only=True)
class _Run:
    """One call of the door."""

    reading: Reading
    fetcher: Fetcher | None
    stdin: BinaryIO | None


def read_sources(
    inputs: Iterable[str | Path],
    *,
    settings: SourceSettings,
    clock: Clock | None = None,
    fetcher: Fetcher | None = None,
    stdin: BinaryIO | None = None,
    notify: Callable[[Notice], None] | None = None,
) -> Iterator[Report | Skip]:
    """Yield a report or a skip for everything the inputs hold, in an order that is the same on every run.

    The other stages return a StageResult; this one streams, because its input is larger than memory: an archive of
    ten million pages must not be held to store the first. Everything is in what is yielded, nothing is left out.

    Args:
        inputs: files, folders, patterns ("reports/**/*.html"), http(s) addresses, or "-" for standard input.
        settings: limits, columns and what the user gave for all reports.
        clock: the time, with a time zone; None leaves `retrieved_utc` empty for what is read from files.
        fetcher: fetches addresses; needed if there is one among the inputs or if links are followed.
        stdin: standard input as bytes; needed for "-".
        notify: told what the user should know although nothing was lost: guessed columns, dates that were not read.

    Raises:
        UsageError: no input, an address without a fetcher, "-" without a stream. While reading: a table that the user
            pointed at has no column for the text.
        SourceError: a path does not exist. Both are raised before anything is read.
    """
    given = check_inputs(inputs)
    reading = (
        Reading(settings=settings, clock=clock)
        if notify is None
        else Reading(settings=settings, clock=clock, notify=notify)
    )
    if fetcher is None and any(one.lower().startswith(("http://", "https://")) for one in given):
        raise UsageError("an address cannot be read without a connection", hint="pass a Fetcher")
    if stdin is None and "-" in given:
        raise UsageError("there is no standard input to read", hint="pass the stream")
    return _read_all(given, _Run(reading=reading, fetcher=fetcher, stdin=stdin))


@dataclass(frozen=True, slots=True, kw_only=True)
class TableRow:
    """One row of a table as it stands: `location` is the table, `number` counts from 1 as in `Row`."""

    location: str
    number: int
    values: Mapping[str, Any]


def read_table_rows(
    inputs: Iterable[str | Path], *, settings: SourceSettings, stdin: BinaryIO | None = None
) -> Iterator[TableRow | Skip]:
    """Yield the rows of tables (CSV, TSV, JSON, JSONL, Parquet, also packed) without asking what their columns hold.

    Args:
        inputs: files, folders, patterns, or "-" for standard input, which is read as a CSV table.
        settings: limits.
        stdin: standard input as bytes; needed for "-".

    Raises:
        UsageError: no input, an address, "-" without a stream; while reading: a file the user pointed at is no table.
        SourceError: a path does not exist.
    """
    given = check_inputs(inputs)
    if any(one.lower().startswith(("http://", "https://")) for one in given):
        raise UsageError("tables are imported from files", got="an address", hint="download it first")
    if stdin is None and "-" in given:
        raise UsageError("there is no standard input to read", hint="pass the stream")
    return _read_tables(given, settings, stdin)


def _read_tables(given: tuple[str, ...], settings: SourceSettings, stdin: BinaryIO | None) -> Iterator[TableRow | Skip]:
    for found in expand_inputs(given):
        if isinstance(found, Skip):
            yield found
        elif isinstance(found, FileInput):
            obtained = Obtained(location=found.location, name=found.path.name, is_named=found.is_named)
            try:
                with found.path.open("rb") as stream:
                    yield from _read_one_table(stream, obtained, settings)
            except OSError as error:
                yield skip_for(error, found.location)
        elif stdin is not None:
            yield from _read_one_table(stdin, Obtained(location="stdin", name="stdin.csv"), settings)


def _read_one_table(stream: BinaryIO, obtained: Obtained, settings: SourceSettings) -> Iterator[TableRow | Skip]:
    try:
        head, rest = peek(stream)
        kind = _sniff(head, obtained, settings)
        if kind == "gzip":
            head, rest = peek(UnpackedStream(rest, limit=settings.max_report_bytes))
            kind = _sniff(head, obtained, settings)
        rows = _read_rows(kind, rest, settings)
        if rows is None and obtained.is_named:
            raise UsageError(
                f"{obtained.location} is no table", expected="CSV, TSV, JSON, JSONL or Parquet", got=f"{kind} data"
            )
        if rows is None:
            yield skip_kind(kind, head, obtained.location)
            return
        for row in rows:
            if isinstance(row, RowFault):
                where = obtained.location if row.number is None else f"{obtained.location}#row={row.number}"
                yield make_skip(where, code=row.code, reason=row.reason)
            else:
                yield TableRow(location=obtained.location, number=row.number, values=row.values)
    except StreamError as error:
        yield make_skip(obtained.location, code=error.code, reason=error.reason)


def _read_all(given: tuple[str, ...], run: _Run) -> Iterator[Report | Skip]:
    for found in expand_inputs(given):
        if isinstance(found, Skip):
            yield found
        elif isinstance(found, FileInput):
            yield from _read_file(found, run)
        elif isinstance(found, AddressInput):
            yield from _follow([Address(url=found.url)], run, is_named=True)
        elif run.stdin is not None:
            yield from _keep_reports(run.stdin, Obtained(location="stdin", name=""), run)


def _read_file(found: FileInput, run: _Run) -> Iterator[Report | Skip]:
    obtained = Obtained(location=found.location, name=found.path.name, is_named=found.is_named)
    try:
        with found.path.open("rb") as stream:
            yield from _keep_reports(stream, obtained, run, n_bytes=found.n_bytes)
    except OSError as error:
        yield skip_for(error, found.location)


def _keep_reports(stream: BinaryIO, obtained: Obtained, run: _Run, *, n_bytes: int = 0) -> Iterator[Report | Skip]:
    """Yield the reports and skips of a stream; follow the addresses it lists, or say that they were not followed."""
    addresses: list[Address] = []
    try:
        for made in _read_stream(stream, obtained, run.reading, n_bytes=n_bytes):
            if isinstance(made, Address):
                addresses.append(made)
            else:
                yield made
    except StreamError as error:
        yield make_skip(obtained.location, code=error.code, reason=error.reason)
    if addresses and run.reading.settings.follow_links and run.fetcher is not None:
        yield from _follow(addresses, run, is_named=False)
    elif addresses:
        yield _skip_addresses(addresses, obtained.location)


def _skip_addresses(addresses: list[Address], location: str) -> Skip:
    shown = ", ".join(address.url[:120] for address in addresses[:3]) + (", …" if len(addresses) > 3 else "")
    reason = f"{len(addresses)} addresses are listed without their text and were not followed: {shown}"
    return make_skip(location, code="not-followed", reason=reason)


def _follow(addresses: list[Address], run: _Run, *, is_named: bool) -> Iterator[Report | Skip]:
    """Yield what the addresses give, each once; sitemaps and feeds add theirs if links are to be followed."""
    settings, fetcher = run.reading.settings, run.fetcher
    if fetcher is None:
        return
    waiting = deque((address, 0) for address in addresses)
    seen: set[str] = set()
    while waiting:
        address, depth = waiting.popleft()
        if address.url in seen:
            continue
        if len(seen) >= settings.max_links:
            rest = [address, *(one for one, _ in waiting)]
            yield replace(_skip_addresses(rest, address.url), code="too-many-links")
            return
        seen.add(address.url)
        fetched = fetcher.fetch(address.url)
        if isinstance(fetched, Skip):
            yield fetched
            continue
        links: list[Address] = []
        for made in _read_fetched(fetched, run, is_named=is_named):
            if isinstance(made, Address):
                links.append(made)
            else:
                yield made
        if links and settings.follow_links and depth < _MAX_DEPTH:
            waiting.extendleft((link, depth + 1) for link in reversed(links))
        elif links:
            yield _skip_addresses(links, address.url)


def _read_fetched(fetched: Fetched, run: _Run, *, is_named: bool) -> Iterator[Report | Skip | Address]:
    obtained = Obtained(
        location=fetched.url,
        name=urlsplit(fetched.final_url).path.rpartition("/")[2],
        is_named=is_named,
        url=fetched.final_url,
        charset=fetched.charset,
        retrieved_utc=fetched.retrieved_utc,
    )
    try:
        yield from _read_stream(io.BytesIO(fetched.raw), obtained, run.reading)
    except StreamError as error:
        yield make_skip(fetched.url, code=error.code, reason=error.reason)


def _read_stream(
    stream: BinaryIO, obtained: Obtained, reading: Reading, *, n_bytes: int = 0
) -> Iterator[Report | Skip | Address]:
    """Yield what a stream holds. `n_bytes` is its size if known, so that a report too large is not read at all."""
    settings = reading.settings
    head, rest = peek(stream)
    kind = _sniff(head, obtained, settings)
    if kind == "gzip":
        head, rest = peek(UnpackedStream(rest, limit=settings.max_report_bytes))
        kind = _sniff(head, obtained, settings)
        n_bytes = 0
    if kind in MEDIA_TYPES:
        if n_bytes > settings.max_report_bytes:
            reason = f"{n_bytes:,} bytes, more than {settings.max_report_bytes:,}, the limit for one report"
            yield make_skip(obtained.location, code="too-large", reason=reason)
        else:
            yield read_single(rest, kind, obtained, reading=reading)
    elif kind == "warc":
        yield from read_warc(rest, obtained, reading)
    elif kind == "feed":
        yield from read_feed(read_bounded(rest, limit=settings.max_report_bytes), obtained, reading)
    elif kind == "sitemap":
        yield from read_sitemap(read_bounded(rest, limit=settings.max_report_bytes), obtained)
    elif (rows := _read_rows(kind, stream if kind == "parquet" and n_bytes else rest, settings)) is not None:
        yield from read_table(rows, obtained, reading)
    else:
        yield skip_kind(kind, head, obtained.location)


def _sniff(head: bytes, obtained: Obtained, settings: SourceSettings) -> Kind:
    return sniff_kind(head, name=obtained.name, charset=obtained.charset, text_column=settings.text_column)


def _read_rows(kind: Kind, stream: BinaryIO, settings: SourceSettings) -> Iterator[Row | RowFault] | None:
    """Return the rows of a stream of this kind; None if it is no table."""
    limit = settings.max_report_bytes
    if kind == "jsonl":
        return read_jsonl(stream, limit=limit)
    if kind == "json":
        return read_json(stream, limit=limit)
    if kind == "csv":
        return read_delimited(stream, limit=limit)
    if kind == "parquet":
        return read_parquet(stream, limit=limit)
    return None
