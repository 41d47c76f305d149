"""The table of attribution words is checked as it loads."""

from __future__ import annotations

from importlib import resources

import pytest

from musterbook.annotate.attribution.cues import load_cues, read_cues
from musterbook.errors import RegisterError

TEXT = (resources.files("musterbook.annotate") / "data" / "attribution.toml").read_text("utf-8")


def test_the_shipped_table_loads() -> None:
    """Verbs have frames with stances, sources have kinds."""
    cues = load_cues()
    assert cues.frames["deny"]["clause"] == "denies"
    assert cues.sources["security sources"] == "security_sources"
    assert cues.channels["tell"] == {""}


@pytest.mark.parametrize(
    ("old", "new", "match"),
    [
        ('stance = "denies"', 'stance = "negates"', r"unknown stance.*'negates' \(at attribution.toml verbs"),
        ('frames = ["quantity"]', 'frames = ["amount"]', r"unknown frame of a verb.*'amount'"),
        ('kind = "medical"', 'kind = "medics"', r"unknown kind of source.*'medics'"),
        ('kind = "video"', 'kind = "film"', r"unknown kind of evidence.*'film'"),
        ('words = ["witness", "eyewitness"', 'words = ["resident", "eyewitness"', "a word names two kinds of source"),
        ("[strong]", "[weak]", "lacks a part.*'strong'"),
        ("[strong]", "[strong", "is not TOML"),
    ],
    ids=["stance", "frame", "source", "evidence", "two kinds", "missing table", "no TOML"],
)
def test_a_fault_is_refused_with_its_row(old: str, new: str, match: str) -> None:
    """A table with a fault never loads in part."""
    assert old in TEXT
    with pytest.raises(RegisterError, match=match):
        read_cues(TEXT.replace(old, new, 1))
