"""Whose word the claims about one incident, or about one group's strength, are: a speaker's, on whatever day, or that of the officials of one state.

District, province and ministry pass one count on ("36", "82", "90", "96" of one strike): whoever of them speaks, and however
often, it is one origin, and its latest word stands. Officials of the United Nations, of a mission or of a relief organisation,
hospitals, witnesses, monitors and armed groups stay origins of their own, and so does what a person who collected the claims
named. A security source without a name whose figure the state's open word contradicts does not revise it: he speaks for himself.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence

from musterbook.incidents.joining import Joined
from musterbook.incidents.retellings import find_given, unite_origins
from musterbook.incidents.speakers import Speaker, are_one_between, read_speaker
from musterbook.incidents.tables import load_origin_words
from musterbook.model import CasualtiesDetail, Claim, Origin, Source

__all__ = ["join_speakers"]

_MOST_SPEAKERS = 64  # of one incident that another one is held against
# Speakers who hand on what their state counted.
_OFFICIALS = frozenset({"officials", "government", "military", "police", "intelligence", "security_sources"})
_NAMELESS = "security_sources"
_STATE_SIDES = frozenset({"government", "state_force", "police"})
_WORD = re.compile(r"[\w.]*\w")


def join_speakers(claims: Iterable[Claim], origins: Sequence[Origin], *, country: str | None) -> tuple[Origin, ...]:
    """Return the origins of one incident, or of one group's strength, as they weigh: one for each speaker, and one for the officials of one state.

    Args:
        claims: of one incident, or of the strength of one group; the order does not matter.
        origins: of these claims; of an incident as `join_retold` returns them.
        country: where it happened (ISO 3166-1 alpha-2); None if that is not known.

    Returns:
        Origins in order of id, each with the claims of all that were joined; everything else is that of the first.
    """
    told = {claim.claim_id: claim for claim in claims}
    find_state = _state_finder(told.values(), country=country)
    contrary = _find_contrary(told.values(), find_state)
    joined, first, met = Joined(), dict[tuple[str, bool], int](), list[tuple[int, Speaker]]()
    for origin in origins:
        number = joined.add(find_given(origin, told))
        is_contrary = not contrary.isdisjoint(origin.claim_ids)
        for claim in (told[claim_id] for claim_id in origin.claim_ids if not _is_against(told[claim_id])):
            if (state := find_state(claim)) is not None:
                joined.join(first.setdefault((state, is_contrary), number), number, "officials of one state")
            speaker = read_speaker(claim)
            if speaker is None or not _is_known(speaker) or (number, speaker) in met:
                continue
            for other, its_speaker in met:
                if are_one_between(its_speaker, speaker):
                    joined.join(other, number, "the same speaker")
            if len(met) < _MOST_SPEAKERS:
                met.append((number, speaker))
    return tuple(unite_origins([origins[number] for number in members]) for members, _ in joined.sets())


def _is_known(speaker: Speaker) -> bool:
    """Return whether a person or a body is named: "officials", witnesses and papers may be anybody."""
    is_named = bool(speaker.person or speaker.body - load_origin_words().vague_roles)
    return is_named and not (speaker.is_crowd or speaker.is_medium)


def _is_against(claim: Claim) -> bool:
    """Return whether somebody denies: he speaks for himself."""
    return claim.attribution.stance == "denies" or claim.kind == "denial"


def _find_contrary(claims: Iterable[Claim], find_state: Callable[[Claim], str | None]) -> frozenset[str]:
    """Return the ids of tolls by security sources without a name that the open word of their state contradicts."""
    tolls = [
        (claim, claim.detail, state)
        for claim in claims
        if isinstance(claim.detail, CasualtiesDetail) and (state := find_state(claim)) is not None
    ]
    nameless = [item for item in tolls if _is_nameless(item[0].attribution.source)]
    spoken = [item for item in tolls if item[0].attribution.source.kind != _NAMELESS and not _is_against(item[0])]
    return frozenset(
        one.claim_id
        for one, toll, state in nameless
        if any(state == its_state and _is_same_toll(toll, its_toll) for _, its_toll, its_state in spoken)
        and not any(
            state == its_state and _is_same_toll(toll, its_toll) and _may_hand_on(one, other)
            for other, its_toll, its_state in spoken
        )
    )


def _is_nameless(source: Source) -> bool:
    return source.kind == _NAMELESS and source.person is None and source.organisation is None and source.actor is None


def _is_same_toll(one: CasualtiesDetail, other: CasualtiesDetail) -> bool:
    sides = {one.whose.side, other.whose.side} - {"unknown"}
    return one.outcome == other.outcome and len(sides) < 2


def _may_hand_on(one: Claim, spoken: Claim) -> bool:
    """Return whether a figure can be that of the open word, or an earlier one that it raised."""
    first, second = one.quantity, spoken.quantity
    if first is None or second is None:
        return True
    is_below = first.high is not None and second.low is not None and first.high < second.low
    is_above = second.high is not None and first.low is not None and second.high < first.low
    is_raised = is_below and one.said_on is not None and spoken.said_on is not None and one.said_on < spoken.said_on
    return is_raised or not (is_below or is_above)


def _state_finder(claims: Iterable[Claim], *, country: str | None) -> Callable[[Claim], str | None]:
    """Return what tells for which state a speaker hands on its count: its code, "" if none is known, None for all others.

    An official of whom no state, body or actor is told goes with those of the country where it happened, or, where that is
    not known either, with those of the only state that others speak for; where nobody tells a state, they are all of one.
    """
    sources = [claim.attribution.source for claim in claims]
    states = {state for source in sources if (state := _read_state(source))}
    state_of = {_read_forces(source): state for source in sources if (state := _read_state(source))}
    only = next(iter(states)) if len(states) == 1 else None
    all_forces = {forces for source in sources if (forces := _read_forces(source))}
    local = country if country is not None else only

    def find(claim: Claim) -> str | None:
        source = claim.attribution.source
        if source.kind not in _OFFICIALS or claim.attribution.origin is not None:
            return None
        forces = _read_forces(source)
        # "The army of Chad" tells whose it is, also where its state is not read from the words.
        state = _read_state(source) or (state_of.get(forces, forces) if forces and len(all_forces) > 1 else None)
        if state is None and not _is_unplaced(source):
            return None
        state = state or local
        return state if state is not None or states else ""

    return find


def _read_state(source: Source) -> str | None:
    """Return the state (ISO 3166-1 alpha-2) an official speaks for; None if the words do not tell."""
    actor = source.actor
    return actor.nationality if source.kind in _OFFICIALS and actor is not None and actor.side in _STATE_SIDES else None


def _read_forces(source: Source) -> str | None:
    """Return the id of the forces of a state that a speaker is of; None for all others."""
    actor = source.actor
    return actor.actor_id if actor is not None and actor.side == "state_force" else None


def _is_unplaced(source: Source) -> bool:
    """True for "officials", "the governor": of whom neither a body abroad nor an actor is told."""
    is_of_state = source.actor is None or source.actor.side in _STATE_SIDES
    return is_of_state and not load_origin_words().abroad & set(_WORD.findall((source.words or "").casefold()))
