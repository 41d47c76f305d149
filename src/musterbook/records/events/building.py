"""The events of a document, each built from the claims that tell of one happening."""

from __future__ import annotations

from dataclasses import replace

from musterbook.model import (
    CasualtiesDetail,
    Claim,
    Event,
    PlaceReading,
    ResponsibilityDetail,
    TimeReading,
    WeaponReading,
    make_id,
)
from musterbook.records.events.agreement import times_agree
from musterbook.records.events.spoils import tie_spoils
from musterbook.records.events.tellings import Draft, Telling
from musterbook.records.events.ties import group_tellings
from musterbook.records.sentences.sequences import find_bound

__all__ = ["build_events"]


def build_events(draft: Draft, document_id: str) -> tuple[tuple[Claim, ...], tuple[Event, ...]]:
    """Return the claims with their links pointing to the claim an event is named by, and the events, in order of span."""
    events: list[Event] = []
    headline_of: dict[str, str] = {}
    ordered = sorted(draft.tellings, key=lambda telling: (telling.claim.start, telling.claim.end))
    groups = group_tellings(tie_spoils(ordered))
    for group in groups:
        headline = _headline(group)
        headline_of |= {member.claim.claim_id: headline.claim.claim_id for member in group}
    claims = tuple(_relink(claim, headline_of) for claim in draft.claims)
    linked: dict[str, list[Claim]] = {}
    for claim in claims:
        if isinstance(claim.detail, CasualtiesDetail | ResponsibilityDetail) and claim.detail.event_claim_id:
            linked.setdefault(claim.detail.event_claim_id, []).append(claim)
    for group in groups:
        headline = _headline(group)
        members = [member.claim for member in group] + linked.get(headline.claim.claim_id, [])
        events.append(_build_event(group, headline=headline, members=members, document_id=document_id))
    start_of = {claim.claim_id: claim.start for claim in reversed(claims)}
    return claims, tuple(sorted(events, key=lambda event: (start_of.get(event.headline_claim_id, 0), event.event_id)))


def _relink(claim: Claim, headline_of: dict[str, str]) -> Claim:
    detail = claim.detail
    if isinstance(detail, CasualtiesDetail | ResponsibilityDetail) and detail.event_claim_id in headline_of:
        return replace(claim, detail=replace(detail, event_claim_id=headline_of[detail.event_claim_id]))
    return claim


def _headline(group: list[Telling]) -> Telling:
    """Return the telling an event is named by: the first that is no answer to another; an attack with sides before a bare one."""
    return min(group, key=lambda telling: (telling.is_response, telling.claim.start))


def _build_event(group: list[Telling], *, headline: Telling, members: list[Claim], document_id: str) -> Event:
    detail = headline.detail
    told = [telling for telling in group if not telling.is_response] or group
    claimants = [
        claim.actor
        for claim in members
        if isinstance(claim.detail, ResponsibilityDetail) and claim.detail.role == "claims" and claim.actor is not None
    ]
    initiators = [telling.detail.initiator for telling in told if telling.detail.initiator is not None]
    recipients = [telling.detail.recipient for telling in told if telling.detail.recipient is not None]
    weapons = [telling.detail.weapon for telling in group if telling.detail.weapon is not None]
    told_of = [claim for claim in members if not isinstance(claim.detail, ResponsibilityDetail)]
    places = [claim.place for claim in told_of if claim.place is not None]
    modes = [telling.detail.mode for telling in told if telling.detail.mode is not None]
    subs = [telling.detail.sub_event for telling in told if telling.detail.sub_event is not None]
    targets = [telling.detail.target for telling in group if telling.detail.target is not None]
    ordered = sorted(
        {member.claim_id: member for member in members}.values(), key=lambda claim: (claim.start, claim.end)
    )
    return Event(
        event_id=make_id("e", document_id, headline.claim.claim_id),
        document_id=document_id,
        claim_ids=tuple(claim.claim_id for claim in ordered),
        headline_claim_id=headline.claim.claim_id,
        event_type=detail.event_type,
        mode=detail.mode or (modes[0] if modes else None),
        sub_event=detail.sub_event or (subs[0] if subs else None),
        initiator=next(iter([*initiators, *claimants]), None),
        recipient=next(iter(recipients), None),
        target=detail.target or (targets[0] if targets else None),
        weapon=_best_weapon(weapons),
        place=_best_place(places),
        interval=_event_interval(group, told_of),
        status=detail.status,
        is_summary=detail.is_summary,
    )


def _best_weapon(weapons: list[WeaponReading]) -> WeaponReading | None:
    return min(weapons, key=lambda weapon: weapon.model is None, default=None)


def _best_place(places: list[PlaceReading]) -> PlaceReading | None:
    """Return the most precise place; of equals the first."""
    return min(places, key=lambda place: place.where_prec or 9, default=None)


def _event_interval(group: list[Telling], told_of: list[Claim]) -> TimeReading | None:
    """Return the most precise time that is told of the happening; the day of a count counts only where it lies within."""
    own = _best_interval([telling.claim.interval for telling in group if telling.claim.interval is not None])
    counted = [
        claim.interval
        for claim in told_of
        if isinstance(claim.detail, CasualtiesDetail)
        and claim.interval is not None
        and not (claim.detail.is_total or claim.detail.is_addition)  # who died later did so on a day of his own
        and claim.detail.outcome != "captured"  # "sentenced on Thursday for an attack": who is held now was taken later
        and times_agree(own, claim.interval)
        and not _is_counted_until(claim)
    ]
    return _best_interval([*([] if own is None else [own]), *counted])


def _is_counted_until(claim: Claim) -> bool:
    """True for "nine dead had been counted by Friday": the day is that of the count."""
    times = [mark.start - claim.sentence_start for mark in claim.marks if mark.role == "time"]
    return any(find_bound(claim.sentence, start) == "end" for start in times)


def _best_interval(intervals: list[TimeReading]) -> TimeReading | None:
    """Return the most precise time; of equals the first."""
    return min(intervals, key=lambda interval: interval.date_prec or 9, default=None)
