"""Time expressions: relaxed F1 (spans overlap), strict F1 (spans are equal), value F1 (TIMEX3 values are equal)."""

from __future__ import annotations

from typing import Any

from eval.metrics.counting import f1, find_overlap

__all__ = ["score"]


def score(gold: dict[str, Any], predictions: dict[str, Any]) -> dict[str, float]:
    """Return the three figures on 0–100; the value of an expression counts on overlapping spans."""
    relaxed = strict = value = n_predicted = n_gold = 0
    for key, row in gold.items():
        predicted = predictions.get(key, {}).get("times", [])
        used: set[int] = set()
        n_predicted += len(predicted)
        n_gold += len(row["times"])
        for wanted in row["times"]:
            index = find_overlap(wanted, predicted, used)
            if index is None:
                continue
            used.add(index)
            got = predicted[index]
            relaxed += 1
            strict += (got["start"], got["end"]) == (wanted["start"], wanted["end"])
            value += got.get("value") == wanted["value"]
    return {
        "relaxed_f1": round(100 * f1(relaxed, n_predicted, n_gold), 1),
        "strict_f1": round(100 * f1(strict, n_predicted, n_gold), 1),
        "value_f1": round(100 * f1(value, n_predicted, n_gold), 1),
    }
