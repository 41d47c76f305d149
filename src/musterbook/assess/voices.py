"""Whose word the figures of a toll are: origins, and the officials of one state, who hand on one count."""

from __future__ import annotations

import tomllib
from collections import defaultdict
from collections.abc import Callable, Hashable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files
from typing import Literal

from musterbook.model import Claim, QuantityReading

__all__ = ["ONE_STATE", "Figure", "name_voice", "read_voice_words", "say_voices"]

ONE_STATE = "officials of one state"
# Speakers who hand on what their state counted.
_OFFICIALS = frozenset({"officials", "government", "military", "police", "intelligence", "security_sources"})
_STATE_SIDES = frozenset({"government", "state_force", "police"})


@cache
def read_voice_words(section: Literal["abroad", "gone"]) -> frozenset[str]:
    """Return the words of a section of data/voices.toml, in small letters."""
    resource = files("musterbook.assess") / "data" / "voices.toml"
    return frozenset(tomllib.loads(resource.read_text(encoding="utf-8"))[section]["words"])


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """A number that a claim gives for a toll."""

    claim: Claim
    quantity: QuantityReading
    source: str
    origin_id: str

    @property
    def said_on(self) -> date:
        """When it was said; a figure without a date is older than all others."""
        return self.claim.said_on or date.min

    @property
    def rank(self) -> tuple[date, float, str]:
        """Later first, then higher; the id settles what is left."""
        value = max(self.quantity.low or 0, self.quantity.high or 0)
        return (self.said_on, float(value), self.claim.claim_id)


def name_voice(figures: Sequence[Figure], *, country: str | None) -> Callable[[Figure], Hashable]:
    """Return what tells the voices apart: the state for its officials, else the origin.

    An official of whom no state, body or actor is told goes with those of the country where it happened, or, where that is
    not known either, with those of the only state that others speak for; where nobody tells a state, they are all of one.
    """
    states = {state for figure in figures if (state := _read_state(figure))}
    only = next(iter(states)) if len(states) == 1 else None
    local = country if country is not None else only

    def name(figure: Figure) -> Hashable:
        said = figure.claim.attribution
        if said.source.kind not in _OFFICIALS or said.origin is not None:
            return figure.origin_id
        state = _read_state(figure)
        if state is None and not _is_unplaced(figure):
            return figure.origin_id
        state = state or local
        return (ONE_STATE, state) if state is not None or not states else figure.origin_id

    return name


def _read_state(figure: Figure) -> str | None:
    """Return the state (ISO 3166-1 alpha-2) an official speaks for; None if the words do not tell."""
    actor = figure.claim.attribution.source.actor
    is_official = figure.claim.attribution.source.kind in _OFFICIALS
    return actor.nationality if is_official and actor is not None and actor.side in _STATE_SIDES else None


def _is_unplaced(figure: Figure) -> bool:
    """True for "officials", "the governor": of whom neither a body abroad nor an actor is told."""
    source = figure.claim.attribution.source
    is_of_state = source.actor is None or source.actor.side in _STATE_SIDES
    return is_of_state and not read_voice_words("abroad") & set((source.words or "").casefold().split())


def say_voices(kept: Sequence[Figure], told: Sequence[Figure], name: Callable[[Figure], Hashable]) -> Iterator[str]:
    """Yield for each state whose officials gave several figures how many they are, and that the latest stands."""
    voices: dict[Hashable, int] = defaultdict(int)
    for figure in told:
        voices[name(figure)] += 1
    for figure in kept:
        if voices[name(figure)] > 1:
            yield (
                f"{voices[name(figure)]} figures come from {ONE_STATE}, who count as one voice: "
                f"the latest stands, “{figure.quantity.words}”."
            )
