"""Whole passages through the real annotators: every claim they hold, and none besides."""

from __future__ import annotations

import tomllib
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from musterbook.annotate import Knowledge
from musterbook.annotate import run as annotate
from musterbook.config import RecordSettings
from musterbook.model import Block, Document, Published
from musterbook.records import run
from tests.golden.records.compact import compact

_HERE = Path(__file__).parent
_CASES = [
    pytest.param(case, id=f"{path.stem}: {case['name']}")
    for path in sorted(_HERE.glob("*.toml"))
    for case in tomllib.loads(path.read_text(encoding="utf-8"))["case"]
]


def _document(text: str, published: date) -> Document:
    return Document(
        document_id="d-1",
        report_id="r-1",
        text=text,
        blocks=(Block(kind="paragraph", start=0, end=len(text)),),
        location="passage",
        published=Published(day=published, origin="given"),
        language="en",
    )


@pytest.mark.parametrize("case", _CASES)
def test_passage(case: dict[str, Any], knowledge: Knowledge) -> None:
    """The passage makes these claims and no others, and this many events."""
    annotated = annotate([_document(case["text"], case["published"])], knowledge=knowledge)
    (record,) = run(annotated.made, settings=RecordSettings(), made_by="test").made
    assert [compact(claim) for claim in record.claims] == case["claims"]
    assert len(record.events) == case["events"]
