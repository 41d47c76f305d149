"""Sentences with marks, and ids as links."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from musterbook.model import Mark
from musterbook.report.sentences import LinkedRun, Run, cut_text, link_ids, mark_sentence
from tests.unit.report.sample import claim_id, make_claim, make_claims

BASE = 100
TEXT = st.text(min_size=1, max_size=60)


def _claim(sentence, *marks, **fields):
    found = tuple(Mark(role=role, start=BASE + start, end=BASE + end) for role, start, end in marks)
    return make_claim(1, "strength", make_claims()[0].detail, sentence=sentence, **({"marks": found} | fields))


def test_marks_become_runs():
    """Marked and unmarked stretches follow each other."""
    assert mark_sentence(_claim("He says 94 died.", ("source", 0, 2), ("quantity", 8, 10)), max_characters=99) == (
        Run(text="He", role="source"), Run(text=" says "), Run(text="94", role="quantity"), Run(text=" died."),
    )  # fmt: skip


def test_of_overlapping_marks_the_shorter_one_is_shown():
    """A number inside the words for the actor stays visible."""
    assert mark_sentence(_claim("about 94 fighters", ("actor", 0, 17), ("quantity", 6, 8)), max_characters=99) == (
        Run(text="about ", role="actor"), Run(text="94", role="quantity"), Run(text=" fighters", role="actor"),
    )  # fmt: skip


@given(
    TEXT,
    st.lists(
        st.tuples(st.sampled_from(["source", "quantity", "place"]), st.integers(-20, 80), st.integers(-20, 80)),
        max_size=8,
    ),
)
def test_runs_joined_give_the_sentence(sentence, marks):
    """Whatever the marks are, even outside the sentence, no character is lost, doubled or moved."""
    runs = mark_sentence(_claim(sentence, *marks), max_characters=99)
    assert "".join(run.text for run in runs) == sentence


@given(st.integers(0, 400), st.integers(20, 120))
def test_a_long_sentence_is_cut_around_the_claim(start, most):
    """The cut keeps the words of the claim, shows where it cut, and is no longer than asked for."""
    sentence = "".join(chr(0x4E00 + index) for index in range(410))
    runs = mark_sentence(_claim(sentence, start=BASE + start, end=BASE + start + 10), max_characters=most)
    text = "".join(run.text for run in runs)
    kept = text.removeprefix("… ").removesuffix(" …")
    assert sentence[start : start + 10] in kept
    assert kept in sentence
    assert len(kept) == most


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", (LinkedRun(text=""),)),
        ("no id here", (LinkedRun(text="no id here"),)),
        (claim_id(1), (LinkedRun(text="claim 1", anchor=claim_id(1)),)),
        (f"{claim_id(2)} says 5", (LinkedRun(text=f"{claim_id(2)} says 5"),)),
        (
            f"see {claim_id(1)}.",
            (LinkedRun(text="see "), LinkedRun(text="claim 1", anchor=claim_id(1)), LinkedRun(text=".")),
        ),
        ("c-1234", (LinkedRun(text="c-1234"),)),
        (
            f"{claim_id(1)}, {claim_id(3)}, but {claim_id(1)}",
            (
                LinkedRun(text="claim 1", anchor=claim_id(1)),
                LinkedRun(text=", but "),
                LinkedRun(text="claim 1", anchor=claim_id(1)),
            ),
        ),
    ],
    ids=["empty", "plain", "only", "unknown", "inside", "short", "copies in a list"],
)
def test_known_ids_become_links(text, expected):
    """An id that is on the page is a link with its label, in a list once for all copies; any other text stays as it is."""
    assert link_ids(text, labels={claim_id(1): "claim 1", claim_id(3): "claim 1"}) == expected


@given(TEXT, st.integers(1, 80))
def test_cutting_never_lengthens(text, most):
    """A cut text is a beginning of the text and fits."""
    cut = cut_text(text, most)
    assert len(cut) <= most
    assert cut == text or text.startswith(cut.removesuffix("…"))
