"""Lines become paragraphs."""

from __future__ import annotations

import pytest

from musterbook.documents.credits import ends_credit
from musterbook.documents.layout import paragraphs_of
from musterbook.documents.normalise import normalise
from musterbook.documents.pdf import drop_furniture

WRAPPED = """\
Nine fighters were killed on Friday when soldiers raided a village near
the town of Tarin, the army said. The raid followed two weeks of clashes
in the district, where the group has held the bridge since the summer of
last year.

Two soldiers were wounded and taken to the hospital of the province, which
has treated forty people since the clashes began."""


def lines(text, **options):
    """Return the paragraphs of a text as plain strings."""
    return [part.text for part in paragraphs_of(normalise(text), ends_block=ends_credit, **options)]


def test_wrapped_lines_are_joined():
    """Text wrapped at a column comes out with one paragraph per blank line."""
    assert lines(WRAPPED) == [" ".join(chunk.split()) for chunk in WRAPPED.split("\n\n")]


def test_paragraph_per_line():
    """Text with one paragraph on each line keeps its lines apart."""
    text = "Nine killed in raid\nNine fighters were killed on Friday near Tarin.\nTwo soldiers were wounded in the same raid."
    assert lines(text) == text.split("\n")


@pytest.mark.parametrize(
    "text",
    [
        "On Friday a patrol of the northern brigade met a\nFront commander and his driver on the road to\nTarin. Both fled.",
        "In 2018 the ministry in Tarin thought that the Front had\n5,000 to 7,000 men of its own. It has no more than\n900 now.",
    ],
    ids=["before a capital", "before a number"],
)
def test_lines_that_cannot_end_there_are_joined(text):
    """A line that ends in an article, a preposition or an auxiliary runs on, even before a capital or a number."""
    assert lines(text) == [text.replace("\n", " ")]


def test_caption_line_is_not_joined():
    """A line that ends in a credit ends its block although no blank line follows."""
    text = "Soldiers on the road to Tarin. Credit: Daily Ledger\nthe army said on Friday that nine had been killed."
    assert lines(text) == text.split("\n")


def test_list_items_stay_apart():
    """A line that begins with a mark of a list begins a paragraph."""
    assert lines("the dead were counted\n- nine fighters\n- two soldiers") == [
        "the dead were counted",
        "- nine fighters",
        "- two soldiers",
    ]


def test_wide_gaps_part_flattened_feeds():
    """Three spaces after a full stop end a paragraph; two are typewriter spacing."""
    assert lines("He left.    She stayed.  They slept.") == ["He left.", "She stayed. They slept."]


def test_divided_words_of_printed_text():
    """A word divided at a line end is joined, and keeps a hyphen that it has elsewhere in the text."""
    text = "The army said that the oper-\nation was over. It was a well-\nknown village, and the well-known road to it was shut."
    assert lines(text, is_printed=True) == [
        "The army said that the operation was over. It was a well-known village, and the well-known road to it was shut."
    ]


@pytest.mark.parametrize("n_pages", [3, 5])
def test_running_heads_are_dropped(n_pages):
    """Lines at the edge of at least three pages, and page numbers, are no text."""
    pages = [
        f"Report 2017\nFirst line {word}\nmiddle\nmiddle\nlast {word}\nPage {number} of 5"
        for number, word in enumerate("abcde"[:n_pages])
    ]
    assert drop_furniture(pages) == tuple(
        f"First line {word}\nmiddle\nmiddle\nlast {word}" for word in "abcde"[:n_pages]
    )


def test_two_pages_keep_equal_lines():
    """A line that only two pages share may be the story."""
    pages = ["The raid\none\ntwo\nthree\nfour"] * 2
    assert drop_furniture(pages) == tuple(pages)
