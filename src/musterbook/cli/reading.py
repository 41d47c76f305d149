"""extract and add: reports in."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, BinaryIO

import click

from musterbook import workflow
from musterbook.annotate import Knowledge
from musterbook.assess import count
from musterbook.cli.options import DAY, current_settings, open_for, record_path, saying_what_is_kept
from musterbook.cli.terminal import note, print_jsonl, show_progress
from musterbook.config import Settings, SourceSettings
from musterbook.explaining import explain_claims
from musterbook.export import describe_extraction, to_plain
from musterbook.model import Report, Skip
from musterbook.sources import Notice, count_inputs
from musterbook.workflow import AddResult, Extraction

__all__ = ["add", "extract"]

_TOO_MANY_SKIPS = 3
_SHOWN_SKIPS = 10


def _source_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """Add the options that say what reports and tables look like."""
    options = [
        click.option("--published", type=DAY, help="Publication day of reports that bring none (YYYY-MM-DD)."),
        click.option("--outlet", help="Outlet of reports that bring none."),
    ]
    options += [
        click.option(f"--{name}-column", metavar="NAME", help=f"Column of a table that holds the {what}.")
        for name, what in (
            ("text", "text"),
            ("date", "publication date"),
            ("title", "headline"),
            ("url", "address"),
            ("outlet", "outlet"),
            ("id", "row's own id"),
            ("language", "language"),
        )
    ]
    options.append(
        click.option(
            "--date-order",
            type=click.Choice(["day-first", "month-first"]),
            help="How 03/04/2018 is meant; without it such a date stays unread.",
        )
    )
    for option in reversed(options):
        command = option(command)
    return command


def _read(inputs: tuple[str, ...], settings: SourceSettings) -> Iterator[Report | Skip]:
    return workflow.read_inputs(
        inputs, settings=settings, clock=_read_clock, stdin=_standard_input(inputs), notify=_tell
    )


def _read_clock() -> datetime:
    return datetime.now(UTC)


def _standard_input(inputs: tuple[str, ...]) -> BinaryIO | None:
    return sys.stdin.buffer if "-" in inputs else None


def _tell(notice: Notice) -> None:
    note(f"note: {notice.location}: {notice.message}")


@click.command()
@click.argument("inputs", nargs=-1, required=True, metavar="FILE|-...")
@_source_options
@click.option("--mentions", "with_mentions", is_flag=True, help="Print the mentions too.")
@click.option("--explain", "with_reasons", is_flag=True, help="Print why each claim says what it says.")
def extract(inputs: tuple[str, ...], *, with_mentions: bool, with_reasons: bool, **given: Any) -> int:
    """Print the record of reports without storing it: JSON lines, one object per document.

    Each object holds document, blocks, claims, events and skipped; `musterbook schema` prints its JSON Schema.
    Exit code 3 if not one report could be read.
    """
    settings = current_settings(**given)
    knowledge = workflow.load_knowledge(settings)
    tally = {"made": 0, "skipped": 0}

    def objects() -> Iterator[dict[str, Any]]:
        for extraction in _extract(_read(inputs, settings.sources), knowledge=knowledge, settings=settings):
            tally["made" if extraction.record is not None else "skipped"] += 1
            for skip in extraction.skips:
                note(f"skipped[{skip.code}] {skip.location}: {skip.reason}")
            plain = describe_extraction(extraction, with_mentions=with_mentions)
            yield plain | {"explanations": _explain(extraction)} if with_reasons else plain

    print_jsonl(objects())
    return _TOO_MANY_SKIPS if tally["skipped"] and not tally["made"] else 0


def _explain(extraction: Extraction) -> list[dict[str, Any]]:
    if extraction.annotated is None or extraction.record is None:
        return []
    return [to_plain(reason) for reason in explain_claims(extraction.annotated, extraction.record.claims)]


def _extract(items: Iterable[Report | Skip], *, knowledge: Knowledge, settings: Settings) -> Iterator[Extraction]:
    """Yield an extraction for every item in order: for a report what was read, for a skip the skip alone."""
    for item in items:
        if isinstance(item, Skip):
            yield Extraction(report=None, annotated=None, document=None, record=None, skips=(item,))
        else:
            yield from workflow.extract_reports([item], knowledge=knowledge, settings=settings)


@click.command()
@click.argument("inputs", nargs=-1, required=True, metavar="PATH|URL|-...")
@record_path
@_source_options
@click.option("-j", "--processes", type=click.IntRange(1, 256), default=1, show_default=True, help="Worker processes.")
@click.option("--reread", is_flag=True, help="Read reports again that are in the record already.")
@click.option("--follow-links", is_flag=True, default=None, help="Fetch what feeds and sitemaps point to.")
@click.option("--max-skips", type=click.IntRange(0), help="Exit with 3 if more inputs than this were skipped.")
@click.option("-q", "--quiet", is_flag=True, help="No progress bar and no summary.")
def add(  # click passes everything by name
    inputs: tuple[str, ...],
    record_file: Path,
    *,
    processes: int,
    reread: bool,
    max_skips: int | None,
    quiet: bool,
    **given: Any,
) -> int:
    """Read reports into a record: files, folders, patterns, tables, WARC archives, feeds, addresses.

    A run can be stopped at any moment and the same command goes on from there; a second run changes nothing.
    The network is used only for addresses that are given.
    """
    settings = current_settings(**given)
    expected = count_inputs(inputs)
    with (
        open_for(record_file, settings=settings, writes=True) as record,
        saying_what_is_kept(record, "report", reread=reread),
        show_progress("reading", total=None if expected.has_unknown else expected.n_bytes, is_quiet=quiet) as advance,
    ):
        result = record.add(
            *inputs,
            processes=processes,
            reread=reread,
            stdin=_standard_input(inputs),
            on_progress=lambda _location, size: advance(size),
            notify=_tell,
        )
    if not quiet:
        _summarise(result, record_file)
    return _TOO_MANY_SKIPS if max_skips is not None and result.n_skipped > max_skips else 0


def _summarise(result: AddResult, record_file: Path) -> None:
    note(
        f"{count(result.added, 'report')} added, {result.known:,} known already, {count(result.n_skipped, 'skip')}; "
        f"{count(result.claims, 'claim')} and {count(result.events, 'event')} read into {record_file}"
    )
    for skip in result.skipped[:_SHOWN_SKIPS]:
        note(f"  skipped[{skip.code}] {skip.location}: {skip.reason}")
    if result.n_skipped > _SHOWN_SKIPS:
        note(f"  … and {result.n_skipped - _SHOWN_SKIPS:,} more: musterbook status --skips -r {record_file}")
