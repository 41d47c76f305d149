"""What a report holds, bounded in size, and how it is read from a record."""

from __future__ import annotations

import heapq
import itertools
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime

from musterbook.model import Assessment, Claim, CopyGroup, Incident, Number, Origin, Skip
from musterbook.store import (
    ClaimFilter,
    Counts,
    CoverageCount,
    DocumentFacts,
    Store,
    count_all,
    count_coverage,
    count_incidents_of,
    read_claims,
    read_claims_by_id,
    read_copies,
    read_document_facts,
    read_incidents,
    read_places_named,
    read_skips,
    read_toll_origins,
)
from musterbook.store.schema import SCHEMA_VERSION

__all__ = ["Limits", "ReportContent", "Scope", "read_content"]


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
class Scope:
    """The group that a page is about.

    Attributes:
        name: of the group; actor_ids: of it and its branches.
        is_only: the page shows nothing but its incidents and claims; False = those of the whole record.
        n_incidents: of it, in the record.
    """

    name: str
    actor_ids: frozenset[str]
    is_only: bool
    n_incidents: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportContent:
    """Everything a page shows. What `counts` has beyond the tuples is named on the page as "more in the record".

    Attributes:
        title: of the page; None = the question of the assessment, or a plain one.
        assessment: None where no claim counts a group.
        claims: of the ledger; incidents: in order of time.
        scope: the group of the assessment; None where there is none.
        named: by incident id, names of places in the sentences that tell of it, of those to which no place was read.
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
    scope: Scope | None = None
    named: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


def read_content(
    store: Store,
    *,
    assessment: Assessment | None,
    title: str | None,
    made_by: str,
    generated_utc: datetime,
    limits: Limits | None = None,
    scope: Scope | None = None,
) -> ReportContent:
    """Read what a page shows; memory does not grow with the record beyond `limits`.

    Args:
        store: the record.
        assessment: to print; None = the page says that there is none.
        title: headline of the page; None = the question.
        made_by: versions of code and data.
        generated_utc: printed on the page; with the same moment the same record gives the same page.
        limits: None = the defaults.
        scope: the group of the assessment; its number of incidents is counted here.

    Raises:
        RecordError: the record cannot be read.
    """
    limits = limits or Limits()
    of_group = ClaimFilter(actor_ids=tuple(sorted(scope.actor_ids))) if scope is not None else None
    wanted = of_group if scope is not None and scope.is_only else None
    incidents = _choose_incidents(store, limits, wanted)
    claims = _choose_claims(store, assessment, incidents, limits, wanted=wanted)
    copies = read_copies(store, limit=limits.copies)
    return ReportContent(
        title=title,
        assessment=assessment,
        counts=count_all(store),
        claims=claims,
        incidents=incidents,
        toll_origins=read_toll_origins(store, incidents),
        documents=_read_documents(store, claims, copies, limits),
        copies=copies,
        skips=read_skips(store, limit=limits.skips),
        coverage=count_coverage(store),
        made_by=made_by,
        schema_version=SCHEMA_VERSION,
        generated_utc=generated_utc,
        limits=limits,
        scope=replace(scope, n_incidents=count_incidents_of(store, of_group)) if scope and of_group else None,
        named={one.incident_id: read_places_named(store, one.claim_ids) for one in incidents if one.place is None},
    )


def _read_documents(
    store: Store, claims: tuple[Claim, ...], copies: tuple[CopyGroup, ...], limits: Limits
) -> tuple[DocumentFacts, ...]:
    """Return the documents of the claims, and as many of each group of copies as the page names."""
    in_copies = (document_id for group in copies for document_id in group.document_ids[: limits.per_incident])
    needed = dict.fromkeys([*(claim.document_id for claim in claims), *in_copies])
    return tuple(read_document_facts(store, needed).values())


def _choose_incidents(store: Store, limits: Limits, wanted: ClaimFilter | None) -> tuple[Incident, ...]:
    numbered = enumerate(read_incidents(store, wanted))
    heaviest = heapq.nlargest(limits.incidents, numbered, key=lambda item: (*_weigh(item[1]), -item[0]))
    return tuple(incident for _, incident in sorted(heaviest, key=lambda item: item[0]))


def _weigh(incident: Incident) -> tuple[int, Number]:
    return incident.n_reports, max((toll.high or 0 for toll in incident.tolls), default=0)


def _choose_claims(
    store: Store,
    assessment: Assessment | None,
    incidents: tuple[Incident, ...],
    limits: Limits,
    *,
    wanted: ClaimFilter | None,
) -> tuple[Claim, ...]:
    first = dict.fromkeys(itertools.chain(_assessed_ids(assessment), _incident_ids(incidents)))
    chosen: dict[str, Claim] = {}
    for claim in itertools.chain(read_claims_by_id(store, first), read_claims(store, wanted)):
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
