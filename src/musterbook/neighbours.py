"""Why the events of an incident are one, and which neighbours were considered and kept apart: the comparisons made again."""

from __future__ import annotations

import itertools
from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import timedelta

from musterbook import incidents
from musterbook.errors import UsageError
from musterbook.incidents import Comparison, EventFacts
from musterbook.linking import read_facts, read_statements
from musterbook.model import Incident, IncidentExplanation, PairPart, PairReason, TollReason, trace_toll
from musterbook.store import (
    ClaimFilter,
    Store,
    find_document_of,
    find_living,
    read_claims_by_id,
    read_incidents,
    read_incidents_of,
    read_rulings,
    read_toll_origins,
    read_traces,
    resolve_id,
)

__all__ = ["explain_incident"]

_NEAR_DAYS = timedelta(days=3)
_MOST_INCIDENTS = 200
_MOST_EVENTS = 50
_SHOWN_APART = 5


def explain_incident(store: Store, text: str) -> IncidentExplanation:
    """Return why the events of the incident with this id, or an unambiguous beginning of it, were joined.

    Of a merged id, the living incident is explained. Neighbours are the events of incidents within three days in the same
    country, and those of the same reports.

    Raises:
        UsageError: no such incident, several, or it was removed.
    """
    kind, incident_id = resolve_id(store, text)
    found = read_incidents_of(store, (), incident_id=find_living(store, incident_id)) if kind == "incident" else ()
    if not found:
        raise UsageError(
            f"{text} is no living incident",
            got=f"{kind} {incident_id}",
            hint=f"musterbook show {incident_id} -r RECORD says what it is",
        )
    incident = found[0]
    wanted = set(incident.event_ids[:_MOST_EVENTS])
    own = [facts for facts in _read_all_facts(store, incident.event_ids[:_MOST_EVENTS]) if facts.event_id in wanted]
    others = {facts.event_id: (facts, near) for near in _find_near(store, incident) for facts in _facts_of(store, near)}
    apart = sorted(
        (
            _pair(one, facts, near.incident_id)
            for facts, near in others.values()
            for one in own
            if one.event_type == facts.event_type
        ),
        key=lambda pair: (-pair.score, pair.event_id, pair.other_id),
    )
    nearest: dict[str, PairReason] = {}
    for pair in apart:
        nearest.setdefault(pair.other_id, pair)
    members = set(incident.event_ids)
    origin_of = read_toll_origins(store, [incident])
    return IncidentExplanation(
        incident_id=incident.incident_id,
        joined=tuple(_find_joined(own, incident.incident_id)),
        beside=(*_describe_beside(own), *_describe_denials(store, incident)),
        statements=tuple(_find_statements(store, incident, own)),
        apart=tuple(itertools.islice(nearest.values(), _SHOWN_APART)),
        tolls=tuple(TollReason(toll=toll, origins=trace_toll(toll, origin_of)) for toll in incident.tolls),
        rulings=tuple(ruling for ruling in read_rulings(store) if members & {*ruling.one, *ruling.other}),
        traces=read_traces(store, incident_id),
        n_considered=len(others),
    )


def _find_near(store: Store, incident: Incident) -> Iterator[Incident]:
    interval = incident.interval
    documents = dict.fromkeys(find_document_of(store, "event", one) for one in incident.event_ids[:_MOST_EVENTS])
    told = [facts.event_id for one in documents if one is not None for facts in read_facts(store, one)]
    near = list(read_incidents_of(store, told))
    if interval is not None and interval.earliest is not None and interval.latest is not None:
        place = incident.place.place if incident.place else None
        wanted = ClaimFilter(
            kinds=(incident.event_type,),
            countries=(place.country,) if place and place.country else (),
            since=interval.earliest - _NEAR_DAYS,
            until=interval.latest + _NEAR_DAYS,
        )
        near.extend(itertools.islice(read_incidents(store, wanted), _MOST_INCIDENTS))
    distinct = {one.incident_id: one for one in near if one.incident_id != incident.incident_id}
    yield from itertools.islice(distinct.values(), _MOST_INCIDENTS)


def _facts_of(store: Store, incident: Incident) -> Iterator[EventFacts]:
    members = incident.event_ids[:_MOST_EVENTS]
    return (facts for facts in _read_all_facts(store, members) if facts.event_id in members)


def _read_all_facts(store: Store, event_ids: Iterable[str]) -> Iterator[EventFacts]:
    for document_id in dict.fromkeys(find_document_of(store, "event", event_id) for event_id in event_ids):
        if document_id is not None:
            yield from read_facts(store, document_id)


def _pair(one: EventFacts, other: EventFacts, incident_id: str) -> PairReason:
    return _say_pair(one.event_id, other.event_id, incident_id, incidents.compare(one, other))


def _say_pair(one_id: str, other_id: str, incident_id: str, found: Comparison) -> PairReason:
    parts = sorted((part for part in found.parts if part.weight), key=lambda part: -abs(part.weight))
    return PairReason(
        event_id=one_id,
        other_id=other_id,
        other_incident_id=incident_id,
        score=round(found.score, 3),
        parts=tuple(PairPart(name=part.name, level=part.level, weight=part.weight) for part in parts),
    )


def _find_joined(own: list[EventFacts], incident_id: str) -> Iterator[PairReason]:
    """Yield for each event but the first the one before it that is most like it."""
    for number, facts in enumerate(own[1:], start=1):
        pairs = [_pair(facts, earlier, incident_id) for earlier in own[:number]]
        yield max(pairs, key=lambda pair: (pair.score, pair.other_id))


def _find_statements(store: Store, incident: Incident, own: list[EventFacts]) -> Iterator[PairReason]:
    """Yield for each statement of another report the event that it speaks of, and how like it is to that."""
    by_document: dict[str, list[str]] = defaultdict(list)
    for claim in read_claims_by_id(store, incident.beside_claim_ids):
        by_document[claim.document_id].append(claim.claim_id)
    fits = {
        statement.claim.claim_id: incidents.choose_incident(statement, [(incident, own)])
        for document_id, claim_ids in by_document.items()
        for statement in read_statements(store, document_id, claim_ids)
    }
    for claim_id, fit in sorted(fits.items()):
        if fit is not None:
            yield _say_pair(claim_id, fit.event_id, incident.incident_id, fit.comparison)


def _describe_denials(store: Store, incident: Incident) -> Iterator[str]:
    """Yield for each denial of a claim of its own report which claim that is."""
    members = set(incident.claim_ids)
    for claim in read_claims_by_id(store, incident.beside_claim_ids):
        denied = incidents.find_told(claim)
        if denied in members:
            yield f"{claim.claim_id} stands beside it: it denies {denied} of the same report"


def _describe_beside(own: list[EventFacts]) -> Iterator[str]:
    by_copy: dict[tuple[str, ...], str] = {}
    by_code: dict[str, str] = {}
    for facts in own:
        for event_id in facts.event_ids[1:]:
            yield f"{event_id} continues {facts.event_id}: it names neither place nor day, and nothing in it differs"
        if facts.copy_key is not None:
            first = by_copy.setdefault(facts.copy_key, facts.event_id)
            if first != facts.event_id:
                yield f"{facts.event_id} says the same words as {first} in a copy of its text"
        for coded_id in facts.coded_ids:
            first = by_code.setdefault(coded_id, facts.event_id)
            if first != facts.event_id:
                yield f"{facts.event_id} was given the same id as {first}: {coded_id}"
