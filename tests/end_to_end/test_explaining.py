"""`explain` and `extract --explain`: every slot has its words and its reason, and what was dropped is said."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import jsonschema
import pytest
from rich.cells import cell_len

from tests.end_to_end.running import run_here

REPORT = """Fighters said to number more than 900

Last year about 600 fighters were thought to be with Boko Haram in Borno state. Now more than 900 militants fight for
the group, army officials said in Abuja on Monday.

On Sunday a bomb killed 12 soldiers near Bama, in Borno state, and burned 3 trucks, the army said. The militants did not
attack the town of Konduga.
"""
WIDTH = 80


@pytest.fixture(scope="module")
def source(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A report as a file."""
    path = tmp_path_factory.mktemp("explain") / "report.txt"
    path.write_text(REPORT, encoding="utf-8")
    return path


@pytest.fixture(scope="module")
def record(source: Path) -> Path:
    """A record that holds the report."""
    path = source.with_name("record.db")
    assert run_here("add", source, "--published", "2016-03-09", "-q", "-r", path).code == 0
    return path


@pytest.fixture(scope="module")
def explained(source: Path) -> dict[str, Any]:
    """What `extract --explain` prints of the report."""
    (line,) = run_here("extract", source, "--published", "2016-03-09", "--explain").lines
    return dict(line)


def find(explained: dict[str, Any], kind: str, number: int | None = None) -> dict[str, Any]:
    """Return the explanation of the first claim of a kind, with a figure if one is given."""
    claims = {
        claim["claim_id"]
        for claim in explained["claims"]
        if not number or (claim["quantity"] or {}).get("low") == number
    }
    return next(item for item in explained["explanations"] if item["kind"] == kind and item["claim_id"] in claims)


def slot(explanation: dict[str, Any], name: str) -> dict[str, Any]:
    """Return how one slot was filled."""
    return next(item for item in explanation["slots"] if item["slot"] == name)


def test_every_claim_is_explained(explained: dict[str, Any]) -> None:
    """There is one explanation for each claim, and it opens with the row of a table that made it."""
    assert [item["claim_id"] for item in explained["explanations"]] == [
        item["claim_id"] for item in explained["claims"]
    ]
    strength = find(explained, "strength", 900)
    assert strength["row"]["table"] == "records/data/strength.toml"
    assert strength["trigger"] in strength["row"]["words"]
    assert strength["rule"] == f"strength/{strength['row']['name']}"


def test_spans_hold_the_words(explained: dict[str, Any]) -> None:
    """The words of a slot stand where it says, character for character."""
    text = explained["document"]["text"]
    held = [
        item for explanation in explained["explanations"] for item in explanation["slots"] if item["start"] is not None
    ]
    assert held
    for item in held:
        written = text[item["start"] : item["end"]]
        assert written in item["words"] or item["words"] in written


def test_bounds_and_places_say_why(explained: dict[str, Any]) -> None:
    """A bound names itself; a place shows its candidates with weights and one of them chosen."""
    figure = slot(find(explained, "strength", 900), "figure")
    assert figure["value"] == "> 900"
    assert figure["why"].startswith("more than")
    place = slot(find(explained, "casualties", 12), "place")
    chosen = [item for item in place["weighed"] if item["is_chosen"]]
    assert len(chosen) == 1
    assert chosen[0]["weight"] > 0.5
    assert "Bama" in chosen[0]["words"]
    assert any("holds Bama" in item["reason"] for item in place["weighed"])


def test_other_numbers_say_why_they_were_dropped(explained: dict[str, Any]) -> None:
    """Trucks are no people, and the figure of another claim is told to be there."""
    dropped = slot(find(explained, "casualties", 12), "figure")["weighed"]
    assert [item["reason"] for item in dropped if item["words"].startswith("3")] == ["counts vehicle, not people"]


def test_dropped_rows_say_why(source: Path, record: Path) -> None:
    """A row whose word stands in the sentence and that made no claim says what was missing; none is without a reason."""
    (line,) = run_here("extract", source, "--published", "2016-03-09", "--explain").lines
    considered = [item for explanation in line["explanations"] for item in explanation["considered"]]
    assert considered
    assert all(item["reason"] or item["claim_id"] for item in considered)
    assert any("is empty" in item["reason"] for item in considered)


def test_explain_prints_words_within_the_width(record: Path) -> None:
    """A claim of a record is explained by the beginning of its id, within 80 cells, for people and for programs."""
    claim = run_here("claims", "--json", "--kind", "strength", "-r", record).document[0]
    finished = run_here("explain", claim["claim_id"][:10], "-r", record)
    assert finished.code == 0
    assert "row ‘" in finished.out
    assert claim["claim_id"] in finished.out
    assert max(cell_len(line) for line in finished.out.splitlines()) <= WIDTH
    plain = run_here("explain", claim["claim_id"], "--json", "-r", record).document
    assert plain["claim_id"] == claim["claim_id"]


def test_explain_refuses_what_is_no_claim(record: Path) -> None:
    """The id of a document is refused with what was expected; an unknown id is refused too."""
    document_id = run_here("claims", "--json", "-r", record).document[0]["document_id"]
    finished = run_here("explain", document_id, "-r", record)
    assert finished.code == 2
    assert "is no claim" in finished.err
    assert run_here("explain", "c-ffffffffffff", "-r", record).code == 2


def test_explanations_follow_the_schema(explained: dict[str, Any]) -> None:
    """What `extract --explain` prints is what `musterbook schema` describes."""
    schema = run_here("schema").document
    jsonschema.validate(explained, schema)
    assert explained["explanations"]
    with pytest.raises(jsonschema.ValidationError, match="is not of type 'array'"):
        jsonschema.validate({**explained, "explanations": "none"}, schema)


def test_other_words_are_explained_on_demand(record: Path) -> None:
    """What was considered at other words of the sentence is counted, and listed with `--all`."""
    claim = run_here("claims", "--json", "--kind", "strength", "-r", record).document[0]["claim_id"]
    short, whole = (run_here("explain", claim, *options, "-r", record).out for options in ((), ("--all",)))
    considered = run_here("explain", claim, "--json", "-r", record).document["considered"]
    assert whole.count("records/data/") > len(considered)
    assert len(short.splitlines()) < len(whole.splitlines())
    assert "more at other words" in " ".join(short.split())
    assert "more at other words" not in " ".join(whole.split())
