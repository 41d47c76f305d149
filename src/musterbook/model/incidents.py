"""Incidents in the world, origins of figures, and assessments."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

from musterbook.model.claims import Outcome
from musterbook.model.mentions import ActorReading, Bound, Number, PlaceReading, Side, TimeReading


@dataclass(frozen=True, slots=True, kw_only=True)
class Toll:
    """Casualties of one side of an incident as low / best / high, each with the claim behind it.

    Attributes:
        whose: side and, if known, the actor.
        low, best, high: None when no claim gives one; "up to 50" alone gives high 50 and neither low nor best; of a range best
            is the lower end.
        low_claim_id, best_claim_id, high_claim_id: None where the figure is None.
        claim_ids: every claim about this side and outcome, superseded and contradicting ones too.
        n_origins: origins among them.
        rule: the rule that chose best, in words ("the latest word", "the only figure").
        is_open: a claim says "at least" or "more than" its figure, so `high` is the highest figure named, not a limit.
    """

    whose: Side
    actor_id: str | None
    actor_name: str | None
    outcome: Outcome
    low: Number | None
    best: Number | None
    high: Number | None
    low_claim_id: str | None
    best_claim_id: str | None
    high_claim_id: str | None
    claim_ids: tuple[str, ...]
    n_origins: int
    rule: str
    is_open: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Incident:
    """One thing that happened in the world, with all events and claims that tell of it.

    Attributes:
        incident_id: "i-…", from the smallest id among its events; it may change when the incident grows, until the full
            model keeps a history of merges.
        clarity: UCDP GED: 1 one event, 2 a summary of many.
        n_reports: documents; n_outlets: outlets among them; n_origins: origins (verbatim copies count once).
        contradictions: in words, with the claim ids.
    """

    incident_id: str
    event_ids: tuple[str, ...]
    claim_ids: tuple[str, ...]
    event_type: str
    mode: str | None = None
    sub_event: str | None = None
    initiators: tuple[ActorReading, ...] = ()
    recipients: tuple[ActorReading, ...] = ()
    place: PlaceReading | None = None
    interval: TimeReading | None = None
    clarity: Literal[1, 2] = 1
    tolls: tuple[Toll, ...] = ()
    n_reports: int
    n_outlets: int
    n_origins: int
    contradictions: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Origin:
    """Where figures come from before they were copied: its member claims, and how that was recognised."""

    origin_id: str
    claim_ids: tuple[str, ...]
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SeriesPoint:
    """One figure of a series.

    Attributes:
        claim_id, document_id: the first claim with it, and where that stands.
        actor_id: whom it counts: the actor of the series or one of its branches.
        as_of_earliest, as_of_latest: the days the figure refers to; None if unresolved.
        said_on: when it was said; None if unknown.
        source: the speaker in words.
        n_reports: documents that print this figure of this origin.
    """

    claim_id: str
    document_id: str
    actor_id: str | None
    as_of_earliest: date | None
    as_of_latest: date | None
    said_on: date | None
    low: Number | None
    high: Number | None
    bound: Bound
    counted: str | None
    area: str | None
    area_id: str | None
    source: str
    source_kind: str
    is_party: bool
    hedge: tuple[str, ...]
    outlet: str | None
    origin_id: str
    n_reports: int
    words: str
    sentence: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Series:
    """The claims of one kind about one actor and one area, in time; points in order of as-of date, undated ones last."""

    kind: Literal["strength"]
    actor_id: str
    actor_name: str
    area: str | None
    area_id: str | None
    points: tuple[SeriesPoint, ...]
    n_reports: int
    n_outlets: int
    n_origins: int


@dataclass(frozen=True, slots=True, kw_only=True)
class LiteralRow:
    """One line of a literal table: how the earlier figure is read, and what follows; None = open on that side.

    `*_is_strict` says that the limit itself is excluded (more than, fewer than).
    """

    reading: str
    low: Number | None
    high: Number | None
    low_is_strict: bool
    high_is_strict: bool
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One answer of an assessment.

    Attributes:
        topic: "strength", "growth", "flow", "consistency", "losses", "origins".
        answer: the sentence fit to quote; verdict: "supported", "consistent", "contradicted", "insufficient".
        rows: the literal table, empty if there is none.
        claim_ids: the claims behind it.
        assumptions: in words.
        would_overturn: what would change the answer.
    """

    topic: Literal["strength", "growth", "flow", "consistency", "losses", "origins"]
    verdict: Literal["supported", "consistent", "contradicted", "insufficient"]
    answer: str
    rows: tuple[LiteralRow, ...] = ()
    claim_ids: tuple[str, ...] = ()
    assumptions: tuple[str, ...] = ()
    would_overturn: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class LeftOut:
    """A claim an assessment did not use, and why."""

    claim_id: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Assessment:
    """How far the reports support a statement about a group.

    Attributes:
        assessment_id: "a-…", from the question, the claims and the settings.
        question: in words; answer: the paragraph fit to quote.
        since, until: the window; None = open.
        made_by: versions of code and settings.
    """

    assessment_id: str
    question: str
    answer: str
    actor_id: str
    actor_name: str
    area: str | None
    since: date | None
    until: date | None
    series: Series
    findings: tuple[Finding, ...]
    left_out: tuple[LeftOut, ...]
    n_reports: int
    n_outlets: int
    n_origins: int
    assumptions: tuple[str, ...]
    made_by: str
