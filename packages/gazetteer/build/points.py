"""Where a division lies and how large it is, when the sources do not say.

First-order, the first that gives something:
1. the overlay; 2. Natural Earth's label point of the same GeoNames id; 3. Natural Earth of the same ISO code and a common name;
4. the middle of the Natural Earth outlines of its second-order divisions; 5. ISO's point, if it lies in the country;
6. the mean of its towns; 7. the country's point.
Second-order: 1. the overlay; 2. Natural Earth of the same GeoNames id; 3. the mean of its towns; 4. the town of the same name in
the first-order division; 5. Natural Earth of the same name there; 6. the point of the first-order division.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

import shapely
from drafts import Draft, Drafts, prominence
from shapely.geometry.base import BaseGeometry
from shapes import area_radius_km, distance_km, outside_km

from musterbook_gazetteer.keys import name_key

_ISO_POINT_SLACK_KM = 30.0
_CHILDREN_SHARE = 0.6


class NaturalEarth(NamedTuple):
    """One Natural Earth division: its facts and its outline."""

    facts: Mapping[str, Any]
    outline: BaseGeometry

    def point(self) -> tuple[float, float]:
        """Return the label point as (lat, lon)."""
        return float(self.facts["latitude"]), float(self.facts["longitude"])

    def name_keys(self) -> set[str]:
        """Return the keys of all its names."""
        names = [self.facts.get(field) or "" for field in ("name", "name_en", "gn_name", "woe_name")]
        return {name_key(name) for name in [*names, *(self.facts.get("name_alt") or "").split("|")]} - {""}


class Outlines:
    """Natural Earth divisions by GeoNames id, ISO code and (country, name), and the outlines of countries."""

    def __init__(self, divisions: Sequence[NaturalEarth], countries: Mapping[str, BaseGeometry]) -> None:
        self.countries = countries
        self.by_id = {int(item.facts.get("gn_id") or 0): item for item in divisions}
        self.by_id.pop(0, None)
        self.by_iso = {item.facts["iso_3166_2"]: item for item in divisions if item.facts.get("iso_3166_2")}
        self.by_name: dict[tuple[str, str], NaturalEarth] = {}
        for item in divisions:
            for key in item.name_keys():
                self.by_name.setdefault((str(item.facts.get("iso_a2")), key), item)


def place_first_order(
    drafts: Drafts, outlines: Outlines, iso_points: Mapping[str, tuple[float, float]]
) -> Counter[str]:
    """Give every first-order division a point and a radius; return how many came from where."""
    children: dict[int, list[Draft]] = defaultdict(list)
    for draft in drafts.of_kind("adm2"):
        if draft.adm1 is not None:
            children[draft.adm1].append(draft)
    for draft in drafts.of_kind("adm1", "region"):
        if draft.slug is not None and draft.lat is not None:
            continue
        _place_first(drafts, draft, outlines, iso_points, children.get(draft.num, []))
    return Counter(str(draft.coord_source) for draft in drafts.of_kind("adm1"))


def _place_first(
    drafts: Drafts,
    draft: Draft,
    outlines: Outlines,
    iso_points: Mapping[str, tuple[float, float]],
    children: Sequence[Draft],
) -> None:
    exact = outlines.by_id.get(draft.num) or _same_code(draft, outlines)
    if draft.coord_source == "overlay":
        draft.radius_km = draft.radius_km or (area_radius_km(exact.outline) if exact else None)
        return
    if exact:
        draft.set_point(*exact.point(), "natural_earth")
        draft.radius_km = area_radius_km(exact.outline)
        return
    parts = [outlines.by_id[child.num].outline for child in children if child.num in outlines.by_id]
    if parts and len(parts) >= _CHILDREN_SHARE * len(children):
        whole = shapely.union_all(parts)
        middle = whole.representative_point() if not whole.contains(whole.centroid) else whole.centroid
        draft.set_point(middle.y, middle.x, "natural_earth")
        draft.radius_km = area_radius_km(whole)
        return
    towns = [drafts.by_num[num] for num in draft.members]
    draft.radius_km = _spread_km(towns, floor=15.0)
    iso = iso_points.get(draft.iso_code or "")
    country = outlines.countries.get(draft.country or "")
    if iso and country is not None and outside_km(country, *iso) <= _ISO_POINT_SLACK_KM:
        draft.set_point(*iso, "source")
    elif towns:
        draft.set_point(*mean_point(towns), "member_cities")
    else:
        _take_over(draft, drafts.countries.get(draft.country or ""))


def _same_code(draft: Draft, outlines: Outlines) -> NaturalEarth | None:
    # ISO codes have been dealt out anew (Iran 2020), so the code alone proves nothing.
    found = outlines.by_iso.get(draft.iso_code or "")
    return found if found and found.name_keys() & set(draft.names) else None


def place_second_order(drafts: Drafts, outlines: Outlines) -> Counter[str]:
    """Give every second-order (and smaller) division a point and a radius; return how many came from where."""
    towns_by_name: dict[tuple[int, str], list[Draft]] = defaultdict(list)
    for town in drafts.of_kind("town"):
        for key in town.names:
            if town.adm1 is not None:
                towns_by_name[town.adm1, key].append(town)
    siblings = Counter(draft.adm1 for draft in drafts.of_kind("adm2"))
    for draft in drafts.of_kind("adm2", "unknown"):
        if draft.coord_source == "overlay":
            draft.radius_km = draft.radius_km or _share_km(drafts, draft, siblings)
            continue
        _place_second(drafts, draft, outlines, towns_by_name)
        if draft.coord_source not in {"natural_earth", "parent"}:
            towns = [drafts.by_num[num] for num in draft.members]
            draft.radius_km = _spread_km(towns, floor=8.0) if len(towns) > 3 else _share_km(drafts, draft, siblings)
    return Counter(str(draft.coord_source) for draft in drafts.of_kind("adm2"))


def _place_second(
    drafts: Drafts, draft: Draft, outlines: Outlines, towns_by_name: Mapping[tuple[int, str], list[Draft]]
) -> None:
    exact = outlines.by_id.get(draft.num)
    towns = [drafts.by_num[num] for num in draft.members]
    namesakes = [town for key in draft.names for town in towns_by_name.get((draft.adm1 or 0, key), [])]
    parent = drafts.by_num.get(draft.adm1 or 0) or drafts.countries.get(draft.country or "")
    alike = next(
        (
            outlines.by_name[draft.country or "", key]
            for key in draft.names
            if (draft.country or "", key) in outlines.by_name
        ),
        None,
    )
    if exact:
        draft.set_point(*exact.point(), "natural_earth")
        draft.radius_km = area_radius_km(exact.outline)
    elif towns:
        draft.set_point(*mean_point(towns), "member_cities")
    elif namesakes:
        best = max(namesakes, key=lambda town: (prominence(town), -town.num))
        draft.set_point(best.lat or 0.0, best.lon or 0.0, "same_name")
    elif alike and parent and parent.lat is not None and parent.lon is not None and _is_near(alike, parent):
        draft.set_point(*alike.point(), "natural_earth")
        draft.radius_km = area_radius_km(alike.outline)
    else:
        _take_over(draft, parent)


def _is_near(item: NaturalEarth, parent: Draft) -> bool:
    return distance_km(item.point(), (parent.lat or 0.0, parent.lon or 0.0)) <= (parent.radius_km or 0.0)


def mean_point(towns: Sequence[Draft]) -> tuple[float, float]:
    """Return the mean of points on the sphere; every town counts alike, which comes closer to the middle of an area."""
    x = y = z = 0.0
    for town in towns:
        lat, lon = math.radians(town.lat or 0.0), math.radians(town.lon or 0.0)
        x, y, z = x + math.cos(lat) * math.cos(lon), y + math.cos(lat) * math.sin(lon), z + math.sin(lat)
    return math.degrees(math.atan2(z, math.hypot(x, y))), math.degrees(math.atan2(y, x))


def _spread_km(towns: Sequence[Draft], *, floor: float) -> float | None:
    if not towns:
        return None
    middle = mean_point(towns)
    return max(floor, *(distance_km(middle, (town.lat or 0.0, town.lon or 0.0)) for town in towns))


def _share_km(drafts: Drafts, draft: Draft, siblings: Mapping[int | None, int]) -> float | None:
    """Return the radius of an even share of the parent's area; None if the parent has none."""
    parent = drafts.by_num.get(draft.adm1 or 0) or drafts.countries.get(draft.country or "")
    if parent is None or parent.radius_km is None:
        return None
    return max(parent.radius_km / math.sqrt(max(siblings.get(draft.adm1, 1), 1)), 5.0)


def _take_over(draft: Draft, parent: Draft | None) -> None:
    if parent is None or parent.lat is None or parent.lon is None:
        return
    draft.set_point(parent.lat, parent.lon, "parent")
    draft.radius_km = parent.radius_km
