"""Markdown → pieces: marks are taken out, words stay mapped to the report; front matter gives title, author and date."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import pairwise

from musterbook.documents.dates import read_stamp
from musterbook.documents.normalise import collapse
from musterbook.documents.offsets import Edit, MappedText
from musterbook.documents.pieces import Extracted, Piece
from musterbook.model import BlockKind, Published

__all__ = ["read_markdown"]

_LINE = re.compile(r"[^\n]*\n?")
_HEADING = re.compile(r" {0,3}#{1,6}[ ]+")
_QUOTE = re.compile(r" {0,3}>[> ]{0,10}")
_ITEM = re.compile(r" {0,8}(?:[-*+]|\d{1,3}[.)])[ ]+")
_RULE = re.compile(r" {0,3}(?:-[ -]*|\*[ *]*|_[ _]*|=+)$")
_FENCE = re.compile(r" {0,3}(?:```|~~~)")
_LINK = re.compile(r"!?\[([^\[\]\n]{0,500})\]\([^()\n]{0,2000}(?:\([^()\n]{0,200}\)[^()\n]{0,200})?\)")
_IMAGE = re.compile(r"\s*!\[[^\[\]\n]{0,500}\]\([^\n]{0,2000}\)\s*$")
_TAG = re.compile(r"</?[A-Za-z][^<>\n]{0,300}>")
_ESCAPE = re.compile(r"\\(?=[\\`*_{}\[\]()#+.!>~|-])")
_EMPHASIS = re.compile(r"\*\*|__|~~|`+|(?<![\w\\])[*_](?=\S)|(?<=[^\s\\])[*_](?!\w)|(?<=\w)\*(?=\W|$)")
_FRONT = re.compile(r"---[ ]*\n")
_LONGEST_FRONT = 5_000  # characters
_KEY = re.compile(r"(title|date|published|author|authors)[ ]*:[ ]*(.*)", re.IGNORECASE)


@dataclass(slots=True)
class _Block:
    """Lines of one block: half-open offsets of their text without marks. Grows while the lines are read."""

    kind: BlockKind | None = None
    spans: list[tuple[int, int]] = field(default_factory=list)


def read_markdown(mapped: MappedText) -> Extracted:
    """Return the pieces of a normalised Markdown text."""
    start, facts = _front_matter(mapped.text)
    body = mapped.cut(start, len(mapped.text)) if start else mapped
    body = body.edit(_comment_edits(body.text))
    body = body.edit((found.start(), found.end(), "") for found in _TAG.finditer(body.text))
    pieces = tuple(piece for block in _blocks(body.text) if (piece := _piece(body, block)).text.text)
    stamp = read_stamp(facts.get("date") or facts.get("published") or "")
    authors = facts.get("author") or facts.get("authors") or ""
    return Extracted(
        pieces=pieces,
        basis="decoded",
        title=facts.get("title") or None,
        authors=tuple(name.strip(" []\"'") for name in authors.split(",") if name.strip(" []\"'")),
        published=Published(day=stamp.day, instant_utc=stamp.instant_utc, origin="metadata") if stamp else None,
    )


def _front_matter(text: str) -> tuple[int, dict[str, str]]:
    """Return where the text begins after its front matter, and the facts stated there."""
    if not _FRONT.match(text):
        return 0, {}
    end = text.find("\n---", 3, _LONGEST_FRONT)
    if end < 0:
        return 0, {}
    facts: dict[str, str] = {}
    for line in text[4:end].split("\n"):
        found = _KEY.fullmatch(line.strip())
        if found and found[2].strip():
            facts.setdefault(found[1].casefold(), found[2].strip(" \"'"))
    line_end = text.find("\n", end + 1)
    return (line_end + 1 if line_end >= 0 else len(text)), facts


def _comment_edits(text: str) -> Iterator[Edit]:
    """Yield the edits that take out comments; one that is never closed stays."""
    start = text.find("<!--")
    while start >= 0:
        end = text.find("-->", start + 4)
        if end < 0:
            return
        yield start, end + 3, ""
        start = text.find("<!--", end + 3)


def _blocks(text: str) -> Iterator[_Block]:
    """Yield the blocks of a Markdown text."""
    block = _Block()
    is_code = False
    for found in _LINE.finditer(text):
        line = found.group().rstrip("\n")
        if _FENCE.match(line):
            is_code = not is_code
            yield block
            block = _Block()
            continue
        kind, length, is_new = (None, 0, False) if is_code else _read_prefix(line)
        if not is_code and _RULE.fullmatch(line.rstrip()) and line.strip():
            if block.spans and line.strip()[0] in "=-" and len(block.spans) == 1 and block.kind is None:
                block.kind = "headline"
            yield block
            block = _Block()
            continue
        if not line[length:].strip() or is_new or kind != block.kind:
            yield block
            block = _Block(kind=kind)
        if line[length:].strip():
            block.spans.append((found.start() + length, found.start() + len(line)))
        if kind in {"headline", "caption"}:
            yield block
            block = _Block()
    yield block


def _read_prefix(line: str) -> tuple[BlockKind | None, int, bool]:
    """Return the kind that the marks before a line tell, their length, and whether they begin a new block."""
    if found := _HEADING.match(line):
        return "headline", found.end(), True
    if found := _QUOTE.match(line):
        return "quote", found.end(), False
    if found := _ITEM.match(line):
        return None, found.end(), True
    if _IMAGE.match(line):
        return "caption", 0, True
    return None, 0, False


def _piece(body: MappedText, block: _Block) -> Piece:
    """Return a block as one piece of text without marks."""
    if not block.spans:
        return Piece(text=MappedText(text="", segments=()))
    start, end = block.spans[0][0], block.spans[-1][1]
    joins: list[Edit] = [(before[1] - start, after[0] - start, " ") for before, after in pairwise(block.spans)]
    text = body.cut(start, end).edit(joins)
    text = text.edit(_link_edits(text.text))
    text = text.edit((found.start(), found.end(), "") for found in _EMPHASIS.finditer(text.text))
    text = text.edit((found.start(), found.end(), "") for found in _ESCAPE.finditer(text.text))
    if block.kind == "headline":
        text = text.cut(0, len(text.text.rstrip("# ")))
    return Piece(text=collapse(text), kind=block.kind)


def _link_edits(text: str) -> Iterator[Edit]:
    """Yield the edits that leave the words of links and the descriptions of images."""
    for found in _LINK.finditer(text):
        yield found.start(), found.start(1), ""
        yield found.end(1), found.end(), ""
