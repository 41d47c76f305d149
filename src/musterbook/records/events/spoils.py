"""What was taken after an attack: "troops killed two raiders and seized five motorcycles" is one happening.

Goods, weapons and vehicles that are taken beside a deed of violence, or in the sentences just behind it, are told of that
deed. A seizure with a place or a day of its own, or told as another one, is a happening by itself.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from musterbook.records.events.agreement import is_long_past, places_agree, times_agree
from musterbook.records.events.tellings import Telling
from musterbook.records.tables import read_words

__all__ = ["tie_spoils"]

_DONE = frozenset({"completed", "attempted", "foiled"})
_NEAR_SENTENCES = 2
_MOST_BACK = 12  # tellings before and behind a seizure that are looked at


def tie_spoils(tellings: Sequence[Telling]) -> list[Telling]:
    """Return the tellings, seizures that belong to a deed of violence tied to it and behind all others.

    Args:
        tellings: of one document, in order of where they stand.
    """
    spoils = read_words("events", "following", "spoils")
    rest: list[Telling] = []
    tied: list[Telling] = []
    for number, telling in enumerate(tellings):
        host = _find_host(tellings, number) if telling.family in spoils else None
        if host is None:
            rest.append(telling)
        else:
            tied.append(replace(telling, tied_to=host.claim.claim_id, is_response=True))
    return [*rest, *tied]


def _find_host(tellings: Sequence[Telling], number: int) -> Telling | None:
    """Return the deed that a seizure came of: one of its own sentence, else the last of the sentences just before."""
    telling = tellings[number]
    if telling.is_other or telling.is_new or telling.named_at or telling.detail.status != "completed":
        return None
    before = tellings[max(number - _MOST_BACK, 0) : number]
    here = [told for told in (*before, *tellings[number + 1 : number + 1 + _MOST_BACK]) if told.view == telling.view]
    back = (told for told in reversed(before) if 0 < telling.view - told.view <= _NEAR_SENTENCES)
    return next((told for told in (*here, *back) if _may_be_of(told, telling)), None)


def _may_be_of(told: Telling, telling: Telling) -> bool:
    is_deed = told.detail.event_type == "ASSAULT" and told.detail.status in _DONE and not told.detail.is_negated
    is_single = not (told.is_thin or told.is_aside or told.detail.is_summary)
    if not is_deed or not is_single or is_long_past(told.claim.interval, told.claim.said_on):
        return False
    has_own_place = telling.claim.place is not None and told.claim.place is None
    has_own_time = telling.claim.interval is not None and told.claim.interval is None
    return (
        not (has_own_place or has_own_time)
        and places_agree(told.claim.place, telling.claim.place)
        and times_agree(told.claim.interval, telling.claim.interval)
    )
