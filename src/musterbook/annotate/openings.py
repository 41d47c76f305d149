"""Openings of sentences that the parser leaves without a subject.

1. A day and a number ("On 22 April two sisters of 11 and 14 were killed"): it may take the day and those who are counted for one phrase.
2. "The first killed two people": it may take "first" for a word on the verb.
"""

from __future__ import annotations

from dataclasses import replace

from musterbook.model import Sentence, Token

__all__ = ["mend_openings"]

_LEADS = frozenset({"on", "in"})
_SUBJECTS = frozenset({"nsubj", "nsubjpass", "csubj", "expl"})
_ORDINALS = frozenset({"first", "second", "third"})
_LONGEST_DAY = 5


def mend_openings(sentence: Sentence) -> Sentence:
    """Return the sentence with "the first", or those who are counted behind an opening day, as the subject of its verb."""
    tokens = sentence.tokens
    if len(tokens) < 3 or tokens[0].text.lower() not in _LEADS:
        return _mend_ordinal(sentence)
    verb = tokens[0].head
    noun = next((i for i, one in enumerate(tokens) if one.head == 0 and one.dep == "pobj" and one.pos == "NOUN"), None)
    last = _end_of_day(tokens)
    if noun is None or last is None or not last < noun < verb or tokens[noun].entity == "DATE":
        return sentence
    if tokens[verb].pos != "VERB" or any(one.head == verb and one.dep in _SUBJECTS for one in tokens):
        return sentence
    is_passive = any(one.head == verb and one.dep == "auxpass" for one in tokens)
    made = list(tokens)
    for index in range(1, last + 1):
        made[index] = replace(tokens[index], head=last if index < last else 0, dep="nmod" if index < last else "pobj")
    made[noun] = replace(tokens[noun], head=verb, dep="nsubjpass" if is_passive else "nsubj")
    return replace(sentence, tokens=tuple(made))


def _mend_ordinal(sentence: Sentence) -> Sentence:
    tokens = sentence.tokens
    if len(tokens) < 3 or tokens[0].text.lower() != "the" or tokens[1].text.lower() not in _ORDINALS:
        return sentence
    verb = 2
    is_held = tokens[1].head == verb or (tokens[tokens[1].head].head == verb and tokens[1].head > verb)
    is_left = tokens[verb].pos == "VERB" and tokens[1].dep in {"advmod", "amod"} and is_held
    if not is_left or any(one.head == verb and one.dep in _SUBJECTS for one in tokens):
        return sentence
    made = list(tokens)
    made[0] = replace(tokens[0], head=1, dep="det")
    made[1] = replace(tokens[1], head=verb, dep="nsubj", pos="ADJ", tag="JJ")
    return replace(sentence, tokens=tuple(made))


def _end_of_day(tokens: tuple[Token, ...]) -> int | None:
    """Return the last token of the day that opens the sentence: "22 April", "April 22, 2021"; None if none does."""
    last = None
    for index in range(1, min(_LONGEST_DAY + 1, len(tokens))):
        token = tokens[index]
        is_of_day = token.entity == "DATE" and (token.pos == "PROPN" or token.text.isdecimal())
        if not is_of_day:
            break
        last = index
    return last
