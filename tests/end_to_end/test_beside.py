"""A denial and a claim of responsibility in reports of their own, as a person meets them beside the incident."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.end_to_end.running import run_here

STRIKE = "Warplanes bombed a market in Kutum in North Darfur on Monday and killed at least 21 people, residents said."
DENIAL = "Sudan's army denied on Wednesday that its planes had bombed a market in Kutum on Monday."
ELSEWHERE = "Shells hit a bus station in Omdurman on Monday and killed four people, a doctor said."
BLAST = "A bomb killed six people at a restaurant in Baidoa in Somalia on Monday, police said."
CLAIM = "Al-Shabaab claimed responsibility on Tuesday for Monday's bombing of the restaurant in Baidoa."


@pytest.fixture(scope="module")
def record(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A record of two attacks that are spoken of in other reports, and of one that is not."""
    folder = tmp_path_factory.mktemp("beside")
    texts = (STRIKE, ELSEWHERE, DENIAL, BLAST, CLAIM)
    rows = [{"text": text, "outlet": f"Paper {n}", "published": "2024-03-07"} for n, text in enumerate(texts)]
    (folder / "reports.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    assert run_here("add", str(folder / "reports.jsonl"), "-r", str(folder / "record.db")).code == 0
    return folder / "record.db"


def _incidents(record: Path) -> dict[str, Any]:
    listed = run_here("incidents", "-r", str(record), "--json").document
    return {incident["place"]["place"]["name"]: incident for incident in listed}


def test_a_denial_of_another_report_stands_beside(record: Path) -> None:
    """It stands beside the strike of its town, in `show`, `explain` and the page, and changes no figure and no count."""
    strike = _incidents(record)["Kutum"]
    (claim_id,) = strike["beside_claim_ids"]
    (toll,) = strike["tolls"]
    assert (toll["low"], toll["best"], toll["high"]) == (21, 21, 21)
    assert (strike["n_reports"], strike["n_origins"]) == (1, 1)
    for command in ("show", "explain"):
        told = run_here(command, strike["incident_id"], "-r", str(record))
        assert claim_id[:10] in told.out
    assert "Armed forces of Sudan denied “its planes had bombed a market in Kutum on Monday”" in " ".join(
        run_here("show", strike["incident_id"], "-r", str(record)).out.split()
    )
    page = record.with_suffix(".html")
    assert run_here("report", "-r", str(record), "-o", str(page)).code == 0
    assert "Armed forces of Sudan denied “its planes had bombed a market in Kutum on Monday”" in page.read_text("utf-8")


def test_what_nobody_denies_has_nothing_beside_it(record: Path) -> None:
    """The shells on another town of the same day were denied by nobody."""
    assert _incidents(record)["Omdurman"]["beside_claim_ids"] == []


def test_a_claim_of_responsibility_belongs_to_its_attack(record: Path) -> None:
    """The group's word joins the blast, as a telling of it or beside it."""
    blast = _incidents(record)["Baidoa"]
    claims = run_here("claims", "--kind", "responsibility", "-r", str(record), "--json").document
    (claim,) = claims
    assert claim["claim_id"] in (*blast["claim_ids"], *blast["beside_claim_ids"])


def test_what_is_known_of_a_missing_place_is_said(tmp_path: Path) -> None:
    """A sentence that names only where somebody speaks has no place read; one that names none has none."""
    rows = [
        {"text": "Gunmen killed four people on Sunday, the UN office in Geneva said.", "published": "2024-05-06"},
        {"text": "Gunmen killed seven people on Tuesday, police said.", "published": "2024-05-16"},
    ]
    source, record = tmp_path / "reports.jsonl", str(tmp_path / "record.db")
    source.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    assert run_here("add", str(source), "-r", record).code == 0
    told = [
        run_here("show", incident["incident_id"], "-r", record).out
        for incident in run_here("incidents", "-r", record, "--json").document
    ]
    assert "place not read: its sentences name Geneva" in told[0]
    assert "no place: its sentences name none" in told[1]
