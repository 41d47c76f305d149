"""Pieces of text → blocks: headline, standfirst, paragraph, caption, credit, quote, boilerplate told apart.

The same rules hold for every format; what the format says itself (a heading, a figure's caption) comes first.
1. Pieces longer than allowed are cut at white space.
2. The headline: what the format or the report calls one, else the first short piece without a final full stop.
3. Lines above the story that name the outlet, or place and date; after it, those that name the outlet or the agency.
   Then lines that are furniture of the page, credits, bylines or dates.
4. A dateline at the start of a paragraph, picture credits in it or at its end, an agency's signature after it: cut off.
   What stands before a picture credit is a caption if it is short.
5. A standfirst: a piece right after the headline without a final full stop.
6. A piece that is one quotation from mark to mark is a quote; everything else is a paragraph.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from musterbook.documents.credits import credit_at_end, credit_in_brackets
from musterbook.documents.datelines import find_dateline, find_opening_day
from musterbook.documents.layout import ends_sentence
from musterbook.documents.lines import (
    caption_limit,
    is_headline_like,
    is_lone_headline,
    is_standfirst_like,
    line_kind,
)
from musterbook.documents.mastheads import Masthead, read_masthead
from musterbook.documents.offsets import MappedText
from musterbook.documents.pieces import Part, Piece
from musterbook.documents.tables import read_table
from musterbook.documents.wires import signature
from musterbook.model import BlockKind

__all__ = ["label_pieces", "word_count", "words_of"]

_WORD = re.compile(r"\w+(?:['’.,-]\w+)*")
_QUOTES = {"“": "”", "«": "»", '"': '"'}
_TOP = 8  # pieces: a PDF repeats its headline in several lines before place and date
_SHORT_SIGNED = 40  # words: a shorter piece that ends in an agency's name is a caption unless it is the last one


def words_of(text: str) -> tuple[str, ...]:
    """Return the words of a text in casefolded form; figures keep their inner marks ("1,200")."""
    return tuple(found.group().casefold() for found in _WORD.finditer(text))


def word_count(text: str) -> int:
    """Return the number of words."""
    return sum(1 for _ in _WORD.finditer(text))


def label_pieces(pieces: Iterable[Piece], *, title: str | None, max_block_characters: int) -> tuple[Part, ...]:
    """Return the blocks of a document in order; their texts are not blank and have no white space at their ends.

    Args:
        pieces: normalised pieces, white space collapsed.
        title: the headline as the report or the metadata gives it; None if neither does.
        max_block_characters: a longer piece is cut at white space.
    """
    whole = [part for piece in pieces for part in _cut_long(piece, max_block_characters)]
    mastheads = _find_mastheads(whole)
    headline = _find_headline(whole, title, mastheads)
    last = max(
        (index for index, piece in enumerate(whole) if index not in mastheads and line_kind(piece.text.text) is None),
        default=-1,
    )
    opening = _find_opening(whole)
    parts: list[Part] = []
    for index, piece in enumerate(whole):
        if index == headline:
            parts.append(Part(text=piece.text, kind="headline"))
        elif index in mastheads:
            parts.append(Part(text=piece.text, kind="credit", role="masthead"))
        elif piece.kind is not None and piece.kind != "quote":
            parts.extend(_label_hinted(piece, piece.kind))
        else:
            parts.extend(_label_plain(piece, is_last=index == last, is_opening=index == opening))
        if headline is not None and index == headline + 1 and len(parts) > 1:
            parts = _with_standfirst(parts)
    return tuple(parts)


def _cut_long(piece: Piece, limit: int) -> Iterator[Piece]:
    """Yield the piece, cut at white space where it is longer than the limit; a longer word is cut where it must be."""
    text = piece.text.text
    start = 0
    while len(text) - start > limit:
        end = text.rfind(" ", start + 1, start + limit + 1)
        end = end if end > start else start + limit
        yield Piece(text=piece.text.cut(start, end).strip(), kind=piece.kind)
        start = end
    rest = piece.text.cut(start, len(text)).strip() if start else piece.text
    if rest.text:
        yield Piece(text=rest, kind=piece.kind)


def _find_opening(pieces: Sequence[Piece]) -> int | None:
    """Return the index of the first paragraph of the story if it alone begins with a day before a dash; None otherwise.

    Several such paragraphs are a chronology.
    """
    found = [index for index, piece in enumerate(pieces) if find_opening_day(piece.text.text) is not None]
    first = next((index for index, piece in enumerate(pieces) if ends_sentence(piece.text.text)), None)
    return first if found == [first] else None


def _find_mastheads(pieces: Sequence[Piece]) -> frozenset[int]:
    """Return the indexes of the lines that name the outlet, the agency, or place and date, above or after the story.

    A text with several lines of place and date is a chronology: they are no datelines.
    """
    read = {index: line for index, piece in enumerate(pieces) if (line := _masthead_of(piece)) is not None}
    is_list = sum(line.is_filed for line in read.values()) > 1
    # "How strong are they?" above the outlet's line is the headline, and no story yet.
    asked = 1 in read and is_headline_like(pieces[0].text.text)
    lines = range(1 if asked else 0, len(pieces))
    story = [index for index in lines if index not in read and ends_sentence(pieces[index].text.text)]
    first = min(story[0] if story else 0, _TOP)
    after = story[-1] if story else len(pieces)
    found: set[int] = set()
    for index, line in read.items():
        is_above = index < first and not (is_list and line.is_filed)
        if is_above and index == 0 and line.is_alone:  # or it is the headline
            is_above = any(is_headline_like(piece.text.text) for piece in pieces[1:first] if not _masthead_of(piece))
        is_after = index > after and not line.is_filed and not line.is_doubtful and not (line.is_alone and line.outlet)
        if is_above or is_after:
            found.add(index)
    return frozenset(found)


def _masthead_of(piece: Piece) -> Masthead | None:
    """Return what a line says of the outlet or of place and date; None if the format calls it something else."""
    return read_masthead(piece.text.text) if piece.kind in {None, "credit"} else None


def _find_headline(pieces: Sequence[Piece], title: str | None, mastheads: frozenset[int]) -> int | None:
    """Return the index of the headline; None if there is none."""
    first = read_table("blocks.toml").section("headlines").number("among_first")
    if title:
        wanted = words_of(title)
        for index, piece in enumerate(pieces[: 2 * first]):
            if wanted and words_of(piece.text.text) == wanted:
                return index
    for index, piece in enumerate(pieces[: 2 * first]):
        if piece.kind == "headline":
            return index
    for index, piece in enumerate(pieces[:first]):
        text = piece.text.text
        if piece.kind is not None or index in mastheads or line_kind(text) is not None:
            continue
        if credit_at_end(text) is None and find_dateline(text) is None and is_headline_like(text):
            rest = pieces[index + 1 :]
            is_headline = any(ends_sentence(later.text.text) for later in rest) if rest else is_lone_headline(text)
            return index if is_headline else None
        if ends_sentence(text) or word_count(text) > 3:
            return None
    return None


def _with_standfirst(parts: list[Part]) -> list[Part]:
    """Return the parts with the one after the headline as standfirst if it looks like one."""
    last = parts[-1]
    if last.kind == "paragraph" and parts[-2].kind == "headline" and is_standfirst_like(last.text.text):
        parts[-1] = Part(text=last.text, kind="standfirst")
    return parts


def _label_hinted(piece: Piece, kind: BlockKind) -> Iterator[Part]:
    """Yield the blocks of a piece whose kind the format states."""
    if kind == "caption":
        yield from _label_caption(piece.text)
        return
    told = line_kind(piece.text.text)
    if told is not None and kind in {"paragraph", "standfirst", "headline"}:
        yield Part(text=piece.text, kind=told[0], role=told[1])
        return
    yield Part(text=piece.text, kind=kind, role="photo" if kind == "credit" else None)


def _label_caption(text: MappedText) -> Iterator[Part]:
    """Yield a caption and, where it ends in one, its credit."""
    credit = credit_at_end(text.text)
    if credit is None:
        yield Part(text=text, kind="caption")
        return
    before = text.cut(0, credit[0]).strip()
    if before.text:
        yield Part(text=before, kind="caption")
    yield Part(text=text.cut(*credit).strip(), kind="credit", role="photo")


def _label_plain(piece: Piece, *, is_last: bool, is_opening: bool) -> Iterator[Part]:
    """Yield the blocks of a piece of which only the words are known (or that it is quoted)."""
    text = piece.text
    told = line_kind(text.text)
    if told is not None:
        yield Part(text=text, kind=told[0], role=told[1])
        return
    dateline = find_dateline(text.text) or (find_opening_day(text.text) if is_opening else None)
    if dateline is not None:
        yield Part(text=text.cut(0, dateline.end).strip(), kind="credit", role="dateline")
        text = text.cut(dateline.story, len(text.text)).strip()
    while text.text:
        credit = credit_in_brackets(text.text)
        if credit is None or credit[1] >= len(text.text.rstrip(" .")):
            break
        yield from _before_credit(text.cut(0, credit[0]).strip(), piece.kind)
        yield Part(text=text.cut(*credit), kind="credit", role="photo")
        text = text.cut(credit[1], len(text.text)).strip()
    yield from _label_end(text, piece.kind, is_last=is_last)


def _label_end(text: MappedText, kind: BlockKind | None, *, is_last: bool) -> Iterator[Part]:
    """Yield the blocks of a paragraph, looking at how it ends."""
    if not text.text:
        return
    credit = credit_at_end(text.text)
    if credit is not None:
        yield from _before_credit(text.cut(0, credit[0]).strip(), kind)
        yield Part(text=text.cut(*credit).strip(), kind="credit", role="photo")
        return
    signed = signature(text.text)
    if signed is not None:
        before = text.cut(0, signed[0]).strip()
        is_caption = not is_last and word_count(before.text) <= _SHORT_SIGNED
        yield Part(text=before, kind="caption" if is_caption else _running_kind(before.text, kind))
        yield Part(
            text=text.cut(signed[0], len(text.text)).strip(), kind="credit", role="photo" if is_caption else "wire"
        )
        return
    yield Part(text=text, kind=_running_kind(text.text, kind))


def _before_credit(text: MappedText, kind: BlockKind | None) -> Iterator[Part]:
    """Yield what stands before a picture credit: a caption if it is short."""
    if text.text:
        is_caption = word_count(text.text) <= caption_limit()
        yield Part(text=text, kind="caption" if is_caption else _running_kind(text.text, kind))


def _running_kind(text: str, kind: BlockKind | None) -> BlockKind:
    """Return whether running text is a quote or a paragraph."""
    if kind is not None:
        return kind
    closing = _QUOTES.get(text[0])
    is_quote = closing is not None and text.endswith(closing) and closing not in text[1:-1] and len(text) > 2
    return "quote" if is_quote else "paragraph"
