"""Linking in blocks: what may be one incident comes together, and nothing else is held with it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime

import pytest

from musterbook.model import Block, CopyGroup, Document, DocumentRecord, Event, Report, hash_bytes
from musterbook.store import Reading, Store, iterate_event_blocks, open_store, write_copies, write_reading
from tests.builders import TOWN, at, attack, event, on

NOW = datetime(2018, 5, 17, 12, tzinfo=UTC)
MAY, JUNE = on(date(2018, 5, 13)), on(date(2018, 6, 2))


@pytest.fixture
def store() -> Iterator[Store]:
    """An empty record that is not kept."""
    with open_store(":memory:") as opened:
        yield opened


def write(store: Store, *events: Event) -> None:
    """Write each event in a document of its own."""
    for made in events:
        text = made.event_id
        report = Report(report_id=hash_bytes(text.encode()), media_type="text/plain", location=text, raw=text.encode())
        document = Document(
            document_id=made.document_id, report_id=report.report_id, text=text, location=text,
            blocks=(Block(kind="paragraph", start=0, end=len(text)),),
        )  # fmt: skip
        claims = (attack(f"c-{text}", document_id=made.document_id),)
        record = DocumentRecord(document_id=made.document_id, claims=claims, events=(made,))
        write_reading(store, Reading(report=report, document=document, record=record), made_by="test", at_utc=NOW)


def blocks(store: Store) -> set[frozenset[str]]:
    """Return the ids of the events of each block."""
    return {frozenset(made.event_id for made in block) for block in iterate_event_blocks(store)}


def test_events_of_one_country_and_month_come_together(store: Store) -> None:
    """Days of one month share a block; another month, or no country, is another."""
    write(
        store,
        event("e-1", interval=MAY),
        event("e-2", interval=on(date(2018, 5, 30))),
        event("e-3", interval=JUNE),
        event("e-4", interval=MAY, place=None),
    )
    assert blocks(store) == {frozenset({"e-1", "e-2"}), frozenset({"e-3"}), frozenset({"e-4"})}


def test_events_without_a_day_come_by_text(store: Store) -> None:
    """Without a day only copies of a text may tell of one incident: they share a block, all others stand alone."""
    write(store, *(event(f"e-{n}", interval=None, place=at(TOWN)) for n in range(1, 5)))
    write_copies(store, [CopyGroup(copy_group_id="g-1", document_ids=("d-e-1", "d-e-3"), kind="near", similarity=0.9)])
    assert blocks(store) == {frozenset({"e-1", "e-3"}), frozenset({"e-2"}), frozenset({"e-4"})}


def test_every_event_is_in_one_block(store: Store) -> None:
    """Blocks hold every event once."""
    made = [event(f"e-{n}", interval=(None, MAY, JUNE)[n % 3], place=(None, at(TOWN))[n % 2]) for n in range(24)]
    write(store, *made)
    found = [one.event_id for block in iterate_event_blocks(store) for one in block]
    assert sorted(found) == sorted(one.event_id for one in made)
