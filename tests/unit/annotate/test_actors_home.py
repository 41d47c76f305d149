"""Whose army, police, soldiers and rebels a text means where no name and no country stands with them."""

from __future__ import annotations

import pytest

from musterbook.annotate.actors.home import find_home
from musterbook.annotate.phrases import fold


@pytest.fixture
def read(read_actors):
    """Return a function that reads a text: paragraphs apart by blank lines."""
    return read_actors


@pytest.mark.parametrize(
    ("text", "focus", "expected"),
    [
        ("The Rapid Support Forces took a barracks.", ("TD", "SD"), "SD"),
        ("The FARC laid down arms.", ("CF",), "CF"),
        ("Boko Haram crossed the border.", ("TD", "NG"), "TD"),
        ("The Chin National Army, the Arakan Army and the TNLA advanced.", ("IN", "MM"), "MM"),
        ("Hamas fired rockets.", ("IL",), "IL"),
        ("Islamic State fired rockets.", ("AF",), "AF"),
        ("Nobody fired.", ("SD",), "SD"),
        ("M23 and the FARC met.", ("US",), "US"),
        ("Boko Haram crossed the border.", (), None),
    ],
    ids=["second country", "not its country", "where it also fights", "where most fight", "whom it fights", "everywhere", "no group", "two homes", "nothing"],
)  # fmt: skip
def test_the_groups_named_tell_whose_army_is_meant(register, text, focus, expected):
    """The first country of the document in which most of its groups are at work; else the first of all."""
    hits = register.scan(text, fold(text))
    assert find_home(hits, focus=focus, register=register) == expected


@pytest.mark.parametrize(
    ("text", "focus", "expected"),
    [
        ("Forty soldiers died in the ambush.", ("BF",), "armed-forces-of-burkina-faso"),
        ("Malian troops came. Ten soldiers died.", ("BF",), "armed-forces-of-mali"),
        ("Malian and French troops came. Ten soldiers died.", ("ML",), None),
        ("UN peacekeepers came. Ten soldiers died.", ("ML",), None),
        ("Ten foreign soldiers died.", ("ML",), None),
        ("It has 500 soldiers.", ("ML",), None),
        ("Ten soldiers died.", (), None),
    ],
    ids=["home", "the only army", "two armies", "peacekeepers", "foreign", "of the subject", "no country"],
)
def test_soldiers_are_those_of_the_only_army_there_can_be(read, text, focus, expected):
    """Soldiers without a country belong to the only army named before, else to the document's country, else to nobody."""
    last = [one.reading for one in read(text, focus) if "soldiers" in one.text][-1]
    assert (last.actor_id, last.side) == (expected, "state_force")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Boko Haram attacked. Four rebels were killed.", "boko-haram"),
        ("Boko Haram attacked. Rebels fled.", None),
        ("Boko Haram attacked. Four gunmen were killed.", None),
        ("Boko Haram attacked. M23 denied it. Four rebels were killed.", None),
        ("Four rebels were killed.", None),
    ],
    ids=["counted", "not counted", "gunmen", "two groups", "no group"],
)
def test_counted_rebels_are_those_of_the_only_group(read, text, expected):
    """A number of rebels means the one group the text named before; gunmen may be anybody."""
    last = [one.reading for one in read(text) if one.reading.role in {"rebels", "Rebels", "gunmen"}][-1]
    assert last.actor_id == expected


def test_soldiers_of_a_nations_army_are_that_army(read):
    """What is told to be of an army, and the army, are two mentions of one actor."""
    found = read("Soldiers of the Nigerian army left.", ("CM",))
    assert [one.reading.actor_id for one in found] == ["armed-forces-of-nigeria"] * 2
