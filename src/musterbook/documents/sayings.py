"""The day on which the first sentence of a story says that somebody spoke: "the army said on 6 November 2024 that …".

It is the weakest evidence of when a text was written, and is asked last. It gives no day
1. behind words that set it in the past of the text ("had said on …", "after the army said on …", "the minister, who said on …");
2. where the text tells of a later day or year: it was written then;
3. where the report was fetched before that day.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date, timedelta
from functools import cache

from musterbook.documents.dates import Stamp, find_days, read_day_at
from musterbook.documents.pieces import Part
from musterbook.documents.tables import read_table

__all__ = ["find_day_of_saying"]

_LONGEST = 400  # characters: what is said farther on is not what the text opens with
_LEAD = r"\s+(?:{between}\s+)?(?:(?:late|early)\s+)?(?:on\s+)?"
_SENTENCE_END = re.compile(r"[.!?][\"”’]?\s+(?=[\"“‘A-Z])")
_YEAR = re.compile(r"(?<![\w.,-])(?:19|20)\d\d(?![\w-])")
_DAY = timedelta(days=1)  # a day may be over at one end of the world and begin at the other


def find_day_of_saying(parts: Sequence[Part], *, fetched: date | None) -> Stamp | None:
    """Return the day of saying in the first sentence of the story; None without one, or where the text is of a later day.

    Args:
        parts: of the report, in order.
        fetched: the day on which the report was; None if it is not known.
    """
    story = next((part.text.text for part in parts if part.kind == "paragraph"), "")[:_LONGEST]
    stamp = _read_behind_verb(story) or _read_opening(story)
    if stamp is None or (fetched is not None and stamp.day > fetched + _DAY):
        return None
    return None if any(_tells_later(part.text.text, stamp.day) for part in parts) else stamp


def _read_behind_verb(story: str) -> Stamp | None:
    """Return the day of "said on 6 November 2024", "said in a statement on …"."""
    for found in _verb_pattern().finditer(story):
        if _SENTENCE_END.search(story, 0, found.start()):
            return None
        before = story[: found.start()].casefold().split()
        if not before or before[-1] in _words("not_right_behind") or not _words("not_behind").isdisjoint(before):
            continue
        read = read_day_at(story, found.end())
        if read is not None:
            return read[0]
    return None


def _read_opening(story: str) -> Stamp | None:
    """Return the day of "On 6 November 2024 the army said that …"."""
    found = re.match(r"On\s+", story)
    read = read_day_at(story, found.end()) if found else None
    if read is None:
        return None
    stamp, end = read
    behind = _opening_pattern().match(story, end)
    if behind is None or not _words("not_behind").isdisjoint(behind["subject"].casefold().split()):
        return None
    return None if behind["subject"].casefold().split()[-1] in _words("not_right_behind") else stamp


def _tells_later(text: str, day: date) -> bool:
    """Return whether the text names a later day with its year, or a later year."""
    return any(int(year) > day.year for year in _YEAR.findall(text)) or any(
        stamp.day > day for stamp in find_days(text)
    )


@cache
def _words(key: str) -> frozenset[str]:
    return frozenset(read_table("dates.toml").section("saying").words(key))


def _any_of(key: str) -> str:
    return "(?:" + "|".join(re.escape(word) for word in sorted(_words(key), key=len, reverse=True)) + ")"


@cache
def _verb_pattern() -> re.Pattern[str]:
    return re.compile(rf"\b{_any_of('verbs')}" + _LEAD.format(between=_any_of("between")), re.IGNORECASE)


@cache
def _opening_pattern() -> re.Pattern[str]:
    """Return the pattern of a short subject and a verb of saying behind a date."""
    return re.compile(rf",?\s+(?P<subject>(?:[\w'’.-]+\s+){{1,8}}?){_any_of('verbs')}\b")
