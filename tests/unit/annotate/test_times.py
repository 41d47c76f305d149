"""Time expressions: which days they mean, by which anchor, and what is no time at all."""

from __future__ import annotations

from datetime import date

import pytest

from musterbook.annotate.language import LanguageModel
from musterbook.annotate.times.find import find_times
from musterbook.model import Block, Document, Mention, Published, TimeReading

WEDNESDAY = date(2018, 5, 16)


def read(language: LanguageModel, text: str, published: date | None = WEDNESDAY) -> tuple[Mention, ...]:
    """Return the times of a text of one paragraph."""
    document = Document(
        document_id="d-test",
        report_id="r",
        text=text,
        blocks=(Block(kind="paragraph", start=0, end=len(text)),),
        published=Published(day=published, origin="given") if published else None,
        location="test",
    )
    [(document, sentences)] = language.analyse([document])
    return find_times(sentences, document=document)


def brief(mention: Mention) -> tuple[str, str | None, str | None, str | None, int | None]:
    """Return (text, earliest, latest, TIMEX value, GED precision)."""
    reading = mention.reading
    if not isinstance(reading, TimeReading):
        raise TypeError(mention.kind)
    return (
        mention.text,
        reading.earliest.isoformat() if reading.earliest else None,
        reading.latest.isoformat() if reading.latest else None,
        reading.timex,
        reading.date_prec,
    )


CALENDAR = [
    ("Troops shelled the town on 14 April 2017.", ("14 April 2017", "2017-04-14", "2017-04-14", "2017-04-14", 1)),
    ("Troops shelled the town on April 14, 2017.", ("April 14, 2017", "2017-04-14", "2017-04-14", "2017-04-14", 1)),
    ("It fell on the 14th of April, 2017.", ("the 14th of April, 2017", "2017-04-14", "2017-04-14", "2017-04-14", 1)),
    ("It fell on 2017-04-14.", ("2017-04-14", "2017-04-14", "2017-04-14", "2017-04-14", 1)),
    ("It fell on 23/04/2017.", ("23/04/2017", "2017-04-23", "2017-04-23", "2017-04-23", 1)),
    ("It fell on 04/05/2017.", ("04/05/2017", None, None, "2017", None)),
    ("Raids began in April 2017.", ("April 2017", "2017-04-01", "2017-04-30", "2017-04", 4)),
    ("Raids began in late April 2017.", ("late April 2017", "2017-04-15", "2017-04-30", "2017-04", 4)),
    ("Raids began in the first week of August 2017.",
     ("the first week of August 2017", "2017-08-01", "2017-08-07", "2017-08", 3)),
    ("Raids went on in the first half of March 2017.",
     ("the first half of March 2017", "2017-03-01", "2017-03-15", "2017-03", 4)),
    ("Nine died in the week ending March 12, 2017.",
     ("the week ending March 12, 2017", "2017-03-06", "2017-03-12", "2017-03-12", 3)),
    ("Nine died in the week to 1 May 2018.", ("the week to 1 May 2018", "2018-04-25", "2018-05-01", "2018-05-01", 3)),
    ("Raids began in 2017.", ("2017", "2017-01-01", "2017-12-31", "2017", 5)),
    ("Raids began in mid-2016.", ("mid-2016", "2016-05-01", "2016-08-31", "2016", 5)),
    ("Raids began in early 2016.", ("early 2016", "2016-01-01", "2016-04-30", "2016", 5)),
    ("Raids began in spring 2017.", ("spring 2017", "2017-03-01", "2017-05-31", "2017-SP", 5)),
    ("The war of the 1990s went on.", ("the 1990s", "1990-01-01", "1999-12-31", "199", 5)),
    ("Officials met on April 14-16, 2017.",
     ("April 14-16, 2017", "2017-04-14", "2017-04-16", "2017-04-14/2017-04-16", 2)),
    ("Between March and May 2018 it lost ground.",
     ("March and May 2018", "2018-03-01", "2018-05-31", "2018-03/2018-05", 5)),
    ("They fought from 2014 to 2017.", ("2014 to 2017", "2014-01-01", "2017-12-31", "2014/2017", 5)),
    ("Raids rose in the first quarter of 2017.",
     ("the first quarter of 2017", "2017-01-01", "2017-03-31", "2017-Q1", 5)),
    ("It was founded in the 19th century.", ("the 19th century", "1801-01-01", "1900-12-31", "18", 5)),
    ("The post fell on 31 April 2017.", ("31 April 2017", None, None, None, None)),
]  # fmt: skip

RELATIVE = [
    ("Troops shelled the town on April 14.", ("April 14", "2018-04-14", "2018-04-14", "2018-04-14", 1)),
    ("Troops shelled the town on 3 December.", ("3 December", "2017-12-03", "2017-12-03", "2017-12-03", 1)),
    ("The shelling began around 2 May.", ("2 May", "2018-05-01", "2018-05-03", "2018-05-02", 2)),
    ("Envoys will meet on 3 December.", ("3 December", "2018-12-03", "2018-12-03", "2018-12-03", 1)),
    ("The truce runs from 3 June to 10 June.",
     ("3 June to 10 June", "2018-06-03", "2018-06-10", "2018-06-03/2018-06-10", 4)),
    ("The post fell in October.", ("October", "2017-10-01", "2017-10-31", "2017-10", 4)),
    ("On Sunday, gunmen stormed a clinic.", ("Sunday", "2018-05-13", "2018-05-13", "2018-05-13", 1)),
    ("Gunmen stormed a clinic on Wednesday.", ("Wednesday", "2018-05-16", "2018-05-16", "2018-05-16", 1)),
    ("Gunmen stormed a clinic last Wednesday.", ("last Wednesday", "2018-05-09", "2018-05-09", "2018-05-09", 1)),
    ("Gunmen came on Monday night.", ("Monday night", "2018-05-14", "2018-05-14", "2018-05-14TNI", 1)),
    ("Envoys will meet on Friday.", ("Friday", "2018-05-18", "2018-05-18", "2018-05-18", 1)),
    ("The deal is due to be signed on Monday.", ("Monday", "2018-05-21", "2018-05-21", "2018-05-21", 1)),
    ("Two shells hit the market yesterday.", ("yesterday", "2018-05-15", "2018-05-15", "2018-05-15", 1)),
    ("The market was hit last night.", ("last night", "2018-05-15", "2018-05-15", "2018-05-15TNI", 1)),
    ("Rockets landed overnight.", ("overnight", "2018-05-15", "2018-05-16", "2018-05-15TNI", 2)),
    ("The camp was bombed in April last year.", ("April last year", "2017-04-01", "2017-04-30", "2017-04", 4)),
    ("The camp was bombed last year.", ("last year", "2017-01-01", "2017-12-31", "2017", 5)),
    ("Raids rose this year.", ("this year", "2018-01-01", "2018-05-16", "2018", 5)),
    ("Clashes were reported last week.", ("last week", "2018-05-07", "2018-05-13", "2018-W19", 3)),
    ("Clashes were reported this week.", ("this week", "2018-05-14", "2018-05-16", "2018-W20", 2)),
    ("Clashes were reported last month.", ("last month", "2018-04-01", "2018-04-30", "2018-04", 4)),
    ("Raids took place over the weekend.", ("the weekend", "2018-05-12", "2018-05-13", "2018-W19-WE", 2)),
    ("Attacks continued over the last week.", ("the last week", "2018-05-09", "2018-05-16", "P1W", 3)),
    ("Many died in the past six days.", ("the past six days", "2018-05-10", "2018-05-16", "P6D", 2)),
    ("Many died in the past 24 hours.", ("the past 24 hours", "2018-05-15", "2018-05-16", "PT24H", 2)),
    ("Many died in the past few days.", ("the past few days", "2018-05-13", "2018-05-15", "PXD", 2)),
    ("Many died in recent weeks.", ("recent weeks", "2018-04-25", "2018-05-16", "PXW", 4)),
    ("The group recently moved north.", ("recently", "2018-05-13", "2018-05-15", "PAST_REF", 2)),
    ("It held the hill two days ago.", ("two days ago", "2018-05-14", "2018-05-14", "2018-05-14", 1)),
    ("It had half as many men a year ago.", ("a year ago", "2016-11-15", "2017-11-14", "2017", 5)),
    ("It has held the valley since January.", ("January", "2018-01-01", "2018-05-16", "2018-01", 5)),
    ("The militia now has tanks.", ("now", "2018-05-16", "2018-05-16", "PRESENT_REF", 1)),
    ("The militia grew in a year.", ("a year", None, None, "P1Y", None)),
    ("It fought for over two years.", ("over two years", None, None, "P2Y", None)),
    ("Police patrol the road every week.", ("every week", None, None, "XXXX-WXX", None)),
]  # fmt: skip

NO_TIMES = [
    "They may march on the capital.",
    "About 1,200 militants hid in 1200 homes.",
    "Some 2000 fighters crossed the river.",
    "A man aged 25 met a 30-year-old guide.",
    "He was sentenced to 10 years in prison.",
    "The council passed Resolution 1973.",
    "They live at Highway 1957.",
    "A quarter of the men left.",
]


@pytest.mark.parametrize(("text", "expected"), CALENDAR, ids=[row[1][0] for row in CALENDAR])
def test_calendar_times_need_no_anchor(language, text, expected):
    """A written date has the same days with and without a day of publication."""
    assert [brief(mention) for mention in read(language, text)] == [expected]
    assert [brief(mention) for mention in read(language, text, None)] == [expected]


@pytest.mark.parametrize(("text", "expected"), RELATIVE, ids=[f"{row[1][0]}-{row[0][:12]}" for row in RELATIVE])
def test_relative_times_count_from_publication(language, text, expected):
    """A relative time has the days that GED's rules give it on a Wednesday."""
    assert [brief(mention) for mention in read(language, text)] == [expected]


@pytest.mark.parametrize("text", NO_TIMES)
def test_numbers_verbs_ages_and_prison_terms_are_no_times(language, text):
    """Counts, verbs that look like months, ages, prison terms and fractions are passed over."""
    assert read(language, text) == ()


def test_a_whole_reading_is_kept(language):
    """The mention holds its span, the words, the anchor and the rule in words."""
    text = "The camp was bombed in April last year."
    [mention] = read(language, text)
    assert mention == Mention(
        mention_id=mention.mention_id,
        kind="time",
        start=23,
        end=38,
        text="April last year",
        reading=TimeReading(
            earliest=date(2017, 4, 1),
            latest=date(2017, 4, 30),
            granularity="month",
            timex="2017-04",
            date_prec=4,
            anchor=WEDNESDAY,
            words="April last year",
            why="“last year” from the day of publication",
        ),
    )


UNDATED = [
    ("The camp was bombed in April last year.", "year-1-04"),
    ("The camp was bombed on 14 April.", "XXXX-04-14"),
    ("The camp was bombed on Sunday.", "XXXX-WXX-7"),
    ("The camp was bombed yesterday.", "day-1"),
    ("The camp was bombed last month.", "month-1"),
    ("The camp was bombed two days ago.", "day-2"),
    ("The camp was bombed over the last week.", "P1W"),
    ("It now has tanks.", "PRESENT_REF"),
    ("The camp was recently bombed.", "PAST_REF"),
]


@pytest.mark.parametrize(("text", "timex"), UNDATED, ids=[row[1] for row in UNDATED])
def test_without_publication_date_relative_times_stay_unresolved(language, text, timex):
    """Nothing is guessed: no days, the relative form, and the reason in words."""
    [mention] = read(language, text, None)
    reading = mention.reading
    assert isinstance(reading, TimeReading)
    assert (reading.earliest, reading.latest, reading.date_prec, reading.anchor) == (None, None, None, None)
    assert (reading.timex, reading.why) == (timex, "unresolved: no publication date")


CONTEXT = [
    ("Two days later another fell.", ("Two days later", "2018-05-05", "2018-05-05", "2018-05-05", 1)),
    ("The next day another fell.", ("The next day", "2018-05-04", "2018-05-04", "2018-05-04", 1)),
    ("The same day another fell.", ("The same day", "2018-05-03", "2018-05-03", "2018-05-03", 1)),
    ("A week earlier it was warned.", ("A week earlier", "2018-04-23", "2018-04-29", "2018-W17", 3)),
]


@pytest.mark.parametrize(("text", "expected"), CONTEXT, ids=[row[1][0] for row in CONTEXT])
def test_times_told_from_another_count_from_the_one_before(language, text, expected):
    """“Two days later” counts from the time before it in the text, not from publication."""
    mentions = read(language, f"A base was hit on 3 May. {text}")
    assert brief(mentions[-1]) == expected


def test_without_a_time_before_it_a_later_day_stays_unresolved(language):
    """“The next day” at the beginning of a text has nothing to count from."""
    [mention] = read(language, "The next day a second base was hit.")
    assert isinstance(mention.reading, TimeReading)
    assert mention.reading.earliest is None
    assert mention.reading.why == "unresolved: no time before it in the text"


def test_neighbours_share_a_year(language):
    """In "April and May 2017" both months are of 2017."""
    mentions = read(language, "Raids took place in April and May 2017.")
    assert [brief(mention)[3] for mention in mentions] == ["2017-04", "2017-05"]


def test_a_clock_time_takes_the_day_beside_it(language):
    """“5:30 am on Monday” is an instant of that Monday."""
    mentions = read(language, "Fighting began at around 5:30 am on Monday.")
    assert [brief(mention)[3] for mention in mentions] == ["2018-05-14T05:30", "2018-05-14"]


def test_a_history_takes_its_years_from_the_text(language):
    """A text that writes past years throughout reads "in June" from the year before it, not from publication."""
    text = (
        "The revolt began in March 1925 and spread in 1926. The siege opened on 2 May 1926. "
        "In June the city fell. A truce of 1927 was broken in 1928."
    )
    found = {mention.text: brief(mention)[3] for mention in read(language, text)}
    assert found["June"] == "1926-06"


def test_a_weekend_on_a_sunday_is_the_one_that_ends(language):
    """Published on a Sunday, "the weekend" is Saturday and that Sunday; "last weekend" the one before."""
    sunday = date(2018, 5, 20)
    [this] = read(language, "Raids took place over the weekend.", sunday)
    [last] = read(language, "Raids took place last weekend.", sunday)
    assert brief(this)[1:3] == ("2018-05-19", "2018-05-20")
    assert brief(last)[1:3] == ("2018-05-12", "2018-05-13")


def test_a_count_before_last_week_is_no_number_of_weeks(language):
    """In "killed seven last week" the seven are people; "the four previous weeks" are weeks."""
    assert [mention.text for mention in read(language, "A blast killed seven last week.")] == ["last week"]
    assert [mention.text for mention in read(language, "He was away the four previous weeks.")] == [
        "the four previous weeks"
    ]
