"""Reading: named queries that return records."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime

import zstandard

from musterbook.model import (
    IMPORTED_ROW,
    Claim,
    CopyGroup,
    Document,
    DocumentNote,
    Event,
    Incident,
    Mention,
    Place,
    Published,
    Report,
    Skip,
)
from musterbook.store.convert import from_json
from musterbook.store.files import Store, translate_errors
from musterbook.store.filters import PRINTED_BY, ClaimFilter, claim_conditions, incident_conditions
from musterbook.store.log import LogEntry

__all__ = [
    "CoverageCount",
    "DocumentFacts",
    "count_claims_in",
    "count_claims_of",
    "count_coverage",
    "count_incidents_of",
    "find_document_of",
    "find_most_counted",
    "has_reading",
    "is_linked",
    "iterate_event_places",
    "iterate_events",
    "iterate_fingerprints",
    "read_claims",
    "read_claims_by_document",
    "read_claims_by_id",
    "read_copies",
    "read_document_facts",
    "read_documents",
    "read_events",
    "read_incidents",
    "read_incidents_of",
    "read_log",
    "read_mentions",
    "read_notes",
    "read_places_named",
    "read_report",
    "read_setting",
    "read_skips",
    "read_spans_beside_spots",
    "read_spots",
    "read_text",
    "read_versions",
]


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentFacts(DocumentNote):
    """What is known of a document without its text; fields as in Document."""

    report_id: str
    title: str | None
    language: str | None
    url: str | None
    location: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CoverageCount:
    """How many documents of one outlet were published in one month ("2018-04"); None = unknown outlet or date."""

    month: str | None
    outlet: str | None
    n_documents: int


def has_reading(store: Store, report_id: str) -> bool:
    """Return True if the report is in the record and was read to an end: a document, or a skip."""
    sql = (
        "SELECT EXISTS (SELECT 1 FROM document WHERE report_id = :id)"
        " OR EXISTS (SELECT 1 FROM skip WHERE input_id = :id)"
    )
    return bool(store.one(sql, {"id": report_id})[0])


def read_setting(store: Store, key: str) -> str | None:
    """Return one setting of the record; None if it was never set."""
    with translate_errors(store.path):
        row = store.connection.execute("SELECT value FROM setting WHERE key = ?", (key,)).fetchone()
    return row[0] if row else None


def is_linked(store: Store) -> bool:
    """Return False if reports were added since copies and incidents were found."""
    return read_setting(store, "is_linked") != "no"


def read_report(store: Store, report_id: str) -> Report | None:
    """Return a report with its bytes; None if it is not in the record."""
    sql = (
        "SELECT media_type, location, encoding, retrieved_utc, title, outlet, url, licence, given_text, given_published,"
        " given_language, zstd FROM report JOIN raw USING (report_id) WHERE report_id = ?"
    )
    row = next(store.rows(sql, (report_id,)), None)
    if row is None:
        return None
    return Report(
        report_id=report_id,
        media_type=row[0],
        location=row[1],
        encoding=row[2],
        retrieved_utc=datetime.fromisoformat(row[3]) if row[3] else None,
        title=row[4],
        outlet=row[5],
        url=row[6],
        licence=row[7],
        text=row[8],
        published=from_json(row[9], Published) if row[9] else None,
        language=row[10],
        raw=zstandard.decompress(row[11]),
    )


def read_documents(store: Store, document_ids: Iterable[str] | None = None) -> Iterator[Document]:
    """Yield documents in the order they were added; all of them if no ids are given."""
    if document_ids is None:
        for (body,) in store.rows("SELECT body FROM document ORDER BY number"):
            yield from_json(body, Document)
        return
    for document_id in document_ids:
        for (body,) in store.rows("SELECT body FROM document WHERE document_id = ?", (document_id,)):
            yield from_json(body, Document)


def read_text(store: Store, document_id: str) -> tuple[str | None, str]:
    """Return title and text of a document, without its blocks; None for no title."""
    row = store.one("SELECT title, text FROM document WHERE document_id = ?", (document_id,))
    return row[0], row[1]


def read_notes(store: Store, document_ids: Iterable[str]) -> dict[str, DocumentNote]:
    """Return a note on each of these documents, by document id; unknown ids are left out."""
    sql = (
        "SELECT document_id, outlet, wire, published, copy_group_id FROM document LEFT JOIN copy_member USING (document_id)"
        " WHERE document_id = ?"
    )
    notes: dict[str, DocumentNote] = {}
    for document_id in document_ids:
        for found, outlet, wire, published, group in store.rows(sql, (document_id,)):
            day = date.fromisoformat(published) if published else None
            notes[found] = DocumentNote(document_id=found, outlet=outlet, wire=wire, published=day, copy_group_id=group)
    return notes


def read_document_facts(store: Store, document_ids: Iterable[str]) -> dict[str, DocumentFacts]:
    """Return the facts on each of these documents, by document id; unknown ids are left out."""
    sql = (
        "SELECT document_id, report_id, title, outlet, wire, published, language, url, location, copy_group_id"
        " FROM document LEFT JOIN copy_member USING (document_id) WHERE document_id = ?"
    )
    found: dict[str, DocumentFacts] = {}
    for document_id in document_ids:
        for row in store.rows(sql, (document_id,)):
            found[row[0]] = DocumentFacts(
                document_id=row[0],
                report_id=row[1],
                title=row[2],
                outlet=row[3],
                wire=row[4],
                published=date.fromisoformat(row[5]) if row[5] else None,
                language=row[6],
                url=row[7],
                location=row[8],
                copy_group_id=row[9],
            )
    return found


def count_coverage(store: Store) -> tuple[CoverageCount, ...]:
    """Return how many documents each outlet published in each month, in order of month and outlet, unknown ones first."""
    sql = f"SELECT substr(published, 1, 7), {PRINTED_BY}, count(*) FROM document GROUP BY 1, 2 ORDER BY 1, 2"  # noqa: S608  # a fixed text
    return tuple(CoverageCount(month=m, outlet=o, n_documents=n) for m, o, n in store.rows(sql))


def read_mentions(store: Store, document_id: str) -> tuple[Mention, ...]:
    """Return the mentions of one document in order."""
    sql = 'SELECT reading FROM mention WHERE document_id = ? ORDER BY "start", "end"'
    return tuple(from_json(body, Mention) for (body,) in store.rows(sql, (document_id,)))


def read_places_named(store: Store, claim_ids: Iterable[str], *, limit: int = 3) -> tuple[str, ...]:
    """Return the names of places in the sentences of these claims, as written and each once, whatever they were taken for."""
    sql = (
        "SELECT mention.text FROM claim JOIN mention USING (document_id) WHERE claim_id = ? AND mention.kind = 'place'"
        " AND mention.\"start\" >= json_extract(body, '$.sentence_start')"
        ' AND mention."end" <= json_extract(body, \'$.sentence_end\') ORDER BY mention."start"'
    )
    found: dict[str, None] = {}
    for claim_id in claim_ids:
        found.update(dict.fromkeys(" ".join(text.split()) for (text,) in store.rows(sql, (claim_id,))))
        if len(found) >= limit:
            break
    return tuple(found)[:limit]


def count_incidents_of(store: Store, wanted: ClaimFilter) -> int:
    """Return how many incidents fit."""
    where, values = incident_conditions(wanted)
    return int(store.one(f"SELECT count(*) FROM incident WHERE {where}", values)[0])  # noqa: S608  # fixed text, values bound


def read_spans_beside_spots(store: Store, document_id: str) -> tuple[tuple[int, int], ...]:
    """Return the spans of a document that name something else than a small place: actors, days, countries, provinces."""
    sql = (
        'SELECT "start", "end" FROM mention WHERE document_id = ? AND (kind <> \'place\''
        " OR json_extract(reading, '$.reading.place.kind') IN ('country', 'adm1', 'region', 'water', 'border'))"
    )
    return tuple((start, end) for start, end in store.rows(sql, (document_id,)))


def read_spots(store: Store, document_id: str) -> tuple[tuple[int, Place], ...]:
    """Return where a document names small places, as offset and place, in order of the text."""
    sql = (
        "SELECT \"start\", json_extract(reading, '$.reading.place') FROM mention WHERE document_id = ? AND kind = 'place'"
        " AND json_extract(reading, '$.reading.place.kind') NOT IN ('country', 'adm1', 'region', 'water', 'border', 'unknown')"
        ' ORDER BY "start"'
    )
    return tuple((start, from_json(place, Place)) for start, place in store.rows(sql, (document_id,)))


def read_countries(store: Store, document_id: str) -> frozenset[str]:
    """Return the countries (ISO 3166-1 alpha-2) of all places that a document names; none where it names only one place.

    One name alone is too often read as a place of another country.
    """
    sql = (
        "SELECT json_extract(reading, '$.reading.place.country'), count(DISTINCT json_extract(reading, '$.reading.place.place_id'))"
        " FROM mention WHERE document_id = ? AND kind = 'place' AND json_extract(reading, '$.reading.place.country') IS NOT NULL"
        " GROUP BY 1"
    )
    rows = tuple(store.rows(sql, (document_id,)))
    return frozenset(country for country, _ in rows) if sum(number for _, number in rows) > 1 else frozenset()


def read_claims(store: Store, wanted: ClaimFilter | None = None) -> Iterator[Claim]:
    """Yield the claims that fit, in order of document and span."""
    where, values = claim_conditions(wanted or ClaimFilter())
    sql = f"SELECT body FROM claim WHERE {where} ORDER BY number"  # noqa: S608  # conditions are fixed text, values bound
    for (body,) in store.rows(sql, values):
        yield from_json(body, Claim)


def read_claims_by_id(store: Store, claim_ids: Iterable[str]) -> Iterator[Claim]:
    """Yield the claims with these ids, in the order given; unknown ids give nothing."""
    for claim_id in claim_ids:
        for (body,) in store.rows("SELECT body FROM claim WHERE claim_id = ?", (claim_id,)):
            yield from_json(body, Claim)


def read_claims_by_document(store: Store, document_ids: Iterable[str]) -> Iterator[Claim]:
    """Yield all claims of these documents, in order of document and span."""
    for document_id in document_ids:
        for (body,) in store.rows(
            'SELECT body FROM claim WHERE document_id = ? ORDER BY "start", number', (document_id,)
        ):
            yield from_json(body, Claim)


def count_claims_in(store: Store, place: Place) -> int:
    """Return how many claims are about a place or about one inside it, as far as ADM2, ADM1 and country tell."""
    if place.kind == "country":
        return int(store.one("SELECT count(*) FROM claim WHERE country = ?", (place.country,))[0])
    sql = "SELECT count(*) FROM claim WHERE place_id = :id OR adm1_id = :id OR adm2_id = :id"
    return int(store.one(sql, {"id": place.place_id})[0])


def count_claims_of(store: Store, actor_id: str) -> int:
    """Return how many claims an actor has a part in, that of the speaker alone left out."""
    sql = "SELECT count(DISTINCT claim_id) FROM claim_actor WHERE actor_id = ? AND role <> 'source'"
    return int(store.one(sql, (actor_id,))[0])


def iterate_events(store: Store) -> Iterator[Event]:
    """Yield all events ordered by country and earliest day, those without one first."""
    for (body,) in store.rows("SELECT body FROM event ORDER BY country, earliest, number"):
        yield from_json(body, Event)


def iterate_event_places(
    store: Store, *, widest_days: int, slack_days: int, late_days: int
) -> Iterator[tuple[str, str]]:
    """Yield (event id, document id) in order of the first day on which the event may have happened, unknown ones first.

    Args:
        store: the record.
        widest_days: a stated time that is wider tells of no day.
        slack_days: before the first stated day.
        late_days: before publication, for an event whose text states no day and that is no background history.
    """
    first = (
        "CASE WHEN earliest IS NOT NULL AND latest IS NOT NULL THEN"
        " CASE WHEN julianday(latest) - julianday(earliest) <= :widest THEN date(earliest, :slack) END"
        " WHEN event.status <> 'historical' THEN date(published, :late) END"
    )
    values: dict[str, object] = {"widest": widest_days, "slack": f"-{slack_days} days", "late": f"-{late_days} days"}
    sql = f"SELECT event_id, document_id FROM event JOIN document USING (document_id) ORDER BY {first}, event_id"  # noqa: S608  # fixed text, values bound
    yield from store.rows(sql, values)


def read_events(store: Store, document_id: str) -> tuple[Event, ...]:
    """Return the events of one document in the order they were written."""
    sql = "SELECT body FROM event WHERE document_id = ? ORDER BY number"
    return tuple(from_json(body, Event) for (body,) in store.rows(sql, (document_id,)))


def read_incidents(store: Store, wanted: ClaimFilter | None = None) -> Iterator[Incident]:
    """Yield the incidents that fit, in order of time, undated ones last; `kinds` are event types here."""
    where, values = incident_conditions(wanted or ClaimFilter())
    sql = f"SELECT body FROM incident WHERE {where} ORDER BY earliest IS NULL, earliest, incident_id"  # noqa: S608  # conditions are fixed text, values bound
    for (body,) in store.rows(sql, values):
        yield from_json(body, Incident)


def read_incidents_of(
    store: Store, event_ids: Iterable[str], *, incident_id: str | None = None
) -> tuple[Incident, ...]:
    """Return the incidents these events belong to, and the one with this id, each once."""
    found: dict[str, Incident] = {}
    by_event = "SELECT body FROM incident JOIN incident_event USING (incident_id) WHERE event_id = ?"
    queries = [(by_event, event_id) for event_id in event_ids]
    if incident_id is not None:
        queries.append(("SELECT body FROM incident WHERE incident_id = ?", incident_id))
    for sql, wanted in queries:
        for (body,) in store.rows(sql, (wanted,)):
            incident = from_json(body, Incident)
            found[incident.incident_id] = incident
    return tuple(found.values())


def find_document_of(store: Store, kind: str, record_id: str) -> str | None:
    """Return the id of the document a claim, event, mention, document or report belongs to; None if it has none."""
    sql = {
        "claim": "SELECT document_id FROM claim WHERE claim_id = ?",
        "event": "SELECT document_id FROM event WHERE event_id = ?",
        "mention": "SELECT document_id FROM mention WHERE mention_id = ?",
        "document": "SELECT document_id FROM document WHERE document_id = ?",
        "report": "SELECT document_id FROM document WHERE report_id = ?",
    }[kind]
    row = next(store.rows(sql, (record_id,)), None)
    return row[0] if row else None


def read_versions(store: Store) -> tuple[str, ...]:
    """Return the versions that read the documents of the record, each once, in order; imported rows were not read."""
    sql = "SELECT DISTINCT made_by FROM document JOIN report USING (report_id) WHERE media_type <> ? ORDER BY made_by"
    return tuple(row[0] for row in store.rows(sql, (IMPORTED_ROW,)))


def find_most_counted(store: Store) -> str | None:
    """Return the id of the actor that most strength claims are about; None if no strength claim names one."""
    sql = (
        "SELECT actor_id FROM claim WHERE kind = 'strength' AND actor_id IS NOT NULL"
        " GROUP BY actor_id ORDER BY count(*) DESC, actor_id LIMIT 1"
    )
    row = next(store.rows(sql), None)
    return row[0] if row else None


def read_copies(store: Store, *, limit: int | None = None) -> tuple[CopyGroup, ...]:
    """Return the copy groups, ordered by id; at most `limit` of them if it is given."""
    sql = (
        "SELECT copy_group_id, kind, similarity, group_concat(document_id, ' ') FROM copy_group"
        " JOIN copy_member USING (copy_group_id) GROUP BY copy_group_id ORDER BY copy_group_id LIMIT ?"
    )
    return tuple(
        CopyGroup(copy_group_id=i, kind=k, similarity=s, document_ids=tuple(sorted(members.split())))
        for i, k, s, members in store.rows(sql, (-1 if limit is None else limit,))
    )


def iterate_fingerprints(store: Store) -> Iterator[tuple[str, str, bytes]]:
    """Yield (document id, hash of its words, signature) of all documents."""
    yield from store.rows("SELECT document_id, exact, signature FROM fingerprint ORDER BY document_id")


def read_skips(store: Store, *, limit: int | None = None) -> tuple[Skip, ...]:
    """Return what was skipped, by location; all of it, or at most `limit` lines if it is given."""
    sql = "SELECT stage, input_id, location, code, reason FROM skip ORDER BY location, stage, code LIMIT ?"
    rows = store.rows(sql, (-1 if limit is None else limit,))
    return tuple(Skip(stage=a, input_id=b, location=c, code=d, reason=e) for a, b, c, d, e in rows)


def read_log(store: Store, *, limit: int = 100) -> tuple[LogEntry, ...]:
    """Return the newest entries of the custody log, newest first."""
    sql = "SELECT number, at_utc, act, body FROM log ORDER BY number DESC LIMIT ?"
    return tuple(LogEntry(number=n, at_utc=t, act=a, body=b) for n, t, a, b in store.rows(sql, (limit,)))
