"""Which incidents a summary covers: "29 killed in clashes since January" is no incident more, and its sum is never added."""

from __future__ import annotations

from collections.abc import Iterable

from musterbook.incidents.spots import is_spot
from musterbook.model import ActorReading, Incident, Place

__all__ = ["find_covered"]


def find_covered(
    summary: Incident, incidents: Iterable[Incident], *, countries: frozenset[str] = frozenset()
) -> tuple[str, ...]:
    """Return the ids of the incidents that a summary sums up, sorted; none if it states no time.

    Covered is an incident of its type that lies within its time and area, and of which neither side is another one. A
    summary that names neither an area nor an armed side covers nothing: it could be about anything. One that names a side
    alone covers what lies in the countries of its reports: a group of many countries is counted in one of them.

    Args:
        summary: an incident that is told as a count of many.
        incidents: that may be among them.
        countries: that the summary's reports name; they count only where it names no area.
    """
    if summary.clarity != 2 or summary.interval is None or summary.interval.earliest is None:
        return ()
    area = summary.place.place if summary.place else None
    is_of_side = any(actor.actor_id for actor in (*summary.initiators, *summary.recipients))
    if area is None and not (is_of_side and countries):
        return ()
    return tuple(
        sorted(
            one.incident_id
            for one in incidents
            if one.clarity == 1 and one.event_type == summary.event_type and _is_within(one, summary, area, countries)
        )
    )


def _is_within(one: Incident, summary: Incident, area: Place | None, countries: frozenset[str]) -> bool:
    when, span = one.interval, summary.interval
    if when is None or span is None or when.earliest is None or span.earliest is None:
        return False
    is_in_time = span.earliest <= when.earliest and (
        span.latest is None or (when.latest or when.earliest) <= span.latest
    )
    place = one.place.place if one.place else None
    is_in_area = place is not None and (place.country in countries if area is None else _holds(area, place))
    is_same_sides = _fit(one.initiators, summary.initiators) and _fit(one.recipients, summary.recipients)
    return is_in_time and is_in_area and is_same_sides


def _holds(area: Place, place: Place) -> bool:
    if area.place_id in {place.place_id, place.adm2_id, place.adm1_id}:
        return True
    return area.kind == "country" and not is_spot(area) and area.country == place.country


def _fit(one: tuple[ActorReading, ...], other: tuple[ActorReading, ...]) -> bool:
    """Return True unless both sides are named and none of one is among the other."""
    first, second = ({actor.actor_id for actor in side if actor.actor_id} for side in (one, other))
    return not first or not second or not first.isdisjoint(second)
