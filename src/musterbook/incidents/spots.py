"""How two places stand to each other, with their precision and extent."""

from __future__ import annotations

import math

from musterbook.model import Place

__all__ = ["NEAR_A_POINT_KM", "compare_places", "is_spot", "measure_distance_km"]

_EARTH_KM = 6371.0
# Between a village and the town the agencies name instead of it.
_NEAR_KM = 10.0
# "Near Maiduguri": UCDP GED means a place within about so many km of the one that is named (where_prec 2).
NEAR_A_POINT_KM = 25.0
# Two places of a country so close lie apart like two of one province, on whichever side of its border.
_BORDER_KM = 50.0
# A place without a known extent: a town with its outskirts.
_TOWN_KM = 5.0
# In a city of this many, "the same city on the same day" says less.
_CITY_PEOPLE = 500_000
_COARSE = frozenset({"country", "adm1", "region", "water", "unknown"})


def is_spot(place: Place | None) -> bool:
    """Return True for a place small enough that two reports that name it can mean the same thing: a district or less."""
    return place is not None and place.kind not in _COARSE


def compare_places(one: Place | None, other: Place | None, *, slack_km: float = 0.0) -> str:
    """Return the level at which two places agree; the order of the two does not matter.

    Args:
        one: None where none is stated.
        other: the same of the other event.
        slack_km: how much farther apart than two towns they may lie and still be near, because one is told as "near" it.
    """
    if one is None or other is None:
        return "not_stated"
    if is_spot(one) and is_spot(other):
        return _compare_spots(one, other, slack_km=slack_km)
    if one.country is None or other.country is None:
        return "not_stated"
    if one.country != other.country:
        return "far"
    first, second = _province(one), _province(other)
    if first is None or second is None:
        return "same_country"
    return "same_province" if first == second else "far"


def _compare_spots(one: Place, other: Place, *, slack_km: float) -> str:
    if one.place_id == other.place_id:
        if one.kind == "adm2":
            return "same_district"
        return "same_city" if (one.population or 0) >= _CITY_PEOPLE else "same_town"
    if one.place_id == other.adm2_id or other.place_id == one.adm2_id:
        return "same_district"
    distance = measure_distance_km(one, other)
    if distance is not None and distance <= _extent(one) + _extent(other) + _NEAR_KM + slack_km:
        # Two towns of one district that lie close: the agencies may name either. Farther ones are two places.
        return "near"
    is_by_border = one.country == other.country and distance is not None and distance <= _BORDER_KM
    if one.country is not None and one.country == other.country and (one.adm1_id == other.adm1_id or is_by_border):
        return "same_province" if _may_lie_in(one, other) or _may_lie_in(other, one) else "other_town"
    return "far"


def _may_lie_in(town: Place, district: Place) -> bool:
    """True for a district and a town of its province that nobody knows the district of."""
    return district.kind == "adm2" and town.kind != "adm2" and town.adm2_id is None


def _province(place: Place) -> str | None:
    return place.place_id if place.kind == "adm1" else place.adm1_id


def _extent(place: Place) -> float:
    return min(place.radius_km, 30.0) if place.radius_km is not None else _TOWN_KM


def measure_distance_km(one: Place, other: Place) -> float | None:
    """Return the distance of two points on the sphere in km; None if a point is not known."""
    if one.lat is None or one.lon is None or other.lat is None or other.lon is None:
        return None
    lat, lat2 = math.radians(one.lat), math.radians(other.lat)
    half = (
        math.sin((lat2 - lat) / 2) ** 2
        + math.cos(lat) * math.cos(lat2) * math.sin(math.radians(other.lon - one.lon) / 2) ** 2
    )
    return 2 * _EARTH_KM * math.asin(math.sqrt(min(1.0, half)))
