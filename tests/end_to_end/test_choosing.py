"""A toll that is corrected, and a person who chooses another figure: the record keeps both, through later runs."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.end_to_end.running import run_here

FIRST = """Bomb in Gardez bazaar

A suicide bomber killed 48 people at a bazaar in Gardez on Wednesday, the provincial health department said.
"""
SECOND = """Gardez toll lowered

The provincial health department on Thursday lowered the number of people killed in Wednesday's suicide bombing at the bazaar
in Gardez from 48 to 34. A doctor at the city hospital said 41 people were killed in the bombing on Wednesday.
"""
WHO = ("--by", "A. Editor", "--reason", "the list of the hospital has names")


@pytest.fixture
def record(tmp_path: Path) -> Path:
    """A record of the two reports."""
    path = tmp_path / "record.db"
    for name, text, day in (("1.txt", FIRST, "2018-08-16"), ("2.txt", SECOND, "2018-08-17")):
        (tmp_path / name).write_text(text)
        assert (
            run_here("add", tmp_path / name, "-q", "--published", day, "--outlet", "Kabul Post", "-r", path).code == 0
        )
    return path


def _toll(record: Path, *options: str) -> dict[str, Any]:
    tolls = [
        toll
        for incident in run_here("incidents", "--json", "-r", record, *options).document
        for toll in incident["tolls"]
    ]
    (toll,) = (toll for toll in tolls if toll["outcome"] == "killed" and toll["whose"] != "armed_group")
    return dict(toll)


def _claim(record: Path, figure: int) -> str:
    claims = run_here("claims", "--kind", "casualties", "--json", "-r", record).document
    (found,) = (c["claim_id"] for c in claims if c["quantity"]["low"] == figure and not c["is_replaced"])
    return str(found)


def test_a_correction_is_understood_across_reports(record: Path) -> None:
    """48 is superseded by the 34 of the correction; the doctor's 41 stands beside it."""
    toll = _toll(record)
    assert (toll["low"], toll["high"]) == (34, 41)
    assert _claim(record, 48) in toll["superseded_claim_ids"]


def test_a_persons_choice_outlives_another_run(record: Path, tmp_path: Path) -> None:
    """The chosen figure is quoted with name and reason, after more reports too, until it is taken back."""
    claim_id = _claim(record, 41)
    done = run_here("choose", claim_id, "-r", record, *WHO)
    assert done.code == 0
    assert "chosen by A. Editor" in done.out
    (tmp_path / "3.txt").write_text(
        "Market day\n\nTraders returned to the bazaar of the town on Friday, a resident said.\n"
    )
    assert run_here("add", tmp_path / "3.txt", "-q", "--published", "2018-08-18", "-r", record).code == 0
    assert (_toll(record)["best"], _toll(record)["is_chosen"]) == (41, True)
    assert run_here("choose", claim_id, "--undo", "-r", record, *WHO).code == 0
    assert (_toll(record)["best"], _toll(record)["is_chosen"]) == (34, False)
    assert run_here("verify", "-r", record).code == 0


def test_another_rule_may_be_asked_for(record: Path) -> None:
    """`--best independent` quotes the doctor, who is no authority; the record stays as it is."""
    assert _toll(record, "--best", "independent")["best"] == 41
    assert _toll(record)["best"] == 34


def test_what_cannot_be_chosen_is_refused_with_a_hint(record: Path) -> None:
    """A superseded figure, an event and an empty reason are refused in words, without a traceback."""
    event = run_here("claims", "--kind", "event", "--json", "-r", record).document[0]["claim_id"]
    for claim_id, options, said in (
        (_claim(record, 48), WHO, "superseded"),
        (event, WHO, "only a casualties claim"),
        (_claim(record, 34), ("--by", "A. Editor", "--reason", " "), "the reason must be told"),
    ):
        done = run_here("choose", claim_id, "-r", record, *options)
        assert (done.code, said in done.err) == (2, True), done.err
    assert json.loads(run_here("incidents", "--json", "-r", record).out)
