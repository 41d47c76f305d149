"""How often ordinary news is read as conflict: events and casualties per 100 documents of local papers, with a sample to read.

The texts are those of the places corpus whose ids begin with lgl: local newspapers, most of whose pages tell of no
violence at all. Nothing says which are false; a person reads the sample.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from eval.reading import Item, Reader
from musterbook.model import Claim, EventDetail

__all__ = ["Finding", "count_per_hundred", "find_conflict", "spread"]

_PREFIX = "lgl"


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One claim that a document of ordinary news gave. `group` is "violence", "casualties", "politics" or "other events"."""

    item_id: str
    group: str
    claim: Claim


def find_conflict(items: list[Item], reader: Reader) -> Iterator[Finding]:
    """Yield the event, casualties and politics claims of the items of ordinary news."""
    for read in reader.read(item for item in items if item["id"].startswith(_PREFIX)):
        record = read.extraction.record
        for claim in record.claims if record else ():
            group = _group(claim)
            if group is not None:
                yield Finding(item_id=read.item["id"], group=group, claim=claim)


def _group(claim: Claim) -> str | None:
    if claim.kind == "casualties":
        return "casualties"
    if claim.kind != "event" or not isinstance(claim.detail, EventDetail):
        return None
    if claim.detail.status not in {"completed", "historical"} or claim.detail.is_negated:
        return None
    if claim.detail.event_type == "ASSAULT":
        return "violence"
    return "politics" if claim.detail.is_political else "other events"


def count_per_hundred(findings: list[Finding], n_items: int) -> dict[str, tuple[float, float]]:
    """Return by group: claims, and documents with at least one, per 100 documents."""
    rates: dict[str, tuple[float, float]] = {}
    for group in ("violence", "casualties", "politics", "other events"):
        held = [finding for finding in findings if finding.group == group]
        documents = {finding.item_id for finding in held}
        rates[group] = (100 * len(held) / n_items, 100 * len(documents) / n_items)
    return rates


def spread(findings: list[Finding], size: int) -> list[Finding]:
    """Return `size` findings at even distances, so that a sample is the same on every run."""
    if not findings or size <= 0:
        return []
    step = max(len(findings) / size, 1.0)
    return [findings[int(index * step)] for index in range(min(size, len(findings)))]
