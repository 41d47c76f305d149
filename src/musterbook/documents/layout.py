"""Lines of plain text → paragraphs: hard-wrapped lines are joined, lines that are paragraphs stay apart.

A line break is soft (joined with a space) if
1. the line before does not end a credit and the line after begins no list item, and
2. the line before breaks inside a sentence (no final mark, next line in lower case), or
3. the line before ends in a word that cannot end a paragraph ("a", "of"), or
4. the text is wrapped at a width and the next word would not have fitted on the line before.
Blank lines always end a paragraph, and so do three or more spaces after the end of a sentence (flattened feeds).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise

from musterbook.documents.normalise import collapse
from musterbook.documents.offsets import Edit, MappedText
from musterbook.documents.tables import read_table

__all__ = ["ends_sentence", "paragraphs_of", "wrap_width"]

_LINE = re.compile(r"[^\n]+")
_WIDE_GAP = re.compile(r"(?<=[.!?\"”’)])[ ]{3,}(?=\S)")
_ITEM = re.compile(r"(?:[-*•–—▪·]|\d{1,2}[.)])[ ]")
_HYPHEN = re.compile(r"[^\W\d_]-$")
_LETTERS = re.compile(r"[^\W\d_]+")
_LETTERS_AT_END = re.compile(r"(?<![^\W\d_])[^\W\d_]+-$")
_COMPOUND = re.compile(r"[^\W\d_]+-[^\W\d_]+")
_FINAL = re.compile(r"[.!?…:;][\"'”’»)\]]*$")
_MIN_WIDTH, _MAX_WIDTH = 40, 130  # columns: mail and agency wires wrap at 64–80, nothing wraps beyond 130
_NEAR = 15  # a wrapped line is shorter than the width by at most one long word
_PDF_SLACK = 0.2  # share of the width: letters of printed text differ in width


@dataclass(frozen=True, slots=True)
class _Line:
    """One line without the white space at its ends: half-open offsets into the text."""

    start: int
    end: int


def ends_sentence(text: str) -> bool:
    """Return whether the text ends with a final mark, quotation marks and brackets aside."""
    return _FINAL.search(text[-6:]) is not None


def paragraphs_of(
    mapped: MappedText, *, ends_block: Callable[[str], bool], is_printed: bool = False
) -> tuple[MappedText, ...]:
    """Return the paragraphs of normalised plain text, each with its white space collapsed.

    Args:
        mapped: normalised text with its line ends.
        ends_block: says whether a line ends a block whatever follows (a credit).
        is_printed: the lines come from a printed page: widths are not exact, and words are divided at line ends.
    """
    chunks = tuple(_chunks(mapped.text))
    width = wrap_width([[mapped.text[line.start : line.end] for line in chunk] for chunk in chunks])
    compounds = frozenset(_COMPOUND.findall(mapped.text)) if is_printed else None
    found: list[MappedText] = []
    for chunk in chunks:
        for start, end, edits in _group(mapped.text, chunk, width=width, ends_block=ends_block, compounds=compounds):
            part = mapped.cut(start, end).edit((low - start, high - start, new) for low, high, new in edits)
            found.extend(_split_gaps(part))
    return tuple(part for part in found if part.text)


def wrap_width(chunks: Sequence[Sequence[str]]) -> int | None:
    """Return the column at which the text is wrapped, or None if its line breaks are ends of paragraphs.

    Lines that are followed by another one in the same chunk are looked at. In wrapped text most of them end inside a
    sentence and lie close under one width; in text with a paragraph per line most end with a full stop.
    """
    inner = [line for chunk in chunks for line in chunk[:-1] if len(line) >= _MIN_WIDTH]
    if not inner or sum(ends_sentence(line) for line in inner) * 2 > len(inner):
        return None
    lengths = sorted(len(line) for chunk in chunks for line in chunk)
    longest = lengths[-1 - len(lengths) // 20]  # one line in twenty may be an address or a table
    if not _MIN_WIDTH <= longest <= _MAX_WIDTH:
        return None
    near = sum(longest - _NEAR <= len(line) <= longest for line in inner)
    return longest if near * 3 >= len(inner) else None


def _chunks(text: str) -> Iterator[list[_Line]]:
    """Yield runs of lines without a blank one between them."""
    chunk: list[_Line] = []
    previous_end = 0
    for found in _LINE.finditer(text):
        line = found.group()
        left = len(line) - len(line.lstrip())
        stripped = line.strip()
        if chunk and (not stripped or text.count("\n", previous_end, found.start()) > 1):
            yield chunk
            chunk = []
        previous_end = found.end()
        if stripped:
            chunk.append(_Line(found.start() + left, found.start() + left + len(stripped)))
    if chunk:
        yield chunk


def _group(
    text: str,
    chunk: Sequence[_Line],
    *,
    width: int | None,
    ends_block: Callable[[str], bool],
    compounds: frozenset[str] | None,
) -> Iterator[tuple[int, int, list[Edit]]]:
    """Yield (start, end, edits) for each paragraph of a chunk; the edits join its lines.

    `compounds` are the words with a hyphen of their own in a printed text; None if the text is not printed.
    """
    is_printed = compounds is not None
    start = chunk[0].start
    edits: list[Edit] = []
    for before, after in pairwise(chunk):
        line, following = text[before.start : before.end], text[after.start : after.end]
        if not _is_soft(line, following, width=width, is_printed=is_printed) or ends_block(line):
            yield start, before.end, edits
            start, edits = after.start, []
        elif compounds is not None and _HYPHEN.search(line[-2:]) and following[:1].islower():
            keeps = _divided(line, following) in compounds
            edits.append((before.end if keeps else before.end - 1, after.start, ""))
        else:
            edits.append((before.end, after.start, " "))
    yield start, chunk[-1].end, edits


def _is_soft(line: str, following: str, *, width: int | None, is_printed: bool) -> bool:
    """Return whether the break between two lines only wraps a paragraph."""
    if _ITEM.match(following):
        return False
    if following[:1].islower() and not ends_sentence(line):
        return True
    if len(line) >= _MIN_WIDTH and line.rsplit(" ", 1)[-1] in _open_ends():
        return True
    if width is None:
        return False
    room = width * _PDF_SLACK if is_printed else 0
    word = following.split(" ", 1)[0]
    if is_printed and ends_sentence(line):
        return len(line) + len(word) > width - room / 2
    return len(line) + 1 + len(word) > width - room


@cache
def _open_ends() -> frozenset[str]:
    """Return the words that cannot end a paragraph."""
    return frozenset(read_table("blocks.toml").section("layout").words("open_ends"))


def _divided(line: str, following: str) -> str:
    """Return the word divided at a line end, with the hyphen: "co-operation"."""
    left, right = _LETTERS_AT_END.search(line), _LETTERS.match(following)
    return (left.group() if left else "") + (right.group() if right else "")


def _split_gaps(part: MappedText) -> Iterator[MappedText]:
    """Yield the part, cut at wide gaps after the end of a sentence."""
    start = 0
    for gap in _WIDE_GAP.finditer(part.text):
        yield collapse(part.cut(start, gap.start()))
        start = gap.end()
    yield collapse(part.cut(start, len(part.text)) if start else part)
