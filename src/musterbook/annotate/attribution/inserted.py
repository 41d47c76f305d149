"""A speaker in the middle of what he says, put right where the parser takes the words before him for his own.

In "A day earlier, the army said on Sunday, gunmen had killed nine" the parser hangs "a day earlier" on "said", and in "The
attack, the army said on Sunday, killed nine" the attack. Behind an opening and between two commas the speaker is inserted: the
opening belongs to the clause behind him, as its subject where it has none.
"""

from __future__ import annotations

from dataclasses import replace
from itertools import islice

from musterbook.annotate.attribution.cues import CueTable
from musterbook.annotate.attribution.trees import Tree, build_tree
from musterbook.model import Sentence

__all__ = ["mend_inserted"]

_SUBJECTS = frozenset({"nsubj", "nsubjpass", "csubj", "expl"})
# What stays with the verb of speech: joining words, marks, and what is told in front of it.
_OWN = frozenset({"punct", "cc", "mark", "ccomp", "aux", "neg", "conj", "preconj", "intj"})
_NOUNS = frozenset({"NOUN", "PROPN", "PRON"})
# A sentence with more verbs of speech is no prose.
_MOST_IN_SENTENCE = 12


def mend_inserted(sentence: Sentence, *, cues: CueTable) -> Sentence:
    """Return the sentence with what opens it governed by the clause behind an inserted speaker; else the same sentence."""
    verbs = (i for i, one in enumerate(sentence.tokens) if one.lemma.lower() in cues.tails and one.pos == "VERB")
    for verb in islice(verbs, _MOST_IN_SENTENCE):
        tree = build_tree(sentence)
        clause = _clause_behind(tree, verb)
        opening = () if clause is None else _opening(tree, verb)
        if clause is None or not opening:
            continue
        made = list(sentence.tokens)
        is_open = tree.child(clause, _SUBJECTS) is None
        for index in opening:
            made[index] = replace(made[index], head=clause)
            if is_open and made[index].pos in _NOUNS and index == opening[-1]:
                is_passive = tree.child(clause, frozenset({"auxpass"})) is not None
                made[index] = replace(made[index], dep="nsubjpass" if is_passive else "nsubj")
        sentence = replace(sentence, tokens=tuple(made))
    return sentence


def _clause_behind(tree: Tree, verb: int) -> int | None:
    """Return the verb of the clause behind the comma that ends the speaker's words; None for "said that …"."""
    clause = next((child for child in tree.children[verb] if child > verb and tree.tokens[child].dep == "ccomp"), None)
    if clause is None or tree.child(clause, frozenset({"mark"})) is not None:
        return None
    first = tree.first[clause]
    while first < clause and tree.tokens[first].pos == "PUNCT":
        first += 1
    return clause if first > verb and tree.tokens[first - 1].text == "," else None


def _opening(tree: Tree, verb: int) -> tuple[int, ...]:
    """Return the words hung on the verb that stand before the comma in front of its subject; none if something was told there."""
    subjects = [child for child in tree.children[verb] if child < verb and tree.tokens[child].dep in _SUBJECTS]
    first = tree.first[subjects[-1]] if subjects else 0
    if first < 1 or tree.tokens[first - 1].text != ",":
        return ()
    before = [child for child in tree.children[verb] if child < first]
    if any(tree.tokens[child].dep == "ccomp" for child in before):
        return ()
    return tuple(child for child in before if tree.tokens[child].dep not in _OWN)
