"""Frames of a verb of speech: where its content stands in the parse (the frames are described in attribution.toml)."""

from __future__ import annotations

from musterbook.annotate.attribution.cues import CueTable
from musterbook.annotate.attribution.trees import Tree, span_of, subtree_of

__all__ = ["ends_in", "read_frame"]

_CLAUSES = frozenset({"ccomp"})
_SUBJECTS = frozenset({"nsubj"})
# Kinds of sources who tell what they saw.
_SEEING = frozenset({"residents", "witnesses"})
_INFINITIVES = frozenset({"xcomp"})
_OBJECTS = frozenset({"dobj", "obj"})
_NAMED = frozenset({"oprd", "ccomp", "xcomp"})
_PREPOSITION_OBJECTS = frozenset({"pobj"})

# The offsets of the content, and the last token of the cue ("called for" is longer than its verb).
Found = tuple[tuple[int, int], int]


def read_frame(tree: Tree, index: int, frame: str, text: str, *, cues: CueTable) -> Found | None:
    """Return the content of the verb at the token in one frame and the last token of the cue; None if it is not there.

    One of the falsehoods at the end of its clause is what something is called, wherever the parser hangs it. A paper in which
    it is told, and what follows that, is no part of it ("nine killings in Gao in a statement on Monday").
    """
    kind, _, word = frame.partition(":")
    if kind == "clause":
        child = _clause_of(tree, index)
        return None if child is None else (subtree_of(tree, child, text), index)
    if kind == "infinitive":
        child = tree.child(index, _INFINITIVES)
        is_infinitive = child is not None and child > index and tree.tokens[child].tag == "VB"
        return (subtree_of(tree, child, text), index) if child is not None and is_infinitive else None
    if kind == "prep":
        return _after_preposition(tree, index, word, text)
    target = tree.child(index, _OBJECTS)
    if target is None or target < index:
        return None
    if kind == "named" and tree.child(index, _NAMED) is None and ends_in(tree, index, cues.falsehoods):
        return span_of(tree, tree.first[target], tree.last[index], text), index
    content = _with_object(tree, index, target, kind, text, cues=cues)
    return None if content is None else (content, index)


def _is_sight(tree: Tree, index: int, target: int, cues: CueTable) -> bool:
    """True for "residents found six bodies": who lives there saw them; what soldiers find is what they do."""
    subject = tree.child(index, _SUBJECTS)
    if subject is None or tree.word(target) not in cues.remains:
        return False
    words = (tree.word(subject), tree.tokens[subject].lemma.lower())
    return any(cues.sources.get(word) in _SEEING for word in words)


def ends_in(tree: Tree, index: int, words: frozenset[str]) -> bool:
    """True if what hangs on the token ends in one of the words: "called the toll of nine dead “fantasy”."."""
    behind = (at for at in range(tree.last[index], index, -1) if tree.tokens[at].pos != "PUNCT")
    last = next(behind, None)
    return last is not None and tree.word(last) in words


def _clause_of(tree: Tree, index: int) -> int | None:
    """Return the clause of a verb: of two, the one behind it, if a "that" or a gerund says so ("it gave no figures; he said that …")."""
    clauses = [
        child
        for child in tree.children[index]
        if tree.tokens[child].dep in _CLAUSES and not _is_parted(tree, child, index)
    ]
    for child in clauses[1:]:
        if child > index and any(tree.tokens[below].dep == "mark" for below in tree.children[child]):
            return child
    gerund = _gerund_of(tree, index)
    return gerund if gerund is not None and (not clauses or clauses[0] < index) else next(iter(clauses), None)


def _is_parted(tree: Tree, clause: int, index: int) -> bool:
    """True for "nine were killed; the army admits three": what stands before the semicolon is told by somebody else."""
    return any(tree.word(position) == ";" for position in range(clause, index))


def _gerund_of(tree: Tree, index: int) -> int | None:
    """Return the verb of "denied having hit a school", "admitted killing nine"; None without one behind the verb."""
    for child in tree.children[index]:
        is_having = any(tree.word(below) == "having" for below in tree.children[child])
        if child > index and tree.tokens[child].dep in _INFINITIVES and (tree.tokens[child].tag == "VBG" or is_having):
            return child
    return None


def _with_object(
    tree: Tree, index: int, target: int, kind: str, text: str, *, cues: CueTable
) -> tuple[int, int] | None:
    """Return the content of the frames that need a direct object behind the verb."""
    first, last = tree.first[target], tree.last[target]
    if kind == "object":
        return span_of(tree, first, _end_of_object(tree, index, target), text)
    if kind == "bodies":
        return subtree_of(tree, target, text) if _is_sight(tree, index, target, cues) else None
    if kind == "quantity":
        is_number = any(token.pos == "NUM" for token in tree.tokens[first : tree.last[index] + 1])
        return span_of(tree, first, tree.last[index], text) if is_number else None
    if kind == "named":
        name = tree.child(index, _NAMED)
        return None if name is None or name < target else span_of(tree, first, tree.last[name], text)
    preposition = kind.partition("+")[2]
    for home in (index, target):
        behind = [child for child in tree.children[home] if child > target and tree.word(child) == preposition]
        if behind:  # "killings in Borno in January": up to the last
            last = max(last, tree.last[behind[-1]])
            return span_of(tree, first, _before_paper(tree, target, last, cues.papers), text)
    return None


def _before_paper(tree: Tree, target: int, last: int, papers: frozenset[str]) -> int:
    """Return the last token before the first "in a report" behind the object; `last` where there is none."""
    for at in range(target + 1, last):
        noun = tree.child(at, _PREPOSITION_OBJECTS) if tree.word(at) == "in" else None
        if noun is not None and tree.tokens[noun].lemma.lower() in papers:
            return at - 1
    return last


def _after_preposition(tree: Tree, index: int, word: str, text: str) -> Found | None:
    for child in tree.children[index]:
        if child > index and tree.word(child) == word and tree.last[child] > child:
            cue_last = child if child == index + 1 else index
            infinitive = tree.child(index, _INFINITIVES | frozenset({"advcl"}))
            end = tree.last[child] if infinitive is None or infinitive < child else tree.last[infinitive]
            return span_of(tree, child + 1, max(end, tree.last[child]), text), cue_last
    return None


def _end_of_object(tree: Tree, index: int, target: int) -> int:
    """Return the last token of an object and of the "as …" or "for …" directly behind it that completes it."""
    last = tree.last[target]
    for child in tree.children[index]:
        if child == last + 1 and tree.word(child) in {"as", "for"}:
            last = tree.last[child]
    return last
