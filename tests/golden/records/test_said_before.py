"""Figures that were said before what a passage tells now, through the real annotators."""

from __future__ import annotations

from datetime import date

import pytest

from musterbook.annotate import Knowledge
from musterbook.annotate import run as annotate
from musterbook.config import RecordSettings
from musterbook.model import CasualtiesDetail
from musterbook.records import run
from tests.golden.records.test_passages import _document

_NOW = "Twelve people were killed when gunmen raided a village near Jos on Sunday, the governor said. "


@pytest.mark.parametrize(
    ("text", "replaced", "said_on"),
    [
        pytest.param("Police on Monday had said nine were killed.", [9], date(2024, 5, 13), id="had said"),
        pytest.param("The police had on Monday put the toll at nine.", [9], date(2024, 5, 13), id="had put"),
        pytest.param("Officials earlier said nine people had been killed.", [9], date(2024, 5, 15), id="earlier said"),
        pytest.param("The gunmen had said they killed 30 people.", [], date(2024, 5, 15), id="the other side"),
        pytest.param("Police had said 30 people were killed in Kano in March.", [], date(2024, 5, 15), id="elsewhere"),
    ],
)
def test_what_was_said_before_gives_way(knowledge: Knowledge, text: str, replaced: list[int], said_on: date) -> None:
    """An earlier figure of the same happening and side is told as replaced, on the day the text tells."""
    annotated = annotate([_document(_NOW + text, date(2024, 5, 15))], knowledge=knowledge)
    (record,) = run(annotated.made, settings=RecordSettings(), made_by="test").made
    tolls = [claim for claim in record.claims if isinstance(claim.detail, CasualtiesDetail) and claim.quantity]
    former = [claim for claim in tolls if isinstance(claim.detail, CasualtiesDetail) and claim.detail.is_replaced]
    assert [claim.quantity.low for claim in former if claim.quantity] == replaced
    assert tolls[-1].said_on == said_on


_STORMED = "Fighters stormed the village of Bulo Xaaji on 2 April. The UN now counts 60 dead. "


@pytest.mark.parametrize(
    ("text", "former", "said_on"),
    [
        pytest.param("In May the UN had counted 41.", 41, date(2024, 6, 16), id="a number alone"),
        pytest.param("In May the UN had counted 80 dead.", 80, date(2024, 6, 16), id="more of them"),
        pytest.param("In May it had put the toll at 80.", 80, date(2024, 6, 16), id="put the toll"),
        pytest.param("On 5 April the UN had counted 41.", 41, date(2024, 4, 5), id="a day"),
    ],
)
def test_the_time_of_an_earlier_count_is_when_it_was_said(
    knowledge: Knowledge, text: str, former: int, said_on: date
) -> None:
    """An earlier count of the same happening is told as replaced, by its speaker, and its month dates no happening."""
    annotated = annotate([_document(_STORMED + text, date(2024, 6, 16))], knowledge=knowledge)
    (record,) = run(annotated.made, settings=RecordSettings(), made_by="test").made
    last = record.claims[-1]
    assert isinstance(last.detail, CasualtiesDetail)
    assert last.quantity is not None
    assert (last.quantity.low, last.detail.is_replaced, last.interval, last.said_on) == (former, True, None, said_on)
    assert (last.attribution.source.words or "").lower() in {"the un", "it"}
    assert last.claim_id in record.events[0].claim_ids


def test_what_was_counted_before_a_happening_is_not_of_it(knowledge: Knowledge) -> None:
    """A count of March is none of a raid in June."""
    text = (
        "Gunmen raided a village near Jos on Sunday and killed 12 people. In March police had counted 30 dead in raids."
    )
    annotated = annotate([_document(text, date(2024, 6, 16))], knowledge=knowledge)
    (record,) = run(annotated.made, settings=RecordSettings(), made_by="test").made
    last = record.claims[-1]
    assert isinstance(last.detail, CasualtiesDetail)
    assert (last.detail.is_replaced, last.detail.event_claim_id) == (False, None)
