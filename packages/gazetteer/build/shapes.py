"""Outlines: reading TopoJSON and GeoJSON, distances, simplified outlines for maps."""

from __future__ import annotations

import json
import math
import tarfile
import zipfile
from collections import defaultdict
from collections.abc import Mapping, Sequence
from itertools import pairwise
from pathlib import Path
from typing import Any

import shapely
from shapely.geometry import LineString, Point, Polygon, mapping, shape
from shapely.geometry.base import BaseGeometry

KM_PER_DEGREE = 111.2
BASEMAP_TOLERANCE = 0.02
"""Degrees; about one pixel on a map of the world 1,800 pixels wide is 0.2, so even one continent shows no corner."""


def read_member(archive: Path, member: str) -> Any:
    """Return one parsed JSON file of an npm archive."""
    with tarfile.open(archive) as tar:
        stream = tar.extractfile(member)
        if stream is None:
            raise KeyError(member)
        return json.load(stream)


def distance_km(a: tuple[float, float], b: tuple[float, float]) -> float:
    """Return the great-circle distance of two (lat, lon) points; mean earth radius 6,371 km."""
    lat1, lon1, lat2, lon2 = (math.radians(value) for value in (*a, *b))
    half = math.sin((lat2 - lat1) / 2) ** 2 + math.cos(lat1) * math.cos(lat2) * math.sin((lon2 - lon1) / 2) ** 2
    return 12742 * math.asin(min(1.0, math.sqrt(half)))


def area_radius_km(outline: BaseGeometry) -> float:
    """Return the radius of a circle that roughly holds the outline.

    1.25 times the radius of the circle of equal area: for a square the circle through its corners is 1.25 times that.
    """
    lat = outline.centroid.y
    area = outline.area * KM_PER_DEGREE**2 * math.cos(math.radians(lat))
    return 1.25 * math.sqrt(max(area, 0.0) / math.pi)


def decode_arcs(topology: Mapping[str, Any]) -> list[list[tuple[float, float]]]:
    """Return the arcs of a quantised TopoJSON as (lon, lat) points."""
    (scale_x, scale_y), (move_x, move_y) = topology["transform"]["scale"], topology["transform"]["translate"]
    arcs = []
    for arc in topology["arcs"]:
        x = y = 0
        points = []
        for dx, dy in arc:
            x, y = x + dx, y + dy
            points.append((x * scale_x + move_x, y * scale_y + move_y))
        arcs.append(points)
    return arcs


def topology_shapes(topology: Mapping[str, Any], name: str) -> list[tuple[Mapping[str, Any], BaseGeometry]]:
    """Return the geometries of one object of a TopoJSON, each with its TopoJSON record."""
    arcs = decode_arcs(topology)

    def ring(indexes: Sequence[int]) -> list[tuple[float, float]]:
        points: list[tuple[float, float]] = []
        for index in indexes:
            arc = arcs[index] if index >= 0 else arcs[~index][::-1]
            points += arc if not points else arc[1:]
        return points

    found = []
    for record in topology["objects"][name]["geometries"]:
        parts = {"Polygon": [record.get("arcs")], "MultiPolygon": record.get("arcs")}.get(record["type"]) or []
        polygons = [
            Polygon(ring(rings[0]), [ring(hole) for hole in rings[1:]]) for rings in parts if len(ring(rings[0])) > 3
        ]
        found.append((record, shapely.make_valid(shapely.union_all([shapely.make_valid(p) for p in polygons]))))
    return found


def simplified_basemap(topology: Mapping[str, Any], iso2_of: Mapping[str, str]) -> dict[str, Any]:
    """Return the countries of a TopoJSON with fewer points; arcs are shared, so neighbours stay joined.

    Every country gets `iso2` in its properties where its numeric code is known.
    """
    (scale_x, scale_y), (move_x, move_y) = topology["transform"]["scale"], topology["transform"]["translate"]
    arcs = []
    for points in decode_arcs(topology):
        line = list(LineString(points).simplify(BASEMAP_TOLERANCE).coords) if len(points) > 2 else points
        # A closed arc is an island of its own: it keeps at least a triangle, or the reader would draw nothing.
        if points[0] == points[-1] and len(line) < 4:
            line = (
                points
                if len(points) < 5
                else [points[0], points[len(points) // 3], points[2 * len(points) // 3], points[0]]
            )
        cells = [(round((x - move_x) / scale_x), round((y - move_y) / scale_y)) for x, y in line]
        arcs.append([cells[0], *((b[0] - a[0], b[1] - a[1]) for a, b in pairwise(cells))])
    countries = topology["objects"]["countries"]
    geometries = [
        {
            **record,
            "properties": {
                **record["properties"],
                "iso2": iso2_of.get(record.get("id") or record["properties"]["name"]),
            },
        }
        for record in countries["geometries"]
    ]
    return {
        "type": "Topology",
        "transform": topology["transform"],
        "objects": {"countries": {**countries, "geometries": geometries}},
        "arcs": arcs,
    }


def feature_shape(feature: Mapping[str, Any]) -> BaseGeometry:
    """Return the valid geometry of a GeoJSON feature."""
    return shapely.make_valid(shape(feature["geometry"]))


def country_outlines(features: Sequence[tuple[dict[str, Any], BaseGeometry]]) -> dict[str, Any]:
    """Return a FeatureCollection of one country's divisions, simplified together so that borders stay shared.

    The tolerance is a 700th of the country's width: under a pixel on a map of 600 pixels.
    """
    outlines = [outline for _, outline in features]
    west, south, east, north = shapely.total_bounds(outlines)
    tolerance = min(max(max(east - west, north - south) / 700, 0.002), 0.06)
    simple = shapely.coverage_simplify(outlines, tolerance)
    digits = 3 if tolerance < 0.02 else 2
    collection = []
    for (facts, original), outline in zip(features, simple, strict=True):
        rounded = shapely.set_precision(outline, 10.0**-digits)
        kept = rounded if not rounded.is_empty else original.simplify(0.001)
        collection.append({"type": "Feature", "properties": facts, "geometry": _rounded(mapping(kept), digits)})
    return {"type": "FeatureCollection", "features": collection}


def write_zip(path: Path, files: Mapping[str, Any]) -> None:
    """Write parsed JSON files into an archive that is the same, byte for byte, for the same files."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        for name in sorted(files):
            info = zipfile.ZipInfo(name, date_time=(1980, 1, 1, 0, 0, 0))
            info.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(info, dump(files[name]))


def dump(value: Any) -> bytes:
    """Return compact JSON."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode("utf-8")


def circle(lat: float, lon: float, radius_km: float) -> BaseGeometry:
    """Return a circle as a polygon of 32 corners, stretched so that it is round on the ground."""
    dy = radius_km / KM_PER_DEGREE
    dx = dy / max(math.cos(math.radians(lat)), 0.05)
    corners = [(lon + dx * math.cos(i * math.pi / 16), lat + dy * math.sin(i * math.pi / 16)) for i in range(32)]
    return Polygon(corners)


def outside_km(outline: BaseGeometry, lat: float, lon: float) -> float:
    """Return roughly how far a point lies outside an outline; 0 inside."""
    return float(outline.distance(Point(lon, lat))) * KM_PER_DEGREE


def _rounded(value: Any, digits: int) -> Any:
    if isinstance(value, float):
        return round(value, digits)
    if isinstance(value, list | tuple):
        return [_rounded(item, digits) for item in value]
    if isinstance(value, dict):
        return {key: _rounded(item, digits) for key, item in value.items()}
    return value


def group_by_country(
    features: Sequence[tuple[str, dict[str, Any], BaseGeometry]],
) -> dict[str, list[tuple[dict[str, Any], BaseGeometry]]]:
    """Group (country, facts, outline) by country."""
    groups: dict[str, list[tuple[dict[str, Any], BaseGeometry]]] = defaultdict(list)
    for country, facts, outline in features:
        groups[country].append((facts, outline))
    return dict(groups)
