"""Sides that a claim does not name, told from the whole text: the only actor of their kind that it names.

1. "Four rebels", "two soldiers" are of the one armed group, the one army that the text names; where it names several, or the
   one is the claim's other side already, nobody is chosen; nor is it for the doer where the words are "gunmen", "a bomber", or
   where the one denies something of what is told, or for "his troops".
2. A count without a noun ("…, and wounded 20") is of those counted before it in its sentence.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from typing import Any

from musterbook.model import (
    ActorReading,
    AnnotatedDocument,
    CasualtiesDetail,
    Claim,
    Detail,
    EventDetail,
    ResponsibilityDetail,
    Side,
)
from musterbook.records.events.tellings import Draft
from musterbook.records.sides.who import ARMED
from musterbook.records.tables import read_words

__all__ = ["name_sides"]

_DOERS = frozenset({"by", "initiator"})
_Named = Mapping[Side, ActorReading]


def name_sides(annotated: AnnotatedDocument, draft: Draft) -> None:
    """Name the sides of the claims in the draft that the words beside them leave unnamed."""
    named = _find_only(annotated)
    cleared = _find_cleared(draft.claims)
    beside = draft.by_sentence()
    for index, claim in enumerate(tuple(draft.claims)):
        better = _name_claim(_take_whose(claim, beside[claim.sentence_start]), named, cleared=cleared)
        if better == claim:
            continue
        telling = draft.telling(claim.claim_id)
        if telling is None:
            draft.claims[index] = better
        else:
            draft.replace_telling(telling, replace(telling, claim=better))


def _find_only(annotated: AnnotatedDocument) -> _Named:
    """Return for each armed side the one actor of it that the text names; sides with several are left out."""
    found: dict[Side, dict[str, ActorReading]] = {}
    for mention in annotated.mentions:
        reading = mention.reading
        if isinstance(reading, ActorReading) and reading.actor_id is not None and reading.side in ARMED:
            found.setdefault(reading.side, {}).setdefault(reading.actor_id, reading)
    return {side: next(iter(actors.values())) for side, actors in found.items() if len(actors) == 1}


def _find_cleared(claims: Iterable[Claim]) -> frozenset[str]:
    """Return the actors that deny something of what the text tells: no deed of somebody unnamed is laid at their door."""
    return frozenset(
        claim.actor.actor_id
        for claim in claims
        if claim.actor is not None
        and claim.actor.actor_id is not None
        and (
            claim.kind == "denial"
            or (isinstance(claim.detail, ResponsibilityDetail) and claim.detail.role == "rejects")
        )
    )


def _name_claim(claim: Claim, named: _Named, *, cleared: frozenset[str]) -> Claim:
    """Return the claim with its unnamed armed sides named; the doer not after one who denies it."""
    taken = {reading.actor_id for _, reading in _sides(claim)}
    other = getattr(claim.detail, "other", None)  # of a relation: nobody stands so to himself
    taken |= {other.actor_id} if isinstance(other, ActorReading) and other.actor_id is not None else set()
    for place, reading in _sides(claim):
        chosen = named.get(reading.side)
        if chosen is None or chosen.actor_id in taken or not _may_be(reading, chosen):
            continue
        is_left_open = place in _DOERS and (_is_attacker(reading) or chosen.actor_id in cleared)
        if is_left_open or _is_owned(claim, reading):
            continue
        why = f"‘{reading.words}’ = the only {reading.side.replace('_', ' ')} the text names, {chosen.name}"
        better = replace(reading, actor_id=chosen.actor_id, name=chosen.name, why=why)
        taken.add(chosen.actor_id)
        claim = _put(claim, place, better)
    return claim


def _may_be(reading: ActorReading, chosen: ActorReading) -> bool:
    """True for words without a name of their own, and without a nationality that is another one's."""
    if reading.actor_id is not None or reading.role is None:
        return False
    return (
        reading.nationality is None
        or reading.side == "international_force"
        or reading.nationality == chosen.nationality
    )


def _is_owned(claim: Claim, reading: ActorReading) -> bool:
    """True for "his troops": they are the side of whoever is meant, which need not be the one that the text names."""
    before, found, _ = claim.sentence.partition(f" {reading.words}")
    return bool(found) and before.rpartition(" ")[2].lower() in read_words("people", "pronouns", "owners")


def _is_attacker(reading: ActorReading) -> bool:
    """True for "a suicide bomber": whose he was is claimed or blamed elsewhere in the text, and known nowhere."""
    words = (reading.role or "").lower().split()
    nouns = read_words("strength", "attackers", "nouns")
    return bool(words) and (words[-1].removesuffix("s") in nouns or words[-1].replace("men", "man") in nouns)


def _sides(claim: Claim) -> Iterator[tuple[str, ActorReading]]:
    """Yield where a claim holds its actors, the one it is about last: in casualties and events it is one of the others."""
    detail = claim.detail
    for name in ("by", "initiator", "whose", "recipient"):
        reading = getattr(detail, name, None)
        if isinstance(reading, ActorReading):
            yield name, reading
    is_told = isinstance(detail, (CasualtiesDetail, EventDetail))
    if claim.actor is not None and not is_told:
        yield "actor", claim.actor


def _put(claim: Claim, place: str, reading: ActorReading) -> Claim:
    if place == "actor":
        return replace(claim, actor=reading)
    old = getattr(claim.detail, place)
    changes: dict[str, Any] = {place: reading}
    detail: Detail = replace(claim.detail, **changes)
    return replace(claim, detail=detail, actor=reading if claim.actor == old else claim.actor)


def _take_whose(claim: Claim, claims: list[Claim]) -> Claim:
    """Return the claim with the people counted before it in its sentence, where its own number has no noun."""
    detail = claim.detail
    if not isinstance(detail, CasualtiesDetail) or detail.whose.words or detail.whose.side != "unknown":
        return claim
    before = [
        other
        for other in claims
        if isinstance(other.detail, CasualtiesDetail)
        and other.sentence_start == claim.sentence_start
        and _number(other) < _number(claim)
        and other.detail.whose.words
        and other.detail.by == detail.by
    ]
    if not before:
        return claim
    nearest = max(before, key=_number).detail
    whose = nearest.whose if isinstance(nearest, CasualtiesDetail) else detail.whose
    why = f"a number without a noun, of the ‘{whose.words}’ counted before it"
    reading = replace(whose, count=None, why=why)
    return replace(
        claim, detail=replace(detail, whose=reading), actor=reading if claim.actor == detail.whose else claim.actor
    )


def _number(claim: Claim) -> int:
    """Return where the number of a claim stands, or its first word without one."""
    return next((mark.start for mark in claim.marks if mark.role == "quantity"), claim.start)
