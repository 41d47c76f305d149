"""Of which kind a source is: by the word that heads it, by the other words, by what the language model calls it."""

from __future__ import annotations

from collections.abc import Iterator

from musterbook.annotate.attribution.cues import CueTable
from musterbook.model import SourceKind, Token

__all__ = ["kind_of", "kind_of_entity"]


def kind_of(tokens: tuple[Token, ...], head: int, cues: CueTable) -> SourceKind | None:
    """Return the kind that the head names, else the first other word; "unknown" only where nothing better is found."""
    fallback: SourceKind | None = None
    for position in _decisive(tokens, head, cues):
        for gram in _grams(tokens, position):
            kind = cues.sources.get(gram)
            if kind == "residents" and position != head and tokens[position].pos == "PROPN":
                continue  # "the People's Front"
            if kind == "unknown":
                fallback = kind
            elif kind is not None:
                return kind
    return fallback


def kind_of_entity(head: Token, name: str | None) -> SourceKind:
    """Return the kind of a source that no word of the table tells: that of the entity, a person where there is a name."""
    if head.entity == "ORG":
        return "organisation"
    if head.entity in {"GPE", "NORP"}:
        return "government"
    if name or head.entity == "PERSON" or head.pos == "PROPN":
        return "person"
    return "unknown"


def _decisive(tokens: tuple[Token, ...], head: int, cues: CueTable) -> Iterator[int]:
    """Yield the tokens whose words tell the kind: the head first, but "experts" before "group" in "a group of experts"."""
    behind = head + 2
    is_gathering = behind < len(tokens) and tokens[head + 1].text.lower() == "of" and tokens[behind].tag == "NNS"
    if is_gathering and cues.sources.get(tokens[head].text.lower()) == "organisation":
        yield behind
    yield head
    yield from (index for index in range(len(tokens)) if index != head)


def _grams(tokens: tuple[Token, ...], end: int) -> Iterator[str]:
    """Yield the words that end at the token, the longest first, as written and with the lemma last."""
    for length in (3, 2, 1):
        if end - length + 1 >= 0:
            words = [token.text.lower() for token in tokens[end - length + 1 : end + 1]]
            yield " ".join(words)
            yield " ".join([*words[:-1], tokens[end].lemma.lower()])
