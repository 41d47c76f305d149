"""Quantities → value, limits, bound, change.

One person told by an article ("a policeman") is no quantity of its own in the product, but the figure of a claim: it is taken
from there. The rest is what the annotators of NewsQuant do otherwise than the record: they count lengths of time, give the
plural of a scale word the powers of ten around it, count "one of the best" as one, and leave out factors ("doubled"), small
vague words and bare ages. Their texts print "PS" for pounds and "Y=" for yens: the signs are put back before reading.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import zip_longest
from typing import Any

from eval.reading import Item, Reader, ReadItem
from musterbook.annotate.quantities.numbers import parse_number
from musterbook.annotate.quantities.tables import load_tables
from musterbook.model import Mention, QuantityReading, TimeReading

__all__ = ["describe_length", "mend_signs", "predict"]

_CHANGE = {
    "exact": "=", "range": "=", "about": "~", "vague": "~",
    "more_than": ">", "at_least": ">", "fewer_than": "<", "at_most": "<",
}  # fmt: skip
# Their ranges for plurals of scale words; of others they write down nothing.
_SCALES = {
    "tens of thousands": "10000.0-100000.0", "tens of millions": "10000000.0-100000000.0",
    "hundreds of thousands": "100000-1000000", "dozens": "12", "hundreds": "100-1000", "thousands": "1000-10000",
    "millions": "1000000-10000000", "billions": "1000000000-10000000000",
}  # fmt: skip
# Signs of money that came out garbled in these texts.
_GARBLED = ((re.compile(r"\bPS(?=\d)"), "£"), (re.compile(r"\bY=(?=\d)"), "¥"))
# "One of the best" is one.
_ONE = re.compile(r"\bone\s+of\s+(?!(?:two|three|four|five|six|seven|eight|nine|ten|\d))", re.IGNORECASE)
_LENGTH = re.compile(
    r"\b(?:([0-9.]{1,5}|[a-z]{3,9})\s?(?:-|to|or)\s?)?([0-9.]{1,5}|[a-z]{3,9}(?:-[a-z]{3,5})?)[\s-](?:straight\s|previous\s)?"
    r"(second|minute|hour|day|week|month|year|decade)s?\b",
    re.IGNORECASE,
)
_LONGEST_BOUND = 5
_FROM = re.compile(r"\bfrom\s+\Z")
_TO = re.compile(r"(?:\s[\w$]+){0,2}\s+to\s+")
_NOUNS = frozenset({"increase", "rise", "growth", "jump", "surge", "gain", "spike", "hike", "decrease", "drop", "fall", "decline",
                    "reduction", "cut", "dip", "slump", "plunge"})  # fmt: skip
# The conflict sentences are our own: they are scored as the record has them.
_OWN = "conflict-"


def predict(items: Iterable[Item], reader: Reader) -> list[dict[str, Any]]:
    """Return `{id, quantities: [{value, low, high, bound, change, unit, base}]}` for each item."""
    return [
        {
            "id": read.item["id"],
            "quantities": list(_find_all(read) if read.item["id"].startswith(_OWN) else _find_as_they_do(read)),
        }
        for read in reader.read(map(mend_signs, items))
    ]


def mend_signs(item: Item) -> Item:
    """Return the item with its pounds and yens: NewsQuant prints "PS6m" and "Y=900"."""
    text = item["text"]
    for pattern, sign in _GARBLED:
        text = pattern.sub(sign, text)
    return item if item["id"].startswith(_OWN) else item | {"text": text}


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
    mentions = [
        mention
        for mention in (read.extraction.annotated.mentions if read.extraction.annotated else ())
        if isinstance(mention.reading, QuantityReading | TimeReading)
    ]
    joined = False
    for mention, after in zip_longest(mentions, mentions[1:]):
        if joined or mention is None:
            joined = False
            continue
        span = _join_levels(mention, after, text) if after is not None else None
        joined = span is not None
        found = span or _describe_as_they_do(mention, text)
        if found is not None:
            yield found
    one = {"value": 1, "low": 1, "high": 1, "bound": "exact", "change": "=", "unit": None, "base": None}
    yield from (one for _ in _ONE.finditer(text))


def _join_levels(first: Mention, last: Mention, text: str) -> dict[str, Any] | None:
    """Return the two levels of a change, "from 240 to 273", as the range that NewsQuant makes of them; None for others."""
    low, high = first.reading, last.reading
    if not isinstance(low, QuantityReading) or not isinstance(high, QuantityReading):
        return None
    is_pair = _FROM.search(text[max(0, first.start - 8) : first.start]) and _TO.fullmatch(text[first.end : last.start])
    ends = [reading.low if reading.low is not None else reading.high for reading in (low, high)]
    if not is_pair or None in ends or "range" in {low.bound, high.bound}:
        return None
    return _describe(high) | {"value": f"{float(ends[0] or 0)}-{float(ends[1] or 0)}", "change": "="}


def _describe_as_they_do(mention: Mention, text: str) -> dict[str, Any] | None:
    """Return the quantity in the manner of NewsQuant, None if it is left out there."""
    reading = mention.reading
    if not isinstance(reading, QuantityReading):
        return describe_length(mention.text)
    described = _describe(reading)
    is_bare_age = reading.unit_kind == "age" and text[: mention.start].rstrip()[-1:] in {",", "("}
    if reading.unit == "factor" or is_bare_age:
        return None
    if reading.bound == "vague":
        words = reading.words.lower()
        plural = next((told for scale, told in _SCALES.items() if f" {words}".endswith(f" {scale}")), None)
        return None if plural is None else described | {"value": plural, "change": "="}
    tables = load_tables()
    if reading.bound == "range" and tables.before.get((reading.words.lower().split()[0],)) == "about":
        return described | {"change": "~"}
    behind = set(text[mention.end : mention.end + 30].lower().split()[:2])
    if reading.is_relative and behind & (tables.compare_up | tables.compare_down) & _NOUNS:
        return described | {"change": "="}  # "a 19% drop" is a level there
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
    numbers = [parse_number(word, 0, end=len(word), tables=tables) for word in found.group(1, 2) if word]
    ends = [number.low for number in numbers if number is not None and number.form in {"digits", "words"}]
    if not ends or ends[-1] is None or numbers[-1] is None:
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
        "value": f"{float(ends[0] or 0)}-{float(ends[1])}" if len(ends) == 2 else ends[-1],
        "low": ends[0], "high": ends[-1], "bound": bound, "change": _CHANGE[bound],
        "unit": found.group(3).lower(), "base": None,
    }  # fmt: skip
