"""Summaries in the record with the incidents that one may sum up, and the statements that may speak of an incident."""

from __future__ import annotations

from collections.abc import Iterator

from musterbook.model import Incident, Place
from musterbook.store.convert import from_json
from musterbook.store.files import Store
from musterbook.store.filters import ClaimFilter, incident_conditions

__all__ = ["iterate_statement_ids", "iterate_summaries", "read_incident_places", "read_joined", "read_summed"]


def iterate_summaries(store: Store) -> Iterator[Incident]:
    """Yield the incidents that are summaries of several."""
    for (body,) in store.rows("SELECT body FROM incident WHERE clarity = 2 ORDER BY incident_id"):
        yield from_json(body, Incident)


def iterate_statement_ids(store: Store) -> Iterator[tuple[str, str]]:
    """Yield (claim id, document id) of denials, claims of responsibility and tellings of what did not happen.

    In order of the day they were said.
    """
    sql = (
        "SELECT claim_id, document_id FROM claim WHERE kind IN ('denial', 'responsibility')"
        " OR (kind = 'event' AND json_extract(body, '$.detail.is_negated')) ORDER BY said_on, claim_id"
    )
    yield from store.rows(sql)


def read_joined(store: Store, document_id: str) -> frozenset[str]:
    """Return the ids of the events of a document that are in an incident."""
    sql = "SELECT event_id FROM incident_event JOIN event USING (event_id) WHERE document_id = ?"
    return frozenset(event_id for (event_id,) in store.rows(sql, (document_id,)))


def read_incident_places(store: Store, wanted: ClaimFilter, *, limit: int) -> Iterator[tuple[str, Place | None]]:
    """Yield id and place of incidents that fit, no summaries of several; at most `limit`, in order of id.

    `kinds` are event types here, as in `read_incidents`. Only the place is read of each.
    """
    where, values = incident_conditions(wanted)
    sql = (
        "SELECT incident_id, json_extract(body, '$.place.place') FROM incident"  # noqa: S608  # conditions are fixed text
        f" WHERE clarity = 1 AND {where} ORDER BY incident_id LIMIT ?"
    )
    for incident_id, body in store.rows(sql, [*values, limit]):
        yield incident_id, from_json(body, Place) if body is not None else None


def read_summed(store: Store, summary: Incident, *, limit: int) -> Iterator[Incident]:
    """Yield the incidents of a summary's type that began and ended within its time, and lie in its area if it names one.

    In order of time, at most `limit` of them.
    """
    interval, place = summary.interval, summary.place.place if summary.place else None
    if interval is None or interval.earliest is None:
        return
    where = "clarity = 1 AND event_type = :type AND earliest >= :since AND (:until IS NULL OR coalesce(latest, earliest) <= :until)"
    if interval.latest is not None:
        # What ended before the last day began before it: said apart, because an index can use only this.
        where += " AND earliest <= :until"
    if place is not None:
        is_inside = "place_id = :area OR adm1_id = :area OR adm2_id = :area"
        where += f" AND ({is_inside} OR country = :country)" if place.kind == "country" else f" AND ({is_inside})"
    values: dict[str, object] = {
        "type": summary.event_type,
        "since": interval.earliest.isoformat(),
        "until": interval.latest.isoformat() if interval.latest else None,
        "area": place.place_id if place else None,
        "country": place.country if place else None,
        "limit": limit,
    }
    sql = f"SELECT body FROM incident WHERE {where} ORDER BY earliest, incident_id LIMIT :limit"  # noqa: S608  # fixed text, values bound
    for (body,) in store.rows(sql, values):
        yield from_json(body, Incident)
