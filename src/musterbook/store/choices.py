"""What persons chose: which claim gives the figure to quote. A later run never undoes it."""

from __future__ import annotations

from datetime import datetime

from musterbook.model import Choice
from musterbook.store.files import Store
from musterbook.store.log import append_entry

__all__ = ["read_choices", "remove_choice", "write_choice"]


def read_choices(store: Store) -> dict[str, Choice]:
    """Return all choices by claim id, in order of time."""
    rows = store.rows("SELECT claim_id, person, reason, at_utc FROM choice ORDER BY at_utc, claim_id")
    return {row[0]: Choice(claim_id=row[0], person=row[1], reason=row[2], at_utc=row[3]) for row in rows}


def write_choice(store: Store, claim_id: str, *, person: str, reason: str, at_utc: datetime) -> None:
    """Keep a choice, in place of an earlier one of the same claim; the custody log holds both."""
    stamp = at_utc.isoformat(timespec="seconds")
    with store.transaction() as connection:
        connection.execute(
            "INSERT INTO choice VALUES (?, ?, ?, ?) ON CONFLICT (claim_id) DO UPDATE"
            " SET person = excluded.person, reason = excluded.reason, at_utc = excluded.at_utc",
            (claim_id, person, reason, stamp),
        )
        append_entry(connection, "choose", {"claim": claim_id, "person": person, "reason": reason}, at_utc=at_utc)


def remove_choice(store: Store, claim_id: str, *, person: str, reason: str, at_utc: datetime) -> bool:
    """Take a choice back; return False if there was none. The custody log keeps both."""
    with store.transaction() as connection:
        cursor = connection.execute("DELETE FROM choice WHERE claim_id = ?", (claim_id,))
        if cursor.rowcount:
            append_entry(connection, "unchoose", {"claim": claim_id, "person": person, "reason": reason}, at_utc=at_utc)
    return bool(cursor.rowcount)
