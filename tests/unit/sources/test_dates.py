"""Dates of tables and feeds."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from musterbook.model import Published
from musterbook.sources.dates import DateOrder, parse_date
from musterbook.sources.words import load_table_words

_DAY = date(2018, 4, 12)


def _read(written: str, order: DateOrder | None = None) -> Published | str:
    return parse_date(written, origin="table", months=load_table_words().months, order=order)


@pytest.mark.parametrize(
    "written",
    [
        "2018-04-12", "20180412", "2018/04/12", "2018.4.12", "20180412083000", "2018-04-12 08:30", "2018-04-12T08:30:00",
        "2018-04-12 08:30:00 AFT", "12 April 2018", "12 Apr 2018", "12-Apr-2018", "12th of April 2018", "Apr. 12, 2018",
        "April 12 2018", "Thursday, 12 April 2018", "Thursday, April 12, 2018, 8:30 am", " 12  APRIL  2018 ",
    ],
)  # fmt: skip
def test_day_is_read(written: str) -> None:
    """Every form that names one day gives that day, without an instant where no offset is stated."""
    assert _read(written) == Published(day=_DAY, origin="table")


@pytest.mark.parametrize(
    ("written", "instant"),
    [
        ("2018-04-12T08:30:00+04:30", datetime(2018, 4, 12, 4, 0, tzinfo=UTC)),
        ("2018-04-12T01:00:00+04:30", datetime(2018, 4, 11, 20, 30, tzinfo=UTC)),
        ("2018-04-12T08:30:00Z", datetime(2018, 4, 12, 8, 30, tzinfo=UTC)),
        ("20180412T083000Z", datetime(2018, 4, 12, 8, 30, tzinfo=UTC)),
        ("Thu, 12 Apr 2018 08:30:00 +0430", datetime(2018, 4, 12, 4, 0, tzinfo=UTC)),
        ("1523521800", datetime(2018, 4, 12, 8, 30, tzinfo=UTC)),
        ("1523521800000", datetime(2018, 4, 12, 8, 30, tzinfo=UTC)),
    ],
)
def test_instant_is_kept_with_the_printed_day(written: str, instant: datetime) -> None:
    """With an offset the instant is known too; the day stays the one that was printed."""
    assert _read(written) == Published(day=_DAY, instant_utc=instant, origin="table")


@pytest.mark.parametrize(
    ("written", "order", "expected"),
    [
        ("13/04/2018", None, date(2018, 4, 13)),
        ("04/13/2018", None, date(2018, 4, 13)),
        ("04.04.2018", None, date(2018, 4, 4)),
        ("03/04/2018", "day-first", date(2018, 4, 3)),
        ("03/04/2018", "month-first", date(2018, 3, 4)),
        ("3.4.2018 10:15", "day-first", date(2018, 4, 3)),
    ],
)
def test_digits_are_read_when_certain(written: str, order: DateOrder | None, expected: date) -> None:
    """Digits are read if only one order is possible or the order is given."""
    assert _read(written, order) == Published(day=expected, origin="table")


@pytest.mark.parametrize(
    ("written", "reason"),
    [
        ("03/04/2018", "cannot be told apart"),
        ("3-4-2018", "cannot be told apart"),
        ("31/02/2018", "no day of the calendar"),
        ("04/12/18", "not a form"),
        ("2018-04", "not a form"),
        ("2018-02-30", "not a form"),
        ("April 2018", "not a form"),
        ("12 Brumaire 2018", "not a form"),
        ("yesterday", "not a form"),
        ("0001-01-01", "cannot be"),
        ("", "no date"),
        ("9" * 500, "no date"),
    ],
)
def test_uncertain_date_stays_unread(written: str, reason: str) -> None:
    """What does not name one day for certain is not read, and says why."""
    found = _read(written)
    assert isinstance(found, str)
    assert reason in found
