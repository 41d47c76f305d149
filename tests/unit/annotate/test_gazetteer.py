"""Looking places up in a small gazetteer."""

from __future__ import annotations

import sqlite3

import pytest

from musterbook.annotate.gazetteer.reader import Gazetteer, hint_places
from musterbook.annotate.gazetteer.rows import GazetteerEntry, build_gazetteer
from musterbook.errors import GazetteerError
from musterbook.model import Place

AF = Place(
    place_id="gn:1149361",
    geonames_id=1149361,
    name="Afghanistan",
    kind="country",
    country="AF",
    lat=33.8,
    lon=66.0,
    coord_source="overlay",
    radius_km=560.0,
)
PK = Place(
    place_id="gn:1168579",
    geonames_id=1168579,
    name="Pakistan",
    kind="country",
    country="PK",
    lat=30.0,
    lon=69.5,
    coord_source="overlay",
    radius_km=620.0,
)
NANGARHAR = Place(
    place_id="gn:1132366",
    geonames_id=1132366,
    name="Nangarhar",
    kind="adm1",
    country="AF",
    lat=34.2,
    lon=70.3,
    coord_source="natural_earth",
    radius_km=60.0,
)
ACHIN = Place(
    place_id="gn:7053262",
    geonames_id=7053262,
    name="Achin",
    kind="adm2",
    country="AF",
    adm1_id="gn:1132366",
    adm1="Nangarhar",
    lat=34.12,
    lon=70.71,
    coord_source="member_cities",
    radius_km=12.9,
)
JALALABAD = Place(
    place_id="gn:1139715",
    geonames_id=1139715,
    name="Jalalabad",
    kind="town",
    country="AF",
    adm1_id="gn:1132366",
    adm1="Nangarhar",
    lat=34.43,
    lon=70.45,
    coord_source="source",
    population=271_900,
)
JALALABAD_IN = Place(
    place_id="gn:1269445",
    geonames_id=1269445,
    name="Jalālābād",
    kind="town",
    country="IN",
    lat=30.6,
    lon=74.3,
    coord_source="source",
    population=39_525,
)
VILLAGE = Place(
    place_id="gn:7",
    geonames_id=7,
    name="Jabbar",
    kind="town",
    country="AF",
    adm1_id="gn:1132366",
    adm1="Nangarhar",
    adm2_id="gn:7053262",
    adm2="Achin",
    lat=34.1,
    lon=70.7,
    coord_source="source",
)
BORDER = Place(
    place_id="mb:border-af-pk",
    geonames_id=None,
    name="Afghanistan–Pakistan border",
    kind="border",
    lat=33.3,
    lon=69.9,
    coord_source="overlay",
    radius_km=900.0,
)
REGION = Place(
    place_id="mb:af-pak",
    geonames_id=None,
    name="Af-Pak",
    kind="region",
    lat=33.0,
    lon=68.0,
    coord_source="overlay",
    radius_km=700.0,
)

ENTRIES = (
    GazetteerEntry(place=AF, names=("Islamic Emirate of Afghanistan",)),
    GazetteerEntry(place=PK),
    GazetteerEntry(place=NANGARHAR, names=("Ningarhar",)),
    GazetteerEntry(place=ACHIN),
    GazetteerEntry(place=JALALABAD),
    GazetteerEntry(place=JALALABAD_IN),
    GazetteerEntry(place=VILLAGE),
    GazetteerEntry(place=BORDER, names=("Afghan-Pakistan border",)),
    GazetteerEntry(place=REGION, covers=("gn:1149361", "gn:1168579")),
)


@pytest.fixture
def gazetteer(tmp_path):
    """A gazetteer of nine places and two demonyms."""
    path = build_gazetteer(ENTRIES, tmp_path / "small.sqlite", demonyms={"Afghan": "AF", "Pakistani": "PK"})
    with Gazetteer(path) as opened:
        yield opened


@pytest.mark.parametrize("entry", ENTRIES, ids=lambda entry: entry.place.place_id)
def test_what_is_written_is_read(gazetteer, entry):
    """Every field of a place comes back as it was given."""
    assert gazetteer.get(entry.place.place_id) == entry.place


@pytest.mark.parametrize(
    ("name", "country", "expected"),
    [
        pytest.param("Nangarhar", None, (NANGARHAR,), id="as shown"),
        pytest.param("NANGARHĀR", None, (NANGARHAR,), id="case and accent"),
        pytest.param("Ningarhar", None, (NANGARHAR,), id="another spelling"),
        pytest.param("Jalalabad", None, (JALALABAD, JALALABAD_IN), id="the larger first"),
        pytest.param("Jalalabad", "IN", (JALALABAD_IN,), id="in one country"),
        pytest.param("al-Jalalabad", "AF", (JALALABAD,), id="an article in front"),
        pytest.param("the Afghan–Pakistan border", None, (BORDER,), id="a border"),
        pytest.param("Afghan-Pakistan border", "AF", (), id="a border lies in no one country"),
        pytest.param("Jalal", None, (), id="no similar names"),
        pytest.param("' OR 1=1 --", None, (), id="hostile text"),
        pytest.param("", None, (), id="empty"),
    ],
)
def test_find(gazetteer, name, country, expected):
    """A name leads to exactly the places that bear it, the most prominent first."""
    assert gazetteer.find(name, country=country) == expected
    assert gazetteer.has_name(name) == (bool(gazetteer.find(name)) and not name.startswith("al-"))


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Nangahar", ["gn:1132366"]),
        ("Nangarhra", ["gn:1132366"]),
        ("Nangarhar Province", ["gn:1132366"]),
        ("Afganistann", ["gn:1149361"]),
        ("Jalabad", ["gn:1139715", "gn:1269445"]),
        ("Nowhere-upon-Nothing", []),
        ("Ac", []),
        ("'; DROP TABLE names; --", []),
    ],
)
def test_a_misspelt_name_gets_those_that_look_like_it(gazetteer, name, expected):
    """One slip or a few letters lead to the places meant, larger ones first; a name like no other leads nowhere."""
    assert sorted(place.place_id for place in gazetteer.suggest(name)) == sorted(expected)


def test_a_hint_names_each_place_with_its_country(gazetteer):
    """Names are told with the country; where nothing looks alike the hint says what a name may be."""
    assert hint_places(gazetteer.suggest("Nangahar")) == "near in spelling: Nangarhar (AF)"
    assert hint_places(()).startswith("the name of the country")


def test_a_limit(gazetteer):
    """At most as many places as asked for, the best ones."""
    assert gazetteer.find("Jalalabad", limit=1) == (JALALABAD,)
    assert gazetteer.find("Jalalabad") == (JALALABAD, JALALABAD_IN)


@pytest.mark.parametrize(
    ("place", "expected"),
    [(VILLAGE, (ACHIN, NANGARHAR, AF)), (ACHIN, (NANGARHAR, AF)), (NANGARHAR, (AF,)), (AF, ()), (BORDER, ())],
    ids=["town", "adm2", "adm1", "country", "border"],
)
def test_parents(gazetteer, place, expected):
    """Parents come from small to large and do not hold the place itself."""
    assert gazetteer.parents(place) == expected


@pytest.mark.parametrize(
    ("outer", "inner", "expected"),
    [
        (NANGARHAR, ACHIN, True),
        (ACHIN, VILLAGE, True),
        (AF, VILLAGE, True),
        (REGION, VILLAGE, True),
        (REGION, PK, True),
        (ACHIN, ACHIN, True),
        (ACHIN, NANGARHAR, False),
        (AF, JALALABAD_IN, False),
        (REGION, JALALABAD_IN, False),
        (AF, BORDER, False),
    ],
    ids=lambda value: value.name if isinstance(value, Place) else str(value),
)
def test_contains(gazetteer, outer, inner, expected):
    """The hierarchy and the members of regions tell what lies in what."""
    assert gazetteer.contains(outer.place_id, inner.place_id) is expected


def test_contains_of_unknown_places(gazetteer):
    """An id that is not there contains nothing and lies nowhere."""
    assert not gazetteer.contains("gn:99", ACHIN.place_id)
    assert not gazetteer.contains(AF.place_id, "gn:99")
    assert gazetteer.get("gn:99") is None
    assert gazetteer.get("nonsense") is None


def test_children(gazetteer):
    """Children of a country, a division and a region."""
    assert gazetteer.children(AF.place_id, kind="adm1") == (NANGARHAR,)
    assert gazetteer.children(NANGARHAR.place_id, kind="adm2") == (ACHIN,)
    assert gazetteer.children(ACHIN.place_id, kind="town") == (VILLAGE,)
    assert gazetteer.children(REGION.place_id, kind="country") == (AF, PK)
    assert gazetteer.children("gn:99", kind="town") == ()


@pytest.mark.parametrize(
    ("word", "country"), [("Afghan", "AF"), ("Afghans", "AF"), ("PAKISTANI", "PK"), ("Martian", None), ("s", None)]
)
def test_demonyms(gazetteer, word, country):
    """A demonym gives its country, in the plural too; another word gives nothing."""
    assert gazetteer.demonym(word) == country
    place = gazetteer.demonym_place(word)
    assert (place.country if place else None) == country


def test_all_demonyms(gazetteer):
    """The mapping of all demonyms cannot be changed."""
    assert dict(gazetteer.demonyms()) == {"afghan": "AF", "pakistani": "PK"}
    with pytest.raises(TypeError, match="assignment"):
        gazetteer.demonyms()["x"] = "XX"


def test_info(gazetteer):
    """The file tells what it is and what it holds."""
    info = gazetteer.info()
    assert (info.n_places, info.n_demonyms, info.made_by, info.schema_version) == (9, 2, "test", 1)
    assert dict(info.kinds) == {"adm1": 1, "adm2": 1, "border": 1, "country": 2, "region": 1, "town": 3}
    assert dict(info.coord_sources) == {"member_cities": 1, "natural_earth": 1, "overlay": 4, "source": 3}
    assert [source.name for source in info.sources] == ["test"]


def test_a_missing_gazetteer(tmp_path):
    """The message says how to get one."""
    with pytest.raises(GazetteerError, match="has not been built") as caught:
        Gazetteer(tmp_path / "none.sqlite")
    assert "make gazetteer" in caught.value.hint


@pytest.mark.parametrize(
    "content", [b"no database at all, but long enough to look like one " * 40, b""], ids=["text", "empty"]
)
def test_a_file_that_is_no_gazetteer(tmp_path, content):
    """Another file is refused."""
    path = tmp_path / "other.sqlite"
    path.write_bytes(content)
    with pytest.raises(GazetteerError, match="no gazetteer"):
        Gazetteer(path)


@pytest.mark.parametrize(("version", "word"), [(0, "older"), (99, "newer")])
def test_another_version(tmp_path, version, word):
    """A gazetteer of another schema is refused, with both versions."""
    path = build_gazetteer(ENTRIES, tmp_path / "small.sqlite")
    connection = sqlite3.connect(path)
    connection.execute(f"PRAGMA user_version = {version}")
    connection.close()
    with pytest.raises(GazetteerError, match=f"{word} than this program: expected schema 1, got schema {version}"):
        Gazetteer(path)


def test_reading_leaves_no_trace(tmp_path):
    """Opening and reading writes nothing beside the file, so that a read-only installation works."""
    path = build_gazetteer(ENTRIES, tmp_path / "small.sqlite")
    before = path.read_bytes()
    with Gazetteer(path) as opened:
        opened.find("Achin")
    assert [file.name for file in tmp_path.iterdir()] == ["small.sqlite"]
    assert path.read_bytes() == before


def test_a_failed_build_leaves_no_file(tmp_path):
    """Two places of one id break the build; a gazetteer that was there before stays."""
    path = build_gazetteer(ENTRIES, tmp_path / "small.sqlite")
    before = path.read_bytes()
    with pytest.raises(sqlite3.IntegrityError, match="UNIQUE"):
        build_gazetteer((*ENTRIES, ENTRIES[0]), path)
    with pytest.raises(GazetteerError, match="no valid id"):
        build_gazetteer((GazetteerEntry(place=Place(place_id="Q1", geonames_id=None, name="x", kind="town")),), path)
    assert path.read_bytes() == before
    assert [file.name for file in tmp_path.iterdir()] == ["small.sqlite"]
