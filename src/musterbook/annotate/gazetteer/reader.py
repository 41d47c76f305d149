"""Reading the gazetteer: names → places, best first; parents, members, demonyms.

1. A name is looked up by its key (case, accents, hyphens, apostrophes and "the" do not count); nothing is guessed from similar
   keys: `suggest` lists them for a person who asked.
2. If the key is unknown, it is tried once more without an Arabic article in front ("al-Mosul").
3. Order: prominence (countries, then decimal logarithm of the population), lowered for other names than the one shown; ties by id.
4. The file is opened read-only and immutable: many processes may share it, and nobody may write it meanwhile.
"""

from __future__ import annotations

import difflib
import sqlite3
import string
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from types import MappingProxyType, TracebackType
from typing import Self, cast

import musterbook_gazetteer
from musterbook_gazetteer.keys import article_free, name_key
from musterbook_gazetteer.schema import APPLICATION_ID, PLACE_SELECT, SCHEMA_VERSION, number_of, place_id_of

from musterbook.errors import GazetteerError
from musterbook.model import CoordSource, Place, PlaceKind

__all__ = ["Gazetteer", "GazetteerInfo", "GazetteerSource", "hint_places", "name_key"]

_HINT = f"run `{musterbook_gazetteer.BUILD_HINT}` in a checkout, or install the musterbook-gazetteer wheel, which contains it"
_CACHED_LOOKUPS = 20_000
"""About 20 MB when full; a news corpus repeats few names very often."""
_MMAP_BYTES = 64 * 1024 * 1024
_TIER_PENALTIES = "CASE n.tier WHEN 0 THEN 0.0 WHEN 1 THEN 0.5 WHEN 2 THEN 1.5 ELSE 3.5 END"
_FIND = f"""
{PLACE_SELECT} JOIN names n ON n.num = p.num
WHERE n.key = ? AND (? IS NULL OR p.country = ?)
ORDER BY p.prominence - {_TIER_PENALTIES} DESC, p.num LIMIT ?
"""
_ALIKE_FIRST, _ALIKE_LENGTH = 3, 2
_ALIKE, _ALIKE_MOST = 0.8, 20
_LETTERS = string.ascii_lowercase + " "
_BEHIND_LETTERS = "{"  # the character after "z"
# Countries before provinces before all else, where sizes do not tell.
_SIZES = {"country": 0, "adm1": 1, "adm2": 2}


@dataclass(frozen=True, slots=True, kw_only=True)
class GazetteerSource:
    """One source the gazetteer was built from; `sha256` is None for what was written for the project."""

    name: str
    version: str
    licence: str
    gives: str
    sha256: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class GazetteerInfo:
    """What the file is.

    Attributes:
        path: where it lies.
        schema_version: of the tables.
        inputs: sha256 over all inputs of the build; for an import, over base and dumps.
        made_by: "build", "import" or "test".
        n_places, n_names, n_demonyms: rows.
        kinds: number of places of each kind, in the order of the kind's name.
        coord_sources: number of places by where the point comes from; None = without a point.
        sources: in the order of their names.
    """

    path: Path
    schema_version: int
    inputs: str
    made_by: str
    n_places: int
    n_names: int
    n_demonyms: int
    kinds: tuple[tuple[str, int], ...]
    coord_sources: tuple[tuple[str | None, int], ...]
    sources: tuple[GazetteerSource, ...]


class Gazetteer:
    """An open gazetteer; use it in a `with` block or call `close`."""

    def __init__(self, path: Path | None = None) -> None:
        """Open a gazetteer.

        Args:
            path: the file; None = the one that the data package ships.

        Raises:
            GazetteerError: it is missing, no gazetteer, or of another version.
        """
        self.path = path if path is not None else musterbook_gazetteer.path()
        self._connection = _open(self.path)
        self._find = lru_cache(maxsize=_CACHED_LOOKUPS)(self._look_up)
        self._get = lru_cache(maxsize=_CACHED_LOOKUPS)(self._read)
        self._has = lru_cache(maxsize=_CACHED_LOOKUPS)(self._is_key)
        rows = self._connection.execute("SELECT word, country, place_num FROM demonyms ORDER BY word").fetchall()
        self._demonyms = {word: country for word, country, _ in rows}
        self._demonym_places = {word: num for word, _, num in rows if num is not None}

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Close the file; calling it twice does no harm."""
        self._connection.close()

    def find(self, name: str, *, country: str | None = None, limit: int = 10) -> tuple[Place, ...]:
        """Return the places of this name, the most prominent first.

        Args:
            name: as written in a text, without words such as "province".
            country: ISO 3166-1 alpha-2 to stay in; None = the whole world. Places of several countries (borders, seas,
                regions such as the Sahel) have no country and are found only with None.
            limit: at most so many, at least 1.
        """
        key = name_key(name)
        found = self._find(key, country, max(limit, 1))
        bare = None if found else article_free(key)
        return self._find(bare, country, max(limit, 1)) if bare else found

    def suggest(self, name: str, *, limit: int = 5) -> tuple[Place, ...]:
        """Return the places whose names look like this one, the largest first; empty for a name of very few letters.

        Of those that bear a name like it as one of many, only those are told that are shown under it.
        """
        key = name_key(name)
        if len(key) < _ALIKE_FIRST + 1:
            return ()
        keys = dict.fromkeys((*self._find_slips(key), *self._find_alike(key), *_drop_words(key)))
        found = {place.place_id: place for made in keys for place in self._find(made, None, limit)}
        alike = [place for place in found.values() if _are_alike(name_key(place.name), keys)]
        return tuple(sorted(alike, key=_order_by_size))[:limit]

    def has_name(self, key: str) -> bool:
        """Return whether a key (see `name_key`) leads to any place; any text may be given and is made a key first."""
        return self._has(name_key(key))

    def get(self, place_id: str) -> Place | None:
        """Return the place of an id such as "gn:1139715" or "mb:tora-bora"; None if there is none."""
        num = number_of(place_id)
        return None if num is None else self._get(num)

    def country(self, iso2: str) -> Place | None:
        """Return the country of an ISO 3166-1 alpha-2 code; None if there is none."""
        row = self._connection.execute(
            f"{PLACE_SELECT} WHERE p.iso_code = ? AND p.kind = 'country'", (iso2.upper(),)
        ).fetchone()
        return _place(row) if row else None

    def parents(self, place: Place) -> tuple[Place, ...]:
        """Return what the place lies in, the smallest first: second order, first order, country; not the place itself."""
        found = [self.get(place_id) for place_id in (place.adm2_id, place.adm1_id) if place_id]
        if place.country and place.kind != "country":
            found.append(self.country(place.country))
        return tuple(parent for parent in found if parent is not None and parent.place_id != place.place_id)

    def contains(self, place_id: str, other_id: str) -> bool:
        """Return whether the second place lies in the first, as far as the hierarchy and the regions' members tell.

        A place contains itself. A region that no member list describes (the Sahel outside three countries) contains nothing else.
        """
        if place_id == other_id:
            return True
        outer, inner = number_of(place_id), self.get(other_id)
        if outer is None or inner is None:
            return False
        chain = {number_of(parent.place_id) for parent in (inner, *self.parents(inner))}
        return outer in chain or not chain.isdisjoint(self._members(outer))

    def children(self, place_id: str, *, kind: PlaceKind, limit: int = 1000) -> tuple[Place, ...]:
        """Return the places of a kind that lie directly in a country or division, by name; of a region its members."""
        outer = self.get(place_id)
        num = number_of(place_id)
        if outer is None or num is None:
            return ()
        if outer.kind == "country":
            where, value = "p.country = ? AND p.kind = ?", cast("int | str", outer.country)
        elif outer.kind == "region":
            where, value = "p.num IN (SELECT member_num FROM covers WHERE num = ?) AND p.kind = ?", num
        else:
            where, value = f"p.{'adm2' if outer.kind == 'adm2' else 'adm1'}_num = ? AND p.kind = ?", num
        rows = self._connection.execute(
            f"{PLACE_SELECT} WHERE {where} ORDER BY p.name, p.num LIMIT ?", (value, kind, limit)
        )
        return tuple(_place(row) for row in rows)

    def demonym(self, word: str) -> str | None:
        """Return the country (ISO 3166-1 alpha-2) of "Afghan", "Afghans", "Chechen"; None if the word is no demonym."""
        key = name_key(word)
        return self._demonyms.get(key) or (self._demonyms.get(key[:-1]) if key.endswith("s") else None)

    def demonym_place(self, word: str) -> Place | None:
        """Return the place a demonym means: the country, or the region for "Chechen", "Darfuri"; None if it is no demonym."""
        key = name_key(word)
        if key not in self._demonyms and key.endswith("s"):
            key = key[:-1]
        if key in self._demonym_places:
            return self._get(self._demonym_places[key])
        return self.country(self._demonyms[key]) if key in self._demonyms else None

    def demonyms(self) -> Mapping[str, str]:
        """Return all demonyms, as keys, with their country."""
        return MappingProxyType(self._demonyms)

    def info(self) -> GazetteerInfo:
        """Return what the file is and what it was built from."""
        run = self._connection.execute
        meta = dict(run("SELECT key, value FROM meta").fetchall())
        return GazetteerInfo(
            path=self.path,
            schema_version=int(run("PRAGMA user_version").fetchone()[0]),
            inputs=meta.get("inputs", ""),
            made_by=meta.get("made_by", ""),
            n_places=int(meta["count_places"]),
            n_names=int(meta["count_names"]),
            n_demonyms=int(meta["count_demonyms"]),
            kinds=tuple(run("SELECT kind, count(*) FROM places GROUP BY kind ORDER BY kind")),
            coord_sources=tuple(run("SELECT coord_source, count(*) FROM places GROUP BY 1 ORDER BY 1")),
            sources=tuple(
                GazetteerSource(name=name, version=version, licence=licence, gives=gives, sha256=sha256)
                for name, version, licence, gives, sha256 in run(
                    "SELECT name, version, licence, gives, sha256 FROM sources ORDER BY name"
                )
            ),
        )

    def _look_up(self, key: str, country: str | None, limit: int) -> tuple[Place, ...]:
        if not key:
            return ()
        return tuple(_place(row) for row in self._connection.execute(_FIND, (key, country, country, limit)))

    def _find_slips(self, key: str) -> list[str]:
        return [made for made in _slip(key) if self._has(made)]

    def _find_alike(self, key: str) -> list[str]:
        first = key[:_ALIKE_FIRST]
        rows = self._connection.execute(
            "SELECT DISTINCT key FROM names WHERE key >= ? AND key < ? AND length(key) BETWEEN ? AND ?",
            (first, first + _BEHIND_LETTERS, len(key) - _ALIKE_LENGTH, len(key) + _ALIKE_LENGTH),
        )
        return difflib.get_close_matches(key, [made for (made,) in rows if made != key], n=_ALIKE_MOST, cutoff=_ALIKE)

    def _read(self, num: int) -> Place | None:
        row = self._connection.execute(f"{PLACE_SELECT} WHERE p.num = ?", (num,)).fetchone()
        return _place(row) if row else None

    def _is_key(self, key: str) -> bool:
        return self._connection.execute("SELECT 1 FROM names WHERE key = ? LIMIT 1", (key,)).fetchone() is not None

    def _members(self, num: int) -> frozenset[int]:
        rows = self._connection.execute("SELECT member_num FROM covers WHERE num = ?", (num,))
        return frozenset(member for (member,) in rows)


def hint_places(near: Sequence[Place]) -> str:
    """Return the hint of an error on a place that the gazetteer lacks: what looks like its name, each name of a country once."""
    if not near:
        return "the name of the country, province, district or town alone, in English letters"
    names = dict.fromkeys(f"{place.name} ({place.country})" if place.country else place.name for place in near)
    return f"near in spelling: {', '.join(names)}"


def _slip(key: str) -> Iterator[str]:
    """Yield every key that one letter too many, too few, wrong or in the wrong order makes of this one."""
    halves = [(key[:index], key[index:]) for index in range(len(key) + 1)]
    for left, right in halves:
        if right:
            yield left + right[1:]
            yield from (left + letter + right[1:] for letter in _LETTERS if letter != right[0])
        if len(right) > 1 and right[0] != right[1]:
            yield left + right[1] + right[0] + right[2:]
        yield from (left + letter + right for letter in _LETTERS)


def _drop_words(key: str) -> tuple[str, ...]:
    """Return the key without its last word and without its first: "kandahar" of "kandahar province"; none of one word."""
    words = key.split()
    return (" ".join(words[:-1]), " ".join(words[1:])) if len(words) > 1 else ()


def _are_alike(key: str, keys: Iterable[str]) -> bool:
    return any(difflib.SequenceMatcher(None, key, other).ratio() >= _ALIKE for other in keys)


def _order_by_size(place: Place) -> tuple[int, int, str]:
    return _SIZES.get(place.kind, len(_SIZES)), -(place.population or 0), place.place_id


def _open(path: Path) -> sqlite3.Connection:
    if not path.is_file():
        raise GazetteerError("the gazetteer has not been built", where=str(path), hint=_HINT)
    connection = sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro&immutable=1", uri=True, check_same_thread=False)
    try:
        application = int(connection.execute("PRAGMA application_id").fetchone()[0])
        version = int(connection.execute("PRAGMA user_version").fetchone()[0])
        connection.execute(f"PRAGMA mmap_size = {_MMAP_BYTES}")
    except sqlite3.DatabaseError as error:
        connection.close()
        raise GazetteerError("the file is no gazetteer", got=str(error), where=str(path), hint=_HINT) from error
    if application == APPLICATION_ID and version == SCHEMA_VERSION:
        return connection
    connection.close()
    if application != APPLICATION_ID:
        raise GazetteerError("the file is no gazetteer", where=str(path), hint=_HINT)
    hint = _HINT if version < SCHEMA_VERSION else "install a newer Musterbook, or build the gazetteer of this one"
    raise GazetteerError(
        f"the gazetteer is {'older' if version < SCHEMA_VERSION else 'newer'} than this program",
        expected=f"schema {SCHEMA_VERSION}",
        got=f"schema {version}",
        where=str(path),
        hint=hint,
    )


def _place(row: tuple[object, ...]) -> Place:
    (num, slug, name, kind, feature_class, feature_code, country, adm1_num, adm2_num, lat, lon, coord_source, radius_km,
     population, _prominence, adm1, adm1_slug, adm2, adm2_slug) = row  # fmt: skip
    number = cast("int", num)
    return Place(
        place_id=place_id_of(number, cast("str | None", slug)),
        geonames_id=number if slug is None else None,
        name=cast("str", name),
        kind=cast("PlaceKind", kind),
        feature_class=cast("str | None", feature_class),
        feature_code=cast("str | None", feature_code),
        country=cast("str | None", country),
        adm1_id=None if adm1 is None else place_id_of(cast("int", adm1_num), cast("str | None", adm1_slug)),
        adm2_id=None if adm2 is None else place_id_of(cast("int", adm2_num), cast("str | None", adm2_slug)),
        adm1=cast("str | None", adm1),
        adm2=cast("str | None", adm2),
        lat=cast("float | None", lat),
        lon=cast("float | None", lon),
        coord_source=cast("CoordSource | None", coord_source),
        radius_km=cast("float | None", radius_km),
        population=cast("int | None", population),
    )
