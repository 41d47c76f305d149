"""How days and reports are named in answers."""

from __future__ import annotations

from datetime import date

import pytest

from musterbook.assess import name_interval, name_reports
from musterbook.model import Weight


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


@pytest.mark.parametrize(
    ("counts", "told"),
    [
        ((7, 4, 0), "7 reports, 4 outlets"),
        ((7, 4, 2), "7 reports (2 of unknown outlets), 4 outlets"),
        ((2, 1, 1), "2 reports (1 of an unknown outlet), 1 outlet"),
        ((3, 0, 3), "3 reports of unknown outlets"),
        ((1, 0, 1), "1 report of an unknown outlet"),
    ],
    ids=["all known", "some unknown", "one unknown", "none known", "a single one"],
)
def test_reports_of_unknown_outlets_are_told(counts: tuple[int, int, int], told: str) -> None:
    """What no outlet is known of is told beside the outlets that are."""
    n_reports, n_outlets, n_unnamed = counts
    assert name_reports(Weight(n_reports=n_reports, n_outlets=n_outlets, n_unnamed=n_unnamed)) == told
