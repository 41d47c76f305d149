"""Who tells how many fell, and which numbers count nobody: speakers beside a semicolon, ages, martyrs."""

from __future__ import annotations

from datetime import date

import pytest

from tests.builders import read_text

PUBLISHED = date(2024, 5, 16)


def counts(text: str) -> list[tuple[float | None, str | None]]:
    """Return how many of whom each casualty claim counts, and who tells it."""
    record = read_text(text, published=PUBLISHED)
    return [
        (claim.quantity.low, claim.attribution.source.words)
        for claim in record.claims
        if claim.kind == "casualties" and claim.quantity is not None
    ]


TOLD = {
    "two speakers beside a semicolon": (
        "A rocket hit a prison in Gao on Friday. Nine were killed, according to four people inside; the authorities admit three.",
        [(9, "four people inside"), (3, "the authorities")],
    ),
    "who speaks of three": (
        "A bomb killed nine in Gao on Friday, residents said. The army speaks of three.",
        [(9, "residents"), (3, "The army")],
    ),
    "sisters and their ages": (
        "On 22 April two sisters of 11 and 14 were killed by a mine south of Kidal.",
        [(2, None)],
    ),
    "three boys and their ages": ("Three boys aged 4, 7 and 11 were killed by a shell in Gao.", [(3, None)]),
    "soldiers behind the ages": (
        "Three boys aged 4, 7 and 11 soldiers were killed in Gao, Mali, on Monday.",
        [(3, None), (11, None)],
    ),
    "the first, and no more": ("A bomb went off in Gao and mortars hit a school. The first killed two.", [(2, None)]),
    "a crowd is no age": ("Gunmen attacked a crowd of 200 in Gao on Friday, and 14 were killed.", [(14, None)]),
    "who are counted behind the day": (
        "On 22 April three farmers from Kidal were killed by a mine near Gao.",
        [(3, None)],
    ),
    "martyrs": ("Five of our comrades became martyrs in an ambush near Sukma on Monday.", [(5, None)]),
    "the first of two": (
        "A car bomb went off in Kabul on Monday, and mortars hit a school in the city in the evening. The first killed nine people.",
        [(9, None)],
    ),
}


@pytest.mark.parametrize(("text", "told"), [pytest.param(*case, id=name) for name, case in TOLD.items()])
def test_who_counts_whom(text: str, told: list[tuple[float | None, str | None]]) -> None:
    """Each number has the speaker of its own half of the sentence; an age counts nobody."""
    assert counts(text) == told


def test_the_first_is_the_one_told_first() -> None:
    """The dead of "the first" are those of the bomb, not of the mortars told behind it."""
    record = read_text(TOLD["the first of two"][0], published=PUBLISHED)
    bomb, _ = record.events
    (count,) = (claim for claim in record.claims if claim.kind == "casualties")
    assert count.claim_id in bomb.claim_ids


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("On this day in 2018 gunmen killed twelve people in Sebha.", date(2018, 5, 16)),
        ("Nine people were killed by a bomb in Kharkiv on this day last year.", date(2023, 5, 16)),
        ("Two rebels were killed near Gao on this day two years ago.", date(2022, 5, 16)),
    ],
)
def test_this_day_of_another_year(text: str, day: date) -> None:
    """It is the day of publication in the year that is told."""
    (event,) = read_text(text, published=PUBLISHED).events
    assert event.interval is not None
    assert (event.interval.earliest, event.interval.latest) == (day, day)
