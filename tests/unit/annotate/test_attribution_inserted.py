"""A speaker in the middle of what he says, and what opens the sentence before him."""

from __future__ import annotations

import pytest

from musterbook.annotate.attribution.cues import load_cues
from musterbook.annotate.attribution.inserted import mend_inserted
from musterbook.annotate.language import LanguageModel
from tests.unit.annotate.test_attribution_days import _parse


@pytest.mark.parametrize(
    ("text", "opening", "verb", "dep"),
    [
        ("Two days earlier, the army said on Sunday, rebels had shot six men near Gao.", "earlier", "shot", "advmod"),
        ("The raid, the mayor said on Sunday, lasted an hour and left six men dead.", "raid", "lasted", "nsubj"),
        ("Six traders, police said on Sunday, were shot near Gao.", "traders", "shot", "nsubjpass"),
        ("In Gao, the army said on Sunday, rebels shot six men.", "In", "shot", "prep"),
    ],
)
def test_what_opens_the_sentence_is_of_what_is_said(
    language: LanguageModel, text: str, opening: str, verb: str, dep: str
) -> None:
    """The opening hangs on the verb of what is said, as its subject where it has none."""
    tokens = mend_inserted(_parse(language, text), cues=load_cues()).tokens
    token = next(one for one in tokens if one.text == opening)
    assert (tokens[token.head].text, token.dep) == (verb, dep)


@pytest.mark.parametrize(
    "text",
    [
        "On Sunday, the army said rebels had shot six men near Gao.",
        "On Sunday, the army said that, near Gao, rebels had shot six men.",
        "Rebels shot six men, the army said on Sunday.",
        "The army said on Sunday rebels had shot six men.",
    ],
)
def test_what_stands_before_the_speaker_alone_stays_his(language: LanguageModel, text: str) -> None:
    """Without a comma behind the speaker the opening says when or where he spoke; the sentence is the same object."""
    sentence = _parse(language, text)
    assert mend_inserted(sentence, cues=load_cues()) is sentence
