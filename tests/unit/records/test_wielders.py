"""Whose the planes and tanks are: who did it, and who only ran onto something."""

from __future__ import annotations

import pytest

from musterbook.model import CasualtiesDetail
from tests.builders import read_text


@pytest.mark.parametrize(
    ("text", "by"),
    [
        ("Army drones hit a market in Bara on Monday, killing two civilians.", "Army"),
        ("An army tank hit a house near Bara on Monday, killing two civilians.", "army"),
        ("An army tank hit a landmine near Bara on Monday, killing two soldiers.", None),
        ("A navy warship struck a mine off Hodeida on Monday, killing three sailors.", None),
        ("A Nigerian army helicopter hit a hill near Gao on Monday, killing nine soldiers.", None),
    ],
    ids=["drones", "house", "landmine", "sea mine", "hill"],
)
def test_who_runs_onto_something_killed_nobody(text: str, by: str | None) -> None:
    """A craft stands for whose it is where it strikes, not where it runs onto a mine or a hill."""
    (dead,) = [claim for claim in read_text(text).claims if isinstance(claim.detail, CasualtiesDetail)]
    assert isinstance(dead.detail, CasualtiesDetail)
    assert (dead.detail.by.words if dead.detail.by else None) == by
