"""The incidents adapter reads all items into one record and gives every item a label."""

from __future__ import annotations

from eval.adapters import incidents
from eval.reading import Item, Reader

TOLD = "Gunmen attacked a bus in Jalalabad on Sunday. Six people were killed in the attack, police said."
ITEMS: list[Item] = [
    {"id": "one", "published": "2018-05-14", "title": "Six killed in attack on bus", "text": TOLD},
    {"id": "two", "published": "2018-05-14", "title": "Bus attacked", "text": TOLD.replace("Gunmen", "Armed men")},
    {
        "id": "three",
        "published": "2018-05-14",
        "title": "Rain",
        "text": "It rained in Jalalabad for the third day on Sunday.",
    },
]


def test_items_of_one_attack_share_a_label() -> None:
    """Two reports of one attack have one label and its toll; a report of none is alone with its own id."""
    one, two, three = incidents.predict(ITEMS, Reader())
    assert one["incident"] == two["incident"]
    assert (one["killed"], one["injured"]) == (6, 0)
    assert three == {"id": "three", "incident": "three", "killed": 0, "injured": 0}
