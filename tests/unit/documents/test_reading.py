"""The door of the stage: every report is a document or a Skip."""

from __future__ import annotations

import dataclasses

import pytest
from hypothesis import given
from hypothesis import strategies as st

from musterbook.config import DocumentSettings
from musterbook.documents.reading import run
from musterbook.model import Report, Skip, hash_bytes

SETTINGS = DocumentSettings()
PIECES = [
    "Credit: AFP",
    "\n\n",
    "\n",
    "(Photo by X/AFP)",
    "KABUL, April 14 (AFP) — ",
    "Nine were killed. ",
    "“Yes.”",
    "By Jo Writer",
    "#",
    "> ",
    "]( ",
    "\u00a0",
    "e\u0301",
    "<p>",
    "[",
    "(",
    " ",
]


def as_report(text, media_type):
    """Return a report of the text."""
    raw = text.encode("utf-8", "replace")
    return Report(report_id=hash_bytes(raw), media_type=media_type, location="x", raw=raw, encoding="utf-8")


@given(
    st.text() | st.lists(st.sampled_from(PIECES)).map("".join),
    st.sampled_from(["text/plain", "text/markdown", "text/html"]),
)
def test_any_text(text, media_type):
    """Any text gives a document or a Skip; blocks are in order, apart, trimmed, and hold all that is not blank."""
    result = run([as_report(text, media_type)], settings=SETTINGS)
    assert result.made or result.skipped
    for document in result.made:
        spans = [(block.start, block.end) for block in document.blocks]
        texts = [document.text[start:end] for start, end in spans]
        assert "\n\n".join(texts) == document.text
        assert all(part and part == part.strip() for part in texts)
        assert spans == sorted(spans)


@given(st.lists(st.sampled_from(PIECES), min_size=1).map("".join), st.sampled_from(["text/plain", "text/markdown"]))
def test_offsets_reach_the_report(text, media_type):
    """Every mapped character of a document is that character of the decoded report."""
    report = as_report(text, media_type)
    for document in run([report], settings=SETTINGS).made:
        source = report.raw.decode()
        for start, at, length in document.offsets.segments:
            assert document.text[start : start + length] == source[at : at + length]


@pytest.mark.parametrize(
    ("text", "code", "reason"),
    [
        ("", "empty", "The report holds no text."),
        (" \n\t ", "empty", "The report holds no text."),
        ("Killed", "too-short", "The text has 1 words; 3 are needed."),
    ],
    ids=["nothing", "blank", "one-word"],
)
def test_no_text(read_result, text, code, reason):
    """A report without text is skipped, with the reason for people and the code for programs."""
    assert read_result(text).skipped == (
        Skip(stage="documents", input_id=hash_bytes(text.encode()), location="page", code=code, reason=reason),
    )


def test_unknown_format(read_result):
    """A format without a reader is skipped."""
    assert [skip.code for skip in read_result(b"GIF89a", "image/gif").skipped] == ["unreadable"]


def test_too_long(settings):
    """The first characters of an over-long report are read, and the rest is skipped with a reason."""
    small = dataclasses.replace(settings, max_characters=100)
    result = run([as_report("Nine were killed. " * 20, "text/plain")], settings=small)
    assert len(result.made[0].text) <= 100
    assert [(skip.code, skip.reason) for skip in result.skipped] == [
        ("too-long", "Only the first 100 of 360 characters were read.")
    ]


def test_sentence_of_a_hundred_thousand_words(read):
    """A sentence without end is read whole."""
    assert len(read("nine " * 100_000).text.split()) == 100_000


def test_same_report_same_document(read):
    """A second run gives the same document, id included."""
    text = "Nine killed in raid\n\nNine fighters were killed near Tarin, the army said."
    assert read(text) == read(text)
    assert read(text).document_id.startswith("d-")


def test_order_is_kept(settings):
    """Documents come in the order of their reports, and one bad report stops nothing."""
    texts = ["Nine were killed near Tarin.", "", "Two were killed near Marah."]
    result = run([as_report(text, "text/plain") for text in texts], settings=settings)
    assert [document.text for document in result.made] == [texts[0], texts[2]]
    assert [skip.code for skip in result.skipped] == ["empty"]


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Nine fighters were killed when soldiers raided a village near the town.", "en"),
        ("NINE FIGHTERS WERE KILLED WHEN SOLDIERS RAIDED A VILLAGE NEAR THE TOWN.", "en"),
        ("قتل تسعة من المسلحين في هجوم شنه الجيش على قرية قرب المدينة", "ar"),
        ("Neun Kämpfer wurden getötet, als Soldaten ein Dorf bei der Stadt stürmten.", "de"),
        ("Nueve combatientes murieron cuando los soldados asaltaron una aldea.", "es"),
        ("军队说九名武装分子在袭击村庄时被打死", "zh"),
        ("Tarin Marah Kolva", None),
    ],
    ids=["en", "capitals", "ar", "de", "es", "zh", "names"],
)
def test_languages(read, text, language):
    """The language is detected; too few words leave it open."""
    assert read(text).language == language


def test_given_language_where_detection_fails(read):
    """What was given beside a short text stands in for a detection."""
    assert read("Tarin Marah Kolva", language="fr").language == "fr"
