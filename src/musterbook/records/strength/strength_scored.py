"""Strength claims by weighed cues: the numbers that no frame read, where enough speaks for them.

It comes last: a number that tells of the fallen, the moved or the recruited is taken. Whose it is must be known from the
owner, the subject, the counted noun or the strength told just before; a number of nobody in particular is no claim.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, replace

from musterbook.model import (
    ActorReading,
    AnnotatedDocument,
    Attribution,
    Claim,
    Mention,
    QuantityReading,
    SlotReason,
    StrengthDetail,
    Weighed,
)
from musterbook.records.context import DocumentContext, Slots
from musterbook.records.events.tellings import Draft
from musterbook.records.sentences.status import read_standing
from musterbook.records.sentences.views import SentenceView
from musterbook.records.sentences.worlds import is_other_world
from musterbook.records.sides.who import Found
from musterbook.records.strength.comparisons import read_comparisons
from musterbook.records.strength.counts import counted_words
from musterbook.records.strength.strength import BASELINE
from musterbook.records.strength.strength_cues import find_counted, read_cues
from musterbook.records.strength.topics import is_apart, new_body
from musterbook.records.tables import LearnedWeights, read_weights, read_words

__all__ = ["SCORED", "explain_scored", "find_candidates", "read_scored"]

SCORED = "strength/scored"
_GROUPS = frozenset({"armed_group", "state_force", "police", "international_force", "government"})
_STATES = frozenset({"state_force", "police", "government", "international_force"})
_BACK_CHARACTERS = 500
_BACK_SENTENCES = 2
_MIDNIGHT = 2400  # hours and minutes, written as one number


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """A number that no claim holds, with its cues."""

    view: SentenceView
    mention: Mention
    cues: Mapping[str, float]


def _probability(cues: Mapping[str, float], weights: LearnedWeights) -> float:
    return 1 / (1 + math.exp(-weights.sum_up(cues)))


def find_candidates(context: DocumentContext, claims: list[Claim], *, taken: frozenset[int]) -> list[Candidate]:
    """Return the numbers of people under arms that stand at no offset of `taken`, in order.

    Args:
        context: of the document.
        claims: read so far; the strengths among them are cues for others.
        taken: offsets where numbers begin that other claims hold.
    """
    strengths = [(claim.sentence_start, _start_of_number(claim)) for claim in claims if claim.kind == "strength"]
    sentences: dict[int, set[int]] = {}
    for start, number in strengths:
        sentences.setdefault(start, set()).add(number)
    found: list[Candidate] = []
    last: int | None = None
    for view in context.views:
        here = sentences.get(view.sentence.start, set())
        is_after = last is not None and view.sentence.start - last < _BACK_CHARACTERS
        for mention in view.of_kind("quantity"):
            if mention.start in taken:
                continue
            cues = read_cues(view, mention, is_beside_strength=bool(here - {mention.start}), is_after_strength=is_after)
            if cues is not None:
                found.append(Candidate(view=view, mention=mention, cues=cues))
        if here:
            last = view.sentence.start
    return found


def explain_scored(annotated: AnnotatedDocument, claims: tuple[Claim, ...]) -> dict[str, SlotReason]:
    """Return why each claim that cues speak for was made: by claim id, the cues with their weights, the heaviest first."""
    scored = {_start_of_number(claim): claim.claim_id for claim in claims if claim.rule == SCORED}
    if not scored:
        return {}
    taken = frozenset(
        mark.start for claim in claims for mark in claim.marks if mark.role == "quantity" and mark.start not in scored
    )
    # What stood beside it when it was read: the claims of frames.
    others = [claim for claim in claims if claim.rule != SCORED]
    weights = read_weights("strength")
    return {
        scored[candidate.mention.start]: _explain(candidate, weights)
        for candidate in find_candidates(DocumentContext(annotated, made_by=""), others, taken=taken)
        if candidate.mention.start in scored
    }


def _explain(candidate: Candidate, weights: LearnedWeights) -> SlotReason:
    probability = _probability(candidate.cues, weights)
    cues = sorted(candidate.cues, key=lambda name: -abs(weights.of.get(name, 0.0)))
    return SlotReason(
        slot="strength",
        value=f"{probability:.0%}",
        why=f"no frame reads this number; its cues make it a strength with {probability:.0%}, the least is {weights.least:.0%}",
        table="records/data/strength-weights.json",
        weighed=tuple(
            Weighed(
                words=name, is_chosen=weights.of.get(name, 0.0) > 0, reason=f"worth {weights.of.get(name, 0.0):+.2f}"
            )
            for name in cues
        ),
    )


def _start_of_number(claim: Claim) -> int:
    return next((mark.start for mark in claim.marks if mark.role == "quantity"), claim.start)


def read_scored(context: DocumentContext, draft: Draft) -> None:
    """Add the strength claims that the cues speak for, and the changes between them and the others of the sentence."""
    weights = read_weights("strength")
    taken = frozenset(mark.start for claim in draft.claims for mark in claim.marks if mark.role == "quantity")
    changed: dict[int, SentenceView] = {}
    for candidate in find_candidates(context, draft.claims, taken=taken):
        if _probability(candidate.cues, weights) < weights.least:
            continue
        claim = _make_claim(context, draft, candidate)
        if claim is not None:
            draft.claims.append(claim)
            changed[candidate.view.index] = candidate.view
    for view in changed.values():
        read_comparisons(context, draft, view)


def _make_claim(context: DocumentContext, draft: Draft, candidate: Candidate) -> Claim | None:
    view, mention = candidate.view, candidate.mention
    noun = find_counted(view, view.positions(mention.start, mention.end))
    said = context.said_of(view, mention.start)
    standing = read_standing(view, view.clause_head(noun))
    is_told = standing.status in {"completed", "historical"} and not standing.is_negated
    if said.stance == "denies" or is_other_world(view, noun) or not is_told or _is_hour(view, mention):
        return None
    if _is_of_the_fallen(draft, view, noun):
        return None
    group = _find_group(context, draft, view, noun, said=said)
    reading = mention.reading
    if group is None or not isinstance(reading, QuantityReading):
        return None
    is_earlier = "compared" in candidate.cues and "beside a strength" in candidate.cues
    return context.make(
        view,
        "strength",
        detail=StrengthDetail(counted=counted_words(view, noun)),
        rule=BASELINE if is_earlier else SCORED,
        slots=_without_ground_of_deed(
            view, noun, candidate, context.slots(view, noun, actor=group, quantity=(reading, mention), is_narrow=True)
        ),
        trigger=context.trigger_mark(view, noun),
    )


def _is_of_the_fallen(draft: Draft, view: SentenceView, noun: int) -> bool:
    """True for "killed at least 150 people, …, and as many as 2,000": a number without a noun beside a count of dead or hurt."""
    token = view.tokens[noun]
    # The parser joins such a number to the verb: "killed …, and as many as 2,000".
    is_bare = token.pos == "NUM" and token.dep == "conj" and view.tokens[token.head].pos == "VERB"
    return is_bare and any(claim.kind == "casualties" for claim in draft.of_sentence(view.sentence.start))


def _is_hour(view: SentenceView, mention: Mention) -> bool:
    """True for "at 1800", "at approximately 2100 on Friday": four figures without a noun say when."""
    tokens = view.positions(mention.start, mention.end)
    digits = [view.tokens[token].text for token in tokens if view.tokens[token].pos == "NUM"]
    is_clock = len(digits) == 1 and len(digits[0]) == len("1800") and digits[0].isdigit() and int(digits[0]) < _MIDNIGHT
    return is_clock and view.governing_preposition(tokens[-1]) in read_words("strength", "hours", "prepositions")


def _without_ground_of_deed(view: SentenceView, noun: int, candidate: Candidate, slots: Slots) -> Slots:
    """Leave out the place of a deed that the sentence also tells: "of its 4,000 fighters it has sent 500 to Niger"."""
    if slots.place is None or not candidate.cues.keys() & {"verb deed", "verb other", "verb fate"}:
        return slots
    mark = slots.place[1]
    is_own = bool(set(view.positions(mark.start, mark.end)) & set(view.subtree(noun)))
    return slots if is_own else replace(slots, place=None)


def _find_group(
    context: DocumentContext, draft: Draft, view: SentenceView, noun: int, *, said: Attribution
) -> Found | None:
    """Return whose number it is: of the owner, the counted noun, the subject, or of the strength told just before."""
    tokens = [token for token in (view.child(noun, "poss"), noun) if token is not None]
    verb = view.clause_head(noun)
    sides = view.arguments(verb)
    # "Put the strength of the group at several hundred": the group stands with what is measured.
    tokens.extend(
        owner for patient in sides.patients for owner in view.prepositional(patient, ("of",)) if owner != noun
    )
    tokens.extend(token for token in (*(sides.patients if sides.is_passive else ()), *sides.agents) if token != noun)
    head = view.tokens[noun].head
    if view.tokens[head].pos in {"NOUN", "PROPN"}:  # "the front, once 180 strong"
        tokens.append(head)
    tokens.extend(view.tokens[above].head for above in view.ancestors(noun) if view.tokens[above].dep == "acl")
    new = next((body for token in tokens if (body := new_body(view, token)) is not None), None)
    if new is not None or any(is_apart(view, token) for token in tokens):
        return new
    if _is_of_town(view, noun, tokens):
        return None
    described: Found | None = None
    for token in tokens:
        found = context.who.at(view, token, said=said) or context.who.owner(view, token, said=said)
        if found is None or found.reading.side not in _GROUPS:
            continue
        if found.reading.actor_id is not None:
            return found
        described = described or found
    before = _told_before(draft, view)
    # "The army has 9,000 soldiers", after the size of a group, tells of no group.
    is_of_others = described is not None and before is not None and described.reading.side in _STATES
    if is_of_others and before is not None and before.reading.side == "armed_group":
        return described
    return before or described or _named_before(context, view, noun)


def _is_of_town(view: SentenceView, noun: int, holders: list[int]) -> bool:
    """True for "the town's 30,000 people": people whom a place holds are no men of the group told before."""
    if view.keys[noun] not in read_words("strength", "own", "people"):
        return False
    grounds = read_words("strength", "areas", "towns") | read_words("strength", "areas", "nouns")
    above = [view.tokens[token].head for token in view.ancestors(noun) if view.tokens[token].dep == "prep"]
    return any(view.keys[token] in grounds or view.mention("place", token) is not None for token in (*holders, *above))


def _told_before(draft: Draft, view: SentenceView) -> Found | None:
    """Return the group of the last strength before or in this sentence, if it lies near."""
    for claim in reversed(draft.claims):
        is_near = 0 <= view.sentence.start - claim.sentence_start < _BACK_CHARACTERS
        mark = next((mark for mark in claim.marks if mark.role == "actor"), None)
        if claim.kind == "strength" and is_near and claim.actor is not None and mark is not None:
            return Found(reading=claim.actor, start=mark.start, end=mark.end)
    return None


def _named_before(context: DocumentContext, view: SentenceView, noun: int) -> Found | None:
    """Return the armed group named last before the number, in this sentence or one of the two before."""
    end = view.tokens[noun].start
    for earlier in reversed(context.views[max(0, view.index - _BACK_SENTENCES) : view.index + 1]):
        for mention in reversed(earlier.mentions):
            reading = mention.reading
            is_group = isinstance(reading, ActorReading) and reading.side == "armed_group"
            if is_group and isinstance(reading, ActorReading) and mention.end <= end:
                why = f"the group named last before the number, ‘{mention.text}’"
                held = replace(reading, count=None, why=why)
                return Found(reading=held, start=mention.start, end=mention.end)
    return None
