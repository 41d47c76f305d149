"""Responsibility claims (who claims, is blamed, rejects) and denials, each pointing to what it is about where that is told.

They are read in two passes: the statements before the events (so that "claimed" is not read as anything else), their links
after all events are known.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Literal

from musterbook.errors import RegisterError
from musterbook.model import Attribution, CasualtiesDetail, Claim, DenialDetail, Mark, ResponsibilityDetail
from musterbook.records.context import DocumentContext
from musterbook.records.frames import Match, find_matches, load_frames
from musterbook.records.status import is_other_world, read_standing
from musterbook.records.tables import read_words
from musterbook.records.tellings import Draft, Telling
from musterbook.records.views import SentenceView
from musterbook.records.who import ARMED, Found

__all__ = ["link_responsibility", "read_responsibility"]

_Role = Literal["claims", "is_blamed", "rejects"]
_ROLES: tuple[_Role, ...] = ("claims", "is_blamed", "rejects")
_SPEAKERS = ARMED | {"government"}
_REACH = 12


def read_responsibility(context: DocumentContext, draft: Draft) -> None:
    """Add the responsibility and denial claims of the document to the draft, not linked yet."""
    table = load_frames("responsibility")
    for view in context.views:
        seen: set[int] = set()
        for match in find_matches(view, table):
            if match.position in seen or is_other_world(view, match.position):
                continue
            standing = read_standing(view, match.position)
            if standing.is_negated or standing.status not in {"completed", "historical"}:
                continue
            said = context.said_of(view, view.tokens[match.position].start)
            read = _read_denial if match.frame.values.get("kind") == "denial" else _read_role
            claim = read(context, view, match, said=said)
            if claim is not None:
                seen.add(match.position)
                draft.claims.append(claim)
                draft.taken.add((view.index, match.position))


def _read_role(context: DocumentContext, view: SentenceView, match: Match, *, said: Attribution) -> Claim | None:
    actor = _find_actor(context, view, match.slots.get("actor", ()), said=said)
    acts = match.slots.get("act", ())
    if actor is None or actor.reading.side == "unknown":
        actor = _find_speaker(context, view, match) or actor
    if actor is None or actor.reading.side not in _SPEAKERS:
        return None
    if match.frame.values.get("needs") == "deed" and not any(_is_deed(view, token) for token in acts):
        return None
    role = _role(match)
    if role == "is_blamed" and acts and not any(_is_deed(view, token) for token in acts):
        return None
    act = _act_words(view, acts, match)
    if act is None:
        return None
    speaker = said.source.actor
    is_own = _is_same(speaker, actor) or (actor.is_pronoun and said.source.kind == "armed_group")
    if match.frame.name == "is-behind" and is_own:
        role = "claims"
    marks = (Mark(role="trigger", start=act[0], end=act[1]),)
    slots = context.slots(view, acts[0] if acts else match.position, actor=actor, marks=marks)
    return context.make(
        view,
        "responsibility",
        detail=ResponsibilityDetail(role=role, act=view.text[act[0] : act[1]]),
        rule=match.frame.rule,
        slots=slots,
        trigger=context.trigger_mark(view, match.position, match.last),
    )


def _find_speaker(context: DocumentContext, view: SentenceView, match: Match) -> Found | None:
    """Return the party for which somebody claims: "a man who said he spoke for the group claimed responsibility"."""
    if match.frame.values.get("role") != "claims" or match.held is None:
        return None
    source = context.said_of(view, view.tokens[match.held].start).source
    if source.actor is None or source.start is None or source.end is None:
        return None
    return Found(reading=source.actor, start=source.start, end=source.end)


def _is_same(speaker: object, actor: Found) -> bool:
    actor_id = getattr(speaker, "actor_id", None)
    return actor_id is not None and actor_id == actor.reading.actor_id


def _find_actor(
    context: DocumentContext, view: SentenceView, tokens: tuple[int, ...], *, said: Attribution
) -> Found | None:
    for token in tokens:
        found = context.who.at(view, token, said=said)
        if found is not None:
            return found
    return None


def _role(match: Match) -> _Role:
    word = match.frame.values["role"]
    for role in _ROLES:
        if role == word:
            return role
    raise RegisterError("no such role", got=word, where=f"records/data/responsibility.toml {match.frame.name}")


def _is_deed(view: SentenceView, position: int) -> bool:
    deeds = read_words("responsibility", "deeds", "nouns")
    acts = read_words("responsibility", "deeds", "verbs")  # "of killing", "for attacking"
    return view.keys[position] in deeds or (view.tokens[position].pos == "VERB" and view.keys[position] in acts)


def _act_words(view: SentenceView, acts: tuple[int, ...], match: Match) -> tuple[int, int] | None:
    """Return the span of the words for what was done: the whole phrase, up to a comma that opens another clause."""
    if not acts:
        token = view.tokens[match.position if match.held is None else match.held]
        return token.start, token.end
    first = acts[0]
    below = view.subtree(first)
    high = below[-1]
    for position in below:
        is_break = view.tokens[position].text in {",", ";", "–", "—"} and position > first
        if is_break and view.tokens[min(position + 1, len(view.tokens) - 1)].tag not in {"CD", "NNP", "CC"}:
            high = position - 1
            break
    while high > first and view.tokens[high].pos == "PUNCT":
        high -= 1
    return view.tokens[below[0]].start, view.tokens[max(high, first)].end


# -- denials --------------------------------------------------------------------------------------------------------


def _read_denial(context: DocumentContext, view: SentenceView, match: Match, *, said: Attribution) -> Claim | None:
    position = match.position
    if view.arguments(position).is_passive:
        return None
    actor = _find_actor(context, view, match.slots.get("actor", ()), said=said)
    words: tuple[int, int] | None = None
    clause = view.child(position, "ccomp", "xcomp")
    objects = [token for token in match.slots.get("what", ()) if view.keys[token] in read_words("responsibility", "deeds", "statements")]  # fmt: skip
    if objects:
        words = _act_words(view, (objects[0],), match)
    elif clause is not None and view.keys[position] == "deny":
        below = [token for token in view.subtree(clause) if view.tokens[token].pos != "PUNCT"]
        below = below[1:] if view.keys[below[0]] == "that" and len(below) > 1 else below
        words = view.tokens[below[0]].start, view.tokens[below[-1]].end
    if words is None or not match.slots.get("actor"):
        return None
    marks = (Mark(role="trigger", start=words[0], end=words[1]),)
    slots = replace(context.slots(view, position, actor=actor, marks=marks), place=None, interval=None)
    return context.make(
        view,
        "denial",
        detail=DenialDetail(what=view.text[words[0] : words[1]]),
        rule=match.frame.rule,
        slots=slots,
        trigger=context.trigger_mark(view, position),
    )


# -- links ----------------------------------------------------------------------------------------------------------


def link_responsibility(context: DocumentContext, draft: Draft) -> None:
    """Point responsibility claims to the event they are about, and denials to what they deny."""
    linked: list[Claim] = []
    for claim in draft.claims:
        detail = claim.detail
        if isinstance(detail, ResponsibilityDetail):
            event_id = _event_of(context, draft, claim)
            if event_id is None and _is_bare(context, claim):
                continue
            linked.append(replace(claim, detail=replace(detail, event_claim_id=event_id)))
        elif isinstance(detail, DenialDetail):
            linked.append(replace(claim, detail=replace(detail, denies=_denied(context, draft, claim))))
        else:
            linked.append(claim)
    draft.claims[:] = linked


def _is_bare(context: DocumentContext, claim: Claim) -> bool:
    """True for "blamed the group" with no word for what: without an event told before it says nothing."""
    if not isinstance(claim.detail, ResponsibilityDetail) or claim.detail.role != "is_blamed":
        return False
    words = claim.detail.act
    return any(
        mark.role == "trigger" and context.document.text[mark.start : mark.end] == words for mark in claim.marks
    ) and (" " not in words)


def _event_of(context: DocumentContext, draft: Draft, claim: Claim) -> str | None:
    """Return the event told inside the words for the act, else the one they refer back to, else the latest before them."""
    view = next((held for held in context.views if held.sentence.start == claim.sentence_start), None)
    if view is None or not isinstance(claim.detail, ResponsibilityDetail):
        return None
    act_start = view.text.find(claim.detail.act, claim.start, claim.sentence_end)
    for token in view.positions(act_start, act_start + len(claim.detail.act)) if act_start >= 0 else ():
        told = draft.told_at.get((view.index, token))
        if told is not None:
            return told
    latest = _latest_event(draft, view)
    return None if latest is None else latest.claim.claim_id


def _latest_event(draft: Draft, view: SentenceView) -> Telling | None:
    before = [
        telling
        for telling in draft.tellings
        if 0 <= view.index - telling.view <= _REACH
        and telling.detail.event_type == "ASSAULT"
        and telling.detail.status == "completed"
        and not telling.is_response
    ]
    return max(before, key=lambda telling: telling.claim.start, default=None)


def _denied(context: DocumentContext, draft: Draft, claim: Claim) -> str | None:
    """Return the claim of somebody else that the denial speaks against: the same act or figure, told before it."""
    view = next((held for held in context.views if held.sentence.start == claim.sentence_start), None)
    if view is None or not isinstance(claim.detail, DenialDetail):
        return None
    words = set(claim.detail.what.lower().split())
    best: tuple[int, int, str] | None = None
    for other in draft.claims:
        if other is claim or other.start >= claim.start or other.kind in {"denial", "strength", "change"}:
            continue
        shared = len(words & set(other.sentence.lower().split()))
        if isinstance(other.detail, CasualtiesDetail):
            weight = 4 if words & read_words("responsibility", "deeds", "tolls") else 2
        else:
            weight = 3 if isinstance(other.detail, ResponsibilityDetail) or other.kind == "event" else 0
        key = (weight + min(shared, 3), other.start, other.claim_id)
        if best is None or key > best:
            best = key
    return None if best is None else best[2]
