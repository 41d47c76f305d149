"""Quotations: where direct speech stands in a document.

1. A quotation mark opens after white space, a bracket, a dash or at the start of a block, if a character follows it.
2. It closes at the next mark of its kind that stands after a character and not before a letter.
3. Left open to the end of its block it goes on in the next block if that opens with a mark too; else it ends with the block.
4. Single marks open speech only in blocks without double ones: elsewhere they are quotations inside quotations, or apostrophes.
"""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass

from musterbook.model import Document

__all__ = ["Quote", "find_quotes"]

_DOUBLE = frozenset('"“”„‟«»＂')
_SINGLE = frozenset("'‘’‚‛")
_ALWAYS_OPEN = frozenset("„‟«‚‛")
_USUALLY_OPEN = frozenset("“‘")
_ALWAYS_CLOSE = frozenset("”»")
_BEFORE_OPENING = frozenset(" \t\n\r\u00a0\u2009([{—–-:")
# Fewer words than this are a term in quotation marks, unless they end as a sentence ends.
_FEWEST_WORDS = 4
# Two single marks typed for a double one; the same length in its place keeps every offset.
_TYPED = ("''", "``")
_JOINER = "\u2060"
_SHORT_SPEECH_ENDS = frozenset(",.?!…")


@dataclass(frozen=True, slots=True, kw_only=True)
class Quote:
    """One quotation inside one block, its marks included.

    Attributes:
        goes_on: it was left open and the next quotation continues it.
        is_speech: long enough, or ended by punctuation: not just a term in quotation marks.
    """

    start: int
    end: int
    block: int
    goes_on: bool
    is_speech: bool


def find_quotes(document: Document) -> tuple[Quote, ...]:
    """Return the quotations of all blocks in order; they do not overlap."""
    quotes: list[Quote] = []
    blocks = document.blocks
    for index, block in enumerate(blocks):
        text = document.text[block.start : block.end]
        spans, is_open = _scan(text)
        following = (
            document.text[blocks[index + 1].start : blocks[index + 1].start + 1] if index + 1 < len(blocks) else ""
        )
        for number, (start, end) in enumerate(spans):
            goes_on = is_open and number == len(spans) - 1 and following in (_DOUBLE | _SINGLE) and following != ""
            quotes.append(
                Quote(
                    start=block.start + start,
                    end=block.start + end,
                    block=index,
                    goes_on=goes_on,
                    is_speech=_is_speech(text[start:end]),
                )
            )
    return tuple(quotes)


def _scan(text: str) -> tuple[list[tuple[int, int]], bool]:
    """Return the spans of the quotations in one block, and whether the last one was left open."""
    for typed in _TYPED:
        text = text.replace(typed, f'"{_JOINER}')
    marks = _DOUBLE if any(mark in _DOUBLE for mark in text) else _SINGLE
    low = text.find("„")
    opened = [index for index, mark in enumerate(text) if mark in marks and _opens(text, index)]
    closed = [index for index, mark in enumerate(text) if mark in marks and _closes(text, index, low)]
    spans: list[tuple[int, int]] = []
    position = 0
    for start in opened:
        if start < position:
            continue
        end = _first_after(closed, start)
        if end is None:
            if marks is _SINGLE:
                continue
            # A mark that never closes: speech to the end of the block, but not over another opening mark.
            successor = _first_after(opened, start)
            if successor is not None:
                continue
            spans.append((start, len(text.rstrip())))
            return spans, True
        position = end + 1 + (text[end + 1 : end + 2] == _JOINER)
        spans.append((start, position))
    return spans, False


def _first_after(positions: list[int], start: int) -> int | None:
    index = bisect_left(positions, start + 1)
    return positions[index] if index < len(positions) else None


def _opens(text: str, index: int) -> bool:
    mark = text[index]
    if mark in _ALWAYS_CLOSE or index + 1 >= len(text) or text[index + 1].isspace():
        return False
    if mark in _ALWAYS_OPEN and mark in _DOUBLE:
        return True
    before = text[index - 1] if index else " "
    return before in _BEFORE_OPENING or before in _DOUBLE


def _closes(text: str, index: int, low: int) -> bool:
    mark = text[index]
    # “ closes only what „ has opened, as in German and Czech.
    is_low_style = mark == "“" and 0 <= low < index
    if mark in _ALWAYS_OPEN or (mark in _USUALLY_OPEN and not is_low_style):
        return False
    if index == 0 or text[index - 1].isspace():
        return False
    after = text[index + 1] if index + 1 < len(text) else " "
    if mark in _SINGLE:
        # An apostrophe stands before a letter (it's); a possessive plural has no punctuation in front of it.
        return not after.isalnum() and text[index - 1] != "s"
    return not after.isalpha() or mark in _ALWAYS_CLOSE


def _is_speech(quote: str) -> bool:
    inside = quote.strip("\"“”„‟«»＂'‘’‚‛ ")
    words = inside.split()
    if len(words) >= _FEWEST_WORDS:
        return True
    return bool(words) and inside[-1] in _SHORT_SPEECH_ENDS and len(words) > 1
