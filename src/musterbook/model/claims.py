"""Claims, and the events a document tells."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

from musterbook.model.mentions import (
    ActorReading,
    Attribution,
    Direction,
    PlaceReading,
    QuantityReading,
    TimeReading,
    WeaponReading,
)

ClaimKind = Literal[
    "strength", "change", "casualties", "event", "responsibility", "denial", "recruitment", "composition",
    "movement", "control", "relation", "threat", "leadership",
]  # fmt: skip
ReviewState = Literal["proposed", "accepted", "corrected", "rejected", "disputed"]
Outcome = Literal["killed", "wounded", "casualties", "missing", "captured", "surrendered", "abducted", "displaced"]
EventStatus = Literal["completed", "attempted", "planned", "foiled", "hypothetical", "historical"]
MarkRole = Literal[
    "actor", "recipient", "place", "time", "quantity", "weapon", "source", "cue", "trigger", "hedge", "whose", "victim",
]  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """A span of the document and the slot it filled; offsets into the document text.

    `victim` marks where a person who was hit is named; no field holds the name.
    """

    role: MarkRole
    start: int
    end: int


@dataclass(frozen=True, slots=True, kw_only=True)
class StrengthDetail:
    """How many a group is. `counted` says who is counted ("fighters", "members", "fighters and family")."""

    counted: str | None = None
    part_of: str | None = None


# What changes with the number of a group's people; its attacks and its ground do not.
_OF_SIZE = frozenset({"group", "presence", "strength"})


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangeDetail:
    """A group or its presence grew or shrank. `of` is what changed ("presence", "strength", "number of attacks").

    The claim's quantity is None when only the direction is stated.
    """

    of: str
    direction: Direction
    over: TimeReading | None = None
    baseline: QuantityReading | None = None
    derived_from: tuple[str, ...] = ()
    despite: str | None = None

    @property
    def is_of_size(self) -> bool:
        """True if the group itself grew or shrank; False for the number of its attacks, or its territory."""
        return self.of in _OF_SIZE


@dataclass(frozen=True, slots=True, kw_only=True)
class CasualtiesDetail:
    """What became of how many of whom.

    Attributes:
        outcome: what became of them.
        whose: the side they belong to; its `side` is "unknown" if the text does not say.
        by: who did it according to the claim; None if not stated.
        event_claim_id: the event claim of the same document they belong to; None if none was found.
        includes: parts of the total named in the same sentence: (quantity, words) pairs, never added.
        is_total: "bringing the total to"; is_addition: "another 12".
        is_part: a share of a count that is told beside it ("two of the dead were pupils").
        is_of_all_sides: the figure is of all sides together, whose figures it holds: it is never added to theirs.
        is_replaced: the text gives it as an earlier figure that another took the place of ("down from 48", "first put at 48").
    """

    outcome: Outcome
    whose: ActorReading
    by: ActorReading | None = None
    event_claim_id: str | None = None
    includes: tuple[tuple[QuantityReading, str], ...] = ()
    is_total: bool = False
    is_addition: bool = False
    is_part: bool = False
    is_of_all_sides: bool = False
    is_replaced: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class EventDetail:
    """What happened, as one claim tells it.

    Attributes:
        event_type, mode: PLOVER type and mode ("ASSAULT", "aerial"); mode None if PLOVER has none or it is not stated.
        sub_event: ACLED sub-event type; None if none fits.
        initiator, recipient: None if not stated.
        target: words for what was attacked ("a government building"); None if not stated.
        weapon: None if not stated.
        status: completed unless the text says otherwise.
        is_negated: the text says that it did not happen.
        is_summary: the sentence aggregates several incidents ("a string of attacks").
        is_another: told as another happening than those that the report told before it ("a second bomb").
        is_political: an act between states, groups and bodies that is short of violence ("condemned", "agreed", "expelled").
    """

    event_type: str
    mode: str | None = None
    sub_event: str | None = None
    initiator: ActorReading | None = None
    recipient: ActorReading | None = None
    target: str | None = None
    weapon: WeaponReading | None = None
    status: EventStatus = "completed"
    is_negated: bool = False
    is_summary: bool = False
    is_another: bool = False
    is_political: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class ResponsibilityDetail:
    """Who claims or is blamed. `act` is the words for what; `event_claim_id` the event if it is told in the document."""

    role: Literal["claims", "is_blamed", "rejects"]
    act: str
    event_claim_id: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class DenialDetail:
    """A denial: `denies` is the claim of the same document that is denied (None if it is not told there)."""

    what: str
    denies: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class RecruitmentDetail:
    """A group wins fighters: from where or from whom, as far as stated."""

    origins: tuple[str, ...] = ()
    from_actor: ActorReading | None = None
    main_origin: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class CompositionDetail:
    """Of whom a group consists: nationalities or descriptions as written, the share in the claim's quantity."""

    members: tuple[str, ...]
    main: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class MovementDetail:
    """Fighters go from a place to a place; `manner` is "forced", "withdrew", "crossed", "returned", ...; None if plain."""

    origin: PlaceReading | None = None
    destination: PlaceReading | None = None
    words_from: str | None = None
    words_to: str | None = None
    manner: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ControlDetail:
    """A place is gained, held, lost or contested by the actor."""

    status: Literal["gained", "held", "lost", "contested"]


@dataclass(frozen=True, slots=True, kw_only=True)
class RelationDetail:
    """How the actor stands to another."""

    relation: Literal["pledge", "alliance", "cooperation", "split", "rivalry", "absorbed", "clash", "talks"]
    other: ActorReading


@dataclass(frozen=True, slots=True, kw_only=True)
class ThreatDetail:
    """What is threatened against whom or where, in the words of the text."""

    target: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class LeadershipDetail:
    """What became of an office holder or commander of the actor; `name` only for such, `role` as written."""

    outcome: Literal["killed", "captured", "named", "wounded", "surrendered"]
    role: str
    name: str | None = None


Detail = (
    StrengthDetail
    | ChangeDetail
    | CasualtiesDetail
    | EventDetail
    | ResponsibilityDetail
    | DenialDetail
    | RecruitmentDetail
    | CompositionDetail
    | MovementDetail
    | ControlDetail
    | RelationDetail
    | ThreatDetail
    | LeadershipDetail
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """One attributed statement of one kind, with its span.

    Attributes:
        claim_id: "c-…", from the document id, kind, span and a discriminator.
        start, end: the words that make the claim; sentence_start, sentence_end: the sentence around them.
        sentence: the sentence, character for character.
        said_on: earliest day it can have been said: publication day unless the text gives another; None without a date.
        actor: whom it is about; None if the text does not say.
        place: where it applies; None if the text does not say.
        interval: when it applies; None if the text does not say.
        quantity: the number the claim states; None if it states none.
        marks: spans that filled slots, for highlighting.
        rule: name of the rule that made it (a row of a table).
        made_by: versions of code, registers and model.
        reliability, credibility: Admiralty A–F and 1–6; None until a person or a named rule sets them.
    """

    claim_id: str
    kind: ClaimKind
    document_id: str
    start: int
    end: int
    sentence_start: int
    sentence_end: int
    sentence: str
    attribution: Attribution
    said_on: date | None = None
    actor: ActorReading | None = None
    place: PlaceReading | None = None
    interval: TimeReading | None = None
    quantity: QuantityReading | None = None
    detail: Detail
    marks: tuple[Mark, ...] = ()
    rule: str
    made_by: str
    state: ReviewState = "proposed"
    reliability: str | None = None
    credibility: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """What one document says happened; several claims may tell of it.

    Attributes:
        event_id: "e-…", from the document id and its first claim.
        claim_ids: event, casualties and responsibility claims that tell of it, in order of span.
        headline_claim_id: the claim its type was read from.
        coded_id: "set:id" of what happened, as a data set or a person gave it ("ged:217045"); None for what was read from text.
            Events with equal ids are one incident, whatever else they state; two ids of one set never are.
    The other fields are as in EventDetail and Claim.
    """

    event_id: str
    document_id: str
    claim_ids: tuple[str, ...]
    headline_claim_id: str
    event_type: str
    mode: str | None = None
    sub_event: str | None = None
    initiator: ActorReading | None = None
    recipient: ActorReading | None = None
    target: str | None = None
    weapon: WeaponReading | None = None
    place: PlaceReading | None = None
    interval: TimeReading | None = None
    status: EventStatus = "completed"
    is_negated: bool = False
    is_summary: bool = False
    coded_id: str | None = None
    state: ReviewState = "proposed"


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentRecord:
    """All claims and events of one document: what the records stage makes."""

    document_id: str
    claims: tuple[Claim, ...]
    events: tuple[Event, ...]
