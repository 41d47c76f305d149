"""The event that a claim of responsibility is about, and the claim that a denial speaks against, once all are known."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from functools import cache

from musterbook.model import ActorReading, Claim, DenialDetail, ResponsibilityDetail, Side
from musterbook.records.context import DocumentContext
from musterbook.records.events.tellings import Draft, Telling
from musterbook.records.sentences.frames import load_frames
from musterbook.records.sentences.views import SentenceView
from musterbook.records.sides.who import ARMED, noun_side
from musterbook.records.statements.deeds import is_known_deed
from musterbook.records.statements.denials import find_denied
from musterbook.records.tables import read_words

__all__ = ["link_responsibility"]

_DENIERS: frozenset[Side] = ARMED | {"government", "police"}
_REACH = 12
# A deed of a longer time than this is none of the happenings told before.
_LONGEST_DAYS = 31


def link_responsibility(context: DocumentContext, draft: Draft) -> None:
    """Point responsibility claims to the event they are about, and denials to what they deny."""
    linked: list[Claim] = []
    is_of_conflict = any(claim.kind != "denial" for claim in draft.claims)
    by_sentence = draft.by_sentence()
    tellings: dict[int, list[Telling]] = {}
    for telling in draft.tellings:
        tellings.setdefault(telling.view, []).append(telling)
    for claim in draft.claims:
        detail = claim.detail
        if isinstance(detail, ResponsibilityDetail):
            event_id = _event_of(context, draft, claim, tellings=tellings)
            is_told = (
                event_id is not None or _is_toll_told(context, by_sentence, claim) or _is_deed_named(context, claim)
            )
            if not is_told and _is_bare(context, claim):
                continue
            linked.append(replace(claim, detail=replace(detail, event_claim_id=event_id)))
        elif isinstance(detail, DenialDetail):
            denied = find_denied(context, by_sentence, claim)
            if denied is not None or is_of_conflict or _is_matter_of_parties(context, claim):
                linked.append(replace(claim, detail=replace(detail, denies=denied)))
        else:
            linked.append(claim)
    draft.claims[:] = linked


def _is_matter_of_parties(context: DocumentContext, claim: Claim) -> bool:
    """True if a party or an official denies it, or if it is about one: a firm's denial of a late delivery is none."""
    view = context.view_at(claim.sentence_start)
    if view is None or (claim.actor is not None and claim.actor.side in _DENIERS):
        return True
    within = view.positions(claim.start, claim.sentence_end)
    mentions = (view.mention("actor", token) for token in within)
    sides: set[Side | None] = {
        held.reading.side for held in mentions if held is not None and isinstance(held.reading, ActorReading)
    }
    keys = {view.keys[token] for token in within}
    sides |= {noun_side(key) for key in keys}  # "the junta", where no actor was read
    return bool(sides & _DENIERS) or not keys.isdisjoint(read_words("people", "organisations", "nouns"))


@cache
def _wordless_rules() -> frozenset[str]:
    """Return the rules whose words say nothing of the deed."""
    return frozenset(frame.rule for frame in load_frames("responsibility").frames if "wordless" in frame.values)


def _is_bare(context: DocumentContext, claim: Claim) -> bool:
    """True for "blamed the group", "rejected that" with no word for what: without a deed told before it says nothing."""
    is_that = claim.rule in _wordless_rules()
    if not isinstance(claim.detail, ResponsibilityDetail):
        return False
    if claim.detail.role != "is_blamed" and not is_that and not _is_of_unknown(claim):
        return False
    words = claim.detail.act
    return any(
        mark.role == "trigger" and context.document.text[mark.start : mark.end] == words for mark in claim.marks
    ) and (" " not in words)


def _is_of_unknown(claim: Claim) -> bool:
    """True for "a group calling itself X claimed responsibility": it may be one of hackers."""
    is_claim = isinstance(claim.detail, ResponsibilityDetail) and claim.detail.role == "claims"
    return is_claim and claim.actor is not None and claim.actor.actor_id is None


def _is_deed_named(context: DocumentContext, claim: Claim) -> bool:
    """True for "no one has claimed the attack, but suspicion fell on …", "he was shot at his door. Officials suspect …"."""
    view = context.view_at(claim.sentence_start)
    if view is None or not isinstance(claim.detail, ResponsibilityDetail) or claim.detail.role == "rejects":
        return False
    before = view.positions(view.sentence.start, claim.start)
    if any(is_known_deed(view, token) and view.tokens[token].pos == "NOUN" for token in before):
        return True
    if _is_of_unknown(claim):
        return False
    harm = read_words("status", "harm", "words")
    return any(not home.key_set.isdisjoint(harm) for home in context.views[max(view.index - 2, 0) : view.index])


def _is_toll_told(context: DocumentContext, by_sentence: Mapping[int, list[Claim]], claim: Claim) -> bool:
    """True if people killed or hurt were told of just before: somebody is blamed for that."""
    view = context.view_at(claim.sentence_start)
    begin = 0 if view is None else view.index
    near = context.views[max(begin - 2, 0) : begin + 1]
    told = (held for home in near for held in by_sentence.get(home.sentence.start, ()))
    return any(held.kind == "casualties" and held.start < claim.start for held in told)


def _event_of(
    context: DocumentContext, draft: Draft, claim: Claim, *, tellings: Mapping[int, list[Telling]]
) -> str | None:
    """Return the event told inside the words for the act, else the one they refer back to, else the latest before them."""
    view = context.view_at(claim.sentence_start)
    if view is None or not isinstance(claim.detail, ResponsibilityDetail):
        return None
    act_start = view.text.find(claim.detail.act, claim.start, claim.sentence_end)
    for token in view.positions(act_start, act_start + len(claim.detail.act)) if act_start >= 0 else ():
        told = draft.told_at.get((view.index, token))
        if told is not None:
            return told
    if _is_of_years(claim):  # "blamed for thousands of deaths since 2007": no single happening
        return None
    latest = _latest_event(tellings, view)
    return None if latest is None else latest.claim.claim_id


def _is_of_years(claim: Claim) -> bool:
    span = claim.interval
    return (
        span is not None
        and span.earliest is not None
        and span.latest is not None
        and (span.latest - span.earliest).days > _LONGEST_DAYS
    )


def _latest_event(tellings: Mapping[int, list[Telling]], view: SentenceView) -> Telling | None:
    before = [
        telling
        for index in range(max(view.index - _REACH, 0), view.index + 1)
        for telling in tellings.get(index, ())
        if telling.detail.event_type == "ASSAULT" and telling.detail.status == "completed" and not telling.is_response
    ]
    return max(before, key=lambda telling: telling.claim.start, default=None)
