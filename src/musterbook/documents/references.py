"""Reference numbers of press offices ("2016-09-PR-014"): they state year and month, so they complete a day without a year.

A day is completed only if it lies in the month of the number or in the one before or after it: a number is given when
a release is begun, and it may go out on the first days of the next month.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from itertools import islice

from musterbook.documents.dates import find_yearless_days
from musterbook.documents.tables import read_table

__all__ = ["Reference", "completed_day", "find_reference"]

_GROUPS: Mapping[str, str] = {
    "year": r"(?P<year>(?:19|20)\d\d)",
    "month": r"(?P<month>0[1-9]|1[0-2])",
    "letters": r"[A-Z]{1,4}",
    "number": r"\d{2,5}",
}
_DASH = "[-–—]"
_TOP = 6  # blocks: the number stands above the story
_LONGEST = 120  # characters of a line that is no running text
_MOST_MONTHS = 1
_AROUND_COLON = re.compile(r"\s*:")


@dataclass(frozen=True, slots=True, kw_only=True)
class Reference:
    """The year and month that a reference number, or the title of a paper, states."""

    year: int
    month: int


def find_reference(texts: Iterable[str]) -> Reference | None:
    """Return the first reference number on the lines above a story; None if there is none."""
    for text in islice(texts, _TOP):
        found = _pattern().search(text) if len(text) <= _LONGEST else None
        if found is not None:
            return Reference(year=int(found["year"]), month=int(found["month"]))
    return None


def completed_day(text: str, reference: Reference, *, is_line: bool = False) -> date | None:
    """Return the first day without a year in a short text, with the year that brings it nearest to the reference.

    Args:
        text: a dateline, or a line above the story.
        reference: what the number states.
        is_line: the text is a headline: only a day that it begins with ("May 3: …") or ends with counts.
    """
    for month, day, (start, end) in find_yearless_days(text):
        is_edge = (start == 0 and _AROUND_COLON.match(text, end) is not None) or end >= len(text.rstrip(" .)"))
        if is_line and not is_edge:
            continue
        return _nearest(month, day, reference)
    return None


def _nearest(month: int, day: int, reference: Reference) -> date | None:
    for candidate in (reference.year, reference.year - 1, reference.year + 1):
        if abs((candidate - reference.year) * 12 + month - reference.month) > _MOST_MONTHS:
            continue
        try:
            return date(candidate, month, day)
        except ValueError:
            continue  # 29 February: of the next year, perhaps
    return None


@cache
def _pattern() -> re.Pattern[str]:
    """Return the pattern of the reference numbers of the table."""
    form = read_table("dates.toml").section("references").word("pattern")
    return re.compile(rf"(?<![\w-]){_fill(form)}(?![\w-])")


def _fill(form: str) -> str:
    filled = re.escape(form).replace(r"\-", _DASH)
    for name, group in _GROUPS.items():
        filled = filled.replace(re.escape(f"{{{name}}}"), group)
    return filled
