"""One incident, all its figures: low / best / high per side and outcome, disagreement kept.

Plain form. Assumes that a later word knows more than an earlier one: `best` is the figure said last; of figures said
on the same day the one that more origins give, then the higher one. Additions ("another 12") and shares are listed
and never added up.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date

from musterbook.model import CasualtiesDetail, Claim, DenialDetail, Number, Origin, Toll

__all__ = ["find_contradictions", "reconcile_casualties"]

_OPEN_BOUNDS = frozenset({"at_least", "more_than", "vague"})


def reconcile_casualties(claims: Iterable[Claim], *, origins: Sequence[Origin]) -> tuple[Toll, ...]:
    """Return one Toll per outcome and side, ordered by outcome, side and actor."""
    origin_of = {claim_id: origin.origin_id for origin in origins for claim_id in origin.claim_ids}
    by_side: dict[tuple[str, str, str], list[tuple[Claim, CasualtiesDetail]]] = defaultdict(list)
    for claim in claims:
        detail = claim.detail
        if isinstance(detail, CasualtiesDetail):
            by_side[detail.outcome, detail.whose.side, detail.whose.actor_id or ""].append((claim, detail))
    return tuple(_make_toll(members, origin_of) for _, members in sorted(by_side.items()))


def _make_toll(members: list[tuple[Claim, CasualtiesDetail]], origin_of: dict[str, str]) -> Toll:
    detail = members[0][1]
    figures = [
        (claim, figure)
        for claim, its_detail in members
        if not its_detail.is_addition and (figure := read_figure(claim)) is not None
    ]
    low = min(figures, key=lambda item: (item[1], item[0].claim_id), default=None)
    high = max(figures, key=lambda item: (item[1], item[0].claim_id), default=None)
    best = _choose_best(figures, origin_of)
    claim_ids = tuple(sorted({claim.claim_id for claim, _ in members}))
    is_open = any(claim.quantity is not None and claim.quantity.bound in _OPEN_BOUNDS for claim, _ in figures)
    return Toll(
        whose=detail.whose.side,
        actor_id=detail.whose.actor_id,
        actor_name=detail.whose.name,
        outcome=detail.outcome,
        low=low[1] if low else None,
        best=best[1] if best else None,
        high=high[1] if high else None,
        low_claim_id=low[0].claim_id if low else None,
        best_claim_id=best[0].claim_id if best else None,
        high_claim_id=high[0].claim_id if high else None,
        claim_ids=claim_ids,
        n_origins=len({origin_of.get(claim_id, claim_id) for claim_id in claim_ids}),
        rule="the only figure" if len({figure for _, figure in figures}) == 1 else "the latest word",
        is_open=is_open,
    )


def read_figure(claim: Claim) -> Number | None:
    """Return the one number a casualties claim names; of a range the lower end; None for words without a number."""
    quantity = claim.quantity
    if quantity is None or quantity.is_relative:
        return None
    return quantity.low if quantity.low is not None else quantity.high


def _choose_best(figures: list[tuple[Claim, Number]], origin_of: dict[str, str]) -> tuple[Claim, Number] | None:
    if not figures:
        return None
    last = max(claim.said_on or date.min for claim, _ in figures)
    latest = [(claim, figure) for claim, figure in figures if (claim.said_on or date.min) == last]
    support: dict[Number, set[str]] = defaultdict(set)
    for claim, figure in latest:
        support[figure].add(origin_of.get(claim.claim_id, claim.claim_id))
    return max(latest, key=lambda item: (len(support[item[1]]), item[1], item[0].claim_id))


def find_contradictions(claims: Iterable[Claim]) -> tuple[str, ...]:
    """Return denials and figures of different speakers that cannot both be true, in words."""
    ordered = sorted(claims, key=lambda claim: claim.claim_id)
    known = {claim.claim_id for claim in ordered}
    found = [
        f"{claim.claim_id} denies {claim.detail.denies}"
        for claim in ordered
        if isinstance(claim.detail, DenialDetail) and claim.detail.denies in known
    ]
    exact = [claim for claim in ordered if _is_exact_toll(claim)]
    for index, one in enumerate(exact):
        found.extend(
            f"{one.claim_id} says {read_figure(one)}, {other.claim_id} says {read_figure(other)}"
            for other in exact[index + 1 :]
            if _disagree(one, other)
        )
    return tuple(found)


def _is_exact_toll(claim: Claim) -> bool:
    is_exact = claim.quantity is not None and claim.quantity.bound == "exact"
    return is_exact and isinstance(claim.detail, CasualtiesDetail) and not claim.detail.is_addition


def _disagree(one: Claim, other: Claim) -> bool:
    first, second = one.detail, other.detail
    if not isinstance(first, CasualtiesDetail) or not isinstance(second, CasualtiesDetail):
        return False
    is_same_side = (first.outcome, first.whose.side, first.whose.actor_id) == (
        second.outcome,
        second.whose.side,
        second.whose.actor_id,
    )
    is_other_speaker = one.attribution.source.words != other.attribution.source.words
    return is_same_side and is_other_speaker and one.said_on == other.said_on and read_figure(one) != read_figure(other)
