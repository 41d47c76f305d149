"""Who says it: cues, quotations, speakers, hedges and evidence of whole documents."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from musterbook.annotate.attribution.find import find_attributions
from musterbook.annotate.language import LanguageModel
from musterbook.model import (
    ActorReading,
    Attribution,
    Block,
    Document,
    Mention,
    Sentence,
    Side,
    Source,
    Token,
    make_id,
)


def document_of(text: str, *, headline: bool = False) -> Document:
    """A document whose blocks are the paragraphs of the text."""
    blocks = [Block(kind="paragraph", start=m.start(), end=m.end()) for m in re.finditer(r"[^\n]+", text)]
    if headline:
        blocks[0] = Block(kind="headline", start=blocks[0].start, end=blocks[0].end)
    return Document(
        document_id="d-1", report_id="0" * 64, text=text, blocks=tuple(blocks), location="test", outlet="Morning Post"
    )


def actor(text: str, words: str, *, side: Side, actor_id: str | None = None, nationality: str | None = None) -> Mention:
    """The mention of an actor at the first place where the words stand."""
    start = text.index(words)
    reading = ActorReading(
        actor_id=actor_id, name=actor_id, side=side, words=words, nationality=nationality, why="made for the test"
    )
    return Mention(
        mention_id=make_id("m", start), kind="actor", start=start, end=start + len(words), text=words, reading=reading
    )


def read(
    language: LanguageModel, text: str, *actors: Mention, headline: bool = False
) -> tuple[Document, tuple[Attribution, ...]]:
    """The document of the text and its attributions."""
    document = document_of(text, headline=headline)
    ((_, sentences),) = language.analyse([document])
    return document, find_attributions(sentences, document=document, actors=actors)


def said(language: LanguageModel, text: str, *actors: Mention, headline: bool = False) -> list[Attribution]:
    """The attributions of the text that somebody other than the outlet makes."""
    _, attributions = read(language, text, *actors, headline=headline)
    return [made for made in attributions if made.mode != "none_stated"]


CASES = {
    "said with a clause": (
        "Officials said on Monday that nine soldiers had been killed.",
        ("that nine soldiers had been killed", "said", "Officials", "officials", "indirect", "states"),
    ),
    "trailing cue": (
        "Nine soldiers had been killed in the ambush, officials said.",
        ("Nine soldiers had been killed in the ambush", "said", "officials", "officials", "indirect", "states"),
    ),
    "according to behind": (
        "The bomb killed 20 militants, according to Afghan officials.",
        ("The bomb killed 20 militants", "according to", "Afghan officials", "officials", "indirect", "states"),
    ),
    "according to in front": (
        "According to residents, the village was burned down.",
        ("the village was burned down", "According to", "residents", "residents", "indirect", "states"),
    ),
    "belief": (
        "Security sources believe that the group has doubled in size.",
        (
            "that the group has doubled in size",
            "believe",
            "Security sources",
            "security_sources",
            "indirect",
            "believes",
        ),
    ),
    "estimate": (
        "Analysts estimate that about 900 fighters remain in the valley.",
        ("that about 900 fighters remain in the valley", "estimate", "Analysts", "analysts", "indirect", "estimates"),
    ),
    "number put on something": (
        "The ministry put the number of dead at 40.",
        ("the number of dead at 40", "put", "The ministry", "government", "indirect", "states"),
    ),
    "denial": (
        "The army denied that its planes had hit the market.",
        ("that its planes had hit the market", "denied", "The army", "military", "indirect", "denies"),
    ),
    "warning": (
        "Doctors warned that the hospital was running out of blood.",
        ("that the hospital was running out of blood", "warned", "Doctors", "medical", "indirect", "warns"),
    ),
    "curly quotation, inverted cue": (
        "“We pushed them back to the river,” said the local police chief.",
        ("“We pushed them back to the river,”", "said", "the local police chief", "police", "direct", "states"),
    ),
    "straight quotation, cue in front": (
        'The governor told reporters: "The road is open again."',
        ('"The road is open again."', "told", "The governor", "officials", "direct", "states"),
    ),
    "citing": (
        "Twelve people were abducted, the newspaper reported.",
        ("Twelve people were abducted", "reported", "the newspaper", "media", "indirect", "states"),
    ),
}


@pytest.mark.parametrize(("text", "expected"), CASES.values(), ids=CASES)
def test_one_statement_is_read_with_content_cue_source_mode_and_stance(
    language: LanguageModel, text: str, expected: tuple[str, ...]
) -> None:
    """A sentence with one cue gives one attribution with what is said, by whom, how."""
    document = document_of(text)
    made = said(language, text)
    got = [(document.text[a.start : a.end], a.cue, a.source.words, a.source.kind, a.mode, a.stance) for a in made]
    assert got == [expected]


@pytest.mark.parametrize(
    "text",
    [
        "The rebels attacked the town at dawn and burned the market.",
        "Soldiers found a cache of weapons under the mosque.",
        "The group plans to attack the capital next month.",
        "The drone fired two missiles at a car called the Beast.",
        "The minister did not say how many miners were missing.",
    ],
    ids=["plain event", "found an object", "a plan is the outlet's word", "called as a name", "negated speech"],
)
def test_sentences_without_a_statement_are_the_outlets_own(language: LanguageModel, text: str) -> None:
    """Verbs that can attribute do not where they stand in another frame, or are negated."""
    document, attributions = read(language, text)
    assert attributions == (
        Attribution(
            start=0,
            end=len(document.text),
            source=Source(kind="outlet", organisation="Morning Post"),
            mode="none_stated",
        ),
    )


def test_every_sentence_has_one_attribution_of_the_outlet_that_covers_it(language: LanguageModel) -> None:
    """The fallback exists for each sentence, so that a look-up by span always finds one."""
    text = "Gunmen stormed the base. Officials said that nine died.\n“It was quick,” said a witness."
    document = document_of(text)
    ((_, sentences),) = language.analyse([document])
    made = find_attributions(sentences, document=document, actors=())
    outlet = [(a.start, a.end) for a in made if a.mode == "none_stated"]
    assert outlet == [(sentence.start, sentence.end) for sentence in sentences]


def test_a_hedge_without_a_source_takes_over_the_nearest_source_as_a_guess(language: LanguageModel) -> None:
    """“Were thought to be” keeps its words as a hedge and the last speaker of the block before as nearest."""
    text = (
        "Security sources now say that the network has grown.\n"
        "Last year 800 fighters were thought to be active in the hills."
    )
    made = said(language, text)[-1]
    assert (made.cue, made.hedge, made.hedge_scale, made.stance) == (
        "were thought to be",
        ("were thought to be",),
        "everyday",
        "believes",
    )
    assert (made.source.words, made.source.kind, made.is_nearest) == ("Security sources", "security_sources", True)


def test_a_hedge_with_no_source_before_it_has_an_unknown_anonymous_source(language: LanguageModel) -> None:
    """Nothing is guessed where the text has named nobody."""
    made = said(language, "About 300 men are believed to be hiding in the forest.")
    assert [(a.source, a.is_nearest, a.is_anonymous, a.mode) for a in made] == [
        (Source(kind="unknown"), False, True, "indirect")
    ]


def test_a_passive_with_an_agent_has_that_source(language: LanguageModel) -> None:
    """“Is believed by” names who believes and is no hedge without a source."""
    (made,) = said(language, "The cell is believed by police to have twelve members.")
    assert (made.source.words, made.stance, made.is_nearest, made.hedge) == ("police", "believes", False, ())


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The cell, estimated by police to have 120 members, fled.", "police"),
        ("The strength of the cell is put by diplomats at 120 men.", "diplomats"),
        ("A figure of 120 dead was given by the ministry.", "the ministry"),
    ],
    ids=["reduced", "put", "given"],
)
def test_a_number_put_by_somebody_is_theirs(language: LanguageModel, text: str, expected: str) -> None:
    """Who estimates, puts or gives a number speaks, also in a clause without an auxiliary."""
    assert [made.source.words for made in said(language, text) if made.mode == "indirect"] == [expected]


def test_an_evening_says_nothing(language: LanguageModel) -> None:
    """The time by which something was counted is nobody who counted."""
    said_by = [
        made.source.words for made in said(language, "Some 30 shells had been found by the evening, a nurse said.")
    ]
    assert said_by == ["a nurse"]


def test_nobody_speaks_who_puts_a_prisoner_somewhere(language: LanguageModel) -> None:
    """Without a number, being put by somebody attributes nothing."""
    assert [made.source.words for made in said(language, "The prisoner was put by police in a cell.")] in ([], [None])


def test_words_of_reserve_are_kept_with_their_scale(language: LanguageModel) -> None:
    """Everyday words and the wording of ICD 203 are told apart."""
    everyday = said(language, "Officials said that 40 rebels may have died.")[0]
    formal = said(language, "The intelligence agency said it was almost certainly a drone strike.")[0]
    assert (everyday.hedge, everyday.hedge_scale) == (("may have",), "everyday")
    assert (formal.hedge, formal.hedge_scale) == (("almost certainly",), "ICD 203")


def test_the_month_of_may_hedges_nothing_in_another_form(language: LanguageModel) -> None:
    """“In May” is a date."""
    (made,) = said(language, "Officials said that nine soldiers died in May.")
    assert made.hedge == ()


def test_an_office_holder_is_named_and_a_pronoun_stands_for_him(language: LanguageModel) -> None:
    """Rank, office and name are kept; “he” in the next sentence is the same speaker."""
    text = (
        "“They fled at night,” said Colonel Tariq Aziz, a spokesman for the Iraqi army. "
        "He confirmed that two villages had been retaken."
    )
    first, second = said(language, text)
    assert (first.source.person, first.source.role, first.source.organisation, first.source.kind) == (
        "Tariq Aziz",
        "spokesman",
        "Iraqi army",
        "military",
    )
    assert (second.source.words, second.source.person, second.stance) == ("He", "Tariq Aziz", "confirms")


def test_a_private_person_is_never_named(language: LanguageModel) -> None:
    """Of a witness the role is kept, not the name; the span still shows where the words stand."""
    text = "“They burned our house,” said Mary Johnson, a farmer from the valley."
    (made,) = said(language, text)
    source = made.source
    assert (source.person, source.role, source.words, source.kind) == (None, "farmer", "farmer", "residents")
    assert source.start is not None
    assert text[source.start :].startswith("Mary")
    assert made.is_anonymous is False


def test_the_next_quotation_of_a_paragraph_and_of_the_next_one_keep_the_speaker(language: LanguageModel) -> None:
    """A bare quotation goes to the speaker before it; the mark left open joins two paragraphs."""
    text = (
        "“We have lost men,” the commander said. “We will go on.\n"
        "“Nobody will stop us now,” he added.\n"
        "“We need help from abroad.”"
    )
    quotes = [(text[a.start : a.end], a.source.role) for a in said(language, text) if a.mode == "direct"]
    assert quotes == [
        ("“We have lost men,”", "commander"),
        ("“We will go on.", "commander"),
        ("“Nobody will stop us now,”", "commander"),
        ("“We need help from abroad.”", "commander"),
    ]


def test_a_commander_of_a_group_speaks_for_a_party(language: LanguageModel) -> None:
    """The actor in the words of the source makes it an armed group, anonymous and a party."""
    text = "In a rare interview obtained by Reuters, an IS commander confirmed that the group trains new men."
    (made,) = said(language, text, actor(text, "IS", side="armed_group", actor_id="islamic-state"))
    assert made.source.actor is not None
    assert (made.source.kind, made.source.actor.actor_id, made.is_party, made.is_anonymous, made.channel) == (
        "armed_group",
        "islamic-state",
        True,
        True,
        "obtained by Reuters",
    )


def test_officials_are_a_party_only_where_their_forces_are_in_the_text(language: LanguageModel) -> None:
    """The same words are a party's where the army of the country fights, and an onlooker's where it does not."""
    alone = "Malian officials said that nine people died."
    fighting = alone + " The Malian army had shelled the village."
    officials = {"side": "government", "nationality": "ML"}
    without = said(language, alone, actor(alone, "Malian officials", **officials))  # type: ignore[arg-type]
    forces = actor(fighting, "Malian army", side="state_force", nationality="ML")
    beside = said(language, fighting, actor(fighting, "Malian officials", **officials), forces)  # type: ignore[arg-type]
    assert [made.is_party for made in without] == [False]
    assert beside[0].is_party is True


def test_the_channel_is_kept_and_is_no_part_of_the_source(language: LanguageModel) -> None:
    """“Shared with” and “told” say through whom it came."""
    shared = said(language, "The group has grown by a fifth, according to an assessment shared with Reuters.")[0]
    told = said(language, "A military spokesman told AFP that 12 soldiers were missing.")[0]
    assert (shared.source.words, shared.channel) == ("an assessment", "shared with Reuters")
    assert (told.source.words, told.channel) == ("A military spokesman", "told AFP")


@pytest.mark.parametrize(
    ("text", "evidence"),
    [
        ("The group said it had killed 40 soldiers, without providing evidence.", "not_provided"),
        ("The militia said it had shot down a plane. It offered no proof.", "not_provided"),
        ("Officials said that video footage showed two gunmen.", "video"),
        ("Police said that nine people died.", "none_stated"),
        ("Police said that nine people died. Critics note the report gave no evidence of a plot.", "none_stated"),
    ],
    ids=["same sentence", "next sentence", "video", "none", "another speaker's evidence"],
)
def test_stated_evidence_is_read(language: LanguageModel, text: str, evidence: str) -> None:
    """What the text says of proof is kept, where it speaks of the same statement."""
    assert said(language, text)[0].evidence == evidence


def test_a_headline_names_its_source_beside_a_colon(language: LanguageModel) -> None:
    """“…: officials” at the end of a headline is a source; the same words in a paragraph are none."""
    text = "Twenty militants killed in night raid: officials"
    (made,) = said(language, text, headline=True)
    assert (text[made.start : made.end], made.source.kind) == ("Twenty militants killed in night raid", "officials")


words = st.sampled_from(
    ['"', "“", "”", "'", "‘", "’", "said", "he", "officials", "that", ",", ".", ":", "…", "—", "according", "to", "\n", "\n\n",
     "is", "believed", "told", "Reuters", "not", "«", "„", "„„", "''", "the", "army", "100", "reportedly", "\u200b", "É"]
)  # fmt: skip


@settings(max_examples=300)
@given(st.lists(words, max_size=40), st.randoms(use_true_random=False))
def test_odd_marks_and_broken_parses_never_break_it(parts: list[str], random: object) -> None:
    """Any marks, any heads (cycles too): spans stay inside the text, quoted words are its words, sentences are covered."""
    text = " ".join(parts).strip() or "x"
    document = document_of(text)
    sentences = tuple(scramble(document, random))
    made = find_attributions(sentences, document=document, actors=())
    for attribution in made:
        assert 0 <= attribution.start < attribution.end <= len(text)
        if attribution.cue is not None:
            assert attribution.cue == text[attribution.cue_start : attribution.cue_end]
        if attribution.source.start is not None:
            assert 0 <= attribution.source.start < (attribution.source.end or 0) <= len(text)
        assert all(hedge in text for hedge in attribution.hedge)
    assert [(a.start, a.end) for a in made if a.mode == "none_stated"] == [(s.start, s.end) for s in sentences]


def scramble(document: Document, random: object) -> list[Sentence]:
    """Sentences of words with heads, labels and tags drawn by chance."""
    labels = [
        "nsubj",
        "ccomp",
        "ROOT",
        "xcomp",
        "prep",
        "pobj",
        "dobj",
        "auxpass",
        "advcl",
        "relcl",
        "conj",
        "punct",
        "agent",
    ]
    sentences = []
    for number, block in enumerate(document.blocks):
        found = list(re.finditer(r"\w+|[^\w\s]", document.text[block.start : block.end]))
        if not found:
            continue
        tokens = tuple(
            Token(
                block.start + match.start(),
                block.start + match.end(),
                match.group(),
                match.group().lower(),
                random.choice(["VERB", "NOUN", "PROPN", "PUNCT", "AUX", "PRON"]),  # type: ignore[attr-defined]
                random.choice(["VBD", "VBN", "NNP", "NNS", "VB", "VBG"]),  # type: ignore[attr-defined]
                random.choice(labels),  # type: ignore[attr-defined]
                random.randrange(len(found)),  # type: ignore[attr-defined]
                random.choice(["", "PERSON", "ORG", "GPE"]),  # type: ignore[attr-defined]
                True,
            )
            for match in found
        )
        sentences.append(Sentence(start=block.start, end=block.end, block=number, kind=block.kind, tokens=tokens))
    return sentences


def test_a_sentence_of_nothing_but_cues_stays_bounded(language: LanguageModel) -> None:
    """Hostile text: at most 30 statements are read from one sentence, and its outlet attribution is there all the same."""
    document, made = read(language, "officials said that " * 150)
    assert document.text
    by_sentence = [a for a in made if a.mode == "none_stated"]
    assert by_sentence
    assert len(made) - len(by_sentence) <= 30 * len(by_sentence)
