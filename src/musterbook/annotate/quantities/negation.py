"""Limits under a negation: "does not think that there are more than 1,000" says at most 1,000."""

from __future__ import annotations

from musterbook.annotate.quantities.tables import QuantityTables
from musterbook.model import Bound, Token

__all__ = ["negate"]

# A limit that is denied is the limit on the other side.
_OPPOSITE: dict[Bound, Bound] = {"more_than": "at_most", "at_least": "fewer_than", "fewer_than": "at_least"}
_CLIMB = 8
_WINDOW = 10


def negate(bound: Bound, tokens: tuple[Token, ...], first: int, *, tables: QuantityTables) -> Bound:
    """Return the bound that a limit has under the negation of its clause, or of the belief it is the content of.

    Args:
        bound: as its own words have it.
        tokens: of the sentence.
        first: index of the first token of the number, bounding words included.
        tables: `denied_levels` are the verbs of being and having whose own negation counts, `beliefs` those whose negation
            means their content ("I do not think that …").
    """
    opposite = _OPPOSITE.get(bound)
    if opposite is None:
        return bound
    verb = _climb(tokens, first)
    if verb is None:
        return bound
    if tokens[verb].lemma.lower() in tables.denied_levels and _is_negated(tokens, verb, before=first):
        return opposite
    above = tokens[verb].head
    is_content = (
        above < verb and tokens[verb].dep in {"ccomp", "xcomp"} and tokens[above].lemma.lower() in tables.beliefs
    )
    return opposite if is_content and _is_negated(tokens, above, before=first) else bound


def _climb(tokens: tuple[Token, ...], index: int) -> int | None:
    """Return the nearest verb above a token; None if there is none near."""
    for _ in range(_CLIMB):
        head = tokens[index].head
        if head == index:
            return index if tokens[index].pos in {"VERB", "AUX"} else None
        index = head
        if tokens[index].pos in {"VERB", "AUX"}:
            return index
    return None


def _is_negated(tokens: tuple[Token, ...], verb: int, *, before: int) -> bool:
    near = range(max(0, verb - _WINDOW), min(len(tokens), verb + _WINDOW, before))
    return any(tokens[index].dep == "neg" and tokens[index].head == verb for index in near)
