"""Picture credits inside and at the end of blocks: "Credit: X", "(Photo by …)", "X/Getty Images", "File photo".

Each finder returns half-open offsets of the credit or None; a credit is told by the words of data/blocks.toml and by
what may not stand in a name: words in lower case, or the end of a sentence with more text after it.
"""

from __future__ import annotations

import re
from functools import cache

from musterbook.documents.tables import read_table
from musterbook.documents.wires import is_photo_house

__all__ = ["credit_at_end", "credit_in_brackets", "ends_credit"]

Span = tuple[int, int]

_TAIL = 200  # characters at the end of a block in which a credit is looked for
_BRACKETS = re.compile(r"[(\[]([^()\[\]]{2,150})[)\]]")
_SENTENCE_INSIDE = re.compile(r"[^\W\d_]{3,}[.!?…]\s+\S")
_SENTENCE_END = re.compile(r"(?<![\s.][A-Z])[.!?…][\"”’')\]]*\s+|[\"”’)\]]\s+|(?:^|\s)[—–|-]\s+")
_HOUSES = re.compile(r"\s*/\s*|\s+via\s+")
_LEADS = re.compile(r"(?:REUTERS|AP Photo|AFP PHOTO|AFP Photo|EPA)/")


@cache
def _label_pattern() -> re.Pattern[str]:
    """Return the pattern of "LABEL:" with a capital letter or in capitals."""
    labels = sorted(read_table("blocks.toml").section("credits").words("labels"), key=len, reverse=True)
    forms = dict.fromkeys(form for label in labels for form in (label, label.upper(), label.title()))
    return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, forms))})(?:\s?[:：]|\s(?:by|BY)(?=\s))\s*(?=\S)")


@cache
def _credit_words(key: str) -> frozenset[str]:
    """Return a list of words of the credits table."""
    return frozenset(read_table("blocks.toml").section("credits").words(key))


@cache
def _endings() -> re.Pattern[str]:
    """Return the pattern of credits without a name that end a block."""
    endings = "|".join(sorted(map(re.escape, _credit_words("endings")), key=len, reverse=True))
    return re.compile(rf"(?:^|(?<=[.!?…\"”’)\],;|–—-])\s*)(?:{endings})\.?$", re.IGNORECASE)


def credit_at_end(text: str) -> Span | None:
    """Return the credit that ends a block; None if it ends with none."""
    return _labelled(text) or _bracketed_end(text) or _unnamed(text) or _slashed(text)


def ends_credit(text: str) -> bool:
    """Return whether a line ends in a credit, so that the next line begins something else."""
    return credit_at_end(text) is not None


def credit_in_brackets(text: str, start: int = 0) -> Span | None:
    """Return the first credit in brackets at or after `start`; None if there is none."""
    for found in _BRACKETS.finditer(text, start):
        if _is_credit(found.group(1)):
            return found.start(), found.end()
    return None


def _labelled(text: str) -> Span | None:
    """Return "Credit: X" at the end."""
    for label in _label_pattern().finditer(text, max(0, len(text) - _TAIL)):
        if _is_name(text[label.end() :]) and _is_boundary(text, label.start()):
            return label.start(), len(text)
    return None


def _is_boundary(text: str, start: int) -> bool:
    """Return whether a label at `start` begins something new: the block, or after a mark or a plain space."""
    before = text[:start].rstrip()
    return not before or before[-1] in ".!?…\"”’')]|;,–—-/" or text[start - 1].isspace()


def _is_name(text: str) -> bool:
    """Return whether the text can be the name of who made a picture."""
    words = text.split()
    most = read_table("blocks.toml").section("credits").number("max_name_words")
    if not words or len(words) > most or _SENTENCE_INSIDE.search(text):
        return False
    small = _credit_words("small_words")
    return all(
        not word.lstrip("(“\"'@©")[:1].islower()
        or word.casefold() in small
        or "." in word[1:-1]
        or word.startswith("@")
        for word in words
    )


def _bracketed_end(text: str) -> Span | None:
    """Return a credit in brackets at the end."""
    end = len(text.rstrip(" ."))
    opening = max(text.rfind("(", max(0, end - _TAIL), end), text.rfind("[", max(0, end - _TAIL), end))
    found = _BRACKETS.match(text, opening) if opening >= 0 else None
    if found is None or found.end() != end or not _is_credit(found.group(1)):
        return None
    return opening, len(text)


def _is_credit(inside: str) -> bool:
    """Return whether the words in a pair of brackets are a credit."""
    folded = inside.strip(" .").casefold()
    if folded in _credit_words("endings") or folded in {"file", "photo"}:
        return True
    label = _label_pattern().match(inside)
    if label is not None:
        return _is_name(inside[label.end() :])
    if _LEADS.match(inside):
        return True
    houses = [house for house in _HOUSES.split(inside) if house.strip()]
    if len(houses) > 1 and any(is_photo_house(house) or house.casefold() == "file" for house in houses):
        return len(inside.split()) <= 2 * read_table("blocks.toml").section("credits").number("max_name_words")
    words = folded.replace(":", " ").split()
    return bool(words) and words[0] in _credit_words("bracket_words") and _is_name(inside[len(words[0]) :].strip(" :"))


def _unnamed(text: str) -> Span | None:
    """Return "File photo" at the end."""
    found = _endings().search(text, max(0, len(text) - _TAIL))
    return (found.start() + len(found.group()) - len(found.group().lstrip()), len(text)) if found else None


def _slashed(text: str) -> Span | None:
    """Return "X/Getty Images" or "REUTERS/X" as the last words, after the end of a sentence."""
    tail_start = max(0, len(text) - _TAIL)
    tail = text[tail_start:]
    if "/" not in tail and " via " not in tail and "Getty" not in tail:
        return None
    starts = [0] if tail_start == 0 else []
    starts.extend(found.end() for found in _SENTENCE_END.finditer(tail))
    for start in starts:
        fragment = tail[start:].strip(" .()[]")
        houses = [house for house in _HOUSES.split(fragment) if house.strip()]
        is_house = any(is_photo_house(house) for house in houses) and (len(houses) > 1 or fragment.startswith("Getty"))
        if (is_house or _LEADS.match(fragment)) and _is_name(fragment.replace("/", " ")):
            return tail_start + start, len(text)
    return None
