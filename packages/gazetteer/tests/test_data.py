"""The built data: the places a report on an armed conflict names, and what a map needs. Skipped where nothing has been built."""

from __future__ import annotations

import json
import sqlite3

import pytest

import musterbook_gazetteer
from musterbook_gazetteer.keys import name_key
from musterbook_gazetteer.schema import SCHEMA_VERSION, number_of, place_id_of, slug_number

needs_data = pytest.mark.skipif(not musterbook_gazetteer.is_built(), reason="not built: make gazetteer")


@pytest.fixture
def rows():
    """Return a function: key → [(kind, country, lat, lon, coord_source)], best first."""
    connection = sqlite3.connect(f"{musterbook_gazetteer.path().as_uri()}?mode=ro&immutable=1", uri=True)

    def look_up(name, country=None):
        return connection.execute(
            "SELECT p.kind, p.country, p.lat, p.lon, p.coord_source FROM names n JOIN places p ON p.num = n.num "
            "WHERE n.key = ? AND (? IS NULL OR p.country = ?) ORDER BY p.prominence - n.tier DESC",
            (name_key(name), country, country),
        ).fetchall()

    yield look_up
    connection.close()


@needs_data
@pytest.mark.parametrize(
    ("name", "country", "kind", "lat", "lon"),
    [
        ("Achin", "AF", "adm2", 34.1, 70.7),
        ("Nangarhar", "AF", "adm1", 34.2, 70.4),
        ("Jalalabad", "AF", "town", 34.43, 70.45),
        ("Mosul", "IQ", "town", 36.34, 43.13),
        ("Raqqa", "SY", "town", 35.95, 39.01),
        ("Palma", "MZ", "town", -10.78, 40.47),
        ("Mocímboa da Praia", "MZ", "town", -11.35, 40.35),
        ("Cabo Delgado", "MZ", "adm1", -12.4, 39.4),
        ("Baga", "NG", "town", 13.12, 13.86),
        ("Ménaka", "ML", "adm1", 16.2, 2.6),
        ("Barawe", "SO", "town", 1.11, 44.03),
        ("Balad", "SO", "town", 2.36, 45.39),
        ("Sambisa", "NG", "landmark", 11.2, 13.4),
        ("Tora Bora", "AF", "landmark", 34.1, 70.2),
        ("Tabqa Dam", "SY", "landmark", 35.87, 38.57),
        ("Lake Chad", None, "water", 13.1, 14.4),
        ("Liptako-Gourma", None, "region", 14.8, 0.4),
        ("Nagorno-Karabakh", "AZ", "region", 39.85, 46.75),
        ("Donbas", "UA", "region", 48.3, 38.0),
        ("Kivu", "CD", "region", -2.3, 28.4),
        ("Zamzam", "SD", "landmark", 13.5, 25.3),
        ("Marjah", "AF", "town", 31.5, 64.1),
        ("southern Somalia", "SO", "region", 1.9, 43.2),
        ("capital of Uganda", "UG", "town", 0.3, 32.6),
        ("Middle East", None, "region", 29.8, 41.8),
        ("Afghanistan-Pakistan border", None, "border", 33.3, 69.9),
        ("Afghan-Pakistan border", None, "border", 33.3, 69.9),
        ("Afghanistan", None, "country", 33.8, 66.0),
        ("Syria", None, "country", 35.0, 38.5),
    ],
)
def test_a_place_of_a_conflict_is_found(rows, name, country, kind, lat, lon):
    """The best reading of the name has the right kind and lies within half a degree."""
    found = rows(name, country)
    assert found, name
    assert found[0][:2] == (kind, country if kind != "country" else found[0][1])
    assert abs(found[0][2] - lat) < 0.5
    assert abs(found[0][3] - lon) < 0.5


@needs_data
@pytest.mark.parametrize(
    ("name", "country"),
    [
        ("Kass", "SD"),
        ("Um Rawaba", "SD"),
        ("Tel Rifaat", "SY"),
        ("Sabratha", "LY"),
        ("Tchombangou", "NE"),
        ("N'Tillit", "ML"),
        ("Ab Kamari", "AF"),
        ("Sawma'a", "YE"),
        ("Chinaksen", "ET"),
        ("Shiraro", "ET"),
        ("Samlaut", "KH"),
        ("Hawija", "IQ"),
        ("Abu Ghraib", "IQ"),
    ],
)
def test_a_town_under_two_spellings_is_one(rows, name, country):
    """A row of the overlay that spells a town of the sources, or of another row, otherwise is no second town."""
    assert [kind for kind, *_ in rows(name, country)].count("town") == 1


@needs_data
@pytest.mark.parametrize(
    ("spelt", "shown", "country"),
    [
        ("I-n-Tillit", "N'Tillit", "ML"),
        ("Samlout", "Samlaut", "KH"),
        ("Al Hawijah", "Hawija", "IQ"),
        ("Al Fallujah", "Fallujah", "IQ"),
        ("Zalinjay", "Zalingei", "SD"),
    ],
)
def test_a_town_is_shown_as_the_overlay_spells_it(spelt, shown, country):
    """Found under the spelling of the sources, and shown under that of reports, whichever way the two were joined."""
    with sqlite3.connect(f"{musterbook_gazetteer.path().as_uri()}?mode=ro&immutable=1", uri=True) as connection:
        found = connection.execute(
            "SELECT p.name, p.slug FROM names n JOIN places p ON p.num = n.num "
            "WHERE n.key = ? AND p.country = ? AND p.kind = 'town'",
            (name_key(spelt), country),
        ).fetchall()
    assert found == [(shown, None)]


@needs_data
def test_towns_that_are_only_called_alike_stay_two():
    """The suburb of Sarajevo called Dobrinja is not the village of Dobrinje thirty kilometres off."""
    with sqlite3.connect(f"{musterbook_gazetteer.path().as_uri()}?mode=ro&immutable=1", uri=True) as connection:
        nums = [
            connection.execute(
                "SELECT n.num FROM names n JOIN places p ON p.num = n.num WHERE n.key = ? AND p.country = 'BA'", (key,)
            ).fetchall()
            for key in ("dobrinja", "dobrinje")
        ]
    assert all(nums)
    assert not {*nums[0]} & {*nums[1]}


@needs_data
def test_every_place_says_where_its_point_comes_from():
    """There is no point without a source and no division whose parent is missing."""
    with sqlite3.connect(f"{musterbook_gazetteer.path().as_uri()}?mode=ro&immutable=1", uri=True) as connection:
        assert connection.execute("PRAGMA user_version").fetchone() == (SCHEMA_VERSION,)
        for query in (
            "SELECT count(*) FROM places WHERE lat IS NULL",
            "SELECT count(*) FROM places p WHERE adm1_num IS NOT NULL AND NOT EXISTS (SELECT 1 FROM places a WHERE a.num = p.adm1_num)",
            "SELECT count(*) FROM places p WHERE adm2_num IS NOT NULL AND NOT EXISTS (SELECT 1 FROM places a WHERE a.num = p.adm2_num)",
            "SELECT count(*) FROM names n WHERE NOT EXISTS (SELECT 1 FROM places p WHERE p.num = n.num)",
            "SELECT count(*) FROM places WHERE kind = 'country' AND radius_km IS NULL",
        ):
            assert connection.execute(query).fetchone() == (0,), query
        assert connection.execute("SELECT count(*) FROM places WHERE kind = 'country'").fetchone() == (250,)
        assert connection.execute("SELECT count(*) FROM demonyms").fetchone()[0] > 200


@needs_data
def test_outlines_of_one_country():
    """Afghanistan has its 34 provinces as closed outlines, each joined with a place."""
    outlines = musterbook_gazetteer.adm1_outlines("AF")
    assert len(outlines["features"]) == 34
    assert {feature["properties"]["country"] for feature in outlines["features"]} == {"AF"}
    assert all(feature["properties"]["place_id"].startswith("gn:") for feature in outlines["features"])
    assert len(json.dumps(outlines)) < 300_000
    assert "AF" in musterbook_gazetteer.adm1_countries()


@needs_data
@pytest.mark.parametrize("code", ["ZZ", "af", "../AF", ""])
def test_outlines_of_no_country(code):
    """An unknown code is a KeyError, and no path."""
    with pytest.raises(KeyError, match=code or "''"):
        musterbook_gazetteer.adm1_outlines(code)


@needs_data
def test_the_map_and_its_disputed_areas():
    """The base map knows its countries by ISO code, and the areas it draws de facto are marked."""
    basemap = musterbook_gazetteer.basemap()
    codes = {record["properties"]["iso2"] for record in basemap["objects"]["countries"]["geometries"]}
    assert {"AF", "MZ", "NG", "SY", "XK"} <= codes
    disputed = {feature["properties"]["slug"] for feature in musterbook_gazetteer.disputed_areas()["features"]}
    assert {"crimea", "golan", "western-sahara"} <= disputed


def test_ids_and_numbers():
    """An id gives its number and back; what is no id gives None."""
    assert number_of("gn:1139715") == 1139715
    assert number_of("mb:tora-bora") == slug_number("mb:tora-bora") < 0
    assert number_of("gn:") is None
    assert number_of("gn:x") is None
    assert number_of("wikidata:Q1") is None
    assert place_id_of(1139715, None) == "gn:1139715"
    assert place_id_of(-5, "mb:tora-bora") == "mb:tora-bora"
