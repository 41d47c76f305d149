"""Breadth: how many ways of telling the same are read, and how few sentences of other worlds are read as violence."""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path
from typing import Any

import pytest

import musterbook
from musterbook.model import CasualtiesDetail, Claim, EventDetail, ResponsibilityDetail

_TEXTS = Path(__file__).parent / "texts" / "breadth.toml"
_KINDS = frozenset({"casualties", "event", "movement", "responsibility", "denial"})


@cache
def _read() -> tuple[tuple[dict[str, Any], tuple[Claim, ...]], ...]:
    """Return every sentence of the table with the claims that were read from it."""
    rows = tomllib.loads(_TEXTS.read_text(encoding="utf-8"))["sentence"]
    return tuple((row, musterbook.extract(row["text"]).claims) for row in rows)


def _tell(claim: Claim) -> str:
    """Return a claim in the words of the table."""
    detail = claim.detail
    if isinstance(detail, CasualtiesDetail):
        low, high = (claim.quantity.low, claim.quantity.high) if claim.quantity is not None else (None, None)
        numbers = dict.fromkeys(f"{number:g}" for number in (low, high) if number is not None)
        return f"{detail.outcome} {'-'.join(numbers)}"
    if isinstance(detail, EventDetail):
        return detail.event_type
    return detail.role if isinstance(detail, ResponsibilityDetail) else claim.kind


@pytest.mark.parametrize(
    ("kind", "floor"),
    [
        pytest.param("casualties", 0.9, id="casualties"),
        pytest.param("event", 0.9, id="event"),
        pytest.param("movement", 0.85, id="movement"),
        pytest.param("responsibility", 0.65, id="responsibility"),
        pytest.param("denial", 0.75, id="denial"),
    ],
)
def test_most_ways_of_telling_are_read(kind: str, floor: float) -> None:
    """Of the sentences of a kind at least this share is read with outcome and number, type or role."""
    of_kind = [
        (row, {_tell(claim) for claim in claims if claim.kind == kind})
        for row, claims in _read()
        if row["kind"] == kind
    ]
    assert all(row["reads"] for row, _ in of_kind), "a sentence of which nothing is to be read counts as read"
    missed = [row["text"] for row, told in of_kind if not set(row["reads"]) <= told]
    assert len(of_kind) - len(missed) >= floor * max(len(of_kind), 1), missed


def test_no_count_is_invented() -> None:
    """Nine in ten casualty claims of the sentences are the ones that the table gives."""
    wrong, n_claims = [], 0
    for row, claims in _read():
        for claim in claims:
            if row["kind"] == "casualties" and claim.kind == "casualties":
                n_claims += 1
                wrong += [] if _tell(claim) in row["reads"] else [(row["text"], _tell(claim))]
    assert n_claims > len(wrong), "no count of the table is read"
    assert len(wrong) <= 0.1 * n_claims, wrong


def test_other_worlds_are_not_read_as_violence() -> None:
    """Sport, business, accidents, weather and politics: at most one sentence in five yields a claim."""
    others = [(row["text"], claims) for row, claims in _read() if row["kind"] == "none"]
    assert others
    read = [text for text, claims in others if any(claim.kind in _KINDS for claim in claims)]
    assert len(read) <= 0.2 * len(others), read
