"""Two strikes of one town and day: which dead, and which later words, belong to which."""

from __future__ import annotations

from datetime import date

import pytest

import musterbook
from musterbook.model import CasualtiesDetail, EventDetail

PUBLISHED = date(2024, 5, 9)


def read(text: str) -> list[tuple[str | None, list[float | None]]]:
    """Return for each event, as told, the words of its time and the dead and hurt."""
    record = musterbook.extract(text, published=PUBLISHED)
    claims = {claim.claim_id: claim for claim in record.claims}
    found = []
    for event in record.events:
        told = [claims[claim_id] for claim_id in event.claim_ids]
        counts = [c.quantity.low for c in told if isinstance(c.detail, CasualtiesDetail) and c.quantity]
        found.append((event.interval.words if event.interval else None, counts))
    return found


TOLD = {
    "another stands for the weapon, and the second blast for what it did": (
        "A car bomb killed five guards in Quetta on Saturday morning, and another exploded in front of a bank in the"
        " afternoon, the police said. The second blast killed three and wounded 14.",
        [("Saturday morning", [5]), ("Saturday morning", [3, 14])],
    ),
    "the dead go where their noun was told, the second strike is the missile": (
        "A glide bomb crashed into a depot in Sumy on Tuesday morning and a missile hit a block of flats shortly before"
        " midnight, the governor said. Four depot workers were killed. The second strike also wounded 14.",
        [("Tuesday morning", [4]), ("Tuesday morning", [14])],
    ),
    "the rounds are those that landed, though the bomb was spoken of last": (
        "A bomb went off in the market of Kunduz on Saturday morning, and mortar rounds landed among people at a well hours"
        " later, officials said. The bomb killed eight. The rounds killed four.",
        [("Saturday morning", [8]), ("hours later", [4])],
    ),
    "the blast at the station": (
        "A bomb went off at the fish market of Bol on Thursday, and another struck the town's bus station at noon. The blast"
        " at the station left two dead.",
        [("Thursday", []), ("Thursday", [2])],
    ),
    "the army's operation is no deed of the gunmen": (
        "Boko Haram fighters killed 45 fishermen on Lake Chad. The operation on Tuesday was carried out from Darak with boats.",
        [(None, [45]), ("Tuesday", [])],
    ),
    "the strike on the hospital is not that on the depot": (
        "Drones hit a depot in Odesa on Monday. Nine workers were killed. The strike on the hospital killed six.",
        [("Monday", [9]), (None, [6])],
    ),
    "what an operation answered is another happening, of its own day": (
        "Troops killed 17 fighters in an operation near Marka on Wednesday. The operation was a response to Monday's raid,"
        " which took the lives of 12 villagers.",
        [("Wednesday", [17]), ("Monday", [12])],
    ),
    "a massacre of one day is not the fighting of two weeks": (
        "In fighting between 2 and 14 April in Tumaco 33 people died. The massacre of 10 April at Tumaco was the worst day.",
        [("2 and 14 April", [33]), ("10 April", [])],
    ),
    "those who did it came on the day that the relative clause tells": (
        "Gunmen who arrived on motorcycles on Monday shot dead four traders in Sokoto.",
        [("Monday", [4])],
    ),
    "last week's raid is another one": (
        "Gunmen attacked a post in Baga on Monday. It was led by the man behind last week's raid on Monguno.",
        [("Monday", []), ("last week", [])],
    ),
    "the site of an attack may be called by any word": (
        "Gunmen attacked a hospital in Marka on Monday. Six people were killed in the attack on the building.",
        [("Monday", [6])],
    ),
    "another who was hit is a person": (
        "A mortar wounded a girl in Gao on Monday, and another was hit by shrapnel.",
        [("Monday", [1, 1])],
    ),
    "those who were attacked may be called anything": (
        "Gunmen attacked a bus in Gao on Monday. The attack on the passengers killed six.",
        [("Monday", [6])],
    ),
    "a group has operations too": (
        "Taliban fighters stormed a prison in Jalalabad on Monday. The operation killed nine guards.",
        [("Monday", [9])],
    ),
    "the attack that was responded to keeps its day": (
        "The government's response to the attack in Gao on Monday drew criticism.",
        [("Monday", [])],
    ),
    "one bomb whose blast is told again stays one": (
        "A bomb went off in Quetta on Thursday, and the blast tore the roof off a school. Four people were killed.",
        [("Thursday", [4])],
    ),
}


@pytest.mark.parametrize(("text", "wanted"), TOLD.values(), ids=TOLD.keys())
def test_dead_of_two_strikes_stay_apart(text: str, wanted: list[tuple[str | None, list[float]]]) -> None:
    """Each happening has its own dead, and the day that was told once for both."""
    assert read(text) == wanted


def test_all_the_fighting_of_a_province_is_a_sum() -> None:
    """What fighting has cost in a province, without a day, sums up; a fight in a town, or with few dead, does not."""
    wide, town, few = (
        musterbook.extract(text, published=PUBLISHED).events[0].is_summary
        for text in (
            "Fighting in Helmand province has left dozens dead.",
            "Fighting in Lashkar Gah has left dozens dead.",
            "Fighting in Helmand province has left two soldiers dead.",
        )
    )
    assert (wide, town, few) == (True, False, False)


def test_a_second_weapon_is_told_as_another() -> None:
    """What "and a missile" brings in beside a bomb is marked as another happening, so that no comparison joins them."""
    record = musterbook.extract(TOLD["the dead go where their noun was told, the second strike is the missile"][0])
    told = [claim.detail for claim in record.claims if isinstance(claim.detail, EventDetail)]
    assert [detail.is_another for detail in told[:2]] == [False, True]


def test_a_group_may_speak_of_its_own_operation() -> None:
    """Where the group itself tells of the operation, it is what it did."""
    record = musterbook.extract(
        "Al-Shabaab fighters stormed a base near Marka. Al-Shabaab said the operation on Tuesday lasted two hours.",
        published=PUBLISHED,
    )
    assert len(record.events) == 1


def test_what_a_long_sentence_told_is_not_looked_for_in_a_short_one() -> None:
    """A deed far back in a long sentence, and an answer in a short one behind it: each is found in its own sentence."""
    long = "The governor of the province, who had come from the capital with two ministers, said late on Monday that gunmen had"
    told = read(f"{long} killed nine guards in Gao. In response to the raid, jets bombed camps.")
    assert told[0][1] == [9]


def test_a_deed_set_beside_a_blast_has_means_of_its_own() -> None:
    """A bomb hidden in a sack and gone off is one blast; the gunmen of the evening did not shoot with it."""
    record = musterbook.extract(
        "A bomb hidden in a sack blew up in Kunduz on Saturday morning, killing four porters, while in the evening"
        " gunmen shot dead two guards at a toll gate in the city.",
        published=PUBLISHED,
    )
    claims = {claim.claim_id: claim for claim in record.claims}
    told = [
        (event.mode, [c.quantity.low for one in event.claim_ids if (c := claims[one]).quantity])
        for event in record.events
    ]
    assert told == [("explosives", [4]), ("firearms", [2])]
