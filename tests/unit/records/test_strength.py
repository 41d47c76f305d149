"""Strength and change claims."""

from __future__ import annotations

import pytest

from musterbook.annotate.language import LanguageModel
from musterbook.model import ChangeDetail, StrengthDetail
from tests.unit.records.builders import claims, plain, read, saying

GROUP = "actor northern-front armed_group"


@pytest.mark.parametrize(
    ("marked", "low", "high", "counted"),
    [
        pytest.param(
            "The {Front|%s} has {1,000|quantity 1000 1000 exact fighter} fighters.", 1000, 1000, "fighters", id="has"
        ),
        pytest.param(
            "{1,000|quantity 1000 1000 exact fighter} fighters were thought to be fighting with the {Front|%s}.",
            1000,
            1000,
            "fighters",
            id="thought to be fighting with",
        ),
        pytest.param(
            "{More than 1,200|quantity 1200 - more_than militant} militants are fighting for the {Front|%s}.",
            1200,
            None,
            "militants",
            id="fighting for",
        ),
        pytest.param(
            "The {Front|%s} numbers {between 2,000 and 3,000|quantity 2000 3000 range}.", 2000, 3000, None, id="numbers"
        ),
        pytest.param(
            "The strength of the {Front|%s} is put at {600|quantity 600 600 about}.", 600, 600, None, id="strength of"
        ),
        pytest.param(
            "The {Front|%s}'s ranks have swelled to {about 5,000|quantity 5000 5000 about fighter} fighters.",
            5000,
            5000,
            "fighters",
            id="swelled to",
        ),
        pytest.param(
            "There are {300|quantity 300 300 exact fighter} {Front fighters|%s} in {Bergtal|place adm2}.",
            300,
            300,
            "fighters",
            id="there are",
        ),
        pytest.param(
            "Only {700|quantity 700 700 exact fighter} {Front fighters|%s} remain in {Bergtal|place adm2}.",
            700,
            700,
            "fighters",
            id="remain",
        ),
    ],
)
def test_frames_of_strength(
    marked: str, low: int, high: int | None, counted: str | None, language: LanguageModel
) -> None:
    """Having, being and fighting for a group say how many it is."""
    (claim,) = claims(marked.replace("%s", GROUP), language, "strength")
    assert claim.actor is not None
    assert claim.quantity is not None
    assert (claim.actor.actor_id, claim.quantity.low, claim.quantity.high) == ("northern-front", low, high)
    assert claim.detail == StrengthDetail(counted=counted)


@pytest.mark.parametrize(
    "marked",
    [
        pytest.param("The {Front|%s} killed {40|quantity 40 40 exact soldier} soldiers.", id="killed"),
        pytest.param("The {Front|%s} lost {40|quantity 40 40 exact fighter} fighters.", id="lost"),
        pytest.param("{40|quantity 40 40 exact fighter} fighters joined the {Front|%s}.", id="joined"),
        pytest.param(
            "{40|quantity 40 40 exact soldier} soldiers were fighting with the {Front|%s}.", id="soldiers against"
        ),
        pytest.param("The {Front|%s} has {5|quantity 5 5 exact percent} percent of the vote.", id="share"),
        pytest.param("The {Front|%s} does not have {1,000|quantity 1000 1000 exact fighter} fighters.", id="negated"),
        pytest.param("The {Front|%s} could have {1,000|quantity 1000 1000 exact fighter} fighters.", id="hypothetical"),
        pytest.param("The party has {1,000|quantity 1000 1000 exact member} members.", id="no armed group"),
    ],
)
def test_other_counts_are_no_strength(marked: str, language: LanguageModel) -> None:
    """Killed, joined, opposed and hypothetical fighters do not say how many a group is."""
    assert claims(marked.replace("%s", GROUP), language, "strength") == []


def test_area_of_a_subordinate_clause_is_not_taken(language: LanguageModel) -> None:
    """Where the group wants a state is not where its fighters were counted."""
    marked = (
        f"{{1,200|quantity 1200 1200 exact fighter}} fighters are fighting for the {{Front|{GROUP}}} "
        "as it seeks to found a state in {Ostland|place country}."
    )
    (claim,) = claims(marked, language, "strength")
    assert claim.place is None


def test_figure_set_against_another_keeps_its_area(language: LanguageModel) -> None:
    """‘Last year … Now …’: the second count is the first taken again, so the area is the same, and the reason is kept."""
    marked = (
        f"{{Last year|time 2017-01-01 2017-12-31}} the {{Front|{GROUP}}} had {{1,000|quantity 1000 1000 exact fighter}} "
        f"fighters in {{Bergtal|place adm2}}. {{Now|time now}} the {{Front|{GROUP}}} has "
        "{1,200|quantity 1200 1200 exact fighter} fighters."
    )
    _, claim = claims(marked, language, "strength")
    assert claim.place is not None
    assert claim.place.why == "carried over from the figure it is set against, ‘1,000’"


def test_area_is_never_carried_by_default(language: LanguageModel) -> None:
    """Without the contrast in time nothing is carried over."""
    marked = (
        f"The {{Front|{GROUP}}} had {{1,000|quantity 1000 1000 exact fighter}} fighters in {{Bergtal|place adm2}}. "
        f"The {{Front|{GROUP}}} has {{1,200|quantity 1200 1200 exact fighter}} fighters."
    )
    assert [claim.place is None for claim in claims(marked, language, "strength")] == [False, True]


def test_there_reaches_back(language: LanguageModel) -> None:
    """‘In this area’ takes the nearest place named before."""
    marked = (
        f"Troops reached {{Bergtal|place adm2}}. The {{Front|{GROUP}}} has {{300|quantity 300 300 exact fighter}} fighters "
        "in this area."
    )
    (claim,) = claims(marked, language, "strength")
    assert claim.place is not None
    assert claim.place.words == "Bergtal"


@pytest.mark.parametrize(
    ("marked", "of", "direction", "low"),
    [
        pytest.param(
            "The {Front|%s}'s presence has grown by {20%|quantity 20 20 exact percent}.",
            "presence",
            "up",
            20,
            id="presence",
        ),
        pytest.param("The {Front|%s} has continued to grow.", "group", "up", None, id="group, no figure"),
        pytest.param("The {Front|%s} has expanded its presence.", "presence", "up", None, id="its own presence"),
        pytest.param("The campaign weakened the {Front|%s}.", "group", "down", None, id="weakened"),
        pytest.param(
            "Attacks by the {Front|%s} {doubled|quantity 2 2 exact factor}.",
            "number of attacks",
            "up",
            2,
            id="attacks doubled",
        ),
        pytest.param(
            "The {Front|%s} has lost {a third|quantity 0.33 0.33 about share} of its fighters.",
            "strength",
            "down",
            0.33,
            id="lost a share",
        ),
    ],
)
def test_change(marked: str, of: str, direction: str, low: float | None, language: LanguageModel) -> None:
    """What changed and in which direction, with the figure where one is stated."""
    (claim,) = claims(marked.replace("%s", GROUP), language, "change")
    assert isinstance(claim.detail, ChangeDetail)
    assert (claim.detail.of, claim.detail.direction) == (of, direction)
    assert (None if claim.quantity is None else claim.quantity.low) == low


@pytest.mark.parametrize(
    "marked",
    [
        pytest.param("The {air force|actor - state_force} dropped a bomb.", id="dropped a bomb"),
        pytest.param("Concern about the {Front|%s} has grown.", id="concern"),
        pytest.param("The {Front|%s} could grow.", id="could"),
        pytest.param("Prices have doubled in {Bergtal|place town}.", id="prices"),
        pytest.param("The number of fighters killed has risen.", id="toll"),
    ],
)
def test_no_change(marked: str, language: LanguageModel) -> None:
    """Bombs, prices, worries and tolls are no growth of a group."""
    assert claims(marked.replace("%s", GROUP), language, "change") == []


def test_window_and_concession(language: LanguageModel) -> None:
    """The time over which it grew and the words behind "despite" are kept, without the attribution behind them."""
    marked = (
        f"The {{Front|{GROUP}}}'s presence has grown {{in a year|time duration}}, despite a long campaign to wipe it out, "
        "according to officials."
    )
    (claim,) = claims(marked, language, "change")
    assert isinstance(claim.detail, ChangeDetail)
    assert claim.detail.over is not None
    assert (claim.detail.over.words, claim.detail.despite) == ("in a year", "a long campaign to wipe it out")


def test_hedged_source_and_day_of_saying(language: LanguageModel) -> None:
    """The claim carries who says it, and the day beside the verb of saying."""
    marked = (
        f"Officials said on {{Monday|time 2018-05-14}} that the {{Front|{GROUP}}} has "
        "{1,000|quantity 1000 1000 exact fighter} fighters."
    )
    text = plain(marked)
    said = saying(text, text[text.index("that the") : -1], cue="said")
    record = read(marked, language, said=[said])
    (claim,) = record.claims
    assert claim.attribution == said
    assert claim.said_on is not None
    assert claim.said_on.isoformat() == "2018-05-14"
    assert claim.interval is None


@pytest.mark.parametrize(
    ("where", "words"),
    [
        pytest.param("across {Nordland|place country}, {Sudland|place country} and {Westland|place country}",
                     "Nordland, Sudland and Westland", id="a list"),
        pytest.param("in {Nordland|place country} and in {Sudland|place country}", "Nordland and in Sudland", id="in and in"),
        pytest.param("in {Nordland|place country} and pays smugglers in {Sudland|place country}", "Nordland", id="of another deed"),
    ],
)  # fmt: skip
def test_a_figure_for_several_countries_is_of_none_of_them(where: str, words: str, language: LanguageModel) -> None:
    """A list of countries is not cut to its first; what goes on in another country is no part of the list."""
    marked = f"The {{Front|{GROUP}}} has {{2,500|quantity 2500 2500 exact fighter}} fighters {where}."
    claim = claims(marked, language, "strength")[0]
    assert claim.place is not None
    assert (claim.place.words, claim.place.place is None) == (words, words != "Nordland")
