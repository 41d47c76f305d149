"""A town right behind a verb, put right where the parser takes it for a measure: "rebels shelled Aleppo on Monday".

Of a name that it does not know the parser may think as of "last night": a name that is no time and stands right behind a
verb without an object is its object.
"""

from __future__ import annotations

from dataclasses import replace

from musterbook.annotate.attribution.trees import build_tree
from musterbook.model import Sentence, Token

__all__ = ["mend_named_objects"]

_TIMES = frozenset({"DATE", "TIME"})
_OBJECTS = frozenset({"dobj", "obj", "auxpass", "attr"})


def mend_named_objects(sentence: Sentence) -> Sentence:
    """Return the sentence with the names right behind its verbs as their objects; the same sentence where there are none."""
    tokens = sentence.tokens
    found = [index for index, token in enumerate(tokens) if _is_measure(token)]
    if not found:
        return sentence
    tree = build_tree(sentence)
    made = list(tokens)
    for index in found:
        verb = tokens[index].head
        is_next = tokens[verb].pos == "VERB" and tree.first[index] == verb + 1
        if is_next and tree.child(verb, _OBJECTS) is None:
            made[index] = replace(tokens[index], dep="dobj")
    return replace(sentence, tokens=tuple(made))


def _is_measure(token: Token) -> bool:
    return token.dep == "npadvmod" and token.pos == "PROPN" and token.entity not in _TIMES
