"""Strengths that no frame reads: cues for and against, weighed."""

from __future__ import annotations

import json
from datetime import date
from importlib import resources

import pytest

import musterbook
from musterbook import workflow
from musterbook.config import Settings
from musterbook.model import AnnotatedDocument, Claim, Report
from musterbook.records import explain_scored
from musterbook.records.tables import read_table

PUBLISHED = date(2023, 5, 10)


def _strengths(text: str) -> list[tuple[float | None, float | None]]:
    found = musterbook.extract(text, published=PUBLISHED).claims
    return [(c.quantity.low, c.quantity.high) for c in found if c.kind == "strength" and c.quantity]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(
            "Al-Shabaab is still strong in the south. It is thought to have 7,000 fighters, up from 5,000 in 2019, officials said.",
            [(7000, 7000), (5000, 5000)],
            id="up from",
        ),
        pytest.param(
            "Boko Haram, once 6,000 strong, is said to be left with fewer than 1,500.",
            [(6000, 6000), (None, 1500)],
            id="once strong",
        ),
        pytest.param(
            "The Lord's Resistance Army was a band of some 200 when it crossed into the Central African Republic.",
            [(200, 200)],
            id="a band of",
        ),
        pytest.param(
            "The Taliban number 60,000 to 70,000 against 180,000 government troops, a Western diplomat reckoned.",
            [(60000, 70000), (180000, 180000)],
            id="number against",
        ),
    ],
)
def test_strengths_in_other_forms(text: str, expected: list[tuple[float | None, float | None]]) -> None:
    """Numbers of people under arms are read whatever form the sentence has."""
    assert _strengths(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(
            "Boko Haram attacked the town at dawn. The school there has 900 pupils and 30 teachers.", id="pupils"
        ),
        pytest.param(
            "Al-Shabaab fired on the convoy. It had 40 lorries and carried food for 12,000 people.",
            id="lorries and people",
        ),
        pytest.param("Two hundred Taliban fighters stormed the post and killed eleven policemen.", id="a raid"),
        pytest.param(
            "Some 300 of the Taliban's fighters handed over their rifles in Herat on Monday.", id="who gave up"
        ),
        pytest.param("The Taliban released 120 soldiers whom they had held since March.", id="prisoners"),
    ],
)
def test_other_numbers_are_no_strength(text: str) -> None:
    """Pupils, lorries, raiders, prisoners and those who gave up are not how many a group is."""
    assert _strengths(text) == []


def test_weights_name_only_known_classes() -> None:
    """Every class of words that a weight names is a list of the table, so a renamed list cannot lose its weight unseen."""
    text = resources.files("musterbook.records").joinpath("data", "strength-weights.json").read_text("utf-8")
    weights = json.loads(text)["weights"]
    verbs = {name.removeprefix("verb ") for name in weights if name.startswith("verb ") and "," not in name}
    assert verbs <= {*read_table("strength")["cues"], "fate", "deed", "none", "other"}
    assert weights["strong"] > 0 > weights["fewer than ten"]


def test_a_weighed_claim_is_explained_by_its_cues() -> None:
    """The explanation of such a claim names the cues and what each is worth, the heaviest first."""
    annotated, claims = _read("Boko Haram, once 6,000 strong, is said to be left with fewer than 1,500.")
    reasons = explain_scored(annotated, claims)
    assert [claim.rule for claim in claims if claim.claim_id in reasons] == ["strength/scored"] * len(reasons)
    reason = next(iter(reasons.values()))
    worth = [abs(float(item.reason.removeprefix("worth "))) for item in reason.weighed]
    assert worth == sorted(worth, reverse=True)
    assert "strong" in {item.words for item in reason.weighed}


def _read(text: str) -> tuple[AnnotatedDocument, tuple[Claim, ...]]:
    raw = text.encode()
    report = Report(report_id="r", media_type="text/plain", location="text", raw=raw, encoding="utf-8")
    knowledge = workflow.load_knowledge(Settings())
    (extraction,) = workflow.extract_reports([report], knowledge=knowledge, settings=Settings())
    assert extraction.annotated is not None
    assert extraction.record is not None
    return extraction.annotated, extraction.record.claims
