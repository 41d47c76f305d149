"""Times of histories: years taken from the text, asides that do not move them, days of a month and seasons told from others."""

from __future__ import annotations

from datetime import date

import pytest

from musterbook.annotate.language import LanguageModel
from musterbook.annotate.times.find import find_times
from musterbook.model import Block, Document, Published, TimeReading

# What makes a text a history: its written years, all past.
OPENING = "The revolt began in March 1925. It spread in 1926. A truce was signed on 2 May 1926. "
CLOSING = " The last band gave up in 1927. Courts sat in 1928."


def values(language: LanguageModel, text: str, *, published: date = date(2018, 5, 16)) -> dict[str, str | None]:
    """Return the TIMEX values of the time expressions of a text by their words; of equal words the last."""
    document = Document(
        document_id="d",
        report_id="r",
        text=text,
        blocks=(Block(kind="paragraph", start=0, end=len(text)),),
        published=Published(day=published, origin="given"),
        location="test",
    )
    ((_, sentences),) = language.analyse([document])
    mentions = find_times(sentences, document=document)
    return {mention.text: mention.reading.timex for mention in mentions if isinstance(mention.reading, TimeReading)}


YEARS = [
    ("In June the city fell.", "June", "1926-06"),
    ("He stayed in office until 1940. In June the city fell.", "June", "1926-06"),
    ("It was the largest siege since 1812. In June the city fell.", "June", "1926-06"),
    ("A letter found in 1999 proves it. In June the city fell.", "June", "1926-06"),
    ("They had crossed in 1924. In June the city fell.", "June", "1926-06"),
    ("The losses of the previous year were made good. In June the city fell.", "June", "1926-06"),
    ("The number grew to 900 by December. In June the city fell.", "June", "1926-06"),
    ("In December it snowed. In January the city fell.", "January", "1927-01"),
    ("The city fell the following spring.", "the following spring", "1927-SP"),
    ("The city fell that same summer.", "that same summer", "1926-SU"),
    ("The city fell later that year.", "later that year", "1926"),
    ("The city fell on 3 June. On the 5th the bridge was taken.", "the 5th", "1926-06-05"),
    ("“I leave tonight,” he said.", "tonight", "XXXX-XX-XXTNI"),
]


@pytest.mark.parametrize(("text", "words", "expected"), YEARS, ids=[row[0] for row in YEARS])
def test_a_history_takes_its_years_from_the_story(language, text, words, expected):
    """The year is that of the story's last time; what is told aside, backwards or beyond it does not move it."""
    assert values(language, OPENING + text + CLOSING)[words] == expected


def test_a_history_with_few_years_is_known_by_how_long_ago_they_lie(language):
    """Words of the present in a quotation do not make a text with decades between a report."""
    text = (
        "The siege opened on 2 May 1926 and in 1926 cost much. By 9 May the gate was lost. On 12 May the envoy said: “If we fall "
        "today, you fall tomorrow.” On 20 May the fort burned. On 25 May and on 28 May help was asked for. In June 1926 relief came. He died in 1928, she in 1931."
    )
    found = values(language, text)
    assert (found["9 May"], found["20 May"]) == ("1926-05-09", "1926-05-20")


def test_a_report_that_tells_of_last_year_is_no_history(language):
    """A date without a year in a report is near its publication."""
    text = "Raids rose in 2015, 2016 and 2017. On Sunday and on Monday two villages burned. On 3 May a third one did."
    assert values(language, text)["3 May"] == "2018-05-03"


ALONE = [
    ("Victory and exile (1884)", {"1884": "1884"}),
    ("Eastern front, 1861-1863", {"1861-1863": "1861/1863"}),
    ("1936", {"1936": "1936"}),
    ("The battle of 27 May-28 May 1905 was lost.", {"27 May-28 May 1905": "1905-05-27/1905-05-28"}),
    ("It paid 1500-1900 fighters.", {}),
    ("It had more men (1500) than guns.", {}),
]


@pytest.mark.parametrize(("text", "expected"), ALONE, ids=[row[0] for row in ALONE])
def test_a_number_alone_in_its_line_or_bracket_is_a_year(language, text, expected):
    """Headings and brackets hold years where a count would have its noun."""
    assert values(language, text) == expected


LENGTHS = [
    ("It lasted more than two weeks.", "more than two weeks", "P2W"),
    ("It lasted two and a half years.", "two and a half years", "P2.5Y"),
    ("It lasted a year and a half.", "a year and a half", "P1.5Y"),
    ("It lasted two bloody weeks.", "two bloody weeks", "P2W"),
    ("It lasted three or four years.", "three or four years", "PXY"),
    ("It took seven to 10 years.", "seven to 10 years", "PXY"),
    ("In Q1 2018 raids rose.", "Q1 2018", "2018-Q1"),
    ("The notice of 2017/04/14 was lost.", "2017/04/14", "2017-04-14"),
    ("They met this winter.", "this winter", "2017-WI"),
    ("Some 20 raids a week were counted.", "a week", "P1W"),
    ("Some 20 raids per week were counted.", "per week", "P1W"),
    ("The spring offensive failed.", "The spring", "2018-SP"),
    ("Their summer offensive failed.", "summer", "2017-SU"),
    ("They attacked at 3:00 a.m. on Monday.", "3:00 a.m.", "2018-05-14T03:00"),
]


@pytest.mark.parametrize(("text", "words", "expected"), LENGTHS, ids=[row[0] for row in LENGTHS])
def test_lengths_rates_and_seasons(language, text, words, expected):
    """A length has the words that bound it, a rate is a length, a season before what is done in it is a time."""
    assert values(language, text)[words] == expected
