"""The day on which somebody spoke, put right where the parser hangs it on what was said: "said on Tuesday it had lost six men".

Without a "that" the parser takes the day behind the verb for a part of the clause that follows. A day that stands
between a verb of speech and the subject of what is said, with no comma behind it, is the day of saying. Or the parser reads
day and subject as one name behind the "on" ("said on Friday gunmen had killed nine"): they are parted where the clause has
no other subject.
"""

from __future__ import annotations

from dataclasses import replace
from itertools import islice

from musterbook.annotate.attribution.cues import CueTable
from musterbook.annotate.attribution.trees import build_tree
from musterbook.model import Sentence, Token

__all__ = ["mend_days"]

_DAYS = frozenset({"DATE", "TIME"})
_SUBJECTS = frozenset({"nsubj", "nsubjpass", "expl", "csubj"})
# A sentence with more of these verbs is no prose, and a day of more words none.
_MOST_IN_SENTENCE = 12
_LONGEST_DAY = 6


def mend_days(sentence: Sentence, *, cues: CueTable) -> Sentence:
    """Return the sentence with the days behind its verbs of speech governed by these verbs."""
    tokens = sentence.tokens
    verbs = (i for i, one in enumerate(tokens) if one.lemma.lower() in cues.tails and one.pos == "VERB")
    for verb in islice(verbs, _MOST_IN_SENTENCE):
        clause = next((i for i, one in enumerate(tokens) if one.head == verb and one.dep == "ccomp" and i > verb), None)
        tokens = tokens if clause is None else _part_name(tokens, verb, clause)
        sentence = sentence if tokens is sentence.tokens else replace(sentence, tokens=tokens)
        day = None if clause is None else _day_behind(tokens, verb, clause, cues)
        if day is not None and clause is not None and _is_before_subject(sentence, clause, day):
            made = list(tokens)
            for index in day:
                if tokens[index].head not in day:
                    made[index] = replace(tokens[index], head=verb)
            tokens = tuple(made)
            sentence = replace(sentence, tokens=tokens)
    return sentence


def _part_name(tokens: tuple[Token, ...], verb: int, clause: int) -> tuple[Token, ...]:
    """Return the tokens with "Friday" hung on the "on" and "gunmen" on the clause, where both were one name; else the same."""
    if any(one.head == clause and one.dep in _SUBJECTS for one in tokens):
        return tokens
    for index in range(verb + 1, clause):
        name, lead = tokens[index], tokens[index].head
        day = index - 1
        is_name = name.dep == "pobj" and tokens[lead].head == verb and lead > verb
        is_dated = tokens[day].head == index and tokens[day].dep in {"compound", "nmod"} and tokens[day].entity in _DAYS
        if is_name and is_dated and tokens[index + 1].head in {clause, index + 1}:
            is_passive = any(one.head == clause and one.dep == "auxpass" for one in tokens)
            made = list(tokens)
            made[day] = replace(tokens[day], head=lead, dep="pobj")
            made[index] = replace(name, head=clause, dep="nsubjpass" if is_passive else "nsubj")
            return tuple(made)
    return tokens


def _day_behind(tokens: tuple[Token, ...], verb: int, clause: int, cues: CueTable) -> range | None:
    """Return the tokens of the day behind the verb, or behind those it was said to; None if something else stands there."""
    first = verb + 1
    while first < clause and tokens[first].head == verb and tokens[first].dep in {"dobj", "dative"}:
        first += 1  # "told reporters on Tuesday"
    last = first
    while last < min(clause, first + _LONGEST_DAY) and _is_of_day(tokens, last, cues):
        last += 1
    is_day = any(tokens[index].entity in _DAYS for index in range(first, last))
    return range(first, last) if is_day else None


def _is_of_day(tokens: tuple[Token, ...], index: int, cues: CueTable) -> bool:
    """True for "on", "late", "Tuesday"; False for "Tuesday's raid" and for "nine" in "on Monday nine people"."""
    token = tokens[index]
    if token.text.lower() in cues.day_leads:
        return True
    is_counting = token.pos == "NUM" and token.dep == "nummod" and tokens[token.head].entity not in _DAYS
    return token.entity in _DAYS and token.dep != "poss" and not is_counting


def _is_before_subject(sentence: Sentence, clause: int, day: range) -> bool:
    """True if the subject of the clause begins right behind the day."""
    tree = build_tree(sentence)
    subjects = (child for child in tree.children[clause] if tree.tokens[child].dep in _SUBJECTS)
    return any(tree.first[child] <= day.stop <= child for child in subjects)
