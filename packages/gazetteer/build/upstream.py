"""The upstream packages → places: countries, divisions, towns."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from drafts import Draft, Drafts

from musterbook_gazetteer.keys import name_key
from musterbook_gazetteer.schema import slug_number

_LEVEL_KIND = {"0": "region", "1": "adm1", "2": "adm2", "3": "unknown"}
_LEVEL_CODE = {"0": "RGN", "1": "ADM1", "2": "ADM2", "3": "ADM3"}
_VOWELS = frozenset("aeiouy")
_NATURAL_EARTH_NAMES = ("name", "name_en", "gn_name", "woe_name", "gns_name")


def read_table(path: Path) -> list[list[str]]:
    """Return the rows of a tab-separated file without a header."""
    return [line.split("\t") for line in path.read_text("utf-8").split("\n") if line]


def add_countries(drafts: Drafts, rows: Mapping[str, Any], *, known: Mapping[str, tuple[float, float]]) -> None:
    """Add the countries that the overlay's table of points knows; former countries fall out there."""
    for iso2, row in rows.items():
        if iso2 not in known:
            continue
        draft = Draft(
            num=int(row["geonameid"]), name=row["name"], kind="country", feature_class="A", feature_code="PCLI",
            country=iso2, population=int(row["population"]) or None, iso_code=iso2, admin_code=iso2,
        )  # fmt: skip
        area = float(row["areakm2"] or 0)
        draft.radius_km = max(1.25 * (area / 3.14159) ** 0.5, 3.0)
        draft.set_point(*known[iso2], "overlay")
        draft.add_name(row["name"], 0)
        drafts.add(draft)


def add_country_names(drafts: Drafts, table: Sequence[Sequence[str]]) -> dict[str, str]:
    """Add other names of the countries; return the country of each row number of the table, as text."""
    by_row = {}
    for number, row in enumerate(table, 1):
        by_row[str(number)] = row[1]
        draft = drafts.countries.get(row[1])
        # Former countries follow with a withdrawal date in column 9 and may share the code of a living one.
        if draft is None or row[9]:
            continue
        for name in (row[0], row[4], row[5]):
            draft.add_name(name, 1)
        for name in row[6].split("|"):
            draft.add_name(name, 2)
    return by_row


def add_subdivisions(drafts: Drafts, table: Sequence[Sequence[str]], *, country_of_row: Mapping[str, str]) -> None:
    """Add the divisions of countries, with their parents."""
    numbers: dict[str, int] = {}
    kept: list[tuple[Draft, str]] = []
    for number, row in enumerate(table, 1):
        name, iso, code, geonames, _type, aliases, level, parent, country_row = row
        country = country_of_row[country_row]
        owner = drafts.countries.get(country)
        # ISO lists dependent territories (HK, PR, RE …) both as countries and as divisions: the country stays.
        if owner is None or (not geonames and iso[3:] in drafts.countries):
            continue
        slug = None if geonames else f"mb:iso-{iso.lower()}"
        num = int(geonames) if geonames else slug_number(slug or "")
        if num in drafts.by_num:
            continue
        draft = Draft(
            num=num, slug=slug, name=name, kind=_LEVEL_KIND[level], feature_class="A" if level != "0" else "L",
            feature_code=_LEVEL_CODE[level], country=country, admin_code=code or None, iso_code=iso or None,
        )  # fmt: skip
        draft.add_name(name, 0)
        for alias in aliases.split("|"):
            draft.add_name(alias, 1)
        drafts.add(draft)
        numbers[str(number)] = num
        kept.append((draft, parent))
    for draft, parent in kept:
        _set_parents(drafts, draft, numbers.get(parent))


def _set_parents(drafts: Drafts, draft: Draft, parent_num: int | None) -> None:
    parent = drafts.by_num.get(parent_num) if parent_num is not None else None
    if parent is None and draft.kind in {"adm2", "unknown"} and draft.admin_code:
        parent = drafts.by_code.get(draft.admin_code.rpartition(".")[0])
    if parent is None:
        return
    if parent.kind == "adm1":
        draft.adm1 = parent.num
    elif parent.kind == "adm2":
        draft.adm1, draft.adm2 = parent.adm1, parent.num


def add_towns(
    drafts: Drafts,
    rows: Mapping[str, Any],
    *,
    memberships: Sequence[Sequence[str]],
    subdivisions: Sequence[Sequence[str]],
    capitals: Mapping[str, str],
) -> None:
    """Add the towns, each in its divisions; `capitals` gives the name of a country's capital."""
    second: dict[int, int] = {}
    for row in memberships:
        for reference in row[2].split("|"):
            division = subdivisions[int(reference) - 1] if reference else None
            if division and division[6] == "2" and division[3]:
                second[int(row[1])] = int(division[3])
    for row in rows.values():
        num, country = int(row["geonameid"]), row["countrycode"]
        if num in drafts.by_num or country not in drafts.countries:
            continue
        first = drafts.by_code.get(f"{country}.{row['admin1code']}")
        draft = Draft(
            num=num, name=row["name"], kind="town", feature_class="P", country=country,
            adm1=first.num if first else None, population=int(row["population"]) or None,
        )  # fmt: skip
        draft.adm2 = second.get(num) if second.get(num) in drafts.by_num else None
        draft.set_point(row["latitude"], row["longitude"], "source")
        draft.radius_km = town_radius_km(draft.population)
        draft.is_capital = bool(capitals.get(country)) and name_key(capitals[country]) == name_key(row["name"])
        draft.add_name(row["name"], 0)
        for name in row["alternatenames"]:
            if is_name(name):
                draft.add_name(name, 2)
        drafts.add(draft)


def town_radius_km(population: int | None) -> float:
    """Return the radius of a circle with the town's people at 3,000 to the square kilometre, within 1.5 and 30 km.

    3,000 is the rounded middle of large and small towns in Natural Earth's urban areas; unknown populations give 2 km.
    """
    if not population:
        return 2.0
    return float(min(max((population / (3000 * 3.14159)) ** 0.5, 1.5), 30.0))


def is_name(text: str) -> bool:
    """Return whether an alternate name is one: codes ("JAA", "OAJL") and bare consonants ("mywrqt") are not."""
    if len(text) <= 4 and text.isascii() and text.isupper():
        return False
    return any(char in _VOWELS for char in name_key(text)) or not text.isascii()


def add_natural_earth_names(drafts: Drafts, features: Sequence[Mapping[str, Any]]) -> None:
    """Add Natural Earth's names to the divisions of the same GeoNames id; its English name becomes the one shown."""
    for feature in features:
        facts = feature["properties"]
        draft = drafts.by_num.get(int(facts.get("gn_id") or 0))
        if draft is None or draft.kind not in {"adm1", "adm2"}:
            continue
        for field in _NATURAL_EARTH_NAMES:
            draft.add_name(facts.get(field) or "", 1)
        for name in (facts.get("name_alt") or "").split("|"):
            draft.add_name(name, 3)


def add_iso_names(drafts: Drafts, countries: Mapping[str, Mapping[str, Any]]) -> None:
    """Add ISO's local and other names ("ننگرهار (prs), Ningrahar (eng)") to the divisions of the same code."""
    for divisions in countries.values():
        for code, facts in divisions.items():
            draft = drafts.by_iso.get(code)
            if draft is None:
                continue
            draft.add_name(facts["name"], 1)
            for other in (facts["localOtherName"] or "").split(","):
                draft.add_name(other.partition("(")[0].strip(), 2)


def load_json(path: Path) -> Any:
    """Return the parsed file."""
    return json.loads(path.read_bytes())
