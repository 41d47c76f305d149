"""Other spellings of a look-up key: what transliterations confuse, bounded."""

from __future__ import annotations

import pytest

from musterbook.annotate.places.spellings import respell
from musterbook.annotate.places.words import load_place_words


@pytest.mark.parametrize(
    ("key", "spelling"),
    [
        ("falloujah", "fallujah"),
        ("hawijah", "hawija"),
        ("jollo", "jolo"),
        ("kobanee", "kobani"),
        ("al zabadani", "zabadani"),
        ("landikotal", "landi kotal"),
        ("nad i ali", "nad e ali"),
        ("qonduz", "kunduz"),
    ],
    ids=["ou", "final h", "double consonant", "ee", "article", "joined", "link", "two changes"],
)
def test_a_spelling_is_among_those_tried(key: str, spelling: str) -> None:
    """One or two changes lead from the press spelling to the gazetteer's."""
    assert spelling in set(respell(key, load_place_words().spellings))


def test_short_keys_have_no_other_spellings() -> None:
    """Four letters resemble too many names."""
    assert list(respell("dara", load_place_words().spellings)) == []


def test_the_work_on_one_name_is_bounded() -> None:
    """A hostile name in which everything fits gives a fixed number of spellings, each once and never itself."""
    key = "eeoououkhqghdjiyw" * 6
    made = list(respell(key, load_place_words().spellings))
    assert len(made) <= 80
    assert len(set(made)) == len(made)
    assert key not in made
