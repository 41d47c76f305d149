"""Casualty counts as they are compared: which can be the same, a later word on the same, or neither."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from musterbook.model import CasualtiesDetail, Claim, Number, Outcome, Side

__all__ = ["Count", "CountLevel", "compare_counts", "read_counts"]

CountLevel = Literal["same_many", "same_some", "same_few", "within", "near", "revised", "differ", "not_stated"]

# From this many on, an equal number is a strong sign; one or two dead are equal by chance too often.
_MANY = 10
_SOME = 3
# A toll rises as bodies are found, seldom to more than this many times the first word.
_MOST_GROWTH = 3.0
# Two words on one toll of the same days: "11" and "at least 12".
_NEAR_SHARE = 0.25
_ORDER: tuple[CountLevel, ...] = ("same_many", "same_some", "same_few", "within", "near", "revised", "differ")


@dataclass(frozen=True, slots=True, kw_only=True)
class Count:
    """How many of one side had one fate, as a claim tells; None = open on that side."""

    outcome: Outcome
    side: Side
    low: Number | None
    high: Number | None


def read_counts(claims: Iterable[Claim]) -> tuple[Count, ...]:
    """Return the counts that claims of casualties state, without additions, parts, shares, and what is denied."""
    found: dict[Count, None] = {}
    for claim in claims:
        quantity, detail = claim.quantity, claim.detail
        if not isinstance(detail, CasualtiesDetail) or quantity is None or quantity.is_relative:
            continue
        if detail.is_addition or detail.is_part or claim.attribution.stance in {"denies", "doubts"}:
            continue
        found[Count(outcome=detail.outcome, side=detail.whose.side, low=quantity.low, high=quantity.high)] = None
    return tuple(found)


def compare_counts(one: Iterable[Count], other: Iterable[Count]) -> CountLevel:
    """Return how far the counts of two events agree: of each fate told by both the best agreement, of the fates the worst.

    One report may give several figures for one fate (the first word and the last one), so the best pair counts.
    """
    best: dict[Outcome, int] = {}
    others = tuple(other)
    for first in one:
        for second in others:
            if first.outcome == second.outcome and _may_be_one_side(first.side, second.side):
                rank = _ORDER.index(_compare(first, second))
                best[first.outcome] = min(rank, best.get(first.outcome, rank))
    # Equal wounded do not outweigh that the dead differ.
    return _ORDER[max(best.values())] if best else "not_stated"


def _may_be_one_side(one: Side, other: Side) -> bool:
    return one == other or "unknown" in {one, other}


def _compare(one: Count, other: Count) -> CountLevel:
    low, high = _limits(one)
    low2, high2 = _limits(other)
    if low == low2 and high == high2:
        size = low if low is not None else high
        return "same_many" if (size or 0) >= _MANY else "same_some" if (size or 0) >= _SOME else "same_few"
    if _overlap(low, high, low2, high2):
        return "within"
    first, second = _quoted(one), _quoted(other)
    smaller, larger = sorted((first, second))
    if larger - smaller <= max(1.0, _NEAR_SHARE * larger) and smaller >= _SOME:
        return "near"
    return "revised" if smaller > 0 and larger <= _MOST_GROWTH * smaller else "differ"


def _limits(count: Count) -> tuple[Number | None, Number | None]:
    return count.low, count.high


def _overlap(low: Number | None, high: Number | None, low2: Number | None, high2: Number | None) -> bool:
    # "At least 10" allows 12, but not 400: an open end reaches as far as a toll grows.
    top = high if high is not None else _MOST_GROWTH * (low or 0)
    top2 = high2 if high2 is not None else _MOST_GROWTH * (low2 or 0)
    return (low or 0) <= top2 and (low2 or 0) <= top


def _quoted(count: Count) -> float:
    number = count.low if count.low is not None else count.high
    return float(number or 0)
