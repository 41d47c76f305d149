"""What the outlet adds behind a speaker in the middle of a sentence."""

from __future__ import annotations

import pytest

from musterbook.annotate.language import LanguageModel
from tests.unit.annotate.test_attribution_tails import speakers


@pytest.mark.parametrize(
    ("text", "speaker", "content"),
    [
        (
            "Five soldiers were killed near Gao on Tuesday, an officer said, three days after a bombing killed 16 people.",
            "an officer",
            "Five soldiers were killed near Gao on Tuesday",
        ),
        (
            "A mine killed four farmers near Gao, a local official said, in an area where rebels killed dozens this year.",
            "a local official",
            "A mine killed four farmers near Gao",
        ),
        (
            "Two soldiers were killed on Tuesday, the army said, as fighting that has killed 200 people went on.",
            "the army",
            "Two soldiers were killed on Tuesday",
        ),
        (
            "Nine soldiers died, the army said in a statement, less than two weeks after gunmen killed 30 people in Kidal.",
            "the army",
            "Nine soldiers died",
        ),
    ],
)
def test_background_behind_the_speaker_is_the_outlets(
    language: LanguageModel, text: str, speaker: str, content: str
) -> None:
    """The speaker says what stands before him, and nothing of what the outlet sets beside it."""
    assert speakers(language, text) == [(speaker, content)]


@pytest.mark.parametrize(
    ("text", "behind"),
    [
        ("Twelve men, the army said, were killed near Gao on Monday.", "were killed near Gao on Monday"),
        (
            "Nine men died in the ambush (the hospital says 11), on a road where 15 had died.",
            "on a road where 15 had died",
        ),
        ("A blast wounded 12 people in Jos, police said, after a similar attack killed seven.", "killed seven"),
    ],
)
def test_what_goes_on_behind_the_speaker_is_the_speakers(language: LanguageModel, text: str, behind: str) -> None:
    """One sentence around the speaker, and what led to the news, stay the speaker's."""
    ((_, content),) = speakers(language, text)
    assert content.endswith(behind)


def test_what_somebody_says_elsewhere_is_not_the_sentence(language: LanguageModel) -> None:
    """The army denies "what the residents say"; that it does is not said by the residents."""
    assert speakers(language, "The army has denied what the residents say.") == [("The army", "what the residents say")]


def test_a_gerund_behind_the_verb_is_what_is_said(language: LanguageModel) -> None:
    """Who "denied having hit a market" denies that, and not what stands before a semicolon."""
    text = "Jets bombed the market of Kutum, killing nine people; the army denied having hit any market."
    assert speakers(language, text) == [("the army", "having hit any market")]
