"""How many happenings a passage tells: what is part of a deed, and what is another one."""

from __future__ import annotations

from datetime import date

import pytest

import musterbook

PUBLISHED = date(2024, 5, 16)


def read(text: str) -> list[tuple[str, str | None, str | None]]:
    """Return for each event, as told, its type with its mode, and the words of its place and time."""
    events = musterbook.extract(text, published=PUBLISHED).events
    return [
        (
            f"{event.event_type}/{event.mode or '-'}",
            event.place.words if event.place else None,
            event.interval.words if event.interval else None,
        )
        for event in events
    ]


TOLD = {
    "a bomber boards a bus to blow it up": (
        "A suicide bomber boarded a bus in Bama on Tuesday and blew himself up, killing 12 passengers.",
        [("ASSAULT/suicide-attack", "Bama", "Tuesday")],
    ),
    "gunmen board a bus and kill": (
        "Gunmen boarded a bus near Kankara on Monday and shot dead the driver.",
        [("ASSAULT/firearms", "near Kankara", "Monday")],
    ),
    "soldiers travel": ("Soldiers boarded a bus for Goma on Monday.", []),
    "pirates board a ship": (
        "Pirates boarded a tanker off Bossaso on Tuesday.",
        [("ASSAULT/abduct", "off Bossaso", "Tuesday")],
    ),
    "what was taken later": (
        "Gunmen attacked the village of Gatawa on Sunday and killed four farmers. Troops later seized three motorcycles.",
        [("ASSAULT/-", "Gatawa", "Sunday")],
    ),
    "what was taken beside the killing": (
        "Soldiers seized 12 rifles and killed four rebels near Bunia on Friday.",
        [("ASSAULT/firearms", "near Bunia", "Friday")],
    ),
    "a seizure told apart": (
        "Gunmen attacked the village of Gatawa on Sunday and killed four farmers. Separately, police seized 30 rifles.",
        [("ASSAULT/-", "Gatawa", "Sunday"), ("COERCE/seize", None, "Sunday")],
    ),
    "a seizure with a place of its own": (
        "Gunmen attacked the village of Gatawa on Sunday. Troops seized 12 rifles in Sokoto on Monday.",
        [("ASSAULT/-", "Gatawa", "Sunday"), ("COERCE/seize", "Sokoto", "Monday")],
    ),
}


@pytest.mark.parametrize(("text", "told"), [pytest.param(*case, id=name) for name, case in TOLD.items()])
def test_what_is_one_happening(text: str, told: list[tuple[str, str | None, str | None]]) -> None:
    """What came before or after a deed is part of it; what has a place, a day or a doer's word of its own is another."""
    assert read(text) == told
