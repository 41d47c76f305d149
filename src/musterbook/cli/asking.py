"""status, claims, incidents, series, show, search: what the record holds."""

from __future__ import annotations

import shlex
import sys
from pathlib import Path
from typing import Any

import click
from rich.text import Text

from musterbook.assess import describe_weight
from musterbook.cli.answers import print_series
from musterbook.cli.options import CLAIM_KINDS, DAY, EVENT_TYPES, filters, open_for, output, record_path, sheet
from musterbook.cli.terminal import clean, note, print_json, print_jsonl, print_lines, print_table
from musterbook.cli.views import claim_row, describe_shown, incident_row
from musterbook.export import (
    CLAIM_COLUMNS,
    INCIDENT_COLUMNS,
    SERIES_COLUMNS,
    claim_cells,
    incident_cells,
    point_cells,
    to_plain,
    write_sheet,
)
from musterbook.incidents import RULES
from musterbook.record import Record
from musterbook.store import Counts, read_places_named, read_toll_origins

__all__ = ["claims", "incidents", "search", "series", "show", "status"]

# The filters of incidents that ask for no day.
_LASTING = ("actor", "area", "source")


@click.command()
@record_path
@click.option("--skips", "with_skips", is_flag=True, help="List everything that was skipped, with the reason.")
@output
def status(record_file: Path, *, with_skips: bool, as_json: bool, as_jsonl: bool) -> None:
    """Show how much of what is in the record, and what was skipped."""
    with open_for(record_file) as record:
        counts, skips = record.status(), record.skips()
    if as_json:
        print_json(to_plain(counts) | ({"skipped": skips.to_plain()} if with_skips else {}))
        return
    if as_jsonl:
        print_jsonl(skips.to_plain() if with_skips else [to_plain(counts)])
        return
    published = f"{counts.earliest_published or 'no date'} to {counts.latest_published or 'no date'}"
    skipped = ", ".join(f"{code} {n:,}" for code, n in counts.skips_by_code)
    rows = [
        ("reports", f"{counts.reports:,}"),
        (
            "documents",
            f"{counts.documents:,} from {counts.outlets:,} outlet{'' if counts.outlets == 1 else 's'}, {published}",
        ),
        ("without date", f"{counts.undated:,}"),
        ("copy groups", f"{counts.copy_groups:,}"),
        ("claims", f"{counts.claims:,}: " + ", ".join(f"{kind} {n:,}" for kind, n in counts.claims_by_kind)),
        ("events", f"{counts.events:,}"),
        ("incidents", f"{counts.incidents:,}" + ("" if counts.is_linked else " (not linked: of an earlier run)")),
        *((("rulings", _say_rulings(counts)),) if counts.rulings else ()),
        *((("in none", _say_loose(counts)),) if counts.loose and counts.is_linked else ()),
        ("skipped", ": ".join(filter(None, (f"{counts.skips:,}", skipped)))),
    ]
    print_table(("record", str(record_file)), rows, keep=("record",))
    if with_skips:
        print_table(("where", "why", "reason"), [(skip.location, skip.code, skip.reason) for skip in skips])


def _say_loose(counts: Counts) -> str:
    figures = "1 figure" if counts.loose == 1 else f"{counts.loose:,} figures"
    return f"{figures} of casualties in no incident: musterbook claims --loose"


def _say_rulings(counts: Counts) -> str:
    left = f"; {counts.open_rulings:,} of events that no report tells of now" if counts.open_rulings else ""
    return f"{counts.rulings:,} by persons{left}"


@click.command()
@record_path
@click.option("--kind", type=click.Choice(CLAIM_KINDS), multiple=True, help="Only this kind; may be repeated.")
@click.option("--loose", is_flag=True, help="Only figures of casualties that no incident counts.")
@filters
@sheet
@output
def claims(
    record_file: Path, *, kind: tuple[str, ...], as_csv: bool, as_json: bool, as_jsonl: bool, **wanted: Any
) -> None:
    """List claims: what, about whom, said by whom, when."""
    with open_for(record_file) as record:
        found = record.claims(kind=kind or None, **wanted)
        notes = record.notes(found) if as_csv else {}
        _say_area(record, wanted["area"])
    if as_csv:
        rows = (claim_cells(claim, notes.get(claim.document_id)) for claim in found)
        write_sheet(CLAIM_COLUMNS, rows, sys.stdout)
        return
    if as_json or as_jsonl:
        (print_json if as_json else print_jsonl)(found.to_plain())
        return
    columns = ("id", "claim", "about", "speaker", "said on")
    print_table(columns, [claim_row(claim) for claim in found], keep=("id",), wide=("about",))
    _count(len(found), "claim")


@click.command()
@record_path
@click.option(
    "--kind",
    type=click.Choice(EVENT_TYPES, case_sensitive=False),
    multiple=True,
    help="Only this PLOVER event type; may be repeated.",
)
@filters
@click.option(
    "--best",
    type=click.Choice(tuple(RULES)),
    help="Quote the figure that this rule chooses.  [default: as in the settings]",
)
@sheet
@output
def incidents(
    record_file: Path, *, kind: tuple[str, ...], as_csv: bool, as_json: bool, as_jsonl: bool, **wanted: Any
) -> None:
    """List incidents: when, where, who, casualties as best (low to high) ← who gave best first, reports and origins."""
    with open_for(record_file) as record:
        found = record.incidents(kind=kind or None, **wanted)
        if wanted["since"] or wanted["until"]:
            _say_undated(record.count_undated(kind=kind or None, **{name: wanted[name] for name in _LASTING}))
        is_table = not (as_csv or as_json or as_jsonl)
        origin_of = read_toll_origins(record.store, found) if is_table else {}
        unplaced = [one for one in found if one.place is None] if is_table else []
        named = {one.incident_id: read_places_named(record.store, one.claim_ids, limit=1) for one in unplaced}
        _say_area(record, wanted["area"])
    if as_csv:
        write_sheet(INCIDENT_COLUMNS, (row for incident in found for row in incident_cells(incident)), sys.stdout)
        return
    if as_json or as_jsonl:
        (print_json if as_json else print_jsonl)(found.to_plain())
        return
    columns = ("id", "when", "what, where, who", "casualties", "rep/orig")
    print_table(
        columns,
        [incident_row(incident, origin_of, named=named.get(incident.incident_id, ())) for incident in found],
        keep=("id", "rep/orig"),
        wide=("what, where, who", "casualties"),
    )
    _count(
        len(found),
        "incident",
        "; rep/orig: reports that tell of it, and origins of all that they tell; the origins of a figure stand behind it",
    )


@click.command()
@click.argument("actor")
@record_path
@click.option("--area", help="A place of the gazetteer, with everything inside it.")
@click.option("--source", help="Part of the speaker's or the outlet's name.")
@click.option("--since", type=DAY, help="First day, included (YYYY-MM-DD).")
@click.option("--until", type=DAY, help="Last day, included (YYYY-MM-DD).")
@sheet
@output
def series(actor: str, *, record_file: Path, as_csv: bool, as_json: bool, as_jsonl: bool, **wanted: Any) -> None:
    """Show the strength claims about an actor in time, with their bounds; copies of one origin are one line."""
    with open_for(record_file) as record:
        found = record.series(actor, **wanted)
        _say_area(record, wanted["area"])
    if as_csv:
        write_sheet(SERIES_COLUMNS, (point_cells(point) for point in found.points), sys.stdout)
        return
    if as_json:
        print_json(to_plain(found))
        return
    if as_jsonl:
        print_jsonl(to_plain(found.points))
        return
    print_lines([Text(f"Strength of {found.actor_name}" + (f", {found.area}" if found.area else ""), style="italic")])
    print_series(found)
    note(describe_weight(found, found.n_origins))


@click.command()
@click.argument("record_id", metavar="ID")
@record_path
@output
def show(record_id: str, *, record_file: Path, as_json: bool, as_jsonl: bool) -> None:
    """Show everything known of one claim, event, incident, origin, document, report or mention.

    ID may be the beginning of one. A claim is shown with its sentence and the words that filled its slots.
    """
    with open_for(record_file) as record:
        shown = record.show(record_id)
    if as_json or as_jsonl:
        (print_json if as_json else lambda value: print_jsonl([value]))(to_plain(shown))
        return
    print_lines(describe_shown(shown))


@click.command()
@click.argument("words", nargs=-1, required=True)
@record_path
@click.option("--limit", type=click.IntRange(1, 1000), default=20, show_default=True, help="Hits of each kind.")
@output
def search(words: tuple[str, ...], *, record_file: Path, limit: int, as_json: bool, as_jsonl: bool) -> None:
    """Find claims and documents that hold all the WORDS; put a phrase in double quotes."""
    with open_for(record_file) as record:
        found = record.search(" ".join(words), limit=limit)
    if as_json or as_jsonl:
        (print_json if as_json else print_jsonl)([to_plain(hit) | {"snippet": _unmark(hit.snippet)} for hit in found])
        return
    for hit in found:
        day = hit.published or "no date"
        head = Text.assemble((hit.record_id, "bold"), f"  {day}  {clean(hit.outlet or '')}  {clean(hit.title or '')}")
        print_lines([head, _highlight(hit.snippet), ""])
    _count(len(found), "hit")


def _unmark(snippet: str) -> str:
    """Return a snippet without the characters that mark the words."""
    return snippet.replace("\x02", "").replace("\x03", "")


def _highlight(snippet: str) -> Text:
    """Return a snippet with its marked words in bold."""
    text = Text("  ")
    for index, part in enumerate(" ".join(snippet.split()).replace("\x03", "\x02").split("\x02")):
        text.append(clean(part), style="bold" if index % 2 else "")
    return text


def _say_undated(number: int) -> None:
    if number:
        note(f"{number:,} without a day are left out by --since and --until")


def _say_area(record: Record, words: str | None) -> None:
    """Say which place an area in words was taken for, because many share a name."""
    if words is None:
        return
    area = record.find_area(words)
    others = (
        f"; {area.n_others} more of that name: musterbook gazetteer find {shlex.quote(words)}" if area.n_others else ""
    )
    note(f"area: {area.name} ({area.place.kind}){others}")


def _count(number: int, noun: str, rest: str = "") -> None:
    note(f"{number:,} {noun}{'' if number == 1 else 's'}{rest}")
