"""A name that two groups bear, asked of a record: the group that its reports mean, or the choices to copy."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.end_to_end.running import run_here

SOMALIA = "Al Shabaab fighters killed six people in Baidoa in Somalia on Sunday, police said."
MOZAMBIQUE = "Al Shabaab fighters killed five farmers near Macomia in Cabo Delgado on Monday, the police said."


def _add(folder: Path, *texts: str) -> str:
    rows = [{"text": text, "outlet": f"Paper {n}", "published": "2024-02-06"} for n, text in enumerate(texts)]
    (folder / "reports.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    record = str(folder / "record.db")
    assert run_here("add", str(folder / "reports.jsonl"), "-r", record).code == 0
    return record


@pytest.mark.parametrize(
    ("text", "expected"),
    [(SOMALIA, "al-shabaab"), (MOZAMBIQUE, "islamic-state-mozambique")],
    ids=["Somalia", "Mozambique"],
)
def test_the_group_that_the_reports_mean_is_asked_for(tmp_path: Path, text: str, expected: str) -> None:
    """Where the record tells of one bearer only, the name means that one."""
    listed = run_here("incidents", "--actor", "Al Shabaab", "-r", _add(tmp_path, text), "--json").document
    assert [side["actor_id"] for incident in listed for side in incident["initiators"]] == [expected]


def test_of_two_groups_in_one_record_the_ids_are_given_to_copy(tmp_path: Path) -> None:
    """Where the record tells of both, the error names both by id and country, and the id answers."""
    record = _add(tmp_path, SOMALIA, MOZAMBIQUE)
    asked = run_here("claims", "--actor", "Al Shabaab", "-r", record)
    assert asked.code == 2
    told = " ".join(asked.err.split())
    assert "al-shabaab (Al-Shabaab: SO, KE, ET); or islamic-state-mozambique (Islamic State Mozambique: MZ, TZ)" in told
    assert run_here("claims", "--actor", "islamic-state-mozambique", "-r", record).code == 0
