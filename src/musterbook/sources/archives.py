"""Reports out of WARC files (ISO 28500): response and resource records with a text, a page or a PDF.

warcio reads the records and the HTTP headers, one record at a time, because its iterator over a whole archive loses
what follows damaged bytes and gives a record cut in the middle as a whole one (docs/decisions/0004-sources.md). Here:
1. a record whose bytes end before its Content-Length is "cut-off", and so is a header without an end;
2. what is no report (requests, revisits, images, errors of the server) is counted and given as one skip per archive;
3. after damaged bytes the next line that begins with "WARC/" is looked for.
"""

from __future__ import annotations

import io
import zlib
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import BinaryIO

from warcio.recordloader import ArcWarcRecord, ArcWarcRecordLoader
from warcio.statusandheaders import StatusAndHeaders, StatusAndHeadersParser

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
# warcio refuses versions it does not know; a later one is read as the last one it knows.
_VERSION_LINE = b"WARC/1.1\r\n"
_MAX_LENGTH_DIGITS = 18
_CUT_CHUNKS = "the chunked body ends in the middle"

_RECORD_LOADER = ArcWarcRecordLoader()
_HTTP_PARSER = StatusAndHeadersParser([], verify=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class WarcRecord:
    """One record.

    Attributes:
        number: from 1, in the order of the file.
        headers: WARC header fields, names in lower case; of repeated ones the first.
        body: the block; None where it is larger than the limit, of no known length or of a type that is never a report.
        n_bytes: Content-Length; None where there is none that can be read.
    """

    number: int
    headers: Mapping[str, str]
    body: bytes | None
    n_bytes: int | None


class _RecordStream:
    """An archive from the header of one record on, as warcio reads it: its header is bounded and has an end."""

    def __init__(self, stream: BinaryIO) -> None:
        self._stream = stream
        self._n_lines = 0

    def readline(self) -> bytes:
        """Return a line of the header, of a very long one a part."""
        self._n_lines += 1
        if self._n_lines > _MAX_HEADERS:
            raise StreamError("broken", "the header of a record has no end")
        line = self._stream.readline(_MAX_LINE)
        if not line:
            raise StreamError("cut-off", "the archive ends inside the header of a record")
        return line

    def read(self, n: int) -> bytes:
        """Return bytes of the block."""
        return self._stream.read(n)


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
    while _find_version(stream):
        number += 1
        # Read as a record of WARC alone: the loader would parse HTTP only where the address begins with "http".
        loaded = _RECORD_LOADER.parse_record_stream(
            _RecordStream(stream), statusline=_VERSION_LINE, known_format="warc", no_record_parse=True
        )
        headers = _map_headers(loaded.rec_headers)
        length = headers.get("content-length", "")
        if not length.isdecimal() or len(length) > _MAX_LENGTH_DIGITS:
            yield WarcRecord(number=number, headers=headers, body=None, n_bytes=None)
            continue  # the next version line is looked for
        is_wanted = headers.get("warc-type", "").lower() in _BODY_TYPES and loaded.length <= limit
        body = _take(loaded, is_wanted=is_wanted)
        yield WarcRecord(number=number, headers=headers, body=body, n_bytes=loaded.length)


def _find_version(stream: BinaryIO) -> bool:
    while line := stream.readline(_MAX_LINE):
        if line.startswith(b"WARC/"):
            return True
    return False


def _map_headers(found: StatusAndHeaders) -> dict[str, str]:
    headers: dict[str, str] = {}
    for name, value in found.headers:
        headers.setdefault(name.strip().lower(), value.strip())
    return headers


def _take(loaded: ArcWarcRecord, *, is_wanted: bool) -> bytes | None:
    """Return the block, None after passing over one that is not wanted."""
    parts: list[bytes] = []
    n_left = loaded.length
    while data := loaded.raw_stream.read(HEAD_BYTES):
        n_left -= len(data)
        if is_wanted:
            parts.append(data)
    if n_left:
        raise StreamError("cut-off", "the archive ends inside a record")
    return b"".join(parts) if is_wanted else None


def _read_record(record: WarcRecord, obtained: Obtained, reading: Reading) -> Report | Skip | str:
    """Return the report or skip of a record, or words for what it is instead."""
    kind = record.headers.get("warc-type", "without type").lower()[:40]
    if kind not in _BODY_TYPES:
        return kind
    location = f"{obtained.location}#record={record.number}"
    limit = reading.settings.max_report_bytes
    if record.n_bytes is None:
        return make_skip(location, code="broken", reason="the record does not say how long it is")
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
    stream = io.BytesIO(block)
    try:
        head = _HTTP_PARSER.parse(stream)
    except EOFError:
        return 0, {}, b""
    status = head.get_statuscode()[:3]
    if not head.protocol.startswith("HTTP/") or not status.isdecimal():
        return 0, {}, b""
    return int(status), _map_headers(head), stream.read()


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
    """Return a chunked body joined; the body as it is where it is not chunked.

    Not by warcio: its reader puts the trailer, or a last chunk without a line end, into the text.

    Raises:
        StreamError: "cut-off" where it ends inside a chunk.
    """
    parts: list[bytes] = []
    at = 0
    while True:
        end = body.find(b"\r\n", at, at + 200)
        size = body[at:end].partition(b";")[0].strip() if end >= 0 else b""
        try:
            n = int(size, 16)
        except ValueError:
            if not parts:
                return body
            if body[at:].strip(b"0\r\n"):
                raise StreamError("cut-off", _CUT_CHUNKS) from None
            return b"".join(parts)  # only the mark of the end is missing
        if n <= 0:
            return b"".join(parts)
        parts.append(body[end + 2 : end + 2 + n])
        at = end + 2 + n + 2
        if len(parts[-1]) < n:
            raise StreamError("cut-off", _CUT_CHUNKS)


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
