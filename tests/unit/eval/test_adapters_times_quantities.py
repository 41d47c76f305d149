"""Adapters of times and quantities: from a reading of the product to what a benchmark asks for."""

from __future__ import annotations

import pytest

from eval.adapters.quantities import describe_length, mend_signs
from eval.adapters.times import find_adjectives, split_interval

INTERVALS = [
    ("from March to May", "1942-03/1942-05", ["from March", "May"]),
    ("6-7 February", "1920-02-06/1920-02-07", ["6", "7 February"]),
    ("1947-54", "1947/1954", ["1947", "54"]),
    ("mid-May - late July", "1969-05/1969-07", ["mid-May", "late July"]),
    ("2017-04-14 to 2017-05-01", "2017-04-14/2017-05-01", ["2017-04-14", "2017-05-01"]),
    ("2017", "2017", ["2017"]),
    ("the war years", "1914/1918", ["the war years"]),
]


@pytest.mark.parametrize(("text", "timex", "parts"), INTERVALS, ids=[row[0] for row in INTERVALS])
def test_an_interval_is_told_as_its_two_ends(text, timex, parts):
    """Each end has its own words and its own value; what cannot be split keeps both in one."""
    found = split_interval(text, timex)
    assert [text[start:end] for start, end, _ in found] == parts
    assert [value for _, _, value in found] == (timex.split("/") if len(parts) == 2 else [timex])


LENGTHS = [
    ("more than three months", (3, ">")),
    ("about 20-year", (20, "~")),
    ("fifty years", (50, "=")),
    ("the past two years", (2, "=")),
    ("a year", None),
    ("seven to 10 years", ("7.0-10.0", "=")),
    ("several weeks", None),
    ("14 April 2017", None),
]


@pytest.mark.parametrize(("words", "expected"), LENGTHS, ids=[row[0] for row in LENGTHS])
def test_a_stated_length_of_time_is_a_quantity_of_newsquant(words, expected):
    """The number and its bound are read; a length without a stated number is none."""
    found = describe_length(words)
    assert (None if found is None else (found["value"], found["change"])) == expected


@pytest.mark.parametrize(
    ("item", "expected"),
    [
        (
            {"id": "nq-1", "text": "It paid PS6m and Y=900 for two PS4 consoles."},
            "It paid £6m and ¥900 for two £4 consoles.",
        ),
        ({"id": "conflict-1", "text": "It paid PS6m."}, "It paid PS6m."),
    ],
    ids=["theirs", "ours"],
)
def test_garbled_signs_of_money_are_mended_in_their_texts_only(item, expected):
    """NewsQuant prints pounds as "PS" and yens as "Y="; our own sentences are read as they are."""
    assert mend_signs(item)["text"] == expected


def test_adjectives_of_time_are_told_where_no_time_holds_them():
    """“Former” is the past; “recent” inside “recent weeks” is already told."""
    text = "The former fort fell in recent weeks."
    found = find_adjectives(text, [{"start": text.index("recent"), "end": len(text) - 1}])
    assert found == [{"start": 4, "end": 10, "type": "DATE", "value": "PAST_REF"}]
