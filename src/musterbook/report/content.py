"""What a report holds, bounded in size, and how it is read from a record."""

from __future__ import annotations

import heapq
import itertools
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime

from musterbook.model import Assessment, Claim, CopyGroup, Incident, Number, Origin, Skip
from musterbook.store import (
    Counts,
    CoverageCount,
    DocumentFacts,
    Store,
    count_all,
    count_coverage,
    read_claims,
    read_claims_by_id,
    read_copies,
    read_document_facts,
    read_incidents,
    read_skips,
    read_toll_origins,
)
from musterbook.store.schema import SCHEMA_VERSION

__all__ = ["Limits", "ReportContent", "read_content"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """How much one page holds; what lies beyond is counted on the page and stays in the record.

    Attributes:
        claims: claims in the ledger: first those behind the assessment, then those of the shown incidents, then the others.
        incidents: those with the most reports and the heaviest tolls.
        points: figures of the strength series, the latest.
        skips, copies: lines of these tables.
        sentence: characters of one sentence or title.
        per_incident: claims linked from one incident.
    """

    claims: int = 1_000
    incidents: int = 250
    points: int = 150
    skips: int = 200
    copies: int = 200
    sentence: int = 1_200
    per_incident: int = 40


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportContent:
    """Everything a page shows. What `counts` has beyond the tuples is named on the page as "more in the record".

    Attributes:
        title: of the page; None = the question of the assessment, or a plain one.
        assessment: None where no claim counts a group.
        claims: of the ledger; incidents: in order of time.
        toll_origins: origins of the claims that give or deny the tolls of the incidents, by claim id.
        documents: facts on the documents of the claims and of the copies, by id.
        made_by: versions of code, language model, gazetteer and register.
        schema_version: of the record file.
    """

    title: str | None
    assessment: Assessment | None
    counts: Counts
    claims: tuple[Claim, ...]
    incidents: tuple[Incident, ...]
    toll_origins: Mapping[str, Origin]
    documents: tuple[DocumentFacts, ...]
    copies: tuple[CopyGroup, ...]
    skips: tuple[Skip, ...]
    coverage: tuple[CoverageCount, ...]
    made_by: str
    schema_version: int
    generated_utc: datetime
    limits: Limits = Limits()


def read_content(
    store: Store,
    *,
    assessment: Assessment | None,
    title: str | None,
    made_by: str,
    generated_utc: datetime,
    limits: Limits | None = None,
) -> ReportContent:
    """Read what a page shows; memory does not grow with the record beyond `limits`.

    Args:
        store: the record.
        assessment: to print; None = the page says that there is none.
        title: headline of the page; None = the question.
        made_by: versions of code and data.
        generated_utc: printed on the page; with the same moment the same record gives the same page.
        limits: None = the defaults.

    Raises:
        RecordError: the record cannot be read.
    """
    limits = limits or Limits()
    incidents = _choose_incidents(store, limits)
    claims = _choose_claims(store, assessment, incidents, limits)
    copies = read_copies(store, limit=limits.copies)
    in_copies = (document_id for group in copies for document_id in group.document_ids[: limits.per_incident])
    needed = dict.fromkeys([*(claim.document_id for claim in claims), *in_copies])
    return ReportContent(
        title=title,
        assessment=assessment,
        counts=count_all(store),
        claims=claims,
        incidents=incidents,
        toll_origins=read_toll_origins(store, incidents),
        documents=tuple(read_document_facts(store, needed).values()),
        copies=copies,
        skips=read_skips(store, limit=limits.skips),
        coverage=count_coverage(store),
        made_by=made_by,
        schema_version=SCHEMA_VERSION,
        generated_utc=generated_utc,
        limits=limits,
    )


def _choose_incidents(store: Store, limits: Limits) -> tuple[Incident, ...]:
    numbered = enumerate(read_incidents(store))
    heaviest = heapq.nlargest(limits.incidents, numbered, key=lambda item: (*_weigh(item[1]), -item[0]))
    return tuple(incident for _, incident in sorted(heaviest, key=lambda item: item[0]))


def _weigh(incident: Incident) -> tuple[int, Number]:
    return incident.n_reports, max((toll.high or 0 for toll in incident.tolls), default=0)


def _choose_claims(
    store: Store, assessment: Assessment | None, incidents: tuple[Incident, ...], limits: Limits
) -> tuple[Claim, ...]:
    wanted = dict.fromkeys(itertools.chain(_assessed_ids(assessment), _incident_ids(incidents)))
    chosen: dict[str, Claim] = {}
    for claim in itertools.chain(read_claims_by_id(store, wanted), read_claims(store)):
        if len(chosen) == limits.claims:
            break
        chosen[claim.claim_id] = claim
    return tuple(chosen.values())


def _assessed_ids(assessment: Assessment | None) -> Iterator[str]:
    if assessment is None:
        return
    for point in assessment.series.points if assessment.series else ():
        yield point.claim_id
    # The finding on origins lists every claim that was looked at; the other findings name what they rest on.
    for finding in sorted(assessment.findings, key=lambda finding: finding.topic == "origins"):
        yield from finding.claim_ids
    for left_out in assessment.left_out:
        yield left_out.claim_id


def _incident_ids(incidents: tuple[Incident, ...]) -> Iterator[str]:
    for incident in incidents:
        for toll in incident.tolls:
            yield from (i for i in (toll.low_claim_id, toll.best_claim_id, toll.high_claim_id) if i)
    for incident in incidents:
        yield from incident.beside_claim_ids
        yield from incident.claim_ids
