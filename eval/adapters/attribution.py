"""Attributions → spans of source, cue and content."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

from eval.reading import Item, Reader, ReadItem
from musterbook.annotate.attribution.trees import trim
from musterbook.model import Attribution

__all__ = ["predict"]

_OCCASION = re.compile(r":| in an? (?:\w+ ){0,2}(?:interview|statement|speech|e-?mail)\b")
_Spans = dict[str, list[list[int]]]  # source, cue and content, each as [start, end]


def predict(items: Iterable[Item], reader: Reader) -> list[dict[str, Any]]:
    """Return `{id, attributions: [{source, cue, content}]}` for each item, each a list of [start, end].

    The corpus has one attribution for each cue, however many stretches it attributes, and none inside what another one
    attributes.
    """
    predictions: list[dict[str, Any]] = []
    for read in reader.read(items):
        found = read.extraction.annotated.attributions if read.extraction.annotated else ()
        stated = [_describe(read, item) for item in found if item.mode != "none_stated" and not item.is_nearest]
        predictions.append(
            {"id": read.item["id"], "attributions": _leave_out_nested(_join_by_cue(stated, read.item["text"]))}
        )
    return predictions


def _join_by_cue(stated: Iterable[_Spans], text: str) -> list[_Spans]:
    joined: dict[str, _Spans] = {}
    for item in stated:
        known = joined.setdefault(repr(item["cue"]), {**item, "content": []})
        known["content"] = sorted([*known["content"], *item["content"]])
    return [{**item, "content": _cut(item["content"], item["cue"] + item["source"], text)} for item in joined.values()]


def _cut(content: list[list[int]], others: list[list[int]], text: str) -> list[list[int]]:
    """Return the content without source and cue where they stand inside it: the corpus has two stretches there."""
    for first, last in others:
        parts: list[tuple[int, int]] = []
        for start, end in content:
            is_inside = start <= first and last <= end
            parts += (trim(text, start, first), trim(text, last, end)) if is_inside else ((start, end),)
        content = [[start, end] for start, end in parts if start < end]
    return content


def _leave_out_nested(stated: list[_Spans]) -> list[_Spans]:
    return [item for item in stated if not any(_holds(other, item) for other in stated if other is not item)]


def _holds(outer: _Spans, inner: _Spans) -> bool:
    """True if the cue of the inner one is among what the outer one attributes, and not the other way round as well."""
    return _is_within(inner["cue"], outer["content"]) and not _is_within(outer["cue"], inner["content"])


def _is_within(cue: list[list[int]], content: list[list[int]]) -> bool:
    return any(start < last and first < end for start, end in content for first, last in cue)


def _describe(read: ReadItem, item: Attribution) -> _Spans:
    source = _locate(read, item.source.start, item.source.end)
    return {
        "source": [_with_comma(read.item["text"], start, end) for start, end in source],
        "cue": [_with_occasion(read.item["text"], *cue) for cue in _locate(read, item.cue_start, item.cue_end)],
        "content": _locate(read, item.start, item.end),
    }


def _with_occasion(text: str, start: int, end: int) -> list[int]:
    """Return a cue with the colon behind it, or with the occasion ("said in an interview"), as the corpus has it."""
    found = _OCCASION.match(text, end)
    return [start, found.end() if found else end]


def _with_comma(text: str, start: int, end: int) -> list[int]:
    """Return a source with the comma that closes its apposition, as the corpus has it."""
    return [start, end + (text[end : end + 1] == "," and ", " in text[start:end])]


def _locate(read: ReadItem, start: int | None, end: int | None) -> list[list[int]]:
    span = read.locate(start, end) if start is not None and end is not None else None
    return [list(span)] if span else []
