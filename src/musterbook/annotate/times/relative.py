"""Readings of times told from another one: weekdays, "yesterday", "last week", "a year ago", "two days later", lengths, habits.

The days behind vague words are those of UCDP GED: "recently" and "the past few days" are the 3 days before publication;
"this week" Monday to publication; "last week" the Monday to Sunday before; "the weekend" Saturday and Sunday;
"last month" that calendar month; "last night" the day before; "several weeks" 3 weeks; "the past 24 hours" two days.
A window of n units ends on the day of publication and begins n units before it.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta

from musterbook.annotate.times.frames import (
    NO_CONTEXT,
    NO_DATE,
    NO_NARRATOR,
    Frame,
    is_future,
    make_reading,
    precision_of,
    unresolved,
)
from musterbook.annotate.times.grammar import RawTime
from musterbook.annotate.times.offsets import OFFSET_READERS, find_event
from musterbook.annotate.times.readings import Reader, part_of, year_span
from musterbook.annotate.times.units import (
    DAYPART_NOUNS,
    FEW,
    UNIT_GRANULARITY,
    UNIT_HOURS,
    UNIT_PREC,
    count_of,
    length_timex,
    shift,
    unit_of,
    unit_span,
    unit_timex,
)
from musterbook.model import TimeReading

__all__ = ["RELATIVE_READERS"]

_DAY = timedelta(days=1)
_HALF_A_WEEK = 3
_SETS = {
    "second": "PT1S", "minute": "PT1M", "hour": "XXXX-XX-XXTXX", "day": "XXXX-XX-XX", "night": "XXXX-XX-XXTNI",
    "week": "XXXX-WXX", "weekend": "XXXX-WXX-WE", "fortnight": "P2W", "month": "XXXX-XX", "quarter": "XXXX-QX",
    "year": "XXXX", "decade": "XXX", "century": "XX",
}  # fmt: skip


def _read_shift(raw: RawTime, frame: Frame) -> TimeReading | None:
    days = int(raw.rule.constants["days"])
    noun = raw.text.lower().split()[-1]
    suffix = {"tonight": "TNI"}.get(noun) or (f"T{DAYPART_NOUNS[noun]}" if noun in DAYPART_NOUNS else "")
    if frame.is_narrative and days == 0 and noun == "today":
        return unresolved(raw, timex="PRESENT_REF", why="unresolved: the present of a history", granularity="day")
    if frame.is_narrative:
        return unresolved(raw, timex=f"XXXX-XX-XX{suffix}", why=NO_NARRATOR, granularity="day")
    if frame.published is None:
        return unresolved(raw, timex=f"day{days:+d}{suffix}", why=NO_DATE, granularity="day")
    day = frame.published + timedelta(days=days)
    timex = day.isoformat() + suffix
    why = "counted from the day of publication"
    return make_reading(raw, (day, day), granularity="day", timex=timex, prec=1, why=why, anchor=frame.published)


def _read_overnight(raw: RawTime, frame: Frame) -> TimeReading | None:
    if frame.published is None or frame.is_narrative:
        return unresolved(raw, timex="day-1TNI", why=NO_DATE, granularity="day")
    days = (frame.published - _DAY, frame.published)
    timex = f"{days[0].isoformat()}TNI"
    why = "the night before publication: the day before and that day"
    return make_reading(raw, days, granularity="day", timex=timex, prec=2, why=why, anchor=frame.published)


def _read_weekday(raw: RawTime, frame: Frame) -> TimeReading | None:
    number = frame.number("weekday", raw.slots["weekday"])
    lead = raw.text.lower()
    part = raw.slots.get("daypart")
    suffix = f"T{frame.value('daypart', part)}" if part else ""
    side = lead.split()[-1]
    is_told = side in {"before", "after"}
    is_same = lead.startswith(("that ", "the same "))
    from_context = (
        is_told or is_same or frame.is_narrative or lead.startswith(("the previous", "the following", "the next"))
    )
    base = (frame.reference_day or frame.reference) if from_context else frame.published
    if base is None and lead.startswith(
        "the previous"
    ):  # with nothing told before it, it is told from the day of the report
        base, from_context = frame.published, False
    if base is None or (is_told and find_event(raw) is not None):
        why = NO_CONTEXT if from_context and frame.published else NO_DATE
        return unresolved(raw, timex=f"XXXX-WXX-{number}{suffix}", why=why, granularity="day")
    back = (base.isoweekday() - number) % 7
    ahead = (number - base.isoweekday()) % 7
    if side == "before" or lead.startswith(("last ", "the previous")):
        day, why = base - timedelta(days=back or 7), "the last one before"
    elif side == "after" or lead.startswith(("next ", "the next", "the following")):
        day, why = base + timedelta(days=ahead or 7), "the next one after"
    elif is_same:
        day, why = base + timedelta(days=ahead if ahead <= _HALF_A_WEEK else -back), "the one nearest to"
    elif lead.startswith(("this coming", "this ")) and not lead.startswith("this past"):
        day, why = base + timedelta(days=number - base.isoweekday()), "the one in the week of"
    elif frame.is_narrative or is_future(raw):
        day, why = base + timedelta(days=ahead), "the next one on or after"
    else:
        day, why = base - timedelta(days=back), "the last one on or before"
    why += " the time before it in the text" if from_context else " the day of publication"
    timex = day.isoformat() + suffix
    return make_reading(raw, (day, day), granularity="day", timex=timex, prec=1, why=why, anchor=base)


def _read_calendar(raw: RawTime, frame: Frame) -> TimeReading | None:
    """Read "last week", "this month", "next year"."""
    text = raw.text.lower()
    unit = unit_of(raw, frame)
    which = str(raw.rule.constants.get("which", "")) or next(
        word for word in ("last", "next", "this") if word in text.split()
    )
    if "this past" in text:
        which = "last"
    steps = {"last": -1, "this": 0, "next": 1}[which]
    if "coming" in text:
        steps = 1
    base = frame.published
    if base is None or frame.is_narrative:
        return unresolved(raw, timex=f"{unit}{steps:+d}", why=NO_DATE, granularity=UNIT_GRANULARITY[unit])
    if unit == "weekend":
        return _read_weekend(raw, base, steps)
    days = unit_span(shift(base, unit, steps), unit)
    timex = unit_timex(days[0], unit)
    why = f"the calendar {unit} " + {-1: "before", 0: "of", 1: "after"}[steps] + " the day of publication"
    part = part_of(raw, frame)
    if unit == "month" and part:
        first, last = {1: (1, 10), 2: (10, 20), 3: (15, 31)}[part]
        days = (days[0].replace(day=first), days[0].replace(day=min(last, days[1].day)))
    elif steps == 0 and text.startswith("later"):
        days = (base, days[1])
        why += ", from that day on"
    elif steps == 0 and not is_future(raw):
        days = (days[0], base)
        why += ", up to that day"
    prec = min(UNIT_PREC[unit], precision_of(*days))
    return make_reading(raw, days, granularity=UNIT_GRANULARITY[unit], timex=timex, prec=prec, why=why, anchor=base)


def _read_weekend(raw: RawTime, base: date, steps: int) -> TimeReading:
    """Read a weekend: on a Sunday "the weekend" is the one that ends that day; "last weekend" is over at publication."""
    if steps >= 0 and (steps > 0 or is_future(raw)):
        saturday = base + timedelta(days=(5 - base.weekday()) % 7)
        why = "the Saturday and Sunday on or after the day of publication"
    else:
        is_running = base.weekday() == 6 and not raw.text.lower().startswith("last")
        saturday = base - _DAY if is_running else base - timedelta(days=base.weekday() + 2)
        why = "the last Saturday and Sunday on or before the day of publication"
    year, week, _ = saturday.isocalendar()
    days = (saturday, saturday + _DAY)
    return make_reading(raw, days, granularity="day", timex=f"{year:04d}-W{week:02d}-WE", prec=2, why=why, anchor=base)


def _read_told_year(raw: RawTime, frame: Frame) -> TimeReading | None:
    value = 0 if raw.rule.constants.get("this") else frame.value("relyear", raw.slots["relyear"])
    is_context = isinstance(value, str)
    shift = int(value.removeprefix("context") or 0) if isinstance(value, str) else value
    base = frame.reference if is_context or frame.is_narrative else frame.published
    if base is None:
        why = NO_CONTEXT if is_context else NO_DATE
        return unresolved(raw, timex=f"year{shift:+d}", why=why, granularity="year")
    year = base.year + shift
    days = year_span(year, None)
    is_told = is_context or frame.is_narrative
    why = "counted from the " + ("time before it in the text" if is_told else "year of publication")
    if not is_told and shift == 0 and raw.text.lower().startswith("later"):
        days = (base, days[1])
        why = "the year of publication, from that day on"
    elif not is_told and shift == 0 and not is_future(raw):
        days = (days[0], base)
        why = "the year of publication, up to that day"
    return make_reading(raw, days, granularity="year", timex=f"{year:04d}", prec=5, why=why, anchor=base)


def _read_window(raw: RawTime, frame: Frame) -> TimeReading | None:
    count, is_stated = count_of(raw, frame)
    unit = unit_of(raw, frame)
    timex = length_timex(raw, frame)
    base = frame.published
    if base is None or frame.is_narrative:
        return unresolved(raw, timex=timex, why=NO_DATE, granularity="period")
    first = shift(base, unit, -count)
    if unit in UNIT_HOURS:
        first = min(first, base - _DAY)
    last = base
    why = f"from {count:g} {unit}s before publication to that day"
    if not is_stated and unit in {"day", "night"}:
        last = base - _DAY
        why = f"the {count:g} days before the day of publication"
    # "the past six days" is a matter of six days, though both its ends are included.
    prec = (
        precision_of(first, last) if unit in UNIT_HOURS or not is_stated else max(precision_of(first + _DAY, last), 2)
    )
    return make_reading(raw, (first, last), granularity="period", timex=timex, prec=prec, why=why, anchor=base)


def _read_now(raw: RawTime, frame: Frame) -> TimeReading | None:
    if frame.is_narrative:
        return unresolved(raw, timex="PRESENT_REF", why="unresolved: the present of a history", granularity="day")
    if frame.published is None:
        return unresolved(raw, timex="PRESENT_REF", why=NO_DATE, granularity="day")
    days = (frame.published, frame.published)
    why = "the day of publication"
    return make_reading(raw, days, granularity="day", timex="PRESENT_REF", prec=1, why=why, anchor=frame.published)


def _read_recently(raw: RawTime, frame: Frame) -> TimeReading | None:
    if frame.published is None or frame.is_narrative:
        return unresolved(raw, timex="PAST_REF", why=NO_DATE, granularity="period")
    days = (frame.published - timedelta(days=FEW), frame.published - _DAY)
    why = "the 3 days before the day of publication"
    return make_reading(raw, days, granularity="period", timex="PAST_REF", prec=2, why=why, anchor=frame.published)


def _read_duration(raw: RawTime, frame: Frame) -> TimeReading | None:
    return unresolved(raw, timex=length_timex(raw, frame), why="a length of time", granularity="duration")


def _read_set(raw: RawTime, frame: Frame) -> TimeReading | None:
    if "set" in raw.slots:
        timex = _SETS[str(frame.value("set", raw.slots["set"]))]
    elif "weekday" in raw.slots:
        timex = f"XXXX-WXX-{frame.number('weekday', raw.slots['weekday'])}"
    elif "number" in raw.slots or "rate" in raw.rule.constants:
        timex = length_timex(raw, frame)
    else:
        timex = _SETS[unit_of(raw, frame)]
    return unresolved(raw, timex=timex, why="a habit", granularity="set")


RELATIVE_READERS: Mapping[str, Reader] = {
    **OFFSET_READERS,
    "shift": _read_shift,
    "overnight": _read_overnight,
    "weekday": _read_weekday,
    "calendar": _read_calendar,
    "relyear": _read_told_year,
    "window": _read_window,
    "now": _read_now,
    "recently": _read_recently,
    "duration": _read_duration,
    "set": _read_set,
}
