"""The overlay of the gazetteer holds every place once, whatever the spellings it goes by."""

from __future__ import annotations

import csv
import math
import tomllib
from collections.abc import Iterator
from difflib import SequenceMatcher
from itertools import combinations
from pathlib import Path
from typing import NamedTuple

from musterbook_gazetteer.keys import name_key

OVERLAY = Path(__file__).parents[2] / "packages" / "gazetteer" / "overlay"
_KM_PER_DEGREE = 111.2
# How much of two names must agree for them to be taken for one, by how far apart their points lie: rows are good to some 10 km.
_ALIKE_WITHIN_KM = ((0.95, 75.0), (0.83, 40.0))
# A district is mostly called as its town is.
_TOWN_AND_DISTRICT = {"town", "adm2"}


class _Row(NamedTuple):
    where: str
    name: str
    kind: str
    country: str
    lat: float
    lon: float
    keys: tuple[str, ...]


def _table(name: str) -> Iterator[tuple[int, dict[str, str]]]:
    lines = (OVERLAY / name).read_text("utf-8").splitlines()
    kept = [(number, line) for number, line in enumerate(lines, 1) if line and not line.startswith("#")]
    for (number, _), row in zip(kept[1:], csv.DictReader(line for _, line in kept), strict=True):
        yield number, row


def _places() -> Iterator[_Row]:
    designators = tomllib.loads((OVERLAY / "names.toml").read_text("utf-8"))["designators"]
    for table in ("places.csv", "conflict.csv"):
        for number, row in _table(table):
            names = [row["name"], *filter(None, row["aliases"].split("|"))]
            keys = dict.fromkeys(_bare(name_key(name), designators).replace(" ", "") for name in names)
            at = f"{table}:{number}"
            yield _Row(at, row["name"], row["kind"], row["country"], float(row["lat"]), float(row["lon"]), tuple(keys))


def _bare(key: str, designators: dict[str, list[str]]) -> str:
    """Take the word for a kind of division off a name: two of a kind are not alike for that."""
    key = next((key.removeprefix(f"{word} ") for word in designators["before"] if key.startswith(f"{word} ")), key)
    return next((key.removesuffix(f" {word}") for word in designators["after"] if key.endswith(f" {word}")), key)


def _km(one: _Row, other: _Row) -> float:
    east = (one.lon - other.lon) * math.cos(math.radians((one.lat + other.lat) / 2))
    return _KM_PER_DEGREE * math.hypot(one.lat - other.lat, east)


def _is_alike(one: _Row, other: _Row, least: float) -> bool:
    return any(SequenceMatcher(None, a, b).ratio() >= least for a in one.keys for b in other.keys)


def _near_pairs(rows: list[_Row]) -> Iterator[tuple[_Row, _Row]]:
    """Yield the pairs of one country and kind that lie near each other under names that are almost one."""
    by_country: dict[str, list[_Row]] = {}
    for row in rows:
        by_country.setdefault(row.country, []).append(row)
    for group in by_country.values():
        for one, other in combinations(group, 2):
            if {one.kind, other.kind} == _TOWN_AND_DISTRICT:
                continue
            km = _km(one, other)
            if any(km <= within and _is_alike(one, other, least) for least, within in _ALIKE_WITHIN_KM):
                yield one, other


def test_no_place_stands_twice_in_the_overlay() -> None:
    """Two rows of one country and kind with almost one name and place are one row with two spellings, or stand in apart.csv; nothing else stands there."""
    pairs = {(*sorted((one.name, other.name)), one.country): (one, other) for one, other in _near_pairs([*_places()])}
    apart = {(*sorted((row["one"], row["other"])), row["country"]) for _, row in _table("apart.csv")}
    twice = [f"{one.where} {one.name} ~ {other.where} {other.name}" for one, other in pairs.values()]
    twice = [line for key, line in zip(pairs, twice, strict=True) if key not in apart]
    assert not twice, "make one row of each pair, or say in overlay/apart.csv why they are two:\n" + "\n".join(twice)
    assert apart <= pairs.keys(), f"no longer alike: {apart - pairs.keys()}"


def test_spellings_of_one_village_are_seen() -> None:
    """A second row for a village under another spelling a few kilometres off is found; a district of the name is not."""
    village = _Row("a:1", "Al-Hamrani", "town", "SD", 13.0, 24.0, ("alhamrani",))
    again = village._replace(where="a:2", name="Al Hamranee", lat=13.1, keys=("alhamranee",))
    district = village._replace(where="a:3", kind="adm2")
    assert [*_near_pairs([village, again])] == [(village, again)]
    assert not [*_near_pairs([village, district])]
    assert not [*_near_pairs([village, again._replace(lat=14.0)])]
