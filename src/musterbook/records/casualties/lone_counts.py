"""Counts that tell of a happening by themselves: "Bosso, where nine traders died on Sunday night".

No word of the text names what happened, but somebody was killed at a small place, and within days that are told: that is a
happening of its own, with the count as all that is known of it.
1. the count belongs to no event, and is no tally, no share, no addition and no toll brought up to date
2. its place is a town, a district or less, and its time a few days, or it is told in the simple past; a province needs a day
3. the document tells of violence elsewhere; a place that was struck by a storm, and by nothing else, tells of none
4. where one event of the document is of that place and day, the count is a word on it, and no event more
5. a count of weeks or of a few months, of a place of any size, is a summary of what happened in them
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date

from musterbook.model import CasualtiesDetail, Claim, Event, make_id
from musterbook.records.casualties.sums import is_sum
from musterbook.records.events.agreement import times_agree
from musterbook.records.sentences.frames import Match
from musterbook.records.sentences.status import is_perfect
from musterbook.records.sentences.views import SentenceView

__all__ = ["add_lone_events", "stands_alone"]

_SMALL = frozenset({"town", "adm2", "landmark"})
_LONGEST_DAYS = 10
_A_NIGHT = 1
_DEADLY = frozenset({"killed", "casualties"})


def stands_alone(view: SentenceView, match: Match, claim: Claim) -> bool:
    """Return whether a count that belongs to no event tells of one by itself, in a document that tells of violence."""
    detail, quantity = claim.detail, claim.quantity
    if not isinstance(detail, CasualtiesDetail) or detail.event_claim_id is not None or detail.outcome not in _DEADLY:
        return False
    if quantity is None or quantity.is_relative or quantity.low is None or _is_beside(detail):
        return False
    return _is_sum(claim) or _is_of_small_place(view, match, claim)


def _is_of_small_place(view: SentenceView, match: Match, claim: Claim) -> bool:
    """True for a count of a few days at a small place, or of one told in the simple past without a time."""
    place = claim.place.place if claim.place is not None else None
    if place is None or place.kind not in _SMALL | {"adm1"}:
        return False
    interval = claim.interval
    if interval is None:
        return place.kind in _SMALL and not is_perfect(view, match.position)
    if interval.earliest is None or interval.latest is None:
        return False
    longest = _LONGEST_DAYS if place.kind in _SMALL else _A_NIGHT
    return (interval.latest - interval.earliest).days <= longest


def _is_sum(claim: Claim) -> bool:
    """True for "116 civilians were killed in the province in March"."""
    return is_sum(claim.place, claim.interval, claim.quantity)


def _is_beside(detail: CasualtiesDetail) -> bool:
    """True for an addition, a figure that was taken back and a toll brought up to date: they are told of something known."""
    return detail.is_addition or detail.is_replaced or detail.is_total


def add_lone_events(
    events: Sequence[Event],
    *,
    claims: Iterable[Claim],
    lone: frozenset[str],
    document_id: str,
    long_ago: date | None,
) -> tuple[Event, ...]:
    """Return the events with those that a lone count tells of, in order of where they are told.

    Args:
        events: of the document.
        claims: of the document, in order.
        lone: ids of the claims that stand alone.
        document_id: of the document.
        long_ago: what lies before this day is history, and no news; None if nobody knows when the document was published.
    """
    if not lone or not any(_is_deadly(event) for event in events):
        return tuple(events)
    told = {claim.claim_id: claim for claim in claims}
    found = {event.event_id: event for event in events}
    alone = lone - {claim_id for event in events for claim_id in event.claim_ids}
    by_place: dict[str, list[str]] = defaultdict(list)
    for event in events:
        if event.place is not None and event.place.place is not None:
            by_place[event.place.place.place_id].append(event.event_id)
    for claim in told.values():
        if claim.claim_id not in alone:
            continue
        place = claim.place.place if claim.place is not None else None
        there = by_place[place.place_id] if place is not None else []
        beside = [found[event_id] for event_id in there if _is_of_day(found[event_id], claim)]
        if len(beside) == 1:
            found[beside[0].event_id] = replace(beside[0], claim_ids=(*beside[0].claim_ids, claim.claim_id))
        elif not beside:
            event = _make_event(claim, document_id, long_ago=long_ago)
            found[event.event_id] = event
            there.append(event.event_id)
    starts = {claim_id: claim.start for claim_id, claim in told.items()}
    return tuple(sorted(found.values(), key=lambda event: (starts.get(event.headline_claim_id, 0), event.event_id)))


def _is_deadly(event: Event) -> bool:
    """True for violence of which somebody may die; of a kidnapping elsewhere nobody did."""
    return event.event_type == "ASSAULT" and event.mode != "abduct"


def _is_of_day(event: Event, claim: Claim) -> bool:
    """Return whether an event of the place of a count is, as far as told, of its day."""
    is_kind = event.is_summary == _is_sum(claim) and event.event_type == "ASSAULT"
    return is_kind and times_agree(event.interval, claim.interval)


def _make_event(claim: Claim, document_id: str, *, long_ago: date | None) -> Event:
    detail = claim.detail
    if not isinstance(detail, CasualtiesDetail):
        raise TypeError(f"a count is a claim of casualties, not of {claim.kind}")
    last = claim.interval.latest if claim.interval is not None else None
    is_old = last is not None and long_ago is not None and last < long_ago
    return Event(
        event_id=make_id("e", document_id, claim.claim_id),
        document_id=document_id,
        claim_ids=(claim.claim_id,),
        headline_claim_id=claim.claim_id,
        event_type="ASSAULT",
        initiator=detail.by,
        recipient=detail.whose if detail.whose.side != "unknown" else None,
        place=claim.place,
        interval=claim.interval,
        status="historical" if is_old else "completed",
        is_summary=_is_sum(claim),
    )
