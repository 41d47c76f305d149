"""verify, demo, doctor, schema, completion: keeping things in order."""

from __future__ import annotations

import platform
import sqlite3
import sys
import time
from collections.abc import Callable
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

import click
import musterbook_gazetteer
from click.shell_completion import get_completion_class

from musterbook import workflow
from musterbook.cli.answers import print_assessment
from musterbook.cli.options import current_settings, open_for, output, record_path, saying_what_is_kept
from musterbook.cli.terminal import note, print_json, print_jsonl, print_lines, print_table, show_progress
from musterbook.errors import MusterbookError, UsageError, format_error
from musterbook.examples import DEMO_ACTOR, DEMO_AREA, find_examples
from musterbook.export import extraction_schema, to_plain
from musterbook.sources import count_inputs

__all__ = ["completion", "demo", "doctor", "schema", "verify"]


@click.command()
@record_path
@output
def verify(record_file: Path, *, as_json: bool, as_jsonl: bool) -> None:
    """Hash everything in a record again; fails if a byte, a text, a claim, an event or the log is not what it was."""
    with open_for(record_file) as record:
        result = record.verify()
    if as_json or as_jsonl:
        (print_json if as_json else lambda value: print_jsonl([value]))(to_plain(result))
        return
    print_lines(
        [
            f"all well: {result.reports:,} reports, {result.documents:,} documents, {result.claims:,} claims and "
            f"{result.log_entries:,} log entries are what they were when they were written"
        ]
    )


@click.command()
@click.option(
    "-o", "--output", "folder", type=click.Path(path_type=Path, file_okay=False), default=Path("out/demo"),
    show_default=True, help="Where the record and the report go.",
)  # fmt: skip
def demo(folder: Path) -> None:
    """Read the example reports on Islamic State in eastern Afghanistan, assess, and write the report."""
    reports = find_examples()
    folder.mkdir(parents=True, exist_ok=True)
    record_file, page = folder / "record.db", folder / "report.html"
    started = time.monotonic()
    note(f"reading {reports} into {record_file}")
    with open_for(record_file, writes=True) as record:
        with (
            saying_what_is_kept(record, "report", reread=False),
            show_progress("reading", total=count_inputs([reports]).n_bytes) as advance,
        ):
            result = record.add(reports, reread=record.is_outdated(), on_progress=lambda _location, size: advance(size))
        note(
            f"{result.added} reports added, {result.known} known already, {result.n_skipped} skips: musterbook status --skips -r {record_file}"
        )
        print_assessment(record.assess(DEMO_ACTOR, area=DEMO_AREA))
        record.report(page, actor=DEMO_ACTOR, area=DEMO_AREA)
        counts = record.status()
    print_lines(
        [
            "",
            f"{counts.reports} reports, {counts.claims} claims, {counts.incidents} incidents in "
            f"{time.monotonic() - started:.0f} seconds",
            f"record  {record_file}    try: musterbook claims --kind strength -r {record_file}",
            f"report  {page.absolute()}    open it in a browser",
        ]
    )


@click.command()
@output
def doctor(*, as_json: bool, as_jsonl: bool) -> int:
    """Check that everything Musterbook needs is installed and works; fails if something is missing."""
    rows = [_check(name, look) for name, look in _CHECKS]
    if as_json or as_jsonl:
        plain = [{"check": name, "ok": ok, "found": found} for name, ok, found in rows]
        (print_json if as_json else print_jsonl)(plain)
    else:
        print_table(
            ("check", "", "found"),
            [(name, "ok" if ok else "FAILED", found) for name, ok, found in rows],
            keep=("check",),
        )
    return 0 if all(ok for _, ok, _ in rows) else 1


def _check(name: str, look: Callable[[], str]) -> tuple[str, bool, str]:
    try:
        return name, True, look()
    except MusterbookError as error:
        return name, False, format_error(error)
    except (PackageNotFoundError, OSError) as error:
        return name, False, f"{type(error).__name__}: {error}"


def _look_at_python() -> str:
    return f"{platform.python_version()} at {sys.executable}"


def _look_at_sqlite() -> str:
    with sqlite3.connect(":memory:") as connection:
        options = {row[0] for row in connection.execute("PRAGMA compile_options")}
    connection.close()
    if "ENABLE_FTS5" not in options:
        raise UsageError("this SQLite has no full-text search", hint="install a Python whose SQLite has FTS5")
    return f"{sqlite3.sqlite_version} with FTS5"


def _look_at_knowledge() -> str:
    return workflow.describe_versions(workflow.load_knowledge(current_settings()))


def _look_at_gazetteer() -> str:
    path = musterbook_gazetteer.path()
    return f"{path} ({path.stat().st_size / 1e6:.0f} MB)"


def _look_at_packages() -> str:
    names = ("spacy", "trafilatura", "pypdf", "warcio", "vl-convert-python", "rensa")
    return ", ".join(f"{name} {version(name)}" for name in names)


_CHECKS: tuple[tuple[str, Callable[[], str]], ...] = (
    ("python", _look_at_python),
    ("sqlite", _look_at_sqlite),
    ("gazetteer", _look_at_gazetteer),
    ("knowledge", _look_at_knowledge),
    ("packages", _look_at_packages),
)


@click.command()
def schema() -> None:
    """Print the JSON Schema of what `extract` prints."""
    print_json(extraction_schema())


@click.command()
@click.argument("shell", type=click.Choice(["bash", "zsh", "fish"]))
def completion(shell: str) -> None:
    """Print the completion script of a shell.

    \b
    bash   musterbook completion bash >> ~/.bashrc
    zsh    musterbook completion zsh >> ~/.zshrc
    fish   musterbook completion fish > ~/.config/fish/completions/musterbook.fish
    """  # noqa: D301  # click reads \b as "do not join these lines"
    kind = get_completion_class(shell)
    root = click.get_current_context().find_root().command
    if kind is None:
        raise UsageError("no completion for this shell", got=shell)
    sys.stdout.write(kind(root, {}, "musterbook", "_MUSTERBOOK_COMPLETE").source())
