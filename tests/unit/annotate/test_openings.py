"""Openings that the parser leaves without a subject, and the guard that keeps every parse a tree."""

from __future__ import annotations

from dataclasses import replace

import pytest

from musterbook.annotate.cycles import is_tree, keep_trees
from musterbook.annotate.language import LanguageModel
from musterbook.annotate.openings import mend_openings
from musterbook.annotate.quantities.objects import mend_objects
from musterbook.annotate.quantities.tables import load_tables
from musterbook.model import Block, Document, Sentence


def parse(language: LanguageModel, text: str) -> Sentence:
    """Return the one sentence of a text as the parser gives it."""
    document = Document(
        document_id="d",
        report_id="r",
        text=text,
        blocks=(Block(kind="paragraph", start=0, end=len(text)),),
        published=None,
        location="test",
    )
    ((_, (sentence,)),) = language.analyse([document])
    return sentence


@pytest.mark.parametrize(
    "text",
    [
        "The first killed two.",
        "The first killed four, the second six.",
        "Police said the first killed two.",
        "The first wounded six.",
    ],
)
def test_what_is_mended_stays_a_tree(language: LanguageModel, text: str) -> None:
    """A number made the object of a verb that hangs on it would be climbed for ever."""
    mended = mend_openings(mend_objects(parse(language, text), tables=load_tables()))
    assert is_tree(mended.tokens)


def test_a_parse_that_runs_in_a_circle_is_given_up(language: LanguageModel) -> None:
    """What the parser gave stands in its place."""
    parsed = parse(language, "A bomb killed two men.")
    verb = next(i for i, token in enumerate(parsed.tokens) if token.head == i)
    tokens = list(parsed.tokens)
    tokens[verb] = replace(
        tokens[verb], head=next(i for i, token in enumerate(tokens) if token.head == verb and i != verb)
    )
    broken = replace(parsed, tokens=tuple(tokens))
    assert not is_tree(broken.tokens)
    assert keep_trees([broken, parsed], [parsed, parsed]) == (parsed, parsed)


@pytest.mark.parametrize(
    "text", ["On Monday gunmen killed two men in Gao.", "In Gao two men were killed.", "The first man was killed."]
)
def test_other_openings_are_left_as_they_are(language: LanguageModel, text: str) -> None:
    """A verb that has its subject keeps it."""
    parsed = parse(language, text)
    assert mend_openings(parsed) is parsed
