"""Numbers behind a month or a name that count people: "in January 17 people died", "in Tumaco 33 people died".

The parser takes the number for the day of the month, or for part of the name. Days stand behind "on", months behind "in".
"""

from __future__ import annotations

from collections.abc import Container
from dataclasses import replace

from musterbook.annotate.quantities.syntax import kind_of
from musterbook.annotate.quantities.tables import QuantityTables
from musterbook.model import Sentence, Token

__all__ = ["mend_numbers"]

_LEAD = "in"
_PLURALS = frozenset({"NNS", "NNPS"})
_DESCRIBING = frozenset({"JJ", "NN", "VBN"})
# "Young Hazara men": so many words stand between a number and what it counts.
_MOST_DESCRIBING = 3
_LONGEST_DAY = 2


def mend_numbers(sentence: Sentence, *, months: Container[str], tables: QuantityTables) -> Sentence:
    """Return the sentence with the numbers between "in" a month, or a name, and a plural of people as numbers of these people.

    Args:
        sentence: as the language model reads it.
        months: names of months in lower case.
        tables: for what is people.
    """
    tokens = sentence.tokens
    for number in range(2, len(tokens) - 1):
        if tokens[number].text.isdecimal() and _is_misread(tokens, number, months):
            counted = _counted_behind(tokens, number, tables)
            if counted is not None and tokens[number].head != counted:
                mended = replace(tokens[number], head=counted, dep="nummod", entity="CARDINAL", entity_begins=True)
                tokens = (*tokens[:number], mended, *tokens[number + 1 :])
    return sentence if tokens is sentence.tokens else replace(sentence, tokens=tokens)


def _is_misread(tokens: tuple[Token, ...], number: int, months: Container[str]) -> bool:
    """True for a number that could be a day, behind "in" and a month, and for one that the parser hangs on the name before it."""
    before, token = tokens[number - 1], tokens[number]
    if before.text[:1].isupper() and before.text.lower() in months:
        return tokens[number - 2].text.lower() == _LEAD and len(token.text) <= _LONGEST_DAY
    return before.pos == "PROPN" and token.dep == "nummod" and token.head == number - 1 and token.entity != "DATE"


def _counted_behind(tokens: tuple[Token, ...], number: int, tables: QuantityTables) -> int | None:
    """Return the plural of people that the number counts, described or not; None if something else stands behind it."""
    position = number + 1
    while position <= min(number + _MOST_DESCRIBING, len(tokens) - 1) and tokens[position].tag in _DESCRIBING:
        position += 1
    is_plural = position < len(tokens) and tokens[position].tag in _PLURALS
    return position if is_plural and kind_of(tokens[position], tables) == "people" else None
