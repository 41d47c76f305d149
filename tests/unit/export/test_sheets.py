"""Records as CSV: flat rows, unknowns as empty cells, and no cell that a spreadsheet would run."""

from __future__ import annotations

import csv
import io
from dataclasses import replace
from datetime import date

import pytest

from musterbook.export import CLAIM_COLUMNS, INCIDENT_COLUMNS, claim_cells, incident_cells, write_sheet
from musterbook.model import DenialDetail, Incident, ResponsibilityDetail, Toll
from tests.builders import ARMY, GROUP, TOWN, at, casualties, claim, note, number, on, said_by, strength


def read(columns: tuple[str, ...], rows: object) -> list[dict[str, str]]:
    """Write rows and read them as a spreadsheet would."""
    stream = io.StringIO()
    write_sheet(columns, rows, stream)  # type: ignore[arg-type]
    return list(csv.DictReader(io.StringIO(stream.getvalue())))


def test_a_claim_is_one_row() -> None:
    """The figure, its limits, the place, the days, the speaker and the report stand in cells of their own."""
    one = casualties(
        "c-1", number(12, "at_least"), whose=ARMY, place=at(TOWN), interval=on(date(2018, 5, 13)),
        attribution=said_by("the governor"),
    )  # fmt: skip
    (row,) = read(CLAIM_COLUMNS, [claim_cells(one, note(one.document_id, outlet="Northlight"))])
    assert (row["low"], row["high"], row["bound"]) == ("12", "", "at_least")
    assert (row["outcome"], row["whose"]) == ("killed", "National Army")
    assert (row["place"], row["adm1"], row["where_prec"], row["earliest"]) == (
        "Steinbruck",
        "Ostland",
        "1",
        "2018-05-13",
    )
    assert (row["speaker"], row["outlet"]) == ("the governor", "Northlight")


def test_what_is_not_told_is_an_empty_cell() -> None:
    """A claim without place, time and report has no nought and no default there."""
    (row,) = read(CLAIM_COLUMNS, [claim_cells(strength("c-1", number(300)), None)])
    assert {row[name] for name in ("place", "lat", "earliest", "outlet", "event_type", "whose")} == {""}


@pytest.mark.parametrize(
    "text", ["=1+2", "+1", "-1", "@SUM(A1)", "\t=1", "\x1b[31m=1", "＝1", "＋1", "－1", "＠A1", "\u202e=1"], ids=repr
)
@pytest.mark.parametrize("column", ["sentence", "outlet", "words"])
def test_no_cell_is_a_formula(text: str, column: str) -> None:
    """Words of a report that begin like a formula are text to a spreadsheet, and none moves a terminal or turns its line."""
    one = strength("c-1", number(300, words=text), sentence=text)
    (row,) = read(CLAIM_COLUMNS, [claim_cells(one, note(one.document_id, outlet=text))])
    assert row[column].startswith(("'", "["))
    assert not set(row[column]) & {"\x1b", "\t", "\u202e"}


def test_a_row_tells_what_it_is_about() -> None:
    """What is denied and what is claimed stand in cells; figures that lean on others say so."""
    denial = claim("c-1", "denial", DenialDetail(what="a strike on the market"))
    blame = claim(
        "c-2", "responsibility", ResponsibilityDetail(role="is_blamed", act="the bombing", event_claim_id="c-9")
    )
    more = casualties("c-3", number(12))
    more = replace(more, detail=replace(more.detail, is_addition=True, event_claim_id="c-9"))
    rows = read(CLAIM_COLUMNS, [claim_cells(one, None) for one in (denial, blame, more)])
    assert rows[0]["what"] == "a strike on the market"
    assert (rows[1]["role"], rows[1]["act"], rows[1]["event_claim_id"]) == ("is_blamed", "the bombing", "c-9")
    assert (rows[2]["is_addition"], rows[2]["is_total"], rows[2]["event_claim_id"]) == ("yes", "no", "c-9")


def _toll(whose: str, low: int, best: int) -> Toll:
    return Toll(
        whose=whose, actor_id=None, actor_name=None, outcome="killed", low=low, best=best, high=best, low_claim_id=None,
        best_claim_id=None, high_claim_id=None, claim_ids=(), n_origins=1, rule="the latest word",
    )  # type: ignore[arg-type]  # fmt: skip


@pytest.mark.parametrize(
    ("tolls", "figures"),
    [((_toll("civilians", 3, 4), _toll("armed_group", 1, 1)), ["4", "1"]), ((), [""])],
    ids=["each-side", "none"],
)
def test_an_incident_has_a_row_for_each_figure(tolls: tuple[Toll, ...], figures: list[str]) -> None:
    """Figures of two sides stand in two rows and are never added; an incident without one has a row all the same."""
    incident = Incident(
        incident_id="i-1", event_ids=("e-1",), claim_ids=("c-1",), event_type="ASSAULT", initiators=(GROUP,), tolls=tolls,
        n_reports=2, n_outlets=1, n_origins=1,
    )  # fmt: skip
    rows = read(INCIDENT_COLUMNS, incident_cells(incident))
    assert [row["best"] for row in rows] == figures
    assert {row["initiators"] for row in rows} == {"Northern Front"}
