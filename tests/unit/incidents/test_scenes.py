"""Events that name no place or no day: what they are compared by, and what keeps them apart."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from musterbook.incidents import EventFacts, compare, find_names, gather_facts, read_setting
from musterbook.model import Claim, Event, EventDetail
from tests.builders import ARMY, CIVILIANS, GROUP, PROVINCE, TOWN, at, attack, casualties, event, note, number, on

_TEXT = "Steinbruck buries its dead\n\nThe shops were shut. The bombing of 13 May cost 15 lives."
_FAR_TOWN = replace(TOWN, place_id="gn:9", name="Seefeld", adm2_id="gn:8", lat=10.9)
_DAY = date(2018, 5, 13)


def _facts(told: Event, *claims: Claim, title: str | None = None, spots: Any = (), **fields: Any) -> EventFacts:
    setting = read_setting(title=title, text=_TEXT, names=find_names(_TEXT), spots=spots)
    by_id = {claim.claim_id: claim for claim in claims}
    (facts,) = gather_facts([told], claims=by_id, note=note(told.document_id, **fields), text=None, setting=setting)
    return facts


def _level(one: EventFacts, other: EventFacts, part: str) -> str:
    (found, back) = (
        next(found.level for found in compare(*pair).parts if found.name == part)
        for pair in ((one, other), (other, one))
    )
    assert found == back
    return found


@pytest.mark.parametrize(
    ("title", "spots", "expected"),
    [
        ("Steinbruck buries its dead", ((0, TOWN),), "same_scene"),
        (None, ((30, TOWN),), "same_scene"),
        (None, ((60, TOWN),), "not_stated"),
        ("Steinbruck buries its dead", ((0, _FAR_TOWN),), "not_stated"),
        (None, (), "not_stated"),
    ],
    ids=["headline", "named before", "named after", "another town", "nothing named"],
)
def test_an_event_without_a_place_is_compared_by_its_scene(title: str | None, spots: Any, expected: str) -> None:
    """The place of the headline and the one named last before it stand in for a place that is not stated."""
    there, told = attack("c1"), attack("c2", start=50)
    placeless = _facts(event("e2", told, place=None), told, title=title, spots=spots)
    assert _level(_facts(event("e1", there), there), placeless, "place") == expected


def test_an_event_that_states_a_town_has_no_scene() -> None:
    """A headline moves no event that says where it was."""
    there, told = attack("c1"), attack("c2", start=50)
    elsewhere = event("e2", told, place=at(_FAR_TOWN))
    assert (
        _level(_facts(event("e1", there), there), _facts(elsewhere, told, spots=((0, TOWN),)), "place") != "same_scene"
    )


def test_a_province_leaves_room_for_the_scene() -> None:
    """What is told of a province under a headline that names the town is compared by the town."""
    there, told = attack("c1"), attack("c2", start=50)
    coarse = _facts(event("e2", told, place=at(PROVINCE)), told, title="Steinbruck buries its dead", spots=((0, TOWN),))
    assert _level(_facts(event("e1", there), there), coarse, "place") == "same_scene"


@pytest.mark.parametrize(
    ("interval", "published", "expected"),
    [
        (on(date(2018, 5, 1), date(2018, 5, 31)), date(2018, 6, 20), "retold_period"),
        (on(date(2018, 5, 1), date(2018, 5, 31)), date(2018, 5, 20), "same_period"),
        (on(date(2018, 4, 1), date(2018, 4, 30)), date(2018, 5, 20), "far_apart"),
    ],
    ids=["last month", "this month", "another month"],
)
def test_a_month_that_is_over_is_remembered_by_one_happening(interval: Any, published: date, expected: str) -> None:
    """A month that still runs may mean all of its days; one that is over, the one that stood out."""
    there, told = attack("c1"), attack("c2")
    retold = _facts(event("e2", told, interval=interval), told, published=published)
    assert _level(_facts(event("e1", there), there), retold, "time") == expected


def test_near_a_town_means_the_villages_around_it() -> None:
    """A place that is told as near a town may be a village 20 km from it; two towns so far apart are two places."""
    village = replace(TOWN, place_id="gn:7", name="Grund", lat=10.4)
    one, other = attack("c1"), attack("c2")
    there = _facts(event("e1", one, place=at(village)), one)
    in_town, near_town = (
        _facts(event("e2", other, place=replace(at(TOWN), where_prec=precision)), other) for precision in (1, 2)
    )
    assert _level(there, in_town, "place") == "other_town"
    assert _level(there, near_town, "place") == "near"


def test_a_border_between_two_provinces_makes_nothing_far() -> None:
    """Two towns 30 km apart lie as far from each other as two of one province; 100 km across the border are far."""
    one, other = attack("c1"), attack("c2")
    there = _facts(event("e1", one, place=at(TOWN)), one)
    across = (
        replace(TOWN, place_id="gn:9", name="Au", lat=lat, adm1_id="gn:99", adm2_id="gn:98") for lat in (10.47, 11.2)
    )
    near, far = (_level(there, _facts(event("e2", other, place=at(place)), other), "place") for place in across)
    assert (near, far) == ("other_town", "far")


def test_a_town_of_no_known_district_may_lie_in_any_of_its_province() -> None:
    """Nobody knows whether it is another place than the district, so that it does not count against it."""
    district = replace(TOWN, place_id="gn:8", kind="adm2", name="Talgau", lat=11.2, adm2_id=None, adm2=None)
    one, other = attack("c1"), attack("c2")
    there = _facts(event("e1", one, place=at(district)), one)
    in_town, in_village = (
        _facts(event("e2", other, place=at(replace(TOWN, adm2_id=adm2_id))), other) for adm2_id in ("gn:2", None)
    )
    assert _level(there, in_town, "place") == "other_town"
    assert _level(there, in_village, "place") == "same_province"


def test_other_words_and_a_grown_toll_state_nothing_against_one_incident() -> None:
    """What two reports state otherwise counts against their being one; how they tell it, and when, does not."""
    one, other = attack("c1", sentence="Gunmen came at dawn."), attack("c2", sentence="Doctors treated many.")
    seven, fifteen = casualties("c3", number(7), whose=CIVILIANS), casualties("c4", number(15), whose=CIVILIANS)
    first = _facts(event("e1", one, seven), one, seven)
    second = _facts(event("e2", other, fifteen, initiator=GROUP), other, fifteen)
    assert compare(first, second).against == 0
    assert compare(_facts(event("e1", one, initiator=ARMY), one), second).against < 0


def _place(earlier: Event, later: Event, *claims: Claim) -> str:
    by_id = {claim.claim_id: claim for claim in claims}
    facts = gather_facts([earlier, later], claims=by_id, note=note("d-1"), text=None)
    return "part of it" if len(facts) == 1 else "on its own"


@pytest.mark.parametrize(
    ("sentence", "fields", "expected"),
    [
        ("The attackers came at eight.", {}, "part of it"),
        ("On the same day a nurse was killed.", {}, "on its own"),
        ("The attackers came at eight.", {"interval": on(date(2018, 5, 15))}, "on its own"),
        ("The attackers came at eight.", {"place": at(_FAR_TOWN)}, "on its own"),
        ("The attackers came at eight.", {"initiator": ARMY}, "on its own"),
    ],
    ids=["that day", "besides", "another day", "another place", "another side"],
)
def test_what_is_told_of_that_day_goes_with_the_event_before_it(
    sentence: str, fields: dict[str, Any], expected: str
) -> None:
    """A telling without a place, of the day of the one before it, is part of it unless something states otherwise."""
    one = attack("c1", document_id="d-1")
    other = attack("c2", document_id="d-1", sentence=sentence, start=40)
    first = event("e1", one, document_id="d-1", initiator=GROUP, interval=on(_DAY))
    second = event("e2", other, **({"document_id": "d-1", "place": None, "interval": on(_DAY)} | fields))
    assert _place(first, second, one, other) == expected


def test_the_words_of_a_report_on_two_attacks_of_one_town_and_day_are_neithers() -> None:
    """A report tells mainly of one event; of two of one town and day its words tell neither from the other."""
    one, other = (attack(f"c{n}", document_id="d-1", start=n) for n in (1, 2))
    by_id = {claim.claim_id: claim for claim in (one, other)}
    twins = [event("e1", one, document_id="d-1"), event("e2", other, document_id="d-1")]
    next_day = [twins[0], replace(twins[1], interval=on(date(2018, 5, 14)))]
    told = [
        [facts.text_words is not None for facts in gather_facts(events, claims=by_id, note=None, text=_TEXT)]
        for events in (twins, next_day)
    ]
    assert told == [[False, False], [True, False]]


def test_who_fell_tells_who_was_struck() -> None:
    """A raid in which only policemen fell struck another side than one in which only rebels did; the attackers' dead, and those of nobody's side, say nothing."""
    police = casualties("c1", number(7), whose=replace(ARMY, side="police", actor_id=None, name=None))
    rebels = casualties("c2", number(9), whose=GROUP)
    raid, operation = event("e1", police), event("e2", rebels, initiator=ARMY)
    assert _level(_facts(raid, police), _facts(operation, rebels), "recipient") == "other_side"
    for initiator in (None, GROUP):
        by_whom = _facts(replace(operation, initiator=initiator), rebels)
        assert _level(_facts(raid, police), by_whom, "recipient") == "not_stated"
    people = casualties("c3", number(12), whose=replace(CIVILIANS, side="unknown"))
    mixed = _facts(event("e3", police, people), police, people)
    assert _level(mixed, _facts(operation, rebels), "recipient") == "not_stated"


def test_of_two_that_one_sentence_tells_either_may_be_the_other() -> None:
    """With "a bomb … and a second one …", told as two in one sentence, either may be looked at first."""
    first, second = attack("c1"), attack("c2", document_id="d-c1")
    assert isinstance(second.detail, EventDetail)
    second = replace(second, detail=replace(second.detail, is_another=True))
    told = event("e1", first, place=None), event("e2", second, place=None)
    facts = gather_facts(told, claims={"c1": first, "c2": second}, note=note("d-c1"), text=None)
    assert _level(facts[0], facts[1], "document") == "told_apart"


def test_a_copy_meets_its_own_event_of_a_sentence_that_tells_two() -> None:
    """The operation and the raid that one sentence tells stay two in the copy of the report, each with its original."""
    sentence = "Troops killed 15 fighters on Wednesday, two days after gunmen had killed seven."
    operation, raid = (
        attack("c1", sentence=sentence, end=39),
        attack("c2", sentence=sentence, start=51, document_id="d-c1"),
    )
    told = event("e1", operation), event("e2", raid)
    copied = note("d-c1", copy_group_id="g-1")
    facts = gather_facts(told, claims={"c1": operation, "c2": raid}, note=copied, text=None)
    assert facts[0].copy_key != facts[1].copy_key
    assert facts[0].copy_key is not None


def test_the_morning_is_not_the_afternoon() -> None:
    """Two reports of one day and town that name other parts of it tell of two happenings, as far as that goes; a night may be a dawn."""

    def told_in(hours: str) -> EventFacts:
        told = attack(f"c-{hours}")
        interval = replace(on(_DAY), timex=f"{_DAY.isoformat()}{hours}")
        return _facts(event(f"e-{hours}", told, interval=interval), told)

    assert _level(told_in("TMO"), told_in("TAF"), "time") == "other_hours"
    assert _level(told_in("TMO"), told_in(""), "time") == "same_day"
    assert _level(told_in("TEV"), told_in("TNI"), "time") == "same_day"


def test_the_hours_of_one_of_two_events_are_not_those_of_the_other() -> None:
    """Where a report gives two events one time, their hours are not known: "hours after a bomb, … on Saturday evening"."""
    interval = replace(on(_DAY), timex=f"{_DAY.isoformat()}TEV")
    bomb, grenades = attack("c1"), attack("c2", document_id="d-c1", start=51)
    told = event("e1", bomb, interval=interval), event("e2", grenades, interval=interval)
    facts = gather_facts(told, claims={"c1": bomb, "c2": grenades}, note=note("d-c1"), text=None)
    assert [one.hours for one in facts] == [None, None]
