"""What a sentence does to a name: only places are raided, contested, marched on, withdrawn from.

The language model takes a town it does not know for a person or a body. What is done to it is the better witness, but
persons are attacked too: such a name counts only where the gazetteer has it in a country the document is about.
"""

from __future__ import annotations

from musterbook.annotate.places.evidence import Scene
from musterbook.model import Token

__all__ = ["is_used_as_place"]

_OBJECTS = frozenset({"dobj", "nsubjpass"})
_MOST_JOINED = 6
# Prepositions that a noun of place takes ("control of", "a strike on"), and those of moving.
_OF_NOUN = frozenset({"of", "on", "in", "at", "for", "against", "to", "from"})
_OF_MOVE = frozenset({"from", "to", "for", "into", "on", "onto", "at", "toward", "towards", "through", "in"})
_ALWAYS = frozenset({"in", "at", "near", "into", "inside", "outside", "around", "towards", "toward"})


def is_used_as_place(scene: Scene, first: int, last: int) -> bool:
    """Return whether the words that govern the name (tokens first to last) take a place."""
    tokens, words = scene.tokens, scene.words
    root = _root(tokens, first, last)
    if any(_is_called(scene, child, root) for child in range(last + 1, min(last + 1 + _MOST_JOINED, len(tokens)))):
        return True
    token = tokens[root]
    for _ in range(_MOST_JOINED):  # "Baga and Kukawa": what is done to the first is done to the others
        if token.dep not in {"conj", "appos"} or tokens[token.head].pos != "PROPN":
            break
        token = tokens[token.head]
    above = tokens[token.head]
    if token.dep in _OBJECTS:
        return above.lemma.lower() in words.used_verbs
    if token.dep != "pobj":
        return False
    preposition, governor = above.text.lower(), tokens[above.head]
    if preposition in _ALWAYS:
        return True
    lemma = governor.lemma.lower()
    if governor.pos == "VERB":
        return preposition in _OF_MOVE and lemma in words.used_moves
    return preposition in _OF_NOUN and lemma in words.used_nouns


def _root(tokens: tuple[Token, ...], first: int, last: int) -> int:
    """Return the token of the name whose head stands outside it; the last one if the parser sees none."""
    return next((index for index in range(first, last + 1) if not first <= tokens[index].head <= last), last)


def _is_called(scene: Scene, child: int, root: int) -> bool:
    """Return whether the token says what the name is: "Laukkai, a city of casinos"."""
    token = scene.tokens[child]
    return token.dep == "appos" and token.head == root and token.lemma.lower() in scene.words.features
