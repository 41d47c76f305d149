"""Why a claim says what it says: what filled its slots, what was weighed and what was dropped."""

from __future__ import annotations

from dataclasses import dataclass

from musterbook.model.incidents import Origin, Ruling, Toll, Trace
from musterbook.model.tracing import TollOrigin


@dataclass(frozen=True, slots=True, kw_only=True)
class RuleRow:
    """One row of a word table, in words.

    Attributes:
        table: its file ("records/data/change.toml"); words: what opens it; conditions: what it asks for beside them.
    """

    name: str
    table: str
    words: tuple[str, ...]
    conditions: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Considered:
    """A row whose word stands in a sentence.

    Attributes:
        start, end: the word.
        claim_id: the claim that the row made of this word; None if it made none.
        reason: why it made none; "" if it made one.
    """

    row: RuleRow
    start: int
    end: int
    words: str
    claim_id: str | None
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Weighed:
    """Something that could have filled a slot.

    Attributes:
        words: as written, or the name of the reading.
        weight: in [0, 1] among the readings of one name; None where nothing is weighed.
        is_chosen: it fills the slot.
        reason: why it was taken or not.
    """

    words: str
    weight: float | None = None
    is_chosen: bool = False
    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class SlotReason:
    """How one slot of a claim was filled.

    Attributes:
        slot: "figure", "about", "place", "time", "speaker", "weapon", or another slot of the kind.
        value: what it holds, in words; None if it is empty.
        words: the words of the text it was read from; None if there are none.
        start, end: where they stand in the document.
        why: in words.
        table: the table of words it rests on; None if none.
        weighed: candidates, the chosen one first.
    """

    slot: str
    value: str | None
    words: str | None = None
    start: int | None = None
    end: int | None = None
    why: str
    table: str | None = None
    weighed: tuple[Weighed, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Explanation:
    """Why one claim says what it says.

    Attributes:
        row: the row of a table that made it; None where a rule without a row did (`rule` names it).
        trigger: the words that opened it.
        considered: the other rows whose words stand in the sentence, and what became of them.
        made_by: versions of what read the text for this explanation.
        origin: of the claim in the record, with the other claims of it and why they are one; None outside of a record.
    """

    claim_id: str
    kind: str
    sentence: str
    rule: str
    row: RuleRow | None
    trigger: str
    slots: tuple[SlotReason, ...]
    considered: tuple[Considered, ...]
    made_by: str
    origin: Origin | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PairPart:
    """One thing at which two events were compared: `level` is what was found, `weight` what it adds to the log odds."""

    name: str
    level: str
    weight: float


@dataclass(frozen=True, slots=True, kw_only=True)
class PairReason:
    """How alike two events are.

    Attributes:
        event_id: of the incident that is explained; other_id: the other event, other_incident_id: where it belongs.
        score: of both telling of one incident, in [0, 1]; parts: what it is made of, the weightiest first.
    """

    event_id: str
    other_id: str
    other_incident_id: str
    score: float
    parts: tuple[PairPart, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class TollReason:
    """One toll of an incident, and the origins behind its figures."""

    toll: Toll
    origins: tuple[TollOrigin, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class IncidentExplanation:
    """Why the events of an incident are one, and which others are not in it.

    Attributes:
        joined: of each event, the one of the incident that is most like it; copies and continuations are in `beside`.
        beside: sentences on events that were joined without comparing: copies of a text, and what continues an event.
        statements: of each denial and claim of responsibility of another report that stands beside it, the event that it is
            most like; `event_id` is the id of the claim there.
        apart: the nearest events of other incidents, the most alike first.
        tolls: its casualties, and whose word each figure is.
        rulings: what persons ruled on its events; traces: what became of its id.
        n_considered: events of other incidents that were compared for `apart`.
    """

    incident_id: str
    joined: tuple[PairReason, ...]
    beside: tuple[str, ...]
    apart: tuple[PairReason, ...]
    tolls: tuple[TollReason, ...]
    rulings: tuple[Ruling, ...]
    traces: tuple[Trace, ...]
    n_considered: int
    statements: tuple[PairReason, ...] = ()
