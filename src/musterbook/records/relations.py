"""Relation claims: pledges, alliances, co-operation, splits, rivalry, absorption and talks between two named actors."""

from __future__ import annotations

from dataclasses import replace
from typing import Literal

from musterbook.errors import RegisterError
from musterbook.model import Attribution, Mark, RelationDetail
from musterbook.records.context import DocumentContext
from musterbook.records.frames import Match, find_matches, load_frames
from musterbook.records.statements import is_stated
from musterbook.records.tellings import Draft
from musterbook.records.views import SentenceView
from musterbook.records.who import ARMED, Found, is_same, unnamed

__all__ = ["read_relations"]

_Relation = Literal["pledge", "alliance", "cooperation", "split", "rivalry", "absorbed", "clash", "talks"]
_RELATIONS: tuple[_Relation, ...] = (
    "pledge", "alliance", "cooperation", "split", "rivalry", "absorbed", "clash", "talks",
)  # fmt: skip
_SIDES = ARMED | {"government"}


def read_relations(context: DocumentContext, draft: Draft) -> None:
    """Add the relation claims of the document to the draft."""
    table = load_frames("relations")
    for view in context.views:
        for match in find_matches(view, table):
            if (view.index, match.position) in draft.taken or not is_stated(context, view, match):
                continue
            said = context.said_of(view, view.tokens[match.position].start)
            pair = _read_pair(context, view, match, said=said)
            if pair is None or not _is_pair(match, *pair):
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
    seconds = firsts[1:] if "between" in match.frame.values else match.slots.get("other", ())
    one = _first_actor(context, view, firsts[:1], said=said)
    other = _first_actor(context, view, seconds, said=said)
    if one is not None and other is not None and is_same(one, other) and other.reading.role is not None:
        other = unnamed(other)  # nobody pledges to himself: "the group" is another one
    return None if one is None or other is None else (one, other)


def _first_actor(
    context: DocumentContext, view: SentenceView, tokens: tuple[int, ...], *, said: Attribution
) -> Found | None:
    for token in tokens:
        found = context.who.at(view, token, said=said)
        if found is not None and found.reading.side in _SIDES:
            return found
    return None


def _is_pair(match: Match, one: Found, other: Found) -> bool:
    """Two actors, at least one of them an armed group, not one and the same words."""
    if (one.start, one.end) == (other.start, other.end) or is_same(one, other):
        return False
    sides = {one.reading.side, other.reading.side}
    if "armed_group" not in sides:
        return False
    if "groups" in match.frame.values and other.reading.side != "armed_group":
        return False
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
