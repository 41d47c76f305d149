"""What all statement rules share: when a matched frame is really stated."""

from __future__ import annotations

from musterbook.records.context import DocumentContext
from musterbook.records.sentences.frames import Match
from musterbook.records.sentences.status import read_standing
from musterbook.records.sentences.views import SentenceView
from musterbook.records.sentences.worlds import is_other_world
from musterbook.records.tables import read_words

__all__ = ["is_stated"]

_STATED = frozenset({"completed", "historical"})


def is_stated(context: DocumentContext, view: SentenceView, match: Match) -> bool:
    """True unless the words deny, plan, suppose or only fear it, or mean something else.

    A simple present is a statement here: "the group controls the valley" tells a state, where an event would be a habit.
    """
    if match.held is None and is_other_world(view, match.position):  # "struck a pact" is told by its object
        return False
    if context.said_of(view, view.tokens[match.position].start).stance == "denies":
        return False
    if _is_supposed(view, match.position):
        return False
    standing = read_standing(view, match.position)
    return standing.status in _STATED and not standing.is_negated


def _is_supposed(view: SentenceView, position: int) -> bool:
    """True for "if the army leaves the town", a simple present that states nothing."""
    marks = read_words("status", "marks", "hypothetical")
    return any(view.tokens[child].dep == "mark" and view.keys[child] in marks for child in view.children[position])
