"""The dead whom people of a place saw: whose word that is, and of which happening."""

from __future__ import annotations

from datetime import date

import pytest

import musterbook
from musterbook.model import CasualtiesDetail

PUBLISHED = date(2024, 5, 16)
ARMY = "The army said its troops had killed 30 rebels in a raid on the village of Mbau on Monday. "


@pytest.mark.parametrize(
    ("text", "who", "high"),
    [
        pytest.param("Residents saw no more than six bodies.", "Residents", 6, id="saw"),
        pytest.param("Residents of Mbau had found only six bodies.", "Residents of Mbau", 6, id="found"),
        pytest.param("Villagers buried six bodies.", "Villagers", 6, id="buried"),
        pytest.param("No more than six bodies were found, residents said.", "residents", 6, id="said"),
        pytest.param("There were no more than six bodies, according to residents.", "residents", 6, id="according to"),
        pytest.param("Soldiers recovered six bodies.", None, 6, id="a deed of soldiers"),
    ],
)
def test_what_residents_saw_is_their_word_on_the_raid(text: str, who: str | None, high: float) -> None:
    """A count of bodies after the army's is told by those who saw them, of the same happening."""
    record = musterbook.extract(ARMY + text, published=PUBLISHED)
    claim = record.claims[-1]
    assert isinstance(claim.detail, CasualtiesDetail)
    assert claim.quantity is not None
    assert (claim.attribution.source.words, claim.quantity.high) == (who, high)
    assert claim.claim_id in record.events[0].claim_ids


def test_no_bodies_is_no_count() -> None:
    """The word "no" denies where it bounds no number."""
    record = musterbook.extract(ARMY + "No bodies were found, residents said.", published=PUBLISHED)
    tolls = [claim for claim in record.claims if isinstance(claim.detail, CasualtiesDetail)]
    assert [claim.quantity.low for claim in tolls if claim.quantity] == [30]
