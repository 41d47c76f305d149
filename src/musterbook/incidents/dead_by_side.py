"""Whose dead a figure counts, where reports name them differently: "34 people", "34 soldiers", "policemen".

1. Unnamed people of a side under arms are those of its only actor.
2. Figures of nobody in particular, but for those of a data set, are of the only side that figures are told of, unless one speaker gives both in one report
   ("nine people, among them four soldiers"): then the smaller one is a part, and parts are no toll.
3. Nothing is joined where two sides fell: the whole may be of both. To an armed group only an equal figure is joined, because
   those who attacked may have lost some as well.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping

from musterbook.model import CasualtiesDetail, Claim

__all__ = ["BySide", "TollKey", "join_sides", "name_key"]

# Outcome, side, actor, whether it is a count of all sides.
TollKey = tuple[str, str, str, bool]
BySide = Mapping[TollKey, list[tuple[Claim, CasualtiesDetail]]]

_UNDER_ARMS = frozenset({"armed_group", "state_force", "police", "international_force"})
_UNKNOWN = "unknown"
# What is told of one side is the whole only where it is at most so many times smaller or larger.
_MOST_GROWTH = 3.0


def name_key(detail: CasualtiesDetail) -> TollKey:
    """Return whose toll a count belongs to before any are joined."""
    whose = detail.whose
    return (detail.outcome, whose.side, whose.actor_id or whose.name or "", detail.is_of_all_sides)


def join_sides(by_side: BySide) -> BySide:
    """Return the figures with those joined that count the same people under two names; the named ones come first."""
    joined: dict[TollKey, list[tuple[Claim, CasualtiesDetail]]] = defaultdict(list)
    for key, members in by_side.items():
        joined[_find_actor(key, by_side)].extend(members)
    for key in list(joined):
        side = _find_only_side(key, joined)
        if side is not None:
            joined[side].extend(joined.pop(key))
    return {key: sorted(members, key=_named_first) for key, members in joined.items()}


def _find_actor(key: TollKey, keys: Collection[TollKey]) -> TollKey:
    """Return the key of the only actor of a side, for its unnamed people: "policemen", "Somali police"."""
    outcome, side, name, is_of_all = key
    named = [other for other in keys if (*other[:2], other[3]) == (outcome, side, is_of_all) and other[2]]
    return named[0] if not name and side in _UNDER_ARMS and len(named) == 1 else key


def _find_only_side(key: TollKey, by_side: BySide) -> TollKey | None:
    """Return the key of the only side with figures, for those of nobody in particular; None if there is no such side."""
    outcome, side, name, is_of_all = key
    if side != _UNKNOWN or name or is_of_all or _are_coded(by_side[key]):
        return None
    others = [
        other
        for other, told in by_side.items()
        if other[0] == outcome and other != key and not other[3] and _sizes(told)
    ]
    if len(others) != 1 or others[0][1] == _UNKNOWN:
        return None
    whole, own = by_side[key], by_side[others[0]]
    if others[0][1] == "armed_group" and not _sizes(whole) & _sizes(own):
        return None  # who attacked may have lost some as well
    return others[0] if _is_alike(whole, own) and not _has_part(whole, own) else None


def _are_coded(told: list[tuple[Claim, CasualtiesDetail]]) -> bool:
    """Return True for figures of a data set: its "unknown" are people of no side besides those of the sides."""
    return any(claim.rule.startswith("imports/") for claim, _ in told)


def _is_alike(whole: list[tuple[Claim, CasualtiesDetail]], own: list[tuple[Claim, CasualtiesDetail]]) -> bool:
    """Return True if a figure is given of both, or the largest are of one size, as a toll grows."""
    if _sizes(whole) & _sizes(own):
        return True
    sizes = [max(_sizes(told), default=0.0) for told in (whole, own)]
    return min(sizes) > 0 and max(sizes) <= _MOST_GROWTH * min(sizes)


def _has_part(whole: list[tuple[Claim, CasualtiesDetail]], own: list[tuple[Claim, CasualtiesDetail]]) -> bool:
    """Return True if one speaker gives two different figures in one report, one of nobody in particular and one of the side."""
    given: dict[tuple[str, str], set[float]] = defaultdict(set)
    for claim, _ in own:
        given[claim.document_id, _speaker(claim)].add(_size(claim))
    return any(given.get((claim.document_id, _speaker(claim)), set()) - {_size(claim)} for claim, _ in whole)


def _speaker(claim: Claim) -> str:
    source = claim.attribution.source
    return (source.person or source.organisation or source.words or "").casefold()


def _sizes(told: list[tuple[Claim, CasualtiesDetail]]) -> set[float]:
    return {size for claim, _ in told if (size := _size(claim))}


def _size(claim: Claim) -> float:
    quantity = claim.quantity
    if quantity is None:
        return 0.0
    number = quantity.low if quantity.low is not None else quantity.high
    return float(number or 0)


def _named_first(told: tuple[Claim, CasualtiesDetail]) -> tuple[bool, bool, str]:
    claim, detail = told
    return detail.whose.side == _UNKNOWN, detail.whose.actor_id is None, claim.claim_id
