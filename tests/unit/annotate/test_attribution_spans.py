"""Where content begins and ends, and speech that is refused."""

from __future__ import annotations

import re

import pytest

from musterbook.annotate.attribution.find import find_attributions
from musterbook.annotate.attribution.trees import trim
from musterbook.annotate.language import LanguageModel
from musterbook.model import Attribution, Block, Document


def said(language: LanguageModel, text: str) -> list[tuple[str, str | None, str | None, str]]:
    """(content, cue, source, stance) of all that somebody other than the outlet says."""
    blocks = tuple(Block(kind="paragraph", start=m.start(), end=m.end()) for m in re.finditer(r"[^\n]+", text))
    document = Document(document_id="d-1", report_id="0" * 64, text=text, blocks=blocks, location="test")
    ((_, sentences),) = language.analyse([document])
    found: tuple[Attribution, ...] = find_attributions(sentences, document=document, actors=())
    return [
        (text[made.start : made.end], made.cue, made.source.words, made.stance)
        for made in found
        if made.mode != "none_stated"
    ]


REFUSED = [
    ("The ministry would neither confirm nor deny that 40 soldiers were killed.", "would neither confirm nor deny"),
    ("The army neither confirmed nor denied that it was hit.", "neither confirmed nor denied"),
    ("The rebels did not confirm or deny that they hold the town.", "did not confirm or deny"),
    ("A spokesman refused to confirm that 12 men were killed.", "refused to confirm"),
    ("The governor declined to confirm that the bridge had fallen.", "declined to confirm"),
]


@pytest.mark.parametrize(("text", "cue"), REFUSED, ids=[row[1] for row in REFUSED])
def test_what_is_neither_confirmed_nor_denied_is_doubted_once(language: LanguageModel, text: str, cue: str) -> None:
    """A refusal to confirm confirms nothing; a second verb that shares the content is part of the cue."""
    found = said(language, text)
    assert [(row[1], row[3]) for row in found] == [(cue, "doubts")]
    assert found[0][0] == text[text.index(cue) + len(cue) :].strip(" .")


def test_a_refusal_to_say_states_nothing(language: LanguageModel) -> None:
    """Nobody has said what he refuses to say."""
    assert said(language, "The general refused to say how many of his men were killed.") == []


def test_a_verb_is_not_its_own_content(language: LanguageModel) -> None:
    """Two verbs of speech joined by "or" share what stands behind the second."""
    ((content, *_),) = said(language, "The army could not confirm or rule out that the convoy was attacked.")
    assert content == "that the convoy was attacked"


CLAUSES = {
    "a quotation inside a clause": (
        "The general said the raid was “a clear success” and that nobody was hurt.",
        ["the raid was “a clear success” and that nobody was hurt"],
    ),
    "a quotation that ends a clause": (
        "The general says the rebels “have lost the town for good.”",
        ["the rebels “have lost the town for good.”"],
    ),
    "two clauses in front of a trailing cue": (
        "Two bridges fell and the mill burned, but nobody was hurt, the mayor said.",
        ["Two bridges fell and the mill burned, but nobody was hurt"],
    ),
    "a cue inside a clause": (
        "Twelve men, the army said, were killed near the river.",
        ["Twelve men, the army said, were killed near the river"],
    ),
    "a participle that goes on": (
        "A spokesman said the base was taken, adding that 40 rebels had surrendered.",
        ["the base was taken", "that 40 rebels had surrendered"],
    ),
    "a second verb that goes on": (
        "The minister said the base was taken and warned that more attacks would follow.",
        ["the base was taken", "that more attacks would follow"],
    ),
    "two single marks for a double one": (
        "''We will hold the town,'' the general said. ''Nobody will leave.''",
        ["''We will hold the town,''", "''Nobody will leave.''"],
    ),
}


@pytest.mark.parametrize(("text", "contents"), CLAUSES.values(), ids=CLAUSES)
def test_content_is_the_whole_of_what_is_said(language: LanguageModel, text: str, contents: list[str]) -> None:
    """Quotations inside a clause belong to it; what the speaker says next is a statement of its own by the same speaker."""
    found = said(language, text)
    assert [row[0] for row in found] == contents
    assert len({row[2] for row in found}) == 1


def test_a_bracket_behind_a_name_is_part_of_the_source(language: LanguageModel) -> None:
    """The source ends behind the bracket that it opened."""
    ((_, _, source, _),) = said(language, "Senator Ann Lowe (D-Md.) said the raid had failed.")
    assert source == "Senator Ann Lowe (D-Md.)"


TRIMS = [
    ("He said it was “a trap.” Then", "it was “a trap", "it was “a trap.”"),
    ('He said it was "a trap." Then', 'it was "a trap', 'it was "a trap."'),
    ("He said it was ''a trap,'' then", "it was ''a trap", "it was ''a trap,''"),
    ("He said it was “a trap Then", "it was “a trap", "it was “a trap"),
    ("He said “it was a trap” then", "it was a trap”", "“it was a trap”"),
    (" , – ", " , – ", ""),
]


@pytest.mark.parametrize(("text", "words", "trimmed"), TRIMS, ids=[row[2] or "nothing" for row in TRIMS])
def test_a_span_keeps_the_marks_of_its_quotations(text: str, words: str, trimmed: str) -> None:
    """Stops and spaces at the ends go, a closing mark of a quotation in the span comes with its stop."""
    start = text.index(words)
    first, last = trim(text, start, start + len(words))
    assert text[first:last] == trimmed
