"""Ctrl-C in the middle of a run: what is said of what was done."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from musterbook.cli.main import call

N_ROWS = 700


@pytest.fixture
def table(tmp_path: Path) -> Path:
    """A table of figures, longer than what is written at once."""
    path = tmp_path / "figures.csv"
    rows = [f"2019-01-01,Northern Front,strength,{1000 + number},{1000 + number},ministry" for number in range(N_ROWS)]
    path.write_text("\n".join(("date,actor,what,lo,hi,source", *rows)) + "\n", encoding="utf-8")
    return path


@contextmanager
def _stop(*_words: object, **_options: object) -> Iterator[Callable[..., None]]:
    def advance(*_numbers: int) -> None:
        raise KeyboardInterrupt

    yield advance


@pytest.mark.parametrize(
    ("options", "said"),
    [
        ((), "interrupted: 500 rows of this run are kept, 500 in all; the same command goes on from there"),
        (("--reread",), "interrupted: what was made anew is kept, 500 rows in all; without --reread the command adds what is missing"),
    ],
    ids=["first", "again"],
)  # fmt: skip
def test_a_stopped_import_says_what_is_kept(
    table: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    options: tuple[str, ...],
    said: str,
) -> None:
    """Stopped after the first rows: how many are kept, and what running it again would do; the rest comes with it."""
    record = str(tmp_path / "record.db")
    with monkeypatch.context() as patched:
        patched.setattr("musterbook.cli.importing.show_progress", _stop)
        assert call(["import", str(table), "--as", "claims", "-r", record, *options]) == 130
    assert said in " ".join(capsys.readouterr().err.split())
    assert call(["import", str(table), "--as", "claims", "-r", record]) == 0
    assert f"{N_ROWS - 500} rows added, 500 known already" in capsys.readouterr().err


def test_where_nothing_is_written_nothing_is_said_of_it(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """A look-up that is stopped was interrupted, and that is all."""

    def stop(*_words: object, **_options: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("musterbook.cli.registers.open_gazetteer", stop)
    assert call(["gazetteer", "find", "Achin"]) == 130
    assert capsys.readouterr().err.strip() == "interrupted"
