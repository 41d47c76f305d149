"""Full dates as news pages print them: a day, and the instant if a time zone is stated. Never a guess.

A date without a year, or one that can be read day first and month first, gives nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta, timezone
from email.utils import parsedate_to_datetime
from functools import cache

from musterbook.documents.tables import read_table

__all__ = [
    "Stamp",
    "day_span",
    "find_day",
    "find_days",
    "find_month",
    "find_yearless_days",
    "read_day_at",
    "read_label",
    "read_stamp",
    "strip_day",
]

_LONGEST = 100  # characters: a longer text is no date
_YEAR = r"(?P<year>(?:18|19|20)\d\d)"
_TIME = (
    r"(?:[ ,T|·–-]{1,3}(?:at )?(?P<hour>\d{1,2})[:.](?P<minute>\d\d)(?::\d\d(?:\.\d{1,9})?)?"
    r"(?: ?(?P<half>[ap]\.?m\.?))?(?: ?\(?(?P<zone>GMT|UTC|Z|[+-]\d\d:?\d\d)\)?|(?: [a-z]{2,5}){0,2})?)?"
)
_NEXT_LABEL = re.compile(r"\s[-–—|·]\s(?=[A-Za-z])|\s\(?(?=updated|last )", re.IGNORECASE)
_NUMERIC = re.compile(
    r"(?:(?P<y1>(?:18|19|20)\d\d)[-/.](?P<m1>\d{1,2})[-/.](?P<d1>\d{1,2})"
    r"|(?P<a>\d{1,2})(?P<mark>[./-])(?P<b>\d{1,2})(?P=mark)(?P<y2>(?:18|19|20)\d\d))" + _TIME,
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Stamp:
    """A calendar day, and the instant if time and zone are stated."""

    day: date
    instant_utc: datetime | None = None


def read_stamp(text: str) -> Stamp | None:
    """Return the date that the whole text is, or None if it is anything else or incomplete."""
    text = " ".join(text.split()).strip(" .,;()[]|")
    if not text or len(text) > _LONGEST:
        return None
    return _read_standard(text) or _read_numeric(text) or _read_written(text) or _read_elsewhere(text)


def read_label(text: str) -> Stamp | None:
    """Return the date of a line like "Published: 14 April 2017"; None if the line is anything else."""
    bare = text.strip()
    found = _label_pattern().match(bare)
    if found is None or len(bare) > 2 * _LONGEST:
        return None
    return read_stamp(_NEXT_LABEL.split(bare[found.end() :], maxsplit=1)[0])


def find_day(text: str) -> Stamp | None:
    """Return the first written date with a year inside a short text; None if there is none."""
    found = _written_pattern(is_year_needed=True).search(text[: _LONGEST * 2])
    return _from_written(found) if found else None


def find_days(text: str) -> Iterator[Stamp]:
    """Yield the written dates with a year inside a text, in order; those of no calendar are left out."""
    for found in _written_pattern(is_year_needed=True).finditer(text):
        stamp = _from_written(found)
        if stamp is not None:
            yield stamp


def read_day_at(text: str, position: int) -> tuple[Stamp, int] | None:
    """Return the written date with a year that begins at the position, and where it ends; None if none does."""
    found = _written_pattern(is_year_needed=True).match(text, position)
    stamp = _from_written(found) if found else None
    return (stamp, found.end()) if found and stamp else None


def day_span(text: str) -> tuple[int, int] | None:
    """Return where the first written date with a year stands in a short text; None if there is none."""
    short = text[: _LONGEST * 2]
    found = _written_pattern(is_year_needed=True).search(short)
    if found is None:
        found = next((match for pattern in _elsewhere() if (match := pattern.search(short))), None)
    return found.span() if found else None


def find_yearless_days(text: str) -> Iterator[tuple[int, int, tuple[int, int]]]:
    """Yield month, day and span of the written dates without a year in a short text."""
    for found in _written_pattern(is_year_needed=False).finditer(text[: _LONGEST * 2]):
        if found["year"] is None:
            month = _months()[(found["m1"] or found["m2"]).casefold()]
            yield month, int(found["d1"] or found["d2"]), found.span()


def find_month(text: str) -> tuple[int, int, tuple[int, int]] | None:
    """Return year, month and span of the first month with its year and without a day ("March 2025") in a short text."""
    found = _month_pattern().search(text[: _LONGEST * 2])
    return (int(found["year"]), _months()[found["month"].casefold()], found.span()) if found else None


def strip_day(text: str) -> tuple[str, bool]:
    """Return the text without its first written date, with or without a year, and whether there was one."""
    found = _written_pattern(is_year_needed=False).search(text[: _LONGEST * 2])
    if found is None:
        return text, False
    return text[: found.start()] + text[found.end() :], True


@cache
def _months() -> dict[str, int]:
    """Return month words with their numbers."""
    return read_table("dates.toml").section("months").numbers()


@cache
def _label_pattern() -> re.Pattern[str]:
    """Return the pattern of the words that announce a publication date."""
    labels = sorted(read_table("dates.toml").section("labels").words("published"), key=len, reverse=True)
    return re.compile(rf"\(?(?:{'|'.join(map(re.escape, labels))})(?:\s*[:|]\s*|\s+)", re.IGNORECASE)


@cache
def _written_pattern(*, is_year_needed: bool) -> re.Pattern[str]:
    """Return the pattern of dates with the month as a word: "14 April 2017", "Fri, Apr. 14, 2017"."""
    weekdays = "|".join(read_table("dates.toml").section("weekdays").words("names"))
    months = "|".join(sorted(_months(), key=len, reverse=True))
    day = r"(?P<{}>\d{{1,2}})(?:st|nd|rd|th)?"
    year = rf"(?:[,.]? {_YEAR})" + ("" if is_year_needed else "?")
    return re.compile(
        rf"(?<!\w)(?:(?:{weekdays})\.?,? )?"
        rf"(?:{day.format('d1')} (?:of )?(?P<m1>{months})\.?|(?P<m2>{months})\.? {day.format('d2')})(?!\w){year}(?!\w)",
        re.IGNORECASE,
    )


@cache
def _month_pattern() -> re.Pattern[str]:
    """Return the pattern of a month with its year and no day before it."""
    months = "|".join(sorted(_months(), key=len, reverse=True))
    return re.compile(rf"(?<!\w)(?<!\d )(?P<month>{months})\.?,? {_YEAR}(?!\w)", re.IGNORECASE)


@cache
def _elsewhere() -> tuple[re.Pattern[str], ...]:
    """Return the patterns of whole dates in other languages."""
    table = read_table("dates.toml").section("elsewhere")
    months = "|".join(sorted(map(re.escape, table.section("months").numbers()), key=len, reverse=True))
    groups = {"day": r"(?P<day>\d{1,2})", "month": f"(?P<month>{months})", "year": r"(?P<year>\d{4})"}
    return tuple(
        re.compile(rf"(?<!\w){_fill(pattern, groups)}(?!\w)", re.IGNORECASE) for pattern in table.words("patterns")
    )


def _fill(pattern: str, groups: Mapping[str, str]) -> str:
    """Return a date pattern of the table as a regular expression; its other words stand for themselves."""
    filled = re.escape(pattern)
    for name, group in groups.items():
        filled = filled.replace(re.escape(f"{{{name}}}"), group)
    return filled


def _read_elsewhere(text: str) -> Stamp | None:
    """Return a date in another language; digits may be those of any script."""
    months = read_table("dates.toml").section("elsewhere").section("months").numbers()
    for pattern in _elsewhere():
        found = pattern.fullmatch(text)
        if found is not None and 1800 <= int(found["year"]) <= 2099:
            return _stamp(int(found["year"]), months[found["month"].casefold()], int(found["day"]), time=None)
    return None


def _read_standard(text: str) -> Stamp | None:
    """Return an ISO 8601 or RFC 5322 date."""
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        try:
            moment = parsedate_to_datetime(text)
        except (ValueError, TypeError, IndexError, OverflowError):
            return None
    if not 1800 <= moment.year <= 2099:
        return None
    return Stamp(day=moment.date(), instant_utc=moment.astimezone(UTC) if moment.tzinfo else None)


def _read_numeric(text: str) -> Stamp | None:
    """Return a date in figures unless day and month could change places."""
    found = _NUMERIC.fullmatch(text)
    if found is None:
        return None
    if found["y1"]:
        return _stamp(int(found["y1"]), int(found["m1"]), int(found["d1"]), time=found)
    first, second, year = int(found["a"]), int(found["b"]), int(found["y2"])
    if found["mark"] == "." or first > 12 or first == second:  # dotted dates are written day first everywhere
        return _stamp(year, second, first, time=found)
    return _stamp(year, first, second, time=found) if second > 12 else None


def _read_written(text: str) -> Stamp | None:
    """Return a date with the month as a word, perhaps with a time before or after it."""
    pattern = _written_pattern(is_year_needed=True)
    found = pattern.search(text)
    if found is None:
        return None
    before, after = text[: found.start()], text[found.end() :]
    if before and not re.fullmatch(r"\d{1,2}:\d\d(?: ?[ap]\.?m\.?)?(?: (?:GMT|UTC))?[ ,|–-]*", before, re.IGNORECASE):
        return None
    time = re.fullmatch(_TIME, after, re.IGNORECASE)
    if time is None:
        return None
    return _from_written(found, time)


def _from_written(found: re.Match[str], time: re.Match[str] | None = None) -> Stamp | None:
    """Return the stamp of a match of the written pattern."""
    month = _months()[(found["m1"] or found["m2"]).casefold()]
    return _stamp(int(found["year"]), month, int(found["d1"] or found["d2"]), time=time)


def _stamp(year: int, month: int, day: int, *, time: re.Match[str] | None) -> Stamp | None:
    """Return the stamp if there is such a day; the instant only if the time states its zone."""
    try:
        found = date(year, month, day)
    except ValueError:
        return None
    if time is None or time["hour"] is None or not time["zone"]:
        return Stamp(day=found)
    hour = int(time["hour"]) % 12 + 12 * ("p" in (time["half"] or "").casefold()) if time["half"] else int(time["hour"])
    zone = _zone(time["zone"])
    try:
        local = datetime(year, month, day, hour, int(time["minute"]), tzinfo=zone)
        return Stamp(day=found, instant_utc=local.astimezone(UTC))
    except (ValueError, OverflowError):
        return Stamp(day=found)


def _zone(text: str) -> timezone:
    """Return the zone of "GMT", "Z" or "+04:30"."""
    if text[0] not in "+-":
        return UTC
    digits = text[1:].replace(":", "")
    minutes = int(digits[:2]) * 60 + int(digits[2:])
    if minutes >= 24 * 60:
        return UTC
    return timezone(timedelta(minutes=-minutes if text[0] == "-" else minutes))
