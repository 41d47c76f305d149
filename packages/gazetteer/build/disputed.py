"""The layer of disputed areas: rows of overlay/disputed.csv, each with the outline it points to."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import shapely
from points import Outlines
from shapely.geometry import mapping
from shapely.geometry.base import BaseGeometry
from shapes import circle, feature_shape, topology_shapes

from overlay import Faults, rows_of

_COLUMNS = ("slug", "name", "administered_by", "claimed_by", "outline", "note", "source")


def collection(
    divisions: Sequence[Mapping[str, Any]], atlas: Mapping[str, Any], outlines: Outlines, faults: Faults
) -> dict[str, Any]:
    """Return the GeoJSON FeatureCollection of disputed areas.

    `outline` is a list of `ne:CODE` (Natural Earth division), `country:ISO2`, `atlas:Name` (world-atlas 1:10m),
    `circle:LAT:LON:KM`; | between.
    """
    by_code = {feature["properties"].get("adm1_code"): feature for feature in divisions}
    by_name = {record["properties"]["name"]: outline for record, outline in topology_shapes(atlas, "countries")}

    def part(reference: str) -> BaseGeometry | None:
        kind, _, rest = reference.partition(":")
        if kind == "ne":
            return feature_shape(by_code[rest]) if rest in by_code else None
        if kind == "country":
            return outlines.countries.get(rest)
        if kind == "atlas":
            return by_name.get(rest)
        numbers = [float(cell) for cell in rest.split(":")]
        return circle(*numbers) if kind == "circle" and len(numbers) == 3 else None

    features = []
    for where, row in rows_of("disputed.csv", _COLUMNS, faults):
        parts = [(reference, part(reference)) for reference in row["outline"].split("|")]
        missing = [reference for reference, outline in parts if outline is None]
        if missing:
            faults.add(where, f"no outline {', '.join(missing)}")
            continue
        whole = shapely.union_all([outline for _, outline in parts]).simplify(0.01)
        features.append(
            {
                "type": "Feature",
                "properties": {
                    "slug": row["slug"],
                    "name": row["name"],
                    "administered_by": [code for code in row["administered_by"].split("|") if code],
                    "claimed_by": [code for code in row["claimed_by"].split("|") if code],
                    "is_circle": row["outline"].startswith("circle:"),
                    "note": row["note"],
                },
                "geometry": mapping(shapely.set_precision(whole, 0.001)),
            }
        )
    return {"type": "FeatureCollection", "features": features}
