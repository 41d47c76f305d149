"""Quantities → value, limits, change."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from eval.reading import Item, Reader
from musterbook.model import QuantityReading

__all__ = ["predict"]

_CHANGE = {
    "exact": "=", "range": "=", "about": "~", "vague": "~",
    "more_than": ">", "at_least": ">", "fewer_than": "<", "at_most": "<",
}  # fmt: skip


def predict(items: Iterable[Item], reader: Reader) -> list[dict[str, Any]]:
    """Return `{id, quantities: [{value, low, high, change, unit}]}` for each item."""
    predictions: list[dict[str, Any]] = []
    for read in reader.read(items):
        mentions = read.extraction.annotated.mentions if read.extraction.annotated else ()
        found = [_describe(m.reading) for m in mentions if isinstance(m.reading, QuantityReading)]
        predictions.append({"id": read.item["id"], "quantities": found})
    return predictions


def _describe(reading: QuantityReading) -> dict[str, Any]:
    is_range = reading.bound == "range" and None not in {reading.low, reading.high}
    value: Any = reading.low if reading.low is not None else reading.high
    if is_range:
        value = f"{float(reading.low or 0)}-{float(reading.high or 0)}"
    change = reading.direction or _CHANGE[reading.bound]
    return {"value": value, "low": reading.low, "high": reading.high, "change": change, "unit": reading.unit}
