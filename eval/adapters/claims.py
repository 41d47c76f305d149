"""Claims → the product's own JSON, nothing changed."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from eval.reading import Item, Reader
from musterbook.export import to_plain

__all__ = ["predict"]


def predict(items: Iterable[Item], reader: Reader) -> list[dict[str, Any]]:
    """Return `{id, claims: […]}` for each item; offsets count characters of the document, as in `musterbook extract`."""
    return [
        {"id": read.item["id"], "claims": to_plain(read.extraction.record.claims) if read.extraction.record else []}
        for read in reader.read(items)
    ]
