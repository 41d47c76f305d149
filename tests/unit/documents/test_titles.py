"""The day of publication in the title of a paper, and a day alone before the story."""

from __future__ import annotations

from datetime import date

import pytest

from musterbook.documents.titles import read_title_day, read_title_month
from musterbook.model import Published

STORY = "Gunmen killed four people in Konduga on Monday, the army said. Two were hurt."
DAY = date(2025, 3, 18)


@pytest.mark.parametrize(
    "title",
    [
        "Weekly note, 18 March 2025", "Weekly note (18 March 2025)", "Situation report 18 March 2025", "Borno daily brief | 18.03.2025",
        "Flash update No. 3, as of 18 March 2025", "18 March 2025: Weekly note on Borno", "WEEKLY BULLETIN NO. 7, MARCH 18, 2025",
    ],
)  # fmt: skip
def test_the_title_of_a_paper_is_its_day(title, read):
    """A full date at one end of the title of a paper is the day it came out, and the document says where it was read."""
    assert read(f"{title}\n\n{STORY}").published == Published(day=DAY, origin="headline")


@pytest.mark.parametrize(
    "title",
    [
        "Weekly note, 12–18 March 2025", "Weekly note, 12 March – 18 March 2025", "Weekly note, 12 to 18 March 2025",
        "Remembering the massacre at Konduga, 18 March 2025", "Report on the raid, 18 March 2025",
        "Update on the attack at Konduga, 18 March 2025", "Weekly note, 18 March", "Weekly note of 18 March 2025 tells of four dead",
    ],
    ids=["span", "span of dates", "span in words", "what happened", "a report on a day", "an update on a day", "no year", "inside"],
)  # fmt: skip
def test_other_titles_give_no_day(title, read):
    """A span is what a paper covers, and the day in another title may be that of what happened."""
    assert read_title_day(title) is None
    assert read(f"{title}\n\n{STORY}").published is None


def test_several_titles_date_nothing(read):
    """A file of two notes has no day of its own."""
    text = f"Weekly note, 18 March 2025\n\n{STORY}\n\nWeekly note, 25 March 2025\n\n{STORY}"
    assert read(text).published is None


@pytest.mark.parametrize(
    ("line", "day", "expected"),
    [
        ("Kano Wire bulletin, March 2024", "March 30", date(2024, 3, 30)),
        ("Kano Wire bulletin, March 2024", "June 30", None),
        ("Attacks rose in March 2024", "March 30", None),
        ("Six killed in Kano", "March 30", None),
    ],
    ids=["its month", "another month", "no title of a paper", "no year"],
)
def test_a_dateline_without_a_year(line, day, expected, read):
    """The title of a paper with its month completes the day of the dateline; else it stays without one."""
    published = read(f"{line}\n\nKANO, {day} (Kano Wire) — {STORY}").published
    assert published == (Published(day=expected, origin="dateline") if expected else None)


def test_a_month_is_read_without_a_day_only():
    """The month of a whole date is no month of a title."""
    assert read_title_month("Bulletin, March 2025") == (2025, 3)
    assert read_title_month("Bulletin, 18 March 2025") is None


def test_a_day_alone_before_the_story_is_a_dateline(read):
    """It is cut off, so that it is not read as the day of what happened; several of them are a chronology."""
    document = read(f"Raid in Konduga\n\nMarch 18, 2025 (Kano Wire) — {STORY}")
    assert (document.published, document.wire) == (Published(day=DAY, origin="dateline"), "Kano Wire")
    assert document.text[document.blocks[-1].start : document.blocks[-1].end] == STORY
    several = f"Raids in Borno\n\nMarch 18, 2025 — {STORY}\n\nMarch 20, 2025 — {STORY}"
    assert read(several).published is None
