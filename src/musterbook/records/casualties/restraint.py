"""Statements that nobody fired: "no shots were fired", "the force did not fire its weapons", "without a shot being fired".

They are told as shooting that did not happen: a negated event claim, so that a reader of arrests sees which were peaceful.
"""

from __future__ import annotations

from musterbook.model import Attribution, EventDetail
from musterbook.records.context import DocumentContext
from musterbook.records.events.tellings import Draft, Telling
from musterbook.records.sentences.views import SentenceView
from musterbook.records.sides.who import ARMED, Found
from musterbook.records.tables import read_words

__all__ = ["read_restraint"]

_RULE = "restraint/no-shots"


def read_restraint(context: DocumentContext, draft: Draft, view: SentenceView) -> None:
    """Add a negated event claim for each statement of the sentence that nobody fired."""
    verbs = read_words("restraint", "fired", "verbs")
    if view.key_set.isdisjoint(verbs):
        return
    for position, key in enumerate(view.keys):
        if key in verbs and _is_denied(view, position, _find_objects(view, position)):
            _tell(context, draft, view, position=position)


def _find_objects(view: SentenceView, position: int) -> tuple[int, ...]:
    """Return the shots or weapons that the verb speaks of, also where it only describes them ("no shots fired")."""
    arguments = view.arguments(position)
    beside = (*arguments.patients, *arguments.agents)
    if view.tokens[position].dep == "acl":
        beside = (*beside, view.tokens[position].head)
    objects = read_words("restraint", "fired", "objects")
    return tuple(token for token in beside if view.keys[token] in objects)


def _is_denied(view: SentenceView, position: int, objects: tuple[int, ...]) -> bool:
    if not objects:
        return False
    absent = read_words("restraint", "absent", "words")
    without = read_words("restraint", "absent", "prepositions")
    above = [view.keys[view.tokens[token].head] for token in (position, *objects)]
    if view.is_negated(position) or any(key in without for key in above):
        return True
    return any(view.keys[token] in absent for thing in objects for token in view.subtree(thing, is_clause=True))


def _tell(context: DocumentContext, draft: Draft, view: SentenceView, *, position: int) -> None:
    said = context.said_of(view, view.tokens[position].start)
    by = _find_party(context, view, position, said=said)
    slots = context.slots(view, position, actor=by)
    claim = context.make(
        view,
        "event",
        detail=EventDetail(
            event_type="ASSAULT", mode="firearms", initiator=None if by is None else by.reading, is_negated=True
        ),
        rule=_RULE,
        slots=slots,
        trigger=context.trigger_mark(view, position),
    )
    draft.taken.add((view.index, position))
    draft.add_telling(Telling(claim=claim, family="shooting", view=view.index, position=position))


def _find_party(context: DocumentContext, view: SentenceView, position: int, *, said: Attribution) -> Found | None:
    for agent in view.arguments(position).agents:
        found = context.who.at(view, agent, said=said)
        if found is not None and found.reading.side in ARMED:
            return found
    return None
