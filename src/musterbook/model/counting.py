"""How reports, outlets and origins are counted: the one place, so that every view of a record counts alike."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from musterbook.model.texts import DocumentNote

__all__ = ["Weight", "count_outlets", "weigh_reports"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Weight:
    """How many reports tell of something, and of how many outlets."""

    n_reports: int
    n_outlets: int


def count_outlets(outlets: Iterable[str | None]) -> int:
    """Return how many outlets printed these reports; None = the outlet of a report is not known.

    Reports of unknown outlets add none to the known ones, but all unknown count as one: a report whose outlet nobody
    named still came from one.
    """
    listed = list(outlets)
    return max(len({outlet for outlet in listed if outlet}), 1 if listed else 0)


def weigh_reports(document_ids: Iterable[str], notes: Mapping[str, DocumentNote]) -> Weight:
    """Return the number of these documents and of their outlets; a document without a note has an unknown outlet."""
    distinct = set(document_ids)
    outlets = (notes[document_id].outlet if document_id in notes else None for document_id in distinct)
    return Weight(n_reports=len(distinct), n_outlets=count_outlets(outlets))
