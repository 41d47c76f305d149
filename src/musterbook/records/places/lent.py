"""Places that a claim takes from the happening it tells of: "More than 200 were hurt" were hurt where the bomb went off.

A claim without a place, or with the unknown name of a part of a town, takes

1. that of its event, if it is no country, and for a summary of many happenings no province;
2. for the dead, hurt and missing without an event: that of the violence told in the sentence, or in those just before, if it has one
   place. Those of months or years, or of a war, are counted nowhere in particular.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence
from datetime import timedelta

from musterbook.model import CasualtiesDetail, Claim, ClaimKind, Event, EventDetail, Mark, PlaceReading, TimeReading
from musterbook.records.places.given import give_place
from musterbook.records.sentences.views import SentenceView
from musterbook.records.tables import read_words

__all__ = ["lend_places"]

# Claims about the happening itself; a strength or a control of ground told beside it is of its own place.
_OF_HAPPENINGS: frozenset[ClaimKind] = frozenset({"casualties", "event", "responsibility"})
_PRECISE = frozenset({"town", "adm2", "landmark"})
_HIT = frozenset({"killed", "wounded", "missing", "casualties"})
_BACK_SENTENCES = 2
_HAPPENING = timedelta(days=14)


def lend_places(
    claims: Iterable[Claim], events: Iterable[Event], *, views: Sequence[SentenceView]
) -> tuple[Claim, ...]:
    """Return the claims, those without a place with the one they take, its span and why.

    Args:
        claims: of one document.
        events: built from them.
        views: the sentences of the document, in order.
    """
    by_id = {claim.claim_id: claim for claim in claims}
    for event in events:
        members = [by_id[claim_id] for claim_id in event.claim_ids if claim_id in by_id]
        lender = next((claim for claim in members if event.place is not None and claim.place is event.place), None)
        if lender is None or not _may_lend(lender, is_summary=event.is_summary):
            continue
        for claim in members:
            if _is_open(claim) and claim.kind in _OF_HAPPENINGS and not _is_told_elsewhere(claim, views):
                by_id[claim.claim_id] = _with_place(claim, lender)
    by_id |= _lend_to_loose(by_id, views)
    return tuple(by_id.values())


def _is_told_elsewhere(claim: Claim, views: Sequence[SentenceView]) -> bool:
    """Return whether the claim is set in a place of its own, of which nothing more is known."""
    return _is_counted_elsewhere(claim, views) or (claim.place is not None and not _is_in_a_town(claim, views))


def _is_in_a_town(claim: Claim, views: Sequence[SentenceView]) -> bool:
    """Return whether the unknown name is that of a part of a town: "in the Kabalagala neighbourhood"."""
    view = views[_find_view(claim, views)]
    mark = next((held for held in claim.marks if held.role == "place"), None)
    if mark is None or not view.sentence.start <= mark.start < view.sentence.end:
        return False
    behind = view.positions(mark.start, mark.end)[-1] + 1
    return behind < len(view.keys) and view.keys[behind] in read_words("places", "quarters", "nouns")


def _find_view(claim: Claim, views: Sequence[SentenceView]) -> int:
    return bisect_right(views, claim.sentence_start, key=lambda view: view.sentence.start) - 1


def _is_counted_elsewhere(claim: Claim, views: Sequence[SentenceView]) -> bool:
    """Return whether those who fled are counted where they went: "5,000 were registered at the border"."""
    detail = claim.detail
    if not isinstance(detail, CasualtiesDetail) or detail.outcome != "displaced":
        return False
    return not views[_find_view(claim, views)].key_set.isdisjoint(read_words("places", "shelters", "nouns"))


def _lend_to_loose(by_id: Mapping[str, Claim], views: Sequence[SentenceView]) -> dict[str, Claim]:
    """Return the casualties without an event, with the place of the sentence or of those just before it."""
    starts = [view.sentence.start for view in views]
    told: dict[int, list[Claim]] = {}
    for claim in by_id.values():
        if _tells_of_violence(claim) and not _is_open(claim):
            told.setdefault(bisect_right(starts, claim.sentence_start) - 1, []).append(claim)
    lent: dict[str, Claim] = {}
    for claim in by_id.values():
        here = bisect_right(starts, claim.sentence_start) - 1
        if not _is_loose(claim) or views[here].key_set & read_words("people", "courses", "nouns"):
            continue
        for index in range(here, here - _BACK_SENTENCES - 1, -1):
            lenders = told.get(index, [])
            if lenders:
                if len({held.place.place for held in lenders if held.place is not None}) == 1 and _may_lend(lenders[0]):
                    lent[claim.claim_id] = _with_place(claim, lenders[0])
                break
    return lent


def _tells_of_violence(claim: Claim) -> bool:
    return claim.kind == "casualties" or (
        isinstance(claim.detail, EventDetail) and claim.detail.event_type in {"ASSAULT", "COERCE"}
    )


def _is_loose(claim: Claim) -> bool:
    """Return whether the claim counts dead, hurt or missing without a place and without a happening of its own."""
    detail = claim.detail
    is_counted = isinstance(detail, CasualtiesDetail) and detail.outcome in _HIT and detail.event_claim_id is None
    return is_counted and claim.place is None and not _is_of_long_time(claim.interval)


def _is_open(claim: Claim) -> bool:
    return claim.place is None or claim.place.place is None


def _may_lend(lender: Claim, *, is_summary: bool = True) -> bool:
    place = None if lender.place is None else lender.place.place
    return place is not None and (place.kind in _PRECISE or (not is_summary and place.kind != "country"))


def _is_of_long_time(interval: TimeReading | None) -> bool:
    if interval is None or interval.earliest is None or interval.latest is None:
        return False
    return interval.latest - interval.earliest > _HAPPENING


def _with_place(claim: Claim, lender: Claim) -> Claim:
    """Return the claim with the lender's place, the span of its name and the reason."""
    place: PlaceReading | None = lender.place
    mark: Mark | None = next((held for held in lender.marks if held.role == "place"), None)
    if place is None or mark is None:
        return claim
    why = f"‘{place.words}’, where the happening is set that it tells of"
    return give_place(claim, place, start=mark.start, end=mark.end, why=why)
