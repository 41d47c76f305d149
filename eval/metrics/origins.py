"""Which figures have one origin: precision, recall and F1 over pairs of claims, beside three trivial answers."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass
from typing import Any

from eval.metrics.counting import f1, percent

__all__ = ["count_pairs", "score"]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Unit:
    """One claim that was read from an annotated figure: its true and its found origin, its item and the item's outlet."""

    true: str
    found: str
    item: str
    outlet: str
    number: int


def score(gold: dict[str, Any], predictions: dict[str, Any]) -> dict[str, float]:
    """Return the figures on 0–100; claims that no annotated figure meets are left out, and counted."""
    units: list[_Unit] = []
    n_figures = n_read = n_unmarked = 0
    for item, row in gold.items():
        claims = predictions.get(item, {}).get("claims", [])
        n_figures += len(row["figures"])
        n_read += sum(any(_meet(figure, claim) for claim in claims) for figure in row["figures"])
        for claim in claims:
            figure = next((figure for figure in row["figures"] if _meet(figure, claim)), None)
            if figure is None:
                n_unmarked += 1
                continue
            units.append(
                _Unit(true=figure["origin"], found=claim["origin"], item=item, outlet=row["outlet"], number=len(units))
            )
    scores = _judge(units, lambda unit: unit.found)
    baselines: dict[str, Callable[[_Unit], Hashable]] = {
        "all_own": lambda unit: unit.number,
        "one_per_document": lambda unit: unit.item,
        "one_per_outlet": lambda unit: unit.outlet,
    }
    for name, label in baselines.items():
        scores[f"f1_{name}"] = _judge(units, label)["f1"]
    scores["figures_read"] = percent(n_read, n_figures)
    scores["claims_unmarked"] = n_unmarked
    return scores


def _meet(figure: dict[str, Any], claim: dict[str, Any]) -> bool:
    return bool(figure["start"] < claim["end"] and claim["start"] < figure["end"])


def _judge(units: Sequence[_Unit], label: Callable[[_Unit], Hashable]) -> dict[str, float]:
    right, found, true = count_pairs([(label(unit), unit.true) for unit in units])
    return {
        "precision": percent(right, found),
        "recall": percent(right, true),
        "f1": round(100 * f1(right, found, true), 1),
    }


def count_pairs(labels: Sequence[tuple[Hashable, Hashable]]) -> tuple[int, int, int]:
    """Return how many pairs are one in both labels, in the first, and in the second."""
    both, first, second = Counter(labels), Counter(one for one, _ in labels), Counter(other for _, other in labels)
    right, found, true = (sum(n * (n - 1) // 2 for n in counts.values()) for counts in (both, first, second))
    return right, found, true
