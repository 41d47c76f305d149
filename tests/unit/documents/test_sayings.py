"""The day on which somebody spoke, where nothing else dates a report."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from musterbook.model import Published

NOVEMBER = Published(day=date(2024, 11, 6), origin="saying")
REST = "Its post at Mbera had been attacked on Monday. Nine soldiers were hurt and two lorries burnt, residents of the camp said."


@pytest.mark.parametrize(
    "opening",
    [
        "The army said on 6 November 2024 that its men were safe.",
        "Its men were safe, the army said in a statement on Wednesday, November 6, 2024.",
        "The army announced late on 6 November 2024 the loss of a post.",
        "On 6 November 2024 the army said that its men were safe.",
        "On Wednesday, November 6, 2024, a spokesman for the army told reporters that its men were safe.",
    ],
    ids=["said on", "in a statement", "late on", "opens with it", "told reporters"],
)
def test_the_day_of_saying_dates_a_report_that_nothing_else_dates(read, opening):
    """The first sentence says when somebody spoke, which is told as such."""
    assert read(f"{opening} {REST}").published == NOVEMBER


@pytest.mark.parametrize(
    "opening",
    [
        "The army lost the post on 6 November 2024, it said.",
        "The army had said on 6 November 2024 that its men were safe.",
        "An attack was reported on 6 November 2024 near the camp.",
        "The general, who said on 6 November 2024 that his men were safe, fled.",
        "Days after the army said on 6 November 2024 that its men were safe, it lost a post.",
        "The post was lost. The army said on 6 November 2024 that its men were safe.",
        "On 6 November 2024 the army left the camp and its wells.",
        "The army said on 6 November that its men were safe.",
    ],
    ids=[
        "a deed",
        "had said",
        "was reported",
        "who said",
        "after it said",
        "later sentence",
        "a deed first",
        "no year",
    ],
)
def test_other_days_of_a_first_sentence_date_nothing(read, opening):
    """The day of a deed is no day of saying, nor is one that the text looks back to."""
    assert read(f"{opening} {REST}").published is None


def test_a_report_that_tells_of_a_later_day_was_written_then(read):
    """A later day or year in the text, and a report that was fetched before, show that it is of another day."""
    opening = "The army said on 6 November 2024 that its men were safe."
    assert read(f"{opening} {REST} The post was given up on 9 November 2024.").published is None
    assert read(f"{opening} {REST} It was rebuilt in 2025.").published is None
    assert read(f"{opening} {REST}", retrieved_utc=datetime(2023, 5, 1, tzinfo=UTC)).published is None
    assert read(f"{opening} {REST}", retrieved_utc=datetime(2025, 5, 1, tzinfo=UTC)).published == NOVEMBER


def test_every_other_date_of_publication_goes_before_it(read):
    """A dateline and an address know better."""
    opening = "The army said on 6 November 2024 that its men were safe."
    assert read(f"DORI, November 7, 2024 (AFP) — {opening} {REST}").published.day == date(2024, 11, 7)
    assert read(f"{opening} {REST}", url="https://example.org/2024/11/07/post").published.origin == "url"
