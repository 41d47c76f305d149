"""A name that may be a private person's is never repeated as a speaker, whatever the language model takes it for."""

from __future__ import annotations

import dataclasses
import re

import pytest

from musterbook.annotate.attribution.find import find_attributions
from musterbook.annotate.language import LanguageModel
from musterbook.model import Attribution, Block, Document


def read(language: LanguageModel, text: str) -> tuple[Attribution, ...]:
    """The attributions of a text of one paragraph."""
    blocks = tuple(Block(kind="paragraph", start=m.start(), end=m.end()) for m in re.finditer(r"[^\n]+", text))
    document = Document(document_id="d-1", report_id="0" * 64, text=text, blocks=blocks, location="test")
    ((_, sentences),) = language.analyse([document])
    return find_attributions(sentences, document=document, actors=())


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Eleven people died, according to Tekle Gebre.", "Gebre"),
        ("Eleven people died, according to Yusufa.", "Yusufa"),
        ("Eleven people died, Kabiru Danladi recalls.", "Danladi"),
        ("Saw Eh Doh reported that 11 people were killed.", "Doh"),
        ("A statement by Kabiru Danladi said 11 people died.", "Danladi"),
        ("A report by Amina Sesay said 11 people died.", "Sesay"),
    ],
    ids=[
        "taken for a body",
        "taken for a place",
        "behind the clause",
        "taken for nothing",
        "statement by",
        "report by",
    ],
)
def test_a_name_that_no_list_knows_is_in_no_field(language: LanguageModel, text: str, name: str) -> None:
    """The span shows where the speaker stands; words, organisation and channel are empty or cut."""
    made = read(language, text)
    assert any(one.source.start is not None for one in made)
    assert all(name not in repr(dataclasses.asdict(one)) for one in made)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Eleven people died, Mercy Corps said.", "Mercy Corps"),
        ("Eleven people died, according to ACLED.", "ACLED"),
        ("Eleven people died, Doctors for Peace said.", "Doctors for Peace"),
        ("A report by the United Nations said 11 people died.", "A report by the United Nations"),
    ],
    ids=["a word of bodies", "capitals", "a small word", "author of a report"],
)
def test_bodies_keep_their_names(language: LanguageModel, text: str, words: str) -> None:
    """What a list or its form makes a body is shown as written."""
    assert words in [one.source.words for one in read(language, text)]
