"""The table of words around places is checked as it loads."""

from __future__ import annotations

from importlib import resources

import pytest

from musterbook.annotate.places.words import load_place_words, read_place_words
from musterbook.errors import RegisterError

TEXT = (resources.files("musterbook.annotate") / "data" / "places.toml").read_text("utf-8")


def test_the_shipped_table_loads() -> None:
    """Feature words say kinds, phrases are the longest first, abbreviations keep their capitals."""
    words = load_place_words()
    assert words.features["district"] == {"adm2"}
    assert words.features["area"] == frozenset()
    assert words.aliases["US"] == "United States"
    assert [len(phrase) for phrase in words.near] == sorted((len(phrase) for phrase in words.near), reverse=True)


@pytest.mark.parametrize(
    ("old", "new", "match"),
    [
        ('kinds = ["adm2"]', 'kinds = ["adm3"]', r"unknown kind of place.*adm3.*\(at places.toml features\[0\]\)"),
        ("[institutions]", "[bodies]", "lacks a part.*'institutions'"),
        ("[institutions]", "[institutions", "is not TOML"),
    ],
    ids=["kind", "missing table", "no TOML"],
)
def test_a_fault_is_refused_with_its_row(old: str, new: str, match: str) -> None:
    """A table with a fault never loads in part."""
    assert old in TEXT
    with pytest.raises(RegisterError, match=match):
        read_place_words(TEXT.replace(old, new, 1))
