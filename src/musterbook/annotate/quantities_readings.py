"""Reading one quantity: the number, its range, the words that bound it, and what it counts.

The cascade for one number:
1. digits or words (`quantities_numbers`); names, ordinals and scores of games are passed over;
2. a second number may make it a range; the words directly before and behind bound it;
3. percent, money, measures and ages are told by the words beside it, everything else by the syntax (`quantities_syntax`).
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from musterbook.annotate.quantities_numbers import ParsedNumber, parse_number
from musterbook.annotate.quantities_syntax import Counted, Place, find_direction, find_unit, is_addition, is_part
from musterbook.annotate.quantities_tables import QuantityTables
from musterbook.model import Bound, Number, QuantityReading, Sentence, Token

__all__ = ["read_quantity", "skip_name"]

_RANGE_DASH = re.compile(r"\s?[-–—‑]\s?(?=[$€£]?[0-9])")
_RANGE_WORD = re.compile(r"(?:%|[\s-]per\s?cent)?\s{1,3}(up to|to|and|or)\s{1,3}", re.IGNORECASE)
_PERCENT = re.compile(
    r"\s?%|[\s-]{1,2}per[\s-]?cent(?:age\spoints?)?\b|[\s-]percentage\spoints?\b|\s?pc\b", re.IGNORECASE
)
_CURRENCY = re.compile(
    r"(?:\b(?:US|AU?|C|HK|NZ)\s?\$|\$(?:US|AU?|C)?|[€£₹¥₦₽]|\bRs\.?|\b(?:USD|EUR|GBP|AUD|PKR|AFN|NGN|RM))\s?\Z"
)
_SIGN = re.compile(r"(?:US|AU?|C|HK|NZ)?\s?\$(?:US|AU?|C)?|[€£₹¥₦₽]")
_AGE_BEHIND = re.compile(r"[\s-](?:years?|months?)[\s-](?:olds?\b|of\sage\b)", re.IGNORECASE)
_MEASURE = re.compile(r"[\s-]?([A-Za-z]{1,5}(?:/h)?)(?![A-Za-z0-9])")
_NAME_TAIL = re.compile(r"[\w/.:,-]{1,40}")
_GLUE = frozenset("-–/.#_:@+&")
# Before these "half" is a time of a game or a side of something, no share.
_SHARE_PRONOUNS = frozenset({"first", "second", "latter", "other", "better", "in", "this", "that", "each"})
_NAMED = frozenset({"ORG", "FAC", "PRODUCT", "WORK_OF_ART", "EVENT", "LAW"})
_AGE_WORDS = frozenset({"aged", "age", "ages"})
_LONGEST_PHRASE = 5
_LONGEST_SIGN = 5
_SCALE_BASE = 1000
_LARGEST_OR = 20


@dataclass(frozen=True, slots=True, kw_only=True)
class _Number:
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
        return Place(sentence=self.sentence, first=self.first, after=self.after, lead=self.lead)

    def word(self, offset: int) -> str:
        """Return the lower-case word so many tokens behind the number (0 is the next), before the lead if negative."""
        index = self.after + offset if offset >= 0 else self.lead + offset
        tokens = self.sentence.tokens
        return tokens[index].text.lower() if 0 <= index < len(tokens) else ""


def skip_name(text: str, start: int, end: int) -> int:
    """Return the end of a name with digits in it ("43/B", "9/11", "3rd"), so that its tail is not read again."""
    match = _NAME_TAIL.match(text, start, end)
    return match.end() if match and any(letter.isdigit() for letter in match.group()) else start


def read_quantity(
    sentence: Sentence, text: str, index: int, *, span: tuple[int, int], floor: int, tables: QuantityTables
) -> tuple[int, int, QuantityReading | None] | None:
    """Return (start, end, reading) of the quantity at a token; the reading None for a number that counts nothing.

    Args:
        sentence: the sentence.
        text: the document's text.
        index: the token that the number begins in.
        span: where the number begins, and where the next time or the sentence ends.
        floor: nothing before this offset belongs to the number.
        tables: the words of number.
    """
    start, limit = span
    token = sentence.tokens[index]
    zero = _read_zero(sentence, index, tables)
    if zero is not None:
        return token.start, token.end, zero
    if _is_glued(text, start, floor):
        return None
    parsed = parse_number(text, start, end=limit, tables=tables)
    if parsed is None or parsed.form == "article" or _is_followed_by_glue(text, parsed.end):
        return None
    if _is_name(sentence, index, parsed, tables):
        return token.start, parsed.end, None
    number = _extend(sentence, text, index, parsed=parsed, span=(floor, limit), tables=tables)
    if number is None:
        return token.start, skip_name(text, start, limit), None
    start, end, reading = _classify(number, text, limit=limit, tables=tables)
    # "many" may still be part of "as many as 300".
    return None if reading is None and parsed.form == "vague" else (start, end, reading)


def _is_glued(text: str, start: int, floor: int) -> bool:
    """Return True if the number is the tail of a name ("GBU-43", "COVID-19", "v2.1")."""
    if start == 0:
        return False
    before = text[start - 1]
    if before.isalnum():
        return _CURRENCY.search(text, max(floor, start - _LONGEST_SIGN), start) is None
    return before in _GLUE and start - 1 >= floor and text[start - 2 : start - 1].isalnum()


def _is_followed_by_glue(text: str, end: int) -> bool:
    """Return True for "43/B" or "2.0.1"; a hyphen before a word is left to the readings ("20-strong")."""
    behind = text[end : end + 2]
    return len(behind) == 2 and behind[0] in "/_:@." and (behind[1].isalnum())


def _is_name(sentence: Sentence, index: int, parsed: ParsedNumber, tables: QuantityTables) -> bool:
    """Return True if the number names something: "Highway 1", "Brigade 55", "Six Nations"."""
    tokens = sentence.tokens
    token = tokens[index]
    before = tokens[index - 1] if index else None
    is_counting = token.dep == "nummod" and token.head > index
    if parsed.form == "digits" and before is not None and before.text.lower() in tables.designators:
        return not is_counting or before.tag == "NNP"
    is_inside_name = token.entity in _NAMED and not token.entity_begins and before is not None and before.tag == "NNP"
    if is_inside_name and parsed.form == "digits" and not parsed.has_scale and "," not in token.text:
        return True
    if token.entity in _NAMED and not parsed.has_scale and parsed.form in {"digits", "words"}:
        follower = tokens[index + 1] if index + 1 < len(tokens) else None
        if before is not None and before.tag == "NNP" and before.entity == token.entity and before.text[0].isupper():
            return True
        if (
            parsed.form == "words"
            and token.text[0].isupper()
            and follower is not None
            and follower.tag in {"NNP", "NNPS"}
        ):
            return True
    if parsed.form != "digits" or before is None or before.tag != "NNP" or not before.text[0].isupper():
        return False
    return (
        not is_counting
        and token.head < index
        and token.dep in {"nummod", "appos", "npadvmod", "pobj"}
        and (parsed.end - parsed.start <= 3 and tokens[token.head] is before)
    )


def _read_zero(sentence: Sentence, index: int, tables: QuantityTables) -> QuantityReading | None:
    """Read "no casualties", "no civilians", "no one was killed", "none of the soldiers" as nobody."""
    tokens = sentence.tokens
    word = tokens[index].text.lower()
    if word not in {"no", "none", "nobody"} or index + 1 >= len(tokens):
        return None
    unit: str | None = None
    if word == "no":
        follower = tokens[index + 1]
        if follower.text.lower() in tables.zero_pronouns:
            if not _is_harmed(tokens, index, tables):
                return None
        else:
            head = tokens[index].head
            lemma = tokens[head].lemma.lower()
            if not index < head <= index + 3 or tokens[head].pos not in {"NOUN", "PROPN"}:
                return None
            if lemma not in tables.zero_nouns and tables.units.get(lemma) != "people":
                return None
            unit = lemma
    elif not _is_harmed(tokens, index, tables):
        return None
    return QuantityReading(low=0, high=0, bound="exact", unit=unit, unit_kind="people", words=tokens[index].text)


def _is_harmed(tokens: tuple[Token, ...], index: int, tables: QuantityTables) -> bool:
    """Return True if a verb that only persons suffer stands within five tokens behind."""
    near = tokens[index + 1 : index + 8]
    return any(token.pos in {"VERB", "ADJ"} and token.lemma.lower() in tables.person_verbs for token in near)


def _extend(
    sentence: Sentence, text: str, index: int, *, parsed: ParsedNumber, span: tuple[int, int], tables: QuantityTables
) -> _Number | None:
    """Return the number with its range and bounding words; None for a score such as "2-1"."""
    floor, limit = span
    tokens = sentence.tokens
    start = parsed.start
    currency = _CURRENCY.search(text, max(floor, start - _LONGEST_SIGN), start)
    if currency:
        start = currency.start()
    second = _second_number(sentence, text, index, parsed=parsed, limit=limit, tables=tables)
    low, high, end, bound = parsed.low, parsed.high, parsed.end, "vague" if parsed.form == "vague" else "exact"
    lead = index
    while lead and tokens[lead - 1].end > start:
        lead -= 1
    if second is not None:
        if second.low is None or low is None or second.low <= low:
            return None
        high, end, bound = second.high, second.end, "range"
    elif parsed.form == "digits" and _RANGE_DASH.match(text, parsed.end, limit):
        return None
    after = index
    while after < len(tokens) and tokens[after].start < end:
        after += 1
    number = _Number(
        sentence=sentence, start=start, end=end, first=lead, after=after, lead=lead,
        low=low, high=high, bound=bound, parsed=parsed,
    )  # type: ignore[arg-type]  # fmt: skip
    return _with_bounds(number, text, floor=floor, limit=limit, tables=tables)


def _second_number(
    sentence: Sentence, text: str, index: int, *, parsed: ParsedNumber, limit: int, tables: QuantityTables
) -> ParsedNumber | None:
    """Return the upper end of a range, scaled like its lower end ("2 to 3 million")."""
    tokens = sentence.tokens
    if parsed.form in {"factor", "article"} or parsed.low is None:
        return None
    before = _word_before_sign(tokens, index)
    match = _RANGE_DASH.match(text, parsed.end, limit)
    word = "-"
    if match is None:
        match = _RANGE_WORD.match(text, parsed.end, limit)
        if match is None:
            return None
        word = match.group(1).lower()
    sign = _SIGN.match(text, match.end(), limit)
    at = sign.end() if sign else match.end()
    if at >= limit or not (text[at].isalnum()):
        return None
    second = parse_number(text, at, end=limit, tables=tables)
    if (
        second is None
        or second.low is None
        or second.form != parsed.form
        and {second.form, parsed.form} & {"share", "factor", "vague"}
    ):
        return None
    is_range = word == "-" or (word == "and" and before == "between")
    if word == "or":
        is_range = second.low <= _LARGEST_OR and second.low == parsed.low + 1
    elif word in {"to", "up to"}:
        is_range = not _is_change(tokens, index, before, tables) and (word == "to" or before == "from")
    if not is_range:
        return None
    return second


def _word_before_sign(tokens: tuple[Token, ...], index: int) -> str:
    while index and tokens[index - 1].text in {"$", "€", "£", "US$", "~"}:
        index -= 1
    return tokens[index - 1].text.lower() if index else ""


def _is_change(tokens: tuple[Token, ...], index: int, before: str, tables: QuantityTables) -> bool:
    """Return True if "from 1,000 to 1,200" tells two levels of one thing and no range."""
    for other in range(index - 1, max(-1, index - 9), -1):
        word = tokens[other].text.lower()
        if word in tables.up or word in tables.down:
            return True
        if word in {".", ";"}:
            return False
        if before != "from" and other < index - 2:
            return False
    return False


def _with_bounds(number: _Number, text: str, *, floor: int, limit: int, tables: QuantityTables) -> _Number:
    """Return the number with the bound of the words directly before and behind it."""
    tokens = number.sentence.tokens
    bound: Bound | None = None
    lead = number.lead
    while lead > 0 and tokens[lead - 1].end > floor - 1:
        length, found = _bound_before(tokens, lead, tables)
        if found is None or tokens[lead - length].start < floor:
            break
        lead -= length
        bound = found if bound in {None, "about", "exact"} else bound
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
        if text[end : end + 1] == "+" and end < limit:
            bound, end = "at_least", end + 1
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


def _apply(number: _Number, bound: Bound | None) -> tuple[Number | None, Number | None, Bound]:
    """Return low, high and bound of a number under the bounding words."""
    low, high = number.low, number.high
    if bound is None or bound == "exact" or number.bound == "range" and bound == "about":
        return low, high, number.bound
    if number.bound == "vague":
        is_upper = bound in {"at_most", "fewer_than"}
        return (None, None, "vague") if is_upper else (low, None if bound != "about" else high, "vague")
    if bound in {"at_least", "more_than"}:
        return low, (high if number.bound == "range" else None), ("range" if number.bound == "range" else bound)
    if bound in {"at_most", "fewer_than"}:
        return (low if number.bound == "range" else None), high, ("range" if number.bound == "range" else bound)
    return low, high, bound


def _classify(
    number: _Number, text: str, *, limit: int, tables: QuantityTables
) -> tuple[int, int, QuantityReading | None]:
    """Return the span and the reading by what stands beside the number."""
    parsed = number.parsed
    if parsed.form == "factor":
        return _read_factor(number)
    if parsed.form == "share":
        return _read_share(number, tables)
    percent = _PERCENT.match(text, number.end, limit)
    if percent:
        number = _move_end(number, percent.end())
        return (
            number.start,
            number.end,
            _finish(number, Counted(unit="percent", kind="percent"), tables, is_relative=True),
        )
    if _is_age(number, text):
        return number.start, number.end, _finish(number, Counted(unit="year", kind="age"), tables)
    sign = _CURRENCY.search(text, number.start, parsed.start)
    if sign:
        written = sign.group().strip().lower()
        unit = tables.currencies.get(written, "dollar" if "$" in written else written)
        return number.start, number.end, _finish(number, Counted(unit=unit, kind="money"), tables)
    measured = _read_measure(number, text, limit=limit, tables=tables)
    if measured is not None:
        return number.start, number.end, measured
    if text[number.end : number.end + 1] == "-":
        return number.start, number.end, _read_compound(number, text, tables)
    if number.word(0) in tables.calibres:
        return number.start, number.end, None
    counted = find_unit(number.place, tables=tables)
    if not _is_count(number, counted, tables):
        return number.start, number.end, None
    number = _spell_thousands(number)
    return number.start, number.end, _finish(number, counted, tables)


def _move_end(number: _Number, end: int) -> _Number:
    after = number.after
    tokens = number.sentence.tokens
    while after < len(tokens) and tokens[after].start < end:
        after += 1
    return replace(number, end=end, after=after)


def _read_factor(number: _Number) -> tuple[int, int, QuantityReading | None]:
    token = number.sentence.tokens[number.after - 1]
    if token.text.lower().endswith("ing") and token.pos == "NOUN":
        return number.start, number.end, None
    value = number.parsed.low
    direction = "down" if value is not None and value < 1 else "up"
    reading = QuantityReading(
        low=number.low,
        high=number.high,
        bound=number.bound,
        unit="factor",
        direction=direction,  # type: ignore[arg-type]  # one of two literals
        is_relative=True,
        words="",
    )
    return number.start, number.end, reading


def _read_share(number: _Number, tables: QuantityTables) -> tuple[int, int, QuantityReading | None]:
    before = number.word(-1)
    if before in _SHARE_PRONOUNS or number.word(0) == "-":
        return number.start, number.end, None
    if before == "and" and number.word(-2) in {"one", "year", "hour", "month", "a"}:
        return number.start, number.end, None
    return number.start, number.end, _finish(number, Counted(unit="share"), tables, is_relative=True)


def _is_age(number: _Number, text: str) -> bool:
    if _AGE_BEHIND.match(text, number.end):
        return True
    if number.word(-1) in _AGE_WORDS or (number.word(-1) == "of" and number.word(-2) == "age"):
        return True
    return _is_appositive_age(number)


def _is_appositive_age(number: _Number) -> bool:
    """Return True for "…, 44, …" behind the name of a person."""
    tokens = number.sentence.tokens
    if number.parsed.form != "digits" or number.bound != "exact" or number.first < 2 or number.end - number.start > 2:
        return False
    if number.word(-1) != "," or tokens[number.first - 2].pos != "PROPN":
        return False
    return number.word(0) in {",", ".", ";", ")", "", "of", "and", "was"}


def _read_measure(number: _Number, text: str, *, limit: int, tables: QuantityTables) -> QuantityReading | None:
    """Read a unit written beside digits: "20km", "20 km", "500-kg"."""
    unit = number.parsed.measure
    if not unit:
        match = _MEASURE.match(text, number.end, limit)
        if match is None or number.parsed.form != "digits":
            return None
        word = match.group(1)
        if len(word) == 1 and text[number.end] != word:
            return None
        unit = tables.measures.get(word.lower(), "")
        if not unit:
            return None
    kind = tables.units.get(unit, "thing")
    return _finish(number, Counted(unit=unit, kind=kind), tables)  # type: ignore[arg-type]  # the loader admits only known kinds


def _read_compound(number: _Number, text: str, tables: QuantityTables) -> QuantityReading | None:
    """Read "20-strong", "five-man", "12-member" as people; other compounds ("two-storey") count nothing."""
    match = re.compile(r"-([A-Za-z]{1,12})").match(text, number.end)
    word = match.group(1).lower() if match else ""
    if word in tables.people_suffixes:
        unit = None if word == "strong" else {"men": "man", "women": "woman"}.get(word, word)
        return _finish(number, Counted(unit=unit, kind="people"), tables)
    kind = tables.units.get(word)
    if kind in {"distance", "area"}:
        return _finish(number, Counted(unit=word, kind=kind), tables)
    return None


def _is_count(number: _Number, counted: Counted, tables: QuantityTables) -> bool:
    """Return True unless the word is a pronoun or says no number of anything that is counted here."""
    parsed = number.parsed
    if parsed.vague is not None and parsed.vague.counted_only:
        return counted.kind in {"people", "vehicle"} and number.word(-1) not in {"how", "so", "as", "too", "very"}
    tokens = number.sentence.tokens
    token = tokens[number.first]
    if parsed.form == "words" and parsed.low == 1 and number.bound != "range" and not parsed.has_scale:
        return _is_counted_one(number, counted, tables)
    if counted == Counted() and number.bound == "exact" and parsed.form == "digits" and not parsed.has_scale:
        # Reference numbers in a row ("3152, 3107"), numbers of paragraphs ("1. The parties …").
        if number.word(-1) in {",", ""} and number.word(0) in {",", "", ".", ")"}:
            return False
    return not (parsed.form == "vague" and token.pos == "VERB")


def _is_counted_one(number: _Number, counted: Counted, tables: QuantityTables) -> bool:
    """Return True for "one soldier", "one was killed", "one of its commanders"; False for the pronoun."""
    tokens = number.sentence.tokens
    token = tokens[number.after - 1]
    if number.word(-1) in {"no", "the", "any", "every", "each", "this", "that", "which"} and token.dep != "nummod":
        return False
    follower = number.word(0)
    if follower == "of":
        near = tokens[number.after : number.after + 6]
        if any(other.tag in {"JJS", "RBS"} for other in near):
            return False
        return counted.kind in {"people", "vehicle"}
    if counted.index is not None and token.dep == "nummod":
        return counted.kind != "time" and follower not in {"another", "day"}
    return counted.unit is None and counted.kind == "people" and token.dep in {"nsubj", "nsubjpass", "conj", "dobj"}


def _spell_thousands(number: _Number) -> _Number:
    """Return "in the 1 to 3,000 range" as 1,000-3,000: the lower end leaves its thousands unsaid."""
    low, high = number.low, number.high
    if number.bound != "range" or low is None or high is None or number.word(0) != "range":
        return number
    if low < _SCALE_BASE <= high and low * _SCALE_BASE < high and not number.parsed.has_scale:
        return replace(number, low=low * _SCALE_BASE)
    return number


def _finish(number: _Number, counted: Counted, tables: QuantityTables, *, is_relative: bool = False) -> QuantityReading:
    place = number.place
    return QuantityReading(
        low=number.low,
        high=number.high,
        bound=number.bound,
        unit=counted.unit,
        unit_kind=counted.kind,
        direction=find_direction(place, is_relative=is_relative, tables=tables),
        is_relative=is_relative,
        words="",
        includes=is_part(place, tables),
        is_addition=is_addition(place, counted, tables),
    )
