"""How days are named in answers."""

from __future__ import annotations

from datetime import date

import pytest

from musterbook.assess import name_interval


@pytest.mark.parametrize(
    ("earliest", "latest", "expected"),
    [
        (date(2018, 5, 16), date(2018, 5, 16), "2018-05-16"),
        (date(2017, 1, 1), date(2017, 12, 31), "2017"),
        (date(2018, 2, 1), date(2018, 2, 28), "2018-02"),
        (date(2018, 5, 1), date(2018, 5, 28), "2018-05-01 to 2018-05-28"),
        (None, None, "no date"),
    ],
    ids=["day", "year", "month", "four weeks of a month", "unknown"],
)
def test_intervals_are_named_by_what_they_are(earliest: date | None, latest: date | None, expected: str) -> None:
    """A day, a whole year and a whole month have short names; a part of a month is not called the month."""
    assert name_interval(earliest, latest) == expected
