"""The door of the stage: what is read, what is skipped, and the laws every record keeps."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from musterbook.annotate.language import LanguageModel
from musterbook.config import RecordSettings
from musterbook.model import ActorReading, AnnotatedDocument, DocumentRecord, Skip, Source
from musterbook.records import run
from tests.unit.records.builders import actor, annotate, claims, plain, read, saying

ATTACK = "{Rebels|actor northern-front armed_group} attacked {Bergtal|place town} on {Sunday|time 2018-05-13}."
PIECES = (
    "{Rebels|actor northern-front armed_group}", "{the army|actor national-army state_force}", "{12|quantity 12 12 exact soldier}",
    "soldiers", "killed", "attacked", "the group", "in {Bergtal|place town}", "on {Sunday|time 2018-05-13}", "have", "fighters",
    "said", "denied", "claimed responsibility for", "the attack", "a {bomb|weapon ied}", "exploded", "has grown", "by", ",", "and",
    "which", "its", "they", "“", "”", ".", "\n\n", "recruited", "from", "withdrew", "captured", "will", "not", "died", "“We", "é🙂",
)  # fmt: skip


def _keeps_its_words(annotated: AnnotatedDocument, record: DocumentRecord) -> None:
    text = annotated.document.text
    ids = [claim.claim_id for claim in record.claims]
    assert len(ids) == len(set(ids))
    for claim in record.claims:
        assert text[claim.sentence_start : claim.sentence_end] == claim.sentence
        assert claim.sentence_start <= claim.start < claim.end <= claim.sentence_end
        assert claim.rule
        assert claim.marks
        assert all(0 <= mark.start < mark.end <= len(text) for mark in claim.marks)
    for event in record.events:
        assert set(event.claim_ids) <= set(ids)
        assert event.headline_claim_id in event.claim_ids


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(pieces=st.lists(st.sampled_from(PIECES), min_size=1, max_size=30))
def test_spans_are_the_documents_own(pieces: list[str], language: LanguageModel) -> None:
    """Whatever the words, sentence and spans are byte for byte those of the document, ids are unique, links lead somewhere."""
    annotated = annotate(" ".join(pieces).replace(" \n\n ", ".\n\n"), language)
    result = run([annotated], settings=RecordSettings(), made_by="test")
    assert len(result.made) + len(result.skipped) == 1
    for record in result.made:
        _keeps_its_words(annotated, record)


def test_a_second_run_gives_the_same(language: LanguageModel) -> None:
    """Ids and order depend on the content alone."""
    annotated = annotate(ATTACK, language)
    first, second = (run([annotated], settings=RecordSettings(), made_by="test") for _ in range(2))
    assert first == second


def test_documents_without_sentences_are_skipped(language: LanguageModel) -> None:
    """Nothing disappears: a document with nothing to read is a Skip with a reason."""
    annotated = replace(annotate(ATTACK, language), sentences=())
    result = run([annotated], settings=RecordSettings(), made_by="test")
    assert result.made == ()
    assert result.skipped == (
        Skip(
            stage="records",
            input_id="d-1",
            location="test.txt",
            code="empty",
            reason="the document has no sentence that could be read",
        ),
    )


@pytest.mark.parametrize(
    ("kinds", "n_claims"),
    [
        (("headline", "paragraph"), 1),
        (("caption", "paragraph"), 1),
        (("quote", "paragraph"), 2),
        (("standfirst", "paragraph"), 2),
    ],
    ids=["headline", "caption", "quote", "standfirst"],
)
def test_captions_and_headlines_make_no_claims(kinds: tuple[str, str], n_claims: int, language: LanguageModel) -> None:
    """Beside paragraphs, only quotes and the standfirst are read."""
    assert len(read(f"{ATTACK}\n\n{ATTACK}", language, kinds=kinds).claims) == n_claims


def test_a_headline_alone_is_read(language: LanguageModel) -> None:
    """Where there is nothing but a headline, the headline is the report."""
    assert len(read(ATTACK, language, kinds=("headline",)).claims) == 1


def test_without_a_publication_date(language: LanguageModel) -> None:
    """Then nothing is said on any day, and an unresolved time stays unresolved."""
    marked = "{Rebels|actor northern-front armed_group} attacked {Bergtal|place town} in {April|time month-1-04}."
    (claim,) = claims(marked, language, "event", published=None)
    assert claim.said_on is None
    assert claim.interval is not None
    assert (claim.interval.earliest, claim.interval.timex) == (None, "month-1-04")


def test_said_before_the_report(language: LanguageModel) -> None:
    """A time that hangs on the verb of saying is when it was said, not when it happened."""
    marked = f"On {{Friday|time 2018-05-11}} officials said that {ATTACK[:-1]}."
    text = plain(marked)
    said = saying(text, text[text.index("that Rebels") : -1], cue="said")
    (claim,) = claims(marked, language, "event", said=[said])
    assert claim.said_on is not None
    assert claim.interval is not None
    assert (claim.said_on.isoformat(), claim.interval.words) == ("2018-05-11", "Sunday")


def test_a_distance_behind_a_comma_is_no_day_of_saying(language: LanguageModel) -> None:
    """What the outlet sets beside the news behind the speaker does not say when he spoke."""
    marked = f"{ATTACK[:-1]}, officials said, {{a week after|time 2018-05-06}} a raid near the border."
    text = plain(marked)
    said = saying(text, text[: text.index(", officials")], cue="said")
    claim, *_ = claims(marked, language, "event", said=[said])
    assert claim.said_on is not None
    assert claim.said_on.isoformat() == "2018-05-16"


def test_a_quotation_over_several_sentences_has_its_speaker(language: LanguageModel) -> None:
    """A stated attribution goes before a sentence's own "none stated", however long the quotation is."""
    marked = f"“We were there. {ATTACK} We left.”"
    said = saying(plain(marked), plain(marked), mode="direct")
    (claim,) = claims(marked, language, "event", said=[said])
    assert claim.attribution == said


@pytest.mark.parametrize(
    ("sentence", "mode", "source", "actor_id"),
    [
        pytest.param(
            "“We killed {12|quantity 12 12 exact soldier} soldiers.”", "direct", "front", "northern-front", id="we"
        ),
        pytest.param(
            "it killed {12|quantity 12 12 exact soldier} soldiers.", "indirect", "front", "northern-front", id="it"
        ),
        pytest.param("“We killed {12|quantity 12 12 exact soldier} soldiers.”", "direct", None, None, id="we, unknown"),
    ],
)
def test_pronouns_of_speakers(
    sentence: str, mode: str, source: str | None, actor_id: str | None, language: LanguageModel
) -> None:
    """‘We’ is the speaker's side, ‘it’ the organisation that speaks; an unknown speaker stays unknown."""
    speaker: ActorReading | None = None if source is None else actor("the Front", "northern-front", "armed_group")
    said = saying(
        plain(sentence), plain(sentence), mode=mode, source=Source(kind="armed_group", words="the Front", actor=speaker)
    )
    (claim,) = claims(sentence, language, "casualties", said=[said])
    by = getattr(claim.detail, "by", None)
    assert (None if by is None else by.actor_id) == actor_id
