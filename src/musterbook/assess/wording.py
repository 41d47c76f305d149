"""How figures and days are named in answers."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from musterbook.model import Assessment, Incident, Origin, Series, SeriesPoint, Weight

__all__ = [
    "count",
    "describe_told",
    "describe_weight",
    "name_factor",
    "name_interval",
    "name_origins",
    "name_reports",
    "name_time",
    "quote_point",
    "say_insufficient",
    "say_no_place",
    "say_too_few",
]

# Whatever reports of outlets tell.
Weighed = Weight | Incident | Origin | Series | Assessment


def count(number: int, noun: str) -> str:
    """Return "1 origin", "2 origins"."""
    return f"{number:,} {noun}" if number == 1 else f"{number:,} {noun}s"


def name_reports(weight: Weighed) -> str:
    """Return "7 reports, 4 outlets", or "7 reports (2 of unknown outlets), 4 outlets" where nobody knows who printed some."""
    reports = count(weight.n_reports, "report")
    if not weight.n_unnamed:
        return f"{reports}, {count(weight.n_outlets, 'outlet')}"
    if not weight.n_outlets:
        return f"{reports} of {'an unknown outlet' if weight.n_unnamed == 1 else 'unknown outlets'}"
    unnamed = "1 of an unknown outlet" if weight.n_unnamed == 1 else f"{weight.n_unnamed:,} of unknown outlets"
    return f"{reports} ({unnamed}), {count(weight.n_outlets, 'outlet')}"


def name_origins(number: int) -> str:
    """Return "1 origin", or "at most 2 origins": two that nothing joins may still share a source."""
    return count(number, "origin") if number == 1 else f"at most {count(number, 'origin')}"


def describe_weight(weight: Weighed, n_origins: int) -> str:
    """Return "7 reports, 4 outlets, at most 2 origins"."""
    return f"{name_reports(weight)}, {name_origins(n_origins)}"


def say_insufficient(reason: str, *, needed: str) -> str:
    """Return why there is no verdict and what one would need: who reads "insufficient" reads both."""
    return f"Insufficient: {reason}. Needed: {needed}."


def say_too_few(n_origins: int, *, needed: int) -> str:
    """Return "1 origin where 3 are needed"."""
    return f"{count(n_origins, 'origin')} where {needed:,} are needed"


def describe_told(incident: Incident) -> str:
    """Return "4 reports, 4 outlets; all that they tell is from at most 3 origins"."""
    who = "it tells" if incident.n_reports == 1 else "they tell"
    return f"{name_reports(incident)}; all that {who} is from {name_origins(incident.n_origins)}"


def name_factor(value: float | None) -> str:
    """Return a factor with two digits that mean something: "0.41", "1.2", "12"; "any number" for an open side."""
    if value is None:
        return "any number"
    return f"{value:.2f}" if value < 1 else f"{value:.1f}" if value < 10 else f"{value:,.0f}"


def name_interval(earliest: date | None, latest: date | None) -> str:
    """Return a day, month, year or span in words; "no date" if there is none."""
    if earliest is None or latest is None:
        return "no date"
    if earliest == latest:
        return earliest.isoformat()
    is_whole_year = (earliest.month, earliest.day, latest.month, latest.day) == (1, 1, 12, 31)
    if is_whole_year and earliest.year == latest.year:
        return str(earliest.year)
    is_month_end = (latest + timedelta(days=1)).day == 1
    if (earliest.year, earliest.month) == (latest.year, latest.month) and earliest.day == 1 and is_month_end:
        return f"{earliest:%Y-%m}"
    return f"{earliest.isoformat()} to {latest.isoformat()}"


def name_time(point: SeriesPoint) -> str:
    """Return the time a figure refers to."""
    return name_interval(point.as_of_earliest, point.as_of_latest)


def quote_point(point: SeriesPoint) -> str:
    """Return the figure as written, with its time, area and speaker."""
    area = f", {point.area}" if point.area else ""
    hedge = f", “{point.hedge[0]}”" if point.hedge else ""
    return f"“{point.words}” ({name_time(point)}{area}; source: {point.source}{hedge})"


def say_no_place(named: Sequence[str] | None) -> str:
    """Return why an incident has no place: its sentences name some (`named`) of which none was read as its own, or none.

    None = what they name was not looked up.
    """
    if named is None:
        return "place not read"
    return f"place not read: its sentences name {', '.join(named)}" if named else "no place: its sentences name none"
