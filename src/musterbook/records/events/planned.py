"""Deeds that were planned and came about: "the man who planned last week's raid", "plotted the bombing that killed nine".

A certain deed with a day of its own that is past, or of which people died, is none that is only planned.
"""

from __future__ import annotations

from musterbook.model import TimeReading
from musterbook.records.context import DocumentContext
from musterbook.records.sentences.frames import load_frames
from musterbook.records.sentences.nominals import is_definite, outer_noun
from musterbook.records.sentences.views import OBJECTS, SentenceView
from musterbook.records.tables import read_words

__all__ = ["has_come_about", "is_object_of_plan"]

_BESIDE = frozenset({"poss", "nmod", "compound", "amod", "nummod"})
_PAST = frozenset({"VBD", "VBN"})


def has_come_about(context: DocumentContext, view: SentenceView, position: int) -> bool:
    """Return whether a noun that a verb of planning has as its object tells a deed that was done."""
    outer, _ = outer_noun(view, position)
    if not (is_object_of_plan(view, position) and is_definite(view, outer)):
        return False
    own = [child for child in view.children[position] if view.tokens[child].dep in _BESIDE]
    days = (*own, *view.prepositional(position, ("of",)))
    return any(_is_past(context, view, token) for token in days) or any(
        _is_deadly(view, child) for child in view.children[position]
    )


def is_object_of_plan(view: SentenceView, position: int) -> bool:
    """Return whether a noun is told to have been planned by somebody: nothing else that the sentence tells is that deed."""
    token = view.tokens[outer_noun(view, position)[0]]
    return token.dep in OBJECTS and view.keys[token.head] in read_words("status", "governors", "planned")


def _is_past(context: DocumentContext, view: SentenceView, token: int) -> bool:
    mention = view.mention("time", token)
    if mention is None or not isinstance(mention.reading, TimeReading) or context.published is None:
        return False
    return mention.reading.latest is not None and mention.reading.latest < context.published


def _is_deadly(view: SentenceView, clause: int) -> bool:
    """True for "that killed nine people"."""
    token = view.tokens[clause]
    is_told = token.dep == "relcl" and token.tag in _PAST and view.keys[clause] in load_frames("casualties").by_verb
    return is_told and view.child(clause, "aux") is None and not view.is_negated(clause)
