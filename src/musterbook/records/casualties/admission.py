"""Which of those whom a casualty word governs count: people, of the side the row asks for, not told before, no part of others."""

from __future__ import annotations

from musterbook.model import ActorReading, CasualtiesDetail, Outcome
from musterbook.records.casualties.included import is_among, is_part_with_fate
from musterbook.records.casualties.single_persons import (
    are_likely_doers,
    is_named_beside,
    is_one_person,
    is_person_noun,
    is_single,
)
from musterbook.records.casualties.victims import Victims, is_left_over, is_of_whole, is_one_of_them
from musterbook.records.events.tellings import Draft
from musterbook.records.sentences.frames import Match
from musterbook.records.sentences.views import SentenceView
from musterbook.records.sides.persons import is_name
from musterbook.records.sides.who import ARMED, noun_side
from musterbook.records.tables import read_words

__all__ = ["is_admitted", "is_told_person"]

_NEAR_CHARACTERS = 400
# Sentences that begin farther back than this hold no claim that is near.
_FAR_CHARACTERS = 4 * _NEAR_CHARACTERS


def is_admitted(view: SentenceView, victim: Victims, match: Match) -> bool:
    """Only people count, and numbers that are part of another ("including two children") are no claims of their own."""
    if view.mention("weapon", victim.position) is not None or _is_part(view, victim, match.position):
        return False
    if _is_told_again(view, victim, match):
        return False
    if match.frame.values["shape"] == "loses" and victim.quantity.low is None and victim.quantity.high is None:
        return False
    if "only" in match.frame.values:
        return _is_of_side(view, victim, only=match.frame.values["only"])
    is_of_people = victim.mention is not None and victim.quantity.unit_kind == "people"
    return is_of_people or _are_shot(view, victim, match) or _is_person_or_number(view, victim, match)


def _are_shot(view: SentenceView, victim: Victims, match: Match) -> bool:
    """True for "gunmen shot six lime pickers": so many, who do something, of a kind that no table knows."""
    is_counted = victim.mention is not None and victim.quantity.unit_kind is None
    is_by_somebody = match.frame.values.get("mode") == "firearms" and bool(match.slots.get("by"))
    return is_counted and is_by_somebody and are_likely_doers(view, victim.position)


def _is_part(view: SentenceView, victim: Victims, trigger: int) -> bool:
    if is_left_over(view, victim) or is_of_whole(view, victim, trigger) or is_one_of_them(view, victim):
        return True
    if victim.mention is not None and is_among(view, victim.mention):
        return True  # "45 villagers, six girls and eight boys among them"
    return victim.quantity.includes and not is_part_with_fate(view, victim.mention, trigger)


def _is_told_again(view: SentenceView, victim: Victims, match: Match) -> bool:
    """True for "12 bodies were taken to the hospital", and for "the twelve were buried"."""
    if match.frame.values["outcome"] == "displaced" and victim.mention is None:
        return True  # one who runs is no count of the displaced
    is_body = match.frame.values["outcome"] != "killed" and view.keys[victim.position] in read_words(
        "people", "bodies", "nouns"
    )
    return is_body or ("once" in match.frame.values and _is_known(view, victim))


def _is_of_side(view: SentenceView, victim: Victims, *, only: str) -> bool:
    token, side = view.tokens[victim.position], _side_of(view, victim.position)
    # "Thousands fled", "a million Lebanese fled"
    is_bare = view.mention("quantity", victim.position) is not None or token.entity == "NORP"
    is_he = token.pos == "PRON" and is_one_person(view, victim.position, named_at=victim.position)
    is_free = side is None and ((is_bare and only in {"civilians", "people"}) or (is_he and only != "forces"))
    return is_free or _is_only(only, side)


def _is_known(view: SentenceView, victim: Victims) -> bool:
    """True for "the twelve", "their dead": who was told of before."""
    return any(
        view.keys[child] in read_words("people", "definite", "words") or view.tokens[child].dep == "poss"
        for child in view.children[victim.position]
    )


def _side_of(view: SentenceView, position: int) -> str | None:
    """Return the side of a noun, and of "men" that a group under arms is named before."""
    for token in (position, *view.children[position]):
        mention = view.mention("actor", token) if token <= position else None
        if mention is not None and isinstance(mention.reading, ActorReading) and mention.reading.side in ARMED:
            return mention.reading.side
    is_of_body = view.tokens[position].tag == "NNS" and any(
        view.tokens[child].dep == "compound"
        and view.tokens[child].pos == "PROPN"
        and view.mention("place", child) is None
        for child in view.children[position]
    )
    side = noun_side(view.keys[position])
    if side == "unknown":  # "a foreigner, a German hiker"
        beside = [noun_side(view.keys[child]) for child in view.children[position] if view.tokens[child].dep == "appos"]
        side = next((other for other in beside if other is not None), side)
    return None if is_of_body and side == "unknown" else side  # "several hundred NLF men"


def _is_only(only: str, side: str | None) -> bool:
    """Return whether people of a side are those whom a word alone counts."""
    if only == "forces":
        return side in ARMED
    if only == "people":
        return side is not None
    if only == "not civilians":
        return side in ARMED | {"unknown", "government"}
    return side in {"civilians", "unknown" if only == "civilians" else "government"}


def _is_person_or_number(view: SentenceView, victim: Victims, match: Match) -> bool:
    token = view.tokens[victim.position]
    is_number = token.pos == "NUM" or view.mention("quantity", victim.position) is not None
    is_person = is_person_noun(view, victim.position) or view.mention("actor", victim.position) is not None
    is_outcome = victim.position == match.position
    is_one = is_one_person(view, victim.position, named_at=victim.position)
    is_named = token.entity == "PERSON" or is_name(view, victim.position)
    return is_number or is_person or is_outcome or is_one or is_named or is_named_beside(view, victim.position)


def is_told_person(draft: Draft, view: SentenceView, victim: Victims, outcome: Outcome) -> bool:
    """True for "him" where the sentences just before told the same of somebody: he is counted already."""
    is_he = view.tokens[victim.position].pos == "PRON" and not is_single(view, victim.position)
    return is_he and any(
        isinstance(claim.detail, CasualtiesDetail)
        and claim.quantity is not None
        and claim.quantity.low == 1  # "he" is none of "38 tourists"
        and (claim.detail.outcome == outcome or {claim.detail.outcome, outcome} & {"casualties", "missing"})
        and 0 <= view.tokens[victim.position].start - claim.start < _NEAR_CHARACTERS
        for claim in draft.recent(view.sentence.start - _FAR_CHARACTERS)
    )
