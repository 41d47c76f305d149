"""Origins → for each claim with a figure the span of the figure and the id of its origin, over one record of all items."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import musterbook
from eval.reading import Item, Reader
from musterbook import store
from musterbook.documents.offsets import source_span
from musterbook.model import Claim, Document

__all__ = ["predict"]


def predict(items: Iterable[Item], reader: Reader) -> list[dict[str, Any]]:
    """Return `{id, claims: [{start, end, origin}]}` for each item, read into one record file as a user would."""
    listed = list(items)
    with TemporaryDirectory() as folder:
        source = Path(folder) / "items.jsonl"
        source.write_text("".join(json.dumps(item) + "\n" for item in listed), encoding="utf-8")
        with musterbook.open(Path(folder) / "record.db", settings=reader.settings) as record:
            record.add(source)
            return _list_figures(listed, record)


def _list_figures(items: list[Item], record: musterbook.Record) -> list[dict[str, Any]]:
    origin_of = {claim_id: origin.origin_id for origin in record.origins() for claim_id in origin.claim_ids}
    claims: dict[str, list[Claim]] = defaultdict(list)
    for claim in record.claims():
        claims[claim.document_id].append(claim)
    # The location of a row ends in "#row=12&id=abc".
    documents = {document.location.rpartition("&id=")[2]: document for document in store.read_documents(record.store)}
    return [
        {
            "id": item["id"],
            "claims": [
                {"start": span[0], "end": span[1], "origin": origin_of[claim.claim_id]}
                for document in [documents.get(item["id"])]
                if document is not None
                for claim in claims[document.document_id]
                if (span := _locate(claim, document)) is not None
            ],
        }
        for item in items
    ]


def _locate(claim: Claim, document: Document) -> tuple[int, int] | None:
    """Return where the figure of a claim stands in the item's own text; None if the claim has none."""
    mark = next((mark for mark in claim.marks if mark.role == "quantity"), None)
    if mark is None or claim.quantity is None or document.offsets is None:
        return None
    return source_span(document.offsets, mark.start, mark.end)
