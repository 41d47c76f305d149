"""From the figures of a toll to the origins behind them: the one place, so that every view of a toll names the same ones."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from musterbook.model.incidents import Origin, Toll

__all__ = ["TollFigure", "TollOrigin", "cite_claims", "trace_toll"]

TollFigure = Literal["best", "low", "high", "denial"]

_MOST_DENIALS = 10  # of one toll whose origins are named


@dataclass(frozen=True, slots=True, kw_only=True)
class TollOrigin:
    """An origin behind a toll: `figures` are those that it gave, "denial" if it denies one; never empty."""

    figures: tuple[TollFigure, ...]
    origin: Origin


def cite_claims(toll: Toll) -> tuple[tuple[TollFigure, str], ...]:
    """Return the claims that give the figures of a toll, best first, and those that deny one, as far as they are named."""
    given: tuple[tuple[TollFigure, str | None], ...] = (
        ("best", toll.best_claim_id),
        ("low", toll.low_claim_id),
        ("high", toll.high_claim_id),
        *(("denial", claim_id) for claim_id in toll.denial_claim_ids[:_MOST_DENIALS]),
    )
    return tuple((figure, claim_id) for figure, claim_id in given if claim_id is not None)


def trace_toll(toll: Toll, origin_of: Mapping[str, Origin]) -> tuple[TollOrigin, ...]:
    """Return the origins behind the figures of a toll, that of the best figure first, then by low, high and denials.

    A denial without a speaker of its own goes with an origin of its report; where that one gives the figure, nothing is said
    of a denial, because nobody is known to have denied his own figure.

    Args:
        toll: of one side and outcome.
        origin_of: by claim id; a claim that is not in it is left out.
    """
    figures: dict[tuple[str, tuple[str, ...]], list[TollFigure]] = {}
    origins: dict[tuple[str, tuple[str, ...]], Origin] = {}
    for figure, claim_id in cite_claims(toll):
        origin = origin_of.get(claim_id)
        if origin is None or (figure == "denial" and any(origin_id == origin.origin_id for origin_id, _ in figures)):
            continue
        key = (origin.origin_id, origin.chain)  # what it printed of its own has another chain than what it quoted
        origins[key] = origin
        given = figures.setdefault(key, [])
        if figure not in given:
            given.append(figure)
    return tuple(TollOrigin(figures=tuple(given), origin=origins[key]) for key, given in figures.items())
