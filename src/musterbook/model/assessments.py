"""Series of figures in time, and what follows from them: findings with their estimates, and assessments."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

from musterbook.model.mentions import Bound, Number, PlaceKind

Topic = Literal[
    "strength",
    "growth",
    "flow",
    "consistency",
    "losses",
    "casualties",
    "operation",
    "presence",
    "coverage",
    "origins",
]
Verdict = Literal["supported", "consistent", "contradicted", "insufficient"]


@dataclass(frozen=True, slots=True, kw_only=True)
class SeriesPoint:
    """One figure of a series.

    Attributes:
        claim_id, document_id: the first claim with it, and where that stands.
        actor_id: whom it counts: the actor of the series or one of its branches.
        as_of_earliest, as_of_latest: the days the figure refers to; None if unresolved.
        said_on: when it was said; None if unknown.
        area_id, area, area_kind: the place in which it counts, as the text names it; None = it names none. Several countries at once,
            or a name of no gazetteer, are an area in words without an id.
        source: the speaker in words.
        source_body: whom of the register the speaker speaks for, by name; None if unknown.
        origin_id: of who repeats whom.
        heard_id: of the origin as it weighs: its speaker, on whatever occasions, or the officials of its state.
        lean_id: figures that share it lean alike: of one origin, or of several who speak for one body.
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
    area_kind: PlaceKind | None = None
    source: str
    source_kind: str
    source_body: str | None = None
    is_party: bool
    hedge: tuple[str, ...]
    outlet: str | None
    origin_id: str
    heard_id: str
    lean_id: str
    n_reports: int
    words: str
    sentence: str

    @property
    def voice(self) -> str:
        """For whom the speaker speaks, else the speaker: those of one voice have one mark in a picture."""
        return self.source_body or self.source


@dataclass(frozen=True, slots=True, kw_only=True)
class Series:
    """The claims of one kind about one actor and one area, in time; points in order of as-of date, undated ones last.

    Attributes:
        n_outlets: that are known; n_unnamed: reports of unknown ones.
        n_origins: as they weigh: a speaker is one on however many occasions.
    """

    kind: Literal["strength"]
    actor_id: str
    actor_name: str
    area: str | None
    area_id: str | None
    points: tuple[SeriesPoint, ...]
    n_reports: int
    n_outlets: int
    n_origins: int
    n_unnamed: int = 0


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
class Interval:
    """A figure with its uncertainty: the median and the central interval that holds the truth with probability `level`.

    Attributes:
        level: in (0, 1), such as 0.9; low, median, high: in the unit of the estimate; None = open on that side.
    """

    level: float
    low: float | None
    median: float
    high: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Estimate:
    """One modelled quantity, beside what the model would say without any claim.

    Attributes:
        what: the quantity in words ("strength on 2018-05-16", "growth", "the same without the summary events").
        unit: "people", "share" (0.2 is twenty per cent), "factor" (1 is no change), "deaths", "incidents".
        intervals: the widest level first; prior: of the same quantity before the claims, empty if there is none.
        probability: that the quantity lies above the value that means no change (0, for a factor 1); None if that says nothing.
    """

    what: str
    unit: Literal["people", "share", "factor", "deaths", "incidents"]
    intervals: tuple[Interval, ...]
    prior: tuple[Interval, ...] = ()
    probability: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class CurvePoint:
    """A modelled quantity on one day, for charts; intervals as in Estimate."""

    day: date
    intervals: tuple[Interval, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """Counts beside each other: one row per period, district or variant; None = nothing is known there, which is not 0.

    Attributes:
        name: a fixed word by which programs and charts find it among the tables of a finding ("counts", "windows"); "" = none.
    """

    name: str = ""
    title: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str | Number | None, ...], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class UsedClaim:
    """A claim that an estimate rests on: its origin, its share of the weight in [0, 1], and how its words were read."""

    claim_id: str
    origin_id: str
    weight: float
    reading: str


@dataclass(frozen=True, slots=True, kw_only=True)
class LeftOut:
    """A claim an assessment did not use, and why."""

    claim_id: str
    reason: str


# Topics in which a statement is held against the figures.
_TESTED = frozenset({"growth", "flow", "consistency"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One answer of an assessment: the literal reading and, where there is a model, the modelled one beside it.

    Attributes:
        answer: the sentences fit to quote.
        rows: the literal table, empty if there is none.
        estimates: of the model; the first is the main one. Empty where the rules forbid one or the topic has none.
        curve: the modelled quantity in time, empty if there is none.
        tables: counts in time, sensitivity runs, one origin left out at a time.
        about: the name of the district or outlet that it is about; None where the question has only one answer.
        marked: first and last day of what the finding is about, an operation; None if it is about no days in particular.
        claim_ids: the claims behind it; used: those that the model weighs.
        assumptions: in words.
        would_overturn: what would change the answer.
    """

    topic: Topic
    verdict: Verdict
    answer: str
    rows: tuple[LiteralRow, ...] = ()
    estimates: tuple[Estimate, ...] = ()
    curve: tuple[CurvePoint, ...] = ()
    tables: tuple[Table, ...] = ()
    about: str | None = None
    marked: tuple[date, date] | None = None
    claim_ids: tuple[str, ...] = ()
    used: tuple[UsedClaim, ...] = ()
    assumptions: tuple[str, ...] = ()
    would_overturn: str | None = None

    @property
    def badge(self) -> str | None:
        """Return the verdict in words; None where nothing is put to the test and there is enough to answer."""
        if self.verdict == "consistent" and self.topic not in _TESTED:
            return None
        return "consistent, not established" if self.verdict == "consistent" else self.verdict


@dataclass(frozen=True, slots=True, kw_only=True)
class Assessment:
    """An answer to one question: how far the reports support a statement about a group, a place or an incident.

    Attributes:
        assessment_id: "a-…", from the question, the claims and the settings.
        question: in words; answer: the paragraph fit to quote.
        headline: the answer in one calm sentence; None for a question that is not put to a verdict.
        actor_id, actor_name: None for a question about no one group.
        series: the figures of the group's strength; None for a question that needs none.
        curve: the modelled strength behind the series, in time; empty without a model.
        since, until: the window; None = open.
        n_outlets: that are known; n_unnamed: reports of unknown ones.
        n_origins: as they weigh: of a group's figures of strength, or of what tells of the incidents.
        made_by: versions of code and settings.
    """

    assessment_id: str
    question: str
    answer: str
    actor_id: str | None
    actor_name: str | None
    area: str | None
    since: date | None
    until: date | None
    series: Series | None
    findings: tuple[Finding, ...]
    left_out: tuple[LeftOut, ...]
    n_reports: int
    n_outlets: int
    n_origins: int
    assumptions: tuple[str, ...]
    made_by: str
    curve: tuple[CurvePoint, ...] = ()
    n_unnamed: int = 0
    headline: str | None = None
