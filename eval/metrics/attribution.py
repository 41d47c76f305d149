"""Attributions: exact F1 of source, cue and content spans, and F1 of attributions whose content and source overlap."""

from __future__ import annotations

from collections import Counter
from typing import Any

from eval.metrics.counting import characters, f1

__all__ = ["score"]

_PARTS = ("source", "cue", "content")
_MIN_IOU = 0.5


def score(gold: dict[str, Any], predictions: dict[str, Any]) -> dict[str, float]:
    """Return the four figures on 0–100."""
    exact = {part: [0, 0, 0] for part in _PARTS}
    overlapping = n_predicted = n_gold = 0
    for key, row in gold.items():
        predicted = predictions.get(key, {}).get("attributions", [])
        wanted = row["attributions"]
        n_predicted += len(predicted)
        n_gold += len(wanted)
        overlapping += _count_overlapping(wanted, predicted)
        for part in _PARTS:
            ours, theirs = _count_spans(predicted, part), _count_spans(wanted, part)
            sums = exact[part]
            sums[0] += (ours & theirs).total()
            sums[1] += ours.total()
            sums[2] += theirs.total()
    figures = {f"{part}_exact_f1": round(100 * f1(*exact[part]), 1) for part in _PARTS}
    return figures | {"overlap_f1": round(100 * f1(overlapping, n_predicted, n_gold), 1)}


def _count_spans(attributions: list[dict[str, Any]], part: str) -> Counter[tuple[tuple[int, ...], ...]]:
    return Counter(tuple(map(tuple, sorted(item[part]))) for item in attributions if item.get(part))


def _count_overlapping(wanted: list[dict[str, Any]], predicted: list[dict[str, Any]]) -> int:
    used: set[int] = set()
    for gold in wanted:
        content, source = characters(gold["content"]), characters(gold["source"])
        for index, candidate in enumerate(predicted):
            if index in used or not content:
                continue
            its_content = characters(candidate.get("content", []))
            its_source = characters(candidate.get("source", []))
            shared = len(content & its_content) / len(content | its_content)
            if shared >= _MIN_IOU and (source & its_source or (not source and not its_source)):
                used.add(index)
                break
    return len(used)
