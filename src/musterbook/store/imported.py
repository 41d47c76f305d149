"""Rows of data sets in the record: which report holds the row of a key, and how a changed row takes its place."""

from __future__ import annotations

import sqlite3
from datetime import datetime
from typing import Literal

from musterbook.model import Report
from musterbook.store.files import Store
from musterbook.store.log import append_entry, hash_reading
from musterbook.store.write import Reading, remove_reading, write_reading

__all__ = ["find_imported", "write_imported"]


def find_imported(store: Store, dataset: str, row_key: str) -> str | None:
    """Return the id of the report that holds the row of this key; None if the record has no such row."""
    row = next(store.rows("SELECT report_id FROM imported WHERE dataset = ? AND row_key = ?", (dataset, row_key)), None)
    return row[0] if row else None


def write_imported(
    store: Store, reading: Reading, *, dataset: str, row_key: str, made_by: str, at_utc: datetime
) -> Literal["added", "reread", "replaced"]:
    """Write the reading of one row in place of what the record has under its key, in one transaction.

    The bytes of a row that is replaced stay, with a skip that says by which report it was replaced.
    """
    report = reading.report
    if report is None:
        raise ValueError("an imported row has a report")
    with store.transaction() as connection:
        before = find_imported(store, dataset, row_key)
        write_reading(store, reading, made_by=made_by, at_utc=at_utc, replace=True)
        connection.execute(
            "INSERT INTO imported VALUES (?, ?, ?) ON CONFLICT (dataset, row_key) DO UPDATE SET report_id = excluded.report_id",
            (dataset, row_key, report.report_id),
        )
        # Equal rows share a report: it goes only when the last of them has changed.
        is_held = "SELECT EXISTS (SELECT 1 FROM imported WHERE report_id = ?)"
        if before is not None and not connection.execute(is_held, (before,)).fetchone()[0]:
            _retire(connection, before, report, row_key=row_key, at_utc=at_utc)
    return "added" if before is None else "reread" if before == report.report_id else "replaced"


def _retire(connection: sqlite3.Connection, before: str, report: Report, *, row_key: str, at_utc: datetime) -> None:
    remove_reading(connection, before)
    reason = f"the row {row_key[:200]} was imported again with other cells: report {report.report_id}"
    connection.execute(
        "INSERT OR IGNORE INTO skip VALUES ('imports', ?, ?, 'replaced', ?)", (before, report.location, reason)
    )
    made = hash_reading(connection, before)
    body: dict[str, object] = {"report": before, "by": report.report_id, "location": report.location, "reading": made}
    append_entry(connection, "replace", body, at_utc=at_utc)
