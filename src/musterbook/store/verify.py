"""Hashing everything in a record again, and comparing."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass

import zstandard

from musterbook.store.files import Store, translate_errors
from musterbook.store.log import find_broken_entry, find_changed_readings, is_log_whole

__all__ = ["Verification", "verify_store"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Verification:
    """What was checked and what no longer fits; `drifts` are sentences, empty if all is well."""

    reports: int
    documents: int
    claims: int
    log_entries: int
    drifts: tuple[str, ...]


def verify_store(store: Store) -> Verification:
    """Check that bytes, texts, claims, events and the log are what they were when they were written.

    Checks, in order: 1. SQLite's own integrity check; 2. sha256 of every report's bytes; 3. sha256 of every text;
    4. the sentence of every claim stands in its document; 5. every report has its bytes and was read or skipped;
    6. a hash over the claims and events of every report, noted in the log when it was read; 7. the chain of the custody
    log and where it ends. Not checked: copies, incidents and the columns that queries filter by. They follow from the
    rest and are made again by reading and linking. Somebody who can compute hashes can write a whole new record.
    """
    with translate_errors(store.path):
        drifts: list[str] = []
        execute = store.connection.execute
        drifts += [f"database: {row[0]}" for row in execute("PRAGMA quick_check") if row[0] != "ok"]
        reports = documents = claims = 0
        for report_id, packed in execute("SELECT report_id, zstd FROM report LEFT JOIN raw USING (report_id)"):
            reports += 1
            if packed is None or _hash_packed(packed) != report_id:
                drifts.append(f"report {report_id}: the bytes are not the ones that were added")
        for document_id, text, stored in execute("SELECT document_id, text, text_sha256 FROM document"):
            documents += 1
            if hashlib.sha256(text.encode()).hexdigest() != stored:
                drifts.append(f"document {document_id}: the text was changed")
        sql = "SELECT claim_id, instr(text, sentence) > 0 FROM claim JOIN document USING (document_id)"
        for claim_id, stands in execute(sql):
            claims += 1
            if not stands:
                drifts.append(f"claim {claim_id}: its sentence is not in the document")
        unread = (
            "SELECT report_id FROM report WHERE report_id NOT IN (SELECT report_id FROM document)"
            " AND report_id NOT IN (SELECT input_id FROM skip)"
        )
        drifts += [f"report {row[0]}: neither read nor skipped" for row in execute(unread)]
        broken = find_broken_entry(store.connection)
        if broken is not None:
            drifts.append(f"log entry {broken}: does not follow from the one before it")
        if not is_log_whole(store.connection):
            drifts.append("the log does not end where the record says: entries were taken off its end or put there")
        drifts += [
            f"report {report_id}: its claims or events are not the ones that were read"
            for report_id in find_changed_readings(store.connection)
        ]
        (entries,) = execute("SELECT count(*) FROM log").fetchone()
    return Verification(reports=reports, documents=documents, claims=claims, log_entries=entries, drifts=tuple(drifts))


def _hash_packed(packed: bytes) -> str | None:
    try:
        return hashlib.sha256(zstandard.decompress(packed)).hexdigest()
    except zstandard.ZstdError:
        return None
