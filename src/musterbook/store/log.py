"""The custody log: append-only, each entry hashed together with the one before it."""

from __future__ import annotations

import hashlib
import json
import sqlite3
from dataclasses import dataclass
from datetime import datetime

__all__ = ["LogEntry", "append_entry", "find_broken_entry"]

_GENESIS = "0" * 64


@dataclass(frozen=True, slots=True, kw_only=True)
class LogEntry:
    """One act: `act` is "add", "link", "export", …; `body` is JSON with what was touched."""

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
    connection.execute(
        "INSERT INTO log (at_utc, act, body, previous, hash) VALUES (?, ?, ?, ?, ?)",
        (stamp, act, text, previous, _hash_entry(previous, stamp, act, text)),
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


def _hash_entry(previous: str, at_utc: str, act: str, body: str) -> str:
    return hashlib.sha256(f"{previous}\x1f{at_utc}\x1f{act}\x1f{body}".encode()).hexdigest()
