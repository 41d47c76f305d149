"""operation, presence and coverage as a person asks for them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.end_to_end.running import run_here

MONTHS = ("January", "February", "March", "April", "May", "June", "July", "August")


@pytest.fixture(scope="module")
def record(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A record of eight reports, one a month from January to August 2018, the last three of another outlet."""
    folder = tmp_path_factory.mktemp("counting")
    rows = [
        {
            "title": "Bomb in Gardez",
            "text": f"A roadside bomb killed {number + 2} soldiers in Gardez on {number + 9} {month} 2018, the provincial police said.",
            "published": f"2018-{number:02d}-28",
            "outlet": "Kabul Post" if number < 6 else "Valley Herald",
        }
        for number, month in enumerate(MONTHS, 1)
    ]
    table = folder / "reports.jsonl"
    table.write_text("\n".join(json.dumps(row) for row in rows))
    assert run_here("add", table, "-q", "-r", folder / "record.db").code == 0
    return folder / "record.db"


def test_operation_is_refused_with_its_reason(record: Path) -> None:
    """Eight months are too few for a model: the answer says what it needs, and the literal windows stand alone."""
    found = run_here("assess", "operation", "--date", "2018-05-01", "--json", "-r", record)
    assert found.code == 0
    (finding,) = found.document["findings"]
    assert finding["verdict"] == "insufficient"
    assert "Needed: 6 months on each side and 20 incidents." in finding["answer"]
    counts = next(table for table in finding["tables"] if table["name"] == "counts")
    assert [row[3] for row in counts["rows"]] == [1] * 6  # January and August are not covered to the end
    text = run_here("assess", "operation", "--date", "2018-05-01", "-r", record).out
    assert all(len(line) <= 80 for line in text.splitlines())


def test_coverage_counts_outlets(record: Path) -> None:
    """Both outlets are listed; without one of them its reports and incidents are gone."""
    found = run_here("assess", "coverage", "--json", "-r", record).document["findings"][0]
    assert [row[0] for row in found["tables"][0]["rows"]] == ["Kabul Post", "Valley Herald"]
    without = run_here("assess", "coverage", "--without-outlet", "valley herald", "--json", "-r", record).document
    assert without["n_reports"] == 5


def test_presence_without_origins_is_assumption(record: Path) -> None:
    """The province of the bombs is one finding with every part of presence, and no total."""
    found = run_here("assess", "presence", "--by", "adm1", "--json", "-r", record).document
    (finding,) = found["findings"]
    assert finding["about"] == "Paktia"
    parts = [row[0] for row in finding["tables"][0]["rows"]]
    assert parts[0] == "incidents"
    assert parts[-1] == "reports read"
    assert not any("total" in part or "score" in part for part in parts)


def test_chart_is_written(record: Path, tmp_path: Path) -> None:
    """--chart draws the answer beside printing it."""
    chart = tmp_path / "coverage.svg"
    assert run_here("assess", "coverage", "--chart", chart, "-r", record).code == 0
    assert chart.read_text("utf-8").startswith("<svg")


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("operation", "--date", "2018-05-01", "--until", "2018-04-01"), "the operation ends before it begins"),
        (("coverage", "--without-outlet", "Nobody"), "no report of the record is from this outlet"),
        (("operation",), "Missing option '--date'"),
    ],
    ids=["reversed", "outlet", "no-date"],
)
def test_wrong_use(record: Path, arguments: tuple[str, ...], words: str) -> None:
    """Wrong questions end with code 2 and say what is wrong."""
    found = run_here("assess", *arguments, "-r", record)
    assert found.code == 2
    assert words in found.err
