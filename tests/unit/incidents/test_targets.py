"""What was attacked: kinds of target by their words, and the table that they are read from."""

from __future__ import annotations

import pytest

from musterbook.errors import RegisterError
from musterbook.incidents.targets import compare_targets, find_targets, parse_targets


@pytest.mark.parametrize(
    ("texts", "expected"),
    [
        (("the bombing of a crowded bazaar",), {"market"}),
        (("gunmen stormed a church", "the parish hall was burned"), {"church"}),
        (("a convoy left the base",), {"convoy", "base"}),
        (("twelve people were killed",), set()),
        ((), set()),
    ],
    ids=["another word", "two words of one kind", "two kinds", "no target", "nothing told"],
)
def test_a_target_is_known_by_any_of_its_words(texts: tuple[str, ...], expected: set[str]) -> None:
    """A market is a bazaar; a text that names no target has none."""
    assert find_targets(texts) == expected


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ({"market"}, {"market", "bus"}, "same_target"),
        ({"market"}, {"church"}, "other_target"),
        ({"market"}, set(), "not_stated"),
        (set(), set(), "not_stated"),
    ],
    ids=["one in common", "none in common", "one not told", "neither told"],
)
def test_targets_differ_only_where_both_are_told(one: set[str], other: set[str], expected: str) -> None:
    """A kind in common is agreement; none in common speaks against one attack only where each report names some."""
    pair = frozenset(one), frozenset(other)
    assert compare_targets(*pair) == compare_targets(*reversed(pair)) == expected


@pytest.mark.parametrize(
    ("raw", "message"),
    [
        ("kinds = ", "table of targets is faulty"),
        ("[other]\nmarket = ['market']", "table of targets is faulty"),
        ("[kinds]\nmarket = 'market'", "must be a list of single words"),
        ("[kinds]\nmarket = ['Market']", "must be a list of single words"),
        ("[kinds]\nmarket = ['market hall']", "must be a list of single words"),
    ],
    ids=["no TOML", "no kinds", "no list", "capital letters", "two words"],
)
def test_a_faulty_table_of_targets_is_refused(raw: str, message: str) -> None:
    """What is wrong in the table is said when it is read."""
    with pytest.raises(RegisterError, match=message):
        parse_targets(raw)
