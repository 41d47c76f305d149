"""What a time is read against: the day of publication, the times before it in the text, the tense of its clause."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta

from musterbook.annotate.times.grammar import RawTime, read_list
from musterbook.model import Granularity, TimeReading, Token

__all__ = [
    "NO_CONTEXT",
    "NO_DATE",
    "NO_NARRATOR",
    "Frame",
    "is_future",
    "is_in_subject",
    "is_of_saying",
    "is_pluperfect",
    "is_present",
    "is_recalled_beside",
    "make_reading",
    "month_end",
    "precision_of",
    "shift_months",
    "unresolved",
]

NO_DATE = "unresolved: no publication date"
NO_NARRATOR = "unresolved: in a history it does not count from publication"
NO_CONTEXT = "unresolved: no time before it in the text"

_CLIMB = 12
_WINDOW = 15
_MONTHS_A_YEAR = 12
# So long after what happened a report of it is still news.
_NEWS_DAYS = 3
# So many days before publication the month that a report speaks of may have begun.
_OLD_MONTH = 100


@dataclass(slots=True, kw_only=True)
class Frame:
    """The state of reading one document; changed as mentions are read.

    Attributes:
        published: None if the document has no date.
        is_narrative: True for a history: years come from the text before, not from the day of publication.
        words: class → word → value of the grammar.
        reference: first day of the last time that was read; None before the first.
        reference_day: the last one that was a single day.
        is_reference_year: True if `reference` stands for a whole year or longer.
        before: the last time that was read, whole; None before the first.
        last: the match behind `reference`; None before the first.
        is_day_last: True if that match was read as a single day.
        month: first day of the month that the text speaks of; None where the last days told are of none that it names alone.
        topic: the last time told that was not behind a "since"; None before the first.
        topic_block: its paragraph.
        news_day: the last single day that was not recalled in passing ("the road has been shut since the raid of 12 October").
        day_block: paragraph that told `reference_day`.
    """

    published: date | None
    is_narrative: bool
    words: Mapping[str, Mapping[str, int | str]]
    reference: date | None = None
    reference_day: date | None = None
    is_reference_year: bool = field(default=False)
    before: TimeReading | None = None
    last: RawTime | None = None
    is_day_last: bool = field(default=False)
    month: date | None = None
    topic: TimeReading | None = None
    topic_block: int = -1
    news_day: date | None = None
    day_block: int = -1

    @property
    def anchor(self) -> date | None:
        """The day that plain relative words count from: of publication, or the story's own in a history."""
        return self.reference if self.is_narrative else self.published

    def value(self, name: str, word: str) -> int | str:
        """Return the value of a word in a class of the grammar."""
        return self.words[name][word]

    def number(self, name: str, word: str) -> int:
        """Return the value of a word in a class of numbers."""
        return int(self.words[name][word])

    def note(self, reading: TimeReading, raw: RawTime) -> None:
        """Remember a reading and its (last) match as the time before the next one."""
        if reading.earliest is None or reading.granularity in {"duration", "set", "unknown"}:
            return
        is_recalled = not self.is_narrative and is_recalled_beside(raw)
        is_day = reading.earliest == reading.latest
        if is_day or not is_recalled:  # "the highest number since November 2021" is of no month that the text speaks of
            self.topic, self.topic_block = reading, raw.sentence.block
        self.before = reading
        self.reference = reading.earliest
        self.last = raw
        self.is_day_last = is_day
        self.is_reference_year = reading.granularity in {"year", "decade"}
        if reading.granularity == "month" and not is_recalled:
            self.month = reading.earliest.replace(day=1)
        elif "month" in raw.slots and self.month is not None and self.month != reading.earliest.replace(day=1):
            self.month = None
        # What happened "the same night" or "at 10.30 pm" did so on the day told, not on the one on which it was said.
        is_said = not self.is_narrative and is_of_saying(raw)
        if reading.granularity in {"day", "instant"} and not (is_said and self.reference_day is not None):
            self.reference_day, self.day_block = reading.earliest, raw.sentence.block
            if not (is_recalled or is_said):
                self.news_day = reading.earliest

    def day_before(self, raw: RawTime) -> date | None:
        """Return the day that "two days earlier" counts from: in a new paragraph none that was recalled in passing."""
        is_new = raw.sentence.block != self.day_block and not self.is_narrative
        return self.news_day or self.reference_day if is_new else self.reference_day

    @property
    def day_of_news(self) -> date | None:
        """The day told that a report of it counts "a year ago to the day" from: soon before publication; None if none is."""
        day, published = self.news_day, self.published
        return day if day is not None and published is not None and 0 <= (published - day).days <= _NEWS_DAYS else None

    def month_spoken_of(self, raw: RawTime) -> date | None:
        """Return a day of the month that "the 5th" is of, None if it is of none told before.

        It is the first of the month that the text speaks of, or the last day told. What was told of long ago counts in its own
        paragraph only.
        """
        topic = self.topic
        found = self.month or (None if topic is None or topic.granularity in {"year", "decade"} else topic.earliest)
        is_old = found is not None and self.published is not None and (self.published - found).days > _OLD_MONTH
        return None if is_old and raw.sentence.block != self.topic_block and not self.is_narrative else found


def is_recalled_beside(raw: RawTime) -> bool:
    """Return True for a time behind "since", "after" an earlier happening and the like: the text goes on about something else."""
    tokens, index = raw.sentence.tokens, raw.first
    for _ in range(_CLIMB):
        token = tokens[index]
        if token.pos in {"ADP", "SCONJ"} and token.text.lower() in read_list("recalling"):
            return True
        if token.head == index or (token.pos in {"VERB", "AUX"} and index != raw.first):
            return False
        index = token.head
    return False


def make_reading(
    raw: RawTime,
    days: tuple[date, date],
    *,
    granularity: Granularity,
    timex: str | None,
    prec: int,
    why: str,
    anchor: date | None = None,
) -> TimeReading:
    """Return a resolved reading of a match over the included days."""
    return TimeReading(
        earliest=days[0],
        latest=days[1],
        granularity=granularity,
        timex=timex,
        date_prec=prec,
        anchor=anchor,
        words=raw.text,
        why=why,
    )


def unresolved(raw: RawTime, *, timex: str | None, why: str, granularity: Granularity = "unknown") -> TimeReading:
    """Return a reading without days."""
    return TimeReading(earliest=None, latest=None, granularity=granularity, timex=timex, words=raw.text, why=why)


def month_end(year: int, month: int) -> date:
    """Return the last day of a month."""
    return date(year, month, monthrange(year, month)[1])


def shift_months(day: date, months: int) -> date:
    """Return the day so many months away, the last of the month where the day does not exist.

    Raises:
        ValueError: the year leaves the calendar (1-9999).
    """
    count = day.year * _MONTHS_A_YEAR + day.month - 1 + months
    year, month = divmod(count, _MONTHS_A_YEAR)
    if not date.min.year <= year <= date.max.year:
        raise ValueError("outside the calendar")
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def precision_of(earliest: date, latest: date) -> int:
    """Return UCDP GED's date precision of an interval: 1 a day, 2 up to 6, 3 a week, 4 a month, 5 longer.

    Source: UCDP GED codebook 22.1, `date_prec`; GED has no code beyond a year, so 5 stands for that too.
    """
    days = (latest - earliest + timedelta(days=1)).days
    for limit, code in ((1, 1), (6, 2), (7, 3), (31, 4)):
        if days <= limit:
            return code
    return 5


def is_of_saying(raw: RawTime) -> bool:
    """Return True for the day on which somebody spoke: "police said on Friday", "as the mayor had it on Friday"."""
    tokens = raw.sentence.tokens
    index = _governing_verb(raw)
    if index is None:
        return False
    verb = tokens[index].lemma.lower()
    is_quoted = verb in read_list("holding") and any(
        token.head == index and token.text.lower() == "as" for token in tokens[max(0, index - _WINDOW) : index]
    )
    return is_quoted or verb in read_list("saying")


def is_future(raw: RawTime) -> bool:
    """Return True if the clause of the match lies ahead ("will meet on Monday", "is due to return in June")."""
    tokens = raw.sentence.tokens
    index = _governing_verb(raw)
    return index is not None and _is_future_verb(tokens, index)


def is_pluperfect(raw: RawTime) -> bool:
    """Return True if the verb over the match tells of an earlier past ("had crossed in the spring")."""
    tokens = raw.sentence.tokens
    index = _governing_verb(raw)
    if index is None or tokens[index].tag != "VBN":
        return False
    near = range(max(0, index - _WINDOW), index)
    return any(tokens[other].head == index and tokens[other].text.lower() in {"had", "’d", "'d"} for other in near)


def is_present(raw: RawTime) -> bool:
    """Return True if the verb over the match is a plain present ("the truce runs from 3 June")."""
    index = _governing_verb(raw)
    return index is not None and raw.sentence.tokens[index].tag in {"VBZ", "VBP"}


def is_in_subject(raw: RawTime) -> bool:
    """Return True if the match stands in the subject of its clause ("the dead of 4 June will be named")."""
    tokens, index = raw.sentence.tokens, raw.first
    for _ in range(_CLIMB):
        token = tokens[index]
        if token.dep in {"nsubj", "nsubjpass"} and index != raw.first:
            return True
        if token.head == index or (token.pos in {"VERB", "AUX"} and index != raw.first):
            return False
        index = token.head
    return False


def _governing_verb(raw: RawTime) -> int | None:
    """Return the index of the nearest verb above the match in the parse; None if there is none."""
    tokens = raw.sentence.tokens
    index = raw.first
    for _ in range(_CLIMB):
        token = tokens[index]
        if token.pos in {"VERB", "AUX"} and index != raw.first:
            return index
        if token.head == index:
            return None
        index = token.head
    return None


def _is_future_verb(tokens: tuple[Token, ...], index: int) -> bool:
    near = range(max(0, index - _WINDOW), min(len(tokens), index + _WINDOW))
    own = [tokens[other] for other in near if tokens[other].head == index and other != index]
    auxiliaries = read_list("future_auxiliaries")
    if any(child.lemma.lower() in auxiliaries or child.text.lower() in auxiliaries for child in own):
        return True
    head = tokens[index].head
    is_infinitive = tokens[index].tag in {"VB", "VBN"} and any(child.text.lower() == "to" for child in own)
    if not is_infinitive or tokens[head].lemma.lower() not in read_list("planning_verbs"):
        return False
    # "was due to be signed on Monday" does not say on which side of publication.
    return not any(token.text.lower() in {"was", "were", "had"} for token in tokens[max(0, head - 3) : head])
