"""No field of a claim or event but the sentence holds the name of a private person, in whatever way he is named."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from datetime import date
from typing import Any

import pytest

from musterbook import workflow
from musterbook.annotate import Knowledge
from musterbook.config import Settings
from musterbook.model import Claim, DocumentRecord, LeadershipDetail, Published, Report, hash_bytes
from musterbook.records.sides.names import name_words

# All invented.
_NAMES = (
    "Farida Omari", "Khin Maung Soe", "Oluwaseun Adeyemi", "Ahmad al-Rashidi", "Nguyen Thi Lan", "Mariana Quispe",
    "Zainab Bint Khalid", "Bouba Traoré", "Oleksandr Tkachenko", "Jean-Baptiste Mbusa", "Suleiman", "Sher Khan Mangal",
)  # fmt: skip
_SENTENCES = (
    "Gunmen attacked the home of {one} in Kabul on Sunday.",
    "Militants set fire to {one}'s house near Maiduguri, killing two people.",
    "{one}, 34, was killed when a shell hit the market in Homs on 3 May 2017.",
    "Rebels shot dead {one}, a teacher, in the town of Goma on Monday.",
    "A witness, {one}, said four soldiers were killed in the ambush near Gao.",
    "{one}, a farmer, said that 12 men had been taken away by the militia.",
    "Among the 12 dead in Mosul was {one}, the son of {two}, a shopkeeper.",
    "The army detained Dr {one} at a checkpoint in Mandalay on Friday.",
    "Al-Shabaab fighters abducted nurse {one} and three children in Lamu.",
    "The bomb wounded seven-year-old {one} and killed three soldiers, her father {two} said.",
    "Soldiers burned the shop of {one} and the farm of {two} in the village.",
    "Boko Haram denied the killing of {one} in Borno state.",
    "The group claimed responsibility for the murder of {one}.",
    "The Taliban threatened {one} and his brothers.",
    "A drone strike hit the car of {one}, killing him and his driver {two}.",
    "Mr {one} was beaten by gunmen at his home in Juba.",
    "Rebels killed nine villagers; the bodies of {one} and {two} were found in a river on Tuesday.",
    "Fighters attacked the funeral of {one}, killing 15 mourners.",
    "The Haji {one} family compound was bombed by government jets.",
    "{one} (41) and {two} (39) died in the attack on the clinic.",
    "An air strike destroyed {one}'s bakery and {two}'s pharmacy in Aleppo.",
    "Residents including {one} said the army had withdrawn from the town.",
    "Security forces raided the house of suspect {one}, arresting five.",
    "Corporal {one} was killed and Private {two} wounded when rebels attacked the base.",
    "Sudan arrested {one} in Khartoum on Monday. {two}'s cousin fled after soldiers shelled the {one} residence.",
    "{one} told reporters that rebels had killed her brother {two} and burned three houses.",
    "The army said it had captured {one}, accusing him of recruiting 30 fighters for Boko Haram.",
    "A suicide bomber, identified as {one}, blew himself up at a checkpoint in Baghdad, killing 9 soldiers.",
    "Fighters attacked the village near Hodeidah and burned the hut of the shepherd {one}.",
    "The rebels, who had shelled a school, handed {one} over to the Red Cross.",
    "Doctor {one} of the Kunduz hospital said 30 wounded had been admitted.",
)
_BLAMING = (
    "Police blamed {one} for the killing of two soldiers in Goma on Monday.",
    "Officials said that {one} was behind the attack on a bus in Homs, which killed four civilians.",
    "Prosecutors accused {one} of killing three policemen near Gao.",
    "{one} claimed the attack on the bus in Maiduguri, which killed six soldiers.",
    "Investigators suspect {one} of the bombing that killed five people in Mosul.",
)
# Names alone, which the language model often takes for those of bodies.
_ALONE = ("Abdinur", "Thapa", "Nakamura", "Adjei", "Hakizimana", "Yilmazoglu", "Quispe", "Mbusa")


@pytest.fixture(scope="module")
def knowledge() -> Knowledge:
    """Return what reading needs, as the product loads it."""
    return workflow.load_knowledge(Settings())


def _read(texts: list[str], knowledge: Knowledge) -> list[DocumentRecord]:
    reports = [
        Report(
            report_id=hash_bytes(text.encode()),
            media_type="text/plain",
            location="test.txt",
            raw=text.encode(),
            encoding="utf-8",
            published=Published(day=date(2017, 5, 9), origin="given"),
        )
        for text in texts
    ]
    extractions = workflow.extract_reports(reports, knowledge=knowledge, settings=Settings())
    return [extraction.record for extraction in extractions if extraction.record is not None]


def _texts(value: Any, path: str) -> Iterator[tuple[str, str]]:
    if is_dataclass(value):
        for field in fields(value):
            if field.name != "sentence":
                yield from _texts(getattr(value, field.name), f"{path}.{field.name}")
    elif isinstance(value, tuple):
        for item in value:
            yield from _texts(item, path)
    elif isinstance(value, str):
        yield path, value


@pytest.mark.parametrize("sentence", _SENTENCES, ids=[sentence[:40] for sentence in _SENTENCES])
def test_name_of_a_private_person_reaches_no_field(sentence: str, knowledge: Knowledge) -> None:
    """Names of many peoples, in one way of naming: something is read, and no field repeats the name."""
    pairs = [(name, _NAMES[(index + 5) % len(_NAMES)]) for index, name in enumerate(_NAMES)]
    records = _read([sentence.format(one=one, two=two) for one, two in pairs], knowledge)
    assert any(record.claims for record in records)
    found = [
        (path, words)
        for (one, two), record in zip(pairs, records, strict=True)
        for made in (*record.claims, *record.events)
        for path, words in _texts(made, type(made).__name__)
        if name_words(words) & (name_words(one) | (name_words(two) if "{two}" in sentence else set()))
    ]
    assert found == []


@pytest.mark.parametrize("sentence", _BLAMING, ids=[sentence[:40] for sentence in _BLAMING])
def test_who_is_blamed_by_his_name_alone_is_no_armed_group(sentence: str, knowledge: Knowledge) -> None:
    """Whoever is blamed, accused or suspected, or claims a deed, is no actor by a mere name."""
    names = (*_NAMES, *_ALONE)
    records = _read([sentence.format(one=name) for name in names], knowledge)
    assert any(record.claims for record in records)
    found = [
        (path, words)
        for name, record in zip(names, records, strict=True)
        for made in (*record.claims, *record.events)
        for path, words in _texts(made, type(made).__name__)
        if name_words(words) & name_words(name)
    ]
    assert found == []


def _claims(text: str, knowledge: Knowledge) -> tuple[Claim, ...]:
    return _read([text], knowledge)[0].claims


def test_office_holder_who_speaks_keeps_the_name(knowledge: Knowledge) -> None:
    """An army spokesman is named as the source of what he says."""
    claims = _claims(
        "Colonel Issa Kamara, an army spokesman, said 12 rebels were killed near Gao on Friday.", knowledge
    )
    assert {claim.attribution.source.person for claim in claims} == {"Issa Kamara"}


def test_leader_of_an_armed_group_keeps_the_name(knowledge: Knowledge) -> None:
    """The name of a commander stands in the field for it, and in no other."""
    claims = _claims("The Taliban named Abdul Kabir Noori as their commander in Helmand on Monday.", knowledge)
    details = [claim.detail for claim in claims if isinstance(claim.detail, LeadershipDetail)]
    assert [detail.name for detail in details] == ["Abdul Kabir Noori"]


@pytest.mark.parametrize(
    ("text", "target"),
    [
        pytest.param("Gunmen attacked the home of Farida Omari in Kabul.", "the home", id="of NAME"),
        pytest.param("Rebels attacked a police station in Goma.", "a police station", id="no person"),
        pytest.param("Militants attacked the town of Dikwa on Monday.", "the town of Dikwa", id="town"),
    ],
)
def test_what_else_the_words_tell_is_kept(text: str, target: str, knowledge: Knowledge) -> None:
    """Only the name goes, with what ties it on; a place that is a target stays whole."""
    targets = {getattr(claim.detail, "target", None) for claim in _claims(text, knowledge)}
    assert target in targets
