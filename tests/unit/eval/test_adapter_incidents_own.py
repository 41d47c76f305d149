"""The adapter of the incident corpus reads text files as a user would and finds the words of each incident."""

from __future__ import annotations

from eval.adapters import incidents_own
from eval.reading import Reader

STORY = "Gunmen killed six people in an attack on a bus in Jalalabad on Sunday, police said."


def test_words_of_one_attack_have_one_label() -> None:
    """Two reports of one attack give spans inside their story with one incident and its toll; one of rain gives none."""
    first = f"Six killed in attack on bus\n\nKABUL, May 14, 2018 (Hindu Kush Agency) — {STORY}\n"
    second = f"Bus attacked\n\nSpin Boldak Times\n14 May 2018\n\n{STORY.replace('Gunmen', 'Armed men')}\n"
    rain = "Rain\n\nSpin Boldak Times\n14 May 2018\n\nIt rained in Jalalabad for the third day.\n"
    items = [{"id": "a.txt", "text": first}, {"id": "b.txt", "text": second}, {"id": "c.txt", "text": rain}]
    one, two, three = incidents_own.predict(items, Reader())
    assert three == {"id": "c.txt", "spans": []}
    found = [
        row
        for made, text in ((one, first), (two, second))
        for row in made["spans"]
        if text.index(" in an attack") < row["end"]
    ]
    assert len({row["incident"] for row in found}) == 1
    assert all(row["killed"] == [[6, 6, 6]] for row in found)
