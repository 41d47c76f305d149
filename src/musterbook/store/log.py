"""The custody log: append-only, each entry hashed together with the one before it."""

from __future__ import annotations

import hashlib
import json
import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

__all__ = ["LogEntry", "append_entry", "find_broken_entry", "find_changed_readings", "hash_reading", "is_log_whole"]

_GENESIS = "0" * 64
# Number of entries and hash of the last one, so that entries taken off the end are missed.
_HEAD = "log_head"


@dataclass(frozen=True, slots=True, kw_only=True)
class LogEntry:
    """One act: `act` is "add", "reread", "replace" or "link"; `body` is JSON with what was touched."""

    number: int
    at_utc: str
    act: str
    body: str


def append_entry(connection: sqlite3.Connection, act: str, body: dict[str, object], *, at_utc: datetime) -> None:
    """Append one entry within the caller's transaction."""
    row = connection.execute("SELECT hash FROM log ORDER BY number DESC LIMIT 1").fetchone()
    previous = row[0] if row else _GENESIS
    text = json.dumps(body, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    stamp = at_utc.isoformat(timespec="seconds")
    made = _hash_entry(previous, stamp, act, text)
    cursor = connection.execute(
        "INSERT INTO log (at_utc, act, body, previous, hash) VALUES (?, ?, ?, ?, ?)", (stamp, act, text, previous, made)
    )
    connection.execute(
        "INSERT INTO setting VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value",
        (_HEAD, f"{cursor.lastrowid} {made}"),
    )


def find_broken_entry(connection: sqlite3.Connection) -> int | None:
    """Return the number of the first entry whose hash does not follow from the ones before; None if all do."""
    previous = _GENESIS
    rows = connection.execute("SELECT number, at_utc, act, body, previous, hash FROM log ORDER BY number")
    for number, at_utc, act, body, stored_previous, stored in rows:
        if stored_previous != previous or _hash_entry(previous, at_utc, act, body) != stored:
            return int(number)
        previous = stored
    return None


def is_log_whole(connection: sqlite3.Connection) -> bool:
    """Return True if the log ends where the record says that it ends."""
    last = connection.execute("SELECT number || ' ' || hash FROM log ORDER BY number DESC LIMIT 1").fetchone()
    head = connection.execute("SELECT value FROM setting WHERE key = ?", (_HEAD,)).fetchone()
    return bool(last == head)


def hash_reading(connection: sqlite3.Connection, report_id: str) -> str:
    """Return a hash over the whole claims and events of a report as the record holds them now."""
    digest = hashlib.sha256()
    for table, key in (("claim", "claim_id"), ("event", "event_id")):
        sql = (
            f"SELECT {table}.body FROM {table} JOIN document USING (document_id)"  # noqa: S608  # fixed names
            f" WHERE report_id = ? ORDER BY {key}"
        )
        for (body,) in connection.execute(sql, (report_id,)):
            digest.update(f"{table}\x1f{body}\x1e".encode())
    return digest.hexdigest()


def find_changed_readings(connection: sqlite3.Connection) -> Iterator[str]:
    """Yield the ids of reports whose claims and events are not those that the log noted when they were last read."""
    # Beside max(), SQLite takes the other columns from the row that has it: the newest entry of each report.
    sql = (
        "SELECT json_extract(body, '$.report'), json_extract(body, '$.reading'), max(number) FROM log"
        " WHERE act IN ('add', 'reread', 'replace') AND json_valid(body) GROUP BY 1 ORDER BY 3"
    )
    for report_id, noted, _number in connection.execute(sql):
        if report_id is not None and hash_reading(connection, report_id) != noted:
            yield report_id


def _hash_entry(previous: str, at_utc: str, act: str, body: str) -> str:
    return hashlib.sha256(f"{previous}\x1f{at_utc}\x1f{act}\x1f{body}".encode()).hexdigest()
