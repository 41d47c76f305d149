"""Who does it where the parser ties the doer to the word before it."""

from __future__ import annotations

import pytest

from musterbook.model import CasualtiesDetail, EventDetail
from tests.builders import read_text


@pytest.mark.parametrize(
    ("text", "by"),
    [
        ("In the morning rebels killed three guards near the bridge, police said.", "rebels"),
        ("In the evening gunmen shot dead two guards near the bridge, police said.", "gunmen"),
        ("On Tuesday militiamen killed three guards near the bridge, soldiers said.", "militiamen"),
    ],
    ids=["morning", "evening", "weekday"],
)
def test_a_part_of_the_day_before_the_doer_leaves_him_the_doer(text: str, by: str) -> None:
    """Neither the time before nor the speaker behind is who did it."""
    (dead,) = [claim for claim in read_text(text).claims if isinstance(claim.detail, CasualtiesDetail)]
    assert isinstance(dead.detail, CasualtiesDetail)
    assert dead.detail.by is not None
    assert dead.detail.by.words == by


def test_what_a_bomb_hits_is_no_doer_of_the_next_clause() -> None:
    """The convoy suffers the bomb; who opens fire stands behind "and"."""
    text = "A roadside bomb struck a police convoy and insurgents opened fire near Goma on Monday."
    details = [claim.detail for claim in read_text(text).claims if isinstance(claim.detail, EventDetail)]
    initiators = {detail.initiator.side for detail in details if detail.initiator is not None}
    recipients = {detail.recipient.side for detail in details if detail.recipient is not None}
    assert initiators == {"armed_group"}
    assert recipients == {"police"}
