"""One incident, all its figures: what stands, what was superseded, and which rule chose the figure to quote."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from itertools import permutations
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from musterbook.config import IncidentSettings
from musterbook.incidents import choose_again, find_origins, join_retold, run
from musterbook.model import CasualtiesDetail, Choice, Claim, DenialDetail, Incident, Mark, Toll
from tests.builders import ARMY, CIVILIANS, GROUP, attack, casualties, claim, event, note, notes, number, on, said_by

HAPPENED = date(2018, 8, 15)


def _incident(*claims: Claim, **options: Any) -> Incident:
    """One attack of 15 August that all these claims tell of."""
    told = [attack("c0", document_id=claims[0].document_id), *claims]
    noted = {c.document_id: note(c.document_id, outlet=c.document_id) for c in told}
    happened = event("e0", *told, interval=on(HAPPENED))
    (incident,) = run([happened], claims={c.claim_id: c for c in told}, notes=noted, **options).made
    return incident


def _toll(*claims: Claim, **options: Any) -> Toll:
    (toll,) = _incident(*claims, **options).tolls
    return toll


def _dead(claim_id: str, figure: float, speaker: str, day: int = 15, *, bound: str = "exact", **fields: Any) -> Claim:
    """So many civilians killed, said on that day of August 2018."""
    attribution = fields.pop("attribution", None) or said_by(speaker)
    said = {"said_on": date(2018, 8, day), "attribution": attribution}
    return casualties(claim_id, number(figure, bound), whose=CIVILIANS, **(said | fields))


def _former(claim: Claim) -> Claim:
    assert isinstance(claim.detail, CasualtiesDetail)
    return replace(claim, detail=replace(claim.detail, is_replaced=True))


def _figures(toll: Toll) -> tuple[object, ...]:
    return (toll.low, toll.best, toll.high)


def test_a_later_word_of_one_speaker_supersedes_the_earlier() -> None:
    """36 and then 94 by one governor is 94; the 36 is kept as superseded, and a hospital's 80 stands beside it."""
    toll = _toll(
        _dead("c1", 36, "the governor"),
        _dead("c2", 94, "the governor", 17),
        _dead("c3", 80, "a hospital", 16),
    )
    assert _figures(toll) == (80, 94, 94)
    assert (toll.superseded_claim_ids, toll.rule) == (("c1",), "the latest word")
    assert toll.claim_ids == ("c1", "c2", "c3")


def test_a_school_bombing_revised_down() -> None:
    """Kabul, 15 August 2018: 48 at first, corrected to 34: the correction stands, whoever gave the 48, and nothing is open."""
    toll = _toll(
        _dead("c1", 48, "the health ministry", bound="at_least"),
        _dead("c2", 48, "police"),
        _dead("c3", 34, "an official", 16),
        _former(_dead("c4", 48, "an official", 16)),
    )
    assert _figures(toll) == (34, 34, 34)
    assert toll.superseded_claim_ids == ("c1", "c2", "c4")
    assert not toll.is_open


def test_a_figure_said_again_after_its_correction_stands() -> None:
    """Who repeats the old figure after the correction contradicts it."""
    incident = _incident(
        _dead("c1", 34, "the ministry", 16),
        _former(_dead("c2", 48, "the ministry", 16)),
        _dead("c3", 48, "a witness", 18),
    )
    (toll,) = incident.tolls
    assert _figures(toll) == (34, 48, 48)
    assert toll.superseded_claim_ids == ("c2",)


def test_a_figure_told_again_a_year_later_is_no_new_origin() -> None:
    """A monitor gave 94 in August and is quoted with it a year on: one origin, and one with the figure it gives that year."""
    monitor = said_by("the Front Monitor", kind="monitor")
    first = _dead("c1", 94, "", attribution=monitor)
    again = _dead("c2", 94, "", attribution=monitor, said_on=date(2019, 8, 15))
    more = _dead("c3", 96, "", attribution=monitor, said_on=date(2019, 8, 15))
    assert [_toll(first, again).n_origins, _toll(first, again, more).n_origins] == [1, 1]
    assert _toll(first, _dead("c4", 94, "officials", said_on=date(2019, 8, 15))).n_origins == 2


def test_equal_figures_of_two_speakers_stay_two_origins() -> None:
    """A hospital's and the governor's 94 are two, however far apart; so are two origins that a person named."""
    first = _dead("c1", 94, "the governor")
    hospital = said_by("a hospital", kind="medical")
    assert _toll(first, _dead("c2", 94, "", attribution=hospital, said_on=date(2019, 8, 15))).n_origins == 2
    named = [
        _dead(
            f"c{n}", 94, "", attribution=said_by("the governor", origin=f"briefing {n}"), said_on=date(2018 + n, 8, 15)
        )
        for n in (1, 2)
    ]
    assert _toll(*named).n_origins == 2


def test_of_one_day_the_highest_word_of_a_speaker_is_the_last() -> None:
    """Tolls grow within a day: 90, then 94 by one ministry's spokesman."""
    assert _figures(_toll(_dead("c1", 94, "the ministry spokesman"), _dead("c2", 90, "the ministry spokesman"))) == (
        94,
        94,
        94,
    )


def test_both_sides_tell_their_own_toll() -> None:
    """The army and the group each tell how many the other lost: four figures, two of each side, and none is added."""
    incident = _incident(
        casualties("c1", number(40), whose=GROUP, attribution=said_by("the army", is_party=True)),
        casualties("c2", number(3), whose=ARMY, attribution=said_by("the army", is_party=True)),
        casualties("c3", number(25), whose=ARMY, attribution=said_by("the group", is_party=True)),
        casualties("c4", number(2), whose=GROUP, attribution=said_by("the group", is_party=True)),
    )
    assert {toll.whose: _figures(toll) for toll in incident.tolls} == {
        "armed_group": (2, 40, 40),
        "state_force": (3, 25, 25),
    }
    assert len(incident.contradictions) == 2


def test_additions_are_listed_and_never_added() -> None:
    """An addition, another 12 after 30, is a claim of the toll, but neither 42 nor a figure of its own."""
    more = _dead("c2", 12, "police", 16)
    assert isinstance(more.detail, CasualtiesDetail)
    toll = _toll(_dead("c1", 30, "police"), replace(more, detail=replace(more.detail, is_addition=True)))
    assert _figures(toll) == (30, 30, 30)
    assert toll.claim_ids == ("c1", "c2")


def test_others_alone_are_a_figure_open_upwards() -> None:
    """Where no whole is told, "four others were hurt" says that at least four were."""
    more = _dead("c1", 4, "police", 16)
    assert isinstance(more.detail, CasualtiesDetail)
    toll = _toll(replace(more, detail=replace(more.detail, is_addition=True)))
    assert (_figures(toll), toll.is_open) == ((4, 4, 4), True)


def test_unnamed_people_of_a_side_are_those_of_its_only_actor() -> None:
    """Soldiers without a name join the figures of the one army that fell; with two armies they stand alone."""
    unnamed = replace(ARMY, actor_id=None, name=None, words="soldiers")
    other = replace(ARMY, actor_id="another-army", name="Another army")
    told = [
        casualties("c1", number(3), whose=ARMY, attribution=said_by("the army")),
        casualties("c2", number(5), whose=unnamed, attribution=said_by("the group")),
        casualties("c3", number(1), whose=other, attribution=said_by("police")),
    ]
    assert [(toll.actor_id, _figures(toll)) for toll in _incident(*told[:2]).tolls] == [(ARMY.actor_id, (3, 5, 5))]
    assert {toll.actor_id for toll in _incident(*told).tolls} == {ARMY.actor_id, None, "another-army"}


def test_a_denial_stands_beside() -> None:
    """A denial changes no figure; it is named with who denies, also where the outlet tells of it, and with the claim."""
    denial = claim(
        "c9", "denial", DenialDetail(what="that 94 were killed", denies="c1"), attribution=said_by("the group")
    )
    incident = _incident(_dead("c1", 94, "the governor"), denial)
    (toll,) = incident.tolls
    assert (_figures(toll), toll.denial_claim_ids) == ((94, 94, 94), ("c9",))
    assert incident.contradictions == (
        "the group denied “that 94 were killed” (c9), against what the governor said (c1)",
    )
    told = replace(denial, attribution=said_by(), actor=GROUP)
    assert _incident(_dead("c1", 94, "the governor"), told).contradictions == (
        f"{GROUP.name} denied “that 94 were killed” (c9), against what the governor said (c1)",
    )


def test_the_best_figure_has_the_bound_of_its_own_claim() -> None:
    """Of "at least 8", then exactly 14 by another, 14 is quoted and is no lower bound; of the 8 alone it is one."""
    least = casualties("c1", number(8, "at_least"), attribution=said_by("residents"), said_on=date(2018, 5, 14))
    exact = casualties("c2", number(14), attribution=said_by("a doctor"), said_on=date(2018, 5, 16))
    (toll,) = _incident(least, exact).tolls
    assert (toll.best, toll.is_open, toll.is_best_open, toll.open_claim_ids) == (14, True, False, ("c1",))
    (alone,) = _incident(least).tolls
    assert (alone.best, alone.is_best_open) == (8, True)


def test_nobody_is_said_to_deny_his_own_word() -> None:
    """What an army denies is told in the words of its denial, not as "what the army said"."""
    denial = claim(
        "c9", "denial", DenialDetail(what="that 94 were killed", denies="c1"), attribution=said_by("the army")
    )
    assert _incident(_dead("c1", 94, "the army"), denial).contradictions == (
        "the army denied “that 94 were killed” (c9; what is denied is c1)",
    )


@pytest.mark.parametrize(
    ("rule", "best", "why"),
    [
        ("weighed", 40, "the latest word, but for a side's on those it fought and for what is recalled long after"),
        ("latest", 50, "the latest word"),
        ("conservative", 20, "the lowest figure that stands"),
        ("official", 40, "the latest word of officials"),
        ("independent", 30, "the latest word of a source that is no party and no authority"),
    ],
)
def test_a_named_rule_chooses_best(rule: str, best: int, why: str) -> None:
    """The rule changes the figure to quote, never low and high; what other rules choose stands beside."""

    def kind(kind: str, **fields: Any) -> Any:
        attribution = said_by(f"a {kind}", **fields)
        return replace(attribution, source=replace(attribution.source, kind=kind))

    incident = _incident(
        _dead("c1", 20, "", attribution=kind("unknown")),
        _dead("c2", 30, "", 16, attribution=kind("medical")),
        _dead("c3", 40, "", 17, attribution=kind("police")),
        _dead("c4", 50, "", 18, attribution=kind("armed_group", is_party=True)),
        settings=IncidentSettings(best=rule),  # type: ignore[arg-type]
    )
    (toll,) = incident.tolls
    assert (_figures(toll), toll.rule) == ((20, best, 50), why)
    assert {reading.rule: reading.number for reading in toll.readings} == {
        "weighed": 40,
        "latest": 50,
        "conservative": 20,
        "official": 40,
        "independent": 30,
    }
    again = choose_again(incident, "conservative").tolls[0]
    assert (again.best, again.best_claim_id, again.high) == (20, "c1", 50)


def test_a_sides_count_of_those_it_fought_is_quoted_last() -> None:
    """The army owns to eight of its men, the group boasts of 59 a day later: eight is quoted, 8 to 59; alone the boast is."""
    army = replace(said_by("the army", is_party=True), source=replace(said_by("the army").source, kind="military"))
    group = said_by("the group", is_party=True)
    group = replace(group, source=replace(group.source, kind="armed_group", actor=GROUP))
    admitted = casualties("c1", number(8), whose=ARMY, attribution=army, said_on=date(2018, 8, 15))
    boast = casualties("c2", number(59), whose=ARMY, attribution=group, said_on=date(2018, 8, 16))
    toll = _toll(admitted, boast)
    assert _figures(toll) == (8, 8, 59)
    assert toll.rule.startswith("the latest word, but for a side's")
    assert (_toll(boast).best, _toll(boast).rule) == (59, "the only figure")


def test_what_is_recalled_a_year_later_is_no_later_word() -> None:
    """An outlet that recalls 22 on the anniversary does not take back the final 26; an official's word of that day would."""
    told = [_dead("c1", 22, "a hospital"), _dead("c2", 26, "the governor", 22)]
    recalled = _dead("c3", 22, "", attribution=said_by(), said_on=date(2019, 8, 15))
    recalled = replace(recalled, attribution=replace(recalled.attribution, mode="none_stated"))
    assert _figures(_toll(*told, recalled)) == (22, 26, 26)
    assert _figures(_toll(*told, _dead("c4", 31, "the ministry", said_on=date(2019, 8, 15)))) == (22, 31, 31)


def test_a_rough_word_yields_to_a_count_that_makes_it_good() -> None:
    """“Dozens” beside 44 sets no limit; “hundreds” beside 44 is another figure and stays."""
    counted = _dead("c1", 44, "a priest")
    assert _figures(_toll(counted, _dead("c2", 24, "a witness", 17, bound="vague"))) == (44, 44, 44)
    assert _figures(_toll(counted, _dead("c2", 200, "a witness", 17, bound="vague"))) == (44, 200, 200)


def test_a_count_that_fell_silences_no_rough_word() -> None:
    """“Dozens” after a 44 that was taken back for 12 stands beside the 12; a 44 that is only withdrawn leaves “dozens” alone."""
    counted, rough = _dead("c1", 44, "a priest"), _dead("c2", 24, "a witness", 18, bound="vague")
    assert _figures(_toll(counted, _dead("c3", 12, "a priest", 17), rough)) == (12, 24, 24)
    assert _figures(_toll(_former(counted), rough)) == (24, 24, 24)


def test_one_person_is_part_of_the_count_of_the_same_report() -> None:
    """“They shot the headmaster first” counts nobody beside the 13 that the report tells of; in another report it may be all."""
    whole, one = _dead("c1", 13, "residents"), _dead("c2", 1, "a farmer", document_id="d2")
    assert _figures(_toll(whole, replace(one, document_id=whole.document_id))) == (13, 13, 13)
    assert _figures(_toll(whole, one)) == (1, 13, 13)


def test_those_who_died_later_add_to_the_count_of_the_only_side() -> None:
    """Eight passengers, then “two more died of their wounds”: the two have no toll of their own beside the passengers'."""
    unknown = replace(CIVILIANS, side="unknown")
    more = casualties("c2", number(2), whose=unknown, said_on=date(2018, 8, 16), attribution=said_by("a doctor"))
    assert isinstance(more.detail, CasualtiesDetail)
    toll = _toll(_dead("c1", 8, "police"), replace(more, detail=replace(more.detail, is_addition=True)))
    assert (_figures(toll), toll.claim_ids) == ((8, 8, 8), ("c1", "c2"))


def test_what_a_report_tells_first_goes_before_what_it_tells_beside() -> None:
    """“124 dead, activists said … The ministry put it at 141”: of one day 124 is quoted; a total that was brought up to date goes first."""
    first, beside = (
        replace(claim, start=start, document_id="d", sentence_start=start)
        for claim, start in ((_dead("c1", 124, "activists"), 10), (_dead("c2", 141, "the ministry"), 90))
    )
    assert _figures(_toll(first, beside)) == (124, 124, 141)
    assert isinstance(beside.detail, CasualtiesDetail)
    risen = replace(beside, detail=replace(beside.detail, is_total=True), sentence="The toll rose to 141.")
    assert _figures(_toll(first, risen)) == (124, 141, 141)


def test_the_dead_of_a_side_are_part_of_a_whole_of_nobody_in_particular() -> None:
    """Four soldiers and three civilians, and a toll of eight: the sides are parts, unless told in one breath with the eight."""
    unknown = replace(CIVILIANS, side="unknown")
    sides = [
        casualties("c1", number(4), whose=ARMY, attribution=said_by("police"), document_id="d"),
        casualties("c2", number(3), whose=CIVILIANS, attribution=said_by("police"), document_id="d"),
    ]
    whole = casualties("c3", number(8), whose=unknown, attribution=said_by("a doctor"), said_on=date(2018, 8, 16))
    assert {toll.whose: toll.is_part for toll in _incident(*sides, whole).tolls} == {
        "state_force": True,
        "civilians": True,
        "unknown": False,
    }
    marks = (Mark(role="trigger", start=0, end=4),)
    breath = [replace(claim, marks=marks, document_id="d") for claim in (sides[0], whole)]
    assert not any(toll.is_part for toll in _incident(*breath, sides[1]).tolls if toll.whose == "state_force")


def test_a_rule_without_a_figure_of_its_kind_says_so() -> None:
    """Where no official speaks, the latest word is quoted, and the rule that found nothing is named."""
    attribution = said_by("a nurse")
    nurse = replace(attribution, source=replace(attribution.source, kind="medical"))
    toll = _toll(
        _dead("c1", 20, "", attribution=nurse),
        _dead("c2", 22, "", 17, attribution=said_by()),
        settings=IncidentSettings(best="official"),
    )
    assert (toll.best, toll.rule) == (22, "the latest word (there is no figure for: the latest word of officials)")


def test_a_persons_choice_goes_before_any_rule() -> None:
    """What a person chose is quoted with name and reason, by every rule, and low and high stay."""
    choice = Choice(claim_id="c1", person="A. Editor", reason="counted graves", at_utc="2018-09-01T00:00:00+00:00")
    incident = _incident(_dead("c1", 20, "a hospital"), _dead("c2", 50, "the governor", 18), choices={"c1": choice})
    (toll,) = incident.tolls
    assert (_figures(toll), toll.rule, toll.is_chosen) == ((20, 20, 50), "chosen by A. Editor: counted graves", True)
    assert choose_again(incident, "latest") == incident


@pytest.mark.parametrize(
    ("day", "is_early"), [(15, True), (17, True), (18, False)], ids=["same day", "third day", "later"]
)
def test_figures_of_the_first_days_are_called_early(day: int, *, is_early: bool) -> None:
    """Tolls are revised most in the first two days after the attack."""
    assert _toll(_dead("c1", 20, "police", day)).is_early is is_early


def test_a_lower_figure_of_another_speaker_later_stays_open() -> None:
    """A toll that grows contradicts nothing; one that shrinks without a correction does."""
    grown = _incident(_dead("c1", 20, "police"), _dead("c2", 30, "a doctor", 17))
    shrunk = _incident(_dead("c1", 30, "police"), _dead("c2", 20, "a doctor", 17))
    assert grown.contradictions == ()
    assert shrunk.contradictions == ("police said 30 killed (c1), a doctor said 20 (c2)",)


SAMPLE = (
    _dead("c1", 36, "the ministry", 14),
    _dead("c2", 82, "the governor", 14, bound="at_least"),
    _dead("c3", 90, "the governor", 15),
    _dead("c4", 96, "the governor", 15),
    _dead("c5", 92, "the district chief", 15, bound="at_least"),
)


def test_the_order_of_claims_changes_nothing() -> None:
    """Every order of the same claims gives the same toll."""
    expected = _incident(*SAMPLE)
    for order in permutations(SAMPLE[1:]):
        assert _incident(SAMPLE[0], *order).tolls == expected.tolls


@given(st.sampled_from(SAMPLE), st.integers(0, 3))
def test_a_copy_changes_no_figure(original: Claim, later: int) -> None:
    """A paper that prints the same words days later adds a claim, but moves neither low, best, high nor what stands."""
    copy = replace(original, claim_id="c9", document_id="d-copy", said_on=original.said_on)
    told = [attack("c0"), *SAMPLE, copy]
    notes = {c.document_id: note(c.document_id, outlet=c.document_id) for c in told}
    for document_id in (original.document_id, "d-copy"):
        notes[document_id] = replace(notes[document_id], copy_group_id="g", published=date(2018, 8, 15 + later))
    happened = event("e0", *told, interval=on(HAPPENED))
    (incident,) = run([happened], claims={c.claim_id: c for c in told}, notes=notes).made
    expected, toll = _incident(*SAMPLE).tolls[0], incident.tolls[0]
    assert _figures(toll) == _figures(expected)
    assert set(toll.superseded_claim_ids) - {"c9"} == set(expected.superseded_claim_ids)


def test_a_strike_told_by_one_side_grows_to_its_last_word() -> None:
    """36 by the ministry, then 82 to 96 by the governor, 92 or more by the district: 96 is quoted, 36 to 96 or more."""
    toll = _toll(*SAMPLE)
    assert (_figures(toll), toll.is_open) == ((36, 96, 96), True)
    assert toll.superseded_claim_ids == ("c2", "c3")
    assert find_origins(SAMPLE, notes={})


def test_an_incident_and_its_tolls_count_alike() -> None:
    """What a speaker gives again weeks later is one origin in the toll and in the incident; who denies a figure gives none."""
    first, again = (
        _dead(f"c{index}", 94, "the governor", said_on=day)
        for index, day in enumerate((date(2019, 5, 15), date(2019, 8, 15)), 1)
    )
    other = _dead("c3", 60, "", attribution=said_by("a hospital", kind="medical"), said_on=date(2019, 5, 15))
    denied = _dead("c4", 94, "the army", said_on=date(2019, 5, 16))
    denied = replace(denied, attribution=replace(denied.attribution, stance="denies"))
    claims = (first, again, other, denied)
    origins = find_origins(claims, notes=notes(*claims))
    assert len(origins) == 4
    assert [one.claim_ids for one in join_retold(claims[:3], origins)] == [("c1", "c2"), ("c3",)]
    assert _toll(*claims).n_origins == 2
