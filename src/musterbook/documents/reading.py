"""The door of the stage: reports → documents with blocks, date, language, authors and agency."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from musterbook.config import DocumentSettings
from musterbook.documents.blocks import label_pieces, word_count, words_of
from musterbook.documents.extract import extract
from musterbook.documents.languages import count_words, detect_language
from musterbook.documents.makers import read_makers
from musterbook.documents.normalise import collapse, normalise
from musterbook.documents.offsets import MappedText, join_texts
from musterbook.documents.pieces import Extracted, Fault, Part, Piece
from musterbook.documents.published import find_published
from musterbook.model import Block, Document, OffsetMap, Report, Skip, StageResult, make_id

__all__ = ["run"]

_SEPARATOR = "\n\n"
_TITLE_AMONG = 4  # first pieces among which the headline stands if the text has it


def run(reports: Iterable[Report], *, settings: DocumentSettings) -> StageResult[Document]:
    """Return the documents of the reports, and a Skip for every report, or part of one, that gave none.

    A report of which only a part could be read is in `made` and has a Skip for the rest ("too-long", "damaged").
    Documents in other languages than English are made; the next stage skips them.
    """
    made: list[Document] = []
    skipped: list[Skip] = []
    for report in reports:
        result = _read(report, settings=settings)
        faults = (result,) if isinstance(result, Fault) else result[1]
        if not isinstance(result, Fault):
            made.append(result[0])
        skipped.extend(
            Skip(
                stage="documents",
                input_id=report.report_id,
                location=report.location,
                code=fault.code,
                reason=fault.reason,
            )
            for fault in faults
        )
    return StageResult(made=tuple(made), skipped=tuple(skipped))


def _read(report: Report, *, settings: DocumentSettings) -> tuple[Document, tuple[Fault, ...]] | Fault:
    """Return the document of a report and the faults of parts of it, or the fault of all of it."""
    extracted = extract(report, settings=settings)
    if isinstance(extracted, Fault):
        return extracted
    title = _title(report, extracted)
    pieces = _with_headline(extracted.pieces, title)
    parts = label_pieces(pieces, title=title, max_block_characters=settings.max_block_characters)
    n_words = sum(max(word_count(part.text.text), count_words(part.text.text)) for part in parts)
    if not parts:
        return Fault(code="empty", reason="The report holds no text.")
    if n_words < settings.min_words:
        return Fault(code="too-short", reason=f"The text has {n_words} words; {settings.min_words} are needed.")
    text = join_texts([part.text for part in parts], separator=_SEPARATOR)
    makers = read_makers(report, extracted, parts)
    document = Document(
        document_id=make_id("d", report.report_id, text.text),
        report_id=report.report_id,
        text=text.text,
        blocks=_blocks(parts),
        title=next((part.text.text for part in parts if part.kind == "headline"), None),
        published=find_published(report, metadata=extracted.published, parts=parts),
        language=_language(report, parts, settings=settings),
        authors=makers.authors,
        wire=makers.wire,
        outlet=makers.outlet,
        url=report.url,
        location=report.location,
        offsets=OffsetMap(basis=extracted.basis, segments=text.segments),
    )
    return document, extracted.faults


def _title(report: Report, extracted: Extracted) -> str | None:
    """Return the headline as given beside the text or in metadata, normalised; None if neither has one."""
    given = report.title or extracted.title
    return collapse(normalise(given)).text or None if given else None


def _with_headline(pieces: tuple[Piece, ...], title: str | None) -> tuple[Piece, ...]:
    """Return the pieces with the title in front, unless they hold a headline or the title's words already.

    A title from beside the text has no place in the source, so it lies under no segment of the map.
    """
    if not title or not pieces:
        return pieces
    wanted = words_of(title)
    for piece in pieces[:_TITLE_AMONG]:
        words = words_of(piece.text.text[: 4 * len(title)])
        if piece.kind == "headline" or (wanted and words[: len(wanted)] == wanted):
            return pieces
    return (Piece(text=MappedText(text=title, segments=()), kind="headline"), *pieces)


def _blocks(parts: Sequence[Part]) -> tuple[Block, ...]:
    """Return the blocks of the parts joined by blank lines."""
    blocks: list[Block] = []
    position = 0
    for part in parts:
        blocks.append(Block(kind=part.kind, start=position, end=position + len(part.text.text)))
        position += len(part.text.text) + len(_SEPARATOR)
    return tuple(blocks)


def _language(report: Report, parts: Sequence[Part], *, settings: DocumentSettings) -> str | None:
    """Return the language of the story as detected; as given beside the text where that tells nothing."""
    story = [part.text.text for part in parts if part.kind not in {"credit", "boilerplate"}]
    return detect_language("\n".join(story), settings=settings) or report.language
