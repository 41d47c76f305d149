"""Counts that tell no single happening: of a long stretch, of a whole conflict, or without a doer, a place and a day."""

from __future__ import annotations

from collections.abc import Container

from musterbook.model import PlaceKind, PlaceReading, TimeReading
from musterbook.records.context import DocumentContext, Slots
from musterbook.records.events.events import read_since
from musterbook.records.events.tellings import Draft
from musterbook.records.sentences.frames import Match
from musterbook.records.sentences.status import is_perfect
from musterbook.records.sentences.views import SentenceView
from musterbook.records.tables import read_words

__all__ = ["is_of_years", "is_sum_over", "is_tally"]

# What is counted over more days than this is a tally; at a named town, what is told of one month is not.
_LONGEST_DAYS = 10
_LONGEST_MONTH = 31
_WEEK = 6  # days from its first to its last
_SMALL: frozenset[PlaceKind] = frozenset({"town", "landmark"})


def is_of_years(
    context: DocumentContext, draft: Draft, view: SentenceView, match: Match, *, event_id: str | None
) -> bool:
    """True for a count of a long stretch ("since 2009", "in its insurgency", "have killed … this year") beside another event."""
    slots, is_stretch = read_since(view, match.position, context.slots(view, match.position))
    if slots.interval is None and _is_since_long_ago(context, view, match.position):
        return True
    interval = None if slots.interval is None else slots.interval[0]
    telling = None if event_id is None else draft.telling(event_id)
    if telling is not None and (
        telling.detail.is_summary or (interval is not None and telling.claim.interval == interval)
    ):
        return False
    if interval is None or interval.earliest is None or interval.latest is None:
        wholes = read_words("tolls", "wholes", "nouns")
        clause = view.subtree(view.clause_head(match.position), is_clause=True)
        through = read_words("tolls", "totals", "stretches")
        return any(view.keys[token] in wholes and view.governing_preposition(token) in through for token in clause)
    published = context.published
    told_on = interval.latest if published is None else published
    if is_perfect(view, match.position) and telling is not None and is_sum_over(interval, telling.claim.interval):
        return True  # "a mine killed four on Tuesday, in an area where jihadists have killed dozens this year"
    return is_stretch and (told_on - interval.earliest).days > _LONGEST_MONTH


def _is_since_long_ago(context: DocumentContext, view: SentenceView, position: int) -> bool:
    """Return whether it is counted from what began long ago: "since the revolt began in 2017, 6,000 have been killed and 900,000 displaced"."""
    clause = view.clause_head(position)
    joined = [clause]
    while view.tokens[joined[-1]].dep == "conj" and view.tokens[joined[-1]].head != joined[-1]:
        joined.append(view.clause_head(view.tokens[joined[-1]].head))
    for below in (child for verb in joined for child in view.children[verb] if view.tokens[child].dep == "advcl"):
        if not any(view.keys[child] == "since" and view.tokens[child].dep == "mark" for child in view.children[below]):
            continue
        times = (view.mention("time", token) for token in view.subtree(below))
        begun = [one.reading.earliest for one in times if one is not None and isinstance(one.reading, TimeReading)]
        told_on = context.published
        if told_on is not None and any(day is not None and (told_on - day).days > _LONGEST_MONTH for day in begun):
            return True
    return False


def is_tally(context: DocumentContext, draft: Draft, view: SentenceView, match: Match, *, is_unnamed: bool) -> bool:
    """True for counts that tell no single happening: of a long stretch, or without a doer, a place and a day."""
    if is_unnamed and match.frame.values["outcome"] == "wounded":
        return True
    slots, is_stretch = read_since(view, match.position, context.slots(view, match.position))
    if is_stretch:
        return True
    is_long = None if slots.interval is None else _is_too_long(view, match, slots, slots.interval[0])
    if is_long is not None:
        return is_long
    if is_unnamed and slots.interval is None and slots.place is not None and _is_country(slots.place[0]):
        return True
    is_loose = slots.place is None and slots.interval is None and bool(draft.tellings)
    above = view.keys[view.tokens[match.position].head]
    is_boast = is_loose and above in read_words("tolls", "totals", "boasts")
    return (is_unnamed and (is_loose or is_perfect(view, match.position))) or is_boast


def _is_too_long(view: SentenceView, match: Match, slots: Slots, interval: TimeReading) -> bool | None:
    """Return whether a time is too long for one happening where it is told; None for a time that is not read."""
    if interval.earliest is None or interval.latest is None:
        return True if _is_span(interval) else None
    if _is_of(slots, _SMALL | {"adm2"}) and view.keys[match.position] in read_words("tolls", "deaths", "at_once"):
        return False  # "nine people were massacred in Kano in 2020"
    if set(interval.words.lower().split()) & read_words("tolls", "deaths", "ago"):
        return False  # "a bomb killed 11 a year ago" tells about when, not through how long
    is_at_point = _is_of(slots, _SMALL) or _is_at_point(view, match.position)
    longest = _LONGEST_MONTH if is_at_point else _LONGEST_DAYS
    return (interval.latest - interval.earliest).days > longest and interval.latest.year > 1


def _is_span(interval: TimeReading) -> bool:
    """Return whether a time of unknown year goes from one month to another: "between January and June"."""
    ends = (interval.timex or "").split("/")
    return len(ends) == 2 and ends[0] != ends[1]


def _is_of(slots: Slots, kinds: Container[PlaceKind]) -> bool:
    """True where the place that is told is known, and of one of the kinds."""
    return slots.place is not None and slots.place[0].place is not None and slots.place[0].place.kind in kinds


def _is_at_point(view: SentenceView, position: int) -> bool:
    """True for "21 people were killed in the same market": a place without a name, too small for two happenings of a month."""
    points = read_words("places", "points", "nouns")
    return any(
        view.keys[noun] in points and view.tokens[noun].tag == "NN" and view.child(noun, "det") is not None
        for noun in view.prepositional(position, ("at", "in", "near", "on", "outside"))
    )


def _is_country(reading: PlaceReading) -> bool:
    return reading.place is not None and reading.place.kind == "country"


def is_sum_over(counted: TimeReading, event: TimeReading | None) -> bool:
    """True for the dead of a month beside an attack of one day of it."""
    spans = [
        None if time is None or time.earliest is None or time.latest is None else (time.latest - time.earliest).days
        for time in (counted, event)
    ]
    return spans[0] is not None and spans[1] is not None and spans[0] >= _WEEK > spans[1]
