"""Interval arithmetic of the literal reading."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from musterbook.assess.numeric import Limits, add, floor_percent, growth, read_rounded, rounding_steps, subtract


@pytest.mark.parametrize(
    ("value", "steps"),
    [
        (1000, (100, 500, 1000)),
        (3000, (100, 500, 1000)),
        (1200, (100,)),
        (1500, (100, 500)),
        (30_000, (1000, 5000, 10_000)),
        (250, (10, 50)),
        (94, ()),
        (90, (5, 10)),
        (7, ()),
        (1234, ()),
    ],
)
def test_rounding_steps(value: int, steps: tuple[int, ...]) -> None:
    """A number may have been rounded to the steps of its magnitude that divide it."""
    assert rounding_steps(value) == steps


@pytest.mark.parametrize(
    ("before", "inflow", "percent"),
    [
        (Limits(low=1000, high=1000), 294, 20),
        (read_rounded(1000, 100), 244, 14),
        (read_rounded(1000, 500), 44, -4),
        (read_rounded(1000, 1000), -206, -20),
    ],
    ids=["exact", "nearest 100", "nearest 500", "nearest 1,000"],
)
def test_known_answers(before: Limits, inflow: int, percent: int) -> None:
    """The table of the model case: S0 = 1,000, S1 > 1,200, D = 94; by hand: 1200 - 1050 + 94 = 244, 1200/1050 = 1.142."""
    after = Limits(low=1200, high=None, low_is_strict=True)
    joined = add(subtract(after, before), Limits(low=94, high=94))
    assert joined == Limits(low=inflow, high=None, low_is_strict=True)
    grown = growth(before, after)
    assert (floor_percent(grown.low or 0), grown.high, grown.low_is_strict) == (percent, None, True)


def test_growth_of_ranges() -> None:
    """Between 1,000–1,500 and 1,200–1,300 the growth is anything from 1200/1500 - 1 to 1300/1000 - 1."""
    grown = growth(Limits(low=1000, high=1500), Limits(low=1200, high=1300))
    assert (grown.low, grown.high) == (pytest.approx(-0.2), pytest.approx(0.3))


def test_growth_from_nothing_is_open() -> None:
    """From a number that may be zero any growth is possible."""
    assert growth(Limits(low=None, high=100), Limits(low=50, high=50)).high is None
    assert growth(Limits(low=0, high=0), Limits(low=50, high=50)) == Limits(low=None, high=None)


def test_growth_without_upper_limit_before() -> None:
    """After "at least 1,000" and "at most 500" the change lies between all gone and half gone."""
    grown = growth(Limits(low=1000, high=None), Limits(low=None, high=500))
    assert (grown.low, grown.high) == (-1.0, pytest.approx(-0.5))


limits = st.tuples(st.integers(1, 10**6), st.integers(0, 10**6)).map(lambda p: Limits(low=p[0], high=p[0] + p[1]))


@given(limits, limits)
def test_operations_hold_the_ends(one: Limits, other: Limits) -> None:
    """Every end of two sets, added or subtracted, lies in the result; the low end never exceeds the high one."""
    total, difference, grown = add(one, other), subtract(one, other), growth(one, other)
    for a in (one.low or 0, one.high or 0):
        for b in (other.low or 0, other.high or 0):
            assert (total.low or 0) <= a + b <= (total.high or 0)
            assert (difference.low or 0) <= a - b <= (difference.high or 0)
    assert (grown.low or 0) <= (grown.high or 0)
