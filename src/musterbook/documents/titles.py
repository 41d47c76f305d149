"""Titles of papers that come out on a day or for a month: "Weekly note, 18 March 2025", "Monthly bulletin, March 2025".

The date stands at one end of a line that is no sentence, beside the name of a kind of paper; behind that name stand only numbers,
names and small words. "Report on the attack, 5 May 2014" names no such paper: the day may be that of the attack.
A span ("12–18 March 2025") is what a paper covers, and no day.
"""

from __future__ import annotations

import re
from functools import cache

from musterbook.documents.dates import Stamp, day_span, find_day, find_month, find_yearless_days, read_stamp
from musterbook.documents.layout import ends_sentence
from musterbook.documents.tables import Table, read_table

__all__ = ["is_end_of_span", "read_title_day", "read_title_month"]

_LONGEST = 100  # characters of a title
_EDGE = " ,;:|·•()[]-–—"
_PART = re.compile(r"\s*[|·•]\s*|\s+[-–—]\s+|\s*[()\[\]]\s*|,\s+")
_SPAN = re.compile(r"\s?(?:[-–—]|(?<=\s)(?:to|until))\s?$", re.IGNORECASE)


def read_title_day(line: str) -> Stamp | None:
    """Return the day in the title of a paper; None if the line is no such title or states no whole day."""
    title = line.strip()
    if len(title) > _LONGEST:
        return None
    span, stamp = day_span(title), find_day(title)
    if span is None or stamp is None:
        numbers = (part for part in _PART.split(title) if part and part[0].isdigit() and part[-1].isdigit())
        part = next((part for part in numbers if read_stamp(part) is not None), None)
        if part is None:
            return None
        span, stamp = (title.find(part), title.find(part) + len(part)), read_stamp(part)
    return stamp if _is_title(title, span) and not is_end_of_span(title[: span[0]]) else None


def read_title_month(line: str) -> tuple[int, int] | None:
    """Return year and month in the title of a paper; None if the line is no such title or states no month with its year."""
    title = line.strip()
    if len(title) > _LONGEST:
        return None
    found = find_month(title)
    if found is None:
        return None
    year, month, span = found
    return (year, month) if _is_title(title, span) and not is_end_of_span(title[: span[0]]) else None


def is_end_of_span(before: str) -> bool:
    """Return True if the words before a day or month make it the end of a span: "12–", "12 March –", "12 to"."""
    joined = _SPAN.search(before)
    start = before[: joined.start()].rstrip() if joined else ""
    return start[-1:].isdigit() or any(span[1] == len(start) for _, _, span in find_yearless_days(start))


def _is_title(title: str, span: tuple[int, int]) -> bool:
    """Return True if a date stands at one end of a line, and the rest of it names a paper and nothing that happened."""
    before, behind = title[: span[0]].strip(_EDGE), title[span[1] :].strip(_EDGE)
    if ends_sentence(title) or bool(before) == bool(behind):
        return False
    rest = before or behind
    found = _papers().search(rest)
    if found is None:
        return False
    small = _section().words("small")
    return all(not word[0].islower() or word in small for word in re.findall(r"\w[\w.'’-]*", rest[found.end() :]))


@cache
def _papers() -> re.Pattern[str]:
    names = sorted(_section().words("papers"), key=len, reverse=True)
    return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, names))})(?!\w)", re.IGNORECASE)


def _section() -> Table:
    return read_table("dates.toml").section("titles")
