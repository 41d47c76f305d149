"""Units of time: how long they are, how exact, and the calendar unit that holds a day."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta

from musterbook.annotate.times.frames import Frame, month_end, shift_months
from musterbook.annotate.times.grammar import RawTime
from musterbook.annotate.times.readings import year_span
from musterbook.model import Granularity

__all__ = [
    "DAYPART_NOUNS",
    "FEW",
    "UNIT_DAYS",
    "UNIT_GRANULARITY",
    "UNIT_HOURS",
    "UNIT_PREC",
    "count_of",
    "length_timex",
    "shift",
    "unit_of",
    "unit_span",
    "unit_timex",
]

# Days, or months where they are negative here, of a unit; hours and less are parts of a day.
UNIT_DAYS = {"day": 1, "night": 1, "week": 7, "weekend": 7, "fortnight": 14}
UNIT_MONTHS = {"month": 1, "quarter": 3, "year": 12, "decade": 120, "century": 1200}
UNIT_HOURS = {"hour": 1.0, "minute": 1 / 60, "second": 1 / 3600}
_UNIT_TIMEX = {
    "second": "T{}S", "minute": "T{}M", "hour": "T{}H", "day": "{}D", "night": "{}D", "week": "{}W", "weekend": "{}WE",
    "fortnight": "{}F", "month": "{}M", "quarter": "{}Q", "year": "{}Y", "decade": "{}DE", "century": "{}CE",
}  # fmt: skip
UNIT_PREC = {
    "second": 1, "minute": 1, "hour": 1, "day": 1, "night": 1, "week": 3, "weekend": 2, "fortnight": 4,
    "month": 4, "quarter": 5, "year": 5, "decade": 5, "century": 5,
}  # fmt: skip
UNIT_GRANULARITY: Mapping[str, Granularity] = {
    "second": "day", "minute": "day", "hour": "day", "day": "day", "night": "day", "week": "week", "weekend": "day",
    "fortnight": "week", "month": "month", "quarter": "quarter", "year": "year", "decade": "decade", "century": "period",
}  # fmt: skip
DAYPART_NOUNS = {"morning": "MO", "night": "NI", "evening": "EV", "afternoon": "AF"}
FEW = 3


def shift(day: date, unit: str, count: float) -> date:
    """Return the day so many units away; parts of a day count as whole days once they fill one."""
    if unit in UNIT_MONTHS:
        return shift_months(day, round(UNIT_MONTHS[unit] * count))
    if unit in UNIT_DAYS:
        return day + timedelta(days=round(UNIT_DAYS[unit] * count))
    hours = UNIT_HOURS[unit] * abs(count)
    days = int(-(-hours // 24)) if hours >= 24 else 0
    return day + timedelta(days=days if count > 0 else -days)


def unit_timex(day: date, unit: str) -> str:
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


def unit_span(day: date, unit: str) -> tuple[date, date]:
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


def count_of(raw: RawTime, frame: Frame) -> tuple[float, bool]:
    """Return how many units the words say, and whether that number is stated; of two numbers the second, as not stated."""
    is_stated = "vague" not in raw.rule.constants
    if "number2" in raw.slots:
        return frame.number("number", raw.slots["number2"]), False
    if "count" in raw.slots:
        return float(raw.slots.get("count2", raw.slots["count"])), is_stated
    if "number" in raw.slots:
        return frame.number("number", raw.slots["number"]) + (
            0.5 if "plus_half" in raw.rule.constants else 0
        ), is_stated
    if "count" in raw.rule.constants:
        return float(raw.rule.constants["count"]), True
    if "vague" in raw.slots:
        return frame.number("vague", raw.slots["vague"]), raw.slots["vague"].startswith("a couple")
    is_several = "plural" in raw.slots or raw.slots.get("unit") in frame.words["plural"]
    return (FEW, False) if is_several else (1, True)


def unit_of(raw: RawTime, frame: Frame) -> str:
    """Return the unit that the words count in; "day" where they name none."""
    for name in ("unit", "plural"):
        if name in raw.slots:
            return str(frame.value(name, raw.slots[name]))
    if "unit" in raw.rule.constants:
        return str(raw.rule.constants["unit"])
    words = raw.text.lower().replace("-", " ").split()
    return next((str(frame.words["unit"][word]) for word in reversed(words) if word in frame.words["unit"]), "day")


def length_timex(raw: RawTime, frame: Frame) -> str:
    """Return the TIMEX value of the length ("P3D"), X for a number that is not stated."""
    count, is_stated = count_of(raw, frame)
    written = f"{count:g}" if is_stated else "X"
    return "P" + _UNIT_TIMEX[unit_of(raw, frame)].format(written)
