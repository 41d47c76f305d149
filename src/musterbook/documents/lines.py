"""What one line of a news page is by its words alone: page furniture, a credit, a byline, a date, a headline.

The word lists are in data/blocks.toml; the rules only say where in a line a word counts and how long the line may be.
"""

from __future__ import annotations

import re
from functools import cache
from typing import Literal

from musterbook.documents.dates import read_label, read_stamp
from musterbook.documents.layout import ends_sentence
from musterbook.documents.tables import Table, read_table
from musterbook.documents.wires import agency_on_line
from musterbook.model import BlockKind

__all__ = ["byline_names", "caption_limit", "is_headline_like", "is_lone_headline", "is_standfirst_like", "line_kind"]

Role = Literal["byline", "wire", "photo"]
_BYLINE = re.compile(r"(?:By|BY)\s+(?=[A-Z@])")
_NAME = re.compile(r"[A-ZÀ-Þ][\w.'’-]*(?:\s+(?:[A-ZÀ-Þ][\w.'’-]*|al|bin|de|el|van|von|der)){1,4}")
_AND = re.compile(r"\s*(?:,|;|\||/| and | & | in | for )\s*")
_LONGEST = 600  # characters: no line of furniture is longer
_CODE = re.compile(r"[\W\d_]+|[\dA-Z][\dA-Z./_–-]*\d[\dA-Z./_–-]*")  # marks and figures only, or a reference number
_NUMBERED = re.compile(r"[\dA-Z][\dA-Z./_–-]{3,40}\d\s+(?=\D)")  # a reference number before more furniture
# A year or a span of years alone heads a section of a chronology.
_YEARS = re.compile(r"(?:1[5-9]|20)\d\d(?:\s?[-–—]\s?(?:(?:1[5-9]|20)\d\d|\d\d))?")
_ADDRESS = re.compile(r"(?:https?://|www\.)\S+|\S+@\S+\.\w+")
_STOP_WITHIN = re.compile(r"[^\W\d_]{2}[.!?][\"'”’)]*\s")
_MOST_BYLINE_WORDS = 14


@cache
def _starts(section: str, key: str = "starts") -> re.Pattern[str]:
    """Return the pattern of the beginnings listed in a section of the block table."""
    words = sorted(_table(section).words(key), key=len, reverse=True)
    return re.compile(rf"[^\w©(]{{0,4}}(?:{'|'.join(map(re.escape, words))})(?!\w)")


@cache
def _wholes(section: str) -> frozenset[str]:
    """Return the whole lines listed in a section of the block table."""
    return frozenset(_table(section).words("wholes"))


@cache
def _contains(section: str) -> tuple[str, ...]:
    """Return the phrases listed in a section of the block table."""
    return _table(section).words("contains")


@cache
def _table(section: str) -> Table:
    """Return a section of the block table."""
    return read_table("blocks.toml").section(section)


def caption_limit() -> int:
    """Return how many words a caption has at most."""
    return _table("captions").number("max_words")


def line_kind(text: str) -> tuple[BlockKind, Role | None] | None:
    """Return the kind of a line and what it credits; None if its words do not tell."""
    if len(text) > _LONGEST:
        return None
    folded = text.casefold().replace("’", "'")
    bare = folded.strip(" .,:;!?-–—_*#>|()[]\"'…")
    n_words = len(folded.split())
    return (
        _as_credit(text, folded=folded, bare=bare, n_words=n_words)
        or _as_caption(folded, n_words=n_words)
        or _as_furniture(text, folded=folded, bare=bare, n_words=n_words)
    )


def _as_credit(text: str, *, folded: str, bare: str, n_words: int) -> tuple[BlockKind, Role | None] | None:
    """Return whether the line says who wrote or sent the story."""
    if byline_names(text):
        return "credit", "byline"
    if bare in _wholes("credits") or (n_words <= 6 and agency_on_line(text)):
        return "credit", "wire"
    limit = _table("credits").number("max_contains_words")
    if n_words <= limit and (
        _starts("credits").match(folded) or any(words in folded for words in _contains("credits"))
    ):
        return "credit", "photo" if re.match(r"\W*(?:photo|video|image)", folded) else "wire"
    return None


def _as_caption(folded: str, *, n_words: int) -> tuple[BlockKind, Role | None] | None:
    """Return whether the line calls itself a caption or describes a file picture."""
    table = _table("captions")
    if n_words > table.number("max_words"):
        return None
    is_labelled = folded.startswith(tuple(f"{label}{mark}" for label in table.words("labels") for mark in ",:"))
    if is_labelled:
        return "caption", None
    if folded.startswith(("in this ", "this ", "an ", "a ")) and any(
        words in folded for words in table.words("contains")
    ):
        return "caption", None
    return None


def _as_furniture(text: str, *, folded: str, bare: str, n_words: int) -> tuple[BlockKind, Role | None] | None:
    """Return whether the line belongs to the page and not to the story."""
    table = _table("boilerplate")
    if not bare or bare in _wholes("boilerplate") or _is_code(text) or _ADDRESS.fullmatch(text):
        return "boilerplate", None
    if read_stamp(text) or read_label(text):
        return "boilerplate", None
    if n_words <= table.number("max_words") and _starts("boilerplate").match(folded):
        return "boilerplate", None
    is_short = n_words <= table.number("max_short_words") and not ends_sentence(text)
    if is_short and _starts("boilerplate", "short_starts").match(folded):
        return "boilerplate", None
    if n_words <= table.number("max_contains_words") and any(words in folded for words in _contains("boilerplate")):
        return "boilerplate", None
    numbered = _NUMBERED.match(text)
    rest = text[numbered.end() :] if numbered else ""
    return ("boilerplate", None) if rest and line_kind(rest) == ("boilerplate", None) else None


def _is_code(text: str) -> bool:
    return _CODE.fullmatch(text) is not None and _YEARS.fullmatch(text) is None


def byline_names(text: str) -> tuple[str, ...]:
    """Return the names of a byline ("By Jo Writer and Al Editor, Kabul"); empty if the line is none.

    What follows the first comma after a name is taken for a place or a role unless it is a name joined by "and".
    """
    found = _BYLINE.match(text)
    if found is None or len(text.split()) > _MOST_BYLINE_WORDS or (ends_sentence(text) and not text.endswith(":")):
        return ()
    rest = text[found.end() :]
    if any(
        word.islower() and word not in {"and", "in", "for", "at", "al", "bin", "de", "el", "van", "von", "der"}
        for word in rest.split()
    ):
        return ()
    names = [name for name in _AND.split(rest.split(",")[0]) if _NAME.fullmatch(name) or agency_on_line(name)]
    return tuple(names)


def is_headline_like(text: str) -> bool:
    """Return whether a first line can be a headline: short, and without a final full stop unless in title case."""
    table = _table("headlines")
    words = [word for word in text.split() if any(letter.isalpha() for letter in word)]
    if not table.number("min_words") <= len(words) <= table.number("max_words"):
        return False
    if len(text) > table.number("max_characters"):
        return False
    if text[-1] not in ".:;…,":
        return not (text.isupper() and text[-1] in "?!")  # a wire in capitals: a question asked, not a headline
    longer = [word for word in words if len(word) > 3]
    capital = sum(word.lstrip("\"'“‘(")[:1].isupper() for word in longer)
    is_titled = bool(longer) and capital >= table.share("title_case_share") * len(longer)
    return is_titled and text[-1] == "." and not text.isupper()


def is_lone_headline(text: str) -> bool:
    """Return whether the only line of a report is a headline: no sentence ends in it, before a credit or elsewhere."""
    return is_headline_like(text) and _STOP_WITHIN.search(text) is None


def is_standfirst_like(text: str) -> bool:
    """Return whether the line after a headline can be a standfirst."""
    return len(text.split()) <= _table("standfirsts").number("max_words") and not ends_sentence(text)
