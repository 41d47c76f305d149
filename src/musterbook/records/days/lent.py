"""The day of a happening that is told without one: the day of which the report was telling.

"Two bombs exploded on Wednesday. In the morning, a device killed three traders." A happening takes the day told before it if

1. it is news: its verb is a plain past ("killed", "was hit"), or what somebody said that happened ("said it had killed"); what "has
   killed dozens", "the group that killed 58" and "the massacre at …" are of no day that could be guessed;
2. its own sentence names no time, and neither does any sentence between it and the last dated happening;
3. that happening is news too, of one day, and stands in the same paragraph; or all dated news before it are of that one day;
4. it is not set where a happening without a day was told before, of which it may go on to tell.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from musterbook.model import Event, Mention, TimeReading
from musterbook.records.context import DocumentContext
from musterbook.records.events.agreement import is_long_past
from musterbook.records.events.tellings import Draft, Telling
from musterbook.records.sentences.nominals import outer_noun
from musterbook.records.sentences.sequences import find_comparison
from musterbook.records.sentences.views import SentenceView
from musterbook.records.tables import read_words

__all__ = ["lend_days"]

_NEWS_TYPES = frozenset({"ASSAULT", "COERCE"})
_FEW_DAYS = 2
_BACK_SENTENCES = 12
_LONGEST_SENTENCE = 2_000  # characters that are looked at
_NAME = re.compile(r"\b[A-Z]\w+")
_HOPS = 12
_NO_TIME = frozenset({"duration", "set", "instant", "unknown"})
_VERBAL = frozenset({"VERB", "AUX"})
_PAST_BE = frozenset({"was", "were", "got"})


def lend_days(events: Iterable[Event], draft: Draft, *, context: DocumentContext) -> tuple[Event, ...]:
    """Return the events, those without a time with the day they take and why.

    Args:
        events: of one document.
        draft: what was read of it.
        context: the document.
    """
    told = _dated_news(draft, context)
    if not told:
        return tuple(events)
    telling_of = {telling.claim.claim_id: telling for telling in draft.tellings}
    undated = _names_of_undated(draft)
    lent: list[Event] = []
    for event in events:
        headline = telling_of.get(event.headline_claim_id)
        is_open = event.interval is None and headline is not None and not event.is_summary
        is_open = is_open and headline is not None and not _is_told_of_before(headline, undated)
        found = _find_day(headline, told, context) if is_open and headline is not None else None
        lent.append(event if found is None else replace(event, interval=_with_reason(found)))
    return tuple(lent)


def _dated_news(draft: Draft, context: DocumentContext) -> dict[int, list[TimeReading]]:
    """Return by sentence the days of the happenings that are told as news of one day or a few."""
    found: dict[int, list[TimeReading]] = {}
    for telling in draft.tellings:
        interval = telling.claim.interval
        if interval is None or interval.earliest is None or (interval.date_prec or 9) > _FEW_DAYS:
            continue
        is_news = telling.detail.status == "completed" and not telling.detail.is_negated
        if is_news and telling.detail.event_type in _NEWS_TYPES and not is_long_past(interval, context.published):
            found.setdefault(telling.view, []).append(interval)
    return found


def _names_of_undated(draft: Draft) -> dict[str, int]:
    """Return the names in the sentences that tell of happenings without a time, and the first such sentence of each."""
    found: dict[str, int] = {}
    for telling in draft.tellings:
        if telling.claim.interval is None:
            for name in _NAME.findall(telling.claim.sentence[:_LONGEST_SENTENCE]):
                found.setdefault(name, telling.view)
    return found


def _is_told_of_before(telling: Telling, undated: Mapping[str, int]) -> bool:
    """Return whether a happening is set where one without a time was told before."""
    words = "" if telling.claim.place is None else telling.claim.place.words
    names = {*telling.named_at, *_NAME.findall(words)}
    return any(undated.get(name, telling.view) < telling.view for name in names)


def _find_day(
    telling: Telling, told: Mapping[int, Sequence[TimeReading]], context: DocumentContext
) -> TimeReading | None:
    view = context.views[telling.view]
    if telling.detail.event_type not in _NEWS_TYPES or telling.detail.status != "completed" or telling.is_thin:
        return None
    if telling.detail.is_negated or not _is_news(view, telling) or _names_time(context, view):
        return None
    for index in range(telling.view - 1, max(telling.view - _BACK_SENTENCES, 0) - 1, -1):
        before = context.views[index]
        days = told.get(index, ())
        if days:
            lender = days[-1]
            is_same = all(_is_one(lender, other) for other in days)
            is_near = before.sentence.block == view.sentence.block
            return lender if is_same and (is_near or _is_only_day(lender, told, upto=index)) else None
        if _names_time(context, before):
            return None
    return None


def _is_only_day(lender: TimeReading, told: Mapping[int, Sequence[TimeReading]], *, upto: int) -> bool:
    return all(_is_one(lender, other) for index, days in told.items() if index <= upto for other in days)


def _is_one(one: TimeReading, other: TimeReading) -> bool:
    return (one.earliest, one.latest) == (other.earliest, other.latest)


def _names_time(context: DocumentContext, view: SentenceView) -> bool:
    """Return whether a sentence names a time at which something was, other than the one at which somebody spoke."""
    return any(
        isinstance(mention.reading, TimeReading)
        and mention.reading.granularity not in _NO_TIME
        and not _is_of_saying(context, view, mention)
        for mention in view.of_kind("time")
    )


def _is_of_saying(context: DocumentContext, view: SentenceView, mention: Mention) -> bool:
    clause = view.clause_head(view.head_of(mention.start, mention.end))
    is_said = context.said_of(view, mention.start).cue_start is not None
    return not is_said and view.keys[clause] in read_words("status", "saying", "verbs")


def _is_news(view: SentenceView, telling: Telling) -> bool:
    """Return whether the words tell of a single happening of late: a plain past, or the past of what somebody said."""
    position = telling.position
    if find_comparison(view, position) is not None or _is_of_other_times(view, position):
        return False
    if view.tokens[position].pos in {"NOUN", "PROPN"}:
        if telling.is_definite:
            return False
        position = outer_noun(view, position)[0]
    verb = _verb_with_tense(view, position)
    return verb is not None and (
        _is_plain_past(view, verb) is True or (_is_pluperfect(view, verb) and _is_reported(view, verb))
    )


def _verb_with_tense(view: SentenceView, position: int) -> int | None:
    """Return the verb that says when a trigger's clause was; None for what describes a noun, save "where 20 people died"."""
    verb = position if view.tokens[position].pos in _VERBAL else _next_verb(view, position)
    for _ in range(_HOPS):
        if verb is None:
            return None
        token = view.tokens[verb]
        if token.dep in {"relcl", "acl"} and not any(view.keys[child] == "where" for child in view.children[verb]):
            return None
        if _is_plain_past(view, verb) is not None:
            return verb
        is_hung = token.head != verb and token.dep in {"advcl", "conj", "xcomp", "pcomp", "dep"}
        verb = token.head if is_hung else None
        if verb is not None and view.tokens[verb].pos not in _VERBAL:
            verb = _next_verb(view, verb)
    return None


def _next_verb(view: SentenceView, position: int) -> int | None:
    return next((above for above in view.ancestors(position) if view.tokens[above].pos in _VERBAL), None)


def _is_plain_past(view: SentenceView, verb: int) -> bool | None:
    """Return whether a verb is a plain past; None if it has no tense of its own."""
    token = view.tokens[verb]
    helpers = [view.tokens[child] for child in view.children[verb] if view.tokens[child].dep in {"aux", "auxpass"}]
    if any(helper.lemma.lower() != "be" or helper.tag not in {"VBD", "VBN"} for helper in helpers):
        return False
    if token.tag == "VBD":
        return not helpers or helpers[0].tag == "VBD"
    if token.tag == "VBN" and helpers:
        return helpers[0].text.lower() in _PAST_BE
    return False if token.tag in {"VBZ", "VBP", "VB", "MD"} else None


def _is_pluperfect(view: SentenceView, verb: int) -> bool:
    return any(
        view.tokens[child].text.lower() == "had" and view.tokens[child].dep == "aux" for child in view.children[verb]
    )


def _is_reported(view: SentenceView, verb: int) -> bool:
    saying = read_words("status", "saying", "verbs")
    return any(view.keys[above] in saying and view.tokens[above].tag == "VBD" for above in view.ancestors(verb))


def _is_of_other_times(view: SentenceView, position: int) -> bool:
    words = read_words("status", "other_times", "words")
    clause = view.subtree(view.clause_head(position), is_clause=True)
    return any(view.tokens[token].text.lower() in words for token in clause)


def _with_reason(reading: TimeReading) -> TimeReading:
    return replace(reading, why=f"‘{reading.words}’, the day that the report was telling of")
