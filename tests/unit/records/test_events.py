"""Event claims and the events built from them."""

from __future__ import annotations

import pytest

from musterbook.annotate.language import LanguageModel
from musterbook.model import EventDetail
from tests.unit.records.builders import actor, claims, plain, read, saying, weapon

REBELS = actor("Northern Front rebels", "northern-front", "armed_group")
ARMY = actor("army", "national-army", "state_force")


def test_event_holds_sides_target_place_and_time(language: LanguageModel) -> None:
    """An attack in the active voice fills every slot that is stated, and nothing else."""
    marked = (
        "{Northern Front rebels|actor northern-front armed_group} attacked a market in {Bergtal|place town} "
        "on {Sunday|time 2018-05-13}."
    )
    (claim,) = claims(marked, language, "event")
    assert claim.detail == EventDetail(event_type="ASSAULT", initiator=REBELS, recipient=None, target="a market")
    assert claim.place is not None
    assert claim.interval is not None
    assert (claim.place.words, claim.interval.words) == ("Bergtal", "Sunday")


def test_owner_of_the_target_is_the_recipient(language: LanguageModel) -> None:
    """A police station is attacked: the target in words, the police as the side."""
    marked = "{Rebels|actor northern-front armed_group} attacked a police station in {Bergtal|place town}."
    (claim,) = claims(marked, language, "event")
    assert isinstance(claim.detail, EventDetail)
    assert claim.detail.recipient is not None
    assert (claim.detail.target, claim.detail.recipient.side) == ("a police station", "police")


def test_strike_that_hits_is_one_event(language: LanguageModel) -> None:
    """The noun tells the event; the verb beside it gives the target and no second event."""
    marked = "An {air strike|weapon aerial_bomb} hit a camp in {Bergtal|place town}."
    (event,) = read(marked, language).events
    assert (event.target, event.mode) == ("a camp", "aerial")


@pytest.mark.parametrize(
    ("marked", "mode", "sub_event"),
    [
        pytest.param(
            "A suicide bomber blew himself up at a checkpoint in {Bergtal|place town}.",
            "suicide-attack",
            "Suicide bomb",
            id="suicide",
        ),
        pytest.param(
            "An {air strike|weapon aerial_bomb} hit a camp in {Bergtal|place town}.",
            "aerial",
            "Air/drone strike",
            id="air strike",
        ),
        pytest.param(
            "The {army|actor national-army state_force} carried out a drone strike near {Bergtal|place town}.",
            "drone",
            "Air/drone strike",
            id="drone",
        ),
        pytest.param(
            "A {roadside bomb|weapon ied} exploded in {Bergtal|place town}.",
            "explosives",
            "Remote explosive/landmine/IED",
            id="roadside bomb",
        ),
        pytest.param(
            "The {army|actor national-army state_force} shelled a market in {Bergtal|place town}.",
            "heavy-weapons",
            "Shelling/artillery/missile attack",
            id="shelling",
        ),
        pytest.param(
            "Gunmen abducted {five|quantity 5 5 exact teacher} teachers in {Bergtal|place town}.",
            "abduct",
            "Abduction/forced disappearance",
            id="abduction",
        ),
        pytest.param(
            "The {army|actor national-army state_force} clashed with {rebels|actor northern-front armed_group} in "
            "{Bergtal|place town}.",
            None,
            "Armed clash",
            id="clash",
        ),
    ],
)
def test_mode_and_sub_event(marked: str, mode: str | None, sub_event: str, language: LanguageModel) -> None:
    """The PLOVER mode comes from the words or the weapon, the ACLED sub-event from mode and sides."""
    (claim,) = claims(marked, language, "event")
    assert isinstance(claim.detail, EventDetail)
    assert (claim.detail.event_type, claim.detail.mode, claim.detail.sub_event) == ("ASSAULT", mode, sub_event)


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("The group met its allies to launch attacks in {Bergtal|place town}.", id="purpose"),
        pytest.param("Attacks in the province have forced schools to close.", id="bare plural"),
        pytest.param("The attack helicopter landed in {Bergtal|place town}.", id="attack helicopter"),
        pytest.param("The operation continues.", id="operation alone"),
        pytest.param("They kept striking the cities.", id="repeated, no time"),
        pytest.param("We fought them.", id="pronouns only"),
        pytest.param("Workers went on strike in {Bergtal|place town} over pay.", id="industrial action"),
        pytest.param("{Troops|actor - state_force} stormed a mock village in a joint exercise.", id="exercise"),
    ],
)
def test_no_event(text: str, language: LanguageModel) -> None:
    """Purposes, habits, drills and words that only look like violence make no event."""
    assert read(text, language).events == ()


def test_denied_event_is_not_claimed(language: LanguageModel) -> None:
    """What stands inside a denial is no event of the document."""
    marked = "The army denied that it attacked a village in {Bergtal|place town} on {Sunday|time 2018-05-13}."
    content = "that it attacked a village in Bergtal on Sunday"
    record = read(marked, language, said=[saying(plain(marked), content, cue="denied", stance="denies")])
    assert record.events == ()
    assert [claim.kind for claim in record.claims] == ["denial"]


def test_definite_mention_is_the_same_event(language: LanguageModel) -> None:
    """‘The blast’ adds no second event; its casualties belong to the one told before."""
    marked = (
        "A {car bomb|weapon vehicle_bomb} exploded in {Bergtal|place town} on {Sunday|time 2018-05-13}. "
        "The blast killed {12|quantity 12 12 exact people} people."
    )
    record = read(marked, language)
    event, casualties = record.claims
    (told,) = record.events
    assert [event.kind, casualties.kind] == ["event", "casualties"]
    assert told.claim_ids == (event.claim_id, casualties.claim_id)


def test_weapon_ties_two_sentences(language: LanguageModel) -> None:
    """A bomb that is dropped and, named by its model, kills: one event with the place of the one and the time of the other."""
    marked = (
        "The {air force|actor national-army state_force} dropped a {bomb|weapon aerial_bomb} on a tunnel in "
        "{April|time 2017-04-01 2017-04-30}.\n\n"
        "The {X-9 bomb|weapon aerial_bomb X-9} killed {36|quantity 36 36 exact fighter} "
        "{Northern Front fighters|actor northern-front armed_group} in {Bergtal|place adm2}."
    )
    (event,) = read(marked, language).events
    assert event.weapon == weapon("X-9 bomb", "aerial_bomb", "X-9")
    assert event.initiator == actor("air force", "national-army", "state_force")
    assert event.place is not None
    assert event.interval is not None
    assert (event.place.words, event.interval.words, len(event.claim_ids)) == ("Bergtal", "April", 3)


@pytest.mark.parametrize(
    "second",
    [
        pytest.param("Another attack in the town wounded {two|quantity 2 2 exact people} people.", id="another"),
        pytest.param(
            "The attack in {Steinbruck|place town gn:9 gn:8} wounded {two|quantity 2 2 exact people} people.",
            id="place",
        ),
        pytest.param(
            "The attack of {Friday|time 2018-05-11} wounded {two|quantity 2 2 exact people} people.", id="time"
        ),
    ],
)
def test_different_happenings_are_kept_apart(second: str, language: LanguageModel) -> None:
    """Another attack, another place or another day is another event."""
    first = "{Rebels|actor northern-front armed_group} attacked {Bergtal|place town gn:1 gn:7} on {Sunday|time 2018-05-13}. "
    assert len(read(first + second, language).events) == 2


def test_storming_answers_the_assault(language: LanguageModel) -> None:
    """Forces who storm a building after an assault did not carry out the assault that killed people."""
    marked = (
        "On {Sunday|time 2018-05-13}, {soldiers|actor national-army state_force} in {Bergtal|place town} stormed a court "
        "building after a coordinated assault which killed {nine|quantity 9 9 exact people} people."
    )
    record = read(marked, language)
    (event,) = record.events
    assert event.initiator is None
    assert event.target == "a court building"
    assert len(event.claim_ids) == 3


def test_old_events_are_background(language: LanguageModel) -> None:
    """What lies more than two years before publication is told as history."""
    marked = "{Rebels|actor northern-front armed_group} attacked {Bergtal|place town} on {3 May 2011|time 2011-05-03}."
    (event,) = read(marked, language).events
    assert event.status == "historical"


def test_summary(language: LanguageModel) -> None:
    """‘A string of attacks’ is a summary of several."""
    marked = (
        "{Rebels|actor northern-front armed_group} carried out a string of attacks in {Bergtal|place adm1} in "
        "{April|time 2018-04-01 2018-04-30}."
    )
    (event,) = read(marked, language).events
    assert event.is_summary
    assert event.initiator == actor("Rebels", "northern-front", "armed_group")


@pytest.mark.parametrize(
    ("marked", "target"),
    [
        pytest.param("The explosion damaged a school in {Bergtal|place town}.", "a school", id="explosion damages"),
        pytest.param(
            "Rebels planted a {bomb|weapon ied} under a bridge in {Bergtal|place town}.", "a bridge", id="planted under"
        ),
        pytest.param(
            "A {bomb|weapon ied} exploded outside a bank in {Bergtal|place town}.", "a bank", id="exploded outside"
        ),
        pytest.param("Guerrillas dynamited a power line near {Bergtal|place town}.", "a power line", id="dynamited"),
    ],
)
def test_what_an_explosion_hit_is_the_target(language: LanguageModel, marked: str, target: str) -> None:
    """What a bomb was laid at or damaged is the target; the town around it is the place."""
    targets = [event.target for event in read(marked, language).events]
    assert targets == [target]


@pytest.mark.parametrize(
    "marked",
    [
        pytest.param("The storm damaged a school in {Bergtal|place town}.", id="storm"),
        pytest.param("The decree was an attack on democracy in {Bergtal|place town}.", id="attack on an idea"),
        pytest.param("He left a note in a school in {Bergtal|place town}.", id="left no bomb"),
    ],
)
def test_what_is_no_violence_is_no_event(language: LanguageModel, marked: str) -> None:
    """Storms, attacks on ideas and things left behind make no event."""
    assert claims(marked, language, "event") == []


def test_damage_goes_on_about_the_explosion(language: LanguageModel) -> None:
    """What "the blast" damaged belongs to the explosion told before, in another sentence."""
    marked = "A {bomb|weapon ied} exploded in {Bergtal|place town} on {Sunday|time 2018-05-13}. The blast destroyed a pharmacy."
    (event,) = read(marked, language).events
    assert event.target == "a pharmacy"


def test_mission_is_a_plan(language: LanguageModel) -> None:
    """Whoever has the mission of kidnapping somebody has not done it."""
    marked = "The spy had the mission of kidnapping the president in {Bergtal|place town}."
    statuses = [claim.detail.status for claim in claims(marked, language, "event")]  # type: ignore[union-attr]
    assert statuses == ["planned"]


@pytest.mark.parametrize(
    ("words", "event_type", "mode", "target"),
    [
        pytest.param("seized 40 rifles", "COERCE", "seize", None, id="weapons"),
        pytest.param("seized 20 kg of heroin", "COERCE", "seize", None, id="weight"),
        pytest.param("seized three farms", "COERCE", "seize", None, id="land"),
        pytest.param("seized two trucks", "COERCE", "seize", None, id="vehicles"),
        pytest.param("seized a hospital", "ASSAULT", None, "a hospital", id="building"),
        pytest.param("looted several shops", "ASSAULT", None, "several shops", id="looting"),
    ],
)
def test_goods_that_are_seized_are_not_attacked(language: LanguageModel, words, event_type, mode, target) -> None:
    """Weapons, drugs, vehicles and land are taken away; a building is taken by force."""
    marked = (
        f"{{Soldiers|actor national-army state_force}} {words} in {{Bergtal|place town}} on {{Sunday|time 2018-05-13}}."
    )
    (claim,) = claims(marked, language, "event")
    assert isinstance(claim.detail, EventDetail)
    assert (claim.detail.event_type, claim.detail.mode, claim.detail.target) == (event_type, mode, target)


def test_who_was_fired_on_a_day_was_not_shot_at(language: LanguageModel) -> None:
    """Before a day "on" says when: the officer lost his post."""
    told = "{The officer|actor national-army state_force} had been fired on "
    assert claims(told + "{3 March|time 2018-03-03} for theft.", language, "event") == []
    assert (
        len(
            claims(
                "The {patrol|actor national-army state_force} was fired on near {Bergtal|place town}.",
                language,
                "event",
            )
        )
        == 1
    )


@pytest.mark.parametrize(
    ("who", "initiator", "recipient"),
    [
        pytest.param("{Militants|actor - armed_group}", "armed_group", None, id="fighters"),
        pytest.param("An {army|actor national-army state_force} convoy", None, "state_force", id="convoy"),
    ],
)
def test_fighters_who_set_off_a_bomb_laid_it(language: LanguageModel, who, initiator, recipient) -> None:
    """Fighters attack with the bomb that they set off; a convoy is hit by it."""
    marked = f"{who} set off two {{bombs|weapon ied}} near {{Bergtal|place town}} on {{Sunday|time 2018-05-13}}."
    (claim,) = claims(marked, language, "event")
    assert isinstance(claim.detail, EventDetail)
    sides = [None if side is None else side.side for side in (claim.detail.initiator, claim.detail.recipient)]
    assert sides == [initiator, recipient]


@pytest.mark.parametrize(
    ("words", "count"),
    [
        pytest.param("harshly attacked the {opposition|actor - armed_group}", 0, id="harshly"),
        pytest.param("attacked the {rebels|actor - armed_group} in a speech", 0, id="in a speech"),
        pytest.param("attacked the {rebels|actor - armed_group} in a valley", 1, id="in a valley"),
    ],
)
def test_attacks_in_speeches_are_words(language: LanguageModel, words, count) -> None:
    """What is attacked harshly or in a speech is attacked with words, whoever does it."""
    told = f"The {{army|actor national-army state_force}} {words} on {{Sunday|time 2018-05-13}}."
    assert len(claims(told, language, "event")) == count
