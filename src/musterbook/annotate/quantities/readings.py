"""Reading one quantity: the number, its range, the words that bound it, and what it counts.

The cascade for one number:
1. digits or words (`quantities_numbers`); names, ordinals and scores of games are passed over;
2. a second number may make it a range; the words directly before and behind bound it;
3. percent, money, measures and ages are told by the words beside it, everything else by the syntax (`quantities_syntax`).
"""

from __future__ import annotations

import re
from dataclasses import replace

from musterbook.annotate.quantities.bounds import CURRENCY, LONGEST_SIGN, BoundNumber, extend_number, has_prefix
from musterbook.annotate.quantities.numbers import ParsedNumber, parse_number
from musterbook.annotate.quantities.syntax import Counted, find_base, find_direction, find_unit, is_addition, is_part
from musterbook.annotate.quantities.tables import QuantityTables
from musterbook.model import Direction, QuantityReading, Sentence, Token

__all__ = ["read_quantity", "skip_name"]

_PERCENT = re.compile(
    r"\s?%|[\s-]{1,2}per[\s-]?cent(?:age\spoints?)?\b|[\s-]percentage\spoints?\b|\s?pc\b", re.IGNORECASE
)
_AGE_BEHIND = re.compile(r"[\s-](?:years?|months?)[\s-](?:olds?\b|of\sage\b)", re.IGNORECASE)
_MEASURE = re.compile(r"[\s-]?([A-Za-z]{1,5}(?:/h)?)(?![A-Za-z0-9])")
_COMPOUND = re.compile(r"-(?:\s(?:or|and|to)\s\w{1,10}-)?([A-Za-z]{1,12})")
_NAME_TAIL = re.compile(r"[\w/.:,-]{1,40}")
_PHONE = re.compile(r"[0-9][0-9 ()-]{4,20}")
_GLUE = frozenset("-–/.#_:@+&")
_NAMED = frozenset({"ORG", "FAC", "PRODUCT", "WORK_OF_ART", "EVENT", "LAW"})
_SCALE_BASE = 1000
_OLDEST_MINOR = 21
_LONGEST_AGE = 2  # digits


# "They numbered 425" counts; "a road numbered 425" names.
_FINITE = frozenset({"VBD", "VBZ", "VBP"})


def skip_name(text: str, start: int, end: int) -> int:
    """Return the end of a name with digits in it ("43/B", "9/11", "3rd"), so that its tail is not read again."""
    match = _NAME_TAIL.match(text, start, end)
    if text[start] == "0" or (start and text[start - 1] == "+"):
        match = _PHONE.match(text, start, end) or match
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
    if parsed is None or _is_followed_by_glue(text, parsed.end):
        return None
    if _is_name(sentence, index, parsed, tables=tables):
        return token.start, parsed.end, None
    number = extend_number(sentence, text, index, parsed=parsed, span=(floor, limit), tables=tables)
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
    if before == "+" and _PHONE.match(text, start):
        return True
    if before.isalnum():
        return CURRENCY.search(text, max(floor, start - LONGEST_SIGN), start) is None
    is_tail = before in _GLUE and start - 1 >= floor and text[start - 2 : start - 1].isalnum()
    return is_tail and not has_prefix(text, start, floor)


def _is_followed_by_glue(text: str, end: int) -> bool:
    """Return True for "43/B" or "2.0.1"; a hyphen before a word is left to the readings ("20-strong")."""
    behind = text[end : end + 2]
    return len(behind) == 2 and behind[0] in "/_:@." and (behind[1].isalnum())


def _is_name(sentence: Sentence, index: int, parsed: ParsedNumber, *, tables: QuantityTables) -> bool:
    """Return True if the number names something: "Highway 1", "Brigade 55", "Six Nations"."""
    tokens = sentence.tokens
    token = tokens[index]
    before = tokens[index - 1] if index else None
    is_counting = token.dep == "nummod" and token.head > index
    is_designated = before is not None and before.text.lower() in tables.designators and before.tag not in _FINITE
    # A designation is short: "the Taliban number 60,000" counts, whatever the parser takes "number" for.
    if parsed.form == "digits" and before is not None and is_designated and "," not in token.text:
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
    if parsed.form != "digits" or before is None or before.tag != "NNP" or before.text.islower():
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


def _classify(
    number: BoundNumber, text: str, *, limit: int, tables: QuantityTables
) -> tuple[int, int, QuantityReading | None]:
    """Return the span and the reading by what stands beside the number."""
    form = number.parsed.form
    percent = _PERCENT.match(text, number.end, limit) if form not in {"factor", "share"} else None
    if percent:
        number = _move_end(number, percent.end())
        reading: QuantityReading | None = _finish(
            number, Counted(unit="percent", kind="percent"), tables, is_relative=True
        )
    elif form == "factor":
        reading = _read_factor(number)
    elif form == "share":
        reading = _read_share(number, tables)
    else:
        beside = _told_beside(number, text, limit=limit, tables=tables)
        reading = _finish(number, beside, tables) if beside else _read_count(number, text, tables)
    return number.start, number.end, reading


def _told_beside(number: BoundNumber, text: str, *, limit: int, tables: QuantityTables) -> Counted | None:
    """Return the unit of an age, a sum of money or a measure; None for a count."""
    if _is_age(number, text, tables):
        return Counted(unit="year", kind="age")
    sign = CURRENCY.search(text, number.start, number.parsed.start)
    if sign:
        written = sign.group().strip().lower()
        unit = tables.currencies.get(written, "dollar" if "$" in written else written)
        return Counted(unit=unit, kind="money")
    return _read_measure(number, text, limit=limit, tables=tables)


def _read_count(number: BoundNumber, text: str, tables: QuantityTables) -> QuantityReading | None:
    if text[number.end : number.end + 1] == "-":
        return _read_compound(number, text, tables)
    if number.word(0) in tables.calibres:
        return None
    counted = find_unit(number.place, tables=tables)
    is_address = counted.unit in tables.addresses and number.parsed.form == "digits" and number.bound == "exact"
    if is_address or not _is_count(number, counted):
        return None
    return _finish(_spell_thousands(number), counted, tables)


def _move_end(number: BoundNumber, end: int) -> BoundNumber:
    after = number.after
    tokens = number.sentence.tokens
    while after < len(tokens) and tokens[after].start < end:
        after += 1
    return replace(number, end=end, after=after)


def _read_factor(number: BoundNumber) -> QuantityReading | None:
    token = number.sentence.tokens[number.after - 1]
    if token.text.lower().endswith("ing") and token.pos == "NOUN":
        return None
    value = number.parsed.low
    direction: Direction = "down" if value is not None and value < 1 else "up"
    return QuantityReading(
        low=number.low,
        high=number.high,
        bound=number.bound,
        unit="factor",
        direction=direction,
        is_relative=True,
        words="",
    )


def _read_share(number: BoundNumber, tables: QuantityTables) -> QuantityReading | None:
    before = number.word(-1)
    is_tail = before == "and" and number.word(-2) in tables.share_tails
    if before in tables.share_pronouns or number.word(0) == "-" or is_tail:
        return None
    return _finish(number, Counted(unit="share"), tables, is_relative=True)


def _is_age(number: BoundNumber, text: str, tables: QuantityTables) -> bool:
    if _AGE_BEHIND.match(text, number.end):
        return True
    if _is_listed_age(number, tables) or _is_minor(number) or (number.word(-1) == "of" and number.word(-2) == "age"):
        return True
    return _is_appositive_age(number)


def _is_listed_age(number: BoundNumber, tables: QuantityTables) -> bool:
    """Return True for "aged 4, 7 and 11", "two brothers of 13 and 16": the first number behind the word, or one of a list.

    "Aged 4, 7 and 11 soldiers" counts the last, and "children of 40 detainees" tells no age.
    """
    before = -1
    while number.word(before) in {"and", ","}:
        step = before - 1 if number.word(before) == "and" and number.word(before - 1) == "," else before
        if not _is_digits(number.word(step - 1)):
            break
        before = step - 2
    tokens = number.sentence.tokens
    counts = number.after < len(tokens) and tokens[number.after].pos in {"NOUN", "PROPN"}
    if number.word(before) in tables.ages:
        return before == -1 or not counts
    noun = before - 2 if number.word(before - 1) == "," else before - 1
    return number.word(before) == "of" and number.word(noun) in tables.aged and not counts


def _is_digits(word: str | None) -> bool:
    return word is not None and word.isdecimal() and len(word) <= _LONGEST_AGE


def _is_minor(number: BoundNumber) -> bool:
    """Return True for "under 18" with nothing counted behind it."""
    tokens = number.sentence.tokens
    is_under = number.lead < number.first and tokens[number.lead].text.lower() == "under"
    is_last = number.after >= len(tokens) or tokens[number.after].pos in {"PUNCT", "VERB", "AUX", "CCONJ", "ADP"}
    return is_under and is_last and number.high is not None and number.high <= _OLDEST_MINOR


def _is_appositive_age(number: BoundNumber) -> bool:
    """Return True for "…, 44, …" behind the name of a person."""
    tokens = number.sentence.tokens
    if number.parsed.form != "digits" or number.bound != "exact" or number.first < 2 or number.end - number.start > 2:
        return False
    if number.word(-1) not in {",", "("} or tokens[number.first - 2].pos != "PROPN":
        return False
    return number.word(0) in {",", ".", ";", ")", "", "of", "and", "was"}


def _read_measure(number: BoundNumber, text: str, *, limit: int, tables: QuantityTables) -> Counted | None:
    """Read a unit written beside digits: "20km", "20 km", "500-kg"."""
    unit = number.parsed.measure
    match = _MEASURE.match(text, number.end, limit) if not unit and number.parsed.form == "digits" else None
    if match:
        word = match.group(1)
        unit = tables.measures.get(word.lower(), "") if len(word) > 1 else ""
    if not unit:
        return None
    kind = tables.units.get(unit, "thing")
    return Counted(unit=unit, kind=kind)


def _read_compound(number: BoundNumber, text: str, tables: QuantityTables) -> QuantityReading | None:
    """Read "20-strong", "five-man", "10- or 12-member" as people; other compounds ("two-storey") count nothing."""
    match = _COMPOUND.match(text, number.end)
    word = match.group(1).lower() if match else ""
    if word in tables.people_suffixes:
        unit = None if word == "strong" else {"men": "man", "women": "woman"}.get(word, word)
        return _finish(number, Counted(unit=unit, kind="people"), tables)
    kind = tables.units.get(word)
    if kind in {"distance", "area"}:
        return _finish(number, Counted(unit=word, kind=kind), tables)
    return None


def _is_count(number: BoundNumber, counted: Counted) -> bool:
    """Return True unless the word is a pronoun or says no number of anything that is counted here."""
    parsed = number.parsed
    if parsed.vague is not None and parsed.vague.counted_only:
        return counted.kind in {"people", "vehicle"} and number.word(-1) not in {"how", "so", "as", "too", "very"}
    tokens = number.sentence.tokens
    token = tokens[number.first]
    if parsed.form == "words" and parsed.low == 1 and number.bound != "range" and not parsed.has_scale:
        return _is_counted_one(number, counted)
    # Reference numbers in a row ("3152, 3107"), numbers of paragraphs ("1. The parties …").
    is_bare = counted == Counted() and number.bound == "exact" and parsed.form == "digits" and not parsed.has_scale
    if is_bare and number.word(-1) in {",", "", ":"} and number.word(0) in {",", "", ".", ")"}:
        return False
    return not (parsed.form == "vague" and token.pos == "VERB")


def _is_counted_one(number: BoundNumber, counted: Counted) -> bool:
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


def _spell_thousands(number: BoundNumber) -> BoundNumber:
    """Return "in the 1 to 3,000 range" as 1,000-3,000: the lower end leaves its thousands unsaid."""
    low, high = number.low, number.high
    if number.bound != "range" or low is None or high is None or number.word(0) != "range":
        return number
    if low < _SCALE_BASE <= high and low * _SCALE_BASE < high and not number.parsed.has_scale:
        return replace(number, low=low * _SCALE_BASE)
    return number


def _finish(
    number: BoundNumber, counted: Counted, tables: QuantityTables, *, is_relative: bool = False
) -> QuantityReading:
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
        base=find_base(place) if is_relative else None,
    )
