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
