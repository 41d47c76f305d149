"""Random walks: forwards from a beginning, and between points where they are known."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

__all__ = ["draw_walk", "walk_between"]

Array = NDArray[np.float64]


def draw_walk(asked: Array, *, start: Array, drift: Array, rng: np.random.Generator) -> Array:
    """Return draws × asked times of walks that begin at `start` (one a draw) at the first asked time.

    Args:
        asked: times in ascending order.
        start: one value a draw.
        drift: standard deviation per square root of the unit of time, one a draw.
        rng: the source of chance.
    """
    roots = np.sqrt(np.maximum(np.diff(asked, prepend=asked[:1]), 0))
    steps = roots * drift[:, None] * rng.standard_normal((len(start), len(asked)))
    return np.asarray(start[:, None] + np.cumsum(steps, axis=1))


def walk_between(
    times: Array, levels: Array, asked: Array, *, drift: Array, jumps: tuple[Array, Array], rng: np.random.Generator
) -> Array:
    """Return draws × asked times of walks that pass through known levels: bridges between them, free walks outside.

    Args:
        times: where the levels are known, ascending.
        levels: draws × times.
        asked: ascending.
        drift: as in `draw_walk`.
        jumps: (draws × jumps, times of the jumps), contained in the levels from that time on.
        rng: the source of chance.
    """
    sizes, when = jumps
    smooth = levels - sizes @ (times[:, None] >= when[None, :]).astype(float).T
    found = np.empty((len(levels), len(asked)))
    is_before = asked < times[0]
    found[:, is_before] = _walk_back(times[0], smooth[:, 0], asked[is_before], drift=drift, rng=rng)
    last, value = times[0], smooth[:, 0]
    for column in np.flatnonzero(~is_before):
        now = asked[column]
        known = int(np.searchsorted(times, now, side="right")) - 1
        if times[known] >= last:
            last, value = times[known], smooth[:, known]
        value = _step((last, value), now, coming=_next(times, smooth, known), drift=drift, rng=rng)
        last = now
        found[:, column] = value
    return np.asarray(found + sizes @ (asked[:, None] >= when[None, :]).astype(float).T)


def _next(times: Array, levels: Array, known: int) -> tuple[float, Array] | None:
    return (float(times[known + 1]), levels[:, known + 1]) if known + 1 < len(times) else None


def _step(
    held: tuple[float, Array],
    now: float,
    *,
    coming: tuple[float, Array] | None,
    drift: Array,
    rng: np.random.Generator,
) -> Array:
    """Return the walk at `now`, given its time and value before and, if there is one, at the next known time."""
    last, value = held
    ahead = now - last
    if ahead <= 0:
        return value
    if coming is None:
        return np.asarray(value + drift * np.sqrt(ahead) * rng.standard_normal(len(value)))
    then, level = coming
    share = ahead / (then - last)
    sd = drift * np.sqrt(ahead * (1 - share))
    return np.asarray(value + share * (level - value) + sd * rng.standard_normal(len(value)))


def _walk_back(begin: float, value: Array, asked: Array, *, drift: Array, rng: np.random.Generator) -> Array:
    """Return the walk before its first known value; with a flat beginning it is the same forwards and backwards."""
    distances = begin - asked[::-1]
    roots = np.sqrt(np.diff(distances, prepend=0.0))
    steps = roots * drift[:, None] * rng.standard_normal((len(value), len(asked)))
    return np.asarray((value[:, None] + np.cumsum(steps, axis=1))[:, ::-1])
