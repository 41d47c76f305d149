"""Relation claims: pledges, alliances, co-operation, splits, rivalry, absorption and talks between two named actors."""

from __future__ import annotations

from dataclasses import replace
from typing import Literal

from musterbook.errors import RegisterError
from musterbook.model import ActorReading, Mark, RelationDetail
from musterbook.records.context import DocumentContext
from musterbook.records.events.tellings import Draft
from musterbook.records.sentences.frames import Match, find_matches, load_frames
from musterbook.records.sentences.statements import is_stated
from musterbook.records.sentences.status import read_standing
from musterbook.records.sentences.views import SUBJECTS, SentenceView
from musterbook.records.sides.who import Found, is_same
from musterbook.records.statements.relation_pairs import is_between, read_pair
from musterbook.records.tables import read_words

__all__ = ["read_relations"]

_Relation = Literal["pledge", "alliance", "cooperation", "split", "rivalry", "absorbed", "clash", "talks"]
_RELATIONS: tuple[_Relation, ...] = (
    "pledge", "alliance", "cooperation", "split", "rivalry", "absorbed", "clash", "talks",
)  # fmt: skip


def read_relations(context: DocumentContext, draft: Draft) -> None:
    """Add the relation claims of the document to the draft."""
    table = load_frames("relations")
    for view in context.views:
        # The row that names more goes first: "broke off talks with" is no breach.
        for match in sorted(find_matches(view, table), key=lambda found: (found.position, found.held is None)):
            is_denied = match.held is not None and view.is_negated(match.held)  # "has no ties to"
            is_told = is_stated(context, view, match) or _is_agreed(view, match) or _is_to_come(context, view, match)
            if (view.index, match.position) in draft.taken or is_denied or not is_told:
                continue
            if match.is_noun and _is_in_name(view, match.position):
                continue
            said = context.said_of(view, view.tokens[match.position].start)
            if not _has_its_form(view, match):
                continue
            pair = read_pair(context, view, match, said=said)
            if pair is None or not _is_pair(match, *pair) or _is_told(draft, view, match, *pair):
                continue
            one, other = reversed(pair) if "swap" in match.frame.values else pair
            marks = (Mark(role="recipient", start=other.start, end=other.end),)
            slots = context.slots(view, match.position, actor=one, is_narrow=True, marks=marks)
            claim = context.make(
                view,
                "relation",
                detail=RelationDetail(relation=_relation(view, match), other=other.reading),
                rule=match.frame.rule,
                slots=slots,
                trigger=context.trigger_mark(view, match.position, match.last),
            )
            if claim.place is not None and _is_name(claim.place.words, other):
                claim = replace(claim, place=None)
            draft.claims.append(claim)
            draft.taken.add((view.index, match.position))
            if match.held is not None:  # "cut its ties": the noun tells of no tie besides
                draft.taken.add((view.index, match.held))


def _is_agreed(view: SentenceView, match: Match) -> bool:
    """True for "agreed to merge", "decided to join hands": what is agreed of another side is so from then on."""
    token = view.tokens[match.position]
    above = token.head
    is_open = match.frame.values["relation"] in {"alliance", "absorbed", "cooperation", "pledge", "talks"}
    if not is_open or token.dep != "xcomp" or view.keys[above] not in read_words("relations", "agreed", "verbs"):
        return False
    standing = read_standing(view, above)
    return standing.status in {"completed", "historical"} and not standing.is_negated


def _is_to_come(context: DocumentContext, view: SentenceView, match: Match) -> bool:
    """True for "will merge with", "the two will meet on Monday" without an "if": how they are to stand is told as settled."""
    if match.is_noun or context.said_of(view, view.tokens[match.position].start).stance == "denies":
        return False
    standing = read_standing(view, match.position)
    words = read_words("status", "auxiliaries", "planned")
    beside = view.children[match.position]
    is_sure = any(view.tokens[child].dep == "aux" and view.keys[child] in words for child in beside)
    is_open = not view.key_set.isdisjoint(read_words("status", "marks", "hypothetical"))
    is_open = is_open or any(view.keys[child] in read_words("relations", "agreed", "doubts") for child in beside)
    token = view.tokens[match.position]  # "thinks that it will negotiate" is a guess
    is_told = token.dep != "ccomp" or view.keys[token.head] in read_words("status", "saying", "verbs")
    return standing.status == "planned" and is_sure and is_told and not standing.is_negated and not is_open


def _is_in_name(view: SentenceView, position: int) -> bool:
    """True for "Alliance" in the name of a group."""
    mention = view.mention("actor", position)
    is_known = (
        mention is not None and isinstance(mention.reading, ActorReading) and mention.reading.actor_id is not None
    )
    return is_known or view.tokens[position].pos == "PROPN"


def _has_its_form(view: SentenceView, match: Match) -> bool:
    """True if the verb stands as the row asks for: with "each other", without an object, as what goes on."""
    values = match.frame.values
    is_lasting = view.tokens[match.position].tag == "VBG" and view.child(match.position, "aux") is not None
    lacks = (
        "reciprocal" in values and not _is_mutual(view, match),
        "objectless" in values and bool(view.arguments(match.position).patients),
        "lasting" in values and (not is_lasting or bool(view.arguments(match.position).patients)),
    )
    return not any(lacks)


def _is_mutual(view: SentenceView, match: Match) -> bool:
    """True for "each other" and "one another", not for "killed three others"."""
    return match.held is not None and any(view.keys[child] in {"each", "one"} for child in view.children[match.held])


def _is_told(draft: Draft, view: SentenceView, match: Match, one: Found, other: Found) -> bool:
    """True where the sentence has told of the two already, and this row found a side only nearby."""
    pair = {one.reading.actor_id, other.reading.actor_id}
    words = {one.reading.words, other.reading.words}
    for held in reversed(draft.claims):
        if held.sentence_start != view.sentence.start or not isinstance(held.detail, RelationDetail):
            continue
        ids = {None if held.actor is None else held.actor.actor_id, held.detail.other.actor_id}
        told = {None if held.actor is None else held.actor.words, held.detail.other.words}
        is_same_two = ids == pair and (
            None not in pair or told == words
        )  # without a name they need not be the same two
        if is_same_two and (held.detail.relation == _relation(view, match) or "near" in match.frame.values):
            return True
    return False


def _is_pair(match: Match, one: Found, other: Found) -> bool:
    """Two actors, at least one of them an armed group, not one and the same words."""
    if (one.start, one.end) == (other.start, other.end):
        return bool({"between", "mutual"} & set(match.frame.values)) and one.reading.side == "armed_group"
    if is_same(one, other):
        return False
    sides = {one.reading.side, other.reading.side}
    is_treaty = "mutual" in match.frame.values and is_between(match) and "government" in sides
    if "armed_group" not in sides or (is_treaty and match.frame.values["relation"] != "talks"):
        return False  # a ceasefire that a government and a group agree is an event
    if "groups" in match.frame.values and other.reading.side != "armed_group":
        return False
    if "both" in match.frame.values and {one.reading.side, other.reading.side} != {"armed_group"}:
        return False  # an army that fights a group is an event
    is_named = any(side.reading.actor_id or side.reading.nationality for side in (one, other))
    is_same_word = one.reading.words.lower() == other.reading.words.lower()
    return is_named and not is_same_word


def _is_name(words: str, other: Found) -> bool:
    return words in other.reading.words


def _relation(view: SentenceView, match: Match) -> _Relation:
    """Return the relation of the row; a tie that is said to have gone bad is a rivalry."""
    token = view.tokens[match.position]
    is_soured = (
        match.is_noun and token.dep in SUBJECTS and view.keys[token.head] in read_words("relations", "soured", "verbs")
    )
    word = match.frame.values["relation"]
    if is_soured and word in {"cooperation", "alliance"}:
        return "rivalry" if word == "cooperation" else "split"
    for relation in _RELATIONS:
        if relation == word:
            return relation
    raise RegisterError("no such relation", got=word, where=f"records/data/relations.toml {match.frame.name}")
