"""Incident ids for life: which event was last in which incident, what became of an id, and what persons ruled."""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import datetime

from musterbook.model import Ruling, Trace
from musterbook.store.files import Store
from musterbook.store.log import append_entry

__all__ = [
    "find_living",
    "read_known_events",
    "read_rulings",
    "read_traces",
    "read_used_ids",
    "write_ruling",
    "write_traces",
]


def read_known_events(store: Store) -> dict[str, str]:
    """Return the incident that each event was last in, by event id; also of events that are not in the record now."""
    return dict(store.rows("SELECT event_id, incident_id FROM incident_member"))


def read_used_ids(store: Store) -> tuple[frozenset[str], frozenset[str]]:
    """Return the ids of the living incidents, and every id that there ever was."""
    living = frozenset(row[0] for row in store.rows("SELECT incident_id FROM incident"))
    gone = {row[0] for row in store.rows("SELECT incident_id FROM incident_trace")}
    return living, living | gone


def read_traces(store: Store, incident_id: str | None = None) -> tuple[Trace, ...]:
    """Return what became of an incident id, or of all, in order of time; one that always lived has none."""
    sql = "SELECT incident_id, state, into_ids, at_utc, reason FROM incident_trace"
    where = "" if incident_id is None else " WHERE incident_id = ?"
    rows = store.rows(f"{sql}{where} ORDER BY number", () if incident_id is None else (incident_id,))
    return tuple(
        Trace(incident_id=i, state=s, into=tuple(json.loads(into)), at_utc=t, reason=r) for i, s, into, t, r in rows
    )


def find_living(store: Store, incident_id: str) -> str:
    """Return the id under which an incident lives on, where it was merged; else the id itself, living or removed."""
    sql = "SELECT into_ids FROM incident_trace WHERE incident_id = ? AND state = 'merged' ORDER BY number DESC LIMIT 1"
    met = {incident_id}
    while next(store.rows("SELECT 1 FROM incident WHERE incident_id = ?", (incident_id,)), None) is None:
        row = next(store.rows(sql, (incident_id,)), None)
        into = json.loads(row[0])[0] if row else incident_id
        if into in met:
            break
        met.add(into)
        incident_id = into
    return incident_id


def write_traces(store: Store, traces: Iterable[Trace]) -> None:
    """Keep what became of ids; events that were in a merged one are now in the other."""
    with store.transaction() as connection:
        for trace in traces:
            connection.execute(
                "INSERT INTO incident_trace (incident_id, state, into_ids, at_utc, reason) VALUES (?, ?, ?, ?, ?)",
                (trace.incident_id, trace.state, json.dumps(trace.into), trace.at_utc, trace.reason),
            )
            if trace.state == "merged":
                connection.execute(
                    "UPDATE incident_member SET incident_id = ? WHERE incident_id = ?",
                    (trace.into[0], trace.incident_id),
                )


def read_rulings(store: Store) -> tuple[Ruling, ...]:
    """Return what persons ruled, in the order they did."""
    rows = store.rows("SELECT act, one, other, person, reason, at_utc FROM ruling ORDER BY number")
    return tuple(
        Ruling(act=a, one=tuple(json.loads(one)), other=tuple(json.loads(other)), person=p, reason=r, at_utc=t)
        for a, one, other, p, r, t in rows
    )


def write_ruling(store: Store, ruling: Ruling, *, trace: Trace, moved_to: str, at_utc: datetime) -> None:
    """Keep a ruling with its trace, in the custody log too; the events that move are known in their incident from now on.

    Args:
        store: the record.
        ruling: what was ruled.
        trace: of the id that is given up or that lost events.
        moved_to: the id that the moved events have: `one` of a split, `other` of a merge.
        at_utc: the time for the custody log.
    """
    moved = ruling.one if ruling.act == "split" else ruling.other
    with store.transaction() as connection:
        connection.execute(
            "INSERT INTO ruling (act, one, other, person, reason, at_utc) VALUES (?, ?, ?, ?, ?, ?)",
            (
                ruling.act,
                json.dumps(ruling.one),
                json.dumps(ruling.other),
                ruling.person,
                ruling.reason,
                ruling.at_utc,
            ),
        )
        write_traces(store, [trace])
        connection.executemany(
            "INSERT INTO incident_member VALUES (?, ?) ON CONFLICT (event_id) DO UPDATE"
            " SET incident_id = excluded.incident_id",
            ((event_id, moved_to) for event_id in moved),
        )
        body: dict[str, object] = {
            "incident": trace.incident_id,
            "into": list(trace.into),
            "one": list(ruling.one),
            "other": list(ruling.other),
            "person": ruling.person,
            "reason": ruling.reason,
        }
        append_entry(connection, ruling.act, body, at_utc=at_utc)
