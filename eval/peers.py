"""The figures to beat, read from `peers.toml`."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from eval.results import Result

__all__ = ["Compared", "Peer", "Target", "better_low", "compare", "read_peers", "read_targets"]

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


@dataclass(frozen=True, slots=True, kw_only=True)
class Compared:
    """One of our figures beside what is asked and what others reach, in words; empty where there is nothing."""

    metric: str
    value: float
    wanted: str
    others: str


@cache
def read_peers() -> tuple[Peer, ...]:
    """Return the rows of `[[peer]]`."""
    return tuple(Peer(**row) for row in _read().get("peer", []))


@cache
def read_targets() -> tuple[Target, ...]:
    """Return the rows of `[[target]]`."""
    return tuple(Target(**row) for row in _read().get("target", []))


def better_low(benchmark: str) -> frozenset[str]:
    """Return the figures of a benchmark that should be small: those that a target of any benchmark of its kind asks to be."""
    kind = benchmark.partition("-")[0]
    return frozenset(
        row.metric for row in read_targets() if row.benchmark.partition("-")[0] == kind and row.is_better_low
    )


def compare(result: Result) -> tuple[Compared, ...]:
    """Return each figure beside its target and its peers."""
    targets = {target.metric: target for target in read_targets() if target.benchmark == result.name}
    peers = [peer for peer in read_peers() if peer.benchmark == result.name]
    return tuple(
        Compared(
            metric=metric,
            value=value,
            wanted=_describe_target(targets.get(metric), value),
            others="; ".join(f"{peer.system} {peer.value:g}" for peer in peers if peer.metric == metric),
        )
        for metric, value in result.scores.items()
    )


def _describe_target(target: Target | None, value: float) -> str:
    if target is None:
        return ""
    is_met = value <= target.must if target.is_better_low else value >= target.must
    aim = "" if target.aim is None else f", aim {target.aim:g}"
    return f"{'met' if is_met else 'NOT met'}: {'≤' if target.is_better_low else '≥'} {target.must:g}{aim}"


def _read() -> dict[str, list[dict[str, Any]]]:
    return tomllib.loads(_TABLE.read_text(encoding="utf-8"))
