"""Which figures one model may hold."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from musterbook.assess import build_series
from musterbook.assess.definitions import offset_between
from musterbook.assess.populations import Population, choose_population, middle_day
from musterbook.incidents import find_origins
from musterbook.model import ActorReading, Attribution, Claim, Place, PlaceReading, StrengthDetail
from tests.builders import DISTRICT, PROVINCE, at, notes, number, on, said_by, strength

COUNTRY = replace(PROVINCE, place_id="gn:7", geonames_id=7, name="Sudmark", kind="country")
NEIGHBOUR = replace(PROVINCE, place_id="gn:6", geonames_id=6, name="Nordmark", kind="country", country="XB")


def _choose(*claims: Claim, area: Place | None = None, max_figures: int = 100) -> Population | None:
    found = notes(*claims)
    origins = find_origins(claims, notes=found)
    series = build_series(
        claims,
        actor_id="northern-front",
        actor_name="Northern Front",
        area=area,
        notes=found,
        origins=origins,
        speakers=(),
    )
    return choose_population(series, max_figures=max_figures)


def _ids(population: Population | None) -> list[str]:
    return sorted(point.claim_id for point in population.points) if population else []


def test_the_area_with_the_most_origins_is_chosen() -> None:
    """Two origins for the province outweigh one for the district, unless the question is about the district."""
    claims = (
        strength("c1", number(1000), place=at(PROVINCE), attribution=said_by("the army")),
        strength("c2", number(900), place=at(PROVINCE), attribution=said_by("the mission")),
        strength("c3", number(200), place=at(DISTRICT), attribution=said_by("the mayor")),
    )
    chosen = _choose(*claims)
    assert sorted(_ids(chosen)) == ["c1", "c2"]
    assert (
        [item.reason for item in chosen.left_out] == ["not in the model: counts another area (Bergtal)"]
        if chosen
        else False
    )
    assert _ids(_choose(*claims, area=DISTRICT)) == ["c3"]


def _for_mission(words: str) -> Attribution:
    said = said_by(words)
    reading = ActorReading(actor_id="mission", name="The Mission", side="international_force", words=words, why="test")
    return replace(said, source=replace(said.source, actor=reading))


def test_all_who_speak_for_one_body_are_one_source() -> None:
    """Experts and spokesman of one mission lean alike; a speaker of whom nothing is known is a source of his own."""
    claims = (
        strength("c1", number(1000), attribution=_for_mission("its experts"), place=at(PROVINCE)),
        strength("c2", number(900), attribution=_for_mission("its spokesman"), place=at(PROVINCE)),
        strength("c3", number(700), attribution=said_by("the mayor"), place=at(PROVINCE)),
    )
    chosen = _choose(*claims)
    assert chosen is not None
    assert chosen.n_sources == 2
    assert [point.source_body for point in chosen.points].count("The Mission") == 2


def test_a_figure_without_an_area_joins_the_country_of_its_own_report() -> None:
    """Beside a figure for the country in one report it is read as meaning the country; from elsewhere it is left out."""
    beside = strength("c1", number(1000), place=at(COUNTRY), document_id="d", attribution=said_by("the army"))
    same = strength("c2", number(1200), document_id="d", start=9, said_on=date(2018, 6, 1))
    other = strength("c3", number(9000), attribution=said_by("the mission"))
    chosen = _choose(beside, same, other)
    assert _ids(chosen) == ["c1", "c2"]
    assert chosen is not None
    assert [item.reason for item in chosen.left_out] == ["not in the model: names no area"]
    assert chosen.assumptions == ("1 figure names no area; read as meaning the country that the same report counts",)


def test_a_figure_of_several_countries_is_none_of_the_one_its_report_counts() -> None:
    """What is counted in two countries together joins no figure of one of them, in whatever report."""
    several = PlaceReading(place=None, where_prec=None, words="Nordland and Sudland", why="several countries at once")
    one = strength("c1", number(1000), place=at(COUNTRY), document_id="d", attribution=said_by("the army"))
    more = strength("c2", number(1100), place=at(COUNTRY), attribution=said_by("the mayor"))
    both = replace(strength("c3", number(2500), document_id="d", start=9), place=several)
    chosen = _choose(one, more, both)
    assert _ids(chosen) == ["c1", "c2"]
    assert chosen is not None
    assert ("c3", "not in the model: names no single area (Nordland and Sudland)") in [
        (item.claim_id, item.reason) for item in chosen.left_out
    ]


@pytest.mark.parametrize("places", [(DISTRICT,), (COUNTRY, NEIGHBOUR)], ids=["a part of a country", "two countries"])
def test_a_figure_without_an_area_is_none_of_a_part(places: tuple[Place, ...]) -> None:
    """The whole group beside its men in one district, or in two countries, is not counted as one of these."""
    named = [
        strength(f"c{index}", number(200), place=at(place), document_id="d", attribution=said_by(f"police {index}"))
        for index, place in enumerate(places)
    ]
    more = strength("c8", number(250), place=at(places[0]), attribution=said_by("the mayor"))
    whole = strength("c9", number(7000), document_id="d", start=9, attribution=said_by("the mission"))
    chosen = _choose(*named, more, whole)
    assert _ids(chosen) == ["c0", "c8"]
    assert chosen is not None
    assert ("c9", "not in the model: names no area") in [(item.claim_id, item.reason) for item in chosen.left_out]


@pytest.mark.parametrize(
    ("counted", "ids", "words"),
    [
        ("member", ["c1", "c2"], "counting members: taken as 1.3 for each of the fighters"),
        ("fighter and family", ["c1", "c2"], "counting fighters and family: taken as 2.5"),
        ("commander", ["c1"], None),
        ("foreign fighter", ["c1"], None),
    ],
    ids=["members", "fighters and family", "no ratio known", "a part of the group"],
)
def test_definitions_are_never_pooled_in_silence(counted: str, ids: list[str], words: str | None) -> None:
    """Another definition joins with a printed ratio, or is left out."""
    fighters = strength("c1", number(1000), attribution=said_by("the army"))
    others = strength("c2", number(1500), attribution=said_by("the mission"))
    chosen = _choose(fighters, replace(others, detail=StrengthDetail(counted=counted)))
    assert chosen is not None
    assert _ids(chosen) == ids
    said = " ".join(chosen.assumptions)
    assert words in said if words else [item.claim_id for item in chosen.left_out] == ["c2"]


def test_ratios_between_definitions() -> None:
    """From members to fighters and back the log ratio changes its sign, and its spread stays."""
    there, back = offset_between("members", "fighters"), offset_between("fighters", "members")
    assert there is not None
    assert back is not None
    assert (there.mean, there.sd) == (pytest.approx(-back.mean), pytest.approx(back.sd))
    assert offset_between("commanders", "fighters") is None


def test_undated_figures_and_zeros_are_left_out() -> None:
    """What has no time or is zero is named with its reason; with nothing else there is no population."""
    undated = strength("c1", number(1000), said_on=None)
    nobody = strength("c2", number(0))
    dated = strength("c3", number(500))
    chosen = _choose(undated, nobody, dated)
    assert chosen is not None
    assert {item.claim_id: item.reason for item in chosen.left_out} == {
        "c1": "not in the model: the time it refers to is not known",
        "c2": "not in the model: it reckons in ratios, and this is 0",
    }
    assert _choose(undated, nobody) is None


def test_too_many_figures_are_thinned_evenly() -> None:
    """Of ten figures a model of four takes the first, the last, and two between; the others are left out."""
    claims = [strength(f"c{day}", number(1000 + day), said_on=date(2018, 1, 1 + day)) for day in range(10)]
    chosen = _choose(*claims, max_figures=4)
    assert _ids(chosen) == ["c0", "c3", "c6", "c9"]
    assert chosen is not None
    assert len(chosen.left_out) == 6


def test_a_year_is_placed_in_its_middle() -> None:
    """A figure about 2017 is placed on 2 July."""
    chosen = _choose(strength("c1", number(1000), interval=on(date(2017, 1, 1), date(2017, 12, 31))))
    assert chosen is not None
    assert middle_day(chosen.points[0]) == date(2017, 7, 2)
