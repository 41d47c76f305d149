"""Quantities → value, limits, bound, change.

One person told by an article ("a policeman") is no quantity of its own in the product, but the figure of a claim: it is taken
from there. The rest is what the annotators of NewsQuant do otherwise than the record: they count lengths of time, give the
plural of a scale word the powers of ten around it, and leave out factors ("doubled"), small vague words and bare ages.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Any

from eval.reading import Item, Reader, ReadItem
from musterbook.annotate.quantities.numbers import parse_number
from musterbook.annotate.quantities.tables import load_tables
from musterbook.model import Mention, QuantityReading, TimeReading

__all__ = ["describe_length", "predict"]

_CHANGE = {
    "exact": "=", "range": "=", "about": "~", "vague": "~",
    "more_than": ">", "at_least": ">", "fewer_than": "<", "at_most": "<",
}  # fmt: skip
# Their ranges for plurals of scale words; of others they write down nothing.
_SCALES = {
    "dozens": "12", "hundreds": "100-1000", "thousands": "1000-10000", "tens of thousands": "10000-100000",
    "hundreds of thousands": "100000-1000000", "millions": "1000000-10000000", "tens of millions": "10000000-100000000",
    "billions": "1000000000-10000000000",
}  # fmt: skip
_LENGTH = re.compile(
    r"\b([0-9.]{1,5}|[a-z]{3,9}(?:-[a-z]{3,5})?)[\s-](?:straight\s|previous\s)?"
    r"(second|minute|hour|day|week|month|year|decade)s?\b",
    re.IGNORECASE,
)
_LONGEST_BOUND = 5
# The conflict sentences are our own: they are scored as the record has them.
_OWN = "conflict-"


def predict(items: Iterable[Item], reader: Reader) -> list[dict[str, Any]]:
    """Return `{id, quantities: [{value, low, high, bound, change, unit, base}]}` for each item."""
    return [
        {
            "id": read.item["id"],
            "quantities": list(_find_all(read) if read.item["id"].startswith(_OWN) else _find_as_they_do(read)),
        }
        for read in reader.read(items)
    ]


def _find_all(read: ReadItem) -> Iterator[dict[str, Any]]:
    """Yield what the product reads, and the single persons of its claims."""
    found: list[QuantityReading] = []
    for mention in read.extraction.annotated.mentions if read.extraction.annotated else ():
        if isinstance(mention.reading, QuantityReading):
            found.append(mention.reading)
            yield _describe(mention.reading)
    for claim in read.extraction.record.claims if read.extraction.record else ():
        one = claim.quantity
        if claim.kind == "casualties" and one is not None and one.high == 1 and one not in found:
            yield _describe(one)


def _find_as_they_do(read: ReadItem) -> Iterator[dict[str, Any]]:
    text = read.extraction.document.text if read.extraction.document else ""
    for mention in read.extraction.annotated.mentions if read.extraction.annotated else ():
        reading = mention.reading
        if isinstance(reading, TimeReading):
            length = describe_length(mention.text)
            if length is not None:
                yield length
        elif isinstance(reading, QuantityReading):
            described = _describe_as_they_do(reading)
            if described is not None and not _is_bare_age(mention, text):
                yield described


def _is_bare_age(mention: Mention, text: str) -> bool:
    """Return True for the number in "Smith, 44, …" and "Smith (44)"."""
    is_age = isinstance(mention.reading, QuantityReading) and mention.reading.unit_kind == "age"
    return is_age and text[: mention.start].rstrip()[-1:] in {",", "("}


def _describe_as_they_do(reading: QuantityReading) -> dict[str, Any] | None:
    """Return the quantity in the manner of NewsQuant, None if it is left out there."""
    described = _describe(reading)
    if reading.unit == "factor":
        return None
    if reading.bound == "vague":
        plural = _SCALES.get(reading.words.lower())
        return None if plural is None else described | {"value": plural, "change": "="}
    is_about = load_tables().before.get((reading.words.lower().split()[0],)) == "about"
    if reading.bound == "range" and is_about:
        return described | {"change": "~"}
    return described


def _describe(reading: QuantityReading) -> dict[str, Any]:
    value: Any = reading.low if reading.low is not None else reading.high
    if reading.bound == "range" and None not in {reading.low, reading.high}:
        value = f"{float(reading.low or 0)}-{float(reading.high or 0)}"
    return {
        "value": value,
        "low": reading.low,
        "high": reading.high,
        "bound": reading.bound,
        "change": reading.direction or _CHANGE[reading.bound],
        "unit": reading.unit,
        "base": reading.base,
    }


def describe_length(words: str) -> dict[str, Any] | None:
    """Return the quantity of a stated length of time ("more than three months": > 3 month); None for other times."""
    found = _LENGTH.search(words)
    if found is None:
        return None
    tables = load_tables()
    number = parse_number(found.group(1), 0, end=len(found.group(1)), tables=tables)
    if number is None or number.low is None or number.form == "vague" or number.end != len(found.group(1)):
        return None
    leads = words[: found.start()].lower().split()
    bound = next(
        (
            tables.before[tuple(leads[-length:])]
            for length in range(min(_LONGEST_BOUND, len(leads)), 0, -1)
            if tuple(leads[-length:]) in tables.before
        ),
        "exact",
    )
    return {
        "value": number.low, "low": number.low, "high": number.high, "bound": bound, "change": _CHANGE[bound],
        "unit": found.group(2).lower(), "base": None,
    }  # fmt: skip
