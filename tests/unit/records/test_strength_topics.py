"""Strength claims across sentences: figures without a name, earlier figures, companions, limits."""

from __future__ import annotations

import pytest

import musterbook
from musterbook.annotate.language import LanguageModel
from musterbook.model import Claim, StrengthDetail
from tests.unit.records.builders import claims, plain, saying

FRONT = "actor northern-front armed_group"
LEAGUE = "actor river-league armed_group"
FIGURE = "The {Front|%F} has {1,000|quantity 1000 1000 exact fighter} fighters."


def _fill(marked: str) -> str:
    return marked.replace("%F", FRONT).replace("%L", LEAGUE)


def _read(marked: str, language: LanguageModel) -> list[Claim]:
    return claims(_fill(marked), language, "strength")


def _numbers(found: list[Claim]) -> list[tuple[str | None, object, object]]:
    return [
        (
            None if claim.actor is None else claim.actor.actor_id,
            None if claim.quantity is None else claim.quantity.low,
            None if claim.quantity is None else claim.quantity.high,
        )
        for claim in found
    ]


@pytest.mark.parametrize(
    ("sentence", "low", "high"),
    [
        pytest.param(
            "The ministry spoke of {700 to 900|quantity 700 900 range fighter} fighters.", 700, 900, id="spoke of"
        ),
        pytest.param(
            "The ministry put the number at {about 1,500|quantity 1500 1500 about}.", 1500, 1500, id="put the number"
        ),
        pytest.param("{Fewer than 900|quantity - 900 fewer_than} of them remain.", None, 900, id="of them"),
        pytest.param("The army counted {1,200|quantity 1200 1200 exact}.", 1200, 1200, id="counted"),
        pytest.param(
            "The ministry said that there were {fewer than 900|quantity - 900 fewer_than}.", None, 900, id="there were"
        ),
        pytest.param(
            "The ministry thinks the number is {closer to 1,500|quantity 1500 1500 about}.", 1500, 1500, id="number is"
        ),
        pytest.param(
            "The ministry's estimate was {around 800|quantity 800 800 about fighter} fighters.",
            800,
            800,
            id="estimate was",
        ),
        pytest.param(
            "A diplomat thinks that {fewer than 600|quantity - 600 fewer_than man} men are under arms.",
            None,
            600,
            id="under arms",
        ),
    ],
)
def test_figure_without_a_name_belongs_to_the_topic(
    sentence: str, low: int | None, high: int | None, language: LanguageModel
) -> None:
    """A figure given right after a strength claim counts the same group, and says so."""
    first, second = _read(f"{FIGURE} {sentence}", language)
    assert _numbers([first, second])[1] == ("northern-front", low, high)
    assert second.actor is not None
    assert second.actor.why == "the group whose size is spoken of, Front"


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("The ministry put the number at {about 1,500|quantity 1500 1500 about}.", id="no topic"),
        pytest.param(
            f"{FIGURE} Soldiers killed dozens in the valley. The ministry put the number at "
            "{94|quantity 94 94 exact}.",
            id="toll between",
        ),
        pytest.param(
            f"{FIGURE} The ministry put the number of dead at {{94|quantity 94 94 exact}}.", id="number of dead"
        ),
        pytest.param(
            f"{FIGURE} It rained. The road was closed. Schools opened. Police spoke of {{94|quantity 94 94 exact}}.",
            id="too far for a bare number",
        ),
        pytest.param(
            f"{FIGURE} The ministry spoke of {{2,000|quantity 2000 2000 exact family}} families.", id="families"
        ),
        pytest.param(f"{FIGURE} Officials spoke of {{dozens|quantity 24 - vague}}.", id="dozens of nobody"),
    ],
)
def test_figures_that_count_something_else(text: str, language: LanguageModel) -> None:
    """Without a topic, behind deaths, of the dead, far away, of families, or of nobody: no second claim."""
    found = [claim for claim in _read(text, language) if claim.quantity is None or claim.quantity.low != 1000]
    assert found == []


def test_a_question_of_size_opens_the_topic(language: LanguageModel) -> None:
    """What follows “asked how strong the group was” is a strength figure."""
    marked = (
        "Asked how strong the {Front|%F} was, elders gave answers from {a few hundred|quantity 300 - vague} to "
        "{not more than 2,000|quantity - 2000 at_most}."
    )
    assert ("northern-front", None, 2000) in _numbers(_read(marked, language))


def test_the_giver_of_an_estimate_is_not_the_group(language: LanguageModel) -> None:
    """An estimate of the League is the League's word on the Front."""
    marked = f"{FIGURE} The {{League|%L}}'s estimate was {{800|quantity 800 800 exact fighter}} fighters."
    assert _numbers(_read(marked, language))[1] == ("northern-front", 800, 800)


def test_the_group_is_the_one_counted_before(language: LanguageModel) -> None:
    """The anaphor “the group”, read as one that was only mentioned in passing, stands for the group that was counted."""
    marked = (
        "The {Front|%F} has {1,000|quantity 1000 1000 exact fighter} fighters, say those who watch the {League|%L}. "
        "Last year the strength of the {group|%L} was put at {800|quantity 800 800 exact}."
    )
    assert _numbers(_read(marked, language))[1] == ("northern-front", 800, 800)


def test_the_group_stays_the_subject_named_since(language: LanguageModel) -> None:
    """A group that has become the subject meanwhile keeps its anaphor."""
    marked = f"{FIGURE} The {{League|%L}} is older. The strength of the {{group|%L}} was put at {{800|quantity 800 800 exact}}."
    assert _numbers(_read(marked, language))[1] == ("river-league", 800, 800)


def test_the_last_group_is_another_one(language: LanguageModel) -> None:
    """Words like “the last group” set one apart from the group that was read for it."""
    marked = f"{FIGURE} The last {{group|%F}} numbered {{fewer than 100|quantity - 100 fewer_than}}."
    assert _numbers(_read(marked, language)) == [("northern-front", 1000, 1000)]


@pytest.mark.parametrize(
    ("marked", "expected"),
    [
        pytest.param(
            "The {Front|%F} has {600|quantity 600 600 exact fighter} fighters, down from "
            "{about 900|quantity 900 900 about} in {January|time 2018-01-01 2018-01-31}.",
            [(600, None), (900, "2018-01")],
            id="down from",
        ),
        pytest.param(
            "The {Front|%F} has {600|quantity 600 600 exact fighter} fighters, compared with "
            "{900|quantity 900 900 exact} in {January|time 2018-01-01 2018-01-31}.",
            [(600, None), (900, "2018-01")],
            id="compared with",
        ),
        pytest.param(
            "The {Front|%F} has grown from {400|quantity 400 400 exact} in {January|time 2018-01-01 2018-01-31} to "
            "{900|quantity 900 900 exact fighter} fighters.",
            [(900, None), (400, "2018-01")],
            id="grown from to",
        ),
    ],
)
def test_earlier_figure_has_its_own_time(
    marked: str, expected: list[tuple[int, str | None]], language: LanguageModel
) -> None:
    """The figure that is set against the other one is a claim of its own, with the time beside it."""
    found = _read(marked, language)
    assert sorted(
        (None if claim.quantity is None else claim.quantity.low, claim.interval.timex if claim.interval else None)
        for claim in found
    ) == sorted(expected)


def test_earlier_figure_keeps_area_and_noun(language: LanguageModel) -> None:
    """The same people are counted again: noun and area are those of the figure it is set against."""
    marked = (
        "The {Front|%F} has {600|quantity 600 600 exact fighter} fighters in {Bergtal|place adm2}, down from "
        "{900|quantity 900 900 exact}."
    )
    host, earlier = _read(marked, language)
    assert earlier.detail == host.detail == StrengthDetail(counted="fighters")
    assert earlier.place is not None
    assert earlier.place.why == "carried over from the figure it is set against, ‘600’"


def test_companions_are_counted_apart(language: LanguageModel) -> None:
    """Helpers beside fighters are a second claim that says who is counted."""
    marked = (
        "The {Front|%F} has {1,500|quantity 1500 1500 exact fighter} fighters and "
        "{3,000|quantity 3000 3000 exact helper} unarmed helpers."
    )
    found = _read(marked, language)
    assert [claim.detail for claim in found] == [
        StrengthDetail(counted="fighters"),
        StrengthDetail(counted="unarmed helpers"),
    ]


@pytest.mark.parametrize(
    ("marked", "low", "high"),
    [
        pytest.param(
            "The {Front|%F} may have {more than 5,000|quantity 5000 - more_than fighter} fighters.",
            5000,
            None,
            id="may have",
        ),
        pytest.param(
            "The number of {Front fighters|%F} may reach {10,000|quantity 10000 10000 exact}.",
            None,
            10000,
            id="may reach",
        ),
        pytest.param(
            "The ministry does not think that there are {more than 800|quantity - 800 at_most fighter} {Front fighters|%F} "
            "left.",
            None,
            800,
            id="negated limit",
        ),
        pytest.param("The {Front|%F} is {3,000|quantity 3000 3000 exact} strong.", 3000, 3000, id="is strong"),
        pytest.param("The {Front|%F} has a force of {500|quantity 500 500 exact man} men.", 500, 500, id="force of"),
        pytest.param("The {Front|%F} consists of {500|quantity 500 500 exact man} men.", 500, 500, id="consists of"),
        pytest.param(
            "The {Front|%F} has {280|quantity 280 280 exact fighter} adult fighters left.", 280, 280, id="left"
        ),
        pytest.param(
            "{5,000|quantity 5000 5000 exact fighter} {Front fighters|%F} have massed near the border.",
            5000,
            5000,
            id="massed",
        ),
    ],
)
def test_further_frames(marked: str, low: int | None, high: int | None, language: LanguageModel) -> None:
    """Guesses at what is, denied limits and other ways to say how many."""
    assert _numbers(_read(marked, language)) == [("northern-front", low, high)]


@pytest.mark.parametrize(
    "marked",
    [
        pytest.param(
            "The {Front|%F} killed {a large number|quantity 3 - vague soldier} of soldiers.", id="number of the killed"
        ),
        pytest.param(
            "{Two|quantity 2 2 exact commander} commanders of the {Front|%F} are among the dead.", id="among the dead"
        ),
        pytest.param("About {100|quantity 100 100 about gunman} gunmen attacked the town.", id="raid"),
        pytest.param("There were {40|quantity 40 40 exact gunman} gunmen in the hotel.", id="gunmen in a hotel"),
        pytest.param("{17|quantity 17 17 exact fighter} {Front fighters|%F} have surrendered.", id="surrendered"),
        pytest.param(
            "Two {Front|%F} men and {two|quantity 2 2 exact suspect} suspects were detained based on a tip.",
            id="based on",
        ),
        pytest.param(
            "The {Front commander|%F commander} commands {40|quantity 40 40 exact fighter} fighters.",
            id="one man's band",
        ),
        pytest.param(
            "Troops seized the {Front|%F} chief of the district, who commands {40|quantity 40 40 exact fighter} fighters.",
            id="one man's band, relative clause",
        ),
        pytest.param("The camp had {60|quantity 60 60 exact fighter} fighters.", id="one camp"),
        pytest.param(
            "The {Front|%F} has {20|quantity 20 20 exact fighter} fighters killed last week.", id="fate of the counted"
        ),
    ],
)
def test_counts_that_are_no_strength(marked: str, language: LanguageModel) -> None:
    """Victims, raids, tolls, bands, postings and camps do not say how many a group is."""
    assert _read(marked, language) == []


def test_the_whole_is_not_the_branch(language: LanguageModel) -> None:
    """What is called “the core of the movement” is more than the branch that the words were read as, and stays unresolved."""
    (claim,) = _read("The core of the {movement|%F} has {20,000|quantity 20000 20000 exact member} members.", language)
    assert claim.actor is not None
    assert (claim.actor.actor_id, claim.actor.words) == (None, "The core of the movement")


def test_strength_of_a_force_is_that_forces(language: LanguageModel) -> None:
    """A state's army has a strength too, under its own name."""
    marked = "The {army|actor army-of-ostland state_force} has {90,000|quantity 90000 90000 exact soldier} soldiers."
    assert _numbers(_read(marked, language)) == [("army-of-ostland", 90000, 90000)]


def test_figure_that_is_given_carries_its_giver(language: LanguageModel) -> None:
    """The attribution is that of the figure, not of the sentence around it; the month of saying is the time it is for."""
    marked = _fill(
        f"{FIGURE} In {{February|time 2018-02-01 2018-02-28}} the ministry spoke of {{700|quantity 700 700 exact fighter}} "
        "fighters."
    )
    text = plain(marked)
    said = saying(text, "700 fighters", cue="spoke")
    _, claim = claims(marked, language, "strength", said=[said])
    assert claim.attribution == said
    assert claim.interval is not None
    assert claim.interval.timex == "2018-02"


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("ISWAP has about 2,000 fighters, a diplomat said. The army has 9,000 soldiers in the area.", [2000]),
        ("ISWAP has about 2,000 fighters. The army has deployed 9,000 soldiers against it.", [2000]),
        (
            "ISWAP has 3,000 fighters, experts said. The panel put the strength of Boko Haram at several hundred.",
            [3000],
        ),
        ("ISWAP killed at least 150 people, the government said, and as many as 2,000, according to a monitor.", []),
    ],
    ids=["army", "deployed", "another group", "the fallen"],
)
def test_numbers_of_others_are_no_strength_of_the_group(text: str, wanted: list[int]) -> None:
    """The soldiers of the army, another group that is named, and the dead beside the dead are not of the group counted before."""
    told = [claim for claim in musterbook.extract(text).claims if claim.kind == "strength" and claim.actor]
    named = [claim for claim in told if claim.actor and claim.actor.name == "Islamic State West Africa Province"]
    assert [claim.quantity.low for claim in named if claim.quantity] == wanted
