"""What is compared of an event: one light record per event, so that a window of a large archive fits into memory."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Container, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TypeVar

from musterbook.incidents.continuing import find_hosts
from musterbook.incidents.counts import Count, read_counts
from musterbook.incidents.names import Name, spell_plainly
from musterbook.incidents.scenes import NOWHERE, Scene, Setting
from musterbook.incidents.spots import is_spot
from musterbook.incidents.targets import find_targets
from musterbook.incidents.words import sketch_words
from musterbook.model import (
    ActorReading,
    CasualtiesDetail,
    Claim,
    DocumentNote,
    Event,
    EventDetail,
    Place,
    Side,
    TimeReading,
    WeaponClass,
)

__all__ = ["WIDEST_DAYS", "EventFacts", "gather_facts", "hold_other_ids", "name_set", "order_events"]

T = TypeVar("T")

# An event whose time is wider than this tells of no day: it is not compared by time.
WIDEST_DAYS = 62
# Of the claims of a report that one event must have for the whole text to speak for it.
_MAIN_SHARE = 0.3


@dataclass(frozen=True, slots=True, kw_only=True)
class EventFacts:
    """One event as it is compared.

    Attributes:
        hours: part of the day that is stated, as ISO-TimeML writes it ("MO"); None if none is.
        earliest, latest: the stated days; None if the text states none, or a time too wide to compare.
        is_day_lent: no claim of the event states a time; the day is the one that its report was telling of.
        published: of the document, where it may stand in for a day: None for background history and unknown dates.
        limits: first and last day that an undated event can have, each None if not told; of a dated one they say nothing.
        place: None if not resolved; where_prec: as in PlaceReading; place_key: the place's name as the text has it, spelled plainly.
        initiator_id, recipient_id: None if not in the register.
        initiator_side, recipient_side: "unknown" if not stated.
        counts: in the order of the claims, additions left out.
        words: of the event's sentences; sentences: where these begin in the document.
        names: keys of the rare names in the event's sentences, spelled plainly; named: those of the whole document.
        scene: where it may have been, of an event that states no small place; NOWHERE for others.
        countries: in which it may have been: that of its place, else those that the document names; empty if none is.
        text_words: of the whole document; None unless this is the event that the document tells most of.
        is_another: told as another happening than those that its document tells before it.
        targets: kinds of what was attacked, as far as the words of its claims name them.
        copy_key: equal for the same sentence in copies of one text; None if nothing repeats it.
        coded_ids: as in Event, of this event and those that continue it.
        event_ids: this event and those of the document that continue it, in order of where they are told.
    """

    event_id: str
    document_id: str
    event_type: str
    mode: str | None
    is_summary: bool
    earliest: date | None
    latest: date | None
    published: date | None
    limits: tuple[date | None, date | None] = (None, None)
    place: Place | None
    where_prec: int | None
    place_key: str | None = None
    initiator_id: str | None
    initiator_side: Side
    recipient_id: str | None
    recipient_side: Side
    weapon_class: WeaponClass | None
    weapon_model: str | None
    counts: tuple[Count, ...]
    words: frozenset[str]
    sentences: frozenset[int] = frozenset()
    names: frozenset[str] = frozenset()
    named: frozenset[str] = frozenset()
    scene: Scene = NOWHERE
    countries: frozenset[str] = frozenset()
    text_words: frozenset[str] | None
    copy_key: tuple[str, ...] | None
    coded_ids: tuple[str, ...]
    event_ids: tuple[str, ...]
    is_another: bool = False
    is_day_lent: bool = False
    hours: str | None = None
    targets: frozenset[str] = frozenset()

    @property
    def is_undated(self) -> bool:
        """Return True if neither the text nor the publication dates it to two months: "the bombing of 2016"."""
        return (self.earliest is None or self.latest is None) and self.published is None


def gather_facts(
    events: Sequence[Event],
    *,
    claims: Mapping[str, Claim],
    note: DocumentNote | None,
    text: str | None,
    names: Sequence[Name] = (),
    setting: Setting | None = None,
) -> tuple[EventFacts, ...]:
    """Return the facts of the events of one document, in order of where they are told; one that continues another is part of it.

    Args:
        events: of one document, those that may make incidents.
        claims: by claim id; at least those of the events.
        note: on the document; None = unknown outlet, day and copies.
        text: of the document; None = only the sentences of the claims are compared.
        names: of the document, as `find_names` gives them.
        setting: what the document tells of places; None = only the events' own places count.
    """
    ordered = order_events(events, claims=claims)
    hosts = find_hosts(ordered, claims=claims)
    members: dict[str, list[Event]] = {event.event_id: [event] for event in ordered if event.event_id not in hosts}
    for event in ordered:
        if event.event_id in hosts:
            members[hosts[event.event_id]].append(event)
    # The text tells mainly of the event with the most claims, the first of equals; others are known by their sentences.
    main = max(members, key=lambda event_id: _count_claims(members[event_id]), default=None)
    if main is not None and _has_twin(members, main, claims=claims):
        main = None  # its words are as much the other's
    if main is not None and _count_claims(members[main]) < _MAIN_SHARE * sum(map(_count_claims, members.values())):
        main = None
    words = sketch_words(text) if text is not None else None
    # "Hours after a bomb killed seven, grenades were thrown on Saturday evening": of two that share a time the hours are of one.
    times = Counter(group[0].interval for group in members.values())
    shared = frozenset(time for time, number in times.items() if number > 1)
    return tuple(
        _make_facts(
            group,
            claims=claims,
            note=note,
            names=names,
            setting=setting,
            text_words=words if event_id == main else None,
            shared=shared,
        )
        for event_id, group in members.items()
    )


def order_events(events: Iterable[Event], *, claims: Mapping[str, Claim]) -> tuple[Event, ...]:
    """Return the events of one document in order of where they are told."""

    def place_in_text(event: Event) -> tuple[int, str]:
        head = claims.get(event.headline_claim_id)
        return (head.start if head is not None else 0, event.event_id)

    return tuple(sorted(events, key=place_in_text))


def _has_twin(members: Mapping[str, list[Event]], main: str, *, claims: Mapping[str, Claim]) -> bool:
    """Return True if the document tells another event of the same place and day: "a second attack of the day".

    Where the place is no small one, only the words tell that: "and a missile hit a block of flats".
    """
    event = members[main][0]
    if event.place is None or (days := _read_days(event)) is None:
        return False
    is_small = is_spot(event.place.place)
    return any(
        other != main
        and group[0].place is not None
        and group[0].place.place == event.place.place
        and _read_days(group[0]) == days
        and (is_small or _is_another(group[0], claims) or _is_another(event, claims))
        for other, group in members.items()
    )


def _is_another(event: Event, claims: Mapping[str, Claim]) -> bool:
    head = claims.get(event.headline_claim_id)
    return head is not None and isinstance(head.detail, EventDetail) and head.detail.is_another


def _count_claims(events: Iterable[Event]) -> int:
    return sum(len(event.claim_ids) for event in events)


def _make_facts(
    group: Sequence[Event],
    *,
    claims: Mapping[str, Claim],
    note: DocumentNote | None,
    names: Sequence[Name],
    setting: Setting | None,
    text_words: frozenset[str] | None,
    shared: Container[TimeReading | None],
) -> EventFacts:
    event = group[0]
    told = [claims[claim_id] for member in group for claim_id in member.claim_ids if claim_id in claims]
    days = _read_days(event)
    head = claims.get(event.headline_claim_id)
    place = event.place.place if event.place else None
    return EventFacts(
        event_id=event.event_id,
        event_ids=tuple(member.event_id for member in group),
        document_id=event.document_id,
        event_type=event.event_type,
        mode=_first(member.mode for member in group),
        is_summary=event.is_summary,
        earliest=days[0] if days else None,
        latest=days[1] if days else None,
        is_day_lent=days is not None and bool(told) and all(claim.interval is None for claim in told),
        published=_published_of_news(event, note),
        limits=_read_limits(event, note),
        place=place,
        where_prec=event.place.where_prec if event.place else None,
        hours=None if event.interval is None or event.interval in shared else event.interval.part_of_day,
        place_key=spell_plainly(event.place.words) if event.place else None,
        initiator_id=_first(member.initiator.actor_id for member in group if member.initiator),
        initiator_side=_side(member.initiator for member in group),
        recipient_id=_first(member.recipient.actor_id for member in group if member.recipient),
        recipient_side=_side_hit(group, told),
        weapon_class=_first(member.weapon.weapon_class for member in group if member.weapon),
        weapon_model=_first(member.weapon.model for member in group if member.weapon),
        counts=read_counts(told),
        words=sketch_words(" ".join(dict.fromkeys(claim.sentence for claim in told))),
        sentences=frozenset(claim.sentence_start for claim in told),
        names=_names_in(told, names),
        named=frozenset(name.key for name in names),
        scene=NOWHERE if setting is None or head is None or is_spot(place) else setting.scene_at(head.start),
        countries=_read_countries(place, setting),
        text_words=text_words,
        is_another=_is_another(event, claims),
        targets=find_targets(_words_of(claim) for claim in told),
        copy_key=_copy_key(event, head, note),
        coded_ids=tuple(dict.fromkeys(member.coded_id for member in group if member.coded_id is not None)),
    )


def _published_of_news(event: Event, note: DocumentNote | None) -> date | None:
    """Return the day a report of the event is of; None where what it tells is of no day near that one."""
    tells_no_day = event.status == "historical" or _is_vague(event)
    return None if note is None or tells_no_day else note.published


def _words_of(claim: Claim) -> str:
    return claim.sentence[claim.start - claim.sentence_start : claim.end - claim.sentence_start]


def _read_countries(place: Place | None, setting: Setting | None) -> frozenset[str]:
    if place is not None and place.country is not None:
        return frozenset({place.country})
    return setting.countries if setting is not None else frozenset()


def _names_in(told: Sequence[Claim], names: Sequence[Name]) -> frozenset[str]:
    """Return the names that stand in the sentences of the claims."""
    spans = {(claim.sentence_start, claim.sentence_end) for claim in told}
    return frozenset(
        name.key for name in names if not name.is_opening and any(start <= name.start < end for start, end in spans)
    )


def _first(values: Iterable[T | None]) -> T | None:
    return next((value for value in values if value is not None), None)


def _side(readings: Iterable[ActorReading | None]) -> Side:
    return _first(reading.side for reading in readings if reading and reading.side != "unknown") or "unknown"


def _side_hit(group: Sequence[Event], told: Sequence[Claim]) -> Side:
    """Return the side that was struck: as told, else that of all who fell where all are told to be of one side.

    Of an armed group fall attackers too: its dead say who was struck only where somebody else is told to have struck.
    """
    stated = _side(member.recipient for member in group)
    fallen: set[Side] = {
        claim.detail.whose.side
        for claim in told
        if isinstance(claim.detail, CasualtiesDetail) and claim.detail.outcome in {"killed", "wounded"}
    }
    by = _side(member.initiator for member in group)
    is_open = by in fallen or ("armed_group" in fallen and by == "unknown")
    return fallen.pop() if stated == "unknown" and len(fallen) == 1 and not is_open else stated


def _read_days(event: Event) -> tuple[date, date] | None:
    interval = event.interval
    if interval is None or interval.earliest is None or interval.latest is None:
        return None
    return None if _is_vague(event) else (interval.earliest, interval.latest)


def _read_limits(event: Event, note: DocumentNote | None) -> tuple[date | None, date | None]:
    """Return the first and the last day that an event without a day can have: what is told has happened before."""
    first, last = (event.interval.earliest, event.interval.latest) if event.interval is not None else (None, None)
    told = note.published if note is not None else None
    ends = [day for day in (last, told) if day is not None]
    return first, min(ends, default=None)


def _is_vague(event: Event) -> bool:
    """Return True if a time is stated that tells of no day: then the day of publication does not tell it either."""
    interval = event.interval
    if interval is None or interval.earliest is None or interval.latest is None:
        return False
    return (interval.latest - interval.earliest).days > WIDEST_DAYS


def _copy_key(event: Event, head: Claim | None, note: DocumentNote | None) -> tuple[str, ...] | None:
    if note is None or note.copy_group_id is None or head is None:
        return None
    # One sentence may tell two events: "killed 15 in an operation, two days after the group had killed seven".
    told = (" ".join(words.split()).casefold() for words in (head.sentence, _words_of(head)))
    return (event.event_type, note.copy_group_id, head.rule, *told)


def hold_other_ids(one: Collection[str], other: Collection[str]) -> bool:
    """Return True if two events or groups hold different ids of one data set: then they are two incidents."""
    if not one or not other:
        return False
    known = {name_set(coded_id): coded_id for coded_id in one}
    return any(known.get(name_set(coded_id), coded_id) != coded_id for coded_id in other)


def name_set(coded_id: str) -> str:
    """Return the data set that gave an id."""
    return coded_id.partition(":")[0]
