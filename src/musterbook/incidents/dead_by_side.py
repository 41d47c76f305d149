"""Whose dead a figure counts, where reports name them differently: "34 people", "34 soldiers", "policemen".

1. Unnamed people of a side under arms are those of its only actor.
2. Figures of nobody in particular, but for those of a data set, are of the only side that figures are told of, unless one speaker gives both in one report
   ("nine people, among them four soldiers"): then the smaller one is a part, and parts are no toll.
3. Those who only add to a count ("two more died", "they shot the headmaster first") are of the count that they are part of: that of
   nobody in particular, or, if nobody says whose they are, that of the only side.
4. Where both are kept, the side's dead are part of the whole, and never added to it, unless more of them are quoted than of the whole.
5. Nothing is joined where two sides fell: the whole may be of both. To an armed group only an equal figure is joined, because
   those who attacked may have lost some as well; and nothing to a side of whose dead only the group tells that says it killed them.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace

from musterbook.incidents.superseding import is_one
from musterbook.model import CasualtiesDetail, Claim, Toll

__all__ = ["BySide", "TollKey", "find_part_keys", "join_sides", "mark_parts", "name_key"]

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
    for key in list(joined):
        whole = _find_whole(key, joined)
        if whole is not None:
            joined[whole].extend(joined.pop(key))
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
    if all(_is_boast(claim, detail) for claim, detail in own):
        return None  # whose they were is the word of those who say that they killed them
    return others[0] if _is_alike(whole, own) and not _has_part(whole, own) else None


def _is_boast(claim: Claim, detail: CasualtiesDetail) -> bool:
    """True for what an armed group says of anybody but its own."""
    said = claim.attribution.source
    by_group = said.kind == "armed_group" or (said.actor is not None and said.actor.side == "armed_group")
    return by_group and detail.whose.side != "armed_group"


def _find_whole(key: TollKey, by_side: BySide) -> TollKey | None:
    """Return the key of the count that the people of this one are part of; None if they are a count of their own."""
    outcome, side, _, is_of_all = key
    parts = by_side[key]
    is_small = all(detail.is_addition or detail.is_part or is_one(claim) for claim, detail in parts)
    is_named_part = side != _UNKNOWN and all(detail.is_part for _, detail in parts)
    if is_of_all or _are_coded(parts) or not is_small or is_named_part:
        return None
    wholes = [
        other
        for other, told in by_side.items()
        if other != key
        and other[0] == outcome
        and not other[3]
        and _UNKNOWN in {side, other[1]}
        and _counts(told, parts)
    ]
    return wholes[0] if len(wholes) == 1 else None


def _counts(told: list[tuple[Claim, CasualtiesDetail]], parts: list[tuple[Claim, CasualtiesDetail]]) -> bool:
    """Return True if a count may hold all of these: any may hold an addition, that of a report the persons it tells of."""
    wholes = [claim for claim, detail in told if not _leans(detail) and not is_one(claim) and _size(claim)]
    reports = {claim.document_id for claim in wholes}
    # "Seven nurses and a patient were killed": told in one breath, the one is not of the seven.
    beside = {(claim.document_id, start) for claim in wholes for start in _triggers(claim)}
    return bool(wholes) and all(
        detail.is_addition
        or (
            claim.document_id in reports and not any((claim.document_id, start) in beside for start in _triggers(claim))
        )
        for claim, detail in parts
    )


def _leans(detail: CasualtiesDetail) -> bool:
    return detail.is_addition or detail.is_part


def find_part_keys(by_side: BySide) -> dict[TollKey, TollKey]:
    """Return the keys of the sides whose people may be among those of nobody in particular, with the key of that whole.

    "Four policemen and three civilians", and a toll of eight: a side is part of a whole that is no smaller, unless they are
    told in one breath ("ten people and three policemen died"), or an armed group lost some: then the whole may be theirs.
    Which is the smaller depends on the figures that are quoted, see `mark_parts`.
    """
    return {key: whole for whole in by_side for key in by_side if _may_hold(whole, key, by_side)}


def _may_hold(whole: TollKey, part: TollKey, by_side: BySide) -> bool:
    is_whole = whole[:3] == (part[0], _UNKNOWN, "") and not whole[3]
    if not is_whole or part[1] == _UNKNOWN or part[3] or _are_coded([*by_side[whole], *by_side[part]]):
        return False
    if all(detail.is_part for _, detail in by_side[part]):
        return True
    beside = {(claim.document_id, start) for claim, _ in by_side[whole] for start in _triggers(claim)}
    is_beside = any((claim.document_id, start) in beside for claim, _ in by_side[part] for start in _triggers(claim))
    is_counted = all(any(not _leans(detail) for _, detail in by_side[key]) for key in (whole, part))
    is_battle = any(key[0] == part[0] and key[1] == "armed_group" for key in by_side)
    return is_counted and not is_battle and not is_beside


def mark_parts(tolls: Iterable[Toll]) -> tuple[Toll, ...]:
    """Return the tolls with those marked as parts that may be part of another and are quoted with no higher figure.

    Parts come right after their whole; otherwise the order is as given.
    """
    tolls = tuple(tolls)
    whole_of = {claim_id: toll for toll in tolls for claim_id in toll.claim_ids}
    marked = [_mark_part(toll, whole_of.get(toll.part_of or "")) for toll in tolls]
    place_of = {claim_id: place for place, toll in enumerate(tolls) for claim_id in toll.claim_ids}
    # Sorting is stable: a part has the place of its whole and comes after it.
    places = [place_of[toll.part_of or ""] if toll.is_part else place for place, toll in enumerate(marked)]
    ordered = sorted(zip(places, marked, strict=True), key=lambda item: (item[0], item[1].is_part))
    return tuple(toll for _, toll in ordered)


def _mark_part(toll: Toll, whole: Toll | None) -> Toll:
    """Return the toll as a part of the whole that it may be among, if there is one."""
    return toll if whole is None else replace(toll, is_part=0 < _quoted(toll) <= _quoted(whole))


def _quoted(toll: Toll) -> float:
    """Return the figure to quote; of "up to 50" alone the upper limit."""
    return float(toll.best if toll.best is not None else toll.high or 0)


def _triggers(claim: Claim) -> list[int]:
    return [mark.start for mark in claim.marks if mark.role == "trigger"]


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
