"""Names as keys: spellings of one name meet, and what everybody names is no key."""

from __future__ import annotations

import pytest

from musterbook.incidents.names import choose_keys, find_names, spell_plainly


@pytest.mark.parametrize(
    ("one", "other"),
    [("Beledweyne", "Baladwayn"), ("Mocimboa", "Moçimboa"), ("Qandala", "Kandala"), ("Palma’s", "Palma")],
)
def test_spellings_of_one_name_are_one_key(one: str, other: str) -> None:
    """Vowels, doubled letters, accents, possessives and like consonants make no other name."""
    assert spell_plainly(one) == spell_plainly(other)


def test_short_names_count_as_they_are_written() -> None:
    """Too few consonants are shared by too many names."""
    assert spell_plainly("Bama") != spell_plainly("Boma")


def test_only_rare_words_in_capitals_are_names() -> None:
    """A word that opens a sentence and stands nowhere else is marked; days and what others name are left out."""
    text = "Gunmen came to Baladwayn on Monday. Zurmawa was quiet. They left Baladwayn for Kwatarkwashi."
    start = text.index("Kwatarkwashi")
    names = find_names(text, others=[(start, start + len("Kwatarkwashi"))])
    keys = {name.key: name.is_opening for name in names}
    assert keys.get(spell_plainly("Baladwayn")) is False
    assert keys.get(spell_plainly("Zurmawa")) is True
    assert spell_plainly("Kwatarkwashi") not in keys


def test_texts_that_share_many_names_share_some_keys() -> None:
    """The keys of a text are those with the smallest hash, whatever the order."""
    names = [f"name{number}" for number in range(30)]
    assert choose_keys(names, most=4) == choose_keys(reversed(names), most=4)
