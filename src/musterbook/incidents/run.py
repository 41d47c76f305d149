"""The door of the incidents stage: events in, incidents out."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from itertools import chain
from typing import TypeVar

from musterbook.config import IncidentSettings
from musterbook.incidents.beside import find_told
from musterbook.incidents.cluster import group_events
from musterbook.incidents.continuing import find_orphans
from musterbook.incidents.contradictions import find_contradictions
from musterbook.incidents.facts import gather_facts, order_events
from musterbook.incidents.origins import choose_origins, find_origins
from musterbook.incidents.pairing import first_day
from musterbook.incidents.reconcile import Casualties, reconcile_casualties
from musterbook.incidents.retellings import find_retold, join_retold
from musterbook.incidents.rulings import settle_rulings
from musterbook.incidents.same_speakers import join_speakers
from musterbook.model import (
    ActorReading,
    Choice,
    Claim,
    DocumentNote,
    Event,
    EventDetail,
    Incident,
    Origin,
    PlaceReading,
    Ruling,
    Skip,
    StageResult,
    TimeReading,
    make_id,
    weigh_reports,
)

__all__ = ["choose_events", "make_incidents", "run"]

_HAPPENED = frozenset({"completed", "attempted", "foiled", "historical"})

T = TypeVar("T")


def run(
    events: Iterable[Event],
    *,
    claims: Mapping[str, Claim],
    notes: Mapping[str, DocumentNote],
    texts: Mapping[str, str] | None = None,
    rulings: Iterable[Ruling] = (),
    origins: Sequence[Origin] | None = None,
    choices: Mapping[str, Choice] | None = None,
    settings: IncidentSettings | None = None,
) -> StageResult[Incident]:
    """Return the incidents that the events tell of.

    For a whole record the steps are called one by one, so that not all of it is held: `choose_events`, `gather_facts`,
    `group_events`, `make_incidents`.

    Args:
        events: in any order.
        claims: by claim id; at least those of the events, and the denials of their documents.
        notes: by document id.
        texts: by document id; without the text only the sentences of the claims are compared.
        rulings: of persons, in the order they were made.
        origins: of the whole record, as far as they hold these claims; None = found among the claims of each incident.
        choices: of persons, by claim id; None = nobody chose.
        settings: of the incidents stage; None = the usual ones.

    Returns:
        Incidents in order of id; events that did not happen (planned, hypothetical, negated) and political acts are skipped.
    """
    happened, skipped = choose_events(events, claims=claims)
    told: dict[str, list[Event]] = defaultdict(list)
    for event in happened:
        told[event.document_id].append(event)
    facts = [
        one
        for document_id, members in told.items()
        for one in gather_facts(
            members, claims=claims, note=notes.get(document_id), text=(texts or {}).get(document_id)
        )
    ]
    facts.sort(key=lambda one: (first_day(one) or date.min, one.event_id))
    groups = group_events(facts, settled=settle_rulings(rulings))
    made = make_incidents(
        groups, events=told, claims=claims, notes=notes, origins=origins, choices=choices, settings=settings
    )
    return StageResult(made=tuple(sorted(made, key=lambda incident: incident.incident_id)), skipped=skipped)


def choose_events(
    events: Iterable[Event], *, claims: Mapping[str, Claim]
) -> tuple[tuple[Event, ...], tuple[Skip, ...]]:
    """Return the events that make incidents, and skips for those that did not happen and for political acts."""
    happened: list[Event] = []
    skipped: list[Skip] = []
    for event in events:
        head = claims.get(event.headline_claim_id)
        if event.is_negated or event.status not in _HAPPENED:
            skipped.append(_skip_event(event))
        elif head is not None and isinstance(head.detail, EventDetail) and head.detail.is_political:
            skipped.append(_skip_politics(event))
        else:
            happened.append(event)
    return tuple(happened), tuple(skipped)


def make_incidents(
    groups: Iterable[Sequence[str]],
    *,
    events: Mapping[str, Sequence[Event]],
    claims: Mapping[str, Claim],
    notes: Mapping[str, DocumentNote],
    origins: Sequence[Origin] | None = None,
    choices: Mapping[str, Choice] | None = None,
    settings: IncidentSettings | None = None,
) -> Iterator[Incident]:
    """Yield the incident of each group of event ids.

    Args:
        groups: of event ids.
        events: by document id, all events of the document that make incidents; of every document that a group tells of.
        claims: by claim id, all claims of these documents.
        notes: as in `run`.
        origins: as in `run`.
        choices: as in `run`.
        settings: as in `run`.
    """
    denials: dict[str, list[Claim]] = defaultdict(list)
    by_document: dict[str, list[Claim]] = defaultdict(list)
    for claim in claims.values():
        by_document[claim.document_id].append(claim)
        if claim.kind == "denial":
            denials[claim.document_id].append(claim)
    orphans: dict[str, tuple[str, ...]] = {}
    by_id: dict[str, Event] = {}
    for document_id, members in events.items():
        ordered = order_events(members, claims=claims)
        orphans |= find_orphans(ordered, told=by_document[document_id], claims=claims)
        by_id.update((event.event_id, event) for event in members)
    beside = Casualties(origins=(), notes=notes, choices=choices or {}, rule=(settings or IncidentSettings()).best)
    origin_of = None if origins is None else {claim_id: origin for origin in origins for claim_id in origin.claim_ids}
    for group in groups:
        members = tuple(by_id[event_id] for event_id in group)
        yield _make_incident(
            members, claims=claims, denials=denials, orphans=orphans, origin_of=origin_of, beside=beside
        )


def _skip_event(event: Event) -> Skip:
    status = "negated" if event.is_negated else event.status
    return Skip(
        stage="incidents",
        input_id=event.event_id,
        location=event.document_id,
        code="did-not-happen",
        reason=f"the event is {status}: it stays in the record of its document and makes no incident",
    )


def _skip_politics(event: Event) -> Skip:
    return Skip(
        stage="incidents",
        input_id=event.event_id,
        location=event.document_id,
        code="political-act",
        reason=f"{event.event_type} is said or done without violence: it stays in the record of its document",
    )


def _make_incident(
    group: tuple[Event, ...],
    *,
    claims: Mapping[str, Claim],
    denials: Mapping[str, list[Claim]],
    orphans: Mapping[str, tuple[str, ...]],
    origin_of: Mapping[str, Origin] | None,
    beside: Casualties,
) -> Incident:
    notes = beside.notes
    own = ((*event.claim_ids, *orphans.get(event.event_id, ())) for event in group)
    claim_ids = tuple(dict.fromkeys(chain.from_iterable(own)))
    members = [claims[claim_id] for claim_id in claim_ids if claim_id in claims]
    document_ids = sorted({event.document_id for event in group})
    weight = weigh_reports(document_ids, notes)
    if origin_of is None:
        origins = find_origins(members, notes=notes, retold=find_retold(members, notes=notes))
    else:
        origins = choose_origins(members, origin_of)
    told = {claim.claim_id: claim for claim in members}
    told.update((claim.claim_id, claim) for document_id in document_ids for claim in denials.get(document_id, ()))
    interval = _narrowest(event.interval for event in group)
    place = _most_precise(event.place for event in group)
    happened, country = interval.latest if interval else None, _find_country(place)
    tolls = reconcile_casualties(
        told.values(), beside=replace(beside, origins=origins, happened=happened, country=country)
    )
    origin_ids = {claim_id: origin.origin_id for origin in origins for claim_id in origin.claim_ids}
    head = min(group, key=lambda event: (_detail_rank(event), event.event_id))
    return Incident(
        # As it would be called if it were new; in a record it keeps the id under which it is known.
        incident_id=make_id("i", group[0].event_id),
        event_ids=tuple(event.event_id for event in group),
        claim_ids=claim_ids,
        event_type=head.event_type,
        mode=_first(event.mode for event in (head, *group)),
        sub_event=_first(event.sub_event for event in (head, *group)),
        initiators=_distinct(event.initiator for event in group),
        recipients=_distinct(event.recipient for event in group),
        place=place,
        interval=interval,
        clarity=2 if all(event.is_summary for event in group) else 1,
        tolls=tolls,
        n_reports=weight.n_reports,
        n_outlets=weight.n_outlets,
        n_unnamed=weight.n_unnamed,
        n_origins=len(join_speakers(members, join_retold(members, origins), country=country)),
        contradictions=find_contradictions(told.values(), tolls=tolls, origin_of=origin_ids, notes=notes),
        beside_claim_ids=_find_denials(told.values(), of=frozenset(claim_ids)),
    )


def _find_country(place: PlaceReading | None) -> str | None:
    """Return the country code of a place; None if no gazetteer knows it."""
    return place.place.country if place is not None and place.place is not None else None


def _find_denials(told: Iterable[Claim], *, of: Container[str]) -> tuple[str, ...]:
    """Return the ids of the denials, in order, of what one of these claims tells."""
    return tuple(sorted(claim.claim_id for claim in told if claim.kind == "denial" and find_told(claim) in of))


def _detail_rank(event: Event) -> int:
    """Return a rank that is smaller the more the event states."""
    stated = (event.mode, event.sub_event, event.initiator, event.recipient, event.weapon, event.target)
    return -sum(part is not None for part in stated)


def _first(values: Iterable[T | None]) -> T | None:
    return next((value for value in values if value is not None), None)


def _distinct(readings: Iterable[ActorReading | None]) -> tuple[ActorReading, ...]:
    """Return one reading per actor id, and per words where there is no id; unnamed ones last and only if alone."""
    found: dict[str, ActorReading] = {}
    for reading in readings:
        if reading is not None:
            found.setdefault(reading.actor_id or f"words:{reading.side}:{reading.words.casefold()}", reading)
    named = tuple(reading for reading in found.values() if reading.actor_id is not None)
    return named or tuple(found.values())


def _most_precise(places: Iterable[PlaceReading | None]) -> PlaceReading | None:
    known = [place for place in places if place is not None]
    return min(known, key=lambda place: (place.where_prec or 9, place.words), default=None)


def _narrowest(intervals: Iterable[TimeReading | None]) -> TimeReading | None:
    known = [interval for interval in intervals if interval is not None]
    return min(known, key=lambda interval: (interval.date_prec or 9, interval.words), default=None)
