"""Reading GeoNames dumps into a gazetteer of one's own: the shipped one, with the dump's places, names and points laid over it.

1. Codes first (admin1CodesASCII, admin2Codes), then places (allCountries, one country, cities…), then names (alternateNamesV2).
2. A place that is there keeps its id, shown name and kind; its point is replaced if it was derived or came from GeoNames before.
3. A line that cannot be read is counted under its reason; nothing is left out silently.
4. The new file takes its place only when it is complete.
"""

from __future__ import annotations

import hashlib
import sqlite3
import zipfile
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, NamedTuple, cast

from musterbook_gazetteer.keys import is_latin, name_key
from musterbook_gazetteer.schema import NameRow, PlaceRow, SourceRow, insert_names, new_file

from musterbook.annotate.gazetteer.reader import Gazetteer
from musterbook.annotate.gazetteer.rows import alternate_tier, place_of
from musterbook.errors import GazetteerError

__all__ = ["BadLines", "ImportReport", "import_dump"]

_BATCH = 20_000
_DERIVED = "('member_cities', 'same_name', 'parent', 'source')"
_COLUMNS = {"codes": 4, "places": 19, "names": 10}
_ORDER = ("codes", "places", "names")
_FROM_CODES = """
FROM links l JOIN codes c ON c.code = l.{code}
WHERE places.num = l.num AND c.num <> l.num AND EXISTS (SELECT 1 FROM places p WHERE p.num = c.num)
"""
_UPSERT = f"""
INSERT INTO places ({", ".join(PlaceRow._fields)}) VALUES ({", ".join("?" * len(PlaceRow._fields))})
ON CONFLICT (num) DO UPDATE SET
  feature_class = excluded.feature_class, feature_code = excluded.feature_code,
  population = coalesce(excluded.population, population),
  radius_km = CASE WHEN coord_source = 'parent' THEN excluded.radius_km ELSE coalesce(radius_km, excluded.radius_km) END,
  lat = CASE WHEN coord_source IS NULL OR coord_source IN {_DERIVED} THEN excluded.lat ELSE lat END,
  lon = CASE WHEN coord_source IS NULL OR coord_source IN {_DERIVED} THEN excluded.lon ELSE lon END,
  coord_source = CASE WHEN coord_source IS NULL OR coord_source IN {_DERIVED} THEN 'source' ELSE coord_source END
"""  # noqa: S608  # only names of columns and fixed words


@dataclass(frozen=True, slots=True, kw_only=True)
class BadLines:
    """Lines of one file that could not be used; `first_line` counts from 1."""

    file: str
    reason: str
    count: int
    first_line: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportReport:
    """What an import did.

    Attributes:
        path: the new gazetteer.
        n_lines: lines read, of all files.
        n_places: places in the new gazetteer.
        n_new: places that the base did not have.
        n_moved: places of the base whose point was replaced.
        n_names: names in the new gazetteer.
        bad: lines that could not be used, by file and reason.
        ignored_files: members of archives that are no tables (readme files).
    """

    path: Path
    n_lines: int
    n_places: int
    n_new: int
    n_moved: int
    n_names: int
    bad: tuple[BadLines, ...]
    ignored_files: tuple[str, ...]


class _Table(NamedTuple):
    path: Path
    member: str | None
    kind: str

    @property
    def name(self) -> str:
        return self.path.name if self.member is None else f"{self.path.name}/{self.member}"


class _Tally:
    def __init__(self) -> None:
        self.n_lines = 0
        self.bad: Counter[tuple[str, str]] = Counter()
        self.first: dict[tuple[str, str], int] = {}

    def refuse(self, file: str, reason: str, line: int) -> None:
        self.bad[file, reason] += 1
        self.first.setdefault((file, reason), line)

    def list_bad(self) -> tuple[BadLines, ...]:
        return tuple(
            BadLines(file=file, reason=reason, count=count, first_line=self.first[file, reason])
            for (file, reason), count in sorted(self.bad.items())
        )


def import_dump(
    paths: Sequence[Path],
    *,
    into: Path,
    base: Path,
    on_progress: Callable[[str, int], None] | None = None,
) -> ImportReport:
    """Write a new gazetteer out of a base and GeoNames dumps.

    Args:
        paths: allCountries, a country (AF), cities500 …, admin1CodesASCII, admin2Codes, alternateNamesV2; .txt or .zip,
            in any order. They are read line by line: memory does not grow with them.
        into: the new file; one that is there is replaced in the end.
        base: the gazetteer to start from, usually the shipped one.
        on_progress: called with the file's name and the lines read of it so far, every 20,000 lines and at its end.

    Raises:
        GazetteerError: a path is missing or no dump, the base cannot be used, or the new file cannot be written.
    """
    tables, ignored = _tables(paths)
    with Gazetteer(base) as shipped:
        before = shipped.info()
    tally = _Tally()
    meta = {"made_by": "import", "inputs": _inputs(before.inputs, tables)}
    sources = [SourceRow(s.name, s.version, s.licence, s.gives, s.sha256) for s in before.sources]
    dumped = ", ".join(table.name for table in tables)
    sources.append(SourceRow("geonames-dump", "as imported", "GeoNames, CC BY 4.0", dumped, None))
    try:
        with new_file(into, sources=sources, meta=meta) as connection:
            _copy_base(connection, base)
            for table in tables:
                _read_table(connection, table, tally, on_progress)
            _link(connection)
            counts = _counts(connection)
    except (sqlite3.Error, OSError) as error:
        raise GazetteerError("the gazetteer cannot be written", got=str(error), where=str(into)) from error
    n_places, n_moved, n_names = counts
    return ImportReport(
        path=into,
        n_lines=tally.n_lines,
        n_places=n_places,
        n_new=n_places - before.n_places,
        n_moved=n_moved,
        n_names=n_names,
        bad=tally.list_bad(),
        ignored_files=ignored,
    )


def _tables(paths: Sequence[Path]) -> tuple[list[_Table], tuple[str, ...]]:
    found: list[_Table] = []
    ignored: list[str] = []
    for path in paths:
        if not path.is_file():
            raise GazetteerError("the dump does not exist", where=str(path))
        for member in _members(path):
            name = (member or path.name).rpartition("/")[2].casefold()
            if name.startswith(("readme", "isolanguagecodes", "featurecodes")) or not name.endswith(".txt"):
                ignored.append(member or path.name)
            else:
                found.append(_Table(path, member, _kind_of(name)))
    if not found:
        raise GazetteerError(
            "nothing to import",
            expected="GeoNames dumps (.txt or .zip)",
            got=", ".join(ignored) or "no path",
            hint="give allCountries.zip or a country such as AF.zip, with admin1CodesASCII.txt and admin2Codes.txt",
        )
    return sorted(found, key=lambda table: _ORDER.index(table.kind)), tuple(ignored)


def _members(path: Path) -> list[str | None]:
    if path.suffix.casefold() != ".zip":
        return [None]
    try:
        with zipfile.ZipFile(path) as archive:
            return [name for name in archive.namelist() if not name.endswith("/")]
    except zipfile.BadZipFile as error:
        raise GazetteerError("the dump is no zip archive", got=str(error), where=str(path)) from error


def _kind_of(name: str) -> str:
    if name.startswith(("admin1", "admin2")):
        return "codes"
    return "names" if name.startswith("alternatenames") else "places"


def _inputs(base: str, tables: Sequence[_Table]) -> str:
    digest = hashlib.sha256(base.encode("ascii"))
    for path in sorted({table.path for table in tables}):
        with path.open("rb") as stream:
            digest.update(hashlib.file_digest(stream, "sha256").digest())
    return digest.hexdigest()


def _copy_base(connection: sqlite3.Connection, base: Path) -> None:
    columns = ", ".join(PlaceRow._fields)
    # ATTACH is refused inside a transaction; new_file has just begun one, and nothing is in it yet.
    connection.execute("COMMIT")
    connection.execute("ATTACH ? AS base", (str(base),))
    connection.execute("BEGIN")
    connection.execute(f"INSERT INTO places ({columns}) SELECT {columns} FROM base.places")  # noqa: S608  # names of columns
    connection.execute("INSERT INTO names SELECT * FROM base.names")
    connection.execute("INSERT INTO covers SELECT * FROM base.covers")
    connection.execute("INSERT INTO demonyms SELECT * FROM base.demonyms")
    connection.execute("CREATE TEMP TABLE points_before AS SELECT num, lat, lon FROM places")
    connection.execute("CREATE TEMP TABLE codes (code TEXT PRIMARY KEY, num INTEGER NOT NULL) STRICT, WITHOUT ROWID")
    connection.execute("CREATE TEMP TABLE links (num INTEGER PRIMARY KEY, first TEXT, second TEXT) STRICT")
    connection.execute("INSERT OR IGNORE INTO codes SELECT admin_code, num FROM places WHERE admin_code IS NOT NULL")
    connection.execute("COMMIT")
    # The base must be gone before the new file is analysed, or SQLite would write statistics into it too.
    connection.execute("DETACH base")
    connection.execute("BEGIN")


def _read_table(
    connection: sqlite3.Connection, table: _Table, tally: _Tally, on_progress: Callable[[str, int], None] | None
) -> None:
    write = {"codes": _write_codes, "places": _write_places, "names": _write_names}[table.kind]
    batch: list[tuple[int, list[str]]] = []
    number = 0
    for number, cells in _lines(table, tally):
        batch.append((number, cells))
        if len(batch) >= _BATCH:
            write(connection, table, batch, tally)
            batch.clear()
            if on_progress:
                on_progress(table.name, number)
    write(connection, table, batch, tally)
    if on_progress:
        on_progress(table.name, number)


def _lines(table: _Table, tally: _Tally) -> Iterator[tuple[int, list[str]]]:
    expected = _COLUMNS[table.kind]
    with closing(_stream(table)) as stream:
        for number, raw in enumerate(stream, 1):
            tally.n_lines += 1
            try:
                text = raw.decode("utf-8").rstrip("\r\n")
            except UnicodeDecodeError:
                tally.refuse(table.name, "not UTF-8", number)
                continue
            if not text or text.startswith("#"):
                continue
            cells = text.split("\t")
            # Older dumps of alternate names have eight columns: the years "from" and "to" are missing.
            if len(cells) == expected or (table.kind == "names" and len(cells) in {8, 9}):
                yield number, cells
            else:
                tally.refuse(table.name, f"expected {expected} columns", number)


def _stream(table: _Table) -> BinaryIO:
    if table.member is None:
        return table.path.open("rb")
    # The archive closes with its member: ZipExtFile owns the shared file handle.
    return cast("BinaryIO", zipfile.ZipFile(table.path).open(table.member))


def _write_codes(
    connection: sqlite3.Connection, table: _Table, batch: Sequence[tuple[int, list[str]]], tally: _Tally
) -> None:
    codes: list[tuple[str, int]] = []
    names: list[NameRow] = []
    for number, (code, name, ascii_name, geonames) in batch:
        if not geonames.isdigit() or not code:
            tally.refuse(table.name, "no GeoNames id or no code", number)
            continue
        codes.append((code, int(geonames)))
        names += [NameRow(name_key(text), int(geonames), 1) for text in (name, ascii_name) if is_latin(name_key(text))]
    connection.executemany("INSERT OR REPLACE INTO codes VALUES (?, ?)", codes)
    known = _known(connection, {name.num for name in names})
    insert_names(connection, [name for name in names if name.num in known])


def _write_places(
    connection: sqlite3.Connection, table: _Table, batch: Sequence[tuple[int, list[str]]], tally: _Tally
) -> None:
    places: list[PlaceRow] = []
    names: list[NameRow] = []
    links: list[tuple[int, str | None, str | None]] = []
    for number, cells in batch:
        read = place_of(cells)
        if isinstance(read, str):
            tally.refuse(table.name, read, number)
            continue
        places.append(read.place)
        names += read.names
        links.append((read.place.num, read.first_code, read.second_code))
    connection.executemany(_UPSERT, places)
    insert_names(connection, names)
    connection.executemany("INSERT OR REPLACE INTO links VALUES (?, ?, ?)", links)
    divisions = [(row.admin_code, row.num) for row in places if row.admin_code]
    connection.executemany("INSERT OR IGNORE INTO codes VALUES (?, ?)", divisions)


def _write_names(
    connection: sqlite3.Connection, table: _Table, batch: Sequence[tuple[int, list[str]]], tally: _Tally
) -> None:
    names: list[NameRow] = []
    lines: list[int] = []
    for number, cells in batch:
        if not cells[1].isdigit():
            tally.refuse(table.name, "no GeoNames id", number)
            continue
        tier = alternate_tier(cells)
        key = name_key(cells[3])
        if tier is None or len(key) < 2 or not is_latin(key):
            continue
        names.append(NameRow(key, int(cells[1]), tier))
        lines.append(number)
    known = _known(connection, {name.num for name in names})
    for name, number in zip(names, lines, strict=True):
        if name.num not in known:
            tally.refuse(table.name, "name of a place that is not there", number)
    insert_names(connection, [name for name in names if name.num in known])


def _known(connection: sqlite3.Connection, nums: set[int]) -> set[int]:
    return {
        num for num in nums if connection.execute("SELECT 1 FROM places WHERE num = ?", (num,)).fetchone() is not None
    }


def _link(connection: sqlite3.Connection) -> None:
    """Set the divisions of the imported places from their codes; what the codes do not tell stays as it was."""
    connection.execute(f"UPDATE places SET adm1_num = c.num {_FROM_CODES.format(code='first')}")  # noqa: S608  # fixed words
    connection.execute(f"UPDATE places SET adm2_num = c.num {_FROM_CODES.format(code='second')}")  # noqa: S608  # fixed words


def _counts(connection: sqlite3.Connection) -> tuple[int, int, int]:
    moved = "SELECT count(*) FROM points_before b JOIN places p ON p.num = b.num WHERE p.lat IS NOT b.lat OR p.lon IS NOT b.lon"
    queries = ("SELECT count(*) FROM places", moved, "SELECT count(*) FROM names")
    n_places, n_moved, n_names = (int(connection.execute(query).fetchone()[0]) for query in queries)
    return n_places, n_moved, n_names
