"""Readings of times counted from another one: "a year ago today", "two days later", "four days after the attack", "the next day".

How an offset finds the day it counts from, first that decides:
1. "ago": the day of publication
2. behind a day of its sentence, with an event that was not told behind it ("killed two in Mubi on Sunday, less than a week
   after bombers struck a mosque"): the event lies that far from that day, on the other side
3. with an event behind it ("two days after the raid"): the time before it, if its sentence tells of that event. Else the event
   lies behind the news: so far before its day where the words say that it "came" then, or before publication where nothing
   was dated yet (the day of publication or the one before it); everywhere else it is unresolved
4. "two days later", "the next day": the time before it in the text
Counted from the text, nothing that has happened comes out after the day of publication: that stays unresolved.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta

from musterbook.annotate.times.frames import (
    NO_CONTEXT,
    NO_DATE,
    Frame,
    is_future,
    make_reading,
    precision_of,
    unresolved,
)
from musterbook.annotate.times.grammar import RawTime, load_grammar, read_list
from musterbook.annotate.times.readings import Reader, part_of, year_span
from musterbook.annotate.times.units import (
    DAYPART_NOUNS,
    UNIT_DAYS,
    UNIT_GRANULARITY,
    UNIT_HOURS,
    UNIT_PREC,
    count_of,
    length_timex,
    shift,
    unit_of,
    unit_span,
    unit_timex,
)
from musterbook.model import Granularity, TimeReading, Token

__all__ = ["OFFSET_READERS", "find_event"]

_NO_EVENT_DAY = "unresolved: counted from an event whose day is not told before it"
_AFTER_PUBLICATION = "unresolved: it would lie after the day of publication"
# What may stand behind "before" and "after" without being the event they count from.
_NO_EVENT = frozenset({"PUNCT", "CCONJ", "ADP", "AUX", "SPACE", "SYM"})
# Letters that a verb and its noun share ("attacked", "attack"); shorter words must be equal.
_STEM = 5
_LONGEST_LOOK = 12
_LONG_UNITS = frozenset({"week", "fortnight", "month", "year"})
# Half of such a unit to either side covers the days between what happens and the report of it.
_HALF_UNITS = {"week": 3, "fortnight": 3, "month": 15, "quarter": 45, "year": 182, "decade": 1826, "century": 1826}


def find_event(raw: RawTime) -> Token | None:
    """Return the noun or verb of the event that "… before" or "… after" counts from; None if it counts from none.

    "Two days after they left" → left; "the day before the raid" → raid; "two days before." → None.
    """
    tokens = raw.sentence.tokens
    last = raw.after - 1
    word = tokens[last].text.lower()
    if word not in read_list("counting") or raw.after >= len(tokens):
        return None
    nearest = tokens[raw.after]
    if nearest.pos in _NO_EVENT and nearest.tag != "IN" and nearest.text not in {"“", '"'}:
        return None
    if nearest.pos == "ADP" and nearest.dep != "mark":
        return None
    if tokens[last].dep == "mark" and tokens[last].head > last:
        verb = tokens[tokens[last].head]
        # "The night before they had shelled it.": with nothing else told, it counts from what the text told before.
        return None if tokens[verb.head] is verb else verb
    for index in range(raw.after, min(len(tokens), raw.after + _LONGEST_LOOK)):
        if tokens[index].head == last and tokens[index].dep in {"pobj", "pcomp"}:
            return tokens[index]
    return nearest


def _is_coming(raw: RawTime) -> bool:
    """Return whether the words say when something came: "the attack came three days after a bombing killed 16"."""
    tokens = raw.sentence.tokens
    mark = tokens[raw.after - 1]
    governor = tokens[mark.head] if mark.dep == "prep" else tokens[tokens[mark.head].head]
    is_other = governor is not tokens[mark.head if mark.dep == "mark" else -1]
    return governor.lemma.lower() in read_list("coming") and is_other


def _opens(raw: RawTime) -> bool:
    """Return whether no verb stands before the match: "two days after the vote, help came" does not say when help came."""
    return not any(token.pos in {"VERB", "AUX"} for token in raw.sentence.tokens[: raw.first])


def _opens_news(raw: RawTime) -> bool:
    """Return whether what stands before "a week after …" is news: in the present, on a weekday, or what came so long after."""
    tokens = raw.sentence.tokens
    if any(token.lemma.lower() in load_grammar().words["weekday"] for token in tokens[raw.after :]):
        return True
    mark = tokens[raw.after - 1]
    if _is_coming(raw):
        return True
    if mark.dep != "mark":
        return False
    main = tokens[tokens[mark.head].head]
    return main is not tokens[mark.head] and main.tag in {"VBZ", "VBP"}


def _is_told(tokens: Sequence[Token], event: Token, frame: Frame) -> bool:
    """Return whether the sentence of the last time told names the event, as a noun or as a verb; "that attack" was told."""
    if frame.last is None:
        return False
    if _has_article(tokens, event, read_list("pointing")):
        return True
    wanted = event.lemma.lower()
    return any(
        other.lemma.lower() == wanted or (len(wanted) >= _STEM and other.lemma.lower()[:_STEM] == wanted[:_STEM])
        for other in frame.last.sentence.tokens
        if other.pos in {"NOUN", "VERB", "PROPN"} and other is not event
    )


def _has_pronoun(raw: RawTime, event: Token) -> bool:
    tokens = raw.sentence.tokens
    return any(tokens[token.head] is event and token.dep == "nsubj" and token.pos == "PRON" for token in tokens)


def _is_another(raw: RawTime, event: Token) -> bool:
    """Return True for "a week after a similar attack", "after a bomb killed nine": what is new to the reader was not told before."""
    tokens, fresh = raw.sentence.tokens, read_list("fresh")
    subjects = [token for token in tokens if tokens[token.head] is event and token.dep in {"nsubj", "nsubjpass"}]
    return any(_has_article(tokens, one, fresh) for one in (event, *subjects))


def _has_article(tokens: Sequence[Token], event: Token, words: frozenset[str]) -> bool:
    return any(tokens[token.head] is event and token.dep == "det" and token.text.lower() in words for token in tokens)


def _is_in_sentence(raw: RawTime, frame: Frame) -> bool:
    return frame.last is not None and frame.last.sentence is raw.sentence


def _is_beside(raw: RawTime, frame: Frame) -> bool:
    """Return whether the last time told stands right before the match, with a comma between at most."""
    last = frame.last
    if last is None or last.sentence is not raw.sentence:
        return False
    between = raw.sentence.tokens[last.after : raw.first]
    return all(token.text in {",", "–", "—"} or token.text in read_list("softening") for token in between)


def _read_offset(raw: RawTime, frame: Frame) -> TimeReading | None:
    """Read "a year ago" from publication, "two days later" from the time before it in the text."""
    count, is_stated = count_of(raw, frame)
    unit = unit_of(raw, frame)
    sign = int(raw.rule.constants["sign"])
    word = raw.slots.get("before") or raw.slots["after"]
    vague = "PAST_REF" if sign < 0 else "FUTURE_REF"
    timex = f"{unit}{sign * count:+g}" if is_stated else vague
    granularity = UNIT_GRANULARITY[unit]
    event = find_event(raw)
    is_flipped = is_fresh = False
    if word == "ago" and not frame.is_narrative:
        base, told = frame.published, "day of publication"
        missing = NO_DATE
    else:
        base, missing, is_flipped = _find_base(raw, frame, unit, event=event, is_stated=is_stated)
        is_fresh = is_flipped and unit in UNIT_DAYS and frame.last is None
        told = "time before it in the text"
    if raw.rule.constants.get("exact") and word == "ago" and base is not None:
        base = frame.day_of_news or base
    if base is None and word == "earlier" and event is None:
        base, missing, told = frame.published, NO_DATE, "day of publication"
    if base is None:
        return unresolved(raw, timex=timex, why=missing, granularity=granularity)
    why = f"{count:g} {unit}s from the {told}"
    if is_flipped:
        sign = -sign
        why = f"the event it counts from, {count:g} {unit}s from the time beside it"
    if raw.rule.constants.get("exact"):
        return _read_exactly(raw, shift(base, unit, sign * count), why=why, anchor=base)
    reading = _count(raw, base, (sign, count, unit), is_stated=is_stated, why=why)
    if word != "ago" and _is_past_publication(raw, frame, reading):
        return unresolved(raw, timex=timex, why=_AFTER_PUBLICATION, granularity=granularity)
    return _with_day_before(reading) if is_fresh else reading


def _with_day_before(reading: TimeReading) -> TimeReading:
    """Return the reading with the day before it: news without a day is of the day of publication or of the one before."""
    if reading.earliest is None:
        return reading
    why = "the event it counts from, so long before publication or the day before that"
    return replace(reading, earliest=reading.earliest - timedelta(days=1), date_prec=2, why=why)


def _read_exactly(raw: RawTime, day: date, *, why: str, anchor: date) -> TimeReading:
    timex = day.isoformat()
    return make_reading(
        raw, (day, day), granularity="day", timex=timex, prec=1, why=f"{why}, to the day", anchor=anchor
    )


def _find_base(
    raw: RawTime, frame: Frame, unit: str, *, event: Token | None, is_stated: bool
) -> tuple[date | None, str, bool]:
    """Return the day to count from, why there is none, and whether the event lies on the other side of it."""
    is_day = unit in UNIT_DAYS or unit in UNIT_HOURS
    is_back = is_day and raw.slots.get("before") in {"earlier", "before"} and event is None
    base = (frame.day_before(raw) if is_back else frame.reference_day if is_day else None) or frame.reference
    if event is not None and not frame.is_narrative:
        is_day_told = base is not None and frame.is_day_last and _is_in_sentence(raw, frame)
        # In one sentence a noun reaches back, or a pronoun: "took it on Sunday and, two days after they took it, left".
        is_again = (event.pos == "NOUN" or _has_pronoun(raw, event)) and _is_told(raw.sentence.tokens, event, frame)
        is_again = is_again and not _is_another(raw, event)
        if is_day_told and (_is_beside(raw, frame) or not is_again):
            return base, "", True
        if not _is_told(raw.sentence.tokens, event, frame) or _is_another(raw, event):
            is_behind = is_stated and raw.slots.get("after") == "after"
            if is_behind and unit in UNIT_DAYS and frame.last is None:
                return frame.published, NO_DATE, True
            if is_behind and unit in UNIT_DAYS and frame.news_day is not None and _is_coming(raw) and not _opens(raw):
                return frame.news_day, "", True
            is_news = is_behind and unit in _LONG_UNITS and _opens_news(raw)
            return (frame.published, NO_DATE, True) if is_news else (None, _NO_EVENT_DAY, False)
    is_bare = not is_stated and "vague" not in raw.slots and not (unit in UNIT_HOURS and frame.is_day_last)
    if is_bare and not frame.is_narrative and (frame.last is None or frame.last.sentence is not raw.sentence):
        # "Days before" without a number, away from any time, is before something that only the story knows.
        return None, NO_CONTEXT, False
    return base, NO_CONTEXT, False


def _count(raw: RawTime, base: date, steps: tuple[int, float, str], *, is_stated: bool, why: str) -> TimeReading:
    """Return the reading so many units (sign, count, unit) from a day, half a unit to either side of it."""
    sign, count, unit = steps
    granularity = UNIT_GRANULARITY[unit]
    if not is_stated:
        ends = sorted((shift(base, unit, sign), shift(base, unit, sign * count)))
        timex = "PAST_REF" if sign < 0 else "FUTURE_REF"
        prec = max(precision_of(ends[0], ends[1]), 2)
        days = (ends[0], ends[1])
        return make_reading(raw, days, granularity=granularity, timex=timex, prec=prec, why=why, anchor=base)
    day = shift(base, unit, sign * count)
    half = timedelta(days=_HALF_UNITS.get(unit, 0))
    if half:
        why += ", half a unit to either side"
    return make_reading(
        raw,
        (day - half, day + half),
        granularity=granularity,
        timex=unit_timex(day, unit),
        prec=UNIT_PREC[unit],
        why=why,
        anchor=base,
    )


def _is_past_publication(raw: RawTime, frame: Frame, reading: TimeReading) -> bool:
    if frame.is_narrative or frame.published is None or reading.earliest is None:
        return False
    return reading.earliest > frame.published and not is_future(raw)


def _read_anniversary(raw: RawTime, frame: Frame) -> TimeReading | None:
    """Read "a year ago today", "two years ago this week", "a week ago on Thursday": that day or week, so long before."""
    count, _ = count_of(raw, frame)
    unit = unit_of(raw, frame)
    if frame.published is None:
        return unresolved(raw, timex=f"{unit}{-count:+g}", why=NO_DATE, granularity="day")
    day, granularity = frame.published, _anniversary_unit(raw)
    if raw.text.lower().endswith(" to the day"):
        day = frame.day_of_news or day
    if "weekday" in raw.slots:
        number = frame.number("weekday", raw.slots["weekday"])
        ahead = (number - day.isoweekday()) % 7
        day += timedelta(days=ahead if is_future(raw) else ahead - 7 if ahead else 0)
    elif "yesterday" in raw.text.lower():
        day -= timedelta(days=1)
    elif "tomorrow" in raw.text.lower():
        day += timedelta(days=1)
    elif "last" in raw.text.lower().split():
        day = shift(day, granularity, -1)
    day = shift(day, unit, -count)
    days = unit_span(day, granularity)
    why = f"that {granularity}, {count:g} {unit}s before"
    if raw.text.lower().endswith(" on"):
        about = timedelta(days=min(_HALF_UNITS[unit], _HALF_UNITS["month"]))
        days, granularity = (day - about, day + about), "week" if unit == "week" else "month"
        why = f"about the day, {count:g} {unit}s before"
    prec = UNIT_PREC[granularity]
    return make_reading(
        raw,
        days,
        granularity=UNIT_GRANULARITY[granularity],
        timex=unit_timex(day, granularity),
        prec=prec,
        why=why,
        anchor=frame.published,
    )


def _read_this_day(raw: RawTime, frame: Frame) -> TimeReading | None:
    """Read "on this day in 2018", "this day last year": the day of publication, in that year."""
    published = frame.published
    if published is None:
        return unresolved(raw, timex="XXXX-XX-XX", why=NO_DATE, granularity="day")
    if "year" in raw.slots:
        day = shift(published, "year", int(raw.slots["year"]) - published.year)
    elif "years" in raw.rule.constants:
        day = shift(published, "year", -int(raw.rule.constants["years"]))
    else:
        day = shift(published, unit_of(raw, frame), -count_of(raw, frame)[0])
    return _read_exactly(raw, day, why="the day of publication in another year", anchor=published)


def _anniversary_unit(raw: RawTime) -> str:
    last = raw.text.lower().split()[-1]
    return last if last in {"week", "month"} else "day"


def _read_step(raw: RawTime, frame: Frame) -> TimeReading | None:
    """Read "the next day", "the same night", "the end of the month" from the time before it in the text."""
    steps = int(raw.rule.constants["steps"])
    unit = unit_of(raw, frame)
    noun = raw.text.lower().split()[-1]
    suffix = f"T{DAYPART_NOUNS[noun]}" if noun in DAYPART_NOUNS else ""
    if "daypart" in raw.slots:
        suffix = f"T{frame.value('daypart', raw.slots['daypart'])}"
    granularity = UNIT_GRANULARITY[unit]
    part = None if granularity == "day" else part_of(raw, frame)  # "late that night" is a day, "late that month" a part
    timex = f"{unit}{steps:+d}{suffix}"
    event = find_event(raw)
    base = frame.reference_day if granularity == "day" else frame.reference
    why = "counted from the time before it in the text"
    if event is not None and not frame.is_narrative:
        if base is not None and frame.is_day_last and _is_beside(raw, frame):
            steps, why = -steps, "the event it counts from, beside the time before it"
        elif not _is_told(raw.sentence.tokens, event, frame):
            return unresolved(raw, timex=timex, why=_NO_EVENT_DAY, granularity=granularity)
    if part and not frame.is_narrative:
        base, why = frame.published, "counted from the day of publication"
    if base is None:
        return unresolved(raw, timex=timex, why=NO_CONTEXT, granularity=granularity)
    days = unit_span(shift(base, unit, steps), unit)
    if part and unit == "month":
        first, last = {1: (1, 10), 2: (10, 20), 3: (15, 31)}[part]
        days = (days[0].replace(day=first), days[0].replace(day=min(last, days[1].day)))
    elif part and unit == "year":
        days = year_span(days[0].year, part)
    reading = make_reading(
        raw,
        days,
        granularity=granularity,
        timex=unit_timex(days[0], unit) + suffix,
        prec=UNIT_PREC[unit],
        why=why,
        anchor=base,
    )
    if not part and _is_past_publication(raw, frame, reading):
        return unresolved(raw, timex=timex, why=_AFTER_PUBLICATION, granularity=granularity)
    return reading


def _read_that_time(raw: RawTime, frame: Frame) -> TimeReading | None:
    """Read "at that time" as the time before it in the text; without one it is no time that anybody could tell."""
    before = frame.before
    if before is None or before.earliest is None or before.latest is None or before.date_prec is None:
        return None
    return make_reading(
        raw,
        (before.earliest, before.latest),
        granularity=before.granularity,
        timex=before.timex,
        prec=before.date_prec,
        why="the time before it in the text",
        anchor=before.earliest,
    )


def _read_ahead(raw: RawTime, frame: Frame) -> TimeReading | None:
    count, _ = count_of(raw, frame)
    unit = unit_of(raw, frame)
    timex = length_timex(raw, frame)
    granularity: Granularity = "period"
    from_context = "following" in raw.text.lower() or "ensuing" in raw.text.lower() or frame.is_narrative
    base = frame.reference if from_context else frame.published
    if base is None:
        why = NO_CONTEXT if from_context and frame.published else NO_DATE
        return unresolved(raw, timex=timex, why=why, granularity=granularity)
    days = (base, shift(base, unit, count))
    why = "from the " + ("time before it in the text" if from_context else "day of publication") + " on"
    return make_reading(raw, days, granularity=granularity, timex=timex, prec=precision_of(*days), why=why, anchor=base)


OFFSET_READERS: Mapping[str, Reader] = {
    "ahead": _read_ahead,
    "offset": _read_offset,
    "anniversary": _read_anniversary,
    "this_day": _read_this_day,
    "step": _read_step,
    "that": _read_that_time,
}
