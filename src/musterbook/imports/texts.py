"""A row as a document: its notes or quotation, then its cells as "column: value", so that every figure has its words.

Invariant: every span lies in the one paragraph of the document, and the text at a span is the cell.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from musterbook.model import Block, Document, Mark, MarkRole, Published, Report, make_id

__all__ = ["RowText", "write_document", "write_text"]

_MAX_TITLE = 300


@dataclass(frozen=True, slots=True, kw_only=True)
class RowText:
    """The text of a row.

    Attributes:
        text: headline, blank line, paragraph; the paragraph alone without a headline.
        start: where the paragraph begins; it goes to the end of the text.
        spans: name of a cell → where its value stands.
    """

    text: str
    title: str | None
    start: int
    spans: Mapping[str, tuple[int, int]]

    @property
    def sentence(self) -> str:
        """The paragraph: what every claim of the row is read from."""
        return self.text[self.start :]

    def span(self, *names: str) -> tuple[int, int]:
        """Return from the first to the last of these cells, with their names; the paragraph if none is there."""
        found = [(self.spans[name][0] - len(name) - 2, self.spans[name][1]) for name in names if name in self.spans]
        if not found:
            return self.start, len(self.text)
        return max(self.start, min(start for start, _ in found)), max(end for _, end in found)

    def marks(self, roles: Iterable[tuple[MarkRole, str]]) -> tuple[Mark, ...]:
        """Return the marks of the cells that are there, in order."""
        there = [(role, self.spans[name]) for role, name in roles if name in self.spans]
        return tuple(
            Mark(role=role, start=start, end=end) for role, (start, end) in sorted(there, key=lambda item: item[1])
        )


def write_text(cells: Mapping[str, str], *, order: Iterable[str], title: str | None, lead: str | None) -> RowText:
    """Return the text of a row.

    Args:
        cells: by name.
        order: names of the cells to write, those that are there.
        title: the headline; None without one.
        lead: the name of the cell that is prose; it opens the paragraph without its name.
    """
    head = cut(title, _MAX_TITLE) if title else None
    text = f"{head}\n\n" if head else ""
    start = len(text)
    spans: dict[str, tuple[int, int]] = {}
    if lead is not None and lead in cells:
        spans[lead] = (len(text), len(text) + len(cells[lead]))
        text += cells[lead] + "\n"
    separator = ""
    for name in order:
        if name in cells and name != lead:
            text += f"{separator}{name}: "
            spans[name] = (len(text), len(text) + len(cells[name]))
            text += cells[name]
            separator = "; "
    return RowText(text=text, title=head, start=start, spans=spans)


def write_document(report: Report, row: RowText) -> Document:
    """Return the document of a row: a headline if there is one, and one paragraph."""
    headline = (Block(kind="headline", start=0, end=len(row.title)),) if row.title else ()
    published: Published | None = report.published
    return Document(
        document_id=make_id("d", report.report_id, row.text),
        report_id=report.report_id,
        text=row.text,
        blocks=(*headline, Block(kind="paragraph", start=row.start, end=len(row.text))),
        title=row.title,
        published=published,
        outlet=report.outlet,
        url=report.url,
        location=report.location,
    )


def cut(text: str, most: int) -> str:
    """Return the text, cut at `most` characters with "…" at the end."""
    return text if len(text) <= most else text[: most - 1].rstrip() + "…"
