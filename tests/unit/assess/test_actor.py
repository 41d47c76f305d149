"""The literal assessment of one group."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from musterbook.assess import Question, assess_actor, build_series
from musterbook.config import AssessSettings
from musterbook.incidents import find_origins
from musterbook.incidents import run as find_incidents
from musterbook.model import Assessment, Claim, Finding
from tests.builders import (
    DISTRICT,
    GROUP,
    PROVINCE,
    at,
    attack,
    casualties,
    change,
    event,
    notes,
    number,
    on,
    said_by,
    strength,
)

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


def _assess(claims: tuple[Claim, ...], *, with_strike: bool = True) -> Assessment:
    by_id = {claim.claim_id: claim for claim in claims}
    strike = event(
        "e1", by_id["c2"], by_id["c3"], place=at(DISTRICT), interval=by_id["c2"].interval, headline_claim_id="c2"
    )
    found = notes(*claims)
    incidents = find_incidents([strike] if with_strike else [], claims=by_id, notes=found).made
    question = Question(actor_id="northern-front", actor_name="Northern Front", actor_ids=frozenset({"northern-front"}))
    return assess_actor(
        question,
        claims=claims,
        incidents=incidents,
        notes=found,
        origins=find_origins(claims, notes=found),
        settings=AssessSettings(),
        made_by="test",
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
    assert "too few to say whether the group has grown" in growth.answer


def test_flow_of_the_model_case() -> None:
    """More than 294 joined, or only more than 44 if 1,000 is rounded to the nearest 500; both lines are there."""
    flow = _finding(_assess(_model_case()), "flow")
    assert [row.low for row in flow.rows] == [294, 244, 44, -206]
    assert all(row.low_is_strict and row.high is None for row in flow.rows)
    assert "whole persons: ≥ 295" in flow.answer
    assert "> 44" in flow.answer
    assert "only reported losses are counted" in flow.assumptions


def test_stated_percentage_is_derived() -> None:
    """A stated 20 % that is the ratio of the two figures agrees with them and adds no weight."""
    consistency = _finding(_assess(_model_case()), "consistency")
    assert consistency.verdict == "consistent"
    assert "derived from them, and adds no weight" in consistency.answer
    assert "do not establish it" in consistency.answer.replace("alone do not establish it", "do not establish it")


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
    assert "No figure is confirmed by a second, independent origin." in _finding(assessment, "origins").answer


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
    alone = build_series(claims, **area, notes=notes(*claims), origins=find_origins(claims, notes=notes(*claims)))
    together = build_series(both, **area, notes=found, origins=find_origins(both, notes=found))
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
        question, claims=claims, incidents=incidents, notes=found, origins=(), settings=AssessSettings(), made_by="test"
    )
    assert [row.low for row in _finding(assessment, "losses").rows] == [94]
    assert [row.low for row in _finding(assessment, "flow").rows] == [200, 150, -50, -300]
