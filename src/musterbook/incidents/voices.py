"""Whose word the claims about one incident are: a speaker's, on whatever day, or that of the officials of one state.

District, province and ministry pass one count on ("36", "82", "90", "96" of one strike): whoever of them speaks, and however
often, it is one origin, and its latest word stands. Officials of the United Nations, of a mission or of a relief organisation,
hospitals, witnesses, monitors and armed groups stay origins of their own, and so does what a person who collected the claims
named.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence

from musterbook.incidents.joining import Joined
from musterbook.incidents.retellings import find_given, unite_origins
from musterbook.incidents.tables import load_origin_words
from musterbook.model import Claim, Origin, Source, describe_speaker

__all__ = ["ONE_STATE", "find_state", "join_speakers"]

ONE_STATE = "officials of one state"
# Speakers who hand on what their state counted.
_OFFICIALS = frozenset({"officials", "government", "military", "police", "intelligence", "security_sources"})
_STATE_SIDES = frozenset({"government", "state_force", "police"})
_WORD = re.compile(r"[\w.]*\w")


def join_speakers(claims: Iterable[Claim], origins: Sequence[Origin], *, country: str | None) -> tuple[Origin, ...]:
    """Return the origins of one incident as they weigh: one for each speaker, and one for the officials of one state.

    Args:
        claims: of one incident; the order does not matter.
        origins: of these claims, as `join_retold` returns them.
        country: where it happened (ISO 3166-1 alpha-2); None if that is not known.

    Returns:
        Origins in order of id, each with the claims of all that were joined; everything else is that of the first.
    """
    told = {claim.claim_id: claim for claim in claims}
    state_of = find_state(told.values(), country=country)
    joined, first = Joined(), dict[object, int]()
    for origin in origins:
        number = joined.add(find_given(origin, told))
        for claim_id in origin.claim_ids:
            for key in _name_speaker(told[claim_id], state_of(told[claim_id])):
                joined.join(first.setdefault(key, number), number, "one speaker, or officials of one state")
    return tuple(unite_origins([origins[number] for number in members]) for members, _ in joined.sets())


def _name_speaker(claim: Claim, state: str | None) -> tuple[object, ...]:
    """Return what the claim shares with others of its speaker and of his state; who denies speaks for himself."""
    if claim.attribution.stance == "denies" or claim.kind == "denial":
        return ()
    spoken = describe_speaker(claim.attribution).casefold()
    # An outlet that names nobody is a speaker of its own in each report.
    speaker = () if spoken.startswith("not stated") else (spoken,)
    return speaker if state is None else (*speaker, (ONE_STATE, state))


def find_state(claims: Iterable[Claim], *, country: str | None) -> Callable[[Claim], str | None]:
    """Return what tells for which state a speaker hands on its count: its code, "" if none is known, None for all others.

    An official of whom no state, body or actor is told goes with those of the country where it happened, or, where that is
    not known either, with those of the only state that others speak for; where nobody tells a state, they are all of one.
    """
    states = {state for claim in claims if (state := _read_state(claim.attribution.source))}
    only = next(iter(states)) if len(states) == 1 else None
    local = country if country is not None else only

    def find(claim: Claim) -> str | None:
        source = claim.attribution.source
        if source.kind not in _OFFICIALS or claim.attribution.origin is not None:
            return None
        state = _read_state(source)
        if state is None and not _is_unplaced(source):
            return None
        state = state or local
        return state if state is not None or states else ""

    return find


def _read_state(source: Source) -> str | None:
    """Return the state (ISO 3166-1 alpha-2) an official speaks for; None if the words do not tell."""
    actor = source.actor
    return actor.nationality if source.kind in _OFFICIALS and actor is not None and actor.side in _STATE_SIDES else None


def _is_unplaced(source: Source) -> bool:
    """True for "officials", "the governor": of whom neither a body abroad nor an actor is told."""
    is_of_state = source.actor is None or source.actor.side in _STATE_SIDES
    return is_of_state and not load_origin_words().abroad & set(_WORD.findall((source.words or "").casefold()))
