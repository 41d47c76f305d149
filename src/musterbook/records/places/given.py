"""A claim or an event that is given a place it does not name itself, with the words that name it and the reason."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from musterbook.model import Claim, Event, Mark, PlaceReading

__all__ = ["give_first_place", "give_place"]


def give_place(claim: Claim, reading: PlaceReading, *, start: int, end: int, why: str) -> Claim:
    """Return the claim with the place, the span of its name and the reason."""
    mark = Mark(role="place", start=start, end=end)
    marks = sorted({*claim.marks, mark}, key=lambda held: (held.start, held.end, held.role))
    return replace(claim, place=replace(reading, why=why), marks=tuple(marks))


def give_first_place(event: Event, found: Mapping[str, Claim]) -> Event:
    """Return the event with the place of its first claim that gained one, if it has none."""
    gained = next((found[claim_id] for claim_id in event.claim_ids if claim_id in found), None)
    return event if event.place is not None or gained is None else replace(event, place=gained.place)
