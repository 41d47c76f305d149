"""How an assessment is printed: the question, the series, a paragraph per finding, what it rests on."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from pathlib import Path

from rich.text import Text

from musterbook.assess import name_origins, name_reports, split_by_area
from musterbook.cli.terminal import clean, head_line, note, print_json, print_jsonl, print_lines, print_table
from musterbook.cli.views import point_row
from musterbook.errors import UsageError
from musterbook.export import to_plain
from musterbook.model import Assessment, Finding, Number, Series, Table
from musterbook.report import save_chart

__all__ = ["print_assessment", "print_series", "show_assessment"]

_LEAST_WEIGHT = 0.005


def show_assessment(
    found: Assessment,
    *,
    chart: Path | None,
    as_json: bool,
    as_jsonl: bool,
    print_text: Callable[[Assessment], None],
) -> None:
    """Print an assessment in the form that was asked for, and draw it; with JSON lines one finding a line.

    Args:
        found: the assessment.
        chart: the file of its picture; None for none.
        as_json: one document.
        as_jsonl: one finding a line; text if neither.
        print_text: prints it for reading.

    Raises:
        UsageError: there is nothing to draw; the answer is printed all the same.
    """
    # Drawn first, because whoever pipes the answer into another program may stop reading it.
    refused: UsageError | None = None
    try:
        written = save_chart(found, chart) if chart is not None else None
    except UsageError as error:
        written, refused = None, error
    if as_json:
        print_json(to_plain(found))
    elif as_jsonl:
        print_jsonl(to_plain(found.findings))
    else:
        print_text(found)
    if refused is not None:
        raise refused
    if written is not None:
        note(f"wrote {written}")


def print_assessment(found: Assessment, *, with_weights: bool = False) -> None:
    """Print an assessment for reading; `with_weights` adds the table of the claims that the model used, which JSON always holds."""
    print_lines([Text(found.question, style="bold"), ""])
    if found.headline is not None:
        print_lines([found.headline, f"It rests on {_say_rests(found)}.", ""])
    if found.series and found.series.points:
        print_series(found.series)
    for finding in found.findings:
        _print_finding(finding, with_weights=with_weights)
    print_lines(["", Text("Assumptions", style="bold"), *(f"  - {text}" for text in found.assumptions)])
    if found.left_out:
        reasons = Counter(item.reason for item in found.left_out)
        lines = (f"  - {'1 claim' if n == 1 else f'{n:,} claims, each'}: {why}" for why, n in reasons.items())
        print_lines(["", Text("Left out", style="bold"), *lines])
    has_model = any(finding.estimates for finding in found.findings)
    kind = "literal and modelled readings" if has_model else "literal readings only"
    print_lines(["", "; ".join(filter(None, (found.assessment_id, kind, found.made_by)))])


def _say_rests(found: Assessment) -> str:
    """Return what an answer rests on: reports, outlets, and the origins of its figures of strength where it has some."""
    origins = f"; figures of strength from {name_origins(found.n_origins)}" if found.n_origins else ""
    return name_reports(found) + origins


def print_series(series: Series) -> None:
    """Print the figures in time, those of each area in a table of their own where there are several areas."""
    columns = ("as of", "as written", "counted, area", "speaker (hedge)", "reports")
    groups = split_by_area(series)
    for group in groups:
        if len(groups) > 1:
            print_lines(["", Text(clean(group.area or "no area named"), style="bold")])
        rows = [point_row(point) for point in group.points]
        print_table(columns, rows, right=("reports",), wide=("speaker (hedge)",))


def _print_finding(finding: Finding, *, with_weights: bool) -> None:
    print_lines(["", head_line(finding.topic.capitalize(), finding.badge), finding.answer])
    print_lines(f"    {row.text}" for row in finding.rows)
    for table in finding.tables:
        print_lines([""])
        _print_counts(table)
    if finding.used and with_weights:
        used = sorted(finding.used, key=lambda item: -item.weight)
        rows = [
            (f"{item.weight:.0%}", item.claim_id[:10], item.reading) for item in used if item.weight >= _LEAST_WEIGHT
        ]
        print_lines(["", "what each claim weighs in the first estimate, and how its words were read"])
        print_table(
            ("weight", "claim", "reading"), rows, right=("weight",), keep=("weight", "claim"), wide=("reading",)
        )


def _print_counts(table: Table) -> None:
    """Print a table of counts; its first column is in words, the others are numbers."""
    print_lines([table.title])
    rows = [tuple(_name_cell(cell) for cell in row) for row in table.rows]
    print_table(table.columns, rows, right=table.columns[1:])


def _name_cell(cell: str | Number | None) -> str:
    if cell is None:
        return "not known"
    return cell if isinstance(cell, str) else f"{cell:,}".replace("-", "−")
