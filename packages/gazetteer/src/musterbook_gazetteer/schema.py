"""The tables of a gazetteer file and the one way to write them, shared by the build, the importer and tests.

1. A place is a number: the GeoNames id, or a negative number made from the slug for rows GeoNames does not have.
2. `place_id` ("gn:1139715", "mb:tora-bora") is derived from it and never stored twice.
3. A key leads to places; `tier` says what sort of name it is: 0 the name shown, 1 a usual other name, 2 any other,
   3 a dated or rare one.
"""

from __future__ import annotations

import os
import sqlite3
import zlib
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import NamedTuple

__all__ = [
    "APPLICATION_ID", "DDL", "INDEXES", "PLACE_SELECT", "SCHEMA_VERSION", "DemonymRow", "NameRow", "PlaceRow",
    "SourceRow", "insert_names", "insert_places", "new_file", "number_of", "place_id_of", "slug_number",
]  # fmt: skip

SCHEMA_VERSION = 1
APPLICATION_ID = 0x4D42475A  # "MBGZ"

DDL = """
CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID;
CREATE TABLE sources (
  name TEXT PRIMARY KEY, version TEXT NOT NULL, licence TEXT NOT NULL, gives TEXT NOT NULL, sha256 TEXT
) STRICT, WITHOUT ROWID;
CREATE TABLE places (
  num INTEGER PRIMARY KEY,
  slug TEXT,
  place_id TEXT GENERATED ALWAYS AS (coalesce(slug, 'gn:' || num)) VIRTUAL,
  name TEXT NOT NULL,
  kind TEXT NOT NULL CHECK (kind IN
    ('country','adm1','adm2','town','region','landmark','border','water','unknown')),
  feature_class TEXT, feature_code TEXT, country TEXT,
  adm1_num INTEGER, adm2_num INTEGER,
  lat REAL CHECK (lat BETWEEN -90 AND 90), lon REAL CHECK (lon BETWEEN -180 AND 180),
  coord_source TEXT CHECK (coord_source IN
    ('source','member_cities','same_name','natural_earth','parent','overlay')),
  radius_km REAL CHECK (radius_km >= 0), population INTEGER,
  prominence REAL NOT NULL,
  admin_code TEXT, iso_code TEXT,
  CHECK ((lat IS NULL) = (lon IS NULL)), CHECK ((lat IS NULL) = (coord_source IS NULL))
) STRICT;
CREATE TABLE names (
  key TEXT NOT NULL, num INTEGER NOT NULL, tier INTEGER NOT NULL, PRIMARY KEY (key, num)
) STRICT, WITHOUT ROWID;
CREATE TABLE covers (
  num INTEGER NOT NULL, member_num INTEGER NOT NULL, PRIMARY KEY (num, member_num)
) STRICT, WITHOUT ROWID;
CREATE TABLE demonyms (
  word TEXT PRIMARY KEY, country TEXT NOT NULL, place_num INTEGER
) STRICT, WITHOUT ROWID;
"""
INDEXES = """
CREATE UNIQUE INDEX places_by_slug ON places (slug) WHERE slug IS NOT NULL;
CREATE INDEX places_by_code ON places (admin_code) WHERE admin_code IS NOT NULL;
CREATE INDEX places_by_iso ON places (iso_code) WHERE iso_code IS NOT NULL;
"""
PLACE_SELECT = """
SELECT p.num, p.slug, p.name, p.kind, p.feature_class, p.feature_code, p.country, p.adm1_num, p.adm2_num,
       p.lat, p.lon, p.coord_source, p.radius_km, p.population, p.prominence, a.name, a.slug, b.name, b.slug
FROM places p LEFT JOIN places a ON a.num = p.adm1_num LEFT JOIN places b ON b.num = p.adm2_num
"""


class PlaceRow(NamedTuple):
    """One row of `places`, without the derived id; the columns are described in docs/decisions/0003-gazetteer.md."""

    num: int
    slug: str | None
    name: str
    kind: str
    feature_class: str | None = None
    feature_code: str | None = None
    country: str | None = None
    adm1_num: int | None = None
    adm2_num: int | None = None
    lat: float | None = None
    lon: float | None = None
    coord_source: str | None = None
    radius_km: float | None = None
    population: int | None = None
    prominence: float = 0.0
    admin_code: str | None = None
    iso_code: str | None = None


class NameRow(NamedTuple):
    """One row of `names`."""

    key: str
    num: int
    tier: int


class DemonymRow(NamedTuple):
    """One row of `demonyms`; `place_num` is None where the word means the whole country."""

    word: str
    country: str
    place_num: int | None


class SourceRow(NamedTuple):
    """One row of `sources`; `sha256` is None for what was written for the project."""

    name: str
    version: str
    licence: str
    gives: str
    sha256: str | None


def slug_number(slug: str) -> int:
    """Return the negative number of a slug; the file refuses two slugs with one number."""
    return -1 - zlib.crc32(slug.encode("utf-8"))


def place_id_of(num: int, slug: str | None) -> str:
    """Return the public id of a row."""
    return slug if slug is not None else f"gn:{num}"


def number_of(place_id: str) -> int | None:
    """Return the number of a public id; None if it is no id at all."""
    if place_id.startswith("gn:"):
        digits = place_id[3:]
        return int(digits) if digits.isascii() and digits.isdigit() and len(digits) < 16 else None
    return slug_number(place_id) if place_id.startswith("mb:") else None


@contextmanager
def new_file(
    path: Path,
    *,
    sources: Iterable[SourceRow],
    meta: Mapping[str, str],
    demonyms: Iterable[DemonymRow] = (),
    covers: Iterable[tuple[int, int]] = (),
) -> Iterator[sqlite3.Connection]:
    """Open a new gazetteer for writing; it takes the place of `path` only if the block ends without an exception.

    Raises:
        sqlite3.Error: a row breaks the schema.
        OSError: the folder cannot be written.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    temporary = path.with_name(f".{path.name}.{os.getpid()}.part")
    temporary.unlink(missing_ok=True)
    connection = sqlite3.connect(temporary, isolation_level=None)
    try:
        connection.executescript("PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA cache_size = -64000;")
        connection.executescript(DDL)
        connection.execute("BEGIN")
        yield connection
        connection.executemany("INSERT INTO sources VALUES (?, ?, ?, ?, ?)", sources)
        connection.executemany("INSERT INTO demonyms VALUES (?, ?, ?)", demonyms)
        connection.executemany("INSERT OR IGNORE INTO covers VALUES (?, ?)", covers)
        _finish(connection, meta)
        connection.close()
        with temporary.open("rb") as written:
            os.fsync(written.fileno())
        temporary.replace(path)
    finally:
        connection.close()
        with suppress(OSError):
            temporary.unlink(missing_ok=True)


def insert_places(connection: sqlite3.Connection, rows: Iterable[PlaceRow]) -> None:
    """Write places; a number that is there already is an error, so that no place is lost silently."""
    columns = ", ".join(PlaceRow._fields)
    marks = ", ".join("?" * len(PlaceRow._fields))
    connection.executemany(f"INSERT INTO places ({columns}) VALUES ({marks})", rows)


def insert_names(connection: sqlite3.Connection, rows: Iterable[NameRow]) -> None:
    """Write names; of two tiers of one name the better (lower) one stays."""
    connection.executemany(
        "INSERT INTO names VALUES (?, ?, ?) ON CONFLICT (key, num) DO UPDATE SET tier = min(tier, excluded.tier)", rows
    )


def _finish(connection: sqlite3.Connection, meta: Mapping[str, str]) -> None:
    counts = {
        f"count_{table}": str(connection.execute(f"SELECT count(*) FROM {table}").fetchone()[0])
        for table in ("places", "names", "demonyms", "covers")
    }
    connection.executemany("INSERT INTO meta VALUES (?, ?)", sorted({**meta, **counts}.items()))
    connection.execute("COMMIT")
    connection.executescript(INDEXES)
    connection.executescript(f"PRAGMA application_id = {APPLICATION_ID}; PRAGMA user_version = {SCHEMA_VERSION};")
    connection.execute("ANALYZE")
