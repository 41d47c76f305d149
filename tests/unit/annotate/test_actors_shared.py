"""Names that several actors share, short forms, coalitions, and groups named side by side."""

from __future__ import annotations

import pytest


@pytest.fixture
def read(read_actors):
    """Return a function that reads a text: paragraphs apart by blank lines."""
    return read_actors


def short(mentions):
    """Return text and actor id of mentions."""
    return [(one.text, one.reading.actor_id) for one in mentions]


@pytest.mark.parametrize(
    ("text", "focus", "year", "expected"),
    [
        ("The ADF killed twenty villagers near Beni.", ("CD",), 2019, "adf"),
        ("The ADF flew two jets to the exercise.", ("AU",), 2019, "armed-forces-of-australia"),
        ("The ADF burned a school.", ("CM",), 2021, "ambazonia"),
        ("The ADF burned a school.", (), 2021, None),
        ("The UPC held the town.", ("CF",), 2019, "upc-car"),
        ("The UPC held the town.", ("CD",), 2003, "upc-drc"),
        ("The ERP ambushed a patrol.", ("SV",), 1989, "erp-salvador"),
        ("The ERP ambushed a patrol.", ("CO",), 1999, "erp-colombia"),
        ("The ERP ambushed a patrol.", ("SV",), 2015, None),
        ("In 1989 the ERP ambushed a patrol.", ("SV",), 2015, "erp-salvador"),
        ("Mujahideen shelled the airport.", ("AF",), 1990, "afghan-mujahideen"),
        ("The ELF said so.", ("ER",), 2000, "elf-eritrea"),
        ("The MPL kidnapped a manager.", ("HN",), 1988, "cinchoneros"),
        ("The MPL kidnapped a manager.", ("EC",), 1989, "montoneros-patria-libre"),
    ],
    ids=[
        "ADF in Congo", "ADF in Australia", "ADF in Cameroon", "ADF nowhere", "UPC in CAR", "UPC in Congo", "ERP in Salvador",
        "ERP in Colombia", "out of its years", "the text goes back", "Mujahideen", "ELF", "MPL in Honduras", "MPL in Ecuador",
    ],
)  # fmt: skip
def test_area_and_years_tell_a_shared_abbreviation(read, text, focus, year, expected):
    """The document's country and the years told decide; where they do not, nobody is named."""
    found = [one.reading.actor_id for one in read(text, focus, year=year) if one.reading.side != "civilians"]
    assert found[0] == expected if expected else expected in (found or [None])


def test_a_named_kin_decides_where_no_country_does(read):
    """An abbreviation of two groups means the one whose mother organisation the text names."""
    assert short(read("The UPC left the town. Seleka had split before."))[0] == ("UPC", "upc-car")


def test_an_owner_of_another_time_comes_after_those_of_the_reports_own(read):
    """A name whose own bearer is long gone means the group that shares it and is active there."""
    assert short(read("The National Liberation Army struck a post.", ("MK",), year=2001)) == [
        ("National Liberation Army", "nla-macedonia")
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The Polisario Front met envoys. The Front rejected the plan.", "polisario"),
        ("The Front rejected the plan.\n\nThe Polisario Front is based in Tindouf.", "polisario"),
        (
            "The Nusra Front took a hill. The Islamic Front of Syria fled. The Front burned a tank.",
            "islamic-front-syria",
        ),
        ("The Arab League met. The League sent observers.", "arab-league"),
    ],
    ids=["behind the name", "before the name", "nearest", "league"],
)
def test_a_capitalised_head_stands_for_the_name_that_holds_it(read, text, expected):
    """Alone behind "the", such a word is the actor of the text with that word in its name, the nearest named before it first."""
    found = [one.reading for one in read(text) if one.reading.words in {"Front", "League"}]
    assert [(one.actor_id, one.why.startswith(f"‘{one.words}’, short for")) for one in found] == [(expected, True)]


@pytest.mark.parametrize(
    "text",
    [
        "The Polisario Front met envoys. Troops held the front.",
        "The Polisario Front met envoys. The Front Line group left.",
        "The Front rejected the plan.",
    ],
    ids=["small letters", "another name", "nobody named"],
)
def test_a_head_word_alone_proves_nothing(read, text):
    """A front line, a longer unknown name and a Front that nobody is called by are no actors."""
    assert not [one for one in read(text) if one.text in {"front", "Front"}]


@pytest.mark.parametrize(
    ("text", "focus", "year", "expected"),
    [
        ("The coalition bombed a depot.", ("IQ",), 2016, "coalition-against-is"),
        ("Coalition warplanes bombed a depot.", ("YE",), 2016, "coalition-yemen"),
        ("The coalition bombed a depot.", ("SE",), 2016, None),
        ("A coalition of rebel groups bombed a depot.", ("IQ",), 2016, None),
        ("Iraqi troops met. The coalition bombed a depot.", ("SE",), 2016, None),
    ],
    ids=["Iraq", "Yemen", "no coalition there", "another coalition", "not an army"],
)
def test_the_coalition_is_the_one_at_work_there(read, text, focus, year, expected):
    """What is called so without a name is the only one of the country and the time, never the army of one state."""
    found = [one.reading for one in read(text, focus, year=year) if one.reading.side == "international_force"]
    assert [one.actor_id for one in found] == [expected]


def test_troops_of_a_coalition_are_the_coalitions(read):
    """A coalition's "military forces" are not those of the state it fights in."""
    found = read("Coalition military forces left.", ("IQ",), year=2016)
    assert [(one.text, one.reading.actor_id) for one in found] == [
        ("Coalition military forces", "coalition-against-is")
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Boko Haram and Ansaru split. The group fled.", [None]),
        ("The Taliban and the Haqqani Network met. The militants left.", [None]),
        ("Boko Haram and Ansaru split. Ansaru moved north. The group fled.", ["ansaru"]),
        ("Boko Haram and the police fought. The militants fled.", ["boko-haram"]),
        ("Hamas and Islamic Jihad fired rockets. Both groups denied it.", []),
    ],
    ids=["group", "militants", "one named alone later", "only one of them armed", "both"],
)
def test_what_may_mean_either_of_two_groups_stays_unresolved(read, text, expected):
    """Behind "X and Y" a description of one group means neither, until one of them is named alone."""
    described = [one for one in read(text) if one.text in {"group", "militants"}]
    assert [one.reading.actor_id for one in described] == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Fighters of Boko Haram and soldiers of the Nigerian army died.", ["boko-haram", "boko-haram", "armed-forces-of-nigeria", "armed-forces-of-nigeria"]),
        ("Government troops and rebels signed a truce.", ["armed-forces-of-south-sudan", None]),
        ("Army and police officers were killed.", ["armed-forces-of-south-sudan", "police-of-south-sudan"]),
        ("M23 and ADF rebels killed villagers.", ["m23", None, None]),
    ],
    ids=["two names", "two sides", "two forces", "shared role"],
)  # fmt: skip
def test_two_actors_joined_by_and_are_two(read, text, expected):
    """Each of two actors keeps its own words, side and id."""
    found = read(text, ("SS",))
    assert [one.reading.actor_id for one in found] == expected
    assert not [one for one in found if " and " in one.text]


@pytest.mark.parametrize(
    "text",
    [
        "The 158th Fighter Wing left.",
        "Boko Haram fled. The 5th Special Forces Group left.",
        "A fighter squadron landed.",
    ],
    ids=["wing", "group", "squadron"],
)
def test_numbered_units_and_aircraft_are_no_fighters(read, text):
    """Role words inside the name of a numbered unit, or in front of a squadron, describe no armed group."""
    assert [one.text for one in read(text)] in ([], ["Boko Haram"])
