"""The scene last spoken of, for a happening without a place: "A bomber walked into a hall in Kabul. Fifty were killed" there.

The place that a paragraph is headed with ("Saturday, Binnish.") holds for all of it. Else only the nearest sentence before that names
places counts, and only if it is set in one small place. Where somebody speaks, goes or
is nursed sets no scene, nor does what a sentence tells of years, of other happenings or of talk.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Container, Iterable, Mapping, Sequence
from datetime import timedelta

from musterbook.model import (
    ActorReading,
    CasualtiesDetail,
    Claim,
    Event,
    EventDetail,
    Mention,
    PlaceReading,
    TimeReading,
)
from musterbook.records.places.anaphora import find_scene
from musterbook.records.places.given import give_first_place, give_place
from musterbook.records.sentences.headings import find_heading
from musterbook.records.sentences.views import SentenceView
from musterbook.records.tables import read_words

__all__ = ["place_by_scene"]

_HIT = frozenset({"killed", "wounded", "missing", "casualties"})
_VIOLENT = frozenset({"ASSAULT", "COERCE"})
_SMALL = frozenset({"town", "landmark", "adm2"})
_ARMED = frozenset({"armed_group", "state_force"})
_BACK_SENTENCES = 2
_HAPPENING = timedelta(days=14)


def place_by_scene(
    claims: Iterable[Claim], events: Iterable[Event], *, views: Sequence[SentenceView]
) -> tuple[tuple[Claim, ...], tuple[Event, ...]]:
    """Return the claims and events, those without a place with the scene last spoken of, its span and why.

    Args:
        claims: of one document.
        events: built from them.
        views: the sentences of the document, in order.
    """
    starts = [view.sentence.start for view in views]
    by_id = {claim.claim_id: claim for claim in claims}
    told: dict[int, list[Claim]] = {}
    for claim in by_id.values():
        told.setdefault(bisect_right(starts, claim.sentence_start) - 1, []).append(claim)
    found: dict[str, Claim] = {}
    for here in sorted(told):
        for claim in told[here]:
            if claim.place is None and _tells_of_violence(claim):
                scene = _heading_of(views, here)
                if scene is None and _is_happening(claim):
                    scene = _scene_before(claim, views, here, told, found)
                if scene is not None:
                    found[claim.claim_id] = _give(claim, *scene)
    return tuple((by_id | found).values()), tuple(give_first_place(event, found) for event in events)


def _tells_of_violence(claim: Claim) -> bool:
    """Return whether the claim tells of violence that was done, or of whom it hit."""
    if isinstance(claim.detail, CasualtiesDetail):
        return claim.detail.outcome in _HIT
    return _is_violent(claim) and isinstance(claim.detail, EventDetail) and not claim.detail.is_negated


def _is_happening(claim: Claim) -> bool:
    """Return whether the claim tells of one act of violence, or of whom it hit; not of what lasts or of what many did."""
    if _is_of_long_time(claim.interval):
        return False
    if isinstance(claim.detail, CasualtiesDetail):
        return claim.detail.outcome in _HIT and not claim.detail.is_total
    return (
        isinstance(claim.detail, EventDetail)
        and claim.detail.event_type in _VIOLENT
        and claim.detail.status == "completed"
        and not (claim.detail.is_negated or claim.detail.is_summary or claim.detail.is_another)
    )


def _is_of_long_time(interval: TimeReading | None) -> bool:
    if interval is None or interval.earliest is None or interval.latest is None:
        return False
    return interval.latest - interval.earliest > _HAPPENING


def _scene_before(
    claim: Claim,
    views: Sequence[SentenceView],
    here: int,
    told: Mapping[int, Sequence[Claim]],
    found: Container[str],
) -> tuple[PlaceReading, Mention] | None:
    """Return the one small place that the nearest sentence before with places is set in; None if this one names a place or tells of years.

    What happened at another time, or was done by others, than that sentence tells of happened somewhere else, for all that is said.
    """
    if _tells_at_large(views[here]) or any(views[here].of_kind("place")):
        return None
    for index in range(here - 1, max(here - _BACK_SENTENCES - 1, -1), -1):
        view = views[index]
        before = told.get(index, ())
        if not any(view.of_kind("place")):
            if before and not any(other.claim_id in found for other in before):
                return None  # what is told in between is set nowhere
            continue
        is_other = _tells_at_large(view) or _lies_at_other_time(claim.interval, view) or not _is_of_same(claim, before)
        return None if is_other or not _tells_of_armed(view, before) else _only_scene(view)
    return None


def _heading_of(views: Sequence[SentenceView], here: int) -> tuple[PlaceReading, Mention] | None:
    """Return the one small place that the paragraph is headed with ("Saturday, Binnish."); None where a sentence since names another."""
    heading = find_heading(views, here)
    if heading is None or any(any(view.of_kind("place")) for view in views[heading.index + 1 : here + 1]):
        return None
    return _only_scene_of(heading)


def _only_scene_of(view: SentenceView) -> tuple[PlaceReading, Mention] | None:
    named = list(view.of_kind("place"))
    reading = named[0].reading if len(named) == 1 else None
    is_small = isinstance(reading, PlaceReading) and reading.place is not None and reading.place.kind in _SMALL
    return (reading, named[0]) if is_small and isinstance(reading, PlaceReading) else None


def _is_of_same(claim: Claim, before: Sequence[Claim]) -> bool:
    """Return whether nobody is said to have done it, or one who is told of in the sentence before."""
    doer = _doer(claim)
    return doer is None or any(
        other is not None and (other.actor_id, other.side) == (doer.actor_id, doer.side) for other in map(_doer, before)
    )


def _doer(claim: Claim) -> ActorReading | None:
    detail = claim.detail
    if isinstance(detail, CasualtiesDetail):
        return detail.by
    return detail.initiator if isinstance(detail, EventDetail) else None


def _tells_of_armed(view: SentenceView, claims: Sequence[Claim]) -> bool:
    """Return whether the sentence tells of violence, or of those who do it: "a bomber walked into a hall in Kabul"."""
    if any(isinstance(claim.detail, CasualtiesDetail) or _is_violent(claim) for claim in claims):
        return True
    sides = (held.reading.side for held in view.of_kind("actor") if isinstance(held.reading, ActorReading))
    return any(side in _ARMED for side in sides)


def _is_violent(claim: Claim) -> bool:
    return isinstance(claim.detail, EventDetail) and claim.detail.event_type in _VIOLENT


def _lies_at_other_time(interval: TimeReading | None, view: SentenceView) -> bool:
    """Return whether the sentence states times, and none of them meets the interval."""
    if interval is None or interval.earliest is None or interval.latest is None:
        return False
    readings = [held.reading for held in view.of_kind("time") if isinstance(held.reading, TimeReading)]
    stated = [(one.earliest, one.latest) for one in readings if one.earliest is not None and one.latest is not None]
    return bool(stated) and not any(first <= interval.latest and interval.earliest <= last for first, last in stated)


def _tells_at_large(view: SentenceView) -> bool:
    return not view.key_set.isdisjoint(read_words("people", "courses", "nouns"))


def _only_scene(view: SentenceView) -> tuple[PlaceReading, Mention] | None:
    scene = find_scene(view)
    is_small = scene is not None and scene[0].place is not None and scene[0].place.kind in _SMALL
    return scene if is_small else None


def _give(claim: Claim, reading: PlaceReading, mention: Mention) -> Claim:
    why = f"‘{mention.text}’, the scene last spoken of"
    return give_place(claim, reading, start=mention.start, end=mention.end, why=why)
