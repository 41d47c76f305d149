"""A row of UCDP GED as claims and an event.

1. Columns are known by name: their order and number differ between releases.
2. Deaths are the best estimate of each side. Where all are of one side, `low`, `best` and `high` are of that side; where
   not, they are a figure of all sides beside those of the sides. Estimates that are out of order stay as they are.
3. `number_of_sources` of -1 is "not recorded", not "none"; 1753-01-01 is a missing date.
4. A row is a summary if the data set says so (`event_clarity` 2) or its days span more than a week: its dead may be
   those of other rows too, so it is never added to them.
5. The order of the sides says nothing about who attacked, except in one-sided violence.

Source: UCDP GED Codebook 23.1 (Högbladh 2023).
"""

from __future__ import annotations

import re
from datetime import date

from musterbook.imports.cells import Cells, RowError
from musterbook.imports.claims import Imported, Maker, RowClaims, read_source, read_time
from musterbook.imports.places import Where
from musterbook.imports.texts import write_document, write_text
from musterbook.model import (
    ActorReading,
    EventDetail,
    MarkRole,
    Number,
    PlaceReading,
    Published,
    QuantityReading,
    Report,
    Side,
)
from musterbook.records.codes import choose_sub_event

__all__ = ["facts_of", "import_row", "key_of"]

_ORDER = (
    "date_start", "date_end", "where_coordinates", "where_description", "adm_2", "adm_1", "country", "side_a", "side_b",
    "deaths_a", "deaths_b", "deaths_civilians", "deaths_unknown", "best", "low", "high", "source_original", "id", "relid",
    "type_of_violence", "conflict_name", "dyad_name", "event_clarity", "date_prec", "where_prec", "number_of_sources",
    "code_status",
)  # fmt: skip
_SIDES = ("deaths_a", "deaths_b", "deaths_civilians", "deaths_unknown")
_ROLES: tuple[tuple[MarkRole, str], ...] = (
    ("actor", "side_a"), ("recipient", "side_b"), ("place", "where_coordinates"), ("time", "date_start"),
    ("source", "source_original"),
)  # fmt: skip
_MOST_WEEK_DAYS = 7
# "Office,1999-12-31,Headline" in quotation marks; before 2013 also "Office 1999-12-31 …".
_ARTICLE = re.compile(r"\A\"?([^,;\"]{1,80}?)[, ]+(\d{4}-\d{2}-\d{2})[, ]*\"?(.{0,2000})\Z", re.DOTALL)
_BETWEEN_ARTICLES = re.compile(r"\"\s?;\s?\"")


def key_of(cells: Cells) -> str:
    """Return the id that UCDP keeps for an event through all releases.

    Raises:
        RowError: there is none.
    """
    value = cells.number("id")
    return str(cells.need("id") if value is None else value)


def facts_of(cells: Cells) -> tuple[str | None, str | None, Published | None]:
    """Return outlets, headlines and the day of the last report that the row rests on; None for what is not given."""
    offices, days, headlines = cells.parts("source_office"), cells.days("source_date"), cells.text("source_headline")
    if not offices:
        offices, days, headlines = _read_articles(cells.text("source_article") or "", cells)
    published = Published(day=max(days), origin="table") if days else None
    return "; ".join(offices)[:300] or None, headlines, published


def _read_articles(written: str, cells: Cells) -> tuple[tuple[str, ...], tuple[date, ...], str | None]:
    found = [match for part in _BETWEEN_ARTICLES.split(written)[:50] if (match := _ARTICLE.match(part))]
    listed = Cells(values={"days": ";".join(match[2] for match in found)}, date_order=cells.date_order)
    headlines = "; ".join(text for match in found if (text := match[3].strip(' ",')))
    return tuple(dict.fromkeys(match[1].strip() for match in found)), listed.days("days"), headlines or None


def import_row(cells: Cells, report: Report, maker: Maker, *, key: str) -> Imported:
    """Return the record of one row.

    Raises:
        RowError: a cell that is needed is empty or cannot be read.
    """
    first, last = cells.day("date_start"), cells.day("date_end")
    if first is None or last is None or last < first:
        raise RowError("bad-date", "date_start and date_end are not two days in order")
    date_prec, kind = cells.code("date_prec", most=5), cells.code("type_of_violence", most=3)
    shown = {name: text for name, text in cells.values.items() if not (name == "number_of_sources" and text == "-1")}
    row = write_text(shown, order=_ORDER, title=report.title, lead=None)
    document = write_document(report, row)
    place = _read_place(cells, maker)
    country = place.place.country if place and place.place else None
    sides = _read_sides(cells, kind, maker, country=country, year=first.year)
    claims = RowClaims(
        document=document,
        row=row,
        attribution=read_source(cells, row, "source_original", actors=maker.actors),
        said_on=report.published.day if report.published else None,
        rule="imports/ged",
        made_by=maker.made_by,
        place=place,
        interval=read_time(
            first, last, words=" to ".join(dict.fromkeys((str(first), str(last)))), why="dates of the data set",
            date_prec=date_prec,
        ),
    )  # fmt: skip
    is_summary = (
        cells.code("event_clarity", most=2) == 2 or (last - first).days >= _MOST_WEEK_DAYS or (date_prec or 0) > 3
    )
    # UCDP counts the army and the police of a state to its government.
    initiator, recipient = (_fighting_side(side.side) for side in sides)
    sub_event = choose_sub_event("ASSAULT", mode=None, weapon=None, initiator=initiator, recipient=recipient)
    detail = EventDetail(
        event_type="ASSAULT", sub_event=sub_event, initiator=sides[0], recipient=sides[1], is_summary=is_summary
    )
    head = claims.add("event", detail, roles=_ROLES, actor=sides[0])
    notes = _add_tolls(cells, claims, sides, event_claim_id=head.claim_id)
    return Imported(
        dataset="ged",
        row_key=key,
        report=report,
        document=document,
        record=claims.finish(head, coded_id=f"ged:{key}", is_summary=is_summary),
        unknown_actors=tuple(s.words for s in sides if s.actor_id is None and s.side != "civilians"),
        is_summary=is_summary,
        notes=notes,
    )


def _fighting_side(side: Side) -> Side:
    return "state_force" if side == "government" else side


def _read_place(cells: Cells, maker: Maker) -> PlaceReading | None:
    lat, lon = cells.number("latitude"), cells.number("longitude")
    if (lat is not None and not -90 <= lat <= 90) or (lon is not None and not -180 <= lon <= 180):
        raise RowError("bad-cell", "latitude and longitude are no point on the earth")
    where = Where(
        country=cells.text("country"),
        adm1=cells.text("adm_1"),
        adm2=cells.text("adm_2"),
        name=cells.text("where_coordinates"),
        lat=lat,
        lon=lon,
        where_prec=cells.code("where_prec", most=7),
    )
    return maker.places.find(where)


def _read_sides(
    cells: Cells, kind: int | None, maker: Maker, *, country: str | None, year: int
) -> tuple[ActorReading, ActorReading]:
    """Return side a and side b; side b of one-sided violence (3) is the civilians."""
    found: list[ActorReading] = []
    for letter in ("a", "b"):
        name = cells.need(f"side_{letter}")
        if letter == "b" and (kind == 3 or name.casefold() == "civilians"):
            found.append(
                ActorReading(
                    actor_id=None, name=None, side="civilians", words=name, why="one-sided violence: civilians"
                )
            )
            continue
        ucdp_id = cells.number(f"side_{letter}_new_id")
        is_state = name.startswith("Government of ") or cells.text(f"gwno{letter}") is not None
        side: Side = "government" if is_state else "armed_group"
        found.append(maker.actors.find(name, side, int(ucdp_id) if ucdp_id else None, country=country, year=year))
    return found[0], found[1]


def _add_tolls(
    cells: Cells, claims: RowClaims, sides: tuple[ActorReading, ActorReading], *, event_claim_id: str
) -> tuple[str, ...]:
    """Add the tolls of the sides and, where they say less than the row, that of all sides; return what is odd."""
    best, low, high = (_need_count(cells, name) for name in ("best", "low", "high"))
    deaths = {name: number for name in _SIDES if (number := cells.count(name))}
    is_certain = low == best == high
    whose = dict(zip(_SIDES, (*sides, *_others()), strict=True))
    if len(deaths) == 1 and best == sum(deaths.values()):
        (name,) = deaths
        claims.add_toll(
            whose[name], _estimate(low, best, high), cells=(name, "best", "low", "high"), event_claim_id=event_claim_id
        )
    else:
        for name, number in deaths.items():
            quantity = QuantityReading(
                low=number, high=number, bound="exact" if is_certain else "about", unit="death", unit_kind="people",
                words=str(number),
            )  # fmt: skip
            claims.add_toll(whose[name], quantity, cells=(name,), event_claim_id=event_claim_id)
        if not is_certain or best != sum(deaths.values()):
            everybody = ActorReading(
                actor_id=None, name=None, side="unknown", words="all sides", why="the row's figure of all sides"
            )
            claims.add_toll(
                everybody, _estimate(low, best, high), cells=("best", "low", "high"), event_claim_id=event_claim_id,
                is_of_all_sides=True,
            )  # fmt: skip
    odd = []
    if not low <= best <= high:
        odd.append("low, best and high are out of order")
    if deaths and best != sum(deaths.values()):
        odd.append("best is not the sum of the deaths of the sides")
    return tuple(odd)


def _need_count(cells: Cells, name: str) -> int:
    value = cells.count(name)
    if value is None:
        raise RowError("missing-cell", f"nothing in the column “{name}”")
    return value


def _others() -> tuple[ActorReading, ActorReading]:
    civilians = ActorReading(
        actor_id=None, name=None, side="civilians", words="deaths_civilians", why="the column deaths_civilians"
    )
    unknown = ActorReading(
        actor_id=None, name=None, side="unknown", words="deaths_unknown", why="the row does not say whose they are"
    )
    return civilians, unknown


def _estimate(low: Number, best: Number, high: Number) -> QuantityReading:
    is_certain = low == best == high
    words = f"{best:,}" if is_certain else f"{best:,} ({low:,} to {high:,})"
    return QuantityReading(
        low=low, high=high, best=None if is_certain else best, bound="exact" if is_certain else "range", unit="death",
        unit_kind="people", words=words,
    )  # fmt: skip
