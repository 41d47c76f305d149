"""The parts of a news page are told apart in plain text."""

from __future__ import annotations

import pytest

from musterbook.documents.credits import credit_at_end, credit_in_brackets
from musterbook.documents.datelines import find_dateline
from musterbook.documents.lines import byline_names, line_kind

PLAIN = """\
Nine killed in raid near Tarin

Army says a weapons store was found

By Jo Writer and Al Editor

TARIN, March 2, 2019 (Example News) — Nine fighters were killed when soldiers raided a village, the army said.

A column of army trucks on the road to Tarin. Credit: Daily Ledger

The raid followed two weeks of clashes.

Read more: Two killed elsewhere

“We found rifles. We burned them.”

Rifles shown to reporters (Photo by M. Someone/AFP) The army left the village on Sunday.

Reporting by Jo Writer; editing by Al Editor

Sign up for our newsletter
"""


def test_plain_text_in_blocks(read, blocks_of):
    """Every kind of block is found by words and place alone."""
    assert blocks_of(read(PLAIN)) == [
        ("headline", "Nine killed in raid near Tarin"),
        ("standfirst", "Army says a weapons store was found"),
        ("credit", "By Jo Writer and Al Editor"),
        ("credit", "TARIN, March 2, 2019 (Example News)"),
        ("paragraph", "Nine fighters were killed when soldiers raided a village, the army said."),
        ("caption", "A column of army trucks on the road to Tarin."),
        ("credit", "Credit: Daily Ledger"),
        ("paragraph", "The raid followed two weeks of clashes."),
        ("boilerplate", "Read more: Two killed elsewhere"),
        ("quote", "“We found rifles. We burned them.”"),
        ("caption", "Rifles shown to reporters"),
        ("credit", "(Photo by M. Someone/AFP)"),
        ("paragraph", "The army left the village on Sunday."),
        ("credit", "Reporting by Jo Writer; editing by Al Editor"),
        ("boilerplate", "Sign up for our newsletter"),
    ]


@pytest.mark.parametrize(
    ("text", "credit"),
    [
        ("Soldiers near Tarin. Credit: ITN", "Credit: ITN"),
        ("Soldiers near Tarin. Photo: J. Smith/AFP", "Photo: J. Smith/AFP"),
        ("Soldiers near Tarin (Photo by Jo Writer)", "(Photo by Jo Writer)"),
        ("Soldiers near Tarin. [File: Jo Writer/Reuters]", "[File: Jo Writer/Reuters]"),
        ("Soldiers near Tarin. File photo", "File photo"),
        ("Soldiers near Tarin. Image: Jo Writer / AFP", "Image: Jo Writer / AFP"),
        ("Soldiers near Tarin. Jo Writer/Getty Images", "Jo Writer/Getty Images"),
        ("Soldiers near Tarin. REUTERS/Jo Writer", "REUTERS/Jo Writer"),
        ("Soldiers near Tarin. (AP Photo/Jo Writer)", "(AP Photo/Jo Writer)"),
        ("PHOTO: Jo Writer", "PHOTO: Jo Writer"),
    ],
    ids=["label", "initial", "bracket", "square", "file", "image", "getty", "reuters", "ap", "alone"],
)
def test_credits_at_the_end(text, credit):
    """A picture credit at the end of a block is found whole."""
    start, end = credit_at_end(text)
    assert text[start:end] == credit


@pytest.mark.parametrize(
    "text",
    [
        "He gave the army credit: none of the villagers had been hurt.",
        "The army released a photo: soldiers stood on the bridge.",
        "Photo: AFP. The soldiers had left by then.",
        "Nine people were killed and/or wounded in the raid.",
        "The group (formerly the Front) denied it.",
        "A spokesman told AFP that nine were killed.",
        "The images (seen by reporters) show a bridge.",
        "It was reported by AFP/Reuters that nine had died in the raid near the river.",
    ],
)
def test_no_credits(text):
    """Sentences that only use the words of credits are none."""
    assert credit_at_end(text) is None
    assert credit_in_brackets(text) is None


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Advertisement", "boilerplate"),
        ("1936-1939", None),
        ("Share this: Facebook", "boilerplate"),
        ("We use cookies to improve this site. By continuing you accept them.", "boilerplate"),
        ("© 2019 Daily Ledger. All rights reserved.", "boilerplate"),
        ("Subscribe to our newsletter for more stories", "boilerplate"),
        ("Published: 14 April 2017", "boilerplate"),
        ("14 April 2017", "boilerplate"),
        ("https://example.org/page", "boilerplate"),
        ("By Jo Writer", "credit"),
        ("with agencies", "credit"),
        ("Additional reporting by Jo Writer in Tarin", "credit"),
        ("Jo Writer in Tarin contributed to this report.", "credit"),
        ("Image caption, Soldiers on the road to Tarin", "caption"),
        ("In this file photo, soldiers stand on a bridge near Tarin.", "caption"),
        ("Published in March, the report says that 400 people were killed.", None),
        ("Read more books, the governor told the fighters who had surrendered on Monday.", None),
        ("Cookies and rifles were found in the house that soldiers searched.", None),
        ("Share of the district held by the group fell to a fifth, officials said.", None),
        ("By Monday the army had taken the bridge", None),
        ("By the river, nine fighters were killed.", None),
        ("Related attacks killed 12 people in the north of the country on Monday, police said.", None),
    ],
)
def test_lines(text, kind):
    """Furniture and credits are told by their words; sentences that begin alike are left alone."""
    told = line_kind(text)
    assert (told[0] if told else None) == kind


@pytest.mark.parametrize(
    ("text", "words", "day", "wire"),
    [
        ("KABUL, April 14, 2017 (Reuters) — Nine fighters died.", "KABUL, April 14, 2017 (Reuters)", "2017-04-14", "Reuters"),
        ("KABUL (Pajhwok): Nine fighters died.", "KABUL (Pajhwok)", None, "Pajhwok"),
        ("KABUL, Afghanistan (Nov. 20, 2011) - Nine fighters died.", "KABUL, Afghanistan (Nov. 20, 2011)", "2011-11-20", None),
        ("MAIDUGURI, Nigeria (AP) — Nine fighters died.", "MAIDUGURI, Nigeria (AP)", None, "AP"),
        ("KABUL, April 14 (Xinhua) -- Nine fighters died.", "KABUL, April 14 (Xinhua)", None, "Xinhua"),
        ("MOGADISHU — Nine fighters died.", "MOGADISHU", None, None),
        ("ISLAMABAD: Nine fighters died.", "ISLAMABAD", None, None),
        ("Kabul, 14 April 2017 (TASS) - Nine fighters died.", "Kabul, 14 April 2017 (TASS)", "2017-04-14", "TASS"),
        ("KABUL, Afghanistan (Nov. 20, 2011)", "KABUL, Afghanistan (Nov. 20, 2011)", "2011-11-20", None),
    ],
)  # fmt: skip
def test_datelines(text, words, day, wire):
    """A dateline gives its words, a full date and its agency; without a year there is no date."""
    dateline = find_dateline(text)
    stamp = dateline.stamp.day.isoformat() if dateline.stamp else None
    assert (text[: dateline.end], stamp, dateline.wire) == (words, day, wire)
    assert text[dateline.story :] in {"Nine fighters died.", ""}


@pytest.mark.parametrize(
    "text",
    [
        "Tarin — the capital — was quiet on Monday.",
        "UPDATE: Nine fighters died.",
        "BREAKING: Nine fighters died.",
        "The army — Nine of its men died — denied it.",
        "THE GROUP -- FMLN -- DENIED IT.",
        "He said this: Nine fighters died.",
        "NATO: Nine fighters died.",
        "The Islamic State (IS) has claimed the raid.",
        "Colonel Someone (Retired) - He left.",
    ],
)
def test_no_datelines(text):
    """A dash, a bracket or a colon alone makes no dateline."""
    assert find_dateline(text) is None


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("By Jo Writer", ("Jo Writer",)),
        ("By Jo Writer and Al Editor, Tarin", ("Jo Writer", "Al Editor")),
        ("BY JO WRITER", ("JO WRITER",)),
        ("By Reuters", ("Reuters",)),
        ("By Monday", ()),
        ("By Friday Evening the town was quiet", ()),
        ("Jo Writer", ()),
    ],
)
def test_bylines(text, names):
    """Names after "By" are authors if nothing but names and places stands on the line."""
    assert byline_names(text) == names


def test_long_blocks_are_cut(read_result, settings):
    """A block longer than allowed is cut at white space, and no word is lost."""
    text = "The army said that nine men had died and " * 1_000
    (document,) = read_result(text).made
    assert all(block.end - block.start <= settings.max_block_characters for block in document.blocks)
    assert document.text.split() == text.split()


@pytest.mark.parametrize("first", ["2011-11-S-034", "14 April 2017", "Daily Ledger"])
def test_headline_after_other_lines(read, first):
    """Codes, dates and short names before the headline do not hide it."""
    document = read(f"{first}\n\nNine killed in raid near Tarin\n\nNine fighters were killed on Friday, the army said.")
    assert document.title == "Nine killed in raid near Tarin"


@pytest.mark.parametrize(
    ("text", "kind"), [("Nine killed in raid near Tarin", "headline"), ("Nine died near Tarin on Friday.", "paragraph")]
)
def test_single_line(read, blocks_of, text, kind):
    """A report of one line is a headline and nothing else, unless the line ends a sentence."""
    assert blocks_of(read(text)) == [(kind, text)]
