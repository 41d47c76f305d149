"""Quantities: F1 of the value, and of value and change (`= ~ up down > <`); one predicted quantity for one of the gold."""

from __future__ import annotations

from typing import Any

from eval.metrics.counting import f1

__all__ = ["score"]

_TOLERANCE = 1e-6


def score(gold: dict[str, Any], predictions: dict[str, Any]) -> dict[str, float]:
    """Return the two figures on 0–100."""
    value = value_change = n_predicted = n_gold = 0
    for key, row in gold.items():
        predicted = predictions.get(key, {}).get("quantities", [])
        n_predicted += len(predicted)
        n_gold += len(row["quantities"])
        value += _count_matches(row["quantities"], predicted, with_change=False)
        value_change += _count_matches(row["quantities"], predicted, with_change=True)
    return {
        "value_f1": round(100 * f1(value, n_predicted, n_gold), 1),
        "value_change_f1": round(100 * f1(value_change, n_predicted, n_gold), 1),
    }


def _count_matches(wanted: list[dict[str, Any]], predicted: list[dict[str, Any]], *, with_change: bool) -> int:
    free = list(predicted)
    found = 0
    for quantity in wanted:
        for candidate in free:
            if _is_same(candidate, quantity["value"]) and (
                not with_change or candidate.get("change") == quantity.get("change")
            ):
                free.remove(candidate)
                found += 1
                break
    return found


def _is_same(predicted: dict[str, Any], wanted: Any) -> bool:
    value = predicted.get("value")
    if value is not None and value == wanted:
        return True
    if isinstance(wanted, (list, tuple)):
        return [predicted.get("low"), predicted.get("high")] == [float(end) for end in wanted]
    try:
        return abs(float(value) - float(wanted)) <= _TOLERANCE * max(1, abs(float(wanted)))
    except (TypeError, ValueError):  # a range such as "252.0-287.0" is compared as text, above
        return False
