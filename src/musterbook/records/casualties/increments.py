"""Counts that go on from one told before: on top of it ("two more died", "died of their wounds"), or a word on it.

Those on top are no toll of what happened. Where nobody with that fate was told before, "another 15 were wounded" adds to nothing:
the word sets the wounded off from the dead.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from musterbook.model import CasualtiesDetail
from musterbook.records.casualties.victims import Victims
from musterbook.records.events.aftermath import died_later
from musterbook.records.events.tellings import Draft
from musterbook.records.sentences.frames import Match
from musterbook.records.sentences.views import SentenceView
from musterbook.records.tables import read_words

__all__ = ["bound_above", "is_increment", "is_total", "is_word_on"]

# Sentences that begin farther back than this hold no count that is carried on.
_FAR_CHARACTERS = 1_600
_LONGEST_CEILING = 3  # words
# A toll rises as bodies are found, seldom to more than this many times the first word.
_MOST_GROWTH = 3.0
# Of an event of which no count is told one attack is told to have so many dead; more are those of a war.
_MOST_ALONE = 100.0


def is_increment(draft: Draft, view: SentenceView, match: Match, victim: Victims) -> bool:
    """Return whether those who are counted come on top of others; a total that they are part of is none."""
    if victim.is_total:
        return False
    is_later = match.frame.values["outcome"] == "killed" and died_later(view, match, victim)
    is_kin = view.keys[victim.position] in read_words("people", "kin", "nouns")
    if is_kin and match.frame.values["shape"] == "loses":
        return True  # whose family it was is told, and the toll elsewhere
    is_more = victim.quantity.is_addition and _is_counted_before(draft, view, match.frame.values["outcome"])
    return is_more or is_later or _is_also(view, match.position, victim)


def _is_counted_before(draft: Draft, view: SentenceView, outcome: str) -> bool:
    """Return whether the document has counted people with this outcome up to here."""
    # Each addition that this looks for in vain is a count itself, so that the next look ends there.
    return any(
        isinstance(claim.detail, CasualtiesDetail)
        and claim.detail.outcome == outcome
        and claim.sentence_start <= view.sentence.start
        for claim in draft.claims
    )


def _is_also(view: SentenceView, position: int, victim: Victims) -> bool:
    """True for "also killed in the raid were two men": they come on top of those told before."""
    return (
        victim.position > position
        and any(
            view.keys[child] == "also" and child < position and view.tokens[child].dep == "advmod"
            for child in view.children[position]
        )
        and view.arguments(position).is_passive
    )


def is_total(view: SentenceView, match: Match, victim: Victims) -> bool:
    """Return whether a count is told as the whole of a happening: "the toll rose to 19", "bringing the total to 40"."""
    if victim.is_total:
        return True
    if match.frame.values["outcome"] == "killed" and _is_update(view, match.position):
        return True
    around = {view.keys[other] for other in (victim.position, *view.ancestors(victim.position))}
    clause = {view.keys[other] for other in view.subtree(view.clause_head(match.position), is_clause=True)}
    return bool(around & read_words("tolls", "totals", "running")) or (
        "total" in clause and bool(clause & read_words("tolls", "totals", "verbs"))
    )


def _is_update(view: SentenceView, position: int) -> bool:
    """True for "by nightfall, seven had died": the count has come so far by a time that is told."""
    verb = view.clause_head(position)
    is_pluperfect = any(view.tokens[child].text.lower() == "had" for child in view.children[verb])
    return is_pluperfect and any(
        view.mention("time", token) is not None or view.tokens[token].entity == "TIME"
        for token in view.prepositional(verb, ("by",))
    )


def is_word_on(draft: Draft, view: SentenceView, event_id: str | None, *, victims: Iterable[Victims]) -> bool:
    """True for "an doctor later spoke of nine dead": a count that may be of the event told just before, by its size.

    A count of a whole war is many times larger than what is told of one event, and often tells so.
    """
    if event_id is None or view.key_set & read_words("tolls", "wholes", "nouns"):
        return False
    told = [
        claim.quantity.low
        for claim in draft.recent(view.sentence.start - _FAR_CHARACTERS)
        if isinstance(claim.detail, CasualtiesDetail)
        and claim.detail.event_claim_id == event_id
        and claim.quantity is not None
        and claim.quantity.low
    ]
    most = _MOST_GROWTH * max(told) if told else _MOST_ALONE
    sizes = (victim.quantity.high if victim.quantity.low is None else victim.quantity.low for victim in victims)
    return any(size is not None and size <= most for size in sizes)


def bound_above(view: SentenceView, victim: Victims) -> Victims:
    """Return "could be as high as 1,300" as a count with no lower limit; any other as it is."""
    if victim.mention is None:
        return victim
    first = view.positions(victim.mention.start, victim.mention.end)[0]
    before = [view.tokens[at].text.lower() for at in range(max(0, first - _LONGEST_CEILING), first)]
    is_ceiling = any(
        before[-len(words) :] == words for words in map(str.split, read_words("tolls", "ceilings", "phrases"))
    )
    quantity = victim.quantity
    top = quantity.high if quantity.high is not None else quantity.low
    is_guess = bool(view.key_set & read_words("status", "auxiliaries", "hypothetical"))
    if not (is_ceiling and is_guess and top is not None):
        return victim
    return replace(victim, quantity=replace(quantity, low=None, high=top, bound="at_most"), is_total=False)
