"""WARC files."""

from __future__ import annotations

import gzip
import io
import zlib
from datetime import UTC, datetime
from pathlib import Path

import pytest

from musterbook.config import SourceSettings
from musterbook.model import Report, Skip, hash_bytes
from musterbook.sources import read_sources
from musterbook.sources.archives import read_warc_records
from musterbook.sources.streams import StreamError

_PAGE = b"<html><body><p>Soldiers left the village.</p></body></html>"


def _record(
    body: bytes, *, kind: str = "response", url: str = "https://www.reuters.com/a", claimed: str | None = None
) -> bytes:
    claimed = claimed or ("application/http; msgtype=response" if kind == "response" else "text/plain")
    head = (
        f"WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Target-URI: <{url}>\r\nWARC-Date: 2018-04-12T08:30:00Z\r\n"
        f"Content-Type: {claimed}\r\nContent-Length: {len(body)}\r\n\r\n"
    )
    return head.encode() + body + b"\r\n\r\n"


def _http(body: bytes, *headers: str, status: int = 200, claimed: str = "text/html; charset=utf-8") -> bytes:
    lines = [f"HTTP/1.1 {status} X", f"Content-Type: {claimed}", *headers]
    return "\r\n".join(lines).encode() + b"\r\n\r\n" + body


def _chunk(body: bytes, size: int = 20) -> bytes:
    parts = [body[at : at + size] for at in range(0, len(body), size)]
    return b"".join(b"%x;ext=1\r\n%s\r\n" % (len(part), part) for part in parts) + b"0\r\n\r\n"


def _read(tmp_path: Path, raw: bytes, *, name: str = "a.warc", limit: int = 1_000_000) -> list[Report | Skip]:
    path = tmp_path / name
    path.write_bytes(raw)
    return list(read_sources([path], settings=SourceSettings(max_report_bytes=limit)))


def test_response_becomes_a_whole_report(tmp_path: Path) -> None:
    """Address, time of the capture and outlet come from the record."""
    assert _read(tmp_path, _record(_http(_PAGE))) == [
        Report(
            report_id=hash_bytes(_PAGE),
            media_type="text/html",
            location="a.warc#record=1",
            raw=_PAGE,
            encoding="utf-8",
            retrieved_utc=datetime(2018, 4, 12, 8, 30, tzinfo=UTC),
            outlet="Reuters",
            url="https://www.reuters.com/a",
        )
    ]


@pytest.mark.parametrize(
    "http",
    [
        pytest.param(_http(_chunk(_PAGE), "Transfer-Encoding: chunked"), id="chunked"),
        pytest.param(_http(gzip.compress(_PAGE), "Content-Encoding: gzip"), id="gzip"),
        pytest.param(_http(zlib.compress(_PAGE), "Content-Encoding: deflate"), id="deflate"),
        pytest.param(
            _http(_chunk(gzip.compress(_PAGE)), "Transfer-Encoding: chunked", "Content-Encoding: gzip"), id="both"
        ),
        pytest.param(
            _http(_PAGE, "Transfer-Encoding: chunked", "Content-Encoding: gzip"), id="decoded-before-it-was-stored"
        ),
        pytest.param(_http(_PAGE, "Content-Encoding: br"), id="brotli-decoded-before-it-was-stored"),
        pytest.param(_http(_chunk(_PAGE)[:-2], "Transfer-Encoding: chunked"), id="last-chunk-without-line-end"),
        pytest.param(
            _http(_chunk(_PAGE)[:-2] + b"Server-Timing: x\r\n\r\n", "Transfer-Encoding: chunked"), id="trailer"
        ),
    ],
)
def test_encoded_body_is_decoded_and_the_next_record_is_read(tmp_path: Path, http: bytes) -> None:
    """A body comes out the same however it was sent, and nothing after it is lost."""
    found = _read(tmp_path, _record(http) + _record(b"Soldiers left.", kind="resource", url="https://x.example/b.txt"))
    assert [one.raw if isinstance(one, Report) else one for one in found] == [_PAGE, b"Soldiers left."]


def test_other_records_are_counted_in_one_skip(tmp_path: Path) -> None:
    """Requests, errors, images, style sheets and name-server answers are one skip with their counts."""
    raw = b"".join(
        [
            _record(b"software: x", kind="warcinfo", claimed="application/warc-fields"),
            _record(b"GET / HTTP/1.1\r\n\r\n", kind="request"),
            _record(b"GET / HTTP/1.1\r\n\r\n", kind="request"),
            _record(_http(_PAGE, status=404)),
            _record(_http(b"\x89PNG\r\n\x1a\n\0\0", claimed="image/png")),
            _record(_http(b"p { color: red }", claimed="text/css")),
            _record(_http(b"User-agent: *", claimed="text/plain"), url="https://x.example/robots.txt"),
            _record(b"x.example. 300 IN A 192.0.2.1", kind="response", claimed="text/dns"),
            _record(_http(_PAGE)),
        ]
    )
    made, skip = _read(tmp_path, raw)
    assert isinstance(made, Report)
    assert skip == Skip(
        stage="sources",
        input_id="a.warc",
        location="a.warc",
        code="not-a-report",
        reason="8 records are no reports: 2 request, 1 HTTP 404, 1 image/png, 1 robots.txt, 1 text/css, 1 text/dns, 1 warcinfo",
    )


@pytest.mark.parametrize("is_packed", [False, True], ids=["plain", "gzip"])
def test_archive_cut_in_the_middle_gives_what_came_before(tmp_path: Path, *, is_packed: bool) -> None:
    """Wherever the archive is cut inside its second record, the first is made and one skip says that it is cut."""
    first, second = _record(_http(_PAGE)), _record(_http(b"<html>" + bytes(range(32, 127)) * 20))
    pack = gzip.compress if is_packed else bytes
    first, second = pack(first), pack(second)
    for cut in range(12, len(second) - 12, 7):
        found = _read(tmp_path, first + second[:cut], name="a.warc.gz" if is_packed else "a.warc")
        assert [one.code if isinstance(one, Skip) else "made" for one in found] == ["made", "cut-off"]


@pytest.mark.parametrize(
    ("http", "code"),
    [
        pytest.param(_http(b"<html>" + b"x" * 5000), "too-large", id="large-record"),
        pytest.param(_http(gzip.compress(b"<html>" + b"x" * 50_000), "Content-Encoding: gzip"), "too-large", id="bomb"),
        pytest.param(_http(gzip.compress(_PAGE)[:-12], "Content-Encoding: gzip"), "cut-off", id="cut-body"),
        pytest.param(_http(b"\x1f\x8b\x08rubbish", "Content-Encoding: gzip"), "broken", id="damaged-body"),
        pytest.param(_http(b"\x0b\x02\x80", "Content-Encoding: br"), "unsupported-type", id="brotli"),
        pytest.param(_http(_chunk(_PAGE)[:-12], "Transfer-Encoding: chunked"), "cut-off", id="cut-chunk"),
        pytest.param(_http(_chunk(_PAGE)[:-30], "Transfer-Encoding: chunked"), "cut-off", id="cut-chunk-size"),
    ],
)
def test_record_that_cannot_be_read_is_a_skip_of_its_own(tmp_path: Path, http: bytes, code: str) -> None:
    """A report that was there and could not be made is not hidden in the count of other records."""
    first, second = _read(tmp_path, _record(http) + _record(_http(_PAGE)), limit=2000)
    assert isinstance(first, Skip)
    assert (first.location, first.code) == ("a.warc#record=1", code)
    assert isinstance(second, Report)


def test_reader_finds_back_after_damage() -> None:
    """After rubbish and after a record without a length the next version line is found."""
    raw = (
        _record(b"one", kind="resource")
        + b"rubbish\r\n" * 3
        + b"WARC/1.0\r\nWARC-Type: x\r\n\r\n"
        + _record(b"two", kind="resource")
    )
    assert [(record.number, record.body) for record in read_warc_records(io.BytesIO(raw), limit=100)] == [
        (1, b"one"),
        (2, None),
        (3, b"two"),
    ]


@pytest.mark.parametrize(
    "length", [b"x", b"-5", b"+58", b"9" * 19, b"9" * 5000], ids=["word", "negative", "sign", "huge", "digits"]
)
def test_report_without_a_length_is_a_skip_and_the_next_is_read(tmp_path: Path, length: bytes) -> None:
    """A record that does not say how long it is cannot be made, is told of, and takes no other with it."""
    damaged = _record(_PAGE, kind="resource").replace(b"Content-Length: %d" % len(_PAGE), b"Content-Length: " + length)
    first, second = _read(tmp_path, damaged + _record(_http(_PAGE)))
    assert first == Skip(
        stage="sources",
        input_id="a.warc#record=1",
        location="a.warc#record=1",
        code="broken",
        reason="the record does not say how long it is",
    )
    assert isinstance(second, Report)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        pytest.param(b"WARC/1.0", b"WARC/0.17", id="draft"),
        pytest.param(b"WARC/1.0", b"WARC/2.0", id="version-to-come"),
        pytest.param(b"Content-Length", b"content-length", id="lower-case"),
        pytest.param(b"\r\n", b"\n", id="line-feeds"),
        pytest.param(b"WARC-Date", b"X-Long: " + b"a" * 200_000 + b"\r\nWARC-Date", id="long-line"),
        pytest.param(b"<https://www.reuters.com/a>", b"x:\xe9", id="address-in-latin-1"),
    ],
)
def test_unusual_header_is_read(old: bytes, new: bytes) -> None:
    """Versions, letter cases, line ends and long lines that other programs write do not lose a record."""
    raw = _record(b"one", kind="resource").replace(old, new) + _record(b"two", kind="resource")
    assert [record.body for record in read_warc_records(io.BytesIO(raw), limit=100)] == [b"one", b"two"]


def test_header_without_an_end_is_given_up() -> None:
    """Header lines are not read for ever."""
    raw = b"WARC/1.0\r\n" + b"X: a\r\n" * 10_000
    with pytest.raises(StreamError, match="the header of a record has no end"):
        list(read_warc_records(io.BytesIO(raw), limit=100))
