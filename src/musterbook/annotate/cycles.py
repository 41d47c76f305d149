"""A guard behind all that mends a parse: a tree whose arcs run in a circle would be climbed for ever."""

from __future__ import annotations

from collections.abc import Sequence

from musterbook.model import Sentence, Token

__all__ = ["is_tree", "keep_trees"]


def is_tree(tokens: Sequence[Token]) -> bool:
    """Return whether every token leads up to a root, which is its own head."""
    known: set[int] = set()
    for start in range(len(tokens)):
        path: set[int] = set()
        current = start
        while current not in known and tokens[current].head != current:
            if current in path:
                return False
            path.add(current)
            current = tokens[current].head
        known |= path | {current}
    return True


def keep_trees(mended: Sequence[Sentence], parsed: Sequence[Sentence]) -> tuple[Sentence, ...]:
    """Return the mended sentences, each that is no tree any more as the parser gave it."""
    return tuple(new if is_tree(new.tokens) else old for new, old in zip(mended, parsed, strict=True))
