"""Which figures of one report belong to one happening, and which to another that it tells beside it."""

from __future__ import annotations

from datetime import date

import pytest

import musterbook
from musterbook.model import CasualtiesDetail

PUBLISHED = date(2019, 5, 16)


def dead_by_event(text: str) -> list[list[float | None]]:
    """Return the killed of each event that has any, and of claims without an event one by one; all sorted."""
    record = musterbook.extract(text, published=PUBLISHED)
    killed = {
        claim.claim_id: claim.quantity.low
        for claim in record.claims
        if isinstance(claim.detail, CasualtiesDetail) and claim.detail.outcome == "killed" and claim.quantity
    }
    held = [
        found for event in record.events if (found := [killed.pop(one) for one in event.claim_ids if one in killed])
    ]
    return sorted([*held, *([figure] for figure in killed.values())])


APART = {
    "another day and place, told separately": (
        "Warplanes hit vigilantes at Tungan Labbo on Tuesday, killing 11. Separately, the toll of Sunday's blast"
        " outside Dansadau rose to nine.",
        [[9.0], [11.0]],
    ),
    "the news go on after what they recalled": (
        "On 16 December 2014 gunmen murdered 141 people at a school in Peshawar. Monday's anniversary was held under"
        " heavy guard. Officials in Kabul said that 12 people were killed in the night.",
        [[12.0], [141.0]],
    ),
    "what burned has a name that was not told before": (
        "Thirty travellers were killed in the ambush of 10 May. The burning of Parokor a day later cost 12 lives.",
        [[12.0], [30.0]],
    ),
    "a car bomb and an attack that is told beside it": (
        "Jalalabad has seen a car bomb with 14 dead and a suicide attack on policemen in which two died.",
        [[2.0], [14.0]],
    ),
    "a storming with its place is not the ambush with another place": (
        "Eleven drivers fell in the ambush in Kurram on 10 May. Then followed the storming of a fort in Bannu,"
        " where six soldiers died.",
        [[6.0], [11.0]],
    ),
}


@pytest.mark.parametrize(("text", "wanted"), APART.values(), ids=APART.keys())
def test_dead_of_two_happenings_stay_apart(text: str, wanted: list[list[float]]) -> None:
    """What has a place, a name or a day of its own takes up no figure of what was told before, and lends it none."""
    assert dead_by_event(text) == wanted


ONE = {
    "the place told more exactly": (
        "Militants attacked a barracks in northwest Pakistan on Monday and killed nine policemen. The assault in"
        " Daraban, a town in Dera Ismail Khan district, also killed three passers-by.",
        [[3.0, 9.0]],
    ),
    "an anniversary goes on about what it recalls": (
        "On 16 December 2014 gunmen attacked a school in Peshawar. The attack killed 141 people.",
        [[141.0]],
    ),
}


@pytest.mark.parametrize(("text", "wanted"), ONE.values(), ids=ONE.keys())
def test_dead_of_one_happening_stay_together(text: str, wanted: list[list[float]]) -> None:
    """A finer place, or the day of long ago, does not make a second happening."""
    assert [sorted(figures) for figures in dead_by_event(text)] == wanted
