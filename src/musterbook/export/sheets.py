"""Records as CSV for a spreadsheet: one flat row for each claim, each figure of an incident, each point of a series.

Nested readings keep what a reader sorts and filters by; the whole of them is in JSON. An unknown is an empty cell.
"""

from __future__ import annotations

import csv
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, TextIO

from musterbook.model import (
    ActorReading,
    Claim,
    DocumentNote,
    Incident,
    PlaceReading,
    SeriesPoint,
    TimeReading,
    Toll,
    describe_teller,
)

__all__ = [
    "CLAIM_COLUMNS",
    "INCIDENT_COLUMNS",
    "SERIES_COLUMNS",
    "claim_cells",
    "incident_cells",
    "point_cells",
    "write_sheet",
]

_PLACE = ("place", "adm2", "adm1", "country", "lat", "lon", "where_prec")
CLAIM_COLUMNS: tuple[str, ...] = (
    "claim_id", "kind", "actor", "actor_id", "words", "low", "high", "bound", "counted", "outcome", "whose", "by", "is_total",
    "is_addition", "is_part", "is_replaced", "is_of_all_sides", "event_type", "mode", "status", "is_negated", "target", "weapon",
    "role", "act", "what", "direction", "relation", "other", "event_claim_id", *_PLACE, "earliest", "latest", "said_on",
    "speaker", "speaker_kind", "stance", "hedge", "is_party", "is_anonymous", "outlet", "wire", "published", "sentence",
    "document_id",
)  # fmt: skip
INCIDENT_COLUMNS: tuple[str, ...] = (
    "incident_id", "event_type", "mode", "sub_event", "is_summary", "initiators", "recipients", *_PLACE, "earliest", "latest",
    "date_prec", "outcome", "whose", "low", "best", "high", "is_open", "is_of_all_sides", "is_part", "rule", "n_reports", "n_outlets",
    "n_unnamed", "n_origins", "contradictions",
)  # fmt: skip
SERIES_COLUMNS: tuple[str, ...] = (
    "claim_id", "actor_id", "earliest", "latest", "said_on", "words", "low", "high", "bound", "counted", "area", "speaker",
    "speaker_kind", "is_party", "hedge", "outlet", "n_reports", "origin_id", "sentence",
)  # fmt: skip

# A cell that begins with one of these, in any width, is a formula to a spreadsheet; report text must never be one.
_FORMULA = ("=", "+", "-", "@", "\t", "\r")
_LAID_OUT = frozenset({"Cc", "Cf", "Cs", "Co", "Zl", "Zp"})  # controls, turners of direction, line ends of their own


def write_sheet(columns: Iterable[str], rows: Iterable[Mapping[str, Any]], stream: TextIO) -> None:
    """Write rows as CSV with a header; controls become spaces, and what a spreadsheet would run gets an apostrophe in front.

    Source: OWASP, "CSV Injection".
    """
    writer = csv.DictWriter(stream, tuple(columns), restval="", lineterminator="\n")
    writer.writeheader()
    writer.writerows({name: _cell(value) for name, value in row.items()} for row in rows)


def _cell(value: Any) -> Any:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, str):
        kept = (" " if unicodedata.category(character) in _LAID_OUT else character for character in value)
        text = " ".join("".join(kept).split())
        return f"'{text}" if unicodedata.normalize("NFKC", text[:1]).startswith(_FORMULA) else text
    return value


def claim_cells(claim: Claim, note: DocumentNote | None) -> dict[str, Any]:
    """Return the cells of one claim; `note` is of its document, None if it is not at hand."""
    detail, attribution, quantity = claim.detail, claim.attribution, claim.quantity
    named = {name: getattr(detail, name, None) for name in CLAIM_COLUMNS}
    return {
        **{name: value for name, value in named.items() if isinstance(value, (str, bool))},
        "claim_id": claim.claim_id,
        "kind": claim.kind,
        "actor": _name(claim.actor),
        "actor_id": claim.actor.actor_id if claim.actor else None,
        **(
            {"words": quantity.words, "low": quantity.low, "high": quantity.high, "bound": quantity.bound}
            if quantity
            else {}
        ),
        "whose": _name(getattr(detail, "whose", None) or getattr(detail, "recipient", None)),
        "by": _name(getattr(detail, "by", None) or getattr(detail, "initiator", None)),
        "other": _name(getattr(detail, "other", None)),
        "weapon": weapon.words if (weapon := getattr(detail, "weapon", None)) is not None else None,
        **_place(claim.place),
        **_days(claim.interval),
        "said_on": claim.said_on,
        "speaker": describe_teller(claim),
        "speaker_kind": attribution.source.kind,
        "stance": attribution.stance,
        "hedge": "; ".join(attribution.hedge),
        "is_party": attribution.is_party,
        "is_anonymous": attribution.is_anonymous,
        "outlet": note.outlet if note else None,
        "wire": note.wire if note else None,
        "published": note.published if note else None,
        "sentence": claim.sentence,
        "document_id": claim.document_id,
    }


def incident_cells(incident: Incident) -> Iterator[dict[str, Any]]:
    """Yield the cells of each figure of an incident; of one without figures a single row. Figures of sides are never added."""
    whole = {
        "incident_id": incident.incident_id,
        "event_type": incident.event_type,
        "mode": incident.mode,
        "sub_event": incident.sub_event,
        "is_summary": incident.clarity != 1,
        "initiators": "; ".join(filter(None, map(_name, incident.initiators))),
        "recipients": "; ".join(filter(None, map(_name, incident.recipients))),
        **_place(incident.place),
        **_days(incident.interval),
        "date_prec": incident.interval.date_prec if incident.interval else None,
        "n_reports": incident.n_reports,
        "n_outlets": incident.n_outlets,
        "n_unnamed": incident.n_unnamed,
        "n_origins": incident.n_origins,
        "contradictions": "; ".join(incident.contradictions),
    }
    yield from (whole | _toll(toll) for toll in incident.tolls)
    if not incident.tolls:
        yield whole


def point_cells(point: SeriesPoint) -> dict[str, Any]:
    """Return the cells of one figure of a series."""
    shared = {name: getattr(point, name) for name in SERIES_COLUMNS if hasattr(point, name)}
    return {
        **shared,
        "earliest": point.as_of_earliest,
        "latest": point.as_of_latest,
        "speaker": point.source,
        "speaker_kind": point.source_kind,
        "hedge": "; ".join(point.hedge),
    }


def _toll(toll: Toll) -> dict[str, Any]:
    return {
        "outcome": toll.outcome,
        "whose": toll.actor_name or toll.whose,
        "low": toll.low,
        "best": toll.best,
        "high": toll.high,
        "is_open": toll.is_open,
        "is_of_all_sides": toll.is_of_all_sides,
        "is_part": toll.is_part,
        "rule": toll.rule,
    }


def _name(actor: ActorReading | None) -> str | None:
    return (actor.name or actor.words or None) if actor is not None else None


def _place(reading: PlaceReading | None) -> dict[str, Any]:
    """Return the cells of a place; one that is not resolved has its words alone."""
    if reading is None:
        return {}
    if (place := reading.place) is None:
        return {"place": reading.words}
    return {
        "place": place.name,
        "adm2": place.adm2,
        "adm1": place.adm1,
        "country": place.country,
        "lat": place.lat,
        "lon": place.lon,
        "where_prec": reading.where_prec,
    }


def _days(interval: TimeReading | None) -> dict[str, Any]:
    return {} if interval is None else {"earliest": interval.earliest, "latest": interval.latest}
