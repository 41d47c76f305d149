"""What all statement rules share: when a matched frame is really stated."""

from __future__ import annotations

from musterbook.records.context import DocumentContext
from musterbook.records.sentences.frames import Match
from musterbook.records.sentences.status import read_standing
from musterbook.records.sentences.views import SUBJECTS, SentenceView
from musterbook.records.sentences.worlds import is_other_world
from musterbook.records.tables import read_words

__all__ = ["is_asked", "is_denied", "is_stated"]

_STATED = frozenset({"completed", "historical"})
_AUXILIARIES = frozenset({"aux", "auxpass"})


def is_stated(context: DocumentContext, view: SentenceView, match: Match) -> bool:
    """True unless the words deny, plan, suppose or only fear it, or mean something else.

    A simple present is a statement here: "the group controls the valley" tells a state, where an event would be a habit.
    """
    if match.held is None and is_other_world(view, match.position):  # "struck a pact" is told by its object
        return False
    if is_denied(context, view, match.position):
        return False
    if _is_supposed(view, match.position) or is_asked(view, match.position) or _is_unproven(view, match.position):
        return False
    standing = read_standing(view, match.position)
    return standing.status in _STATED and not standing.is_negated


def is_denied(context: DocumentContext, view: SentenceView, position: int) -> bool:
    """True for what a speaker denies, and for what somebody denies doing: "Rwanda denies supporting the rebels"."""
    if context.said_of(view, view.tokens[position].start).stance == "denies":
        return True
    token = view.tokens[position]
    is_deed = token.dep in {"xcomp", "pcomp"} and token.tag == "VBG"
    return is_deed and view.keys[token.head] in read_words("status", "denying", "verbs")


def _is_supposed(view: SentenceView, position: int) -> bool:
    """True for "if the army leaves the town", a simple present that states nothing."""
    marks = read_words("status", "marks", "hypothetical")
    return any(view.tokens[child].dep == "mark" and view.keys[child] in marks for child in view.children[position])


def is_asked(view: SentenceView, position: int) -> bool:
    """True for "does Iran arm the rebels?", "is it true that they did it?": a question states nothing.

    A verb above the word, or the word itself, stands before its subject; "they took the town, but for how long?" states.
    """
    if not view.text[view.sentence.start : view.sentence.end].rstrip("\"'”’) ").endswith("?"):
        return False
    for above in (position, *view.ancestors(position)):
        subjects = [child for child in view.children[above] if view.tokens[child].dep in SUBJECTS]
        first = min((child for child in view.children[above] if view.tokens[child].dep in _AUXILIARIES), default=above)
        if subjects and view.tokens[above].pos in {"VERB", "AUX"} and first < subjects[0]:
            return True
    return False


def _is_unproven(view: SentenceView, position: int) -> bool:
    """True for "no proof of ties", "keeps boys from joining": what stands behind the preposition is not so."""
    words = read_words("status", "unproven", "nouns")
    kept = read_words("status", "kept_from", "verbs")
    for above in (position, *view.ancestors(position)):
        preposition = view.tokens[above].head
        if view.tokens[above].dep not in {"pobj", "pcomp", "acl", "ccomp"}:
            continue
        head = preposition if view.tokens[above].dep in {"acl", "ccomp"} else view.tokens[preposition].head
        is_barred = view.keys[preposition] == "from" and view.keys[head] in kept
        if is_barred or (view.keys[head] in words and view.is_negated(head)):
            return True
    return False
