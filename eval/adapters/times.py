"""Times → TIMEX3 spans and values.

An interval is one reading of the product and two expressions of TIMEX ("from March to May 1942"): it is told as its two ends.
The annotators of WikiWars also mark adjectives that only say past, present or future; no record needs those, so they are added
here.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Any

from eval.reading import Item, Reader, ReadItem
from musterbook.model import Mention, TimeReading

__all__ = ["predict"]

_SET, _DURATION = "SET", "DURATION"
# What stands between the two ends of an interval, the surest first; the hyphen of "mid-May" is none.
_JOINS = (
    re.compile(r"\s+(?:to|and|or|until|till|through|up to)\s+", re.IGNORECASE),
    re.compile(r"\s+[-‐‑–—]\s+"),
    re.compile(r"(?<!early)(?<!late)(?<!mid)[-‐‑–—]", re.IGNORECASE),
)

# Adjectives → their TIMEX3 value.
_ADJECTIVES = {"former": "PAST_REF", "recent": "PAST_REF", "current": "PRESENT_REF", "future": "FUTURE_REF"}
_ADJECTIVE = re.compile(r"\b(?:former|recent|current|future)\b", re.IGNORECASE)


def predict(items: Iterable[Item], reader: Reader) -> list[dict[str, Any]]:
    """Return `{id, times: [{start, end, type, value}]}` for each item."""
    predictions: list[dict[str, Any]] = []
    for read in reader.read(items):
        mentions = read.extraction.annotated.mentions if read.extraction.annotated else ()
        times = [time for mention in mentions for time in _describe(read, mention)]
        times += find_adjectives(read.item["text"], times)
        predictions.append({"id": read.item["id"], "times": sorted(times, key=lambda time: time["start"])})
    return predictions


def find_adjectives(text: str, times: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Return the adjectives of time of a text that stand in none of the times found."""
    return [
        {"start": found.start(), "end": found.end(), "type": "DATE", "value": _ADJECTIVES[found.group().lower()]}
        for found in _ADJECTIVE.finditer(text)
        if not any(time["start"] < found.end() and found.start() < time["end"] for time in times)
    ]


def _describe(read: ReadItem, mention: Mention) -> Iterator[dict[str, Any]]:
    reading = mention.reading
    if not isinstance(reading, TimeReading) or not reading.timex:
        return
    for start, end, value in split_interval(mention.text, reading.timex):
        span = read.locate(mention.start + start, mention.start + end)
        if span:
            yield {"start": span[0], "end": span[1], "type": _type(reading, value), "value": value}


def split_interval(text: str, timex: str) -> list[tuple[int, int, str]]:
    """Return (start, end, value) of the expressions that a mention is made of: two for an interval, else one."""
    first, _, last = timex.partition("/")
    if last:
        for join in _JOINS:
            found = join.search(text)
            if found and found.start():
                return [(0, found.start(), first), (found.end(), len(text), last)]
    return [(0, len(text), timex)]


def _type(reading: TimeReading, value: str) -> str:
    if reading.granularity == "set":
        return _SET
    if reading.granularity == "duration":
        return _DURATION
    return "TIME" if "T" in value else "DATE"
