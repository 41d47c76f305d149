"""Datelines: "KABUL, April 14, 2017 (Agency) — ": where and when a story was filed, and through whom.

A dateline is found at the start of a paragraph if a place stands before a dash (or a bracket, or a colon), and
1. the place is in capitals while the story is not, or
2. a date or an agency stands with it. The date may stand after the dash ("TARIN — March 2, 2019. The …").
A name in brackets right before the break is the agency, listed or not.

A day alone before a dash ("March 2, 2019 — The …") is one only at the head of a text, and where no other paragraph begins so.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from musterbook.documents.dates import Stamp, day_span, find_day, strip_day
from musterbook.documents.tables import read_table
from musterbook.documents.wires import agency_in

__all__ = ["Dateline", "find_dateline", "find_opening_day", "is_place", "read_dateline"]

_BREAK = re.compile(
    r"\s?(?:—|--)\s?|(?:\s|(?<=\)))[–-]\s|(?<=[\w)]):\s|(?<=\))\s(?=[A-Z“\"])|(?<=\))(?:\s?[–—-])?$|(?<=\d{4})\.\s"
    r"|(?<=\w/)\.?\s(?=[A-Z“\"])"
)
# "/TASS/" for "(TASS)", as Russian agencies print themselves.
_SLASHED = re.compile(r"/([^/()]{1,60})/$")
_BRACKET = re.compile(r"\s*\(([^()]{1,60})\)\s*")
_PLACE = re.compile("[^\\W\\d_][\\w.'’ /,\u200c-]{0,60}")  # U+200C stands inside words of Persian and Pashto
_AFTER_DAY = re.compile(r"\s?(?:\(([^()]{1,60})\)\s?)?(?:[.:]\s|\s?[—–]\s?|\s-\s)")
_DASHES = "—–-"
_STORY = re.compile(r"[A-Z0-9“\"‘'À-Þ]|$")
_MOST_WORDS = 7
_MOST_BREAKS = 4
_SHORTEST_BEFORE_COLON = 5  # characters: shorter words in capitals before a colon are abbreviations of speakers


@dataclass(frozen=True, slots=True, kw_only=True)
class Dateline:
    """A dateline at the start of a paragraph.

    Attributes:
        end: where the dateline's words end.
        story: where the story begins; equal to the length of the paragraph if the dateline is all of it.
        stamp: its date; None without a full date.
        wire: its agency; None if none is named.
    """

    end: int
    story: int
    stamp: Stamp | None = None
    wire: str | None = None


def find_dateline(text: str) -> Dateline | None:
    """Return the dateline that a paragraph begins with; None if it begins with none."""
    head = text[: _table_number() + 1]
    for number, found in enumerate(_BREAK.finditer(head)):
        if number == _MOST_BREAKS:
            return None
        if not _STORY.match(text, found.end()):
            continue
        words = head[: found.start()].rstrip()
        is_colon = ":" in found.group()
        dateline = _read(_SLASHED.sub(r"(\1)", words), story=text[found.end() :], is_colon=is_colon)
        if dateline is None or (found.group().startswith(".") and not words.split(",")[0].isupper()):
            continue  # "Tarin, March 2, 2019. The …" is an entry of a chronology as often as a dateline
        whole = Dateline(end=len(words), story=found.end(), stamp=dateline.stamp, wire=dateline.wire)
        return whole if is_colon or dateline.stamp else _with_day_after(whole, text)
    return None


def read_dateline(words: str) -> Dateline | None:
    """Return what a dateline that was cut off its paragraph says."""
    text = f"{words} — The story"  # a story not in capitals, as it was found before one
    return find_dateline(text) or find_opening_day(text)


def find_opening_day(text: str) -> Dateline | None:
    """Return the day, and the agency after it, that a paragraph begins with before a dash; None if it begins with none."""
    head = text[: _table_number() + 1]
    day = day_span(head)
    end = _AFTER_DAY.match(head, day[1]) if day is not None and day[0] == 0 else None
    if day is None or end is None or end.group().rstrip()[-1] not in _DASHES or not _STORY.match(text, end.end()):
        return None
    wire = _agency_in_bracket(end[1]) if end[1] else None
    return Dateline(
        end=end.end(1) + 1 if end[1] else day[1], story=end.end(), stamp=find_day(head[: day[1]]), wire=wire
    )


def _with_day_after(dateline: Dateline, text: str) -> Dateline:
    """Return the dateline with the date, and the agency after it, that the words after its dash begin with."""
    story = text[dateline.story : dateline.story + _table_number()]
    day = day_span(story)
    if day is None or day[0] != 0:
        return dateline
    end = _AFTER_DAY.match(story, day[1])
    if end is None or not _STORY.match(story, end.end()):
        return dateline
    wire = dateline.wire or (_agency_in_bracket(end[1]) if end[1] else None)
    stop = end.end(1) + 1 if end[1] else day[1]
    return Dateline(
        end=dateline.story + stop, story=dateline.story + end.end(), stamp=find_day(story[: day[1]]), wire=wire
    )


def _read(words: str, *, story: str, is_colon: bool) -> Dateline | None:
    """Return what stands in the words before the break if they are a dateline (its offsets are not set yet)."""
    brackets = _BRACKET.findall(words)
    bare = _BRACKET.sub(" ", words)
    wire = next((agency for inside in brackets if (agency := agency_in(inside))), None)
    stamp = find_day(words)
    place, is_dated = _cut_day(bare)
    is_dated = is_dated or any(_is_day(inside) for inside in brackets)
    if brackets and wire is None and not is_dated and not all(map(_is_station, brackets)):
        return None
    place = place.strip(" ,.;:")
    if wire is None and (tail := place.rpartition(",")[2].strip()) and agency_in(tail):
        wire, place = agency_in(tail), place.rpartition(",")[0].strip()
    if not is_place(place):
        return None
    is_shouted = place.split(",")[0].isupper() and any(letter.islower() for letter in story[:400])
    if wire is None and brackets and words.endswith(")") and (is_shouted or is_dated):
        wire = _agency_in_bracket(brackets[-1])
    is_whole = not story
    if is_whole and not (is_dated or (wire and place.split(",")[0].isupper())):
        return None
    if is_colon and not brackets and len(place.split(",")[0]) < _SHORTEST_BEFORE_COLON:
        return None
    if (
        (is_shouted and not brackets)
        or (is_shouted and (wire or not is_colon))
        or ((wire or is_dated) and not is_colon)
    ):
        return Dateline(end=0, story=0, stamp=stamp, wire=wire)
    return None


def _cut_day(words: str) -> tuple[str, bool]:
    """Return the words before a date that ends them, and whether there is one."""
    rest, is_dated = strip_day(words)
    stripped = rest.strip(" ,.;:")
    return (stripped, True) if is_dated and words.startswith(stripped) else (words, False)


def _is_day(inside: str) -> bool:
    """Return whether the words in a bracket are a date and nothing else."""
    rest, is_dated = strip_day(inside)
    return is_dated and not rest.strip(" ,.;:")


def _agency_in_bracket(inside: str) -> str | None:
    """Return the agency that a bracket of a dateline names, listed or not; None if it is a time, a note or a country."""
    known = agency_in(inside)
    if known is not None or _is_day(inside) or not _is_station(inside):
        return known
    is_abbreviated = inside.rstrip().endswith(".") and " " not in inside.strip()  # "(Ark.)" is a state
    return (
        None
        if is_abbreviated or inside.casefold().strip(" .") in _not_agencies()
        else " ".join(inside.split("/")[0].split()) or None
    )


def _is_station(inside: str) -> bool:
    """Return whether the words in a bracket can name an outlet: "(WISH)", "(CBS Miami)", "(Dawn News)"."""
    words = inside.split()
    most = read_table("dates.toml").section("datelines").number("max_agency_words")
    is_short = 0 < len(words) <= most and any(letter.isalpha() for letter in inside)
    return is_short and all(
        word[0].isupper() or word[0].isdigit() or (number > 0 and word in _small_words() | {"&"})
        for number, word in enumerate(words)
    )


def is_place(words: str) -> bool:
    """Return whether the words could be a place: few, each with a capital but for small joining words."""
    parts = words.split()
    if words.split(",")[0].casefold().replace("’", "'").strip(" 0123456789") in _not_places():
        return False
    if not parts or len(parts) > _MOST_WORDS or not _PLACE.fullmatch(words):
        return False
    if parts[0].casefold().strip(",") in _not_first() and not parts[0].isupper():
        return False
    return _is_capital(parts[0]) and all(_is_capital(part) or part.casefold() in _small_words() for part in parts)


def _is_capital(word: str) -> bool:
    """Return whether a word begins with a capital, or with a letter of a script that has none."""
    return word[0].isupper() or (word[0].isalpha() and word[0].upper() == word[0].lower())


@cache
def _not_first() -> frozenset[str]:
    """Return words with which no place begins."""
    return frozenset(read_table("dates.toml").section("datelines").words("not_first"))


@cache
def _not_agencies() -> frozenset[str]:
    """Return what stands in the brackets of a dateline and is no agency."""
    return frozenset(word.strip(" .") for word in read_table("dates.toml").section("datelines").words("not_agencies"))


@cache
def _small_words() -> frozenset[str]:
    """Return the lower-case words that may stand in a place."""
    return frozenset(read_table("dates.toml").section("datelines").words("small_words"))


@cache
def _not_places() -> frozenset[str]:
    """Return words that stand before a colon or a dash like a place and are none."""
    return frozenset(read_table("dates.toml").section("datelines").words("not_places")) | {""}


def _table_number() -> int:
    """Return how many characters a dateline has at most."""
    return read_table("dates.toml").section("datelines").number("max_characters")
