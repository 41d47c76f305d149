"""The command that checks a register: what it prints and when it fails."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from musterbook.cli.main import call

HEADER = "id,name,side,countries,source\n"


@pytest.fixture
def faulty(tmp_path: Path) -> Path:
    """Return a register with a fault in each of its two rows."""
    path = tmp_path / "own.csv"
    path.write_text(HEADER + "one,One,army,ML,own notes\ntwo,Taliban,armed_group,AF,own notes\n", encoding="utf-8")
    return path


def test_lint_passes_a_sound_register(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A file without faults ends with exit code 0 and a count."""
    path = tmp_path / "own.csv"
    path.write_text(HEADER + "example-front,Example Front,armed_group,ML,own notes\n", encoding="utf-8")
    assert call(["actors", "lint", str(path)]) == 0
    assert capsys.readouterr().out == "0 faults, 0 warnings\n"


def test_lint_names_every_fault_and_fails(faulty: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """All faults are told at once, each with file and line, and the exit code is 1."""
    assert call(["actors", "lint", str(faulty), "--json"]) == 1
    told = json.loads(capsys.readouterr().out)
    assert [(one["kind"], one["text"].partition(" ")[0]) for one in told] == [
        ("fault", "own.csv:2:"),
        ("fault", "own.csv:3:"),
    ]


def test_lint_says_where_a_file_is_missing(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A path that does not exist is a wrong call, exit code 2."""
    assert call(["actors", "lint", str(tmp_path / "none.csv")]) == 2
    assert "none.csv" in capsys.readouterr().err
