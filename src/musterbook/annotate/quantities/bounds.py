"""From a bare number to a bounded one: its range, its currency sign, and the words directly before and behind it."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from musterbook.annotate.quantities.negation import negate
from musterbook.annotate.quantities.numbers import ParsedNumber, parse_number
from musterbook.annotate.quantities.syntax import Place
from musterbook.annotate.quantities.tables import QuantityTables
from musterbook.model import Bound, Number, Sentence, Token

__all__ = ["CURRENCY", "LONGEST_SIGN", "BoundNumber", "extend_number", "has_prefix"]

CURRENCY = re.compile(
    r"(?:\b(?:US|AU?|C|HK|NZ)\s?\$|\$(?:US|AU?|C)?|[€£₹¥₦₽]|\bRs\.?|\b(?:USD|EUR|GBP|AUD|PKR|AFN|NGN|RM))\s?\Z"
)
LONGEST_SIGN = 5
LONGEST_PREFIX = 7
# Parts of the number itself: "minus 20", "sub-500" (fewer than 500).
_PREFIX = re.compile(r"\b(?:minus[\s-]|sub-)\Z", re.IGNORECASE)
_SIGN = re.compile(r"(?:US|AU?|C|HK|NZ)?\s?\$(?:US|AU?|C)?|[€£₹¥₦₽]")
# Written close behind the number: "1200+", "100-plus", "thirty-odd".
_CLOSE_BOUND = re.compile(r"\+|-(?:plus|odd)\b", re.IGNORECASE)
_RANGE_DASH = re.compile(r"(?P<percent>%)?\s?[-–—‑]\s?(?=[$€£]?[0-9])")
_RANGE_WORD = re.compile(r"(?P<percent>\s?%|[\s-]per\s?cent)?\s{1,3}(?P<word>up to|to|and|or)\s{1,3}", re.IGNORECASE)
_PERCENT = re.compile(r"\s?%|[\s-]per\s?cent|[\s-]percentage\s?points?", re.IGNORECASE)
# Numbers of different forms make no range ("a third to 20").
_LONE_FORMS = frozenset({"share", "factor", "vague"})
_SIGN_TOKENS = frozenset({"$", "€", "£", "US$", "~"})
# A change told as a range is no wider than this; else its second number is a level.
_WIDEST_STEP = 3.0
_LONGEST_PHRASE = 5
_LARGEST_OR = 20


@dataclass(frozen=True, slots=True, kw_only=True)
class BoundNumber:
    """A number on its way to a reading.

    Attributes:
        start, end: span in characters, with bounding words.
        first, after: token indices of the number alone, half open.
        lead: token index of the first bounding word, or `first`.
    """

    sentence: Sentence
    start: int
    end: int
    first: int
    after: int
    lead: int
    low: Number | None
    high: Number | None
    bound: Bound
    parsed: ParsedNumber

    @property
    def place(self) -> Place:
        """Where the number stands among the tokens."""
        return Place(sentence=self.sentence, first=self.first, after=self.after, lead=self.lead)

    def word(self, offset: int) -> str:
        """Return the lower-case word so many tokens behind the number (0 is the next), before the lead if negative."""
        index = self.after + offset if offset >= 0 else self.lead + offset
        tokens = self.sentence.tokens
        return tokens[index].text.lower() if 0 <= index < len(tokens) else ""


def extend_number(
    sentence: Sentence, text: str, index: int, *, parsed: ParsedNumber, span: tuple[int, int], tables: QuantityTables
) -> BoundNumber | None:
    """Return the number with its range and bounding words; None for a score such as "2-1"."""
    floor, limit = span
    tokens = sentence.tokens
    start = parsed.start
    if has_prefix(text, start, floor):
        start, parsed = _with_prefix(text, parsed, floor)
    currency = CURRENCY.search(text, max(floor, start - LONGEST_SIGN), start)
    if currency:
        start = currency.start()
    second = _second_number(sentence, text, index, parsed=parsed, limit=limit, tables=tables)
    low, high, end = parsed.low, parsed.high, parsed.end
    bound: Bound = "vague" if parsed.form == "vague" else "exact"
    lead = index
    while lead and tokens[lead - 1].end > start:
        lead -= 1
    if second is not None:
        if second.low is None or low is None:
            return None
        if not parsed.has_scale and low * second.factor < second.low:
            low *= second.factor  # "2 to 3 million"
        if second.low <= low:
            return None
        high, end, bound = second.high, second.end, "range"
    elif parsed.form == "digits" and _RANGE_DASH.match(text, parsed.end, limit):
        return None
    after = index
    while after < len(tokens) and tokens[after].start < end:
        after += 1
    number = BoundNumber(
        sentence=sentence, start=start, end=end, first=lead, after=after, lead=lead,
        low=low, high=high, bound=bound, parsed=parsed,
    )  # fmt: skip
    return _with_bounds(number, text, floor=floor, limit=limit, tables=tables)


def has_prefix(text: str, start: int, floor: int) -> bool:
    """Return True if "minus" or "sub-" stands close before the number."""
    return _PREFIX.search(text, max(floor, start - LONGEST_PREFIX), start) is not None


def _with_prefix(text: str, parsed: ParsedNumber, floor: int) -> tuple[int, ParsedNumber]:
    """Return where the prefix begins and the number with it: "minus 20" is -20."""
    prefix = _PREFIX.search(text, max(floor, parsed.start - LONGEST_PREFIX), parsed.start)
    if prefix is None or parsed.low is None or parsed.high is None:
        return parsed.start, parsed
    if prefix.group().lower().startswith("minus"):
        parsed = replace(parsed, low=-parsed.high, high=-parsed.low)
    return prefix.start(), parsed


def _second_number(
    sentence: Sentence, text: str, index: int, *, parsed: ParsedNumber, limit: int, tables: QuantityTables
) -> ParsedNumber | None:
    """Return the upper end of a range, scaled like its lower end ("2 to 3 million")."""
    tokens = sentence.tokens
    if parsed.form == "factor" or parsed.low is None:
        return None
    before = _word_before(tokens, index, tables)
    match = _RANGE_DASH.match(text, parsed.end, limit)
    word = "-"
    if match is None:
        match = _RANGE_WORD.match(text, parsed.end, limit)
        if match is None:
            return None
        word = match.group("word").lower()
    at = _skip_hedge(tokens, index, match.end(), tables)
    sign = _SIGN.match(text, at, limit)
    at = sign.end() if sign else at
    if at >= limit or not (text[at].isalnum()):
        return None
    second = parse_number(text, at, end=limit, tables=tables)
    if (
        second is None
        or second.low is None
        or (second.form != parsed.form and {second.form, parsed.form} & _LONE_FORMS)
    ):
        return None
    is_range = word == "-" or (word == "and" and before == "between")
    if word == "or":
        is_range = second.low <= _LARGEST_OR and second.low == parsed.low + 1
    elif word in {"to", "up to"}:
        # A range is told upwards: "from 48 to 34" is a change, whatever its verb.
        is_downwards = before == "from" and parsed.low is not None and second.low < parsed.low
        is_change = is_downwards or _is_change(tokens, index, before, tables=tables)
        # "Grew by 200 to 1,400": the change, and the level that it led to.
        is_step = before == "by" and parsed.low is not None and second.low > _WIDEST_STEP * parsed.low
        is_range = not (is_change or is_step) and (word == "to" or before == "from")
    # "Fell by 10% to 18.97" tells two things.
    is_mixed = match.group("percent") and not _PERCENT.match(text, second.end, limit)
    if is_mixed or not is_range or (word == "-" and _is_telephone(text, parsed, second)):
        return None
    return second


def _is_telephone(text: str, parsed: ParsedNumber, second: ParsedNumber) -> bool:
    """Return True for "389-4869" and "555-123-4567"; ranges of that size end in round numbers ("300-1500")."""
    written, behind = text[second.start : second.end], text[second.end : second.end + 2]
    has_shape = (
        parsed.end - parsed.start == 3 and len(written) == 4 and written.isdecimal() and not written.endswith("0")
    )
    return has_shape or (behind[:1] == "-" and behind[1:].isdecimal())


def _skip_hedge(tokens: tuple[Token, ...], index: int, at: int, tables: QuantityTables) -> int:
    """Return where the upper end of a range begins behind words that only hedge it ("600 and about 800", "600 to perhaps 800")."""
    while index < len(tokens) and tokens[index].start < at:
        index += 1
    for length in range(_LONGEST_PHRASE, 0, -1):
        phrase = tuple(token.text.lower() for token in tokens[index : index + length])
        is_hedge = tables.before.get(phrase) in {"about", "at_most"}
        if len(phrase) == length and is_hedge and index + length < len(tokens):
            return tokens[index + length].start
    return at


def _word_before(tokens: tuple[Token, ...], index: int, tables: QuantityTables) -> str:
    """Return the word before a number, its signs and its bounding words ("between about 600 …" → between)."""
    while index:
        length = 1 if tokens[index - 1].text in _SIGN_TOKENS else _bound_before(tokens, index, tables)[0]
        if not length:
            break
        index -= length
    return tokens[index - 1].text.lower() if index else ""


def _is_change(tokens: tuple[Token, ...], index: int, before: str, *, tables: QuantityTables) -> bool:
    """Return True if "from 1,000 to 1,200" tells two levels of one thing and no range."""
    if before in tables.change_leads:
        return False
    for other in range(index - 1, max(-1, index - 9), -1):
        word = tokens[other].text.lower()
        if word in tables.up or word in tables.down or (word in tables.level and before == "from"):
            return True
        if word in {".", ";"}:
            return False
        if before != "from" and other < index - 2:
            return False
    return False


def _with_bounds(number: BoundNumber, text: str, *, floor: int, limit: int, tables: QuantityTables) -> BoundNumber:
    """Return the number with the bound of the words directly before and behind it."""
    tokens = number.sentence.tokens
    bound: Bound | None = "fewer_than" if text[number.start : number.start + 4].lower() == "sub-" else None
    lead = number.lead
    while lead > 0 and tokens[lead - 1].end > floor - 1:
        length, found = _bound_before(tokens, lead, tables)
        if found is None or tokens[lead - length].start < floor:
            break
        lead -= length
        # "Only about 700" is about 700: "only" leaves a bound that stands nearer as it is.
        if bound is None or (found != "exact" and bound in {"about", "exact"}):
            bound = found
    if lead > 0 and number.bound == "range" and tokens[lead - 1].text.lower() in {"between", "from"}:
        lead -= 1
    start = min(number.start, tokens[lead].start) if lead < number.lead else number.start
    if start > floor and text[start - 1] in "~≈":
        bound, start = bound or "about", start - 1
    end, after = number.end, number.after
    for length in (3, 2, 1):
        phrase = tuple(token.text.lower().lstrip("-") for token in tokens[after : after + length])
        found_after = tables.after.get(phrase)
        if found_after is not None and len(phrase) == length and tokens[after + length - 1].end <= limit:
            bound, end, after = found_after, tokens[after + length - 1].end, after + length
            break
    else:
        found_close = _CLOSE_BOUND.match(text, end, limit)
        if found_close:
            bound = "about" if found_close.group().lower() == "-odd" else "at_least"
            end = found_close.end()
            after += sum(token.start < end for token in tokens[after : after + 2])
    if bound is not None:
        bound = negate(bound, tokens, lead, tables=tables)
    low, high, final = _apply(number, bound)
    return replace(number, start=start, end=end, after=after, lead=lead, low=low, high=high, bound=final)


def _bound_before(tokens: tuple[Token, ...], lead: int, tables: QuantityTables) -> tuple[int, Bound | None]:
    """Return the length and bound of the longest bounding phrase that ends before a token."""
    for length in range(min(_LONGEST_PHRASE, lead), 0, -1):
        phrase = tuple(token.text.lower() for token in tokens[lead - length : lead])
        bound = tables.before.get(phrase)
        if bound is None:
            continue
        guarded = tables.not_a_bound.get(phrase[0]) if length == 1 else None
        if guarded and lead > 1 and tokens[lead - 2].text.lower() in guarded:
            continue
        return length, bound
    return 0, None


def _apply(number: BoundNumber, bound: Bound | None) -> tuple[Number | None, Number | None, Bound]:
    """Return low, high and bound of a number under the bounding words."""
    low, high = number.low, number.high
    if bound is None or bound == "exact" or (number.bound == "range" and bound == "about"):
        return low, high, number.bound
    if number.bound == "vague":
        is_upper = bound in {"at_most", "fewer_than"}
        return (None, None, "vague") if is_upper else (low, None if bound != "about" else high, "vague")
    if bound in {"at_least", "more_than"}:
        return low, (high if number.bound == "range" else None), ("range" if number.bound == "range" else bound)
    if bound in {"at_most", "fewer_than"}:
        return (low if number.bound == "range" else None), high, ("range" if number.bound == "range" else bound)
    return low, high, bound
