"""Relation claims: pledges, alliances, co-operation, splits, rivalry, absorption and talks between two named actors."""

from __future__ import annotations

from dataclasses import replace
from typing import Literal

from musterbook.errors import RegisterError
from musterbook.model import ActorReading, Attribution, Mark, Mention, RelationDetail
from musterbook.records.context import DocumentContext
from musterbook.records.frames import Match, find_matches, load_frames
from musterbook.records.relation_sides import SIDES, fill_sides
from musterbook.records.salience import pair_of, party_of
from musterbook.records.statements import is_stated
from musterbook.records.tables import read_words
from musterbook.records.tellings import Draft
from musterbook.records.views import SentenceView
from musterbook.records.who import Found, is_same, unnamed

__all__ = ["read_relations"]

_Relation = Literal["pledge", "alliance", "cooperation", "split", "rivalry", "absorbed", "clash", "talks"]
_RELATIONS: tuple[_Relation, ...] = (
    "pledge", "alliance", "cooperation", "split", "rivalry", "absorbed", "clash", "talks",
)  # fmt: skip


def read_relations(context: DocumentContext, draft: Draft) -> None:
    """Add the relation claims of the document to the draft."""
    table = load_frames("relations")
    for view in context.views:
        for match in find_matches(view, table):
            is_denied = match.held is not None and view.is_negated(match.held)  # "has no ties to"
            if (view.index, match.position) in draft.taken or is_denied or not is_stated(context, view, match):
                continue
            said = context.said_of(view, view.tokens[match.position].start)
            if "reciprocal" in match.frame.values and not _is_mutual(view, match):
                continue
            pair = _read_pair(context, view, match, said=said)
            if pair is None or not _is_pair(match, *pair) or _is_told(draft, view, match, *pair):
                continue
            one, other = reversed(pair) if "swap" in match.frame.values else pair
            marks = (Mark(role="recipient", start=other.start, end=other.end),)
            slots = context.slots(view, match.position, actor=one, is_narrow=True, marks=marks)
            claim = context.make(
                view,
                "relation",
                detail=RelationDetail(relation=_relation(match), other=other.reading),
                rule=match.frame.rule,
                slots=slots,
                trigger=context.trigger_mark(view, match.position, match.last),
            )
            if claim.place is not None and _is_name(claim.place.words, other):
                claim = replace(claim, place=None)
            draft.claims.append(claim)
            draft.taken.add((view.index, match.position))


def _read_pair(
    context: DocumentContext, view: SentenceView, match: Match, *, said: Attribution
) -> tuple[Found, Found] | None:
    firsts = match.slots.get("actor", ())
    if "appositive" in match.frame.values:
        firsts = _described(view, match.position)
        if "between" in match.frame.values and firsts:
            firsts = view.conjuncts(firsts[0])  # "X and Y, allies until last week"
    seconds = firsts[1:] if "between" in match.frame.values else match.slots.get("other", ())
    one = _first_actor(context, view, firsts[:1], said=said)
    other = _first_actor(context, view, seconds, said=said)
    if "between" in match.frame.values and not seconds and firsts:
        pair = pair_of(context, view, firsts[0])
        if pair is not None:
            return pair  # "the two fell out"
        if _are_several(view, firsts[0]):
            one = one or _some_group(view, firsts[0]) if _tells_of_groups(context, view) else one
            return None if one is None else (one, unnamed(one))  # "the two groups fell out"
    if "groups" in match.frame.values and other is not None and firsts and one is None:
        one = _some_group(view, firsts[0])
    if "unnamed" in match.frame.values and one is not None and other is None and seconds:
        other = _some_group(view, seconds[0])
    is_open = one is None and (not firsts or view.tokens[firsts[0]].entity == "PERSON")  # not "many have sworn …"
    if "near" in match.frame.values and (is_open or (one is not None and other is None)):
        one, other = fill_sides(context, view, match, known=(one, other))
    if one is not None and other is not None and is_same(one, other) and other.reading.role is not None:
        other = unnamed(other)  # nobody pledges to himself: "the group" is another one
    return None if one is None or other is None else (one, other)


def _is_mutual(view: SentenceView, match: Match) -> bool:
    """True for "each other" and "one another", not for "killed three others"."""
    return match.held is not None and any(view.keys[child] in {"each", "one"} for child in view.children[match.held])


def _is_told(draft: Draft, view: SentenceView, match: Match, one: Found, other: Found) -> bool:
    """True where the sentence has told of the two already, and this row found a side only nearby."""
    pair = {one.reading.actor_id, other.reading.actor_id}
    if None in pair:
        return False  # two that have no name need not be the same two
    for held in reversed(draft.claims):
        if held.sentence_start != view.sentence.start or not isinstance(held.detail, RelationDetail):
            continue
        ids = {None if held.actor is None else held.actor.actor_id, held.detail.other.actor_id}
        if ids == pair and (held.detail.relation == _relation(match) or "near" in match.frame.values):
            return True
    return False


def _some_group(view: SentenceView, position: int) -> Found | None:
    """Return a group the record has no name for: "a rival wing", "Barnawi's faction"."""
    token = view.tokens[position]
    if view.keys[position] not in read_words("relations", "groups", "nouns"):
        return None
    why = f"the noun ‘{token.text}’ beside an armed group"
    reading = ActorReading(actor_id=None, name=None, side="armed_group", words=token.text, role=token.text, why=why)
    return Found(reading=reading, start=token.start, end=token.end)


def _tells_of_groups(context: DocumentContext, view: SentenceView) -> bool:
    """True if an armed group was named in this sentence or the two before it."""
    return any(
        isinstance(mention.reading, ActorReading) and mention.reading.side == "armed_group"
        for home in context.views[max(view.index - 2, 0) : view.index + 1]
        for mention in home.mentions
    )


def _side(mention: Mention) -> str | None:
    return mention.reading.side if isinstance(mention.reading, ActorReading) else None


def _described(view: SentenceView, noun: int) -> tuple[int, ...]:
    """Return whom an apposition or a predicate describes: "Ansaru, a splinter of …", "Ansaru is an offshoot of …"."""
    token = view.tokens[noun]
    if token.dep == "appos":
        return (token.head,)
    return view.arguments(token.head).agents if token.dep == "attr" else ()


def _are_several(view: SentenceView, noun: int) -> bool:
    """True for "the two groups", "four jihadist groups", "both wings": several groups in one word."""
    is_group = view.keys[noun] in read_words("relations", "groups", "nouns") or view.keys[noun] in read_words(
        "relations", "heirs", "nouns"
    )
    counts = {view.keys[child] for child in view.children[noun]}
    is_counted = any(view.tokens[child].dep == "nummod" for child in view.children[noun]) or bool(counts & {"both"})
    wholes = [view.mention("actor", token) for token in view.prepositional(noun, ("of",))]
    of_others = any(mention is None or _side(mention) != "armed_group" for mention in wholes)
    return is_group and is_counted and view.tokens[noun].tag == "NNS" and not of_others  # "of students"


def _first_actor(
    context: DocumentContext, view: SentenceView, tokens: tuple[int, ...], *, said: Attribution
) -> Found | None:
    for token in tokens:
        found = party_of(context, view, token, said=said)
        if found is not None and found.reading.side in SIDES:
            return found
    return None


def _is_pair(match: Match, one: Found, other: Found) -> bool:
    """Two actors, at least one of them an armed group, not one and the same words."""
    if (one.start, one.end) == (other.start, other.end):
        return "between" in match.frame.values and one.reading.side == "armed_group"
    if is_same(one, other):
        return False
    sides = {one.reading.side, other.reading.side}
    if "armed_group" not in sides:
        return False
    if "groups" in match.frame.values and other.reading.side != "armed_group":
        return False
    if "both" in match.frame.values and {one.reading.side, other.reading.side} != {"armed_group"}:
        return False  # an army that fights a group is an event
    is_named = one.reading.actor_id is not None or other.reading.actor_id is not None
    is_same_word = one.reading.words.lower() == other.reading.words.lower()
    return is_named and not is_same_word


def _is_name(words: str, other: Found) -> bool:
    return words in other.reading.words


def _relation(match: Match) -> _Relation:
    word = match.frame.values["relation"]
    for relation in _RELATIONS:
        if relation == word:
            return relation
    raise RegisterError("no such relation", got=word, where=f"records/data/relations.toml {match.frame.name}")
