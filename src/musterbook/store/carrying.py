"""What persons and time said of an event or a claim goes with it when its report is read again by another version.

A new version may read the same words under another span, and so give its claim and event another id. What stood in the old one's
incident, what was ruled of it and what was chosen then belongs to the new one: that of the same sentence, else of one that holds
most of its words. Where no such one is left, what was said of the old id stays as it is, and is counted as open.
"""

from __future__ import annotations

import json
import re
import sqlite3
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

__all__ = ["Told", "carry_over", "count_open_rulings", "read_told"]

_WORD = re.compile(r"\w+")
# Of the words of the shorter sentence; a sentence that was cut in another place keeps nearly all of them.
_LEAST_SHARED = 0.6


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """An event or a claim of a report.

    Attributes:
        kind: type of the event, which another version may read otherwise, or outcome and figure of the claim, which must not
            differ: another figure was not chosen.
        words: of its sentence, folded.
    """

    record_id: str
    kind: str
    words: frozenset[str]


def read_told(connection: sqlite3.Connection, report_id: str) -> tuple[tuple[Told, ...], tuple[Told, ...]]:
    """Return the events and the casualties claims that the record holds of a report."""
    events = connection.execute(
        "SELECT e.event_id, e.event_type, c.sentence FROM event e JOIN document d USING (document_id)"
        " JOIN claim c ON c.claim_id = json_extract(e.body, '$.headline_claim_id') WHERE d.report_id = ? ORDER BY e.number",
        (report_id,),
    )
    claims = connection.execute(
        "SELECT c.claim_id, json_extract(c.body, '$.detail.outcome') || ' ' || coalesce(c.low, '') || ' ' ||"
        " coalesce(c.high, ''), c.sentence FROM claim c JOIN document d USING (document_id)"
        " WHERE d.report_id = ? AND c.kind = 'casualties' ORDER BY c.number",
        (report_id,),
    )
    return tuple(_make_told(row) for row in events), tuple(_make_told(row) for row in claims)


def _make_told(row: Sequence[str]) -> Told:
    return Told(record_id=row[0], kind=row[1] or "", words=frozenset(_WORD.findall(row[2].casefold())))


def carry_over(
    connection: sqlite3.Connection, report_id: str, before: tuple[tuple[Told, ...], tuple[Told, ...]]
) -> dict[str, str]:
    """Give what was said of the old events and claims of a report to the new ones; return old id → new id.

    Args:
        connection: within the caller's transaction, after the report was read again.
        report_id: of the report.
        before: what `read_told` gave before that.
    """
    after = read_told(connection, report_id)
    events = _match(before[0], after[0], is_of_one_kind=False)
    claims = _match(before[1], after[1], is_of_one_kind=True)
    for old, new in events.items():
        connection.execute(
            "INSERT INTO incident_member SELECT ?, incident_id FROM incident_member WHERE event_id = ?"
            " ON CONFLICT (event_id) DO NOTHING",
            (new, old),
        )
    _rename_in_rulings(connection, events)
    for old, new in claims.items():
        connection.execute("UPDATE OR IGNORE choice SET claim_id = ? WHERE claim_id = ?", (new, old))
    return {**events, **claims}


def _match(before: Sequence[Told], after: Sequence[Told], *, is_of_one_kind: bool) -> dict[str, str]:
    """Return for each that is gone the new one it became: the likest first, each once."""
    known, there = {one.record_id for one in before}, {one.record_id for one in after}
    gone = [one for one in before if one.record_id not in there]
    new = [one for one in after if one.record_id not in known]
    pairs = sorted(
        (-_share(one, other), one.kind != other.kind, first, second)
        for first, one in enumerate(gone)
        for second, other in enumerate(new)
        if (one.kind == other.kind or not is_of_one_kind) and _share(one, other) >= _LEAST_SHARED
    )
    found: dict[str, str] = {}
    taken: set[int] = set()
    for _, _, first, second in pairs:
        if gone[first].record_id not in found and second not in taken:
            found[gone[first].record_id] = new[second].record_id
            taken.add(second)
    return found


def _share(one: Told, other: Told) -> float:
    fewer = min(len(one.words), len(other.words))
    return len(one.words & other.words) / fewer if fewer else 0.0


def _rename_in_rulings(connection: sqlite3.Connection, became: Mapping[str, str]) -> None:
    if not became:
        return
    for number, *sides in connection.execute("SELECT number, one, other FROM ruling").fetchall():
        told = [json.loads(side) for side in sides]
        named = [sorted({became.get(event_id, event_id) for event_id in side}) for side in told]
        if named != told:
            connection.execute(
                "UPDATE ruling SET one = ?, other = ? WHERE number = ?",
                (json.dumps(named[0]), json.dumps(named[1]), number),
            )


def count_open_rulings(connection: sqlite3.Connection) -> tuple[int, int]:
    """Return how many rulings there are, and of how many one side has no event in the record any more."""
    row = connection.execute(
        "SELECT count(*), coalesce(sum(NOT (EXISTS (SELECT 1 FROM json_each(one) JOIN event ON event_id = value)"
        " AND EXISTS (SELECT 1 FROM json_each(other) JOIN event ON event_id = value))), 0) FROM ruling"
    ).fetchone()
    return int(row[0]), int(row[1])
