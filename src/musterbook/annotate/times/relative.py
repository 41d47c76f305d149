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
    Frame,
    is_future,
    make_reading,
    month_end,
    precision_of,
    shift_months,
    unresolved,
)
from musterbook.annotate.times.grammar import RawTime
from musterbook.annotate.times.readings import Reader, part_of, year_span
from musterbook.model import Granularity, TimeReading

__all__ = ["RELATIVE_READERS"]

_DAY = timedelta(days=1)
# Days, or months where they are negative here, of a unit; hours and less are parts of a day.
_UNIT_DAYS = {"day": 1, "night": 1, "week": 7, "weekend": 7, "fortnight": 14}
_UNIT_MONTHS = {"month": 1, "quarter": 3, "year": 12, "decade": 120, "century": 1200}
_UNIT_HOURS = {"hour": 1.0, "minute": 1 / 60, "second": 1 / 3600}
_UNIT_TIMEX = {
    "second": "T{}S", "minute": "T{}M", "hour": "T{}H", "day": "{}D", "night": "{}D", "week": "{}W", "weekend": "{}WE",
    "fortnight": "{}F", "month": "{}M", "quarter": "{}Q", "year": "{}Y", "decade": "{}DE", "century": "{}CE",
}  # fmt: skip
_UNIT_PREC = {
    "second": 1, "minute": 1, "hour": 1, "day": 1, "night": 1, "week": 3, "weekend": 2, "fortnight": 4,
    "month": 4, "quarter": 5, "year": 5, "decade": 5, "century": 5,
}  # fmt: skip
_UNIT_GRANULARITY: Mapping[str, Granularity] = {
    "second": "day", "minute": "day", "hour": "day", "day": "day", "night": "day", "week": "week", "weekend": "day",
    "fortnight": "week", "month": "month", "quarter": "quarter", "year": "year", "decade": "decade", "century": "period",
}  # fmt: skip
_SETS = {
    "second": "PT1S", "minute": "PT1M", "hour": "XXXX-XX-XXTXX", "day": "XXXX-XX-XX", "night": "XXXX-XX-XXTNI",
    "week": "XXXX-WXX", "weekend": "XXXX-WXX-WE", "fortnight": "P2W", "month": "XXXX-XX", "quarter": "XXXX-QX",
    "year": "XXXX", "decade": "XXX", "century": "XX",
}  # fmt: skip
_DAYPART_NOUNS = {"morning": "MO", "night": "NI", "evening": "EV", "afternoon": "AF"}
_FEW = 3


def _shift(day: date, unit: str, count: float) -> date:
    """Return the day so many units away; parts of a day count as whole days once they fill one."""
    if unit in _UNIT_MONTHS:
        return shift_months(day, round(_UNIT_MONTHS[unit] * count))
    if unit in _UNIT_DAYS:
        return day + timedelta(days=round(_UNIT_DAYS[unit] * count))
    hours = _UNIT_HOURS[unit] * abs(count)
    days = int(-(-hours // 24)) if hours >= 24 else 0
    return day + timedelta(days=days if count > 0 else -days)


def _unit_timex(day: date, unit: str) -> str:
    """Return the TIMEX value of the unit that holds the day; the day itself for a day and less."""
    year, week, _ = day.isocalendar()
    written = {
        "week": f"{year:04d}-W{week:02d}",
        "fortnight": f"{year:04d}-W{week:02d}",
        "month": f"{day.year:04d}-{day.month:02d}",
        "quarter": f"{day.year:04d}-Q{(day.month + 2) // 3}",
        "year": f"{day.year:04d}",
        "decade": f"{day.year // 10:03d}",
        "century": f"{day.year // 100:02d}",
    }
    return written.get(unit, day.isoformat())


def _unit_span(day: date, unit: str) -> tuple[date, date]:
    """Return the calendar unit that holds the day."""
    if unit in {"week", "fortnight"}:
        monday = day - timedelta(days=day.weekday())
        return monday, monday + timedelta(days=6)
    if unit == "month":
        return day.replace(day=1), month_end(day.year, day.month)
    if unit == "quarter":
        first = (day.month - 1) // 3 * 3 + 1
        return date(day.year, first, 1), month_end(day.year, first + 2)
    if unit == "year":
        return year_span(day.year, None)
    if unit == "decade":
        first = day.year // 10 * 10
        return date(max(first, 1), 1, 1), date(first + 9, 12, 31)
    return day, day


def _count_of(raw: RawTime, frame: Frame) -> tuple[float, bool]:
    """Return how many units the words say, and whether that number is stated."""
    if "count" in raw.slots:
        return float(raw.slots["count"]), True
    if "number" in raw.slots:
        return frame.number("number", raw.slots["number"]), True
    if "count" in raw.rule.constants:
        return float(raw.rule.constants["count"]), True
    if "vague" in raw.slots:
        return frame.number("vague", raw.slots["vague"]), raw.slots["vague"].startswith("a couple")
    return (_FEW, False) if "plural" in raw.slots else (1, True)


def _unit_of(raw: RawTime, frame: Frame) -> str:
    for name in ("unit", "plural"):
        if name in raw.slots:
            return str(frame.value(name, raw.slots[name]))
    if "unit" in raw.rule.constants:
        return str(raw.rule.constants["unit"])
    words = raw.text.lower().replace("-", " ").split()
    return next((str(frame.words["unit"][word]) for word in reversed(words) if word in frame.words["unit"]), "day")


def _length_timex(raw: RawTime, frame: Frame) -> str:
    count, is_stated = _count_of(raw, frame)
    written = f"{count:g}" if is_stated else "X"
    return "P" + _UNIT_TIMEX[_unit_of(raw, frame)].format(written)


def _read_shift(raw: RawTime, frame: Frame) -> TimeReading | None:
    days = int(raw.rule.constants["days"])
    noun = raw.text.lower().split()[-1]
    suffix = {"tonight": "TNI"}.get(noun) or (f"T{_DAYPART_NOUNS[noun]}" if noun in _DAYPART_NOUNS else "")
    if frame.is_narrative and days == 0 and noun == "today":
        return unresolved(raw, timex="PRESENT_REF", why="unresolved: the present of a history", granularity="day")
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
    from_context = frame.is_narrative or lead.startswith(("the previous", "the following", "the next"))
    base = (frame.reference_day or frame.reference) if from_context else frame.published
    if base is None:
        why = NO_CONTEXT if from_context and frame.published else NO_DATE
        return unresolved(raw, timex=f"XXXX-WXX-{number}{suffix}", why=why, granularity="day")
    back = (base.isoweekday() - number) % 7
    ahead = (number - base.isoweekday()) % 7
    if lead.startswith(("last ", "the previous")):
        day, why = base - timedelta(days=back or 7), "the last one before"
    elif lead.startswith(("next ", "the next", "the following")):
        day, why = base + timedelta(days=ahead or 7), "the next one after"
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
    unit = _unit_of(raw, frame)
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
        return unresolved(raw, timex=f"{unit}{steps:+d}", why=NO_DATE, granularity=_UNIT_GRANULARITY[unit])
    if unit == "weekend":
        return _read_weekend(raw, base, steps)
    days = _unit_span(_shift(base, unit, steps), unit)
    timex = _unit_timex(days[0], unit)
    why = f"the calendar {unit} " + {-1: "before", 0: "of", 1: "after"}[steps] + " the day of publication"
    part = part_of(raw, frame)
    if unit == "month" and part:
        first, last = {1: (1, 10), 2: (10, 20), 3: (15, 31)}[part]
        days = (days[0].replace(day=first), days[0].replace(day=min(last, days[1].day)))
    elif steps == 0 and not is_future(raw):
        days = (days[0], base)
        why += ", up to that day"
    prec = min(_UNIT_PREC[unit], precision_of(*days))
    return make_reading(raw, days, granularity=_UNIT_GRANULARITY[unit], timex=timex, prec=prec, why=why, anchor=base)


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
    base = frame.reference if is_context else frame.published
    if base is None:
        why = NO_CONTEXT if is_context else NO_DATE
        return unresolved(raw, timex=f"year{shift:+d}", why=why, granularity="year")
    year = base.year + shift
    days = year_span(year, None)
    why = "counted from the " + ("time before it in the text" if is_context else "year of publication")
    if not is_context and shift == 0 and not is_future(raw):
        days = (days[0], base)
        why = "the year of publication, up to that day"
    return make_reading(raw, days, granularity="year", timex=f"{year:04d}", prec=5, why=why, anchor=base)


def _read_window(raw: RawTime, frame: Frame) -> TimeReading | None:
    count, is_stated = _count_of(raw, frame)
    unit = _unit_of(raw, frame)
    timex = _length_timex(raw, frame)
    base = frame.published
    if base is None or frame.is_narrative:
        return unresolved(raw, timex=timex, why=NO_DATE, granularity="period")
    first = _shift(base, unit, -count)
    if unit in _UNIT_HOURS:
        first = min(first, base - _DAY)
    last = base
    why = f"from {count:g} {unit}s before publication to that day"
    if not is_stated and unit in {"day", "night"}:
        last = base - _DAY
        why = f"the {count:g} days before the day of publication"
    # "the past six days" is a matter of six days, though both its ends are included.
    prec = (
        precision_of(first, last) if unit in _UNIT_HOURS or not is_stated else max(precision_of(first + _DAY, last), 2)
    )
    return make_reading(raw, (first, last), granularity="period", timex=timex, prec=prec, why=why, anchor=base)


def _read_ahead(raw: RawTime, frame: Frame) -> TimeReading | None:
    count, _ = _count_of(raw, frame)
    unit = _unit_of(raw, frame)
    timex = _length_timex(raw, frame)
    from_context = "following" in raw.text.lower() or "ensuing" in raw.text.lower() or frame.is_narrative
    base = frame.reference if from_context else frame.published
    if base is None:
        why = NO_CONTEXT if from_context and frame.published else NO_DATE
        return unresolved(raw, timex=timex, why=why, granularity="period")
    days = (base, _shift(base, unit, count))
    why = "from the " + ("time before it in the text" if from_context else "day of publication") + " on"
    return make_reading(raw, days, granularity="period", timex=timex, prec=precision_of(*days), why=why, anchor=base)


def _read_offset(raw: RawTime, frame: Frame) -> TimeReading | None:
    """Read "a year ago" from publication, "two days later" from the time before it in the text."""
    count, is_stated = _count_of(raw, frame)
    unit = _unit_of(raw, frame)
    sign = int(raw.rule.constants["sign"])
    word = raw.slots.get("before") or raw.slots["after"]
    is_ago = word == "ago"
    if is_ago:
        base, missing = frame.published, NO_DATE
    else:
        base = frame.reference_day if unit in _UNIT_DAYS or unit in _UNIT_HOURS else None
        base, missing = base or frame.reference, NO_CONTEXT
        if base is None and word == "earlier":
            base, missing = frame.published, NO_DATE
    vague = "PAST_REF" if sign < 0 else "FUTURE_REF"
    timex = f"{unit}{sign * count:+g}" if is_stated else vague
    granularity = _UNIT_GRANULARITY[unit]
    if base is None:
        return unresolved(raw, timex=timex, why=missing, granularity=granularity)
    why = f"{count:g} {unit}s from the " + ("day of publication" if is_ago else "time before it in the text")
    if not is_stated:
        ends = sorted((_shift(base, unit, sign), _shift(base, unit, sign * count)))
        prec = max(precision_of(ends[0], ends[1]), 2)
        return make_reading(
            raw, (ends[0], ends[1]), granularity=granularity, timex=timex, prec=prec, why=why, anchor=base
        )
    day = _shift(base, unit, sign * count)
    half = timedelta(days={"week": 3, "fortnight": 3, "month": 15, "quarter": 45, "year": 182}.get(unit, 0))
    if unit in {"decade", "century"}:
        half = timedelta(days=1826)
    days = (day - half, day + half)
    if half:
        why += ", half a unit to either side"
    prec = _UNIT_PREC[unit]
    timex = _unit_timex(day, unit)
    return make_reading(raw, days, granularity=granularity, timex=timex, prec=prec, why=why, anchor=base)


def _read_step(raw: RawTime, frame: Frame) -> TimeReading | None:
    """Read "the next day", "the same night", "the end of the month" from the time before it in the text."""
    steps = int(raw.rule.constants["steps"])
    unit = _unit_of(raw, frame)
    noun = raw.text.lower().split()[-1]
    suffix = f"T{_DAYPART_NOUNS[noun]}" if noun in _DAYPART_NOUNS else ""
    part = part_of(raw, frame)
    is_day = _UNIT_GRANULARITY[unit] == "day"
    base = frame.reference_day if is_day else frame.reference
    if part and not frame.is_narrative:
        base = frame.published
    if base is None:
        timex = f"{unit}{steps:+d}{suffix}"
        return unresolved(raw, timex=timex, why=NO_CONTEXT, granularity=_UNIT_GRANULARITY[unit])
    days = _unit_span(_shift(base, unit, steps), unit)
    timex = _unit_timex(days[0], unit) + suffix
    if part and unit == "month":
        first, last = {1: (1, 10), 2: (10, 20), 3: (15, 31)}[part]
        days = (days[0].replace(day=first), days[0].replace(day=min(last, days[1].day)))
    elif part and unit == "year":
        days = year_span(days[0].year, part)
    why = "counted from the time before it in the text"
    prec = _UNIT_PREC[unit]
    return make_reading(raw, days, granularity=_UNIT_GRANULARITY[unit], timex=timex, prec=prec, why=why, anchor=base)


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
    days = (frame.published - timedelta(days=_FEW), frame.published - _DAY)
    why = "the 3 days before the day of publication"
    return make_reading(raw, days, granularity="period", timex="PAST_REF", prec=2, why=why, anchor=frame.published)


def _read_duration(raw: RawTime, frame: Frame) -> TimeReading | None:
    return unresolved(raw, timex=_length_timex(raw, frame), why="a length of time", granularity="duration")


def _read_set(raw: RawTime, frame: Frame) -> TimeReading | None:
    if "set" in raw.slots:
        timex = _SETS[str(frame.value("set", raw.slots["set"]))]
    elif "weekday" in raw.slots:
        timex = f"XXXX-WXX-{frame.number('weekday', raw.slots['weekday'])}"
    elif "number" in raw.slots:
        timex = _length_timex(raw, frame)
    else:
        timex = _SETS[_unit_of(raw, frame)]
    return unresolved(raw, timex=timex, why="a habit", granularity="set")


RELATIVE_READERS: Mapping[str, Reader] = {
    "shift": _read_shift,
    "overnight": _read_overnight,
    "weekday": _read_weekday,
    "calendar": _read_calendar,
    "relyear": _read_told_year,
    "window": _read_window,
    "ahead": _read_ahead,
    "offset": _read_offset,
    "step": _read_step,
    "now": _read_now,
    "recently": _read_recently,
    "duration": _read_duration,
    "set": _read_set,
}
