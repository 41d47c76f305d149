"""A row of an ACLED export as claims and an event.

1. Columns are known by name; a row is known again by `event_id_cnty`; `timestamp` (the last change) is left out.
2. `notes` open the sentence of every claim.
3. `fatalities` is one figure of all sides, as the data set has it: it is not split, and 0 is no claim.
4. `time_precision` 2 is the week around the day, 3 the month of the day; `geo_precision` 3 is the province, not the
   provincial capital that it is coded to.
5. `actor1` and `actor2` do not say who attacked.

Source: ACLED Codebook (2024) and the value counts of its exports: of rows with `time_precision` 3 most say "(month of)".
"""

from __future__ import annotations

import calendar
from datetime import date, timedelta

from musterbook.imports.cells import Cells, RowError
from musterbook.imports.claims import Imported, Maker, RowClaims, read_time
from musterbook.imports.places import Where
from musterbook.imports.tables import load_words
from musterbook.imports.texts import write_document, write_text
from musterbook.model import (
    ActorReading,
    Attribution,
    EventDetail,
    MarkRole,
    PlaceReading,
    Published,
    QuantityReading,
    Report,
    Source,
    TimeReading,
)
from musterbook.records.codes import ACLED_SUB_EVENTS, find_plover

__all__ = ["facts_of", "import_row", "key_of"]

_ORDER = (
    "event_date", "location", "admin3", "admin2", "admin1", "country", "actor1", "assoc_actor_1", "actor2", "assoc_actor_2",
    "event_type", "sub_event_type", "fatalities", "civilian_targeting", "source", "source_scale", "tags", "event_id_cnty",
    "time_precision", "geo_precision", "inter1", "inter2",
)  # fmt: skip
_ROLES: tuple[tuple[MarkRole, str], ...] = (
    ("actor", "actor1"), ("recipient", "actor2"), ("place", "location"), ("time", "event_date"),
    ("trigger", "sub_event_type"),
)  # fmt: skip
_WHERE_PRECISIONS = {1: 1, 2: 2, 3: 4}
_HALF_WEEK = timedelta(days=3)
_SUB_EVENTS = {name.casefold(): name for name in ACLED_SUB_EVENTS}


def key_of(cells: Cells) -> str:
    """Return the id that ACLED keeps for an event.

    Raises:
        RowError: there is none.
    """
    return cells.need("event_id_cnty")


def facts_of(cells: Cells) -> tuple[str | None, str | None, Published | None]:
    """Return the sources as outlets; ACLED gives neither headlines nor the days of the reports."""
    return "; ".join(cells.parts("source"))[:300] or None, None, None


def import_row(cells: Cells, report: Report, maker: Maker, *, key: str) -> Imported:
    """Return the record of one row; a sub-event type without a PLOVER type makes no event, and a note says so.

    Raises:
        RowError: a cell that is needed is empty or cannot be read.
    """
    row = write_text(cells.values, order=_ORDER, title=None, lead="notes")
    document = write_document(report, row)
    interval = _read_time(cells)
    place = _read_place(cells, maker)
    year = interval.earliest.year if interval.earliest else None
    country = place.place.country if place and place.place else None
    sides = tuple(_read_side(cells, n, maker, country=country, year=year) for n in (1, 2))
    claims = RowClaims(
        document=document,
        row=row,
        attribution=Attribution(start=row.start, end=len(row.text), source=Source(kind="outlet"), mode="none_stated"),
        said_on=None,
        rule="imports/acled",
        made_by=maker.made_by,
        place=place,
        interval=interval,
    )
    sub_event = cells.need("sub_event_type")
    codes = find_plover(sub_event)
    head = None
    if codes is not None:
        detail = EventDetail(
            event_type=codes[0],
            mode=codes[1],
            sub_event=_SUB_EVENTS.get(sub_event.casefold()),
            initiator=sides[0],
            recipient=sides[1],
        )
        head = claims.add("event", detail, roles=_ROLES, actor=sides[0])
    _add_fatalities(claims, cells, event_claim_id=head.claim_id if head else None)
    return Imported(
        dataset="acled",
        row_key=key,
        report=report,
        document=document,
        record=claims.finish(head, coded_id=f"acled:{key}"),
        unknown_actors=tuple(s.words for s in sides if s and s.actor_id is None and _is_named(s)),
        notes=() if codes else (f"“{sub_event[:60]}” has no PLOVER type: kept as text without an event",),
    )


def _add_fatalities(claims: RowClaims, cells: Cells, *, event_claim_id: str | None) -> None:
    """Add the toll of a row that counts any dead."""
    fatalities = cells.count("fatalities")
    if not fatalities:
        return
    everybody = ActorReading(
        actor_id=None, name=None, side="unknown", words="all sides", why="fatalities are not told by side"
    )
    quantity = QuantityReading(
        low=fatalities, high=fatalities, bound="exact", unit="death", unit_kind="people", words=f"{fatalities:,}"
    )
    claims.add_toll(everybody, quantity, cells=("fatalities",), event_claim_id=event_claim_id, is_of_all_sides=True)


def _is_named(side: ActorReading) -> bool:
    return side.side != "civilians" and not side.words.casefold().startswith(load_words().nobody)


def _read_time(cells: Cells) -> TimeReading:
    day, precision = cells.day("event_date"), cells.code("time_precision", most=3)
    if day is None:
        raise RowError("missing-cell", "nothing in the column “event_date”")
    words = cells.need("event_date")
    if precision == 2:
        first, last = day - _HALF_WEEK, day + _HALF_WEEK
        return read_time(first, last, words=words, why="time_precision 2: the week around the day", date_prec=3)
    if precision == 3:
        first = date(day.year, day.month, 1)
        last = date(day.year, day.month, calendar.monthrange(day.year, day.month)[1])
        return read_time(first, last, words=words, why="time_precision 3: the month of the day", date_prec=4)
    return read_time(day, day, words=words, why="the day of the data set")


def _read_place(cells: Cells, maker: Maker) -> PlaceReading | None:
    lat, lon = cells.number("latitude"), cells.number("longitude")
    if (lat is not None and not -90 <= lat <= 90) or (lon is not None and not -180 <= lon <= 180):
        raise RowError("bad-cell", "latitude and longitude are no point on the earth")
    precision = cells.code("geo_precision", most=3)
    is_province = precision == 3
    where = Where(
        country=cells.text("country"),
        adm1=cells.text("admin1"),
        adm2=None if is_province else cells.text("admin2"),
        name=cells.text("admin1") if is_province else cells.text("location"),
        lat=lat,
        lon=lon,
        where_prec=_WHERE_PRECISIONS[precision] if precision else None,
    )
    return maker.places.find(where)


def _read_side(
    cells: Cells, number: int, maker: Maker, *, country: str | None, year: int | None
) -> ActorReading | None:
    name = cells.text(f"actor{number}")
    if name is None:
        return None
    side = load_words().inter.get((cells.text(f"inter{number}") or "").casefold(), "unknown")
    if side == "civilians":
        return ActorReading(actor_id=None, name=None, side="civilians", words=name, why="the data set's kind of actor")
    return maker.actors.find(name, side, country=country, year=year)
