"""A run is killed, interrupted, continued, repeated and shared among processes: the record is always the same."""

from __future__ import annotations

import contextlib
import os
import re
import shutil
import signal
import sqlite3
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.end_to_end.running import count_log, dump_record, run_apart, run_here, start

N_REPORTS = 60
TOWNS = ("Kunduz", "Baghlan", "Lashkar Gah", "Ghazni", "Jalalabad", "Herat")
DEADLINE_S = 120.0


def compose(number: int) -> str:
    """Return a report of our own; every sixth is Arabic and every tenth too short, so that there are skips too."""
    if number % 6 == 5:
        return f"قتل {number} جنديا في هجوم شنه مسلحون على نقطة تفتيش قرب المدينة يوم الاثنين، بحسب مسؤولين محليين."
    if number % 10 == 9:
        return f"Correction {number}"
    town, other = TOWNS[number % len(TOWNS)], TOWNS[(number + 1) % len(TOWNS)]
    return (
        f"Fighting near {town}\n\n"
        f"Taliban fighters killed {number + 2} soldiers at a checkpoint near {town} on {number % 28 + 1} March 2017, "
        f"Afghan officials said.\n\n"
        f"The group has about {100 + 10 * number} fighters in the province, the governor said. "
        f"It denied that {number + 5} of its men had been killed in {other}.\n"
    )


@pytest.fixture(scope="module")
def corpus(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder of small reports, two of them byte for byte the same."""
    folder = tmp_path_factory.mktemp("corpus") / "reports"
    folder.mkdir()
    for number in range(N_REPORTS):
        (folder / f"{number:03}.txt").write_text(compose(number), encoding="utf-8")
    (folder / "000-again.txt").write_text(compose(0), encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def undisturbed(corpus: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The record of a run that nothing disturbed."""
    path = tmp_path_factory.mktemp("undisturbed") / "record.db"
    assert run_here("add", corpus, "-q", "-r", path).code == 0
    assert count_reports(path) == N_REPORTS
    return path


def count_reports(path: Path) -> int:
    """Return how many reports another process has committed so far; 0 before there is a record."""
    if not path.exists():
        return 0
    with contextlib.closing(sqlite3.connect(f"file:{path}?mode=ro", uri=True, timeout=10)) as connection:
        try:
            return int(connection.execute("SELECT count(*) FROM report").fetchone()[0])
        except sqlite3.OperationalError:  # the tables are not made yet
            return 0


@contextlib.contextmanager
def adding(corpus: Path, path: Path, *options: str, until: int) -> Iterator[subprocess.Popen[bytes]]:
    """Start `add` and hand it over when it has committed a number of reports; it is ended afterwards in any case."""
    process = start("add", corpus, "-q", "-r", path, *options)
    try:
        deadline = time.monotonic() + DEADLINE_S
        while count_reports(path) < until and process.poll() is None and time.monotonic() < deadline:
            time.sleep(0.005)
        assert process.poll() is None, process.communicate()
        yield process
    finally:
        with contextlib.suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        process.communicate()


@pytest.mark.parametrize("until", [1, 30], ids=["at once", "half way"])
def test_killed_and_continued(corpus: Path, undisturbed: Path, tmp_path: Path, until: int) -> None:
    """After kill -9 the same command goes on, and the record is the one of an undisturbed run."""
    path = tmp_path / "record.db"
    with adding(corpus, path, until=until) as process:
        process.kill()
        process.wait()
    assert until <= count_reports(path) < N_REPORTS
    assert run_here("verify", "-r", path).code == 0
    assert run_here("add", corpus, "-q", "-r", path).code == 0
    assert dump_record(path) == dump_record(undisturbed)
    assert run_here("verify", "-r", path).code == 0


@pytest.mark.parametrize("options", [(), ("-j", "2")], ids=["one process", "two processes"])
def test_interrupted_and_continued(corpus: Path, undisturbed: Path, tmp_path: Path, options: tuple[str, ...]) -> None:
    """Ctrl-C ends with one message and 130; the same command goes on from there."""
    path = tmp_path / "record.db"
    with adding(corpus, path, *options, until=1) as process:
        os.killpg(process.pid, signal.SIGINT)
        out, err = process.communicate(timeout=DEADLINE_S)
    assert (process.returncode, out) == (130, b"")
    kept = count_reports(path)
    assert 1 <= kept < N_REPORTS
    said = "1 report of this run is" if kept == 1 else f"{kept} reports of this run are"
    assert err.decode().strip() == f"interrupted: {said} kept, {kept} in all; the same command goes on from there"
    assert run_here("add", corpus, "-q", "-r", path).code == 0
    assert dump_record(path) == dump_record(undisturbed)


def test_second_run_changes_nothing(corpus: Path, undisturbed: Path) -> None:
    """Adding the same again leaves every row and the log as they are, and says that all was known."""
    before, acts = dump_record(undisturbed), count_log(undisturbed)
    finished = run_here("add", corpus, "-r", undisturbed)
    assert finished.code == 0
    assert "0 reports added, 61 known already" in finished.err
    assert dump_record(undisturbed) == before
    assert count_log(undisturbed) == acts


def test_two_processes_give_the_same_record(corpus: Path, undisturbed: Path, tmp_path: Path) -> None:
    """`-j 2` gives the record of one process, row for row."""
    path = tmp_path / "record.db"
    assert run_apart("add", corpus, "-q", "-r", path, "-j", "2").code == 0
    assert dump_record(path) == dump_record(undisturbed)


def test_in_two_parts_gives_the_same_record(corpus: Path, undisturbed: Path, tmp_path: Path) -> None:
    """Adding half of the reports, then all of them, gives the incidents and copies of one run over all.

    Incidents keep the id that they had when they were found, so they are compared by their events.
    """
    path = tmp_path / "record.db"
    half = sorted(corpus.iterdir())[: N_REPORTS // 2]
    assert run_here("add", *half, "-q", "-r", path).code == 0
    assert run_here("add", corpus, "-q", "-r", path).code == 0
    linked = ("incident", "incident_event", "incident_actor", "copy_group", "copy_member")
    one, other = _named_by_events(dump_record(path)), _named_by_events(dump_record(undisturbed))
    assert {name: one[name] for name in linked} == {name: other[name] for name in linked}


def _named_by_events(dump: dict[str, list[tuple[object, ...]]]) -> dict[str, list[tuple[str, ...]]]:
    """Return the rows as text, each incident under the first of its events instead of its own id, in order."""
    first: dict[str, str] = {}
    for event_id, incident_id in sorted(dump["incident_event"], key=str):
        first.setdefault(str(incident_id), str(event_id))

    def name(value: object) -> str:
        return re.sub(r"i-[0-9a-f]{16}", lambda found: first.get(found.group(), found.group()), str(value))

    return {table: sorted(tuple(map(name, row)) for row in rows) for table, rows in dump.items()}


def test_every_input_ends_as_made_or_skipped(corpus: Path, undisturbed: Path) -> None:
    """Each file is a report that was read or a report with a skip; the twin is a second sighting of the first."""
    dump = dump_record(undisturbed)
    files = {path.name for path in corpus.iterdir()}
    assert {Path(str(location)).name for location, _ in dump["sighting"]} == files
    with contextlib.closing(sqlite3.connect(undisturbed)) as connection:
        lost = connection.execute(
            "SELECT location FROM report WHERE report_id NOT IN (SELECT report_id FROM claim JOIN document USING (document_id))"
            " AND report_id NOT IN (SELECT input_id FROM skip)"
            " AND report_id NOT IN (SELECT report_id FROM document WHERE document_id IN (SELECT input_id FROM skip))"
        ).fetchall()
    assert lost == []


def test_reading_again_changes_nothing_but_the_log(corpus: Path, undisturbed: Path, tmp_path: Path) -> None:
    """`--reread` makes every row again from the bytes; ids come from content, so they are the same rows."""
    path = Path(shutil.copy(undisturbed, tmp_path))

    def content() -> dict[str, list[tuple[object, ...]]]:
        dump = dump_record(path)
        # The running numbers of rows that were made again are new; what they number is not.
        return {
            name: sorted((row[1:] if name in {"document", "claim", "event"} else row for row in rows), key=repr)
            for name, rows in dump.items()
        }

    before, acts = content(), count_log(path)
    finished = run_here("add", corpus, "--reread", "-r", path)
    assert finished.code == 0
    assert "60 reports added, 1 known already" in finished.err
    assert content() == before
    assert count_log(path) > acts
