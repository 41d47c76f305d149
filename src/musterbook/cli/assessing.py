"""assess and report: what follows from the record.

`assess ACTOR` is the page that puts everything together; each question on it is a command of its own below `assess`.
"""

from __future__ import annotations

from datetime import date
from pathlib import Path

import click
from rich.text import Text

from musterbook.cli.options import DAY, open_for, output, record_path
from musterbook.cli.terminal import note, print_json, print_jsonl, print_lines, print_table
from musterbook.cli.views import point_row
from musterbook.export import to_plain
from musterbook.model import Assessment

__all__ = ["assess", "print_assessment", "report"]


class _Assess(click.Group):
    """A group whose first word may also be an actor: `assess ACTOR` is short for `assess page ACTOR`."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Put the name of the page before what is no command; help and an empty line stay the group's own."""
        is_help = bool(args) and args[0] in ctx.help_option_names
        if args and not is_help and args[0] not in self.commands:
            args = ["page", *args]
        return super().parse_args(ctx, args)

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the names in the order they were added."""
        del ctx
        return list(self.commands)


@click.group(cls=_Assess, subcommand_metavar="ACTOR | QUESTION …")
def assess() -> None:
    """Say how far the reports support that a group has grown: the literal reading, its assumptions, its claims.

    With an ACTOR alone, all questions are answered on one page; an actor that is called like a question goes to `page`.
    """


@assess.command()
@click.argument("actor")
@record_path
@click.option("--area", help="A place of the gazetteer, with everything inside it.")
@click.option("--since", type=DAY, help="First day, included (YYYY-MM-DD).")
@click.option("--until", type=DAY, help="Last day, included (YYYY-MM-DD).")
@output
def page(
    actor: str,
    *,
    record_file: Path,
    area: str | None,
    since: date | None,
    until: date | None,
    as_json: bool,
    as_jsonl: bool,
) -> None:
    """Answer all questions about ACTOR on one page; `assess ACTOR` is short for this."""
    with open_for(record_file) as record:
        found = record.assess(actor, area=area, since=since, until=until)
    show_assessment(found, as_json=as_json, as_jsonl=as_jsonl)


def show_assessment(found: Assessment, *, as_json: bool, as_jsonl: bool) -> None:
    """Print an assessment in the form that was asked for; with JSON lines one finding a line."""
    if as_json:
        print_json(to_plain(found))
    elif as_jsonl:
        print_jsonl(to_plain(found.findings))
    else:
        print_assessment(found)


def print_assessment(found: Assessment) -> None:
    """Print an assessment: the question, the series, one paragraph per finding, the assumptions."""
    print_lines([Text(found.question, style="bold"), ""])
    if found.series and found.series.points:
        columns = ("as of", "as written", "counted, area", "speaker (hedge)", "reports")
        print_table(
            columns, [point_row(point) for point in found.series.points], right=("reports",), wide=("speaker (hedge)",)
        )
    for finding in found.findings:
        print_lines(["", Text.assemble((finding.topic.capitalize(), "bold"), f"  [{finding.verdict}]"), finding.answer])
        print_lines(f"    {row.text}" for row in finding.rows)
    print_lines(["", Text("Assumptions", style="bold"), *(f"  - {text}" for text in found.assumptions)])
    if found.left_out:
        reasons: dict[str, int] = {}
        for item in found.left_out:
            reasons[item.reason] = reasons.get(item.reason, 0) + 1
        print_lines(["", Text("Left out", style="bold"), *(f"  - {n} claims: {why}" for why, n in reasons.items())])
    print_lines(["", f"{found.assessment_id}; literal reading, no statistical model; {found.made_by}"])


@click.command()
@record_path
@click.option(
    "-o", "--output", "path", type=click.Path(path_type=Path, dir_okay=False), required=True, help="The file."
)
@click.option("--actor", help="Whose strength is assessed.  [default: the one with the most strength claims]")
@click.option("--area", help="Area of the assessment.")
@click.option("--title", help="Headline of the page.")
def report(record_file: Path, *, path: Path, actor: str | None, area: str | None, title: str | None) -> None:
    """Write one self-contained HTML page: answer, strength chart, timeline, map, ledger of claims, skips, method."""
    with open_for(record_file) as record:
        written = record.report(path, actor=actor, area=area, title=title)
    note(f"wrote {written} ({written.stat().st_size / 1e6:.1f} MB)")
