"""The adapter of press releases: what the sentences count is added up once."""

from __future__ import annotations

import pytest

from eval.adapters.isaf_counts import Count, Tally

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
