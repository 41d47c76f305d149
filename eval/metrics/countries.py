"""Which country a point lies in, by the outlines that ship with the gazetteer: for gold that has points but no countries."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

import musterbook_gazetteer

__all__ = ["country_at"]

# Outlines are simplified for maps: harbours and small islands may lie this far outside, in degrees.
_SLACK = 0.4
Ring = Sequence[Sequence[float]]


@dataclass(frozen=True, slots=True)
class _Part:
    """One polygon of a country: its outer ring, (longitude, latitude), and the box around it."""

    country: str
    ring: Ring
    west: float
    south: float
    east: float
    north: float


@cache
def country_at(lat: float, lon: float) -> str | None:
    """Return the country (ISO 3166-1 alpha-2) that holds the point in degrees, or the nearest within some 40 km; None at sea."""
    nearest: tuple[float, str] | None = None
    for part in _parts():
        if not (part.south - _SLACK <= lat <= part.north + _SLACK and part.west - _SLACK <= lon <= part.east + _SLACK):
            continue
        if _holds(part.ring, lat, lon):
            return part.country
        distance = min(
            math.hypot(lat - point[1], (lon - point[0]) * math.cos(math.radians(lat))) for point in part.ring
        )
        if distance <= _SLACK and (nearest is None or distance < nearest[0]):
            nearest = (distance, part.country)
    return None if nearest is None else nearest[1]


@cache
def _parts() -> tuple[_Part, ...]:
    return tuple(
        _Part(
            country,
            ring,
            min(p[0] for p in ring),
            min(p[1] for p in ring),
            max(p[0] for p in ring),
            max(p[1] for p in ring),
        )
        for country in musterbook_gazetteer.adm1_countries()
        for ring in _rings(country)
    )


def _rings(country: str) -> Iterator[Ring]:
    for feature in musterbook_gazetteer.adm1_outlines(country)["features"]:
        geometry = feature["geometry"]
        polygons = geometry["coordinates"] if geometry["type"] == "MultiPolygon" else [geometry["coordinates"]]
        for polygon in polygons:
            yield polygon[0]


def _holds(ring: Ring, lat: float, lon: float) -> bool:
    """Return whether a ray to the east crosses the ring an odd number of times."""
    is_inside = False
    before = ring[-1]
    for point in ring:
        if (point[1] > lat) != (before[1] > lat):
            crossing = (before[0] - point[0]) * (lat - point[1]) / (before[1] - point[1]) + point[0]
            is_inside ^= lon < crossing
        before = point
    return is_inside
