"""What the map shows of a place: a dot only where the place is known, an area where only the area is.

1. precision 1 and a point of its own → a dot
2. precision 2 → a dashed circle: somewhere near the place
3. precision 3 → a dashed circle that roughly holds the district
4. precision 4 → the outline of the province, or a dashed circle where there is none
5. everything else (a region, a line, a country, the sea, no place) → listed beside the map, never drawn as a point
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from musterbook.model import Place, PlaceReading
from musterbook.report.happenings import Happening
from musterbook.report.wording import name_code

__all__ = ["Listed", "Site", "Unplaced", "find_sites"]

# UCDP GED codebook: precision 2 is "within about 25 km of a known point".
_NEAR_KM = 25.0
# Points of these sources stand for an area or for another place: no dot.
_DERIVED = frozenset({"member_cities", "parent"})
_POINT_KINDS = frozenset({"town", "landmark"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Site:
    """One thing on the map, with the incidents there.

    Attributes:
        drawn: "dot", "circle" or "outline".
        key: place id; of an outline that of the province.
        radius_km: of the circle; 0 for dots; for outlines that of the circle drawn where there is no outline (0 = none).
        precision: in words.
    """

    drawn: Literal["dot", "circle", "outline"]
    key: str
    name: str
    country: str | None
    lat: float
    lon: float
    radius_km: float
    precision: str
    happenings: tuple[Happening, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Unplaced:
    """A place beside the map: its name, why it is not drawn, and the incidents there."""

    name: str
    reason: str
    happenings: tuple[Happening, ...]


Listed = Site | Unplaced


def find_sites(happenings: Iterable[Happening]) -> tuple[tuple[Site, ...], tuple[Unplaced, ...]]:
    """Return what is drawn and what is listed beside the map; every incident is in exactly one of them."""
    drawn: dict[tuple[str, str], Site] = {}
    listed: dict[tuple[str, str], Unplaced] = {}
    for happening in happenings:
        found = _find_site(happening)
        if isinstance(found, Site):
            site_key = (found.drawn, found.key)
            before = drawn[site_key].happenings if site_key in drawn else ()
            drawn[site_key] = _with(found, (*before, happening))
        else:
            list_key = (found.name, found.reason)
            earlier = listed[list_key].happenings if list_key in listed else ()
            listed[list_key] = Unplaced(name=found.name, reason=found.reason, happenings=(*earlier, happening))
    return tuple(drawn.values()), tuple(listed.values())


def _with(site: Site, happenings: tuple[Happening, ...]) -> Site:
    return Site(
        drawn=site.drawn,
        key=site.key,
        name=site.name,
        country=site.country,
        lat=site.lat,
        lon=site.lon,
        radius_km=site.radius_km,
        precision=site.precision,
        happenings=happenings,
    )


def _find_site(happening: Happening) -> Listed:
    reading = happening.incident.place
    if reading is None:
        if happening.named:
            reason = f"its sentences name {', '.join(happening.named)}"
            return Unplaced(name="Place not read", reason=reason, happenings=())
        return Unplaced(name="No place", reason="the sentences that tell of it name none", happenings=())
    place = reading.place
    if place is None:
        return Unplaced(name=f"“{reading.words}”", reason="not resolved to a place", happenings=())
    site = _draw(reading, place)
    if site is not None:
        return site
    reason = name_code("place_precision", reading.where_prec) if reading.where_prec else "precision unknown"
    if place.lat is None:
        reason += "; its position is not known"
    return Unplaced(name=place.name, reason=reason, happenings=())


def _draw(reading: PlaceReading, place: Place) -> Site | None:
    if place.lat is None or place.lon is None or reading.where_prec not in {1, 2, 3, 4}:
        return None
    precision = name_code("place_precision", reading.where_prec)
    if reading.where_prec == 4:  # noqa: SIM102  # the cascade of the module, in its order
        if place.kind == "adm1" or place.adm1_id is not None:
            key, name = (
                (place.place_id, place.name)
                if place.kind == "adm1"
                else (place.adm1_id or "", place.adm1 or place.name)
            )
            radius = place.radius_km or 0.0 if place.kind == "adm1" else 0.0
            return _make(place, "outline", key=key, name=name, radius_km=radius, precision=precision)
    is_point = place.kind in _POINT_KINDS and place.coord_source not in _DERIVED
    if reading.where_prec == 1 and is_point:
        return _make(place, "dot", key=place.place_id, name=place.name, radius_km=0.0, precision=precision)
    radius = max(place.radius_km or 0.0, _NEAR_KM) if reading.where_prec == 2 else place.radius_km or 0.0
    if radius <= 0:
        return None
    return _make(place, "circle", key=place.place_id, name=place.name, radius_km=radius, precision=precision)


def _make(
    place: Place, drawn: Literal["dot", "circle", "outline"], *, key: str, name: str, radius_km: float, precision: str
) -> Site:
    return Site(
        drawn=drawn,
        key=key,
        name=name,
        country=place.country,
        lat=place.lat or 0.0,
        lon=place.lon or 0.0,
        radius_km=radius_km,
        precision=precision,
        happenings=(),
    )
