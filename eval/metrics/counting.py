"""The arithmetic that several metrics share: F1, and precision and recall as percentages."""

from __future__ import annotations

from collections.abc import Iterable

__all__ = ["Row", "Spans", "characters", "f1", "find_overlap", "percent"]

Row = dict[str, object]  # one line of a gold or prediction file
Spans = Iterable[tuple[int, int]]


def f1(right: float, predicted: float, gold: float) -> float:
    """Return F1 in [0, 1]: 2·right / (predicted + gold), 0 when nothing is right."""
    return 2 * right / (predicted + gold) if right else 0.0


def percent(part: float, whole: float, *, digits: int = 1) -> float:
    """Return 100·part/whole, 0 of nothing."""
    return round(100 * part / whole, digits) if whole else 0.0


def characters(spans: Spans) -> set[int]:
    """Return the positions that half-open spans cover."""
    return {position for start, end in spans for position in range(start, end)}


def find_overlap(wanted: dict[str, int], predicted: list[dict[str, int]], used: set[int]) -> int | None:
    """Return the index of the first unused predicted span that shares a character with the wanted one."""
    for index, span in enumerate(predicted):
        if index not in used and span["start"] < wanted["end"] and wanted["start"] < span["end"]:
            return index
    return None
