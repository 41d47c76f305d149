"""Times counted from an event, anniversaries, and figures whose limits are hedged or denied."""

from __future__ import annotations

from datetime import date

import pytest

from musterbook.annotate.language import LanguageModel
from musterbook.annotate.quantities.find import find_quantities
from musterbook.annotate.times.find import find_times
from musterbook.model import Block, Document, Published, QuantityReading, TimeReading

MONDAY = date(2021, 3, 29)
Days = tuple[str, str | None, str | None]


def read_times(language: LanguageModel, text: str) -> list[Days]:
    """Return (words, earliest, latest) of the times of a text published on a Monday."""
    document = Document(
        document_id="d",
        report_id="r",
        text=text,
        blocks=(Block(kind="paragraph", start=0, end=len(text)),),
        published=Published(day=MONDAY, origin="given"),
        location="test",
    )
    ((_, sentences),) = language.analyse([document])
    found: list[Days] = []
    for mention in find_times(sentences, document=document):
        if not isinstance(mention.reading, TimeReading):
            raise TypeError(mention.kind)
        days = mention.reading.earliest, mention.reading.latest
        found.append((mention.text, *(day.isoformat() if day else None for day in days)))
    return found


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("A year ago today the camp was raided.", ("A year ago today", "2020-03-29", "2020-03-29")),
        ("Two years ago this week the war began.", ("Two years ago this week", "2019-03-25", "2019-03-31")),
        ("Two years ago on Friday the war began.", ("Two years ago on Friday", "2019-03-26", "2019-03-26")),
        ("A week ago on Thursday the convoy left.", ("A week ago on Thursday", "2021-03-18", "2021-03-18")),
        ("A year ago last month the group arrived.", ("A year ago last month", "2020-02-01", "2020-02-29")),
    ],
    ids=["today", "this week", "weekday", "week ago on a weekday", "last month"],
)
def test_an_anniversary_is_that_day_so_long_before(language: LanguageModel, text: str, expected: Days) -> None:
    """The words "… ago today" do not mean the day of publication: they are one expression for the day or week so long before."""
    assert read_times(language, text) == [expected]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "The army spoke on Sunday, four days after rebels stormed it.",
            ("four days after", "2021-03-24", "2021-03-24"),
        ),
        ("The bridge fell on Friday, two days after the raid.", ("two days after", "2021-03-24", "2021-03-24")),
        (
            "Gunmen killed two guards on Sunday at the port, five days after bombers killed nine there.",
            ("five days after", "2021-03-23", "2021-03-23"),
        ),
        (
            "Troops took the town on Sunday and, two days after they took it, left.",
            ("two days after", None, None),
        ),
        (
            "The ambush was on Friday. Two days after the ambush, help came.",
            ("Two days after", "2021-03-28", "2021-03-28"),
        ),
        ("The ambush was on Friday. Two days after the vote, help came.", ("Two days after", None, None)),
        (
            "The ambush was on Friday. It came three days after a bomb killed nine.",
            ("three days after", "2021-03-23", "2021-03-23"),
        ),
        (
            "An ambush killed two guards, three days after a bomb killed nine.",
            ("three days after", "2021-03-25", "2021-03-26"),
        ),
        ("It killed nine men in the days before the port fell.", ("days before", None, None)),
        ("On Sunday it had 12 men. Two weeks later it had 14.", ("Two weeks later", None, None)),
        ("The raids lasted over three days.", ("over three days", None, None)),
    ],
    ids=[
        "clause beside a day",
        "noun beside a day",
        "clause behind a day",
        "the same again, ahead",
        "event told before",
        "event not told",
        "event before the news",
        "event before news without a day",
        "no number",
        "ahead",
        "length",
    ],
)
def test_an_offset_from_an_event_needs_the_day_of_that_event(
    language: LanguageModel, text: str, expected: Days
) -> None:
    """Beside a day the event lies on its other side; away from one its day must be told; nothing past lies ahead."""
    assert read_times(language, text)[-1] == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Thursday's strike hurt nobody.", ("Thursday", "2021-03-25", "2021-03-25")),
        ("The Thursday bombing hurt nobody.", ("Thursday", "2021-03-25", "2021-03-25")),
        ("Saturday night's attack hurt nobody.", ("Saturday night", "2021-03-27", "2021-03-27")),
        ("The March 13 strike hurt nobody.", ("March 13", "2021-03-13", "2021-03-13")),
        ("Last week's assault hurt nobody.", ("Last week", "2021-03-22", "2021-03-28")),
    ],
    ids=["possessive", "modifier", "part of a day", "date", "week"],
)
def test_a_time_in_front_of_a_noun_is_a_time(language: LanguageModel, text: str, expected: Days) -> None:
    """A possessive or bare time before the noun of an event is read like "on Thursday"."""
    assert read_times(language, text) == [expected]


def test_a_month_takes_the_year_told_before_it_in_the_sentence(language: LanguageModel) -> None:
    """In "300 in March 2020 and 400 in April" the second month is of that year; behind "since" it is not."""
    months = read_times(language, "It counted 300 people in March 2020, in tents, and 400 in May.")
    assert months[1] == ("May", "2020-05-01", "2020-05-31")
    since = read_times(language, "Since March 2017 it has grown, and it raided the port in May.")
    assert since[1] == ("May", "2020-05-01", "2020-05-31")


@pytest.mark.parametrize(
    ("text", "words", "low", "high", "bound"),
    [
        ("It has shrunk to around 300 to 400 men.", "around 300 to 400", 300, 400, "range"),
        ("It has between about 300 and 400 men.", "between about 300 and 400", 300, 400, "range"),
        ("It has between 300 and perhaps 400 men.", "between 300 and perhaps 400", 300, 400, "range"),
        ("It had at least 300 to 400 men.", "at least 300 to 400", 300, 400, "range"),
        ("Only about 300 men remain.", "Only about 300", 300, 300, "about"),
        ("The number is closer to 300.", "closer to 300", 300, 300, "about"),
        ("The army does not think that there are more than 300 rebels.", "more than 300", None, 300, "at_most"),
        ("The group does not have more than 300 men.", "more than 300", None, 300, "at_most"),
        ("More than 300 villagers have not returned.", "More than 300", 300, None, "more_than"),
        ("The mayor did not say that more than 300 had died.", "more than 300", 300, None, "more_than"),
    ],
    ids=[
        "hedged range", "hedge behind between", "hedge in the middle", "lower limit of a range", "only about", "closer to",
        "denied belief", "denied having", "subject of a negation", "denied saying",
    ],
)  # fmt: skip
def test_hedged_ranges_and_denied_limits(
    language: LanguageModel, text: str, words: str, low: int | None, high: int | None, bound: str
) -> None:
    """A range keeps its hedge in the words; a limit that is denied is one on the other side."""
    document = Document(
        document_id="d",
        report_id="r",
        text=text,
        blocks=(Block(kind="paragraph", start=0, end=len(text)),),
        location="t",
    )
    ((_, sentences),) = language.analyse([document])
    (mention,) = find_quantities(sentences, document=document, times=())
    reading = mention.reading
    if not isinstance(reading, QuantityReading):
        raise TypeError(mention.kind)
    assert (reading.words, reading.low, reading.high, reading.bound) == (words, low, high, bound)


@pytest.mark.parametrize(
    ("text", "days"),
    [
        (
            "In 2014 they took the town. At that time it had one gate.",
            [("2014", "2014-01-01", "2014-12-31"), ("At that time", "2014-01-01", "2014-12-31")],
        ),
        (
            "They came in May 2017. They held it at that time.",
            [("May 2017", "2017-05-01", "2017-05-31"), ("at that time", "2017-05-01", "2017-05-31")],
        ),
        ("At that time they held the town.", []),
    ],
    ids=["a year", "a month", "nothing before it"],
)
def test_that_time_is_the_time_before_it(language: LanguageModel, text: str, days: list[Days]) -> None:
    """“At that time” has the whole interval of the time before it in the text, and is no time without one."""
    assert read_times(language, text) == days
