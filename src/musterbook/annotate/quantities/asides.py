"""Counts in parentheses, hung on what they count: "attacked the village of Kware on Monday (19 killed, around 40 abducted)".

The parser hangs what stands in parentheses on the word right before them. A participle there that counts people says what came of
the deed, not of the day or the town: it belongs to the verb that these belong to.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from musterbook.model import Sentence, Token

__all__ = ["mend_asides"]

_PARTICIPLES = frozenset({"VBN", "VBD"})
# What only leads from a name or a day up to the word that it belongs to.
_BELOW = frozenset({"pobj", "prep", "compound", "nmod", "appos", "npadvmod", "nummod", "tmod"})
_OBJECTS = frozenset({"dobj", "obj"})
_MOST_STEPS = 8
_LONGEST = 30  # tokens in parentheses


def mend_asides(sentence: Sentence) -> Sentence:
    """Return the sentence with the counts in its parentheses hung on verbs; the same sentence where there are none."""
    tokens = sentence.tokens
    made = list(tokens)
    for inside in _asides(tokens):
        for index in inside:
            if (
                tokens[index].head in inside
                or tokens[index].tag not in _PARTICIPLES
                or not _counts(tokens, index, inside)
            ):
                continue
            verb = _verb_over(tokens, tokens[index].head)
            if verb is not None:
                made[index] = replace(tokens[index], head=verb, dep="advcl")
    return sentence if made == list(tokens) else replace(sentence, tokens=tuple(made))


def _asides(tokens: tuple[Token, ...]) -> Iterator[range]:
    """Yield the tokens between each "(" and the next ")"."""
    for opening, token in enumerate(tokens):
        if token.text != "(":
            continue
        reach = range(opening + 1, min(opening + _LONGEST, len(tokens)))
        closing = next((index for index in reach if tokens[index].text == ")"), None)
        if closing is not None:
            yield range(opening + 1, closing)


def _counts(tokens: tuple[Token, ...], participle: int, inside: range) -> bool:
    """True for "19 killed": a number before the participle is its own or that of its subject."""
    before = (index for index in range(inside.start, participle) if tokens[index].pos == "NUM")
    return any(participle in {tokens[index].head, tokens[tokens[index].head].head} for index in before)


def _verb_over(tokens: tuple[Token, ...], name: int) -> int | None:
    """Return the verb to which a name or a day belongs; None where it is a word of its own that tells what happened."""
    index = name
    for _ in range(_MOST_STEPS):
        token = tokens[index]
        if token.pos == "VERB":
            return index if index != name else None
        is_leading = token.dep in _BELOW or (index != name and token.dep in _OBJECTS)
        if not is_leading or token.head == index:
            return None
        index = token.head
    return None
