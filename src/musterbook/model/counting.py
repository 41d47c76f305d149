"""How reports, outlets and origins are counted: the one place, so that every view of a record counts alike."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from musterbook.model.counts import ReportCount
from musterbook.model.texts import DocumentNote

__all__ = ["Weight", "count_outlets", "weigh_counts", "weigh_reports"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Weight:
    """How many reports tell of something, and of how many outlets.

    Attributes:
        n_outlets: whose names are known, an agency where nobody knows who printed its text; 0 if none is known.
        n_unnamed: reports of which no outlet is known: they may be of those, of one more, or of as many more.
    """

    n_reports: int
    n_outlets: int
    n_unnamed: int


def count_outlets(n_reports: Mapping[str | None, int]) -> Weight:
    """Return what so many reports of these outlets weigh; None = the outlet of a report is not known."""
    known = {outlet for outlet, number in n_reports.items() if outlet and number}
    n_unnamed = sum(number for outlet, number in n_reports.items() if not outlet)
    return Weight(n_reports=sum(n_reports.values()), n_outlets=len(known), n_unnamed=n_unnamed)


def weigh_reports(document_ids: Iterable[str], notes: Mapping[str, DocumentNote]) -> Weight:
    """Return what these documents weigh; a document without a note has an unknown outlet."""
    found = (notes.get(document_id) for document_id in set(document_ids))
    return count_outlets(Counter(note.printed_by if note else None for note in found))


def weigh_counts(reports: Iterable[ReportCount]) -> Weight:
    """Return what reports weigh that were counted by outlet and period."""
    numbers: Counter[str | None] = Counter()
    for item in reports:
        numbers[item.outlet] += item.n_reports
    return count_outlets(numbers)
