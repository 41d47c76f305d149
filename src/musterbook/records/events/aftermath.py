"""What came of a happening later: the hurt who died of it, and totals brought up to date.

The day that such a count names is the day of the count. Those it counts belong to the happening that its words name
("the toll from the blast", "four of the wounded in last week's bombing"), else to the one told just before.
"""

from __future__ import annotations

from datetime import timedelta
from itertools import takewhile

from musterbook.model import TimeReading
from musterbook.records.casualties.victims import Victims
from musterbook.records.events.tellings import Draft, Telling
from musterbook.records.sentences.frames import Match
from musterbook.records.sentences.status import is_perfect
from musterbook.records.sentences.views import SUBJECTS, SentenceView
from musterbook.records.sides.who import Found
from musterbook.records.tables import read_words

__all__ = [
    "answers_any",
    "answers_deed",
    "death_of",
    "died_later",
    "is_aftermath",
    "is_counted_later",
    "may_follow",
    "may_tell_of",
]

_DAY_PRECISION = 2
_ANSWERING = frozenset({"state_force", "police", "international_force"})
_MUTUAL = frozenset({"clash", "shooting", "operation"})
# So long after an attack its dead are still told by "the toll".
_LONGEST = timedelta(days=60)


def death_of(view: SentenceView, position: int) -> int | None:
    """Return the verb of dying whose subject the counted are ("three people injured in the blast have died"); None if they live."""
    token = view.tokens[position]
    if token.dep == "nummod" and token.head > position:
        token = view.tokens[token.head]
    is_dead = token.dep in SUBJECTS and view.keys[token.head] in read_words("tolls", "deaths", "verbs")
    return token.head if is_dead and not view.is_negated(token.head) else None


def answers_deed(view: SentenceView, verb: int, noun: int, *, told: Telling | None, by: Found | None) -> bool:
    """True for "after an attack on a market, the army killed 35": who acts afterwards did not do what came before.

    Args:
        view: the sentence.
        verb: the word for what was done afterwards.
        noun: the word for what came before.
        told: what came before; in a clash both sides act.
        by: who did it afterwards; None = nobody is named.
    """
    arguments = view.arguments(verb)
    is_before = view.governing_preposition(noun) in read_words("events", "following", "answered") and view.tokens[
        noun
    ].pos in {"NOUN", "PROPN"}
    is_active = bool(arguments.agents) and not arguments.is_passive
    if by is None or not is_before or not is_active:
        return False
    return (noun < verb or by.reading.side in _ANSWERING) and (told is None or told.family not in _MUTUAL)


def answers_any(draft: Draft, view: SentenceView, verb: int, *, by: Found | None) -> bool:
    """Return whether what a verb tells was done after a deed that its sentence tells."""
    here = takewhile(lambda told: told[0][0] == view.index, reversed(draft.told_at.items()))  # it was told last
    return any(
        answers_deed(view, verb, trigger, told=draft.telling(claim_id), by=by) for (_, trigger), claim_id in here
    )


def is_aftermath(view: SentenceView, match: Match, victim: Victims, *, is_total: bool) -> bool:
    """Return whether a count tells what came of a happening later: a total of one, or those who died of their wounds."""
    if match.frame.values["outcome"] != "killed":
        return False
    clause = view.clause_head(match.position)
    words = {view.keys[token] for token in view.subtree(clause, is_clause=True)}
    if is_total or match.frame.values["shape"] == "toll":
        return not words & read_words("tolls", "wholes", "nouns")
    if words & read_words("tolls", "deaths", "so_far") and match.frame.table == "tolls":
        return not words & read_words("tolls", "wholes", "nouns")
    return died_later(view, match, victim)


def died_later(view: SentenceView, match: Match, victim: Victims) -> bool:
    """Return whether those who are counted had been hurt and died of it later."""
    return _were_hurt(view, victim.position) or _died_of_wounds(view, match.position)


def _were_hurt(view: SentenceView, noun: int) -> bool:
    """True for "three wounded soldiers", "two people injured in the raid", "five of the wounded"."""
    hurt = read_words("tolls", "deaths", "hurt")
    of = view.prepositional(noun, ("of",))
    told = (*view.children[noun], *of, *(child for token in of for child in view.children[token]))
    return any(view.keys[token] in hurt or view.tokens[token].text.lower() in hurt for token in told)


def _died_of_wounds(view: SentenceView, verb: int) -> bool:
    if view.keys[verb] not in read_words("tolls", "deaths", "verbs"):
        return False
    if view.keys[verb] in read_words("tolls", "deaths", "later"):
        return True
    of = view.prepositional(verb, ("of", "from", "to"))
    where = view.prepositional(verb, ("in", "at"))
    return any(view.keys[token] in read_words("tolls", "deaths", "of") for token in of) or any(
        view.keys[token] in read_words("tolls", "deaths", "where") for token in where
    )


def may_follow(event: TimeReading | None, count: TimeReading | None) -> bool:
    """Return whether what happened at the first time may have been counted on the day of the second; None = not told."""
    if event is None or count is None or event.earliest is None or count.earliest is None:
        return True
    is_day = (count.date_prec or 9) <= _DAY_PRECISION
    return is_day and event.earliest <= count.earliest <= event.earliest + _LONGEST


def may_tell_of(event: TimeReading | None, said: TimeReading) -> bool:
    """Return whether what was said in a day or a month may be of what happened at a time: nobody counts the dead before."""
    if event is None or event.earliest is None or said.latest is None or said.earliest is None:
        return False
    is_short = said.granularity in {"day", "month"}
    return is_short and event.earliest <= said.latest and said.earliest <= event.earliest + _LONGEST


def is_counted_later(view: SentenceView, position: int) -> bool:
    """Return whether a noun of a happening stands in the phrase of a toll, or of the hurt, whose verb tells of another day.

    "The death toll from the blast had risen to 19 by Monday", "two people injured in the shelling died on Sunday".
    """
    tolls = read_words("tolls", "totals", "nouns") | read_words("tolls", "levels", "killed")
    if _has_cost_since(view, position):
        return True
    for above in view.ancestors(position):
        token = view.tokens[above]
        is_counted = view.keys[above] in tolls or token.text.lower() in tolls or _were_hurt(view, above)
        if is_counted and token.dep in {*SUBJECTS, "dobj"}:
            verbs = read_words("tolls", "totals", "verbs") | read_words("tolls", "deaths", "verbs")
            return view.keys[token.head] in verbs
    return False


def _has_cost_since(view: SentenceView, position: int) -> bool:
    """True for "the attack has now cost 42 lives": the perfect counts up to the day on which it is said."""
    token = view.tokens[position]
    if token.dep not in SUBJECTS or view.keys[token.head] not in read_words("tolls", "deaths", "costs"):
        return False
    return is_perfect(view, token.head)
