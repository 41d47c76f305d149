"""The assessment of one group: literal and modelled side by side."""

from __future__ import annotations

import csv
from dataclasses import replace
from datetime import date
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from musterbook.assess import Evidence, Question, assess_actor, build_series
from musterbook.assess.consistency import read_stated
from musterbook.assess.flow import _say_elsewhere
from musterbook.assess.losses import Losses, _find_reason, assess_losses, find_losses, list_unused, say_spread
from musterbook.config import AssessSettings, ModelSettings
from musterbook.incidents import find_origins
from musterbook.incidents import run as find_incidents
from musterbook.model import Assessment, Attribution, Claim, Finding, Incident, Place, StrengthDetail, TimeReading
from tests.builders import (
    ARMY,
    DISTRICT,
    GROUP,
    PROVINCE,
    TOWN,
    at,
    attack,
    casualties,
    change,
    event,
    heard,
    notes,
    number,
    on,
    said_by,
    strength,
)

# Enough draws to say what is asked here, and no more.
QUICK = AssessSettings(model=ModelSettings(chains=16, turns=60))
LAST_YEAR = on(date(2017, 1, 1), date(2017, 12, 31))
NOW = on(date(2018, 5, 16))


def _model_case() -> tuple[Claim, ...]:
    """One report: 1,000 last year, more than 1,200 now, 94 killed by a strike in April last year, "up 20 %"."""
    same = {"document_id": "d-1"}
    return (
        change(
            "c1",
            number(20, words="20%", is_relative=True, unit="percent"),
            attribution=said_by("analysts"),
            start=0,
            end=5,
            **same,
        ),
        attack("c2", start=10, end=20, interval=on(date(2017, 4, 1), date(2017, 4, 30)), **same),
        casualties(
            "c3", number(94, words="94"), attribution=said_by("the governor's office"), start=30, end=40, **same
        ),
        strength("c5", number(1000, words="1,000"), place=at(PROVINCE), interval=LAST_YEAR, start=50, end=60, **same),
        strength(
            "c6",
            number(1200, "more_than", words="more than 1,200"),
            place=at(PROVINCE),
            interval=NOW,
            start=70,
            end=80,
            **same,
        ),
    )


def _assess(claims: tuple[Claim, ...], *, with_strike: bool = True, asked: str = "page") -> Assessment:
    by_id = {claim.claim_id: claim for claim in claims}
    strike = event(
        "e1", by_id["c2"], by_id["c3"], place=at(DISTRICT), interval=by_id["c2"].interval, headline_claim_id="c2"
    )
    found = notes(*claims)
    incidents = find_incidents([strike] if with_strike else [], claims=by_id, notes=found).made
    question = Question(actor_id="northern-front", actor_name="Northern Front", actor_ids=frozenset({"northern-front"}))
    return assess_actor(
        Evidence(
            question=question,
            claims=claims,
            incidents=incidents,
            notes=found,
            origins=find_origins(claims, notes=found),
            speakers=(),
            settings=QUICK,
            made_by="test",
        ),
        question=asked,
    )


def _finding(assessment: Assessment, topic: str) -> Finding:
    return next(finding for finding in assessment.findings if finding.topic == topic)


def test_growth_of_the_model_case() -> None:
    """Growth is > 20 % read exactly, but only > −20 % if 1,000 is rounded to the nearest 1,000: insufficient."""
    growth = _finding(_assess(_model_case()), "growth")
    assert [row.text.rsplit(": ", 1)[1] for row in growth.rows] == [
        "growth > 20 %", "growth > 14 %", "growth > −4 %", "growth > −20 %",
    ]  # fmt: skip
    assert growth.verdict == "insufficient"
    assert "so nobody can say whether the group has grown" in growth.answer


def test_flow_of_the_model_case() -> None:
    """More than 294 joined, or only more than 44 if 1,000 is rounded to the nearest 500; both lines are there."""
    flow = _finding(_assess(_model_case()), "flow")
    assert [row.low for row in flow.rows] == [294, 244, 44, -206]
    assert all(row.low_is_strict and row.high is None for row in flow.rows)
    assert "whole persons: ≥ 295" in flow.answer
    assert "more than 44 joined" in flow.answer
    assert "a net loss of 206 upwards" in flow.answer
    assert "only reported losses are counted" in flow.assumptions


def test_stated_percentage_is_derived() -> None:
    """A stated 20 % that is the ratio of the two figures agrees with them and adds no weight."""
    consistency = _finding(_assess(_model_case()), "consistency")
    assert consistency.verdict == "consistent"
    assert "derived from them, and adds no weight" in consistency.answer
    assert "It is consistent with the two figures" in consistency.answer
    assert "the figures alone do not establish growth" in consistency.answer


def _stated(words: str, value: float, bound: str = "exact", *, unit: str = "factor", **fields: Any) -> Claim:
    return change("c1", number(value, bound, words=words, is_relative=True, unit=unit), **fields)


@pytest.mark.parametrize(
    ("claim", "low", "high"),
    [
        (_stated("doubled", 2), 1, 1),
        (_stated("more than doubled", 2, "more_than"), 1, None),
        (_stated("halved", 0.5, direction="down"), -0.5, -0.5),
        (_stated("fell by a factor of four", 4, direction="down"), -0.75, -0.75),
        (_stated("fell by more than half", 0.5, "more_than", unit="share", direction="down"), None, -0.5),
        (_stated("grew by a third", 0.25, unit="share"), 0.25, 0.25),
        (_stated("up 20%", 20, unit="percent"), 0.2, 0.2),
    ],
    ids=lambda value: value.quantity.words if isinstance(value, Claim) else None,
)
def test_stated_change_as_limits(claim: Claim, low: float | None, high: float | None) -> None:
    """A ratio, a share and a percentage are all limits on the growth, a fall is below zero, and "more than" has no other end."""
    limits = read_stated(claim)
    assert limits is not None
    assert (limits.low, limits.high) == (low, high)


def test_stated_doubling_is_held_against_figures() -> None:
    """A doubling beside 1,000 and more than 1,200 of one report agrees with them; beside 1,000 and 2,000 it is their ratio."""
    _, *rest = _model_case()
    doubled = _stated("doubled", 2, document_id="d-1", attribution=said_by("analysts"))
    found = _finding(_assess((doubled, *rest)), "consistency")
    assert found.verdict == "consistent"
    assert "“doubled” (+100 %; source: analysts)" in found.answer
    assert found.rows[0].text == "exact: > 20 %, which agrees with +100 %"
    rest[-1] = replace(rest[-1], quantity=number(2000, words="2,000"))
    assert "most likely derived from them" in _finding(_assess((doubled, *rest)), "consistency").answer


def test_stated_change_of_named_times_meets_figures_of_other_reports() -> None:
    """A change "since 2017" of another report is held against a figure of 2017 and one of these days; without a time it is listed."""
    _, *rest = _model_case()
    since = on(date(2017, 1, 1), date(2018, 5, 20))
    elsewhere = _stated("halved", 0.5, direction="down", document_id="d-2", interval=replace(since, granularity="year"))
    found = _finding(_assess((elsewhere, *rest)), "consistency")
    assert found.verdict == "contradicted"
    assert (
        "figures of other reports, of the times that the stated change names, are held against it" in found.assumptions
    )
    alone = _finding(_assess((_stated("doubled", 2, document_id="d-2"), *rest)), "consistency")
    assert alone.verdict == "insufficient"
    assert [row.text for row in alone.rows] == [
        "“doubled” (+100 %; source: not stated here): stated, with no two figures to compare"
    ]


def test_stated_percentage_that_no_reading_allows() -> None:
    """A stated fall of 50 % contradicts a rise from 1,000 to more than 1,200 under every reading."""
    _, *rest = _model_case()
    fall = change("c1", number(50, words="50%", is_relative=True, unit="percent"), direction="down", document_id="d-1")
    assert _finding(_assess((fall, *rest)), "consistency").verdict == "contradicted"


def test_origins_of_the_model_case() -> None:
    """One report with analysts and a governor's office as its only speakers: one outlet, at most three origins."""
    assessment = _assess(_model_case())
    assert (assessment.n_reports, assessment.n_outlets) == (1, 1)
    assert assessment.n_origins <= 3
    assert "no figure is confirmed by a second, independent origin." in _finding(assessment, "origins").answer


def test_without_dates_nothing_is_compared() -> None:
    """Figures of unknown time give no growth and no flow, and the answer says why."""
    undated = tuple(
        replace(
            claim,
            said_on=None,
            interval=replace(claim.interval, earliest=None, latest=None) if claim.interval else None,
        )
        for claim in _model_case()
    )
    assessment = _assess(undated)
    assert _finding(assessment, "growth").verdict == "insufficient"
    assert "no two figures of different, known times" in _finding(assessment, "growth").answer
    assert not [finding for finding in assessment.findings if finding.topic == "flow"]


def test_a_copy_changes_no_figure() -> None:
    """A verbatim copy in another outlet adds a report to its figure and nothing else."""
    claims = _model_case()
    copies = tuple(replace(c, claim_id=f"{c.claim_id}-copy", document_id="d-2") for c in claims)
    found = {
        document_id: replace(note, copy_group_id="g-1")
        for document_id, note in (notes(*claims) | notes(*copies)).items()
    }
    both = (*claims, *copies)
    area = {"actor_id": "northern-front", "actor_name": "Northern Front", "area": None}
    alone = build_series(
        claims, **area, notes=notes(*claims), origins=find_origins(claims, notes=notes(*claims)), speakers=()
    )
    together = build_series(both, **area, notes=found, origins=find_origins(both, notes=found), speakers=())
    assert [(p.low, p.high, p.bound) for p in together.points] == [(p.low, p.high, p.bound) for p in alone.points]
    assert [point.n_reports for point in together.points] == [2, 2]
    assert together.n_origins == alone.n_origins


@pytest.mark.parametrize(
    ("field", "value"),
    [("place", at(DISTRICT)), ("detail", None)],
    ids=["another area", "another definition"],
)
def test_unlike_figures_are_not_compared(field: str, value: object) -> None:
    """Figures about another area, or counting another kind of people, are not compared."""
    claims = list(_model_case())
    later = claims[-1]
    if field == "detail":
        value = replace(later.detail, counted="family")  # type: ignore[type-var]
    claims[-1] = replace(later, **{field: value}, document_id="d-9")
    assert _finding(_assess(tuple(claims)), "growth").rows == ()


def test_losses_elsewhere_do_not_count() -> None:
    """The dead of an incident outside the area of the figures are losses of the group, but not between these figures."""
    claims = _model_case()
    by_id = {claim.claim_id: claim for claim in claims}
    elsewhere = replace(DISTRICT, place_id="gn:9", adm1_id="gn:8", adm2_id=None)
    strike = event("e1", by_id["c2"], by_id["c3"], place=at(elsewhere), interval=by_id["c2"].interval)
    incidents = find_incidents([strike], claims=by_id, notes=notes(*claims)).made
    question = Question(
        actor_id=GROUP.actor_id or "", actor_name="Northern Front", actor_ids=frozenset({"northern-front"})
    )
    found = notes(*claims)
    assessment = assess_actor(
        Evidence(
            question=question,
            claims=claims,
            incidents=incidents,
            notes=found,
            origins=(),
            speakers=(),
            settings=QUICK,
            made_by="test",
        )
    )
    assert [row.low for row in _finding(assessment, "losses").rows] == [94]
    assert [row.low for row in _finding(assessment, "flow").rows] == [200, 150, -50, -300]


def _growths(*claims: Claim) -> list[Finding]:
    found = notes(*claims)
    question = Question(actor_id="northern-front", actor_name="Northern Front", actor_ids=frozenset({"northern-front"}))
    assessment = assess_actor(
        Evidence(
            question=question,
            claims=claims,
            incidents=(),
            notes=found,
            origins=find_origins(claims, notes=found),
            speakers=(),
            settings=replace(QUICK, min_origins=1),
            made_by="test",
        )
    )
    return [finding for finding in assessment.findings if finding.topic == "growth"]


def _year(year: int) -> TimeReading:
    return on(date(year, 1, 1), date(year, 12, 31))


def test_a_group_is_not_compared_with_its_branch() -> None:
    """Figures of a parent and of its branch are never a rise or a fall."""
    parent = strength("c1", number(30_000), interval=_year(2014), attribution=said_by("the agency"))
    branch = strength("c2", number(1000), interval=_year(2016), attribution=said_by("the agency"))
    branch = replace(branch, actor=replace(GROUP, actor_id="northern-front-east"))
    assert [finding.rows for finding in _growths(parent, branch)] == [()]


def test_two_speakers_of_one_report_are_two_sources() -> None:
    """What the army says and what the rebels say in one report is compared across sources, never "supported"."""
    before = strength("c1", number(313), interval=_year(2015), attribution=said_by("the army"), document_id="d")
    after = strength(
        "c2", number(509), interval=_year(2017), attribution=said_by("the Front"), document_id="d", start=9
    )
    (growth,) = _growths(before, after)
    assert growth.verdict == "consistent"
    assert "two sources" in growth.answer


def _for_army(words: str) -> Attribution:
    said = said_by(words, kind="military")
    return replace(said, source=replace(said.source, actor=replace(ARMY, nationality="XA")))


def test_officials_of_one_state_confirm_nobody() -> None:
    """An army, its colonel and a third officer are no three origins: the verdict is "insufficient"; a mission's is another one."""
    words = ("the army", "Colonel Arn, a spokesman for the army", "a general")
    claims = tuple(
        strength(f"c{index}", number(1000), attribution=_for_army(said), said_on=date(2018, 1 + index, 1))
        for index, said in enumerate(words)
    )
    mission = strength(
        "c9", number(1000), attribution=said_by("the mission", kind="organisation"), interval=_year(2018)
    )
    for told, n_origins in ((claims, 1), ((*claims, mission), 2)):
        found = notes(*told)
        question = Question(actor_id="northern-front", actor_name="the Front", actor_ids=frozenset({"northern-front"}))
        evidence = Evidence(
            question=question, claims=told, incidents=(), notes=found, origins=find_origins(told, notes=found),
            speakers=heard(told, found), settings=QUICK, made_by="test",
        )  # fmt: skip
        page = assess_actor(evidence, question="strength")
        strong, origins = _finding(page, "strength"), _finding(page, "origins")
        assert (page.n_origins, strong.verdict) == (n_origins, "insufficient")
        assert len(strong.tables[0].rows) == 1 + n_origins
        assert ("no figure is confirmed" in origins.answer) is (n_origins == 1)
        assert "the officials of one state, are one" in origins.answer


def test_figures_of_one_time_that_disagree_establish_nothing() -> None:
    """300 and 3,000 of 2015 before 1,000 of 2017: both comparisons are shown, and neither decides, whatever the ids."""
    low = strength("c1", number(300), interval=_year(2015), attribution=said_by("the UN"))
    high = strength("c2", number(3000), interval=_year(2015), attribution=said_by("the army"))
    after = strength("c3", number(1000), interval=_year(2017), attribution=said_by("an institute"))
    for claims in ((low, high, after), (replace(high, claim_id="c1"), replace(low, claim_id="c2"), after)):
        assert [finding.verdict for finding in _growths(*claims)] == ["insufficient", "insufficient"]


def test_two_figures_are_compared_once() -> None:
    """The UN's 300 before its 800 and the institute's 500 of one year: two comparisons, that within one source first."""
    before = strength("c3", number(300), interval=_year(2015), attribution=said_by("the UN"))
    other = strength("c1", number(500), interval=_year(2017), attribution=said_by("an institute"))
    own = strength("c2", number(800), interval=_year(2017), attribution=said_by("the UN"))
    found = _growths(before, other, own)
    assert [finding.claim_ids for finding in found] == [("c3", "c2"), ("c3", "c1")]


def test_both_figures_may_be_rounded() -> None:
    """900 to 1,000 is a rise read exactly, and may be a fall if both are rounded: it is not supported."""
    speaker = said_by("the ministry")
    before = strength("c1", number(900), interval=_year(2015), attribution=speaker)
    after = strength("c2", number(1000), interval=_year(2017), attribution=speaker)
    (growth,) = _growths(before, after)
    assert growth.verdict == "consistent"
    assert growth.rows[-1].text.startswith("“900” rounded to the nearest 100, “1,000” to the nearest 1,000: growth ")


def test_losses_of_a_group_and_its_branch_in_one_incident_count_once() -> None:
    """20 dead "of the group" and 20 dead "of its branch" in one incident are 20 losses, and their bounds are kept."""
    branch = replace(GROUP, actor_id="northern-front-east")
    tolls = [
        casualties("c1", number(20, "at_least"), document_id="d", attribution=said_by("police")),
        casualties("c2", number(20), document_id="d", whose=branch, attribution=said_by("the army")),
    ]
    by_id = {claim.claim_id: claim for claim in tolls}
    incidents = find_incidents([event("e1", *tolls)], claims=by_id, notes=notes(*tolls)).made
    losses = find_losses(
        incidents, actor_ids=frozenset({"northern-front", "northern-front-east"}), area=None, pair=None
    )
    assert (losses.best, losses.is_open, len(losses.counted)) == (20, True, 1)
    assert say_spread(losses) == " or more"
    assert say_spread(replace(losses, counted=(replace(losses.counted[0], low=12),))) == " (12 to 20 or more)"


def test_losses_elsewhere_are_told_and_not_called_none() -> None:
    """A strike between two figures for the province, at a place that is not known to lie there, is left out in so many words."""
    case = _model_case()
    strike = replace(case[1], place=at(replace(TOWN, adm1_id="gn:77", adm2_id=None)))
    by_id = {claim.claim_id: claim for claim in (*case, strike)}
    told = event("e1", strike, case[2], place=strike.place, interval=strike.interval, headline_claim_id="c2")
    incidents = find_incidents([told], claims=by_id, notes=notes(*case)).made
    losses = find_losses(incidents, actor_ids=frozenset({"northern-front"}), area=PROVINCE, pair=None)
    assert (losses.counted, losses.n_elsewhere) == ((), 1)
    assert _say_elsewhere(losses) == " in Ostland (losses in 1 incident not known to lie there are left out)"
    inside = find_losses(incidents, actor_ids=frozenset({"northern-front"}), area=None, pair=None)
    assert (len(inside.counted), _say_elsewhere(inside)) == (1, "")


def test_losses_of_a_year_do_not_all_lie_between_two_figures() -> None:
    """The dead of a whole year, of which some weeks lie between the figures, are left out, and those of one day count."""
    dead = casualties("c7", number(640), document_id="d-7")
    year = replace(on(date(2018, 1, 1)), latest=date(2018, 12, 31), granularity="year", date_prec=5)
    day = on(date(2018, 5, 13))
    reasons = []
    for interval in (year, day):
        told = event("e7", replace(dead, interval=interval), interval=interval)
        (incident,) = find_incidents([told], claims={"c7": dead}, notes=notes(dead)).made
        reasons.append(_find_reason(incident, area=None, pair=_window(date(2018, 5, 1), date(2018, 5, 31))))
    assert reasons[0] is not None
    assert "reaches beyond the two figures" in reasons[0]
    assert reasons[1] is None


def _dead(claim_id: str, killed: int, *, interval: TimeReading, place: Place | None) -> Incident:
    """Return an incident of its own in which so many of the group died."""
    toll = casualties(claim_id, number(killed), document_id=f"d-{claim_id}", attribution=said_by("the army"))
    told = event(f"e-{claim_id}", toll, place=at(place) if place else None, interval=interval)
    found = find_incidents([told], claims={claim_id: toll}, notes=notes(toll)).made
    return replace(found[0], place=told.place, interval=interval)


def _lose(*incidents: Incident) -> Losses:
    return find_losses(incidents, actor_ids=frozenset({"northern-front"}), area=None, pair=None)


def test_losses_of_a_long_time_are_not_added_to_those_of_incidents_inside_it() -> None:
    """300 "this year" stand beside the 40 of one day and are not added; both are told, and the reason is listed."""
    year, day = _dead("c7", 300, interval=_year(2017), place=None), _dead("c8", 40, interval=_day(3), place=TOWN)
    losses = _lose(year, day)
    assert (losses.best, [loss.best for loss in losses.apart]) == (40, [300])
    assert [item.claim_id for item in losses.left_out] == ["c7"]
    assert losses.left_out[0].reason.startswith(
        "300 killed (2017, place not stated): told over a time in which incidents"
    )
    finding = assess_losses(losses)
    assert "Beside them, and not added: 300 killed (2017, place not stated)" in finding.answer
    assert [row.text.endswith("not added") for row in finding.rows] == [False, True]


def test_losses_of_a_long_time_are_added_where_they_can_hold_none_of_the_others() -> None:
    """Another year, another province or another fate: what can be none of the same people is added."""
    day = _dead("c8", 40, interval=_day(3), place=TOWN)
    elsewhere = replace(TOWN, place_id="gn:99", adm1_id="gn:98", adm2_id=None)
    assert _lose(_dead("c7", 300, interval=_year(2016), place=None), day).best == 340
    assert _lose(_dead("c7", 300, interval=_year(2017), place=elsewhere), day).best == 340
    caught = _dead("c7", 300, interval=_year(2017), place=None)
    caught = replace(caught, tolls=tuple(replace(toll, outcome="captured") for toll in caught.tolls))
    assert _lose(caught, day).best == 340


def _day(day: int) -> TimeReading:
    return on(date(2017, 4, day))


def test_a_loss_that_the_flow_does_not_use_is_listed_with_the_reason() -> None:
    """Listed are a loss before both figures, and one that no incident tells of; of the wounded nobody is lost."""
    case = _model_case()
    loose = casualties("c8", number(70), document_id="d-8", start=1, end=2)
    hurt = casualties("c9", number(9), outcome="wounded", document_id="d-9", start=1, end=2)
    before = _dead("c7", 30, interval=on(date(2015, 2, 2)), place=TOWN)
    losses = [
        find_losses([before], actor_ids=frozenset({"northern-front"}), area=None, pair=pair)
        for pair in (None, _window(date(2017, 1, 1), date(2018, 5, 16)))
    ]
    unused = list_unused(losses[0], losses[1:], (*case, loose, hurt), actor_ids=frozenset({"northern-front"}))
    reasons = {item.claim_id: item.reason for item in unused}
    assert reasons["c7"] == "30 killed (2015-02-02, Steinbruck): outside the time between the two figures"
    assert reasons["c8"].startswith("“70”, killed: it belongs to no incident of the record")
    assert "c9" not in reasons


def _window(start: date, end: date) -> Any:
    """Stand in for a pair of figures: only the days between which they lie are looked at."""
    return SimpleNamespace(before=SimpleNamespace(as_of_earliest=start), after=SimpleNamespace(as_of_latest=end))


def test_a_stated_change_is_held_against_its_own_report_only() -> None:
    """A percentage without figures in its report contradicts nothing: insufficient."""
    alone = change("c9", number(50, is_relative=True, unit="percent"), direction="down", document_id="d-9")
    (finding,) = [f for f in _assess((*_model_case()[1:], alone)).findings if f.topic == "consistency"]
    assert finding.verdict == "insufficient"


def test_a_change_of_attacks_is_no_change_of_the_group() -> None:
    """That a group has doubled its attacks is no stated growth of it: it is left out with the reason."""
    alone = _stated("doubled", 2, document_id="d-9")
    alone = replace(alone, claim_id="c9", detail=replace(alone.detail, of="number of attacks"))  # type: ignore[type-var]
    assert read_stated(alone) is None
    assessment = _assess((*_model_case(), alone), asked="growth")
    assert not any("doubled" in row.text for finding in assessment.findings for row in finding.rows)
    assert [item.reason for item in assessment.left_out if item.claim_id == "c9"] == [
        "“doubled”: a change of its number of attacks, not of the group's size"
    ]


def test_the_model_stands_beside_the_literal_growth() -> None:
    """The growth of the model case is near the trial's 15 % [−19, 71], P 0.75, less for a whole year as the earlier time."""
    (estimate,) = _finding(_assess(_model_case(), asked="growth"), "growth").estimates
    wide = estimate.intervals[0]
    assert (wide.level, estimate.unit) == (0.9, "share")
    assert (wide.low, wide.median, wide.high) == (
        pytest.approx(-0.21, abs=0.07),
        pytest.approx(0.13, abs=0.06),
        pytest.approx(0.72, abs=0.15),
    )
    assert estimate.probability == pytest.approx(0.72, abs=0.07)
    assert (estimate.prior[0].low or 0) < (wide.low or 0)


def test_the_inflow_of_the_model_case() -> None:
    """The trial's inflow is 261 [−182, 1,035]; half, all or twice the losses reported shift it by D/c, −47 to +94."""
    flow = _finding(_assess(_model_case(), asked="flow"), "flow")
    wide = flow.estimates[0].intervals[0]
    assert (wide.low, wide.median, wide.high) == (
        pytest.approx(-260, abs=110),
        pytest.approx(240, abs=70),
        pytest.approx(1000, abs=250),
    )
    medians = [row[2] for row in flow.tables[0].rows]
    assert [medians[0] - medians[1], medians[1] - medians[2]] == [pytest.approx(94, abs=1), pytest.approx(47, abs=1)]  # type: ignore[operator]


def test_strength_says_what_it_rests_on() -> None:
    """Few origins are mostly assumption; prior, limit, weights and the settings of the model are all there."""
    assessment = _assess(_model_case(), asked="strength")
    finding = _finding(assessment, "strength")
    assert finding.verdict == "insufficient"
    assert all(
        words in finding.answer
        for words in ("mostly assumption", "Without any figure the model would say", "cannot narrow this below")
    )
    assert sum(item.weight for item in finding.used) == pytest.approx(1.0)
    assert [item.claim_id for item in finding.used] == ["c5", "c6"]
    assert any("bias of a source 0.35" in text for text in finding.assumptions)
    assert [finding.topic for finding in assessment.findings] == ["strength", "origins"]


def test_figures_of_other_areas_are_left_out_with_a_reason() -> None:
    """A figure for a district is no figure for the province: the model leaves it out and says so."""
    district = strength("c8", number(300), place=at(DISTRICT), interval=NOW, document_id="d-8")
    assessment = _assess((*_model_case(), district), asked="strength")
    assert [(item.claim_id, item.reason) for item in assessment.left_out] == [
        ("c8", "not in the model: counts another area (Bergtal)")
    ]
    assert "1 figure is not in the model" in _finding(assessment, "strength").answer


def test_the_figures_of_each_area_stand_for_themselves() -> None:
    """The latest figure of a district is told beside the latest of the province, and is never the latest of the group."""
    later = on(date(2019, 1, 1))
    district = strength(
        "c8", number(300), place=at(DISTRICT), interval=later, document_id="d-8", attribution=said_by("the mayor")
    )
    whole = strength("c9", number(9000), interval=later, document_id="d-9", attribution=said_by("the mission"))
    answer = _finding(_assess((*_model_case(), district, whole), asked="strength"), "strength").answer
    assert "Figures of different areas are not mixed. Ostland, 2 figures: the latest is “more than 1,200”" in answer
    assert "Bergtal, 1 figure: the latest is “300” (2019-01-01, Bergtal; source: the mayor)." in answer
    assert "No area named, 1 figure: the latest is “9,000” (2019-01-01; source: the mission)." in answer


def test_a_part_of_the_group_in_one_report_is_not_compared_with_the_whole() -> None:
    """300 men in a district before 9,000 of the whole group in one report are no growth."""
    part = strength(
        "c1", number(300), place=at(DISTRICT), interval=_year(2015), attribution=said_by("the army"), document_id="d"
    )
    whole = strength(
        "c2", number(9000), interval=_year(2017), attribution=said_by("the army"), document_id="d", start=9
    )
    assert [finding.rows for finding in _growths(part, whole)] == [()]


COLLECTED = Path(__file__).parents[4] / "shared" / "data" / "isisk_claims.csv"


def _collected() -> tuple[Claim, ...]:
    """The collected figures for one group, each with its speaker and the briefing it comes from."""
    bounds = {"range": "range", "about": "about", "fewer": "fewer_than", "upto": "at_most", "atleast": "at_least"}
    claims: list[Claim] = []
    with COLLECTED.open(encoding="utf-8") as lines:
        for index, row in enumerate(csv.DictReader(lines)):
            quantity = number(float(row["lo"]), bounds[row["kind"]])
            if row["kind"] == "range":
                quantity = replace(quantity, low=float(row["lo"]), high=float(row["hi"]))
            day = date.fromisoformat(row["date"])
            claim = strength(
                f"c{index:02}",
                quantity,
                place=at(PROVINCE),
                interval=on(day),
                said_on=day,
                attribution=said_by(row["source"]),
            )
            claims.append(replace(claim, detail=StrengthDetail(counted=row["definition"])))
    return tuple(claims)


@pytest.mark.skipif(not COLLECTED.exists(), reason="the collected claims are not here")
def test_no_single_origin_decides() -> None:
    """Over ten years of collected figures, leaving out any one origin keeps the last strength inside the interval of all."""
    claims = _collected()
    found = notes(*claims)
    question = Question(actor_id="northern-front", actor_name="Northern Front", actor_ids=frozenset({"northern-front"}))
    evidence = Evidence(
        question=question, claims=claims, incidents=(), notes=found, origins=find_origins(claims, notes=found), speakers=(),
        settings=QUICK, made_by="test",
    )  # fmt: skip
    finding = _finding(assess_actor(evidence, question="strength"), "strength")
    everything, *without = finding.tables[0].rows
    assert len(without) >= 15
    assert finding.verdict == "consistent"
    assert all(float(everything[3] or 0) < float(row[2] or 0) < float(everything[4] or 0) for row in without)
    assert "fighters and family: taken as" in " ".join(finding.assumptions)
