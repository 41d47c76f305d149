"""Actors found in text: names and branches, shared names, descriptions, countries that act, and what is no actor."""

from __future__ import annotations

from itertools import pairwise

import pytest

from musterbook.model import ActorReading, Mention, make_id


@pytest.fixture
def read(read_actors):
    """Return a function that reads a text: paragraphs apart by blank lines, the first a headline if it says so."""
    return read_actors


def short(mentions):
    """Return text and actor id of mentions."""
    return [(one.text, one.reading.actor_id) for one in mentions]


def test_a_mention_holds_the_whole_reading(read):
    """A name with a role word is one mention: actor, side, role, and why it was read so."""
    expected = Mention(
        mention_id=make_id("m", "d-1", "actor", 4, 17),
        kind="actor",
        start=4,
        end=17,
        text="IS commanders",
        reading=ActorReading(
            actor_id="islamic-state-khorasan",
            name="Islamic State Khorasan Province",
            side="armed_group",
            words="IS commanders",
            role="commanders",
            why="abbreviation ‘IS’; branch in AF, which the document is about",
        ),
    )
    assert read("Two IS commanders fled.", ("AF",)) == (expected,)


@pytest.mark.parametrize(
    ("text", "focus", "expected"),
    [
        ("IS in Afghanistan has grown.", (), "islamic-state-khorasan"),
        ("The so-called Islamic State attacked Kabul.", ("AF",), "islamic-state-khorasan"),
        ("Islamic State lost its last village in Syria.", ("AF",), "islamic-state"),
        ("ISIS-K fighters hid.", (), "islamic-state-khorasan"),
        ("Islamic State claimed the attack.", ("NG",), "islamic-state-west-africa"),
        ("Islamic State claimed the attack.", ("SE",), "islamic-state"),
        ("Daesh claimed the attack.", (), "islamic-state"),
        ("Al Qaeda in Yemen said so.", (), "aqap"),
        ("Islamic State's Afghan branch said so.", ("SY",), "islamic-state-khorasan"),
        ("ISIS branches in the region co-operate.", ("AF",), "islamic-state"),
        ("ISIL’s Afghan affiliate said so.", (), "islamic-state-khorasan"),
    ],
    ids=[
        "country behind it", "focus", "country in the sentence", "own name", "Nigeria", "no branch", "no context", "al-Qaeda",
        "nationality", "several branches", "typographic apostrophe",
    ],
)  # fmt: skip
def test_a_parent_and_a_country_give_the_branch(read, text, focus, expected):
    """The name of an organisation means its branch where the text is about that country."""
    assert read(text, focus)[0].reading.actor_id == expected


@pytest.mark.parametrize(
    ("text", "focus", "expected"),
    [
        ("Al-Shabaab struck a convoy.", ("SO",), "al-shabaab"),
        ("Al-Shabaab struck a convoy.", ("MZ",), "islamic-state-mozambique"),
        ("Al-Shabaab struck a convoy.", (), "al-shabaab"),
        ("The Taliban struck a convoy.", ("AF",), "taliban"),
        ("The Taliban struck a convoy.", ("PK",), "ttp"),
        ("The Pakistani Taliban met. The Taliban talked.", ("AF",), "ttp"),
        ("Maoist rebels struck a convoy.", ("NP",), None),
        ("Azov struck a convoy.", ("UA",), "azov"),
    ],
    ids=[
        "Somalia",
        "Mozambique",
        "no context",
        "Afghanistan",
        "Pakistan",
        "named in full",
        "out of its years",
        "only weak",
    ],
)
def test_a_shared_name_is_told_by_area(read, text, focus, expected):
    """A name of several actors is told by the document's country, its years and other names in the text."""
    assert read(text, focus)[-1].reading.actor_id == expected


def test_a_branch_founded_later_is_not_meant(read):
    """In a report of 2013 the name of the organisation means no branch founded in 2015."""
    assert read("Islamic State spoke of Afghanistan.", ("AF",), year=2013)[0].reading.actor_id == "islamic-state"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("IS THE WAR OVER?", []),
        ("THE TALIBAN IS STRONGER THAN EVER", [("TALIBAN", "taliban")]),
        ("IS CLAIMS KABUL ATTACK", [("IS", "islamic-state-khorasan")]),
        ("TEN KILLED BY IS IN KABUL", [("IS", "islamic-state-khorasan")]),
        ("LET US PRAY FOR PEACE", []),
        ("It IS true.", []),
        ("They said that IS in Kunar had fled.", [("IS", "islamic-state-khorasan")]),
        ("The war is over.", []),
    ],
    ids=["question", "copula", "claims", "behind by", "pronoun", "stressed verb", "behind that", "small letters"],
)
def test_the_verb_in_capitals_is_no_actor(read, text, expected):
    """In headlines set in capitals "IS" is the group only where the words around it say so."""
    assert short(read(text, ("AF",), headline=True)) == expected


@pytest.mark.parametrize("text", ["The force of the explosion broke windows.", "The force of law is weak."])
def test_force_of_a_blast_is_nobody(read, text):
    """What an explosion has is no body under arms."""
    assert not read(text)


@pytest.mark.parametrize(
    ("text", "side", "role", "nationality", "actor_id"),
    [
        ("The Afghan army advanced.", "state_force", None, "AF", "armed-forces-of-afghanistan"),
        ("Afghan officials said so.", "government", "officials", "AF", "government-of-afghanistan"),
        ("US special forces advanced.", "state_force", None, "US", "armed-forces-of-united-states"),
        ("South Sudanese soldiers advanced.", "state_force", "soldiers", "SS", "armed-forces-of-south-sudan"),
        ("A senior Kenyan police officer died.", "police", "officer", "KE", "police-of-kenya"),
        ("Israel's military advanced.", "state_force", "military", "IL", "armed-forces-of-israel"),
        ("Syrian rebels advanced.", "armed_group", "rebels", "SY", None),
        ("Yemeni civilians fled.", "civilians", "civilians", "YE", None),
        ("Several gunmen fled.", "armed_group", "gunmen", None, None),
        ("Guerrilla urban commandos fled.", "armed_group", "Guerrilla urban commandos", None, None),
        ("Three subversives fled.", "armed_group", "subversives", None, None),
        ("The National Liberation Army fled.", "armed_group", "National Liberation Army", None, None),
        ("Army commandos fled.", "state_force", "Army commandos", None, None),
        ("Ten people died.", "unknown", "people", None, None),
        ("Two Afghans died.", "unknown", None, "AF", None),
        ("International forces left.", "international_force", "International forces", None, None),
    ],
)
def test_descriptions_keep_side_role_and_nationality(read, text, side, role, nationality, actor_id):
    """A description without a name is an actor with side, role and nationality; a state's force is its actor."""
    reading = read(text)[0].reading
    assert (reading.side, reading.role, reading.nationality, reading.actor_id) == (side, role, nationality, actor_id)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Boko Haram attacked. The group fled.", "boko-haram"),
        ("Boko Haram attacked.\n\nLater the militants fled.", "boko-haram"),
        ("ISIS-K attacked. The demise of the group in Syria was quick.", "islamic-state"),
        ("ISIS-K, as the Afghan branch is known, attacked.", "islamic-state-khorasan"),
        ("Boko Haram attacked. Militants fled.", None),
        ("The group fled.", None),
        ("Malian troops came. The soldiers left.", "armed-forces-of-mali"),
        ("Ten soldiers came. The troops left.", None),
        ("Fighters of the Taliban came.", "taliban"),
    ],
    ids=[
        "group",
        "paragraph before",
        "group elsewhere",
        "branch",
        "indefinite",
        "nobody before",
        "troops",
        "unnamed",
        "fighters of",
    ],
)
def test_definite_descriptions_point_back(read, text, expected):
    """Words like "the group", "the militants", "the troops" mean the nearest compatible actor named before; without one nobody."""
    described = [one for one in read(text) if one.reading.why != "name ‘Boko Haram’" and one.reading.role]
    assert [one.reading.actor_id for one in described][-1] == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The United States dropped a bomb.", [("United States", "government-of-united-states")]),
        ("They flew to the United States.", []),
        ("Russian shelling hit the town.", [("Russian", "armed-forces-of-russia")]),
        ("Moscow denied it.", [("Moscow", "government-of-russia")]),
        ("Moscow was cold.", []),
        ("The town was bombed by Israel.", [("Israel", "government-of-israel")]),
        ("Afghanistan has suffered.", []),
        (
            "An Afghan-US operation began.",
            [("Afghan", "armed-forces-of-afghanistan"), ("US", "armed-forces-of-united-states")],
        ),
        (
            "Afghan and Iraqi troops met.",
            [("Afghan", "armed-forces-of-afghanistan"), ("Iraqi troops", "armed-forces-of-iraq")],
        ),
    ],
    ids=["subject", "goal", "act", "seat speaks", "seat is", "agent", "sufferer", "joint act", "shared role"],
)
def test_countries_are_actors_only_where_they_act(read, text, expected):
    """A country is an actor as subject or agent, or where its forces' act is named; elsewhere it is a place."""
    assert short(read(text)) == expected


@pytest.mark.parametrize(
    "text",
    [
        "He spoke French and Russian.",
        "Reuters and ITV News reported it.",
        "Russia Today and the Kyiv Independent reported it.",
        "It is called the mother of all bombs.",
        "They stormed a government building.",
        "The rights group said so.",
        "A group of friends met.",
        "It was a military success.",
        "They left by force.",
    ],
    ids=[
        "languages",
        "media",
        "media of countries",
        "nickname",
        "building",
        "rights group",
        "friends",
        "adjective",
        "by force",
    ],
)
def test_what_is_no_actor(read, text):
    """Languages, media, nicknames of weapons, buildings and groups of other kinds are no actors."""
    assert read(text) == ()


def test_a_relation_is_not_membership(read):
    """Militants called "Taliban-linked" are not the Taliban, "anti-Taliban" and "US-backed" name nobody who acts."""
    text = "Taliban-linked militants, anti-Taliban fighters and US-backed rebels met."
    assert short(read(text, ("AF",))) == [
        ("Taliban", "taliban"),
        ("militants", None),
        ("fighters", None),
        ("rebels", None),
    ]


def test_local_forces_belong_to_the_country_of_the_text(read):
    """Police without a nationality are those of the country behind it, else of the one the text is most about."""
    assert short(read("Police said so. Police in Pakistan agreed.", ("AF", "PK"))) == [
        ("Police", "police-of-afghanistan"),
        ("Police", "police-of-pakistan"),
    ]


def test_local_forces_without_a_country_stay_unresolved(read):
    """Without any country the side is kept and no actor is guessed."""
    assert [(one.reading.actor_id, one.reading.side) for one in read("Police said so.")] == [(None, "police")]


def test_mentions_are_ordered_apart_and_verbatim(read):
    """Mentions follow each other without overlap, and each is the text at its span."""
    text = (
        "Islamic State fighters and Afghan army commanders met US troops.\n\nThe militant group Boko Haram, which the "
        "Nigerian government fights, and M23 rebels killed villagers; the group’s fighters fled to Kenya."
    )
    found = read(text, ("AF", "NG"))
    assert all(before.end <= after.start for before, after in pairwise(found))
    assert [one.text for one in found] == [text[one.start : one.end] for one in found]
    assert len(found) == 8
