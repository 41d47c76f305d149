"""How a literal growth stands in a sentence."""

from __future__ import annotations

import pytest

from musterbook.assess.flow import _say_inflow
from musterbook.assess.numeric import Limits
from musterbook.assess.readings import describe_change
from musterbook.model import LiteralRow


@pytest.mark.parametrize(
    ("low", "high", "told"),
    [
        (0.2, 0.2, "a rise of 20 %"),
        (-0.05, -0.05, "a fall of 5 %"),
        (0.0, 0.0, "no change"),
        (-0.34, 0.67, "anything from a fall of 34 % to a rise of 67 %"),
        (0.05, 0.1, "anything from a rise of 5 % to a rise of 10 %"),
        (-1.0, 0.72, "any fall, or a rise of at most 72 %"),
        (None, 0.0, "any fall, or no change"),
        (None, -0.3, "a fall of at least 30 %"),
        (0.2, None, "a rise of at least 20 %"),
        (-0.1, None, "anything from a fall of 10 % upwards"),
        (None, None, "any change"),
    ],
)
def test_a_change_reads_as_part_of_a_sentence(low: float | None, high: float | None, told: str) -> None:
    """What no figure limits is called any fall or any change, and never a fall to nobody."""
    assert describe_change(Limits(low=low, high=high, low_is_strict=False, high_is_strict=False)) == told


@pytest.mark.parametrize(
    ("low", "high", "told"),
    [
        (None, 5000, "any net loss, or a net gain of at most 5,000, is possible"),
        (None, 0, "any net loss, or no change, is possible"),
        (None, -300, "at least 300 more left than joined"),
        (-206, None, "anything from a net loss of 206 upwards is possible"),
        (-206, 40, "anything from a net loss of 206 to a net gain of 40 is possible"),
        (None, None, "anything is possible"),
    ],
)
def test_an_inflow_reads_as_a_clause(low: float | None, high: float | None, told: str) -> None:
    """Where the lower end is open any net loss is possible, unless more left in any case."""
    row = LiteralRow(reading="exact", low=low, high=high, low_is_strict=False, high_is_strict=False, text="")
    assert _say_inflow(row) == told
