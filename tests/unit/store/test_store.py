"""The record file: what it takes, what it gives back, what it refuses."""

from __future__ import annotations

import contextlib
import dataclasses
import sqlite3
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from musterbook.errors import (
    NotARecordError,
    RecordBusyError,
    RecordFullError,
    RecordReadOnlyError,
    RecordVersionError,
    UsageError,
)
from musterbook.incidents import run as find_incidents
from musterbook.model import (
    Block,
    Claim,
    CopyGroup,
    Document,
    DocumentRecord,
    Mention,
    Number,
    OffsetMap,
    Published,
    QuantityReading,
    Report,
    Skip,
    hash_bytes,
)
from musterbook.store import (
    ClaimFilter,
    Reading,
    Store,
    clear_source_skips,
    count_all,
    has_reading,
    iterate_events,
    iterate_fingerprints,
    open_store,
    read_claims,
    read_copies,
    read_documents,
    read_incidents,
    read_log,
    read_mentions,
    read_notes,
    read_report,
    read_skips,
    resolve_id,
    search_text,
    verify_store,
    write_copies,
    write_incidents,
    write_reading,
)
from musterbook.store.convert import from_json, to_json
from musterbook.store.schema import APPLICATION_ID, MIGRATIONS, SCHEMA_VERSION
from tests.builders import DISTRICT, GROUP, TOWN, at, attack, casualties, event, notes, number, on, said_by, strength

NOW = datetime(2018, 5, 17, 12, tzinfo=UTC)


def make_reading(name: str = "one", *, text: str = "The Front has 300 fighters in Steinbruck.") -> Reading:
    """A report with one document, one mention, a strength claim, a casualties claim and an event."""
    raw = f"{name}: {text}".encode()
    report = Report(
        report_id=hash_bytes(raw), media_type="text/plain", location=f"{name}.txt", raw=raw, encoding="utf-8",
        retrieved_utc=NOW, outlet="Morning Post", published=Published(day=date(2018, 5, 16), origin="given"),
    )  # fmt: skip
    document = Document(
        document_id=f"d-{name}", report_id=report.report_id, text=text, location=report.location, outlet="Morning Post",
        blocks=(Block(kind="paragraph", start=0, end=len(text)),), published=report.published, title=f"Title {name}",
        offsets=OffsetMap(basis="decoded", segments=((0, 0, len(text)),)),
    )  # fmt: skip
    common = {
        "document_id": document.document_id,
        "sentence": text,
        "place": at(TOWN),
        "interval": on(date(2018, 5, 13)),
    }
    claims = (
        strength(f"c-{name}-1", number(300), attribution=said_by("the army"), **common),
        casualties(f"c-{name}-2", number(4), **common),
    )
    mention = Mention(mention_id=f"m-{name}", kind="quantity", start=14, end=17, text="300", reading=number(300))
    return Reading(
        report=report,
        document=document,
        mentions=(mention,),
        record=DocumentRecord(document_id=document.document_id, claims=claims, events=(event(f"e-{name}", claims[1]),)),
        exact="hash",
        signature=b"signature",
    )


@pytest.fixture
def store(tmp_path: Path) -> Store:
    """An empty record in a file."""
    return open_store(tmp_path / "record.db")


def write(store: Store, *readings: Reading) -> None:
    """Write readings and link what they tell."""
    for reading in readings:
        write_reading(store, reading, made_by="test", at_utc=NOW)
    claims = {claim.claim_id: claim for claim in read_claims(store)}
    incidents = find_incidents(iterate_events(store), claims=claims, notes=notes(*claims.values())).made
    write_incidents(store, incidents, at_utc=NOW)


def test_what_is_written_is_read_back(store: Store) -> None:
    """Report, document, mention, claims, events, incidents come back as the records they were."""
    reading = make_reading()
    write(store, reading)
    assert reading.report is not None
    assert reading.document is not None
    assert reading.record is not None
    assert read_report(store, reading.report.report_id) == reading.report
    assert tuple(read_documents(store)) == (reading.document,)
    assert read_mentions(store, reading.document.document_id) == reading.mentions
    assert tuple(read_claims(store)) == reading.record.claims
    assert tuple(iterate_events(store)) == reading.record.events
    assert [incident.event_ids for incident in read_incidents(store)] == [("e-one",)]
    assert list(iterate_fingerprints(store)) == [("d-one", "hash", b"signature")]
    assert has_reading(store, reading.report.report_id)


def test_writing_twice_changes_nothing(store: Store) -> None:
    """A second writing of the same reading leaves every count and the log as they were."""
    write(store, make_reading())
    before, log = count_all(store), read_log(store)
    write_reading(store, make_reading(), made_by="test", at_utc=NOW)
    assert (count_all(store), read_log(store)) == (before, log)


def test_a_transaction_is_all_or_nothing(store: Store) -> None:
    """A failure in the middle of a report leaves no trace of it."""
    reading = make_reading()
    broken = Reading(report=reading.report, document=reading.document, mentions=("no mention",))  # type: ignore[arg-type]
    with pytest.raises(AttributeError, match="reading"):
        write_reading(store, broken, made_by="test", at_utc=NOW)
    assert count_all(store).reports == 0


@pytest.mark.parametrize(
    ("wanted", "expected"),
    [
        (ClaimFilter(kinds=("strength",)), ["c-one-1"]),
        (ClaimFilter(actor_ids=("northern-front",)), ["c-one-1", "c-one-2"]),
        (ClaimFilter(actor_ids=("nobody",)), []),
        (ClaimFilter(places=("gn:3",)), ["c-one-1", "c-one-2"]),
        (ClaimFilter(places=("gn:2",)), ["c-one-1", "c-one-2"]),
        (ClaimFilter(places=("gn:9",)), []),
        (ClaimFilter(countries=("XA",)), ["c-one-1", "c-one-2"]),
        (ClaimFilter(since=date(2018, 5, 13), until=date(2018, 5, 13)), ["c-one-1", "c-one-2"]),
        (ClaimFilter(since=date(2018, 5, 14)), []),
        (ClaimFilter(until=date(2018, 5, 12)), []),
        (ClaimFilter(source="ARMY"), ["c-one-1"]),
        (ClaimFilter(source="morning"), ["c-one-1", "c-one-2"]),
        (ClaimFilter(source="' OR 1 --"), []),
        (ClaimFilter(source="%"), []),
        (ClaimFilter(source="Mornin_"), []),
        (ClaimFilter(source="\\"), []),
        (ClaimFilter(document_ids=("d-one",), kinds=("casualties",)), ["c-one-2"]),
    ],
    ids=repr,
)
def test_filters(store: Store, wanted: ClaimFilter, expected: list[str]) -> None:
    """Each filter keeps what fits; an area holds the places inside it; hostile words are only words."""
    write(store, make_reading())
    assert [claim.claim_id for claim in read_claims(store, wanted)] == expected


def test_search_finds_words_and_phrases(store: Store) -> None:
    """Words are found in any form and order, phrases only as they stand, and operators are only words."""
    write(store, make_reading(), make_reading("two", text="Officials denied that fighters left."))
    assert {hit.document_id for hit in search_text(store, "fighter officials")} == {"d-two"}
    assert {hit.kind for hit in search_text(store, '"300 fighters"')} == {"claim", "document"}
    assert search_text(store, '"fighters 300"') == ()
    for hostile in ('"', "NEAR(", "fighters OR", "a*", "title:x", "", '""', "-"):
        search_text(store, hostile)


def test_copies_and_notes(store: Store) -> None:
    """A copy group is kept, replaced as a whole, and shows in the notes on its documents."""
    write(store, make_reading(), make_reading("two"))
    group = CopyGroup(copy_group_id="g-1", document_ids=("d-one", "d-two"), kind="near", similarity=0.9)
    write_copies(store, [group])
    write_copies(store, [group])
    assert read_copies(store) == (group,)
    assert {note.copy_group_id for note in read_notes(store, ["d-one", "d-two", "d-unknown"]).values()} == {"g-1"}


def test_skips_are_kept(store: Store) -> None:
    """A skip is stored once and counted; a report that was skipped counts as read."""
    skip = Skip(stage="sources", input_id="x.pdf", location="x.pdf", code="encrypted", reason="it has a password")
    for _ in range(2):
        write_reading(store, Reading(skips=(skip,)), made_by="", at_utc=NOW)
    assert read_skips(store) == (skip,)
    assert has_reading(store, "x.pdf")
    assert count_all(store).skips_by_code == (("encrypted", 1),)


def test_ids_may_be_cut(store: Store) -> None:
    """The beginning of an id is enough if it is unambiguous; wildcards in it are only characters."""
    write(store, make_reading(), make_reading("two"))
    assert resolve_id(store, "c-one-1") == ("claim", "c-one-1")
    assert resolve_id(store, "d-t") == ("document", "d-two")
    with pytest.raises(UsageError, match="more than one record"):
        resolve_id(store, "c-")
    for unknown in ("x", "%", "c%"):
        with pytest.raises(UsageError, match="no record has this id"):
            resolve_id(store, unknown)


def make_skip(stage: str, input_id: str, location: str = "one.txt") -> Skip:
    """A skip of a stage."""
    return Skip(stage=stage, input_id=input_id, location=location, code="too-long", reason="the rest was not read")


def test_a_new_reading_takes_the_place_of_the_old_one(store: Store) -> None:
    """Replacing leaves the bytes, takes away all that was read and the skips of report and document, and is logged."""
    old = make_reading()
    assert old.report is not None
    skips = tuple(make_skip("records", input_id) for input_id in (old.report.report_id, "d-one"))
    write(store, dataclasses.replace(old, skips=skips))
    new = Reading(report=old.report, document=old.document, exact="hash", signature=b"signature")
    write_reading(store, new, made_by="later", at_utc=NOW, replace=True)
    counts = count_all(store)
    assert (counts.reports, counts.documents, counts.claims, counts.events, counts.skips) == (1, 1, 0, 0, 0)
    assert not counts.is_linked
    assert read_log(store)[0].act == "reread"
    assert verify_store(store).drifts == ()


def test_a_replacement_that_fails_leaves_the_old_reading(store: Store) -> None:
    """If the new reading cannot be written, the old one is there as before."""
    old = make_reading()
    write(store, old)
    before = count_all(store)
    broken = Reading(report=old.report, document=old.document, mentions=("no mention",))  # type: ignore[arg-type]
    with pytest.raises(AttributeError, match="reading"):
        write_reading(store, broken, made_by="later", at_utc=NOW, replace=True)
    assert count_all(store) == before


def test_skips_of_a_place_go_when_a_report_comes_from_it(store: Store) -> None:
    """Only what the sources stage skipped at exactly this place is taken away."""
    skips = (make_skip("sources", "a", "a"), make_skip("sources", "ab", "ab"), make_skip("records", "a", "a"))
    write_reading(store, Reading(skips=skips), made_by="", at_utc=NOW)
    clear_source_skips(store, "a")
    assert set(read_skips(store)) == set(skips[1:])


def test_a_transaction_inside_another_is_a_part_of_it(store: Store) -> None:
    """What was written inside is lost with the outer one."""
    outer = pytest.raises(ValueError, match="too late")
    with outer, store.transaction():
        write_reading(store, make_reading(), made_by="test", at_utc=NOW)
        raise ValueError("too late")
    assert count_all(store).reports == 0


@pytest.mark.parametrize(
    ("statement", "expected"),
    [
        ("UPDATE raw SET zstd = x'00'", "raw is write-once"),
        ("DELETE FROM raw", "raw is write-once"),
        ("UPDATE log SET act = 'nothing'", "the log is append-only"),
        ("DELETE FROM log", "the log is append-only"),
    ],
)
def test_bytes_and_log_cannot_be_changed(store: Store, statement: str, expected: str) -> None:
    """Triggers refuse to change raw bytes and the custody log, whatever program asks."""
    write(store, make_reading())
    with pytest.raises(sqlite3.IntegrityError, match=expected):
        store.connection.execute(statement)


@pytest.mark.parametrize(
    ("tampering", "expected"),
    [
        ("DROP TRIGGER raw_is_write_once; UPDATE raw SET zstd = x'00'", "the bytes are not the ones"),
        ("UPDATE document SET text = text || '!'", "the text was changed"),
        ("UPDATE claim SET sentence = 'never said'", "its sentence is not in the document"),
        ("DROP TRIGGER log_is_append_only; UPDATE log SET body = '{}'", "log entry 1"),
        ("DELETE FROM document", "neither read nor skipped"),
        ("UPDATE claim SET body = replace(body, '300', '900')", "its claims or events are not the ones"),
        ("UPDATE event SET body = '{}'", "its claims or events are not the ones"),
        ("DELETE FROM claim WHERE kind = 'strength'", "its claims or events are not the ones"),
        ("DROP TRIGGER log_is_kept; DELETE FROM log WHERE number = 2", "the log does not end where"),
        ("DROP TRIGGER log_is_kept; DELETE FROM log", "the log does not end where"),
    ],
)
def test_verify_finds_tampering(store: Store, tampering: str, expected: str) -> None:
    """A changed byte, text, claim, event or log entry, and lost ones, are found; an untouched record is well."""
    write(store, make_reading())
    assert verify_store(store).drifts == ()
    store.connection.executescript(tampering)
    assert any(expected in drift for drift in verify_store(store).drifts)


def test_files_that_are_no_record(tmp_path: Path) -> None:
    """Text, other databases, folders and missing files are refused, each by name."""
    text = tmp_path / "notes.txt"
    text.write_text("not a database, but long enough to look at" * 50)
    with pytest.raises(NotARecordError, match="no Musterbook record"):
        open_store(text)
    other = tmp_path / "other.db"
    with sqlite3.connect(other) as connection:
        connection.execute("CREATE TABLE t (x)")
    connection.close()
    with pytest.raises(NotARecordError, match="database of another program"):
        open_store(other)
    with pytest.raises(NotARecordError, match="is a folder"):
        open_store(tmp_path)
    with pytest.raises(NotARecordError, match="there is no record here"):
        open_store(tmp_path / "missing.db", create=False)
    with pytest.raises(NotARecordError, match="folder of the record does not exist"):
        open_store(tmp_path / "no" / "such.db")


def test_a_newer_record_is_refused(tmp_path: Path) -> None:
    """A record of a later schema version is refused with both versions in the message."""
    path = tmp_path / "record.db"
    with open_store(path) as store:
        store.connection.execute(f"PRAGMA user_version = {SCHEMA_VERSION + 1}")
    with pytest.raises(
        RecordVersionError, match=f"expected schema version up to {SCHEMA_VERSION}, got {SCHEMA_VERSION + 1}"
    ):
        open_store(path)


def test_an_older_record_is_brought_up_to_date_by_a_writer_only(tmp_path: Path) -> None:
    """Opened for reading it is refused with what to do; opened for writing it is migrated, and then it can be read."""
    path = tmp_path / "record.db"
    with contextlib.closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.execute(f"PRAGMA application_id = {APPLICATION_ID:d}")
        connection.executescript(f"BEGIN;{MIGRATIONS[0][2]};PRAGMA user_version = 1;COMMIT;")
    with pytest.raises(
        RecordVersionError, match=f"an older Musterbook wrote this record: expected schema version {SCHEMA_VERSION}"
    ):
        open_store(path, read_only=True)
    with open_store(path):
        pass
    with open_store(path, read_only=True) as store:
        assert count_all(store).reports == 0


def test_a_read_only_record_can_be_asked_and_not_written(tmp_path: Path) -> None:
    """Opened for reading it answers; writing is refused by name."""
    path = tmp_path / "record.db"
    with open_store(path) as store:
        write(store, make_reading())
    with open_store(path, read_only=True) as store:
        assert count_all(store).claims == 2
        with pytest.raises(RecordReadOnlyError, match="cannot be written"):
            write_reading(store, make_reading("two"), made_by="test", at_utc=NOW)


def test_a_full_disk_keeps_what_was_written(store: Store) -> None:
    """When there is no room the report being written is lost as a whole, the ones before stay, and the next run goes on."""
    write(store, make_reading())
    (pages,) = store.connection.execute("PRAGMA page_count").fetchone()
    store.connection.execute(f"PRAGMA max_page_count = {pages + 1}")
    large = make_reading("large", text="The Front has 300 fighters in Steinbruck. " * 5000)
    with pytest.raises(RecordFullError, match="the disk is full"):
        write_reading(store, large, made_by="test", at_utc=NOW)
    assert count_all(store).reports == 1
    store.connection.execute("PRAGMA max_page_count = 1000000")
    write_reading(store, large, made_by="test", at_utc=NOW)
    assert count_all(store).reports == 2


def test_a_second_writer_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """While one process writes, another that wants to write is told so."""
    monkeypatch.setattr("musterbook.store.files._BUSY_SECONDS", 0.05)
    with open_store(tmp_path / "record.db") as first:
        first.connection.execute("BEGIN IMMEDIATE")
        with pytest.raises(RecordBusyError, match="another process is writing"):
            open_store(tmp_path / "record.db")
        first.connection.execute("ROLLBACK")


finite = st.floats(allow_nan=False, allow_infinity=False)


@given(
    low=st.none() | st.integers(-(2**53), 2**53) | finite,
    words=st.text(st.characters(codec="utf-8"), max_size=50),
)
def test_json_gives_the_record_back(low: Number | None, words: str) -> None:
    """Any number and any text survive the way through the body column."""
    quantity = QuantityReading(low=low, high=None, bound="at_least", words=words)
    made: Claim = strength("c1", quantity, sentence=words or "x", place=at(DISTRICT))
    assert from_json(to_json(made), Claim) == made
    assert from_json(to_json(attack("c2", actor=GROUP)), Claim) == attack("c2", actor=GROUP)
