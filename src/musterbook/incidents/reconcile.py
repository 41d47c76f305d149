"""One incident, all its figures: low / best / high per side and outcome, disagreement kept.

Plain form. Assumes that a later word knows more than an earlier one: `best` is the figure said last; of figures said
on the same day the one that more origins give, then the higher one. Additions ("another 12") and shares are listed
and never added up.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from musterbook.model import CasualtiesDetail, Claim, DenialDetail, Number, Origin, Toll

__all__ = ["find_contradictions", "reconcile_casualties"]

# A toll that more speakers than this tell differently is disputed in any case.
_MOST_DISAGREEING = 20


def reconcile_casualties(claims: Iterable[Claim], *, origins: Sequence[Origin]) -> tuple[Toll, ...]:
    """Return one Toll per outcome and side, ordered by outcome, side and actor."""
    origin_of = {claim_id: origin.origin_id for origin in origins for claim_id in origin.claim_ids}
    by_side: dict[tuple[str, str, str, bool], list[tuple[Claim, CasualtiesDetail]]] = defaultdict(list)
    for claim in claims:
        detail = claim.detail
        if isinstance(detail, CasualtiesDetail):
            key = (detail.outcome, detail.whose.side, detail.whose.actor_id or "", detail.is_of_all_sides)
            by_side[key].append((claim, detail))
    return tuple(_make_toll(members, origin_of) for _, members in sorted(by_side.items()))


def _make_toll(members: list[tuple[Claim, CasualtiesDetail]], origin_of: dict[str, str]) -> Toll:
    detail = members[0][1]
    figures = [
        figure
        for claim, its_detail in members
        if not its_detail.is_addition and (figure := read_figure(claim)) is not None
    ]
    # "Up to 50" states no lower limit, so it has no say in the lowest figure.
    bounded = [(figure.low, figure.claim.claim_id) for figure in figures if figure.low is not None]
    low = min(bounded, default=None)
    high = max(figures, key=lambda figure: (figure.high, figure.claim.claim_id), default=None)
    best = _choose_best([figure for figure in figures if figure.best is not None], origin_of)
    claim_ids = tuple(sorted({claim.claim_id for claim, _ in members}))
    return Toll(
        whose=detail.whose.side,
        actor_id=detail.whose.actor_id,
        actor_name=detail.whose.name,
        outcome=detail.outcome,
        low=low[0] if low else None,
        best=best.best if best else None,
        high=high.high if high else None,
        low_claim_id=low[1] if low else None,
        best_claim_id=best.claim.claim_id if best else None,
        high_claim_id=high.claim.claim_id if high else None,
        claim_ids=claim_ids,
        n_origins=len({origin_of.get(claim_id, claim_id) for claim_id in claim_ids}),
        rule="the only figure" if len({figure.best for figure in figures}) == 1 else "the latest word",
        is_open=any(figure.is_open for figure in figures),
        is_of_all_sides=detail.is_of_all_sides,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """What a claim says of a toll: its stated limits, the number to quote, open above or not; "up to 50" has only `high`."""

    claim: Claim
    low: Number | None
    best: Number | None
    high: Number
    is_open: bool


def read_figure(claim: Claim) -> Figure | None:
    """Return the figure of a casualties claim; None for words without a number, shares, and what the speaker denies.

    Quoted is what the source itself calls its best figure, else the lower end: the conservative one.
    """
    quantity = claim.quantity
    if quantity is None or quantity.is_relative or claim.attribution.stance in {"denies", "doubts"}:
        return None
    high = quantity.high if quantity.high is not None else quantity.low
    if high is None:
        return None
    best = quantity.low if quantity.best is None else quantity.best
    return Figure(claim=claim, low=quantity.low, best=best, high=high, is_open=quantity.high is None)


def _choose_best(figures: list[Figure], origin_of: dict[str, str]) -> Figure | None:
    if not figures:
        return None
    last = max(figure.claim.said_on or date.min for figure in figures)
    latest = [figure for figure in figures if (figure.claim.said_on or date.min) == last]
    support: dict[Number | None, set[str]] = defaultdict(set)
    for figure in latest:
        support[figure.best].add(origin_of.get(figure.claim.claim_id, figure.claim.claim_id))
    return max(latest, key=lambda figure: (len(support[figure.best]), figure.best or 0, figure.claim.claim_id))


def find_contradictions(claims: Iterable[Claim]) -> tuple[str, ...]:
    """Return denials and figures of different speakers that cannot both be true, in words."""
    ordered = sorted(claims, key=lambda claim: claim.claim_id)
    known = {claim.claim_id for claim in ordered}
    found = [
        f"{claim.claim_id} denies {claim.detail.denies}"
        for claim in ordered
        if isinstance(claim.detail, DenialDetail) and claim.detail.denies in known
    ]
    exact: dict[tuple[object, ...], Claim] = {}
    for claim in ordered:
        if _is_exact_toll(claim):
            # One claim of each figure and speaker is enough: copies would say the same again and again.
            exact.setdefault((claim.quantity, claim.attribution.source.words, claim.said_on), claim)
    kept = list(exact.values())[:_MOST_DISAGREEING]
    for index, one in enumerate(kept):
        found.extend(
            f"{one.claim_id} says {_exact(one)}, {other.claim_id} says {_exact(other)}"
            for other in kept[index + 1 :]
            if _disagree(one, other)
        )
    return tuple(found)


def _exact(claim: Claim) -> Number | None:
    return claim.quantity.low if claim.quantity else None


def _is_exact_toll(claim: Claim) -> bool:
    is_exact = claim.quantity is not None and claim.quantity.bound == "exact"
    return is_exact and isinstance(claim.detail, CasualtiesDetail) and not claim.detail.is_addition


def _disagree(one: Claim, other: Claim) -> bool:
    first, second = one.detail, other.detail
    if not isinstance(first, CasualtiesDetail) or not isinstance(second, CasualtiesDetail):
        return False
    is_same_side = (first.outcome, first.whose.side, first.whose.actor_id, first.is_of_all_sides) == (
        second.outcome,
        second.whose.side,
        second.whose.actor_id,
        second.is_of_all_sides,
    )
    is_other_speaker = one.attribution.source.words != other.attribution.source.words
    return is_same_side and is_other_speaker and one.said_on == other.said_on and _exact(one) != _exact(other)
