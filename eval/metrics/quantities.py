"""Quantities: F1 of the value, and of value and change (`= ~ up down > <`); one predicted quantity for one of the gold.

Beside them `conflict_right`: how many quantities of the conflict sentences have the right limits, bound and counted noun.
"""

from __future__ import annotations

from typing import Any

from eval.metrics.counting import f1

__all__ = ["score"]

_TOLERANCE = 1e-6
# Kind of a quantity in the conflict sentences → bound of the record, and the direction if it is a change.
_KINDS: dict[str, tuple[set[str], str | None]] = {
    "gt": ({"more_than"}, None),
    "ge": ({"at_least"}, None),
    "lt": ({"fewer_than"}, None),
    "le": ({"at_most"}, None),
    "eq": ({"exact"}, None),
    "approx": ({"about"}, None),
    "range": ({"range"}, None),
    "vague": ({"vague"}, None),
    "x": ({"exact"}, None),
    "delta+": ({"exact", "about"}, "up"),
    "delta-": ({"exact", "about"}, "down"),
}
_PERCENT = "%"


def score(gold: dict[str, Any], predictions: dict[str, Any]) -> dict[str, float]:
    """Return the two figures on 0–100, and the count of the conflict sentences where the gold has them."""
    value = value_change = n_predicted = n_gold = 0
    conflict: list[int] = []
    for key, row in gold.items():
        predicted = predictions.get(key, {}).get("quantities", [])
        if "conflict" in row:
            conflict.append(_count_conflict(row["conflict"], predicted))
            continue
        n_predicted += len(predicted)
        n_gold += len(row["quantities"])
        value += _count_matches(row["quantities"], predicted, with_change=False)
        value_change += _count_matches(row["quantities"], predicted, with_change=True)
    scores = {
        "value_f1": round(100 * f1(value, n_predicted, n_gold), 1),
        "value_change_f1": round(100 * f1(value_change, n_predicted, n_gold), 1),
    }
    return scores | ({"conflict_right": sum(conflict)} if conflict else {})


def _count_conflict(wanted: list[dict[str, Any]], predicted: list[dict[str, Any]]) -> int:
    free = list(predicted)
    found = 0
    for quantity in wanted:
        for candidate in free:
            if _is_right(candidate, quantity):
                free.remove(candidate)
                found += 1
                break
    return found


def _is_right(predicted: dict[str, Any], wanted: dict[str, Any]) -> bool:
    bounds, direction = _KINDS[wanted["kind"]]
    return (
        _is_limit(predicted.get("low"), wanted["low"])
        and _is_limit(predicted.get("high"), wanted["high"])
        and predicted.get("bound") in bounds
        and (direction is None or predicted.get("change") == direction)
        and _is_counted(predicted, wanted["head"])
    )


def _is_limit(predicted: float | None, wanted: float | None) -> bool:
    if predicted is None or wanted is None:
        return predicted is wanted
    return abs(predicted - wanted) <= _TOLERANCE * max(1, abs(wanted))


def _is_counted(predicted: dict[str, Any], head: str) -> bool:
    """Return True if the unit, or the whole that a share is of, is the noun as written; no noun asks for none."""
    if not head:
        return True
    if head == _PERCENT:
        return predicted.get("unit") == "percent"
    singular = head.removesuffix("s")
    if head.endswith("men"):
        singular = head.removesuffix("men") + "man"
    return bool({predicted.get("unit"), predicted.get("base")} & {head, singular})


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
