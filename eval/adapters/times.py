"""Times → TIMEX3 spans and values."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from eval.reading import Item, Reader
from musterbook.model import TimeReading

__all__ = ["predict"]

_SET, _DURATION = "SET", "DURATION"


def predict(items: Iterable[Item], reader: Reader) -> list[dict[str, Any]]:
    """Return `{id, times: [{start, end, type, value}]}` for each item."""
    predictions: list[dict[str, Any]] = []
    for read in reader.read(items):
        times: list[dict[str, Any]] = []
        for mention in read.extraction.annotated.mentions if read.extraction.annotated else ():
            reading = mention.reading
            span = read.locate(mention.start, mention.end)
            if isinstance(reading, TimeReading) and span and reading.timex:
                times.append({"start": span[0], "end": span[1], "type": _type(reading), "value": reading.timex})
        predictions.append({"id": read.item["id"], "times": times})
    return predictions


def _type(reading: TimeReading) -> str:
    if reading.granularity == "set":
        return _SET
    if reading.granularity == "duration":
        return _DURATION
    return "TIME" if "T" in (reading.timex or "") else "DATE"
