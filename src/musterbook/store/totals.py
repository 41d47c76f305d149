"""How many of each record there are."""

from __future__ import annotations

from dataclasses import dataclass

from musterbook.store.carrying import count_open_rulings
from musterbook.store.files import Store
from musterbook.store.filters import LOOSE
from musterbook.store.read import is_linked

__all__ = ["Counts", "count_all", "count_stored"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Counts:
    """How many of each record there are.

    Attributes:
        is_linked: False if a run ended before it looked for copies and incidents among what it had added: they, and what
            is computed with them, are those of an earlier run.
        rulings, open_rulings: what persons ruled of incidents, and of how many of these one side has no event in the record
            any more: they hold nothing until a report tells of it again.
        loose: figures of casualties that no incident counts.
    """

    reports: int
    documents: int
    claims: int
    events: int
    incidents: int
    copy_groups: int
    skips: int
    earliest_published: str | None
    latest_published: str | None
    claims_by_kind: tuple[tuple[str, int], ...]
    skips_by_code: tuple[tuple[str, int], ...]
    outlets: int
    undated: int
    is_linked: bool = True
    rulings: int = 0
    open_rulings: int = 0
    loose: int = 0


_COUNT_ALL = (
    "SELECT (SELECT count(*) FROM report), (SELECT count(*) FROM document), (SELECT count(*) FROM claim),"
    " (SELECT count(*) FROM event), (SELECT count(*) FROM incident), (SELECT count(*) FROM copy_group),"
    " (SELECT count(*) FROM skip)"
)


def count_all(store: Store) -> Counts:
    """Return how many of each record there are."""
    counts = store.one(_COUNT_ALL)
    span = store.one(
        "SELECT min(published), max(published), count(DISTINCT outlet), sum(published IS NULL) FROM document"
    )
    kinds = tuple(store.rows("SELECT kind, count(*) FROM claim GROUP BY kind ORDER BY 2 DESC, 1"))
    codes = tuple(store.rows("SELECT code, count(*) FROM skip GROUP BY code ORDER BY 2 DESC, 1"))
    rulings, open_rulings = count_open_rulings(store.connection)
    return Counts(
        reports=counts[0],
        documents=counts[1],
        claims=counts[2],
        events=counts[3],
        incidents=counts[4],
        copy_groups=counts[5],
        skips=counts[6],
        earliest_published=span[0],
        latest_published=span[1],
        outlets=span[2],
        undated=span[3] or 0,
        is_linked=is_linked(store),
        claims_by_kind=kinds,
        skips_by_code=codes,
        rulings=rulings,
        open_rulings=open_rulings,
        loose=store.one(f"SELECT count(*) FROM claim WHERE {LOOSE}")[0],  # noqa: S608  # fixed text
    )


def count_stored(store: Store) -> int:
    """Return how many reports, and rows of imported tables, the record holds."""
    return int(store.one("SELECT count(*) FROM report")[0])
