"""HTML pages → pieces, by trafilatura, which tells the story from navigation and related links.

Trafilatura drops the captions of pictures. They are therefore turned into marked paragraphs before it reads the page,
and recognised by the mark afterwards.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import trafilatura

from musterbook.documents.layout import ends_sentence
from musterbook.documents.metadata import page_published
from musterbook.documents.normalise import collapse, normalise
from musterbook.documents.pieces import Extracted, Fault, Piece
from musterbook.model import BlockKind

__all__ = ["read_page"]

_MARKS: dict[str, BlockKind] = {"\ue000c\ue001": "caption", "\ue000r\ue001": "credit", "\ue000s\ue001": "standfirst"}
_MARK_LENGTH = 3
_CAPTION_CLASS = re.compile(r"(?:^|[\s_-])(?:fig)?caption(?:$|[\s_-])", re.IGNORECASE)
_CREDIT_CLASS = re.compile(r"credit|copyright|photographer|attribution", re.IGNORECASE)
_STANDFIRST_CLASS = re.compile(
    r"standfirst|stand-first|sub-?head(?:line)?|sub-?title|(?:^|[\s_-])dek(?:$|[\s_-])", re.IGNORECASE
)
_LONGEST_CAPTION = 1_500  # characters: a longer element with such a class is a frame around something else
_DATES = {"extensive_search": False, "original_date": True}  # the dates it finds are not used: see metadata


def read_page(text: str, *, url: str | None) -> Extracted | Fault:
    """Return the story of a page in pieces.

    Args:
        text: the decoded page.
        url: its address, if known.

    Returns:
        The pieces, their sources counted in the text of the pieces joined by blank lines; a Fault "no-text" if the page
        holds no story. Whatever lxml and trafilatura raise is left to the caller.
    """
    tree = trafilatura.load_html(text)
    if tree is None:  # a part of a page without a frame of its own is refused
        tree = trafilatura.load_html(f"<html><body>{text}</body></html>")
    if tree is None:
        return Fault(code="no-text", reason="The page is empty or is not HTML.")
    published = page_published(tree)
    facts = trafilatura.extract_metadata(tree, default_url=url, date_config=dict(_DATES))
    _mark_captions(tree)
    body = _story(tree)
    pieces = tuple(_pieces(body)) if body is not None else ()
    if not pieces:
        return Fault(code="no-text", reason="No story was found on the page.")
    authors = tuple(name.strip() for name in (facts.author or "").split(";") if name.strip())
    return Extracted(
        pieces=pieces,
        basis="extracted",
        title=facts.title or None,
        authors=authors,
        outlet=facts.sitename or None,
        published=published,
    )


def _story(tree: Any) -> Any:
    """Return the body of the story as trafilatura's XML; None if there is none."""
    found = trafilatura.bare_extraction(tree, include_comments=False, include_tables=True, with_metadata=False)
    found_body = getattr(found, "body", None)
    if found_body is not None and len(found_body):
        return found_body
    body, _text, length = trafilatura.baseline(tree)
    return body if length else None


def _mark_captions(tree: Any) -> None:
    """Turn captions, picture makers and standfirsts into paragraphs that begin with a mark."""
    for figure in list(tree.iter("figure")):
        caption = figure.find(".//figcaption")
        if caption is not None and not any(True for _ in figure.iterancestors("aside", "nav", "footer")):
            _replace(figure, _caption_paragraphs(caption))
    for element in list(tree.iter("p", "div", "span", "h2", "h3")):
        names = element.get("class") or ""
        if not names or element.getparent() is None:
            continue
        if (
            _CAPTION_CLASS.search(names)
            and element.tag in {"p", "div", "span"}
            and len(_text_of(element)) < _LONGEST_CAPTION
        ):
            if next(element.iter("img", "p"), None) in {None, element}:
                _replace(_frame_of(element), _caption_paragraphs(element))
        elif (
            _STANDFIRST_CLASS.search(names) and element.tag != "span" and 0 < len(_text_of(element)) < _LONGEST_CAPTION
        ):
            _replace(element, [("s", _text_of(element))])


def _frame_of(caption: Any) -> Any:
    """Return the outermost frame that holds a picture and this caption and no other text: trafilatura drops it whole."""
    frame = caption
    words = _text_of(caption)
    parent = frame.getparent()
    while parent is not None and parent.getparent() is not None and _CAPTION_CLASS.search(parent.get("class") or ""):
        if _text_of(parent) != words:
            break
        frame, parent = parent, parent.getparent()
    return frame


def _caption_paragraphs(caption: Any) -> list[tuple[str, str]]:
    """Return the caption and its credit, each with the letter of its mark."""
    makers: list[str] = []
    for element in list(caption.iter()):
        if (
            element is not caption
            and _CREDIT_CLASS.search(element.get("class") or "")
            and element.getparent() is not None
        ):
            makers.append(_text_of(element))
            element.text, element[:] = " ", []
    return [(letter, words) for letter, words in (("c", _text_of(caption)), ("r", " ".join(makers))) if words]


def _replace(element: Any, paragraphs: list[tuple[str, str]]) -> None:
    """Put marked paragraphs in the place of an element, keeping the text that follows it."""
    parent = element.getparent()
    if parent is None:
        return
    index = parent.index(element)
    tail = element.tail
    new = []
    for letter, words in paragraphs:
        paragraph = parent.makeelement("p", {})
        paragraph.text = f"\ue000{letter}\ue001{words}"
        new.append(paragraph)
    if new:
        new[-1].tail = tail
        parent[index : index + 1] = new
    else:
        element.drop_tree()


def _text_of(element: Any) -> str:
    """Return the text of an element with single spaces."""
    return " ".join("".join(element.itertext()).split())


def _pieces(body: Any) -> Iterator[Piece]:
    """Yield the pieces of a story; their sources count characters of the pieces joined by blank lines."""
    position = 0
    for text, kind in _texts(body):
        for part, told in _by_mark(text, kind):
            mapped = collapse(normalise(part, source_start=position))
            position += len(part) + 2
            if mapped.text:
                yield Piece(text=mapped, kind=told)


def _by_mark(text: str, kind: BlockKind | None) -> Iterator[tuple[str, BlockKind | None]]:
    """Yield the text without its mark and with the kind the mark tells."""
    bare = text.strip()
    told = _MARKS.get(bare[:_MARK_LENGTH])
    if told is not None:
        yield bare[_MARK_LENGTH:], told
    else:
        yield text, kind


def _texts(body: Any) -> Iterator[tuple[str, BlockKind | None]]:
    """Yield each paragraph, heading, quotation, list item and table row of trafilatura's XML with its kind."""
    for element in body:
        if isinstance(element.tag, str):
            yield from _texts_of(element)
        if (element.tail or "").strip():
            yield element.tail, None


def _texts_of(element: Any) -> Iterator[tuple[str, BlockKind | None]]:
    """Yield the texts of one element."""
    if element.tag == "table":
        for row in element.iter("row"):
            cells = (_text_of(cell) for cell in row.iter("cell"))
            yield " | ".join(cell for cell in cells if cell), None
    elif element.tag in {"quote", "list"}:
        kind: BlockKind | None = "quote" if element.tag == "quote" else None
        for part in list(element.iter("p", "item")) or [element]:
            yield from ((line, kind) for line in _lines(part))
    elif element.tag == "head":
        yield from ((line, "headline") for line in _lines(element))
    elif element.tag != "graphic":
        yield from ((line, None) for line in _lines(element))


def _lines(element: Any) -> Iterator[str]:
    """Yield the text of an element, parted at line breaks that end a sentence and at double ones."""
    for end in element.iter("lb"):
        end.text = "\n"
    line = ""
    for part in "".join(element.itertext()).split("\n"):
        if line.strip() and (not part.strip() or ends_sentence(line.strip())):
            yield line
            line = ""
        line = f"{line} {part}" if line else part
    if line.strip():
        yield line
