"""Floors: a figure that was reached is not lost without a decision.

`floors.json` holds for each benchmark the hash of its corpus and a floor for each of its figures; of the many figures of
the claims benchmark for F1 and for the slots that something is asked of. A floor lies one per cent under what was measured,
because the language model does not reckon alike on every processor. It rises by `gate --raise`, and falls only by
`gate --allow-regression`, which is a line in a diff that a reviewer sees.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import TypedDict

from eval.peers import read_targets
from eval.results import Result

__all__ = [
    "FLOORS",
    "Fall",
    "Floors",
    "find_falls",
    "has_floors",
    "is_pinned",
    "read_floors",
    "set_floors",
    "write_floors",
]

_MARGIN = 0.01
_PARTS = (
    *("precision", "recall", "slot/", "negatives/passages"),
    *("f1_all_own", "f1_one_per_", "claims_unmarked", "b3_f1_", "conll_f1_"),
)
FLOORS = Path(__file__).with_name("floors.json")


class Pinned(TypedDict):
    """The floors of one benchmark: they hold for the gold of that hash only."""

    corpus: str
    floors: dict[str, float]


Floors = dict[str, Pinned]


@dataclass(frozen=True, slots=True, kw_only=True)
class Fall:
    """A figure that is worse than its floor; `measured` is not a number where the figure is gone."""

    metric: str
    floor: float
    measured: float


def read_floors(path: Path = FLOORS) -> Floors:
    """Return the floors by benchmark."""
    return json.loads(path.read_text(encoding="utf-8")) if path.exists() else {}


def has_floors(result: Result, floors: Floors) -> bool:
    """Return True if there are floors for this benchmark and this gold."""
    return result.name in floors and floors[result.name]["corpus"] == result.corpus


def is_pinned(benchmark: str, metric: str) -> bool:
    """Return True if a figure gets a floor: parts of an F1, trivial answers, sizes and slots that nothing is asked of do not."""
    is_asked = any(row.benchmark == benchmark and row.metric == metric for row in read_targets())
    return is_asked or not metric.startswith(_PARTS)


def find_falls(result: Result, floors: Floors, *, better_low: Iterable[str] = ()) -> list[Fall]:
    """Return the figures that are worse than their floors; those of `better_low` are worse when they are higher."""
    if not has_floors(result, floors):
        return []
    low = set(better_low)
    falls: list[Fall] = []
    for metric, floor in floors[result.name]["floors"].items():
        measured = result.scores.get(metric, float("nan"))
        holds = measured <= floor if metric in low else measured >= floor
        if not holds:
            falls.append(Fall(metric=metric, floor=floor, measured=measured))
    return falls


def set_floors(floors: Floors, result: Result, *, better_low: Iterable[str] = (), lower: bool = False) -> None:
    """Move the floors of one benchmark to what was measured; towards the worse only if `lower`. Changes `floors`."""
    low = set(better_low)
    kept = floors[result.name]["floors"] if has_floors(result, floors) and not lower else {}
    moved: dict[str, float] = {}
    for metric, measured in result.scores.items():
        if is_pinned(result.name, metric):
            floor = round(measured * (1 + _MARGIN if metric in low else 1 - _MARGIN), 3)
            moved[metric] = (min if metric in low else max)(floor, kept.get(metric, floor))
    floors[result.name] = {"corpus": result.corpus, "floors": moved}


def write_floors(floors: Floors, path: Path = FLOORS) -> None:
    """Write the floors, sorted, one figure a line."""
    path.write_text(json.dumps(floors, indent=2, sort_keys=True) + "\n", encoding="utf-8")
