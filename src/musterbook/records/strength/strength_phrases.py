"""Strength claims without a verb of their own: a count of fighters beside the name of its group, or owned by it.

1. "the band, some eighty men last spring, …": the count stands in apposition to the group.
2. "its 900 combatants", "5,000 of the front's 6,000 men": the group owns the counted; not where the words tell their fate.
"""

from __future__ import annotations

from collections.abc import Iterator

from musterbook.model import Claim, StrengthDetail
from musterbook.records.context import DocumentContext
from musterbook.records.sentences.counted import find_quantity
from musterbook.records.sentences.views import OBJECTS, SentenceView
from musterbook.records.sides.who import Found, noun_side
from musterbook.records.strength.counts import counted_nouns, counted_words, has_fate, is_level
from musterbook.records.tables import read_words

__all__ = ["read_phrases"]

_APPOSITION = "strength/apposition"
_OWNED = "strength/owned"


def read_phrases(context: DocumentContext, view: SentenceView, *, counted: set[int]) -> list[Claim]:
    """Return the claims of a sentence; `counted` holds where the numbers stand that were read already, and is added to."""
    made: list[Claim] = []
    for rule, noun, group in (*_appositions(context, view), *_owned(context, view)):
        quantity = find_quantity(view, noun)
        owner = view.child(noun, "poss")
        if quantity is not None and owner is not None and quantity[1].start < view.tokens[owner].start:
            continue  # "some 200 of its men": a part of them
        if quantity is None or not is_level(quantity[0]) or quantity[1].start in counted or has_fate(view, noun):
            continue
        counted.add(quantity[1].start)
        slots = context.slots(view, noun, actor=group, quantity=quantity, is_narrow=True)
        detail = StrengthDetail(counted=counted_words(view, noun))
        trigger = context.trigger_mark(view, noun)
        made.append(context.make(view, "strength", detail=detail, rule=rule, slots=slots, trigger=trigger))
    return made


def _appositions(context: DocumentContext, view: SentenceView) -> Iterator[tuple[str, int, Found]]:
    for position, token in enumerate(view.tokens):
        if token.dep != "appos" or view.mention("actor", token.head) is None:
            continue
        nouns = (position, *view.prepositional(position, ("of",)))
        noun = next((noun for noun in nouns if view.keys[noun] in counted_nouns()), None)
        group = context.who.at(view, token.head)
        if noun is not None and group is not None and group.reading.side == "armed_group":
            yield _APPOSITION, noun, group


def _owned(context: DocumentContext, view: SentenceView) -> Iterator[tuple[str, int, Found]]:
    for noun, key in enumerate(view.keys):
        owner = view.child(noun, "poss")
        if owner is None or not _is_fighting(key) or _meets_fate(view, noun):
            continue
        said = context.said_of(view, view.tokens[noun].start)
        group = context.who.at(view, owner, said=said)
        if group is not None and group.reading.side == "armed_group" and group.reading.actor_id is not None:
            yield _OWNED, noun, group


def _is_fighting(key: str) -> bool:
    if key in read_words("strength", "attackers", "nouns"):
        return False
    return noun_side(key) == "armed_group" or key in read_words("strength", "own", "verbless")


def _meets_fate(view: SentenceView, noun: int) -> bool:
    """True for "its 20 fighters were killed", "lost three of its men": a toll, or those who moved or gave up."""
    token = view.tokens[noun]
    verb = token.head
    if token.dep in {*OBJECTS, "nsubjpass", "nsubj"}:
        fates = read_words("strength", "fates", "verbs")
        return view.keys[verb] in fates or view.keys[verb] in read_words("strength", "moves", "verbs")
    return False
