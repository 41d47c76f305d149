"""Which event claims of a document tell of one happening.

Two claims are one happening when nothing stated about them disagrees (type, family, place, time, sides, numbered or marked
"another") and something ties them: a definite mention ("the blast"), the same weapon, the same place and day, or a
subordinate clause of the same sentence. A slot that is not stated agrees with everything and ties nothing.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Sequence
from collections.abc import Set as AbstractSet

from musterbook.model import Claim, EventDetail
from musterbook.records.context import DocumentContext
from musterbook.records.events.agreement import (
    actors_agree,
    hours_agree,
    is_long_past,
    places_agree,
    times_agree,
    weapons_agree,
)
from musterbook.records.events.means import are_two_means
from musterbook.records.events.setting_off import is_introduced
from musterbook.records.events.tellings import Telling
from musterbook.records.sentences.views import SentenceView
from musterbook.records.tables import read_table, read_words, row_words, table_place

__all__ = ["agree", "families_meet", "group_tellings", "is_of_family", "is_passing", "nouns_of", "nouns_told"]

_HAPPENED = frozenset({"completed", "attempted", "foiled", "historical"})
_PRECISE = frozenset({"town", "adm2", "landmark"})
_DAY_PRECISION = 2
_NEAR_SENTENCES = 2
# A telling is set beside no more happenings than this, the latest, and no more tellings of them than that: all of a long
# chronology, or of a long report on one battle, would be quadratic.
_MOST_BACK = 200
_MOST_MEMBERS = 400
_LONGEST_SENTENCE = 2_000  # characters that are looked at


def families_meet(reference: str, told: str) -> bool:
    """True if a definite mention of one family may refer to an event of the other."""
    if reference == told:
        return True
    row = read_table("events").get("families", {})
    reach = row_words(row, reference, where=table_place("events", "families"))
    return "any" in reach or told in reach


def is_of_family(told: Telling, reference: str) -> bool:
    """True for "the battle" and a clash; "the attack" may be anything."""
    row = read_table("events").get("families", {})
    reach = row_words(row, reference, where=table_place("events", "families"))
    return told.family == reference or "any" in reach


def _may_be(reference: Telling, told: Telling) -> bool:
    """True if a definite mention may refer to a telling: by its family, or "the strike" to "a missile hit the block"."""
    if families_meet(reference.family, told.family):
        return True
    made_with = row_words(
        read_table("events").get("made_with", {}), reference.family, where=table_place("events", "made_with")
    )
    return told.family == "attack" and told.detail.mode in made_with


def _sides_agree(first: Telling, second: Telling) -> bool:
    """True unless the sides differ; in fighting both sides do the same to each other, so their order does not count."""
    one, other = first.detail, second.detail
    if "clash" in {first.family, second.family}:
        known = [actor for actor in (one.initiator, one.recipient) if actor is not None]
        named = [actor for actor in (other.initiator, other.recipient) if actor is not None]
        few, many = sorted((known, named), key=len)
        return all(any(actors_agree(actor, held) for held in many) for actor in few)
    return actors_agree(one.initiator, other.initiator) and actors_agree(one.recipient, other.recipient)


def agree(first: Telling, second: Telling) -> bool:
    """True if nothing stated by the two tellings says that they are different happenings."""
    one, other = first.detail, second.detail
    return (
        one.event_type == other.event_type
        and second.apart_from != first.claim.claim_id
        and first.apart_from != second.claim.claim_id
        and not second.is_other  # while a later one may go on about "another strike"
        and (_may_be(second, first) or _may_be(first, second))
        and _has_one_status(one, other)
        and one.is_negated == other.is_negated
        and one.is_summary == other.is_summary
        and places_agree(first.claim.place, second.claim.place)
        and times_agree(first.claim.interval, second.claim.interval)
        # "The attack began before dawn" goes on about the night that was told, "in the morning a drone killed two" does not.
        and (second.is_definite or hours_agree(first.claim.interval, second.claim.interval))
        and _sides_agree(first, second)
        and not (_is_by_others(first, second) or _is_by_others(second, first))
        and weapons_agree(one.weapon, other.weapon)
        and not are_two_means(one, other)
    )


def _is_by_others(operation: Telling, told: Telling) -> bool:
    """True for "Tuesday's operation" beside what an armed group did on a day that is not told.

    Operations are a state's as a rule; without a day of its own, or where the group itself speaks of it, it may be the group's.
    """
    doer = told.detail.initiator
    is_dated = operation.claim.interval is not None
    if operation.family != "operation" or not is_dated or operation.detail.initiator is not None or doer is None:
        return False
    speaker = operation.claim.attribution.source.actor
    is_own = speaker is not None and actors_agree(speaker, doer)
    return (
        doer.side == "armed_group" and told.family not in read_words("events", "following", "operations") and not is_own
    )


def _has_one_status(one: EventDetail, other: EventDetail) -> bool:
    # An attack that was beaten off happened all the same: one report tells that it came, another that it failed.
    done = {"completed", "historical", "attempted"}
    return one.status == other.status or {one.status, other.status} <= done


def is_passing(told: Telling, *, mains: AbstractSet[int]) -> bool:
    """True for what a sentence tells in passing, in a clause that hangs on its main happening: the next one goes on about that.

    Args:
        told: a telling.
        mains: numbers of the sentences that tell a happening in a main clause.
    """
    return told.is_aside and told.view in mains


def nouns_told(context: DocumentContext, told: Telling) -> frozenset[str]:
    """Return the nouns of the clause that tells a happening, in small letters, as written."""
    return nouns_of(context.views[told.view], told.position)


def nouns_of(view: SentenceView, position: int) -> frozenset[str]:
    """Return the nouns of the clause that a word stands in, in small letters, as written."""
    clause = view.subtree(view.clause_head(position), is_clause=True)
    return frozenset(view.tokens[token].text.lower() for token in clause if view.tokens[token].pos in {"NOUN", "PROPN"})


def _tied(first: Telling, second: Telling, *, mains: AbstractSet[int]) -> bool:
    if second.tied_to == first.claim.claim_id or first.tied_to == second.claim.claim_id:
        return True
    if not agree(first, second) or _turns_from_history(first, second):
        return False
    one, other = first.detail, second.detail
    if second.is_definite and second.view - first.view <= _reach(second) and not is_introduced(second, first):
        return True
    if one.weapon is not None and other.weapon is not None and (second.is_definite or _same_model(one, other)):
        return True
    if _same_place_and_day(first.claim, second.claim) or _is_of_one_weapon(first, second):
        return True
    return _floats(first, second) and (first.view == second.view or not is_passing(first, mains=mains))


def _turns_from_history(first: Telling, second: Telling) -> bool:
    """True where one tells of long ago and the other names no time: what was recalled in passing, the news do not go on about.

    "The third anniversary of a massacre" names no time, but says that it is none of the news.
    """
    if second.claim.interval is None:
        if second.detail.status == "historical" and first.detail.status == "completed":
            return True
        return first.is_aside and is_long_past(first.claim.interval, first.claim.said_on)
    return first.claim.interval is None and is_long_past(second.claim.interval, second.claim.said_on)


def _floats(first: Telling, second: Telling) -> bool:
    """True if the later telling has no place and no time of its own and stands close by: it goes on about the same thing."""
    is_loose = second.claim.place is None and (second.claim.interval is None or _is_hour_of(first.claim, second.claim))
    is_near = 0 <= second.view - first.view <= _NEAR_SENTENCES
    has_other_target = (
        second.family != "destruction"  # "they also burned vehicles" goes on about the attack
        and not first.family
        == second.family
        == "shelling"  # "a shell came down at a kitchen" of the camp that was shelled
        and first.detail.target is not None
        and second.detail.target is not None
        and first.detail.target.split()[-1].lower() != second.detail.target.split()[-1].lower()
    )
    return is_loose and is_near and not has_other_target and not second.is_new and not _is_told_elsewhere(first, second)


def _is_hour_of(first: Claim, second: Claim) -> bool:
    """True where only the hour is told of the later one, on the day of the earlier: "they came at about 10.30 pm"."""
    one, other = first.interval, second.interval
    return one is not None and other is not None and other.granularity == "instant" and one.earliest == other.earliest


def _is_told_elsewhere(first: Telling, second: Telling) -> bool:
    """True where the later telling is "in" or "near" a name that the words of the earlier one do not hold.

    A village that no gazetteer has leaves the place empty, and is another village all the same.
    """
    told = first.claim.sentence[:_LONGEST_SENTENCE]
    return bool(second.named_at) and not any(name in told for name in second.named_at)


def _reach(telling: Telling) -> int:
    """A bare "the attack" reaches back three sentences; with a place or a time of its own it reaches through the document."""
    return 10_000 if telling.claim.place is not None or telling.claim.interval is not None else 4


def _is_of_one_weapon(first: Telling, second: Telling) -> bool:
    """True where the same words name the weapon of both blasts: "a bomb hidden in a sack exploded" was hidden and exploded."""
    weapons = [{mark for mark in one.claim.marks if mark.role == "weapon"} for one in (first, second)]
    return first.family == second.family == "blast" and not weapons[0].isdisjoint(weapons[1])


def _same_model(one: EventDetail, other: EventDetail) -> bool:
    return bool(one.weapon and other.weapon and one.weapon.model and one.weapon.model == other.weapon.model)


def _same_place_and_day(first: Claim, second: Claim) -> bool:
    if first.place is None or second.place is None or first.place.place is None or second.place.place is None:
        return False
    if first.interval is None or second.interval is None:
        return False
    one, other = first.place.place, second.place.place
    is_same_place = one.place_id == other.place_id and one.kind in _PRECISE
    is_same_day = (
        first.interval.earliest is not None
        and first.interval.earliest == second.interval.earliest
        and first.interval.latest == second.interval.latest
        and (first.interval.date_prec or 9) <= _DAY_PRECISION
    )
    return is_same_place and is_same_day


def group_tellings(tellings: Iterable[Telling]) -> list[list[Telling]]:
    """Return the tellings in groups that tell of one happening; a telling joins the latest group none of whose members disagrees."""
    groups: list[list[Telling]] = []
    tellings = tuple(tellings)
    mains = {telling.view for telling in tellings if not telling.is_aside}
    for telling in tellings:
        detail = telling.detail
        if detail.status not in _HAPPENED or detail.is_negated:
            continue
        group = _find_group(groups, telling, mains=mains)
        if group is None:
            groups.append([telling])
        else:
            group.append(telling)
    return groups


def _find_group(groups: Sequence[list[Telling]], telling: Telling, *, mains: AbstractSet[int]) -> list[Telling] | None:
    """Return the group that the telling joins; None if it tells of a happening of its own."""
    left = _MOST_MEMBERS
    for group in itertools.islice(reversed(groups), _MOST_BACK):
        members = group[-left:]
        left -= len(members)
        is_tied = any(_tied(member, telling, mains=mains) for member in members)
        if is_tied and (telling.tied_to is not None or all(agree(member, telling) for member in members)):
            return group
        if not left:
            return None
    return None
