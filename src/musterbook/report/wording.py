"""How the report names codes, numbers, days and speakers."""

from __future__ import annotations

import tomllib
from datetime import date
from functools import cache
from importlib.resources import files
from typing import get_args

from musterbook.errors import RegisterError
from musterbook.model import (
    ActorReading,
    Bound,
    ClaimKind,
    EventStatus,
    EvidenceKind,
    MarkRole,
    Number,
    Outcome,
    PlaceReading,
    QuantityReading,
    Side,
    SourceKind,
    Stance,
    TimeReading,
    TollFigure,
    WeaponClass,
)

__all__ = [
    "load_words",
    "name_actor",
    "name_code",
    "name_count",
    "name_day",
    "name_interval",
    "name_limits",
    "name_number",
    "name_place",
    "name_quantity",
    "name_time",
    "name_weapon",
]

_FILE = "data/words.toml"
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_OPEN_SIGNS: dict[Bound, str] = {
    "about": "≈ ",
    "at_least": "≥ ",
    "more_than": "> ",
    "at_most": "≤ ",
    "fewer_than": "< ",
    "vague": "≥ ",
}
_TOPICS = ("strength", "growth", "flow", "consistency", "losses", "origins")
_REQUIRED: dict[str, tuple[str, ...]] = {
    "kind": get_args(ClaimKind),
    "stance": get_args(Stance),
    "evidence": get_args(EvidenceKind),
    "mode": ("direct", "indirect", "none_stated"),
    "source_kind": get_args(SourceKind),
    "bound": get_args(Bound),
    "place_precision": tuple("1234567"),
    "date_precision": tuple("12345"),
    "side": get_args(Side),
    "outcome": get_args(Outcome),
    "status": get_args(EventStatus),
    "topic_column": _TOPICS,
    "topic": _TOPICS,
    "role": get_args(MarkRole),
    "weapon": get_args(WeaponClass),
    "copy": ("exact", "near"),
    "toll_figure": get_args(TollFigure),
    "credits": ("geonames", "natural_earth", "overlay"),
}


@cache
def load_words() -> dict[str, dict[str, str]]:
    """Return the tables of words.toml, by code list and code.

    Raises:
        RegisterError: a code of the model has no word.
    """
    tables: dict[str, dict[str, str]] = tomllib.loads(files(__package__).joinpath(_FILE).read_text("utf-8"))
    for name, codes in _REQUIRED.items():
        missing = [code for code in codes if code not in tables.get(name, {})]
        if missing:
            raise RegisterError(f"the report has no words for {', '.join(missing)}", where=f"{_FILE} [{name}]")
    return tables


def name_code(table: str, code: object) -> str:
    """Return the words for a code; the code itself, without underscores, where a newer record has one unknown here."""
    return load_words().get(table, {}).get(str(code), str(code).replace("_", " "))


def name_number(value: Number | None) -> str:
    """Return 1,200 or 12.5 or −4; an empty text for None."""
    if value is None:
        return ""
    number = float(value)
    text = f"{number:,.0f}" if number.is_integer() else f"{number:,.2f}".rstrip("0")
    return text.replace("-", "−")


def name_count(number: int, noun: str) -> str:
    """Return "1 report", "2 reports"."""
    return f"{number:,} {noun}" if number == 1 else f"{number:,} {noun}s"


def name_limits(low: Number | None, high: Number | None, bound: Bound) -> str:
    """Return a figure with its bound as a sign: "> 1,200", "≈ 1,000", "40–60"; "no figure" if there is none."""
    if low is None and high is None:
        return "no figure"
    if low is not None and high is not None and low != high:
        return f"{name_number(low)}–{name_number(high)}"
    return _OPEN_SIGNS.get(bound, "") + name_number(low if low is not None else high)


def name_quantity(quantity: QuantityReading) -> str:
    """Return the figure as it is read, with its unit where that is no count: "> 1,200", "20 %", "× 2"."""
    figure = name_limits(quantity.low, quantity.high, quantity.bound)
    if quantity.unit == "percent":
        return f"{figure} %"
    if quantity.unit == "factor":
        return f"× {figure}"
    if quantity.unit == "share" and quantity.low is not None and quantity.low == quantity.high:
        return f"{name_number(round(100 * quantity.low, 1))} %"
    return figure


def name_day(day: date) -> str:
    """Return "13 Apr 2017"."""
    return f"{day.day} {_MONTHS[day.month - 1]} {day.year}"


def name_interval(earliest: date | None, latest: date | None) -> str:
    """Return a day, month, year or span; "no date" if both ends are unknown."""
    if earliest is None and latest is None:
        return "no date"
    if earliest is None or latest is None:
        return f"until {name_day(latest)}" if latest else f"from {name_day(earliest)}" if earliest else ""
    if earliest == latest:
        return name_day(earliest)
    return _name_whole_months(earliest, latest) or f"{name_day(earliest)} – {name_day(latest)}"


def _name_whole_months(earliest: date, latest: date) -> str | None:
    """Return "2017", "2015–2017" or "Jan 2018" if the days are just that; None otherwise."""
    if earliest.day != 1 or not _is_last_day(latest):
        return None
    if (earliest.month, latest.month) == (1, 12):
        return str(earliest.year) if earliest.year == latest.year else f"{earliest.year}–{latest.year}"
    is_one_month = (earliest.year, earliest.month) == (latest.year, latest.month)
    return f"{_MONTHS[earliest.month - 1]} {earliest.year}" if is_one_month else None


def name_time(reading: TimeReading | None) -> str:
    """Return when, with the precision in words; an empty text where the text says nothing."""
    if reading is None:
        return ""
    if reading.earliest is None and reading.latest is None:
        return f"“{reading.words}”, not resolved to a date"
    named = name_interval(reading.earliest, reading.latest)
    return f"{named} ({name_code('date_precision', reading.date_prec)})" if reading.date_prec else named


def name_place(reading: PlaceReading | None) -> str:
    """Return where, with the parents and the precision in words; an empty text where the text says nothing."""
    if reading is None:
        return ""
    if reading.place is None:
        return f"“{reading.words}”, not resolved to a place"
    place = reading.place
    parents = [part for part in (place.adm2, place.adm1, place.country) if part and part != place.name]
    named = ", ".join(dict.fromkeys([place.name, *parents]))
    return f"{named} ({name_code('place_precision', reading.where_prec)})" if reading.where_prec else named


def name_actor(reading: ActorReading | None) -> str:
    """Return the register's name, or the words of the text in quotation marks; an empty text for None."""
    if reading is None:
        return ""
    return reading.name or (f"“{reading.words}”" if reading.words else name_code("side", reading.side))


def name_weapon(weapon_class: WeaponClass, model: str | None) -> str:
    """Return "aerial bomb (GBU-43/B)"."""
    named = name_code("weapon", weapon_class)
    return f"{named} ({model})" if model else named


def _is_last_day(day: date) -> bool:
    return day == date.max or date.fromordinal(day.toordinal() + 1).day == 1
