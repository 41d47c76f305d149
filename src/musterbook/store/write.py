"""Writing: one report with all that was read from it, and the links between documents, in one transaction each."""

from __future__ import annotations

import hashlib
import sqlite3
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime

import zstandard

from musterbook.model import (
    ActorReading,
    Claim,
    CopyGroup,
    Document,
    DocumentRecord,
    Event,
    Incident,
    Mention,
    PlaceReading,
    Report,
    Skip,
)
from musterbook.store.carrying import Told, carry_over, read_told
from musterbook.store.convert import to_json
from musterbook.store.files import Store
from musterbook.store.log import append_entry, hash_reading

__all__ = [
    "Reading",
    "clear_source_skips",
    "remove_reading",
    "replace_incident",
    "write_copies",
    "write_incidents",
    "write_reading",
    "write_sighting",
]


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """Everything that was read from one input.

    Attributes:
        report: None for an input that gave no bytes: then there are only skips.
        document, record: None where a stage skipped it.
        exact, signature: fingerprint of the document's words; None without a document.
    """

    report: Report | None = None
    document: Document | None = None
    mentions: tuple[Mention, ...] = ()
    record: DocumentRecord | None = None
    exact: str | None = None
    signature: bytes | None = None
    skips: tuple[Skip, ...] = ()


def write_reading(store: Store, reading: Reading, *, made_by: str, at_utc: datetime, replace: bool = False) -> None:
    """Write one reading, all of it or nothing; writing it again changes nothing.

    Args:
        store: the record.
        reading: what was read.
        made_by: the versions that read it.
        at_utc: the time for the custody log.
        replace: take what was read from this report before, and its skips, away in the same transaction; the bytes stay, and
            what persons ruled and chose goes over to the events and claims of the same sentences.
    """
    with store.transaction() as connection:
        report = reading.report
        act = "add" if report is not None and _write_report(connection, report) else None
        before: tuple[tuple[Told, ...], tuple[Told, ...]] = ((), ())
        if report is not None and act is None and replace:
            before = read_told(connection, report.report_id)
            remove_reading(connection, report.report_id)
            act = "reread"
        if reading.document is not None:
            is_written = _write_document(
                connection, reading.document, reading.exact, reading.signature, made_by=made_by
            )
            act = act or ("reread" if is_written else None)
            connection.executemany(
                "INSERT OR IGNORE INTO mention VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
                (_mention_row(mention, reading.document.document_id) for mention in reading.mentions),
            )
        if reading.record is not None:
            _write_record(connection, reading.record, reading.document)
        connection.executemany(
            "INSERT OR IGNORE INTO skip VALUES (?, ?, ?, ?, ?)",
            ((s.stage, s.input_id, s.location, s.code, s.reason) for s in reading.skips),
        )
        if act is not None and report is not None:
            write_setting(connection, "is_linked", "no")
            became = carry_over(connection, report.report_id, before) if any(before) else {}
            made = hash_reading(connection, report.report_id)
            body: dict[str, object] = {"report": report.report_id, "location": report.location, "reading": made}
            if became:
                body["became"] = became
            append_entry(connection, act, body, at_utc=at_utc)


def remove_reading(connection: sqlite3.Connection, report_id: str) -> None:
    """Take away what was read from a report, and its skips, within the caller's transaction; the bytes stay."""
    ids = connection.execute("SELECT document_id FROM document WHERE report_id = ?", (report_id,)).fetchall()
    # A stage names its input in a skip: the report, or the document that was made of it.
    connection.executemany("DELETE FROM skip WHERE stage <> 'sources' AND input_id = ?", [(report_id,), *ids])
    connection.execute("DELETE FROM document WHERE report_id = ?", (report_id,))


def clear_source_skips(store: Store, location: str) -> None:
    """Take away what earlier runs skipped at exactly this location, because a report has come from there now."""
    where = "stage = 'sources' AND input_id = :location AND location = :location"
    if store.one(f"SELECT EXISTS (SELECT 1 FROM skip WHERE {where})", {"location": location})[0]:  # noqa: S608  # fixed text
        with store.transaction() as connection:
            connection.execute(f"DELETE FROM skip WHERE {where}", {"location": location})  # noqa: S608  # fixed text


def write_sighting(store: Store, report_id: str, *, location: str) -> None:
    """Note that a report of the record was met again, perhaps at another location."""
    with store.transaction() as connection:
        connection.execute("INSERT OR IGNORE INTO sighting VALUES (?, ?)", (location, report_id))


def write_setting(connection: sqlite3.Connection, key: str, value: str) -> None:
    """Set one setting of the record within the caller's transaction."""
    connection.execute(
        "INSERT INTO setting VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value", (key, value)
    )


def write_copies(store: Store, groups: Iterable[CopyGroup]) -> None:
    """Replace all copy groups."""
    with store.transaction() as connection:
        connection.execute("DELETE FROM copy_group")
        for group in groups:
            connection.execute(
                "INSERT INTO copy_group VALUES (?, ?, ?)", (group.copy_group_id, group.kind, group.similarity)
            )
            connection.executemany(
                "INSERT INTO copy_member VALUES (?, ?)", ((d, group.copy_group_id) for d in group.document_ids)
            )


def write_incidents(
    store: Store, incidents: Iterable[Incident], *, at_utc: datetime, became: dict[str, int] | None = None
) -> int:
    """Replace all incidents, remember which event is in which, mark the record as linked, return how many there are.

    Args:
        store: the record.
        incidents: all of them, with the ids they keep for life.
        at_utc: the time for the custody log.
        became: how many ids were merged, split and removed, and events had more neighbours than are compared ("crowded"),
            for the custody log; None = not known.
    """
    number = 0
    with store.transaction() as connection:
        connection.execute("DELETE FROM incident")
        for incident in incidents:
            number += 1
            _write_incident(connection, incident)
        connection.execute(
            "INSERT INTO incident_member SELECT event_id, incident_id FROM incident_event WHERE true"
            " ON CONFLICT (event_id) DO UPDATE SET incident_id = excluded.incident_id"
        )
        write_setting(connection, "is_linked", "yes")
        body: dict[str, object] = {"incidents": number}
        append_entry(connection, "link", body | (became or {}), at_utc=at_utc)
    return number


def replace_incident(store: Store, incident: Incident) -> None:
    """Write one incident anew, under the id that it has."""
    with store.transaction() as connection:
        connection.execute("DELETE FROM incident WHERE incident_id = ?", (incident.incident_id,))
        _write_incident(connection, incident)


def _write_report(connection: sqlite3.Connection, report: Report) -> bool:
    """Write the report unless it is known; return True if it is new."""
    published = report.published
    cursor = connection.execute(
        "INSERT OR IGNORE INTO report VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (
            report.report_id,
            report.media_type,
            report.location,
            report.encoding,
            report.retrieved_utc.isoformat(timespec="seconds") if report.retrieved_utc else None,
            report.title,
            report.outlet,
            report.url,
            published.day.isoformat() if published else None,
            report.licence,
            len(report.raw),
            report.text,
            to_json(published) if published else None,
            report.language,
        ),
    )
    is_new = cursor.rowcount == 1
    if is_new:
        connection.execute("INSERT INTO raw VALUES (?, ?)", (report.report_id, zstandard.compress(report.raw)))
    connection.execute("INSERT OR IGNORE INTO sighting VALUES (?, ?)", (report.location, report.report_id))
    return is_new


def _write_document(
    connection: sqlite3.Connection, document: Document, exact: str | None, signature: bytes | None, *, made_by: str
) -> bool:
    """Write the document unless it is known; return True if it is new."""
    published = document.published
    cursor = connection.execute(
        "INSERT OR IGNORE INTO document (document_id, report_id, title, text, text_sha256, published, published_origin,"
        " language, wire, outlet, url, location, made_by, body) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (
            document.document_id,
            document.report_id,
            document.title,
            document.text,
            hashlib.sha256(document.text.encode()).hexdigest(),
            published.day.isoformat() if published else None,
            published.origin if published else None,
            document.language,
            document.wire,
            document.outlet,
            document.url,
            document.location,
            made_by,
            to_json(document),
        ),
    )
    if cursor.rowcount != 1:
        return False
    connection.executemany(
        "INSERT INTO block VALUES (?, ?, ?, ?, ?)",
        ((document.document_id, n, b.kind, b.start, b.end) for n, b in enumerate(document.blocks)),
    )
    if exact is not None and signature is not None:
        connection.execute("INSERT INTO fingerprint VALUES (?, ?, ?)", (document.document_id, exact, signature))
    return True


def _mention_row(mention: Mention, document_id: str) -> tuple[object, ...]:
    reading = mention.reading
    actor_id = reading.actor_id if isinstance(reading, ActorReading) else None
    place_id = reading.place.place_id if isinstance(reading, PlaceReading) and reading.place else None
    span = (mention.start, mention.end, mention.text)
    return (mention.mention_id, document_id, mention.kind, *span, actor_id, place_id, to_json(mention))


def _write_record(connection: sqlite3.Connection, record: DocumentRecord, document: Document | None) -> None:
    outlet = document.outlet if document else None
    for claim in record.claims:
        cursor = connection.execute(
            f"INSERT OR IGNORE INTO claim VALUES (NULL{', ?' * 30})",  # noqa: S608  # only question marks are added
            _claim_row(claim, outlet),
        )
        if cursor.rowcount == 1:
            connection.executemany(
                "INSERT OR IGNORE INTO claim_actor VALUES (?, ?, ?)",
                ((claim.claim_id, actor_id, role) for role, actor_id in _claim_actors(claim)),
            )
    connection.executemany(
        "INSERT OR IGNORE INTO event (event_id, document_id, event_type, country, earliest, latest, status, is_negated,"
        " body) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (_event_row(event) for event in record.events),
    )


def _claim_row(claim: Claim, outlet: str | None) -> tuple[object, ...]:
    interval, quantity, place = claim.interval, claim.quantity, claim.place.place if claim.place else None
    return (
        claim.claim_id,
        claim.document_id,
        claim.kind,
        claim.start,
        claim.end,
        claim.sentence,
        claim.said_on.isoformat() if claim.said_on else None,
        interval.earliest.isoformat() if interval and interval.earliest else None,
        interval.latest.isoformat() if interval and interval.latest else None,
        quantity.low if quantity else None,
        quantity.high if quantity else None,
        quantity.bound if quantity else None,
        quantity.unit if quantity else None,
        claim.actor.actor_id if claim.actor else None,
        claim.actor.name or claim.actor.words if claim.actor else None,
        place.place_id if place else None,
        place.name if place else None,
        place.country if place else None,
        place.adm1_id if place else None,
        place.adm2_id if place else None,
        place.lat if place else None,
        place.lon if place else None,
        claim.place.where_prec if claim.place else None,
        claim.attribution.source.words,
        claim.attribution.source.kind,
        claim.attribution.stance,
        int(claim.attribution.is_party),
        outlet,
        claim.state,
        to_json(claim),
    )


def _claim_actors(claim: Claim) -> Iterator[tuple[str, str]]:
    """Yield (role, actor id) for every actor the claim names: about, source, and those in its detail."""
    readings: list[tuple[str, object]] = [("about", claim.actor), ("source", claim.attribution.source.actor)]
    readings += [
        (name, getattr(claim.detail, name, None))
        for name in ("whose", "by", "initiator", "recipient", "from_actor", "other")
    ]
    for role, reading in readings:
        if isinstance(reading, ActorReading) and reading.actor_id is not None:
            yield role, reading.actor_id


def _event_row(event: Event) -> tuple[object, ...]:
    place = event.place.place if event.place else None
    interval = event.interval
    return (
        event.event_id,
        event.document_id,
        event.event_type,
        place.country if place else None,
        interval.earliest.isoformat() if interval and interval.earliest else None,
        interval.latest.isoformat() if interval and interval.latest else None,
        event.status,
        int(event.is_negated),
        to_json(event),
    )


def _write_incident(connection: sqlite3.Connection, incident: Incident) -> None:
    place = incident.place.place if incident.place else None
    interval = incident.interval
    connection.execute(
        f"INSERT INTO incident VALUES ({', '.join('?' * 17)})",  # noqa: S608  # only question marks are added
        (
            incident.incident_id,
            incident.event_type,
            place.country if place else None,
            place.adm1_id if place else None,
            place.adm2_id if place else None,
            place.place_id if place else None,
            place.name if place else None,
            place.lat if place else None,
            place.lon if place else None,
            incident.place.where_prec if incident.place else None,
            interval.earliest.isoformat() if interval and interval.earliest else None,
            interval.latest.isoformat() if interval and interval.latest else None,
            incident.clarity,
            incident.n_reports,
            incident.n_outlets,
            incident.n_origins,
            to_json(incident),
        ),
    )
    connection.executemany(
        "INSERT INTO incident_event VALUES (?, ?)",
        ((event_id, incident.incident_id) for event_id in incident.event_ids),
    )
    actors = {a.actor_id for a in (*incident.initiators, *incident.recipients) if a.actor_id}
    actors |= {toll.actor_id for toll in incident.tolls if toll.actor_id}
    connection.executemany(
        "INSERT INTO incident_actor VALUES (?, ?)", ((actor_id, incident.incident_id) for actor_id in sorted(actors))
    )
