"""Where a claim is set when its own clause names no place: the rest of its sentence, and places named before."""

from __future__ import annotations

from datetime import date

import pytest

from musterbook.annotate import Knowledge
from musterbook.annotate.run import run as annotate
from musterbook.config import RecordSettings
from musterbook.model import Block, Document, Published
from musterbook.records import run


@pytest.mark.parametrize(
    ("text", "kind", "expected"),
    [
        ("Rebels stormed Dinsor in Somalia on Sunday. Two traders died in the town.", "casualties", ("town", 1)),
        ("A patrol met rebels near Menaka in Mali; two soldiers were killed.", "casualties", ("town", 2)),
        ("Rebels burned two lorries before they withdrew towards Gao in Mali.", "event", None),
        ("Rebels met in Gao in Mali. A bomb killed two soldiers in a town.", "casualties", None),
    ],
    ids=["the town", "the other half of the sentence", "where they went", "a town that is not told"],
)
def test_a_place_is_taken_from_where_it_is_told(
    knowledge: Knowledge, text: str, kind: str, expected: tuple[str, int] | None
) -> None:
    """The kind and precision of the claim's place; nothing is taken from where somebody went, or for an indefinite noun."""
    document = Document(
        document_id="d-1", report_id="0" * 64, text=text, location="test",
        blocks=(Block(kind="paragraph", start=0, end=len(text)),),
        published=Published(day=date(2020, 3, 3), origin="given"),
    )  # fmt: skip
    annotated = annotate([document], knowledge=knowledge)
    (record,) = run(annotated.made, settings=RecordSettings(), made_by="test").made
    claim = next(claim for claim in record.claims if claim.kind == kind)
    reading = claim.place
    assert (None if reading is None or reading.place is None else (reading.place.kind, reading.where_prec)) == expected
