"""Through whom a statement came: "told Reuters", "shared with ITV News", "in an interview obtained by …"."""

from __future__ import annotations

from dataclasses import replace

from musterbook.annotate.attribution.bodies import is_body
from musterbook.annotate.attribution.cues import CueTable
from musterbook.annotate.attribution.statements import Statement
from musterbook.annotate.attribution.trees import Tree, trim
from musterbook.model import Source

__all__ = ["find_channel", "trim_channel"]

_OBJECTS = frozenset({"dobj", "dative", "iobj"})
_ARTICLES = frozenset({"a", "an", "the"})
_AUTHOR = " by "
_PREPOSITIONS = frozenset({"prep", "agent", "dative"})


def find_channel(statement: Statement, text: str, *, cues: CueTable) -> tuple[int, int] | None:
    """Return the offsets of the channel in the sentence of the cue: its own verb's first, else the nearest one's."""
    tree = statement.tree
    found: list[tuple[int, tuple[int, int]]] = []
    for index, token in enumerate(tree.tokens):
        prepositions = cues.channels.get(token.lemma.lower())
        if prepositions is None:
            continue
        carrier = _carrier_of(tree, index, prepositions, cues)
        if carrier is not None:
            span = trim(text, token.start, tree.tokens[carrier].end)
            found.append((abs(index - statement.verb), span))
    return min(found)[1] if found else None


def _carrier_of(tree: Tree, index: int, prepositions: frozenset[str], cues: CueTable) -> int | None:
    """Return the last token of the carrier that the verb or noun governs, None if it governs none."""
    for child in tree.children[index]:
        if child < index:
            continue
        token = tree.tokens[child]
        if "" in prepositions and token.dep in _OBJECTS and _is_carrier(tree, child, cues):
            return _end_of(tree, child)
        if token.dep in _PREPOSITIONS and token.text.lower() in prepositions:
            target = tree.child(child, frozenset({"pobj"}))
            if target is not None and _is_carrier(tree, target, cues):
                return _end_of(tree, target)
    return None


def _end_of(tree: Tree, head: int) -> int:
    """Return the last token of the carrier's name: the head, and what belongs to the same entity behind it."""
    last = head
    while last + 1 < len(tree.tokens) and tree.tokens[last + 1].entity and not tree.tokens[last + 1].entity_begins:
        last += 1
    return last


def _is_carrier(tree: Tree, head: int, cues: CueTable) -> bool:
    tokens = tree.tokens[tree.first[head] : head + 1]
    if any(token.text.lower() in cues.carriers for token in tokens):
        return True
    words = " ".join(token.text.lower() for token in tokens if token.dep != "det")
    if cues.sources.get(words) == "media" or cues.sources.get(tree.word(head)) == "media":
        return True
    return tree.tokens[head].entity == "ORG" and is_body(tokens, cues=cues, places=())


def trim_channel(source: Source, channel: tuple[int, int] | None, text: str) -> Source:
    """Return the source without the channel at its end ("analysis shared with ITV News" → "analysis")."""
    if channel is None or source.start is None or source.end is None or source.words is None:
        return source
    if not source.start < channel[0] < source.end:
        return source
    start, end = trim(text, source.start, channel[0])
    # "a report by the United Nations" is the speaker itself, and "a statement posted on Telegram by the group" is the group's.
    is_all = end <= start or text[start:end].lower() in _ARTICLES
    if is_all or _AUTHOR in text[channel[1] : source.end].lower():
        return source
    return replace(source, words=text[start:end], start=start, end=end)
