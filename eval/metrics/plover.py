"""PLOVER codes of single sentences: F1 of the type, and of type, actor and recipient."""

from __future__ import annotations

from typing import Any

from eval.metrics.counting import f1

__all__ = ["score"]


def score(gold: dict[str, Any], predictions: dict[str, Any]) -> dict[str, float]:
    """Return the two figures on 0–100; of a sentence with several predictions the others count as wrong."""
    right = right_sides = predicted = 0
    for key, row in gold.items():
        events = predictions.get(key, {}).get("events", [])
        predicted += len(events)
        fitting = [event for event in events if event.get("type") == row["event"]]
        right += bool(fitting)
        right_sides += any(
            _agrees(event.get("source"), row["source"]) and _agrees(event.get("target"), row["target"])
            for event in fitting
        )
    return {
        "type_f1": round(100 * f1(right, predicted, len(gold)), 1),
        "type_sides_f1": round(100 * f1(right_sides, predicted, len(gold)), 1),
    }


def _agrees(got: object, wanted: object) -> bool:
    """Compare words: a side is right if one gold actor's words share a word with it, or neither is stated."""
    words = {word for actor in wanted or () for word in str(actor.get("actorText", "")).lower().split()}  # type: ignore[attr-defined]
    found = set(str(got or "").lower().split())
    return bool(words & found) if words else not found
