"""Days that a text tells from others: days of the month without a month, hours later, the night before, asides."""

from __future__ import annotations

from datetime import date

import pytest

from musterbook.annotate.language import LanguageModel
from musterbook.annotate.times.find import find_times
from musterbook.model import Block, Document, Published, TimeReading


def days_of(language: LanguageModel, *paragraphs: str, published: date = date(2023, 4, 5)) -> dict[str, str | None]:
    """Return words → first day of the times of a text published on a Wednesday."""
    text = "\n\n".join(paragraphs)
    blocks: list[Block] = []
    for paragraph in paragraphs:
        start = text.index(paragraph)
        blocks.append(Block(kind="paragraph", start=start, end=start + len(paragraph)))
    document = Document(
        document_id="d",
        report_id="r",
        text=text,
        blocks=tuple(blocks),
        published=Published(day=published, origin="given"),
        location="test",
    )
    ((_, sentences),) = language.analyse([document])
    found: dict[str, str | None] = {}
    for mention in find_times(sentences, document=document):
        if not isinstance(mention.reading, TimeReading):
            raise TypeError(mention.kind)
        first = mention.reading.earliest
        found[mention.text] = first.isoformat() if first else None
    return found


@pytest.mark.parametrize(
    ("text", "words", "day"),
    [
        ("A bomb killed a village chief on the 29th.", "the 29th", "2023-03-29"),
        ("A bomb killed a village chief on the 5th.", "the 5th", "2023-04-05"),
        ("In March the army lost two posts, one of them on the 9th.", "the 9th", "2023-03-09"),
        ("Shells fell on 28 February and again on the 3rd.", "the 3rd", "2023-03-03"),
        ("Shells fell on 14 March. Others had fallen on the 9th.", "the 9th", "2023-03-09"),
        ("It was the worst month since June 2014. On the 12th a bus was burned.", "the 12th", "2023-03-12"),
        ("A mortar bomb on the 7th wounded three.", "the 7th", "2023-03-07"),
        ("On the night of the 8th the camp was raided.", "the night of the 8th", "2023-03-08"),
        ("The raid of the 8th cost six lives.", "the 8th", "2023-03-08"),
        ("October was bloody: on the 4th a mine killed two and on the 31st a shell three.", "the 31st", "2022-10-31"),
    ],
    ids=[
        "last",
        "that day",
        "of a month",
        "next month",
        "back",
        "aside",
        "before a verb",
        "night",
        "of a raid",
        "far in a month",
    ],
)
def test_a_day_of_the_month_is_never_far_from_the_text(
    language: LanguageModel, text: str, words: str, day: str
) -> None:
    """It is of the month that the text speaks of, or the last such day before publication, whatever an aside recalls."""
    assert days_of(language, text)[words] == day


def test_an_ordinal_that_counts_is_no_day(language: LanguageModel) -> None:
    """A storey and a rank are no days."""
    assert days_of(language, "A shell hit a flat on the 9th floor and killed the 3rd man of the patrol.") == {}


@pytest.mark.parametrize(
    ("text", "words", "day"),
    [
        ("A bomb went off on Monday. Hours later another killed two.", "Hours later", "2023-04-03"),
        ("They took the post on Monday. The night before they had shelled it.", "The night before", "2023-04-02"),
        ("They took the post on Sunday. It was retaken the night after.", "the night after", "2023-04-03"),
        ("A bomb went off on Monday. Late that night a house was raided.", "Late that night", "2023-04-03"),
        ("Ten died on 26 March. The night before that attack a mast had been cut.", "The night before", "2023-03-25"),
        ("The group ambushed a convoy the previous Thursday.", "the previous Thursday", "2023-03-30"),
        ("The dead of 1 February will be listed in the next report.", "1 February", "2023-02-01"),
        ("The summit of 3 May will discuss the truce.", "3 May", "2023-05-03"),
    ],
    ids=[
        "hours",
        "night before",
        "night after",
        "late",
        "that attack",
        "previous",
        "losses told later",
        "summit ahead",
    ],
)
def test_a_time_told_from_another_is_near_it(language: LanguageModel, text: str, words: str, day: str) -> None:
    """Hours later is the same day, the night before the day before; what a subject holds need not lie ahead with its verb."""
    assert days_of(language, text)[words] == day


def test_a_new_paragraph_does_not_count_from_an_aside(language: LanguageModel) -> None:
    """What a report recalls in passing is not what "two days earlier" counts from when it comes back to the news."""
    found = days_of(
        language,
        "Gunmen opened fire on cars on Tuesday. The road was reopened after an ambush on 12 February.",
        "Two days earlier, a post was stormed.",
    )
    assert found["Two days earlier"] == "2023-04-02"


def test_a_report_dated_by_a_day_of_saying_owns_up_to_it(language: LanguageModel) -> None:
    """The reason of a time says that nobody knows when the report was published."""
    text = "The army said on 6 November 2024 that a post had been lost on Monday."
    published = Published(day=date(2024, 11, 6), origin="saying")
    block = Block(kind="paragraph", start=0, end=len(text))
    document = Document(
        document_id="d", report_id="r", text=text, blocks=(block,), published=published, location="test"
    )
    [(document, sentences)] = language.analyse([document])
    reading = find_times(sentences, document=document)[1].reading
    assert isinstance(reading, TimeReading)
    assert (reading.earliest, "somebody spoke" in reading.why) == (date(2024, 11, 4), True)


@pytest.mark.parametrize(
    ("text", "times"),
    [
        ("A bomb exploded at Monday Market in Biu.", {}),
        ("A bomb exploded outside the Friday Mosque.", {}),
        ("A bomb exploded at the market on Monday.", {"Monday": "2023-04-03"}),
        ("On Monday Northern Front fighters attacked.", {"Monday": "2023-04-03"}),
    ],
    ids=["market", "mosque", "day", "name behind"],
)
def test_a_weekday_in_the_name_of_a_place_is_no_day(
    language: LanguageModel, text: str, times: dict[str, str | None]
) -> None:
    """A market keeps its name on every day; what else stands behind a weekday leaves it one."""
    assert days_of(language, text) == times


@pytest.mark.parametrize(
    ("text", "words", "day"),
    [
        ("Rockets fell on Monday, police said on Tuesday. That same night a house burned.", "That same night", "2023-04-03"),
        ("Nine died on Monday, not eight as the mayor had it on Tuesday. That night a house burned.", "That night", "2023-04-03"),
        ("Rebels came on Monday, the governor said on Tuesday. They fired at 10.30 p.m. from a hill.", "10.30 p.m.", "2023-04-03"),
        ("The army said on Tuesday that it was ready. That night a house burned.", "That night", "2023-04-04"),
    ],
    ids=["said", "as he had it", "an hour", "nothing else told"],
)  # fmt: skip
def test_the_day_of_a_saying_is_not_the_day_that_is_told(
    language: LanguageModel, text: str, words: str, day: str
) -> None:
    """What came that night came on the day of the deed, unless only a day of speaking is told."""
    assert days_of(language, text)[words] == day


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("A bomb killed nine during Friday prayers.", {"Friday": "2023-03-31"}),
        ("On 18 November last year a bomb killed nine during Friday prayers.", {"18 November last year": "2022-11-18"}),
        ("A year ago today gunmen shot at Sunday mass.", {"A year ago today": "2022-04-05"}),
        ("On Sunday service members killed four.", {"Sunday": "2023-04-02"}),
        (
            "On Monday gunmen killed two, and during Friday prayers a bomb killed nine.",
            {"Monday": "2023-04-03", "Friday": "2023-03-31"},
        ),
    ],
)
def test_the_weekday_of_a_service_dates_only_what_nothing_else_does(
    language: LanguageModel, text: str, told: dict[str, str]
) -> None:
    """The prayers of a Friday a year ago are not those of last week."""
    assert days_of(language, text) == told


@pytest.mark.parametrize(
    ("text", "words", "day"),
    [
        ("A bomb killed four on Tuesday. A year ago to the day 70 had died.", "A year ago to the day", "2022-04-04"),
        ("A bomb killed four on Tuesday. Exactly a year ago 70 died.", "Exactly a year ago", "2022-04-04"),
        ("A bomb killed four on Tuesday. A year earlier to the day 70 had died.", "A year earlier to the day", "2022-04-04"),
        ("A year ago to the day 70 people died.", "A year ago to the day", "2022-04-05"),
        ("Police said on Tuesday the case was closed. A year ago to the day 70 died.", "A year ago to the day", "2022-04-05"),
        ("Seven fell on Sunday evening. In the morning of that day a well was hit.", "the morning of that day", "2023-04-02"),
    ],
)  # fmt: skip
def test_to_the_day_counts_from_the_day_of_the_news(language: LanguageModel, text: str, words: str, day: str) -> None:
    """A report of Wednesday tells of Tuesday, and of what happened on its day a year before."""
    assert days_of(language, text).get(words) == day
