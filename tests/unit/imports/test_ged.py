"""Rows of UCDP GED as claims and incidents, and the traps of its columns."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from musterbook.store import Store, read_documents, read_report, read_skips, verify_store
from tests.unit.imports.tables import GED, claims_of, import_rows, incidents_of, tolls_of, write_csv


def test_a_row_becomes_an_incident_with_its_provenance(store: Store, tmp_path: Path) -> None:
    """Outlet, day, headline, claimant, file and row, id and release of a row are kept, and its incident has its figures."""
    result = import_rows(store, write_csv(tmp_path / "GEDEvent_v25_1.csv", [GED]))
    assert (result.added, result.events, result.n_skipped) == (1, 1, 0)
    (document,) = read_documents(store)
    assert (document.outlet, document.title, document.location) == (
        "Morning Post", "Guards lose the bridge", "GEDEvent_v25_1.csv#row=1",
    )  # fmt: skip
    assert document.published is not None
    assert document.published.day == date(2016, 1, 11)
    event, toll = claims_of(store)
    assert (event.kind, toll.kind, toll.said_on) == ("event", "casualties", date(2016, 1, 11))
    assert (toll.attribution.source.words, toll.attribution.source.kind) == ("police", "police")
    assert "import ged 25.1" in toll.made_by
    (incident,) = incidents_of(store)
    assert [actor.actor_id for actor in (*incident.initiators, *incident.recipients)] == ["islamic-state", None]
    assert tolls_of(incident) == [("armed_group", None, 3, 5, 8, False)]
    assert (incident.clarity, incident.sub_event) == (1, "Armed clash")
    assert result.unknown_actors == (("Bridge Guards", 1),)


def test_every_claim_has_its_words_in_the_document(store: Store, tmp_path: Path) -> None:
    """The sentence, the span and the marks of a claim are the document's text, and the record verifies."""
    import_rows(store, write_csv(tmp_path / "ged.csv", [GED | {"deaths_a": "2", "best": "7"}]))
    (document,) = read_documents(store)
    for claim in claims_of(store):
        assert document.text[claim.sentence_start : claim.sentence_end] == claim.sentence
        assert claim.sentence_start <= claim.start < claim.end <= claim.sentence_end
        for mark in claim.marks:
            cell = document.text[mark.start : mark.end]
            assert document.text[: mark.start].endswith(": ")
            assert cell in GED.values() or cell in {"2", "7"}
    assert verify_store(store).drifts == ()


@pytest.mark.parametrize("order", [("best", "high", "low"), ("low", "best", "high")], ids=["since 20", "before 20"])
def test_columns_are_known_by_name(store: Store, tmp_path: Path, order: tuple[str, ...]) -> None:
    """The order of best, high and low differs between releases and does not count; old and cut names are known."""
    columns = [*(name for name in GED if name not in order), *order]
    import_rows(store, write_csv(tmp_path / "ged.csv", [GED], columns=columns))
    assert tolls_of(incidents_of(store)[0]) == [("armed_group", None, 3, 5, 8, False)]


def test_names_of_old_releases(store: Store, tmp_path: Path) -> None:
    """`best_est` and the names that shapefiles cut to ten characters mean the same columns."""
    names = {"best": "best_est", "low": "low_est", "high": "high_est", "type_of_violence": "type_of_vi"}
    import_rows(store, write_csv(tmp_path / "ged.csv", [{names.get(name, name): v for name, v in GED.items()}]))
    assert tolls_of(incidents_of(store)[0]) == [("armed_group", None, 3, 5, 8, False)]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_encodings(store: Store, tmp_path: Path, encoding: str) -> None:
    """A byte order mark and other encodings change nothing."""
    row = GED | {"side_b": "Forças da Ponte", "source_headline": "Ponte perdida, população em fuga"}
    import_rows(store, write_csv(tmp_path / "ged.csv", [row], encoding=encoding))
    assert incidents_of(store)[0].recipients[0].words == "Forças da Ponte"


@pytest.mark.parametrize(
    ("cells", "expected"),
    [
        (
            {"deaths_a": "2", "deaths_b": "3", "low": "5", "best": "5", "high": "5"},
            [("armed_group", "Bridge Guards", 3, 3, 3, False), ("armed_group", "Islamic State", 2, 2, 2, False)],
        ),
        (
            {"deaths_a": "2", "deaths_b": "3", "low": "0", "best": "5", "high": "9"},
            [
                ("armed_group", "Bridge Guards", 3, 3, 3, False),
                ("armed_group", "Islamic State", 2, 2, 2, False),
                ("unknown", None, 0, 5, 9, True),
            ],
        ),
        (
            {"deaths_b": "0", "low": "0", "best": "0", "high": "4"},
            [("unknown", None, 0, 0, 4, True)],
        ),
        (
            {"deaths_b": "0", "deaths_unknown": "4", "low": "6", "best": "4", "high": "4"},
            [("unknown", None, 6, 4, 4, False)],
        ),
    ],
    ids=["two sides, certain", "two sides, uncertain", "only high", "low above best"],
)  # fmt: skip
def test_low_best_and_high_stay_as_given(
    store: Store, tmp_path: Path, cells: dict[str, str], expected: list[tuple[object, ...]]
) -> None:
    """Figures of the sides and of all sides are the row's own, also where they are out of order; sides are never mixed."""
    import_rows(store, write_csv(tmp_path / "ged.csv", [GED | cells]))
    (incident,) = incidents_of(store)
    tolls = [(t.whose, t.actor_name, t.low, t.best, t.high, t.is_of_all_sides) for t in incident.tolls]
    assert sorted(tolls, key=str) == sorted(expected, key=str)


def test_figures_out_of_order_are_told(store: Store, tmp_path: Path) -> None:
    """A low above best is a warning, no reason to leave the row out."""
    result = import_rows(store, write_csv(tmp_path / "ged.csv", [GED | {"low": "6"}]))
    assert (result.added, result.notes) == (1, (("low, best and high are out of order", 1),))


@pytest.mark.parametrize(
    ("cells", "clarity"),
    [
        ({}, 1),
        ({"event_clarity": "2"}, 2),
        ({"date_prec": "4", "date_end": "2016-01-11"}, 2),
        ({"date_prec": "2", "date_end": "2016-01-18"}, 2),
        ({"date_prec": "3", "date_end": "2016-01-16"}, 1),
    ],
    ids=["one event", "clarity 2", "month precision", "nine days", "a week"],
)
def test_summaries_are_marked(store: Store, tmp_path: Path, cells: dict[str, str], clarity: int) -> None:
    """What sums up several events, by the data set's word or by its days, is a summary and never added."""
    result = import_rows(store, write_csv(tmp_path / "ged.csv", [GED | cells]))
    assert incidents_of(store)[0].clarity == clarity
    assert result.summaries == clarity - 1


def test_rows_are_distinct_events(store: Store, tmp_path: Path) -> None:
    """Two rows that differ in nothing but their id are two incidents."""
    import_rows(store, write_csv(tmp_path / "ged.csv", [GED, GED | {"id": "900002"}]))
    assert [len(incident.event_ids) for incident in incidents_of(store)] == [1, 1]


@pytest.mark.parametrize(
    ("cells", "outlet", "day"),
    [
        ({"source_office": "Morning Post;Evening Post", "source_date": "2016-01-11;2016-01-12"}, "Morning Post; Evening Post", 12),
        ({"source_office": "", "source_date": "", "source_article": '"Morning Post,2016-01-13,Lost, again"'}, "Morning Post", 13),
        (
            {"source_office": "", "source_date": "", "source_article": '"Post,2016-01-13,A; b";"Echo,2016-01-14,C"'},
            "Post; Echo", 14,
        ),
        ({"source_office": "", "source_date": "", "source_article": 'Old Wire 2016-01-15 "LOST BRIDGE'}, "Old Wire", 15),
        ({"source_date": "1753-01-01"}, "Morning Post", None),
        ({"source_office": "", "source_date": "", "source_headline": ""}, None, None),
    ],
    ids=["two", "one article", "two articles", "before 2013", "missing date", "none"],
)  # fmt: skip
def test_sources_of_a_row(
    store: Store, tmp_path: Path, cells: dict[str, str], outlet: str | None, day: int | None
) -> None:
    """Lists with semicolons and the quoted form give outlets and the day of the last report; 1753 is no day."""
    import_rows(store, write_csv(tmp_path / "ged.csv", [GED | cells]))
    (document,) = read_documents(store)
    assert document.outlet == outlet
    assert (document.published.day.day if document.published else None) == day


def test_an_unknown_number_of_sources_is_no_number(store: Store, tmp_path: Path) -> None:
    """-1 means that nobody wrote it down: no text of the record shows it, and the row keeps it."""
    import_rows(store, write_csv(tmp_path / "ged.csv", [GED]))
    (document,) = read_documents(store)
    assert "number_of_sources" not in document.text
    report = read_report(store, document.report_id)
    assert report is not None
    assert b'"number_of_sources": "-1"' in report.raw


@pytest.mark.parametrize(
    ("cells", "kind", "name", "adm1"),
    [
        ({}, "town", "Raqqa", "Raqqa"),
        ({"where_coordinates": "Hill 44 village"}, "town", "Hill 44 village", "Raqqa"),
        ({"where_prec": "4", "where_coordinates": "Ar Raqqah governorate"}, "adm1", "Raqqa", "Raqqa"),
        ({"where_prec": "5", "where_coordinates": "Road to the north"}, "region", "Road to the north", "Raqqa"),
        ({"where_prec": "6", "where_coordinates": "Syria", "adm_1": ""}, "country", "Syria", None),
    ],
    ids=["town", "unknown village", "province", "line", "country"],
)
def test_places_keep_their_precision(
    store: Store, tmp_path: Path, cells: dict[str, str], kind: str, name: str, adm1: str | None
) -> None:
    """A place is that of the gazetteer or the row's own with its point, in the divisions that are known, never more precise."""
    import_rows(store, write_csv(tmp_path / "ged.csv", [GED | cells]))
    reading = incidents_of(store)[0].place
    assert reading is not None
    assert reading.place is not None
    assert reading.where_prec == int((GED | cells)["where_prec"])
    assert (reading.place.kind, reading.place.country) == (kind, "SY")
    assert (reading.place.name, reading.place.adm1 if kind != "adm1" else reading.place.name) in {
        (name, adm1), (name.replace("Raqqa", "Ar Raqqah"), adm1 and adm1.replace("Raqqa", "Ar Raqqah")), (name, "Ar-Raqqah"),
        ("Ar-Raqqah", "Ar-Raqqah"),
    }  # fmt: skip
    if kind in {"town", "region"}:
        assert (reading.place.lat, reading.place.lon, reading.place.coord_source) == (35.95, 39.01, "source")


def test_a_branch_is_told_by_the_country(store: Store, tmp_path: Path) -> None:
    """UCDP has one id for a group and its branches; the register's branch in the row's country is meant, and why says so."""
    place = {"country": "Afghanistan", "adm_1": "", "where_prec": "6", "where_coordinates": "Afghanistan"}
    import_rows(store, write_csv(tmp_path / "ged.csv", [GED | place]))
    (actor,) = incidents_of(store)[0].initiators
    assert (actor.actor_id, actor.words) == ("islamic-state-khorasan", "IS")
    assert actor.why == "UCDP actor 234, Islamic State: its branch in AF"


@pytest.mark.parametrize(
    ("cells", "code", "reason"),
    [
        ({"id": ""}, "missing-cell", "nothing in the column “id”"),
        ({"best": "many"}, "bad-cell", "no number in the column “best”: many"),
        ({"best": "-2"}, "bad-cell", "no count in the column “best”: -2"),
        ({"date_start": "03/04/2016"}, "bad-date", "the date “03/04/2016” in the column “date_start” was not read"),
        ({"date_end": "2016-01-01"}, "bad-date", "not two days in order"),
        ({"latitude": "135.0"}, "bad-cell", "no point on the earth"),
        ({"where_prec": "9"}, "bad-cell", "no code from 1 to 7 in the column “where_prec”: 9"),
    ],
    ids=["no id", "no number", "negative", "ambiguous date", "order of days", "no point", "no code"],
)
def test_a_bad_row_is_a_skip_and_the_next_is_read(
    store: Store, tmp_path: Path, cells: dict[str, str], code: str, reason: str
) -> None:
    """A row that cannot be read is skipped with file, row and reason; repaired, its skip goes."""
    path = write_csv(tmp_path / "ged.csv", [GED | cells, GED | {"id": "900002"}])
    result = import_rows(store, path)
    (skip,) = read_skips(store)
    assert (result.added, skip.location, skip.code) == (1, "ged.csv#row=1", code)
    assert reason in skip.reason
    write_csv(path, [GED, GED | {"id": "900002"}])
    assert (import_rows(store, path).known, read_skips(store)) == (1, ())
