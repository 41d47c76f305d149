"""What is said of an incident beside the tellings of it: denials and claims of responsibility, those of other reports above all.

A statement is held against events as if it were one more telling, and speaks of the incident that it fits best:
1. what it denies or claims in its own report is known: it is compared as that event; else it must name a kind of deed
2. where and when it was must both speak for it; who denies or claims it may be either side of it
3. of two incidents that fit about equally well it speaks of none
It stands beside: no figure, no count of reports or origins, no place and no day of an incident depends on it.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from importlib import resources
from types import MappingProxyType

from musterbook.errors import RegisterError
from musterbook.incidents.compare import Comparison, compare
from musterbook.incidents.facts import EventFacts, gather_facts
from musterbook.incidents.names import Name
from musterbook.incidents.scenes import Setting
from musterbook.incidents.spots import compare_places, is_spot
from musterbook.incidents.targets import find_targets
from musterbook.incidents.weights import read_weights
from musterbook.incidents.words import split_words
from musterbook.model import (
    Claim,
    DenialDetail,
    DocumentNote,
    Event,
    EventDetail,
    Incident,
    Place,
    ResponsibilityDetail,
    Side,
)

__all__ = ["Fit", "Statement", "choose_incident", "draft_statement", "find_told", "may_speak_of", "parse_deeds"]

_WHERE = "incidents/data/beside.toml"
_ANY = "any"
_LONGEST_TEXT = 500  # characters that are looked at
_AGREE = frozenset({"same_actor", "kin_actor"})
# A denial may come days after what it denies.
_THEN = frozenset({"same_day", "same_days", "retold_period", "told_soon", "told_within_week"})
_APART = frozenset({"far", "other_town"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """A denial or a claim of responsibility as it is compared.

    Attributes:
        claim: the statement.
        facts: as of an event, without its sides.
        modes: of the deed that its words can mean; empty = any; None = it is known from the event of its own report.
        actor_id: who denies or claims it, or is blamed; None if not in the register.
        side: of the same.
    """

    claim: Claim
    facts: EventFacts
    modes: frozenset[str] | None
    actor_id: str | None
    side: Side


@dataclass(frozen=True, slots=True, kw_only=True)
class Fit:
    """The incident that a statement speaks of, the event of it that it is most like, and the comparison of the two."""

    incident_id: str
    event_id: str
    comparison: Comparison


def find_told(claim: Claim) -> str | None:
    """Return the claim of its own report that a statement denies or claims; None where the report tells it nowhere else."""
    detail = claim.detail
    if isinstance(detail, DenialDetail):
        return detail.denies
    return detail.event_claim_id if isinstance(detail, ResponsibilityDetail) else None


def draft_statement(
    claim: Claim,
    *,
    events: Sequence[Event],
    claims: Mapping[str, Claim],
    note: DocumentNote | None,
    names: Sequence[Name] = (),
    setting: Setting | None = None,
) -> Statement | None:
    """Return a statement that tells of no happening of its own, as it is compared; None where its words name no deed.

    Args:
        claim: a denial, a claim of responsibility, or somebody's word that a happening did not happen.
        events: all events of its document, those that did not happen too.
        claims: by claim id; at least those of the document.
        note: as in `gather_facts`.
        names: as in `gather_facts`.
        setting: as in `gather_facts`.
    """
    drafted = _draft_event(claim, events, claims)
    if drafted is None:
        return None
    draft, modes = drafted
    (facts,) = gather_facts([draft], claims=claims, note=note, text=None, names=names, setting=setting)
    if modes is not None:
        # Of its own words only what is denied or claimed: a ministry that denies was not the target.
        facts = replace(facts, targets=find_targets([_words_of(claim)]))
    actor = (claim.attribution.source.actor if claim.kind == "event" else None) or claim.actor
    return Statement(
        claim=claim,
        facts=facts,
        modes=modes,
        actor_id=actor.actor_id if actor else None,
        # A side says whose deed it was; a government speaks for its army.
        side=actor.side if actor and actor.side == "armed_group" else "unknown",
    )


def _draft_event(
    claim: Claim, events: Sequence[Event], claims: Mapping[str, Claim]
) -> tuple[Event, frozenset[str] | None] | None:
    """Return what a statement speaks of as an event, with the modes that its words can mean; None where they name no deed.

    The modes are None where the event is told, as one that did not happen or that made no incident.
    """
    told = [one for one in (find_told(claim), claim.claim_id) if one is not None]
    known = next((event for event in events if not set(told).isdisjoint(event.claim_ids)), None)
    detail = claim.detail if isinstance(claim.detail, EventDetail) else None
    modes = None if known is not None or detail is not None else _read_modes(claim)
    if known is None and detail is None and modes is None:
        return None
    event = known or Event(
        event_id=claim.claim_id,
        document_id=claim.document_id,
        claim_ids=(),
        headline_claim_id=claim.claim_id,
        event_type=detail.event_type if detail is not None else "ASSAULT",
        mode=detail.mode if detail is not None else None,
        place=claim.place or next((claims[one].place for one in told if one in claims), None),
        interval=claim.interval or next((claims[one].interval for one in told if one in claims), None),
    )
    draft = replace(
        event,
        event_id=claim.claim_id,
        claim_ids=tuple(dict.fromkeys((*event.claim_ids, claim.claim_id))),
        initiator=None,
        recipient=None,
        status="completed",
        is_negated=False,
        coded_id=None,
    )
    return draft, modes


def may_speak_of(statement: Statement, place: Place | None) -> bool:
    """Return False where the places alone keep a statement and an incident apart."""
    own = statement.facts.place
    return not (is_spot(own) and is_spot(place)) or compare_places(own, place) not in _APART


def choose_incident(statement: Statement, candidates: Iterable[tuple[Incident, Sequence[EventFacts]]]) -> Fit | None:
    """Return the incident that a statement speaks of; None where none fits, or two fit about equally well.

    Args:
        statement: as drafted.
        candidates: incidents near it in time, with the facts of their events.
    """
    fits = [fit for incident, events in candidates if (fit := _find_fit(statement, incident, events)) is not None]
    fits.sort(key=lambda fit: (-fit.comparison.log_odds, fit.incident_id))
    margin = read_weights().margin
    if not fits or (len(fits) > 1 and fits[0].comparison.log_odds - fits[1].comparison.log_odds < margin):
        return None
    return fits[0]


def _find_fit(statement: Statement, incident: Incident, events: Sequence[EventFacts]) -> Fit | None:
    compared = [(facts, _compare(statement, facts)) for facts in events if _can_mean(statement, facts)]
    found = [
        Fit(incident_id=incident.incident_id, event_id=facts.event_id, comparison=comparison)
        for facts, comparison in compared
        if _speaks_of(comparison)
    ]
    return max(found, key=lambda fit: (fit.comparison.log_odds, fit.event_id), default=None)


def _compare(statement: Statement, event: EventFacts) -> Comparison:
    """Return the comparison with the party on the side that it fits better: an army denies its deeds and its losses."""
    deed = _as_deed(statement, event)
    as_doer = compare(replace(deed, initiator_id=statement.actor_id, initiator_side=statement.side), event)
    if isinstance(statement.claim.detail, ResponsibilityDetail):
        return as_doer
    as_hit = compare(replace(deed, recipient_id=statement.actor_id, recipient_side=statement.side), event)
    return max(as_doer, as_hit, key=lambda found: found.log_odds)


def _as_deed(statement: Statement, event: EventFacts) -> EventFacts:
    """Return the facts with the type of the event, and its mode where the words say what kind of deed it was."""
    if statement.modes is None:
        return statement.facts
    return replace(statement.facts, event_type=event.event_type, mode=event.mode if statement.modes else None)


def _can_mean(statement: Statement, event: EventFacts) -> bool:
    """Return False where the words of a statement mean another kind of deed than the event, whose words count where it has no mode."""
    told = {event.mode} if event.mode is not None else _find_modes(event.words)
    if not statement.modes or not told:
        return True
    weights = read_weights()
    return any(one == mode or weights.are_kin(one, mode) for one in statement.modes for mode in told)


def _speaks_of(comparison: Comparison) -> bool:
    weight = {part.name: part.weight for part in comparison.parts}
    level = {part.name: part.level for part in comparison.parts}
    is_there = weight["place"] > 0
    # A statement that names no place speaks of what its party is said to have done to such a target.
    is_known = (
        level["place"] not in {"far", "other_country", "other_town"}
        and level["target"] == "same_target"
        and bool({level["initiator"], level["recipient"]} & _AGREE)
    )
    return level["time"] in _THEN and (is_there or is_known) and comparison.log_odds >= read_weights().together


def _words_of(claim: Claim) -> str:
    """Return the words for what is denied or claimed."""
    detail = claim.detail
    if isinstance(detail, DenialDetail):
        said = detail.what
    elif isinstance(detail, ResponsibilityDetail):
        said = detail.act
    else:
        said = claim.sentence[claim.start - claim.sentence_start : claim.end - claim.sentence_start]
    return said[:_LONGEST_TEXT]


def _read_modes(claim: Claim) -> frozenset[str] | None:
    """Return the modes that the words of a statement can mean, empty for a deed of any kind; None if they name no deed."""
    found = _find_modes(split_words(_words_of(claim)), with_any=True)
    return found - {_ANY} if found else None


def _find_modes(words: Iterable[str], *, with_any: bool = False) -> frozenset[str]:
    by_word = _read_deeds()
    found = frozenset(mode for word in words for mode in by_word.get(word, ()))
    return found if with_any else found - {_ANY}


@cache
def _read_deeds() -> Mapping[str, frozenset[str]]:
    try:
        raw = resources.files("musterbook.incidents").joinpath("data", "beside.toml").read_text(encoding="utf-8")
    except FileNotFoundError as error:
        raise RegisterError("a word table is missing", where=_WHERE, hint="reinstall musterbook") from error
    return parse_deeds(raw)


def parse_deeds(raw: str) -> Mapping[str, frozenset[str]]:
    """Return by word the modes of the deed that it can mean, "any" among them.

    Raises:
        RegisterError: it is not TOML, or a mode is no list of single words in small letters.
    """
    try:
        deeds = tomllib.loads(raw)["deeds"]
    except (KeyError, tomllib.TOMLDecodeError) as error:
        raise RegisterError("the table of deeds is faulty", expected="[deeds]", where=_WHERE) from error
    found: dict[str, set[str]] = {}
    for mode, words in deeds.items():
        is_list = isinstance(words, list) and bool(words)
        if not is_list or not all(isinstance(one, str) and one == one.casefold() and " " not in one for one in words):
            raise RegisterError("a mode must be a list of single words in small letters", got=mode, where=_WHERE)
        for word in words:
            found.setdefault(word, set()).add(mode)
    return MappingProxyType({word: frozenset(modes) for word, modes in found.items()})
