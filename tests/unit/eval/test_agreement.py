"""Agreement of two annotations on a case small enough to do by hand."""

from __future__ import annotations

from typing import Any

import pytest

from eval.agreement import SECOND, compare, kappa
from eval.claims_gold import load_passages


def _claim(start: int, low: float, bound: str) -> dict[str, Any]:
    quantity = {"span": [start, start + 2], "low": low, "high": low, "bound": bound, "unit": None}
    slots = {"outcome": "killed", "quantity": quantity}
    return {"kind": "casualties", "name": None, "key": [start, start + 2], "trigger": None, "slots": slots}


def test_claims_and_slots_are_counted_by_hand() -> None:
    """Two claims against one, one paired: F1 = 2·1/(2+1); the number agrees, the bound does not."""
    first = {"id": "p", "claims": [_claim(0, 12, "exact"), _claim(10, 3, "exact")]}
    second = {"id": "p", "claims": [_claim(0, 12, "about")]}
    result = compare([first], [second])
    assert result.kinds == {"casualties": (2, 1, 1)}
    assert result.slots == {"number": (1, 1), "quantity": (0, 1)}
    assert result.closed == {"bound": [("exact", "about")]}


def test_kappa_takes_off_what_chance_gives() -> None:
    """Three of four agree; by chance (3·2 + 1·2)/16 = 0.5, so that kappa = (0.75 - 0.5)/0.5 = 0.5."""
    assert kappa([("a", "a"), ("a", "a"), ("a", "b"), ("b", "b")]) == pytest.approx(0.5)
    assert kappa([("a", "a")]) is None


def test_second_annotation_is_apart_from_the_gold() -> None:
    """The second annotation holds forty passages, each of them in the gold, and is not loaded with it."""
    second = {passage.passage_id for passage in load_passages([SECOND])}
    assert len(second) == 40
    assert second <= {passage.passage_id for passage in load_passages()}
