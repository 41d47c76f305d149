"""What a web page states about its own publication date: <meta>, JSON-LD and <time>, and nothing guessed from its text.

Order: <meta> names in the order of data/dates.toml, JSON-LD "datePublished", <time> marked as the publication date,
the first <time datetime> of the only <article> of the page.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from itertools import islice
from typing import Any

from musterbook.documents.dates import Stamp, read_stamp
from musterbook.documents.tables import read_table
from musterbook.model import Published

__all__ = ["page_published"]

_LONGEST_JSON = 500_000  # characters: a longer script holds more than the facts of a page
_MOST_NODES = 20_000  # values of a JSON-LD tree that are looked at


def page_published(tree: Any) -> Published | None:
    """Return the publication date that a parsed page states; None if it states none in full."""
    for text in _stated(tree):
        stamp = read_stamp(text)
        if stamp is not None:
            return _published(stamp)
    return None


def _published(stamp: Stamp) -> Published:
    """Return the stamp as a publication date read from metadata."""
    return Published(day=stamp.day, instant_utc=stamp.instant_utc, origin="metadata")


def _stated(tree: Any) -> Iterator[str]:
    """Yield the dates that the page states, best first."""
    yield from _in_metas(tree)
    for script in tree.iter("script"):
        if (script.get("type") or "").casefold().strip() == "application/ld+json":
            yield from _dates_in_json(script.text or "")
    for element in tree.iter("time"):
        is_marked = "datepublished" in (element.get("itemprop") or "").casefold() or element.get("pubdate") is not None
        if is_marked and element.get("datetime"):
            yield element.get("datetime")
    articles = list(islice(tree.iter("article"), 2))
    if len(articles) == 1:
        first = next((element for element in articles[0].iter("time") if element.get("datetime")), None)
        if first is not None:
            yield first.get("datetime")


def _in_metas(tree: Any) -> Iterator[str]:
    """Yield the dates in <meta> elements, in the order of the table."""
    metas: dict[str, str] = {}
    for element in tree.iter("meta"):
        name = element.get("property") or element.get("name") or element.get("itemprop")
        content = element.get("content")
        if name and content:
            metas.setdefault(name.casefold(), content)
    for name in read_table("dates.toml").section("metadata").words("names"):
        if name in metas:
            yield metas[name]


def _dates_in_json(text: str) -> Iterator[str]:
    """Yield every "datePublished" of a JSON-LD script, outermost first; nothing if it is broken."""
    if len(text) > _LONGEST_JSON:
        return
    try:
        level = [json.loads(text)]
    except (ValueError, RecursionError):
        return
    n_seen = 0
    while level and n_seen < _MOST_NODES:
        deeper: list[Any] = []
        for value in level:
            n_seen += 1
            if isinstance(value, dict):
                if isinstance(value.get("datePublished"), str):
                    yield value["datePublished"]
                deeper.extend(value.values())
            elif isinstance(value, list):
                deeper.extend(value)
        level = deeper
