"""Whose word the figures of a toll are."""

from __future__ import annotations

from dataclasses import replace

from musterbook.model import Origin, Toll, TollOrigin, trace_toll


def _make_toll(low: str | None, best: str | None, high: str | None, *denials: str) -> Toll:
    given = tuple(claim_id for claim_id in (low, best, high) if claim_id is not None)
    return Toll(
        whose="armed_group",
        actor_id=None,
        actor_name=None,
        outcome="killed",
        low=3 if low else None,
        best=5 if best else None,
        high=9 if high else None,
        low_claim_id=low,
        best_claim_id=best,
        high_claim_id=high,
        claim_ids=(*given, *denials),
        denial_claim_ids=denials,
        n_origins=len(given),
        rule="the latest word",
    )


def _make_origins(*members: tuple[str, ...]) -> dict[str, Origin]:
    origins = (Origin(origin_id=f"o-{ids[0]}", claim_ids=ids, reason="a claim of its own") for ids in members)
    return {claim_id: origin for origin in origins for claim_id in origin.claim_ids}


def test_the_origin_of_the_best_figure_comes_first() -> None:
    """Each origin is named once with all figures that are its, and one that denies them stands last."""
    origin_of = _make_origins(("a", "c"), ("b",), ("d", "e"))
    assert trace_toll(_make_toll("b", "a", "c", "d", "e"), origin_of) == (
        TollOrigin(figures=("best", "high"), origin=origin_of["a"]),
        TollOrigin(figures=("low",), origin=origin_of["b"]),
        TollOrigin(figures=("denial",), origin=origin_of["d"]),
    )


def test_nobody_denies_his_own_figure() -> None:
    """A denial that has no speaker of its own goes with the origin of its report, which is not said to deny what it gave."""
    origin_of = _make_origins(("a", "b"))
    assert trace_toll(_make_toll("a", "a", "a", "b"), origin_of) == (
        TollOrigin(figures=("best", "low", "high"), origin=origin_of["a"]),
    )


def test_what_an_outlet_prints_of_its_own_is_nobody_elses_word() -> None:
    """A figure without a speaker shares the origin of one that has one, but is told with its own, shorter chain."""
    quoted = Origin(origin_id="o", claim_ids=("a", "b"), reason="r", chain=("Gazette", "police"))
    printed = replace(quoted, chain=("Gazette",))
    assert trace_toll(_make_toll("a", "b", "b"), {"a": quoted, "b": printed}) == (
        TollOrigin(figures=("best", "high"), origin=printed),
        TollOrigin(figures=("low",), origin=quoted),
    )


def test_what_is_not_known_is_left_out() -> None:
    """A figure that is missing and a claim without an origin name nobody."""
    assert trace_toll(_make_toll(None, None, "a"), {}) == ()
