"""The adapter of press releases: what the sentences count is added up once."""

from __future__ import annotations

import pytest

from eval.adapters.isaf_counts import Count, Tally, count_leaders, count_people
from musterbook.annotate.language import LanguageModel, load_language
from tests.unit.records.builders import read


@pytest.fixture(scope="module")
def language() -> LanguageModel:
    """Return the language model."""
    return load_language()


LEADER = Count(number=1, is_leader=True, is_exact=True)
SEVERAL = Count(number=3, is_leader=False, is_exact=False)


def others(number: int, *, is_more: bool = False, holds_leader: bool = False) -> Count:
    """Return a count of people who are no leaders."""
    return Count(number=number, is_leader=False, is_exact=True, is_more=is_more, holds_leader=holds_leader)


@pytest.mark.parametrize(
    ("sentences", "total"),
    [
        ([[LEADER, others(2)]], 3),
        ([[LEADER, others(2)], [LEADER, others(2)]], 3),
        ([[LEADER], [others(2, is_more=True)]], 3),
        ([[LEADER, others(2)], [others(2, is_more=True)], [others(2, is_more=True)]], 5),
        ([[SEVERAL], [others(8)]], 8),
        ([[others(4, holds_leader=True)], [LEADER, others(3, is_more=True)]], 4),
        ([[others(2)], [others(2)]], 2),
        ([], 0),
    ],
    ids=["both", "told twice", "additional", "told twice as additional", "several is eight", "among them", "repeated", "none"],
)  # fmt: skip
def test_counts_of_a_release(sentences, total):
    """A later sentence that tells the same again adds nothing; those who come on top are added once."""
    tally = Tally()
    for sentence in sentences:
        tally.add(sentence)
    assert tally.total == total


RELEASES = [
    ("{Forces|actor isaf international_force} captured {militants|actor - armed_group}.", 2, 0),
    (
        "{Forces|actor isaf international_force} captured a {Taliban commander|actor taliban armed_group} and "
        "{several|quantity 3 - vague militant} militants.",
        4,
        1,
    ),
    (
        "{Forces|actor isaf international_force} captured a {Taliban commander|actor taliban armed_group}. The "
        "{militants|actor - armed_group} were detained after a search.",
        1,
        1,
    ),
    (
        "{Forces|actor isaf international_force} captured a {commander|actor - armed_group} and a {deputy|actor - armed_group}.",
        2,
        2,
    ),
]


@pytest.mark.parametrize(
    ("marked", "people", "leaders"),
    RELEASES,
    ids=["a plural", "a leader and several", "told of before", "a commander and a deputy"],
)
def test_captured_of_a_release(language: LanguageModel, marked, people, leaders):
    """A plural without a number is two at least, unless it was told of before; leaders are counted one by one."""
    told = read(marked, language).claims
    assert (count_people(told, "captured"), count_leaders(told, "captured")) == (people, leaders)
