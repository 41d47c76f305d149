"""Lists and digests: what a paragraph is headed with says where and when what it tells was."""

from __future__ import annotations

from datetime import date

import pytest

from tests.builders import read_text

PUBLISHED = date(2023, 5, 10)


def places_and_days(text: str) -> list[tuple[str | None, date | None]]:
    """Return the place and the first day of each event, as told."""
    events = read_text(text, published=PUBLISHED).events
    return [
        (
            event.place.place.name if event.place and event.place.place else None,
            event.interval.earliest if event.interval else None,
        )
        for event in events
    ]


TOLD = {
    "a day and a town": (
        "Our teams in Syria\n\nTuesday, Ariha. Eleven shells fell on the market street. We recovered five dead.",
        [("Ariha District", date(2023, 5, 9))],
    ),
    "who holds the town": (
        "Sudan: the week\n\nEl Obeid, held by the army. A rocket hit the bus stop on Monday.",
        [("El Obeid", date(2023, 5, 8))],
    ),
    "another town since": (
        "Our teams in Syria\n\nAriha. Rescuers met in Binnish. Eleven shells fell on a school on Monday.",
        [(None, date(2023, 5, 8))],
    ),
    "another paragraph": (
        "Our teams in Syria\n\nAriha. Nothing new.\n\nEleven shells fell on a school on Monday.",
        [(None, date(2023, 5, 8))],
    ),
}


@pytest.mark.parametrize(("text", "told"), [pytest.param(*case, id=name) for name, case in TOLD.items()])
def test_a_heading_holds_for_its_paragraph(text: str, told: list[tuple[str | None, date | None]]) -> None:
    """It places and dates what names neither, until another place is named."""
    assert places_and_days(text) == told
