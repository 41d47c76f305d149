"""Which figures lean alike: those of one origin as it weighs, and those of several origins that speak for one body.

An origin is called by the bodies of the register that it speaks for; where it speaks for none, by the words for its speakers; where
it has none, by the outlets that speak for themselves. An outlet that only repeats a speaker says nothing of itself. Two that are
called alike lean alike, and of whom nothing is told is never anybody else.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from musterbook.model import SeriesPoint

__all__ = ["find_leanings"]


def find_leanings(points: Iterable[SeriesPoint]) -> dict[str, str]:
    """Return for each origin as it weighs, by its id, the smallest id of those that lean as it does: its own if no other does."""
    names: dict[str, list[set[str]]] = defaultdict(lambda: [set(), set(), set()])
    for point in points:
        bodies, speakers, outlets = names[point.heard_id]
        if point.source_body is not None:
            bodies.add(point.source_body)
        elif not point.source.startswith("not stated"):
            (outlets if point.source_kind == "outlet" else speakers).add(point.source.casefold())
    lean_of = {heard_id: heard_id for heard_id in names}

    def find(heard_id: str) -> str:
        while lean_of[heard_id] != heard_id:
            heard_id = lean_of[heard_id]
        return heard_id

    first: dict[str, str] = {}
    for heard_id in sorted(names):
        for name in next(filter(None, names[heard_id]), ()):
            earlier, later = sorted((find(first.setdefault(name, heard_id)), find(heard_id)))
            lean_of[later] = earlier
    return {heard_id: find(heard_id) for heard_id in names}
