"""Agencies: which one a text was taken from, as far as the text says so.

An agency is recorded if it stands in a dateline, as a byline, as a signature after the last sentence, alone on a line,
after "Source:", in a copyright line or in a note of thanks. "told AFP" and a photo credit say nothing about the text.
"""

from __future__ import annotations

import re
from functools import cache
from urllib.parse import urlsplit

from musterbook.documents.tables import read_table

__all__ = ["agency_in", "agency_of_outlet", "agency_on_line", "is_photo_house", "signature"]

_BETWEEN = re.compile(r"\s*(?:/|,|;|\||&| and | with | via | - | — | – )\s*")
_SOURCE = re.compile(r"(?:source|sources|by|from|via|with|and)\s*[: ]\s*", re.IGNORECASE)
_COPYRIGHT = re.compile(r"(?:©|\(c\)|copyright)(?: (?:©|\(c\)))?(?: ?(?:19|20)\d\d)?[ ,]*", re.IGNORECASE)
_SENTENCE_INSIDE = re.compile(r"[^\W\d_]{3,}[.!?…]\s+\S")
_LONGEST_LINE = 200  # characters: a longer block is no line of credits


@cache
def _names() -> dict[str, str]:
    """Return printed forms with the name of their agency."""
    table = read_table("agencies.toml")
    rows = (table.section("unnamed"), *table.rows("agency"))
    return {form: row.word("name") for row in rows for form in row.words("forms")}


@cache
def _hosts() -> dict[str, str]:
    """Return hosts with the name of the agency that owns them."""
    rows = read_table("agencies.toml").rows("agency")
    return {host: row.word("name") for row in rows for host in (row.words("hosts"))}


@cache
def _signatures() -> re.Pattern[str]:
    """Return the pattern of an agency's name after the last sentence of a text."""
    forms = "|".join(sorted(map(re.escape, _names()), key=len, reverse=True))
    return re.compile(rf"(?<=[.!?…\"”’)])\s*(?:[—–-]+\s*|[(\[]\s*)?((?:{forms})(?:/(?:{forms}))*)\s*[)\]]?\s*\.?$")


@cache
def _forms_inside() -> re.Pattern[str]:
    """Return the pattern of an agency's name anywhere in a line."""
    forms = "|".join(sorted(map(re.escape, _names()), key=len, reverse=True))
    return re.compile(rf"(?<!\w)(?:{forms})(?!\w)")


def agency_in(text: str) -> str | None:
    """Return the first agency in a list of names: "Jo Writer / AFP" gives "AFP". None if no entry is an agency."""
    for name in _BETWEEN.split(text.strip(" .()[]*")):
        found = _names().get(name.strip(" .()[]*"))
        if found:
            return found
    return None


def agency_on_line(text: str, *, is_thanks: bool = False) -> str | None:
    """Return the agency that a line of credits names as where the text is from.

    Args:
        text: one block.
        is_thanks: the line thanks those who contributed, so the name may stand anywhere in it.
    """
    if len(text) > _LONGEST_LINE:
        return None
    if is_thanks:
        found = _forms_inside().search(text)
        return _names()[found.group()] if found else None
    rest = text
    is_copyright = _COPYRIGHT.match(text) is not None
    if not is_copyright and _SENTENCE_INSIDE.search(text):
        return None
    if (copyright_words := _COPYRIGHT.match(text)) or (copyright_words := _SOURCE.match(text)):
        rest = text[copyright_words.end() :].split(". ", 1)[0]
    return agency_in(rest)


def agency_of_outlet(outlet: str | None, url: str | None) -> str | None:
    """Return the agency that the outlet itself is; None if it is none or not known."""
    if outlet and outlet.strip() in _names():
        return _names()[outlet.strip()]
    for host in (outlet or "", _host(url)):
        bare = host.casefold().removeprefix("www.")
        if bare in _hosts():
            return _hosts()[bare]
    return None


def signature(text: str) -> tuple[int, str] | None:
    """Return where an agency's signature begins at the end of a paragraph, and its name; None if there is none."""
    tail_start = max(0, len(text) - 120)
    found = _signatures().search(text, tail_start)
    if found is None:
        return None
    name = agency_in(found.group(1))
    return (found.start(), name) if name else None


def is_photo_house(text: str) -> bool:
    """Return whether the text is the name of an agency or of a photo service."""
    bare = text.strip(" .()[]")
    return bare in _names() or bare in _services()


@cache
def _services() -> frozenset[str]:
    """Return the names of photo services."""
    return frozenset(read_table("blocks.toml").section("credits").words("services"))


def _host(url: str | None) -> str:
    """Return the host of an address; empty if it has none or is broken."""
    try:
        return urlsplit(url or "").hostname or ""
    except ValueError:
        return ""
