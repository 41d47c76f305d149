"""The project's own passages of ordinary news and of conflict news: reads them, as benchmark input and gold."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from eval.claims_slots import GoldError

__all__ = ["FOLDER", "OrdinaryPassage", "load_ordinary", "to_gold", "to_input"]

FOLDER = Path(__file__).parent / "gold" / "ordinary"
SPLITS = ("dev", "test")
_KEYS = frozenset({"id", "split", "about", "text"})


@dataclass(frozen=True, slots=True, kw_only=True)
class OrdinaryPassage:
    """One passage; `is_conflict` as the file says that it stands in."""

    passage_id: str
    split: str
    about: str
    text: str
    is_conflict: bool


def load_ordinary(folder: Path = FOLDER) -> tuple[OrdinaryPassage, ...]:
    """Return the passages of `ordinary.toml` and then of `conflict.toml`.

    Raises:
        GoldError: a passage lacks a field, has another one, or an id stands twice; one line for each fault.
    """
    found: list[OrdinaryPassage] = []
    faults: list[str] = []
    seen: set[str] = set()
    for name in ("ordinary", "conflict"):
        with (folder / f"{name}.toml").open("rb") as file:
            rows = tomllib.load(file).get("passage", [])
        for number, row in enumerate(rows, 1):
            fault = _find_fault(row, seen)
            if fault is not None:
                faults.append(f"{name}.toml, passage {number}: {fault}")
                continue
            seen.add(row["id"])
            found.append(
                OrdinaryPassage(
                    passage_id=row["id"],
                    split=row["split"],
                    about=row["about"],
                    text=row["text"],
                    is_conflict=name == "conflict",
                )
            )
    if faults:
        raise GoldError("\n".join(faults))
    return tuple(found)


def _find_fault(row: Mapping[str, Any], seen: set[str]) -> str | None:
    if set(row) != _KEYS or not all(isinstance(value, str) and value for value in row.values()):
        return f"expected {', '.join(sorted(_KEYS))}, each a text, got {', '.join(sorted(row))}"
    if row["split"] not in SPLITS:
        return f"expected split {' or '.join(SPLITS)}, got {row['split']!r}"
    return f"the id {row['id']!r} stands twice" if row["id"] in seen else None


def to_input(passage: OrdinaryPassage) -> dict[str, Any]:
    """Return what a program is given."""
    return {"id": passage.passage_id, "text": passage.text}


def to_gold(passage: OrdinaryPassage) -> dict[str, Any]:
    """Return what is right: whether the passage tells of a conflict."""
    return {"id": passage.passage_id, "is_conflict": passage.is_conflict}
