"""Everything that a record knows of one id."""

from __future__ import annotations

from dataclasses import dataclass

from musterbook.model import Claim, CopyGroup, Document, Event, Incident, Mention, Origin, TollReason, Trace, trace_toll
from musterbook.store import (
    Store,
    find_document_of,
    find_living,
    read_claims_by_document,
    read_claims_by_id,
    read_copies,
    read_documents,
    read_events,
    read_incidents_of,
    read_mentions,
    read_origin,
    read_origins,
    read_places_named,
    read_toll_origins,
    read_traces,
    resolve_id,
)

__all__ = ["Shown", "show_record"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """Everything the record knows of one id.

    Attributes:
        kind: "claim", "event", "incident", "origin", "document", "report" or "mention".
        document: the document it stands in; None for incidents and origins, and for reports that gave none.
        incidents: for the id of an incident that was merged, the living one; empty for one that was removed.
        claims, events, incidents: the record itself and what belongs to it.
        mentions: of a document: all; of a claim: those inside its sentence.
        origin: of a claim, with all its claims and the links between them; None for other kinds.
        beside: of an incident, the denials and claims of responsibility that stand beside it; empty for other kinds.
        named: of an incident without a place, names of places in its sentences; empty for other kinds.
        tolls: of an incident: its casualties, and the origins behind each figure; empty for other kinds.
        traces: what became of an incident id that was merged, split or removed; empty for one that never was, and other kinds.
        copies: other documents that repeat the text; None if there are none.
    """

    kind: str
    record_id: str
    document: Document | None
    claims: tuple[Claim, ...]
    events: tuple[Event, ...]
    incidents: tuple[Incident, ...]
    mentions: tuple[Mention, ...]
    copies: CopyGroup | None
    origin: Origin | None = None
    beside: tuple[Claim, ...] = ()
    named: tuple[str, ...] = ()
    tolls: tuple[TollReason, ...] = ()
    traces: tuple[Trace, ...] = ()


def show_record(store: Store, text: str) -> Shown:
    """Return everything known of the record with this id, or with an unambiguous beginning of it.

    Raises:
        UsageError: no such record, or several.
    """
    kind, record_id = resolve_id(store, text)
    if kind == "incident":
        return _show_incident(store, record_id)
    if kind == "origin":
        return _show_origin(store, record_id)
    document_id = find_document_of(store, kind, record_id)
    document = next(read_documents(store, [document_id]), None) if document_id else None
    claims = tuple(read_claims_by_document(store, [document_id])) if document_id else ()
    events = read_events(store, document_id) if document_id else ()
    mentions = read_mentions(store, document_id) if document_id else ()
    if kind == "claim":
        claims = tuple(claim for claim in claims if claim.claim_id == record_id)
        events = tuple(event for event in events if record_id in event.claim_ids)
        spans = [(claim.sentence_start, claim.sentence_end) for claim in claims]
        mentions = tuple(m for m in mentions if any(start <= m.start and m.end <= end for start, end in spans))
    elif kind == "event":
        events = tuple(event for event in events if event.event_id == record_id)
        wanted = {claim_id for event in events for claim_id in event.claim_ids}
        claims = tuple(claim for claim in claims if claim.claim_id in wanted)
        mentions = ()
    elif kind == "mention":
        mentions = tuple(mention for mention in mentions if mention.mention_id == record_id)
        claims = events = ()
    copies = next((group for group in read_copies(store) if document_id in group.document_ids), None)
    return Shown(
        kind=kind,
        record_id=record_id,
        document=document,
        claims=claims,
        events=events,
        incidents=read_incidents_of(store, [event.event_id for event in events]),
        mentions=mentions,
        copies=copies,
        origin=read_origins(store, [record_id], whole=True)[0] if kind == "claim" else None,
    )


def _show_incident(store: Store, incident_id: str) -> Shown:
    living = find_living(store, incident_id)
    found = read_incidents_of(store, (), incident_id=living)
    origin_of = read_toll_origins(store, found)
    document_ids = (find_document_of(store, "event", one) for incident in found for one in incident.event_ids)
    events = {
        event.event_id: event
        for document_id in dict.fromkeys(document_ids)
        if document_id is not None
        for event in read_events(store, document_id)
    }
    return Shown(
        kind="incident",
        record_id=incident_id,
        document=None,
        claims=tuple(claim for one in found for claim in read_claims_by_id(store, one.claim_ids)),
        events=tuple(events[event_id] for one in found for event_id in one.event_ids if event_id in events),
        incidents=found,
        mentions=(),
        copies=None,
        beside=tuple(claim for one in found for claim in read_claims_by_id(store, one.beside_claim_ids)),
        named=next((read_places_named(store, one.claim_ids) for one in found if one.place is None), ()),
        tolls=tuple(TollReason(toll=toll, origins=trace_toll(toll, origin_of)) for one in found for toll in one.tolls),
        traces=read_traces(store, incident_id) + (read_traces(store, living) if living != incident_id else ()),
    )


def _show_origin(store: Store, origin_id: str) -> Shown:
    origin = read_origin(store, origin_id)
    return Shown(
        kind="origin",
        record_id=origin_id,
        document=None,
        claims=tuple(read_claims_by_id(store, origin.claim_ids)),
        events=(),
        incidents=(),
        mentions=(),
        copies=None,
        origin=origin,
    )
