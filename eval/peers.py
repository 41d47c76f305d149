"""The figures to beat, read from `peers.toml`."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from pathlib import Path

__all__ = ["Peer", "Target", "read_peers", "read_targets"]

_TABLE = Path(__file__).with_name("peers.toml")


@dataclass(frozen=True, slots=True, kw_only=True)
class Peer:
    """What one system reaches on one figure, and where that is written."""

    benchmark: str
    metric: str
    system: str
    value: float
    source: str
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Target:
    """What is asked of us on one figure; `aim` None = nothing beyond `must`."""

    benchmark: str
    metric: str
    must: float
    aim: float | None = None
    is_better_low: bool = False


def read_peers() -> tuple[Peer, ...]:
    """Return the rows of `[[peer]]`."""
    return tuple(Peer(**row) for row in _read().get("peer", []))


def read_targets() -> tuple[Target, ...]:
    """Return the rows of `[[target]]`."""
    return tuple(Target(**row) for row in _read().get("target", []))


def _read() -> dict[str, list[dict[str, object]]]:
    return tomllib.loads(_TABLE.read_text(encoding="utf-8"))
