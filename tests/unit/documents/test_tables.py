"""Faulty word tables are refused with the file and the key."""

from __future__ import annotations

from importlib.resources import files

import pytest

from musterbook.documents.tables import parse_table, read_table
from musterbook.errors import RegisterError


@pytest.mark.parametrize(
    "path", sorted(files("musterbook.documents").joinpath("data").iterdir()), ids=lambda path: path.name
)
def test_tables_load(path):
    """Every table of the stage is TOML that holds something."""
    assert read_table(path.name)._values


def test_missing_table():
    """A table that is not installed is named."""
    with pytest.raises(RegisterError, match=r"documents/data/none\.toml"):
        read_table("none.toml")


@pytest.mark.parametrize(
    ("text", "read", "match"),
    [
        ("a = ", lambda table: table, "not TOML"),
        ("a = ['x', 'x']", lambda table: table.words("a"), "words stand twice"),
        ("a = ['x', ' ']", lambda table: table.words("a"), r"not a word.*a\[1\]"),
        ("a = 0", lambda table: table.number("a"), "not a count"),
        ("a = true", lambda table: table.number("a"), "faulty table"),
        ("a = 1.5", lambda table: table.share("a"), "not a share"),
        ("", lambda table: table.section("b"), "expected dict, got nothing"),
    ],
    ids=["syntax", "twice", "blank", "zero", "kind", "share", "missing"],
)
def test_faults(text, read, match):
    """Each kind of fault is told with what was expected."""
    with pytest.raises(RegisterError, match=match):
        read(parse_table(text, where="t.toml"))
