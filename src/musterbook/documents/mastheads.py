"""Lines of their own that name the outlet, or place and date: "Eastern Courier", "X | Agencies", "Kabul, 11 February 2016".

A line is read only if every part of it is known to be something:
1. a date, in full; 2. an agency, or words that say who wrote it; 3. the name of an outlet, told by a label, by a word of
data/mastheads.toml ("Courier", "Radio") or by the agency beside it; 4. a place, beside a date only.
A name alone on its line needs one of the stricter words. What is not told this way stays a line of the text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from musterbook.documents.datelines import is_place
from musterbook.documents.dates import Stamp, day_span, read_stamp
from musterbook.documents.layout import ends_sentence
from musterbook.documents.tables import Table, read_table
from musterbook.documents.wires import agency_in
from musterbook.model import UNNAMED_WIRE

__all__ = ["Masthead", "is_outlet_name", "read_masthead"]

_PARTS = re.compile(r"\s*\|\s*|\s+[—–·•/-]\s+|\s*[—·•]\s*|\s*[;,،]\s+|\s+\((?=\d)")
_MARK = re.compile(r"\s*(?:\||[—–·•]|\s-\s)\s*")
_WORD = re.compile(r"[\w&][\w&'’.-]*")


@dataclass(frozen=True, slots=True, kw_only=True)
class Masthead:
    """What a line says of the report.

    Attributes:
        outlet: its name as printed; None if the line names none.
        wire: the agency; None if the line names none.
        stamp: the date; None if it has none in full.
        is_filed: place and date stand together, so the line is a dateline.
        is_alone: the line is a name and nothing else.
        is_doubtful: the label may announce something else, and no word tells that the name is an outlet's.
    """

    outlet: str | None = None
    wire: str | None = None
    stamp: Stamp | None = None
    is_filed: bool = False
    is_alone: bool = False
    is_doubtful: bool = False


def read_masthead(text: str) -> Masthead | None:
    """Return what a line says of outlet, agency, place and date; None if any part of it is something else."""
    if len(text) > _section("names").number("max_characters"):
        return None
    labelled = _label().match(text)
    line = text[labelled.end() :] if labelled else text
    rest, stamp = _cut_date(line)
    if rest is None or (stamp is None and ends_sentence(line)):
        return None
    parts = [part for part in (piece.strip(" .:()") for piece in _PARTS.split(rest)) if part]
    if labelled:
        return _read_labelled(parts, stamp=stamp, label=labelled.group().casefold())
    if len(parts) == 1 and stamp is None:
        return _read_alone(parts[0])
    return _read_parts(parts, stamp=stamp)


def is_outlet_name(text: str, *, is_beside: bool = False) -> bool:
    """Return whether a name is an outlet's by its words alone.

    Args:
        text: the name.
        is_beside: something else tells that the line is about the outlet: a date, an agency, a label.
    """
    words = [word.casefold() for word in text.split()]
    names = _section("names")
    if len(words) < 2 or not _is_name(text) or any(word in names.words("not_before") for word in words[:-1]):
        return False
    if not is_beside and len([word for word in words if word != "the"]) > 3:
        return False
    strict, loose = names.words("last"), names.words("last_beside")
    is_told = words[-1] in strict or (words[-1] in loose and is_beside)
    if words[0] in names.words("first"):
        return is_told or any(word not in _generic() for word in words)
    if any(word not in _generic() for word in words[:-1]):
        return is_told or (len(words) > 2 and words[1] in names.words("second") and words[-1] in loose)
    return words[-1] in strict and all(word in names.words("titles") for word in words[:-1])


def _read_labelled(parts: list[str], *, stamp: Stamp | None, label: str) -> Masthead | None:
    """Return the outlet after a label; None if more than one name follows or it is a known agency."""
    if len(parts) != 1 or not _is_name(parts[0]) or agency_in(parts[0]):
        return None
    is_known = is_outlet_name(parts[0], is_beside=True)
    is_doubtful = not is_known and label.strip(" :") in _section("labels").words("doubtful")
    return Masthead(outlet=parts[0], wire=_as_agency(parts[0]), stamp=stamp, is_doubtful=is_doubtful)


def _read_alone(name: str) -> Masthead | None:
    """Return what a line that is one name says: an agency, an outlet, or the desk of an outlet."""
    if agency_in(name):
        return None
    desk = _desk_of(name)
    if desk:
        return Masthead(outlet=desk, wire=_as_agency(desk))
    if _as_agency(name):
        return Masthead(wire=name, is_alone=True)
    return Masthead(outlet=name, is_alone=True) if is_outlet_name(name) else None


def _read_parts(parts: list[str], *, stamp: Stamp | None) -> Masthead | None:
    """Return what the parts of a line say if each of them says something."""
    outlet: str | None = None
    wires: list[str] = []
    free: list[str] = []
    is_desk = False
    for part in parts:
        agency = agency_in(part.casefold().removeprefix("with ")) or agency_in(part)
        if agency:
            wires.append(agency)
        elif outlet is None and is_outlet_name(part, is_beside=True):
            outlet = part
        elif desk := _desk_of(part):
            outlet = outlet or desk
        elif desk is not None:
            is_desk = True
        else:
            free.append(part)
    if free and outlet is None and UNNAMED_WIRE in wires and stamp is None and _is_name(free[0]):
        outlet = free.pop(0)
    is_filed = bool(free) and stamp is not None and is_place(", ".join(free))
    if (free and not is_filed) or not (outlet or is_filed or (wires and (stamp or is_desk))):
        return None
    wire = next((name for name in wires if name != UNNAMED_WIRE), None) or next(iter(wires), None)
    wire = wire or (_as_agency(outlet) if outlet else None)
    return Masthead(outlet=outlet, wire=wire, stamp=stamp, is_filed=is_filed and outlet is None)


def _cut_date(line: str) -> tuple[str | None, Stamp | None]:
    """Return the line without its date, and the date; (None, None) if other words hang on the date."""
    span = day_span(line)
    if span is None:
        for part in _PARTS.split(line):
            if stamp := read_stamp(part):
                return line.replace(part, "|", 1), stamp
        return line, None
    mark = _MARK.search(line, span[1])
    end = mark.start() if mark else len(line)
    stamp = read_stamp(line[span[0] : end])
    before = line[: span[0]].rstrip().removesuffix(" on")
    return (f"{before} | {line[end:]}", stamp) if stamp else (None, None)


def _desk_of(text: str) -> str | None:
    """Return the outlet of "By the X desk"; "" if the words name none ("By our correspondent"), None if they are no such."""
    folded = text.casefold()
    before = next((words for words in _section("desks").words("before") if folded.startswith(f"{words} ")), None)
    if before is None or folded.split()[-1] not in _section("desks").words("last"):
        return None
    inside = text[len(before) :].rsplit(maxsplit=1)[0].strip() if len(text[len(before) :].split()) > 1 else ""
    if not inside or not inside[0].isupper():
        return ""
    return inside if is_outlet_name(inside, is_beside=True) else None


def _as_agency(name: str) -> str | None:
    """Return the name if its last words say that it is an agency."""
    words = name.casefold().split()
    endings = _section("agencies").words("endings")
    is_agency = any(
        words[-len(ending.split()) :] == ending.split() and len(words) > len(ending.split()) for ending in endings
    )
    is_other = any(word in _section("names").words("not_before") for word in words)
    return name if is_agency and not is_other and _is_name(name) else None


def _is_name(text: str) -> bool:
    """Return whether the text could be a name: few words, each with a capital but for small joining words."""
    names = _section("names")
    words = text.split()
    if not words or len(words) > names.number("max_words") or not any(letter.isalpha() for letter in text):
        return False
    return all(
        _WORD.fullmatch(word)
        and (word[0].isupper() or word[0].isdigit() or (number > 0 and word in names.words("small_words")))
        for number, word in enumerate(words)
    )


@cache
def _generic() -> frozenset[str]:
    """Return words that make no name of an outlet by themselves."""
    names = _section("names")
    return frozenset(word for key in ("generic", "last", "first", "last_beside") for word in names.words(key))


@cache
def _label() -> re.Pattern[str]:
    """Return the pattern of the words that announce an outlet."""
    return re.compile("|".join(_label_forms()), re.IGNORECASE)


def _label_forms() -> Iterator[str]:
    """Yield the labels, those with a colon first, the longest first."""
    for key, mark in (("colon", r"\s?:\s+"), ("plain", r"\s+(?=(?-i:[A-Z]))")):
        for label in sorted(_section("labels").words(key), key=len, reverse=True):
            yield re.escape(label) + mark


@cache
def _section(name: str) -> Table:
    """Return a section of the masthead table."""
    return read_table("mastheads.toml").section(name)
