"""What persons have ruled: these events are one incident, those are not; the last word on two events counts."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from musterbook.model import Ruling

__all__ = ["Settled", "settle_rulings"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Settled:
    """What holds after all rulings.

    Attributes:
        sets: event id → number of the set of events that are one incident.
        sides: event id → (number of a ruling that set events apart, which side the event is on).
    """

    sets: dict[str, int]
    sides: dict[str, frozenset[tuple[int, int]]]

    def find_sets(self, event_ids: Iterable[str]) -> frozenset[int]:
        """Return the numbers of the sets that these events are in."""
        return frozenset(self.sets[event_id] for event_id in event_ids if event_id in self.sets)

    def allows(self, one: Iterable[str], other: Iterable[str]) -> bool:
        """Return False if a person set an event of one group apart from an event of the other."""
        if not self.sides:
            return True
        first = {side for event_id in one for side in self.sides.get(event_id, ())}
        return all(
            (number, 1 - side) not in first for event_id in other for number, side in self.sides.get(event_id, ())
        )

    def divide(self, group: Sequence[str]) -> Iterable[tuple[str, ...]]:
        """Return the group in parts that no ruling sets apart: copies come together before anybody asks."""
        if self.sides.keys().isdisjoint(group):
            return [tuple(group)]
        parts: list[list[str]] = []
        for event_id in group:
            fitting = next((part for part in parts if self.allows(part, [event_id])), None)
            if fitting is None:
                parts.append([event_id])
            else:
                fitting.append(event_id)
        return [tuple(part) for part in parts]


def settle_rulings(rulings: Iterable[Ruling]) -> Settled:
    """Return what holds after these rulings, in the order in which they were made."""
    together: list[set[str]] = []
    apart: list[tuple[set[str], set[str]]] = []
    for ruling in rulings:
        if ruling.act == "merge":
            _merge(set(ruling.one) | set(ruling.other), together=together, apart=apart)
        else:
            taken = set(ruling.one)
            # What is taken out together is one incident, until a person takes it apart as well.
            together[:] = [part for known in together if (part := known - taken)]
            together.append(taken)
            apart.append((taken, set(ruling.other)))
    sides: dict[str, set[tuple[int, int]]] = {}
    for number, pair in enumerate(apart):
        for side, event_ids in enumerate(pair):
            for event_id in event_ids:
                sides.setdefault(event_id, set()).add((number, side))
    # What holds for one event of a set holds for all of it, wherever they are met.
    for known in together:
        shared = {side for event_id in known for side in sides.get(event_id, ())}
        if shared:
            sides.update((event_id, shared) for event_id in known)
    return Settled(
        sets={event_id: number for number, known in enumerate(together) for event_id in known},
        sides={event_id: frozenset(found) for event_id, found in sides.items()},
    )


def _merge(joined: set[str], *, together: list[set[str]], apart: list[tuple[set[str], set[str]]]) -> None:
    for known in [known for known in together if known & joined]:
        together.remove(known)
        joined |= known
    together.append(joined)
    # What was set apart before and is now one is set apart no more.
    for left, right in apart:
        if left & joined and right & joined:
            left.difference_update(joined)
            right.difference_update(joined)
