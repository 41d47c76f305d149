"""Claims to origins: what joins two claims, what keeps them apart, and how the way of a figure is told."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from importlib import resources
from itertools import permutations
from time import perf_counter
from typing import Any

import pytest

from musterbook.errors import RegisterError
from musterbook.incidents import find_origins, find_retold
from musterbook.incidents.speakers import read_cited
from musterbook.incidents.tables import parse_origin_words
from musterbook.model import Attribution, Claim, DocumentNote, Mark, Origin, Source
from tests.builders import (
    ARMY,
    DISTRICT,
    GROUP,
    TOWN,
    at,
    attack,
    casualties,
    note,
    notes,
    number,
    on,
    said_by,
)

_TABLE = resources.files("musterbook.incidents").joinpath("data/origins.toml").read_text(encoding="utf-8")
_WORDS = _TABLE.replace("[[body]]", "[[unread]]")
OTHER_TOWN = replace(TOWN, place_id="gn:9", name="Moorfeld")


def _find(*claims: Claim, with_notes: dict[str, DocumentNote] | None = None) -> tuple[Origin, ...]:
    return find_origins(claims, notes=with_notes or notes(*claims))


def _origins(*claims: Claim, with_notes: dict[str, DocumentNote] | None = None) -> list[tuple[str, ...]]:
    return [origin.claim_ids for origin in _find(*claims, with_notes=with_notes)]


def speaks(words: str, kind: str = "officials", **fields: Any) -> Attribution:
    """An attribution with a source of a kind; `person`, `role`, `organisation` are of the source."""
    of_source = {key: fields.pop(key) for key in ("person", "role", "organisation", "actor") if key in fields}
    source = Source(kind=kind, words=words, **of_source)  # type: ignore[arg-type]
    return Attribution(start=0, end=1, source=source, mode="indirect", **fields)


def dead(claim_id: str, value: float = 12, attribution: Attribution | None = None, **fields: Any) -> Claim:
    """A claim that so many soldiers were killed."""
    return casualties(claim_id, number(value), whose=ARMY, attribution=attribution or said_by(), **fields)


SPOKESMAN = speaks(
    "Colonel Anders, the army spokesman", "military", person="Jon Anders", role="army spokesman", organisation="army"
)


def test_one_briefing_printed_by_two_is_one_origin() -> None:
    """The same speaker with the same figure at one time in two papers is one origin; weeks later is another."""
    one, other = (casualties(f"c{n}", number(94), attribution=said_by("the governor")) for n in (1, 2))
    later = casualties("c3", number(94), attribution=said_by("the governor"), said_on=date(2018, 6, 1))
    assert _origins(one, other, later) == [("c1", "c2"), ("c3",)]


@pytest.mark.parametrize(
    ("one", "other", "is_one"),
    [
        (speaks("police", "police"), speaks("a police spokesman", "police", role="police spokesman"), True),
        (SPOKESMAN, speaks("the army", "military", organisation="army"), True),
        (SPOKESMAN, speaks("Anders", "military", person="Anders"), True),
        (speaks("the defence ministry"), speaks("the Ministry of Defence"), True),
        (SPOKESMAN, speaks("Major Brandt", "military", person="Ole Brandt", role="army spokesman"), False),
        (SPOKESMAN, speaks("police", "police"), False),
        (SPOKESMAN, speaks("the army commander", "military", role="army commander", organisation="army"), False),
        (speaks("residents", "residents"), speaks("residents", "residents"), False),
        (speaks("a farmer", "person", role="farmer"), speaks("a farmer", "person", role="farmer"), False),
        (speaks("the interior ministry"), speaks("the defence ministry"), False),
        (
            speaks("the army", "military", actor=ARMY),
            speaks("the air force", "military", actor=ARMY),
            False,
        ),
        (speaks("the army", "military", actor=ARMY), speaks("the military", "military", actor=ARMY), True),
        (speaks("the United Nations"), speaks("UNIFIL", "military"), True),
        (speaks("the UN peacekeeping mission"), speaks("MONUSCO", "military"), True),
        (speaks("UNICEF"), speaks("OCHA"), False),
        (speaks("the army", "military"), speaks("the spokesman of Operation Iron Hand", "military"), True),
        (speaks("a spokesman for the Third Brigade", "military"), speaks("the military", "military"), True),
        (speaks("the Third Brigade", "military"), speaks("the Fifth Brigade", "military"), False),
        (speaks("the Third Brigade", "military", actor=ARMY), speaks("the army", "military", actor=GROUP), False),
        (speaks("police", "police"), speaks("the police commissioner of Ostland", "police"), True),
        (speaks("the police of Ostland", "police"), speaks("the police of Westland", "police"), False),
        (
            speaks("Steinbruck Central Hospital", "medical"),
            speaks("the hospital's director, Ida Holm", "medical", person="Ida Holm", role="director"),
            True,
        ),
        (
            speaks("Steinbruck General Hospital", "medical", role="Steinbruck General", organisation="Steinbruck"),
            speaks("the director of the hospital", "medical", role="director", organisation="hospital"),
            True,
        ),
        (
            speaks("Steinbruck Central Hospital", "medical"),
            speaks("Ida Holm, the clinic’s head", "medical", person="Ida Holm", role="head"),
            False,
        ),
        (
            speaks("the ministry of health"),
            speaks("Ida Holm, the health minister", person="Ida Holm", role="health minister"),
            True,
        ),
        (
            speaks("the ministry of health"),
            speaks("Ida Holm, the interior minister", person="Ida Holm", role="interior minister"),
            False,
        ),
        (
            speaks("the district head", role="district head"),
            speaks("the district police", "police"),
            False,
        ),
    ],
    ids=[
        "a body and its spokesman",
        "a spokesman by name and the body",
        "a full name and a surname",
        "one ministry in two orders of words",
        "two spokesmen by name",
        "two bodies that give one figure",
        "a spokesman and a commander",
        "a crowd",
        "two private persons",
        "two ministries",
        "two forces of one state",
        "the forces as a whole",
        "the UN and its mission",
        "a mission by its kind and by its name",
        "two agencies of the UN",
        "an army and its operation",
        "an army and its brigade",
        "two brigades",
        "a brigade and the army of others",
        "police and their commissioner",
        "the police of two provinces",
        "a hospital and its director, told as whose he is",
        "a hospital whose name sounds like a rank, and its director",
        "a hospital and the head of a clinic",
        "a ministry and its minister",
        "a ministry and the minister of another",
        "two of one district",
    ],
)
def test_speakers_of_two_reports(one: Attribution, other: Attribution, *, is_one: bool) -> None:
    """One figure of one day in two reports has one origin only if the speakers can be told to be one."""
    found = _origins(dead("c1", attribution=one), dead("c2", attribution=other))
    assert (len(found) == 1) is is_one


@pytest.mark.parametrize(
    ("fields", "is_one"),
    [
        ({"place": at(TOWN)}, True),
        ({"place": at(DISTRICT)}, True),
        ({"place": at(OTHER_TOWN)}, False),
        ({"said_on": date(2018, 5, 17)}, True),
        ({"said_on": date(2018, 5, 19)}, False),
        ({"said_on": None}, False),
        ({"interval": on(date(2018, 5, 13))}, True),
        ({"interval": on(date(2018, 5, 9))}, False),
        ({"value": 13}, False),
        ({"whose": GROUP}, False),
        ({"outcome": "wounded"}, False),
    ],
    ids=[
        "the same town",
        "its district",
        "another town",
        "printed the next day",
        "days later",
        "no day",
        "the day inside",
        "another day of the attack",
        "another figure",
        "another side",
        "another outcome",
    ],
)
def test_what_two_tellings_may_differ_in(fields: dict[str, Any], *, is_one: bool) -> None:
    """The army's figure in two reports is one if nothing that one states is contrary to the other."""
    week = on(date(2018, 5, 12), date(2018, 5, 18))
    one = dead("c1", attribution=said_by("the army"), place=at(TOWN), interval=week)
    told = {"value": 12, "whose": ARMY} | fields
    value, whose = told.pop("value"), told.pop("whose")
    other = casualties("c2", number(value), whose=whose, attribution=said_by("the army"), **told)
    assert (len(_origins(one, other)) == 1) is is_one


def test_one_speaker_in_one_report_is_one_source() -> None:
    """His name, "he said", the spokesman and the army that he speaks for are one; the commander is another."""
    tellings = [
        SPOKESMAN,
        speaks("He", "military", person="Jon Anders", role="army spokesman", organisation="army"),
        speaks("The spokesman", role="spokesman"),
        speaks("the army", "military", organisation="army"),
        speaks("an army commander", "military", role="commander", organisation="army"),
    ]
    claims = [dead(f"c{n}", n, told, document_id="d", start=n) for n, told in enumerate(tellings)]
    assert _origins(*claims) == [("c0", "c1", "c2", "c3"), ("c4",)]


def test_another_official_is_somebody_else() -> None:
    """In one report "officials" and "an official" of one report are one source, "another official" is a second."""
    tellings = [speaks("officials"), speaks("an official"), speaks("another official")]
    claims = [dead(f"c{n}", n, told, document_id="d", start=n) for n, told in enumerate(tellings)]
    assert _origins(*claims) == [("c0", "c1"), ("c2",)]


def test_an_agency_is_one_origin() -> None:
    """The same figure in texts of one agency on neighbouring days is one origin; without an agency it is two."""
    one = dead("c1", attribution=speaks("a hospital", "medical"))
    other = dead("c2", said_on=date(2018, 5, 17))
    wired = {
        "d-c1": note("d-c1", wire="Crescent Wire"),
        "d-c2": note("d-c2", wire="crescent wire", published=date(2018, 5, 17)),
    }
    assert _origins(one, other, with_notes=wired) == [("c1", "c2")]
    assert _origins(one, other) == [("c1",), ("c2",)]


def test_a_figure_repeated_day_after_day_is_no_endless_chain() -> None:
    """An agency's stories of one figure join within a day of the first one only."""
    stories = [dead(f"c{day}", 1) for day in range(1, 5)]
    wired = {f"d-c{day}": note(f"d-c{day}", wire="AFP", published=date(2018, 5, day)) for day in range(1, 5)}
    assert _origins(*stories, with_notes=wired) == [("c1", "c2"), ("c3", "c4")]


@pytest.mark.parametrize(
    ("first", "second", "is_one"),
    [
        (speaks("the army", channel="told the Associated Press"), speaks("army spokesman", channel="told AP"), True),
        (speaks("the Daily Gazette", "media", organisation="Daily Gazette"), said_by(), True),
        (speaks("the army", channel="told Reuters"), speaks("police", "police", channel="told Reuters"), False),
        (speaks("the army", channel="told reporters"), speaks("a farmer", "person", channel="told reporters"), False),
    ],
    ids=["one agency under two names", "a paper that another cites", "two speakers to one agency", "reporters"],
)
def test_figures_that_came_through_a_medium(first: Attribution, second: Attribution, *, is_one: bool) -> None:
    """A figure that two reports have from one agency or paper is one, unless two speakers told it."""
    claims = [dead("c1", attribution=first, said_on=None), dead("c2", attribution=second, said_on=None)]
    printed = {"d-c1": note("d-c1", outlet="Morning Post"), "d-c2": note("d-c2", outlet="Daily Gazette")}
    assert (len(_origins(*claims, with_notes=printed)) == 1) is is_one


def test_two_own_stories_of_one_paper_are_two() -> None:
    """A paper that gives the same figure without a source on two days has not copied itself."""
    claims = [dead("c1"), dead("c2")]
    printed = {"d-c1": note("d-c1"), "d-c2": note("d-c2", published=date(2018, 5, 17))}
    assert _origins(*claims, with_notes=printed) == [("c1",), ("c2",)]


SENTENCE = (
    "At least twelve soldiers were killed when gunmen stormed a checkpoint on the coastal road before dawn on Friday."
)


@pytest.mark.parametrize(
    ("sentence", "days", "is_one"),
    [
        (SENTENCE, 3, True),
        (SENTENCE.replace("before dawn", "early"), 3, True),
        (SENTENCE, 30, False),
        ("Twelve soldiers died at a checkpoint near the coast this week.", 3, False),
    ],
    ids=["the same words", "one word changed", "a month later", "other words"],
)
def test_copied_sentences(sentence: str, days: int, *, is_one: bool) -> None:
    """A sentence that stands in two reports of one week, with or without an edit, is a copy."""
    claims = [dead("c1", sentence=SENTENCE), dead("c2", sentence=sentence)]
    printed = {"d-c1": note("d-c1"), "d-c2": note("d-c2", published=date(2018, 5, 16) + timedelta(days=days))}
    assert (len(_origins(*claims, with_notes=printed)) == 1) is is_one


def test_a_template_is_no_copy() -> None:
    """A press office says the same words of two places: the sentence is equal, the places are not."""
    one, other = (dead(f"c{n}", sentence=SENTENCE, place=at(place)) for n, place in enumerate([TOWN, OTHER_TOWN]))
    assert _origins(one, other) == [("c0",), ("c1",)]


def test_a_quotation_in_common_is_one_statement() -> None:
    """Two reports that quote the same words have one speaker before them, whatever figure each takes from him."""
    one = dead("c1", 12, sentence="“We have buried twelve of our best men today,” he said.")
    other = dead("c2", 30, sentence="Thirty are hurt and, he said, “we have buried twelve of our best men today”.")
    assert _origins(one, other) == [("c1", "c2")]


def test_a_bare_figure_goes_on_with_what_was_said_before() -> None:
    """What only counts others is the word of whoever spoke before; a figure with a place of its own is the outlet's word."""
    sourced = casualties("c1", number(5), document_id="d", attribution=said_by("the army"))
    bare = casualties("c2", number(9), document_id="d", start=50, sentence_start=50, sentence_end=60)
    stated = replace(bare, claim_id="c3", start=70, sentence_start=70, sentence_end=90)
    stated = replace(stated, marks=(Mark(role="place", start=75, end=80),))
    later = replace(stated, claim_id="c4", start=100, sentence_start=100, sentence_end=130)
    later = replace(later, marks=(Mark(role="actor", start=105, end=110),))
    assert _origins(later, stated, bare, sourced) == [("c1", "c2"), ("c3", "c4")]


def test_a_place_named_before_does_not_make_a_figure_stand_alone() -> None:
    """A mark in an earlier sentence fills the place of a bare figure, and says nothing of who speaks."""
    sourced = casualties("c1", number(5), document_id="d", attribution=said_by("the army"))
    bare = casualties("c2", number(9), document_id="d", start=50, sentence_start=50, sentence_end=60)
    bare = replace(bare, marks=(Mark(role="place", start=1, end=3),))
    assert _origins(bare, sourced) == [("c1", "c2")]


@pytest.mark.parametrize(
    ("days", "value", "speaker", "n_origins"),
    [(365, 12, None, 1), (10, 12, None, 1), (1, 12, None, 2), (365, 14, None, 2), (365, 12, "the bishop", 2)],
    ids=["a year later", "background", "the next day", "a new figure", "a new speaker"],
)
def test_what_only_repeats_is_no_origin(days: int, value: float, speaker: str | None, n_origins: int) -> None:
    """A later report that names nobody repeats the figure of the incident; a figure or a speaker of its own is an origin."""
    first = dead("c1", 12, attribution=said_by("the governor"), document_id="d-1")
    later = dead("c2", value, attribution=said_by(speaker), document_id="d-2")
    day = date(2018, 5, 16)
    with_notes = {"d-1": note("d-1", published=day), "d-2": note("d-2", published=day + timedelta(days=days))}
    retold = find_retold([first, later], notes=with_notes)
    assert len(find_origins([first, later], notes=with_notes, retold=retold)) == n_origins


def test_the_mere_telling_repeats_the_first() -> None:
    """The story of an anniversary that tells of the attack and gives no figure brings no origin."""
    first, later = attack("c1", document_id="d-1"), attack("c2", document_id="d-2")
    with_notes = {"d-1": note("d-1"), "d-2": note("d-2", published=date(2019, 5, 13))}
    assert find_retold([later, first], notes=with_notes) == {"c2": "c1"}
    assert find_retold([later, first], notes={"d-1": note("d-1"), "d-2": note("d-2", published=None)}) == {}


def test_a_headline_goes_with_the_source_of_its_figure() -> None:
    """A figure without a source goes with the sourced claim of the same figure rather than with the one before it."""
    claims = [
        dead("c0", 5, document_id="d", start=0, attribution=said_by("police")),
        dead("c1", 12, document_id="d", start=10),
        dead("c2", 12, document_id="d", start=20, attribution=said_by("the hospital")),
    ]
    assert _origins(*claims) == [("c0",), ("c1", "c2")]


def test_a_named_origin_is_respected() -> None:
    """Figures of one named origin are one, whoever speaks; those of two are two, although all else says one briefing."""
    named = [
        casualties(f"c{n}", number(94), attribution=said_by("the governor", origin=origin))
        for n, origin in enumerate(["Briefing 3", "briefing  3", "Letter 7"], 1)
    ]
    other = casualties("c4", number(12), attribution=said_by("a farmer", origin="Letter 7"))
    assert _origins(*named, other) == [("c1", "c2"), ("c3", "c4")]


def test_an_origin_tells_its_reason_chain_and_weight() -> None:
    """Two papers print what a spokesman told an agency: the links name every step, and the word of a party is marked."""
    told = replace(SPOKESMAN, channel="told Reuters", is_party=True)
    claims = [dead("c1", attribution=told), dead("c2", attribution=replace(SPOKESMAN, is_party=True))]
    printed = {"d-c1": note("d-c1"), "d-c2": note("d-c2", outlet="Daily Gazette")}
    (origin,) = _find(*claims, with_notes=printed)
    assert origin.reason == "the same speaker gives the same figure at one time"
    assert origin.chain == ("2 outlets", "Reuters", "Jon Anders, army spokesman", "army")
    assert [(link.claim_id, link.with_id) for link in origin.links] == [("c2", "c1")]
    assert (origin.is_party, origin.n_reports, origin.n_outlets) == (True, 2, 2)


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("The Gazette reported, citing two police officers, that 12 died.", "two police officers"),
        ("Quoting the defence ministry, state radio said 12 had died.", "the defence ministry"),
        ("The Post cited a UN report as saying that 12 had died.", "a UN report"),
        ("The Post said 12 had died.", None),
        ("The Post reported 12 dead, citing", None),
    ],
)
def test_whom_a_medium_cites(sentence: str, expected: str | None) -> None:
    """Whoever stands behind a medium is named after a word of citing, up to the end of the name."""
    assert read_cited(sentence) == expected


def test_the_order_of_claims_does_not_matter() -> None:
    """Every order of the same claims gives the same origins, links and all."""
    claims = [
        dead("c1", attribution=SPOKESMAN),
        dead("c2", attribution=speaks("the army", "military", organisation="army")),
        dead("c3", sentence=SENTENCE),
        dead("c4", sentence=SENTENCE, attribution=speaks("police", "police")),
        attack("c5"),
    ]
    expected = _find(*claims)
    assert all(_find(*order) == expected for order in permutations(claims))


def test_the_work_grows_with_the_number_of_claims() -> None:
    """Eight times as many claims of one figure, all unlike, take far less than sixty-four times as long."""

    def seconds(n_claims: int) -> float:
        claims = [
            dead(f"c{n:05d}", 2, said_by(f"the chief of village {n}"), place=at(replace(TOWN, place_id=f"gn:{n}")))
            for n in range(n_claims)
        ]
        known, begun = notes(*claims), perf_counter()
        assert len(find_origins(claims, notes=known)) == n_claims
        return perf_counter() - begun

    seconds(50)
    assert seconds(2_000) < 24 * max(seconds(250), 0.01)


@pytest.mark.parametrize(
    ("raw", "fault"),
    [
        ("not toml", "the word table is not TOML"),
        ("[speakers]\ncrowds = []", "a list of words is missing"),
        ('[speakers]\ncrowds = ["Residents"]', "not a word"),
        (_WORDS + '[[body]]\nof = "un"\nnames = []', "not a body"),
        (_WORDS + '[[body]]\nof = "un"\nnames = ["ocha", "ocha"]', "a body is named twice"),
    ],
    ids=["no TOML", "an empty list", "a capital", "a body without names", "a body twice"],
)
def test_a_faulty_word_table_is_refused(raw: str, fault: str) -> None:
    """The table says which list is wrong as it loads."""
    with pytest.raises(RegisterError, match=fault):
        parse_origin_words(raw)
