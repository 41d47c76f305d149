"""Gerunds that stand as nouns: "Fighting at a checkpoint killed nine", "after shelling near the port"."""

from __future__ import annotations

from dataclasses import replace

from musterbook.model import Token

__all__ = ["read_gerunds"]

# A gerund with one of these tells a deed with its doer or its object, and stays a verb: "shelling the port".
_VERBAL = frozenset(
    {"dobj", "obj", "nsubj", "nsubjpass", "ccomp", "xcomp", "aux", "auxpass", "dative", "prt", "attr", "acomp"}
)
_AS_NOUN = {"csubj": "nsubj", "csubjpass": "nsubjpass", "nsubj": "nsubj", "nsubjpass": "nsubjpass", "pcomp": "pobj"}


def read_gerunds(tokens: tuple[Token, ...]) -> tuple[Token, ...]:
    """Return the tokens with each gerund that has neither doer nor object, and is subject or behind a preposition, as a noun."""
    gerunds = {
        index
        for index, token in enumerate(tokens)
        if token.tag == "VBG" and token.pos == "VERB" and token.dep in _AS_NOUN
    }
    if not gerunds:
        return tokens
    gerunds -= {token.head for index, token in enumerate(tokens) if token.dep in _VERBAL and token.head != index}
    return tuple(
        replace(token, pos="NOUN", tag="NN", dep=_AS_NOUN[token.dep], lemma=token.text.lower())
        if index in gerunds
        else token
        for index, token in enumerate(tokens)
    )
