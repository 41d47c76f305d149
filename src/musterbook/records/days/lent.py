"""The day of a happening that is told without one: the day of which the report was telling.

"Two bombs exploded on Wednesday. In the morning, a device killed three traders." A happening takes the day told before it if

1. it is news: its verb is a plain past ("killed", "was hit"), or what somebody said that happened ("said it had killed"); what "has
   killed dozens", "the group that killed 58" and "the massacre at …" are of no day that could be guessed;
2. its own sentence names no time, and neither does any sentence between it and the last dated happening ("in the same barrage"
   reaches back over what was recalled); or it is told in a clause that "and" joins to one of that day;
3. that happening is news too, of one day, and stands in the same paragraph; or all dated news before it are of that one day;
4. it is not set where a happening without a day was told before, of which it may go on to tell.

What opens a report without a day takes the day on which the next sentences say that those under arms came ("The gunmen arrived on
Sunday night"), if they tell of nothing else.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from musterbook.model import Claim, Event, Mention, PlaceReading, TimeReading, is_heading
from musterbook.records.context import DocumentContext
from musterbook.records.days.news import is_news, is_plain_past
from musterbook.records.events.agreement import is_long_past, places_agree
from musterbook.records.events.tellings import Draft, Telling
from musterbook.records.sentences.frames import load_frames
from musterbook.records.sentences.sequences import find_bound
from musterbook.records.sentences.views import ASIDES, SentenceView
from musterbook.records.tables import read_words

__all__ = ["lend_days"]

_NEWS_TYPES = frozenset({"ASSAULT", "COERCE"})
_DONE = frozenset({"completed", "attempted", "foiled"})
_FEW_DAYS = 2
_BACK_SENTENCES = 12
_FORWARD_SENTENCES = 3
_OPENING = 2  # sentences in which a report opens on its news
_LONGEST_SENTENCE = 2_000  # characters that are looked at
_WORD = re.compile(r"\b[^\W\d_]\w+")
_NO_TIME = frozenset({"duration", "set", "instant", "unknown"})


@dataclass(frozen=True, slots=True, kw_only=True)
class _Days:
    """The days of one document, by sentence.

    Attributes:
        told: of the happenings that are told as news.
        scenes: of sentences that tell what those under arms did, without making a happening of it.
        undated: names in the sentences of happenings without a day, and the first such sentence of each.
    """

    told: Mapping[int, list[TimeReading]]
    scenes: Mapping[int, TimeReading]
    undated: Mapping[str, int]

    def at(self, index: int) -> list[TimeReading]:
        """Return the days that a sentence tells of."""
        scene = self.scenes.get(index)
        return self.told.get(index) or ([] if scene is None else [scene])

    def is_only(self, day: TimeReading, *, upto: int) -> bool:
        """Return whether the news of all sentences up to one are of that day."""
        return all(_is_one(day, other) for index, days in self.told.items() if index <= upto for other in days)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Happening:
    """What an event without a time is told by.

    Attributes:
        view: its sentence; position: the token of its trigger there.
        place: where it is told to be.
        named_at: names that it is told to be at, of which no place is read.
        is_definite: "the massacre".
    """

    view: int
    position: int
    place: PlaceReading | None
    named_at: frozenset[str] = frozenset()
    is_definite: bool = False


def _find_names(words: str) -> list[str]:
    """Return the words with a capital, of any script that has them: Özalp as well as Van."""
    return [word for word in _WORD.findall(words) if word[0].isupper()]


def lend_days(
    events: Iterable[Event], draft: Draft, *, claims: Iterable[Claim], context: DocumentContext
) -> tuple[Event, ...]:
    """Return the events, those without a time with the day they take and why.

    Args:
        events: of one document.
        draft: what was read of it.
        claims: of the document, by which events are named.
        context: the document.
    """
    days = _Days(told=_dated_news(draft, context), scenes=_scene_days(context), undated=_names_of_undated(draft))
    telling_of = {telling.claim.claim_id: telling for telling in draft.tellings}
    claim_of = {claim.claim_id: claim for claim in claims}
    lent: list[Event] = []
    for event in events:
        happening = None
        if event.interval is None and not event.is_summary:
            telling = telling_of.get(event.headline_claim_id)
            claim = claim_of.get(event.headline_claim_id)
            happening = (
                _read_telling(telling) if telling is not None else _read_count(claim, context) if claim else None
            )
        found = None if happening is None else _find_day(happening, days, context)
        lent.append(event if found is None else replace(event, interval=_with_reason(found)))
    return tuple(lent)


def _read_telling(telling: Telling) -> _Happening | None:
    """Return the happening of an event claim; None where it is no news of violence."""
    is_done = telling.detail.status in _DONE and not telling.detail.is_negated and not telling.is_thin
    if not is_done or telling.detail.event_type not in _NEWS_TYPES:
        return None
    return _Happening(
        view=telling.view,
        position=telling.position,
        place=telling.claim.place,
        named_at=telling.named_at,
        is_definite=telling.is_definite,
    )


def _read_count(claim: Claim, context: DocumentContext) -> _Happening | None:
    """Return the happening that a count of dead or hurt alone tells of."""
    view = context.view_at(claim.sentence_start)
    trigger = next((mark for mark in claim.marks if mark.role == "trigger"), None)
    if view is None or trigger is None or claim.kind != "casualties":
        return None
    return _Happening(view=view.index, position=view.head_of(trigger.start, trigger.end), place=claim.place)


def _dated_news(draft: Draft, context: DocumentContext) -> dict[int, list[TimeReading]]:
    """Return by sentence the days of the happenings that are told as news of one day or a few."""
    found: dict[int, list[TimeReading]] = {}
    for telling in draft.tellings:
        interval = telling.claim.interval
        is_done = telling.detail.status in _DONE and not telling.detail.is_negated
        if is_done and telling.detail.event_type in _NEWS_TYPES and interval is not None and _is_day(interval, context):
            found.setdefault(telling.view, []).append(interval)
    return found


def _is_day(interval: TimeReading, context: DocumentContext) -> bool:
    is_exact = interval.earliest is not None and (interval.date_prec or 9) <= _FEW_DAYS
    return is_exact and not is_long_past(interval, context.published)


def _scene_days(context: DocumentContext) -> dict[int, TimeReading]:
    """Return the day of each sentence whose main clause tells in a plain past what those under arms did on one day, and of headings."""
    armed = read_words("people", "sides", "armed_group")
    nouns = load_frames("events").by_noun
    found: dict[int, TimeReading] = {}
    for view in context.views:
        days = _times_named(context, view)
        reading = days[0].reading if len(days) == 1 else None
        if not isinstance(reading, TimeReading) or not _is_day(reading, context):
            continue
        if is_heading(view.tokens):  # "Saturday, Binnish."
            found[view.index] = reading
            continue
        clause = view.clause_head(view.head_of(days[0].start, days[0].end))
        words = {view.keys[token] for token in view.subtree(clause, is_clause=True)}
        if is_plain_past(view, clause) and (words & armed or not words.isdisjoint(nouns)):
            found[view.index] = reading
    return found


def _names_of_undated(draft: Draft) -> dict[str, int]:
    """Return the names in the sentences that tell of happenings without a time, and the first such sentence of each."""
    found: dict[str, int] = {}
    for telling in draft.tellings:
        if telling.claim.interval is None:
            for name in _find_names(telling.claim.sentence[:_LONGEST_SENTENCE]):
                found.setdefault(name, telling.view)
    return found


def _find_day(happening: _Happening, days: _Days, context: DocumentContext) -> TimeReading | None:
    view = context.views[happening.view]
    beside = _day_beside(happening, days, view)
    if beside is not None:
        return beside
    if _times_named(context, view) or not is_news(view, happening.position, is_definite=happening.is_definite):
        return None
    before = None if _is_told_of_before(happening, days) else _day_before(view, days, context)
    return before or _day_behind(happening, days, context)


def _day_beside(happening: _Happening, days: _Days, view: SentenceView) -> TimeReading | None:
    """Return the one day of what a sentence tells before, in a clause that is joined to the happening's by "and"."""
    told = days.told.get(view.index, [])
    if not told or not all(_is_one(told[0], other) for other in told):
        return None
    clause = view.clause_head(happening.position)
    behind = max((view.positions(day.start, day.end)[-1] for day in view.of_kind("time")), default=len(view.tokens))
    # The tree seldom shows it: "X was hit on Monday, and another strike killed two, doctors said".
    is_joined = any(view.keys[token] == "and" for token in range(behind, happening.position))
    is_told = is_news(view, happening.position, is_definite=happening.is_definite)
    return told[0] if is_joined and is_told and view.tokens[clause].dep not in ASIDES else None


def _is_told_of_before(happening: _Happening, days: _Days) -> bool:
    """Return whether a happening is set where one without a time was told before."""
    words = "" if happening.place is None else happening.place.words
    names = {*happening.named_at, *_find_names(words)}
    return any(days.undated.get(name, happening.view) < happening.view for name in names)


def _day_before(view: SentenceView, days: _Days, context: DocumentContext) -> TimeReading | None:
    is_same = not view.key_set.isdisjoint(read_words("status", "news", "same"))
    for index in range(view.index - 1, max(view.index - _BACK_SENTENCES, 0) - 1, -1):
        found = days.at(index)
        if found:
            lender = found[-1]
            is_near = context.views[index].sentence.block == view.sentence.block
            is_one = all(_is_one(lender, other) for other in found)
            return lender if is_one and (is_near or days.is_only(lender, upto=index)) else None
        if _times_named(context, context.views[index]) and not is_same:
            return None
    return None


def _day_behind(happening: _Happening, days: _Days, context: DocumentContext) -> TimeReading | None:
    """Return the day on which the sentences behind the opening of a report say that those under arms came."""
    if happening.view >= _OPENING or any(index <= happening.view for index in days.told):
        return None
    others = read_words("people", "others", "words") | read_words("people", "others", "adverbs")
    for index in range(happening.view + 1, min(happening.view + 1 + _FORWARD_SENTENCES, len(context.views))):
        view = context.views[index]
        scene = days.scenes.get(index)
        if index in days.told or (scene is None and _times_named(context, view)):
            return None
        if scene is not None:
            is_elsewhere = any(
                isinstance(mention.reading, PlaceReading) and not places_agree(happening.place, mention.reading)
                for mention in view.of_kind("place")
            )
            return None if is_elsewhere or not view.key_set.isdisjoint(others) else scene
    return None


def _is_one(one: TimeReading, other: TimeReading) -> bool:
    return (one.earliest, one.latest) == (other.earliest, other.latest)


def _times_named(context: DocumentContext, view: SentenceView) -> list[Mention]:
    """Return the times at which a sentence tells that something was: not when somebody spoke, nor until when."""
    return [
        mention
        for mention in view.of_kind("time")
        if isinstance(mention.reading, TimeReading)
        and mention.reading.granularity not in _NO_TIME
        and not _is_of_saying(context, view, mention)
        and find_bound(view.text, mention.start) is None
    ]


def _is_of_saying(context: DocumentContext, view: SentenceView, mention: Mention) -> bool:
    clause = view.clause_head(view.head_of(mention.start, mention.end))
    is_said = context.said_of(view, mention.start).cue_start is not None
    return not is_said and view.keys[clause] in read_words("status", "saying", "verbs")


def _with_reason(reading: TimeReading) -> TimeReading:
    # The day, and not its morning: "and another in the afternoon".
    day = None if reading.timex is None else reading.timex.partition("T")[0]
    return replace(reading, timex=day, why=f"‘{reading.words}’, the day that the report was telling of")
