"""Headlines that name their source before or behind a colon: "Army: 20 militants killed", "Twenty killed in raid: officials"."""

from __future__ import annotations

from musterbook.annotate.attribution.cues import CueTable
from musterbook.annotate.attribution.statements import Statement
from musterbook.annotate.attribution.trees import Tree, span_of

__all__ = ["read_headline"]

_HEADLINES = frozenset({"headline", "standfirst"})
_LONGEST = 4


def read_headline(tree: Tree, text: str, *, cues: CueTable) -> Statement | None:
    """Return the statement of a headline with a source beside a colon; None for any other sentence."""
    colons = [index for index, token in enumerate(tree.tokens) if token.text == ":"]
    if not colons or tree.sentence.kind not in _HEADLINES:
        return None
    count = len(tree.tokens)
    return _read(tree, text, (colons[-1] + 1, count), cues) or _read(tree, text, (0, colons[0]), cues)


def _read(tree: Tree, text: str, part: tuple[int, int], cues: CueTable) -> Statement | None:
    """Return the statement whose source fills the part (half-open range of tokens), if that is a source."""
    first, stop = part
    while stop > first and tree.tokens[stop - 1].pos == "PUNCT":
        stop -= 1
    last = stop - 1
    if last < first or last - first >= _LONGEST:
        return None
    head = tree.tokens[last]
    if head.text.lower() not in cues.sources and head.lemma.lower() not in cues.sources:
        return None
    colon = first - 1 if first else part[1]
    content = (0, colon - 1) if first else (colon + 1, len(tree.tokens) - 1)
    if content[0] > content[1]:
        return None
    return Statement(
        tree=tree,
        cue=(tree.tokens[colon].start, tree.tokens[colon].end),
        source=(first, last),
        head=last,
        content=span_of(tree, *content, text),
        stance="states",
        is_hedge=False,
        verb=colon,
    )
