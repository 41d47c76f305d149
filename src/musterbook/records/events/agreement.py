"""What two readings state of one slot, and whether it can be one thing: places, times, sides, weapons.

What is not stated agrees with everything.
"""

from __future__ import annotations

import math
from datetime import date, timedelta

from musterbook.model import ActorReading, Place, PlaceReading, TimeReading, WeaponReading, are_parts_apart

__all__ = [
    "actors_agree",
    "hours_agree",
    "is_finer",
    "is_long_past",
    "lies_in",
    "places_agree",
    "times_agree",
    "weapons_agree",
]

# What happened longer ago is no news.
_NEWS = timedelta(days=60)
# What went on so long was more than one happening.
_STRETCH = timedelta(days=6)
_EARTH_KM = 6371.0
# Two towns nearer than this may be a town and its quarter.
_ONE_TOWN_KM = 15.0


def places_agree(first: PlaceReading | None, second: PlaceReading | None) -> bool:
    """True unless both name places of which neither holds the other."""
    if first is None or second is None or first.place is None or second.place is None:
        return True
    one, other = first.place, second.place
    if one.country and other.country and one.country != other.country:
        return False
    # A landmark or region without parents may hold or lie in the other: nothing says that they differ.
    return lies_in(one, other) or not (_province(one) and _province(other))


def lies_in(one: Place, other: Place) -> bool:
    """True if the two places are one, or one is known to hold the other; a town may be told as its quarter."""
    is_one_town = one.kind == "town" == other.kind and _distance_km(one, other) < _ONE_TOWN_KM
    if is_one_town or one.place_id == other.place_id or "country" in {one.kind, other.kind}:
        return True
    one_line = {one.place_id, one.adm1_id, one.adm2_id} - {None}
    other_line = {other.place_id, other.adm1_id, other.adm2_id} - {None}
    return one.place_id in other_line or other.place_id in one_line


def _province(place: Place) -> str | None:
    return place.place_id if place.kind == "adm1" else place.adm1_id


def _distance_km(one: Place, other: Place) -> float:
    """Return the great-circle distance; infinite where a point is missing."""
    if one.lat is None or one.lon is None or other.lat is None or other.lon is None:
        return math.inf
    first, second = math.radians(one.lat), math.radians(other.lat)
    half = math.sin((second - first) / 2) ** 2
    half += math.cos(first) * math.cos(second) * math.sin(math.radians(other.lon - one.lon) / 2) ** 2
    return 2 * _EARTH_KM * math.asin(math.sqrt(half))


def is_finer(new: PlaceReading | None, old: PlaceReading | None) -> bool:
    """True if the new place is known more exactly than the old one."""
    if new is None or new.place is None:
        return False
    return old is None or (new.where_prec or 9) < (old.where_prec or 9)


def times_agree(first: TimeReading | None, second: TimeReading | None) -> bool:
    """True unless both are resolved and do not overlap, or both are unresolved and written differently."""
    if first is None or second is None:
        return True
    if first.earliest is None or second.earliest is None or first.latest is None or second.latest is None:
        if first.earliest is None and second.earliest is None and first.timex and second.timex:
            return first.timex == second.timex or "REF" in first.timex or "REF" in second.timex
        return True
    if _is_stretch(first) != _is_stretch(second) and "day" in {first.granularity, second.granularity}:
        return False  # "the raid of 10 June" is one day of "the fighting between 2 and 14 June", not all of it
    return first.earliest <= second.latest and second.earliest <= first.latest


def hours_agree(first: TimeReading | None, second: TimeReading | None) -> bool:
    """True unless both are of one day, and of parts of it that are not each other: the morning is not the evening."""
    if first is None or second is None or first.earliest is None:
        return True
    is_one_day = first.earliest == first.latest == second.earliest == second.latest
    return not (is_one_day and are_parts_apart(first.part_of_day, second.part_of_day))


def _is_stretch(reading: TimeReading) -> bool:
    """Return True for "between 2 and 14 June", told from a day to a day; "last week" is one unknown day of it."""
    if reading.earliest is None or reading.latest is None:
        return False
    return reading.granularity == "period" and reading.latest - reading.earliest >= _STRETCH


def actors_agree(first: ActorReading | None, second: ActorReading | None) -> bool:
    """True unless both name actors, or sides, that differ."""
    if first is None or second is None:
        return True
    if first.actor_id and second.actor_id:
        return first.actor_id == second.actor_id
    return first.side == second.side or "unknown" in {first.side, second.side}


def weapons_agree(first: WeaponReading | None, second: WeaponReading | None) -> bool:
    """True unless both name weapons that differ in model, or in class where a model is not told."""
    if first is None or second is None:
        return True
    if first.model and second.model:
        return first.model == second.model
    return first.weapon_class == second.weapon_class or "other" in {first.weapon_class, second.weapon_class}


def is_long_past(interval: TimeReading | None, told_on: date | None) -> bool:
    """Return True for a time that no news tells of any more; False where the time, or the day it is told on, is not known."""
    if interval is None or interval.latest is None or told_on is None:
        return False
    return interval.latest < told_on - _NEWS
