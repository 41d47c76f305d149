"""Whose dead a figure counts: when "34 people" and "34 soldiers" are one toll."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from musterbook.incidents import choose_again, run
from musterbook.model import ActorReading, Choice, Claim, Incident, Source
from tests.builders import ARMY, CIVILIANS, GROUP, attack, casualties, event, note, number, on, said_by

_PEOPLE = ActorReading(actor_id=None, name=None, side="unknown", words="people", why="test")
_POLICE = ActorReading(actor_id=None, name=None, side="police", words="policemen", why="test")
_DAY = date(2018, 8, 15)


def _incident(*claims: Claim, **options: Any) -> Incident:
    told = [attack("c0", document_id=claims[0].document_id), *claims]
    notes = {one.document_id: note(one.document_id, outlet=one.document_id) for one in told}
    happened = event("e0", *told, interval=on(_DAY))
    (made,) = run([happened], claims={one.claim_id: one for one in told}, notes=notes, **options).made
    return made


def _dead(claim_id: str, figure: float, whose: ActorReading, speaker: str, **fields: Any) -> Claim:
    bound = fields.pop("bound", "exact")
    return casualties(claim_id, number(figure, bound), whose=whose, attribution=said_by(speaker), **fields)


def _tolls(*claims: Claim) -> dict[str, tuple[object, ...]]:
    return {toll.whose: (toll.low, toll.best, toll.high) for toll in _incident(*claims).tolls}


@pytest.mark.parametrize(
    ("first", "second", "expected"),
    [
        (_dead("c1", 34, ARMY, "the army", document_id="d1"), (28, "a doctor"), {"state_force": (28, 34, 34)}),
        (_dead("c1", 40, ARMY, "the army", document_id="d1"), (4, "a doctor"), {"state_force": (40,) * 3, "unknown": (4,) * 3}),
        (_dead("c1", 9, GROUP, "the army", document_id="d1"), (6, "a doctor"), {"armed_group": (9,) * 3, "unknown": (6,) * 3}),
        (_dead("c1", 9, GROUP, "the army", document_id="d1"), (9, "a doctor"), {"armed_group": (9,) * 3}),
    ],
    ids=["of one size", "ten times as many", "attackers and people", "attackers, the same figure"],
)  # fmt: skip
def test_people_are_of_the_only_side_that_fell(
    first: Claim, second: tuple[int, str], expected: dict[str, tuple[int, ...]]
) -> None:
    """Figures of nobody in particular join the only side with figures, if they can be one toll."""
    people = _dead("c2", second[0], _PEOPLE, second[1], document_id="d2", said_on=date(2018, 1, 1))
    assert _tolls(first, people) == expected


def test_people_are_no_soldiers_on_the_word_of_those_who_say_that_they_killed_them() -> None:
    """A doctor's 23 stay of nobody in particular beside a group's "31 soldiers"; where the army counts its dead, they join."""
    doctor = _dead("c1", 23, _PEOPLE, "a doctor", document_id="d1")
    front = replace(said_by("the Front"), source=Source(kind="armed_group", words="the Front"), is_party=True)
    boast = casualties("c2", number(31), whose=ARMY, document_id="d2", attribution=front)
    assert _tolls(doctor, boast) == {"unknown": (23, 23, 23), "state_force": (31, 31, 31)}
    owned = _dead("c3", 24, ARMY, "the army", document_id="d3")
    assert set(_tolls(doctor, boast, owned)) == {"state_force"}


def test_a_part_of_a_whole_is_no_toll_of_it() -> None:
    """Of "nine people, among them four soldiers" in one report by one speaker, the four set no lower limit of the nine."""
    whole = _dead("c1", 9, _PEOPLE, "the governor", document_id="d1")
    part = _dead("c2", 4, ARMY, "the governor", document_id="d1")
    assert _tolls(whole, part) == {"unknown": (9, 9, 9), "state_force": (4, 4, 4)}


def test_where_two_sides_fell_people_may_be_of_both() -> None:
    """With figures of soldiers and of civilians, those of "people" stand alone."""
    told = (
        _dead("c1", 9, _PEOPLE, "a doctor", document_id="d1"),
        _dead("c2", 5, ARMY, "the army", document_id="d2"),
        _dead("c3", 4, CIVILIANS, "the governor", document_id="d3"),
    )
    assert set(_tolls(*told)) == {"unknown", "state_force", "civilians"}


def _sides_and_whole(first: tuple[int, str], last: tuple[int, str]) -> tuple[Claim, ...]:
    """Nine soldiers and three policemen of four reports, and two speakers on all the dead, the second of them later."""
    return (
        _dead("c1", 9, ARMY, "the army", document_id="d1"),
        _dead("c2", 3, _POLICE, "police", document_id="d2"),
        _dead("c3", first[0], _PEOPLE, first[1], document_id="d3"),
        _dead("c4", last[0], _PEOPLE, last[1], document_id="d4", said_on=date(2018, 8, 20)),
    )


def _parts(incident: Incident) -> dict[str, tuple[object, bool]]:
    return {toll.whose: (toll.best, toll.is_part) for toll in incident.tolls}


def test_a_side_is_part_of_no_whole_that_is_quoted_smaller() -> None:
    """Nine soldiers, three policemen, 20 people, then a doctor's six: by the last word the nine are not among the six."""
    told = _sides_and_whole((20, "the governor"), (6, "a doctor"))
    incident = _incident(*told)
    assert _parts(incident) == {"state_force": (9, False), "police": (3, True), "unknown": (6, False)}
    choice = Choice(claim_id="c3", person="A. Editor", reason="counted graves", at_utc="2018-09-01T00:00:00+00:00")
    chosen = {"state_force": (9, True), "police": (3, True), "unknown": (20, False)}
    again = _incident(*told, choices={"c3": choice})
    assert _parts(again) == chosen
    # Parts come after their whole; what is part of nothing stays before it.
    assert [toll.whose for toll in incident.tolls][-2:] == ["unknown", "police"]
    assert [toll.whose for toll in again.tolls] == ["unknown", "police", "state_force"]


def test_another_rule_may_make_a_side_part_of_the_whole() -> None:
    """By the lowest figure that stands nine soldiers are no part of six people; by the last word, 20, they are."""
    told = _sides_and_whole((6, "a doctor"), (20, "the governor"))
    incident = _incident(*told)
    assert _parts(incident)["state_force"] == (9, True)
    lowest = choose_again(incident, "conservative")
    assert _parts(lowest) == {"state_force": (9, False), "police": (3, True), "unknown": (6, False)}
    assert _parts(choose_again(lowest, "weighed")) == _parts(incident)


@pytest.mark.parametrize(
    ("later", "best"), [(160, 165), (100, 100), (170, 170)], ids=["just below", "far below", "above"]
)
def test_a_bound_that_an_exact_figure_satisfies_confirms_it(later: int, best: int) -> None:
    """A year later, "more than 160" is 165 told roughly; a bound that is far from it is a word of its own."""
    exact = _dead("c1", 165, CIVILIANS, "the ministry", document_id="d1", said_on=date(2018, 8, 20))
    rough = _dead("c2", later, CIVILIANS, "an outlet", document_id="d2", bound="more_than", said_on=date(2019, 8, 15))
    (toll,) = _incident(exact, rough).tolls
    assert toll.best == best
