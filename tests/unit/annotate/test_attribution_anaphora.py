"""Who a pronoun, a bare noun or a possessive speaks for, and how long a source may be."""

from __future__ import annotations

import re

import pytest

from musterbook.annotate.attribution.find import find_attributions
from musterbook.annotate.language import LanguageModel
from musterbook.model import ActorReading, Attribution, Block, Document, Mention, Side, make_id


def actor(text: str, words: str, side: Side) -> Mention:
    """Return the mention of an actor whose id is its words, at the first place where they stand."""
    start = text.index(words)
    reading = ActorReading(actor_id=words, name=words, side=side, words=words, why="made for the test")
    return Mention(
        mention_id=make_id("m", start), kind="actor", start=start, end=start + len(words), text=words, reading=reading
    )


def said(language: LanguageModel, text: str, *actors: Mention) -> list[Attribution]:
    """Return the attributions that somebody other than the outlet makes."""
    blocks = tuple(Block(kind="paragraph", start=m.start(), end=m.end()) for m in re.finditer(r"[^\n]+", text))
    document = Document(document_id="d", report_id="r", text=text, blocks=blocks, location="test")
    ((_, sentences),) = language.analyse([document])
    made = find_attributions(sentences, document=document, actors=actors)
    return [one for one in made if one.mode != "none_stated"]


def test_an_opening_pronoun_is_the_subject_of_the_sentence_before(language: LanguageModel) -> None:
    """An "It said" after a sentence about the ministry is the ministry, whoever spoke before; the words stay "It"."""
    text = "The rebels said that they won. The Defence Ministry gave another account. It said that they lost."
    last = said(language, text, actor(text, "The rebels", "armed_group"))[-1]
    assert (last.source.words, last.source.kind, last.is_party) == ("It", "military", True)


def test_he_is_the_commander_that_was_only_spoken_of(language: LanguageModel) -> None:
    """An opening "he" may be an office holder inside the sentence before."""
    text = "An official said that it rained. The delay matters, because the army commander has asked for men. He told reporters that he had too few."
    last = said(language, text)[-1]
    assert (last.source.words, last.source.kind, last.source.role) == ("He", "military", "army commander")


def test_their_spokesman_speaks_for_them(language: LanguageModel) -> None:
    """A possessive in the source makes it one of those whom the pronoun means."""
    text = "The Taliban told another story. Their spokesman said that nobody had died."
    last = said(language, text, actor(text, "The Taliban", "armed_group"))[-1]
    assert (last.source.words, last.source.kind, last.is_party) == ("Their spokesman", "armed_group", True)


def test_the_spokesman_is_the_one_introduced_before(language: LanguageModel) -> None:
    """A bare "the spokesman" takes over the organisation of the last one introduced."""
    text = "A spokesman for the Health Ministry said that nine had died.\nThe bridge was closed.\nThe spokesman said that it was over."
    last = said(language, text)[-1]
    assert (last.source.words, last.source.organisation) == ("The spokesman", "Health Ministry")


def test_the_army_that_speaks_is_the_one_the_sentence_tells_of(language: LanguageModel) -> None:
    """A bare "the army" that the text makes another one's is not the army that spoke before."""
    text = "Niger's army said that it had lost ten men.\nThe Malian army shelled a camp near Gao, the army said."
    start = text.rindex("army")
    mali = ActorReading(
        actor_id="The Malian army", name=None, side="state_force", words="army", why="made for the test"
    )
    again = Mention(
        mention_id=make_id("m", start), kind="actor", start=start, end=start + 4, text="army", reading=mali
    )  # fmt: skip
    niger = actor(text, "Niger's army", "state_force")
    last = said(language, text, niger, actor(text, "The Malian army", "state_force"), again)[-1]
    assert last.source.actor is not None
    assert last.source.actor.actor_id == "The Malian army"


def test_nobody_claims_nothing(language: LanguageModel) -> None:
    """The words "No group has claimed the attack" are no statement of a group."""
    assert said(language, "No group has claimed the attack.") == []
    assert said(language, "Nobody claimed responsibility.") == []


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Nine died, according to a report of the council, which was published this week.", "a report of the council"),
        (
            "Nine died, according to the team that monitors the sanctions against the banned armed groups in the north.",
            "the team",
        ),
        ("Nine died, according to an elder who fled.", "an elder who fled"),
    ],
    ids=["aside", "long clause", "short clause"],
)
def test_a_source_ends_before_a_long_tail(language: LanguageModel, text: str, words: str) -> None:
    """A ", which …" is no part of a source, nor the relative clause of one longer than twelve words."""
    (made,) = said(language, text)
    assert made.source.words == words


def test_whom_an_envoy_is_sent_to_does_not_speak(language: LanguageModel) -> None:
    """The body behind "to" is not the actor of the source."""
    text = "The envoy to NATO said that nine had died."
    (made,) = said(language, text, actor(text, "NATO", "international_force"))
    assert (made.source.actor, made.is_party) == (None, False)
