"""Counts of a month or a year: of one happening, or of many; counts as of now; counts of those whom no table knows."""

from __future__ import annotations

from datetime import date

import pytest

from tests.builders import read_text

PUBLISHED = date(2024, 3, 14)


@pytest.mark.parametrize(
    ("text", "n_events"),
    [
        ("In October last year six ferrymen were killed on the same quay.", 1),
        ("In January 17 people were killed at the well.", 1),
        ("In March 70 people were killed in the hamlet.", 0),
        ("Seventy people had been killed on the road in January.", 0),
        ("In January 90 people were killed in the camp.", 0),
        ("In 2021 eight pupils were massacred in Goma.", 1),
        ("In 2021 eight pupils were killed in Goma.", 0),
        ("In 2021 800 people were massacred in Syria.", 0),
        ("In October last year six ferrymen were killed in the region.", 0),
        ("In 2021 six ferrymen were killed on the same quay.", 0),
    ],
    ids=[
        "a quay",
        "a well",
        "a hamlet",
        "a road",
        "a camp",
        "massacred in a town",
        "killed in a year",
        "a country",
        "a region",
        "a quay, in a year",
    ],
)
def test_what_is_of_one_happening_however_long_its_time(text: str, n_events: int) -> None:
    """A place too small for two happenings of a month has one; so has a town whose people were massacred in a year."""
    record = read_text(text, PUBLISHED)
    assert [claim.kind for claim in record.claims].count("casualties") == 1
    assert len(record.events) == n_events


@pytest.mark.parametrize(
    "text",
    [
        "The attack on Goma on Monday, which has now killed seven, was condemned.",
        "The bomb that struck Goma on Monday has now killed seven people.",
        "The strike on the market in Goma on Monday has now claimed seven lives.",
    ],
    ids=["relative", "a bomb", "lives"],
)
def test_now_is_the_day_of_the_count(text: str) -> None:
    """Who "has now killed seven" did so on the day that is told: the count is no second happening."""
    (event,) = read_text(text, PUBLISHED).events
    assert event.interval is not None
    assert event.interval.earliest == date(2024, 3, 11)


@pytest.mark.parametrize(
    ("text", "counts"),
    [
        ("Gunmen came to the hamlet in two lorries and shot six lime pickers on Monday.", [6]),
        ("Gunmen shot six panthers on Monday.", []),
        ("Gunmen shot six transformers near the hamlet on Monday.", []),
        ("Three soldiers died on Monday when a charge buried in a field hit their patrol.", [3]),
    ],
    ids=["pickers", "beasts", "things", "a buried charge"],
)
def test_whom_gunmen_shoot_and_charges_kill(text: str, counts: list[int]) -> None:
    """Whoever does something is a person, whatever it is that he does; a charge that lay buried is a bomb."""
    record = read_text(text, PUBLISHED)
    found = [claim.quantity.low for claim in record.claims if claim.kind == "casualties" and claim.quantity is not None]
    assert found == counts
    assert bool(record.events) is bool(counts)


@pytest.mark.parametrize(
    ("second", "n_events"),
    [
        ("The shells came from the eastern hills.", 1),
        ("The drone had circled over them for an hour.", 1),
        ("The rockets had been fired from a lorry.", 1),
        ("The ambulance came from the eastern hills.", 0),
        ("A nurse spoke of shells.", 0),
        ("The tank had overturned in a ditch.", 0),
        ("The rifle lay under a bed.", 0),
        ("The mortar was being oiled.", 0),
        ("The dynamite came from a licensed dealer.", 0),
        ("The jet fell for want of fuel.", 0),
        ("The shells did not explode.", 0),
    ],
    ids=[
        "shells",
        "a drone",
        "what was fired",
        "an ambulance",
        "somebody else",
        "a tank",
        "a rifle",
        "what is cleaned",
        "what was bought",
        "a jet that falls",
        "what did not explode",
    ],
)
def test_deaths_that_a_weapon_explains_are_a_happening(second: str, n_events: int) -> None:
    """A munition or aircraft with its article that arrives, and of which nobody spoke before, is what they died of."""
    record = read_text(f"Four women died on Monday at the pump, jars still in their hands. {second}", PUBLISHED)
    assert [claim.kind for claim in record.claims].count("casualties") == 1
    assert len(record.events) == n_events


def test_what_is_counted_since_a_war_began_is_of_no_happening_of_the_year() -> None:
    """The dead and the displaced of a revolt that began years ago join no event told before, whichever verb stands first."""
    record = read_text(
        "The Islamic State killed 90 villagers in Ituri in 2023, the mayor said.\n\n"
        "Since the revolt broke out in 2016 over 4,000 villagers have been killed and 700,000 displaced.",
        published=date(2024, 1, 9),
    )
    counted = {claim.claim_id: claim.quantity.low for claim in record.claims if claim.quantity}
    told = {counted[one] for event in record.events for one in event.claim_ids if one in counted}
    assert told == {90}
