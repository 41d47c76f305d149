"""Quantities: their limits, bounds, units and marks, and what counts nothing."""

from __future__ import annotations

from datetime import date

import pytest

from musterbook.annotate.language import LanguageModel
from musterbook.annotate.quantities.find import article_quantity, find_quantities
from musterbook.annotate.times.find import find_times
from musterbook.model import Block, Document, Mention, Published, QuantityReading, Sentence


def analyse(language: LanguageModel, text: str) -> tuple[Document, tuple[Sentence, ...]]:
    """Return the document of one paragraph and its sentences."""
    document = Document(
        document_id="d-test",
        report_id="r",
        text=text,
        blocks=(Block(kind="paragraph", start=0, end=len(text)),),
        published=Published(day=date(2018, 5, 16), origin="given"),
        location="test",
    )
    return next(iter(language.analyse([document])))


def read(language: LanguageModel, text: str) -> tuple[Mention, ...]:
    """Return the quantities of a text of one paragraph."""
    document, sentences = analyse(language, text)
    return find_quantities(sentences, document=document, times=find_times(sentences, document=document))


def readings(language: LanguageModel, text: str) -> list[QuantityReading]:
    """Return the readings of the quantities of a text."""
    return [mention.reading for mention in read(language, text) if isinstance(mention.reading, QuantityReading)]


BOUNDS = [
    ("It has 1,200 fighters.", (1200, 1200, "exact")),
    ("It has about 1,200 fighters.", (1200, 1200, "about")),
    ("It has some 1,200 fighters.", (1200, 1200, "about")),
    ("It has an estimated 1,200 fighters.", (1200, 1200, "about")),
    ("It has nearly 1,200 fighters.", (1200, 1200, "about")),
    ("It has ~1,200 fighters.", (1200, 1200, "about")),
    ("It has at least 1,200 fighters.", (1200, None, "at_least")),
    ("It has no fewer than 1,200 fighters.", (1200, None, "at_least")),
    ("It has 1,200 or more fighters.", (1200, None, "at_least")),
    ("It has 1200+ fighters.", (1200, None, "at_least")),
    ("It has more than 1,200 fighters.", (1200, None, "more_than")),
    ("It has over 1,200 fighters.", (1200, None, "more_than")),
    ("It has upwards of 1,200 fighters.", (1200, None, "more_than")),
    ("It has more than an estimated 1,200 fighters.", (1200, None, "more_than")),
    ("It has up to 1,200 fighters.", (None, 1200, "at_most")),
    ("It has as many as 1,200 fighters.", (None, 1200, "at_most")),
    ("It has no more than 1,200 fighters.", (None, 1200, "at_most")),
    ("It has fewer than 1,200 fighters.", (None, 1200, "fewer_than")),
    ("It has just under 1,200 fighters.", (None, 1200, "fewer_than")),
    ("It has sub-500 fighters.", (None, 500, "fewer_than")),
    ("It has between 600 and 1,200 fighters.", (600, 1200, "range")),
    ("It has 1200-plus fighters.", (1200, None, "at_least")),
    ("It has thirty-odd fighters.", (30, 30, "about")),
    ("It has from 600 up to 1,200 fighters.", (600, 1200, "range")),
    ("It has 600 to 1,200 fighters.", (600, 1200, "range")),
    ("It has 600-1,200 fighters.", (600, 1200, "range")),
    ("It has 600–1,200 fighters.", (600, 1200, "range")),
    ("It has two to three thousand fighters.", (2000, 3000, "range")),
    ("It has two or three fighters.", (2, 3, "range")),
    ("Estimates are in the 1 to 3,000 range.", (1000, 3000, "range")),
    ("It has dozens of fighters.", (24, None, "vague")),
    ("It has scores of fighters.", (40, None, "vague")),
    ("It has tens of fighters.", (20, None, "vague")),
    ("It has hundreds of fighters.", (200, None, "vague")),
    ("It has thousands of fighters.", (2000, None, "vague")),
    ("It has tens of thousands of fighters.", (20000, None, "vague")),
    ("It has hundreds of thousands of fighters.", (200000, None, "vague")),
    ("It has several fighters.", (3, None, "vague")),
    ("It has several hundred fighters.", (300, None, "vague")),
    ("It has a few dozen fighters.", (36, None, "vague")),
    ("It has a couple of fighters.", (2, 2, "vague")),
    ("It has a handful of fighters.", (4, None, "vague")),
    ("It has many fighters.", (None, None, "vague")),
    ("It has numerous fighters.", (None, None, "vague")),
]

NUMBERS = [
    ("It has twenty-nine fighters.", 29),
    ("It has one hundred and twenty fighters.", 120),
    ("It has two thousand three hundred and five fighters.", 2305),
    ("It has a hundred fighters.", 100),
    ("It has a dozen fighters.", 12),
    ("It has two dozen fighters.", 24),
    ("It has half a million fighters.", 500_000),
    ("It has 1.2 million fighters.", 1_200_000),
    ("It has 2k fighters.", 2000),
    ("It has 12,34,567 fighters.", 1_234_567),
    ("It has 1 200 000 fighters.", 1_200_000),
    ("It has 1200 fighters.", 1200),
    ("It has one fighter.", 1),
    ("It was minus 20 degrees.", -20),
    ("It was minus-20 degrees.", -20),
    ("It has .5 per cent.", 0.5),
]

UNITS = [
    ("The raid killed 94 Northern Front fighters.", ("fighter", "people")),
    ("It lost 1,000 of its men.", ("man", "people")),
    ("The raid killed 15 people.", ("people", "people")),
    ("The number of fighters rose to 1,200.", ("fighter", "people")),
    ("Ninety-four were killed.", (None, "people")),
    ("It lost 12 armoured vehicles.", ("vehicle", "vehicle")),
    ("The camp is 20 km from the base.", ("kilometre", "distance")),
    ("Fire burned 300 hectares.", ("hectare", "area")),
    ("The tax brought in $1.2 million.", ("dollar", "money")),
    ("The tax brought in $US1.2 million.", ("dollar", "money")),
    ("The yard has 300m2.", ("square metre", "area")),
    ("He met a 25-year-old guide.", ("year", "age")),
    ("He was jailed for 10 years in prison.", ("year", "time")),
    ("It carried out 40 attacks.", ("attack", "thing")),
    ("A 20-strong patrol came back.", (None, "people")),
    ("A five-man team came back.", ("man", "people")),
    ("Officials put the toll at 40.", (None, None)),
    ("Over 200 were killed.", (None, "people")),
    ("More than 200 have been arrested.", (None, "people")),
    ("Police held 5 others wounded in the raid.", ("other", "people")),
    ("It cost AUD1.5m.", ("aud", "money")),
    ("The wall is 3m high.", ("metre", "distance")),
]

NOTHING = [
    "The 3rd Brigade and the 201st Corps withdrew.",
    "A GBU-43/B bomb hit the cave.",
    "He carried an AK-47 after 9/11.",
    "Highway 1 is closed.",
    "Call +93 700 123 456 for help.",
    "The council passed Resolution 1973.",
    "It fell on April 14, 2017.",
    "It was one of the deadliest raids.",
    "They hit the base with 122mm rockets.",
    "The team won 2-1.",
    "They helped one another.",
    "The office is at 1915 Birch Street.",
    "A third attack failed.",
    "They won in the second half.",
    "Shares in the S&P 500 rose.",
    "They attacked twice.",
    "It was 2018s worst week.",
]


@pytest.mark.parametrize(("text", "expected"), BOUNDS, ids=[row[0][7:-1] for row in BOUNDS])
def test_words_bound_the_number(language, text, expected):
    """Each bounding word opens or closes the side it says, and the vague words follow the published table."""
    [reading] = readings(language, text)
    assert (reading.low, reading.high, reading.bound) == expected


@pytest.mark.parametrize(("text", "value"), NUMBERS, ids=[row[0][7:-1] for row in NUMBERS])
def test_numbers_are_read_however_they_are_written(language, text, value):
    """Digits with any separator and written-out numbers have one value."""
    [reading] = readings(language, text)
    assert (reading.low, reading.high, reading.bound) == (value, value, "exact")


@pytest.mark.parametrize(("text", "expected"), UNITS, ids=[row[0][:-1] for row in UNITS])
def test_the_unit_is_what_is_counted(language, text, expected):
    """The unit is the lemma of the counted noun, and its kind comes from the table."""
    [reading] = readings(language, text)
    assert (reading.unit, reading.unit_kind) == expected


@pytest.mark.parametrize("text", NOTHING)
def test_names_ordinals_dates_and_scores_are_no_quantities(language, text):
    """A number that names something or says a place in an order counts nothing."""
    assert read(language, text) == ()


def test_a_whole_reading_is_kept(language):
    """The mention spans the number with its bounding words, character for character."""
    [mention] = read(language, "Now more than 1,200 militants hold the hills.")
    assert mention == Mention(
        mention_id=mention.mention_id,
        kind="quantity",
        start=4,
        end=19,
        text="more than 1,200",
        reading=QuantityReading(
            low=1200, high=None, bound="more_than", unit="militant", unit_kind="people", words="more than 1,200"
        ),
    )


CHANGES = [
    ("It has grown by 20% in a year.", (20, "percent", "up", True)),
    ("Attacks fell by a third.", (1 / 3, "share", "down", True)),
    ("Attacks were down 20%.", (20, "percent", "down", True)),
    ("Attacks rose 20 per cent.", (20, "percent", "up", True)),
    ("There were 20% fewer attacks.", (20, "percent", "down", True)),
    ("Its ranks doubled.", (2, "factor", "up", True)),
    ("It has twice as many men.", (2, "factor", "up", True)),
    ("It has three times the number of guns.", (3, "factor", "up", True)),
    ("Its ranks halved.", (0.5, "factor", "down", True)),
    ("A fifth of the men left.", (0.2, "share", None, True)),
    ("One in five men left.", (0.2, "share", None, True)),
    ("Some 20 per cent of the men left.", (20, "percent", None, True)),
    ("The force was cut by 300 men.", (300, "man", "down", False)),
    ("The army lost 20% of its men.", (20, "percent", "down", True)),
    ("Jets dropped 300 bombs.", (300, "bomb", None, False)),
    ("The number of fighters rose to 1,200.", (1200, "fighter", None, False)),
    ("The number of fighters was up from 900.", (900, None, None, False)),
]


@pytest.mark.parametrize(("text", "expected"), CHANGES, ids=[row[0][:-1] for row in CHANGES])
def test_only_changes_have_a_direction(language, text, expected):
    """“By 20%” is a change; "to 1,200" and "from 900" are levels and have no direction."""
    [reading] = readings(language, text)
    value = reading.low if reading.low is not None else reading.high
    assert (value, reading.unit, reading.direction, reading.is_relative) == (
        pytest.approx(expected[0]),
        *expected[1:],
    )


BASES = [
    ("A fifth of the population fled.", "population"),
    ("Some 20% of its fighters left.", "fighter"),
    ("Half the men left.", "man"),
    ("One in three fighters left.", "fighter"),
    ("Half of them left.", None),
    ("Attacks fell by 20%.", None),
]


@pytest.mark.parametrize(("text", "base"), BASES, ids=[row[0][:-1] for row in BASES])
def test_a_share_keeps_what_it_is_a_share_of(language, text, base):
    """The base is the noun of the whole; a change has none."""
    [reading] = readings(language, text)
    assert (reading.base, reading.is_relative) == (base, True)


def test_a_conversion_has_the_limits_of_what_it_converts(language):
    """“More than 100 kilometres (60 miles)” is more than 60 miles; another number in brackets is its own."""
    found = readings(language, "It lies more than 100 kilometres (60 miles) away.")
    assert [(reading.low, reading.high) for reading in found] == [(100, None), (60, None)]
    found = readings(language, "More than 100 soldiers (60 officers) left.")
    assert [(reading.low, reading.high) for reading in found] == [(100, None), (60, 60)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("It held more than 50 kilograms (110 pounds) of explosives.", [(50, None, None), (110, None, None)]),
        ("It dropped by 2 to 3 degrees Celsius (4 to 5 Fahrenheit).", [(2, 3, "down"), (4, 5, "down")]),
        ("About 40 people (12 children) were hurt.", [(40, 40, None), (12, 12, None)]),
    ],
    ids=["weight", "range that changed", "people are no unit"],
)
def test_weights_and_degrees_are_converted_too(language, text, expected):
    """A weight or a change of temperature told again in another unit keeps bound and direction; people in brackets are others."""
    assert [(found.low, found.high, found.direction) for found in readings(language, text)] == expected


def test_a_letter_behind_money_is_a_scale(language):
    """“AUD1.5m” is one and a half million, whatever stands behind it; “3m high” is three metres."""
    found = [
        reading.low for text in ("It cost AUD1.5m.", "The wall is 3m high.") for reading in readings(language, text)
    ]
    assert found == [1_500_000, 3]


def test_numbers_with_one_noun_between_them_are_both_read(language):
    """In “10- or 12-member teams” both numbers count members."""
    found = readings(language, "They moved in 10- or 12-member teams.")
    assert [(reading.low, reading.unit) for reading in found] == [(10, "member"), (12, "member")]


def test_a_percentage_and_another_unit_are_no_range(language):
    """“By 10 per cent to 18.97 dollars” tells a change and a level."""
    found = readings(language, "The price fell by 10 per cent to 18.97 dollars.")
    assert [(reading.low, reading.unit) for reading in found] == [(10, "percent"), (18.97, "dollar")]


def test_a_change_and_the_level_it_led_to_are_no_range(language):
    """“Grew by 200 to 1,400” tells a change and a level: no range is that wide."""
    found = readings(language, "The garrison grew by 200 to 1,400 men.")
    assert [(reading.low, reading.high, reading.direction) for reading in found] == [
        (200, 200, "up"),
        (1400, 1400, None),
    ]


def test_a_change_by_a_range_is_one_figure(language):
    """“Fell by 10 to 15” tells how far, not two levels."""
    [reading] = readings(language, "The garrison was cut by 10 to 15 men.")
    assert (reading.low, reading.high, reading.bound) == (10, 15, "range")


def test_two_levels_of_a_change_are_no_range(language):
    """“Rose from 1,000 to 1,200” tells two figures."""
    found = readings(language, "Its strength rose from 1,000 to 1,200 fighters.")
    assert [(reading.low, reading.high, reading.bound) for reading in found] == [
        (1000, 1000, "exact"),
        (1200, 1200, "exact"),
    ]


def test_a_bound_never_reaches_the_next_number(language):
    """“More than” belongs to the soldiers, not to the civilians."""
    found = readings(language, "More than 20 soldiers and 5 civilians died.")
    assert [(reading.low, reading.high) for reading in found] == [(20, None), (5, 5)]


def test_parts_and_additions_are_marked(language):
    """“Including four” is part of another number, "another 12" and "30 more" come on top."""
    found = readings(language, "At least 94 fighters, including four commanders and two guards, died.")
    assert [(reading.low, reading.includes) for reading in found] == [(94, False), (4, True), (2, True)]
    found = readings(language, "Some 20 people, four of them children, died.")
    assert [(reading.low, reading.includes) for reading in found] == [(20, False), (4, True)]
    found = readings(language, "Another 12 soldiers were hurt, 30 more were missing and 5 other men fled.")
    assert [(reading.low, reading.is_addition) for reading in found] == [(12, True), (30, True), (5, True)]


ZERO = [
    ("There were no casualties.", "casualty"),
    ("No civilians were harmed.", "civilian"),
    ("No one was killed.", None),
    ("None of the villagers was hurt.", None),
]


@pytest.mark.parametrize(("text", "unit"), ZERO, ids=[row[0][:-1] for row in ZERO])
def test_nobody_is_zero_people(language, text, unit):
    """“No casualties” is a figure: none."""
    [reading] = readings(language, text)
    assert (reading.low, reading.high, reading.bound, reading.unit, reading.unit_kind) == (
        0,
        0,
        "exact",
        unit,
        "people",
    )


@pytest.mark.parametrize("text", ["There was no doubt.", "No group claimed the raid.", "No more was said."])
def test_other_negations_are_no_zero(language, text):
    """“No” before anything but people is no figure."""
    assert read(language, text) == ()


def test_an_article_counts_one_only_on_request(language):
    """“A policeman” is no mention; `article_quantity` reads it for a caller who knows that it counts."""
    text = "Two soldiers and a policeman were killed."
    _, (sentence,) = analyse(language, text)
    assert [reading.low for reading in readings(language, text)] == [2]
    index = [token.text for token in sentence.tokens].index("policeman")
    assert article_quantity(sentence, index) == QuantityReading(
        low=1, high=1, bound="exact", unit="policeman", unit_kind="people", words="a"
    )
    assert article_quantity(sentence, 1) is None


def test_times_and_quantities_do_not_share_characters(language):
    """A number inside a time is passed over, the one beside it is not."""
    found = read(language, "Some 2000 fighters crossed on 14 April 2017, and 300 more in 2018.")
    assert [mention.text for mention in found] == ["Some 2000", "300"]
