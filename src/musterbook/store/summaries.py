"""Summaries in the record with the incidents that one may sum up, and the statements that may speak of an incident."""

from __future__ import annotations

from collections.abc import Iterator

from musterbook.model import Incident
from musterbook.store.convert import from_json
from musterbook.store.files import Store

__all__ = ["iterate_statement_ids", "iterate_summaries", "read_summed"]


def iterate_summaries(store: Store) -> Iterator[Incident]:
    """Yield the incidents that are summaries of several."""
    for (body,) in store.rows("SELECT body FROM incident WHERE clarity = 2 ORDER BY incident_id"):
        yield from_json(body, Incident)


def iterate_statement_ids(store: Store) -> Iterator[str]:
    """Yield the ids of denials, claims of responsibility and tellings of what did not happen, in order of the day they were said."""
    sql = (
        "SELECT claim_id FROM claim WHERE kind IN ('denial', 'responsibility')"
        " OR (kind = 'event' AND json_extract(body, '$.detail.is_negated')) ORDER BY said_on, claim_id"
    )
    yield from (claim_id for (claim_id,) in store.rows(sql))


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
