"""Two happenings of one sentence: each keeps its own place, day and dead."""

from __future__ import annotations

from datetime import date

import pytest

from musterbook.model import CasualtiesDetail
from tests.builders import read_text


def dead(text: str) -> dict[float | None, tuple[str | None, date | None]]:
    """Number of dead → name of the place and first day."""
    found: dict[float | None, tuple[str | None, date | None]] = {}
    for claim in read_text(text).claims:
        if isinstance(claim.detail, CasualtiesDetail) and claim.quantity is not None:
            place = claim.place.place.name if claim.place and claim.place.place else None
            found[claim.quantity.low] = (place, claim.interval.earliest if claim.interval else None)
    return found


def test_hours_after_is_another_place() -> None:
    """The dead of the bomb and of the shooting stay apart, each in its town."""
    found = dead(
        "Hours after a lorry bomb killed seven gendarmes at a barrier in Bama, gunmen shot dead three teachers in Konduga "
        "in Nigeria's Borno state on Tuesday."
    )
    assert found[7][0] == "Bama"
    assert found[3][0] == "Konduga"


@pytest.mark.parametrize(
    "text",
    [
        "A year after a suicide bomber killed 12 people at the market of Gwoza in Nigeria, families gathered on Monday.",
        "Families gathered in Gwoza, Nigeria, on Monday, a year after a suicide bomber killed 12 people at its market.",
    ],
    ids=["before", "behind"],
)
def test_anniversary_is_of_its_own_year(text: str) -> None:
    """What is remembered happened a year ago, not this week."""
    (day,) = (day for _, day in dead(text).values())
    assert day is not None
    assert day.year < 2018
