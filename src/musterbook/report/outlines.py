"""Outlines for the map: countries, provinces, disputed areas and circles as GeoJSON features.

Rings are wound clockwise, holes the other way: the renderer works on the sphere, and a ring wound the other way is
everything but the place.
"""

from __future__ import annotations

import itertools
import math
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import musterbook_gazetteer

__all__ = [
    "BaseMap",
    "Bounds",
    "bounds_of",
    "find_borders",
    "make_circle",
    "read_base_map",
    "read_provinces",
    "visible_point",
]

_KM_PER_DEGREE = 111.2
_CIRCLE_CORNERS = 48

_Ring = list[tuple[float, float]]
Feature = dict[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Bounds:
    """A rectangle of degrees."""

    west: float
    south: float
    east: float
    north: float

    def touches(self, other: Bounds) -> bool:
        """Return True if they share a point."""
        return (
            self.west <= other.east
            and other.west <= self.east
            and self.south <= other.north
            and other.south <= self.north
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class BaseMap:
    """Features of countries and of disputed areas; `name` and `iso2` in the properties of countries."""

    countries: tuple[Feature, ...]
    disputed: tuple[Feature, ...]


def read_base_map(view: Bounds) -> BaseMap | None:
    """Return what of the base map touches the view; None if the gazetteer's map data have not been built."""
    try:
        topology, disputed = musterbook_gazetteer.basemap(), musterbook_gazetteer.disputed_areas()
    except FileNotFoundError:
        return None
    return BaseMap(
        countries=tuple(feature for feature in _decode(topology) if bounds_of([feature]).touches(view)),
        disputed=tuple(_rewind(feature) for feature in disputed["features"] if bounds_of([feature]).touches(view)),
    )


def read_provinces(countries: Iterable[str]) -> dict[str, tuple[Feature, ...]]:
    """Return the outlines of provinces by country; a country without outlines, or a missing file, gives none."""
    found: dict[str, tuple[Feature, ...]] = {}
    for country in countries:
        try:
            collection = musterbook_gazetteer.adm1_outlines(country)
        except (KeyError, FileNotFoundError):
            continue
        found[country] = tuple(_rewind(feature) for feature in collection["features"] if feature.get("geometry"))
    return found


def make_circle(lat: float, lon: float, radius_km: float) -> Feature:
    """Return a circle on the ground as a polygon."""
    dy = radius_km / _KM_PER_DEGREE
    dx = dy / max(math.cos(math.radians(lat)), 0.05)
    turn = 2 * math.pi / _CIRCLE_CORNERS
    ring = [(lon + dx * math.cos(-i * turn), lat + dy * math.sin(-i * turn)) for i in range(_CIRCLE_CORNERS)]
    return _feature([[_wind([*ring, ring[0]], is_hole=False)]], {})


def bounds_of(features: Iterable[Feature]) -> Bounds:
    """Return the bounds of features; an empty rectangle far away if there is no point."""
    points = [point for feature in features for rings in _polygons(feature) for ring in rings for point in ring]
    if not points:
        return Bounds(west=999, south=999, east=999, north=999)
    lons, lats = [point[0] for point in points], [point[1] for point in points]
    return Bounds(west=min(lons), south=min(lats), east=max(lons), north=max(lats))


def find_borders(provinces: Sequence[Feature]) -> Feature:
    """Return the outer border of a country's provinces as lines: the edges that belong to one province only.

    The outlines of one country share their points, so that an inner border is there twice, once from each side.
    """
    rings = [ring for province in provinces for polygon in _polygons(province) for ring in polygon]
    n_sides: Counter[frozenset[tuple[float, float]]] = Counter(
        frozenset((one, two)) for ring in rings for one, two in itertools.pairwise(ring)
    )
    lines: list[_Ring] = []
    for ring in rings:
        line: _Ring = []
        for one, two in itertools.pairwise(ring):
            if n_sides[frozenset((one, two))] == 1:
                line = [*line, two] if line else [one, two]
            elif line:
                lines.append(line)
                line = []
        if line:
            lines.append(line)
    return {"type": "Feature", "properties": {}, "geometry": {"type": "MultiLineString", "coordinates": lines}}


def visible_point(feature: Feature, view: Bounds) -> tuple[float, float, float] | None:
    """Return (lon, lat, square degrees) of the middle of the largest part inside the view; None if nothing is inside.

    The middle is the centroid: of a crescent it may lie outside, which is good enough for a faint label.
    """
    best: tuple[float, float, float] | None = None
    for rings in _polygons(feature):
        ring = _clip(list(rings[0]), view)
        area, lon, lat = _centroid(ring)
        if ring and (best is None or area > best[2]):
            best = (lon, lat, area)
    return best


def _polygons(feature: Feature) -> Iterator[Sequence[Sequence[tuple[float, float]]]]:
    geometry = feature.get("geometry") or {}
    coordinates = geometry.get("coordinates") or []
    if geometry.get("type") == "Polygon":
        yield coordinates
    elif geometry.get("type") == "MultiPolygon":
        yield from coordinates


def _feature(polygons: list[list[_Ring]], properties: Mapping[str, Any]) -> Feature:
    return {
        "type": "Feature",
        "properties": dict(properties),
        "geometry": {"type": "MultiPolygon", "coordinates": polygons},
    }


def _rewind(feature: Feature) -> Feature:
    polygons = [
        [_wind([(point[0], point[1]) for point in ring], is_hole=index > 0) for index, ring in enumerate(rings)]
        for rings in _polygons(feature)
    ]
    return _feature(polygons, feature["properties"])


def _wind(ring: _Ring, *, is_hole: bool) -> _Ring:
    is_clockwise = _signed_area(ring) < 0
    return ring if is_clockwise != is_hole else ring[::-1]


def _signed_area(ring: _Ring) -> float:
    return sum(x1 * y2 - x2 * y1 for (x1, y1), (x2, y2) in itertools.pairwise(ring)) / 2


def _decode(topology: Mapping[str, Any]) -> Iterator[Feature]:
    """Yield the countries of a quantised TopoJSON; their rings are wound as the renderer wants them."""
    arcs = [list(_walk(arc, topology["transform"])) for arc in topology["arcs"]]

    def join(indexes: Sequence[int]) -> _Ring:
        ring: _Ring = []
        for index in indexes:
            arc = arcs[index] if index >= 0 else arcs[~index][::-1]
            ring += arc[1:] if ring else arc
        return ring

    for record in topology["objects"]["countries"]["geometries"]:
        parts = {"Polygon": [record.get("arcs")], "MultiPolygon": record.get("arcs")}.get(record["type"]) or []
        yield _feature([[join(indexes) for indexes in rings] for rings in parts], record.get("properties", {}))


def _walk(arc: Sequence[Sequence[int]], transform: Mapping[str, Sequence[float]]) -> Iterator[tuple[float, float]]:
    (scale_x, scale_y), (move_x, move_y) = transform["scale"], transform["translate"]
    x = y = 0
    for dx, dy in arc:
        x, y = x + dx, y + dy
        yield x * scale_x + move_x, y * scale_y + move_y


def _clip(ring: _Ring, view: Bounds) -> _Ring:
    """Return the part of a ring inside the view (Sutherland–Hodgman, one side after the other)."""
    for axis, limit, keeps_above in (
        (0, view.west, True),
        (0, view.east, False),
        (1, view.south, True),
        (1, view.north, False),
    ):
        clipped: _Ring = []
        for one, two in zip(ring, [*ring[1:], *ring[:1]], strict=True):
            is_one_in = (one[axis] >= limit) == keeps_above
            is_two_in = (two[axis] >= limit) == keeps_above
            if is_one_in:
                clipped.append(one)
            if is_one_in != is_two_in:
                share = (limit - one[axis]) / (two[axis] - one[axis])
                clipped.append((one[0] + share * (two[0] - one[0]), one[1] + share * (two[1] - one[1])))
        ring = clipped
    return ring


def _centroid(ring: _Ring) -> tuple[float, float, float]:
    """Return (area, x, y) of a ring; of a ring without an area its mean point."""
    closed = [*ring, *ring[:1]]
    area = _signed_area(closed)
    if not ring or abs(area) < 1e-12:
        n = max(len(ring), 1)
        return 0.0, sum(x for x, _ in ring) / n, sum(y for _, y in ring) / n
    steps = list(itertools.pairwise(closed))
    x = sum((x1 + x2) * (x1 * y2 - x2 * y1) for (x1, y1), (x2, y2) in steps) / (6 * area)
    y = sum((y1 + y2) * (x1 * y2 - x2 * y1) for (x1, y1), (x2, y2) in steps) / (6 * area)
    return abs(area), x, y
