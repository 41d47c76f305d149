"""What was struck, and nobody is told to have done it."""

from __future__ import annotations

from datetime import date

import pytest

import musterbook
from musterbook.model import CasualtiesDetail

PUBLISHED = date(2024, 5, 16)


@pytest.mark.parametrize(
    ("text", "place", "time", "dead"),
    [
        pytest.param(
            "The market of Tabalat was hit at noon on Tuesday; nine people died.",
            "Tabalat",
            "noon on Tuesday",
            [9],
            id="building",
        ),
        pytest.param(
            "The village of Kutum was raided on Monday. Four people died.", "Kutum", "Monday", [4], id="dead behind"
        ),
        pytest.param(
            "Ten people died on Monday when a hospital was hit in Mekelle.", "Mekelle", "Monday", [10], id="dead before"
        ),
        pytest.param(
            "A fuel depot in Port Sudan was struck on Tuesday, the army said.", "Port Sudan", "Tuesday", [], id="army"
        ),
        pytest.param(
            "A bus was hit near Gao on Friday. Residents said the drone had circled for an hour.",
            "near Gao",
            "Friday",
            [],
            id="vehicle in a war",
        ),
        pytest.param("Kharkiv was hit on Monday and nine people died.", "Kharkiv", "Monday", [9], id="town"),
    ],
)
def test_what_was_struck_is_an_event(text: str, place: str, time: str, dead: list[float]) -> None:
    """A passive without a doer tells a happening where people are dead or hurt, or words of war stand near."""
    record = musterbook.extract(text, published=PUBLISHED)
    (event,) = record.events
    claims = {claim.claim_id: claim for claim in record.claims}
    told = [claims[claim_id] for claim_id in event.claim_ids]
    assert event.place is not None
    assert event.interval is not None
    assert (event.event_type, event.place.words, event.interval.words) == ("ASSAULT", place, time)
    assert [c.quantity.low for c in told if isinstance(c.detail, CasualtiesDetail) and c.quantity] == dead


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("The house was hit by lightning on Monday; two people died.", id="lightning"),
        pytest.param("A bus was hit near Turin on Friday. Two passengers died.", id="crash"),
        pytest.param("A bus was hit by a train near Turin on Friday; nine people died.", id="train"),
        pytest.param("Hotels in Mombasa were hit hard on Monday when prices fell.", id="prices"),
        pytest.param("If a school is hit, children die.", id="if"),
        pytest.param("The town mourned. It is the third time that the market of Marka has been hit.", id="counted"),
    ],
)
def test_what_is_no_blow_of_a_war(text: str) -> None:
    """What storms, vehicles and prices hit, and what is only counted, is no event."""
    assert musterbook.extract(text, published=PUBLISHED).events == ()
