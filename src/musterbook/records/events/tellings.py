"""Which event claims of a document tell of one happening, and the events built from them.

Two claims are one happening when nothing stated about them disagrees (type, family, place, time, sides, numbered or marked
"another") and something ties them: a definite mention ("the blast"), the same weapon, the same place and day, or a
subordinate clause of the same sentence. A slot that is not stated agrees with everything and ties nothing.
"""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, replace

from musterbook.model import (
    CasualtiesDetail,
    Claim,
    DenialDetail,
    Event,
    EventDetail,
    PlaceReading,
    ResponsibilityDetail,
    TimeReading,
    WeaponReading,
    make_id,
)
from musterbook.records.events.agreement import actors_agree, is_long_past, places_agree, times_agree, weapons_agree
from musterbook.records.tables import read_table, row_words, table_place

__all__ = ["Draft", "Telling", "agree", "build_events", "families_meet"]

_HAPPENED = frozenset({"completed", "attempted", "foiled", "historical"})
_PRECISE = frozenset({"town", "adm2", "landmark"})
_DAY_PRECISION = 2
_NEAR_SENTENCES = 2
# A telling is set beside no more happenings than this, the latest: all of a long chronology would be quadratic.
_MOST_BACK = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class Telling:
    """An event claim with what only this stage needs to know of it.

    Attributes:
        family: which definite mentions may refer to it; view, position: where its trigger stands.
        is_definite: "the strike"; is_other: "another strike".
        is_thin: neither sides nor place nor time are told of it, or it is a bare plural: it is kept only if casualties hang on it.
        is_aside: it is told beside something else, in a clause that hangs on another ("where a bomb killed 11 a year ago").
        is_response: it answers a happening told in the same clause ("stormed … following an assault").
        tied_to: claim id of the telling it belongs to by the words; None if the words do not say.
    """

    claim: Claim
    family: str
    view: int
    position: int
    is_definite: bool = False
    is_other: bool = False
    is_thin: bool = False
    is_aside: bool = False
    is_response: bool = False
    tied_to: str | None = None

    @property
    def detail(self) -> EventDetail:
        """Return the claim's detail; a telling always holds an event claim."""
        detail = self.claim.detail
        if not isinstance(detail, EventDetail):
            raise TypeError(f"a telling holds an event claim, not {self.claim.kind}")
        return detail


@dataclass(slots=True, kw_only=True)
class Draft:
    """What has been read of one document so far; the rules add to it in a fixed order.

    Attributes:
        taken: (sentence, token) pairs of triggers that a rule has used up: no later rule reads them again.
        told_at: the event claim id that a trigger tells of or refers to.
        lone: ids of the counts that tell of a happening by themselves.
        begun: how many claims the rules over the whole document made, before those that go sentence by sentence.
        elsewhere: words that stood for something else in this document ("strike" in a report on wages).
    """

    claims: list[Claim] = field(default_factory=list)
    tellings: list[Telling] = field(default_factory=list)
    taken: set[tuple[int, int]] = field(default_factory=set)
    told_at: dict[tuple[int, int], str] = field(default_factory=dict)
    elsewhere: set[str] = field(default_factory=set)
    lone: set[str] = field(default_factory=set)
    begun: int = 0
    _early: dict[int, list[Claim]] = field(default_factory=dict)
    _by_id: dict[str, Telling] = field(default_factory=dict)

    def begin_sentences(self) -> None:
        """Note that from now on claims are added sentence by sentence, in order."""
        self.begun = len(self.claims)
        self._early = self.by_sentence()

    def by_sentence(self) -> dict[int, list[Claim]]:
        """Return all claims by the start of their sentence."""
        found: dict[int, list[Claim]] = {}
        for claim in self.claims:
            found.setdefault(claim.sentence_start, []).append(claim)
        return found

    def recent(self, start: int) -> Iterator[Claim]:
        """Yield what was added sentence by sentence, the latest first, back to the sentence that begins at an offset.

        To look through all claims in every sentence would be quadratic in the text.
        """
        for index in range(len(self.claims) - 1, self.begun - 1, -1):
            if self.claims[index].sentence_start < start:
                return
            yield self.claims[index]

    def of_sentence(self, start: int) -> list[Claim]:
        """Return the claims of the sentence that is being read, which begins at an offset."""
        return [*self._early.get(start, ()), *reversed(list(self.recent(start)))]

    def drop_early(self, claim: Claim) -> None:
        """Forget a claim of a rule over the whole document: a later rule reads its words better."""
        self._early[claim.sentence_start].remove(claim)
        self.claims.remove(claim)
        self.begun -= 1

    def add_telling(self, telling: Telling) -> None:
        """Keep an event claim and remember where it is told."""
        self.claims.append(telling.claim)
        self.tellings.append(telling)
        self._by_id[telling.claim.claim_id] = telling
        self.told_at[telling.view, telling.position] = telling.claim.claim_id

    def replace_telling(self, old: Telling, new: Telling) -> None:
        """Put a bettered reading of the same telling in the place of the old one."""
        self.tellings[self.tellings.index(old)] = new
        self._by_id[new.claim.claim_id] = new
        self.claims[self.claims.index(old.claim)] = new.claim

    def drop_thin(self) -> None:
        """Forget the thin tellings that no casualty claim hangs on."""
        held = {claim.detail.event_claim_id for claim in self.claims if isinstance(claim.detail, CasualtiesDetail)}
        thin = {telling.claim.claim_id for telling in self.tellings if telling.is_thin} - held
        self.keep(lambda claim: claim.claim_id not in thin)

    def keep(self, is_kept: Callable[[Claim], bool]) -> None:
        """Forget every claim that fails the test; what hung on one of them hangs on nothing."""
        kept = {claim.claim_id for claim in self.claims if is_kept(claim)}
        if len(kept) == len({claim.claim_id for claim in self.claims}):
            return
        self.claims = [_unhang(claim, kept) for claim in self.claims if claim.claim_id in kept]
        self.tellings = [telling for telling in self.tellings if telling.claim.claim_id in kept]
        self._by_id = {telling.claim.claim_id: telling for telling in self.tellings}
        self.told_at = {where: claim_id for where, claim_id in self.told_at.items() if claim_id in kept}

    def telling(self, claim_id: str) -> Telling | None:
        """Return the telling with this claim id."""
        return self._by_id.get(claim_id)


def _unhang(claim: Claim, kept: set[str]) -> Claim:
    detail = claim.detail
    if (
        isinstance(detail, CasualtiesDetail | ResponsibilityDetail)
        and detail.event_claim_id is not None
        and detail.event_claim_id not in kept
    ):
        return replace(claim, detail=replace(detail, event_claim_id=None))
    if isinstance(detail, DenialDetail) and detail.denies is not None and detail.denies not in kept:
        return replace(claim, detail=replace(detail, denies=None))
    return claim


def families_meet(reference: str, told: str) -> bool:
    """True if a definite mention of one family may refer to an event of the other."""
    if reference == told:
        return True
    row = read_table("events").get("families", {})
    reach = row_words(row, reference, where=table_place("events", "families"))
    return "any" in reach or told in reach


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
        and not first.is_other
        and not second.is_other
        and (families_meet(second.family, first.family) or families_meet(first.family, second.family))
        and _has_one_status(one, other)
        and one.is_negated == other.is_negated
        and one.is_summary == other.is_summary
        and places_agree(first.claim.place, second.claim.place)
        and times_agree(first.claim.interval, second.claim.interval)
        and _sides_agree(first, second)
        and weapons_agree(one.weapon, other.weapon)
    )


def _has_one_status(one: EventDetail, other: EventDetail) -> bool:
    # An attack that was beaten off happened all the same: one report tells that it came, another that it failed.
    done = {"completed", "historical", "attempted"}
    return one.status == other.status or {one.status, other.status} <= done


def _tied(first: Telling, second: Telling) -> bool:
    if second.tied_to == first.claim.claim_id or first.tied_to == second.claim.claim_id:
        return True
    if not agree(first, second) or _turns_from_history(first, second):
        return False
    one, other = first.detail, second.detail
    if second.is_definite and second.view - first.view <= _reach(second):
        return True
    if one.weapon is not None and other.weapon is not None and (second.is_definite or _same_model(one, other)):
        return True
    return _same_place_and_day(first.claim, second.claim) or _floats(first, second)


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
    is_loose = second.claim.place is None and second.claim.interval is None
    is_near = 0 <= second.view - first.view <= _NEAR_SENTENCES
    has_other_target = (
        second.family != "destruction"  # "they also burned vehicles" goes on about the attack
        and first.detail.target is not None
        and second.detail.target is not None
        and first.detail.target.split()[-1].lower() != second.detail.target.split()[-1].lower()
    )
    return is_loose and is_near and not has_other_target


def _reach(telling: Telling) -> int:
    """A bare "the attack" reaches back three sentences; with a place or a time of its own it reaches through the document."""
    return 10_000 if telling.claim.place is not None or telling.claim.interval is not None else 4


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
    for telling in tellings:
        detail = telling.detail
        if detail.status not in _HAPPENED or detail.is_negated:
            continue
        for group in itertools.islice(reversed(groups), _MOST_BACK):
            is_tied = any(_tied(member, telling) for member in group)
            is_open = telling.tied_to is not None or all(agree(member, telling) for member in group)
            if is_tied and is_open:
                group.append(telling)
                break
        else:
            groups.append([telling])
    return groups


def build_events(draft: Draft, document_id: str) -> tuple[tuple[Claim, ...], tuple[Event, ...]]:
    """Return the claims with their links pointing to the claim an event is named by, and the events, in order of span."""
    events: list[Event] = []
    headline_of: dict[str, str] = {}
    groups = group_tellings(sorted(draft.tellings, key=lambda telling: (telling.claim.start, telling.claim.end)))
    for group in groups:
        headline = _headline(group)
        headline_of |= {member.claim.claim_id: headline.claim.claim_id for member in group}
    claims = tuple(_relink(claim, headline_of) for claim in draft.claims)
    linked: dict[str, list[Claim]] = {}
    for claim in claims:
        if isinstance(claim.detail, CasualtiesDetail | ResponsibilityDetail) and claim.detail.event_claim_id:
            linked.setdefault(claim.detail.event_claim_id, []).append(claim)
    for group in groups:
        headline = _headline(group)
        members = [member.claim for member in group] + linked.get(headline.claim.claim_id, [])
        events.append(_build_event(group, headline=headline, members=members, document_id=document_id))
    start_of = {claim.claim_id: claim.start for claim in reversed(claims)}
    return claims, tuple(sorted(events, key=lambda event: (start_of.get(event.headline_claim_id, 0), event.event_id)))


def _relink(claim: Claim, headline_of: dict[str, str]) -> Claim:
    detail = claim.detail
    if isinstance(detail, CasualtiesDetail | ResponsibilityDetail) and detail.event_claim_id in headline_of:
        return replace(claim, detail=replace(detail, event_claim_id=headline_of[detail.event_claim_id]))
    return claim


def _headline(group: list[Telling]) -> Telling:
    """Return the telling an event is named by: the first that is no answer to another; an attack with sides before a bare one."""
    return min(group, key=lambda telling: (telling.is_response, telling.claim.start))


def _build_event(group: list[Telling], *, headline: Telling, members: list[Claim], document_id: str) -> Event:
    detail = headline.detail
    told = [telling for telling in group if not telling.is_response] or group
    claimants = [
        claim.actor
        for claim in members
        if isinstance(claim.detail, ResponsibilityDetail) and claim.detail.role == "claims" and claim.actor is not None
    ]
    initiators = [telling.detail.initiator for telling in told if telling.detail.initiator is not None]
    recipients = [telling.detail.recipient for telling in told if telling.detail.recipient is not None]
    weapons = [telling.detail.weapon for telling in group if telling.detail.weapon is not None]
    told_of = [claim for claim in members if not isinstance(claim.detail, ResponsibilityDetail)]
    places = [claim.place for claim in told_of if claim.place is not None]
    modes = [telling.detail.mode for telling in told if telling.detail.mode is not None]
    subs = [telling.detail.sub_event for telling in told if telling.detail.sub_event is not None]
    targets = [telling.detail.target for telling in group if telling.detail.target is not None]
    ordered = sorted(
        {member.claim_id: member for member in members}.values(), key=lambda claim: (claim.start, claim.end)
    )
    return Event(
        event_id=make_id("e", document_id, headline.claim.claim_id),
        document_id=document_id,
        claim_ids=tuple(claim.claim_id for claim in ordered),
        headline_claim_id=headline.claim.claim_id,
        event_type=detail.event_type,
        mode=detail.mode or (modes[0] if modes else None),
        sub_event=detail.sub_event or (subs[0] if subs else None),
        initiator=next(iter([*initiators, *claimants]), None),
        recipient=next(iter(recipients), None),
        target=detail.target or (targets[0] if targets else None),
        weapon=_best_weapon(weapons),
        place=_best_place(places),
        interval=_event_interval(group, told_of),
        status=detail.status,
        is_summary=detail.is_summary,
    )


def _best_weapon(weapons: list[WeaponReading]) -> WeaponReading | None:
    return min(weapons, key=lambda weapon: weapon.model is None, default=None)


def _best_place(places: list[PlaceReading]) -> PlaceReading | None:
    """Return the most precise place; of equals the first."""
    return min(places, key=lambda place: place.where_prec or 9, default=None)


def _event_interval(group: list[Telling], told_of: list[Claim]) -> TimeReading | None:
    """Return the most precise time that is told of the happening; the day of a count counts only where it lies within."""
    own = _best_interval([telling.claim.interval for telling in group if telling.claim.interval is not None])
    counted = [
        claim.interval
        for claim in told_of
        if isinstance(claim.detail, CasualtiesDetail)
        and claim.interval is not None
        and not claim.detail.is_total
        and times_agree(own, claim.interval)
    ]
    return _best_interval([*([] if own is None else [own]), *counted])


def _best_interval(intervals: list[TimeReading]) -> TimeReading | None:
    """Return the most precise time; of equals the first."""
    return min(intervals, key=lambda interval: interval.date_prec or 9, default=None)
