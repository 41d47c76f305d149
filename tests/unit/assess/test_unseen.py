"""Incidents that no list holds."""

from __future__ import annotations

import numpy as np
import pytest

from musterbook.assess.numeric import chao_lower_bound


def _lists(*patterns: tuple[str, int]) -> np.ndarray:
    return np.array([[mark == "1" for mark in pattern] for pattern, n in patterns for _ in range(n)])


def test_by_hand() -> None:
    """Ten incidents on one list, four on two, two on all three: f0 = 2/3 · 10 · 9 / (2 · 5) = 6."""
    found = chao_lower_bound(_lists(("100", 4), ("010", 3), ("001", 3), ("110", 4), ("111", 2)))
    assert found is not None
    assert (found.seen, found.unseen) == (16, pytest.approx(6.0))
    assert found.low < 22 < found.high


def test_two_lists_are_too_few() -> None:
    """With fewer than three lists there is no answer."""
    assert chao_lower_bound(_lists(("10", 5), ("11", 5))) is None


def test_nothing_on_one_list_only() -> None:
    """If every incident is on all lists, nothing suggests that any is missing."""
    found = chao_lower_bound(_lists(("111", 7)))
    assert found is not None
    assert (found.unseen, found.low, found.high) == (0, 7, 7)


def test_copies_bias_it_low() -> None:
    """Lists that copy each other see the same incidents: the bound falls."""
    apart = chao_lower_bound(_lists(("100", 6), ("010", 6), ("001", 6), ("110", 3)))
    copied = chao_lower_bound(_lists(("110", 12), ("001", 6), ("111", 3)))
    assert apart is not None
    assert copied is not None
    assert copied.unseen < apart.unseen
