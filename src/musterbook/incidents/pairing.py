"""Which events are worth comparing: a sweep over time that holds only what may still meet something.

1. Every event has a span of days in which it may have happened; events whose spans do not meet are never compared. Those that
   nothing dates to two months ("the bombing of 2016", a report without a date) stay in the window from first to last, by
   fewer keys; they join by what else is told of them.
2. Inside the window, events meet by a key: a cell of a grid over the map with its neighbours, a district or province, a
   rare word of the text, an id that a data set gave. Rows of one data set never meet but by that id: other ids, other
   incidents.
3. Of one key only the last 200 are looked at, and of those the 64 that share the rarest keys are compared, so that the work
   grows with n however many events one city has in a week. Events that had more neighbours are counted.
4. The same sentence in copies of one text is one node: it is compared once.
5. Pairs that are alike enough hang together as a component, which is given out when nothing can reach it any more.
"""

from __future__ import annotations

import hashlib
import heapq
import itertools
import math
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import lru_cache

from musterbook.incidents.compare import compare
from musterbook.incidents.facts import EventFacts, hold_other_ids, name_set
from musterbook.incidents.names import choose_keys
from musterbook.incidents.spots import is_spot
from musterbook.incidents.weights import read_weights
from musterbook.incidents.words import weigh_word

__all__ = ["LATE_DAYS", "SLACK_DAYS", "Component", "Work", "find_components", "first_day", "list_keys"]

# Reports may be a day off: night, time zone, a dateline read as the day.
SLACK_DAYS = 1
# Published without a day: it happened in the fortnight before.
LATE_DAYS = 14
# "On Monday" in a copy printed weeks later is read as another Monday.
_COPY_LIFE = timedelta(days=31)
_SLACK, _LATE = timedelta(days=SLACK_DAYS), timedelta(days=LATE_DAYS)
_CELL_DEGREES = 0.25
_WORD_KEYS = 24
_NAME_KEYS = 8
# A word in at least 2 % of all reports brings together what has nothing to do with each other.
_LEAST_WEIGHT = -math.log(0.02)
_MOST_OF_KEY = 200
_MOST_COMPARED = 64
# The same for events without a day: every event of the record meets them.
_MOST_UNDATED_OF_KEY = 32
_MOST_UNDATED = 12
# By these the whole record would meet.
_COMMON_KEYS = frozenset({"province", "cell"})
# The union of what nothing dates is open until the end; it is closed on the last day there is.
_FOREVER = date.max - timedelta(days=1)
# From this many dead on, an equal figure within days is worth a look.
_TELLING_TOLL = 5
# Log odds that no evidence outweighs: of two ids of one data set, and of one sentence in two copies.
_APART = -1000.0
_COPIED = 1000.0

# What two events that state nothing against each other weigh at least: they lack a sign, and do not keep others apart.
_UNDECIDED = -0.5
_DISAGREES = -2.5

_Key = tuple[str, object, object]


@dataclass(slots=True, eq=False)
class _Node:
    """One event, or one sentence of several copies, while it is in the window."""

    facts: EventFacts
    number: int
    last: date
    keys: tuple[_Key, ...]
    sets: frozenset[str]
    copies: list[EventFacts] = field(default_factory=list)
    compared: dict[int, float] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Component:
    """Events that hang together by pairs alike enough.

    Attributes:
        members: the facts of each node: those of a copied sentence together, the compared one first.
        log_odds: by the positions of two members; pairs that were not compared are missing.
    """

    members: tuple[tuple[EventFacts, ...], ...]
    log_odds: dict[tuple[int, int], float]


@dataclass(slots=True, kw_only=True)
class Work:
    """What a clustering did, counted while it goes on: the same whatever the order in which events were added.

    Attributes:
        n_events: events met.
        n_compared: pairs compared.
        n_crowded: events that had more neighbours than are looked at; those that share least with them were left out.
    """

    n_events: int = 0
    n_compared: int = 0
    n_crowded: int = 0


def first_day(facts: EventFacts) -> date | None:
    """Return the first day on which the event may have happened; None if nothing dates it to two months."""
    if facts.earliest is not None and facts.latest is not None:
        return facts.earliest - _SLACK
    return facts.published - _LATE if facts.published is not None else None


def _last_day(facts: EventFacts) -> date | None:
    day = facts.latest if facts.latest is not None else facts.published
    return day + _SLACK if day is not None else None


def find_components(facts: Iterable[EventFacts], *, work: Work | None = None) -> Iterator[Component]:
    """Yield the components; every event is in exactly one.

    Args:
        facts: in order of `first_day`, those without one first; of equal days in order of event id.
        work: is counted up; None = nobody asks.

    Raises:
        ValueError: the order of the days is another one.
    """
    sweep = _Sweep(work or Work())
    for one in facts:
        yield from sweep.take(one)
    yield from sweep.finish()


def _weigh(one: EventFacts, other: EventFacts) -> float:
    # Met by the id of one data set, with two ids of another one.
    if hold_other_ids(one.coded_ids, other.coded_ids):
        return _APART
    found = compare(one, other)
    return max(found.log_odds, _UNDECIDED) if found.against > _DISAGREES else found.log_odds


class _Sweep:
    """The window over time."""

    def __init__(self, work: Work) -> None:
        self._work = work
        self._now = date.min
        self._n_taken = 0
        self._nodes: dict[int, _Node] = {}
        # By key and data sets, the numbers of those that may still meet something, the last one last.
        self._by_key: dict[_Key, dict[frozenset[str], dict[int, None]]] = {}
        self._ending: list[tuple[date, int]] = []
        # Those without a day, by key; every later event may meet them.
        self._undated: dict[_Key, list[int]] = defaultdict(list)
        # Copies: by their key, the node and the day on which it entered; of those without a day the first one.
        self._copies: dict[tuple[str, ...], tuple[_Node, date]] = {}
        self._undated_copies: dict[tuple[str, ...], _Node] = {}
        self._parent: dict[int, int] = {}
        self._parts: dict[int, list[int]] = {}
        self._until: dict[int, date] = {}
        self._closing: list[tuple[date, int]] = []

    def take(self, facts: EventFacts) -> Iterator[Component]:
        """Take the next event; yield what it can no longer reach."""
        self._work.n_events += 1
        first, last = first_day(facts), _last_day(facts)
        if first is None or last is None:
            self._enter_undated(facts)
            return
        if first < self._now:
            raise ValueError(f"events must come in order of their first day: {first} after {self._now}")
        if first > self._now:
            self._now = first
            self._expire()
            yield from self._close()
        if not self._join_copy(facts, last):
            self._enter(facts, last)

    def finish(self) -> Iterator[Component]:
        """Yield everything that is still open."""
        self._now = date.max
        self._expire()
        yield from self._close()

    def _join_copy(self, facts: EventFacts, last: date) -> bool:
        """Put a copy to the node of its original; return False if there is none."""
        if facts.copy_key is None or facts.copy_key not in self._copies:
            return False
        node, _ = self._copies[facts.copy_key]
        node.copies.append(facts)
        self._extend(node.number, last)
        return True

    def _enter(self, facts: EventFacts, last: date) -> None:
        node = self._add_node(facts, last)
        self._compare(node, [*self._find_candidates(node), *self._find_undated(node)])
        for key in node.keys:
            self._by_key.setdefault(key, {}).setdefault(node.sets, {})[node.number] = None
        heapq.heappush(self._ending, (last, node.number))
        if facts.copy_key is not None:
            self._copies[facts.copy_key] = (node, self._now)
            self._extend(node.number, max(last, self._now + _COPY_LIFE))
            if facts.copy_key in self._undated_copies:
                self._note(node, self._undated_copies[facts.copy_key], _COPIED)

    def _enter_undated(self, facts: EventFacts) -> None:
        if facts.copy_key is not None and facts.copy_key in self._undated_copies:
            self._undated_copies[facts.copy_key].copies.append(facts)
            return
        node = self._add_node(facts, _FOREVER)
        self._compare(node, self._find_undated(node))
        for key in node.keys:
            if key[0] not in _COMMON_KEYS:
                self._undated[key].append(node.number)
        if facts.copy_key is not None:
            self._undated_copies[facts.copy_key] = node

    def _add_node(self, facts: EventFacts, last: date) -> _Node:
        number = self._n_taken
        self._n_taken += 1
        node = _Node(facts, number, last, list_keys(facts), frozenset(map(name_set, facts.coded_ids)))
        self._nodes[number] = node
        self._parent[number], self._parts[number] = number, [number]
        self._extend(number, last)
        return node

    def _compare(self, node: _Node, candidates: list[_Node]) -> None:
        self._work.n_compared += len(candidates)
        for other in candidates:
            self._note(node, other, _weigh(node.facts, other.facts))

    def _note(self, node: _Node, other: _Node, found: float) -> None:
        node.compared[other.number] = found
        if found >= read_weights().together:
            self._join(node.number, other.number)

    def _find_undated(self, node: _Node) -> list[_Node]:
        """Return the nodes without a day that share most with this one, in fixed order."""
        shared: defaultdict[int, float] = defaultdict(float)
        for key in node.keys:
            known = self._undated.get(key, ())
            for number in known[-_MOST_UNDATED_OF_KEY:]:
                if key[0] == "coded" or node.sets.isdisjoint(self._nodes[number].sets):
                    shared[number] += 1 / len(known)
        best = heapq.nsmallest(_MOST_UNDATED, shared.items(), key=lambda item: (-item[1], -item[0]))
        return [self._nodes[number] for number, _ in best]

    def _find_candidates(self, node: _Node) -> list[_Node]:
        """Return the nodes that share most with this one, in fixed order."""
        shared: defaultdict[int, float] = defaultdict(float)
        is_crowded = False
        for key in node.keys:
            for near in _spread(key):
                for sets, known in self._by_key.get(near, {}).items():
                    if key[0] != "coded" and not node.sets.isdisjoint(sets):
                        continue
                    is_crowded = is_crowded or len(known) > _MOST_OF_KEY
                    # What many have says little: a name that two share outweighs the city of a thousand.
                    worth = 1 / len(known)
                    for number in itertools.islice(reversed(known), _MOST_OF_KEY):
                        shared[number] += worth
        self._work.n_crowded += is_crowded or len(shared) > _MOST_COMPARED
        best = heapq.nsmallest(_MOST_COMPARED, shared.items(), key=lambda item: (-item[1], -item[0]))
        return [self._nodes[number] for number, _ in best]

    def _expire(self) -> None:
        """Take out of the keys what can meet nothing from now on; its component may stay open."""
        while self._ending and self._ending[0][0] < self._now:
            _, number = heapq.heappop(self._ending)
            node = self._nodes[number]
            for key in node.keys:
                parts = self._by_key[key]
                del parts[node.sets][number]
                if not parts[node.sets]:
                    del parts[node.sets]
                if not parts:
                    del self._by_key[key]

    def _find(self, number: int) -> int:
        while self._parent[number] != number:
            self._parent[number] = self._parent[self._parent[number]]
            number = self._parent[number]
        return number

    def _join(self, one: int, other: int) -> None:
        first, second = sorted((self._find(one), self._find(other)))
        if first == second:
            return
        self._parent[second] = first
        self._parts[first] += self._parts.pop(second)
        self._extend(first, self._until.pop(second))

    def _extend(self, number: int, last: date) -> None:
        """Keep the component of a node open until this day at least."""
        root = self._find(number)
        if last > self._until.get(root, date.min):
            self._until[root] = last
            heapq.heappush(self._closing, (last, root))

    def _close(self) -> Iterator[Component]:
        """Yield the components that ended before now."""
        while self._closing and self._closing[0][0] < self._now:
            last, root = heapq.heappop(self._closing)
            # An entry of a component that was joined to another one, or that was kept open longer, is out of date.
            if self._parent.get(root) == root and self._until[root] == last:
                yield self._give_out(root)

    def _give_out(self, root: int) -> Component:
        numbers = sorted(self._parts.pop(root))
        del self._until[root]
        nodes = [self._nodes.pop(number) for number in numbers]
        place = {number: position for position, number in enumerate(numbers)}
        for number, node in zip(numbers, nodes, strict=True):
            del self._parent[number]
            key = node.facts.copy_key
            if key is not None and self._copies.get(key, (None, None))[0] is node:
                del self._copies[key]
        log_odds = {
            (place[other], place[number]): found
            for number, node in zip(numbers, nodes, strict=True)
            for other, found in node.compared.items()
            if other in place
        }
        return Component(members=tuple((node.facts, *node.copies) for node in nodes), log_odds=log_odds)


def list_keys(facts: EventFacts) -> tuple[_Key, ...]:
    """Return the keys by which an event meets others."""
    keys: list[_Key] = [("coded", coded_id, None) for coded_id in facts.coded_ids]
    place = facts.place
    if place is not None and is_spot(place):
        keys.extend(("unit", unit, None) for unit in (place.place_id, place.adm2_id) if unit is not None)
        if place.lat is not None and place.lon is not None:
            keys.append(("cell", math.floor(place.lat / _CELL_DEGREES), math.floor(place.lon / _CELL_DEGREES)))
    keys.extend(("unit", spot.place_id, None) for spot in facts.scene.places)
    if place is not None and (place.adm1_id is not None or place.kind == "adm1"):
        keys.append(("province", place.adm1_id or place.place_id, facts.event_type))
    words = facts.text_words if facts.text_words is not None else facts.words
    rare = (word for word in words if weigh_word(word) >= _LEAST_WEIGHT)
    # The words whose hash is smallest: two texts that share many words share some of these.
    keys.extend(("word", word, None) for word in heapq.nsmallest(_WORD_KEYS, rare, key=_hash_word))
    keys.extend(("name", name, None) for name in choose_keys(facts.names or facts.named, most=_NAME_KEYS))
    keys.extend(
        ("toll", count.outcome, (count.low, count.high)) for count in facts.counts if (count.low or 0) >= _TELLING_TOLL
    )
    # A district is its own district.
    return tuple(dict.fromkeys(keys))


@lru_cache(maxsize=100_000)
def _hash_word(word: str) -> bytes:
    return hashlib.blake2b(word.encode(), digest_size=8).digest()


def _spread(key: _Key) -> Iterable[_Key]:
    """Return the keys under which neighbours stand: a cell with the eight around it."""
    kind, first, second = key
    if kind != "cell" or not isinstance(first, int) or not isinstance(second, int):
        return (key,)
    return [("cell", first + up, second + right) for up in (-1, 0, 1) for right in (-1, 0, 1)]
