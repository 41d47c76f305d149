"""What tells that a happening is none of those told before: a new target, another part of the day, another place or time.

A text that goes on about one thing says "the"; what it says with "a", or of a day that is not the day told, is something else.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import timedelta
from functools import cache
from typing import get_args

from musterbook.model import Mention, MentionKind, PlaceReading, TimeReading
from musterbook.records.context import DocumentContext
from musterbook.records.events.agreement import is_long_past, lies_in, times_agree
from musterbook.records.events.tellings import Telling
from musterbook.records.sentences.counted import find_quantity
from musterbook.records.sentences.frames import load_frames
from musterbook.records.sentences.nominals import is_new
from musterbook.records.sentences.sequences import find_comparison
from musterbook.records.sentences.views import SUBJECTS, SentenceView
from musterbook.records.tables import read_table, read_words

__all__ = [
    "find_names_at",
    "find_setting",
    "has_other_time",
    "is_at_another",
    "is_behind_since",
    "is_deed",
    "is_introduced",
    "is_one_of_many",
    "is_set_off",
    "is_superlative",
]

_INSIDE = frozenset({"in", "during"})
_AT = frozenset({"in", "at", "near", "outside", "around"})
_KINDS: tuple[MentionKind, ...] = get_args(MentionKind)
# Tokens between "since" and the day behind it, and between a superlative and "since".
_FAR_SINCE, _NEAR_SINCE = 10, 5
_WORD = re.compile(r"\w+")
_LONGEST_SENTENCE = 2_000  # characters that are looked at
# UCDP GED's where_prec of a province; what is coarser is told more exactly later.
_COARSE = 4
# So long before publication lies what a report of the day tells without a day.
_NEWS = timedelta(days=3)


def is_superlative(view: SentenceView, position: int) -> bool:
    """Return True for "deadliest", "first", "only" and "last"."""
    token = view.tokens[position]
    return token.tag == "JJS" or view.keys[position] in read_words("events", "following", "alone")


def is_set_off(view: SentenceView, telling: Telling, told: Telling) -> bool:
    """True for "the noon raid on a bank" beside one of the evening, or one whose sentence knows of no bank.

    A target that is new to the reader makes the happening a new one, for all its article.
    """
    words = set(_WORD.findall(told.claim.sentence[:_LONGEST_SENTENCE].lower()))
    if (
        told.view == view.index
    ):  # "after the raid on the town, the attack on a convoy": its own words are not told before
        words -= {view.tokens[token].text.lower() for token in view.subtree(telling.position)}
    dayparts = read_words("events", "dayparts", "words")
    own = {view.keys[child] for child in view.children[telling.position]} & dayparts
    if own and (words & dayparts) and not own & words:
        return True
    counted = [find_quantity(view, token) for token in view.prepositional(telling.position, ("of",))]
    if any(found is not None and found[1].text not in told.claim.sentence for found in counted):
        return True  # "the shooting of 54 people", and none of so many was told
    if _opens_apart(view, telling.position):
        return True
    hit = (*view.prepositional(telling.position, ("on", "against", "of")), *_list_struck(view, telling.position))
    new = [token for token in hit if is_new(view, token)]
    if new and not any(view.tokens[token].text.lower() in words for token in new):
        return True
    return _has_other_target(view, hit, told)


def _has_other_target(view: SentenceView, hit: Sequence[int], told: Telling) -> bool:
    """True for "the strike on the hospital" beside an attack on a depot: buildings that are not each other."""
    target = _WORD.findall((told.detail.target or "").lower())
    was = {kind for kind, nouns in _read_structures().items() if not nouns.isdisjoint(target)}
    now = {kind for kind, nouns in _read_structures().items() for token in hit if view.keys[token] in nouns}
    return bool(was) and bool(now) and was.isdisjoint(now)


@cache
def _read_structures() -> Mapping[int, frozenset[str]]:
    """Return the nouns of each kind of building, by the number of its row."""
    rows: list[list[str]] = read_table("events")["structures"]["kinds"]
    return {number: frozenset(nouns) for number, nouns in enumerate(rows)}


def _list_struck(view: SentenceView, position: int) -> Iterator[int]:
    """Yield what a happening struck by the words behind it: "the explosion which rocked a restaurant"; whom it killed does not count."""
    deadly = load_frames("casualties").by_verb
    for verb in view.children[position]:
        if view.tokens[verb].dep == "relcl" and view.keys[verb] not in deadly:
            yield from (child for child in view.children[verb] if view.tokens[child].dep == "dobj")


def _opens_apart(view: SentenceView, position: int) -> bool:
    """True where the clause opens with a word that leaves what was told: "Separately, the toll of the blast rose"."""
    words = read_words("people", "others", "openers")
    return any(token < position and view.keys[token] in words for token in _list_adverbs(view, position))


def _list_adverbs(view: SentenceView, position: int) -> Iterator[int]:
    for clause in {view.clause_head(position), *view.ancestors(position)}:
        yield from (child for child in view.children[clause] if view.tokens[child].dep == "advmod")


def is_introduced(telling: Telling, told: Telling) -> bool:
    """True for "Sunday's blast at the mill" beside a raid on a camp: it says where it was, and nothing that it says was told before.

    Two places of which nobody knows how they lie to each other do not differ, but they are no sign of one happening either.
    """
    one, other = telling.claim, told.claim
    if one.place is None:
        return False
    if other.place is None:
        return one.interval is None and is_long_past(other.interval, other.said_on)
    if one.place.words.casefold() == other.place.words.casefold() or (other.place.where_prec or 1) >= _COARSE:
        return False  # "in the northwest", and then "the raid took place in the town of …"
    if one.place.place is not None and other.place.place is not None and lies_in(one.place.place, other.place.place):
        return False
    return one.interval is None or other.interval is None or not times_agree(one.interval, other.interval)


def is_behind_since(view: SentenceView, mention: Mention, position: int) -> bool:
    """True for the day of "the deadliest raid since the blast of 8 January": it dates the blast, not the raid."""
    first = view.positions(mention.start, mention.end)[0]
    for token in range(first - 1, max(first - _FAR_SINCE, 0), -1):
        if view.tokens[token].pos in {"VERB", "AUX", "PUNCT"} or token == position:
            return False
        if view.keys[token] == "since":
            return any(is_superlative(view, before) for before in range(max(token - _NEAR_SINCE, 0), token))
    return False


def is_at_another(view: SentenceView, position: int, sentence: str) -> bool:
    """True for "a farm, where nine died", and for a place by name that the event's sentence does not hold."""
    clause = view.clause_head(position)
    noun = view.tokens[clause].head
    if view.tokens[clause].dep != "relcl" or view.tokens[noun].pos not in {"NOUN", "PROPN"}:
        return False
    if not any(view.tokens[token].text.lower() in {"where", "when"} for token in view.children[clause]):
        return False
    if view.tokens[noun].pos == "PROPN":
        name = [noun, *(child for child in view.children[noun] if view.tokens[child].pos == "PROPN")]
        return any(view.tokens[token].text not in sentence for token in name)
    return any(is_new(view, token) for token in _list_holders(view, noun))


def _list_holders(view: SentenceView, noun: int) -> Iterator[int]:
    """Yield a noun and those that it is told to stand by: "valley" and "hamlet" of "a hamlet down the valley"."""
    yield noun
    while view.tokens[noun].dep == "pobj":
        noun = view.tokens[view.tokens[noun].head].head
        if view.tokens[noun].pos not in {"NOUN", "PROPN"}:
            return
        yield noun


def is_deed(view: SentenceView, noun: int) -> bool:
    """Return whether a noun is a word for a happening, or a weapon."""
    return view.keys[noun] in load_frames("events").by_noun or view.mention("weapon", noun) is not None


def find_setting(view: SentenceView, position: int) -> int | None:
    """Return the word of violence in which somebody fell: "died in an ambush", "the carnage in which 32 people died".

    They fell there, and in nothing else that the sentence tells.
    """
    held = (*view.prepositional(position, _INSIDE), _find_antecedent(view, position))
    nouns, occasions = load_frames("events").by_noun, read_words("tolls", "deaths", "occasions")
    for noun in held:
        if noun is not None and (view.keys[noun] in nouns or view.keys[noun] in occasions):
            return noun
    return None


def _find_antecedent(view: SentenceView, position: int) -> int | None:
    clause = view.clause_head(position)
    if view.tokens[clause].dep != "relcl":
        return None
    inside = view.subtree(clause, is_clause=True)
    is_in = any(
        view.keys[token] == "which"
        and view.tokens[token].dep == "pobj"
        and view.keys[view.tokens[token].head] in _INSIDE
        for token in inside
    )
    return view.tokens[clause].head if is_in else None


def is_one_of_many(view: SentenceView, noun: int) -> bool:
    """True for "the largest attack was …": it is picked out of all, while "it was the largest attack" speaks of the one before."""
    is_picked = any(is_superlative(view, child) for child in view.children[noun] if child < noun)
    return is_picked and view.tokens[noun].dep in SUBJECTS


def find_names_at(view: SentenceView, position: int, *, place: PlaceReading | None) -> frozenset[str]:
    """Return the names in the clause of a trigger that it is told to be in, at or near, and of which no place is read.

    Where its place is known there are none.
    """
    if place is not None and place.place is not None:
        return frozenset()
    found: set[str] = set()
    for token in view.subtree(view.clause_head(position), is_clause=True):
        is_at = view.tokens[token].dep == "prep" and view.keys[token] in _AT
        for noun in [child for child in view.children[token] if view.tokens[child].dep == "pobj"] if is_at else ():
            if view.tokens[noun].pos == "PROPN" and not any(_is_read(view.mention(kind, noun)) for kind in _KINDS):
                found.add(view.tokens[noun].text)
    return frozenset(found)


def _is_read(mention: Mention | None) -> bool:
    """True for a mention of something; a place of which only the words are known is none."""
    if mention is None:
        return False
    return not isinstance(mention.reading, PlaceReading) or mention.reading.place is not None


def has_other_time(context: DocumentContext, view: SentenceView, position: int, interval: TimeReading | None) -> bool:
    """True where what hangs on the verb tells of another time ("was killed before he reached it last week").

    What is told without a day in a report of a day is news: it is not what happened before last week. Nor is what the news are only
    compared with ("the deadliest since gunmen killed 21").
    """
    if interval is None and find_comparison(view, position) is not None:
        return True
    inside = set(view.subtree(position))
    return any(
        isinstance(mention.reading, TimeReading)
        and view.head_of(mention.start, mention.end) in inside
        and not (_is_news(context, mention.reading) if interval is None else times_agree(interval, mention.reading))
        for mention in view.of_kind("time")
    )


def _is_news(context: DocumentContext, reading: TimeReading) -> bool:
    if context.published is None or reading.latest is None:
        return True
    return reading.latest >= context.published - _NEWS
