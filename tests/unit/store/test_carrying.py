"""Which new event or claim an old one became: the same sentence first, never another place, and nothing where two fit alike."""

from __future__ import annotations

import time

import pytest

from musterbook.store.carrying import Told, match_told


def told(
    record_id: str, sentence: str, place: str | None = None, day: str | None = None, kind: str = "ASSAULT"
) -> Told:
    """An event of a sentence."""
    return Told(record_id=record_id, kind=kind, words=frozenset(sentence.casefold().split()), facts=(place, day))


KILLED = "five soldiers were killed in alpha"


@pytest.mark.parametrize(
    ("after", "expected"),
    [
        ([told("n1", "five soldiers were killed"), told("n2", KILLED)], {"o": "n2"}),
        ([told("n1", KILLED + " on monday")], {"o": "n1"}),
        ([told("n1", KILLED + " on monday", place="gn:2")], {}),
        ([told("n1", KILLED + " on monday", day="2018-06-01")], {}),
        ([told("n1", KILLED + " early"), told("n2", KILLED + " late")], {}),
        ([told("n1", KILLED, place="gn:2", kind="COERCE")], {"o": "n1"}),
        ([told("n1", KILLED, place="gn:2"), told("n2", KILLED, place="gn:3")], {}),
        ([told("n1", "rain fell")], {}),
        ([], {}),
    ],
    ids=[
        "the same first",
        "longer",
        "another place",
        "another day",
        "two alike",
        "the same read anew",
        "twice elsewhere",
        "another sentence",
        "gone",
    ],
)
def test_heirs(after: list[Told], expected: dict[str, str]) -> None:
    """What an old event of Alpha became."""
    assert match_told([told("o", KILLED, place="gn:1", day="2018-05-01")], after, is_of_one_kind=False) == expected


def test_each_is_inherited_once_in_order() -> None:
    """Two equal sentences go to the two that are equal, in their order; what kept its id is left alone."""
    before = [told("o1", KILLED), told("o2", KILLED), told("kept", KILLED)]
    after = [told("n1", KILLED), told("n2", KILLED), told("kept", KILLED)]
    assert match_told(before, after, is_of_one_kind=False) == {"o1": "n1", "o2": "n2"}


def test_another_figure_is_no_heir() -> None:
    """Claims must agree in what they count."""
    before, after = [told("o", KILLED, kind="killed 5 5")], [told("n", KILLED, kind="killed 6 6")]
    assert match_told(before, after, is_of_one_kind=True) == {}


def test_thousands_of_equal_sentences_take_no_time() -> None:
    """The work does not grow with the square of a report: 20,000 sentences in far less than a second each thousand."""
    before = [told(f"o{n}", KILLED) for n in range(20_000)]
    after = [told(f"n{n}", KILLED + " today") for n in range(20_000)]
    start = time.process_time()
    assert match_told(before, after, is_of_one_kind=False) == {}
    assert time.process_time() - start < 20
