"""Happenings that a sentence sets one after the other: "hours after a bomb killed two, …", "a day after the raid on the camp".

What stands behind such a length of time is another happening than the one that the sentence tells: they share no place, no
time and no dead. So it is with what a day is only compared with ("the deadliest since gunmen killed 21"), and with a deed that
somebody is punished or mourned for on a later day.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Literal

from musterbook.model import Mention, TimeReading
from musterbook.records.sentences.following import lie_across
from musterbook.records.sentences.frames import load_frames
from musterbook.records.sentences.views import OBJECTS, SentenceView
from musterbook.records.tables import read_words

__all__ = [
    "are_set_apart",
    "are_two_deeds",
    "dates",
    "find_answered",
    "find_bound",
    "find_comparison",
    "is_compared_with",
]

_WORD_BEFORE = re.compile(r"([^\W\d_]+)\s+$")
_LONGEST_BEFORE = 20  # characters before a time that are looked at


def find_bound(text: str, start: int) -> Literal["start", "end"] | None:
    """Return which end of a stretch the time at an offset is, by the word before it; None if it is a time of its own.

    What "had been counted by Friday" or "has held since May" tells did not happen then.
    """
    before = _WORD_BEFORE.search(text[max(0, start - _LONGEST_BEFORE) : start])
    word = "" if before is None else before.group(1).lower()
    if word in read_words("status", "bounds", "ends"):
        return "end"
    return "start" if word in read_words("status", "bounds", "starts") else None


def are_set_apart(view: SentenceView, one: int, other: int) -> bool:
    """Return whether a length of time stands between what two tokens tell: one of them behind "two days after", the other not."""
    return any(
        _is_under(view, one, event) != _is_under(view, other, event)
        for mention in view.of_kind("time")
        for event in _counted_from(view, mention)
    )


def dates(view: SentenceView, mention: Mention, position: int) -> bool:
    """Return whether a time may date what the trigger tells, as far as "so long before" and "after" an event say.

    "Four days after" before a clause dates what stands before it; where the day was counted back to the event behind it
    ("on Monday, a day after the blast"; "a week after rockets fell, …"), it dates that event and nothing else.
    """
    head = view.head_of(mention.start, mention.end)
    if is_compared_with(view, position, head) or _is_answered_then(view, position, head):
        return False
    if _lies_across_answer(view, head, position) or _is_of_other_deed(view, head, position):
        return False
    if lie_across(view, head, position):
        return False
    event = next(_counted_from(view, mention), None)
    if event is None:
        if _lies_between(view, head, position):
            return False
        return not any(_marks_clause(view, token) for token in view.positions(mention.start, mention.end))
    return _is_under(view, position, event) == _is_counted_back(view, mention)


def is_compared_with(view: SentenceView, position: int, other: int) -> bool:
    """Return whether a token stands in a clause with "since" and another outside it: "the deadliest day since gunmen killed 21"."""
    clause = find_comparison(view, position)
    return clause is not None and not _is_under(view, other, clause)


def find_comparison(view: SentenceView, position: int) -> int | None:
    """Return the head of the clause with "since" that a token stands in; None if it stands in none."""
    for above in (position, *view.ancestors(position)):
        if view.tokens[above].dep == "advcl" and any(
            view.keys[child] == "since" and view.tokens[child].dep == "mark" for child in view.children[above]
        ):
            return above
    return None


def _lies_across_answer(view: SentenceView, time: int, position: int) -> bool:
    """Return whether a time is that of what was answered and a trigger the answer, or the other way round.

    Behind both, the parser hangs the time on the answer: "the response to the attack in Gao on Monday" was an attack on Monday.
    """
    of_time, of_trigger = find_answered(view, time), find_answered(view, position)
    if of_time == of_trigger:
        return False
    return of_trigger is None or time < of_trigger


def _is_of_other_deed(view: SentenceView, time: int, position: int) -> bool:
    """Return whether a time owns a word of a happening, as in "Monday's raid", and the trigger is the noun of another one."""
    token = view.tokens[time]
    return token.dep == "poss" and are_two_deeds(view, token.head, position)


def are_two_deeds(view: SentenceView, one: int, other: int) -> bool:
    """Return whether two nouns of one clause are words of two happenings: "the attack was led by the man behind Monday's raid"."""
    nouns = load_frames("events").by_noun
    are_deeds = all(view.tokens[noun].pos == "NOUN" and view.keys[noun] in nouns for noun in (one, other))
    is_one_clause = one != other and view.clause_head(one) == view.clause_head(other)
    return are_deeds and is_one_clause and not _are_one(view, one, other)


def _are_one(view: SentenceView, one: int, other: int) -> bool:
    """Return whether one of two nouns says what the other is: "the attack was Monday's second raid"."""
    return any(view.tokens[noun].dep in {"attr", "appos", "conj"} for noun in (one, other))


def find_answered(view: SentenceView, position: int) -> int | None:
    """Return the preposition behind which a token tells what was answered ("in retaliation for Monday's raid"); None if it does not."""
    for above in view.ancestors(position):
        is_link = view.tokens[above].dep == "prep" and view.keys[above] in read_words(
            "status", "answers", "prepositions"
        )
        if is_link and view.keys[view.tokens[above].head] in read_words("status", "answers", "nouns"):
            return above
    return None


def _is_answered_then(view: SentenceView, position: int, time: int) -> bool:
    """Return whether a time says when somebody was jailed for a deed, or mourned for it, and not when it was done."""
    below = position
    for above in view.ancestors(position):
        if view.tokens[above].pos in {"VERB", "AUX"} and _is_deed_of(view, below, above, time=time):
            return not _is_under(view, time, below)
        below = above
    return False


def _is_deed_of(view: SentenceView, below: int, verb: int, *, time: int) -> bool:
    if view.keys[below] in read_words("status", "answering", "prepositions"):
        return view.keys[verb] in read_words("status", "answering", "for")
    is_subject = view.tokens[below].dep == "nsubjpass"
    if view.keys[verb] in read_words("status", "answering", "naming"):
        return is_subject or (view.tokens[below].dep in OBJECTS and time < below)
    return (is_subject or view.tokens[below].dep in OBJECTS) and view.keys[verb] in read_words(
        "status", "answering", "of"
    )


def _lies_between(view: SentenceView, one: int, other: int) -> bool:
    """Return whether days or more stand between what two tokens tell; what came hours later came on that day.

    Args:
        view: the sentence.
        one: a token of a time.
        other: the trigger that it may date; a happening that was told before takes no day of what came hours after it.
    """
    return any(
        _is_under(view, one, event) != _is_under(view, other, event)
        for mention in view.of_kind("time")
        for event in _counted_from(view, mention)
        if not _is_within_a_day(view, mention) or (_is_known(view, event) and _is_under(view, other, event))
    )


def _is_within_a_day(view: SentenceView, mention: Mention) -> bool:
    units = read_words("status", "set_apart", "within_a_day")
    return any(view.keys[token] in units for token in view.positions(mention.start, mention.end))


def _is_known(view: SentenceView, event: int) -> bool:
    """Return whether it was told before, and its day with it: "hours after the raid"."""
    is_noun = view.tokens[event].pos in {"NOUN", "PROPN"}
    return is_noun and any(view.keys[child] == "the" for child in view.children[event])


def _counted_from(view: SentenceView, mention: Mention) -> Iterator[int]:
    """Yield the noun or the verb behind "two days after"; nothing for other times."""
    positions = view.positions(mention.start, mention.end)
    last = positions[-1]
    if len(positions) < 2 or view.keys[last] not in read_words("status", "set_apart", "sides"):
        return
    if _marks_clause(view, last):
        yield view.tokens[last].head
    for child in view.children[last]:
        if view.tokens[child].dep == "pobj":
            yield child


def _marks_clause(view: SentenceView, token: int) -> bool:
    """Return whether a word opens a clause beside another; "The night before they had shelled it." is a sentence of its own."""
    verb = view.tokens[token].head
    return view.tokens[token].dep == "mark" and view.tokens[verb].head != verb


def _is_under(view: SentenceView, position: int, top: int) -> bool:
    return position == top or top in view.ancestors(position)


def _is_counted_back(view: SentenceView, mention: Mention) -> bool:
    """Return whether the words were read as the day of the event behind them, which lies across the day counted from."""
    reading = mention.reading
    if not isinstance(reading, TimeReading) or reading.anchor is None:
        return False
    if reading.earliest is None or reading.latest is None:
        return False
    is_after = view.keys[view.positions(mention.start, mention.end)[-1]] == "after"
    return reading.latest < reading.anchor if is_after else reading.earliest > reading.anchor
