"""Records as plain values for JSON: the shapes that docs/reference/schema.md describes.

Differences from the records:
1. a claim's detail is laid flat into the claim, so that `outcome` or `event_type` stand beside `kind`;
2. dates and instants are ISO 8601 text, tuples are lists, absence is null and never left out;
3. the raw bytes of a report are left out.
"""

from __future__ import annotations

import dataclasses
from datetime import date, datetime
from pathlib import PurePath
from typing import Any

from musterbook.model import Claim, Document, Report

__all__ = ["SCHEMA_VERSION", "to_plain"]

# Raised when a field is renamed, removed or changes its meaning; new fields do not raise it.
SCHEMA_VERSION = "1"

_LEFT_OUT: dict[type, tuple[str, ...]] = {Report: ("raw",), Document: ("offsets",), Claim: ("detail",)}


def to_plain(record: Any) -> Any:
    """Return a record, or a tuple or mapping of records, as values that `json` can write."""
    if dataclasses.is_dataclass(record) and not isinstance(record, type):
        plain = {
            field.name: to_plain(getattr(record, field.name))
            for field in dataclasses.fields(record)
            if field.name not in _LEFT_OUT.get(type(record), ())
        }
        return plain | to_plain(record.detail) if isinstance(record, Claim) else plain
    if isinstance(record, (tuple, list, frozenset)):
        return [to_plain(item) for item in record]
    if isinstance(record, dict):
        return {str(key): to_plain(value) for key, value in record.items()}
    if isinstance(record, (date, datetime, PurePath)):
        return str(record) if isinstance(record, PurePath) else record.isoformat()
    if isinstance(record, float) and record.is_integer():
        return int(record)
    return record
