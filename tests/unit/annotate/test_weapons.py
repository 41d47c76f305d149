"""Weapons found in text: classes, models, nicknames, and words that are none."""

from __future__ import annotations

import pytest

from musterbook.annotate.weapons import find_weapons, load_weapons, read_weapons
from musterbook.errors import RegisterError
from musterbook.model import Block, Document, Mention, WeaponReading, make_id


def find(language, text):
    """Return the weapon readings of a text of one paragraph, with its mentions checked against the text."""
    document = Document(
        document_id="d-1",
        report_id="r",
        text=text,
        blocks=(Block(kind="paragraph", start=0, end=len(text)),),
        location="test",
    )
    ((_, sentences),) = language.analyse([document])
    return find_weapons(sentences, document=document)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The aircraft dropped a bomb on the camp.", [("bomb", "aerial_bomb", None)]),
        ("A bomb went off in the market.", [("bomb", "ied", None)]),
        ("A GBU‑43/B fell on the valley.", [("GBU‑43/B", "aerial_bomb", "GBU-43/B")]),
        (
            "Men with Kalashnikovs and an AK47 came.",
            [("Kalashnikovs", "small_arms", "AK-47"), ("AK47", "small_arms", "AK-47")],
        ),
        (
            "Grad rockets and rocket-propelled grenades hit.",
            [("Grad rockets", "artillery_rocket", "BM-21 Grad"), ("rocket-propelled grenades", "grenade", None)],
        ),
        ("Two Shahed 136 drones flew in.", [("Shahed 136", "drone", "Shahed-136"), ("drones", "drone", None)]),
        (
            "An MQ-9 Reaper fired a Hellfire missile.",
            [("MQ-9 Reaper", "drone", "MQ-9"), ("Hellfire missile", "missile", "AGM-114 Hellfire")],
        ),
        ("A suicide car bomb exploded.", [("suicide car bomb", "vehicle_bomb", None)]),
        ("Sarin gas and machetes were used.", [("Sarin", "chemical", None), ("machetes", "blade", None)]),
        ("An IED destroyed a tank.", [("IED", "ied", None), ("tank", "armour", None)]),
        ("A charge buried in the track killed a driver.", [("charge", "ied", None)]),
        ("A device hidden in a culvert blew up.", [("device", "ied", None)]),
    ],
    ids=[
        "dropped",
        "planted",
        "dash",
        "plural model",
        "longest",
        "drone",
        "two models",
        "vehicle",
        "chemical",
        "device",
        "buried charge",
        "hidden device",
    ],
)
def test_weapons_are_found_with_class_and_model(language, text, expected):
    """Words and designations give class and model, the longest name first."""
    found = [(one.text, one.reading.weapon_class, one.reading.model) for one in find(language, text)]
    assert found == expected


@pytest.mark.parametrize(
    "text",
    [
        "The fuel tank of the lorry leaked.",
        "He is a graduate of the reaper school.",
        "Soldiers began to shell the town.",
        "The patriot loves his country.",
        "The mop stood in the corner.",
        "He was held on a charge of theft.",
        "The clerk in charge of the depot was out when it exploded.",
        "The device shows the time.",
    ],
    ids=[
        "fuel tank", "small letters", "verb", "patriot", "nickname in small letters", "in court", "in charge", "no bomb",
    ],
)  # fmt: skip
def test_other_words_are_no_weapons(language, text):
    """Verbs, containers and words that only share letters with a name are no weapons."""
    assert find(language, text) == ()


def test_a_nickname_belongs_to_its_model_in_the_whole_document(language):
    """The designation carries the nickname that the text gives it elsewhere, as written there."""
    text = "They used a GBU-43/B. It is called ‘the mother of all bombs’ by pilots."
    expected = tuple(
        Mention(
            mention_id=make_id("m", "d-1", "weapon", start, start + len(words)),
            kind="weapon",
            start=start,
            end=start + len(words),
            text=words,
            reading=WeaponReading(
                weapon_class="aerial_bomb", model="GBU-43/B", nickname="mother of all bombs", words=words
            ),
        )
        for start, words in ((12, "GBU-43/B"), (40, "mother of all bombs"))
    )
    assert find(language, text) == expected


def test_a_model_without_nickname_in_the_text_has_none(language):
    """A nickname is never filled in from the table."""
    assert [one.reading.nickname for one in find(language, "They used a GBU-43/B.")] == [None]


def test_the_built_in_table_knows_every_class():
    """Each class of the model has words."""
    assert len({name.weapon_class for name in load_weapons().names}) == 16


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("[[weapon]]\nclass = 'club'\nwords = ['club']", "weapon 1: the class must be one of"),
        ("[[weapon]]\nclass = 'ied'", "weapon 1: it has neither words nor names"),
        ("[[weapon]]\nclass = 'ied'\nnames = ['X-1']", "weapon 1: names and nicknames need a model"),
        ("[[weapon]]\nclass = 'ied'\nwords = ['x']\nsize = 1", r"weapon 1: unknown fields \['size'\]"),
        (
            "[[weapon]]\nclass = 'ied'\nwords = ['x']\n[[weapon]]\nclass = 'mine'\nwords = ['x']",
            "weapon 2: 'x' is also ied",
        ),
        ("= no toml", "the table of weapons is no TOML"),
    ],
    ids=["class", "empty", "model", "field", "twice", "toml"],
)
def test_a_faulty_table_is_refused(text, fault):
    """Faults of the table of weapons name the row."""
    with pytest.raises(RegisterError, match=fault):
        read_weapons(text, where="weapons.toml")
