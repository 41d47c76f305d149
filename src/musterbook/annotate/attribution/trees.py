"""One sentence as a tree: children, the span of a subtree, and spans without the punctuation around them."""

from __future__ import annotations

from dataclasses import dataclass

from musterbook.model import Sentence, Token

__all__ = ["Tree", "build_tree", "is_predicate", "rest_of", "rest_of_half", "span_of", "subtree_of", "trim", "whole_of"]

_FINITE = frozenset({"VBZ", "VBP", "MD"})
_PAST = frozenset({"VBD", "VBN"})
# A head chain longer than this is a broken parse (or a hand-made one with a cycle); the walk stops there.
_DEEPEST = 200

# Marks around quotations, and the stops that may stand before the closing one.
_PAIRS = (("“", "”"), ('"', '"'), ("''", "''"))
_STOPS = frozenset(",.?!")
_MOST_STOPS = 2

_TRIMMED = frozenset(" \t\n\r\u00a0,;:.–—-…")


@dataclass(frozen=True, slots=True, kw_only=True)
class Tree:
    """A sentence with its tokens' children and subtree edges.

    Attributes:
        children: per token, the indexes of its dependents in order.
        first, last: per token, the index of the leftmost and rightmost token of its subtree.
    """

    sentence: Sentence
    tokens: tuple[Token, ...]
    children: tuple[tuple[int, ...], ...]
    first: tuple[int, ...]
    last: tuple[int, ...]

    def word(self, index: int) -> str:
        """Return the token's text in lower case."""
        return self.tokens[index].text.lower()

    def child(self, index: int, labels: frozenset[str]) -> int | None:
        """Return the first dependent with one of the labels, None if there is none."""
        return next((child for child in self.children[index] if self.tokens[child].dep in labels), None)


def build_tree(sentence: Sentence) -> Tree:
    """Return the tree of the sentence; heads outside the sentence count as roots."""
    tokens = sentence.tokens
    count = len(tokens)
    children: list[list[int]] = [[] for _ in tokens]
    first = list(range(count))
    last = list(range(count))
    for index, token in enumerate(tokens):
        head = token.head
        if head == index or not 0 <= head < count:
            continue
        children[head].append(index)
        for _ in range(_DEEPEST):
            if first[head] <= index <= last[head]:
                # Its ancestors already reach as far: they did when this one was widened.
                break
            first[head] = min(first[head], index)
            last[head] = max(last[head], index)
            above = tokens[head].head
            if above == head or not 0 <= above < count:
                break
            head = above
    return Tree(
        sentence=sentence,
        tokens=tokens,
        children=tuple(map(tuple, children)),
        first=tuple(first),
        last=tuple(last),
    )


def trim(text: str, start: int, end: int) -> tuple[int, int]:
    """Return the span without white space, commas, stops and dashes at its ends; an empty span if nothing else is in it.

    A quotation that the span holds but for its mark is held with its mark and the stop before it.
    """
    while start < end and text[start] in _TRIMMED:
        start += 1
    while end > start and text[end - 1] in _TRIMMED:
        end -= 1
    return (start, end) if start == end else _close(text, start, end)


def _close(text: str, start: int, end: int) -> tuple[int, int]:
    for opening, closing in _PAIRS:
        n_opened, n_closed = text.count(opening, start, end), text.count(closing, start, end)
        is_open = n_opened % 2 == 1 if opening == closing else n_opened > n_closed
        if is_open:
            after = end
            while after < end + _MOST_STOPS and text[after : after + 1] in _STOPS:
                after += 1
            if text.startswith(closing, after):
                return start, after + len(closing)
        if (
            (is_open or n_closed > n_opened)
            and text.startswith(opening, start - len(opening))
            and start >= len(opening)
        ):
            return start - len(opening), end
    return start, end


def span_of(tree: Tree, first: int, last: int, text: str) -> tuple[int, int]:
    """Return the trimmed offsets of the tokens from `first` to `last`."""
    return trim(text, tree.tokens[first].start, tree.tokens[last].end)


def subtree_of(tree: Tree, index: int, text: str) -> tuple[int, int]:
    """Return the trimmed offsets of the token with all that depends on it."""
    return span_of(tree, tree.first[index], tree.last[index], text)


def is_predicate(tree: Tree, verb: int) -> bool:
    """Return whether a past verb is only read as a participle of the root noun before it ("The rebels boasted of …")."""
    noun = tree.tokens[verb].head
    has_finite = any(one.tag in _FINITE for one in tree.tokens)
    return tree.tokens[noun].head == noun < verb and tree.tokens[verb].tag in _PAST and not has_finite


def whole_of(tree: Tree, text: str) -> tuple[int, int]:
    """Return the span of the sentence."""
    return trim(text, tree.sentence.start, tree.sentence.end)


def rest_of(tree: Tree, text: str, start: int, end: int) -> tuple[int, int]:
    """Return the sentence without a source phrase at its start or end; all of it where the phrase stands inside."""
    whole = whole_of(tree, text)
    before = trim(text, whole[0], max(whole[0], start))
    after = trim(text, min(end, whole[1]), whole[1])
    if before[1] - before[0] < 2:
        return after
    if after[1] - after[0] < 2:
        return before
    return whole


def rest_of_half(tree: Tree, text: str, first: int, last: int) -> tuple[int, int]:
    """Return the rest of the sentence; "nine, according to medics; the army admits three": none of it behind a semicolon."""
    start, end = rest_of(tree, text, tree.tokens[first].start, tree.tokens[last].end)
    behind = last + 1
    if behind < len(tree.tokens) and tree.word(behind) == ";" and start < tree.tokens[first].start:
        return trim(text, start, tree.tokens[first].start)
    return start, end
