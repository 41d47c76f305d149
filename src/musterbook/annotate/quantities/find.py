"""Quantities of a document: numbers, vague words, shares and factors, with their bounds and what they count.

The cascade for one number:
1. digits or words are read (`quantities_numbers`); names, ordinals and numbers inside a time are passed over;
2. a second number may make it a range; the words before and behind it bound it;
3. percent, money, measures and ages are told by the words beside it, everything else by the syntax (`quantities_syntax`).

Invariants: quantities overlap neither each other nor a time; low ≤ high; a bound never reaches the next number.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cache

from musterbook.annotate.quantities.readings import read_quantity, skip_name
from musterbook.annotate.quantities.syntax import lemma_of
from musterbook.annotate.quantities.tables import QuantityTables, load_tables
from musterbook.model import Document, Mention, QuantityReading, Sentence, Token, make_id

__all__ = ["article_quantity", "find_quantities"]

# What may be written before the digits within their token: "~80", "$1.2m", "(94", "US$5", "$US5", "minus-20", "sub-500", ".5".
_LEAD = re.compile(
    r"(?:[~≈$€£₹¥₦₽+(><≥≤‘“\"']{1,4}|(?:US|AU?|CA?|HK|NZ|S)\$|(?:US|AU?|CA?|RM|Rs\.?|USD|EUR|GBP|AUD|CAD|PKR|AFN|NGN)|sub-|minus-)?(?=\.?[0-9])",
    re.IGNORECASE,
)
_CONVERSION = re.compile(r"\s?[A-Za-z$ ]{0,24}\((?:or\s|about\s)?\s?(?:[A-Z]{2,3}\s)?")
_MEASURED = frozenset({"distance", "area", "money"})


@cache
def _load() -> tuple[QuantityTables, frozenset[str]]:
    """Return the tables and the words that can begin a number."""
    tables = load_tables()
    words = {phrase.split()[0] for phrase in tables.vague}
    words |= set(tables.times) | set(tables.numbers) | set(tables.factors) | tables.zero_pronouns
    return tables, frozenset(words | {"half", "a", "an", "no"})


def find_quantities(
    sentences: Sequence[Sentence], *, document: Document, times: tuple[Mention, ...]
) -> tuple[Mention, ...]:
    """Return the quantities of the sentences, in order, without overlap.

    Args:
        sentences: the analysed sentences of the document, in order.
        document: the document they come from.
        times: its time expressions, in order; numbers inside them are passed over.

    Raises:
        RegisterError: the table of number words is missing or faulty.
    """
    tables, starters = _load()
    spans = [(time.start, time.end) for time in times]
    at = 0
    mentions: list[Mention] = []
    for sentence in sentences:
        while at < len(spans) and spans[at][1] <= sentence.start:
            at += 1
        stop = at
        while stop < len(spans) and spans[stop][0] < sentence.end:
            stop += 1
        blocked = spans[at:stop]
        for start, end, reading in _read_sentence(
            sentence, document.text, blocked=blocked, tables=tables, starters=starters
        ):
            mentions.append(
                Mention(
                    mention_id=make_id("m", document.document_id, "quantity", start, end),
                    kind="quantity",
                    start=start,
                    end=end,
                    text=document.text[start:end],
                    reading=replace(reading, words=document.text[start:end]),
                )
            )
    return tuple(mentions)


def article_quantity(sentence: Sentence, token_index: int) -> QuantityReading | None:
    """Return exactly one for a noun of people or vehicles with an indefinite article ("a policeman"), else None.

    Such a phrase is no mention of its own: only the caller knows whether it tells of a casualty.

    Args:
        sentence: the analysed sentence.
        token_index: index of the noun.
    """
    tables = load_tables()
    token = sentence.tokens[token_index]
    lemma = lemma_of(token)
    kind = tables.units.get(lemma)
    if token.tag not in {"NN", "NNP"} or kind not in {"people", "vehicle"}:
        return None
    for index in range(token_index - 1, max(-1, token_index - 5), -1):
        before = sentence.tokens[index]
        if before.head == token_index and before.text.lower() in {"a", "an"}:
            return QuantityReading(low=1, high=1, bound="exact", unit=lemma, unit_kind=kind, words=before.text)
    return None


def _read_sentence(
    sentence: Sentence,
    text: str,
    *,
    blocked: Sequence[tuple[int, int]],
    tables: QuantityTables,
    starters: frozenset[str],
) -> Iterator[tuple[int, int, QuantityReading]]:
    """Yield (start, end, reading) of the quantities of one sentence."""
    done = floor = sentence.start
    at = 0
    last: QuantityReading | None = None
    for index, token in enumerate(sentence.tokens):
        start = _number_start(token, starters)
        if start is None or start < done:
            continue
        while at < len(blocked) and blocked[at][1] <= start:
            at += 1
        limit = blocked[at][0] if at < len(blocked) else sentence.end
        if limit <= start:
            continue
        if at:
            floor = max(floor, blocked[at - 1][1])
        found = read_quantity(sentence, text, index, span=(start, limit), floor=floor, tables=tables)
        if found is None:
            done = max(done, skip_name(text, start, sentence.end))
            continue
        reading = found[2]
        if reading is not None:
            if last is not None:
                reading = _as_conversion(text[done : found[0]], last, reading)
            yield found[0], found[1], reading
        last = reading
        done = floor = found[1]


def _number_start(token: Token, starters: frozenset[str]) -> int | None:
    """Return the offset at which a number may begin in the token; None if none can."""
    word = token.text
    if "0" <= word[0] <= "9":
        return token.start
    key = word.lower()
    if key in starters or ("-" in key and key.split("-", 1)[0] in starters):
        return token.start
    lead = _LEAD.match(word) if any("0" <= letter <= "9" for letter in word) else None
    return token.start + lead.end() if lead else None


def _as_conversion(between: str, first: QuantityReading, second: QuantityReading) -> QuantityReading:
    """Return the second of two quantities with the limits of the first if it only tells it in another unit.

    "More than 100 kilometres (60 miles)": more than 60 miles.
    """
    families = load_tables().conversions
    is_alike = second.unit_kind == first.unit_kind in _MEASURED or any(
        {first.unit, second.unit} <= family for family in families
    )
    is_same = is_alike and second.unit != first.unit and _CONVERSION.fullmatch(between) is not None
    if is_same and second.bound == first.bound == "range":
        return replace(second, direction=second.direction or first.direction)
    if not is_same or second.bound != "exact":
        return second
    bound = first.bound if first.bound in {"about", "at_least", "more_than", "at_most", "fewer_than"} else "exact"
    return replace(
        second,
        bound=bound,
        low=None if bound in {"at_most", "fewer_than"} else second.low,
        high=None if bound in {"at_least", "more_than"} else second.high,
        direction=second.direction or first.direction,
    )
