"""Statements in many words: alliances, recruits, threats, ground, commanders, growth. What share of them is found is a floor."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from datetime import date
from functools import cache
from pathlib import Path

import pytest

from musterbook.config import Settings
from musterbook.model import Published, Report, hash_bytes
from musterbook.workflow import extract_reports, load_knowledge

TABLE = Path(__file__).with_name("statements.toml")
BEFORE = "The Allied Democratic Forces attacked a village in Ituri on Sunday.\n\n"
_POINTS_BACK = re.compile(
    r"\b(the (group|militia|force|rebels|insurgents|militants|brigade|unit|gang|armed group|faction)|its|her|their)\b",
    re.IGNORECASE,
)
# What was found when this table was written, less one: a new way to put it may cost one old one, not several.
FLOORS = {
    "casualties": 5,
    "change": 9,
    "composition": 12,
    "control": 69,
    "leadership": 56,
    "recruitment": 16,
    "relation": 20,
    "threat": 14,
}


@cache
def sentences() -> Mapping[str, tuple[str, ...]]:
    """The sentences by kind; "none" makes no claim."""
    return {kind: tuple(told) for kind, told in tomllib.loads(TABLE.read_text("utf-8")).items()}


@cache
def found() -> Mapping[str, frozenset[str]]:
    """The kinds of claims that each sentence was read to make."""
    knowledge, settings = load_knowledge(Settings()), Settings()
    reports = [make_report(one, is_alone=kind == "none") for kind, told in sentences().items() for one in told]
    return {
        read.report.location: frozenset(claim.kind for claim in read.record.claims) if read.record else frozenset()
        for read in extract_reports(reports, knowledge=knowledge, settings=settings)
        if read.report is not None
    }


def make_report(sentence: str, *, is_alone: bool) -> Report:
    """A report of the sentence, behind one that names the group it points back to."""
    text = sentence if is_alone or not _POINTS_BACK.search(sentence) else BEFORE + sentence
    published = Published(day=date(2024, 5, 16), origin="given")
    return Report(
        report_id=hash_bytes(text.encode()), media_type="application/json", location=sentence, raw=text.encode(), text=text,
        published=published,
    )  # fmt: skip


@pytest.mark.parametrize("kind", sorted(FLOORS))
def test_statements_are_found(kind: str) -> None:
    """At least as many sentences of the kind are read as one as when the table was written."""
    missed = [one for one in sentences()[kind] if kind not in found()[one]]
    assert len(sentences()[kind]) - len(missed) >= FLOORS[kind], missed


@pytest.mark.parametrize("sentence", sentences()["none"])
def test_other_worlds_make_no_claim(sentence: str) -> None:
    """Sport, business and offices use the same words and tell of no armed group."""
    assert found()[sentence] == frozenset()
