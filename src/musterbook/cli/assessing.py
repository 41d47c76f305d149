"""assess and report: what follows from the record.

`assess ACTOR` is the page that puts everything together; each question on it is a command of its own below `assess`.
"""

from __future__ import annotations

import shlex
from collections.abc import Callable
from difflib import get_close_matches
from functools import partial
from pathlib import Path
from typing import Any, TypeVar

import click

from musterbook.cli import options
from musterbook.cli.answers import print_assessment, show_assessment
from musterbook.cli.options import DAY, open_for, output, record_path
from musterbook.cli.terminal import note
from musterbook.errors import UsageError

__all__ = ["assess", "report"]

Command = TypeVar("Command", bound=Callable[..., Any])


class _Assess(click.Group):
    """A group whose first word may also be an actor: `assess ACTOR` is short for `assess page ACTOR`."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Put the name of the page before what is no command; help and an empty line stay the group's own."""
        is_help = bool(args) and args[0] in ctx.help_option_names
        if args and not is_help and args[0] not in self.commands:
            self._refuse_misspelt(args)
            args = ["page", *args]
        return super().parse_args(ctx, args)

    def _refuse_misspelt(self, args: list[str]) -> None:
        """Refuse a question that is nearly one of ours and has its actor behind it; a word alone may be an actor."""
        near = get_close_matches(args[0], self.commands, n=1)
        if near and len(args) > 1 and not args[1].startswith("-"):
            raise UsageError(
                f"there is no question “{args[0]}”", hint=f"musterbook assess {near[0]} {shlex.quote(args[1])}"
            )

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the names in the order they were added."""
        del ctx
        return list(self.commands)


@click.group(cls=_Assess, subcommand_metavar="ACTOR | QUESTION …")
def assess() -> None:
    """Say how far the reports support a statement: the literal reading, the modelled one, assumptions, claims.

    With an ACTOR alone, all questions are answered on one page; an actor that is called like a question goes to `page`.
    """


def _about_actor(command: Command) -> Command:
    """Add what every question about an actor takes: the actor, the record, the area and window, the seed, the form."""
    for option in (
        output,
        options.chart,
        click.option(
            "--seed", type=click.IntRange(min=0), help="Seed of the model: the same seed gives the same numbers."
        ),
        click.option("--until", type=DAY, help="Last day, included (YYYY-MM-DD)."),
        click.option("--since", type=DAY, help="First day, included (YYYY-MM-DD)."),
        click.option("--area", help="A place of the gazetteer, with everything inside it."),
        record_path,
        click.argument("actor"),
    ):
        command = option(command)
    return command


_print_weighed = partial(print_assessment, with_weights=True)


@assess.command()
@_about_actor
def page(actor: str, *, record_file: Path, chart: Path | None, as_json: bool, as_jsonl: bool, **window: Any) -> None:
    """Answer all questions about ACTOR on one page; `assess ACTOR` is short for this."""
    with open_for(record_file) as record:
        found = record.assess(actor, **window)
    show_assessment(found, chart=chart, as_json=as_json, as_jsonl=as_jsonl, print_text=print_assessment)


@assess.command()
@_about_actor
def strength(
    actor: str, *, record_file: Path, chart: Path | None, as_json: bool, as_jsonl: bool, **window: Any
) -> None:
    """Say how strong ACTOR is by the latest figures, what each claim weighs, and what each origin changes."""
    with open_for(record_file) as record:
        found = record.assess_strength(actor, **window)
    show_assessment(found, chart=chart, as_json=as_json, as_jsonl=as_jsonl, print_text=_print_weighed)


@assess.command()
@_about_actor
def growth(actor: str, *, record_file: Path, chart: Path | None, as_json: bool, as_jsonl: bool, **window: Any) -> None:
    """Say how far the figures support that ACTOR has grown: within one source first, then across sources."""
    with open_for(record_file) as record:
        found = record.assess_growth(actor, **window)
    show_assessment(found, chart=chart, as_json=as_json, as_jsonl=as_jsonl, print_text=print_assessment)


@assess.command()
@_about_actor
def flow(actor: str, *, record_file: Path, chart: Path | None, as_json: bool, as_jsonl: bool, **window: Any) -> None:
    """Say how many must have joined ACTOR for two figures and the losses between them to be right."""
    with open_for(record_file) as record:
        found = record.assess_flow(actor, **window)
    show_assessment(found, chart=chart, as_json=as_json, as_jsonl=as_jsonl, print_text=print_assessment)


@assess.command()
@click.argument("incident_id")
@record_path
@click.option("--seed", type=click.IntRange(min=0), help="Seed of the model: the same seed gives the same numbers.")
@options.chart
@output
def casualties(
    incident_id: str, *, record_file: Path, seed: int | None, chart: Path | None, as_json: bool, as_jsonl: bool
) -> None:
    """Say how many were killed, wounded or captured in INCIDENT_ID: low, best, high, and what each origin says."""
    with open_for(record_file) as record:
        found = record.assess_casualties(incident_id, seed=seed)
    show_assessment(found, chart=chart, as_json=as_json, as_jsonl=as_jsonl, print_text=_print_weighed)


@click.command()
@record_path
@click.option(
    "-o", "--output", "path", type=click.Path(path_type=Path, dir_okay=False), required=True, help="The file."
)
@click.option(
    "--actor",
    help="Whose page it is: its strength, its incidents, its claims.  [default: all, with the strength of the one with the most strength claims]",
)
@click.option("--area", help="Area of the assessment.")
@click.option("--title", help="Headline of the page.")
def report(record_file: Path, *, path: Path, actor: str | None, area: str | None, title: str | None) -> None:
    """Write one self-contained HTML page: answer, strength chart, timeline, map, ledger of claims, skips, method."""
    with open_for(record_file) as record:
        written = record.report(path, actor=actor, area=area, title=title)
    note(f"wrote {written} ({written.stat().st_size / 1e6:.1f} MB)")
