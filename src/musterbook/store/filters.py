"""What a query asks for, as conditions with bound values."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Protocol

from musterbook.model import UNNAMED_WIRE

__all__ = ["LOOSE", "PRINTED_BY", "ClaimFilter", "claim_conditions", "incident_conditions"]

# The outlet of a document, or its agency where that is not known, as `DocumentNote.printed_by` has it.
PRINTED_BY = f"coalesce(document.outlet, nullif(document.wire, '{UNNAMED_WIRE}'))"

# Figures of casualties that no incident counts: boasts, tallies, and what is told without a happening.
LOOSE = "kind = 'casualties' AND claim_id NOT IN (SELECT told.value FROM incident, json_each(incident.body, '$.claim_ids') AS told)"
_SAID_BY = r"source_words LIKE ? ESCAPE '\' OR outlet LIKE ? ESCAPE '\'"


class _Add(Protocol):
    """Adds one condition with its bound values to a query."""

    def __call__(self, condition: str, *bound: object) -> None: ...


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimFilter:
    """What to read; None and empty tuples leave a thing open.

    Attributes:
        kinds: claim kinds (or event types for incidents).
        actor_ids: any of these actors, in any role but that of the speaker.
        places: any of these place ids, or a place inside one of them (ADM2 or ADM1 parent).
        countries: ISO 3166-1 alpha-2; a claim in one of them also fits.
        since, until: included days; a claim fits if its interval touches the window. A claim without an interval
            is judged by the day it was said; one without either never fits a window.
        source: part of the speaker's words or of the outlet's name, any case.
        document_ids: only claims of these documents.
        is_loose: only casualties that no incident counts.
    """

    kinds: tuple[str, ...] = ()
    actor_ids: tuple[str, ...] = ()
    places: tuple[str, ...] = ()
    countries: tuple[str, ...] = ()
    since: date | None = None
    until: date | None = None
    source: str | None = None
    document_ids: tuple[str, ...] = ()
    is_loose: bool = False


def claim_conditions(wanted: ClaimFilter) -> tuple[str, list[object]]:
    """Return the WHERE clause over `claim` and its values."""
    conditions, values = ["1"], list[object]()

    def add(condition: str, *bound: object) -> None:
        conditions.append(condition)
        values.extend(bound)

    if wanted.kinds:
        add(f"kind IN ({_marks(wanted.kinds)})", *wanted.kinds)
    if wanted.actor_ids:
        inner = f"SELECT claim_id FROM claim_actor WHERE actor_id IN ({_marks(wanted.actor_ids)}) AND role <> 'source'"  # noqa: S608
        add(f"claim_id IN ({inner})", *wanted.actor_ids)
    _add_place_conditions(wanted, add)
    _add_time_conditions(wanted, add, fallback="said_on")
    if wanted.source:
        pattern = _contains(wanted.source)
        add(f"({_SAID_BY})", pattern, pattern)
    if wanted.document_ids:
        add(f"document_id IN ({_marks(wanted.document_ids)})", *wanted.document_ids)
    if wanted.is_loose:
        add(LOOSE)
    return " AND ".join(conditions), values


def incident_conditions(wanted: ClaimFilter) -> tuple[str, list[object]]:
    """Return the WHERE clause over `incident` and its values; `kinds` are event types."""
    conditions, values = ["1"], list[object]()

    def add(condition: str, *bound: object) -> None:
        conditions.append(condition)
        values.extend(bound)

    if wanted.kinds:
        add(f"event_type IN ({_marks(wanted.kinds)})", *(kind.upper() for kind in wanted.kinds))
    if wanted.actor_ids:
        inner = f"SELECT incident_id FROM incident_actor WHERE actor_id IN ({_marks(wanted.actor_ids)})"  # noqa: S608
        add(f"incident_id IN ({inner})", *wanted.actor_ids)
    _add_place_conditions(wanted, add)
    _add_time_conditions(wanted, add, fallback="NULL")
    if wanted.source:
        inner = "SELECT incident_id FROM incident_event JOIN event USING (event_id) JOIN claim USING (document_id)"
        pattern = _contains(wanted.source)
        add(f"incident_id IN ({inner} WHERE {_SAID_BY})", pattern, pattern)
    return " AND ".join(conditions), values


def _add_place_conditions(wanted: ClaimFilter, add: _Add) -> None:
    parts: list[str] = []
    values: list[object] = []
    if wanted.places:
        for column in ("place_id", "adm1_id", "adm2_id"):
            parts.append(f"{column} IN ({_marks(wanted.places)})")
            values.extend(wanted.places)
    if wanted.countries:
        parts.append(f"country IN ({_marks(wanted.countries)})")
        values.extend(wanted.countries)
    if parts:
        add(f"({' OR '.join(parts)})", *values)


def _add_time_conditions(wanted: ClaimFilter, add: _Add, *, fallback: str) -> None:
    if wanted.since:
        add(f"coalesce(latest, earliest, {fallback}) >= ?", wanted.since.isoformat())
    if wanted.until:
        add(f"coalesce(earliest, latest, {fallback}) <= ?", wanted.until.isoformat())


def _contains(words: str) -> str:
    """Return a LIKE pattern for these characters anywhere; those that LIKE gives a meaning are only characters."""
    for character in ("\\", "%", "_"):
        words = words.replace(character, f"\\{character}")
    return f"%{words}%"


def _marks(values: Iterable[object]) -> str:
    return ", ".join("?" for _ in values)
