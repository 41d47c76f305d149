"""Publication dates as tables and feeds write them.

The cascade:
1. ISO 8601 ("2018-04-12", "2018-04-12T08:30:00+04:30"), compact forms ("20180412", "20180412083000") and "2018/04/12";
2. seconds or milliseconds since 1970 (10 or 13 digits);
3. RFC 2822 ("Thu, 12 Apr 2018 08:30:00 +0430");
4. an English month name ("12 April 2018", "Apr. 12, 2018, 8:30 am");
5. digits only ("12/04/2018", "12.4.2018"): read if one number is above 12, if both are equal, or if the order is given.
   Otherwise the date stays unread: who guesses moves a third of all events by months.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import UTC, date, datetime
from email.utils import parsedate_to_datetime
from typing import Literal

from musterbook.model import DateOrigin, Published

__all__ = ["DateOrder", "parse_date"]

DateOrder = Literal["day-first", "month-first"]

_MAX_CHARACTERS = 80
_FIRST_YEAR, _LAST_YEAR = 1500, 2199

_COMPACT = re.compile(r"(\d{4})(\d{2})(\d{2})(?:[T ]?(\d{2})(\d{2})(\d{2})?(Z?))?")
_YEAR_FIRST = re.compile(r"(\d{4})[/.](\d{1,2})[/.](\d{1,2})(?:[ T].{0,40})?")
_EPOCH = re.compile(r"\d{10}(?:\d{3})?(?:\.\d{1,9})?")
_NUMBERS = re.compile(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})(?:[ T,].{0,40})?")
_DAY_MONTH = re.compile(
    r"(?:[a-z]{3,9}\.?,? )?(\d{1,2})(?:st|nd|rd|th)?[ -](?:of )?([a-z]{3,9})\.?[ ,-]{1,2}(\d{4})\b.{0,40}"
)
_MONTH_DAY = re.compile(r"(?:[a-z]{3,9}\.?,? )?([a-z]{3,9})\.? (\d{1,2})(?:st|nd|rd|th)?,? (\d{4})\b.{0,40}")


def parse_date(
    written: str, *, origin: DateOrigin, months: Mapping[str, int], order: DateOrder | None = None
) -> Published | str:
    """Return when something was published, or a sentence that says why the date was not read.

    The day is the calendar day as printed; the instant is kept only where an offset from UTC is stated.
    """
    text = " ".join(written.split())
    if not text or len(text) > _MAX_CHARACTERS:
        return "no date"
    certain = _read_iso(text) or _read_compact(text) or _read_epoch(text) or _read_mail(text)
    found = certain or _read_month(text, months) or _read_numbers(text, order)
    if isinstance(found, str):
        return found
    day = found.date() if isinstance(found, datetime) else found
    if not _FIRST_YEAR <= day.year <= _LAST_YEAR:
        return f"the year {day.year} cannot be"
    instant = None
    if isinstance(found, datetime) and found.tzinfo is not None:
        instant = found.astimezone(UTC)
    return Published(day=day, instant_utc=instant, origin=origin)


def _read_iso(text: str) -> date | None:
    if not re.match(r"\d{4}-\d{2}-\d{2}", text):
        return None
    try:
        return datetime.fromisoformat(text) if len(text) > 10 else date.fromisoformat(text)
    except ValueError:
        pass
    try:  # "2018-04-12 08:30:00 UTC" and other endings: the day is certain, the instant is not
        return date.fromisoformat(text[:10]) if text[10:11] in {" ", "T"} else None
    except ValueError:
        return None


def _read_compact(text: str) -> date | None:
    found = _COMPACT.fullmatch(text)
    if found is None:
        other = _YEAR_FIRST.fullmatch(text)
        return None if other is None else _make_day(other[1], other[2], other[3])
    year, month, day, hour, minute, second, zulu = found.groups()
    if hour is None:
        return _make_day(year, month, day)
    try:
        instant = datetime(  # noqa: DTZ001  # no offset is stated: the result is a day, not an instant
            int(year), int(month), int(day), int(hour), int(minute), int(second or 0)
        )
    except ValueError:
        return None
    return instant.replace(tzinfo=UTC) if zulu else instant


def _read_epoch(text: str) -> datetime | None:
    if not _EPOCH.fullmatch(text):
        return None
    seconds = float(text)
    return datetime.fromtimestamp(seconds / 1000 if seconds >= 1e11 else seconds, tz=UTC)


def _read_mail(text: str) -> datetime | None:
    if not re.search(r"\d{1,2}:\d{2}", text):
        return None
    try:
        return parsedate_to_datetime(text)
    except (ValueError, TypeError, IndexError, OverflowError):
        return None


def _read_month(text: str, months: Mapping[str, int]) -> date | None:
    folded = text.lower()
    if found := _DAY_MONTH.fullmatch(folded):
        day, month, year = found.groups()
    elif found := _MONTH_DAY.fullmatch(folded):
        month, day, year = found.groups()
    else:
        return None
    return _make_day(year, str(months[month]), day) if month in months else None


def _read_numbers(text: str, order: DateOrder | None) -> date | str:
    found = _NUMBERS.fullmatch(text)
    if found is None:
        return "not a form of date that is known"
    first, second, year = int(found[1]), int(found[2]), found[3]
    if order is None and first <= 12 and second <= 12 and first != second:
        return "day and month cannot be told apart"
    is_day_first = order == "day-first" if order is not None else first > 12
    day, month = (first, second) if is_day_first else (second, first)
    return _make_day(year, str(month), str(day)) or "no day of the calendar"


def _make_day(year: str, month: str, day: str) -> date | None:
    try:
        return date(int(year), int(month), int(day))
    except ValueError:
        return None
