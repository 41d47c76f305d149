"""Reading GeoNames dumps: small files of the same format, written for these tests."""

from __future__ import annotations

import zipfile

import pytest

from musterbook.annotate.gazetteer.dumps import BadLines, import_dump
from musterbook.annotate.gazetteer.reader import Gazetteer
from musterbook.annotate.gazetteer.rows import GazetteerEntry, build_gazetteer
from musterbook.errors import GazetteerError
from musterbook.model import Place

COUNTRY = Place(
    place_id="gn:1149361",
    geonames_id=1149361,
    name="Afghanistan",
    kind="country",
    country="AF",
    lat=33.8,
    lon=66.0,
    coord_source="overlay",
)
PROVINCE = Place(
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
DISTRICT = Place(
    place_id="gn:7053262",
    geonames_id=7053262,
    name="Achin",
    kind="adm2",
    country="AF",
    adm1_id="gn:1132366",
    adm1="Nangarhar",
    lat=34.2,
    lon=70.3,
    coord_source="parent",
    radius_km=60.0,
)
CAVES = Place(
    place_id="mb:tora-bora",
    geonames_id=None,
    name="Tora Bora",
    kind="landmark",
    country="AF",
    lat=34.1,
    lon=70.2,
    coord_source="overlay",
    radius_km=12.0,
)


def line(geonames, name, lat, lon, kind, *, admin1="18", admin2="", population="0", alternates=""):
    """Return a line of 19 columns; `kind` is "P.PPL"."""
    feature_class, feature_code = kind.split(".")
    cells = [geonames, name, name, alternates, lat, lon, feature_class, feature_code, "AF", "", admin1, admin2, "", "",
             population, "", "", "Asia/Kabul", "2024-01-01"]  # fmt: skip
    return "\t".join(str(cell) for cell in cells)


@pytest.fixture
def base(tmp_path):
    """A gazetteer of four places to start from."""
    entries = [GazetteerEntry(place=place) for place in (COUNTRY, PROVINCE, DISTRICT, CAVES)]
    return build_gazetteer(entries, tmp_path / "base.sqlite", demonyms={"Afghan": "AF"})


@pytest.fixture
def dump(tmp_path):
    """A country's places and the tables of its divisions."""
    places = tmp_path / "AF.txt"
    places.write_text(
        "\n".join(
            [
                line(1132366, "Nangarhar", 34.3, 70.4, "A.ADM1"),
                line(7053262, "Achīn", 34.12, 70.71, "A.ADM2", admin2="810"),
                line(
                    500,
                    "Bandar",
                    34.10,
                    70.68,
                    "P.PPL",
                    admin2="810",
                    population="1200",
                    alternates="Bāndar,Bander,OABD",
                ),
                line(501, "Spin Ghar", 34.0, 70.2, "T.MTS"),
                line(502, "Nowhere", "north", 70.2, "P.PPL"),
                line("x", "Noid", 34.0, 70.2, "P.PPL"),
                "only\tthree\tcolumns",
            ]
        )
        + "\n",
        "utf-8",
    )
    first = tmp_path / "admin1CodesASCII.txt"
    first.write_text("AF.18\tNangarhār\tNangarhar\t1132366\n", "utf-8")
    second = tmp_path / "admin2Codes.txt"
    second.write_text("AF.18.810\tAchin District\tAchin District\t7053262\n", "utf-8")
    return [places, first, second]


def test_an_import(tmp_path, base, dump):
    """Places are added and linked, derived points are replaced, bad lines are counted."""
    report = import_dump(dump, into=tmp_path / "own.sqlite", base=base)
    assert (report.n_lines, report.n_places, report.n_new, report.n_moved) == (9, 6, 2, 1)
    assert report.bad == (
        BadLines(file="AF.txt", reason="expected 19 columns", count=1, first_line=7),
        BadLines(file="AF.txt", reason="no GeoNames id", count=1, first_line=6),
        BadLines(file="AF.txt", reason="no coordinates", count=1, first_line=5),
    )
    with Gazetteer(report.path) as own:
        district = own.get("gn:7053262")
        assert (district.lat, district.lon, district.coord_source, district.radius_km) == (34.12, 70.71, "source", None)
        assert own.get("gn:1132366") == Place(
            **{
                name: getattr(PROVINCE, name)
                for name in PROVINCE.__slots__
                if name not in {"feature_class", "feature_code"}
            },
            feature_class="A",
            feature_code="ADM1",
        )
        assert own.get("gn:500") == Place(
            place_id="gn:500", geonames_id=500, name="Bandar", kind="town", feature_class="P", feature_code="PPL",
            country="AF", adm1_id="gn:1132366", adm1="Nangarhar", adm2_id="gn:7053262", adm2="Achin", lat=34.10, lon=70.68,
            coord_source="source", radius_km=1.5, population=1200,
        )  # fmt: skip
        assert own.get("gn:501").kind == "landmark"
        assert own.get("mb:tora-bora") == CAVES
        assert own.find("Bander") == (own.get("gn:500"),)
        assert own.find("OABD") == ()
        assert own.find("Achin District") == (district,)
        assert own.demonym("Afghan") == "AF"
        info = own.info()
        assert (info.made_by, [source.name for source in info.sources]) == ("import", ["geonames-dump", "test"])


def test_the_base_stays_as_it_was(tmp_path, base, dump):
    """Importing does not touch the gazetteer it starts from."""
    before = base.read_bytes()
    import_dump(dump, into=tmp_path / "own.sqlite", base=base)
    assert base.read_bytes() == before


def test_archives_and_names(tmp_path, base, dump):
    """A zip is read like its text, its readme is passed over, and alternate names get their tiers."""
    archive = tmp_path / "AF.zip"
    with zipfile.ZipFile(archive, "w") as packed:
        packed.write(dump[0], "AF.txt")
        packed.writestr("readme.txt", "about\n")
    names = tmp_path / "alternateNamesV2.txt"
    names.write_text(
        "1\t500\ten\tBandar Village\t1\t\t\t\t\t\n"
        "2\t500\tps\tBandarak\t\t\t\t\t\t\n"
        "3\t500\tlink\thttps://example.org/Bandar\t\t\t\t\t\t\n"
        "4\t500\tfa\tبندر\t\t\t\t\t\t\n"
        "5\t999\ten\tElsewhere\t\t\t\t\t\t\n"
        "6\ty\ten\tNoid\t\t\t\t\t\t\n",
        "utf-8",
    )
    seen = []
    report = import_dump(
        [names, archive, *dump[1:]],
        into=tmp_path / "own.sqlite",
        base=base,
        on_progress=lambda name, n: seen.append((name, n)),
    )
    assert report.ignored_files == ("readme.txt",)
    assert seen == [
        ("admin1CodesASCII.txt", 1),
        ("admin2Codes.txt", 1),
        ("AF.zip/AF.txt", 6),
        ("alternateNamesV2.txt", 6),
    ]
    assert [(bad.file, bad.reason, bad.count) for bad in report.bad if bad.file == names.name] == [
        ("alternateNamesV2.txt", "name of a place that is not there", 1),
        ("alternateNamesV2.txt", "no GeoNames id", 1),
    ]
    with Gazetteer(report.path) as own:
        bandar = own.get("gn:500")
        assert own.find("Bandar Village") == own.find("Bandarak") == (bandar,)
        assert own.find("Elsewhere") == ()
        assert not own.has_name("https://example.org/Bandar")


def test_bytes_that_are_not_text(tmp_path, base):
    """A line that is not UTF-8 is counted; the others are read."""
    places = tmp_path / "AF.txt"
    places.write_bytes(b"\xff\xfe\n" + line(500, "Bandar", 34.1, 70.7, "P.PPL").encode() + b"\n")
    report = import_dump([places], into=tmp_path / "own.sqlite", base=base)
    assert report.bad == (BadLines(file="AF.txt", reason="not UTF-8", count=1, first_line=1),)
    assert report.n_new == 1


def test_divisions_are_found_without_their_tables(tmp_path, base):
    """The country's own table is enough to link its places, whatever the order of its lines."""
    places = tmp_path / "AF.txt"
    lines = [
        line(500, "Bandar", 34.1, 70.7, "P.PPL", admin1="40"),
        line(600, "Parwan", 35.0, 69.0, "A.ADM1", admin1="40"),
    ]
    places.write_text("\n".join(lines), "utf-8")
    with Gazetteer(import_dump([places], into=tmp_path / "own.sqlite", base=base).path) as own:
        assert own.get("gn:500").adm1 == "Parwan"


def test_faulty_calls(tmp_path, base):
    """A missing path, a broken archive, nothing to read: one clear error each, and no file."""
    into = tmp_path / "own.sqlite"
    broken = tmp_path / "AF.zip"
    broken.write_bytes(b"PK but not a zip")
    readme = tmp_path / "readme.txt"
    readme.write_text("about", "utf-8")
    for paths, what in (
        [[tmp_path / "none.txt"], "does not exist"],
        [[broken], "no zip archive"],
        [[readme], "nothing to import"],
    ):
        with pytest.raises(GazetteerError, match=what):
            import_dump(paths, into=into, base=base)
    places = tmp_path / "AF.txt"
    places.write_text(line(500, "Bandar", 34.1, 70.7, "P.PPL"), "utf-8")
    with pytest.raises(GazetteerError, match="has not been built"):
        import_dump([places], into=into, base=tmp_path / "none.sqlite")
    assert not into.exists()
