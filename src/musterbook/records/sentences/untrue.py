"""Figures that the text tells as untrue: "it is untrue that nine guards fell", "the UN withdrew its figure of 110 dead"."""

from __future__ import annotations

from itertools import islice

from musterbook.records.sentences.views import OBJECTS, SUBJECTS, SentenceView
from musterbook.records.tables import read_words

__all__ = ["is_called_untrue", "is_counted_twice", "is_withdrawn"]

_HEADS = 12
_PREDICATES = frozenset({"acomp", "attr"})


def is_called_untrue(view: SentenceView, position: int) -> bool:
    """Return whether a word stands in what is told ("claims that …") and then called false."""
    for above in islice((position, *view.ancestors(position)), _HEADS):
        token = view.tokens[above]
        # The parser may make "reports of" a part of the number behind it.
        opening = view.subtree(above, is_clause=True)[0] if token.dep in SUBJECTS else above
        is_told = token.dep in SUBJECTS and bool(
            {view.keys[above], view.keys[opening]} & read_words("tolls", "untrue", "tellings")
        )
        if is_told and not view.is_negated(token.head) and _has_false_predicate(view, token.head):
            return True
    return False


def _has_false_predicate(view: SentenceView, verb: int) -> bool:
    """True for "are false", "are a pack of lies"."""
    words = read_words("tolls", "untrue", "predicates")
    for child in view.children[verb]:
        if view.tokens[child].dep in _PREDICATES:
            return view.keys[child] in words or any(view.keys[at] in words for at in view.prepositional(child, ("of",)))
    return False


def is_withdrawn(view: SentenceView, position: int) -> bool:
    """Return whether a word stands in a figure or a statement that somebody takes back."""
    for above in islice((position, *view.ancestors(position)), _HEADS):
        token = view.tokens[above]
        is_object = token.dep in OBJECTS or (token.dep in SUBJECTS and view.arguments(token.head).is_passive)
        is_told = is_object and view.keys[above] in read_words("tolls", "untrue", "tellings")
        if is_told and view.keys[token.head] in read_words("tolls", "untrue", "withdrawing"):
            return not view.is_negated(token.head)
    return False


def is_counted_twice(view: SentenceView, position: int) -> bool:
    """Return whether a word is what was counted once too often: "two bodies were entered twice"."""
    verb = view.tokens[position].head
    is_counting = view.keys[verb] in read_words("tolls", "untrue", "counting")
    return is_counting and any(
        view.tokens[child].text.lower() in read_words("tolls", "untrue", "doubled") for child in view.children[verb]
    )
