"""Importing from the command line, and all that can be asked of a record that was imported."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from tests.end_to_end.running import run_here

DATA = Path(__file__).parents[3] / "shared" / "data"
GED = """\
id,type_of_violence,side_a_new_id,side_a,side_b_new_id,side_b,source_office,source_date,source_headline,source_original,\
where_prec,where_coordinates,adm_1,latitude,longitude,country,event_clarity,date_prec,date_start,date_end,deaths_a,deaths_b,\
deaths_civilians,deaths_unknown,best,high,low
7001,1,130,Government of Afghanistan,234,IS,Morning Post,2017-05-02,Raid on a camp,army,1,Jalalabad town,Nangarhar province,\
34.43,70.45,Afghanistan,1,1,2017-05-01,2017-05-01,0,12,0,0,12,15,9
"""
FIGURES = """\
date,kind,lo,hi,source,origin,definition
2016-12-01,range,1000,1500,the army,briefing,fighters
2017-12-01,about,2000,,the army,letter,fighters
"""


def needs(name: str) -> Path:
    """Return a file of the shared data, or skip the test where it is not there."""
    path = DATA / name
    if not path.exists():
        pytest.skip(f"{name} is not there")
    return path


@pytest.fixture
def record(tmp_path: Path) -> Path:
    """A record with one imported event and two imported figures."""
    ged, figures, record = tmp_path / "ged.csv", tmp_path / "figures.csv", tmp_path / "r.db"
    ged.write_text(GED)
    figures.write_text(FIGURES)
    done = run_here("import", ged, figures, "--actor", "Islamic State Khorasan", "-r", record)
    assert done.code == 0, done.err
    assert "ged.csv: UCDP GED, told by its columns" in done.err
    assert "3 rows added, 0 known already, 0 replaced, 0 skips" in done.err
    return record


def test_everything_can_be_asked_of_imported_rows(record: Path, tmp_path: Path) -> None:
    """Claims, incidents, series, assessment, show, verify and report work on rows as on reports."""
    claims = run_here("claims", "--kind", "casualties", "-r", record, "--json").document
    assert [(c["quantity"]["low"], c["quantity"]["best"], c["quantity"]["high"]) for c in claims] == [(9, 12, 15)]
    (incident,) = run_here("incidents", "--actor", "Islamic State Khorasan", "-r", record, "--json").document
    assert [(toll["low"], toll["best"], toll["high"]) for toll in incident["tolls"]] == [(9, 12, 15)]
    assert len(run_here("series", "Islamic State Khorasan", "-r", record, "--json").document["points"]) == 2
    assert "12" in run_here("assess", "Islamic State Khorasan", "-r", record).out
    shown = run_here("show", claims[0]["claim_id"], "-r", record).out
    assert "deaths_b: 12" in shown
    assert "imports/ged" in shown
    explained = run_here("explain", claims[0]["claim_id"], "-r", record)
    assert (explained.code, "was imported from a table" in explained.err) == (2, True)
    assert run_here("verify", "-r", record).code == 0
    page = tmp_path / "report.html"
    assert run_here("report", "-o", page, "-r", record).code == 0
    assert "Raid on a camp" in page.read_text(encoding="utf-8")


def test_reading_reports_again_leaves_imported_rows(record: Path, tmp_path: Path) -> None:
    """`add` refuses a coded table with a hint, and `add --reread` of one read as text takes nothing imported away."""
    before = run_here("claims", "-r", record, "--json").document
    refused = run_here("add", tmp_path / "ged.csv", "-r", record)
    assert (refused.code, "hint: musterbook import" in refused.err) == (2, True)
    run_here("add", tmp_path / "ged.csv", "--text-column", "source_headline", "--reread", "-r", record)
    after = run_here("claims", "-r", record, "--json").document
    assert [claim for claim in after if claim["rule"].startswith("imports/")] == before


def test_a_table_without_an_actor_says_what_to_do(tmp_path: Path) -> None:
    """Whom the figures are about is never guessed."""
    figures = tmp_path / "figures.csv"
    figures.write_text(FIGURES)
    done = run_here("import", figures, "-r", tmp_path / "r.db")
    assert (done.code, done.out) == (2, "")
    assert "--actor" in done.err


def test_collected_strength_figures(tmp_path: Path) -> None:
    """All 21 figures of the shared table are points of the series, from the 19 origins their collector named."""
    record = tmp_path / "r.db"
    run_here("import", needs("isisk_claims.csv"), "--actor", "Islamic State Khorasan", "-r", record)
    series = run_here("series", "Islamic State Khorasan", "-r", record, "--json").document
    assert (len(series["points"]), series["n_origins"]) == (21, 19)


def test_collected_tolls_of_one_strike(tmp_path: Path) -> None:
    """The seven tellings of the shared table are one incident, from the first toll to the last; the denial stands beside."""
    record = tmp_path / "r.db"
    run_here("import", needs("moab_claims.csv"), "--actor", "Islamic State Khorasan", "-r", record)
    (incident,) = run_here("incidents", "-r", record, "--json").document
    (toll,) = incident["tolls"]
    assert (incident["n_reports"], toll["low"], toll["high"]) == (7, 36, 96)
    assert len(run_here("claims", "--kind", "denial", "-r", record, "--json").document) == 1


def test_strength_of_collected_figures(tmp_path: Path) -> None:
    """Assessed: the chains agree, every origin is left out in turn, and the interval of growth holds no change."""
    record = tmp_path / "r.db"
    run_here("import", needs("isisk_claims.csv"), "--actor", "Islamic State Khorasan", "-r", record)
    strength = run_here("assess", "strength", "Islamic State Khorasan", "-r", record, "--json").document["findings"][0]
    (agreement,) = [text for text in strength["assumptions"] if "R-hat" in text]
    assert float(agreement.rpartition("R-hat ")[2].rstrip(")")) <= 1.05
    without = next(table for table in strength["tables"] if "without one origin" in table["title"])
    assert len(without["rows"]) == 1 + len({used["origin_id"] for used in strength["used"]})
    low, median, high = (strength["estimates"][0]["intervals"][0][key] for key in ("low", "median", "high"))
    assert 800 < low < median < high < 6000


def test_toll_of_one_strike_weighs_as_that_of_one(tmp_path: Path) -> None:
    """All who gave figures spoke for one state: they are one origin, its latest word 96, with a wide interval; six would be too sure."""
    record = tmp_path / "r.db"
    run_here("import", needs("moab_claims.csv"), "--actor", "Islamic State Khorasan", "-r", record)
    (incident,) = run_here("incidents", "-r", record, "--json").document
    (finding,) = run_here("assess", "casualties", incident["incident_id"], "-r", record, "--json").document["findings"]
    assert "low 36, best 96, high 96 or more" in finding["answer"]
    assert "This toll is given in 6 of the 7 reports that tell of it, by 1 origin." in finding["answer"]
    assert [toll["n_origins"] for toll in incident["tolls"]] == [1]
    wide = finding["estimates"][0]["intervals"][0]
    assert 88 < wide["median"] < 104
    assert wide["high"] / wide["low"] > 3
    each = finding["tables"][0]["rows"][-1]
    assert (each[1], 75 < each[3] < 87, each[4] / each[2] < 2.5) == (6, True, True)


@pytest.mark.parametrize("question", ["strength", "growth", "flow", "page"])
def test_answers_about_a_group_are_drawn(question: str, tmp_path: Path) -> None:
    """--chart draws the figures with the modelled strength behind them, whichever question was asked."""
    record, chart = tmp_path / "r.db", tmp_path / "chart.svg"
    table = tmp_path / "own.csv"
    table.write_text(
        "date,kind,lo,hi,source,origin\n2020-01-10,about,900,,army,o1\n2021-03-04,about,1400,,ministry,o2\n"
        "2022-06-01,at_least,2000,,observers,o3\n",
        encoding="utf-8",
    )
    run_here("import", table, "--actor", "Islamic State Khorasan", "-r", record)
    done = run_here("assess", question, "Islamic State Khorasan", "-r", record, "--chart", chart)
    assert (done.code, "wrote" in done.err) == (0, True)
    assert "modelled strength" in chart.read_text("utf-8")


def test_answer_stands_where_nothing_can_be_drawn(tmp_path: Path) -> None:
    """Without a dated figure the answer is printed, the error says that there is nothing to draw, and no file is left."""
    record, chart = tmp_path / "r.db", tmp_path / "chart.svg"
    table = tmp_path / "own.csv"
    table.write_text("date,kind,lo,hi,source\n,about,900,,army\n", encoding="utf-8")
    run_here("import", table, "--actor", "Islamic State Khorasan", "-r", record)
    done = run_here("assess", "strength", "Islamic State Khorasan", "-r", record, "--chart", chart)
    assert done.code != 0
    assert "How strong is" in done.out
    assert "nothing to draw" in done.err
    assert not chart.exists()


@pytest.mark.parametrize("name", ["chart.gif", "nowhere/chart.svg"])
def test_a_chart_that_cannot_be_written_is_refused_first(name: str, tmp_path: Path) -> None:
    """A wrong ending or folder is an error before the record is opened and the model runs."""
    done = run_here("assess", "strength", "Boko Haram", "-r", tmp_path / "none.db", "--chart", tmp_path / name)
    assert done.code != 0
    assert "chart" in done.err
    assert done.out == ""


def test_a_month_of_ged(tmp_path: Path) -> None:
    """Every row of January 2016 is an incident of its own, and their sums are those of the rows, summaries too."""
    with Path(needs("ged_syria_IS_rows.csv")).open(newline="", encoding="utf-8-sig") as file:
        rows = list(csv.DictReader(file))
    month = [row for row in rows if row["date_start"].startswith("2016-01")]
    with (tmp_path / "month.csv").open("w", newline="", encoding="utf-8") as file:
        writer = csv.DictWriter(file, rows[0].keys())
        writer.writeheader()
        writer.writerows(month)
    record = tmp_path / "r.db"
    done = run_here("import", tmp_path / "month.csv", "-r", record)
    assert "190 rows added, 0 known already, 0 replaced, 0 skips" in done.err
    incidents = run_here("incidents", "--since", "2016-01-01", "--until", "2016-01-31", "-r", record, "--json").document
    begun = [one for one in incidents if one["interval"]["earliest"].startswith("2016-01")]

    def add_up(name: str) -> int:
        whole = [[t for t in one["tolls"] if t["is_of_all_sides"]] or one["tolls"] for one in begun]
        return sum(toll[name] for tolls in whole for toll in tolls)

    assert (len(begun), add_up("best"), add_up("low"), add_up("high")) == (190, 7681, 3383, 7742)
    single = [one for one in begun if one["clarity"] == 1]
    assert sum(t["best"] for one in single for t in one["tolls"] if not t["is_of_all_sides"]) == 1244


def test_a_sample_of_all_columns(tmp_path: Path) -> None:
    """The 49 columns of release 23.1 are read by name, with -1 sources and old forms of citation."""
    done = run_here("import", needs("ged231_sample_1000rows_49cols.csv"), "-r", tmp_path / "r.db")
    assert "UCDP GED 23.1, told by its columns" in done.err
    assert "1,000 rows added, 0 known already, 0 replaced, 0 skips" in done.err
