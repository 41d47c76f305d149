"""The record file: one SQLite database. All SQL is here."""

from musterbook.store.files import Store, open_store
from musterbook.store.filters import ClaimFilter
from musterbook.store.read import (
    Counts,
    count_all,
    has_reading,
    iterate_events,
    iterate_fingerprints,
    iterate_report_ids,
    read_claims,
    read_claims_by_id,
    read_copies,
    read_documents,
    read_events,
    read_incidents,
    read_log,
    read_mentions,
    read_notes,
    read_report,
    read_setting,
    read_skips,
)
from musterbook.store.search import Found, resolve_id, search_text
from musterbook.store.verify import Verification, verify_store
from musterbook.store.write import (
    Reading,
    forget_reading,
    write_copies,
    write_incidents,
    write_reading,
    write_sighting,
)

__all__ = [
    "ClaimFilter",
    "Counts",
    "Found",
    "Reading",
    "Store",
    "Verification",
    "count_all",
    "forget_reading",
    "has_reading",
    "iterate_events",
    "iterate_fingerprints",
    "iterate_report_ids",
    "open_store",
    "read_claims",
    "read_claims_by_id",
    "read_copies",
    "read_documents",
    "read_events",
    "read_incidents",
    "read_log",
    "read_mentions",
    "read_notes",
    "read_report",
    "read_setting",
    "read_skips",
    "resolve_id",
    "search_text",
    "verify_store",
    "write_copies",
    "write_incidents",
    "write_reading",
    "write_sighting",
]
