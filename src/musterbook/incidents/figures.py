"""What a claim is about, so far that two tellings of one figure can be told from two figures that happen to be equal.

Two claims can tell of one figure if nothing they state differs: what is not stated fits everything, a district fits the
towns in it, a month the days in it, and an unknown side any side.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from musterbook.incidents.weights import read_weights
from musterbook.model import CasualtiesDetail, Claim, Number, Place

__all__ = ["Figure", "merge_figures", "name_figure", "read_figure", "tell_of_one"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """Where, when and of whom a claim speaks; None = not stated."""

    place: Place | None
    earliest: date | None
    latest: date | None
    actor_id: str | None
    side: str | None


def name_figure(claim: Claim) -> tuple[object, ...] | None:
    """Return what must be equal in two tellings of one figure: the kind, what became of them, the number; None without one.

    The bound is not part of it: "at least 12" is retold as "12".
    """
    quantity, detail = claim.quantity, claim.detail
    number: Number | None = None if quantity is None else quantity.low if quantity.low is not None else quantity.high
    if quantity is None or number is None:
        return None
    outcome = (detail.outcome, detail.is_of_all_sides) if isinstance(detail, CasualtiesDetail) else None
    return (claim.kind, outcome, float(number), quantity.is_relative)


def read_figure(claim: Claim) -> Figure:
    """Return where, when and of whom a claim speaks."""
    interval, detail = claim.interval, claim.detail
    side = detail.whose.side if isinstance(detail, CasualtiesDetail) else claim.actor.side if claim.actor else None
    return Figure(
        place=claim.place.place if claim.place else None,
        earliest=interval.earliest if interval else None,
        latest=interval.latest if interval else None,
        actor_id=claim.actor.actor_id if claim.actor else None,
        side=None if side == "unknown" else side,
    )


def tell_of_one(one: Figure, other: Figure) -> bool:
    """Return True if nothing that one states is contrary to what the other states."""
    is_contrary = (
        _are_other_actors(one.actor_id, other.actor_id)
        or (one.side is not None and other.side is not None and one.side != other.side)
        or (one.earliest is not None and other.latest is not None and one.earliest > other.latest)
        or (one.latest is not None and other.earliest is not None and one.latest < other.earliest)
    )
    if is_contrary:
        return False
    return one.place is None or other.place is None or _holds(one.place, other.place) or _holds(other.place, one.place)


def _are_other_actors(one: str | None, other: str | None) -> bool:
    if one is None or other is None or one == other:
        return False
    return not read_weights().are_kin(one, other)  # "UN peacekeepers" are those of its mission there


def _holds(outer: Place, inner: Place) -> bool:
    if outer.kind in {"country", "region"}:
        # A region of no known country may be anywhere.
        return outer.country is None or outer.country == inner.country
    # Two places of one name are one name that was placed by the other words of its report, once rightly perhaps.
    is_one_name = outer.name.casefold() == inner.name.casefold()
    return is_one_name or outer.place_id in {inner.place_id, inner.adm1_id, inner.adm2_id}


def merge_figures(one: Figure, other: Figure) -> Figure:
    """Return what two tellings of one figure state together: the smaller place, the days both allow."""
    place = one.place or other.place
    if one.place is not None and other.place is not None and _holds(one.place, other.place):
        place = other.place
    starts = [day for day in (one.earliest, other.earliest) if day is not None]
    ends = [day for day in (one.latest, other.latest) if day is not None]
    return replace(
        one,
        place=place,
        earliest=max(starts, default=None),
        latest=min(ends, default=None),
        actor_id=one.actor_id or other.actor_id,
        side=one.side or other.side,
    )
