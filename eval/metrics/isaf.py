"""ISAF press releases: exact match of single values, share of the gold values found of lists, and their mean."""

from __future__ import annotations

from typing import Any

__all__ = ["FIELDS", "score"]

FIELDS = (
    "start_date", "province", "target_group", "event_type", "min_killed", "min_captured", "killq", "captureq",
    "killcaptureraid", "airstrike", "noshotsfired", "min_leaders_killed", "min_leaders_captured",
)  # fmt: skip


def score(gold: dict[str, Any], predictions: dict[str, Any]) -> dict[str, float]:
    """Return each field and `aggregate`, their mean, on 0–100."""
    scores: dict[str, float] = {}
    for field in FIELDS:
        right = sum(_right(row[field], predictions.get(key, {}).get(field)) for key, row in gold.items())
        scores[field] = round(100 * right / len(gold), 2)
    scores["aggregate"] = round(sum(scores[field] for field in FIELDS) / len(FIELDS), 2)
    return scores


def _right(wanted: object, got: object) -> float:
    if not isinstance(wanted, list):
        return float(got == wanted)
    # No value is the gold's [""]: a list that is empty or missing says the same.
    found = {got} if isinstance(got, str) else set(got or [""])  # type: ignore[call-overload]
    return len(found & set(wanted)) / len(set(wanted))
