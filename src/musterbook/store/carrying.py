"""What persons and time said of an event or a claim goes with it when its report is read again by another version.

A new version may read the same words under another span, and so give its claim and event another id. What stood in the old one's
incident, what was ruled of it and what was chosen then belongs to the new one: that of the same sentence, whatever is read of it
now, else one near by that shares most of its words, and no other place or day. Where no such one is left, or two fit alike, what
was said of the old id stays as it is, and is counted as open.
"""

from __future__ import annotations

import itertools
import json
import re
import sqlite3
from bisect import bisect_left
from collections import defaultdict, deque
from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from typing import Any

__all__ = ["Told", "carry_over", "count_open_rulings", "match_told", "read_told"]

_WORD = re.compile(r"\w+")
# Of the words of both sentences; one that was cut in another place keeps nearly all of them.
_LEAST_SHARED = 0.6
_REACH = 32  # places in the order of the report: how far from the old one a new one may stand


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """An event or a claim of a report.

    Attributes:
        kind: type of the event, which another version may read otherwise, or outcome and figure of the claim, which must not
            differ: another figure was not chosen.
        words: of its sentence, folded.
        facts: place id and first day; None where none is stated.
    """

    record_id: str
    kind: str
    words: frozenset[str]
    facts: tuple[str | None, str | None]


def read_told(connection: sqlite3.Connection, report_id: str) -> tuple[tuple[Told, ...], tuple[Told, ...]]:
    """Return the events and the casualties claims that the record holds of a report."""
    events = connection.execute(
        "SELECT e.event_id, e.event_type, c.sentence, json_extract(e.body, '$.place.place.place_id'), e.earliest"
        " FROM event e JOIN document d USING (document_id) JOIN claim c ON c.claim_id = json_extract(e.body, '$.headline_claim_id') WHERE d.report_id = ? ORDER BY e.number",
        (report_id,),
    )
    claims = connection.execute(
        "SELECT c.claim_id, json_extract(c.body, '$.detail.outcome') || ' ' || coalesce(c.low, '') || ' ' ||"
        " coalesce(c.high, '') || ' ' || coalesce(json_extract(c.body, '$.detail.whose.words'), ''), c.sentence, c.place_id,"
        " c.earliest FROM claim c JOIN document d USING (document_id)"
        " WHERE d.report_id = ? AND c.kind = 'casualties' ORDER BY c.number",
        (report_id,),
    )
    return tuple(_make_told(row) for row in events), tuple(_make_told(row) for row in claims)


def _make_told(row: Sequence[Any]) -> Told:
    words = frozenset(_WORD.findall(row[2].casefold()))
    return Told(record_id=row[0], kind=row[1] or "", words=words, facts=(row[3], row[4]))


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
    events = match_told(before[0], after[0], is_of_one_kind=False)
    claims = match_told(before[1], after[1], is_of_one_kind=True)
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


def match_told(before: Sequence[Told], after: Sequence[Told], *, is_of_one_kind: bool) -> dict[str, str]:
    """Return for each that is gone the new one it became, each once.

    Equal sentences of which the same is read first, in their order; then a sentence of which there is one here and one there,
    because a better version may read another place of it; then, of the few nearest in order, the likest that states no other
    place or day. Two that fit equally well decide nothing.
    """
    known, there = {one.record_id for one in before}, {one.record_id for one in after}
    gone = [(place, one) for place, one in enumerate(before) if one.record_id not in there]
    new = [(place, one) for place, one in enumerate(after) if one.record_id not in known]
    found: dict[str, str] = {}
    equal: dict[tuple[object, ...], deque[Told]] = defaultdict(deque)
    for _, one in new:
        equal[one.words, one.kind, one.facts].append(one)
    for _, one in gone:
        if same := equal[one.words, one.kind, one.facts]:
            found[one.record_id] = same.popleft().record_id
    taken = set(found.values())
    alone = {} if is_of_one_kind else _pair_alone(gone, new, found=found, taken=taken)
    found |= alone
    taken |= set(alone.values())
    for place, one in gone:
        if one.record_id in found:
            continue
        heir = _find_heir(one, place, new, taken=taken, is_of_one_kind=is_of_one_kind)
        if heir is not None:
            found[one.record_id] = heir.record_id
            taken.add(heir.record_id)
    return found


def _pair_alone(
    gone: Sequence[tuple[int, Told]],
    new: Sequence[tuple[int, Told]],
    *,
    found: Mapping[str, str],
    taken: AbstractSet[str],
) -> dict[str, str]:
    """Return the pairs of equal sentences that are the only ones of their words on either side."""
    old_of: dict[frozenset[str], list[str]] = defaultdict(list)
    new_of: dict[frozenset[str], list[str]] = defaultdict(list)
    for _, one in gone:
        if one.record_id not in found:
            old_of[one.words].append(one.record_id)
    for _, one in new:
        if one.record_id not in taken:
            new_of[one.words].append(one.record_id)
    return {ids[0]: new_of[words][0] for words, ids in old_of.items() if len(ids) == len(new_of.get(words, ())) == 1}


def _find_heir(
    one: Told, place: int, new: Sequence[tuple[int, Told]], *, taken: AbstractSet[str], is_of_one_kind: bool
) -> Told | None:
    start = bisect_left(new, place - _REACH, key=lambda item: item[0])
    near = itertools.takewhile(lambda item: item[0] <= place + _REACH, itertools.islice(new, start, None))
    scored = [
        (_share(one, told), told)
        for _, told in near
        if told.record_id not in taken and (one.kind == told.kind or not is_of_one_kind) and not _differ(one, told)
    ]
    best = sorted((share for share, _ in scored if share >= _LEAST_SHARED), reverse=True)
    if not best or best[1:2] == best[:1]:
        return None
    return next(told for share, told in scored if share == best[0])


def _differ(one: Told, other: Told) -> bool:
    """Return True if both state a place, or a first day, and not the same."""
    return any(a is not None and b is not None and a != b for a, b in zip(one.facts, other.facts, strict=True))


def _share(one: Told, other: Told) -> float:
    both = len(one.words | other.words)
    return len(one.words & other.words) / both if both else 0.0


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
