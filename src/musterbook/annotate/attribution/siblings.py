"""Two cues of one speaker in a sentence: "said the base was taken, adding that …", "said … and warned that …".

The parser hangs the second cue on the verb of what the first one governs. It is the speaker's all the same if it has no
subject of its own and

1. is a participle of a verb of plain speech behind a comma, or
2. is joined by "and" or "but" and stands in the tense of the first cue, unlike the verb it is joined to.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from musterbook.annotate.attribution.cues import CueTable
from musterbook.annotate.attribution.statements import Statement
from musterbook.annotate.attribution.trees import trim

__all__ = ["part_siblings"]

_SUBJECTS = frozenset({"nsubj", "csubj", "nsubjpass", "expl"})
_FINITE = frozenset({"VBD", "VBZ", "VBP"})


def part_siblings(statements: Sequence[Statement], text: str, *, cues: CueTable) -> list[Statement]:
    """Return the statements of one sentence, each ended where a second cue of its speaker begins, which gets its source."""
    parted = list(statements)
    for position in range(1, len(parted)):
        first, second = parted[position - 1], parted[position]
        content = first.content
        if content is None or first.source is None or not content[0] < second.cue[0] < content[1]:
            continue
        if not _is_sibling(first, second, cues):
            continue
        parted[position - 1] = replace(first, content=_end_before(second, content, text))
        parted[position] = replace(second, source=first.source, head=first.head)
    return parted


def _is_sibling(first: Statement, second: Statement, cues: CueTable) -> bool:
    tree = second.tree
    tokens, token = tree.tokens, tree.tokens[second.verb]
    lemmas = {tokens[first.verb].lemma.lower(), token.lemma.lower()}
    if not lemmas <= cues.strong or tree.child(second.verb, _SUBJECTS) is not None or second.verb == 0:
        return False
    before = tokens[second.verb - 1].text
    if token.tag == "VBG" and token.dep in {"advcl", "acl", "conj"}:
        return before == "," or (before.lower() == "and" and token.dep != "conj")
    is_joined = token.dep == "conj" and before.lower() in {"and", "but"} and token.tag in _FINITE
    return is_joined and token.tag == tokens[first.verb].tag != tokens[token.head].tag


def _end_before(second: Statement, content: tuple[int, int], text: str) -> tuple[int, int]:
    tree = second.tree
    index = next(i for i, token in enumerate(tree.tokens) if token.start >= second.cue[0])
    end = tree.tokens[index - 1].start if index and tree.word(index - 1) in {"and", "but"} else second.cue[0]
    return trim(text, content[0], max(content[0], end))
