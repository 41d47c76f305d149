"""Whether capitals are the name of a body, and not of a person whom the language model takes for one."""

from __future__ import annotations

from collections.abc import Container, Sequence

from musterbook.annotate.attribution.cues import CueTable
from musterbook.model import Token

__all__ = ["is_body", "without_person"]

_SMALL = frozenset({"of", "for", "and", "against", "without", "the", "in", "on"})
_AUTHORS = frozenset({"by", "from"})
_LONGEST_GRAM = 3


def is_body(tokens: Sequence[Token], *, cues: CueTable, places: Container[int]) -> bool:
    """Return whether the words may be repeated as those of a body, an office or a place.

    Args:
        tokens: of a noun phrase.
        cues: the table of words.
        places: offsets at which the names of known places begin.
    """
    names = [token for token in tokens if token.pos == "PROPN" and token.text[:1].isalpha()]
    if not names or any(token.start in places for token in names):
        return True
    if any(token.text.lower() in _SMALL for token in tokens[1:-1]) or any(
        len(one.text) > 1 and one.text.isupper() for one in names
    ):
        return True
    words = [(token.text.lower(), token.lemma.lower()) for token in tokens]
    known = (cues.bodies, cues.sources, cues.offices, cues.titles, cues.unnamed, cues.ranks, cues.carriers)
    if any(word in table for pair in words for word in pair for table in known):
        return True
    grams = (
        " ".join(text for text, _ in words[at : at + length])
        for length in range(2, _LONGEST_GRAM + 1)
        for at in range(len(words) - length + 1)
    )
    return any(gram in cues.sources for gram in grams)


def without_person(tokens: Sequence[Token], *, cues: CueTable, places: Container[int]) -> Sequence[Token]:
    """Return the tokens of a document's noun phrase without its author, if that may be a person ("a report by NAME")."""
    for index, token in enumerate(tokens):
        author = tokens[index + 1 :]
        is_author = index > 0 and token.text.lower() in _AUTHORS and bool(author)
        if is_author and not is_body(author, cues=cues, places=places):
            return tokens[:index]
    return tokens
