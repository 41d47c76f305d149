"""Linking a record: copies, origins and incidents, found anew over the whole record, read in the order of time.

Nothing is held of the whole record but ids: events are compared in a window that moves over time, and incidents are made in
batches.
"""

from __future__ import annotations

import itertools
from collections import OrderedDict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import datetime

from musterbook import documents, incidents
from musterbook.config import Settings
from musterbook.incidents import EventFacts
from musterbook.model import Event, Incident
from musterbook.store import (
    Store,
    find_document_of,
    iterate_event_places,
    iterate_fingerprints,
    iterate_summaries,
    iterate_told,
    read_choices,
    read_claims_by_document,
    read_countries,
    read_events,
    read_known_events,
    read_notes,
    read_origins,
    read_rulings,
    read_spans_beside_spots,
    read_spots,
    read_summed,
    read_text,
    read_used_ids,
    replace_incident,
    write_copies,
    write_incidents,
    write_origins,
    write_traces,
)

__all__ = ["link_record", "read_facts"]

_BATCH = 200
# Documents whose facts are kept while their events come in order of time.
_KEPT_DOCUMENTS = 2000
# A summary of a whole war covers more than anybody reads through.
_MOST_COVERED = 5000


def link_record(store: Store, *, settings: Settings, clock: Callable[[], datetime]) -> int:
    """Find copies, origins and incidents anew over the whole record; return the number of incidents.

    Incidents keep the ids they had. Events that did not happen are not stored again as skips: they stand in the record, and
    would bury the skips that a person should look at.
    """
    now = clock()
    # One transaction: incidents are never read beside the origins of another linking.
    with store.transaction():
        write_copies(store, documents.find_copies(iterate_fingerprints(store), settings=settings.documents))
        write_origins(store, incidents.iterate_origins(iterate_told(store)))
        settled = incidents.settle_rulings(read_rulings(store))
        work = incidents.Work()
        groups = sorted(incidents.group_events(_iterate_facts(store), settled=settled, work=work))
        living, used = read_used_ids(store)
        known = read_known_events(store)
        kept = incidents.keep_ids(
            groups,
            known=known,
            # What a person has just merged has its trace already.
            living=living & frozenset(known.values()),
            used=used,
            at_utc=now.isoformat(timespec="seconds"),
        )
        write_traces(store, kept.traces)
        became = {
            state: number
            for state in ("merged", "split", "removed")
            if (number := sum(trace.state == state for trace in kept.traces))
        }
        if work.n_crowded:
            became["crowded"] = work.n_crowded
        made = _make_incidents(store, groups, kept.ids, settings=settings)
        n_incidents = write_incidents(store, made, at_utc=now, became=became)
        _link_summaries(store)
    return n_incidents


def read_facts(store: Store, document_id: str) -> tuple[EventFacts, ...]:
    """Return the facts by which the events of a document are compared."""
    claims = {claim.claim_id: claim for claim in read_claims_by_document(store, [document_id])}
    events, _ = incidents.choose_events(read_events(store, document_id), claims=claims)
    if not events:
        return ()
    note = read_notes(store, [document_id]).get(document_id)
    title, text = read_text(store, document_id)
    names = incidents.find_names(text, others=read_spans_beside_spots(store, document_id))
    told = f"{title}\n{text}" if title else text
    setting = incidents.read_setting(
        title=title,
        text=text,
        names=names,
        spots=read_spots(store, document_id),
        countries=read_countries(store, document_id),
    )
    return incidents.gather_facts(events, claims=claims, note=note, text=told, names=names, setting=setting)


def _iterate_facts(store: Store) -> Iterator[EventFacts]:
    """Yield the facts of all events in order of the first day on which they may have happened."""
    kept: OrderedDict[str, dict[str, EventFacts]] = OrderedDict()
    places = iterate_event_places(
        store,
        widest_days=incidents.WIDEST_DAYS,
        slack_days=incidents.SLACK_DAYS,
        late_days=incidents.LATE_DAYS,
    )
    for event_id, document_id in places:
        if document_id not in kept:
            kept[document_id] = {facts.event_id: facts for facts in read_facts(store, document_id)}
            if len(kept) > _KEPT_DOCUMENTS:
                kept.popitem(last=False)
        # An event that continues another one, or makes no incident, has no facts of its own.
        facts = kept[document_id].get(event_id)
        if facts is not None:
            yield facts


def _make_incidents(
    store: Store, groups: Sequence[tuple[str, ...]], ids: Sequence[str], *, settings: Settings
) -> Iterator[Incident]:
    choices = read_choices(store)
    for start in range(0, len(groups), _BATCH):
        batch = groups[start : start + _BATCH]
        document_ids = _find_documents(store, itertools.chain.from_iterable(batch))
        claims = {claim.claim_id: claim for claim in read_claims_by_document(store, document_ids)}
        events: dict[str, tuple[Event, ...]] = {
            document_id: incidents.choose_events(read_events(store, document_id), claims=claims)[0]
            for document_id in document_ids
        }
        made = incidents.make_incidents(
            batch,
            events=events,
            claims=claims,
            notes=read_notes(store, document_ids),
            origins=read_origins(store, claims),
            choices=choices,
            settings=settings.incidents,
        )
        for incident_id, incident in zip(ids[start:], made, strict=False):
            yield replace(incident, incident_id=incident_id)


def _find_documents(store: Store, event_ids: Iterable[str]) -> tuple[str, ...]:
    found = (find_document_of(store, "event", event_id) for event_id in event_ids)
    return tuple(dict.fromkeys(document_id for document_id in found if document_id is not None))


def _link_summaries(store: Store) -> None:
    """Note with each summary the incidents that it covers."""
    for summary in tuple(iterate_summaries(store)):
        is_placed = summary.place is not None and summary.place.place is not None
        told = frozenset[str]() if is_placed else _read_countries_of(store, summary)
        covered = incidents.find_covered(summary, read_summed(store, summary, limit=_MOST_COVERED), countries=told)
        if covered:
            replace_incident(store, replace(summary, covers=covered))


def _read_countries_of(store: Store, incident: Incident) -> frozenset[str]:
    """Return the countries that the reports of an incident name."""
    return frozenset(
        country
        for document_id in _find_documents(store, incident.event_ids)
        for country in read_countries(store, document_id)
    )
