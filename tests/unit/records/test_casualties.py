"""Casualty claims."""

from __future__ import annotations

import pytest

from musterbook.annotate.language import LanguageModel
from musterbook.model import CasualtiesDetail
from tests.unit.records.builders import actor, claims, read


def _compact(marked: str, language: LanguageModel) -> list[tuple[str, str, object, object]]:
    found = []
    for claim in claims(marked, language, "casualties"):
        assert isinstance(claim.detail, CasualtiesDetail)
        assert claim.quantity is not None
        found.append((claim.detail.outcome, claim.detail.whose.side, claim.quantity.low, claim.quantity.high))
    return found


@pytest.mark.parametrize(
    ("marked", "expected"),
    [
        pytest.param(
            "Rebels killed {12|quantity 12 12 exact soldier} soldiers.",
            [("killed", "state_force", 12, 12)],
            id="active",
        ),
        pytest.param(
            "{At least 12|quantity 12 - at_least soldier} soldiers were killed and {20|quantity 20 20 exact} wounded.",
            [("killed", "state_force", 12, None), ("wounded", "state_force", 20, 20)],
            id="passive and bare number",
        ),
        pytest.param(
            "A soldier was killed in {Bergtal|place town}.", [("killed", "state_force", 1, 1)], id="one person"
        ),
        pytest.param(
            "Gunmen killed {three|quantity 3 3 exact policeman} policemen and a child.",
            [("killed", "police", 3, 3), ("killed", "civilians", 1, 1)],
            id="two sorts",
        ),
        pytest.param(
            "The killing of {nine|quantity 9 9 exact villager} villagers was condemned.",
            [("killed", "civilians", 9, 9)],
            id="nominal",
        ),
        pytest.param(
            "The attack left {seven|quantity 7 7 exact people} people dead.",
            [("killed", "unknown", 7, 7)],
            id="left dead",
        ),
        pytest.param(
            "{Some 500|quantity 500 500 about fighter} fighters surrendered to the army.",
            [("surrendered", "armed_group", 500, 500)],
            id="surrendered",
        ),
        pytest.param(
            "{Dozens|quantity 24 - vague villager} of villagers fled.",
            [("displaced", "civilians", 24, None)],
            id="fled",
        ),
        pytest.param(
            "Many villagers were killed in {Bergtal|place town}.", [("killed", "civilians", None, None)], id="many"
        ),
        pytest.param(
            "Police arrested a smuggler, his accomplice and {two|quantity 2 2 exact driver} drivers.",
            [("captured", "unknown", 1, 1), ("captured", "unknown", 1, 1), ("captured", "civilians", 2, 2)],
            id="enumeration read as apposition",
        ),
        pytest.param(
            "Soldiers detained the commander along with {three|quantity 3 3 exact guard} guards.",
            [("captured", "unknown", 1, 1), ("captured", "unknown", 3, 3)],
            id="along with",
        ),
        pytest.param(
            "{Four|quantity 4 4 exact man} men were taken into custody at the gate.",
            [("captured", "unknown", 4, 4)],
            id="into custody",
        ),
        pytest.param(
            "The search led to the detention of {five|quantity 5 5 exact insurgent} insurgents.",
            [("captured", "armed_group", 5, 5)],
            id="detention",
        ),
        pytest.param(
            "Soldiers arrested a {Movement of the North|actor northern-front armed_group} financier.",
            [("captured", "armed_group", 1, 1)],
            id="group before the person",
        ),
        pytest.param(
            "Troops detained {two|quantity 2 2 exact man} men and {nine|quantity 9 9 exact rifle} {rifles|weapon small_arms}.",
            [("captured", "unknown", 2, 2)],
            id="weapons are not captured people",
        ),
        pytest.param(
            "The search led to {six|quantity 6 6 exact villager} villagers being killed.",
            [("killed", "civilians", 6, 6)],
            id="being killed",
        ),
        pytest.param(
            "The smuggler drew a pistol. The soldiers fired at the car, killing him.",
            [("killed", "unknown", 1, 1)],
            id="him",
        ),
        pytest.param(
            "Soldiers killed a smuggler at the gate. He was shot dead.",
            [("killed", "unknown", 1, 1)],
            id="him whose death was told by another word",
        ),
        pytest.param(
            "Soldiers killed a smuggler at the gate. He was killed when he drew a pistol.",
            [("killed", "unknown", 1, 1)],
            id="him whose death was told",
        ),
        pytest.param(
            "Wounded in the same ambush were {two|quantity 2 2 exact farmer} farmers.",
            [("wounded", "civilians", 2, 2)],
            id="subject behind its verb",
        ),
        pytest.param(
            "Killed were {four|quantity 4 4 exact gendarme} gendarmes.",
            [("killed", "state_force", 4, 4)],
            id="subject right behind its verb",
        ),
        pytest.param(
            "A commander of the group was killed in {Bergtal|place town}.",
            [("killed", "unknown", 1, 1)],
            id="one of a group is one person",
        ),
        pytest.param(
            "{Twelve|quantity 12 12 exact} of the wounded later died in hospital.",
            [("killed", "unknown", 12, 12)],
            id="wounded who died",
        ),
        pytest.param("None of its men were killed.", [], id="none"),
        pytest.param("Civilians were killed in {Bergtal|place town}.", [], id="no number"),
        pytest.param("No soldiers were wounded.", [], id="negated"),
        pytest.param("A flood killed {12|quantity 12 12 exact people} people in {Bergtal|place town}.", [], id="flood"),
        pytest.param("The rebels could kill {12|quantity 12 12 exact people} people.", [], id="hypothetical"),
        pytest.param(
            "The troops will continue to capture or kill {nine|quantity 9 9 exact smuggler} smugglers.",
            [],
            id="second infinitive",
        ),
        pytest.param("The detained man was a teacher.", [], id="participle before the noun"),
        pytest.param("They lost {12|quantity 12 12 exact} votes.", [], id="votes"),
    ],
)
def test_counts(marked: str, expected: list[tuple[str, str, object, object]], language: LanguageModel) -> None:
    """Outcome, side and limits come out; without a number or one person there is no claim."""
    assert _compact(marked, language) == expected


def test_total_of_a_number_of_people_killed(language: LanguageModel) -> None:
    """‘The number of people killed has risen to 94’ is a total, neither a strength nor a change."""
    marked = "The number of militants killed in the attack has risen to {94|quantity 94 94 exact}."
    record = read(marked, language)
    assert {claim.kind for claim in record.claims} <= {"casualties", "event"}
    (claim,) = [claim for claim in record.claims if claim.kind == "casualties"]
    assert isinstance(claim.detail, CasualtiesDetail)
    assert claim.detail.is_total
    assert claim.detail.whose.side == "armed_group"


def test_part_of_a_total_is_no_claim_of_its_own(language: LanguageModel) -> None:
    """‘Including four commanders’ is part of the 94."""
    marked = (
        "The bomb killed {94|quantity 94 94 exact fighter} fighters, including "
        "{four|quantity 4 4 exact included} commanders."
    )
    (claim,) = claims(marked, language, "casualties")
    assert isinstance(claim.detail, CasualtiesDetail)
    assert [words for _, words in claim.detail.includes] == ["four commanders"]


def test_one_person_as_part_of_a_total(language: LanguageModel) -> None:
    """‘Including a sub-commander’ is part of the five, though it has no number."""
    marked = "Soldiers killed {five|quantity 5 5 exact fighter} fighters, including a sub-commander."
    (claim,) = claims(marked, language, "casualties")
    assert isinstance(claim.detail, CasualtiesDetail)
    assert [(quantity.low, words) for quantity, words in claim.detail.includes] == [(1, "commander")]


def test_by_and_whose_are_two_actors(language: LanguageModel) -> None:
    """The doer's own name is never taken for the victims, even if it is the only group in the sentence."""
    marked = (
        "{Northern Front|actor northern-front armed_group} said that {it|actor northern-front armed_group} had killed "
        "{40|quantity 40 40 exact fighter} {fighters|actor northern-front armed_group fighters}."
    )
    (claim,) = claims(marked, language, "casualties")
    assert isinstance(claim.detail, CasualtiesDetail)
    assert claim.detail.by is not None
    assert (claim.detail.by.actor_id, claim.detail.whose.actor_id) == ("northern-front", None)


def test_victims_are_not_named(language: LanguageModel) -> None:
    """A private person is counted and the name is in no field but the sentence."""
    marked = "Gunmen killed Maria Sanchez in {Bergtal|place town} on {Sunday|time 2018-05-13}."
    record = read(marked, language)
    (claim,) = [claim for claim in record.claims if claim.kind == "casualties"]
    assert isinstance(claim.detail, CasualtiesDetail)
    assert claim.quantity is not None
    assert (claim.quantity.low, claim.detail.whose.side) == (1, "unknown")
    for held in record.claims:
        assert "Sanchez" not in repr((held.detail, held.actor, held.quantity))
    assert "Sanchez" not in repr(record.events)


def test_casualties_take_place_and_time_of_their_event(language: LanguageModel) -> None:
    """Where the casualty's own clause names none, the event of the sentence gives place and time."""
    marked = (
        "{Twelve|quantity 12 12 exact soldier} soldiers were killed when {rebels|actor northern-front armed_group} attacked "
        "a base in {Bergtal|place town} on {Sunday|time 2018-05-13}."
    )
    (claim,) = claims(marked, language, "casualties")
    assert claim.place is not None
    assert claim.interval is not None
    assert (claim.place.words, claim.interval.words) == ("Bergtal", "Sunday")


def test_killed_in_strikes_gives_the_strike_its_sides(language: LanguageModel) -> None:
    """Who killed in air strikes carried them out, on those who were killed."""
    marked = (
        "The {army|actor national-army state_force} killed {45|quantity 45 45 exact rebel} "
        "{rebels|actor northern-front armed_group} in air strikes in {Bergtal|place town} on {Sunday|time 2018-05-13}."
    )
    (event,) = read(marked, language).events
    assert event.initiator == actor("army", "national-army", "state_force")
    assert event.recipient == actor("rebels", "northern-front", "armed_group")
    assert event.mode == "aerial"


@pytest.mark.parametrize(
    ("place", "n_events"),
    [
        pytest.param("{Bergtal|place town}", 1, id="a town: one happening"),
        pytest.param("{Nordland|place adm1}", 0, id="a province: a tally"),
    ],
)
def test_dead_of_a_month_are_a_tally_unless_in_one_town(place: str, n_events: int, language: LanguageModel) -> None:
    """What is told of one month tells of a happening where it names a town, and of a count where it names a province."""
    marked = (
        f"In {{October|time 2022-10-01 2022-10-31}} planes killed {{60|quantity 60 60 exact people}} people in {place}."
    )
    record = read(marked, language)
    assert [claim.kind for claim in record.claims if claim.kind == "casualties"] == ["casualties"]
    assert len(record.events) == n_events


def test_also_comes_on_top(language: LanguageModel) -> None:
    """Those who were "also killed" are told as an addition to those before them."""
    text = (
        "A courier was killed in the raid in {Bergtal|place town}. "
        "Also killed in the raid were {12|quantity 12 12 exact fighter} fighters."
    )
    found = [claim.detail for claim in claims(text, language, "casualties")]
    assert [detail.is_addition for detail in found if isinstance(detail, CasualtiesDetail)] == [False, True]


_JOS, _KANO = "{Jos|place town}", "{Kano|place town}"
_MONDAY, _TUESDAY = "{Monday|time 2018-05-14}", "{Tuesday|time 2018-05-15}"
_FOUR = "{four|quantity 4 4 exact people} people"


@pytest.mark.parametrize(
    ("marked", "figures", "n_events"),
    [
        (f"Gunmen killed {_FOUR} in {_JOS} on {_MONDAY}. In {_KANO} on {_TUESDAY} a fifth person died in a clash.", [4, 1], 2),
        (f"One person was killed in {_JOS} on {_MONDAY}. On {_TUESDAY}, a second person was killed in {_KANO}.", [1, 1], 2),
        (f"One man was killed in {_JOS} on {_MONDAY}. A second was killed in {_KANO} on {_TUESDAY}.", [1, 1], 2),
        (f"Gunmen killed {_FOUR} in {_JOS} on {_MONDAY}. A fifth person was shot dead on {_TUESDAY}.", [4, 1], 2),
        (f"A bomb killed {_FOUR} in {_JOS} on {_MONDAY}. A fifth person was killed in the blast.", [4, 5], 1),
        (f"A bomb killed {_FOUR} in {_JOS} on {_MONDAY}. A fifth died of his wounds in hospital in {_KANO} on {_TUESDAY}.", [4, 5], 1),
    ],
    ids=[
        "another place, day and happening",
        "another place and day",
        "no noun",
        "nobody is shot later",
        "the same happening",
        "the hurt die later and elsewhere",
    ],
)  # fmt: skip
def test_an_ordinal_counts_up_within_one_happening(
    marked: str, figures: list[int], n_events: int, language: LanguageModel
) -> None:
    """The fifth makes five where four of the same happening were told, else one of a happening of its own."""
    record = read(marked, language)
    counts = [claim for claim in record.claims if isinstance(claim.detail, CasualtiesDetail)]
    assert [claim.quantity.low for claim in counts if claim.quantity is not None] == figures
    assert len(record.events) == n_events
    assert (
        len({claim.detail.event_claim_id for claim in counts if isinstance(claim.detail, CasualtiesDetail)}) == n_events
    )


@pytest.mark.parametrize(
    ("before", "is_addition"),
    [("", False), (" and wounded {ten|quantity 10 10 exact}", True)],
    ids=["dead only", "both"],
)
def test_another_adds_only_to_a_count_of_the_same_fate(
    before: str, *, is_addition: bool, language: LanguageModel
) -> None:
    """‘Another 15 were wounded’ behind the dead alone is the count of the wounded; behind ten wounded it adds to them."""
    marked = f"A bomb killed {_FOUR}{before} in {_JOS} on {_MONDAY}. {{Another 15|quantity 15 15 exact people}} people were wounded."
    last = claims(marked, language, "casualties")[-1]
    assert isinstance(last.detail, CasualtiesDetail)
    assert (last.detail.outcome, last.detail.is_addition) == ("wounded", is_addition)


def test_officer_of_the_army_is_of_the_army(language: LanguageModel) -> None:
    """One person of a named group is counted among the losses of that group."""
    found = claims(
        "A member of the {Northern Front|actor northern-front armed_group} was killed.", language, "casualties"
    )
    assert [claim.detail.whose.actor_id for claim in found if isinstance(claim.detail, CasualtiesDetail)] == [
        "northern-front"
    ]
