"""A charge told in the passive: who brings it and what it says ("blamed by the army on the rebels").

The subject is no part of the charge: what is told of it ("the raid, in which nine died, was blamed by …") the outlet tells.
"""

from __future__ import annotations

from musterbook.annotate.attribution.noun_phrases import limit_source
from musterbook.annotate.attribution.trees import Tree, span_of, subtree_of

__all__ = ["read_charge"]


def read_charge(
    tree: Tree, index: int, accuser: int, *, frames: frozenset[str], text: str
) -> tuple[int, tuple[int, int]]:
    """Return the last token of the accuser and the offsets of the charge behind him.

    The parser may hang the charge on the accuser ("by the army on the rebels"); where it says no more, all of the clause is it.

    Args:
        tree: of the sentence.
        index: the participle.
        accuser: the noun behind its "by".
        frames: of the verb; those of an object and a preposition ("object+on") tell how a charge begins.
        text: of the document.
    """
    openings = {frame.partition("+")[2] for frame in frames} - {""}
    last = limit_source(tree, tree.first[accuser], accuser)
    for home in (index, accuser):
        begins = [child for child in tree.children[home] if child > accuser and tree.word(child) in openings]
        if begins:
            return min(last, begins[-1] - 1), span_of(tree, begins[-1], tree.last[begins[-1]], text)
    return last, subtree_of(tree, index, text)
