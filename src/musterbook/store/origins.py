"""Origins in the record: written when it is linked, read by the claims they have."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date

from musterbook.model import Claim, DocumentNote, Incident, Origin, OriginLink, cite_claims, make_id
from musterbook.store.convert import from_json, to_json
from musterbook.store.files import Store
from musterbook.store.read import read_claims_by_document

__all__ = ["iterate_told", "read_origin", "read_origins", "read_toll_origins", "write_origins"]

_NOT_LINKED = "not compared with other claims yet"


def iterate_told(store: Store) -> Iterator[tuple[DocumentNote, tuple[Claim, ...]]]:
    """Yield each document that tells something with its claims, in order of day and id, undated ones last."""
    sql = (
        "SELECT document_id, outlet, wire, published, copy_group_id FROM document LEFT JOIN copy_member USING (document_id)"
        " ORDER BY published IS NULL, published, document_id"
    )
    for document_id, outlet, wire, published, group in store.rows(sql):
        claims = tuple(read_claims_by_document(store, [document_id]))
        if claims:
            day = date.fromisoformat(published) if published else None
            note = DocumentNote(document_id=document_id, outlet=outlet, wire=wire, published=day, copy_group_id=group)
            yield note, claims


def write_origins(store: Store, origins: Iterable[Origin]) -> None:
    """Replace all origins."""
    with store.transaction() as connection:
        connection.execute("DELETE FROM origin_claim")
        connection.execute("DELETE FROM origin")
        for origin in origins:
            links = [to_json(link) for link in origin.links]
            connection.execute(
                "INSERT INTO origin VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
                (
                    origin.origin_id, origin.reason, json.dumps(origin.chain, ensure_ascii=False), int(origin.is_party),
                    origin.n_reports, origin.n_outlets, f"[{','.join(links)}]", origin.n_unnamed,
                ),
            )  # fmt: skip
            connection.executemany(
                "INSERT INTO origin_claim VALUES (?, ?)",
                ((claim_id, origin.origin_id) for claim_id in origin.claim_ids),
            )


def read_origins(store: Store, claim_ids: Iterable[str], *, whole: bool = False) -> tuple[Origin, ...]:
    """Return the origins of these claims, in order of their first claim here.

    Args:
        store: the record.
        claim_ids: a claim that was not linked yet is an origin of its own.
        whole: with all their claims and links; False = only the claims asked for, and no links.
    """
    asked: dict[str, list[str]] = defaultdict(list)
    alone: dict[str, str] = {}
    for claim_id in dict.fromkeys(claim_ids):
        row = next(store.rows("SELECT origin_id FROM origin_claim WHERE claim_id = ?", (claim_id,)), None)
        origin_id = row[0] if row else make_id("o", claim_id)
        asked[origin_id].append(claim_id)
        if row is None:
            alone[origin_id] = claim_id
    return tuple(
        Origin(origin_id=origin_id, claim_ids=(alone[origin_id],), reason=_NOT_LINKED)
        if origin_id in alone
        else read_origin(store, origin_id, claim_ids=None if whole else tuple(sorted(members)))
        for origin_id, members in asked.items()
    )


def read_toll_origins(store: Store, incidents: Iterable[Incident]) -> dict[str, Origin]:
    """Return the origins of the claims that give or deny the tolls of these incidents, by claim id, without their links.

    A claim that names no speaker may share an origin with one that does; its chain then ends at the outlet that prints it,
    because nobody else is known to have said it.
    """
    cited = (claim_id for incident in incidents for toll in incident.tolls for _, claim_id in cite_claims(toll))
    found = {claim_id: origin for origin in read_origins(store, cited) for claim_id in origin.claim_ids}
    for claim_id, origin in found.items():
        sql = "SELECT outlet FROM claim WHERE claim_id = ? AND source_kind = 'outlet' AND source_words IS NULL"
        for (outlet,) in store.rows(sql, (claim_id,)):
            found[claim_id] = replace(origin, chain=(outlet,) if outlet else (), is_party=False)
    return found


def read_origin(store: Store, origin_id: str, *, claim_ids: tuple[str, ...] | None = None) -> Origin:
    """Return an origin that the record holds, with these claims only, or for None with all of them and their links."""
    sql = "SELECT reason, chain, is_party, n_reports, n_outlets, n_unnamed FROM origin WHERE origin_id = ?"
    reason, chain, is_party, n_reports, n_outlets, n_unnamed = store.one(sql, (origin_id,))
    links: tuple[OriginLink, ...] = ()
    if claim_ids is None:
        members = store.rows("SELECT claim_id FROM origin_claim WHERE origin_id = ? ORDER BY claim_id", (origin_id,))
        claim_ids = tuple(row[0] for row in members)
        links = tuple(
            from_json(store.one("SELECT links FROM origin WHERE origin_id = ?", (origin_id,))[0], list[OriginLink])
        )
    return Origin(
        origin_id=origin_id,
        claim_ids=claim_ids,
        reason=reason,
        chain=tuple(json.loads(chain)),
        links=links,
        is_party=bool(is_party),
        n_reports=n_reports,
        n_outlets=n_outlets,
        n_unnamed=n_unnamed,
    )
