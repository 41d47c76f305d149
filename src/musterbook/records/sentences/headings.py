"""Headings of paragraphs in lists and digests: "Saturday, Binnish.", "El Obeid, held by the army." say where and when what follows was."""

from __future__ import annotations

from collections.abc import Sequence

from musterbook.model import is_heading
from musterbook.records.sentences.views import SentenceView

__all__ = ["find_heading"]

_MOST_HEADED = 8  # sentences of a paragraph that its heading holds for


def find_heading(views: Sequence[SentenceView], here: int) -> SentenceView | None:
    """Return the heading of the paragraph that a sentence stands in; None if it has none, or opens the paragraph itself."""
    block = views[here].sentence.block
    first = here
    while first and views[first - 1].sentence.block == block and here - first < _MOST_HEADED:
        first -= 1
    is_first = first == 0 or views[first - 1].sentence.block != block
    return views[first] if first < here and is_first and is_heading(views[first].tokens) else None
