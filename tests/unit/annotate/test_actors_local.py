"""Whose police a text means where its sentence is set in another country than the document."""

from __future__ import annotations

from datetime import date

import pytest

from musterbook.annotate import Knowledge, load_knowledge
from musterbook.annotate import run as annotate
from musterbook.config import AnnotateSettings
from musterbook.model import ActorReading, Block, Document, Published


@pytest.fixture(scope="module")
def knowledge() -> Knowledge:
    """Return the language model, the gazetteer and the register that ship."""
    return load_knowledge(AnnotateSettings())


def annotate_text(text, knowledge):
    """Return what is read in a text of one paragraph, published on 11 February 2025."""
    document = Document(
        document_id="d", report_id="0" * 64, text=text, blocks=(Block(kind="paragraph", start=0, end=len(text)),),
        location="test", published=Published(day=date(2025, 2, 11), origin="given"), language="en",
    )  # fmt: skip
    (annotated,) = annotate([document], knowledge=knowledge).made
    return annotated


@pytest.mark.parametrize(
    ("sentence", "word", "expected", "is_by_focus"),
    [
        ("Gunmen shot dead three policemen in Potiskum.", "policemen", "police-of-nigeria", False),
        ("Policemen were wounded between Potiskum and Zinder.", "Policemen", "police-of-niger", True),
        ("Gunmen shot dead three policemen at a checkpoint.", "policemen", "police-of-niger", True),
        ("Gunmen shot dead three soldiers in Potiskum.", "soldiers", "armed-forces-of-niger", False),
    ],
    ids=["one country", "two countries", "none", "soldiers may be abroad"],
)
def test_police_are_of_the_country_their_sentence_is_set_in(knowledge, sentence, word, expected, is_by_focus):
    """Police known by the document's country alone move to the one country of their sentence; soldiers do not."""
    text = f"Niger's army said on Monday that Niger would hunt the raiders from Niamey to Diffa. {sentence}"
    annotated = annotate_text(text, knowledge)
    readings = [m.reading for m in annotated.mentions if isinstance(m.reading, ActorReading) and m.text.endswith(word)]
    assert [(reading.actor_id, reading.is_by_focus) for reading in readings] == [(expected, is_by_focus)]


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("Raids by the Malian army killed four rebels near Gao, the army said.", "armed-forces-of-mali"),
        (
            "The Malian army killed four rebels near Gao on Friday. The army said it lost two men.",
            "armed-forces-of-mali",
        ),
        ("A bomb killed four villagers near Diffa, the army said.", "armed-forces-of-niger"),
    ],
    ids=["in its sentence", "next sentence", "no other army"],
)
def test_the_army_is_the_one_named_last_by_that_word(knowledge, sentence, expected):
    """By "the army" is meant the army told just before, even where another country's is what the document is about."""
    text = f"Niger's army said on Monday that Niger would hunt the raiders from Niamey to Diffa. {sentence}"
    annotated = annotate_text(text, knowledge)
    readings = [
        m.reading for m in annotated.mentions if isinstance(m.reading, ActorReading) and m.text.lower() == "army"
    ]
    assert [reading.actor_id for reading in readings] == [expected]
