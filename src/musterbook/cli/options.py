"""Options that several commands share."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any, TypeVar

import click

from musterbook.assess import count
from musterbook.cli.terminal import note
from musterbook.config import Settings, load_settings
from musterbook.errors import UsageError
from musterbook.model import ClaimKind
from musterbook.record import Record
from musterbook.records.codes import PLOVER_MODES
from musterbook.report import check_chart_file
from musterbook.store import count_stored, is_linked

__all__ = [
    "CLAIM_KINDS",
    "DAY",
    "EVENT_TYPES",
    "Interrupted",
    "chart",
    "current_settings",
    "filters",
    "open_for",
    "output",
    "record_path",
    "saying_what_is_kept",
    "sheet",
]

Command = TypeVar("Command", bound=Callable[..., Any])

EVENT_TYPES: tuple[str, ...] = tuple(sorted(PLOVER_MODES))
CLAIM_KINDS: tuple[str, ...] = ClaimKind.__args__  # type: ignore[attr-defined]  # Literal types carry their values


class _Day(click.ParamType[date]):
    """A calendar day, YYYY-MM-DD."""

    name = "date"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> date:
        if isinstance(value, date):
            return value
        try:
            return date.fromisoformat(value)
        except ValueError:
            self.fail(f"expected a day such as 2018-05-16, got {value!r}", param, ctx)


DAY = _Day()

record_path = click.option(
    "-r",
    "--record",
    "record_file",
    type=click.Path(path_type=Path),
    default=Path("musterbook.db"),
    envvar="MUSTERBOOK_RECORD",
    show_default=True,
    show_envvar=True,
    help="The record file.",
)


def _check_chart(ctx: click.Context, param: click.Parameter, value: Path | None) -> Path | None:
    """Refuse a file that cannot be written before anything is asked."""
    del ctx, param
    return None if value is None else check_chart_file(value)


chart = click.option(
    "--chart",
    callback=_check_chart,
    type=click.Path(path_type=Path, dir_okay=False),
    help="Draw the answer into this file as well (.svg or .png).",
)


def output(command: Command) -> Command:
    """Add --json and --jsonl."""
    command = click.option("--jsonl", "as_jsonl", is_flag=True, is_eager=True, help="Print one JSON object a line.")(
        command
    )
    return click.option("--json", "as_json", is_flag=True, is_eager=True, help="Print one JSON document.")(command)


def _check_form(ctx: click.Context, param: click.Parameter, value: Any) -> Any:
    """Refuse two forms at once."""
    del param
    if value and (ctx.params.get("as_json") or ctx.params.get("as_jsonl")):
        raise UsageError("one form at a time: --csv, --json or --jsonl")
    return value


def sheet(command: Command) -> Command:
    """Add --csv; the other forms are read before it."""
    return click.option("--csv", "as_csv", is_flag=True, callback=_check_form, help="Print CSV for a spreadsheet.")(
        command
    )


def filters(command: Command) -> Command:
    """Add the options that choose claims or incidents."""
    for option in (
        click.option("--source", help="Part of the speaker's or the outlet's name."),
        click.option("--until", type=DAY, help="Last day, included (YYYY-MM-DD)."),
        click.option("--since", type=DAY, help="First day, included (YYYY-MM-DD)."),
        click.option("--area", help="A place of the gazetteer, with everything inside it."),
        click.option("--actor", help="An actor of the register, with its branches."),
    ):
        command = option(command)
    return command


def current_settings(**sources: Any) -> Settings:
    """Return the settings that stand before the command, `musterbook --settings FILE …`, or the defaults.

    Args:
        sources: options of this command that stand in place of those of the sources stage; None leaves one as it is.
    """
    settings_file = click.get_current_context().find_root().obj
    settings = load_settings(settings_file) if settings_file else Settings()
    chosen = {name: value for name, value in sources.items() if value is not None}
    return replace(settings, sources=replace(settings.sources, **chosen))


def open_for(record_file: Path, *, settings: Settings | None = None, writes: bool = False) -> Record:
    """Open a record for a command; it is made only by commands that write.

    A command that reads says so where copies and incidents are those of an earlier run.
    """
    record = Record(record_file, settings=settings or current_settings(), read_only=not writes, create=writes)
    if not writes and not is_linked(record.store):
        note("not linked since the last reports were added: run musterbook add again, or copies count as origins")
    return record


class Interrupted(KeyboardInterrupt):
    """Ctrl-C in the middle of a run; its text says what the run leaves behind."""


@contextmanager
def saying_what_is_kept(record: Record, noun: str, *, reread: bool) -> Iterator[None]:
    """Say on Ctrl-C how much of a run the record keeps, and what the same command would do.

    Raises:
        Interrupted: instead of a bare KeyboardInterrupt.
    """
    before = count_stored(record.store)
    try:
        yield
    except KeyboardInterrupt as stop:
        held = count_stored(record.store)
        if reread:
            said = f"what was made anew is kept, {count(held, noun)} in all; without --reread the command adds what is missing"
        else:
            added = held - before
            verb = "is" if added == 1 else "are"
            said = f"{count(added, noun)} of this run {verb} kept, {held:,} in all; the same command goes on from there"
        raise Interrupted(said) from stop
