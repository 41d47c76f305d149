"""Conditions beyond the words: when a rule that fits is still no time ("in 1200 homes", "they may", "aged 25").

Each guard sees a match and answers whether it is a time. Guards look at a bounded number of
neighbouring tokens, so that a scan stays linear.
"""

from __future__ import annotations

from collections.abc import Mapping

from musterbook.annotate.times.grammar import Guard, GuardWords, RawTime
from musterbook.model import Token

__all__ = ["make_guards"]

_COUNT_ENTITIES = frozenset({"CARDINAL", "MONEY", "QUANTITY", "PERCENT"})
_NAME_ENTITIES = frozenset({"ORG", "WORK_OF_ART", "EVENT", "PERSON", "FAC", "PRODUCT"})
# Years before this are rarer in news than counts of that size.
_DASHES = frozenset({"-", "–", "—"})
_ROUND = 50
_LONGEST_SPAN = 100
_FIRST_COMMON_YEAR = 1900
_FIRST_PLAIN_YEAR = 1500
_LAST_YEAR = 2100


def make_guards(words: GuardWords) -> Mapping[str, Guard]:
    """Return the guards by the names the grammar uses.

    Args:
        words: the lists under `[guards]` of the table.
    """
    return {
        "month": lambda raw: _is_month(raw) and not _counts_the_next(raw),
        "bare month": lambda raw: _is_month(raw) and _is_bare_month(raw, words),
        "year": lambda raw: _is_year(raw, words),
        "season": lambda raw: _word_after(raw) not in words["not_season_before"],
        "bare season": lambda raw: _word_before(raw) in words["season_leads"] or _names_action(raw, words),
        "recently": lambda raw: _word_before(raw) != "as",
        "day of month": lambda raw: _is_day_of_month(raw, words),
        "holiday": lambda raw: raw.text[0].isupper(),
        "told year": lambda raw: not raw.slots["relyear"].startswith("of "),
        "weekday": lambda raw: raw.text[0].isupper() and not (_is_in_name(raw) or _names_a_place(raw, words)),
        "overnight": lambda raw: not _is_in_name(raw),
        "weekend": lambda raw: _word_before(raw) in words["weekend_leads"],
        "weekend of an act": lambda raw: _word_after(raw) in words["weekend_actions"],
        "so long on": _is_so_long_on,
        "window": lambda raw: _word_after(raw) != "of",
        "offset": _is_offset,
        "short end": lambda raw: " " not in raw.text and raw.behind[:1] not in {"-", "/"},
        "now": lambda raw: _word_after(raw) not in words["not_now_before"],
        "duration": lambda raw: _is_duration(raw, words),
        "vague duration": lambda raw: raw.slots["vague"] not in {"recent", "coming"},
        "bare duration": lambda raw: _word_before(raw) in words["bare_length_leads"],
        "rate": _is_rate,
        "set": lambda raw: not _is_in_name(raw),
        "clock": lambda raw: raw.text[-1] in "mM" or _word_before(raw) in words["clock_leads"],
    }


def _word_before(raw: RawTime, steps: int = 1) -> str:
    index = raw.first - steps
    return raw.sentence.tokens[index].text.lower() if index >= 0 else ""


def _word_after(raw: RawTime, steps: int = 0) -> str:
    index = raw.after + steps
    tokens = raw.sentence.tokens
    return tokens[index].text.lower() if index < len(tokens) else ""


def _is_in_name(raw: RawTime) -> bool:
    return raw.sentence.tokens[raw.first].entity in _NAME_ENTITIES


def _names_a_place(raw: RawTime, words: GuardWords) -> bool:
    """True for "Monday Market", "the Friday Mosque": with a capital behind it the day is part of a name."""
    tokens = raw.sentence.tokens
    if raw.after >= len(tokens) or not tokens[raw.after].text[0].isupper():
        return False
    return tokens[raw.after].text.lower() in words["weekday_places"]


def _is_month(raw: RawTime) -> bool:
    """Month names are written with a capital; "may 3" and "to march 20 miles" are verbs."""
    name = raw.slots.get("month") or raw.slots.get("monthname", "")
    return raw.text[max(raw.text.lower().find(name), 0)].isupper()


def _counts_the_next(raw: RawTime) -> bool:
    """True for "in July 18 soldiers …": the number counts what stands behind it, it is no day of that month."""
    last = raw.after - 1
    return "day" in raw.slots and raw.sentence.tokens[last].text == raw.slots["day"] and _counts_plural(raw, last)


def _is_so_long_on(raw: RawTime) -> bool:
    """True for "a year on, …" and "…, a year on": the words end there, and the length is a week at least."""
    tokens = raw.sentence.tokens
    is_end = raw.after >= len(tokens) or tokens[raw.after].pos in {"PUNCT", "SPACE"}
    return is_end and raw.slots["unit"].rstrip("s") in {"week", "month", "year", "decade"}


def _is_bare_month(raw: RawTime, words: GuardWords) -> bool:
    token = raw.sentence.tokens[raw.after - 1]
    if token.entity in _NAME_ENTITIES:
        return False
    name = raw.slots["monthname"]
    if name in words["verb_months"]:
        return raw.after - raw.first > 1 or _word_before(raw) in words["month_leads"]
    return True


def _is_year(raw: RawTime, words: GuardWords) -> bool:
    """A number of four digits is a year unless it counts something."""
    value = int(raw.slots["year"])
    if value > _LAST_YEAR or raw.rule.kind != "year" or raw.after - raw.first > 1:
        return value <= _LAST_YEAR
    return (value >= _FIRST_PLAIN_YEAR and _stands_alone(raw, words)) or _is_plain_year(raw, value, words)


def _is_plain_year(raw: RawTime, value: int, words: GuardWords) -> bool:
    """A number of four digits inside a sentence is a year behind the words of one, before nothing that it counts."""
    token = raw.sentence.tokens[raw.first]
    before = _word_before(raw)
    counts = _counts_plural(raw, raw.first)
    is_count = before in words["not_year_after"] or _word_after(raw) in words["not_year_before"]
    if is_count or (before in words["unsure_after"] and (counts or value % 100 == 0)):
        return False
    if value >= _FIRST_COMMON_YEAR:
        return _is_common_year(token, before, counts=counts, is_round=value % 100 == 0)
    if counts or before not in words["year_leads"]:
        return False
    if value >= _FIRST_PLAIN_YEAR and before in words["plain_year_leads"]:
        return token.entity not in _COUNT_ENTITIES
    return token.entity == "DATE"


def _stands_alone(raw: RawTime, words: GuardWords) -> bool:
    """True for a year that is the whole of its line or bracket, or an end of a span of years: "1936", "(1884)", "1861-1863".

    Round numbers in brackets or spans may be counts and are left to the other conditions.
    """
    before, after = _word_before(raw), _word_after(raw)
    value = int(raw.slots["year"])
    if (before, after) == ("", ""):
        return True
    if before == "(" and after == ")":
        return value % _ROUND != 0 or raw.sentence.tokens[raw.first].entity == "DATE"
    tokens = raw.sentence.tokens
    is_end = before in _DASHES and raw.first > 1
    other = raw.first - 2 if is_end else raw.after + 1
    if not (is_end or after in _DASHES) or not 0 <= other < len(tokens) or not _could_be_year(tokens[other].text):
        return False
    first, last = sorted((other, raw.first))
    is_counting = last + 1 < len(tokens) and tokens[last + 1].pos in {"NOUN", "PROPN", "ADJ", "NUM", "SYM"}
    lead = tokens[first - 1].text.lower() if first else ""
    is_bounded = lead in words["not_year_after"] or lead in words["unsure_after"]
    far = int(tokens[last].text) - int(tokens[first].text)
    return not is_counting and not is_bounded and 0 < far < _LONGEST_SPAN and bool(value % _ROUND or far % _ROUND)


def _could_be_year(word: str) -> bool:
    return len(word) == 4 and word.isdecimal() and _FIRST_PLAIN_YEAR <= int(word) <= _LAST_YEAR


def _names_action(raw: RawTime, words: GuardWords) -> bool:
    """True for a season before what armies do in it: "their summer offensive"."""
    token = raw.sentence.tokens[raw.first]
    near = [_word_after(raw, steps) for steps in range(2)]
    return token.dep in {"compound", "nmod", "amod"} and any(word in words["season_actions"] for word in near)


def _is_day_of_month(raw: RawTime, words: GuardWords) -> bool:
    """True for "on the 5th", "the night of the 5th" and "the raid of the 5th" with nothing behind that it could count."""
    tokens = raw.sentence.tokens
    is_last = (
        raw.after >= len(tokens)
        or tokens[raw.after].pos not in {"NOUN", "PROPN", "ADJ", "NUM", "VERB"}
        or tokens[raw.after].tag in {"VBD", "VBZ"}
        or tokens[raw.after - 1].dep == "pobj"  # "a bomb on the 7th wounded three"
    )
    is_act = _word_before(raw) == "of" and _word_before(raw, 2) in words["weekend_actions"]
    is_led = "daypart" in raw.slots or _word_before(raw) in words["day_leads"] or is_act
    return is_led and is_last and _word_after(raw) != "of" and raw.behind[:1] != "-"


def _is_common_year(token: Token, before: str, *, counts: bool, is_round: bool) -> bool:
    """A number of 1900 or more is a year, save before a plural noun or where the model sees a count."""
    if counts:
        return token.entity == "DATE" and not is_round
    return token.entity not in _COUNT_ENTITIES or before in {"in", "since", "during"}


def _counts_plural(raw: RawTime, index: int) -> bool:
    """True if the number modifies a plural noun behind it."""
    tokens = raw.sentence.tokens
    token = tokens[index]
    if token.dep != "nummod":
        return False
    return token.head > index and tokens[token.head].tag in {"NNS", "NNPS"}


def _is_offset(raw: RawTime) -> bool:
    unit = raw.slots.get("unit") or raw.slots.get("plural", "")
    word = raw.slots.get("before") or raw.slots.get("after")
    if word in {"before", "after", "prior"} and _word_before(raw) == "for":
        return False
    return not (unit in {"second", "quarter", "quarters"} and raw.slots.get("number") != "one")


def _is_duration(raw: RawTime, words: GuardWords) -> bool:
    """Ages, prison terms and fractions are no lengths of time in the record's sense."""
    unit = raw.slots.get("unit", "")
    is_fraction = unit in {"quarter", "quarters"} or (unit == "second" and not raw.text[0].isdecimal())
    if is_fraction or _is_age(raw, words) or _is_prison_term(raw, words):
        return False
    if raw.slots.get("number") in {"a", "an"} and "-" not in raw.text:
        return _word_before(raw) in words["length_leads"]
    return True


def _is_age(raw: RawTime, words: GuardWords) -> bool:
    if raw.behind.lower() == "-old" or _word_after(raw) in words["age_after"]:
        return True
    return _word_before(raw) in words["age_before"] or (_word_after(raw) == "of" and _word_after(raw, 1) == "age")


def _is_prison_term(raw: RawTime, words: GuardWords) -> bool:
    return any(_word_after(raw, steps) in words["prison_after"] for steps in range(4)) or any(
        _word_before(raw, steps) in words["prison_before"] for steps in range(1, 4)
    )


def _is_rate(raw: RawTime) -> bool:
    """A unit behind "a" is a rate when a counted thing stands before it."""
    if raw.first == 0:
        return False
    token = raw.sentence.tokens[raw.first - 1]
    return token.pos in {"NOUN", "NUM"} or token.text.lower() in {"once", "twice", "%"}
