"""Incidents → one label for each document: the incident it tells most of, with the reconciled dead and wounded."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import musterbook
from eval.reading import Item, Reader
from musterbook import store
from musterbook.model import Incident

__all__ = ["predict"]

_COUNTS = {"killed": "killed", "injured": "wounded"}


def predict(items: Iterable[Item], reader: Reader) -> list[dict[str, Any]]:
    """Return `{id, incident, killed, injured}` for each item, read into one record file as a user would.

    The corpus is of shootings of every sort, most of them crimes without any armed group: ordinary news is read as well.
    """
    listed = list(items)
    settings = replace(reader.settings, records=replace(reader.settings.records, leave_out_ordinary=False))
    with TemporaryDirectory() as folder:
        source = Path(folder) / "items.jsonl"
        source.write_text("".join(json.dumps(item) + "\n" for item in listed), encoding="utf-8")
        with musterbook.open(Path(folder) / "record.db", settings=settings) as record:
            record.add(source)
            return _label(listed, record)


def _label(items: list[Item], record: musterbook.Record) -> list[dict[str, Any]]:
    incidents = {incident.incident_id: incident for incident in record.incidents()}
    of_claim = {claim_id: incident for incident in incidents.values() for claim_id in incident.claim_ids}
    told: dict[str, dict[str, int]] = {}
    for claim in record.claims():
        incident = of_claim.get(claim.claim_id)
        if incident is not None:
            counts = told.setdefault(claim.document_id, {})
            counts[incident.incident_id] = counts.get(incident.incident_id, 0) + 1
    document_of = _find_documents(record)
    predictions: list[dict[str, Any]] = []
    for item in items:
        counts = told.get(document_of.get(item["id"], ""), {})
        if not counts:
            predictions.append({"id": item["id"], "incident": item["id"], "killed": 0, "injured": 0})
            continue
        chosen = incidents[max(counts, key=lambda key: (counts[key], key))]
        predictions.append({"id": item["id"], "incident": chosen.incident_id} | _count(chosen))
    return predictions


def _find_documents(record: musterbook.Record) -> dict[str, str]:
    """Return item id → document id; the location of a row ends in "#row=12&id=abc"."""
    return {
        document.location.rpartition("&id=")[2]: document.document_id
        for document in list(store.read_documents(record.store))
    }


def _count(incident: Incident) -> dict[str, int]:
    return {
        name: int(sum(toll.best or 0 for toll in incident.tolls if toll.outcome == outcome))
        for name, outcome in _COUNTS.items()
    }
