"""PDF files → text by pypdf: pages joined, running heads and page numbers left out."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from io import BytesIO

import pypdf
from pypdf.errors import PyPdfError

from musterbook.config import DocumentSettings
from musterbook.documents.pieces import Fault

__all__ = ["PrintedText", "drop_furniture", "read_pdf"]

_FIGURES = re.compile(r"\d+")
_PAGE_NUMBER = re.compile(
    r"(?:page |p\. ?)?[-–— ]{0,3}(?:\d{1,4}|[ivxlc]{1,7})[-–— ]{0,3}(?: ?(?:of|/) ?\d{1,4})?", re.IGNORECASE
)
_CATALOGUE = re.compile(rb"(\d{1,10}) 0 obj[^>]{0,300}/Type\s?/Catalog")
_MOST_LISTED = 20
_EDGE_LINES = 2  # lines at the top and at the bottom of a page where heads and page numbers stand
_FEWEST_REPEATS = 3  # pages that must share a line, figures aside, before it is taken for a running head


@dataclass(frozen=True, slots=True, kw_only=True)
class PrintedText:
    """The text of a PDF as its reader returned it, with what the file states about itself."""

    text: str
    title: str | None = None
    author: str | None = None
    faults: tuple[Fault, ...] = ()


def read_pdf(raw: bytes, *, settings: DocumentSettings) -> PrintedText | Fault:
    """Return the text of a PDF, or why there is none.

    An empty password is tried on encrypted files. Pages that cannot be read are named in the faults; the file's creation
    date is not a publication date and is left alone. Raises what pypdf raises beyond its own errors.
    """
    faults: list[Fault] = []
    try:
        reader, n_pages = _open(raw)
    except PyPdfError as error:
        reason = f"The PDF cannot be read: {str(error).rstrip('.')}."
        mended = _mend(raw)
        if mended is None:
            return Fault(code="damaged", reason=reason)
        try:
            reader, n_pages = _open(mended)
        except PyPdfError:
            return Fault(code="damaged", reason=reason)
        faults.append(Fault(code="damaged", reason="The PDF is cut off; only what stands before the cut was read."))
    if n_pages is None:
        return Fault(code="encrypted", reason="The PDF is encrypted and needs a password.")
    pages, broken = _read_pages(reader, n_pages=min(n_pages, settings.max_pages), limit=settings.max_characters)
    text = "\n".join(drop_furniture(tuple(pages.values())))
    if broken:
        faults.append(
            Fault(code="damaged", reason=f"{len(broken)} of {n_pages} pages cannot be read: {_listed(broken)}.")
        )
    blank = [number for number, page in pages.items() if not page.strip()]
    if blank and text.strip():
        faults.append(Fault(code="no-text", reason=f"{len(blank)} of {n_pages} pages hold no text: {_listed(blank)}."))
    if n_pages > settings.max_pages:
        faults.append(
            Fault(code="too-long", reason=f"Only the first {settings.max_pages} of {n_pages} pages were read.")
        )
    if not text.strip():
        if faults and faults[0].code == "damaged":
            return faults[0]
        return Fault(code="no-text", reason=f"The {n_pages} pages hold no text: they may be scanned pictures.")
    title, author = _facts(reader)
    return PrintedText(text=text, title=title, author=author, faults=tuple(faults))


def _open(raw: bytes) -> tuple[pypdf.PdfReader, int | None]:
    """Return a reader and its number of pages; None instead of the number if an empty password does not open the file."""
    reader = pypdf.PdfReader(BytesIO(raw))
    if reader.is_encrypted and not reader.decrypt(""):
        return reader, None
    return reader, len(reader.pages)


def _mend(raw: bytes) -> bytes | None:
    """Return a cut-off file up to its last whole object, with a new trailer; None if it names no catalogue."""
    catalogue = _CATALOGUE.search(raw)
    end = raw.rfind(b"endobj")
    if catalogue is None or end < 0:
        return None
    trailer = b"\ntrailer << /Root %s 0 R >>\nstartxref\n0\n%%%%EOF\n" % catalogue.group(1)
    return raw[: end + len(b"endobj")] + trailer


def _listed(numbers: Sequence[int]) -> str:
    """Return page numbers as text, the first twenty of them."""
    return ", ".join(map(str, numbers[:_MOST_LISTED])) + (", …" if len(numbers) > _MOST_LISTED else "")


def _read_pages(reader: pypdf.PdfReader, *, n_pages: int, limit: int) -> tuple[dict[int, str], list[int]]:
    """Return page numbers with their text up to a number of characters, and the numbers of pages that cannot be read."""
    pages: dict[int, str] = {}
    broken: list[int] = []
    length = 0
    for number in range(n_pages):
        try:
            text = reader.pages[number].extract_text()
        except Exception:  # noqa: BLE001  # one broken page must not lose the others; it is named in a Fault
            broken.append(number + 1)
            continue
        pages[number + 1] = text
        length += len(text)
        if length > limit:
            break
    return pages, broken


def drop_furniture(pages: Sequence[str]) -> tuple[str, ...]:
    """Return the pages without page numbers and running heads.

    A running head is a line among the first or last two of a page that, figures aside, stands there on at least three
    pages and on a third of them.
    """
    split = [[line for line in page.split("\n") if line.strip()] for page in pages]
    counts: Counter[str] = Counter()
    for lines in split:
        counts.update({_masked(line) for line in lines[:_EDGE_LINES] + lines[-_EDGE_LINES:]})
    fewest = max(_FEWEST_REPEATS, len(pages) // 3)
    kept = []
    for lines in split:
        last = len(lines) - _EDGE_LINES
        kept.append(
            "\n".join(
                line
                for index, line in enumerate(lines)
                if _EDGE_LINES <= index < last
                or not (counts[_masked(line)] >= fewest or _PAGE_NUMBER.fullmatch(line.strip()))
            )
        )
    return tuple(kept)


def _masked(line: str) -> str:
    """Return a line with its figures as "#": "Report 2017, page 3" is the same head on every page."""
    return _FIGURES.sub("#", " ".join(line.split()))


def _facts(reader: pypdf.PdfReader) -> tuple[str | None, str | None]:
    """Return title and author as the file states them; None where it states none or a faulty one."""
    try:
        facts = reader.metadata
        title, author = (facts.title, facts.author) if facts else (None, None)
    except Exception:  # noqa: BLE001  # a faulty information dictionary says nothing about the text
        return None, None
    return title or None, author or None
