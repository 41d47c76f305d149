"""Figures that belong to no event of their document: which event before them they go on about."""

from __future__ import annotations

import pytest

from musterbook.incidents.continuing import find_orphans
from musterbook.model import Place
from tests.builders import TOWN, at, attack, casualties, event, number


@pytest.mark.parametrize(
    ("place", "expected"), [(TOWN, {}), (None, {"e1": ("c9",)})], ids=["told between them", "without place and day"]
)
def test_a_figure_goes_back_past_no_event_with_a_place(
    place: Place | None, expected: dict[str, tuple[str, ...]]
) -> None:
    """After "an air strike in Steinbruck", with no dead, "30 died" is no later word on the dead of the raid told before it."""
    raid, dead = attack("c1", start=0, end=4), casualties("c2", number(24), start=5, end=9)
    strike = attack("c3", start=20, end=26)
    later = casualties("c9", number(30), start=40, end=45)
    told = [raid, dead, strike, later]
    between = event("e2", strike, place=None if place is None else at(place), interval=None)
    adopted = find_orphans([event("e1", raid, dead), between], told=told, claims={one.claim_id: one for one in told})
    assert adopted == expected
