"""Events to incidents, the plain form: same type, day and place, compatible sides.

The order of the events does not matter. A thing that an event does not state never joins two that state different
things: an attack of unknown authorship joins the one that names an author only if there is just one such.
0. events that a data set or a person gave one id are one, and two ids of one set are two, whatever they state
1. events without a day or a place join only word-for-word copies of themselves
2. others meet if type, day and ADM2 (or the smallest known unit above a town) are equal
3. each meeting is split by town, then by mode, then by initiator, then by the recipient's side
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping

from musterbook.model import Claim, DocumentNote, Event

__all__ = ["cluster_events"]


def cluster_events(
    events: Iterable[Event], *, claims: Mapping[str, Claim], notes: Mapping[str, DocumentNote]
) -> tuple[tuple[Event, ...], ...]:
    """Return groups of events that tell of one incident; each event is in exactly one group.

    Args:
        events: of one country and month.
        claims: by claim id; those of the events.
        notes: by document id.
    """
    meetings: dict[tuple[object, ...], list[Event]] = defaultdict(list)
    coded: dict[str, list[Event]] = defaultdict(list)
    for event in sorted(events, key=lambda event: event.event_id):
        if event.coded_id is not None:
            coded[event.coded_id].append(event)
        if event.coded_id is None or len(coded[event.coded_id]) == 1:
            meetings[_meet(event, claims=claims, notes=notes)].append(event)
    groups: list[tuple[Event, ...]] = []
    for key in sorted(meetings, key=repr):
        parts = [meetings[key]]
        if key[0] == "day":
            for read in (_read_town, _read_mode, _read_initiator, _read_recipient):
                parts = [split for part in parts for split in _split_by(part, read)]
        groups.extend(_add_equals(split, coded) for part in parts for split in _part_coded(part))
    return tuple(groups)


def _part_coded(events: list[Event]) -> list[list[Event]]:
    """Part events of which two are different ones by their ids: each id alone, and those without an id together.

    Which of several coded events a report tells of cannot be known, so it joins none of them.
    """
    sets = [event.coded_id.partition(":")[0] for event in events if event.coded_id is not None]
    if len(sets) == len(set(sets)):
        return [events]
    uncoded = [event for event in events if event.coded_id is None]
    return [*([event] for event in events if event.coded_id is not None), *([uncoded] if uncoded else [])]


def _add_equals(events: list[Event], coded: Mapping[str, list[Event]]) -> tuple[Event, ...]:
    """Return the events with all others that have the id of one of them, by event id."""
    whole = [one for event in events for one in (coded[event.coded_id] if event.coded_id else (event,))]
    return tuple(sorted(whole, key=lambda event: event.event_id))


def _meet(event: Event, *, claims: Mapping[str, Claim], notes: Mapping[str, DocumentNote]) -> tuple[object, ...]:
    place = event.place.place if event.place else None
    interval = event.interval
    is_one_day = interval is not None and interval.earliest is not None and interval.earliest == interval.latest
    # A country or a province is no place where two reports can be told to mean the same thing.
    if place is not None and is_one_day and interval is not None and place.kind not in {"country", "adm1", "region"}:
        unit = place.adm2_id or place.place_id
        return ("day", event.event_type, interval.earliest, unit, event.is_summary)
    note = notes.get(event.document_id)
    headline = claims.get(event.headline_claim_id)
    if note is not None and note.copy_group_id is not None and headline is not None:
        words = " ".join(headline.sentence.split()).casefold()
        return ("copy", event.event_type, note.copy_group_id, words)
    return ("alone", event.event_id)


def _split_by(events: list[Event], read: Callable[[Event], str | None]) -> list[list[Event]]:
    """Split by what the events state; those that state nothing stay with the others only if there is one other kind."""
    by_value: dict[str | None, list[Event]] = defaultdict(list)
    for event in events:
        by_value[read(event)].append(event)
    stated = [value for value in by_value if value is not None]
    if len(stated) <= 1:
        return [events]
    return [by_value[value] for value in sorted(by_value, key=str)]


def _read_town(event: Event) -> str | None:
    place = event.place.place if event.place else None
    return None if place is None or place.kind == "adm2" else place.place_id


def _read_mode(event: Event) -> str | None:
    return event.mode


def _read_initiator(event: Event) -> str | None:
    return event.initiator.actor_id if event.initiator else None


def _read_recipient(event: Event) -> str | None:
    side = event.recipient.side if event.recipient else None
    return None if side == "unknown" else side
