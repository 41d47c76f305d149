"""One page with every difficulty of the field, of our own: the figures, their speakers, their times and what follows from them.

The page is about al-Shabaab in southern Somalia and is made up. What is wanted of it is numbered as the page tells it.
Facts that are read wrongly today are marked; a mark that is no longer true fails, so that it is taken away.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.end_to_end.running import TEXTS, Finished, run_here

PAGE = TEXTS / "model_difficulties.txt"
PUBLISHED = "2019-10-23"
GROUP = "al-shabaab"


def extract(*options: str) -> dict[str, Any]:
    """Return the one object that `extract` prints for the page."""
    finished = run_here("extract", PAGE, *options)
    assert (finished.code, finished.err) == (0, "")
    (found,) = finished.lines
    return found


@pytest.fixture(scope="module")
def dated() -> dict[str, Any]:
    """The page, read with its publication day."""
    return extract("--published", PUBLISHED)


@pytest.fixture(scope="module")
def undated() -> dict[str, Any]:
    """The page, read without a publication day."""
    return extract()


@pytest.fixture(scope="module")
def record(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A record that holds the page and nothing else."""
    path = tmp_path_factory.mktemp("model") / "record.db"
    assert run_here("add", PAGE, "-q", "--published", PUBLISHED, "--outlet", "Northlight News", "-r", path).code == 0
    return path


@pytest.fixture(scope="module")
def assessment(record: Path) -> dict[str, Any]:
    """The assessment of the group over that record."""
    return run_here("assess", GROUP, "--json", "-r", record).document


def claims(found: dict[str, Any], kind: str, within: str = "") -> list[dict[str, Any]]:
    """Return the claims of a kind whose sentence holds some words."""
    return [claim for claim in found["claims"] if claim["kind"] == kind and within in claim["sentence"]]


def claim(found: dict[str, Any], kind: str, within: str) -> dict[str, Any]:
    """Return the only claim of a kind whose sentence holds some words."""
    (only,) = claims(found, kind, within)
    return only


def number(made: dict[str, Any]) -> tuple[Any, Any, str]:
    """Return low, high and bound of a claim's figure."""
    return made["quantity"]["low"], made["quantity"]["high"], made["quantity"]["bound"]


def days(made: dict[str, Any]) -> tuple[str | None, str | None]:
    """Return the first and last day of a claim's time."""
    return made["interval"]["earliest"], made["interval"]["latest"]


def test_captions_and_credits_are_no_sentences(dated: dict[str, Any]) -> None:
    """Two captions with their credits stand as blocks of their own, and no claim is read from a credit."""
    kinds = [block["kind"] for block in dated["blocks"]]
    assert kinds[0] == "headline"
    assert [block["text"] for block in dated["blocks"] if block["kind"] == "credit"] == ["Photo: Northlight News"] * 2
    assert kinds.count("caption") == 2
    assert not [made for made in dated["claims"] if "Photo" in made["sentence"]]


def test_percentage_of_an_analysis_shared_with_a_broadcaster(dated: dict[str, Any]) -> None:
    """1: +25 % of presence over one year on the border, by an intelligence assessment, through the broadcaster."""
    made = claim(dated, "change", "25%")
    assert number(made) == (25, 25, "exact")
    assert (made["quantity"]["is_relative"], made["direction"], made["of"]) == (True, "up", "presence")
    assert (made["actor"]["actor_id"], made["place"]["place"]["kind"]) == (GROUP, "border")
    assert made["over"]["timex"] == "P1Y"
    attribution = made["attribution"]
    assert (attribution["source"]["kind"], attribution["channel"]) == ("intelligence", "shared with Northlight News")


def test_strike_with_a_heavy_bomb(dated: dict[str, Any]) -> None:
    """2: the United States struck the group from the air at a bunker complex."""
    made = claim(dated, "event", "bunker complex")
    assert (made["event_type"], made["mode"], made["status"]) == ("ASSAULT", "aerial", "completed")
    assert made["initiator"]["actor_id"] == "government-of-united-states"
    assert (made["recipient"]["actor_id"], made["target"]) == (GROUP, "a bunker complex")


@pytest.mark.xfail(reason="the time at the end of the sentence is tied to ‘used by’ and not to the strike")
def test_strike_was_in_october_last_year(dated: dict[str, Any]) -> None:
    """2: “in October last year” is October 2018."""
    assert days(claim(dated, "event", "bunker complex")) == ("2018-10-01", "2018-10-31")


def test_body_count_by_officials(dated: dict[str, Any]) -> None:
    """3: 62 fighters of the group killed in Jamaame district of Lower Juba, said by Somali officials."""
    made = claim(dated, "casualties", "62")
    assert (number(made), made["outcome"], made["whose"]["actor_id"]) == ((62, 62, "exact"), "killed", GROUP)
    place = made["place"]["place"]
    assert (place["kind"], place["country"], place["adm1"], made["place"]["where_prec"]) == (
        "adm2",
        "SO",
        "Lower Juba",
        3,
    )
    assert (round(place["lat"], 1), round(place["lon"], 1)) == (0.1, 42.7)
    assert made["attribution"]["source"]["words"] == "Somali officials"
    assert made["attribution"]["is_party"]


@pytest.mark.xfail(reason="GBU-28 is not in the table of weapons, so “bomb” is read as a planted one")
def test_nicknamed_weapon(dated: dict[str, Any]) -> None:
    """2, 3: the bomb keeps its designation and its nickname."""
    weapon = claim(dated, "event", "GBU-28")["weapon"]
    assert (weapon["weapon_class"], weapon["model"], weapon["nickname"]) == ("aerial_bomb", "GBU-28", "bunker buster")


@pytest.mark.xfail(reason="the two sentences about the strike are not tied to one event")
def test_body_count_belongs_to_the_strike(dated: dict[str, Any]) -> None:
    """3: strike and body count are one event."""
    strike, toll = claim(dated, "event", "bunker complex"), claim(dated, "casualties", "62")
    assert [event for event in dated["events"] if {strike["claim_id"], toll["claim_id"]} <= set(event["claim_ids"])]


def test_growth_without_a_figure(dated: dict[str, Any]) -> None:
    """4: the group has kept growing: a change upwards without a number, said by security sources."""
    made = claim(dated, "change", "kept growing")
    assert (made["direction"], made["quantity"], made["actor"]["actor_id"]) == ("up", None, GROUP)
    assert made["attribution"]["source"]["kind"] == "security_sources"
    assert made["despite"].startswith("the strike")


def test_figure_of_last_year_is_hedged(dated: dict[str, Any]) -> None:
    """5: 800 in Lower Juba in 2018, with the hedge in its own words, the nearest source marked as a guess."""
    made = claim(dated, "strength", "800")
    assert (number(made), days(made)) == ((800, 800, "exact"), ("2018-01-01", "2018-12-31"))
    assert (made["actor"]["actor_id"], made["place"]["place"]["name"]) == (GROUP, "Lower Juba")
    assert made["attribution"]["hedge"] == ["were believed to be"]
    assert made["attribution"]["is_nearest"]


def test_figure_of_now_is_a_lower_bound(dated: dict[str, Any]) -> None:
    """6: more than 1,000 on the day of publication, without an upper limit."""
    made = claim(dated, "strength", "1,000")
    assert (number(made), days(made)) == ((1000, None, "more_than"), (PUBLISHED, PUBLISHED))
    assert made["actor"]["actor_id"] == GROUP


@pytest.mark.xfail(reason="“working together with” is no phrase of co-operation yet")
def test_commander_tells_of_a_relation(dated: dict[str, Any]) -> None:
    """7: co-operation with al-Qaeda in the Arabian Peninsula, said by a commander of the group in an interview."""
    made = claim(dated, "relation", "working together")
    assert (made["relation"], made["actor"]["actor_id"]) == ("cooperation", GROUP)
    assert "al-qaeda" in made["other"]["actor_id"]
    assert (made["attribution"]["is_party"], made["attribution"]["source"]["kind"]) == (True, "armed_group")


def test_commander_threatens(dated: dict[str, Any]) -> None:
    """8: a threat of the group, in the commander's own words."""
    made = claim(dated, "threat", "everywhere else")
    assert (made["actor"]["actor_id"], made["attribution"]["is_party"]) == (GROUP, True)
    assert (made["attribution"]["mode"], made["attribution"]["source"]["kind"]) == ("direct", "armed_group")


def test_recruitment_from_a_rival(dated: dict[str, Any]) -> None:
    """9: fighters won over from Islamic State in Somalia, as a claim and without a figure."""
    made = claim(dated, "recruitment", "Islamic State in Somalia")
    assert (made["actor"]["actor_id"], made["from_actor"]["actor_id"]) == (GROUP, "islamic-state-somalia")
    assert made["attribution"]["stance"] == "claims"
    assert made["quantity"] is None or made["quantity"]["low"] is None


@pytest.mark.xfail(reason="“the commander” is not taken up as the commander of the group, so he reads as military")
def test_recruitment_is_said_by_a_party(dated: dict[str, Any]) -> None:
    """9: the commander speaks for the group, so what he says of it is a party's word."""
    attribution = claim(dated, "recruitment", "Islamic State in Somalia")["attribution"]
    assert (attribution["is_party"], attribution["source"]["kind"]) == (True, "armed_group")


def test_responsibility_without_evidence(dated: dict[str, Any]) -> None:
    """10: a string of attacks in the past week, claimed without evidence: one summary, not several bombings."""
    made = claim(dated, "responsibility", "series of attacks")
    assert (made["role"], made["actor"]["actor_id"]) == ("claims", GROUP)
    assert made["attribution"]["evidence"] == "not_provided"
    assert days(made) == ("2019-10-16", PUBLISHED)
    (event,) = claims(dated, "event", "series of attacks")
    assert event["is_summary"]


def test_foreign_fighters(dated: dict[str, Any]) -> None:
    """11: foreigners recruited, most of them from Tanzania."""
    made = claim(dated, "recruitment", "foreign fighters")
    assert (made["actor"]["actor_id"], made["main_origin"]) == (GROUP, "Tanzania")


@pytest.mark.xfail(reason="“among them” does not yet open a list of origins as “including” does")
def test_foreign_fighters_are_named(dated: dict[str, Any]) -> None:
    """11: among them Kenyans and Yemenis."""
    assert {"Kenyans", "Yemenis"} <= set(claim(dated, "recruitment", "foreign fighters")["origins"])


def test_sunday_assault(dated: dict[str, Any]) -> None:
    """12: 17 people killed in Kismayo on the Sunday before publication, of no stated side, said by the outlet alone."""
    made = claim(dated, "casualties", "Kismayo")
    assert (number(made), made["outcome"]) == ((17, 17, "exact"), "killed")
    assert (made["whose"]["side"], made["whose"]["actor_id"]) == ("unknown", None)
    assert days(made) == ("2019-10-20", "2019-10-20")
    assert (made["place"]["place"]["name"], made["place"]["where_prec"]) == ("Kismayo", 1)
    assert made["attribution"]["source"]["kind"] == "outlet"
    (event,) = [event for event in dated["events"] if made["claim_id"] in event["claim_ids"]]
    assert (event["status"], event["interval"]["earliest"]) == ("completed", "2019-10-20")


def test_movement(dated: dict[str, Any]) -> None:
    """13: forced into the forests, pushed back towards the border, and coming back: by the authorities and the general."""
    made = claims(dated, "movement")
    assert [item["manner"] for item in made] == ["forced", "forced", "returned"]
    assert {item["actor"]["actor_id"] for item in made} == {GROUP}
    assert [item["attribution"]["source"]["kind"] for item in made] == ["officials", "military", "military"]
    assert all(item["attribution"]["is_party"] for item in made)


def test_consistency_of_percentage_and_figures(assessment: dict[str, Any]) -> None:
    """14: 800 → more than 1,000 is literally more than 25 %, so the percentage agrees and adds no weight."""
    (finding,) = [finding for finding in assessment["findings"] if finding["topic"] == "consistency"]
    assert finding["verdict"] == "consistent"
    assert "most likely derived from them, and adds no weight" in finding["answer"]
    assert "+25 %" in finding["answer"]
    assert "It is consistent with the two figures; the figures alone do not establish growth" in finding["answer"]


def test_flow_prints_both_readings(assessment: dict[str, Any]) -> None:
    """15: how many joined is given for the exact figure and for every way it may have been rounded."""
    (finding,) = [finding for finding in assessment["findings"] if finding["topic"] == "flow"]
    readings = [row["text"] for row in finding["rows"]]
    assert readings[0].startswith("exact: ")
    assert any("“800” rounded to the nearest 100" in reading for reading in readings)


@pytest.mark.xfail(reason="the strike has no day (see above), so its dead are left out of the flow")
def test_flow_counts_the_losses(assessment: dict[str, Any]) -> None:
    """15: read literally, more than 1,000 − 800 + 62 = 262 joined."""
    (finding,) = [finding for finding in assessment["findings"] if finding["topic"] == "flow"]
    assert "more than 262 joined" in finding["answer"]


def test_origins_of_one_outlet(assessment: dict[str, Any]) -> None:
    """16: one outlet, two figures of one speaker, and none is confirmed independently."""
    (finding,) = [finding for finding in assessment["findings"] if finding["topic"] == "origins"]
    assert finding["verdict"] == "insufficient"
    assert "1 report, 1 outlet; the 2 figures of strength are from 1 origin" in finding["answer"]
    assert "no figure is confirmed" in finding["answer"]


def test_growth_is_not_established(assessment: dict[str, Any]) -> None:
    """One page of one outlet does not establish that the group has grown."""
    (finding,) = [finding for finding in assessment["findings"] if finding["topic"] == "growth"]
    assert finding["verdict"] == "insufficient"


def test_nobody_is_made_up(dated: dict[str, Any]) -> None:
    """Neither the weapon's nickname nor the broadcaster is an actor."""
    actors = {made["actor"]["words"] for made in dated["claims"] if made["actor"]}
    assert not [words for words in actors if "buster" in words or "Northlight" in words]


@pytest.mark.xfail(reason="“an offensive meant to destroy” is read as a thing that happened")
def test_an_aim_is_no_event(dated: dict[str, Any]) -> None:
    """What an offensive was meant to do has not happened by that."""
    assert claims(dated, "event", "meant to destroy") == []


def test_without_a_date_nothing_is_guessed(undated: dict[str, Any]) -> None:
    """Without a publication day every time of the page is relative and stays unresolved, and no claim has a day."""
    assert undated["document"]["published"] is None
    assert {made["said_on"] for made in undated["claims"]} == {None}
    times = [made["interval"] for made in undated["claims"] if made["interval"]]
    times += [event["interval"] for event in undated["events"] if event["interval"]]
    assert times
    assert {(time["earliest"], time["latest"], time["anchor"]) for time in times} == {(None, None, None)}
    assert {time["why"] for time in times} == {"unresolved: no publication date"}


def test_without_a_date_the_same_is_read(dated: dict[str, Any], undated: dict[str, Any]) -> None:
    """The day changes when, never what: kinds, sentences and figures are the same."""

    def read(found: dict[str, Any]) -> list[tuple[Any, ...]]:
        return [(c["kind"], c["sentence"], c["quantity"] and c["quantity"]["words"]) for c in found["claims"]]

    assert read(dated) == read(undated)


def test_every_span_is_the_text(dated: dict[str, Any]) -> None:
    """Sentence and marks of every claim stand in the document where the claim says."""
    text = dated["document"]["text"]
    for made in dated["claims"]:
        assert text[made["sentence_start"] : made["sentence_end"]] == made["sentence"]
        assert all(text[mark["start"] : mark["end"]].strip() for mark in made["marks"])


def test_incident_of_the_strike_has_its_toll(record: Path) -> None:
    """The record holds an incident in Jamaame with 62 fighters of the group killed, by one report."""
    finished: Finished = run_here("incidents", "--json", "-r", record)
    tolls = [toll for incident in finished.document for toll in incident["tolls"] if toll["actor_id"] == GROUP]
    assert [(toll["low"], toll["best"], toll["high"], toll["outcome"]) for toll in tolls] == [(62, 62, 62, "killed")]
