"""Places of data sets in the gazetteer, with the point and the precision that the data set gives.

1. A town is the place of that name in the country that lies nearest to the point, and not further than 25 km from it.
2. A district or province is the division of that name in the country.
3. What the gazetteer does not have keeps its name and point and lies in the divisions that were found.
4. The precision is never better than the data set's: a row about a province is the province, not its representation point.
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import lru_cache

from musterbook.annotate import ActorRegister, Gazetteer
from musterbook.imports.tables import load_words
from musterbook.model import Place, PlaceKind, PlaceReading

__all__ = ["PlaceFinder", "Where"]

_NEAR_KM = 25.0  # UCDP GED's own limit of "near a known point" (codebook, where_prec 2)
_EARTH_KM = 6371.0
_MOST_CACHED = 50_000
_PRECISIONS: dict[PlaceKind, int] = {"country": 6, "adm1": 4, "adm2": 3, "region": 5, "border": 5, "water": 7}


@dataclass(frozen=True, slots=True, kw_only=True)
class Where:
    """What a row says of its place; None = the cell is empty.

    Attributes:
        name: of the place itself; adm2, adm1: of the divisions it lies in; country: of the state.
        where_prec: UCDP GED 1–7.
    """

    country: str | None
    adm1: str | None = None
    adm2: str | None = None
    name: str | None = None
    lat: float | None = None
    lon: float | None = None
    where_prec: int | None = None


class PlaceFinder:
    """Finds the places that rows name, each once."""

    def __init__(self, gazetteer: Gazetteer, register: ActorRegister) -> None:
        self._gazetteer = gazetteer
        self._register = register
        self.find = lru_cache(_MOST_CACHED)(self._find)
        self.find_country = lru_cache(_MOST_CACHED)(self._find_country)
        self.find_named = lru_cache(_MOST_CACHED)(self._find_named)
        self._division = lru_cache(_MOST_CACHED)(self._find_division)

    def _find_country(self, name: str) -> str | None:
        """Return the ISO 3166-1 alpha-2 code of a state; None if no table knows the name."""
        names = [name, name.partition(" (")[0], name.partition(" (")[2].rstrip(")")]
        for one in filter(None, names):
            folded = " ".join(one.casefold().split())
            code = load_words().countries.get(folded) or self._register.country_names.get(folded)
            if code:
                return code
            found = [place for place in self._gazetteer.find(one, limit=3) if place.kind == "country"]
            if found:
                return found[0].country
        return None

    def _find_named(self, name: str, countries: tuple[str, ...] = ()) -> PlaceReading:
        """Return the place of a name, of those in these countries if they have one; not resolved if there is none."""
        for country in (*countries, None):
            found = self._gazetteer.find(name, country=country, limit=1)
            if found:
                why = f"the most prominent of this name in {country or 'the world'}"
                return PlaceReading(place=found[0], where_prec=_PRECISIONS.get(found[0].kind, 1), words=name, why=why)
        return PlaceReading(place=None, where_prec=None, words=name, why="the gazetteer has no such place")

    def _find(self, where: Where) -> PlaceReading | None:
        """Return the place of a row; None if it names none."""
        words = where.name or where.adm2 or where.adm1 or where.country
        if words is None and (where.lat is None or where.lon is None):
            return None
        words = words or f"{where.lat}, {where.lon}"
        iso = self._find_country(where.country) if where.country else None
        adm1 = self._division(where.adm1, "adm1", iso, None) if where.adm1 else None
        adm2 = self._division(where.adm2, "adm2", iso, adm1.place_id if adm1 else None) if where.adm2 else None
        place, why = self._choose(where, words, iso, adm1, adm2)
        return PlaceReading(place=place, where_prec=where.where_prec, words=words, why=why)

    def _choose(
        self, where: Where, words: str, iso: str | None, adm1: Place | None, adm2: Place | None
    ) -> tuple[Place, str]:
        unit = {3: adm2, 4: adm1, 6: self._gazetteer.country(iso) if iso else None}.get(where.where_prec or 0)
        if unit is not None:
            return unit, f"the {unit.kind} the row names; its point stands for the whole"
        town = self._find_town(where, iso, adm1) if where.where_prec in {1, 2, None} else None
        if town is not None:
            point = (
                {} if where.lat is None or where.lon is None
                else {"lat": where.lat, "lon": where.lon, "coord_source": "source"}
            )  # fmt: skip
            return replace(town, **point), "the place of this name nearest to the point of the row"  # type: ignore[arg-type]  # fields of Place
        return _make_place(where, words, iso, adm1, adm2), "not in the gazetteer: name and point of the row"

    def _find_town(self, where: Where, iso: str | None, adm1: Place | None) -> Place | None:
        if where.name is None or iso is None:
            return None
        for name in _spellings(where.name):
            found = [p for p in self._gazetteer.find(name, country=iso, limit=30) if p.kind in {"town", "landmark"}]
            if where.lat is None or where.lon is None:
                inside = [p for p in found if adm1 is None or p.adm1_id == adm1.place_id]
                if len(inside) == 1:
                    return inside[0]
                continue
            near = [(km, p) for p in found if (km := _distance_km(p, where.lat, where.lon)) <= _NEAR_KM]
            if near:
                return min(near, key=lambda item: (item[0], item[1].place_id))[1]
        return None

    def _find_division(self, name: str, kind: PlaceKind, iso: str | None, inside: str | None) -> Place | None:
        """Return the one division of a kind and name in a country; of several the one inside another, else none."""
        if iso is None:
            return None
        for spelling in _spellings(name):
            found = [p for p in self._gazetteer.find(spelling, country=iso, limit=30) if p.kind == kind]
            there = [p for p in found if inside is None or p.adm1_id == inside]
            if len(there) == 1 or (kind == "adm1" and there):
                return there[0]
        return None


def _make_place(where: Where, words: str, iso: str | None, adm1: Place | None, adm2: Place | None) -> Place:
    """Return a place that the gazetteer does not have; its id follows from its name and point."""
    kinds: dict[int, PlaceKind] = {3: "adm2", 4: "adm1", 5: "region", 6: "country", 7: "water"}
    is_settled = words.split()[-1].casefold() in load_words().settlements
    kind = kinds.get(where.where_prec or 0, "town" if is_settled else "landmark")
    has_point = where.lat is not None and where.lon is not None
    holds_adm2 = adm2 is not None and kind in {"town", "landmark", "adm2"}
    return Place(
        place_id=f"pt:{iso or 'xx'}:{where.lat}:{where.lon}:{words.casefold()[:60]}",
        geonames_id=None,
        name=words,
        kind=kind,
        country=iso,
        adm1_id=adm1.place_id if adm1 else None,
        adm1=adm1.name if adm1 else where.adm1,
        adm2_id=adm2.place_id if adm2 is not None and holds_adm2 else None,
        adm2=adm2.name if adm2 is not None and holds_adm2 else where.adm2 if kind in {"town", "landmark"} else None,
        lat=where.lat if has_point else None,
        lon=where.lon if has_point else None,
        coord_source="source" if has_point else None,
        radius_km=_NEAR_KM if where.where_prec == 2 else None,
    )


def _spellings(name: str) -> Iterable[str]:
    """Yield a name as it stands, without the words that say what it is, and each of "Tadmur/Palmyra town"."""
    bare = name.split()
    while len(bare) > 1 and bare[-1].casefold() in load_words().units:
        bare.pop()
    plain = " ".join(bare)
    parts = [part.strip() for part in plain.split("/")] if "/" in plain else []
    return dict.fromkeys(part for part in (name, plain, *parts) if part)


def _distance_km(place: Place, lat: float, lon: float) -> float:
    """Return the great-circle distance; infinite for a place without a point."""
    if place.lat is None or place.lon is None:
        return math.inf
    one, other = math.radians(place.lat), math.radians(lat)
    half = math.sin((other - one) / 2) ** 2
    half += math.cos(one) * math.cos(other) * math.sin(math.radians(lon - place.lon) / 2) ** 2
    return 2 * _EARTH_KM * math.asin(min(1.0, math.sqrt(half)))
