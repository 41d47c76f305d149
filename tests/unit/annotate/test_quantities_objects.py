"""Bare numbers behind a verb of harm: they are its object, whatever the parser takes them for."""

from __future__ import annotations

import pytest

from musterbook.annotate.language import LanguageModel
from musterbook.annotate.quantities.objects import mend_objects
from musterbook.annotate.quantities.tables import load_tables
from musterbook.model import Block, BlockKind, Document, Sentence


def _parse(language: LanguageModel, text: str, kind: BlockKind) -> Sentence:
    block = Block(kind=kind, start=0, end=len(text))
    document = Document(document_id="d-1", report_id="0" * 64, text=text, blocks=(block,), location="test")
    ((_, (sentence,)),) = language.analyse([document])
    return sentence


@pytest.mark.parametrize(
    ("text", "kind", "verb", "number"),
    [
        ("A blast in Kano killed seven last week.", "paragraph", "killed", "seven"),
        ("Gunmen killed 16 last month in Jos.", "paragraph", "killed", "16"),
        ("Suicide bombing kills 15-20 in Kabul", "headline", "kills", "20"),
        ("Air strike kills between 15 and 20 in Kutum", "headline", "kills", "20"),
        ("Raid near Jos kills between 15 and 20", "headline", "kills", "20"),
        ("Attack on village near Jos kills 15", "headline", "kills", "15"),
        ("Blast in Kabul wounds up to 40", "headline", "wounds", "40"),
        ("Bomb in Kabul market kills at least 30, wounds 50", "headline", "wounds", "50"),
    ],
)
def test_a_bare_number_is_the_object(
    language: LanguageModel, text: str, kind: BlockKind, verb: str, number: str
) -> None:
    """The number hangs on the verb, which is one."""
    tokens = mend_objects(_parse(language, text, kind), tables=load_tables()).tokens
    found = next(token for token in tokens if token.text == number)
    assert (tokens[found.head].text, tokens[found.head].pos, found.dep) == (verb, "VERB", "dobj")


@pytest.mark.parametrize(
    "text",
    [
        "A bomb killed two weeks ago.",
        "Gunmen killed four soldiers last week.",
        "Gunmen killed 15-20 villagers in Jos.",
        "The wounds of 12 were light.",
        "The men were killed in 2015.",
        "Two men were wounded at 10 on Monday.",
    ],
)
def test_a_number_that_counts_a_noun_stays(language: LanguageModel, text: str) -> None:
    """Nothing is changed where the number counts a noun behind it."""
    sentence = _parse(language, text, "paragraph")
    assert mend_objects(sentence, tables=load_tables()) is sentence
