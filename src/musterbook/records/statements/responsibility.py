"""Responsibility claims (who claims, is blamed, rejects) and denials, each pointing to what it is about where that is told.

They are read in two passes: the statements before the events (so that "claimed" is not read as anything else), their links
after all events are known.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Literal

from musterbook.errors import RegisterError
from musterbook.model import ActorReading, Attribution, Claim, DenialDetail, Mark, ResponsibilityDetail, Side
from musterbook.records.context import DocumentContext
from musterbook.records.events.tellings import Draft, Telling
from musterbook.records.sentences.frames import Match, find_matches, load_frames
from musterbook.records.sentences.status import read_standing
from musterbook.records.sentences.views import SentenceView
from musterbook.records.sentences.worlds import is_other_world
from musterbook.records.sides.acts import act_words, find_party, is_deed, is_own, refer_back, speaker_found
from musterbook.records.sides.salience import party_of
from musterbook.records.sides.who import ARMED, Found, noun_side
from musterbook.records.statements.denials import find_denied, read_denial
from musterbook.records.tables import read_words

__all__ = ["link_responsibility", "read_responsibility"]

_Role = Literal["claims", "is_blamed", "rejects"]
_ROLES: tuple[_Role, ...] = ("claims", "is_blamed", "rejects")
_SPEAKERS = ARMED | {"government"}
_DENIERS: frozenset[Side] = ARMED | {"government", "police"}
_REACH = 12
# A deed of a longer time than this is none of the happenings told before.
_LONGEST_DAYS = 31


def read_responsibility(context: DocumentContext, draft: Draft) -> None:
    """Add the responsibility and denial claims of the document to the draft, not linked yet."""
    table = load_frames("responsibility")
    for view in context.views:
        seen: set[int] = set()
        for match in find_matches(view, table):
            if match.position in seen or is_other_world(view, match.position):
                continue
            standing = read_standing(view, match.position)
            is_negated = standing.is_negated or (match.held is not None and view.is_negated(match.held))
            if is_negated != ("negated" in match.frame.values) or standing.status not in {"completed", "historical"}:
                continue
            said = context.said_of(view, view.tokens[match.position].start)
            courts = read_words("responsibility", "deeds", "courts")
            if any(view.keys[token] in courts for token in match.slots.get("actor", ())):
                continue
            read = read_denial if match.frame.values.get("kind") == "denial" else _read_role
            claim = read(context, view, match, said=said)
            if claim is not None:
                seen.add(match.position)
                draft.claims.append(claim)
                draft.taken.add((view.index, match.position))


def _read_role(context: DocumentContext, view: SentenceView, match: Match, *, said: Attribution) -> Claim | None:
    values = match.frame.values
    acts = tuple(refer_back(view, token) for token in match.slots.get("act", ()))
    actor = _own_actor(context, view, match, said=said, acts=acts) if "own" in values else None
    if actor is None and "own" not in values:
        actor = find_party(context, view, match.slots.get("actor", ()), said=said)
        if actor is None or actor.reading.side == "unknown":
            referred = (party_of(context, view, token, said=said) for token in match.slots.get("actor", ()))
            actor = _find_speaker(context, view, match) or next(
                (found for found in referred if found is not None), actor
            )
    if actor is None or actor.reading.side not in _SPEAKERS:
        return None
    if not _meets_needs(view, match, acts) or (_role(match) == "claims" and acts and _is_policy(view, acts, actor)):
        return None
    if match.frame.values.get("needs") == "offence" and actor.reading.side == "police":
        return None  # "the police acknowledged the raid": they report it
    role = _role(match)
    if role == "is_blamed" and view.tokens[match.position].dep == "amod":
        return None  # "suspected members"
    speaker = said.source.actor
    is_own_word = _is_same(speaker, actor) or (actor.is_pronoun and said.source.kind == "armed_group")
    if role == "is_blamed" and is_own_word:
        if match.frame.name not in {"is-behind", "work-of", "is-responsible"} or said.stance == "denies":
            return None
        role = "claims"
    act = act_words(view, acts, match)
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


def _is_policy(view: SentenceView, acts: tuple[int, ...], actor: Found) -> bool:
    """True for "the minister took responsibility for the delay": a government answers for much that is no deed of violence."""
    is_deed_told = any(is_deed(view, token) or _is_anaphor(view, token) for token in acts)
    return actor.reading.side == "government" and not is_deed_told


def _meets_needs(view: SentenceView, match: Match, acts: tuple[int, ...]) -> bool:
    """True if the act is of the sort that the row asks for."""
    needs = match.frame.values.get("needs")
    if needs == "deed":
        return any(is_deed(view, token) or _is_anaphor(view, token) for token in acts)
    if needs == "offence":
        return any(is_deed(view, token, "offences") and view.tokens[token].pos != "VERB" for token in acts)
    if needs == "own deed":
        return any(
            is_deed(view, token) and view.tokens[token].pos == "VERB" and _does_it_oneself(view, token, match)
            for token in acts
        )
    if _role(match) == "is_blamed" and acts:
        return any(is_deed(view, token) for token in acts)
    return True


def _does_it_oneself(view: SentenceView, act: int, match: Match) -> bool:
    """True for "admitted that its men had fired": the doer of the clause is who admits it, or belongs to him."""
    if view.arguments(act).is_passive:
        return False
    doers = view.arguments(act).agents
    if not doers or set(doers) & set(match.slots["actor"]):  # "admitted killing"
        return bool(doers) or view.tokens[act].tag == "VBG"
    pronouns = [child for child in (doers[0], *view.children[doers[0]]) if view.tokens[child].pos == "PRON"]
    return any(view.keys[child] not in {"who", "which"} for child in pronouns)


def _own_actor(
    context: DocumentContext, view: SentenceView, match: Match, *, said: Attribution, acts: tuple[int, ...]
) -> Found | None:
    """Return the group that says of itself that it did it, or did not; None where it speaks of others or of no known deed."""
    is_denied = _role(match) == "rejects"
    # "Denied that it had carried out the attack" claims nothing.
    speaker = speaker_found(said) if is_denied or said.stance != "denies" else None
    if speaker is None or speaker.reading.side not in (_SPEAKERS if is_denied else {"armed_group"}):
        return None
    is_held = match.held is not None  # "in revenge" needs no further deed
    if match.frame.values["own"] == "subject" and not is_held and not any(_is_known_deed(view, act) for act in acts):
        return None
    if match.frame.values["own"] == "attribute":
        owners = read_words("responsibility", "deeds", "owners")
        for token in match.slots["actor"]:
            below = (token, *view.prepositional(token, ("of",)))
            if any(view.keys[inner] in owners for inner in below) and view.keys[token] not in {"they"}:
                return speaker
        return None
    for token in match.slots["actor"]:
        if is_own(view, token, context.who.at(view, token, said=said), said) or is_held:
            return speaker
    return None


def _is_known_deed(view: SentenceView, position: int) -> bool:
    """True for "the attack", "that bombing", "this": a deed told before."""
    if _is_anaphor(view, position):
        return True
    is_definite = any(view.keys[child] in {"the", "this", "that", "these"} for child in view.children[position])
    return is_definite and is_deed(view, position, "offences")


def _is_anaphor(view: SentenceView, position: int) -> bool:
    is_word = view.keys[position] in read_words("responsibility", "deeds", "anaphors")
    return is_word and view.tokens[position].pos in {"PRON", "DET", "ADV"}


def _find_speaker(context: DocumentContext, view: SentenceView, match: Match) -> Found | None:
    """Return the party for which somebody claims: "a man who said he spoke for the group claimed responsibility"."""
    if match.frame.values.get("role") != "claims" or match.held is None:
        return None
    return speaker_found(context.said_of(view, view.tokens[match.held].start))


def _is_same(speaker: object, actor: Found) -> bool:
    actor_id = getattr(speaker, "actor_id", None)
    return actor_id is not None and actor_id == actor.reading.actor_id


def _role(match: Match) -> _Role:
    word = match.frame.values["role"]
    for role in _ROLES:
        if role == word:
            return role
    raise RegisterError("no such role", got=word, where=f"records/data/responsibility.toml {match.frame.name}")


# -- links ----------------------------------------------------------------------------------------------------------


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
            if event_id is None and _is_bare(context, claim) and not _is_toll_told(context, by_sentence, claim):
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


def _is_bare(context: DocumentContext, claim: Claim) -> bool:
    """True for "blamed the group", "rejected that" with no word for what: without a deed told before it says nothing."""
    is_that = claim.rule in {"responsibility/rejects-that", "responsibility/is-guilty"}
    if not isinstance(claim.detail, ResponsibilityDetail) or not (claim.detail.role == "is_blamed" or is_that):
        return False
    words = claim.detail.act
    return any(
        mark.role == "trigger" and context.document.text[mark.start : mark.end] == words for mark in claim.marks
    ) and (" " not in words)


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
