"""What a stream of bytes is, told from its first bytes; the name is asked only where bytes cannot tell.

The cascade: nothing → packed → binary formats by their signature → zero bytes → markup → JSON → table → text.
"""

from __future__ import annotations

import json
import re
from typing import Literal

import puremagic

from musterbook.sources.encodings import detect_encoding
from musterbook.sources.streams import HEAD_BYTES

__all__ = ["Kind", "name_binary", "sniff_kind"]

Kind = Literal[
    "empty", "gzip", "pdf", "warc", "parquet", "binary", "html", "feed", "sitemap", "other-markup",
    "jsonl", "json", "csv", "markdown", "text", "undecodable",
]  # fmt: skip

_PROLOGUE = re.compile(r"(?:\s+|<\?[^>]{0,2000}\?>|<!--.{0,4000}?-->)", re.DOTALL)
_HTML_START = re.compile(
    r"<(?:!doctype\s+html|html|head|body|title|meta|script|style|link|base|article|main|section|header|div|h1|h2|p|br|a"
    r"|b|font|table|iframe|center)\b",
    re.IGNORECASE,
)
_WHOLE_PAGE = re.compile(r"<(?:!doctype\s+html|html)\b", re.IGNORECASE)
_ROOT = re.compile(r"(?:<!doctype[^>\[]{0,500}>\s{0,99})?<(?:\w{1,20}:)?(\w{1,40})", re.IGNORECASE)
_JSON_OBJECT = re.compile(r'\{\s{0,999}(?:"|\})')
_JSON_ARRAY = re.compile(r"\[\s{0,999}(?:\{|\])")
_MAIL = re.compile(r"^mime-version:\s", re.IGNORECASE | re.MULTILINE)
_HEADER_LINE = re.compile(r"[A-Za-z][A-Za-z-]{1,40}: ")

_ROOTS: dict[str, Kind] = {"rss": "feed", "feed": "feed", "rdf": "feed", "urlset": "sitemap", "sitemapindex": "sitemap"}
_LINES_NAMES = (".jsonl", ".ndjson")
_TABLE_NAMES = (".csv", ".tsv", ".tab", ".psv")
# A page of text has line ends, tabs and form feeds, hardly anything else below the space.
_MAX_CONTROL_SHARE = 0.05
_CONTROL = frozenset(range(32)) - frozenset(b"\t\n\r\f\x1b\x08")
_SIGNATURES = (
    b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"PK\x03\x04", b"PK\x05\x06", b"7z\xbc\xaf", b"Rar!", b"BZh", b"\xfd7zXZ",
    b"\x28\xb5\x2f\xfd", b"\xd0\xcf\x11\xe0", b"\x7fELF", b"SQLite format 3\0", b"OggS", b"ID3", b"{\\rtf",
)  # fmt: skip


def sniff_kind(head: bytes, *, name: str = "", charset: str | None = None, text_column: str | None = None) -> Kind:
    """Return what the bytes are.

    Args:
        head: the first bytes, up to 64 KiB; fewer only if there are no more.
        name: file name; its ending tells Markdown and tables from text.
        charset: as claimed by the transport.
        text_column: a text whose first line has this column is a table whatever its name.
    """
    signed = _match_signature(head)
    if signed is not None:
        return signed
    encoding = detect_encoding(head, claimed=charset, is_head=True)
    if encoding is None or not encoding.startswith(("utf-16", "utf-32")):
        is_table = name.lower().removesuffix(".gz").endswith((*_TABLE_NAMES, *_LINES_NAMES))
        # One zero byte spoils a text, but only one row of a table.
        if (0 in head and not is_table) or _count_control(head) > _MAX_CONTROL_SHARE * len(head):
            return "binary"
        if encoding is None:
            return "undecodable"
    text = head.decode(encoding or "utf-8", "replace").lstrip("\ufeff")
    if not text.strip():
        return "empty" if len(head) < HEAD_BYTES else "text"
    return _sniff_text(text, name.lower().removesuffix(".gz"), text_column)


def name_binary(head: bytes) -> str:
    """Return words for a binary format ("image/png"), "unknown binary data" if nobody knows it."""
    try:
        return str(puremagic.from_string(head[:8192], mime=True)) or "unknown binary data"
    except (puremagic.PureError, ValueError, LookupError):
        return "unknown binary data"


def _match_signature(head: bytes) -> Kind | None:
    if not head:
        return "empty"
    if head.startswith(b"\x1f\x8b"):
        return "gzip"
    if b"%PDF-" in head[:1024]:  # readers accept leading rubbish (PDF 1.7, appendix H, note 13)
        return "pdf"
    if head.startswith(b"WARC/"):
        return "warc"
    if head.startswith(b"PAR1"):
        return "parquet"
    return "binary" if head.startswith(_SIGNATURES) else None


def _count_control(head: bytes) -> int:
    return sum(head.count(code) for code in _CONTROL)


def _sniff_text(text: str, name: str, text_column: str | None) -> Kind:
    start = text.lstrip()
    while found := _PROLOGUE.match(start):
        start = start[found.end() :]
    if start.startswith("<") and (markup := _sniff_markup(start, text, name)):
        return markup
    if data := _sniff_json(start, name):
        return data
    if name.endswith(_TABLE_NAMES) or (text_column and _has_column(start, text_column)):
        return "csv"
    if _HEADER_LINE.match(start) and _MAIL.search(start[:4096]):
        return "other-markup"
    return "markdown" if name.endswith((".md", ".markdown")) else "text"


def _sniff_json(start: str, name: str) -> Kind | None:
    """Return the kind of a JSON text, None for others; an object that is a whole line begins a JSONL file."""
    is_lines = _JSON_OBJECT.match(start) and _is_json_object(start.partition("\n")[0])
    if is_lines or name.endswith(_LINES_NAMES):
        return "jsonl"
    return "json" if _JSON_ARRAY.match(start) or _JSON_OBJECT.match(start) else None


def _sniff_markup(start: str, text: str, name: str) -> Kind | None:
    """Return the kind of a text that begins with "<"; None if it only looks like markup."""
    root = _ROOT.match(start)
    root_name = root[1].lower() if root else ""
    if _WHOLE_PAGE.match(start) or root_name == "html":
        return "html"
    if root_name in _ROOTS:
        return _ROOTS[root_name]
    if text.lstrip().startswith("<?xml"):
        return "other-markup"
    if name.endswith((".md", ".markdown", *_LINES_NAMES, *_TABLE_NAMES)):
        return None
    return "html" if _HTML_START.match(start) or name.endswith((".html", ".htm", ".xhtml")) else None


def _is_json_object(line: str) -> bool:
    try:
        return isinstance(json.loads(line), dict)
    except (ValueError, RecursionError):
        return False


def _has_column(start: str, column: str) -> bool:
    header = start.partition("\n")[0]
    return any(
        column in (cell.strip().strip('"') for cell in header.split(delimiter)) for delimiter in (",", "\t", ";", "|")
    )
