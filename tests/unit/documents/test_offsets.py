"""Normalised text maps back to the characters it was made of."""

from __future__ import annotations

import itertools
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from musterbook.documents.normalise import collapse, normalise
from musterbook.documents.offsets import join_texts, map_text, source_span
from musterbook.model import OffsetMap

ODD = "ae\u0301\u200b\u00a0\r\n\t\u2028\ufeff\u212a\u1100\u1161\u11a8\ud800\u00ad\u202e\x00 \x0c\u0928\u093c\u200d-"
TEXT = st.text() | st.text(alphabet=ODD)


@given(TEXT)
def test_segments_are_identical(text):
    """Every mapped segment is character for character the source."""
    for mapped in (normalise(text), collapse(normalise(text))):
        for start, source, length in mapped.segments:
            assert mapped.text[start : start + length] == text[source : source + length]


@given(TEXT)
def test_segments_are_in_order(text):
    """Segments neither overlap nor go back, in the text and in the source."""
    segments = collapse(normalise(text)).segments
    for before, after in itertools.pairwise(segments):
        assert before[0] + before[2] <= after[0]
        assert before[1] + before[2] <= after[1]


@given(TEXT)
def test_text_is_nfc_and_encodable(text):
    """Normalised text is NFC, can be written as UTF-8, and does not change when normalised again."""
    normal = normalise(text).text
    assert unicodedata.is_normalized("NFC", normal)
    assert normal.encode("utf-8").decode("utf-8") == normal
    assert normalise(normal).text == normal


@given(st.text(alphabet="abc \n"), st.data())
def test_edits_compose(text, data):
    """Two edits after one another map to the same source as the characters that are left."""
    once = map_text(text).edit((index, index + 1, "") for index, letter in enumerate(text) if letter == "b")
    twice = once.edit((index, index + 1, "--") for index, letter in enumerate(once.text) if letter == " ")
    assert twice.text == text.replace("b", "").replace(" ", "--")
    cut = data.draw(st.integers(0, len(twice.text)))
    joined = join_texts([twice.cut(0, cut), twice.cut(cut, len(twice.text))], separator="")
    assert joined == twice


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a\u00a0b\tc", "a b c"),
        ("a\r\nb\rc\u2028d", "a\nb\nc\nd"),
        ("kil\u200bled \ufeffnow\u00ad", "killed now"),
        ("Café", "Café"),
        ("a\u200db", "ab"),
        ("\u0645\u06cc\u200c\u0631\u0648\u0645", "\u0645\u06cc\u200c\u0631\u0648\u0645"),
        ("x\ud83dy", "x\ufffdy"),
    ],
    ids=["spaces", "line-ends", "zero-width", "composed", "joiner-in-latin", "joiner-in-persian", "lone-surrogate"],
)
def test_normalise(text, expected):
    """White space, zero-width characters and composition come out in one form."""
    assert normalise(text).text == expected


def test_collapse_keeps_the_map():
    """Runs of white space become one space and the words keep their places."""
    mapped = collapse(normalise("  nine \n\n killed "))
    assert mapped.text == "nine killed"
    assert mapped.segments == ((0, 2, 4), (5, 10, 6))


@pytest.mark.parametrize(
    ("span", "expected"),
    [((0, 3), (2, 5)), ((1, 2), (3, 4)), ((3, 5), (5, 9)), ((4, 7), (8, 11)), ((0, 7), (2, 11)), ((2, 2), None)],
    ids=["segment", "inside", "over-the-gap", "second", "all", "empty"],
)
def test_source_span(span, expected):
    """A span maps to all of the source it was made of, replaced characters included."""
    offsets = OffsetMap(basis="decoded", segments=((0, 2, 3), (4, 8, 3)))
    assert source_span(offsets, *span) == expected


def test_source_span_without_source():
    """Text that was given beside the source has no span in it."""
    offsets = OffsetMap(basis="decoded", segments=((10, 0, 3),))
    assert source_span(offsets, 0, 5) is None
