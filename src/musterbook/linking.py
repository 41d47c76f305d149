"""Linking a record: copies, origins and incidents, found anew over the whole record, read in the order of time.

Nothing is held of the whole record but ids: events are compared in a window that moves over time, and incidents are made in
batches.
"""

from __future__ import annotations

import itertools
from collections import OrderedDict, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from functools import lru_cache

from musterbook import documents, incidents
from musterbook.config import Settings
from musterbook.incidents import EventFacts, Name, Setting, Statement
from musterbook.model import Claim, DocumentNote, Event, Incident, Place, ResponsibilityDetail
from musterbook.store import (
    ClaimFilter,
    Store,
    find_document_of,
    iterate_event_places,
    iterate_fingerprints,
    iterate_statement_ids,
    iterate_summaries,
    iterate_told,
    read_choices,
    read_claims_by_document,
    read_claims_by_id,
    read_countries,
    read_events,
    read_incident_places,
    read_incidents_of,
    read_joined,
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

__all__ = ["link_record", "read_facts", "read_statements"]

_BATCH = 200
# Documents whose facts are kept while their events come in order of time.
_KEPT_DOCUMENTS = 2000
# A summary of a whole war covers more than anybody reads through.
_MOST_COVERED = 5000
# A statement that names no day speaks of what happened in the fortnight before it.
_LATEST_WORD = timedelta(days=15)
_A_DAY = timedelta(days=1)
_DEEDS = ("ASSAULT", "COERCE")
# Incidents near a statement in time, those of them in its place too, and events of one of them that are compared. Where there
# are more incidents, none is chosen.
_MOST_NEAR, _MOST_COMPARED, _MOST_EVENTS = 2000, 100, 20
# Times and countries whose incidents are kept while statements are compared.
_KEPT_WINDOWS = 50


def link_record(store: Store, *, settings: Settings, clock: Callable[[], datetime]) -> int:
    """Find copies, origins and incidents anew over the whole record; return the number of incidents.

    Incidents keep the ids they had. Events that did not happen are not stored again as skips: they stand in the record, and
    would bury the skips that a person should look at.
    """
    now = clock()
    # One transaction: incidents are never read beside the origins of another linking.
    with store.transaction():
        write_copies(store, documents.find_copies(iterate_fingerprints(store), settings=settings.documents))
        settled = incidents.settle_rulings(read_rulings(store))
        work = incidents.Work()
        groups = sorted(incidents.group_events(_iterate_facts(store), settled=settled, work=work))
        write_origins(store, incidents.iterate_origins(iterate_told(store), retold=_find_retold(store, groups)))
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
        _link_statements(store)
    return n_incidents


def read_facts(store: Store, document_id: str) -> tuple[EventFacts, ...]:
    """Return the facts by which the events of a document are compared."""
    claims = {claim.claim_id: claim for claim in read_claims_by_document(store, [document_id])}
    events, _ = incidents.choose_events(read_events(store, document_id), claims=claims)
    if not events:
        return ()
    note = read_notes(store, [document_id]).get(document_id)
    title, text = read_text(store, document_id)
    told = f"{title}\n{text}" if title else text
    names, setting = _read_places(store, document_id, title=title, text=text)
    return incidents.gather_facts(events, claims=claims, note=note, text=told, names=names, setting=setting)


def _read_places(
    store: Store, document_id: str, *, title: str | None, text: str
) -> tuple[tuple[Name, ...], Setting | None]:
    """Return the rare names of a document, and what it tells of places."""
    names = incidents.find_names(text, others=read_spans_beside_spots(store, document_id))
    setting = incidents.read_setting(
        title=title,
        text=text,
        names=names,
        spots=read_spots(store, document_id),
        countries=read_countries(store, document_id),
    )
    return names, setting


@dataclass(frozen=True, slots=True, kw_only=True)
class _Told:
    """What a document tells, read once for all its statements.

    Attributes:
        claims: by claim id.
        events: in the order they were written.
        events_of: by claim id, the numbers of the events that the claim tells of.
        joined: ids of its events that are in an incident.
        denials: where the sentences of its denials and claims of responsibility begin.
        note: on the document.
        names: that are rare.
        setting: what it tells of places.
    """

    claims: Mapping[str, Claim]
    events: tuple[Event, ...]
    events_of: Mapping[str, Sequence[int]]
    joined: frozenset[str]
    denials: frozenset[int]
    note: DocumentNote | None
    names: tuple[Name, ...]
    setting: Setting | None


def read_statements(store: Store, document_id: str, claim_ids: Iterable[str]) -> Iterator[Statement]:
    """Yield denials and claims of responsibility of one document as they are compared, which is read once for all of them.

    Those that belong to an incident of their own report, or whose words name no deed, are left out. Somebody's word that a
    happening did not happen is a denial, where none is read from its sentence; the outlet's own is none.
    """
    told = _read_told(store, document_id)
    for claim_id in claim_ids:
        statement = _draft_statement(told, told.claims[claim_id])
        if statement is not None:
            yield statement


def _read_told(store: Store, document_id: str) -> _Told:
    claims = {claim.claim_id: claim for claim in read_claims_by_document(store, [document_id])}
    events = read_events(store, document_id)
    events_of: dict[str, list[int]] = defaultdict(list)
    for number, event in enumerate(events):
        for claim_id in event.claim_ids:
            events_of[claim_id].append(number)
    title, text = read_text(store, document_id)
    names, setting = _read_places(store, document_id, title=title, text=text)
    return _Told(
        claims=claims,
        events=events,
        events_of=events_of,
        joined=read_joined(store, document_id),
        denials=frozenset(one.sentence_start for one in claims.values() if one.kind in {"denial", "responsibility"}),
        note=read_notes(store, [document_id]).get(document_id),
        names=names,
        setting=setting,
    )


def _draft_statement(told: _Told, claim: Claim) -> Statement | None:
    is_said = claim.attribution.mode != "none_stated" and claim.sentence_start not in told.denials
    if claim.kind == "event" and not is_said:
        return None
    named = (claim.claim_id, incidents.find_told(claim))
    numbers = {number for one in named if one is not None for number in told.events_of.get(one, ())}
    events = [told.events[number] for number in sorted(numbers)]
    if any(event.event_id in told.joined for event in events):
        return None
    return incidents.draft_statement(
        claim,
        events=events,
        claims=told.claims,
        note=told.note,
        names=told.names,
        setting=told.setting,
    )


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


def _find_retold(store: Store, groups: Iterable[tuple[str, ...]]) -> dict[str, str]:
    """Return what later reports of an incident only repeat; only those that several reports tell of are read."""
    retold: dict[str, str] = {}
    for group in groups:
        document_ids = _find_documents(store, group) if len(group) > 1 else ()
        if len(document_ids) < 2:
            continue
        members = set(group)
        told = (
            claim_id
            for document_id in document_ids
            for event in read_events(store, document_id)
            if event.event_id in members
            for claim_id in event.claim_ids
        )
        retold |= incidents.find_retold(read_claims_by_id(store, told), notes=read_notes(store, document_ids))
    return retold


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


def _link_statements(store: Store) -> None:
    """Note with each incident the denials and claims of responsibility that speak of it, beside what its reports tell."""
    by_document: dict[str, list[str]] = defaultdict(list)
    numbers: dict[str, int] = {}
    for claim_id, document_id in iterate_statement_ids(store):
        by_document[document_id].append(claim_id)
        numbers[claim_id] = len(numbers)
    near = _Near(store)
    found: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for document_id, claim_ids in by_document.items():
        for statement in read_statements(store, document_id, claim_ids):
            fit = incidents.choose_incident(statement, near.to(statement))
            if fit is not None:
                found[fit.incident_id].append((statement.claim.claim_id, fit.event_id))
    for incident_id, members in found.items():
        (incident,) = read_incidents_of(store, (), incident_id=incident_id)
        members.sort(key=lambda member: numbers[member[0]])
        replace_incident(store, _set_beside(store, incident, members))


def _find_window(statement: Statement) -> ClaimFilter | None:
    """Return what incidents a statement can speak of: near it in time, in a country that it names or of its party; None = any."""
    facts = statement.facts
    first, last = facts.earliest, facts.latest
    if first is None or last is None:
        if facts.published is None:
            return None
        first, last = facts.published - _LATEST_WORD, facts.published
    if not facts.countries and statement.actor_id is None:
        return None
    return ClaimFilter(
        kinds=_DEEDS if statement.modes is not None else (facts.event_type,),
        countries=tuple(sorted(facts.countries)),
        actor_ids=() if facts.countries or statement.actor_id is None else (statement.actor_id,),
        since=first - _A_DAY,
        until=last + _A_DAY,
    )


def _set_beside(store: Store, incident: Incident, members: Sequence[tuple[str, str]]) -> Incident:
    """Return the incident with these statements beside it; each with the event that it speaks of."""
    open_ends = list(incident.contradictions)
    heads = {event_id: _read_head(store, event_id) for event_id in {event_id for _, event_id in members}}
    for claim_id, event_id in members:
        (claim,) = read_claims_by_id(store, [claim_id])
        denied = heads[event_id]
        is_rejected = isinstance(claim.detail, ResponsibilityDetail) and claim.detail.role == "rejects"
        if (claim.kind != "responsibility" or is_rejected) and denied is not None:
            open_ends.append(incidents.say_denial(claim, denied))
    beside = {*incident.beside_claim_ids, *(claim_id for claim_id, _ in members)}
    return replace(incident, contradictions=tuple(dict.fromkeys(open_ends)), beside_claim_ids=tuple(sorted(beside)))


def _read_head(store: Store, event_id: str) -> Claim | None:
    """Return the claim that tells an event best."""
    document_id = find_document_of(store, "event", event_id)
    events = read_events(store, document_id) if document_id is not None else ()
    heads = [event.headline_claim_id for event in events if event.event_id == event_id]
    return next(read_claims_by_id(store, heads), None)


class _Near:
    """The incidents near a statement, with the facts of their events: those of the last windows and documents kept."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._read_places = lru_cache(maxsize=_KEPT_WINDOWS)(self._read_window)
        self._read_facts = lru_cache(maxsize=_KEPT_DOCUMENTS)(self._index_facts)
        self._read_incident = lru_cache(maxsize=_KEPT_DOCUMENTS)(self._read_one)

    def to(self, statement: Statement) -> tuple[tuple[Incident, tuple[EventFacts, ...]], ...]:
        """Return the incidents that a statement can speak of; none where there are too many to compare all of them.

        A choice among some of them would be no choice: the one that is meant may be among the rest, and so may a second that
        fits as well.
        """
        window = _find_window(statement)
        places = self._read_places(window) if window is not None else ()
        if len(places) > _MOST_NEAR:
            return ()
        fitting = [incident_id for incident_id, place in places if incidents.may_speak_of(statement, place)]
        return tuple(map(self._read_incident, fitting)) if len(fitting) <= _MOST_COMPARED else ()

    def _read_window(self, window: ClaimFilter) -> tuple[tuple[str, Place | None], ...]:
        return tuple(read_incident_places(self._store, window, limit=_MOST_NEAR + 1))

    def _read_one(self, incident_id: str) -> tuple[Incident, tuple[EventFacts, ...]]:
        """Return an incident with the facts of its events, of the first ones if there are many."""
        (incident,) = read_incidents_of(self._store, (), incident_id=incident_id)
        members = incident.event_ids[:_MOST_EVENTS]
        documents = _find_documents(self._store, members)
        facts = {event_id: one for document_id in documents for event_id, one in self._read_facts(document_id).items()}
        return incident, tuple(facts[event_id] for event_id in members if event_id in facts)

    def _index_facts(self, document_id: str) -> dict[str, EventFacts]:
        return {facts.event_id: facts for facts in read_facts(self._store, document_id)}


def _read_countries_of(store: Store, incident: Incident) -> frozenset[str]:
    """Return the countries that the reports of an incident name."""
    return frozenset(
        country
        for document_id in _find_documents(store, incident.event_ids)
        for country in read_countries(store, document_id)
    )
