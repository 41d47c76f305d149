"""RSS and Atom entries as reports, and the addresses in feeds and sitemaps. Pure: nothing here opens a connection.

An entry with full content is a report of that content. An entry with a summary only is a report of the summary if it
has enough words. Every other entry gives its address, to be fetched by whoever is allowed to.
XML with a document type that declares entities is refused: no feed needs them and every XML bomb does.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from html import unescape
from typing import Any
from urllib.parse import quote, urljoin
from xml.etree import ElementTree as ET

import feedparser

from musterbook.model import Published, Report, Skip
from musterbook.sources.encodings import detect_encoding
from musterbook.sources.reports import Obtained, Reading, RowFacts, make_report, make_skip
from musterbook.sources.tables import read_language, read_published

__all__ = ["Address", "read_feed", "read_sitemap"]

_ENTITY = re.compile(r"<!(?:ENTITY|DOCTYPE[^>]{0,500}\[)", re.IGNORECASE)
_TAG = re.compile(r"<[^<>]{0,2000}>")
_DECLARATION = re.compile(r"^\s{0,99}<\?xml[^>]{0,200}\?>")
_MAX_ADDRESS = 2000


@dataclass(frozen=True, slots=True, kw_only=True)
class Address:
    """An address that a feed or sitemap lists; `is_index` when it is another sitemap."""

    url: str
    is_index: bool = False


def read_feed(raw: bytes, obtained: Obtained, reading: Reading) -> Iterator[Report | Skip | Address]:
    """Yield a report, a skip or an address for each entry of an RSS or Atom feed."""
    if (fault := _refuse(raw, obtained)) is not None:
        yield fault
        return
    try:
        feed = feedparser.parse(io.BytesIO(raw), sanitize_html=False, resolve_relative_uris=False)
    except Exception as error:  # noqa: BLE001  # it raises whatever its six parsers raise on broken markup
        yield make_skip(obtained.location, code="broken", reason=f"the feed cannot be read ({type(error).__name__})")
        return
    if not feed.entries:
        reason = "the feed is broken XML" if feed.get("bozo") else "the feed has no entries"
        yield make_skip(obtained.location, code="broken" if feed.get("bozo") else "empty", reason=reason)
        return
    language = _text(feed.feed.get("language"))
    outlet = _text(feed.feed.get("title"))
    for number, entry in enumerate(feed.entries, start=1):
        place = replace(obtained, location=f"{obtained.location}#entry={number}")
        yield _read_entry(entry, place, reading, common=RowFacts(outlet=outlet, language=language))
    if feed.get("bozo") and isinstance(feed.get("bozo_exception"), Exception):
        name = type(feed["bozo_exception"]).__name__
        if name in {"SAXParseException", "ExpatError"}:
            reason = f"the feed is broken XML; the {len(feed.entries)} entries that can be recognised were read"
            yield make_skip(obtained.location, code="broken", reason=reason)


def _read_entry(entry: Any, place: Obtained, reading: Reading, *, common: RowFacts) -> Report | Skip | Address:
    link = _read_link(entry, place.url)
    for candidate in _contents(entry):
        value = candidate.get("value") or ""
        n_words = len(unescape(_TAG.sub(" ", value)).split())
        is_summary = candidate.get("is_summary", False)
        if n_words == 0 or (is_summary and n_words < reading.settings.min_feed_words):
            continue
        is_html = "html" in str(candidate.get("type", "")) and ("<" in value or "&" in value)
        title = _text(entry.get("title"))
        facts = RowFacts(
            title=None if title is None else " ".join(unescape(_TAG.sub("", title)).split()) or None,
            url=link or place.url,
            outlet=None if link else common.outlet,
            published=_read_entry_date(entry, place.location, reading),
            language=read_language(candidate.get("language") or common.language, place.location, reading),
        )
        data = value.encode("utf-8", "replace").replace(b"\0", b"?")
        media_type = "text/html" if is_html else "text/plain"
        return make_report(data, place, reading, media_type=media_type, encoding="utf-8", facts=facts)
    if link is not None:
        return Address(url=link)
    return make_skip(place.location, code="empty", reason="the entry has neither text nor address")


def _contents(entry: Any) -> Iterator[dict[str, Any]]:
    """Yield full contents, then the summary."""
    for content in entry.get("content") or ():
        yield dict(content)
    detail = entry.get("summary_detail")
    if detail:
        yield {**detail, "is_summary": True}


def _read_link(entry: Any, base: str | None) -> str | None:
    link = _text(entry.get("link"))
    if link is None or len(link) > _MAX_ADDRESS:
        return None
    try:
        full = urljoin(base or "", link)
    except ValueError:
        return None
    return full if full.lower().startswith(("http://", "https://")) else None


def _read_entry_date(entry: Any, location: str, reading: Reading) -> Published | None:
    written = _text(entry.get("published")) or _text(entry.get("updated")) or _text(entry.get("created"))
    return read_published(written, location, reading, origin="feed")


def _text(value: Any) -> str | None:
    return value.strip() or None if isinstance(value, str) else None


def read_sitemap(raw: bytes, obtained: Obtained) -> Iterator[Skip | Address]:
    """Yield the addresses of a sitemap (sitemaps.org protocol 0.9), and of the sitemaps in a sitemap index."""
    if (fault := _refuse(raw, obtained)) is not None:
        yield fault
        return
    encoding = detect_encoding(raw) or "utf-8"
    parser = ET.XMLPullParser(events=("end",))  # entities were refused above
    text = raw.decode(encoding, "replace").replace("\0", "\ufffd").lstrip("\ufeff")
    n_found = 0
    try:
        parser.feed(_DECLARATION.sub("", text, count=1))
        events: Iterator[Any] = parser.read_events()
        for _, element in events:
            name = _local_name(element)
            if name in {"url", "sitemap"}:
                for url in _locations(element):
                    n_found += 1
                    yield Address(url=url, is_index=name == "sitemap")
                element.clear()
        parser.close()
    except (ET.ParseError, ValueError) as error:
        reason = f"the sitemap is broken XML ({error}); {n_found} addresses before the fault were read"
        yield make_skip(obtained.location, code="broken", reason=reason)
        return
    if n_found == 0:
        yield make_skip(obtained.location, code="empty", reason="the sitemap lists no address")


def _local_name(element: Any) -> str:
    return str(getattr(element, "tag", "")).rpartition("}")[2]


def _locations(element: Any) -> Iterator[str]:
    for child in element:
        if _local_name(child) == "loc":
            url = (child.text or "").strip()
            if url.lower().startswith(("http://", "https://")) and len(url) <= _MAX_ADDRESS:
                yield quote(url, safe=":/?#[]@!$&'()*+,;=%~-._")


def _refuse(raw: bytes, obtained: Obtained) -> Skip | None:
    text = raw.decode(detect_encoding(raw) or "utf-8", "replace")
    if _ENTITY.search(text):
        return make_skip(obtained.location, code="unsafe", reason="the XML declares entities, which no feed needs")
    return None
