"""Who made a report: its outlet, the agency the text was taken from, and the authors.

The outlet is the first of these:
1. given beside the text, or known to the outlet register (the report carries it);
2. the name of the site, as the page states it;
3. a line above or after the story that names it, or an author in the metadata who is a publication: the page's header
   gives that name with the number of an issue ("Example Brief No. 31");
4. the domain of the address.
The agency: a named one goes before "agencies".
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import urlsplit

from musterbook.documents.blocks import word_count
from musterbook.documents.datelines import read_dateline
from musterbook.documents.dates import day_span
from musterbook.documents.layout import ends_sentence
from musterbook.documents.lines import byline_names
from musterbook.documents.mastheads import read_masthead
from musterbook.documents.pieces import Extracted, Part
from musterbook.documents.wires import agency_in, agency_of_outlet, agency_on_line, signature
from musterbook.model import UNNAMED_WIRE, Report

__all__ = ["Makers", "read_makers"]

_TOP = 6  # blocks among which the header of a page stands
_LONGEST_HEADER = 80  # characters


@dataclass(frozen=True, slots=True, kw_only=True)
class Makers:
    """Who made a report.

    Attributes:
        outlet: None if nothing names it.
        wire: the agency; None if none is stated.
        authors: persons and desks as printed; no agencies and no outlets.
    """

    outlet: str | None
    wire: str | None
    authors: tuple[str, ...]


def read_makers(report: Report, extracted: Extracted, parts: Sequence[Part]) -> Makers:
    """Return the outlet of a report, the agency its text was taken from, and the authors who are neither."""
    mastheads = [line for part in parts if part.role == "masthead" and (line := read_masthead(part.text.text))]
    names = [
        *extracted.authors,
        *(name for part in parts if part.role == "byline" for name in byline_names(part.text.text)),
    ]
    outlets = [name for name in extracted.authors if _is_publication(name, parts)]
    outlet = _outlet_of(report, extracted, [line.outlet for line in mastheads if line.outlet] + outlets)
    agencies = [
        *(agency for part in parts if (agency := _agency_of(part))),
        *(agency for name in names if (agency := agency_in(name))),
    ]
    if own := agency_of_outlet(outlet, report.url):
        agencies.append(own)
    named = [agency for agency in agencies if agency != UNNAMED_WIRE]
    return Makers(
        outlet=outlet,
        wire=next(iter(named or agencies), None),
        authors=tuple(dict.fromkeys(name for name in names if agency_in(name) is None and name not in outlets)),
    )


def _outlet_of(report: Report, extracted: Extracted, printed: Sequence[str]) -> str | None:
    """Return the outlet; a name goes before the bare domain of the address."""
    given = report.outlet
    if given is not None and given.casefold().removeprefix("www.") != _domain(report.url):
        return given
    return extracted.outlet or next(iter(printed), None) or given


def _is_publication(name: str, parts: Sequence[Part]) -> bool:
    """Return whether a line near the top is the name and the number of an issue, without a date."""
    for part in parts[:_TOP]:
        text = part.text.text
        rest = text[len(name) :]
        is_header = text.startswith(name) and len(text) <= _LONGEST_HEADER and not ends_sentence(text)
        if is_header and not rest[:1].isalpha() and any(mark.isdigit() for mark in rest) and day_span(rest) is None:
            return True
    return False


def _agency_of(part: Part) -> str | None:
    """Return the agency that a block names as where the text is from; None if it names none."""
    text = part.text.text
    if part.role == "dateline":
        dateline = read_dateline(text)
        return dateline.wire if dateline else None
    if part.role == "byline":
        return agency_in(text.partition(" ")[2])
    if part.role == "masthead":
        line = read_masthead(text)
        return line.wire if line else None
    if part.role == "wire":
        signed = signature(f". {text}")
        return (signed[1] if signed else None) or agency_on_line(text, is_thanks=word_count(text) > 6)
    return None


def _domain(url: str | None) -> str | None:
    """Return the host of an address without "www."; None if it has none or is broken."""
    try:
        host = urlsplit(url or "").hostname
    except ValueError:  # a broken IPv6 address
        return None
    return host.removeprefix("www.") if host else None
