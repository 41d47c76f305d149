"""One text, page or PDF as one report."""

from __future__ import annotations

from typing import BinaryIO

from musterbook.model import Report, Skip
from musterbook.sources.encodings import detect_encoding
from musterbook.sources.kinds import Kind, name_binary, sniff_kind
from musterbook.sources.reports import Obtained, Reading, make_report, make_skip
from musterbook.sources.streams import HEAD_BYTES, StreamError, read_bounded

__all__ = ["MEDIA_TYPES", "read_page", "read_single", "skip_kind"]

MEDIA_TYPES: dict[Kind, str] = {
    "text": "text/plain",
    "markdown": "text/markdown",
    "html": "text/html",
    "pdf": "application/pdf",
}

_REASONS: dict[Kind, tuple[str, str]] = {
    "empty": ("empty", "there is nothing in it"),
    "undecodable": ("undecodable", "no text encoding fits its bytes"),
    "gzip": ("unsupported-type", "compressed data inside compressed data"),
    "feed": ("unsupported-type", "a feed inside another container is not read"),
    "sitemap": ("unsupported-type", "a sitemap inside another container is not read"),
    "other-markup": ("unsupported-type", "XML or a mail archive of a kind that is not read"),
}


def read_page(raw: bytes, obtained: Obtained, reading: Reading) -> Report | Skip:
    """Return the report these bytes are, or why they are none."""
    kind = sniff_kind(raw[:HEAD_BYTES], name=obtained.name, charset=obtained.charset)
    if kind in MEDIA_TYPES:
        return _make(raw, kind, obtained, reading=reading)
    return skip_kind(kind, raw[:HEAD_BYTES], obtained.location)


def read_single(stream: BinaryIO, kind: Kind, obtained: Obtained, *, reading: Reading) -> Report | Skip:
    """Return the report of a stream that is known to be one text, page or PDF."""
    try:
        raw = read_bounded(stream, limit=reading.settings.max_report_bytes)
    except StreamError as error:
        return make_skip(obtained.location, code=error.code, reason=error.reason)
    return _make(raw, kind, obtained, reading=reading)


def skip_kind(kind: Kind, head: bytes, location: str) -> Skip:
    """Return the skip for bytes that are no report."""
    if kind in _REASONS:
        code, reason = _REASONS[kind]
        return make_skip(location, code=code, reason=reason)
    if kind == "binary":
        return make_skip(location, code="binary", reason=f"no text, page or PDF: {name_binary(head)}")
    return make_skip(location, code="unsupported-type", reason=f"{kind} data are not read here")


def _make(raw: bytes, kind: Kind, obtained: Obtained, *, reading: Reading) -> Report | Skip:
    if kind == "pdf":
        return make_report(raw, obtained, reading, media_type=MEDIA_TYPES[kind])
    if not raw.strip():
        return skip_kind("empty", raw, obtained.location)
    encoding = detect_encoding(raw, claimed=obtained.charset)
    if encoding is None:
        return skip_kind("undecodable", raw, obtained.location)
    if 0 in raw and not encoding.startswith(("utf-16", "utf-32")):
        return make_skip(obtained.location, code="binary", reason="zero bytes stand in the text")
    return make_report(raw, obtained, reading, media_type=MEDIA_TYPES[kind], encoding=encoding)
