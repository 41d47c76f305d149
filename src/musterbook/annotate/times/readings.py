"""Readings of calendar times: dates, months, seasons, years, decades; with the year told, inherited or inferred.

A date without a year takes, in this order: the year told beside it; in a history the year of the time before it;
the nearest one on or before the day of publication (in a clause that lies ahead: on or after it); else it stays unresolved.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from musterbook.annotate.times.frames import (
    NO_CONTEXT,
    NO_DATE,
    Frame,
    is_future,
    is_in_subject,
    is_present,
    make_reading,
    month_end,
    precision_of,
    shift_months,
    unresolved,
)
from musterbook.annotate.times.grammar import RawTime, read_list
from musterbook.model import Granularity, TimeReading

__all__ = ["CALENDAR_READERS", "Reader", "part_of", "year_span"]

Reader = Callable[[RawTime, Frame], TimeReading | None]

_SEASON_CODES = {3: "SP", 6: "SU", 9: "FA", 12: "WI"}
# A month this many months before the last one told, in a history, belongs to the next year ("December 1940 … January").
_TURN_OF_YEAR = -7
_SOON_DAYS = 60
_PARTS = {"early": 1, "mid": 2, "late": 3}
# GED: early, mid and late month; early, mid and late year.
_MONTH_PARTS = {1: (1, 10), 2: (10, 20), 3: (15, 31)}
_MONTH_HALVES = {1: (1, 15), 2: (16, 31)}
_YEAR_PARTS = {1: (1, 4), 2: (5, 8), 3: (9, 12)}


@dataclass(frozen=True, slots=True, kw_only=True)
class _Year:
    """A year and where it was read; `year` None when it could not be, `relative` then says it in TIMEX manner."""

    year: int | None
    anchor: date | None
    why: str
    relative: str


def part_of(raw: RawTime, frame: Frame) -> int | None:
    """Return 1, 2, 3 for the early, middle, late part that the words name; None if they name none."""
    if "part" in raw.slots:
        return frame.number("part", raw.slots["part"])
    for word in raw.text.lower().replace("-", " ").split()[:2]:
        if word in _PARTS:
            return _PARTS[word]
    return None


def year_span(year: int, part: int | None) -> tuple[date, date]:
    """Return the days of a year, or of its early, middle or late part (UCDP GED: January-April and so on)."""
    first, last = _YEAR_PARTS[part] if part else (1, 12)
    return date(year, first, 1), month_end(year, last)


def _find_year(raw: RawTime, frame: Frame, month: int, *, day: int | None = None) -> _Year:
    """Return the year of a month or day, by the cascade in the module docstring."""
    told = raw.slots.get("year")
    if told:
        return _Year(year=int(told), anchor=None, why="as written", relative="")
    phrase = raw.slots.get("relyear")
    if phrase:
        return _told_year(frame, phrase)
    word = raw.text.split()[0].lower()
    direction = _direction(raw)
    if direction and frame.reference is not None and (frame.is_narrative or direction.is_context):
        return _beside(frame.reference, month, direction)
    if frame.is_narrative and frame.reference is not None:
        before = frame.reference
        turned = month - before.month <= _TURN_OF_YEAR and not frame.is_reference_year
        year = before.year + 1 if turned else before.year
        return _Year(year=year, anchor=before, why="year of the time before it in the text", relative="XXXX")
    if frame.published is None or frame.is_narrative:
        return _Year(year=None, anchor=None, why=NO_DATE, relative="XXXX")
    ahead = is_future(raw) or (day is not None and is_present(raw) and _is_soon(frame.published, month, day))
    if ahead and day is not None and is_in_subject(raw):
        # "The dead of 4 June will be named soon" are of the past, "the summit of 3 June will discuss it" is not.
        ahead = _is_soon(frame.published, month, day)
    return _nearest_year(frame.published, month, day, word=word, ahead=ahead)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Direction:
    """On which side of a day a month or season lies; `is_context` if of the time before it in the text."""

    steps: int
    is_context: bool


def _direction(raw: RawTime) -> _Direction | None:
    """Return the side that "the following May", "that spring" or "last winter" names; None if the words name none."""
    first, second = (*raw.text.lower().split()[:2], "")[:2]
    steps = {"following": 1, "next": 1, "previous": -1, "last": -1}
    if first == "that":
        return _Direction(steps=0, is_context=True)
    if first == "the" and second in steps:
        return _Direction(steps=steps[second], is_context=True)
    return _Direction(steps=steps[first], is_context=False) if first in steps else None


def _beside(base: date, month: int, direction: _Direction) -> _Year:
    """Return the year of the next or last such month after or before the month of a day."""
    moved = {1: month <= base.month, 0: 0, -1: -(month >= base.month)}[direction.steps]
    side = {1: "the next one after", 0: "in the year of", -1: "the last one before"}[direction.steps]
    return _Year(year=base.year + moved, anchor=base, why=f"{side} the time before it in the text", relative="XXXX")


def _is_soon(published: date, month: int, day: int) -> bool:
    """Return True if the day comes within two months of publication: then a plain present announces it."""
    distance = (month - published.month) % 12 * 30 + day - published.day
    return 0 < distance <= _SOON_DAYS


def _told_year(frame: Frame, phrase: str) -> _Year:
    value = frame.value("relyear", phrase)
    if isinstance(value, int) and not frame.is_narrative:
        base, shift, why = frame.published, value, f"“{phrase}” from the day of publication"
    else:
        base, shift, why = (
            frame.reference,
            int(str(value).removeprefix("context") or 0),
            f"“{phrase}” from the time before it",
        )
    if base is None:
        missing = NO_DATE if isinstance(value, int) else NO_CONTEXT
        return _Year(year=None, anchor=None, why=missing, relative=f"year{shift:+d}")
    return _Year(year=base.year + shift, anchor=base, why=why, relative="")


def _nearest_year(published: date, month: int, day: int | None, *, word: str, ahead: bool) -> _Year:
    """Return the year that brings the month or day nearest to publication on the side that the tense says."""
    here = (month, day or 0)
    then = (published.month, published.day if day else 0)
    year = published.year
    if word == "last":
        year -= here >= then
        why = "the last one before the month of publication"
    elif word == "next" or (ahead and word != "this"):
        year += here < then or (word == "next" and here == then)
        why = "the next one on or after the day of publication, since the clause lies ahead"
    else:
        year -= here > then and word != "this"
        why = "the nearest one on or before the day of publication"
    return _Year(year=year, anchor=published, why=why, relative="XXXX")


def _month_number(raw: RawTime, frame: Frame) -> int:
    name = "month" if "month" in raw.slots else "monthname"
    return frame.number(name, raw.slots[name])


def _day_number(word: str) -> int:
    return int("".join(letter for letter in word if letter.isdigit()))


def _daypart(raw: RawTime, frame: Frame) -> str:
    word = raw.slots.get("daypart")
    return f"T{frame.value('daypart', word)}" if word else ""


def _read_date(raw: RawTime, frame: Frame) -> TimeReading | None:
    month, day = _month_number(raw, frame), _day_number(raw.slots["day"])
    found = _find_year(raw, frame, month, day=day)
    suffix = _daypart(raw, frame)
    if found.year is None:
        timex = f"{found.relative}-{month:02d}-{day:02d}{suffix}"
        return unresolved(raw, timex=timex, why=found.why, granularity="day")
    read = date(found.year, month, day)
    timex = read.isoformat() + suffix
    before = raw.sentence.tokens[raw.first - 1].text.lower() if raw.first else ""
    if before in read_list("around"):
        days = (read - timedelta(days=1), read + timedelta(days=1))
        why = f"{found.why}; “{before}” a day is that day and its neighbours"
        return make_reading(raw, days, granularity="day", timex=timex, prec=2, why=why, anchor=found.anchor)
    return make_reading(raw, (read, read), granularity="day", timex=timex, prec=1, why=found.why, anchor=found.anchor)


def _read_day_of_month(raw: RawTime, frame: Frame) -> TimeReading | None:
    """Read "the 5th" in the month that the text speaks of, else as the last such day on or before publication.

    Behind a month it is of that month; behind a day, of its month or the next one. What has happened lies not after publication.
    """
    day = _day_number(raw.slots["ordinalday"])
    base, limit = frame.month_spoken_of(raw), frame.published
    why = "day of the month told before it in the text"
    if base is not None:
        read = _day_beside(base, day, is_month=base == frame.month)
    elif frame.anchor is not None:
        base = limit = frame.anchor
        read = None
    else:
        return unresolved(raw, timex=f"XXXX-XX-{day:02d}", why=NO_CONTEXT, granularity="day")
    if read is None or (limit is not None and read > limit and not is_future(raw)):
        read, why = _last_day(limit or base, day), "the last such day on or before the day of publication"
    timex = read.isoformat() + _daypart(raw, frame)
    return make_reading(raw, (read, read), granularity="day", timex=timex, prec=1, why=why, anchor=base)


def _day_beside(base: date, day: int, *, is_month: bool) -> date | None:
    """Return the day of that number in the month of a day, or in the next month if it comes earlier in it and lies nearer there.

    None if the months that it may lie in have no such day.
    """
    months = (0,) if is_month or day >= base.day else (0, 1)
    firsts = [shift_months(base.replace(day=1), number) for number in months]
    found = [first.replace(day=day) for first in firsts if day <= month_end(first.year, first.month).day]
    return min(found, key=lambda one: abs((one - base).days), default=None)


def _last_day(base: date, day: int) -> date:
    """Return the last day of that number on or before a day."""
    for months in range(3):
        first = shift_months(base.replace(day=1), -months)
        if day <= month_end(first.year, first.month).day and first.replace(day=day) <= base:
            return first.replace(day=day)
    raise ValueError("no such day in three months")  # there is one in any two


def _read_dates(raw: RawTime, frame: Frame) -> TimeReading | None:
    month = _month_number(raw, frame)
    first, last = _day_number(raw.slots["day"]), _day_number(raw.slots["day2"])
    found = _find_year(raw, frame, month, day=first)
    if found.year is None:
        timex = f"{found.relative}-{month:02d}-{first:02d}/{found.relative}-{month:02d}-{last:02d}"
        return unresolved(raw, timex=timex, why=found.why, granularity="period")
    days = (date(found.year, month, first), date(found.year, month, last))
    if days[0] > days[1]:
        return None
    timex = f"{days[0].isoformat()}/{days[1].isoformat()}"
    prec = precision_of(*days)
    return make_reading(raw, days, granularity="period", timex=timex, prec=prec, why=found.why, anchor=found.anchor)


def _read_iso(raw: RawTime, _frame: Frame) -> TimeReading | None:
    day = date.fromisoformat(raw.text[:10].replace("/", "-"))
    return make_reading(raw, (day, day), granularity="day", timex=day.isoformat(), prec=1, why="as written")


def _read_numeric(raw: RawTime, _frame: Frame) -> TimeReading | None:
    """Read 23/04/2017; a date whose day and month could change places covers neither and stays unresolved."""
    first, second, year = (int(part) for part in raw.text.replace("/", ".").split("."))
    if first > 12 or "." in raw.text:  # dots are written day first
        day = date(year, second, first)
    elif second > 12 or first == second:
        day = date(year, first, second)
    else:
        return unresolved(raw, timex=f"{year}", why="unresolved: day and month could change places", granularity="day")
    return make_reading(raw, (day, day), granularity="day", timex=day.isoformat(), prec=1, why="as written")


def _read_month(raw: RawTime, frame: Frame) -> TimeReading | None:
    month = _month_number(raw, frame)
    found = _find_year(raw, frame, month)
    if found.year is None:
        return unresolved(raw, timex=f"{found.relative}-{month:02d}", why=found.why, granularity="month")
    part = part_of(raw, frame)
    half = frame.number("half", raw.slots["half"]) if "half" in raw.slots else None
    first, last = _MONTH_HALVES[half] if half else _MONTH_PARTS[part] if part else (1, 31)
    end = month_end(found.year, month)
    days = (date(found.year, month, first), date(found.year, month, min(last, end.day)))
    timex = f"{found.year:04d}-{month:02d}"
    why = found.why + ("; early, mid and late month are days 1-10, 10-20, 15-end" if part else "")
    return make_reading(raw, days, granularity="month", timex=timex, prec=4, why=why, anchor=found.anchor)


def _read_week_to(raw: RawTime, frame: Frame) -> TimeReading | None:
    """Read "the week to 13 February": that day and the six before it."""
    last = _read_date(raw, frame)
    if last is None or last.latest is None:
        return last
    days = (last.latest - timedelta(days=6), last.latest)
    return make_reading(raw, days, granularity="week", timex=last.timex or "", prec=3, why=last.why, anchor=last.anchor)


def _read_nth_week(raw: RawTime, frame: Frame) -> TimeReading | None:
    month = _month_number(raw, frame)
    week = frame.number("nthweek", raw.slots["nthweek"])
    found = _find_year(raw, frame, month)
    if found.year is None:
        return unresolved(raw, timex=f"{found.relative}-{month:02d}", why=found.why, granularity="week")
    end = month_end(found.year, month)
    last = end if week > 4 else date(found.year, month, 7 * week)
    days = (last - timedelta(days=6), last)
    timex = f"{found.year:04d}-{month:02d}"
    why = f"{found.why}; weeks of a month are counted from its first day"
    return make_reading(raw, days, granularity="week", timex=timex, prec=3, why=why, anchor=found.anchor)


def _read_season(raw: RawTime, frame: Frame) -> TimeReading | None:
    month = frame.number("season", raw.slots["season"])
    found = _find_season_year(raw, frame, month)
    code = _SEASON_CODES[month]
    if found.year is None:
        return unresolved(raw, timex=f"{found.relative}-{code}", why=found.why, granularity="season")
    first = date(found.year, month, 1)
    last = shift_months(first, 2)
    days = (first, month_end(last.year, last.month))
    why = f"{found.why}; seasons of the northern hemisphere, winter from December of its year"
    timex = f"{found.year:04d}-{code}"
    return make_reading(raw, days, granularity="season", timex=timex, prec=5, why=why, anchor=found.anchor)


def _find_season_year(raw: RawTime, frame: Frame, month: int) -> _Year:
    word = raw.text.split()[0].lower()
    if frame.is_narrative or frame.published is None or word not in {"last", "this"}:
        return _find_year(raw, frame, month)
    year = frame.published.year
    over = shift_months(date(year, month, 1), 3)
    if word == "last":
        # A season that is not over yet cannot be the last one.
        years = [
            other for other in (year, year - 1, year - 2) if shift_months(date(other, month, 1), 3) <= frame.published
        ]
        year = years[0]
    elif date(year, month, 1) > frame.published and not is_future(raw):
        year -= 1  # "this winter" in May is over
    why = "the last one that was over at publication" if word == "last" else "the one in the year of publication"
    return _Year(year=year if over else None, anchor=frame.published, why=why, relative="XXXX")


def _read_year(raw: RawTime, frame: Frame) -> TimeReading | None:
    part = part_of(raw, frame)
    if "relyear" in raw.slots:
        found = _told_year(frame, raw.slots["relyear"])
    else:
        found = _Year(year=int(raw.slots["year"]), anchor=None, why="as written", relative="")
    if found.year is None:
        return unresolved(raw, timex=found.relative, why=found.why, granularity="year")
    days = year_span(found.year, part)
    why = found.why + ("; early, mid and late year are January-April, May-August, September-December" if part else "")
    return make_reading(raw, days, granularity="year", timex=f"{found.year:04d}", prec=5, why=why, anchor=found.anchor)


def _read_part_of_year(raw: RawTime, frame: Frame) -> TimeReading | None:
    """Read halves and quarters."""
    name = "half" if "half" in raw.slots else "quarter"
    which = frame.number(name, raw.slots[name])
    length = 6 if name == "half" else 3
    granularity: Granularity = "period" if name == "half" else "quarter"
    code = f"{'H' if name == 'half' else 'Q'}{which}"
    found = (
        _told_year(frame, raw.slots["relyear"])
        if "relyear" in raw.slots
        else _Year(year=int(raw.slots["year"]), anchor=None, why="as written", relative="")
    )
    if found.year is None:
        return unresolved(raw, timex=f"{found.relative}-{code}", why=found.why, granularity=granularity)
    days = (date(found.year, length * (which - 1) + 1, 1), month_end(found.year, length * which))
    timex = f"{found.year:04d}-{code}"
    return make_reading(raw, days, granularity=granularity, timex=timex, prec=5, why=found.why, anchor=found.anchor)


def _read_years(raw: RawTime, _frame: Frame) -> TimeReading | None:
    first = int(raw.slots["year"])
    last = first // 100 * 100 + int(raw.slots["shortyear"])
    if last <= first:
        return None
    days = (date(first, 1, 1), date(last, 12, 31))
    return make_reading(raw, days, granularity="period", timex=f"{first:04d}/{last:04d}", prec=5, why="as written")


def _read_bc(raw: RawTime, _frame: Frame) -> TimeReading | None:
    timex = f"BC{int(raw.slots['bcyear']):04d}"
    return unresolved(raw, timex=timex, why="unresolved: before the first year of the calendar", granularity="year")


def _read_decade(raw: RawTime, frame: Frame) -> TimeReading | None:
    first = int(raw.slots["decade"][:4])
    days = (date(first, 1, 1), date(first + 9, 12, 31))
    part = part_of(raw, frame)
    if part:
        low, high = {1: (0, 3), 2: (3, 6), 3: (6, 9)}[part]
        days = (date(first + low, 1, 1), date(first + high, 12, 31))
    return make_reading(raw, days, granularity="decade", timex=f"{first // 10}", prec=5, why="as written")


def _read_century(raw: RawTime, frame: Frame) -> TimeReading | None:
    word = raw.slots.get("centuryword")
    number = frame.number("centuryword", word) if word else _day_number(raw.slots["ordinalcentury"])
    days = (date(number * 100 - 99, 1, 1), date(number * 100, 12, 31))
    return make_reading(raw, days, granularity="period", timex=f"{number - 1:02d}", prec=5, why="as written")


def _read_holiday(raw: RawTime, frame: Frame) -> TimeReading | None:
    month, day = int(raw.rule.constants["month"]), int(raw.rule.constants["first_day"])
    found = _find_year(raw, frame, month, day=day)
    if found.year is None:
        return unresolved(raw, timex=f"{found.relative}-{month:02d}-{day:02d}", why=found.why, granularity="day")
    read = date(found.year, month, day)
    return make_reading(
        raw, (read, read), granularity="day", timex=read.isoformat(), prec=1, why=found.why, anchor=found.anchor
    )


CALENDAR_READERS: Mapping[str, Reader] = {
    "date": _read_date,
    "dates": _read_dates,
    "dayofmonth": _read_day_of_month,
    "iso": _read_iso,
    "numeric": _read_numeric,
    "month": _read_month,
    "nthweek": _read_nth_week,
    "weekto": _read_week_to,
    "season": _read_season,
    "year": _read_year,
    "years": _read_years,
    "half": _read_part_of_year,
    "quarter": _read_part_of_year,
    "bcyear": _read_bc,
    "decade": _read_decade,
    "century": _read_century,
    "holiday": _read_holiday,
}
