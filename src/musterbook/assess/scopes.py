"""Which incidents a question about counts is about."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from musterbook.model import Period, Place

__all__ = ["Scope", "describe_scope"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Scope:
    """Whose incidents, where, when and in what unit of time.

    Attributes:
        actor_id, actor_name: None = everybody's.
        area: None = anywhere.
        since, until: included days of the series; None = as far as the reports reach.
        without_outlets: outlets that are left out, as the reports spell them.
    """

    period: Period = "month"
    actor_id: str | None = None
    actor_name: str | None = None
    area: Place | None = None
    since: date | None = None
    until: date | None = None
    without_outlets: tuple[str, ...] = ()


def describe_scope(scope: Scope) -> str:
    """Return " of Northern Front in Ostland", or as much of it as the question says."""
    actor = f" of {scope.actor_name}" if scope.actor_name else ""
    return f"{actor} in {scope.area.name}" if scope.area else actor
