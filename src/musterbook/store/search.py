"""Finding records by id and by words."""

from __future__ import annotations

from dataclasses import dataclass

from musterbook.errors import UsageError
from musterbook.store.files import Store

__all__ = ["Found", "resolve_id", "search_text"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """One hit of a search: `snippet` marks the words with U+0002 and U+0003 (no report text can hold these)."""

    kind: str
    record_id: str
    document_id: str
    title: str | None
    published: str | None
    outlet: str | None
    snippet: str


# What the ids of claims, incidents, events, origins, documents and mentions begin with.
_ID_LETTERS = "cieodm"
_ID_COLUMNS = (
    ("claim", "claim_id"),
    ("event", "event_id"),
    ("incident", "incident_id"),
    ("origin", "origin_id"),
    ("document", "document_id"),
    ("report", "report_id"),
    ("mention", "mention_id"),
)


def resolve_id(store: Store, text: str) -> tuple[str, str]:
    """Return (kind of record, full id) for an id or an unambiguous beginning of one.

    Raises:
        UsageError: nothing, or more than one thing, begins like this.
    """
    found: list[tuple[str, str]] = []
    pattern = text.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_") + "%"
    for table, column in _ID_COLUMNS:
        sql = f"SELECT {column} FROM {table} WHERE {column} LIKE ? ESCAPE '\\' LIMIT 3"  # noqa: S608  # names are fixed
        found.extend((table, row[0]) for row in store.rows(sql, (pattern,)))
        exact = [item for item in found if item[1] == text]
        if exact:
            return exact[0]
    # An incident that was merged or removed still has its id.
    gone = "SELECT DISTINCT incident_id FROM incident_trace WHERE incident_id LIKE ? ESCAPE '\\' LIMIT 3"
    found.extend(("incident", row[0]) for row in store.rows(gone, (pattern,)) if ("incident", row[0]) not in found)
    found = [item for item in found if item[1] == text] or found
    if len(found) == 1:
        return found[0]
    if not found:
        whole = [other for letter in _ID_LETTERS if (other := f"{letter}-{text}") and _is_id(store, other)]
        raise UsageError(
            "no record has this id",
            got=text,
            where=store.path,
            hint=f"did you mean {' or '.join(whole)}?"
            if whole
            else "ids stand in the first column of: musterbook claims, musterbook incidents, musterbook origins",
        )
    raise UsageError("more than one record begins like this", got=text, expected="more characters of the id")


def _is_id(store: Store, text: str) -> bool:
    """Return whether an id of the record begins like this."""
    for table, column in _ID_COLUMNS:
        sql = f"SELECT 1 FROM {table} WHERE {column} >= ? AND {column} < ? LIMIT 1"  # noqa: S608  # names are fixed
        if any(store.rows(sql, (text, text + "\U0010ffff"))):
            return True
    return False


def search_text(store: Store, words: str, *, limit: int = 20) -> tuple[Found, ...]:
    """Return claims, then documents, that hold all the words; `"two words"` in quotes are taken as a phrase."""
    query = _fts_query(words)
    if not query:
        return ()
    claims = (
        "SELECT 'claim', claim_id, document.document_id, title, published, document.outlet,"
        " snippet(claim_fts, 0, char(2), char(3), '…', 40) FROM claim_fts JOIN claim ON claim.number = claim_fts.rowid"
        " JOIN document ON document.document_id = claim.document_id WHERE claim_fts MATCH ? ORDER BY rank LIMIT ?"
    )
    documents = (
        "SELECT 'document', document_id, document_id, document.title, published, outlet,"
        " snippet(document_fts, -1, char(2), char(3), '…', 40) FROM document_fts"
        " JOIN document ON document.number = document_fts.rowid WHERE document_fts MATCH ? ORDER BY rank LIMIT ?"
    )
    hits: list[Found] = []
    for sql in (claims, documents):
        hits.extend(
            Found(kind=k, record_id=i, document_id=d, title=t, published=p, outlet=o, snippet=s)
            for k, i, d, t, p, o, s in store.rows(sql, (query, limit))
        )
    return tuple(hits)


def _fts_query(words: str) -> str:
    """Return an FTS5 query in which every word and every quoted phrase is a string, so that no operator can leak in."""
    parts = words.split('"')
    terms: list[str] = []
    for index, part in enumerate(parts):
        is_phrase = index % 2 == 1 and index < len(parts) - 1
        terms.extend([part.strip()] if is_phrase else part.split())
    return " ".join(f'"{term}"' for term in terms if any(c.isalnum() for c in term))
