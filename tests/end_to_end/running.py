"""Running the command line as a person does, and reading a record file as another program would."""

from __future__ import annotations

import contextlib
import io
import json
import os
import sqlite3
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from musterbook.cli.main import call

TEXTS = Path(__file__).parent / "texts"
EXAMPLES = Path(__file__).parents[2] / "examples"

COMMAND = (sys.executable, "-m", "musterbook")
# Nothing of the caller's environment may choose a record, settings, colours, an encoding or a width.
ENVIRONMENT = {
    name: os.environ[name] for name in ("PATH", "PYTHONPATH", "HOME", "TMPDIR", "LANG", "LC_ALL") if name in os.environ
}


@dataclass(frozen=True, slots=True)
class Finished:
    """A command that has ended."""

    code: int
    out: str
    err: str

    @property
    def document(self) -> Any:
        """The one JSON document on standard output."""
        return json.loads(self.out)

    @property
    def lines(self) -> list[Any]:
        """The JSON objects on standard output, one a line."""
        return [json.loads(line) for line in self.out.split("\n") if line]


def run_here(*arguments: str | Path) -> Finished:
    """Run a command in this process: the way from arguments to exit code, without the start of another Python."""
    out, err = io.StringIO(), io.StringIO()
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
        code = call([str(argument) for argument in arguments])
    return Finished(code, out.getvalue(), err.getvalue())


def run_apart(*arguments: str | Path, stdin: bytes = b"", cwd: Path | None = None) -> Finished:
    """Run a command in a process of its own, with bytes on its standard input."""
    done = subprocess.run(
        [*COMMAND, *map(str, arguments)], input=stdin, capture_output=True, check=False, cwd=cwd, env=ENVIRONMENT
    )
    return Finished(done.returncode, done.stdout.decode(), done.stderr.decode())


def start(*arguments: str | Path, **options: Any) -> subprocess.Popen[bytes]:
    """Start a command in a process group of its own, so that a signal reaches it and its workers and nobody else."""
    return subprocess.Popen(
        [*COMMAND, *map(str, arguments)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env=ENVIRONMENT,
        start_new_session=True,
        **options,
    )


# The log holds times, and FTS5 keeps what it needs beside the tables it indexes.
_LEFT_OUT = ("log", "sqlite_", "document_fts", "claim_fts")


def dump_record(path: Path) -> dict[str, list[tuple[Any, ...]]]:
    """Return every row of every table, in order of its text, without the log and the times of reading."""
    with contextlib.closing(sqlite3.connect(path)) as connection:
        names = [
            name for (name,) in connection.execute("SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY 1")
        ]
        dump = {}
        for name in names:
            if name.startswith(_LEFT_OUT):
                continue
            columns = [
                row[1] for row in connection.execute(f'PRAGMA table_info("{name}")') if row[1] != "retrieved_utc"
            ]
            chosen = ", ".join(f'"{column}"' for column in columns)
            # Where the log ends is known by a hash, which holds times too.
            kept = "WHERE key <> 'log_head'" if name == "setting" else ""
            dump[name] = sorted(connection.execute(f'SELECT {chosen} FROM "{name}" {kept}'), key=repr)
    return dump


def count_log(path: Path) -> int:
    """Return how many acts the custody log holds."""
    with contextlib.closing(sqlite3.connect(path)) as connection:
        (number,) = connection.execute("SELECT count(*) FROM log").fetchone()
    return int(number)
