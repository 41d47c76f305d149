"""Importing into a record: what is known, what is replaced, what is refused, what survives."""

from __future__ import annotations

from pathlib import Path

import pytest

from musterbook.errors import SourceError, UsageError
from musterbook.imports import Given
from musterbook.sources import Notice, find_layout
from musterbook.store import Store, count_all, open_store, read_log, read_skips, verify_store
from tests.unit.imports.tables import ACLED, GED, claims_of, import_rows, incidents_of, tolls_of, write_csv


def test_a_second_run_changes_nothing(store: Store, tmp_path: Path) -> None:
    """The same table again adds nothing, links nothing, and leaves the log as it is."""
    path = write_csv(tmp_path / "ged.csv", [GED, GED | {"id": "900002"}])
    import_rows(store, path)
    before, acts = count_all(store), read_log(store)
    result = import_rows(store, path)
    assert (result.added, result.known, result.replaced) == (0, 2, 0)
    assert (count_all(store), read_log(store)) == (before, acts)


def test_a_changed_row_takes_the_place_of_the_old_one(store: Store, tmp_path: Path) -> None:
    """A later release with another figure: one incident with the new one; the old bytes stay, and the record verifies."""
    import_rows(store, write_csv(tmp_path / "ged241.csv", [GED, GED | {"id": "900002"}]))
    later = write_csv(tmp_path / "ged251.csv", [GED | {"deaths_b": "6", "best": "6"}, GED | {"id": "900002"}])
    result = import_rows(store, later)
    assert (result.added, result.known, result.replaced) == (0, 1, 1)
    assert sorted(tolls_of(incident)[0][3] for incident in incidents_of(store)) == [5, 6]
    counts = count_all(store)
    assert (counts.reports, counts.documents, counts.events) == (3, 2, 2)
    assert [skip.code for skip in read_skips(store)] == ["replaced"]
    assert verify_store(store).drifts == ()
    back = import_rows(store, write_csv(tmp_path / "ged241.csv", [GED]))
    assert (back.replaced, [skip.code for skip in read_skips(store)]) == (1, ["replaced"])
    assert verify_store(store).drifts == ()


def test_a_changed_figure_of_a_claims_table_replaces_the_old_one(store: Store, tmp_path: Path) -> None:
    """Rows without an id are known by day, source and address; equal rows that were one report do not take it along."""
    row = {"date": "2017-03-02", "lo": "700", "source": "the army", "url": "https://example.org/a"}
    path = write_csv(tmp_path / "t.csv", [row, row])
    given = Given(actor="islamic-state")
    import_rows(store, path, given=given)
    write_csv(path, [row, row | {"lo": "800"}])
    assert import_rows(store, path, given=given).replaced == 1
    assert sorted(claim.quantity.low or 0 for claim in claims_of(store) if claim.quantity) == [700, 800]
    assert verify_store(store).drifts == ()


def test_rows_can_be_made_again(store: Store, tmp_path: Path) -> None:
    """With `reread` known rows are made again and the record stays as it was."""
    path = write_csv(tmp_path / "ged.csv", [GED])
    import_rows(store, path)
    before = claims_of(store)
    assert import_rows(store, path, reread=True).reread == 1
    assert claims_of(store) == before
    assert verify_store(store).drifts == ()


def test_an_interrupted_run_goes_on(tmp_path: Path) -> None:
    """What was written before a run was stopped is kept, and the same command adds the rest and links."""
    path = write_csv(tmp_path / "ged.csv", [GED | {"id": str(n)} for n in range(1, 701)])

    def stop(_n_rows: int) -> None:
        raise KeyboardInterrupt("stopped")

    with open_store(tmp_path / "r.db") as store:
        with pytest.raises(KeyboardInterrupt, match="stopped"):
            import_rows(store, path, on_progress=stop)
        assert count_all(store).reports == 500
        result = import_rows(store, path)
        assert (result.added, result.known) == (200, 500)
        assert count_all(store).incidents == 700


@pytest.mark.parametrize(
    ("columns", "expected"),
    [
        (tuple(GED), "ged"),
        (tuple(name.upper() for name in GED), "ged"),
        (tuple(ACLED), "acled"),
        (("date", "kind", "lo", "hi", "source"), "claims"),
        (("time", "killed", "said_by"), "claims"),
        (("date", "text", "source"), None),
        (("id", "best", "low", "high"), None),
    ],
    ids=["ged", "capitals", "acled", "strength", "tolls", "reports", "part of ged"],
)
def test_layouts_are_told_by_columns(columns: tuple[str, ...], expected: str | None) -> None:
    """A table is what its columns say; one that lacks some is nothing that is known."""
    found = find_layout(columns)
    assert (found.name if found else None) == expected


def test_the_guess_is_said(store: Store, tmp_path: Path) -> None:
    """What a table was taken for is told, with the release in the name of the file."""
    notices: list[Notice] = []
    import_rows(store, write_csv(tmp_path / "GEDEvent_v23_1.csv", [GED]), notices=notices)
    assert [(notice.location, notice.message) for notice in notices] == [
        ("GEDEvent_v23_1.csv", "UCDP GED 23.1, told by its columns")
    ]


def test_other_tables_are_refused(store: Store, tmp_path: Path) -> None:
    """An unknown table, one that lacks columns, a file that is no table and one that is not there stop with their error."""
    other = write_csv(tmp_path / "other.csv", [{"date": "2018-05-16", "text": "A report."}])
    with pytest.raises(UsageError, match=r"other\.csv is no table that is known by its columns"):
        import_rows(store, other)
    with pytest.raises(UsageError, match="lacks columns of UCDP GED"):
        import_rows(store, other, layout="ged")
    page = tmp_path / "page.html"
    page.write_text("<html><body><p>A page.</p></body></html>")
    with pytest.raises(UsageError, match=r"page\.html is no table"):
        import_rows(store, page)
    with pytest.raises(SourceError, match="does not exist"):
        import_rows(store, tmp_path / "missing.csv")
    assert count_all(store).reports == 0
