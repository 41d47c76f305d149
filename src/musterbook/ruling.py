"""A person rules that two incidents are one, or that one is two; no later run undoes it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime

from musterbook import incidents
from musterbook.config import Settings
from musterbook.errors import UsageError
from musterbook.linking import link_record
from musterbook.model import Incident, Ruling, Trace
from musterbook.store import Store, find_living, read_incidents_of, read_used_ids, resolve_id, write_ruling

__all__ = ["merge_incidents", "split_incident"]

_LONGEST = 500


def merge_incidents(
    store: Store, text: str, other: str, *, person: str, reason: str, settings: Settings, clock: Callable[[], datetime]
) -> Incident:
    """Make one incident of two; it lives on under the first id, and the second leads to it.

    Args:
        store: the record; it is linked anew.
        text: the id of the incident that lives on, or an unambiguous beginning of it.
        other: that of the incident that becomes a part of it.
        person: who rules.
        reason: why; both are kept in the custody log.
        settings: of the record.
        clock: gives the time of the ruling.

    Raises:
        UsageError: no such incident, twice the same, or no reason.
    """
    _check(person, reason)
    kept, gone = _find(store, text), _find(store, other)
    if kept.incident_id == gone.incident_id:
        raise UsageError("an incident cannot be merged with itself", got=kept.incident_id)
    now = clock()
    stamp = now.isoformat(timespec="seconds")
    ruling = Ruling(act="merge", one=kept.event_ids, other=gone.event_ids, person=person, reason=reason, at_utc=stamp)
    trace = Trace(
        incident_id=gone.incident_id,
        state="merged",
        into=(kept.incident_id,),
        at_utc=stamp,
        reason=f"{person}: {reason}",
    )
    with store.transaction():
        write_ruling(store, ruling, trace=trace, moved_to=kept.incident_id, at_utc=now)
        link_record(store, settings=settings, clock=clock)
    return _find(store, kept.incident_id)


def split_incident(
    store: Store,
    text: str,
    event_ids: Sequence[str],
    *,
    person: str,
    reason: str,
    settings: Settings,
    clock: Callable[[], datetime],
) -> Incident:
    """Take events out of an incident: they become one of their own, which is returned; what stays keeps the id.

    Args:
        store: the record; it is linked anew.
        text: the id of the incident, or an unambiguous beginning of it.
        event_ids: what is taken out; ids or unambiguous beginnings.
        person: who rules.
        reason: why; both are kept in the custody log.
        settings: of the record.
        clock: gives the time of the ruling.

    Raises:
        UsageError: no such incident, an event that is not in it, nothing taken out or nothing left, or no reason.
    """
    _check(person, reason)
    known = _find(store, text)
    taken = tuple(sorted({_find_event(known, one) for one in event_ids}))
    left = tuple(event_id for event_id in known.event_ids if event_id not in taken)
    if not taken or not left:
        raise UsageError(
            "nothing would be left" if taken else "nothing is taken out",
            expected=f"some of the {len(known.event_ids)} events of {known.incident_id}, not all",
        )
    now = clock()
    stamp = now.isoformat(timespec="seconds")
    _, used = read_used_ids(store)
    new_id = incidents.make_incident_id(taken[0], taken=used)
    ruling = Ruling(act="split", one=taken, other=left, person=person, reason=reason, at_utc=stamp)
    trace = Trace(
        incident_id=known.incident_id, state="split", into=(new_id,), at_utc=stamp, reason=f"{person}: {reason}"
    )
    with store.transaction():
        write_ruling(store, ruling, trace=trace, moved_to=new_id, at_utc=now)
        link_record(store, settings=settings, clock=clock)
    return read_incidents_of(store, taken[:1])[0]


def _check(person: str, reason: str) -> None:
    for name, value in (("person", person), ("reason", reason)):
        if not value.strip() or len(value) > _LONGEST:
            raise UsageError(f"the {name} must be told in 1 to {_LONGEST} characters", got=str(len(value)))


def _find(store: Store, text: str) -> Incident:
    kind, record_id = resolve_id(store, text)
    if kind != "incident":
        raise UsageError(
            f"{text} is no incident", expected="the id of an incident (i-…)", hint="musterbook incidents lists them"
        )
    found = read_incidents_of(store, (), incident_id=find_living(store, record_id))
    if not found:
        raise UsageError(f"the incident {record_id} was removed", hint=f"musterbook show {record_id} says why")
    return found[0]


def _find_event(incident: Incident, text: str) -> str:
    found = [event_id for event_id in incident.event_ids if event_id.startswith(text)]
    if len(found) != 1:
        raise UsageError(
            f"{text} is not one of its events" if not found else f"{text} begins several of its events",
            expected="one of " + ", ".join(incident.event_ids[:10]),
        )
    return found[0]
