"""Reading one number at a place in a text: digits, words, fractions, factors and vague words.

Invariants: every pattern is bounded or without nested repetition; nothing before the given place is read.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from musterbook.annotate.quantities.tables import QuantityTables, Vague
from musterbook.model import Number

__all__ = ["ParsedNumber", "parse_digits", "parse_number", "parse_words"]

Form = Literal["digits", "words", "vague", "share", "factor"]

_DIGITS = re.compile(
    r"[0-9]{1,3}(?:,[0-9]{3})+(?:\.[0-9]+)?(?![0-9])"
    r"|[0-9]{1,2}(?:,[0-9]{2})+,[0-9]{3}(?![0-9])"
    r"|[0-9]{1,3}(?:[ \u00a0\u202f\u2009][0-9]{3})+(?![0-9])"
    r"|[0-9]{1,15}(?:\.[0-9]{1,9})?(?![0-9])"
    r"|\.[0-9]{1,9}(?![0-9])"
)
_WORD = re.compile(r"[A-Za-z]{1,14}")
_JOIN = re.compile(r"(?:\s{1,3}|\s?-\s?)")
_OF = re.compile(r"\s{1,3}of\s{1,3}", re.IGNORECASE)
_TAIL = re.compile(r"[A-Za-z]{1,4}[²2]?")
_YEAR = re.compile(r"(?:1[5-9]|20)\d\d")
_CODE = re.compile(r"\b[A-Z]{3}$")
_WORD_BEHIND = re.compile(r" ([^\W\d_]{1,40})")
_IN = re.compile(r"\s{1,3}(?:in|out\s{1,3}of)\s{1,3}(?:every\s{1,3})?", re.IGNORECASE)
_LONGEST = 12
_LARGEST_BASE = 1000


@dataclass(frozen=True, slots=True, kw_only=True)
class ParsedNumber:
    """A number as read, without the words around it.

    Attributes:
        start, end: its span.
        low, high: the same for plain numbers.
        form: how it is written.
        factor: of the scale word or letter that is part of it ("2 million" 1000000); 1 if there is none.
        measure: a unit written close to the digits ("20km"); "" if none.
        vague: the table's row for a vague word.
    """

    start: int
    end: int
    low: Number | None
    high: Number | None
    form: Form
    factor: Number = 1
    measure: str = ""
    vague: Vague | None = None

    @property
    def has_scale(self) -> bool:
        """True if a scale word or letter is part of it."""
        return self.factor != 1


def parse_number(text: str, start: int, *, end: int, tables: QuantityTables) -> ParsedNumber | None:
    """Return the number that begins at `start`, None if none does or if the digits name something instead."""
    if "0" <= text[start] <= "9" or text[start] == ".":
        return parse_digits(text, start, end=end, tables=tables)
    return parse_words(text, start, end=end, tables=tables)


def parse_digits(text: str, start: int, *, end: int, tables: QuantityTables) -> ParsedNumber | None:
    """Return the number in digits at `start`, with a scale written behind it."""
    match = _DIGITS.match(text, start, end)
    if match is None:
        return None
    if match.group()[0] == "0" and match.group()[1:2].isdecimal():
        return None  # a code, no count
    stop = match.end()
    digits = re.sub(r"[^0-9.]", "", match.group())
    value: Number = float(digits) if "." in digits else int(digits)
    tail = _TAIL.match(text, stop, end)
    if tail:
        return _with_tail(text, match, tail.group(), value=value, tables=tables)
    if text[stop : stop + 1] in {"/", ":"} and text[stop + 1 : stop + 2].isdecimal():
        return _simple_fraction(text, start, stop)
    factor, stop = _scale_behind(text, stop, end=end, tables=tables)
    scaled = _tidy(value * factor)
    return ParsedNumber(start=start, end=stop, low=scaled, high=scaled, form="digits", factor=factor)


def _with_tail(
    text: str, match: re.Match[str], tail: str, *, value: Number, tables: QuantityTables
) -> ParsedNumber | None:
    """Return a number with letters written close to it: a scale, a measure, or no number at all ("3rd", "122mm")."""
    stop = match.end() + len(tail)
    lower = tail.lower()
    if text[stop : stop + 1].isalnum() or text[stop : stop + 1] == "-":
        return None
    is_metre = (
        lower == "m"
        and not tail.isupper()
        and not _is_money(text, match.start())
        and not _noun_follows(text, stop, tables)
    )
    if lower in tables.letters and not is_metre:
        factor = tables.letters[lower]
        scaled = _tidy(value * factor)
        return ParsedNumber(start=match.start(), end=stop, low=scaled, high=scaled, form="digits", factor=factor)
    if lower in tables.calibres or (lower == "s" and _YEAR.fullmatch(match.group())):
        return None  # "2018s best year", "the 1990s"
    if lower in tables.measures and (len(tail) > 1 or tail.isupper() == (lower in "cfwv")):
        return ParsedNumber(
            start=match.start(), end=match.end(), low=value, high=value, form="digits", measure=tables.measures[lower]
        )
    if lower == "pc":
        return ParsedNumber(start=match.start(), end=match.end(), low=value, high=value, form="digits")
    return None


def _is_money(text: str, start: int) -> bool:
    """True behind a sign or a code of money: "$3m", "USD3m"."""
    return start > 0 and (text[start - 1] in "$€£₹¥₦₽" or _CODE.search(text, max(0, start - 4), start) is not None)


def _noun_follows(text: str, stop: int, tables: QuantityTables) -> bool:
    """True for "3m people"; "3m high" is a length."""
    behind = _WORD_BEHIND.match(text, stop)
    return behind is not None and behind.group(1) not in tables.dimensions


def _simple_fraction(text: str, start: int, stop: int) -> ParsedNumber | None:
    """Read "1/2", "3/4"; dates and names written with a stroke ("9/11") are no numbers."""
    written = text[start : stop + 2]
    if written not in {"1/2", "1/3", "2/3", "1/4", "3/4", "1/5"} or text[stop + 2 : stop + 3].isalnum():
        return None
    value = int(written[0]) / int(written[2])
    return ParsedNumber(start=start, end=stop + 2, low=value, high=value, form="share")


def _scale_behind(text: str, stop: int, *, end: int, tables: QuantityTables) -> tuple[Number, int]:
    """Return the factor of the scale words behind a number ("1.2 million", "4 hundred million") and their end."""
    factor: Number = 1
    for _ in range(2):
        join = _JOIN.match(text, stop, end)
        word = _WORD.match(text, join.end(), end) if join else None
        if word is None or text[word.end() : word.end() + 1].isalnum():
            break
        scale = tables.scales.get(word.group().lower())
        if scale is None or word.group().lower() == "score":
            break
        factor, stop = factor * scale, word.end()
    return factor, stop


def _tidy(value: Number) -> Number:
    """Return whole numbers as integers: 1.2 million is 1200000, free of binary remainders."""
    rounded = round(value, 6)
    return int(rounded) if rounded == int(rounded) else rounded


def _words_from(text: str, start: int, end: int) -> list[tuple[str, int, int]]:
    """Return up to twelve words from `start` that are joined by blanks or hyphens, lower case, with their spans."""
    words: list[tuple[str, int, int]] = []
    at = start
    while len(words) < _LONGEST:
        match = _WORD.match(text, at, end)
        if match is None:
            break
        words.append((match.group().lower(), match.start(), match.end()))
        join = _JOIN.match(text, match.end(), end)
        if join is None:
            break
        at = join.end()
    return words


def parse_words(text: str, start: int, *, end: int, tables: QuantityTables) -> ParsedNumber | None:
    """Return the number in words at `start`: a vague word, a fraction, a factor, or a written-out number."""
    words = _words_from(text, start, end)
    if not words:
        return None
    return (
        _parse_vague(text, words, end=end, tables=tables)
        or _parse_share(text, words, end=end, tables=tables)
        or _parse_times(words, tables=tables)
        or _parse_cardinal(words, tables=tables)
        or _parse_factor(words, tables=tables)
    )


def _parse_vague(
    text: str, words: list[tuple[str, int, int]], *, end: int, tables: QuantityTables
) -> ParsedNumber | None:
    row = None
    length = 0
    for length in range(min(3, len(words)), 0, -1):
        row = tables.vague.get(" ".join(word for word, _, _ in words[:length]))
        if row is not None:
            break
    if row is None:
        return None
    low, high = row.low, row.high
    stop = words[length - 1][2]
    of = _OF.match(text, stop, end)
    if row.needs_of and of is None and not _is_subject_of_passive(words[length:]):
        return None
    # "several hundred", "a couple of dozen", "tens of thousands"
    if of is not None:
        behind = _words_from(text, of.end(), end)[:1]
        low, high, stop = _multiply(low, high, stop, behind=behind, is_plural=True, tables=tables)
    else:
        low, high, stop = _multiply(low, high, stop, behind=words[length : length + 1], is_plural=False, tables=tables)
    return ParsedNumber(start=words[0][1], end=stop, low=low, high=high, form="vague", vague=row)


def _is_subject_of_passive(behind: list[tuple[str, int, int]]) -> bool:
    return bool(behind) and (behind[0][0] in {"were", "have", "more", "are"} or behind[0][0].endswith("ed"))


def _multiply(
    low: Number | None,
    high: Number | None,
    stop: int,
    *,
    behind: list[tuple[str, int, int]],
    is_plural: bool,
    tables: QuantityTables,
) -> tuple[Number | None, Number | None, int]:
    """Return the limits times the scale word behind, if there is one."""
    if not behind or low is None:
        return low, high, stop
    word = behind[0][0]
    scale = tables.scales.get(word)
    if scale is None and is_plural and word in tables.vague:
        scale = tables.vague[word].scale
    if scale is None:
        return low, high, stop
    # "a couple of hundred" is no longer exactly two of them.
    return low * scale, None, behind[0][2]


def _parse_share(
    text: str, words: list[tuple[str, int, int]], *, end: int, tables: QuantityTables
) -> ParsedNumber | None:
    """Return "half", "a third", "two thirds" or "one in five"."""
    first = words[0][0]
    if first == "half":
        return _parse_half(words, tables=tables)
    count = 1 if first in {"a", "an"} else tables.numbers.get(first)
    if count is None:
        return None
    second = words[1][0] if len(words) > 1 else ""
    if second in tables.fractions and (count == 1) != second.endswith("s"):
        stop = words[1][2]
        follower = words[2][0] if len(words) > 2 else ""
        if text[stop : stop + 1] == "-" or (text[stop : stop + 1] == " " and follower not in tables.share_followers):
            return None  # "a third attack" is the one after the second
        value = count / tables.fractions[second]
        return ParsedNumber(start=words[0][1], end=stop, low=value, high=value, form="share")
    return None if first in {"a", "an"} else _parse_ratio(text, words[0], count, end=end, tables=tables)


def _parse_ratio(
    text: str, word: tuple[str, int, int], count: int, *, end: int, tables: QuantityTables
) -> ParsedNumber | None:
    """Return "one in five" or "two out of three" as a share."""
    match = _IN.match(text, word[2], end)
    if match is None or match.end() >= end or (match.group().split()[0].lower() == "in" and count != 1):
        return None
    at = match.end()
    if "0" <= text[at] <= "9":
        base = parse_digits(text, at, end=end, tables=tables)
    else:
        base = _parse_cardinal(_words_from(text, at, end), tables=tables)
    if base is None or base.low is None or not count < base.low <= _LARGEST_BASE:
        return None
    value = count / base.low
    return ParsedNumber(start=word[1], end=base.end, low=value, high=value, form="share")


def _parse_half(words: list[tuple[str, int, int]], *, tables: QuantityTables) -> ParsedNumber | None:
    behind = [word for word, _, _ in words[1:3]]
    start, stop = words[0][1], words[0][2]
    if len(behind) == 2 and behind[0] in {"a", "an"}:
        if behind[1] in tables.scales:
            value = _tidy(tables.scales[behind[1]] / 2)
            return ParsedNumber(
                start=start, end=words[2][2], low=value, high=value, form="words", factor=tables.scales[behind[1]]
            )
        return None
    if behind and behind[0] in tables.not_half_before:
        return None
    return ParsedNumber(start=start, end=stop, low=0.5, high=0.5, form="share")


def _parse_factor(words: list[tuple[str, int, int]], *, tables: QuantityTables) -> ParsedNumber | None:
    first, start, stop = words[0]
    value = tables.factors.get(first)
    if value is None and len(words) > 1 and words[1][0] == "fold" and first in tables.numbers:
        value, stop = tables.numbers[first], words[1][2]
    if value is None:
        return None
    return ParsedNumber(start=start, end=stop, low=value, high=value, form="factor")


def _parse_times(words: list[tuple[str, int, int]], *, tables: QuantityTables) -> ParsedNumber | None:
    """Return "twice as many" or "three times the number" as a factor."""
    first, start, stop = words[0]
    value, used = tables.times.get(first), 1
    if value is None and len(words) > 1 and words[1][0] == "times":
        value, used, stop = tables.numbers.get(first), 2, words[1][2]
    behind = [word for word, _, _ in words[used : used + 2]]
    is_compared = bool(behind) and (behind[0] in tables.comparisons or " ".join(behind) in tables.comparisons)
    if value is None or not is_compared:
        return None
    return ParsedNumber(start=start, end=stop, low=value, high=value, form="factor")


def _parse_cardinal(words: list[tuple[str, int, int]], *, tables: QuantityTables) -> ParsedNumber | None:
    """Return a written-out number ("one hundred and twenty", "twenty-nine", "a hundred", "a dozen")."""
    total, current, last, used, factor = 0, 0, 0, 0, 1
    has_article = bool(words) and words[0][0] in {"a", "an"}
    for index, (word, _, _) in enumerate(words):
        number = tables.numbers.get(word)
        scale = tables.scales.get(word) if index and word != "score" else None
        if number is not None and not has_article | (used > 0 and not _may_follow(last, number)):
            current, last = current + number, number
        elif scale is not None and (used or has_article):
            current = max(current, 1) * scale
            if scale not in {100, 12}:
                total, current = total + current, 0
            last, factor, has_article = scale, max(factor, scale), False
        elif (has_article and not index) or (word == "and" and last >= 100 and _is_number(words, index + 1, tables)):
            continue
        else:
            break
        used = index + 1
    if not used or (used < len(words) and words[used][0] == "fold"):
        return None
    value = total + current
    return ParsedNumber(start=words[0][1], end=words[used - 1][2], low=value, high=value, form="words", factor=factor)


def _is_number(words: list[tuple[str, int, int]], index: int, tables: QuantityTables) -> bool:
    return index < len(words) and words[index][0] in tables.numbers


def _may_follow(last: int, number: int) -> bool:
    """Return True if a number word may follow another inside one number: "twenty nine", not "two three"."""
    if last >= 100:
        return True
    return 20 <= last <= 90 and 1 <= number <= 9
