"""Speakers at the end of what they say, behind "quoted … as saying", and over a colon."""

from __future__ import annotations

import re

import pytest

from musterbook.annotate.attribution.cues import load_cues
from musterbook.annotate.attribution.find import find_attributions
from musterbook.annotate.attribution.tails import mend_tails
from musterbook.annotate.language import LanguageModel
from musterbook.model import Block, Document


def speakers(language: LanguageModel, text: str) -> list[tuple[str, str]]:
    """Who says what, as words of the text, without what the outlet says."""
    blocks = tuple(Block(kind="paragraph", start=m.start(), end=m.end()) for m in re.finditer(r"[^\n]+", text))
    document = Document(document_id="d-1", report_id="0" * 64, text=text, blocks=blocks, location="test")
    ((_, sentences),) = language.analyse([document])
    mended = tuple(mend_tails(sentence, cues=load_cues()) for sentence in sentences)
    found = find_attributions(mended, document=document, actors=())
    return [
        (text[one.source.start : one.source.end], text[one.start : one.end])
        for one in found
        if one.source.start is not None and one.cue is not None
    ]


@pytest.mark.parametrize(
    ("text", "speaker", "content"),
    [
        (
            "The blast wounded at least ten people, a doctor at the hospital told Reuters.",
            "a doctor at the hospital",
            "The blast wounded at least ten people",
        ),
        (
            "Fewer than 200 rebels remain in Baga, a commander of the National Army said on Wednesday.",
            "a commander of the National Army",
            "Fewer than 200 rebels remain in Baga",
        ),
        (
            "Some 300 armed men crossed the border on Friday, the interior ministry reports.",
            "the interior ministry",
            "Some 300 armed men crossed the border on Friday",
        ),
        (
            "Up to 9,000 people have fled, the migration agency estimates; many had come from Khartoum.",
            "the migration agency",
            "Up to 9,000 people have fled",
        ),
        (
            "Three soldiers died, nine others were hurt, the hospital states.",
            "the hospital",
            "Three soldiers died, nine others were hurt",
        ),
        (
            "The police chief confirmed the raid: 20 villagers had been killed.",
            "The police chief",
            "20 villagers had been killed",
        ),
        (
            "The state agency quoted a military source as saying 60 fighters had been killed.",
            "a military source",
            "60 fighters had been killed",
        ),
    ],
    ids=["told an agency", "said on a day", "reports", "estimates", "states", "colon", "quoted as saying"],
)
def test_the_speaker_behind_a_clause_says_it(language: LanguageModel, text: str, speaker: str, content: str) -> None:
    """Whatever the parser makes of the tail, the clause before it is the speaker's."""
    assert (speaker, content) in speakers(language, text)


@pytest.mark.parametrize(
    "text",
    [
        "The army attacked the town, the last rebel stronghold.",
        "The rebels, the ministry's worst enemies, fled.",
        "Two men were hurt: one lost a leg.",
    ],
    ids=["an apposition", "an apposition inside", "a colon without a speaker"],
)
def test_what_only_looks_like_a_tail_has_no_speaker(language: LanguageModel, text: str) -> None:
    """An apposition says what something is and nothing more."""
    assert speakers(language, text) == []


def test_other_sentences_are_left_as_they_are(language: LanguageModel) -> None:
    """A sentence that the parser reads well is the same object afterwards."""
    text = "The army said that four men died."
    document = Document(
        document_id="d-1",
        report_id="0" * 64,
        text=text,
        blocks=(Block(kind="paragraph", start=0, end=len(text)),),
        location="test",
    )
    ((_, (sentence,)),) = language.analyse([document])
    assert mend_tails(sentence, cues=load_cues()) is sentence


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("At least 40 people died in the raid, a report by the United Nations said.", "a report by the United Nations"),
        (
            "The army lost 12 men, according to a statement posted on Telegram by the group.",
            "a statement posted on Telegram by the group",
        ),
    ],
    ids=["report by", "posted by"],
)
def test_a_document_keeps_its_author(language: LanguageModel, text: str, speaker: str) -> None:
    """What is named as the author of a document is no channel to be cut off."""
    assert speaker in [one for one, _ in speakers(language, text)]
