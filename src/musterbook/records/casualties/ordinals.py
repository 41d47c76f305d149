"""Ordinals that count one person: "a fifth died" makes five in all of the event of which four were told.

A count of another event, place or day is not gone on from: "four in Jos on Monday … in Kano a fifth died" tells of one in Kano.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace

from musterbook.model import CasualtiesDetail, Claim
from musterbook.records.casualties.victims import Victims
from musterbook.records.context import Slots
from musterbook.records.events.aftermath import died_later, may_follow
from musterbook.records.events.agreement import places_agree, times_agree
from musterbook.records.events.tellings import Draft
from musterbook.records.sentences.frames import Match
from musterbook.records.sentences.views import SentenceView
from musterbook.records.tables import read_table

__all__ = ["count_up"]

# Sentences that begin farther back than this hold no count that is carried on.
_FAR_CHARACTERS = 1_600
_FIGURE = re.compile(r"(\d{1,3})(?:st|nd|rd|th)")
_FIRST_OF_TABLE = 2


def count_up(
    draft: Draft,
    view: SentenceView,
    victims: list[Victims],
    *,
    match: Match,
    own: Slots,
    find: Callable[..., str | None],
) -> tuple[list[Victims], str | None]:
    """Return the victims with "a fifth" as five where four of the same event were told, and the event that they belong to.

    Args:
        draft: what has been read so far.
        view: of the sentence.
        victims: of the match.
        match: the word that tells what became of them.
        own: place and time that stand with the word.
        find: returns the event of `victims`, which depends on whether they are a total.
    """
    raised, events = [], set[str | None]()
    for victim in victims:
        order = _read_order(view, victim)
        is_hurt_before = died_later(view, match, victim)
        before = () if order is None else _told_before(draft, view, order - 1, outcome=match.frame.values["outcome"])
        found = {_root(draft, claim) for claim in before if _may_go_on(match, claim, own, is_anywhere=is_hurt_before)}
        raised.append(_raise(victim, order) if order is not None and found else victim)
        events |= found
    event_id = find(victims=raised)
    if raised == victims or _root_of(draft, event_id) in events:
        return raised, event_id
    return victims, find(victims=victims) if event_id is None else event_id


def _told_before(draft: Draft, view: SentenceView, number: int, *, outcome: str) -> list[Claim]:
    """Return the claims just before that count so many with this outcome."""
    return [
        claim
        for claim in draft.recent(view.sentence.end - _FAR_CHARACTERS)
        if isinstance(claim.detail, CasualtiesDetail)
        and claim.detail.outcome == outcome
        and claim.quantity is not None
        and claim.quantity.low == number
    ]


def _may_go_on(match: Match, before: Claim, own: Slots, *, is_anywhere: bool) -> bool:
    """Return whether neither place nor day of one more person contradicts a count; who was hurt may die elsewhere and later."""
    if own.place is not None and not is_anywhere and not places_agree(before.place, own.place[0]):
        return False
    if own.interval is None or times_agree(before.interval, own.interval[0]):
        return True
    is_deed = match.frame.values["shape"] == "verb" and "type" in match.frame.values
    return not is_deed and may_follow(before.interval, own.interval[0])


def _raise(victim: Victims, order: int) -> Victims:
    return replace(victim, quantity=replace(victim.quantity, low=order, high=order, is_addition=False), is_total=True)


def _root(draft: Draft, claim: Claim) -> str | None:
    return _root_of(draft, claim.detail.event_claim_id if isinstance(claim.detail, CasualtiesDetail) else None)


def _root_of(draft: Draft, event_id: str | None) -> str | None:
    """Return the first telling of an event, as far as the words tie its tellings to each other."""
    seen = set[str]()
    while event_id is not None and event_id not in seen:
        seen.add(event_id)
        telling = draft.telling(event_id)
        event_id = event_id if telling is None or telling.tied_to is None else telling.tied_to
    return event_id


def _read_order(view: SentenceView, victim: Victims) -> int | None:
    """Return the number of an ordinal that counts one person; None if there is none."""
    if victim.mention is not None:
        return None
    for token in (victim.position, *view.children[victim.position]):
        word = view.tokens[token].text.lower()
        figure = _FIGURE.fullmatch(word)
        if figure is not None:
            return int(figure[1])
        words: list[str] = read_table("tolls")["ordinals"]["words"]
        if word in words:
            return _FIRST_OF_TABLE + words.index(word)
    return None
