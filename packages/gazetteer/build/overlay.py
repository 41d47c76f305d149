"""The project's own tables (../overlay) laid over the upstream places; all their faults are reported together."""

from __future__ import annotations

import csv
import tomllib
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from difflib import SequenceMatcher
from pathlib import Path
from typing import Any

from drafts import Draft, Drafts
from points import Outlines
from shapes import distance_km, outside_km

from musterbook_gazetteer.keys import name_key
from musterbook_gazetteer.schema import DemonymRow, slug_number

FOLDER = Path(__file__).parent.parent / "overlay"
_COUNTRY_SLACK_KM = 120.0
_PLACE_SLACK_KM = 60.0
_POINT_SLACK_KM = 10.0
_SAME_TOWN_KM = 30.0
# How much of two names must agree for two towns so far apart to be one: points of rows are good to 10 km and those of the
# sources to another 10; at one point hardly two towns are called alike, and farther off a second Dobrinja begins.
_ALIKE_WITHIN_KM = ((0.8, 1.5), (0.85, 20.0), (0.95, _SAME_TOWN_KM))
_ALIKE_DEGREES = 0.3
_TO_APOSTROPHE = dict.fromkeys(map(ord, "\u02bf\u02be\u02bb\u02bc\u2018\u2019`"), "'")
_CLASS = {"region": "L", "border": "L", "water": "H", "landmark": "S", "town": "P", "adm2": "A"}


class Faults:
    """Faults found so far, each with file and line."""

    def __init__(self) -> None:
        self.lines: list[str] = []

    def add(self, where: str, what: str) -> None:
        """Keep a fault."""
        self.lines.append(f"overlay/{where}: {what}")


def rows_of(name: str, columns: tuple[str, ...], faults: Faults) -> Iterator[tuple[str, dict[str, str]]]:
    """Yield (file:line, row) of an overlay table; lines that start with # are comments."""
    lines = (FOLDER / name).read_text("utf-8").split("\n")
    header: list[str] | None = None
    for number, line in enumerate(lines, 1):
        if not line.strip() or line.startswith("#"):
            continue
        cells = next(csv.reader([line]))
        where = f"{name}:{number}"
        if header is None:
            header = cells
            if tuple(cells) != columns:
                faults.add(where, f"expected the columns {','.join(columns)}")
                return
        elif len(cells) != len(columns):
            faults.add(where, f"expected {len(columns)} cells, got {len(cells)}")
        else:
            yield where, dict(zip(header, cells, strict=True))


def read_country_points(faults: Faults) -> dict[str, tuple[float, float]]:
    """Return the (lat, lon) of every country."""
    return {
        row["iso2"]: (float(row["lat"]), float(row["lon"]))
        for _, row in rows_of("countries.csv", ("iso2", "lat", "lon"), faults)
    }


def check_country_points(drafts: Drafts, outlines: Outlines, faults: Faults) -> None:
    """Refuse a country point far outside the country."""
    for iso2, draft in drafts.countries.items():
        outline = outlines.countries.get(iso2)
        if outline is not None and outside_km(outline, draft.lat or 0.0, draft.lon or 0.0) > _COUNTRY_SLACK_KM:
            faults.add(
                "countries.csv",
                f"{iso2} lies {outside_km(outline, draft.lat or 0, draft.lon or 0):.0f} km outside the country",
            )


def read_settings() -> dict[str, Any]:
    """Return names.toml."""
    return tomllib.loads((FOLDER / "names.toml").read_text("utf-8"))


def show_plain_names(drafts: Drafts, settings: Mapping[str, Any]) -> None:
    """Show names of romanised countries without diacritics, and the names that names.toml prefers."""
    romanised = frozenset(settings["romanised"]["countries"])
    for draft in drafts:
        if draft.country in romanised and draft.kind != "country":
            text = unicodedata.normalize("NFKD", draft.name)
            plain = "".join(char for char in text if not unicodedata.combining(char))
            draft.name = plain.translate(_TO_APOSTROPHE).strip("'").replace("\u0131", "i")


def add_bare_names(drafts: Drafts, settings: Mapping[str, Any]) -> int:
    """Let divisions be found without the word for their kind ("Afrin District" as "Afrin"); return how many gained a name."""
    before = tuple(f"{word} " for word in settings["designators"]["before"])
    after = tuple(f" {word}" for word in settings["designators"]["after"])
    count = 0
    for draft in drafts.of_kind("adm1", "adm2"):
        had = len(draft.names)
        for key, tier in list(draft.names.items()):
            bare = next((key.removeprefix(word) for word in before if key.startswith(word)), key)
            bare = next((bare.removesuffix(word) for word in after if bare.endswith(word)), bare)
            if len(bare) > 2 and bare != key:
                draft.add_name(bare, max(tier, 1))
        count += len(draft.names) > had
    return count


def apply_shown_names(drafts: Drafts, settings: Mapping[str, Any], faults: Faults) -> int:
    """Give places the English name that names.toml prefers; the former one stays as another name."""
    for reference, name in settings["shown"].items():
        draft = drafts.resolve(reference)
        if draft is None:
            faults.add("names.toml", f"nothing is called {reference!r}")
            continue
        draft.name = name
        draft.add_name(name, 0)
    return len(settings["shown"])


def add_places(drafts: Drafts, outlines: Outlines, faults: Faults) -> tuple[dict[int, tuple[str, list[str]]], int]:
    """Add the rows of places.csv; return what each covers (number → where, codes), and how many rows were joined.

    A town or district that the sources have after all is joined with it instead of standing beside it.
    """
    columns = (
        "slug",
        "name",
        "kind",
        "country",
        "adm1",
        "lat",
        "lon",
        "radius_km",
        "feature_code",
        "covers",
        "aliases",
    )
    covers: dict[int, tuple[str, list[str]]] = {}
    joined = 0
    towns = _towns_in_divisions(drafts)
    for where, row in rows_of("places.csv", columns, faults):
        draft = _draft_of(row, drafts, where, faults)
        if draft is None:
            continue
        outline = outlines.countries.get(draft.country or "")
        if outline is not None and draft.kind not in {"water", "border"}:
            away = outside_km(outline, draft.lat or 0.0, draft.lon or 0.0)
            if away > _PLACE_SLACK_KM:
                faults.add(where, f"{draft.name} lies {away:.0f} km outside {draft.country}")
        twin = _twin(drafts, draft) or _respelt(towns.get(draft.country or "", ()), draft)
        if twin is not None:
            joined += 1
            _join(draft, twin)
            continue
        drafts.add(draft)
        if row["covers"]:
            covers[draft.num] = (where, row["covers"].split("|"))
    return covers, joined


def add_conflict_places(drafts: Drafts, outlines: Outlines, faults: Faults) -> int:
    """Add the rows of conflict.csv, each in the division whose outline holds it, else that of the nearest town; return how many the sources had after all."""
    columns = ("name", "kind", "country", "lat", "lon", "radius_km", "aliases", "source")
    joined = 0
    towns = _towns_in_divisions(drafts)
    for where, row in rows_of("conflict.csv", columns, faults):
        if not row["source"]:
            faults.add(where, "no source")
        slug = f"{row['country'].lower() or 'xx'}-{name_key(row['name']).replace(' ', '-')}"
        lat, lon = float(row["lat"]), float(row["lon"])
        full = {**row, "slug": slug, "adm1": "", "feature_code": ""}
        draft = _draft_of(full, drafts, where, faults)
        if draft is None:
            continue
        outline = outlines.countries.get(draft.country or "")
        if outline is not None and outside_km(outline, lat, lon) > _PLACE_SLACK_KM:
            faults.add(where, f"{draft.name} lies {outside_km(outline, lat, lon):.0f} km outside {draft.country}")
        if draft.kind in {"town", "landmark", "adm2"}:
            draft.adm1 = _division_at(drafts, outlines, draft.country or "", (lat, lon))
            if draft.adm1 is None:
                draft.adm1 = _division_of_nearest(towns.get(draft.country or "", ()), (lat, lon))
        twin = _twin(drafts, draft) or _respelt(towns.get(draft.country or "", ()), draft)
        if twin is None:
            drafts.add(draft)
            continue
        joined += 1
        _join(draft, twin)
    return joined


def _division_at(drafts: Drafts, outlines: Outlines, country: str, point: tuple[float, float]) -> int | None:
    """Return the number of the first-order division of the country whose outline holds the point (lat, lon); None if none does."""
    for num, division in outlines.by_id.items():
        draft = drafts.by_num.get(num)
        is_candidate = draft is not None and draft.kind == "adm1" and draft.country == country
        if is_candidate and outside_km(division.outline, *point) == 0:
            return num
    return None


def _towns_in_divisions(drafts: Drafts) -> dict[str, list[Draft]]:
    """Return the towns of each country that have a point and a first-order division."""
    towns: dict[str, list[Draft]] = {}
    for town in drafts.of_kind("town"):
        if town.adm1 is not None and town.country is not None and town.lat is not None:
            towns.setdefault(town.country, []).append(town)
    return towns


def _division_of_nearest(towns: Iterable[Draft], point: tuple[float, float]) -> int | None:
    """Return the first-order division of the nearest town; None if none lies near.

    Natural Earth has the provinces of Burkina Faso, the old ones of Congo: no outline of theirs is a division of today.
    """
    distances = ((distance_km((town.lat or 0.0, town.lon or 0.0), point), town.num, town.adm1) for town in towns)
    nearest = min(distances, default=None)
    return nearest[2] if nearest is not None and nearest[0] <= _PLACE_SLACK_KM else None


def _draft_of(row: Mapping[str, str], drafts: Drafts, where: str, faults: Faults) -> Draft | None:
    slug = f"mb:{row['slug']}"
    first = drafts.code(row["adm1"]) if row["adm1"] else None
    if row["adm1"] and (first is None or first.kind != "adm1" or first.country != row["country"]):
        faults.add(where, f"{row['adm1']!r} is no first-order division of {row['country']!r}")
        return None
    if row["country"] and row["country"] not in drafts.countries:
        faults.add(where, f"no country {row['country']!r}")
        return None
    if row["kind"] not in _CLASS:
        faults.add(where, f"no kind {row['kind']!r}")
        return None
    draft = Draft(
        num=slug_number(slug), slug=slug, name=row["name"], kind=row["kind"], feature_class=_CLASS[row["kind"]],
        feature_code=row["feature_code"] or None, country=row["country"] or None, adm1=first.num if first else None,
        radius_km=float(row["radius_km"]),
    )  # fmt: skip
    draft.set_point(float(row["lat"]), float(row["lon"]), "overlay")
    draft.weight = 4.0 if row["kind"] == "town" else None
    draft.weight = 6.5 if row["feature_code"] == "CONT" else draft.weight
    draft.add_name(row["name"], 0)
    for alias in row["aliases"].split("|"):
        draft.add_name(alias, 1)
    return draft


def name_capitals(drafts: Drafts) -> None:
    """Let every capital be found as "capital of" its country."""
    for draft in drafts.of_kind("town"):
        country = drafts.countries.get(draft.country or "")
        if draft.is_capital and country is not None:
            draft.add_name(f"capital of {country.name}", 2)


def _twin(drafts: Drafts, draft: Draft) -> Draft | None:
    if draft.kind not in {"town", "adm2"}:
        return None
    for other in drafts.named(draft.name):
        if other.kind != draft.kind or other.country != draft.country or (draft.adm1 and other.adm1 != draft.adm1):
            continue
        if draft.kind == "adm2":
            return other
        if distance_km((other.lat or 0.0, other.lon or 0.0), (draft.lat or 0.0, draft.lon or 0.0)) <= _SAME_TOWN_KM:
            return other
    return None


def _respelt(towns: Iterable[Draft], draft: Draft) -> Draft | None:
    """Return the town of the sources that a row means under another spelling ("Kass" for Kas); None if there is none.

    The row's name is none of those in the sources, so they are compared letter by letter, the nearest town first.
    """
    if draft.kind != "town":
        return None
    lat, lon = draft.lat or 0.0, draft.lon or 0.0
    near = (town for town in towns if abs((town.lat or 0.0) - lat) <= _ALIKE_DEGREES)
    by_km = sorted((distance_km((town.lat or 0.0, town.lon or 0.0), (lat, lon)), town.num, town) for town in near)
    own = _joined_names(draft)
    for km, _, town in by_km:
        least = next((alike for alike, within in _ALIKE_WITHIN_KM if km <= within), None)
        if least is None:
            return None
        others = _joined_names(town)
        if any(SequenceMatcher(None, one, other).ratio() >= least for one in own for other in others):
            return town
    return None


def _join(draft: Draft, twin: Draft) -> None:
    """Give the place that the sources have the names of the row that means it; a town is shown as the row spells it."""
    for key, tier in draft.names.items():
        twin.names[key] = min(max(tier, 1), twin.names.get(key, 2))
    if twin.kind == "town":
        twin.name = draft.name
        twin.names[name_key(draft.name)] = 0
    if twin.kind == "adm2":
        twin.set_point(draft.lat or 0.0, draft.lon or 0.0, "overlay")
        twin.radius_km = draft.radius_km


def _joined_names(draft: Draft) -> list[str]:
    """Return the names a place is mostly called by, as one word each: "Mong La" and "Mongla" are one."""
    return sorted({key.replace(" ", "") for key, tier in draft.names.items() if tier <= 1})


def apply_points(drafts: Drafts, outlines: Outlines, faults: Faults) -> int:
    """Set the points of points.csv; return how many."""
    count = 0
    for where, row in rows_of("points.csv", ("place", "lat", "lon", "radius_km"), faults):
        draft = drafts.resolve(row["place"])
        if draft is None:
            faults.add(where, f"nothing is called {row['place']!r}")
            continue
        lat, lon = float(row["lat"]), float(row["lon"])
        outline = outlines.countries.get(draft.country or "")
        if outline is not None and outside_km(outline, lat, lon) > _POINT_SLACK_KM:
            faults.add(where, f"{row['place']} lies {outside_km(outline, lat, lon):.0f} km outside its country")
        first = outlines.by_id.get(draft.adm1 or 0)
        if first is not None and outside_km(first.outline, lat, lon) > 2 * _POINT_SLACK_KM:
            faults.add(where, f"{row['place']} lies {outside_km(first.outline, lat, lon):.0f} km outside its division")
        draft.set_point(lat, lon, "overlay")
        draft.radius_km = float(row["radius_km"]) if row["radius_km"] else None
        count += 1
    return count


def apply_aliases(drafts: Drafts, faults: Faults) -> int:
    """Add the other names of aliases.csv; return how many."""
    count = 0
    for where, row in rows_of("aliases.csv", ("place", "names", "source"), faults):
        draft = drafts.resolve(row["place"])
        if draft is None:
            faults.add(where, f"nothing is called {row['place']!r}")
            continue
        if not row["source"]:
            faults.add(where, "no source")
        for name in row["names"].split("|"):
            draft.add_name(name, 1)
            count += 1
    return count


def cover_rows(drafts: Drafts, covers: Mapping[int, tuple[str, list[str]]], faults: Faults) -> list[tuple[int, int]]:
    """Return (region, member) pairs of numbers."""
    rows = []
    for num, (where, codes) in covers.items():
        for code in codes:
            member = drafts.code(code)
            if member is None:
                faults.add(where, f"covers {code!r}, which is no country or division")
            else:
                rows.append((num, member.num))
    return sorted(rows)


def demonym_rows(drafts: Drafts, faults: Faults) -> list[DemonymRow]:
    """Return the rows of demonyms.csv; a word is kept as its key."""
    rows: dict[str, DemonymRow] = {}
    for where, row in rows_of("demonyms.csv", ("word", "iso2", "place"), faults):
        place = drafts.resolve(row["place"]) if row["place"] else None
        if row["iso2"] not in drafts.countries or (row["place"] and place is None):
            faults.add(where, f"no country {row['iso2']!r} or no place {row['place']!r}")
            continue
        word = name_key(row["word"])
        rows.setdefault(word, DemonymRow(word, row["iso2"], place.num if place else None))
    return sorted(rows.values())
