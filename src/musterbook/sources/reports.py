"""What every reader of this stage shares: how a report or a skip is made, and what is told to the caller on the way."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from urllib.parse import urlsplit

from musterbook.config import SourceSettings
from musterbook.model import Published, Report, Skip, hash_bytes
from musterbook.sources.outlets import find_outlet

__all__ = ["Clock", "Notice", "Obtained", "Reading", "RowFacts", "make_report", "make_skip"]

Clock = Callable[[], datetime]


@dataclass(frozen=True, slots=True, kw_only=True)
class Notice:
    """Something the user should know although nothing was lost.

    Attributes:
        location: file or row it is about.
        code: "column-guessed", "date-not-read", "language-not-read".
        message: one sentence for people.
    """

    location: str
    code: str
    message: str


def _ignore(_notice: Notice) -> None:
    """Take a notice and do nothing: the caller asked for none."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """How this run reads: the settings, the caller's clock (None = no times are kept) and the caller's ear."""

    settings: SourceSettings
    clock: Clock | None = None
    notify: Callable[[Notice], None] = _ignore


@dataclass(frozen=True, slots=True, kw_only=True)
class Obtained:
    """Where a stream of bytes comes from.

    Attributes:
        location: as the user would find it again.
        name: file name or last part of the address: its ending is a hint where bytes alone cannot tell (Markdown, CSV).
        is_named: the user pointed at exactly this input; False for a file met inside a folder or a pattern.
        url: its address, if it has one.
        charset: as claimed by the transport; None if it says nothing.
        retrieved_utc: when it was fetched; None = now, by the reading's clock.
    """

    location: str
    name: str
    is_named: bool = True
    url: str | None = None
    charset: str | None = None
    retrieved_utc: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class RowFacts:
    """What stands beside the text: everything None where the input does not say."""

    title: str | None = None
    text: str | None = None
    outlet: str | None = None
    url: str | None = None
    published: Published | None = None
    language: str | None = None


_NO_FACTS = RowFacts()


def make_skip(location: str, *, code: str, reason: str) -> Skip:
    """Return a skip of this stage; its input id is the location, because there may be no bytes to hash."""
    return Skip(stage="sources", input_id=location, location=location, code=code, reason=reason)


def make_report(
    raw: bytes,
    obtained: Obtained,
    reading: Reading,
    *,
    media_type: str,
    encoding: str | None = None,
    facts: RowFacts = _NO_FACTS,
) -> Report:
    """Return the report of these bytes.

    What the input says itself (a column, a feed) is preferred to what the user gave for the whole run.
    A known outlet gets the name it has in the register, so that one outlet counts once whatever its address.
    """
    settings = reading.settings
    url = facts.url or obtained.url
    published = facts.published
    if published is None and settings.published is not None:
        published = Published(day=settings.published, origin="given")
    return Report(
        report_id=hash_bytes(raw),
        media_type=media_type,
        location=obtained.location,
        raw=raw,
        encoding=encoding,
        retrieved_utc=obtained.retrieved_utc or _now(reading),
        title=facts.title,
        text=facts.text,
        outlet=_name_outlet(facts.outlet, url, settings),
        url=url,
        published=published,
        language=facts.language or settings.language,
        licence=settings.licence,
    )


def _now(reading: Reading) -> datetime | None:
    return None if reading.clock is None else reading.clock().astimezone(UTC)


def _name_outlet(given: str | None, url: str | None, settings: SourceSettings) -> str | None:
    """Return the outlet: as given beside the text, else from the address, else as given for the run."""
    stated = given or _domain(url) or settings.outlet
    if stated is None:
        return None
    known = find_outlet(stated)
    return stated if known is None else known.name


def _domain(url: str | None) -> str | None:
    """Return the host of an address without "www."; None where there is none."""
    if url is None:
        return None
    try:
        host = urlsplit(url).hostname
    except ValueError:  # a broken IPv6 address in a table cell
        return None
    return host.removeprefix("www.") if host else None
