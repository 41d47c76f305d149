"""Ids for life: which group of events keeps the id of which incident of the last linking, and what became of the others.

1. an id goes to the group that holds most of its events, and a group takes the id that gives it most
2. an id that goes to no group, though its events are there, is merged into the incident that holds most of them
3. an id whose events are in several groups leaves a trace to the others: it was split
4. an id of which no event is left is removed; nobody else ever gets it
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass

from musterbook.model import Trace, make_id

__all__ = ["Identities", "keep_ids", "make_incident_id"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Identities:
    """The id of each group, in their order, and what became of the ids that are not living, or lost events."""

    ids: tuple[str, ...]
    traces: tuple[Trace, ...]


def keep_ids(
    groups: Sequence[Sequence[str]],
    *,
    known: Mapping[str, str],
    living: AbstractSet[str],
    used: AbstractSet[str],
    at_utc: str,
) -> Identities:
    """Return the ids that groups of events get.

    Args:
        groups: of event ids, each sorted.
        known: event id → the incident it was last in.
        living: ids of the incidents of the last linking.
        used: every id that there ever was.
        at_utc: the time for the traces.
    """
    votes: list[tuple[int, str, int]] = []
    for number, group in enumerate(groups):
        counts = Counter(known[event_id] for event_id in group if event_id in known)
        votes.extend((-n, incident_id, number) for incident_id, n in counts.items())
    # Of equal shares the smaller id, then the group with the smaller event: the same from the same record.
    votes.sort(key=lambda vote: (vote[0], vote[1], groups[vote[2]][0]))
    id_of: dict[int, str] = {}
    group_of: dict[str, int] = {}
    for _, incident_id, number in votes:
        if number not in id_of and incident_id not in group_of:
            id_of[number], group_of[incident_id] = incident_id, number
    taken = set(used) | set(known.values())
    for number, group in enumerate(groups):
        if number not in id_of:
            id_of[number] = make_incident_id(group[0], taken=taken)
            taken.add(id_of[number])
    return Identities(
        ids=tuple(id_of[number] for number in range(len(groups))),
        traces=tuple(_trace(votes, id_of=id_of, group_of=group_of, living=living, at_utc=at_utc)),
    )


def make_incident_id(event_id: str, *, taken: AbstractSet[str]) -> str:
    """Return a new id from the smallest event id of the incident; another one if that was ever used."""
    new, number = make_id("i", event_id), 1
    while new in taken:
        number += 1
        new = make_id("i", event_id, number)
    return new


def _trace(
    votes: Sequence[tuple[int, str, int]],
    *,
    id_of: Mapping[int, str],
    group_of: Mapping[str, int],
    living: AbstractSet[str],
    at_utc: str,
) -> list[Trace]:
    homes: dict[str, list[str]] = defaultdict(list)
    for _, incident_id, number in votes:
        homes[incident_id].append(id_of[number])
    traces: list[Trace] = []
    for incident_id in sorted(living):
        found = homes.get(incident_id, [])
        others = tuple(home for home in found if home != incident_id)
        if not found:
            reason = "no report in the record tells of it any more"
            traces.append(Trace(incident_id=incident_id, state="removed", into=(), at_utc=at_utc, reason=reason))
        elif incident_id not in group_of:
            reason = "its events tell of the same incident"
            traces.append(Trace(incident_id=incident_id, state="merged", into=others[:1], at_utc=at_utc, reason=reason))
        elif others:
            reason = "some of its events tell of another incident"
            traces.append(Trace(incident_id=incident_id, state="split", into=others, at_utc=at_utc, reason=reason))
    return traces
