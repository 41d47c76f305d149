"""The noun phrase of a source: where it begins, where its tail is cut, and when it names nobody."""

from __future__ import annotations

from musterbook.annotate.attribution.trees import Tree

__all__ = ["is_nobody", "limit_source", "noun_phrase"]

_LONGEST_SOURCE = 12
# "Nobody has claimed the attack": nobody says anything.
_NOBODY = frozenset({"nobody", "none", "neither", "you"})


def limit_source(tree: Tree, first: int, head: int) -> int:
    """Return the last token of a source noun phrase that starts at `first`.

    A clause behind a comma that says more of a thing (", which was published …") is no part of it, and a phrase longer than
    twelve words ends where a relative clause begins.
    """
    last = max(head, tree.last[head])
    limit = max(head, min(last, first + 40))
    for index in range(head + 1, limit):
        if tree.tokens[index].text == "," and tree.word(index + 1) == "which":
            limit = index
            break
    if limit - first + 1 > _LONGEST_SOURCE:
        limit = _cut_tail(tree, first, head, limit)
    while limit > head and tree.tokens[limit].pos == "PUNCT" and not _closes(tree, first, limit):
        limit -= 1
    return limit


def _closes(tree: Tree, first: int, last: int) -> bool:
    """Return whether the last token closes a bracket that the phrase has opened: "Senator … (R-Ariz.)"."""
    return tree.tokens[last].text == ")" and any(token.text == "(" for token in tree.tokens[first:last])


def _cut_tail(tree: Tree, first: int, head: int, limit: int) -> int:
    """Return the last token before the relative clause of a long noun phrase, if it has one."""
    tokens = tree.tokens
    reach = range(head + 1, min(limit, first + _LONGEST_SOURCE) + 1)
    for index in reach:
        # "A man who said that he spoke for …": who somebody is may stand in such a clause and nowhere else.
        is_telling = tokens[index].tag == "WP" and tokens[index - 1].text != ","
        if tokens[index].tag in {"WDT", "WP", "WP$"} and not is_telling:
            return max(head, index - 1)
    return limit


def is_nobody(tree: Tree, source: tuple[int, int, int]) -> bool:
    """Return whether the source (first token, last token, head) is nobody, or the reader."""
    tokens = tree.tokens
    return tokens[source[2]].text.lower() in _NOBODY or tokens[source[0]].text.lower() == "no"


def noun_phrase(tree: Tree, subject: int) -> tuple[int, int, int]:
    """Return first token, last token and head of the noun phrase of a subject, without a long tail."""
    first = min(tree.first[subject], subject)
    while first < subject and tree.tokens[first].pos == "PUNCT":
        first += 1
    return first, limit_source(tree, first, subject), subject
