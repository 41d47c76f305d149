"""import: tables of coded events and claims in."""

from __future__ import annotations

import sys
from datetime import date
from pathlib import Path
from typing import get_args

import click

from musterbook.assess import count
from musterbook.cli.options import DAY, current_settings, open_for, record_path, saying_what_is_kept
from musterbook.cli.terminal import note, show_progress
from musterbook.importing import ImportResult
from musterbook.imports import WHAT, Given
from musterbook.sources import LayoutName, Notice

__all__ = ["import_tables"]

_TOO_MANY_SKIPS = 3
_SHOWN = 10
_LAYOUTS: tuple[LayoutName, ...] = get_args(LayoutName)


@click.command("import")
@click.argument("inputs", nargs=-1, required=True, metavar="FILE|-...")
@record_path
@click.option("--as", "layout", type=click.Choice(_LAYOUTS), help="What the tables are; without it their columns tell.")
@click.option("--actor", help="Claims table: whom rows without an actor are about.")
@click.option("--area", help="Claims table: where, for rows without an area.")
@click.option("--what", type=click.Choice(WHAT), help="Claims table: what lo and hi count, for rows without “what”.")
@click.option("--event", metavar="NAME", help="Claims table: what happened; rows of one name are one incident.")
@click.option("--event-date", type=DAY, help="Claims table: the day it happened on (YYYY-MM-DD).")
@click.option(
    "--date-order",
    type=click.Choice(["day-first", "month-first"]),
    help="How 03/04/2018 is meant; without it such a row is skipped.",
)
@click.option("--reread", is_flag=True, help="Make rows again that are in the record with the same cells.")
@click.option("--max-skips", type=click.IntRange(0), help="Exit with 3 if more rows than this were skipped.")
@click.option("-q", "--quiet", is_flag=True, help="No progress bar and no summary.")
def import_tables(  # click passes everything by name
    inputs: tuple[str, ...],
    record_file: Path,
    *,
    layout: LayoutName | None,
    actor: str | None,
    area: str | None,
    what: str | None,
    event: str | None,
    event_date: date | None,
    date_order: str | None,
    reread: bool,
    max_skips: int | None,
    quiet: bool,
) -> int:
    """Import what you already have: UCDP GED, an ACLED export, or a table of figures you collected.

    Every row becomes a source of its own with claims, an event and an incident, so that all that is asked of reports
    can be asked of them. A second run changes nothing; a changed row takes the place of the old one.
    """
    settings = current_settings(date_order=date_order)
    with (
        open_for(record_file, settings=settings, writes=True) as record,
        saying_what_is_kept(record, "row", reread=reread),
        show_progress("importing", total=None, is_quiet=quiet, noun="rows") as advance,
    ):
        result = record.import_tables(
            *inputs,
            layout=layout,
            given=Given(actor=actor, area=area, what=what, event=event, event_date=event_date),
            reread=reread,
            stdin=sys.stdin.buffer if "-" in inputs else None,
            on_progress=lambda n_rows: advance(0, n_rows),
            notify=_tell,
        )
    if not quiet:
        _summarise(result, record_file)
    return _TOO_MANY_SKIPS if max_skips is not None and result.n_skipped > max_skips else 0


def _tell(notice: Notice) -> None:
    note(f"note: {notice.location}: {notice.message}")


def _summarise(result: ImportResult, record_file: Path) -> None:
    again = f", {result.reread:,} made again" if result.reread else ""
    note(
        f"{count(result.added, 'row')} added, {result.known:,} known already, {result.replaced:,} replaced{again}, "
        f"{count(result.n_skipped, 'skip')}; {count(result.claims, 'claim')} and {count(result.events, 'event')} "
        f"in {record_file}"
    )
    if result.summaries:
        note(f"  {count(result.summaries, 'event')} sum up several others: shown as such, never added to them")
    if result.unknown_actors:
        n_rows = sum(n for _, n in result.unknown_actors)
        shown = "; ".join(f"{name[:60]} ({n:,})" for name, n in result.unknown_actors[:_SHOWN])
        more = f"; and {len(result.unknown_actors) - _SHOWN:,} more" if len(result.unknown_actors) > _SHOWN else ""
        note(
            f"  {count(len(result.unknown_actors), 'name')} of sides, {n_rows:,} times, not in the actor register, "
            f"kept as written: {shown}{more}"
        )
    for text, n in result.notes:
        note(f"  {count(n, 'row')}: {text}")
    for skip in result.skipped[:_SHOWN]:
        note(f"  skipped[{skip.code}] {skip.location}: {skip.reason}")
    if result.n_skipped > _SHOWN:
        note(f"  … and {result.n_skipped - _SHOWN:,} more: musterbook status --skips -r {record_file}")
