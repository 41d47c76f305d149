"""What a row says as claims: each with the row's paragraph as its sentence and the cell it was read from as its span."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from musterbook.imports.actors import ActorFinder
from musterbook.imports.cells import Cells
from musterbook.imports.places import PlaceFinder
from musterbook.imports.texts import RowText
from musterbook.model import (
    ActorReading,
    Attribution,
    CasualtiesDetail,
    Claim,
    ClaimKind,
    Detail,
    Document,
    DocumentRecord,
    Event,
    EventDetail,
    Granularity,
    MarkRole,
    Outcome,
    PlaceReading,
    QuantityReading,
    Report,
    Source,
    TimeReading,
    make_id,
)

__all__ = ["Given", "Imported", "Maker", "RowClaims", "read_source", "read_time"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Given:
    """What the user says for all rows of a table that do not say it themselves; None = not given.

    Attributes:
        actor: whom the figures of a claims table are about.
        area: where.
        what: what is counted: "strength" or an outcome ("killed").
        event: the name of what happened: rows of one name are one incident.
        event_date: the day it happened on.
    """

    actor: str | None = None
    area: str | None = None
    what: str | None = None
    event: str | None = None
    event_date: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Imported:
    """One row as the record keeps it.

    Attributes:
        dataset, row_key: by these the row is known again in another version of the table.
        unknown_actors: names of sides that the register does not have.
        notes: what the user should know of the row ("low above best").
    """

    dataset: str
    row_key: str
    report: Report
    document: Document
    record: DocumentRecord
    unknown_actors: tuple[str, ...] = ()
    is_summary: bool = False
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Maker:
    """What making records needs: the ways to find actors and places, and the versions for `made_by`."""

    actors: ActorFinder
    places: PlaceFinder
    made_by: str


@dataclass(slots=True, kw_only=True)
class RowClaims:
    """The claims of one row while they are made."""

    document: Document
    row: RowText
    attribution: Attribution
    said_on: date | None
    rule: str
    made_by: str
    place: PlaceReading | None = None
    interval: TimeReading | None = None
    claims: list[Claim] = field(default_factory=list)

    def add(
        self,
        kind: ClaimKind,
        detail: Detail,
        *,
        cells: tuple[str, ...] = (),
        roles: tuple[tuple[MarkRole, str], ...] = (),
        actor: ActorReading | None = None,
        quantity: QuantityReading | None = None,
        attribution: Attribution | None = None,
    ) -> Claim:
        """Make a claim of these cells and return it; without cells it is of the whole paragraph."""
        start, end = self.row.span(*cells)
        claim = Claim(
            claim_id=make_id("c", self.document.document_id, kind, start, end, len(self.claims)),
            kind=kind,
            document_id=self.document.document_id,
            start=start,
            end=end,
            sentence_start=self.row.start,
            sentence_end=len(self.row.text),
            sentence=self.row.sentence,
            attribution=attribution or self.attribution,
            said_on=self.said_on,
            actor=actor,
            place=self.place,
            interval=self.interval,
            quantity=quantity,
            detail=detail,
            marks=self.row.marks(roles),
            rule=self.rule,
            made_by=self.made_by,
        )
        self.claims.append(claim)
        return claim

    def add_toll(
        self,
        whose: ActorReading,
        quantity: QuantityReading,
        *,
        cells: tuple[str, ...],
        event_claim_id: str | None,
        outcome: Outcome = "killed",
        by: ActorReading | None = None,
        is_of_all_sides: bool = False,
    ) -> Claim:
        """Make a casualties claim."""
        detail = CasualtiesDetail(
            outcome=outcome, whose=whose, by=by, event_claim_id=event_claim_id, is_of_all_sides=is_of_all_sides
        )
        roles: tuple[tuple[MarkRole, str], ...] = tuple(("quantity", name) for name in cells)
        return self.add("casualties", detail, cells=cells, roles=roles, actor=whose, quantity=quantity)

    def finish(self, head: Claim | None, *, coded_id: str | None, is_summary: bool = False) -> DocumentRecord:
        """Return the record of the row; `head` is its event claim, None if it tells of no event."""
        events: tuple[Event, ...] = ()
        if head is not None and isinstance(head.detail, EventDetail):
            detail = head.detail
            event = Event(
                event_id=make_id("e", self.document.document_id, head.claim_id),
                document_id=self.document.document_id,
                claim_ids=tuple(claim.claim_id for claim in self.claims),
                headline_claim_id=head.claim_id,
                event_type=detail.event_type,
                mode=detail.mode,
                sub_event=detail.sub_event,
                initiator=detail.initiator,
                recipient=detail.recipient,
                target=detail.target,
                place=self.place,
                interval=self.interval,
                is_summary=is_summary,
                coded_id=coded_id,
            )
            events = (event,)
        return DocumentRecord(document_id=self.document.document_id, claims=tuple(self.claims), events=events)


def read_source(cells: Cells, row: RowText, name: str, *, actors: ActorFinder) -> Attribution:
    """Return who says it: the speaker in this cell; the outlet where the cell is empty."""
    words = cells.text(name)
    whole = (row.start, len(row.text))
    if words is None or name not in row.spans:
        return Attribution(start=whole[0], end=whole[1], source=Source(kind="outlet"), mode="none_stated")
    kind, actor = actors.speaker(words)
    start, end = row.spans[name]
    source = Source(kind=kind, words=words, actor=actor, start=start, end=end)
    return Attribution(start=whole[0], end=whole[1], source=source, mode="indirect")


def read_time(first: date, last: date, *, words: str, why: str, date_prec: int | None = None) -> TimeReading:
    """Return the time from one day to another; the precision is the data set's, else that of GED for its length."""
    n_days = (last - first).days + 1
    granularity: Granularity = "day" if n_days == 1 else "week" if n_days == 7 else "period"
    if n_days > 27 and first.day == 1 and (first.year, first.month) == (last.year, last.month):
        granularity = "month"
    elif n_days > 364 and first.month == first.day == 1 and first.year == last.year:
        granularity = "year"
    by_length = 1 if n_days == 1 else 2 if n_days < 7 else 3 if n_days == 7 else 4 if n_days < 32 else 5
    return TimeReading(
        earliest=first,
        latest=last,
        granularity=granularity,
        date_prec=by_length if date_prec is None else date_prec,
        words=words,
        why=why,
    )
