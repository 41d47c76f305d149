"""Histories: texts that tell of past years and leave out the year of most dates. Which text is one, and which times are asides.

In a history a date without a year takes the year of the time told before it. An aside must not move that year:
1. what lies beyond an "until" ("remained president until 1975");
2. what is counted backwards ("the previous year", "two years earlier") or told in the pluperfect ("had invaded in 1943");
3. what lies behind a "by" inside a sentence ("increased to 200,000 by December");
4. a year that the text leaves again at once: the next written year is the one before it, or nearer to it after a jump of
   more than ten years ("the largest battle since 1813");
5. a written year alone that is the year already told: the month stays known.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from musterbook.annotate.times.frames import Frame, is_pluperfect
from musterbook.annotate.times.grammar import RawTime, read_list
from musterbook.model import TimeReading

__all__ = ["is_aside", "is_history"]

# A document with this many written years, all but a fifth of them past, is a history.
_HISTORY_YEARS = 5
_HISTORY_SHARE = 0.8
_DEICTIC = frozenset({"shift", "overnight", "calendar", "weekday"})
# Words of a sentence that may stand before a "by" that opens it ("Then, by May, …").
_OPENING = 3
# Years of a history follow each other; a longer way is a jump.
_JUMP_YEARS = 10
# A text whose written years lie so far back that its other dates cannot be of the year of publication.
_LONG_AGO = 5
_DATED = frozenset({"date", "month"})
_BACKWARDS = frozenset({"offset", "step", "relyear"})


def is_history(raws: Sequence[RawTime], published: date | None) -> bool:
    """Return True for a text that writes its years, nearly all of them past, and hardly says "yesterday" or "on Sunday"."""
    years = [_written_year(raw) for raw in raws]
    told = [year for year in years if year is not None]
    deictic = sum(raw.rule.kind in _DEICTIC for raw in raws)
    if published is None or len(told) < _HISTORY_YEARS:
        return False
    is_old = sorted(told)[len(told) // 2] <= published.year - _LONG_AGO
    yearless = sum(raw.rule.kind in _DATED for raw in raws if not raw.slots.keys() & {"year", "relyear", "bcyear"})
    if deictic * _HISTORY_YEARS > len(told) + (yearless if is_old else 0):
        return False
    return sum(year < published.year for year in told) >= _HISTORY_SHARE * len(told)


def is_aside(raw: RawTime, reading: TimeReading, frame: Frame, *, ahead: Sequence[RawTime]) -> bool:
    """Return True if the years of the times behind this one are not told by it.

    Args:
        raw: the expression.
        reading: of the expression.
        frame: what was told before it.
        ahead: the next expressions of the document, nearest first.
    """
    before = frame.reference
    if before is None or reading.earliest is None:
        return False
    lead = raw.sentence.tokens[raw.first - 1].text.lower() if raw.first else ""
    is_inside = lead in read_list("up_to") and raw.first > _OPENING
    if lead in read_list("beyond") or (is_inside and reading.earliest > before):
        return True
    if reading.earliest < before and (raw.rule.kind in _BACKWARDS or is_pluperfect(raw)):
        return True
    year = _written_year(raw)
    if year is None:
        return False
    if year == before.year:
        return raw.rule.kind == "year" and not frame.is_reference_year
    return _is_left_again(year, before.year, ahead)


def _is_left_again(year: int, before: int, ahead: Sequence[RawTime]) -> bool:
    """Return True if the next written year goes back to the year before, or nearly so after a long jump."""
    coming = next((other for other in map(_written_year, ahead) if other is not None), None)
    if abs(year - before) > _JUMP_YEARS:
        return coming is None or abs(coming - before) <= abs(coming - year)
    return coming == before


def _written_year(raw: RawTime) -> int | None:
    """Return the year written in the expression, negative before Christ; None if it writes none."""
    if "year" in raw.slots:
        return int(raw.slots["year"])
    return -int(raw.slots["bcyear"]) if "bcyear" in raw.slots else None
