"""The toll of one incident, literal and modelled."""

from __future__ import annotations

import csv
import re
import time
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from musterbook.assess import IncidentEvidence, assess_casualties
from musterbook.config import AssessSettings, ModelSettings
from musterbook.incidents import find_origins, join_speakers
from musterbook.incidents import run as find_incidents
from musterbook.model import (
    ActorReading,
    Assessment,
    Attribution,
    CasualtiesDetail,
    Claim,
    DenialDetail,
    Incident,
    Origin,
)
from tests.builders import TOWN, attack, casualties, claim, event, notes, number, said_by

QUICK = AssessSettings(model=ModelSettings(chains=16, turns=80))
KNOWN_CASE = Path(__file__).parents[4] / "shared" / "data" / "moab_claims.csv"


def _assess(*claims: Claim, as_one_origin: bool = False) -> Assessment:
    by_id = {claim.claim_id: claim for claim in claims}
    found = notes(*claims)
    (incident,) = find_incidents([event("e1", *claims)], claims=by_id, notes=found).made
    one = (Origin(origin_id="o-1", claim_ids=tuple(by_id), reason="one briefing"),)
    origins = one if as_one_origin else find_origins(claims, notes=found)
    return assess_casualties(_gather(incident, claims, origins))


def _gather(
    incident: Incident, claims: Sequence[Claim], origins: Sequence[Origin], *, beside: tuple[Claim, ...] = ()
) -> IncidentEvidence:
    place = incident.place.place if incident.place else None
    return IncidentEvidence(
        incident=incident,
        claims=tuple(claims),
        origins=origins,
        speakers=join_speakers(claims, origins, country=place.country if place else None),
        beside=beside,
        settings=QUICK,
        made_by="test",
    )


def _rising() -> tuple[Claim, ...]:
    """Three speakers of one office; the toll rises from 20 to 50 in two days."""
    return tuple(
        casualties(f"c{index}", number(value), attribution=said_by(speaker), said_on=date(2018, 5, day))
        for index, (value, speaker, day) in enumerate(
            ((20, "the ministry", 13), (40, "the governor", 14), (45, "the governor", 15), (50, "the mayor", 15))
        )
    )


def test_the_latest_word_of_a_source_supersedes() -> None:
    """The governor's 40 gives way to his 45; both ministry and mayor keep their say, and the reason is listed."""
    assessment = _assess(*_rising())
    (finding,) = assessment.findings
    assert [(row.low, row.high) for row in finding.rows] == [(20, 20), (45, 45), (50, 50)]
    assert [(item.claim_id, item.reason) for item in assessment.left_out] == [
        ("c1", "“40” of the governor, 2018-05-14: the same speaker later said “45” of the governor, 2018-05-15"),
        (
            "c0",
            "“20” of the ministry, 2018-05-13: officials of one state hand on one count, and their latest is “50” of the mayor, "
            "2018-05-15",
        ),
        (
            "c2",
            "“45” of the governor, 2018-05-15: officials of one state hand on one count, and their latest is “50” of the mayor, "
            "2018-05-15",
        ),
    ]


def test_a_figure_whose_later_telling_is_superseded_counts_not_once() -> None:
    """Of 20 that the ministry repeats, and the mayor raises, the copy is not said to count once."""
    said = {"attribution": said_by("the ministry")}
    assessment = _assess(
        casualties("c0", number(20), said_on=date(2018, 5, 13), **said),
        casualties("c1", number(20), said_on=date(2018, 5, 14), **said),
        casualties("c2", number(50), attribution=said_by("the mayor"), said_on=date(2018, 5, 15)),
    )
    reasons = [item.reason for item in assessment.left_out]
    assert len(reasons) == 2
    assert any(reason.endswith("again, and a later one has taken the place of both") for reason in reasons)
    assert not any("counts once" in reason for reason in reasons)


def test_a_nameless_security_source_is_not_the_latest_word_of_the_army() -> None:
    """The army's 5 stands beside the 18 of a security source that contradicts it: both are weighed."""
    army = casualties("c0", number(5), attribution=_of_state("the army", TOWN.country or ""), said_on=date(2018, 5, 15))
    said = said_by("a security source", kind="security_sources")
    leak = casualties("c1", number(18), attribution=said, said_on=date(2018, 5, 17))
    assessment = _assess(army, leak)
    assert {item.claim_id for item in assessment.findings[0].used} == {"c0", "c1"}
    assert assessment.left_out == ()
    others = said_by("two security officials", kind="security_sources")
    early = casualties("c2", number(11), attribution=others, said_on=date(2018, 5, 16))
    (item,) = _assess(army, leak, early).left_out
    assert "security sources without a name hand on one count, and their latest is “18”" in item.reason


def test_others_alone_are_at_least_so_many() -> None:
    """Where no whole is told, "four others were hurt" is reckoned with as four or more; beside a whole it is left out."""
    whole, more = casualties("c0", number(9)), casualties("c1", number(4))
    assert isinstance(more.detail, CasualtiesDetail)
    more = replace(more, detail=replace(more.detail, is_addition=True))
    (finding,) = _assess(more).findings
    assert [(row.low, row.high) for row in finding.rows] == [(4, None)]
    assert [(item.claim_id, item.reason) for item in _assess(whole, more).left_out] == [
        ("c1", "“4”, the outlet's own word, 2018-05-16: comes on top of another number")
    ]


def test_a_figure_told_as_replaced_is_reckoned_with_no_more() -> None:
    """Of "officials had earlier put the toll at 14" the model weighs nothing, as the list calls it superseded."""
    last, first = casualties("c0", number(23), attribution=said_by("a doctor")), casualties("c1", number(14))
    assert isinstance(first.detail, CasualtiesDetail)
    first = replace(first, detail=replace(first.detail, is_replaced=True))
    assessment = _assess(last, first)
    assert [(row.low, row.high) for row in assessment.findings[0].rows] == [(23, 23)]
    assert [(item.claim_id, item.reason) for item in assessment.left_out] == [
        ("c1", "“14”, the outlet's own word, 2018-05-16: was told as a figure that another has replaced")
    ]


def test_a_denial_is_told_where_nobody_gives_a_figure() -> None:
    """The answer names who denies, and the finding the claim that says so."""
    denied = claim("c9", "denial", DenialDetail(what="any strike", denies=None), attribution=said_by("the army"))
    told = attack("c0")
    (incident,) = find_incidents([event("e1", told)], claims={"c0": told}, notes=notes(told)).made
    origins = find_origins((told,), notes=notes(told))
    (finding,) = assess_casualties(_gather(incident, (told,), origins, beside=(denied,))).findings
    assert "The army denied “any strike”." in finding.answer
    assert finding.claim_ids == ("c9",)


def test_officials_of_one_state_are_one_origin() -> None:
    """Three offices of one state count and weigh as one origin, and the answer says so."""
    finding, one = _assess(*_rising()).findings[0], _assess(*_rising(), as_one_origin=True).findings[0]
    assert "This toll is given in 4 reports, by 1 origin." in finding.answer
    assert "This toll is given in 1 report, by 1 origin." in _assess(_rising()[0]).findings[0].answer
    assert "3 figures come from officials of one state" in finding.answer
    assert finding.estimates[0].intervals == one.estimates[0].intervals
    assert [row[1] for row in finding.tables[0].rows] == [1, 3, 1, 4]


def test_officials_of_a_body_abroad_do_not_speak_for_the_state() -> None:
    """Officials of the United Nations and of the Red Cross count for themselves, beside those of the state."""
    claims = tuple(
        casualties(f"c{index}", number(value), attribution=said)
        for index, (value, said) in enumerate(
            (
                (3, _of_state("the army", TOWN.country or "")),
                (40, said_by("a UN official")),
                (30, said_by("Red Cross officials")),
                (5, said_by("officials")),
            )
        )
    )
    finding = _assess(*claims).findings[0]
    assert "by at most 3 origins." in finding.answer
    assert "2 figures come from officials of one state" in finding.answer


def _of_state(words: str, state: str, **fields: Any) -> Attribution:
    actor = ActorReading(actor_id=None, name=None, side="state_force", words=words, nationality=state, why="test")
    said = said_by(words, **fields)
    return replace(said, source=replace(said.source, actor=actor))


def test_two_states_and_named_origins_stay_apart() -> None:
    """Officials of two states are two origins; so are origins that a person who collected the figures told apart."""
    two = tuple(
        casualties(f"c{index}", number(value), attribution=_of_state(f"the army of {state}", state))
        for index, (value, state) in enumerate(((20, "ML"), (90, "NE")))
    )
    named = tuple(
        casualties(f"c{index}", number(value), attribution=said_by(f"office {index}", origin=f"briefing {index}"))
        for index, value in enumerate((20, 90))
    )
    assert [len(_assess(*claims).findings[0].used) for claims in (two, named)] == [2, 2]


def test_a_hospital_is_no_official() -> None:
    """A speaker of another kind counts beside the state's."""
    hospital = casualties("c9", number(70), attribution=said_by("the hospital"))
    said = replace(hospital.attribution, source=replace(hospital.attribution.source, kind="medical"))
    finding = _assess(*_rising(), replace(hospital, attribution=said)).findings[0]
    assert "by at most 2 origins." in finding.answer


def test_one_origin_has_one_word() -> None:
    """Read as one origin only the 50 is left, with a wide interval; as four origins it is falsely narrow."""
    (finding,) = _assess(*_rising(), as_one_origin=True).findings
    wide = finding.estimates[0].intervals[0]
    assert wide.median == pytest.approx(49, abs=4)
    assert ((wide.high or 0) / (wide.low or 1)) > 3
    as_told, as_one, each = finding.tables[0].rows
    assert finding.tables[0].columns == ("if counted are", "figures", "low", "best", "high")
    assert (as_told[1], as_told[3]) == (1, pytest.approx(as_one[3], abs=1))
    assert float(each[4] or 0) / float(each[2] or 1) < float(as_one[4] or 0) / float(as_one[2] or 1)
    assert finding.verdict == "insufficient"
    assert "mostly assumption" in finding.answer


def test_a_denial_stands_beside() -> None:
    """What a speaker denies is named in the answer and does not pull the toll down."""
    denial = casualties("c9", number(50), attribution=said_by("the Front", stance="denies"))
    told, denied = _assess(*_rising()), _assess(*_rising(), denial)
    assert told.findings[0].estimates == denied.findings[0].estimates
    assert "Denied or doubted by the Front" in denied.answer


def test_a_denial_alone_gives_no_number() -> None:
    """Where nobody but a denier gives a figure, there is no estimate."""
    (finding,) = _assess(casualties("c9", number(50), attribution=said_by("the Front", stance="denies"))).findings
    assert finding.estimates == ()
    assert finding.verdict == "insufficient"


@pytest.mark.skipif(not KNOWN_CASE.exists(), reason="the collected claims are not here")
def test_the_known_case() -> None:
    """Read as six independent claims the toll is near 81 [60–108], as one origin near 96 and wide."""
    claims: list[Claim] = []
    with KNOWN_CASE.open(encoding="utf-8") as lines:
        for index, row in enumerate(csv.DictReader(lines)):
            stance = "denies" if row["kind"] == "denial" else "states"
            bound = "at_least" if row["kind"] == "atleast" else "exact"
            quantity = number(float(row["killed"]), bound)
            claims.append(
                casualties(
                    f"c{index}",
                    quantity,
                    attribution=said_by(row["source"], stance=stance),
                    said_on=date.fromisoformat(row["time"][:10]),
                )
            )
    (finding,) = _assess(*claims, as_one_origin=True).findings
    *_, as_one, each = finding.tables[0].rows
    assert as_one[3] == pytest.approx(96, abs=6)
    assert each[1:] == (6, pytest.approx(60, abs=6), pytest.approx(81, abs=4), pytest.approx(108, abs=10))
    assert "best 96" in finding.answer


def test_a_toll_is_told_by_its_figure_to_quote_first() -> None:
    """Low, best and high, why the best is it and whose word each is; an upper limit alone is told as one."""
    several = _assess(*_rising()[:1], casualties("c9", number(60, "at_least"), attribution=said_by("a hospital")))
    assert several.answer.startswith(
        "Killed (Northern Front): low 20, best 60, high 60 or more, as reported. Best is 60 because it is the latest word: “60” of "
        "a hospital, 2018-05-16. Low is “20” of the ministry, 2018-05-13."
    )
    assert _assess(casualties("c9", number(50, "at_most"))).answer.startswith(
        "Killed (Northern Front): high 50, as reported. This toll is given in 1 report"
    )


def test_every_modelled_figure_has_low_best_high_and_a_level() -> None:
    """The model's toll, and that of all figures as one count, are told by low, best and high with their level and its meaning."""
    hospital = casualties(
        "c9", number(70), attribution=said_by("the hospital", kind="medical"), said_on=date(2018, 5, 14)
    )
    answer = _assess(*_rising(), hospital).answer
    assert len(re.findall(r"low \d+, best \d+, high \d+ \(90 % level\)", answer)) == 2
    assert "the true number lies between low and high nine times in ten" in answer
    assert (
        "It rests on the latest figure of each origin: “50” of the mayor, 2018-05-15, “70” of the hospital, 2018-05-14."
        in answer
    )


def test_a_best_among_figures_of_one_day_says_how_it_was_chosen() -> None:
    """Of the hospital's 12 and the rescuers' "at least 15" of one day the exact one is the best, and the answer says so."""
    claims = (
        casualties("c1", number(12), attribution=said_by("the hospital", kind="medical")),
        casualties("c2", number(15, "at_least"), attribution=said_by("the rescuers", kind="organisation")),
    )
    answer = _assess(*claims).answer
    assert (
        "Best is 12 because it is the latest word: “12” of the hospital, 2018-05-16, among several of that day"
        in answer
    )
    assert "among several of that day" not in _assess(claims[0]).answer


def test_a_figure_said_again_counts_once() -> None:
    """The governor's 20 of two days is one figure, and the list says so in words."""
    claims = [
        casualties(f"c{day}", number(20), attribution=said_by("the governor"), said_on=date(2018, 5, day))
        for day in (13, 14)
    ]
    ((claim_id, reason),) = [(item.claim_id, item.reason) for item in _assess(*claims).left_out]
    assert claim_id in {"c13", "c14"}
    assert reason.endswith("the same figure of the same source again, which counts once")


def test_what_stands_beside_the_incident_is_told_once() -> None:
    """A denial of another report that names no figure stands in the answer in its own words, and in no interval."""
    claims = (
        casualties("c0", number(120), attribution=said_by("the army")),
        casualties("c1", number(9), outcome="wounded"),
    )
    denial = claim("c8", "denial", DenialDetail(what="that any of its men had died"), attribution=said_by("the Front"))
    by_id = {one.claim_id: one for one in claims}
    (incident,) = find_incidents([event("e1", *claims)], claims=by_id, notes=notes(*claims)).made
    evidence = _gather(incident, claims, find_origins(claims, notes=notes(*claims)))
    plain, denied = assess_casualties(evidence), assess_casualties(replace(evidence, beside=(denial,)))
    assert denied.answer.count("The Front denied “that any of its men had died”.") == 1
    assert [finding.estimates for finding in denied.findings] == [finding.estimates for finding in plain.findings]


def test_a_hundred_voices_take_seconds() -> None:
    """The toll of 120 speakers costs little more than that of a few: what one speaker leans is not drawn."""
    claims = tuple(
        casualties(f"c{index}", number(40 + index % 30), attribution=_by_witness(index), document_id=f"d{index}")
        for index in range(120)
    )
    began = time.process_time()
    (finding,) = _assess(*claims).findings
    assert time.process_time() - began < 6
    assert [row[1] for row in finding.tables[0].rows] == [120, 1, 120]


def _by_witness(index: int) -> Attribution:
    said = said_by(f"witness {index}")
    return replace(said, source=replace(said.source, kind="person"))


def test_a_copy_does_not_redate_what_it_repeats() -> None:
    """The governor's 20 of Sunday, printed again on Wednesday, neither is of Wednesday nor takes the place of his 45 of Monday."""
    first = casualties("c0", number(20), attribution=said_by("the governor"), said_on=date(2018, 5, 13))
    later = casualties("c1", number(45), attribution=said_by("the governor"), said_on=date(2018, 5, 14))
    copy = replace(first, claim_id="c2", document_id="d-c2", said_on=date(2018, 5, 16))
    by_id = {one.claim_id: one for one in (first, later, copy)}
    (incident,) = find_incidents([event("e1", *by_id.values())], claims=by_id, notes=notes(*by_id.values())).made
    origins = (
        Origin(origin_id="o-1", claim_ids=("c0", "c2"), reason="copies"),
        Origin(origin_id="o-2", claim_ids=("c1",), reason="alone"),
    )
    (finding,) = assess_casualties(_gather(incident, tuple(by_id.values()), origins)).findings
    assert [row.text for row in finding.rows] == ["the governor, 2018-05-14: 45"]
    (finding,) = assess_casualties(_gather(incident, (first, copy), origins[:1])).findings
    assert [row.text for row in finding.rows] == ["the governor, 2018-05-13: 20"]
    assert [item.claim_id for item in finding.used] == ["c0"]
