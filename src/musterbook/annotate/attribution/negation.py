"""Speech that is not made: "did not confirm", "declined to confirm", "would neither confirm nor deny"."""

from __future__ import annotations

from musterbook.annotate.attribution.cues import CueTable
from musterbook.annotate.attribution.trees import Tree

__all__ = ["first_of_refusal", "is_negated", "joined_verb"]

_MOST_JOINED = 40  # verbs behind "or" that are followed to the first
_JOINING = frozenset({"or", "nor"})
_MARKS = frozenset({"neg", "preconj", "cc", "det"})
_NEGATIVE = frozenset({"not", "n't", "n’t", "never", "neither", "nor"})


def is_negated(tree: Tree, index: int, cues: CueTable) -> bool:
    """Return whether the verb at the token is negated, refused, or the second of two that are ("nor deny")."""
    for _ in range(_MOST_JOINED):
        if _has_negative(tree, index) or first_of_refusal(tree, index, cues) is not None:
            return True
        above = tree.tokens[index].head
        is_second = tree.tokens[index].dep == "conj" and above != index
        if not is_second or joined_verb(tree, above) != index:
            return False
        index = above
    return False


def _has_negative(tree: Tree, index: int) -> bool:
    return any(
        tree.tokens[child].dep == "neg"
        or (child < index and tree.tokens[child].dep in _MARKS and tree.word(child) in _NEGATIVE)
        for child in tree.children[index]
    )


def first_of_refusal(tree: Tree, index: int, cues: CueTable) -> int | None:
    """Return the token of "declined" in front of "to confirm"; None if the verb at the token is not refused."""
    token = tree.tokens[index]
    is_refused = token.dep == "xcomp" and token.head < index and tree.tokens[token.head].lemma.lower() in cues.refusing
    return token.head if is_refused else None


def joined_verb(tree: Tree, index: int) -> int | None:
    """Return the verb behind "or" or "nor" that shares the content of the verb at the token; None without one."""
    if not any(tree.tokens[child].dep == "cc" and tree.word(child) in _JOINING for child in tree.children[index]):
        return None
    verb = tree.child(index, frozenset({"conj"}))
    return verb if verb is not None and verb > index and tree.tokens[verb].pos == "VERB" else None
