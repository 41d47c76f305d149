"""Where direct speech stands."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from musterbook.annotate.attribution.quotes import find_quotes
from musterbook.model import Block, Document


def document_of(text: str) -> Document:
    """A document whose blocks are the lines of the text."""
    blocks = tuple(Block(kind="paragraph", start=m.start(), end=m.end()) for m in re.finditer(r"[^\n]+", text))
    return Document(document_id="d-1", report_id="0" * 64, text=text, blocks=blocks, location="test")


@pytest.mark.parametrize(
    ("text", "quotes"),
    [
        ("“They have all gone,” he said.", ["“They have all gone,”"]),
        ('He said: "They have all gone."', ['"They have all gone."']),
        ("‘They have all gone,’ he said.", ["‘They have all gone,’"]),
        ("'They've all gone,' he said.", ["'They've all gone,'"]),
        ("„They have all gone“, he said.", ["„They have all gone“"]),
        ("«They have all gone», he said.", ["«They have all gone»"]),
        ("The soldiers' wives and the group's men left.", []),
        ("“One,” he said. “Two are left.”", ["“One,”", "“Two are left.”"]),
        ("He said “they have all gone", ["“they have all gone"]),
        ("They had gone” he said.", []),
        ("“He told me ‘go away’ and left,” she said.", ["“He told me ‘go away’ and left,”"]),
        ('The 12" gun fired at 3 and the 6" gun at 4.', []),
    ],
    ids=[
        "curly", "straight", "single curly", "single straight with apostrophe", "low and high marks",
        "guillemets", "apostrophes", "two in a line", "never closed", "never opened", "one inside another", "inches",
    ],
)  # fmt: skip
def test_quotations_are_found_with_their_marks(text: str, quotes: list[str]) -> None:
    """Pairs of any style are found, apostrophes and inches are not, an open mark runs to the end of its block."""
    assert [text[quote.start : quote.end] for quote in find_quotes(document_of(text))] == quotes


def test_a_quotation_left_open_goes_on_in_the_next_block_that_opens_with_a_mark() -> None:
    """Several paragraphs of one speech carry one opening mark each and one closing mark at the end."""
    text = "“We will come.\n“We will stay,” he said.\nNobody left."
    assert [(text[q.start : q.end], q.goes_on, q.block) for q in find_quotes(document_of(text))] == [
        ("“We will come.", True, 0),
        ("“We will stay,”", False, 1),
    ]


@pytest.mark.parametrize(
    ("text", "is_speech"),
    [
        ("A so-called “caliphate” was declared.", False),
        ("The ‘long arm’ unit fell back.", False),
        ("“Never,” he said.", False),
        ("“Not now,” he said.", True),
        ("“We are ready to fight” he said.", True),
    ],
    ids=["term", "nickname", "one word", "short but ended", "a clause"],
)
def test_a_term_in_marks_is_no_speech(text: str, is_speech: bool) -> None:  # noqa: FBT001  # a column of the table
    """Short quotations without an end of their own are terms."""
    assert [quote.is_speech for quote in find_quotes(document_of(text))] == [is_speech]


@given(st.text(alphabet="ab ,.\n\"“”'‘’«»„", max_size=80))
def test_quotations_are_in_order_inside_their_blocks_and_apart(text: str) -> None:
    """Whatever the marks: no overlap, no empty one, none over the edge of its block."""
    document = document_of(text)
    quotes = find_quotes(document)
    position = 0
    for quote in quotes:
        block = document.blocks[quote.block]
        assert position <= quote.start < quote.end <= block.end
        assert block.start <= quote.start
        position = quote.end
