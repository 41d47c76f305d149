"""explain: why a claim says what it says."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import click
from rich.text import Text

from musterbook.cli.options import open_for, output, record_path
from musterbook.cli.terminal import clean, print_json, print_jsonl, print_lines
from musterbook.cli.tracing import describe_origin
from musterbook.export import to_plain
from musterbook.model import Explanation, SlotReason

__all__ = ["explain"]

_Line = Text | str | tuple[str, str]


@click.command()
@click.argument("claim_id", metavar="CLAIM_ID")
@record_path
@output
def explain(claim_id: str, *, record_file: Path, as_json: bool, as_jsonl: bool) -> None:
    """Say why a claim says what it says: rule, table, candidates, weights, and what was dropped.

    CLAIM_ID may be the beginning of one, as `musterbook claims` prints it. The report is read again for it.
    """
    with open_for(record_file) as record:
        explanation = record.explain(claim_id)
    if as_json or as_jsonl:
        (print_json if as_json else lambda value: print_jsonl([value]))(to_plain(explanation))
        return
    print_lines(_describe(explanation))


def _describe(explanation: Explanation) -> Iterator[_Line]:
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
    if explanation.considered:
        yield ""
        yield "also considered in this sentence"
        for item in explanation.considered:
            became = f"made {item.claim_id}" if item.claim_id else f"dropped: {item.reason}"
            yield "", f"“{item.words}”, {item.row.table} ‘{item.row.name}’: {became}"
    yield ""
    yield "read by", explanation.made_by


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
