"""assess operation, presence, coverage: questions about many incidents at once."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path
from typing import Any, TypeVar

import click
from rich.text import Text

from musterbook.assess import count
from musterbook.cli.answers import show_assessment
from musterbook.cli.options import DAY, chart, open_for, output, record_path
from musterbook.cli.terminal import head_line, print_lines, print_table
from musterbook.model import Assessment, Finding, Number, Table
from musterbook.record import Record

__all__ = ["coverage", "operation", "presence", "print_answer"]

Command = TypeVar("Command", bound=Callable[..., Any])

# Tables that text prints; the others, and rows beyond the limit, are in JSON.
_PRINTED = frozenset({"windows", "runs", "deaths", "parts", "outlets", "areas"})
_MAX_ROWS = 30
_MAX_FINDINGS = 12


def _series_options(command: Command) -> Command:
    """Add what all three questions take: whose incidents, where, when, in what unit, without whom."""
    for option in (
        output,
        chart,
        click.option(
            "--without-outlet",
            "without_outlets",
            multiple=True,
            help="Leave out this outlet, with the incidents that only it tells of; may be repeated.",
        ),
        click.option(
            "--period",
            type=click.Choice(("week", "month", "quarter")),
            default="month",
            show_default=True,
            help="Count by this.",
        ),
        click.option("--area", help="A place of the gazetteer, with everything inside it."),
        record_path,
        click.argument("actor", required=False),
    ):
        command = option(command)
    return command


def _window(command: Command) -> Command:
    """Add the window of the series."""
    command = click.option("--until", type=DAY, help="Last day of the series, included (YYYY-MM-DD).")(command)
    return click.option("--since", type=DAY, help="First day of the series, included (YYYY-MM-DD).")(command)


@click.command()
@_series_options
@click.option("--date", "started", type=DAY, required=True, help="First day of the operation (YYYY-MM-DD).")
@click.option(
    "--until", "ended", type=DAY, help="Its last day, included; its own days are left out.  [default: one day]"
)
@click.option("--series-since", "since", type=DAY, help="First day of the series, included.")
@click.option("--series-until", "until", type=DAY, help="Last day of the series, included.")
def operation(actor: str | None, **asked: Any) -> None:
    """Say whether the level of reported incidents (of ACTOR) changed with an operation.

    A model of the counts, equal windows before and after, the same question at every other date, and what a change in
    reporting alone would have to be.
    """
    _answer(lambda record, options: record.assess_operation(actor, **options), asked)


@click.command()
@_series_options
@_window
@click.option(
    "--by", type=click.Choice(("adm1", "adm2")), default="adm1", show_default=True, help="Province or district."
)
def presence(actor: str | None, **asked: Any) -> None:
    """Say what grew and what shrank (of ACTOR's presence) by province or district.

    Incidents, places, who attacked whom, ground held and lost, and coverage: each has its own direction; there is no score.
    """
    _answer(lambda record, options: record.assess_presence(actor, **options), asked)


@click.command()
@_series_options
@_window
@click.option(
    "--by",
    type=click.Choice(("outlet", "adm1", "adm2")),
    default="outlet",
    show_default=True,
    help="What reports are counted by.",
)
def coverage(actor: str | None, *, by: str, **asked: Any) -> None:
    """Say how many reports were read when and of whom, and which trends an outlet makes that is new.

    ACTOR is whose incidents are counted beside the reports.
    """
    asked["by"] = None if by == "outlet" else by
    _answer(lambda record, options: record.assess_coverage(actor, **options), asked)


def _answer(ask: Callable[[Record, dict[str, Any]], Assessment], asked: dict[str, Any]) -> None:
    """Open the record, ask, and print the answer in the form that was asked for."""
    record_file: Path = asked.pop("record_file")
    as_json: bool = asked.pop("as_json")
    as_jsonl: bool = asked.pop("as_jsonl")
    drawn: Path | None = asked.pop("chart")
    with open_for(record_file) as record:
        found = ask(record, asked)
    show_assessment(found, chart=drawn, as_json=as_json, as_jsonl=as_jsonl, print_text=print_answer)


def print_answer(found: Assessment) -> None:
    """Print the answer to a question about many incidents, for reading."""
    print_lines([Text(found.question, style="bold"), ""])
    if found.answer != found.findings[0].answer if found.findings else True:
        print_lines([found.answer, ""])
    for finding in found.findings[:_MAX_FINDINGS]:
        _print_finding(finding)
    if len(found.findings) > _MAX_FINDINGS:
        print_lines([f"{len(found.findings) - _MAX_FINDINGS:,} more areas: --json", ""])
    print_lines([Text("Assumptions", style="bold"), *(f"  - {text}" for text in found.assumptions)])
    print_lines(["", f"{found.assessment_id}; {found.made_by}"])


def _print_finding(finding: Finding) -> None:
    head = finding.topic.capitalize() + (f": {finding.about}" if finding.about else "")
    print_lines([head_line(head, finding.badge), finding.answer, ""])
    for table in finding.tables:
        if table.name in _PRINTED:
            _print_counts(table)
    if finding.would_overturn:
        print_lines([f"Would overturn it: {finding.would_overturn}.", ""])


def _print_counts(table: Table) -> None:
    """Print a table without the rows and columns that hold nothing; its first column is in words, the others are numbers."""
    told = [row for row in table.rows if not _is_empty(row, table)]
    if not told:
        print_lines([Text(table.title, style="italic"), "Nothing stands in its rows.", ""])
        return
    kept = [0, *(i for i in range(1, len(table.columns)) if any(row[i] is not None for row in told))]
    columns = [table.columns[i] for i in kept]
    rows = [tuple(_name_cell(row[i]) for i in kept) for row in told[:_MAX_ROWS]]
    print_lines([Text(table.title, style="italic")])
    print_table(columns, rows, right=columns[1:])
    left_out = [
        count(number, noun)
        for number, noun in ((len(table.rows) - len(told), "row"), (len(table.columns) - len(kept), "column"))
        if number
    ]
    if left_out:
        print_lines([f"left out, because nothing stands in them: {' and '.join(left_out)}"])
    more = len(told) - len(rows)
    print_lines([f"{more:,} more rows: --json", ""] if more > 0 else [""])


def _is_empty(row: Sequence[str | Number | None], table: Table) -> bool:
    """Return whether nothing stands beside the words of a row; of the parts of presence 0 in both halves is nothing too."""
    return all(cell is None or (cell == 0 and table.name == "parts") for cell in row[1:])


def _name_cell(cell: str | Number | date | None) -> str:
    if cell is None:
        return "–"
    if isinstance(cell, float):
        return f"{cell:.2f}"
    return f"{cell:,}" if isinstance(cell, int) else str(cell)
