"""The gazetteer as data: where the built SQLite file and the map outlines lie."""

from __future__ import annotations

import json
import re
import zipfile
from importlib.resources import files
from pathlib import Path
from typing import Any

__all__ = [
    "BUILD_HINT",
    "adm1_countries",
    "adm1_outlines",
    "basemap",
    "basemap_path",
    "disputed_areas",
    "is_built",
    "path",
]

BUILD_HINT = "make gazetteer"
"""The command that builds the data in a checkout; wheels contain them."""

_DATA = Path(str(files(__name__))) / "data"
_ISO2 = re.compile(r"[A-Z]{2}")


def path() -> Path:
    """Return where the gazetteer lies, whether or not it has been built."""
    return _DATA / "gazetteer.sqlite"


def is_built() -> bool:
    """Return whether the gazetteer and the map data are there."""
    return all(file.is_file() for file in (path(), basemap_path(), _outlines_path(), _disputed_path()))


def basemap_path() -> Path:
    """Return where the TopoJSON of the world's countries lies (object `countries`, ids are ISO 3166-1 numeric)."""
    return _DATA / "basemap-countries.json"


def basemap() -> dict[str, Any]:
    """Return the TopoJSON of the world's countries.

    Raises:
        FileNotFoundError: the data have not been built.
    """
    parsed: dict[str, Any] = json.loads(basemap_path().read_bytes())
    return parsed


def adm1_countries() -> tuple[str, ...]:
    """Return the countries (ISO 3166-1 alpha-2) that `adm1_outlines` knows, in order.

    Raises:
        FileNotFoundError: the data have not been built.
    """
    with zipfile.ZipFile(_outlines_path()) as archive:
        return tuple(sorted(Path(name).stem for name in archive.namelist()))


def adm1_outlines(country_iso2: str) -> dict[str, Any]:
    """Return the first-order divisions of one country as a GeoJSON FeatureCollection, simplified for maps.

    Properties of a feature: `name`, `country` (alpha-2), `place_id` (None where the gazetteer has none), `iso` (None if none).

    Raises:
        KeyError: there are no outlines of this country; `adm1_countries` lists those there are.
        FileNotFoundError: the data have not been built.
    """
    if not _ISO2.fullmatch(country_iso2):
        raise KeyError(country_iso2)
    with zipfile.ZipFile(_outlines_path()) as archive:
        parsed: dict[str, Any] = json.loads(archive.read(f"{country_iso2}.json"))
    return parsed


def disputed_areas() -> dict[str, Any]:
    """Return areas whose sovereignty is disputed, as a GeoJSON FeatureCollection to lay over the base map.

    The base map draws who controls a place; this layer says so. Properties: `slug`, `name`, `administered_by`,
    `claimed_by` (lists of ISO 3166-1 alpha-2, empty where none has one), `note`.

    Raises:
        FileNotFoundError: the data have not been built.
    """
    parsed: dict[str, Any] = json.loads(_disputed_path().read_bytes())
    return parsed


def _outlines_path() -> Path:
    return _DATA / "outlines-adm1.zip"


def _disputed_path() -> Path:
    return _DATA / "disputed-areas.json"
