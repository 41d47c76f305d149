"""What commands print: data to standard output, everything else to standard error.

Report text is hostile: control characters are taken out before anything reaches a terminal, and no markup is read in it.
"""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from typing import Any

from rich import box
from rich.console import Console
from rich.progress import (
    BarColumn,
    Progress,
    ProgressColumn,
    SpinnerColumn,
    Task,
    TextColumn,
    TimeElapsedColumn,
    TimeRemainingColumn,
)
from rich.table import Table
from rich.text import Text

__all__ = ["clean", "head_line", "note", "print_json", "print_jsonl", "print_lines", "print_table", "show_progress"]

_WIDTH_WITHOUT_TERMINAL = 80
_LEAST_WIDTH = 40
# A day is never broken in two lines; an interval may be.
_DATE_COLUMNS = frozenset({"when", "as of", "said on"})
_DATE_WIDTH = 10
_LABEL_WIDTH = 10
# The longest kind of claim in one piece.
_KIND_WIDTH = len("responsibility:")
_KEPT_CONTROLS = {"\n", "\t"}
# Characters that turn the direction of what follows can make a line read as something else.
_DIRECTION_CONTROLS = {*(chr(code) for code in (*range(0x202A, 0x202F), *range(0x2066, 0x206A))), "\u200e", "\u200f"}


def clean(text: str) -> str:
    """Return text without control characters, so that no report can move a terminal's cursor or colours."""
    return "".join(
        character
        for character in text
        if character in _KEPT_CONTROLS
        or (character.isprintable() and character not in _DIRECTION_CONTROLS)
        or character == "\u00a0"
    )


class _Console(Console):
    """A console that leaves a closed pipe to the caller; rich's own would end the process with an error."""

    def on_broken_pipe(self) -> None:
        """Raise it on."""
        raise BrokenPipeError("the reader of the output has gone")


def _width() -> int:
    """Return the width where there is no terminal: what COLUMNS says, or 80."""
    columns = os.environ.get("COLUMNS", "")
    return int(columns) if columns.isdecimal() and int(columns) >= _LEAST_WIDTH else _WIDTH_WITHOUT_TERMINAL


def _output() -> Console:
    width = None if sys.stdout.isatty() else _width()
    return _Console(file=sys.stdout, width=width, highlight=False, markup=False, emoji=False)


def _messages() -> Console:
    width = None if sys.stderr.isatty() else _width()
    return _Console(file=sys.stderr, width=width, highlight=False, markup=False, emoji=False)


def note(text: str) -> None:
    """Print a message for the person at the terminal to standard error."""
    # A message that nobody reads any more (`2>&1 | head`) must not stop the work it is about.
    with suppress(BrokenPipeError):
        _messages().print(Text(clean(text)), soft_wrap=True)


def head_line(title: str, badge: str | None) -> Text:
    """Return the heading of an answer, with its verdict in brackets where it has one."""
    return Text.assemble((clean(title), "bold"), f"  [{badge}]" if badge else "")


def print_lines(lines: Iterable[str | Text | tuple[str, str]]) -> None:
    """Print lines to standard output, wrapped at its width; a pair is a label and a value, wrapped beside the label."""
    console = _output()
    for line in lines:
        if isinstance(line, tuple):
            grid = Table.grid(padding=(0, 2))
            grid.add_column(width=_LABEL_WIDTH)
            grid.add_column()
            grid.add_row(Text(line[0]), Text(clean(line[1])))
            console.print(grid)
        else:
            console.print(line if isinstance(line, Text) else Text(clean(line)))


def print_json(value: Any) -> None:
    """Print one JSON document."""
    sys.stdout.write(json.dumps(value, ensure_ascii=False, indent=2) + "\n")


def print_jsonl(values: Iterable[Any]) -> None:
    """Print one JSON object a line, each flushed, so that a reader further down the pipe gets it at once."""
    for value in values:
        sys.stdout.write(json.dumps(value, ensure_ascii=False, separators=(",", ":")) + "\n")
        sys.stdout.flush()


def print_table(
    columns: Sequence[str],
    rows: Iterable[Sequence[str]],
    *,
    right: Sequence[str] = (),
    keep: Sequence[str] = (),
    wide: Sequence[str] = (),
    title: str | None = None,
) -> None:
    """Print a table that fits the width.

    Args:
        columns: headings.
        rows: cells as text.
        right: headings of columns that are aligned right.
        keep: headings of columns that are never folded (ids).
        wide: headings of columns that get twice the room of the others.
        title: a line above.
    """
    table = Table(
        expand=bool(wide), box=box.SIMPLE_HEAD, title=title, title_justify="left", pad_edge=False, show_edge=False
    )
    fixed = {**dict.fromkeys(_DATE_COLUMNS, _DATE_WIDTH), "claim": _KIND_WIDTH}
    for column in columns:
        table.add_column(
            column,
            justify="right" if column in right else "left",
            no_wrap=column in keep,
            overflow="fold",
            width=None if column in keep else fixed.get(column),
            ratio=None if column in {*keep, *fixed, *right} else 2 if column in wide else 1,
        )
    for row in rows:
        table.add_row(*(Text(clean(cell)) for cell in row))
    _output().print(table)


class _ReportsColumn(ProgressColumn):
    """Reports or rows so far, and how many a second over the whole run."""

    def render(self, task: Task) -> Text:
        """Return both as text."""
        reports = int(task.fields.get("reports", 0))
        elapsed = task.elapsed or 0.0
        rate = f" {reports / elapsed:.1f}/s" if elapsed > 0 and reports else ""
        return Text(f"{reports:,} {task.fields.get('noun', 'reports')}{rate}")


@contextmanager
def show_progress(
    description: str, *, total: int | None, is_quiet: bool = False, noun: str = "reports"
) -> Iterator[Callable[..., None]]:
    """Show a bar over bytes with rate and remaining time on standard error; nothing if that is no terminal.

    Yields a function to call with the size of each finished report, and with how many they are if it is not one. In compressed archives reports are larger than
    the file, so the bar may fill early; the count of reports and their rate stay right.
    """
    console = Console(file=sys.stderr)
    progress = Progress(
        SpinnerColumn(),
        TextColumn("{task.description}"),
        BarColumn(bar_width=20),
        _ReportsColumn(),
        TimeElapsedColumn(),
        TextColumn("left"),
        TimeRemainingColumn(),
        console=console,
        transient=True,
        disable=is_quiet or not console.is_terminal,
    )
    task = progress.add_task(description, total=total, reports=0, noun=noun)
    reports = 0

    def advance(size: int, number: int = 1) -> None:
        nonlocal reports
        reports += number
        progress.update(task, advance=size, reports=reports)

    with progress:
        yield advance
