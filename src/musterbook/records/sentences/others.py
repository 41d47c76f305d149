"""Words that stand for a weapon told before them: "a bomb killed five in the market, and another exploded at the port"."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from musterbook.model import Mention, Token
from musterbook.records.tables import read_words

__all__ = ["is_stand_in", "read_others"]

_SUBJECTS = frozenset({"nsubj", "nsubjpass"})
_OBJECTS = frozenset({"dobj", "obj"})


def read_others(
    tokens: tuple[Token, ...], mentions: tuple[Mention, ...]
) -> tuple[tuple[Token, ...], tuple[Mention, ...]]:
    """Return the tokens with each lone "another" as the noun that it stands for, and the mentions with what it means there.

    Only who does something stands for the weapon that did something before: "another died", "another was hit" is a person.
    """
    words = read_words("people", "others", "lone")
    lone = [n for n, token in enumerate(tokens) if token.text.lower() in words and token.dep == "nsubj"]
    weapons = [mention for mention in mentions if mention.kind == "weapon"] if lone else []
    if not weapons:
        return tokens, mentions
    read, more = list(tokens), list[Mention]()
    for position in lone:
        found = next(_list_weapons(tokens, weapons, position), None)
        if found is not None:
            noun, mention = found
            token = tokens[position]
            read[position] = replace(token, lemma=noun.lemma, pos="NOUN", tag="NN")
            more.append(replace(mention, start=token.start, end=token.end, text=token.text))
    return tuple(read), (*mentions, *more)


def is_stand_in(token: Token) -> bool:
    """True for "another" that was read as the noun that it stands for."""
    return token.dep == "nsubj" and token.pos == "NOUN" and token.text.lower() in read_words("people", "others", "lone")


def _list_weapons(tokens: tuple[Token, ...], weapons: list[Mention], position: int) -> Iterator[tuple[Token, Mention]]:
    """Yield the weapons that are subjects before a word, the nearest first, where that word's verb is one of weapons too."""
    verb = tokens[position].head
    lemma = tokens[verb].lemma.lower()
    has_object = any(token.dep in _OBJECTS and token.head == verb for token in tokens)
    if lemma not in read_words("people", "others", "of_weapons" if has_object else "of_weapons_alone"):
        return
    for token in reversed(tokens[:position]):
        if token.dep in _SUBJECTS:
            yield from ((token, mention) for mention in weapons if mention.start <= token.start < mention.end)
