"""Whose word the claims of one incident are."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from musterbook.incidents import find_origins, join_retold, join_speakers
from musterbook.model import ActorReading, Claim, DenialDetail
from tests.builders import casualties, claim, notes, number, said_by


def _join(*claims: Claim, country: str | None = None) -> list[tuple[str, ...]]:
    origins = join_retold(claims, find_origins(claims, notes=notes(*claims)))
    return sorted(one.claim_ids for one in join_speakers(claims, origins, country=country))


def _told(claim_id: str, value: int, speaker: str, *, day: int = 13, kind: str = "officials", state: str = "") -> Claim:
    said = said_by(speaker, kind=kind)
    actor = ActorReading(actor_id=None, name=None, side="state_force", words=speaker, nationality=state, why="test")
    source = replace(said.source, actor=actor if state else None)
    return casualties(claim_id, number(value), attribution=replace(said, source=source), said_on=date(2018, 5, day))


def test_a_speaker_is_one_whatever_the_day_and_the_figure() -> None:
    """A hospital that counts on is one origin; a monitor beside it is another."""
    claims = (
        _told("c0", 20, "the hospital", kind="medical"),
        _told("c1", 34, "the hospital", kind="medical", day=15),
        _told("c2", 40, "a monitor", kind="monitor"),
    )
    assert _join(*claims) == [("c0", "c1"), ("c2",)]


def test_officials_of_one_state_are_one_and_those_of_two_are_two() -> None:
    """An army and "the governor" of the country where it happened go together; an army from abroad does not."""
    claims = (
        _told("c0", 20, "the army of Mali", kind="military", state="ML"),
        _told("c1", 34, "the governor"),
        _told("c2", 40, "the army of Niger", kind="military", state="NE"),
    )
    assert _join(*claims, country="ML") == [("c0", "c1"), ("c2",)]
    assert _join(*claims) == [("c0",), ("c1",), ("c2",)]  # two states, and the governor may be of either


def test_who_denies_and_who_speaks_from_abroad_are_apart() -> None:
    """A denial by an official, and a UN official, are no word of the state; nor is what a person named another origin."""
    claims = (
        _told("c0", 20, "the police", kind="police"),
        _told("c1", 34, "a UN official"),
        claim("c2", "denial", DenialDetail(what="any deaths", denies=None), attribution=said_by("the police")),
    )
    assert _join(*claims, country="ML") == [("c0",), ("c1",), ("c2",)]
    apart = replace(claims[0], claim_id="c3", attribution=said_by("the governor", origin="briefing 2"))
    assert _join(claims[0], apart, country="ML") == [("c0",), ("c3",)]


def test_a_crowd_is_never_known_to_be_the_same_people() -> None:
    """Witnesses and residents of two reports are two, whatever they are called; one monitor named twice is one."""
    crowd = (
        _told("c0", 20, "a witness", kind="witnesses"),
        _told("c1", 34, "a witness", kind="witnesses"),
        _told("c2", 20, "the Front Monitor", kind="monitor"),
        _told("c3", 34, "the Front Monitor", kind="monitor"),
    )
    assert _join(*crowd) == [("c0",), ("c1",), ("c2", "c3")]


def test_the_armies_of_two_states_are_two_whatever_the_words() -> None:
    """The army, and "the army of Niger" of which no state is read, are two; the colonel and the government go with their own."""

    def of_forces(claim: Claim, actor_id: str) -> Claim:
        source = claim.attribution.source
        actor = source.actor or ActorReading(actor_id=None, name=None, side="state_force", words="", why="test")
        source = replace(source, actor=replace(actor, actor_id=actor_id))
        return replace(claim, attribution=replace(claim.attribution, source=source))

    claims = (
        of_forces(_told("c0", 20, "the army", kind="military", state="ML"), "forces-of-mali"),
        of_forces(_told("c1", 34, "the army of Niger", kind="military"), "forces-of-niger"),
        of_forces(_told("c2", 40, "a colonel of the army", kind="military"), "forces-of-mali"),
        _told("c3", 50, "the government", state="ML"),
    )
    for country in (None, "ML"):
        assert _join(*claims, country=country) == [("c0", "c2", "c3"), ("c1",)]


def test_diplomats_are_no_officials_of_the_country() -> None:
    """Western diplomats and international officials speak for no local office, also where only one state is told."""
    claims = (
        _told("c0", 20, "the army of Mali", kind="military", state="ML"),
        _told("c1", 34, "the governor"),
        _told("c2", 40, "Western diplomats"),
        _told("c3", 45, "an international official"),
    )
    for country in (None, "ML"):
        assert _join(*claims, country=country) == [("c0", "c1"), ("c2",), ("c3",)]


def test_a_nameless_security_source_against_the_army_is_no_word_of_the_army() -> None:
    """The army says 5, a security source 18: two origins. What the army later raised, or says itself, is one count."""
    army = _told("c0", 5, "the army", kind="military", day=15)
    leak = _told("c1", 18, "a security source", kind="security_sources", day=17)
    assert _join(army, leak, country="ML") == [("c0",), ("c1",)]
    early = _told("c2", 3, "a security source", kind="security_sources", day=13)
    assert _join(army, early, country="ML") == [("c0", "c2")]
    again = _told("c3", 5, "a security source", kind="security_sources", day=17)
    assert _join(army, again, country="ML") == [("c0", "c3")]
    governor = _told("c4", 6, "the governor", day=17)
    assert _join(army, governor, country="ML") == [("c0", "c4")]
