"""The tables of words and layouts are checked as they load."""

from __future__ import annotations

from importlib.resources import files

import pytest

from musterbook.errors import RegisterError
from musterbook.imports.tables import parse_words
from musterbook.sources.layouts import parse_layouts

WORDS = files("musterbook.imports").joinpath("data", "imports.toml").read_text(encoding="utf-8")
LAYOUTS = files("musterbook.sources").joinpath("data", "layouts.toml").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("[units]", "[units", "no TOML"),
        ("[repeats]", "[other]", "a table is missing"),
        ('upto = "at_most"', 'upto = "most"', "no such word"),
        ('"serbia" = "RS"', '"serbia" = "Serbia"', "no country code"),
    ],
    ids=["no TOML", "missing table", "unknown bound", "no country"],
)
def test_faulty_words_are_refused(old: str, new: str, message: str) -> None:
    """A fault in the table of words is told with its place."""
    assert old in WORDS
    with pytest.raises(RegisterError, match=message):
        parse_words(WORDS.replace(old, new))


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ('name = "acled"', 'name = "gtd"', "no such layout"),
        ('best_est = "best"', 'Best_Est = "best"', "not folded"),
        ('title = "ACLED"', 'title = ""', "no title"),
    ],
    ids=["unknown layout", "capitals", "no title"],
)
def test_faulty_layouts_are_refused(old: str, new: str, message: str) -> None:
    """A fault in the table of layouts is told with its place."""
    assert old in LAYOUTS
    with pytest.raises(RegisterError, match=message):
        parse_layouts(LAYOUTS.replace(old, new))
