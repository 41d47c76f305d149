"""When a document was published: read, never guessed.

The first that gives a full date holds:
1. given by the user, or beside the text in a table or feed (the report carries it);
2. explicit metadata of the page or file (the reader carries it);
3. the dateline of the story, in its first paragraph or on a line above it ("Kabul, 11 February 2016");
4. a line near the top, or a labelled line at the end, that is a date, or names the outlet and a date;
5. a line under the headline that ends or begins with a date, apart from the rest ("Briefing note, 15 November 2024");
6. a headline or first line that is the title of a paper with its day ("Weekly note, 18 March 2025");
7. a day without a year in the dateline, or at either end of the headline, beside a reference number, or the title of a paper
   with its month ("Bulletin, March 2025"), that states the year;
8. the path of the address;
9. the day on which the first sentence says that somebody spoke ("the army said on 6 November 2024"), told as `saying`.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence
from datetime import date
from urllib.parse import urlsplit

from musterbook.documents.datelines import read_dateline
from musterbook.documents.dates import Stamp, day_span, find_day, read_label, read_stamp
from musterbook.documents.layout import ends_sentence
from musterbook.documents.mastheads import read_masthead
from musterbook.documents.pieces import Part
from musterbook.documents.references import Reference, completed_day, find_reference
from musterbook.documents.sayings import find_day_of_saying
from musterbook.documents.tables import read_table
from musterbook.documents.titles import is_end_of_span, read_title_day, read_title_month
from musterbook.model import DateOrigin, Published, Report

__all__ = ["find_published", "published_in_url"]

_TOP, _BOTTOM = 6, 4  # blocks: bylines and dates stand between headline and story, or after it
_UNDER_HEADLINE = 4  # blocks from the headline to the end of what can stand over the story
_LONGEST_LINE = 100  # characters
_APART = (",", ";", "|", "·", "•", "-", "–", "—", ":")  # a dash as printed
_PATH = re.compile(
    r"(?:^|[/_-])(?P<y>(?:19|20)\d\d)(?P<mark>[/_-])(?P<m>\d{1,2}|[a-z]{3,9})(?P=mark)(?P<d>\d{1,2})(?=$|[/_.-])"
    r"|(?:^|[/_-])(?P<y8>(?:19|20)\d\d)(?P<m8>[01]\d)(?P<d8>[0-3]\d)(?=$|[/_.-])",
    re.IGNORECASE,
)


def find_published(report: Report, *, metadata: Published | None, parts: Sequence[Part]) -> Published | None:
    """Return the publication date of a document with where it was read; None if none is stated in full."""
    return (
        report.published
        or metadata
        or _from_datelines(parts)
        or _from_lines(parts)
        or _from_line_under_headline(parts)
        or _from_title(parts)
        or _from_reference(parts)
        or published_in_url(report.url)
        or _from_saying(report, parts)
    )


def published_in_url(url: str | None) -> Published | None:
    """Return the date in the path of an address ("/2017/04/14/", "/2017/apr/14/"); None if there is none."""
    try:
        path = urlsplit(url or "").path
    except ValueError:
        return None
    months = read_table("dates.toml").section("months").numbers()
    for found in _PATH.finditer(path[:500]):
        year, month, day = found["y"] or found["y8"], found["m"] or found["m8"], found["d"] or found["d8"]
        number = int(month) if month.isdecimal() else months.get(month.casefold(), 0)
        try:
            return Published(day=date(int(year), number, int(day)), origin="url")
        except ValueError:
            continue
    return None


def _from_datelines(parts: Sequence[Part]) -> Published | None:
    """Return the date of the first dateline that has one."""
    for part in parts:
        if part.role == "dateline":
            dateline = read_dateline(part.text.text)
            if dateline is not None and dateline.stamp is not None:
                return _published(dateline.stamp, "dateline")
        elif part.role == "masthead":
            line = read_masthead(part.text.text)
            if line is not None and line.is_filed and line.stamp is not None:
                return _published(line.stamp, "dateline")
    return None


def _from_lines(parts: Sequence[Part]) -> Published | None:
    """Return the date of a line that is one, or that stands beside the outlet's name."""
    for part in parts:
        line = read_masthead(part.text.text) if part.role == "masthead" else None
        if line is not None and line.stamp is not None:
            return _published(line.stamp, "text")
    for part in parts[:_TOP]:
        stamp = read_stamp(part.text.text) or read_label(part.text.text)
        if stamp is not None:
            return _published(stamp, "text")
    for part in parts[-_BOTTOM:]:
        stamp = read_label(part.text.text)
        if stamp is not None:
            return _published(stamp, "text")
    return None


def _from_line_under_headline(parts: Sequence[Part]) -> Published | None:
    """Return the date at either end of a short line between headline and story that is no sentence.

    Where more such lines stand in the text it is a chronology, and none of them dates the report.
    """
    above = list(itertools.takewhile(lambda part: not _is_story(part), parts[1:_UNDER_HEADLINE]))
    found = next((stamp for part in above if (stamp := _read_end(part)) is not None), None)
    is_only = found is not None and sum(not _is_story(part) and _read_end(part) is not None for part in parts) == 1
    return _published(found, "text") if found is not None and is_only else None


def _is_story(part: Part) -> bool:
    line = part.text.text.strip()
    return len(line) > _LONGEST_LINE or ends_sentence(line)


def _read_end(part: Part) -> Stamp | None:
    """Return the date that a line begins or ends with, apart from its other words; None if there is none."""
    line = part.text.text.strip()
    span, stamp = day_span(line), find_day(line)
    if span is None or stamp is None:
        return None
    before, behind = line[: span[0]].rstrip(), line[span[1] :].lstrip()
    is_apart = (not behind and before.endswith(_APART)) or (not before and behind.startswith(_APART))
    return stamp if is_apart and not is_end_of_span(line[: span[0]]) else None


def _from_title(parts: Sequence[Part]) -> Published | None:
    """Return the day in the title of a paper; where several lines are such titles, none of them dates the report."""
    found = [stamp for part in parts if (stamp := read_title_day(part.text.text)) is not None]
    is_above = any(read_title_day(part.text.text) is not None for part in itertools.takewhile(_is_above, parts[:_TOP]))
    return _published(found[0], "headline") if len(found) == 1 and is_above else None


def _is_above(part: Part) -> bool:
    return not _is_story(part)


def _from_saying(report: Report, parts: Sequence[Part]) -> Published | None:
    """Return the day of saying in the first sentence of the story, not later than the report was fetched."""
    fetched = None if report.retrieved_utc is None else report.retrieved_utc.date()
    stamp = find_day_of_saying(parts, fetched=fetched)
    return None if stamp is None else _published(stamp, "saying")


def _from_reference(parts: Sequence[Part]) -> Published | None:
    """Return the day of the dateline, else of the headline, completed by a reference number above the story."""
    reference = find_reference(part.text.text for part in parts) or _read_month(parts)
    if reference is None:
        return None
    datelines = [part.text.text for part in parts if part.role == "dateline"]
    headlines = [part.text.text for part in parts[:_TOP] if part.kind in {"headline", "standfirst"}]
    for is_line, texts in ((False, datelines), (True, headlines)):
        for text in texts:
            day = completed_day(text, reference, is_line=is_line)
            if day is not None:
                return Published(day=day, origin="text" if is_line else "dateline")
    return None


def _read_month(parts: Sequence[Part]) -> Reference | None:
    """Return year and month in the title of a paper above the story; None if none states them, or several do."""
    above = itertools.takewhile(_is_above, parts[:_TOP])
    found = {stated for part in above if (stated := read_title_month(part.text.text)) is not None}
    return Reference(year=(only := found.pop())[0], month=only[1]) if len(found) == 1 else None


def _published(stamp: Stamp, origin: DateOrigin) -> Published:
    """Return the stamp as a publication date."""
    return Published(day=stamp.day, instant_utc=stamp.instant_utc, origin=origin)
