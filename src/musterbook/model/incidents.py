"""Incidents in the world and origins of figures."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from musterbook.model.claims import Outcome
from musterbook.model.mentions import ActorReading, Number, PlaceReading, Side, TimeReading

BestRule = Literal["weighed", "latest", "conservative", "official", "independent"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """A person's word that a claim gives the figure to quote: who, why and when (ISO 8601, UTC)."""

    claim_id: str
    person: str
    reason: str
    at_utc: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TollReading:
    """The figure that one rule would quote, and the claim behind it."""

    rule: BestRule
    number: Number
    claim_id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Toll:
    """Casualties of one side of an incident as low / best / high, each with the claim behind it.

    Attributes:
        whose: side and, if known, the actor.
        low, best, high: None when no claim gives one; "up to 50" alone gives high 50 and neither low nor best; of a range best
            is the lower end.
        low_claim_id, best_claim_id, high_claim_id: None where the figure is None.
        claim_ids: every claim about this side and outcome, superseded and contradicting ones too.
        superseded_claim_ids: those whose speaker said something else later, or whose figure was corrected; they set no limit.
        denial_claim_ids: claims that deny one of them; they stand beside and are not averaged.
        n_origins: origins that give one of the figures, as in the incident; who denies one does not.
        is_of_all_sides: the figure is of all sides together: it holds those of the sides and is never added to them.
        part_of: a claim of the toll, of nobody in particular, that its people may be among; None where there is none.
        is_part: they are, by the figures quoted: it is never added to that.
        rule: the rule that chose best, in words ("the latest word", "the only figure", "chosen by NAME: why").
        readings: what each rule would quote; a rule without a figure of its kind is not among them.
        is_open: a claim says "at least" or "more than" its figure, so `high` is the highest figure named, not a limit.
        open_claim_ids: the claims that say so and still stand; the best figure is open only where it is one of theirs.
        is_early: the last figure was said within two days of the incident, when tolls are still growing.
        is_chosen: a person chose `best`.
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
    superseded_claim_ids: tuple[str, ...] = ()
    denial_claim_ids: tuple[str, ...] = ()
    readings: tuple[TollReading, ...] = ()
    is_open: bool = False
    open_claim_ids: tuple[str, ...] = ()
    is_of_all_sides: bool = False
    part_of: str | None = None
    is_part: bool = False
    is_early: bool = False
    is_chosen: bool = False

    @property
    def is_best_open(self) -> bool:
        """True if the best figure is a lower bound by its own claim; the bound of another one is not its own."""
        return self.best_claim_id in self.open_claim_ids


@dataclass(frozen=True, slots=True, kw_only=True)
class Incident:
    """One thing that happened in the world, with all events and claims that tell of it.

    Attributes:
        incident_id: "i-…", from the smallest id among its events when it was first found; it keeps it for life.
        covers: of a summary, the ids of the incidents that it sums up; its figures are never added to theirs.
        clarity: UCDP GED: 1 one event, 2 a summary of many.
        n_reports: documents; n_outlets: outlets among them that are known, n_unnamed: documents of unknown ones.
        n_origins: whose word all that is, figures or not: a speaker is one, whatever the day, and so are the officials of one
            state; who repeats somebody is none.
        contradictions: in words, with the claim ids.
        beside_claim_ids: denials and claims of responsibility that speak of it and tell none of its events, those of other
            reports among them; no figure and no count of the incident depends on them.
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
    n_unnamed: int = 0
    contradictions: tuple[str, ...] = ()
    covers: tuple[str, ...] = ()
    beside_claim_ids: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Ruling:
    """What a person ruled: `one` and `other` are event ids that tell of one incident (merge), or of two (split).

    Attributes:
        act: of a split, `one` was taken out and `other` stayed.
        person, reason: who, and why; at_utc: when, ISO 8601.
    """

    act: Literal["merge", "split"]
    one: tuple[str, ...]
    other: tuple[str, ...]
    person: str
    reason: str
    at_utc: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Trace:
    """What became of an incident id.

    Attributes:
        state: "merged" into `into`; "split": it lives, and `into` was split from it; "removed": no report tells of it any
            more.
        at_utc: when the record was linked that way, ISO 8601.
        reason: in words.
    """

    incident_id: str
    state: Literal["merged", "split", "removed"]
    into: tuple[str, ...]
    at_utc: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class OriginLink:
    """Why one claim has the origin of another: `reason` in words."""

    claim_id: str
    with_id: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Origin:
    """Where figures come from before they were copied: its member claims, and how that was recognised.

    Attributes:
        origin_id: "o-…", from the smallest claim id: it may change when the record grows.
        claim_ids: sorted.
        reason: how its claims were recognised as one, in words; "a claim of its own" for a single one.
        chain: through whom it came, in words, from the outlets back to who said it first, as far as the texts name them;
            empty where they name nobody.
        links: one for each claim but the first, so that they connect all claims.
        is_party: some of its claims is a belligerent's word about itself or its enemy.
        n_reports, n_outlets, n_unnamed: that print it, as in Incident.
    """

    origin_id: str
    claim_ids: tuple[str, ...]
    reason: str
    chain: tuple[str, ...] = ()
    links: tuple[OriginLink, ...] = ()
    is_party: bool = False
    n_reports: int = 1
    n_outlets: int = 1
    n_unnamed: int = 0
