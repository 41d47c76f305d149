"""Denials in so many words, and counts that tell of a happening by themselves."""

from __future__ import annotations

from datetime import date

import pytest

from musterbook.model import DenialDetail
from tests.builders import read_text


def _denied(text: str) -> list[str]:
    """Return the words of the claims that are denied, one for each denial."""
    told = {claim.claim_id: claim for claim in read_text(text).claims}
    details = [claim.detail for claim in told.values() if isinstance(claim.detail, DenialDetail)]
    return [text[told[held.denies].start : told[held.denies].end] for held in details if held.denies is not None]


_STRIKE = "An air strike killed nine people at a wedding in the Yemeni city of Saada on Sunday, residents said."


@pytest.mark.parametrize(
    "words",
    [
        '"Our pilots did not carry out any strike in Saada," a spokesman for the Saudi-led coalition said.',
        '"There was no air strike on Saada," an officer of the Saudi-led coalition said.',
    ],
    ids=["did not", "there was no"],
)
def test_a_strike_that_a_speaker_says_was_none_is_denied(words: str) -> None:
    """Who tells the strike as one that did not happen denies the strike that the report tells."""
    (denied,) = _denied(f"{_STRIKE} {words}")
    assert "strike" in denied


@pytest.mark.parametrize(
    "words",
    [
        '"Our pilots did not carry out any strike in Aden," a spokesman for the Saudi-led coalition said.',
        "There was no air strike on Saada on Monday.",
    ],
    ids=["another town", "the report itself"],
)
def test_what_was_not_told_is_not_denied(words: str) -> None:
    """A strike on another town is denied by nobody's word on this one, and what a report finds quiet is no denial."""
    assert _denied(f"{_STRIKE} {words}") == []


_MARADI = "Gunmen killed three traders near Tahoua in Niger on Tuesday."


def _events(text: str) -> list[tuple[str | None, date | None]]:
    """Return place and first day of the events of a report, in order of place."""
    found = [
        (
            event.place.place.name if event.place and event.place.place else None,
            event.interval.earliest if event.interval else None,
        )
        for event in read_text(text).events
    ]
    return sorted(found, key=str)


def test_a_count_with_place_and_day_is_a_happening() -> None:
    """Nobody says what happened at Bosso, only how many died there and on which day: that is one happening more."""
    told = f"{_MARADI} Three days before, eight guards died when a depot was shelled in Bosso in Niger."
    assert _events(told) == [("Bosso", date(2018, 5, 12)), ("Tahoua", date(2018, 5, 15))]


def test_a_count_told_before_the_violence_is_a_happening_too() -> None:
    """That a report tells of violence may be read in its next sentence only."""
    told = f"In Bosso in Niger, 19 people died on Saturday. {_MARADI}"
    assert _events(told) == [("Bosso", date(2018, 5, 12)), ("Tahoua", date(2018, 5, 15))]


@pytest.mark.parametrize(
    "text",
    [
        f"{_MARADI} In Niger 19 people have died since January.",
        "In Bosso in Niger, 19 people died of cholera on Saturday.",
    ],
    ids=["a tally", "no violence"],
)
def test_a_count_of_a_stretch_or_without_violence_is_none(text: str) -> None:
    """A count since January is of many happenings, and a disease is no violence."""
    assert [place for place, _ in _events(text)] in ([], ["Tahoua"])
