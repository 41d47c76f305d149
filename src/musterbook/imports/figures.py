"""A row of a claims table: one figure that somebody gave, of a group's strength or of a toll, as its collector noted it.

1. `date` is what the figure is about, `said_on` when it was said; one of the two stands for the other where it is empty.
2. `origin` is a person's word: figures of one origin are one, figures of two are two, whatever the words look like.
3. Rows of one `event` are one incident.
4. A denial has no figure: it says that another one is wrong.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import get_args

from musterbook.imports.cells import Cells, RowError
from musterbook.imports.claims import Given, Imported, Maker, RowClaims, read_source, read_time
from musterbook.imports.tables import load_words
from musterbook.imports.texts import RowText, write_document, write_text
from musterbook.model import (
    ActorReading,
    Attribution,
    Claim,
    DenialDetail,
    EventDetail,
    MarkRole,
    Outcome,
    PlaceReading,
    Published,
    QuantityReading,
    Report,
    StrengthDetail,
    TimeReading,
    make_id,
)

__all__ = ["FIGURE_COLUMNS", "WHAT", "facts_of", "fill_cells", "import_row", "key_of", "repeat_address"]

FIGURE_COLUMNS: tuple[Outcome, ...] = tuple(name for name in get_args(Outcome) if name != "casualties")
WHAT = ("strength", *FIGURE_COLUMNS)

_ORDER = (
    "date", "said_on", "event_date", "actor", "what", "kind", *FIGURE_COLUMNS, "lo", "hi", "definition", "area", "event",
    "said_by", "source", "origin", "url", "id",
)  # fmt: skip
_KEY_CELLS = ("date", "said_on", "event_date", "source", "said_by", "url", "what", "event", "actor", "area")


def repeat_address(cells: Cells, above: str | None) -> Cells:
    """Return the cells with the address of the row above where it stands "same as above"; none if there is none above."""
    values = dict(cells.values)
    if values.get("url", "").casefold() in load_words().repeats:
        values.pop("url")
        if above is not None:
            values["url"] = above
    return replace(cells, values=values)


def fill_cells(cells: Cells, given: Given) -> Cells:
    """Return the cells with what the user gave for the whole table in the empty ones."""
    values = dict(cells.values)
    words = {
        "actor": given.actor, "area": given.area, "event": given.event,
        "event_date": given.event_date.isoformat() if given.event_date else None,
    }  # fmt: skip
    for name, word in words.items():
        if word is not None:
            values.setdefault(name, word)
    column = next((name for name in FIGURE_COLUMNS if name in values), None)
    values.setdefault("what", column or given.what or "strength")
    return replace(cells, values=values)


def key_of(cells: Cells) -> str:
    """Return the row's own `id`, else a hash over all that says which figure it is, but not how high."""
    own = cells.text("id")
    return f"id:{own}" if own else make_id("row", *(cells.text(name) for name in _KEY_CELLS))


def facts_of(cells: Cells) -> tuple[str | None, str | None, Published | None]:
    """Return outlet and day; the outlet of an address is told from the address."""
    return cells.text("outlet"), None, Published(day=day, origin="table") if (day := _said_on(cells)) else None


def _said_on(cells: Cells) -> date | None:
    period = cells.period("said_on") or cells.period("date")
    return period[1] if period else None


def import_row(cells: Cells, report: Report, maker: Maker, *, key: str) -> Imported:
    """Return the record of one row.

    Raises:
        RowError: a cell that is needed is empty or cannot be read.
    """
    what = cells.need("what").casefold()
    if what not in WHAT:
        raise RowError("bad-cell", f"“{what[:60]}” in the column “what” is none of {', '.join(WHAT)}")
    actor = _read_actor(cells, maker)
    row = write_text(cells.values, order=_ORDER, title=None, lead="quote")
    document = write_document(report, row)
    claims = RowClaims(
        document=document,
        row=row,
        attribution=_read_attribution(cells, row, actor, maker),
        said_on=_said_on(cells),
        rule="imports/claims",
        made_by=maker.made_by,
        place=_read_place(cells, actor, maker),
        interval=_read_interval(cells, is_strength=what == "strength"),
    )
    head = None
    if what == "strength":
        _add_strength(cells, claims, actor)
    else:
        outcome = next(name for name in FIGURE_COLUMNS if name == what)
        head = _add_toll(cells, claims, actor, outcome=outcome)
    event = cells.text("event")
    coded_id = f"claims:{' '.join(event.casefold().split())[:200]}" if event else None
    return Imported(
        dataset="claims",
        row_key=key,
        report=report,
        document=document,
        record=claims.finish(head, coded_id=coded_id),
        unknown_actors=(actor.words,) if actor.actor_id is None else (),
    )


def _read_actor(cells: Cells, maker: Maker) -> ActorReading:
    name = cells.text("actor")
    if name is None:
        raise RowError("missing-cell", "nothing in the column “actor”: the row does not say whom it is about")
    if name.casefold() in {"civilians", "civilian"}:
        return ActorReading(actor_id=None, name=None, side="civilians", words=name, why="the column “actor”")
    return maker.actors.find(name, "unknown")


def _read_attribution(cells: Cells, row: RowText, actor: ActorReading, maker: Maker) -> Attribution:
    said = read_source(cells, row, "said_by" if cells.text("said_by") else "source", actors=maker.actors)
    code = cells.text("source")
    if (
        said.source.kind == "unknown" and code is not None
    ):  # the name alone does not tell what its collector's code does
        kind, of_code = maker.actors.speaker(code)
        said = replace(said, source=replace(said.source, kind=kind, actor=said.source.actor or of_code))
    speaker = said.source.actor
    is_party = speaker is not None and speaker.actor_id == actor.actor_id
    return replace(said, origin=cells.text("origin"), is_party=is_party)


def _read_place(cells: Cells, actor: ActorReading, maker: Maker) -> PlaceReading | None:
    area = cells.text("area")
    return maker.places.find_named(area, maker.actors.countries_of(actor.actor_id)) if area else None


def _read_interval(cells: Cells, *, is_strength: bool) -> TimeReading | None:
    for name in ("date",) if is_strength else ("event_date", "date"):
        if (period := cells.period(name)) is not None:
            return read_time(*period, words=cells.need(name), why=f"the column “{name}”")
    return None


def _add_strength(cells: Cells, claims: RowClaims, actor: ActorReading) -> None:
    definition = cells.text("definition")
    counted = " and ".join(part.strip() for part in definition.split("+")) if definition else None
    quantity = _read_quantity(cells, cells.number("lo"), cells.number("hi"), unit=counted)
    if quantity is None:
        claims.add("denial", DenialDetail(what=_name_figure(cells, "strength")), actor=actor)
        return
    roles: tuple[tuple[MarkRole, str], ...] = (
        ("quantity", "lo"), ("quantity", "hi"), ("actor", "actor"), ("place", "area"), ("time", "date"),
        ("source", "said_by" if cells.text("said_by") else "source"),
    )  # fmt: skip
    claims.add(
        "strength", StrengthDetail(counted=counted), cells=("kind", "lo", "hi", "definition"), roles=roles, actor=actor,
        quantity=quantity,
    )  # fmt: skip


def _add_toll(cells: Cells, claims: RowClaims, actor: ActorReading, *, outcome: Outcome) -> Claim:
    event = cells.text("event")
    detail = EventDetail(event_type="ASSAULT", recipient=actor, target=event)
    head = claims.add("event", detail, roles=(("recipient", "actor"), ("place", "area"), ("time", "event_date")))
    is_split = outcome not in cells.values
    low = cells.count("lo" if is_split else outcome)
    quantity = _read_quantity(cells, low, cells.count("hi"), unit=None)
    if quantity is None:
        claims.add("denial", DenialDetail(what=_name_figure(cells, outcome)), actor=actor)
    else:
        columns = ("kind", "lo", "hi") if is_split else (outcome,)
        claims.add_toll(actor, quantity, cells=columns, event_claim_id=head.claim_id, outcome=outcome)
    return head


def _name_figure(cells: Cells, what: str) -> str:
    """Return what a row denies: "killed: 96", or "any killed" where its number is none."""
    figure = cells.text(what) or cells.text("lo")
    return f"any {what}" if figure in {None, "0"} else f"{what}: {figure}"


def _read_quantity(cells: Cells, low: float | None, high: float | None, *, unit: str | None) -> QuantityReading | None:
    """Return the figure; None for a denial.

    Raises:
        RowError: an unknown kind, no number, or a range without two ends in order.
    """
    written = cells.text("kind")
    folded = "".join(written.casefold().split()).replace("_", "").replace("-", "") if written else None
    if folded in {"denial", "denies", "denied"}:
        return None
    bound = load_words().bounds.get(folded) if folded else ("range" if high not in {None, low} else "exact")
    if bound is None:
        allowed = ", ".join((*load_words().bounds, "denial"))
        raise RowError("bad-cell", f"“{(written or '')[:60]}” in the column “kind” is none of {allowed}")
    if bound == "range":
        if low is None or high is None or low > high:
            raise RowError("bad-cell", "a range needs a lower and a higher figure")
        return QuantityReading(
            low=low, high=high, bound=bound, unit=unit, unit_kind="people", words=f"{low:,} to {high:,}"
        )
    # One figure, whichever of the two columns it stands in; its kind says which limit it is.
    value = low if low is not None else high
    if value is None:
        raise RowError("missing-cell", "the row gives no figure")
    if high not in {None, low} and low is not None:
        raise RowError("bad-cell", f"two figures where “{written}” has one: give the kind “range”")
    lower = None if bound in {"at_most", "fewer_than"} else value
    upper = None if bound in {"at_least", "more_than"} else value
    said = {
        "about": "about ", "at_least": "at least ", "more_than": "more than ", "at_most": "up to ", "fewer_than": "fewer than ",
    }.get(bound, "")  # fmt: skip
    return QuantityReading(low=lower, high=upper, bound=bound, unit=unit, unit_kind="people", words=f"{said}{value:,}")
