"""Lines of GeoNames dumps → rows of the gazetteer; records → a small gazetteer of one's own (for tests and special regions)."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from musterbook_gazetteer.keys import article_free, is_latin, name_key
from musterbook_gazetteer.schema import (
    DemonymRow,
    NameRow,
    PlaceRow,
    SourceRow,
    insert_names,
    insert_places,
    new_file,
    number_of,
)

from musterbook.errors import GazetteerError
from musterbook.model import Place

__all__ = ["GazetteerEntry", "ImportedPlace", "alternate_tier", "build_gazetteer", "place_of"]

_NO_NAMES = frozenset({"link", "post", "iata", "icao", "faac", "wkdt", "unlc", "tcid", "phon", "piny", "abbr"})
"""Pseudo-languages of alternateNamesV2 that hold codes and addresses (GeoNames readme, "isolanguage")."""
_KINDS = {
    "P": "town",
    "H": "water",
    "L": "region",
    "U": "water",
    "S": "landmark",
    "R": "landmark",
    "T": "landmark",
    "V": "landmark",
}
_PROMINENCE = {"adm1": 4.5, "adm2": 3.0, "water": 2.5, "region": 2.5, "landmark": 2.0, "unknown": 2.0}
_MAX_ALTERNATES = 400
_PEOPLE_PER_KM2 = 3000


class ImportedPlace(NamedTuple):
    """One line of a dump: the place, its names, and the GeoNames codes of its divisions (None where it has none)."""

    place: PlaceRow
    names: list[NameRow]
    first_code: str | None
    second_code: str | None


def place_of(cells: list[str]) -> ImportedPlace | str:
    """Return the place of a line of a GeoNames table of 19 columns, or the reason why it cannot be read."""
    (geonames, name, ascii_name, alternates, lat_text, lon_text, feature_class, feature_code, country, _, admin1, admin2,
     _, _, population_text, *_) = cells  # fmt: skip
    if not (geonames.isascii() and geonames.isdigit()) or not int(geonames):
        return "no GeoNames id"
    point = _point(lat_text, lon_text)
    if point is None:
        return "no coordinates"
    if not name:
        return "no name"
    num, kind = int(geonames), _kind(feature_class, feature_code)
    population = int(population_text) if population_text.isdigit() and int(population_text) else None
    first = f"{country}.{admin1}" if country and admin1 not in {"", "00"} else None
    second = f"{first}.{admin2}" if first and admin2 else None
    place = PlaceRow(
        num=num, slug=None, name=name, kind=kind, feature_class=feature_class or None, feature_code=feature_code or None,
        country=country or None, lat=point[0], lon=point[1], coord_source="source",
        radius_km=_radius_km(population) if kind == "town" else None, population=population,
        prominence=_prominence(kind, population),
        admin_code={"adm1": first, "adm2": second}.get(kind),
    )  # fmt: skip
    names = [NameRow(name_key(text), num, 0) for text in (name, ascii_name)]
    names += [NameRow(name_key(text), num, 2) for text in alternates.split(",")[:_MAX_ALTERNATES] if not _is_code(text)]
    return ImportedPlace(
        place=place,
        names=[row for row in names if len(row.key) > 1 and is_latin(row.key)],
        first_code=None if kind in {"adm1", "country"} else first,
        second_code=None if kind in {"adm1", "adm2", "country"} else second,
    )


def alternate_tier(cells: list[str]) -> int | None:
    """Return the tier of a line of alternateNamesV2; None if it is no name (a link, a code)."""
    language, name = cells[2], cells[3]
    if language in _NO_NAMES or _is_code(name):
        return None
    is_preferred, _, is_colloquial, is_historic = (cell == "1" for cell in cells[4:8])
    if is_historic:
        return 3
    return 1 if language == "en" and (is_preferred or not is_colloquial) else 2


@dataclass(frozen=True, slots=True, kw_only=True)
class GazetteerEntry:
    """One place for `build_gazetteer`.

    Attributes:
        place: the place; `adm1` and `adm2` are found again through the ids, so they must be entries too.
        names: other names, as written.
        covers: ids of places that lie wholly inside (for regions).
        prominence: None = from kind and population.
    """

    place: Place
    names: tuple[str, ...] = ()
    covers: tuple[str, ...] = ()
    prominence: float | None = None


def build_gazetteer(
    entries: Iterable[GazetteerEntry], path: Path, *, demonyms: Mapping[str, str] | None = None
) -> Path:
    """Write a small gazetteer of the same schema as the shipped one, and return its path.

    Args:
        entries: the places; every id once.
        path: the new file; one that is there is replaced.
        demonyms: word → ISO 3166-1 alpha-2; None = none.

    Raises:
        GazetteerError: an id is not of the form "gn:…" or "mb:…".
    """
    kept = list(entries)
    covers = [(_number(e.place.place_id), _number(member)) for e in kept for member in e.covers]
    words = [DemonymRow(name_key(word), country, None) for word, country in (demonyms or {}).items()]
    sources = [SourceRow("test", "1", "Apache-2.0", "places given by the caller", None)]
    with new_file(path, sources=sources, meta={"inputs": "", "made_by": "test"}, demonyms=words, covers=covers) as file:
        insert_places(file, [_row(entry) for entry in kept])
        insert_names(file, [name for entry in kept for name in _names(entry)])
    return path


def _row(entry: GazetteerEntry) -> PlaceRow:
    place = entry.place
    default = 10.0 if place.kind == "country" else _prominence(place.kind, place.population)
    return PlaceRow(
        num=_number(place.place_id), slug=place.place_id if place.place_id.startswith("mb:") else None, name=place.name,
        kind=place.kind, feature_class=place.feature_class, feature_code=place.feature_code, country=place.country,
        adm1_num=_number(place.adm1_id) if place.adm1_id else None,
        adm2_num=_number(place.adm2_id) if place.adm2_id else None,
        lat=place.lat, lon=place.lon, coord_source=place.coord_source, radius_km=place.radius_km,
        population=place.population, prominence=default if entry.prominence is None else entry.prominence,
        iso_code=place.country if place.kind == "country" else None,
    )  # fmt: skip


def _names(entry: GazetteerEntry) -> Iterable[NameRow]:
    num = _number(entry.place.place_id)
    for name, tier in ((entry.place.name, 0), *((name, 1) for name in entry.names)):
        key = name_key(name)
        if is_latin(key):
            yield NameRow(key, num, tier)
            bare = article_free(key)
            if bare:
                yield NameRow(bare, num, tier + 1)


def _number(place_id: str) -> int:
    num = number_of(place_id)
    if num is None:
        raise GazetteerError("the place has no valid id", expected="gn:NUMBER or mb:WORD", got=place_id)
    return num


def _point(lat_text: str, lon_text: str) -> tuple[float, float] | None:
    try:
        lat, lon = float(lat_text), float(lon_text)
    except ValueError:
        return None
    return (lat, lon) if abs(lat) <= 90 and abs(lon) <= 180 else None


def _kind(feature_class: str, feature_code: str) -> str:
    # Countries keep the kind they have in the base; parts of countries that GeoNames calls PCL* do not become countries here.
    if feature_class == "A":
        return {"ADM1": "adm1", "ADM2": "adm2"}.get(feature_code, "unknown")
    return _KINDS.get(feature_class, "unknown")


def _prominence(kind: str, population: int | None) -> float:
    people = math.log10(max(population or 0, 300))
    if kind == "town":
        return people
    return max(_PROMINENCE.get(kind, 2.0), people - 1.0 if kind in {"adm1", "adm2"} else 0.0)


def _radius_km(population: int | None) -> float:
    """Return the radius that the build of the gazetteer gives a town: 3,000 people to the square kilometre, 1.5 to 30 km."""
    if population is None:
        return 2.0
    return round(min(max(math.sqrt(population / (math.pi * _PEOPLE_PER_KM2)), 1.5), 30.0), 1)


def _is_code(text: str) -> bool:
    return len(text) <= 4 and text.isascii() and text.isupper()
