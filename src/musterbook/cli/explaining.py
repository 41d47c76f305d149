"""explain: why a claim says what it says, and why the events of an incident are one."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import click
from rich.text import Text

from musterbook.cli.options import open_for, output, record_path
from musterbook.cli.terminal import clean, print_json, print_jsonl, print_lines
from musterbook.cli.tracing import describe_origin
from musterbook.cli.views import describe_toll, describe_traces
from musterbook.export import to_plain
from musterbook.model import Explanation, IncidentExplanation, PairReason, SlotReason
from musterbook.store import resolve_id

__all__ = ["explain"]

_Line = Text | str | tuple[str, str]


@click.command()
@click.argument("record_id", metavar="ID")
@record_path
@click.option("--all", "with_all", is_flag=True, help="List what was considered at every word of the sentence.")
@output
def explain(record_id: str, *, record_file: Path, with_all: bool, as_json: bool, as_jsonl: bool) -> None:
    """Say why a claim says what it says, or why the events of an incident are one.

    Of a claim: rule, table, candidates, weights, and what was dropped; the report is read again for it. Of an incident: the
    parts of the scores that joined its events, whose word its casualties are, and the neighbours that were kept apart. ID may be the beginning of one, as
    `musterbook claims` and `musterbook incidents` print it.
    """
    with open_for(record_file) as record:
        is_incident = resolve_id(record.store, record_id)[0] == "incident"
        explanation = record.explain_incident(record_id) if is_incident else record.explain(record_id)
    if as_json or as_jsonl:
        (print_json if as_json else lambda value: print_jsonl([value]))(to_plain(explanation))
        return
    if isinstance(explanation, IncidentExplanation):
        print_lines(_describe_joining(explanation))
    else:
        print_lines(_describe(explanation, with_all=with_all))


def _describe_joining(explanation: IncidentExplanation) -> Iterator[_Line]:
    yield from describe_traces(explanation.traces)
    yield Text.assemble((explanation.incident_id, "bold"), "  why its events are one incident")
    for ruling in explanation.rulings:
        yield "a person", f"{ruling.act}, {ruling.person} on {ruling.at_utc[:10]}: {ruling.reason}"
    yield from explanation.beside
    for pair in explanation.joined:
        yield from _describe_pair(pair, "like")
    if not explanation.joined and not explanation.beside:
        yield "one event tells of it; nothing was joined"
    for pair in explanation.statements:
        yield from _describe_pair(pair, "stands beside it, speaks of")
    if explanation.tolls:
        yield ""
        yield "whose word its figures are"
    for reason in explanation.tolls:
        yield from describe_toll(reason)
    yield ""
    yield f"neighbours kept apart: {explanation.n_considered} events within three days or in the same reports were compared"
    for pair in explanation.apart:
        yield from _describe_pair(pair, f"not {pair.other_incident_id}:")


def _describe_pair(pair: PairReason, how: str) -> Iterator[_Line]:
    yield ""
    yield Text.assemble((pair.event_id, "bold"), f"  {how} {pair.other_id}  score {pair.score:.2f}")
    parts = (f"{part.name} {part.level.replace('_', ' ')} {part.weight:+.1f}" for part in pair.parts)
    yield "parts", "; ".join(parts)


def _describe(explanation: Explanation, *, with_all: bool) -> Iterator[_Line]:
    yield Text.assemble((explanation.claim_id, "bold"), f"  {explanation.kind}")
    yield ""
    yield explanation.sentence
    yield ""
    yield "opened by", f"“{explanation.trigger}”"
    yield "rule", explanation.rule
    if explanation.row is not None:
        yield "", f"row ‘{explanation.row.name}’ of {explanation.row.table}: {', '.join(explanation.row.words)}"
        if explanation.row.conditions:
            yield "", "; ".join(explanation.row.conditions)
    for slot in explanation.slots:
        yield from _describe_slot(slot)
    if explanation.origin is not None:
        yield ""
        yield from describe_origin(explanation.origin, explanation.claim_id)
    yield from _describe_considered(explanation, with_all=with_all)
    yield ""
    yield "read by", explanation.made_by


def _describe_considered(explanation: Explanation, *, with_all: bool) -> Iterator[_Line]:
    """Yield what else was considered: the other claims of the sentence and, without `with_all`, the rows for its own word."""
    shown = [
        item
        for item in explanation.considered
        if with_all or item.claim_id or item.words in explanation.trigger or explanation.trigger in item.words
    ]
    if shown:
        yield ""
        yield "also considered in this sentence"
    for item in shown:
        became = f"made {item.claim_id}" if item.claim_id else f"dropped: {item.reason}"
        yield "", f"“{item.words}”, {item.row.table} ‘{item.row.name}’: {became}"
    if n_more := len(explanation.considered) - len(shown):
        yield "", f"and {n_more} more at other words: musterbook explain {explanation.claim_id[:10]} --all"


def _describe_slot(slot: SlotReason) -> Iterator[_Line]:
    yield ""
    words = f" from “{slot.words}”" if slot.words and slot.words != slot.value else ""
    span = f" [{slot.start}:{slot.end}]" if slot.start is not None else ""
    yield Text.assemble((slot.slot, "bold"), f": {clean(slot.value or 'empty')}{clean(words)}{span}")
    yield "why", slot.why
    if slot.table and slot.value:
        yield "table", slot.table
    for item in slot.weighed:
        weight = "" if item.weight is None else f" {item.weight:.0%}"
        yield "chosen" if item.is_chosen else "not", f"{item.words}{weight}: {item.reason}"
