"""Relations, recruitment, movement, control, threats, leadership, responsibility and denials."""

from __future__ import annotations

import pytest

from musterbook.annotate.language import LanguageModel
from musterbook.model import (
    Claim,
    CompositionDetail,
    ControlDetail,
    DenialDetail,
    LeadershipDetail,
    MovementDetail,
    RecruitmentDetail,
    RelationDetail,
    ResponsibilityDetail,
    Source,
    ThreatDetail,
    name_denier,
)
from tests.unit.records.builders import actor, claims, plain, read, saying

FRONT = "actor northern-front armed_group"
LEAGUE = "actor river-league armed_group"


def _fill(marked: str) -> str:
    return marked.replace("%F", FRONT).replace("%L", LEAGUE)


@pytest.mark.parametrize(
    ("marked", "relation"),
    [
        pytest.param("The {Front|%F} is co-operating with the {League|%L}.", "cooperation", id="co-operates"),
        pytest.param("The {Front|%F} pledged allegiance to the {League|%L}.", "pledge", id="pledge"),
        pytest.param("The {Front|%F} broke away from the {League|%L}.", "split", id="split"),
        pytest.param("The {Front|%F} formed an alliance with the {League|%L}.", "alliance", id="alliance"),
        pytest.param("The {Front|%F} merged with the {League|%L}.", "absorbed", id="merged"),
        pytest.param("The {government|actor - government} held talks with the {Front|%F}.", "talks", id="talks"),
    ],
)
def test_relations(marked: str, relation: str, language: LanguageModel) -> None:
    """How two actors stand to each other, both of them named."""
    (claim,) = claims(_fill(marked), language, "relation")
    assert isinstance(claim.detail, RelationDetail)
    assert claim.detail.relation == relation


@pytest.mark.parametrize(
    "marked",
    [
        pytest.param("The {Front|%F} will never negotiate with the {League|%L}.", id="never"),
        pytest.param("The {Front|%F} has good relations.", id="one actor"),
        pytest.param("The {army|actor national-army state_force} cooperates with the ministry.", id="no armed group"),
        pytest.param("The {Front|%F} split in two.", id="split alone"),
    ],
)
def test_no_relation(marked: str, language: LanguageModel) -> None:
    """One actor, two states, or a refusal make no relation."""
    assert claims(_fill(marked), language, "relation") == []


def test_recruitment_from_a_group_and_its_number(language: LanguageModel) -> None:
    """‘Recruited fighters from the League: “There are many who …”’ is one claim, with the vague number of the quotation."""
    marked = _fill(
        "The {Front|%F} has recruited fighters from the {League|%L}: “There are many who were with the {League|%L} and have "
        "now declared allegiance to the {Front|%F},” he said."
    )
    (claim,) = claims(marked, language, "recruitment")
    assert claim.detail == RecruitmentDetail(from_actor=actor("League", "river-league", "armed_group"))
    assert claim.quantity is not None
    assert (claim.quantity.words, claim.quantity.low, claim.quantity.high) == ("many", None, None)


def test_main_origin_comes_from_the_sentence_behind(language: LanguageModel) -> None:
    """‘Most of them come from …’ is a composition, and the main origin of the recruitment told just before."""
    marked = _fill(
        "The {Front|%F} recruited foreign fighters, including Chechens and Syrians. Most of them come from "
        "{Ostland|place country}."
    )
    recruitment, composition = read(marked, language).claims
    assert recruitment.detail == RecruitmentDetail(origins=("Chechens", "Syrians"), main_origin="Ostland")
    assert composition.detail == CompositionDetail(members=("Ostland",), main="Ostland")


@pytest.mark.parametrize(
    ("marked", "detail"),
    [
        pytest.param(
            "Troops forced {Front fighters|%F} into the mountains.",
            MovementDetail(words_to="into the mountains", manner="forced"),
            id="forced",
        ),
        pytest.param(
            "{Front fighters|%F} withdrew from the town to the border.",
            MovementDetail(words_from="from the town", words_to="to the border", manner="withdrew"),
            id="withdrew",
        ),
        pytest.param("The {rebels|%F} came back.", MovementDetail(manner="returned"), id="came back"),
        pytest.param(
            "The {rebels|%F} crossed the river.", MovementDetail(words_to="the river", manner="crossed"), id="crossed"
        ),
    ],
)
def test_movement(marked: str, detail: MovementDetail, language: LanguageModel) -> None:
    """Where fighters go, in words where the place has no name."""
    (claim,) = claims(_fill(marked), language, "movement")
    assert claim.detail == detail


@pytest.mark.parametrize(
    ("marked", "status"),
    [
        pytest.param("The {rebels|%F} captured {Bergtal|place town}.", "gained", id="captured"),
        pytest.param("The {rebels|%F} took control of {Bergtal|place town}.", "gained", id="took control"),
        pytest.param("{Bergtal|place town} fell to the {rebels|%F}.", "gained", id="fell to"),
        pytest.param("The {rebels|%F} control the town of {Bergtal|place town}.", "held", id="control"),
        pytest.param("The {rebels|%F} lost the town of {Bergtal|place town}.", "lost", id="lost"),
    ],
)
def test_control(marked: str, status: str, language: LanguageModel) -> None:
    """Who gained, holds or lost a named place."""
    (claim,) = claims(_fill(marked), language, "control")
    assert isinstance(claim.detail, ControlDetail)
    assert claim.detail.status == status
    assert claim.place is not None


@pytest.mark.parametrize(
    "marked",
    [
        pytest.param("The {rebels|%F} captured two soldiers.", id="people"),
        pytest.param("The {rebels|%F} could capture {Bergtal|place town}.", id="could"),
        pytest.param("The {rebels|%F} control the traffic.", id="no place"),
    ],
)
def test_no_control(marked: str, language: LanguageModel) -> None:
    """Prisoners, fears and things are no ground."""
    assert claims(_fill(marked), language, "control") == []


def test_announced_violence_is_a_threat(language: LanguageModel) -> None:
    """What a group's own commander says it will do to others is a threat, not an event."""
    marked = _fill("“Our men of the {Front|%F} will attack your cities,” he said.")
    speaker = Source(kind="armed_group", words="he", actor=actor("Front", "northern-front", "armed_group"))
    said = saying(plain(marked), "“Our men of the Front will attack your cities,”", mode="direct", source=speaker)
    record = read(marked, language, said=[said])
    (claim,) = record.claims
    assert claim.detail == ThreatDetail(target="your cities")
    assert record.events == ()


def test_threat_of_somebody_else_is_not_the_groups(language: LanguageModel) -> None:
    """Police who expect an attack utter no threat."""
    assert claims(_fill("Police said that the {Front|%F} will attack cities."), language, "threat") == []


@pytest.mark.parametrize(
    ("marked", "detail"),
    [
        pytest.param(
            "A {Front commander|%F commander} was killed in {Bergtal|place town}.",
            LeadershipDetail(outcome="killed", role="commander"),
            id="no name",
        ),
        pytest.param(
            "Troops captured the leader of the {Front|%F}, Omar Haddad, near {Bergtal|place town}.",
            LeadershipDetail(outcome="captured", role="leader", name="Omar Haddad"),
            id="with name",
        ),
    ],
)
def test_leadership(marked: str, detail: LeadershipDetail, language: LanguageModel) -> None:
    """Commanders are named with their role."""
    (claim,) = claims(_fill(marked), language, "leadership")
    assert claim.detail == detail


def test_fighters_are_not_leaders(language: LanguageModel) -> None:
    """A fighter has no public role."""
    assert claims(_fill("A {Front fighter|%F fighter} was killed."), language, "leadership") == []


@pytest.mark.parametrize(
    ("marked", "role", "act"),
    [
        pytest.param(
            "The {Front|%F} claimed responsibility for the bombing.",
            "claims",
            "the bombing",
            id="claimed responsibility",
        ),
        pytest.param("The {Front|%F} claimed the attack.", "claims", "the attack", id="claimed the attack"),
        pytest.param("Officials blamed the {Front|%F} for the attack.", "is_blamed", "the attack", id="blamed for"),
        pytest.param("The attack was blamed on the {Front|%F}.", "is_blamed", "The attack", id="blamed on"),
        pytest.param("The {Front|%F} denied responsibility for the attack.", "rejects", "the attack", id="denied"),
    ],
)
def test_responsibility(marked: str, role: str, act: str, language: LanguageModel) -> None:
    """Who claims, is blamed for, or rejects what."""
    (claim,) = claims(_fill(marked), language, "responsibility")
    assert isinstance(claim.detail, ResponsibilityDetail)
    assert (claim.detail.role, claim.detail.act) == (role, act)
    assert claim.actor is not None
    assert claim.actor.actor_id == "northern-front"


@pytest.mark.parametrize(
    "marked",
    [
        pytest.param("No group has claimed responsibility for the attack.", id="no group"),
        pytest.param("The {Front|%F} claimed victory.", id="victory"),
        pytest.param("Farmers blamed the drought for the losses.", id="drought"),
    ],
)
def test_no_responsibility(marked: str, language: LanguageModel) -> None:
    """Nobody, victory and the weather take no responsibility."""
    assert claims(_fill(marked), language, "responsibility") == []


def test_responsibility_points_to_the_event_and_names_its_side(language: LanguageModel) -> None:
    """A claim of responsibility belongs to the event before it and says who did it."""
    marked = _fill(
        "A bomb attack hit {Bergtal|place town} on {Sunday|time 2018-05-13}. The {Front|%F} claimed responsibility for the "
        "attack."
    )
    record = read(marked, language)
    (event,) = record.events
    assert event.initiator == actor("Front", "northern-front", "armed_group")
    (claim,) = [claim for claim in record.claims if claim.kind == "responsibility"]
    assert isinstance(claim.detail, ResponsibilityDetail)
    assert claim.detail.event_claim_id == event.headline_claim_id


def test_denial_points_to_the_claim_before_it(language: LanguageModel) -> None:
    """A denial of losses points to the figure it denies."""
    marked = _fill(
        "Soldiers killed {40|quantity 40 40 exact fighter} {Front fighters|%F} in {Bergtal|place town}. The {Front|%F} denied "
        "any losses."
    )
    record = read(marked, language)
    (figure,) = [claim for claim in record.claims if claim.kind == "casualties"]
    (denial,) = [claim for claim in record.claims if claim.kind == "denial"]
    assert denial.detail == DenialDetail(what="any losses", denies=figure.claim_id)


def test_a_denial_was_made_on_the_day_beside_its_verb(language: LanguageModel) -> None:
    """The day beside "denied" is that of the denial, not of what is denied; without one it is that of publication."""
    marked = (
        "The {Front|%F} on {Monday|time 2018-05-14} denied the report. The {Front|%F} denied that it had attacked the "
        "village on {Sunday|time 2018-05-13}."
    )
    first, second = [claim for claim in read(_fill(marked), language).claims if claim.kind == "denial"]
    assert [str(claim.said_on) for claim in (first, second)] == ["2018-05-14", "2018-05-16"]


def _read_denial(
    sentence: str, content: str, language: LanguageModel, *, cue: str = "denied"
) -> tuple[Claim, list[Claim]]:
    """Return the denial, and the claims beside it, of an attack with its dead that is denied in the next sentence."""
    marked = _fill(
        "{Gunmen|actor - armed_group} attacked the village of {Bergtal|place town} on {Sunday|time 2018-05-13} and killed "
        f"{{nine|quantity 9 9 exact farmer}} farmers. {sentence}"
    )
    speaker = Source(kind="armed_group", words="The Front", actor=actor("Front", "northern-front", "armed_group"))
    said = saying(plain(marked), content, cue=cue, source=speaker, stance="denies")
    record = read(marked, language, said=[said])
    (denial,) = [claim for claim in record.claims if claim.kind == "denial"]
    return denial, [claim for claim in record.claims if claim is not denial]


def test_a_denial_names_the_denier_and_is_told_by_the_outlet(language: LanguageModel) -> None:
    """Who denies is the denial's actor; its source is who reports it, here the outlet; asked who speaks, the denier."""
    denial, _ = _read_denial(
        "The {Front|%F} denied that it was behind the attack.", "it was behind the attack", language
    )
    assert denial.actor is not None
    assert (denial.actor.words, denial.attribution.mode) == ("Front", "none_stated")
    assert name_denier(denial) == "Northern Front"


@pytest.mark.parametrize(
    ("sentence", "content", "kind"),
    [
        pytest.param(
            "The {Front|%F} denied that it was behind the attack.", "it was behind the attack", "event", id="deed"
        ),
        pytest.param("The {Front|%F} denied that it was involved.", "it was involved", "event", id="involved"),
        pytest.param("The {Front|%F} denied killing civilians.", "killing civilians", "casualties", id="killing"),
        pytest.param("The {Front|%F} denied it.", "it.", "casualties", id="it"),
    ],
)
def test_who_denies_the_deed_denies_no_toll(sentence: str, content: str, kind: str, language: LanguageModel) -> None:
    """Not having done it is said of the event; that nobody was killed, or a bare ‘it’, of the figure."""
    denial, others = _read_denial(sentence, content, language)
    assert isinstance(denial.detail, DenialDetail)
    assert [claim.kind for claim in others if claim.claim_id == denial.detail.denies] == [kind]
