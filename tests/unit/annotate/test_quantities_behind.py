"""Numbers behind a month or a name: they count the people behind them, or they are its days."""

from __future__ import annotations

from datetime import date

import pytest

import musterbook
from musterbook.annotate.language import LanguageModel
from musterbook.annotate.quantities.behind import mend_numbers
from musterbook.annotate.quantities.tables import load_tables
from musterbook.model import Block, CasualtiesDetail, Document, Sentence

MONTHS = frozenset({"march", "july"})


def _parse(language: LanguageModel, text: str) -> Sentence:
    block = Block(kind="paragraph", start=0, end=len(text))
    document = Document(document_id="d-1", report_id="0" * 64, text=text, blocks=(block,), location="test")
    ((_, (sentence,)),) = language.analyse([document])
    return sentence


@pytest.mark.parametrize(
    ("text", "number", "counted"),
    [
        ("In March 17 villagers were shot dead at the ford.", "17", "villagers"),
        ("In July 18 young soldiers died of thirst.", "18", "soldiers"),
        ("The monitor says that in July 23 people died under rubble.", "23", "people"),
    ],
)
def test_a_number_behind_in_and_a_month_counts_people(
    language: LanguageModel, text: str, number: str, counted: str
) -> None:
    """The number hangs on the people behind it, and is no part of a date."""
    tokens = mend_numbers(_parse(language, text), months=MONTHS, tables=load_tables()).tokens
    found = next(token for token in tokens if token.text == number)
    assert (tokens[found.head].text, found.dep, found.entity) == (counted, "nummod", "CARDINAL")


@pytest.mark.parametrize(
    "text",
    [
        "On March 17 villagers buried their dead.",
        "In the March 17 attacks nobody died.",
        "In March 17 attacks were counted.",
        "In March 1988 villagers fled.",
        "In Kano 17 villagers were shot dead.",
    ],
    ids=["on a day", "an article", "no people", "a year", "no month"],
)
def test_a_day_of_a_month_stays(language: LanguageModel, text: str) -> None:
    """Nothing is changed behind other words, and before what is no people."""
    sentence = _parse(language, text)
    assert mend_numbers(sentence, months=MONTHS, tables=load_tables()) is sentence


@pytest.mark.parametrize(
    ("text", "day", "counts"),
    [
        ("On June 12 soldiers shot nine protesters dead in Gao.", "2024-06-12", [9]),
        ("On June 13 rebels attacked a post in Gao and killed two guards.", "2024-06-13", [2]),
        ("In Tumaco 33 people were killed in fighting on June 14.", "2024-06-14", [33]),
        ("In June 17 people were killed in Gao.", None, [17]),
    ],
)
def test_days_stay_days_the_whole_way(text: str, day: str | None, counts: list[int]) -> None:
    """What stands behind "on" is a day, also before a plural of people; what counts them is no day."""
    record = musterbook.extract(text, published=date(2024, 6, 20))
    found = [claim for claim in record.claims if isinstance(claim.detail, CasualtiesDetail)]
    assert [claim.quantity.low for claim in found if claim.quantity] == counts
    days = {str(claim.interval.earliest) for claim in found if claim.interval and claim.interval.date_prec == 1}
    assert days == (set() if day is None else {day})
