"""Numbers that the parser hangs on the name before them: "in Tumaco 33 people died"."""

from __future__ import annotations

from dataclasses import replace

from musterbook.model import Token

__all__ = ["read_numbers"]

_MOST_BETWEEN = 2  # adjectives before the noun that is counted


def read_numbers(tokens: tuple[Token, ...]) -> tuple[Token, ...]:
    """Return the tokens with each number behind a name, and before a noun that has no number, as that noun's."""
    wrong = {
        index: noun
        for index, token in enumerate(tokens)
        if token.dep == "nummod" and token.head == index - 1 and tokens[token.head].pos == "PROPN"
        if (noun := _find_counted(tokens, index)) is not None
    }
    if not wrong:
        return tokens
    return tuple(replace(token, head=wrong.get(index, token.head)) for index, token in enumerate(tokens))


def _find_counted(tokens: tuple[Token, ...], number: int) -> int | None:
    """Return the plural noun behind a number; None if there is none, or it has a number of its own."""
    for index in range(number + 1, min(number + 2 + _MOST_BETWEEN, len(tokens))):
        token = tokens[index]
        if token.pos == "NOUN":
            is_counted = any(other.dep == "nummod" and other.head == index for other in tokens)
            return index if token.tag == "NNS" and not is_counted else None
        if token.pos != "ADJ":
            return None
    return None
