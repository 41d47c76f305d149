"""Record files that are none, too new, read-only or without room: one message that says what to do, and nothing is harmed."""

from __future__ import annotations

import contextlib
import os
import shutil
import sqlite3
import subprocess
from pathlib import Path

import pytest

from musterbook.errors import RecordFullError
from musterbook.record import Record
from musterbook.store.schema import SCHEMA_VERSION
from tests.end_to_end.running import COMMAND, ENVIRONMENT, Finished, dump_record, run_here

REPORT = "Fighting in the north\n\nTaliban fighters killed {n} soldiers in Kunduz on 3 March 2017, officials said.\n"
FILLER = "Shops in the market of Kunduz did not open before noon, and the roads out of town were closed. " * 40
READING_COMMANDS = (
    ("status",), ("claims",), ("incidents",), ("series", "taliban"), ("assess", "taliban"), ("show", "c-1"),
    ("search", "Kunduz"), ("verify",), ("report", "-o", "page.html"),
)  # fmt: skip


@pytest.fixture
def reports(tmp_path: Path) -> Path:
    """A folder with a few reports."""
    folder = tmp_path / "reports"
    folder.mkdir()
    for n in range(8):
        (folder / f"{n}.txt").write_text(REPORT.format(n=n + 10) + f"\nReport {n}. {FILLER}\n", encoding="utf-8")
    return folder


@pytest.fixture
def record(tmp_path: Path, reports: Path) -> Path:
    """A record of one report."""
    path = tmp_path / "record.db"
    assert run_here("add", reports / "0.txt", "-q", "-r", path).code == 0
    return path


def is_one_message(finished: Finished, code: str) -> bool:
    """Return whether a command failed with one error of a code, without data and without a traceback."""
    return (
        finished.code == 1
        and finished.out == ""
        and finished.err.startswith(f"error[{code}]: ")
        and finished.err.count("error[") == 1
        and "Traceback" not in finished.err
    )


def assert_refused(path: Path, code: str, reports: Path) -> None:
    """Check that commands that read and the one that writes refuse a file with one code and leave it as it is."""
    before = path.read_bytes()
    for command in (("status",), ("claims", "--json"), ("verify",), ("add", reports)):
        finished = run_here(*command, "-r", path)
        assert is_one_message(finished, code), (command, finished)
        assert str(path) in finished.err
    assert path.read_bytes() == before


def test_a_text_is_no_record(tmp_path: Path, reports: Path) -> None:
    """Any other file given as the record is refused and stays as it is."""
    path = tmp_path / "notes.txt"
    path.write_text("This is not a database. " * 100)
    assert_refused(path, "not-a-record", reports)


def test_another_database_is_no_record(tmp_path: Path, reports: Path) -> None:
    """A database of another program is refused and stays as it is."""
    path = tmp_path / "other.db"
    with contextlib.closing(sqlite3.connect(path)) as connection:
        connection.execute("CREATE TABLE claim (text TEXT)")
    assert_refused(path, "not-a-record", reports)


def test_a_newer_record_is_refused(record: Path, reports: Path) -> None:
    """A record of a newer version is refused with the way out."""
    with contextlib.closing(sqlite3.connect(record)) as connection:
        connection.execute(f"PRAGMA user_version = {SCHEMA_VERSION + 1}")
    assert_refused(record, "record-version", reports)
    assert "update Musterbook" in run_here("status", "-r", record).err


@pytest.mark.parametrize("command", READING_COMMANDS, ids=lambda command: command[0])
def test_no_record_at_all(tmp_path: Path, command: tuple[str, ...]) -> None:
    """Commands that read make no record, and say how to make one."""
    path = tmp_path / "none.db"
    finished = run_here(*command, "-r", path)
    assert is_one_message(finished, "not-a-record")
    assert "musterbook add" in finished.err
    assert not path.exists()


def test_a_folder_is_no_record(tmp_path: Path) -> None:
    """A folder given as the record is refused."""
    assert is_one_message(run_here("status", "-r", tmp_path), "not-a-record")


def test_the_folder_of_a_new_record_must_exist(tmp_path: Path, reports: Path) -> None:
    """No folder is made on the way to a new record."""
    finished = run_here("add", reports, "-r", tmp_path / "no" / "such" / "record.db")
    assert is_one_message(finished, "not-a-record")
    assert not (tmp_path / "no").exists()


def run_without_power(*arguments: str | Path) -> Finished:
    """Run a command as somebody for whom permissions hold: root reads and writes everything."""
    command = [*COMMAND, *map(str, arguments)]
    if os.geteuid() == 0:
        if shutil.which("setpriv") is None:
            pytest.skip("root writes every file, and there is no setpriv to take that power away")
        command = ["setpriv", "--bounding-set=-all", "--inh-caps=-all", *command]
    done = subprocess.run(command, env=ENVIRONMENT, capture_output=True, text=True, check=False)
    return Finished(done.returncode, done.stdout, done.stderr)


def test_a_read_only_record_is_read_and_not_written(record: Path, reports: Path) -> None:
    """Of a read-only file the claims are read; adding is refused before anything is done."""
    record.chmod(0o444)
    assert run_without_power("claims", "--json", "-r", record).document
    assert is_one_message(run_without_power("add", reports, "-r", record), "record-read-only")
    assert run_here("status", "--json", "-r", record).document["reports"] == 1


def test_a_record_in_a_read_only_folder_is_read(tmp_path: Path, record: Path, reports: Path) -> None:
    """A record on a medium that cannot be written is read as any other; adding to it is refused."""
    folder = tmp_path / "archive"
    folder.mkdir()
    path = Path(shutil.copy(record, folder))
    path.chmod(0o444)
    folder.chmod(0o555)
    try:
        finished = run_without_power("claims", "--json", "-r", path)
        assert finished.code == 0, finished.err
        assert finished.document
        refusal = run_without_power("add", reports, "-r", path)
        assert (refusal.code, refusal.err.count("error[record"), refusal.err.count("Traceback")) == (1, 1, 0)
    finally:
        folder.chmod(0o755)


def test_a_full_disk_keeps_what_was_written(tmp_path: Path, reports: Path) -> None:
    """When no page can be had any more the run stops with its own error; with room again it goes on to the same record."""
    path, whole = tmp_path / "small.db", tmp_path / "whole.db"
    with Record(path) as opened:
        # What SQLite answers at this limit is what it answers on a full disk.
        (pages,) = opened.store.connection.execute("PRAGMA page_count").fetchone()
        opened.store.connection.execute(f"PRAGMA max_page_count = {pages + 60}")
        with pytest.raises(RecordFullError, match="the disk is full; everything written before is kept"):
            opened.add(reports)
    n_kept = run_here("status", "--json", "-r", path).document["reports"]
    assert 0 < n_kept < 8
    assert run_here("verify", "-r", path).code == 0
    for target in (path, whole):
        assert run_here("add", reports, "-q", "-r", target).code == 0
    assert dump_record(path) == dump_record(whole)


def test_a_full_disk_on_the_command_line(tmp_path: Path, reports: Path) -> None:
    """On a file system without room `add` ends with one message that says what to do."""
    disk = tmp_path / "disk"
    disk.mkdir()
    if os.geteuid() != 0 or shutil.which("mount") is None:
        pytest.skip("a small file system can be mounted by root only")
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=400k", "none", str(disk)], check=False, capture_output=True
    )
    if mounted.returncode != 0:
        pytest.skip("no file system can be mounted here")
    try:
        finished = run_here("add", reports, "-r", disk / "record.db")
        assert is_one_message(finished, "disk-full"), finished
        assert "make room, then run the same command again" in finished.err
    finally:
        subprocess.run(["umount", str(disk)], check=True)


def test_output_on_a_full_disk(record: Path) -> None:
    """Data that cannot be written is an error, never a silent success."""
    if not Path("/dev/full").exists():
        pytest.skip("this system has no /dev/full")
    with Path("/dev/full").open("wb") as full:
        done = subprocess.run(
            [*COMMAND, "claims", "--json", "-r", str(record)],
            stdout=full, stderr=subprocess.PIPE, env=ENVIRONMENT, text=True, check=False,
        )  # fmt: skip
    assert done.returncode == 1
    assert done.stderr.startswith("error[")
    assert "Traceback" not in done.stderr


def test_reading_goes_on_beside_a_writer(record: Path) -> None:
    """While another process writes, commands that read see what was committed before."""
    with contextlib.closing(sqlite3.connect(record, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        other.execute("DELETE FROM claim")
        assert run_here("claims", "--json", "-r", record).document
        other.execute("ROLLBACK")


def test_a_record_that_is_not_linked_says_so(record: Path) -> None:
    """After a run that ended before linking, commands that read say so on standard error, and status shows it."""
    assert "not linked" not in run_here("claims", "-r", record).err
    with contextlib.closing(sqlite3.connect(record, isolation_level=None)) as connection:
        connection.execute("UPDATE setting SET value = 'no' WHERE key = 'is_linked'")
    for command in (("incidents",), ("series", "taliban"), ("search", "Kunduz")):
        finished = run_here(*command, "-r", record)
        assert finished.code == 0
        assert "not linked since the last reports were added" in finished.err
    assert run_here("status", "--json", "-r", record).document["is_linked"] is False


def test_changed_bytes_are_found(record: Path) -> None:
    """`verify` finds a text that was changed behind the record's back and ends with 1."""
    with contextlib.closing(sqlite3.connect(record, isolation_level=None)) as connection:
        connection.execute("UPDATE document SET text = replace(text, 'killed', 'fed')")
    finished = run_here("verify", "-r", record)
    assert is_one_message(finished, "drift")
    assert "the text was changed" in finished.err
