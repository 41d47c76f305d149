"""Reports out of WARC files (ISO 28500): response and resource records with a text, a page or a PDF.

A reader of our own: the library tried loses the records after one with a compressed body without a word, and gives a
record cut in the middle as a whole one (docs/decisions/0004-sources.md). Here:
1. a record whose bytes end before its Content-Length is "cut-off", and so is a header without an end;
2. what is no report (requests, revisits, images, errors of the server) is counted and given as one skip per archive;
3. after damaged bytes the next line that begins with "WARC/" is looked for.
"""

from __future__ import annotations

import zlib
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import BinaryIO

from musterbook.model import Report, Skip
from musterbook.sources.pages import read_page
from musterbook.sources.reports import Obtained, Reading, make_skip
from musterbook.sources.streams import HEAD_BYTES, StreamError

__all__ = ["WarcRecord", "read_warc", "read_warc_records"]

_MAX_LINE = 65_536
_MAX_HEADERS = 500
_PROSE_TYPES = frozenset(
    {"", "text/plain", "text/html", "text/markdown", "application/xhtml+xml", "application/octet-stream"}
)
_BODY_TYPES = frozenset({"response", "resource"})


@dataclass(frozen=True, slots=True, kw_only=True)
class WarcRecord:
    """One record.

    Attributes:
        number: from 1, in the order of the file.
        headers: WARC header fields, names in lower case; of repeated ones the first.
        body: the block; None where it is larger than the limit or of a type that is never a report.
        n_bytes: Content-Length.
    """

    number: int
    headers: Mapping[str, str]
    body: bytes | None
    n_bytes: int


def read_warc(stream: BinaryIO, obtained: Obtained, reading: Reading) -> Iterator[Report | Skip]:
    """Yield the reports of an archive, a skip for each report that could not be made, and one for all other records."""
    others: Counter[str] = Counter()
    limit = reading.settings.max_report_bytes
    records = read_warc_records(stream, limit=limit)
    while True:
        try:
            record = next(records, None)
        except StreamError as error:
            yield make_skip(
                obtained.location, code=error.code, reason=f"{error.reason}; the records before it were read"
            )
            break
        if record is None:
            break
        made = _read_record(record, obtained, reading)
        if isinstance(made, str):
            others[made] += 1
        else:
            yield made
    if others:
        words = ", ".join(f"{n} {what}" for what, n in sorted(others.items(), key=lambda item: (-item[1], item[0])))
        reason = f"{sum(others.values())} records are no reports: {words[:500]}"
        yield make_skip(obtained.location, code="not-a-report", reason=reason)


def read_warc_records(stream: BinaryIO, *, limit: int) -> Iterator[WarcRecord]:
    """Yield the records of an unpacked WARC stream.

    Raises:
        StreamError: "cut-off" where the file ends inside a record, "broken" where no further record can be found.
    """
    number = 0
    while True:
        version = _find_version(stream)
        if version is None:
            return
        number += 1
        headers = _read_headers(stream)
        try:
            n_bytes = int(headers.get("content-length", ""))
        except ValueError:
            continue  # no length: the next version line is looked for
        if n_bytes < 0:
            continue
        is_wanted = headers.get("warc-type", "").lower() in _BODY_TYPES and n_bytes <= limit
        body = None
        if is_wanted:
            body = _take(stream, n_bytes)
        else:
            _pass_over(stream, n_bytes)
        yield WarcRecord(number=number, headers=headers, body=body, n_bytes=n_bytes)


def _find_version(stream: BinaryIO) -> bytes | None:
    while line := stream.readline(_MAX_LINE):
        if line.startswith(b"WARC/"):
            return line
    return None


def _read_headers(stream: BinaryIO) -> dict[str, str]:
    headers: dict[str, str] = {}
    last = ""
    for _ in range(_MAX_HEADERS):
        line = stream.readline(_MAX_LINE)
        if not line:
            raise StreamError("cut-off", "the archive ends inside the header of a record")
        text = line.decode("utf-8", "replace").rstrip("\r\n")
        if not text:
            return headers
        if text[0] in " \t" and last:
            headers[last] += " " + text.strip()
            continue
        name, colon, value = text.partition(":")
        last = name.strip().lower() if colon else ""
        if last:
            headers.setdefault(last, value.strip())
    raise StreamError("broken", "the header of a record has no end")


def _take(stream: BinaryIO, n_bytes: int) -> bytes:
    body = stream.read(n_bytes)
    if len(body) < n_bytes:
        raise StreamError("cut-off", "the archive ends inside a record")
    return body


def _pass_over(stream: BinaryIO, n_bytes: int) -> None:
    while n_bytes:
        data = stream.read(min(n_bytes, HEAD_BYTES))
        if not data:
            raise StreamError("cut-off", "the archive ends inside a record")
        n_bytes -= len(data)


def _read_record(record: WarcRecord, obtained: Obtained, reading: Reading) -> Report | Skip | str:
    """Return the report or skip of a record, or words for what it is instead."""
    kind = record.headers.get("warc-type", "without type").lower()[:40]
    if kind not in _BODY_TYPES:
        return kind
    location = f"{obtained.location}#record={record.number}"
    limit = reading.settings.max_report_bytes
    if record.body is None:
        reason = f"{record.n_bytes:,} bytes, more than {limit:,}, the limit for one report"
        return make_skip(location, code="too-large", reason=reason)
    body, claimed = record.body, record.headers.get("content-type", "")
    if claimed.lower().startswith("application/http"):
        status, headers, body = _split_http(body)
        if status != 200:
            return f"HTTP {status}" if status else "broken HTTP"
        claimed = headers.get("content-type", "")
        try:
            body = _decode_body(body, headers, limit=limit)
        except StreamError as error:
            return make_skip(location, code=error.code, reason=error.reason)
    place = replace(
        obtained,
        location=location,
        name="",
        url=record.headers.get("warc-target-uri", "").strip("<>") or None,
        charset=_find_charset(claimed),
        retrieved_utc=_read_instant(record.headers.get("warc-date", "")),
    )
    return _read_body(body, claimed, place, reading=reading)


def _read_body(body: bytes, claimed: str, place: Obtained, *, reading: Reading) -> Report | Skip | str:
    """Return the report or skip of a decoded body, or words for what it is instead."""
    made = read_page(body, place, reading)
    claimed_type = claimed.partition(";")[0].strip().lower()[:60]
    if isinstance(made, Skip):
        return (claimed_type or "without type") if made.code in {"binary", "empty", "unsupported-type"} else made
    # Style sheets, scripts, name-server answers and robots.txt are text to the eye; only the archive knows better.
    if made.media_type in {"text/plain", "text/markdown"} and claimed_type not in _PROSE_TYPES:
        return claimed_type
    return "robots.txt" if (place.url or "").endswith("/robots.txt") else made


def _split_http(block: bytes) -> tuple[int, dict[str, str], bytes]:
    """Return status, header fields (names in lower case) and body of an HTTP response; status 0 if it is none."""
    head, _, body = block.partition(b"\r\n\r\n")
    lines = head[:_MAX_LINE].decode("latin-1").splitlines()
    parts = lines[0].split(None, 2) if lines else []
    if len(parts) < 2 or not parts[0].startswith("HTTP/") or not parts[1].isdecimal():
        return 0, {}, b""
    headers: dict[str, str] = {}
    for line in lines[1:]:
        name, _, value = line.partition(":")
        headers.setdefault(name.strip().lower(), value.strip())
    return int(parts[1][:3]), headers, body


def _decode_body(body: bytes, headers: Mapping[str, str], *, limit: int) -> bytes:
    """Return the body without transfer and content encoding.

    Many archives hold bodies that were decoded before they were stored, under the headers of the encoded ones:
    a body that does not look encoded is taken as it is.
    """
    if "chunked" in headers.get("transfer-encoding", "").lower():
        body = _join_chunks(body)
    encoding = headers.get("content-encoding", "identity").strip().lower()
    if encoding in {"gzip", "x-gzip"} and body.startswith(b"\x1f\x8b"):
        return _inflate(body, wbits=31, limit=limit)
    if encoding == "deflate" and body[:1] in {b"\x78", b"\x58", b"\x48"}:
        return _inflate(body, wbits=15, limit=limit)
    if encoding in {"br", "zstd", "compress"} and not body.lstrip()[:1] == b"<":
        raise StreamError("unsupported-type", f"the body is compressed with {encoding}, which is not read")
    return body


def _join_chunks(body: bytes) -> bytes:
    """Return a chunked body joined; the body as it is where it is not chunked."""
    parts: list[bytes] = []
    at = 0
    while True:
        end = body.find(b"\r\n", at, at + 200)
        size = body[at:end].partition(b";")[0].strip() if end >= 0 else b""
        try:
            n = int(size, 16)
        except ValueError:
            return body if not parts else b"".join(parts)
        if n <= 0:
            return b"".join(parts)
        parts.append(body[end + 2 : end + 2 + n])
        at = end + 2 + n + 2


def _inflate(body: bytes, *, wbits: int, limit: int) -> bytes:
    unpacker = zlib.decompressobj(wbits=wbits)
    try:
        data = unpacker.decompress(body, limit + 1)
    except zlib.error as error:
        raise StreamError("broken", f"the compressed body is damaged ({error})") from error
    if len(data) > limit:
        raise StreamError("too-large", f"unpacks to more than {limit:,} bytes, the limit for one report")
    if not unpacker.eof:
        raise StreamError("cut-off", "the compressed body ends in the middle")
    return data


def _find_charset(claimed: str) -> str | None:
    _, found, rest = claimed.lower().partition("charset=")
    return rest.partition(";")[0].strip(" \"'") or None if found else None


def _read_instant(written: str) -> datetime | None:
    try:
        instant = datetime.fromisoformat(written)
    except ValueError:
        return None
    return instant.astimezone(UTC) if instant.tzinfo else instant.replace(tzinfo=UTC)
