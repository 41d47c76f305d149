"""Floors: a figure that was reached is not lost without a decision.

`floors.json` holds for each benchmark the hash of its corpus and a floor for each figure. A floor lies a little under
what was measured, so that a change that only moves noise passes. It rises by `gate --raise`, and falls only by
`gate --allow-regression`, which is a line in a diff that a reviewer sees.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

__all__ = ["FLOORS", "Fall", "find_falls", "read_floors", "set_floors", "write_floors"]

FLOORS = Path(__file__).with_name("floors.json")

Floors = dict[str, dict[str, object]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Fall:
    """A figure that is worse than its floor. `is_better_low` figures are worse when they are higher."""

    benchmark: str
    metric: str
    floor: float
    measured: float


def read_floors(path: Path = FLOORS) -> Floors:
    """Return the floors by benchmark: `{name: {"corpus": hash, "floors": {metric: value}}}`."""
    return json.loads(path.read_text(encoding="utf-8")) if path.exists() else {}


def find_falls(
    name: str, scores: dict[str, float], *, floors: dict[str, float], better_low: Iterable[str]
) -> list[Fall]:
    """Return the figures of one benchmark that are worse than their floors; a figure that is gone counts as fallen."""
    low = set(better_low)
    falls: list[Fall] = []
    for metric, floor in floors.items():
        measured = scores.get(metric, float("nan"))
        is_met = measured <= floor if metric in low else measured >= floor
        if not is_met:
            falls.append(Fall(benchmark=name, metric=metric, floor=floor, measured=measured))
    return falls


def set_floors(
    floors: Floors, name: str, scores: dict[str, float], *, digest: str, better_low: Iterable[str], lower: bool
) -> None:
    """Move the floors of one benchmark to what was measured; downwards only if `lower`. Changes `floors`."""
    low = set(better_low)
    before = floors.get(name, {})
    kept = before.get("floors", {}) if before.get("corpus") == digest else {}
    moved: dict[str, float] = {}
    for metric, measured in scores.items():
        old = kept.get(metric) if isinstance(kept, dict) else None
        best = measured if old is None or lower else (min if metric in low else max)(old, measured)
        moved[metric] = best
    floors[name] = {"corpus": digest, "floors": moved}


def write_floors(floors: Floors, path: Path = FLOORS) -> None:
    """Write the floors, sorted, one figure a line."""
    path.write_text(json.dumps(floors, indent=2, sort_keys=True) + "\n", encoding="utf-8")
