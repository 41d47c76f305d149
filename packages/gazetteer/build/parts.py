"""Parts of countries by the points of the compass ("southern Somalia"): a region each, cut out of the country's outline."""

from __future__ import annotations

import math

from drafts import Draft, Drafts
from points import Outlines
from shapely.geometry import box
from shapely.geometry.base import BaseGeometry
from shapes import area_radius_km

from musterbook_gazetteer.schema import slug_number

# Share of the country's extent, from west to east and from south to north, in which a part lies.
_PARTS = {
    "northern": (0.0, 1.0, 0.6, 1.0),
    "southern": (0.0, 1.0, 0.0, 0.4),
    "eastern": (0.6, 1.0, 0.0, 1.0),
    "western": (0.0, 0.4, 0.0, 1.0),
    "central": (0.3, 0.7, 0.3, 0.7),
    "northeastern": (0.5, 1.0, 0.5, 1.0),
    "northwestern": (0.0, 0.5, 0.5, 1.0),
    "southeastern": (0.5, 1.0, 0.0, 0.5),
    "southwestern": (0.0, 0.5, 0.0, 0.5),
}
_SMALLEST_KM = 40.0
_WEIGHT = 5.0
# A country with a mainland is measured by it: Alaska would move the north of the United States.
_MAINLAND_SHARE = 0.6


def add_parts(drafts: Drafts, outlines: Outlines) -> int:
    """Add the parts of every country that has an outline and is not small; names that are taken stay; return how many."""
    count = 0
    for iso2, country in sorted(drafts.countries.items()):
        outline = outlines.countries.get(iso2)
        if outline is None or outline.is_empty or area_radius_km(outline) < _SMALLEST_KM:
            continue
        land = _mainland(outline)
        for direction, shares in _PARTS.items():
            name = f"{direction} {country.name}"
            part = land.intersection(_box(land, shares))
            if part.is_empty or any(other.kind != "town" for other in drafts.named(name)):
                continue
            slug = f"mb:part-{iso2.lower()}-{direction}"
            draft = Draft(
                num=slug_number(slug), slug=slug, name=name, kind="region", feature_class="L", feature_code="RGN",
                country=iso2, radius_km=area_radius_km(part),
            )  # fmt: skip
            point = part.centroid if part.contains(part.centroid) else part.representative_point()
            draft.set_point(point.y, point.x, "overlay")
            # "northern Congo": of two countries of one name the more populous one is meant.
            draft.weight = _WEIGHT + math.log10(max(country.population or 1, 1)) / 10
            draft.add_name(name, 0)
            for key in [key for key, tier in country.names.items() if tier <= 1]:
                draft.add_name(f"{direction} {key}", 1)
            drafts.add(draft)
            count += 1
    return count


def _mainland(outline: BaseGeometry) -> BaseGeometry:
    pieces = getattr(outline, "geoms", [outline])
    largest: BaseGeometry = max(pieces, key=lambda piece: piece.area)
    return largest if largest.area > _MAINLAND_SHARE * outline.area else outline


def _box(outline: BaseGeometry, shares: tuple[float, float, float, float]) -> BaseGeometry:
    west, south, east, north = outline.bounds
    width, height = east - west, north - south
    return box(
        west + shares[0] * width, south + shares[2] * height, west + shares[1] * width, south + shares[3] * height
    )
