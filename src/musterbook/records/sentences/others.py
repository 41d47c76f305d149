"""Words that stand for a weapon told before them: "a bomb killed five in the market, and another exploded at the port"."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from musterbook.model import Mention, Token
from musterbook.records.tables import read_words

__all__ = ["is_stand_in", "read_others"]

_SUBJECTS = frozenset({"nsubj", "nsubjpass"})


def read_others(
    tokens: tuple[Token, ...], mentions: tuple[Mention, ...]
) -> tuple[tuple[Token, ...], tuple[Mention, ...]]:
    """Return the tokens with each lone "another" as the noun that it stands for, and the mentions with what it means there.

    Only a subject stands for the weapon that was the subject of a verb before it: "another died" is a person as a rule, and
    stays what it is where no weapon was told.
    """
    words = read_words("people", "others", "lone")
    lone = [n for n, token in enumerate(tokens) if token.text.lower() in words and token.dep in _SUBJECTS]
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
    is_subject = token.dep in _SUBJECTS and token.pos == "NOUN"
    return is_subject and token.text.lower() in read_words("people", "others", "lone")


def _list_weapons(tokens: tuple[Token, ...], weapons: list[Mention], position: int) -> Iterator[tuple[Token, Mention]]:
    """Yield the weapons that are subjects before a word, the nearest first, where that word's verb is one of weapons too."""
    if tokens[tokens[position].head].lemma.lower() not in read_words("people", "others", "of_weapons"):
        return
    for token in reversed(tokens[:position]):
        if token.dep in _SUBJECTS:
            yield from ((token, mention) for mention in weapons if mention.start <= token.start < mention.end)
