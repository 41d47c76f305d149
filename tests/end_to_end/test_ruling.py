"""A person rules which reports tell of one incident: merge and split, old ids, later runs, and what is refused."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

import pytest

from tests.end_to_end.running import run_here

TEXTS = (
    "Blast in Gardez\n\nA car bomb killed nine people at a police checkpoint in Gardez on Monday, the governor said.\n",
    "Shooting in Kandahar\n\nGunmen killed three teachers in Kandahar on Monday, police said.\n",
    "Gardez dead buried\n\nNine people were killed when a car bomb exploded at a checkpoint in Gardez on Monday, a doctor said.\n",
)
WHO = ("--by", "A. Editor", "--reason", "read side by side")


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A record of two reports on one attack and one on another."""
    folder = tmp_path_factory.mktemp("made")
    add(folder / "record.db", folder, *TEXTS)
    return folder / "record.db"


@pytest.fixture
def record(made: Path, tmp_path: Path) -> Path:
    """A copy of the record, to be ruled on."""
    return shutil.copy(made, tmp_path / "record.db")


def add(record: Path, folder: Path, *texts: str, options: tuple[str, ...] = ()) -> None:
    """Add texts of 15 August 2018."""
    files = [folder / f"{text.splitlines()[0]}.txt" for text in texts]
    for file, text in zip(files, texts, strict=True):
        file.write_text(text, encoding="utf-8")
    assert run_here("add", *files, "-q", "--published", "2018-08-15", *options, "-r", record).code == 0


def incidents(record: Path) -> list[dict[str, Any]]:
    """All incidents, those with the most reports first."""
    found = run_here("incidents", "--json", "-r", record).document
    return sorted(found, key=lambda one: -one["n_reports"])


def test_what_a_person_merged_stays_one(record: Path, tmp_path: Path) -> None:
    """The second id leads to the first in every command, later reports and another reading change nothing, and status counts it."""
    gardez, kandahar = (one["incident_id"] for one in incidents(record))
    done = run_here("merge", gardez[:9], kandahar, "-r", record, *WHO)
    assert done.code == 0
    add(record, tmp_path, "Rain\n\nHeavy rain fell in Gardez on Tuesday, residents said.\n")
    add(record, tmp_path, *TEXTS, options=("--reread",))
    (one,) = incidents(record)
    assert (one["incident_id"], one["n_reports"]) == (gardez, 3)
    shown = run_here("show", kandahar, "-r", record).out
    assert gardez[:10] in shown
    assert "A. Editor" in shown
    assert run_here("explain", kandahar, "-r", record).code == 0
    assert "1 by persons" in run_here("status", "-r", record).out
    assert run_here("verify", "-r", record).code == 0


def test_what_a_person_split_stays_two(record: Path, tmp_path: Path) -> None:
    """The event taken out is an incident of its own after every later run; what stays keeps the id, and its figures."""
    gardez = incidents(record)[0]
    taken = run_here("split", gardez["incident_id"], gardez["event_ids"][0], "-r", record, *WHO, "--json").document
    add(record, tmp_path, *TEXTS, options=("--reread",))
    found = {one["incident_id"]: one for one in incidents(record)}
    assert len(found) == 3
    assert found[taken["incident_id"]]["event_ids"] == gardez["event_ids"][:1]
    assert found[gardez["incident_id"]]["event_ids"] == gardez["event_ids"][1:]
    assert [toll["best"] for toll in found[gardez["incident_id"]]["tolls"]] == [9]


@pytest.mark.parametrize(
    ("command", "expected"),
    [
        (("merge", "A", "A"), "merged with itself"),
        (("merge", "A", "i-0000000000000000"), "no record"),
        (("split", "A", "e-0000"), "not one of its events"),
        (("split", "A", "EVERY"), "nothing would be left"),
        (("merge", "EVENT", "A"), "is no incident"),
        (("choose", "A"), "only a casualties claim"),
    ],
    ids=["itself", "nobody", "a stranger", "all", "an event", "an incident chosen"],
)
def test_what_cannot_be_ruled_is_refused(record: Path, command: tuple[str, ...], expected: str) -> None:
    """An error in words with a code and no traceback, and the record stays as it was."""
    before = incidents(record)
    gardez = before[0]
    words = {"A": (gardez["incident_id"],), "EVERY": gardez["event_ids"], "EVENT": gardez["event_ids"][:1]}
    arguments = [one for word in command for one in words.get(word, (word,))]
    done = run_here(*arguments, "-r", record, *WHO)
    assert done.code != 0
    assert done.err.startswith("error[")
    assert expected in " ".join(done.err.split())
    assert incidents(record) == before


def test_a_ruling_needs_a_name_and_a_reason(record: Path) -> None:
    """Without either nothing is ruled, and the message says which option is missing."""
    gardez, kandahar = (one["incident_id"] for one in incidents(record))
    assert "--by" in run_here("merge", gardez, kandahar, "-r", record, "--reason", "x").err
    assert "--reason" in run_here("merge", gardez, kandahar, "-r", record, "--by", "x").err
    assert "told in 1 to" in run_here("merge", gardez, kandahar, "-r", record, "--by", " ", "--reason", "x").err
