"""Attributions → spans of source, cue and content."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from eval.reading import Item, Reader, ReadItem
from musterbook.model import Attribution

__all__ = ["predict"]


def predict(items: Iterable[Item], reader: Reader) -> list[dict[str, Any]]:
    """Return `{id, attributions: [{source, cue, content}]}` for each item, each a list of [start, end]."""
    predictions: list[dict[str, Any]] = []
    for read in reader.read(items):
        found = read.extraction.annotated.attributions if read.extraction.annotated else ()
        stated = [_describe(read, item) for item in found if item.mode != "none_stated" and not item.is_nearest]
        predictions.append({"id": read.item["id"], "attributions": stated})
    return predictions


def _describe(read: ReadItem, item: Attribution) -> dict[str, list[list[int]]]:
    return {
        "source": _locate(read, item.source.start, item.source.end),
        "cue": _locate(read, item.cue_start, item.cue_end),
        "content": _locate(read, item.start, item.end),
    }


def _locate(read: ReadItem, start: int | None, end: int | None) -> list[list[int]]:
    span = read.locate(start, end) if start is not None and end is not None else None
    return [list(span)] if span else []
