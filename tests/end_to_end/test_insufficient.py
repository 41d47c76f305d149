"""What an answer that is insufficient says: its reason and what would be needed, whatever was asked."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.end_to_end.running import run_here

TEXTS = (
    (
        "2019-03-12",
        "Boko Haram had about 3,000 fighters in Nigeria in January 2017, the Nigerian army said on Tuesday.",
    ),
    ("2019-03-12", "Boko Haram fighters killed 14 soldiers in Gwoza on Monday, the Nigerian army said."),
    ("2019-03-19", "The number of Boko Haram fighters has risen by 20 percent, the Nigerian army said."),
    ("2019-03-28", "Boko Haram has about 3,000 fighters in Nigeria, a spokesman for the Nigerian army said."),
    ("2019-03-29", "Gunmen attacked a market in Gwoza on Thursday, residents said."),
)
QUESTIONS = (
    ("page", "Boko Haram"),
    ("strength", "Boko Haram"),
    ("growth", "Boko Haram"),
    ("flow", "Boko Haram"),
    ("page", "al-shabaab"),
    ("operation", "Boko Haram", "--date", "2019-03-20"),
    ("presence", "Boko Haram"),
    ("coverage", "Boko Haram", "--by", "adm2"),
)


@pytest.fixture(scope="module")
def record(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A record of one army's figures, of one attack with its dead and of one without."""
    folder = tmp_path_factory.mktemp("insufficient")
    rows = [{"text": text, "outlet": "Morning Post", "published": day} for day, text in TEXTS]
    (folder / "reports.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    assert run_here("add", str(folder / "reports.jsonl"), "-r", str(folder / "record.db")).code == 0
    return folder / "record.db"


def _list_insufficient(*asked: str, record: Path) -> list[dict[str, Any]]:
    told = run_here("assess", *asked, "-r", str(record), "--json")
    assert told.code == 0, told.err
    return [finding for finding in told.document["findings"] if finding["verdict"] == "insufficient"]


@pytest.mark.parametrize("asked", QUESTIONS, ids=" ".join)
def test_insufficient_says_why_and_what_is_needed(record: Path, asked: tuple[str, ...]) -> None:
    """Every finding that is insufficient gives its reason and what would be needed in its answer."""
    found = _list_insufficient(*asked, record=record)
    assert found
    for finding in found:
        assert "Insufficient: " in finding["answer"], finding
        assert ". Needed: " in finding["answer"], finding


def test_casualties_say_why_and_what_is_needed(record: Path) -> None:
    """So does the toll of one army, and an incident of which nobody gives a number."""
    for incident in run_here("incidents", "-r", str(record), "--json").document:
        (finding,) = _list_insufficient("casualties", incident["incident_id"], record=record)
        assert "Insufficient: " in finding["answer"]
        assert ". Needed: " in finding["answer"]
