"""Who a pronoun or a short description that speaks stands for: the subjects of the sentence before, the speakers before it."""

from __future__ import annotations

from collections.abc import Iterator

from musterbook.annotate.attribution.cues import CueTable
from musterbook.annotate.attribution.noun_phrases import noun_phrase
from musterbook.annotate.attribution.statements import Statement
from musterbook.annotate.attribution.trees import Tree
from musterbook.model import Token

__all__ = ["OWNERS", "fits", "is_bare", "is_opening", "is_person", "subjects"]

_SUBJECTS = frozenset({"nsubj", "nsubjpass"})
_OPENING = 3
_DEFINITE = frozenset({"the", "this", "that", "these", "those"})
_LONGEST_BARE = 3
# Possessives → the pronoun with the same antecedent.
OWNERS = {"its": "it", "their": "they", "his": "he", "her": "she"}


def is_person(token: Token, cues: CueTable) -> bool:
    """Return whether the noun means one person: an office, a rank, a title, a role, or a personal name."""
    word = token.text.lower()
    words = cues.offices | cues.ranks | cues.titles | cues.unnamed
    return token.entity == "PERSON" or word in words or token.lemma.lower() in words


def subjects(tree: Tree) -> Iterator[tuple[int, int, int]]:
    """Yield (first, last, head) of the subjects of a sentence: that of its main verb first, then the others in order."""
    found = [index for index, token in enumerate(tree.tokens) if token.dep in _SUBJECTS]
    found.sort(key=lambda index: (not _is_main(tree, index), index))
    for index in found:
        yield noun_phrase(tree, index)


def _is_main(tree: Tree, index: int) -> bool:
    verb = tree.tokens[index].head
    return tree.tokens[verb].head == verb


def fits(token: Token, pronoun: str, cues: CueTable) -> bool:
    """Return whether a noun can be what the pronoun means, by number and by being a person or none."""
    is_plural = token.tag in {"NNS", "NNPS"}
    if pronoun in {"he", "she", "him", "her"}:
        return not is_plural and token.pos in {"NOUN", "PROPN"} and is_person(token, cues)
    if pronoun in {"they", "them"}:
        return is_plural or token.entity in {"ORG", "NORP"}
    return not is_plural and token.pos in {"NOUN", "PROPN"} and not is_person(token, cues)


def is_opening(statement: Statement) -> bool:
    """Return whether the source opens its sentence and what it says follows ("It said that …", not "…, he said")."""
    if statement.source is None or statement.source[0] >= _OPENING:
        return False
    return statement.content is None or statement.tree.tokens[statement.source[0]].start < statement.content[0]


def is_bare(tokens: tuple[Token, ...]) -> bool:
    """Return whether a noun phrase is no more than "the spokesman", "the same ministry"."""
    if not tokens or len(tokens) > _LONGEST_BARE or tokens[0].text.lower() not in _DEFINITE:
        return False
    return tokens[-1].pos == "NOUN" and all(token.pos in {"DET", "ADJ"} for token in tokens[:-1])
