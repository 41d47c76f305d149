"""One report → its text in pieces, by the reader of its format; whatever a reader raises becomes a Fault."""

from __future__ import annotations

import re

from musterbook.config import DocumentSettings
from musterbook.documents.credits import ends_credit
from musterbook.documents.layout import paragraphs_of
from musterbook.documents.markdown import read_markdown
from musterbook.documents.markup import read_page
from musterbook.documents.normalise import normalise
from musterbook.documents.offsets import MappedText
from musterbook.documents.pdf import read_pdf
from musterbook.documents.pieces import Extracted, Fault, Piece
from musterbook.model import Report

__all__ = ["extract"]

_BROKEN = re.compile("[\ufffd\x00-\x08\x0e-\x1f]")
_MOST_BROKEN = 0.3  # share of a text's characters: beyond it the bytes are no text
_HTML = {"text/html", "application/xhtml+xml"}


def extract(report: Report, *, settings: DocumentSettings) -> Extracted | Fault:
    """Return the text of a report in pieces, at most `settings.max_characters` of it, or why there is none."""
    try:
        extracted = _read(report, settings=settings)
    except Exception as error:  # noqa: BLE001  # hostile input may break any reader in any way; it must not stop a run
        return Fault(code="unreadable", reason=f"The reader gave up: {type(error).__name__}: {str(error)[:200]}.")
    return extracted if isinstance(extracted, Fault) else _bounded(extracted, settings.max_characters)


def _read(report: Report, *, settings: DocumentSettings) -> Extracted | Fault:
    """Return what the reader of the format gives."""
    if report.text is not None:
        return _read_plain(report.text, limit=settings.max_characters, is_given=True)
    if report.media_type == "application/pdf":
        return _read_printed(report, settings=settings)
    if report.media_type not in _HTML and not report.media_type.startswith("text/"):
        return Fault(code="unreadable", reason=f"There is no reader for {report.media_type}.")
    text = _decode(report)
    if not text.strip():
        return Fault(code="empty", reason="The report holds no text.")
    if len(_BROKEN.findall(text)) > _MOST_BROKEN * len(text):
        return Fault(code="unreadable", reason="Most of the report is no text in the encoding that was detected.")
    return _read_text(report, text, limit=settings.max_characters)


def _read_text(report: Report, text: str, *, limit: int) -> Extracted | Fault:
    """Return what the reader of a textual format gives."""
    if report.media_type in _HTML:
        return read_page(text, url=report.url)
    if report.media_type == "text/markdown":
        return _with_rest(read_markdown(normalise(text[:limit])), text, limit)
    return _read_plain(text, limit=limit, is_given=False)


def _decode(report: Report) -> str:
    """Return the text of the bytes; what cannot be decoded becomes U+FFFD."""
    try:
        return report.raw.decode(report.encoding or "utf-8", errors="replace")
    except LookupError:
        return report.raw.decode("utf-8", errors="replace")


def _read_plain(text: str, *, limit: int, is_given: bool) -> Extracted:
    """Return the paragraphs of a plain text; `is_given` if it stood beside the bytes."""
    paragraphs = paragraphs_of(normalise(text[:limit]), ends_block=ends_credit)
    extracted = Extracted(pieces=_as_pieces(paragraphs), basis="extracted" if is_given else "decoded")
    return _with_rest(extracted, text, limit)


def _read_printed(report: Report, *, settings: DocumentSettings) -> Extracted | Fault:
    """Return the paragraphs of a PDF."""
    printed = read_pdf(report.raw, settings=settings)
    if isinstance(printed, Fault):
        return printed
    mapped = normalise(printed.text[: settings.max_characters])
    paragraphs = paragraphs_of(mapped, ends_block=ends_credit, is_printed=True)
    extracted = Extracted(
        pieces=_as_pieces(paragraphs),
        basis="extracted",
        title=printed.title,
        authors=(printed.author,) if printed.author else (),
        faults=printed.faults,
    )
    return _with_rest(extracted, printed.text, settings.max_characters)


def _as_pieces(paragraphs: tuple[MappedText, ...]) -> tuple[Piece, ...]:
    """Return paragraphs of which only the words are known."""
    return tuple(Piece(text=paragraph) for paragraph in paragraphs)


def _with_rest(extracted: Extracted, text: str, limit: int) -> Extracted:
    """Return what was read, with a Fault if the text goes on beyond the limit."""
    return _too_long(extracted, n_characters=len(text), limit=limit) if len(text) > limit else extracted


def _bounded(extracted: Extracted, limit: int) -> Extracted:
    """Return the pieces up to the limit, with a Fault for the rest."""
    length = 0
    for index, piece in enumerate(extracted.pieces):
        room = limit - length
        length += len(piece.text.text)
        if length > limit:
            n_characters = sum(len(each.text.text) for each in extracted.pieces)
            cut = Piece(text=piece.text.cut(0, room).strip(), kind=piece.kind)
            pieces = (*extracted.pieces[:index], *((cut,) if cut.text.text else ()))
            return _too_long(_with_pieces(extracted, pieces), n_characters=n_characters, limit=limit)
    return extracted


def _too_long(extracted: Extracted, *, n_characters: int, limit: int) -> Extracted:
    """Return what was read with a Fault for what was not."""
    reason = f"Only the first {limit} of {n_characters} characters were read."
    return _with_pieces(extracted, extracted.pieces, Fault(code="too-long", reason=reason))


def _with_pieces(extracted: Extracted, pieces: tuple[Piece, ...], *faults: Fault) -> Extracted:
    """Return the extracted text with other pieces and further faults."""
    return Extracted(
        pieces=pieces,
        basis=extracted.basis,
        title=extracted.title,
        authors=extracted.authors,
        outlet=extracted.outlet,
        published=extracted.published,
        faults=(*extracted.faults, *faults),
    )
