"""Incidents → which words of each report belong to which incident, and the dead of each incident, as a user finds them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import musterbook
from eval.reading import Item, Reader
from musterbook import store
from musterbook.documents.offsets import source_span
from musterbook.model import Claim, Incident, Toll

__all__ = ["predict"]


def predict(items: Iterable[Item], reader: Reader) -> list[dict[str, Any]]:
    """Return `{id, spans: [{start, end, incident, killed}]}` for each item: a text file of that name, read into one record.

    The day of publication is told beside the text if the item has `published`.
    `killed` holds [low, best, high] of each side that the incident has a figure for, but for a side that is part of another
    toll, as the key counts policemen and passers-by of one bomb as one: low and high over all figures of the
    toll, also those that a later word took the place of, because the key gives the lowest and highest figure of any report.
    Offsets are into the item's text.
    """
    listed = list(items)
    with TemporaryDirectory() as folder:
        reports = Path(folder) / "reports"
        reports.mkdir()
        for item in listed:
            (reports / item["id"]).write_text(item["text"], encoding="utf-8")
        with musterbook.open(Path(folder) / "record.db", settings=reader.settings) as record:
            for day, paths in _by_day(listed, reports).items():
                record.add(*paths, published=None if day is None else date.fromisoformat(day))
            spans = _find_spans(record)
    return [{"id": item["id"], "spans": spans.get(item["id"], [])} for item in listed]


def _by_day(items: Iterable[Item], folder: Path) -> dict[str | None, list[Path]]:
    """Return the files by the day of publication that is given beside them; None = none is given."""
    days: dict[str | None, list[Path]] = defaultdict(list)
    for item in items:
        days[item.get("published")].append(folder / item["id"])
    return days


def _find_spans(record: musterbook.Record) -> dict[str, list[dict[str, Any]]]:
    """Return by file name the words of every claim that belongs to an incident, in order."""
    claims = {claim.claim_id: claim for claim in record.claims()}
    incident_of = {claim_id: incident for incident in record.incidents() for claim_id in incident.claim_ids}
    documents = {document.document_id: document for document in store.read_documents(record.store)}
    spans: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for claim in claims.values():
        document, incident = documents[claim.document_id], incident_of.get(claim.claim_id)
        if incident is None or document.offsets is None:
            continue
        place = source_span(document.offsets, claim.start, claim.end)
        if place is not None:
            row = {
                "start": place[0],
                "end": place[1],
                "incident": incident.incident_id,
                "killed": _killed(incident, claims),
            }
            spans[document.location.rpartition("/")[2]].append(row)
    return {name: sorted(rows, key=lambda row: (row["start"], row["end"])) for name, rows in spans.items()}


def _killed(incident: Incident, claims: Mapping[str, Claim]) -> list[list[float | None]]:
    return [
        [*_widen(toll, claims)]
        for toll in incident.tolls
        if toll.outcome == "killed" and not toll.is_part and (toll.low, toll.best, toll.high) != (None, None, None)
    ]


def _widen(toll: Toll, claims: Mapping[str, Claim]) -> tuple[float | None, float | None, float | None]:
    """Return low, best and high of a toll with the figures that were superseded among those that set the limits."""
    former = [claims[claim_id].quantity for claim_id in toll.superseded_claim_ids if claim_id in claims]
    lows = [toll.low, *(quantity.low for quantity in former if quantity is not None)]
    highs = [toll.high, *(quantity.high or quantity.low for quantity in former if quantity is not None)]
    return (
        min((low for low in lows if low is not None), default=None),
        toll.best,
        max((high for high in highs if high is not None), default=None),
    )
