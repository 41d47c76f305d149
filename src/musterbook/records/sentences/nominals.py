"""Nouns that tell a happening, as they stand in their clause: what gathers them, and which verb says that they came about."""

from __future__ import annotations

from musterbook.records.sentences.views import OBJECTS, SUBJECTS, SentenceView
from musterbook.records.tables import read_words

__all__ = ["happening_verb", "is_definite", "is_known", "is_new", "light_verb", "outer_noun"]

_CHAIN = 4


def outer_noun(view: SentenceView, position: int) -> tuple[int, bool]:
    """Return the noun that stands for a nominal trigger in its clause, and whether it gathers several.

    "a string of attacks" → (string, True); "an attack" → (attack, False).
    """
    gathers = read_words("people", "aggregates", "nouns")
    current, is_many = position, False
    for _ in range(_CHAIN):
        token = view.tokens[current]
        if token.dep == "conj" and view.tokens[token.head].pos in {"NOUN", "PROPN"}:
            current = token.head
            continue
        above = view.tokens[token.head]
        if token.dep != "pobj" or view.keys[token.head] != "of" or view.keys[above.head] not in gathers:
            break
        current, is_many = above.head, True
    return current, is_many


def is_known(view: SentenceView, position: int) -> bool:
    """Return whether a noun points to what was spoken of before: "the raid", "that operation"."""
    pointing = read_words("people", "definite", "pointing")
    return any(view.keys[child] in pointing for child in view.children[position])


def is_definite(view: SentenceView, position: int) -> bool:
    """Return whether a noun is a certain one, whether or not it was spoken of: "the blast", "its blast", "Tuesday's blast"."""
    words = read_words("people", "definite", "words")
    return any(
        not words.isdisjoint({view.keys[child], view.tokens[child].text.lower()})
        or (view.tokens[child].dep == "poss" and view.mention("time", child) is not None)
        for child in view.children[position]
    )


def is_new(view: SentenceView, noun: int) -> bool:
    """Return whether a noun was not spoken of before: "a bomb", "another bomb"."""
    words = read_words("people", "definite", "new")
    return any(view.tokens[child].text.lower() in words for child in view.children[noun])


def happening_verb(view: SentenceView, position: int) -> int | None:
    """Return the verb that says of the noun that it happened ("fighting broke out"); None if it is the subject of none."""
    outer, _ = outer_noun(view, position)
    token = view.tokens[outer]
    # A simple present tells no happening: "the operation continues".
    is_subject = token.dep in SUBJECTS and view.tokens[token.head].tag in {"VBD", "VBN", "VBG"}
    return token.head if is_subject and view.keys[token.head] in read_words("people", "occurrence", "verbs") else None


def light_verb(view: SentenceView, position: int) -> int | None:
    """Return the verb that carries out the noun ("launched an attack"); None if it hangs on none."""
    outer, _ = outer_noun(view, position)
    token = view.tokens[outer]
    if token.dep in OBJECTS or token.dep in SUBJECTS:
        verb = token.head
        is_carried = token.dep in OBJECTS or view.arguments(verb).is_passive
        if is_carried and view.keys[verb] in read_words("people", "light", "verbs"):
            return verb
    for child in view.children[outer]:  # "an attack carried out by", "a raid conducted by"
        if view.tokens[child].dep == "acl" and view.keys[child] in read_words("people", "light", "verbs"):
            return child
    return None
