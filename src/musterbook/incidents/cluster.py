"""Alike events to groups that tell of one incident.

The two groups that are most alike on average are joined first, again and again, as long as they are alike enough. So the
order of the events does not matter, and what is not connected with an event by alike ones is not touched by it.
0. events that a data set or a person gave one id are one, and two ids of one set are two, whatever they state
1. what a person has joined is joined first; what a person has set apart is never joined
2. an event that fits two groups which exclude each other stays alone, unless it fits one of them clearly better: a thing
   that an event does not state never joins two that state different things
"""

from __future__ import annotations

import heapq
from collections.abc import Iterable, Iterator

from musterbook.incidents.facts import EventFacts, hold_other_ids
from musterbook.incidents.pairing import Work, find_components
from musterbook.incidents.rulings import Settled
from musterbook.incidents.weights import read_weights

__all__ = ["group_events"]

# Log odds below which two groups exclude each other, rather than only lack a sign.
_EXCLUDES = -1.0
# Log odds that no evidence outweighs.
_SURE = 1000.0


def group_events(
    facts: Iterable[EventFacts], *, settled: Settled, work: Work | None = None
) -> Iterator[tuple[str, ...]]:
    """Yield groups of event ids that tell of one incident, each sorted; every event is in exactly one.

    Args:
        facts: in the order that `find_components` asks for.
        settled: what persons have ruled.
        work: is counted up; None = nobody asks.
    """
    # Events that a person joined, or that were given one id, may lie far apart in time: they wait until all have come.
    waiting = _Waiting()
    for component in find_components(facts, work=work):
        parts = [tuple(event_id for facts in member for event_id in facts.event_ids) for member in component.members]
        coded = [frozenset(one for facts in member for one in facts.coded_ids) for member in component.members]
        dated = [not all(facts.is_undated for facts in member) for member in component.members]
        joining = _Joining(parts, coded, component.log_odds, settled, dated=dated)
        for positions in joining.run() if len(parts) > 1 else [[0]]:
            reasons = {one for position in positions for one in coded[position]}
            for group in settled.divide([event_id for position in positions for event_id in parts[position]]):
                keys = reasons | {str(number) for number in settled.find_sets(group)}
                if keys:
                    waiting.add(keys, group)
                else:
                    yield tuple(sorted(group))
    yield from waiting.give_out()


class _Waiting:
    """Groups that share a key: a set of a person's ruling, or an id that events were given."""

    def __init__(self) -> None:
        self._groups: dict[int, tuple[set[str], set[str]]] = {}
        self._by_key: dict[str, int] = {}

    def add(self, keys: set[str], group: tuple[str, ...]) -> None:
        number = len(self._by_key) + len(self._groups)
        mine = (set(keys), set(group))
        for known in {self._by_key[key] for key in keys if key in self._by_key}:
            theirs = self._groups.pop(known)
            mine[0].update(theirs[0])
            mine[1].update(theirs[1])
        while number in self._groups:
            number += 1
        self._groups[number] = mine
        self._by_key.update((key, number) for key in mine[0])

    def give_out(self) -> Iterator[tuple[str, ...]]:
        for _, event_ids in self._groups.values():
            yield tuple(sorted(event_ids))


class _Joining:
    """One component while its members are joined."""

    def __init__(
        self,
        parts: list[tuple[str, ...]],
        coded: list[frozenset[str]],
        log_odds: dict[tuple[int, int], float],
        settled: Settled,
        *,
        dated: list[bool],
    ) -> None:
        self._parts = parts
        self._dated = {position for position, is_dated in enumerate(dated) if is_dated}
        self._coded = {position: set(ids) for position, ids in enumerate(coded)}
        self._settled = settled
        self._weights = read_weights()
        self._groups: dict[int, list[int]] = {position: [position] for position in range(len(parts))}
        # Sum and number of the log odds between two groups, seen from both.
        self._links: dict[int, dict[int, tuple[float, int]]] = {position: {} for position in self._groups}
        for (one, other), found in log_odds.items():
            self._links[one][other] = self._links[other][one] = (found, 1)
        self._heap: list[tuple[float, int, int]] = []
        self._is_for_undated = False

    def run(self) -> Iterable[list[int]]:
        """Return the groups as positions of members."""
        self._join_settled()
        self._join_alike()
        # What has no day of its own comes last: it goes to one of those that have, and never makes two of them one.
        self._is_for_undated = True
        self._join_alike()
        return self._groups.values()

    def _join_alike(self) -> None:
        for one, links in self._links.items():
            for other in links:
                if one < other:
                    self._offer(one, other)
        while self._heap:
            found, one, other = heapq.heappop(self._heap)
            if other not in self._links.get(one, {}) or -found != self._mean(one, other):
                continue
            if not self._is_due(one, other):
                continue  # offered while one of them had no day
            if self._is_allowed(one, other) and not self._is_torn(one, other) and not self._is_torn(other, one):
                self._join(one, other)

    def _join_settled(self) -> None:
        first: dict[str, int] = {}
        home = list(range(len(self._parts)))

        def find(position: int) -> int:
            while home[position] != position:
                home[position] = home[home[position]]
                position = home[position]
            return position

        for position, part in enumerate(self._parts):
            keys = {str(number) for number in self._settled.find_sets(part)} | self._coded.get(position, set())
            for key in sorted(keys):
                one, other = find(first.setdefault(key, position)), find(position)
                if one != other:
                    self._join(one, other)
                    home[other] = one

    def _mean(self, one: int, other: int) -> float:
        if hold_other_ids(self._coded[one], self._coded[other]):
            return -_SURE
        total, number = self._links[one][other]
        return total / number

    def _offer(self, one: int, other: int) -> None:
        if not self._is_due(one, other):
            return
        mean = self._mean(one, other)
        if mean >= self._weights.together:
            heapq.heappush(self._heap, (-mean, min(one, other), max(one, other)))

    def _is_due(self, one: int, other: int) -> bool:
        return ({one, other} <= self._dated) != self._is_for_undated

    def _is_allowed(self, one: int, other: int) -> bool:
        return not self._settled.sides or self._settled.allows(self._event_ids(one), self._event_ids(other))

    def _event_ids(self, group: int) -> list[str]:
        return [event_id for position in self._groups[group] for event_id in self._parts[position]]

    def _is_torn(self, one: int, other: int) -> bool:
        """Return True if the first group fits a third one about as well, and that excludes the second."""
        enough = max(self._weights.together, self._mean(one, other) - self._weights.margin)
        # What has no day of its own waits until it is known what those with a day are; it keeps none of them apart.
        passing = {other} | (self._links[one].keys() - self._dated if one in self._dated else set())
        return any(
            third not in passing and self._mean(one, third) >= enough and self._exclude(other, third, by=one)
            for third in self._links[one]
        )

    def _exclude(self, one: int, other: int, *, by: int) -> bool:
        # Rows of one data set are not compared with each other; their ids say enough.
        if hold_other_ids(self._coded[one], self._coded[other]):
            return True
        if other not in self._links[one]:
            # Two dated ones that were not compared share no key or lie far apart: what has no day can be one of them, not both.
            return by not in self._dated and {one, other} <= self._dated
        return self._mean(one, other) < _EXCLUDES

    def _join(self, one: int, other: int) -> None:
        self._groups[one] += self._groups.pop(other)
        self._coded[one] |= self._coded.pop(other)
        if other in self._dated:
            self._dated.add(one)
        gone = self._links.pop(other)
        self._links[one].pop(other, None)
        for third, (total, number) in gone.items():
            if third == one:
                continue
            del self._links[third][other]
            known = self._links[one].get(third, (0.0, 0))
            self._links[one][third] = self._links[third][one] = (known[0] + total, known[1] + number)
        for third in self._links[one]:
            self._offer(one, third)
