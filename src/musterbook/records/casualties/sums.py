"""Counts that are of more than one happening: "94 killed in the region in April", "have killed 60 in recent weeks"."""

from __future__ import annotations

from collections.abc import Iterable

from musterbook.model import PlaceReading, QuantityReading, TimeReading
from musterbook.records.context import Slots
from musterbook.records.sentences.counted import find_quantity
from musterbook.records.sentences.frames import Match, load_frames
from musterbook.records.sentences.status import is_perfect
from musterbook.records.sentences.views import SUBJECTS, SentenceView
from musterbook.records.sides.who import Found
from musterbook.records.tables import read_words

__all__ = ["is_sum", "tells_course", "tells_stretch", "tells_sum"]

_WIDE = frozenset({"country", "adm1", "region"})
_DIVISIONS = _WIDE | {"adm2"}
# A summary is of a week to a quarter; of fewer dead than these an article tells one by one.
_LEAST_SUM_DAYS, _MOST_SUM_DAYS = 6, 92
_LONGEST_STRETCH = 366  # "this year"
_LEAST_SUM = 10
# So many days are no "last month", of which one day may be meant.
_LONG = 60


def tells_sum(
    view: SentenceView,
    match: Match,
    slots: Slots,
    *,
    by: Found | None,
    agents: tuple[int, ...],
    counts: Iterable[QuantityReading | None],
) -> bool:
    """True for so many of weeks and of a wide place, whom nobody is told to have killed, and for "have killed 60 in recent weeks".

    "Bombs wounded 120 last year" and "have wounded 120" were many, "a bomb that killed 120 last year" was one.
    """
    place = None if slots.place is None else slots.place[0]
    interval = None if slots.interval is None else slots.interval[0]
    are_many = any(view.tokens[agent].tag == "NNS" and view.mention("weapon", agent) is not None for agent in agents)
    if interval is None:
        return are_many and is_perfect(view, match.position) and any(map(_is_many, counts))
    if are_many or interval.granularity == "period" or is_perfect(view, match.position):
        return any(_is_of_stretch(interval, count) for count in counts)
    # "A car bomb killed 94 in the province in March" was one, however wide the place and the time.
    is_one = any(view.tokens[agent].tag == "NN" and view.child(agent, "det") is not None for agent in agents)
    is_wide = place is not None and place.place is not None and place.place.kind in _WIDE and not is_one
    return is_wide and by is None and any(is_sum(place, interval, count) for count in counts)


def tells_stretch(view: SentenceView, match: Match, slots: Slots) -> bool:
    """True for "120 people were abducted and 45 killed in the district last year": a deed's verb that counts those of a long stretch.

    Either another fate is counted beside it, or the verb counts up to now, or it counts people of no kind in a district or a province:
    "276 schoolgirls were abducted in 2014" may be one happening that is dated by its year alone.
    """
    interval = None if slots.interval is None else slots.interval[0]
    counts = [find_quantity(view, token) for token in match.slots.get("recipient", ())]
    if match.is_noun or not any(_is_of_stretch(interval, None if one is None else one[0]) for one in counts):
        return False
    if is_perfect(view, match.position):
        return True
    if (_count_days(interval) or 0) < _LONG or _has_single_doer(view, match):
        return False
    place = None if slots.place is None else slots.place[0].place
    is_somewhere = place is not None and place.kind in _DIVISIONS and not _is_at_one_spot(view, match.position)
    is_anybody = any(
        view.keys[token] in read_words("events", "anybody", "nouns") for token in match.slots.get("recipient", ())
    )
    return _counts_beside(view, match.position) or (is_somewhere and is_anybody)


def tells_course(view: SentenceView, noun: int, slots: Slots) -> bool:
    """True for "fighting in the province has left dozens dead": all of a course of things, in a wide place and up to now."""
    if view.keys[noun] not in read_words("events", "courses", "nouns") or slots.interval is not None:
        return False
    place = None if slots.place is None else slots.place[0]
    is_wide = place is not None and place.place is not None and place.place.kind in _WIDE
    verb = view.tokens[noun].head
    is_subject = view.tokens[noun].dep in SUBJECTS and is_perfect(view, verb)
    counted = {mention.start for mention in view.of_kind("quantity") if _is_many_read(mention.reading)}
    return is_wide and is_subject and any(view.tokens[token].start in counted for token in view.subtree(verb))


def _has_single_doer(view: SentenceView, match: Match) -> bool:
    return any(
        view.tokens[agent].tag == "NN" and view.child(agent, "det") is not None
        for agent in match.slots.get("initiator", ())
    )


def _counts_beside(view: SentenceView, verb: int) -> bool:
    """True for "120 people were abducted and 45 killed": a verb that "and" joins counts those of another fate."""
    frames = load_frames("casualties").by_verb
    joined = (view.tokens[verb].head, *view.children[verb])
    return any(
        one != verb
        and view.keys[one] in frames
        and "conj" in {view.tokens[one].dep, view.tokens[verb].dep}
        and any(find_quantity(view, child) is not None for child in view.children[one])
        for one in joined
    )


def _is_at_one_spot(view: SentenceView, verb: int) -> bool:
    """True for "were abducted from a school": it was in one place, whatever the district."""
    spots = read_words("events", "struck", "buildings")
    return any(
        view.keys[noun] in spots and view.tokens[noun].tag == "NN"
        for noun in view.prepositional(verb, ("from", "at", "in"))
    )


def _is_many_read(reading: object) -> bool:
    return isinstance(reading, QuantityReading) and _is_many(reading)


def is_sum(place: PlaceReading | None, interval: TimeReading | None, quantity: QuantityReading | None) -> bool:
    """Return whether so many of a week to a quarter, in a place that is read, are more than one happening's."""
    is_read = place is not None and place.place is not None and interval is not None
    return is_read and _is_of_stretch(interval, quantity, most_days=_MOST_SUM_DAYS)


def _is_of_stretch(
    interval: TimeReading | None, quantity: QuantityReading | None, *, most_days: int = _LONGEST_STRETCH
) -> bool:
    """Return whether so many fell in a week or more."""
    days = _count_days(interval)
    return days is not None and _LEAST_SUM_DAYS <= days <= most_days and _is_many(quantity)


def _count_days(interval: TimeReading | None) -> int | None:
    """Return how far the last day of a time is from its first; None where either is open or there is no time."""
    if interval is None or interval.earliest is None or interval.latest is None:
        return None
    return (interval.latest - interval.earliest).days


def _is_many(quantity: QuantityReading | None) -> bool:
    """Return whether so many are told of more than one happening as a rule."""
    return quantity is not None and (quantity.low or 0) >= _LEAST_SUM
