"""Events to incidents, claims to origins, figures to low / best / high."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from itertools import permutations

import pytest

from musterbook.incidents import run
from musterbook.model import Claim, DenialDetail, DocumentNote, Event, EventDetail, Incident, QuantityReading, Stance
from tests.builders import (
    ARMY,
    DISTRICT,
    GROUP,
    PROVINCE,
    TOWN,
    at,
    attack,
    casualties,
    claim,
    event,
    note,
    notes,
    number,
    on,
    said_by,
)

DAY = on(date(2018, 5, 13))


def _run(
    events: list[Event], *claims: Claim, with_notes: dict[str, DocumentNote] | None = None
) -> tuple[Incident, ...]:
    return run(events, claims={c.claim_id: c for c in claims}, notes=with_notes or notes(*claims)).made


def test_two_reports_of_one_attack_are_one_incident() -> None:
    """Same type, day and place with compatible sides: one incident told by two reports."""
    one, other = attack("c1"), attack("c2")
    (incident,) = _run([event("e1", one, initiator=GROUP), event("e2", other)], one, other)
    assert incident.event_ids == ("e1", "e2")
    assert (incident.n_reports, incident.initiators, incident.clarity) == (2, (GROUP,), 1)


@pytest.mark.parametrize(
    "fields",
    [
        {"interval": on(date(2018, 5, 14))},
        {"place": at(replace(TOWN, place_id="gn:7", adm2_id="gn:8"))},
        {"event_type": "COERCE"},
        {"mode": "aerial"},
        {"initiator": ARMY},
        {"interval": on(date(2018, 5, 1), date(2018, 5, 31))},
        {"interval": None},
        {"place": None},
        {"place": at(PROVINCE)},
        {"is_summary": True},
    ],
    ids=[
        "other day",
        "other place",
        "other type",
        "other mode",
        "other side",
        "a month",
        "no time",
        "no place",
        "a province",
        "summary",
    ],
)
def test_what_differs_or_is_unknown_does_not_join(fields: dict[str, object]) -> None:
    """Events that differ in day, place, type, mode or side, or are too vague to tell, stay apart."""
    one, other = attack("c1"), attack("c2")
    events = [event("e1", one, initiator=GROUP, mode="firearms"), event("e2", other, **fields)]
    assert len(_run(events, one, other)) == 2


def test_a_district_joins_its_town_if_there_is_one() -> None:
    """A report of Bergtal district joins one of Steinbruck, but not if two of its towns were attacked that day."""
    claims = [attack(f"c{n}") for n in range(3)]
    town, district = event("e0", claims[0]), event("e1", claims[1], place=at(DISTRICT))
    second_town = event("e2", claims[2], place=at(replace(TOWN, place_id="gn:5", lat=10.8)))
    assert len(_run([town, district], *claims)) == 1
    assert len(_run([town, district, second_town], *claims)) == 3


def test_an_unknown_author_joins_only_one_known_author() -> None:
    """An attack of unknown authorship does not join two attacks of different authors into one."""
    claims = [attack(f"c{n}") for n in range(3)]
    events = [event("e0", claims[0], initiator=GROUP), event("e1", claims[1]), event("e2", claims[2], initiator=ARMY)]
    assert sorted(len(incident.event_ids) for incident in _run(events, *claims)) == [1, 1, 1]


def test_the_order_of_input_does_not_matter() -> None:
    """Every order of the same events gives the same incidents."""
    claims = [attack(f"c{n}") for n in range(4)]
    events = [
        event("e0", claims[0], initiator=GROUP),
        event("e1", claims[1], mode="firearms"),
        event("e2", claims[2], place=at(DISTRICT)),
        event("e3", claims[3], interval=on(date(2018, 5, 20))),
    ]
    expected = _run(events, *claims)
    assert all(_run(list(order), *claims) == expected for order in permutations(events))


def test_political_act_is_no_incident() -> None:
    """What is said between states stays in the record of its document."""
    told = attack("c1")
    assert isinstance(told.detail, EventDetail)
    said = replace(told, detail=replace(told.detail, is_political=True))
    result = run([event("e1", said)], claims={"c1": said}, notes=notes(said))
    assert result.made == ()
    assert [skip.code for skip in result.skipped] == ["political-act"]


@pytest.mark.parametrize("fields", [{"status": "planned"}, {"status": "hypothetical"}, {"is_negated": True}], ids=str)
def test_what_did_not_happen_is_no_incident(fields: dict[str, object]) -> None:
    """Planned, hypothetical and negated events are skipped with the reason, not counted."""
    one = attack("c1")
    result = run([event("e1", one, **fields)], claims={"c1": one}, notes=notes(one))
    assert result.made == ()
    assert [skip.code for skip in result.skipped] == ["did-not-happen"]


def _retold(claim_id: str, **fields: object) -> tuple[Event, list[Claim], dict[str, DocumentNote]]:
    """Return an attack that a report of 2019 recalls ("last year's attack on Steinbruck, in which 94 died")."""
    one = attack(claim_id, said_on=date(2019, 5, 13))
    dead = casualties(f"{claim_id}d", number(94), document_id=one.document_id)
    recalled = event(
        f"e-{claim_id}",
        one,
        dead,
        **{"interval": on(date(2018, 1, 1), date(2018, 12, 31)), "status": "historical", **fields},
    )
    return recalled, [one, dead], {one.document_id: note(one.document_id, published=date(2019, 5, 13))}


def test_an_attack_recalled_by_its_year_is_the_old_one() -> None:
    """An attack told by its year and toll ("last year's attack, in which 94 died") of that town, not this week's."""
    old, new = attack("c1"), attack("c2")
    dead = casualties("c1d", number(94), document_id=old.document_id)
    recalled, told, its_note = _retold("c3")
    this_week = event("e2", new, interval=on(date(2019, 5, 12)))
    made = _run(
        [event("e1", old, dead), this_week, recalled], old, dead, new, *told, with_notes=notes(old, new) | its_note
    )
    assert {incident.event_ids for incident in made} == {("e-c3", "e1"), ("e2",)}


def test_what_fits_two_attacks_alike_joins_none() -> None:
    """Two attacks of a year in one town with one toll: "last year's attack" could be either, and makes them no one."""
    claims = [attack(f"c{number}") for number in (1, 2)]
    dead = [casualties(f"{one.claim_id}d", number(94), document_id=one.document_id) for one in claims]
    days = (on(date(2018, 5, 13)), on(date(2018, 9, 1)))
    events = [
        event(f"e{n}", one, its_dead, interval=day)
        for n, (one, its_dead, day) in enumerate(zip(claims, dead, days, strict=True))
    ]
    recalled, told, its_note = _retold("c3")
    made = _run([*events, recalled], *claims, *dead, *told, with_notes=notes(*claims) | its_note)
    assert {incident.event_ids for incident in made} == {("e0",), ("e1",), ("e-c3",)}


def test_a_place_alone_dates_nothing() -> None:
    """An attack of which only the town is told joins no attack there: towns are attacked again and again."""
    old = attack("c1")
    recalled, told, its_note = _retold("c3", interval=None)
    bare = replace(recalled, claim_ids=("c3",))
    made = _run([event("e1", old), bare], old, *told, with_notes=notes(old) | its_note)
    assert len(made) == 2


def test_copies_join_without_place_or_day() -> None:
    """The same sentence in copies of one text is one incident even if it names neither place nor day, and one origin."""
    one, other = (attack(f"c{n}", sentence="Gunmen attacked a convoy.") for n in (1, 2))
    copied = {
        c.document_id: note(c.document_id, copy_group_id="g-1", outlet=f"Paper {c.claim_id}") for c in (one, other)
    }
    events = [event("e1", one, place=None, interval=None), event("e2", other, place=None, interval=None)]
    (incident,) = _run(events, one, other, with_notes=copied)
    assert (incident.n_reports, incident.n_outlets, incident.n_origins) == (2, 2, 1)


def test_toll_that_grows_and_is_corrected() -> None:
    """36, then at least 82, then 94: low 36, best and high 94, the governor's 82 is superseded; one state counts as one."""
    tolls = [
        casualties("c1", number(36), said_on=date(2017, 4, 14), attribution=said_by("the ministry")),
        casualties("c2", number(82, "at_least"), said_on=date(2017, 4, 15), attribution=said_by("the governor")),
        casualties("c3", number(94), said_on=date(2017, 4, 16), attribution=said_by("the governor")),
    ]
    (incident,) = _run([event(f"e{n}", toll) for n, toll in enumerate(tolls)], *tolls)
    (toll,) = incident.tolls
    assert (toll.low, toll.best, toll.high, toll.is_open) == (36, 94, 94, False)
    assert (toll.low_claim_id, toll.best_claim_id, toll.high_claim_id) == ("c1", "c3", "c3")
    assert (toll.rule, toll.n_origins, toll.claim_ids) == ("the latest word", 1, ("c1", "c2", "c3"))


def test_a_toll_revised_down() -> None:
    """48, the next day 34, by officials without a name: best is the later figure, high stays 48, for they may be others."""
    unnamed = said_by("officials", is_anonymous=True)
    first = casualties("c1", number(48), said_on=date(2018, 8, 15), attribution=unnamed)
    second = casualties("c2", number(34), said_on=date(2018, 8, 16), attribution=unnamed)
    (incident,) = _run([event("e1", first), event("e2", second)], first, second)
    assert [(toll.low, toll.best, toll.high) for toll in incident.tolls] == [(34, 34, 48)]


def test_sides_and_outcomes_are_kept_apart() -> None:
    """Dead fighters, dead soldiers and wounded soldiers are three tolls; none is added to another."""
    tolls = [
        casualties("c1", number(12), document_id="d"),
        casualties("c2", number(3), whose=ARMY, document_id="d"),
        casualties("c3", number(5), whose=ARMY, outcome="wounded", document_id="d"),
    ]
    (incident,) = _run([event("e1", *tolls)], *tolls)
    assert [(toll.whose, toll.outcome, toll.best) for toll in incident.tolls] == [
        ("armed_group", "killed", 12),
        ("state_force", "killed", 3),
        ("state_force", "wounded", 5),
    ]


def test_an_addition_is_no_total() -> None:
    """An addition, another 12 dead, is kept among the claims of the toll and does not become its figure."""
    total = casualties("c1", number(30), document_id="d")
    more = casualties("c2", number(12), document_id="d", said_on=date(2018, 5, 20))
    more = replace(more, detail=replace(more.detail, is_addition=True))  # type: ignore[type-var]
    (incident,) = _run([event("e1", total, more)], total, more)
    assert [(toll.low, toll.best, toll.high, toll.claim_ids) for toll in incident.tolls] == [(30, 30, 30, ("c1", "c2"))]


def test_denials_and_disagreement_stay_open() -> None:
    """A denial and two figures of one day by different speakers are listed, not averaged."""
    one = casualties("c1", number(12), document_id="d", attribution=said_by("the army"))
    other = casualties("c2", number(3), document_id="d2", attribution=said_by("a spokesman of the Front"))
    denial = claim("c3", "denial", DenialDetail(what="any losses", denies="c1"), document_id="d")
    (incident,) = _run([event("e1", one), event("e2", other)], one, other, denial)
    assert incident.contradictions == (
        "the report denied “any losses” (c3), against what the army said (c1)",
        "the army said 12 killed (c1), a spokesman of the Front said 3 (c2)",
    )


@pytest.mark.parametrize(
    ("quantity", "stance", "expected"),
    [
        (number(50, "at_most"), "states", (None, None, 50, False)),
        (number(50, "at_least"), "states", (50, 50, 50, True)),
        (QuantityReading(low=40, high=60, bound="range", words="40 to 60"), "states", (40, 40, 60, False)),
        (number(50), "denies", (None, None, None, False)),
        (number(50), "doubts", (None, None, None, False)),
    ],
    ids=["up to 50", "at least 50", "40 to 60", "denied", "doubted"],
)
def test_bounds_of_a_toll_are_kept(quantity: QuantityReading, stance: Stance, expected: tuple[object, ...]) -> None:
    """A bound or a range is no point, and a figure that its speaker denies is no figure, but stays among the claims."""
    told = casualties("c1", quantity, attribution=said_by("the army", stance=stance))
    (incident,) = _run([event("e1", told)], told)
    (toll,) = incident.tolls
    assert (toll.low, toll.best, toll.high, toll.is_open) == expected
    assert toll.claim_ids == ("c1",)


def test_rows_of_one_data_set_are_distinct() -> None:
    """Two coded events of one set stay two although they look alike, and a report that fits both joins neither."""
    claims = [attack(f"c{n}") for n in range(4)]
    coded = [event("e0", claims[0], coded_id="ged:1"), event("e1", claims[1], coded_id="ged:2")]
    told = [event("e2", claims[2]), event("e3", claims[3])]
    made = _run([*coded, *told], *claims)
    assert {incident.event_ids for incident in made} == {("e0",), ("e1",), ("e2", "e3")}


def test_a_coded_event_joins_reports_and_other_sets() -> None:
    """The only coded event of its set that fits is linked as any other."""
    claims = [attack(f"c{n}") for n in range(3)]
    made = _run(
        [event("e0", claims[0], coded_id="ged:1"), event("e1", claims[1], coded_id="acled:X1"), event("e2", claims[2])],
        *claims,
    )
    assert [incident.event_ids for incident in made] == [("e0", "e1", "e2")]


def test_events_of_one_given_id_are_one() -> None:
    """What a person called by one name is one incident, without a day or a place and with other words."""
    claims = [attack(f"c{n}") for n in range(2)]
    same = [event(f"e{n}", told, coded_id="claims:bridge", interval=None, place=None) for n, told in enumerate(claims)]
    other = event("e2", attack("c2"), coded_id="claims:market", interval=None, place=None)
    made = _run([*same, other], *claims)
    assert {incident.event_ids for incident in made} == {("e0", "e1"), ("e2",)}


def test_a_best_figure_beside_its_limits_is_quoted() -> None:
    """A source that names low, best and high is quoted with all three, also where best lies outside the limits."""
    told = casualties("c1", QuantityReading(low=0, high=9, best=12, bound="range", words="12 (0 to 9)"))
    (incident,) = _run([event("e1", told)], told)
    (toll,) = incident.tolls
    assert (toll.low, toll.best, toll.high) == (0, 12, 9)


def test_a_figure_of_all_sides_is_a_toll_of_its_own() -> None:
    """The figure of all sides stands beside those of the sides and of the unknown, marked as such."""
    unknown = replace(GROUP, actor_id=None, name=None, side="unknown")
    part = casualties("c1", number(2), whose=unknown)
    whole = casualties("c2", number(5), whose=unknown)
    whole = replace(whole, detail=replace(whole.detail, is_of_all_sides=True))
    (incident,) = _run([event("e1", part, whole)], part, whole)
    assert [(toll.best, toll.is_of_all_sides) for toll in incident.tolls] == [(2, False), (5, True)]
    assert incident.contradictions == ()
