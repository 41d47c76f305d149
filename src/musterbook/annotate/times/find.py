"""Time expressions of a document: where they stand, which days they mean, and by which rule.

The cascade for one document:
1. the grammar (`data/times.toml`) finds expressions sentence by sentence;
2. neighbours share a year ("in April and May 2017") or become one interval ("between March and May 2018");
3. the document is a history if its written years lie before publication's: years then come from the text (`histories`);
4. every expression is read in order, against the day of publication, the time before it, or nothing;
5. clock times take their day from the same sentence, else from the time before.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cache

from musterbook.annotate.times.frames import Frame, make_reading, precision_of, unresolved
from musterbook.annotate.times.grammar import Grammar, Guard, RawTime, load_grammar, read_list, scan_sentence
from musterbook.annotate.times.guards import make_guards
from musterbook.annotate.times.histories import is_aside, is_history
from musterbook.annotate.times.readings import CALENDAR_READERS
from musterbook.annotate.times.relative import RELATIVE_READERS
from musterbook.model import Document, Mention, Sentence, TimeReading, make_id

__all__ = ["find_times"]

_READERS = {**CALENDAR_READERS, **RELATIVE_READERS}
# Kinds that can be the end of an interval.
_POINTS = frozenset({"date", "month", "season", "year", "weekday", "decade", "iso", "numeric", "relyear"})
# Kinds that tell of another year by themselves.
_OF_YEARS = frozenset({"anniversary", "this_day", "year"})
_YEARLESS = frozenset({"date", "month", "season"})
_MONTHLY = frozenset({"date", "month"})
_DASHES = frozenset({"-", "–", "—", "‑", "/"})
_AND = frozenset({"and", "or", ",", ", and"})
_LONGEST_GAP = 12
_LENGTHS = frozenset({"duration", "offset"})
_COUNTED_BACK = frozenset({"offset", "step"})
_COUNTS = frozenset({"count", "number", "vague"})
_OF_PUBLICATION = "the day of publication"
_OF_SAYING = "the day on which the report says that somebody spoke, for want of one of publication"
# How far ahead an aside looks for the next written year.
_LOOK_AHEAD = 8
_CLOCK = re.compile(r"(\d{1,2})(?:[:.]?(\d{2}))?(?::\d{2})?\s?([ap])?", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Item:
    """One expression, or the two ends of an interval."""

    first: RawTime
    last: RawTime | None = None


@cache
def _load() -> tuple[Grammar, dict[str, Guard]]:
    grammar = load_grammar()
    return grammar, dict(make_guards(grammar.guards))


def find_times(sentences: Sequence[Sentence], *, document: Document) -> tuple[Mention, ...]:
    """Return the time expressions of the sentences, in order, without overlap.

    Args:
        sentences: the analysed sentences of the document, in order.
        document: its day of publication anchors relative times; without one they stay unresolved.

    Raises:
        RegisterError: the table of time words is missing or faulty.
    """
    grammar, guards = _load()
    text = document.text
    items: list[_Item] = []
    for sentence in sentences:
        found = _without_services(list(scan_sentence(sentence, text, grammar=grammar, guards=guards)))
        if found:
            items.extend(_join(_carry_years(found, grammar), text))
    published = document.published.day if document.published else None
    raws = [raw for item in items for raw in (item.first, item.last) if raw is not None]
    frame = Frame(published=published, is_narrative=is_history(raws, published), words=grammar.words)
    firsts = [item.first for item in items]
    mentions: list[Mention] = []
    for index, item in enumerate(items):
        if item.first.rule.kind == "clock":
            reading: TimeReading | None = _read_clock(item.first, frame, days=_days_nearby(items, index))
        else:
            reading = _read_item(item, _told_ahead(items, index, frame) or frame)
        if reading is None:
            continue
        ahead = firsts[index + 1 : index + 1 + _LOOK_AHEAD]
        if not frame.is_narrative or not is_aside(item.first, reading, frame, ahead=ahead):
            frame.note(reading, item.last or item.first)
        floor = mentions[-1].end if mentions else 0
        mentions.append(_make_mention(item, reading, document, floor=floor))
    return tuple(mentions)


def _make_mention(item: _Item, reading: TimeReading, document: Document, *, floor: int) -> Mention:
    """Return the mention of a reading; a length takes in the words that bound it ("more than two weeks")."""
    start, end = item.first.start, (item.last or item.first).end
    if item.first.rule.kind in _LENGTHS and item.first.slots.keys() & _COUNTS:
        start = _bounded_start(item.first, document.text, floor)
    return Mention(
        mention_id=make_id("m", document.document_id, "time", start, end),
        kind="time",
        start=start,
        end=end,
        text=document.text[start:end],
        reading=replace(reading, words=document.text[start:end], why=_why(reading, document)),
    )


def _why(reading: TimeReading, document: Document) -> str:
    """Return the reason of a reading; it owns up to a day of publication that is only one on which somebody spoke."""
    is_said = document.published is not None and document.published.origin == "saying"
    return reading.why.replace(_OF_PUBLICATION, _OF_SAYING) if is_said else reading.why


def _bounded_start(raw: RawTime, text: str, floor: int) -> int:
    """Return where the words begin that bound a length, the longest phrase first; its own start if there are none."""
    phrases = _load()[0].words["about"]
    tokens = raw.sentence.tokens
    for length in (3, 2, 1):
        first = raw.first - length
        if first >= 0 and tokens[first].start >= floor:
            phrase = " ".join(token.text.lower() for token in tokens[first : raw.first])
            if phrase in phrases and text[tokens[raw.first - 1].end : raw.start].isspace():
                return tokens[first].start
    return raw.start


def _join(raws: Iterable[RawTime], text: str) -> list[_Item]:
    """Return the matches of a sentence with years shared between neighbours and intervals joined."""
    queue = list(raws)
    for index in range(len(queue) - 2, -1, -1):
        queue[index] = _share_year(queue[index], queue[index + 1], text)
    items: list[_Item] = []
    index = 0
    while index < len(queue):
        raw = queue[index]
        after = queue[index + 1] if index + 1 < len(queue) else None
        if after is not None and _is_interval(raw, after, text):
            items.append(_Item(first=raw, last=after))
            index += 2
        else:
            items.append(_Item(first=raw))
            index += 1
    return items


def _without_services(raws: Sequence[RawTime]) -> list[RawTime]:
    """Return the matches without the weekday of "Friday prayers" where the sentence told before it of which year it was."""
    return [
        raw for index, raw in enumerate(raws) if not (_names_service(raw) and any(map(_is_of_a_year, raws[:index])))
    ]


def _is_of_a_year(raw: RawTime) -> bool:
    """Return True for "18 November last year", "in May 2022", "a year ago to the day"."""
    return raw.rule.kind in _OF_YEARS or bool(raw.slots.keys() & {"year", "relyear"}) or _is_years_away(raw)


def _is_years_away(raw: RawTime) -> bool:
    return raw.rule.kind == "offset" and raw.slots.get("unit", "").startswith("year")


def _names_service(raw: RawTime) -> bool:
    tokens = raw.sentence.tokens
    is_followed = raw.after < len(tokens) and tokens[raw.after].text.lower() in read_list("services")
    is_day = raw.first > 0 and tokens[raw.first - 1].text.lower() == "on"  # "on Sunday service members killed four"
    return raw.rule.kind == "weekday" and is_followed and not is_day


def _carry_years(raws: Sequence[RawTime], grammar: Grammar) -> list[RawTime]:
    """Give a bare month the year of the month told right before it in its sentence ("300 in March 2021 and 400 in April").

    Not behind "since", which opens a span up to the present, nor where the month comes earlier in the calendar.
    """
    queue = list(raws)
    for index in range(1, len(queue)):
        earlier, raw = queue[index - 1], queue[index]
        if "year" not in earlier.slots or raw.slots.keys() & {"year", "relyear"} or raw.rule.kind not in _MONTHLY:
            continue
        lead = earlier.sentence.tokens[earlier.first - 1].text.lower() if earlier.first else ""
        first, second = (_month_of(one, grammar) for one in (earlier, raw))
        is_directed = raw.text.split()[0].lower() in {"last", "this", "next"}
        if lead != "since" and not is_directed and 0 < first < second:
            queue[index] = replace(raw, slots={**raw.slots, "year": earlier.slots["year"]})
    return queue


def _month_of(raw: RawTime, grammar: Grammar) -> int:
    """Return the month of a date or month; 0 for other times."""
    name = next((name for name in ("month", "monthname") if name in raw.slots), None)
    return 0 if name is None or raw.rule.kind not in _MONTHLY else int(grammar.words[name][raw.slots[name]])


def _between(raw: RawTime, after: RawTime, text: str) -> str | None:
    """Return the words between two matches, None if they are far apart."""
    if after.start - raw.end > _LONGEST_GAP:
        return None
    return " ".join(text[raw.end : after.start].lower().split())


def _share_year(raw: RawTime, after: RawTime, text: str) -> RawTime:
    """Give a date or month without a year the year of its neighbour ("in April and May 2017")."""
    if raw.rule.kind not in _YEARLESS or raw.slots.keys() & {"year", "relyear"} or after.rule.kind not in _YEARLESS:
        return raw
    words = _between(raw, after, text)
    if words is None or words not in _DASHES | read_list("span_links") | _AND:
        return raw
    shared = {name: after.slots[name] for name in ("year", "relyear") if name in after.slots}
    return replace(raw, slots={**raw.slots, **shared}) if shared else raw


def _is_interval(raw: RawTime, after: RawTime, text: str) -> bool:
    if raw.rule.kind not in _POINTS or after.rule.kind not in _POINTS:
        return False
    words = _between(raw, after, text)
    if words is None:
        return False
    lead = raw.sentence.tokens[raw.first - 1].text.lower() if raw.first else ""
    if words in _DASHES:
        return raw.rule.kind == after.rule.kind
    if words in read_list("span_links"):
        return lead == "from" or raw.rule.kind == after.rule.kind
    return words == "and" and lead == "between"


def _read(raw: RawTime, frame: Frame) -> TimeReading | None:
    """Return the reading of one match; a day that no calendar has stays unresolved."""
    try:
        return _READERS[raw.rule.kind](raw, frame)
    except (ValueError, OverflowError):
        return unresolved(raw, timex=None, why="unresolved: no such day in the calendar")


def _read_item(item: _Item, frame: Frame) -> TimeReading | None:
    reading = _read(item.first, frame)
    if reading is None:
        return None
    if item.last is not None:
        return _read_interval(item.first, item.last, reading, frame=frame)
    lead = item.first.sentence.tokens[item.first.first - 1].text.lower() if item.first.first else ""
    end = frame.published
    is_since = lead == "since" and reading.earliest is not None and not frame.is_narrative
    if is_since and end is not None and reading.earliest is not None and reading.earliest <= end:
        prec = precision_of(reading.earliest, end)
        why = f"{reading.why}; “since” it, up to the day of publication"
        return replace(reading, latest=end, date_prec=prec, anchor=end, why=why)
    return reading


def _read_interval(first: RawTime, last: RawTime, begin: TimeReading, *, frame: Frame) -> TimeReading | None:
    """Return the reading from the beginning of one time to the end of another."""
    if last.rule.kind in _YEARLESS and not last.slots.keys() & {"year", "relyear"} and begin.earliest is not None:
        finish = _read(replace(last, slots={**last.slots, "year": f"{begin.earliest.year:04d}"}), frame)
        if finish is not None and finish.latest is not None and finish.latest < begin.earliest:
            finish = _read(replace(last, slots={**last.slots, "year": f"{begin.earliest.year + 1:04d}"}), frame)
    else:
        finish = _read(last, frame)
    if finish is None:
        return begin
    timex = f"{begin.timex}/{finish.timex}"
    if begin.earliest is None or finish.latest is None:
        return unresolved(first, timex=timex, why=begin.why, granularity="period")
    if finish.latest < begin.earliest:
        return unresolved(first, timex=timex, why="unresolved: the end lies before the beginning", granularity="period")
    days = (begin.earliest, finish.latest)
    anchor = begin.anchor or finish.anchor
    has_own_year = last.rule.kind not in _YEARLESS or last.slots.keys() & {"year", "relyear"}
    why = f"from {begin.why} to {finish.why}" if has_own_year and begin.why != finish.why else begin.why
    return make_reading(
        first, days, granularity="period", timex=timex, prec=precision_of(*days), why=why, anchor=anchor
    )


def _days_nearby(items: Sequence[_Item], index: int) -> RawTime | None:
    """Return the next expression of the same sentence that can name the day of a clock time."""
    sentence = items[index].first.sentence
    for item in items[index + 1 : index + 4]:
        if item.first.sentence is not sentence:
            return None
        if item.first.rule.kind in {"date", "weekday", "shift", "iso", "numeric"} and item.last is None:
            return item.first
    return None


def _told_ahead(items: Sequence[_Item], index: int, frame: Frame) -> Frame | None:
    """Return the frame in which "a day earlier, the army said on Tuesday, …" counts from the Tuesday.

    None where a time is told before it, where it does not count back, and where no day of saying follows in its sentence.
    """
    raw = items[index].first
    days = _days_nearby(items, index) if raw.rule.kind in _COUNTED_BACK and frame.reference is None else None
    if days is None or raw.slots.get("before", "earlier") != "earlier" or int(raw.rule.constants.get("steps", -1)) >= 0:
        return None
    between = raw.sentence.tokens[raw.after : days.first]
    if not any(token.lemma.lower() in read_list("saying") and token.pos == "VERB" for token in between):
        return None
    ahead = replace(frame)
    reading = _read(days, ahead)
    if reading is not None:
        ahead.note(reading, days)
    return ahead


def _read_clock(raw: RawTime, frame: Frame, *, days: RawTime | None) -> TimeReading:
    found = _CLOCK.match(raw.text)
    hour, minute = (int(found.group(1)), found.group(2) or "") if found else (0, "")
    if found and len(found.group(1)) == 2 and not minute and raw.text[:4].isdecimal():
        minute = raw.text[2:4]
    half = found.group(3) if found else None
    if half and half.lower() == "p" and hour < 12:
        hour += 12
    written = f"T{hour:02d}:{minute or '00'}"
    ahead = _read(days, frame) if days is not None else None
    day = ahead.earliest if ahead is not None else frame.reference_day
    if day is None or (ahead is not None and ahead.latest != day):
        return unresolved(raw, timex=written, why="unresolved: no day told beside it", granularity="instant")
    why = "on the day told beside it" if ahead is not None else "on the day told before it"
    return make_reading(raw, (day, day), granularity="instant", timex=day.isoformat() + written, prec=1, why=why)
