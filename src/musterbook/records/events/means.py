"""By what two deeds were done: what comes from the sky is not what men with guns did.

"A drone hit a lorry on Monday. Gunmen killed two herders." tells of two, though the second names neither place nor day.
"""

from __future__ import annotations

from musterbook.model import EventDetail
from musterbook.records.events.tellings import Draft, Telling, set_apart
from musterbook.records.tables import read_words

__all__ = ["are_two_means", "part_by_means"]

_NEAR_SENTENCES = 2


def are_two_means(one: EventDetail, other: EventDetail) -> bool:
    """Return whether one was done from the sky, by nobody who is named, and the other by somebody who stood there."""
    return _is_by_hand(one, other) or _is_by_hand(other, one)


def _is_by_hand(other: EventDetail, one: EventDetail) -> bool:
    if one.mode not in read_words("events", "means", "from_sky") or one.initiator is not None:
        return False
    doer = other.initiator.role if other.initiator is not None else None
    is_doer = doer is not None and doer.lower() in read_words("events", "means", "doers")
    return is_doer or other.mode in read_words("events", "means", "at_hand")


def part_by_means(draft: Draft, telling: Telling) -> Telling:
    """Return the telling, as one of another happening where the deed told just before it was done by other means."""
    before = draft.tellings[-1] if draft.tellings else None
    if before is None or telling.tied_to is not None or telling.view - before.view > _NEAR_SENTENCES:
        return telling
    is_deed = before.detail.event_type == telling.detail.event_type and before.position != telling.position
    return set_apart(telling) if is_deed and are_two_means(before.detail, telling.detail) else telling
