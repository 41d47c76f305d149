"""The day behind a verb of saying, where no "that" tells it from what is said."""

from __future__ import annotations

import pytest

from musterbook.annotate.attribution.cues import load_cues
from musterbook.annotate.attribution.saying_days import mend_days
from musterbook.annotate.language import LanguageModel
from musterbook.model import Block, Document, Sentence


def _parse(language: LanguageModel, text: str) -> Sentence:
    block = Block(kind="paragraph", start=0, end=len(text))
    document = Document(document_id="d-1", report_id="0" * 64, text=text, blocks=(block,), location="test")
    ((_, (sentence,)),) = language.analyse([document])
    return sentence


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("The army said on Tuesday it had lost six soldiers in an ambush near Gao.", "Tuesday"),
        ("The army said Friday six soldiers were killed near Gao.", "Friday"),
        ("Police said late on Monday gunmen had killed nine people near Jos.", "Monday"),
        ("The ministry told reporters on Sunday its troops had left the town.", "Sunday"),
    ],
)
def test_day_behind_the_verb_is_that_of_saying(language: LanguageModel, text: str, day: str) -> None:
    """The day hangs on the verb of speech, not on the verb of what is said."""
    tokens = mend_days(_parse(language, text), cues=load_cues()).tokens
    at = next(index for index, token in enumerate(tokens) if token.text == day)
    while tokens[at].pos != "VERB":
        at = tokens[at].head
    assert tokens[at].text in {"said", "told"}


@pytest.mark.parametrize(
    ("text", "verb", "dep"),
    [
        ("Police said on Friday raiders had killed nine people near Jos a day earlier.", "killed", "nsubj"),
        ("Police said on Friday raiders had been driven out of Jos.", "driven", "nsubjpass"),
    ],
)
def test_day_and_subject_are_no_one_name(language: LanguageModel, text: str, verb: str, dep: str) -> None:
    """Where the parser reads "Friday raiders" as one name, the raiders are the subject of what is said."""
    sentence = _parse(language, text)
    tokens = mend_days(sentence, cues=load_cues()).tokens
    raiders = next(token for token in tokens if token.text == "raiders")
    friday = next(token for token in tokens if token.text == "Friday")
    assert (tokens[raiders.head].text, raiders.dep) == (verb, dep)
    assert (tokens[friday.head].text, friday.dep) == ("on", "pobj")


@pytest.mark.parametrize(
    "text",
    [
        "The army said Monday's attack near Gao killed six soldiers.",
        "The army said that on Monday six rebels were killed near Kidal.",
        "The army said it had lost six soldiers on Tuesday.",
        "The troops left the town on Friday.",
    ],
)
def test_day_of_what_is_said_stays_there(language: LanguageModel, text: str) -> None:
    """A day inside what is said is the day of that, and the sentence is the same object as before."""
    sentence = _parse(language, text)
    assert mend_days(sentence, cues=load_cues()) is sentence
