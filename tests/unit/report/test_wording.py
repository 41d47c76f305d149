"""How codes, numbers and days are named."""

from __future__ import annotations

from datetime import date

import pytest

from musterbook.model import PlaceReading, QuantityReading, TimeReading
from musterbook.report.wording import (
    load_words,
    name_code,
    name_interval,
    name_limits,
    name_number,
    name_place,
    name_quantity,
    name_time,
)
from tests.builders import number
from tests.unit.report.sample import ACHIN, AFGHANISTAN, place_at

D = date


@pytest.mark.parametrize(
    ("earliest", "latest", "expected"),
    [
        (D(2017, 4, 13), D(2017, 4, 13), "13 Apr 2017"),
        (D(2017, 4, 1), D(2017, 4, 30), "Apr 2017"),
        (D(2016, 2, 1), D(2016, 2, 29), "Feb 2016"),
        (D(2017, 2, 1), D(2017, 2, 27), "1 Feb 2017 – 27 Feb 2017"),
        (D(2017, 1, 1), D(2017, 12, 31), "2017"),
        (D(2015, 1, 1), D(2017, 12, 31), "2015–2017"),
        (D(2017, 1, 1), D(2017, 3, 31), "1 Jan 2017 – 31 Mar 2017"),
        (D(2016, 12, 30), D(2017, 1, 2), "30 Dec 2016 – 2 Jan 2017"),
        (D(9999, 1, 1), D(9999, 12, 31), "9999"),
        (None, D(2017, 1, 2), "until 2 Jan 2017"),
        (D(2017, 1, 2), None, "from 2 Jan 2017"),
        (None, None, "no date"),
    ],
)
def test_intervals_are_named_as_short_as_they_are_exact(earliest, latest, expected):
    """A whole month or year is called by its name; nothing is rounded to one."""
    assert name_interval(earliest, latest) == expected


@pytest.mark.parametrize(
    ("low", "high", "bound", "expected"),
    [
        (1000, 1000, "exact", "1,000"),
        (1000, 1000, "about", "≈ 1,000"),
        (1200, None, "more_than", "> 1,200"),
        (1200, None, "at_least", "≥ 1,200"),
        (None, 900, "fewer_than", "< 900"),
        (None, 900, "at_most", "≤ 900"),
        (24, None, "vague", "≥ 24"),
        (40, 60, "range", "40–60"),
        (None, None, "exact", "no figure"),
    ],
)
def test_open_figures_keep_their_open_end(low, high, bound, expected):
    """A limit is never shown as a plain number."""
    assert name_limits(low, high, bound) == expected


@pytest.mark.parametrize(
    ("quantity", "expected"),
    [
        (number(20, unit="percent", is_relative=True), "20 %"),
        (number(2, unit="factor", is_relative=True), "× 2"),
        (number(1 / 3, unit="share", is_relative=True), "33.3 %"),
        (number(94), "94"),
    ],
    ids=["percent", "factor", "share", "count"],
)
def test_relative_numbers_keep_their_unit(quantity: QuantityReading, expected: str):
    """A percentage, a factor and a share cannot be taken for a count."""
    assert name_quantity(quantity) == expected


@pytest.mark.parametrize(
    ("value", "expected"), [(1234567, "1,234,567"), (-20, "−20"), (12.5, "12.5"), (0, "0"), (None, "")]
)
def test_numbers_have_separators_and_a_true_minus(value, expected):
    """As in the answers of the assessment."""
    assert name_number(value) == expected


def test_places_say_how_exactly_they_are_known():
    """The precision stands beside the name, in words."""
    assert name_place(place_at(ACHIN, 3)) == "Achin, Nangarhar, AF (known to the district only)"
    assert name_place(place_at(AFGHANISTAN, 6)) == "Afghanistan, AF (known to the country only)"
    assert name_place(None) == ""


def test_what_is_not_resolved_is_quoted():
    """A place or time that was not resolved is shown in the words of the report and said to be unresolved."""
    place = PlaceReading(place=None, where_prec=None, words="near the old fort", why="test")
    time = TimeReading(earliest=None, latest=None, granularity="unknown", words="recently", why="test")
    assert name_place(place) == "“near the old fort”, not resolved to a place"
    assert name_time(time) == "“recently”, not resolved to a date"


def test_every_code_of_the_model_has_words():
    """The table is complete, and no words are empty."""
    assert all(words.strip() for table in load_words().values() for words in table.values())
    assert name_code("stance", "denies") == "denies it"


def test_a_code_of_a_newer_version_is_shown_as_it_is():
    """An unknown code is readable and breaks nothing."""
    assert name_code("stance", "strongly_hints") == "strongly hints"
