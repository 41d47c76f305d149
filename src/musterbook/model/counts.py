"""Counts of what a record holds by time and area: the material of questions about many incidents at once."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

Period = Literal["week", "month", "quarter"]
AreaUnit = Literal["adm1", "adm2"]


@dataclass(frozen=True, slots=True, kw_only=True)
class IncidentCount:
    """Incidents of one period, and of one area if they were counted by area.

    Attributes:
        first_day: of the period (a Monday, or the first of a month or quarter).
        area_id: place id of the area; None = counted everywhere, or in no area of that unit that is known.
        n_incidents: those that began in it; n_places: distinct places among those placed to a district or better.
        n_by: begun by the group; n_against: directed against it; both 0 without a group.
        killed_low, killed_best, killed_high: reported dead of all sides, as far as claims give a figure.
    """

    first_day: date
    area_id: str | None = None
    n_incidents: int
    n_places: int
    n_by: int = 0
    n_against: int = 0
    killed_low: int = 0
    killed_best: int = 0
    killed_high: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportCount:
    """Reports published in one period, by outlet or by an area they place something in.

    Attributes:
        outlet: None = unknown, or not counted by outlet; area_id: None = not counted by area.
        earliest, latest: publication days of the first and the last of them.
    """

    first_day: date
    earliest: date
    latest: date
    outlet: str | None = None
    area_id: str | None = None
    n_reports: int


@dataclass(frozen=True, slots=True, kw_only=True)
class StatementCount:
    """Claims of one kind about a group in one period and area, counted by their origins.

    Attributes:
        status: of control claims ("gained", "held", "lost", "contested"); None for other kinds.
        n_origins: origins of such claims: what is copied counts once.
    """

    first_day: date
    area_id: str | None
    kind: Literal["control", "strength"]
    status: str | None = None
    n_origins: int
