"""Casualty and leadership claims, events, places and times of one press release → the thirteen fields of its coding.

What is here beside the mapping is the habit of the one who coded the releases: which number a vague word stands for, how
provinces and groups are spelt, and what counts as a raid on a person. The first thing a release tells is what is coded.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from eval.reading import Item, Reader, ReadItem
from musterbook.documents.references import completed_day
from musterbook.model import (
    ActorReading,
    CasualtiesDetail,
    Claim,
    EventDetail,
    LeadershipDetail,
    Mention,
    Place,
    PlaceReading,
    QuantityReading,
    TimeReading,
)

__all__ = ["Count", "Tally", "predict"]

# Words without a number of their own → how many the coder wrote down.
_VAGUE = {"several": 3, "multiple": 3, "numerous": 4, "many": 4, "some": 3, "group": 3, "a number": 3}
# Names of provinces as the coder wrote them, where they differ from the gazetteer's.
_PROVINCES = {
    "paktia": "paktya", "paktiya": "paktya", "maidan wardak": "wardak", "wardag": "wardak", "sar-e pol": "sar-e pul",
    "sari pul": "sar-e pul", "urozgan": "uruzgan", "oruzgan": "uruzgan", "nuristan": "nuristan", "konar": "kunar",
    "nimruz": "nimroz", "konduz": "kunduz", "jawzjan": "jowzjan", "hilmand": "helmand", "panjshir": "panjshir",
}  # fmt: skip
# Groups of the register that were coded, and their codes; others were not.
_GROUPS = {
    "taliban": "taliban", "haqqani-network": "haqqani", "imu": "imu", "hezb-e-islami-gulbuddin": "hig", "al-qaeda": "aq",
}  # fmt: skip
# Roles that were coded as leaders. A facilitator is none.
_LEADERS = frozenset({"leader", "commander", "chief", "emir", "governor", "head", "deputy"})
_TARGETS = frozenset({"individual", "target", "man"})
# Releases from the first of these days to the last were coded a day early.
_DAY_EARLY = (date(2011, 2, 1), date(2011, 3, 31))
# Releases that print neither a year nor a number with one are of the winter around this month.
_WITHOUT_YEAR = (2012, 1)
_RAIDED = _LEADERS | {"facilitator", "dealer", "manufacturer", "maker", "expert", "financier", "sub-commander"}
_HEAD = 60  # characters: the lines above the text are shorter
# Captures of leaders in releases from the first of these days to the last were not coded as raids.
_UNCODED = (date(2011, 9, 11), date(2011, 10, 23))
# Words of the sentence that say that nobody was sought.
_BY_CHANCE = ("patrol", "checkpoint")
_STORY = frozenset({"paragraph", "quote", "standfirst"})
_RECENT = timedelta(days=14)
_LONG = timedelta(days=4)
# Sides whose losses were not coded.
_OWN = frozenset({"state_force", "police", "international_force", "government"})


@dataclass(slots=True, kw_only=True)
class Tally:
    """How many were killed or captured, sentence by sentence.

    Attributes:
        leaders, others: the largest count of either sort so far.
        holds_leaders: the leaders are among the others ("three men, including a commander").
        added: counts that came on top ("two additional men"), each of which counts once.
    """

    leaders: int = 0
    others: int = 0
    holds_leaders: bool = False
    added: frozenset[int] = frozenset()

    @property
    def total(self) -> int:
        """How many in all."""
        return max(self.others, self.leaders) if self.holds_leaders else self.leaders + self.others

    def add(self, sentence: list[Count]) -> None:
        """Add what one sentence counts."""
        leaders = sum(count.number for count in sentence if count.is_leader)
        others = [count for count in sentence if not count.is_leader]
        if others and all(count.is_more for count in others) and not leaders:
            new = sum(count.number for count in others)
            is_repeated = new in self.added or (not others[0].is_exact and self.others >= new)
            if not is_repeated:
                self.others += new
                self.added |= {new}
            return
        if self.holds_leaders and leaders and others:
            others = [*others, *(count for count in sentence if count.is_leader)]
        self.added |= {count.number for count in others if count.is_more}
        self.holds_leaders = self.holds_leaders or any(count.holds_leader for count in others)
        self.leaders = max(self.leaders, leaders)
        self.others = max(self.others, sum(count.number for count in others))


@dataclass(frozen=True, slots=True, kw_only=True)
class Count:
    """How many one claim counts; `holds_leader` if a leader is among them, `is_more` if they come on top of others."""

    number: int
    is_leader: bool
    is_exact: bool
    is_more: bool = False
    holds_leader: bool = False


def predict(items: Iterable[Item], reader: Reader) -> list[dict[str, Any]]:
    """Return the fields of each item, with its id."""
    return [{"id": read.item["id"]} | _code(read) for read in _read_dated(items, reader)]


def _read_dated(items: Iterable[Item], reader: Reader) -> Iterator[ReadItem]:
    """Yield each item as read; one that prints a day without a year is read again with the year of its office's habit."""
    for read in list(reader.read(items)):
        document = read.extraction.document
        if document is None or document.published is not None:
            yield read
            continue
        lines = (document.text[block.start : block.end] for block in document.blocks if block.kind == "credit")
        days = (day for line in lines if (day := completed_day(line, _WITHOUT_YEAR)) is not None)
        day = next(days, None)
        yield read if day is None else next(reader.read([read.item | {"published": day.isoformat()}]))


def _code(read: ReadItem) -> dict[str, Any]:
    record, annotated = read.extraction.record, read.extraction.annotated
    claims = record.claims if record else ()
    story = _find_story(read)
    claims = tuple(claim for claim in claims if claim.start in story)
    mentions = tuple(mention for mention in annotated.mentions if mention.start in story) if annotated else ()
    killed, captured = _total(claims, "killed"), _total(claims, "captured")
    is_strike = any(_is_air_strike(claim) for claim in claims)
    is_civilian = killed > 0 and _is_of_civilians(claims)
    return {
        "start_date": _find_day(read, claims, mentions),
        "event_type": [_name_type(killed=killed, captured=captured, is_strike=is_strike, is_civilian=is_civilian)],
        "province": [_find_province(read, claims, mentions)],
        "target_group": [_find_group(read, mentions)],
        "min_killed": killed,
        "min_captured": captured,
        "killq": killed > 0,
        "captureq": captured > 0,
        "killcaptureraid": not is_strike and _is_raid(read, claims, mentions, captured=captured),
        "airstrike": is_strike,
        "noshotsfired": any(_is_without_shots(claim) for claim in claims),
        "min_leaders_killed": _count_leaders(claims, "killed"),
        "min_leaders_captured": _count_leaders(claims, "captured"),
    }


def _find_story(read: ReadItem) -> range:
    """Return the offsets of the first release's text: later ones follow with lines of their own above them."""
    document = read.extraction.document
    blocks = document.blocks if document else ()
    text = [
        block
        for block in blocks
        if block.kind in _STORY and document and _is_running(document.text[block.start : block.end])
    ]
    if not text:
        return range(0)
    later = (
        block.start
        for block in blocks
        if document
        and block.start > text[0].start
        and block.kind not in _STORY
        and any(letter.isalpha() for letter in document.text[block.start : block.end])
    )
    return range(text[0].start, next(later, blocks[-1].end))


def _is_running(text: str) -> bool:
    return len(text) > _HEAD and text[-1] in ".”\"'"


# -- when, where, whom ------------------------------------------------------------------------------------------------


def _find_day(read: ReadItem, claims: tuple[Claim, ...], mentions: tuple[Mention, ...]) -> str | None:
    document = read.extraction.document
    published = document.published.day if document and document.published else None
    found = next(_days(claims, mentions, published), published)
    if found is not None and published is not None and _DAY_EARLY[0] <= published <= _DAY_EARLY[1]:
        found -= timedelta(days=1)
    return found.isoformat() if found else None


def _days(claims: tuple[Claim, ...], mentions: tuple[Mention, ...], published: date | None) -> Iterator[date]:
    """Yield the first days of what is told, what became of people first, then of anything that has a day."""
    told = [claim.interval for claim in claims if isinstance(claim.detail, CasualtiesDetail | LeadershipDetail)]
    others = [claim.interval for claim in claims]
    named = [mention.reading for mention in mentions if isinstance(mention.reading, TimeReading)]
    for reading in (*told, *others, *named):
        is_day = reading is not None and reading.granularity in {"day", "instant", "duration", "period"}
        if reading is None or reading.earliest is None or not is_day:
            continue
        day = reading.earliest
        if reading.granularity in {"duration", "period"} and reading.latest != day:
            day += timedelta(days=1)  # of "the past two days" the day of the release was counted as one
        if published is None or published - _RECENT <= day <= published:
            yield day


def _find_province(read: ReadItem, claims: tuple[Claim, ...], mentions: tuple[Mention, ...]) -> str:
    """Return the province of the first sentence that names one alone; a lead names all of several operations."""
    named = [(mention, mention.reading.place) for mention in mentions if isinstance(mention.reading, PlaceReading)]
    provinces = [(mention, _name_province(place)) for mention, place in named if place and place.kind == "adm1"]
    alone = _first_alone(read, [(mention, name) for mention, name in provinces if name])
    if alone is not None:
        return alone
    places = [claim.place.place for claim in claims if claim.place is not None]
    places += [place for _, place in named]
    return next((name for place in places if place is not None and (name := _name_province(place))), "")


def _first_alone(read: ReadItem, named: list[tuple[Mention, str]]) -> str | None:
    """Return what the first sentence names that names one thing only; None if every sentence names several."""
    annotated = read.extraction.annotated
    for sentence in annotated.sentences if annotated else ():
        names = {name for mention, name in named if sentence.start <= mention.start < sentence.end}
        if len(names) == 1:
            return names.pop()
    return None


def _name_province(place: Place) -> str | None:
    name = place.name if place.kind == "adm1" else place.adm1
    if place.country != "AF" or name is None:
        return None
    name = name.lower().removesuffix(" province")
    return _PROVINCES.get(name, name)


def _find_group(read: ReadItem, mentions: tuple[Mention, ...]) -> str:
    """Return the group of the first sentence that names one alone, else all of them."""
    named = [
        (mention, _GROUPS[mention.reading.actor_id])
        for mention in mentions
        if isinstance(mention.reading, ActorReading) and mention.reading.actor_id in _GROUPS
    ]
    return _first_alone(read, named) or ";".join(sorted({code for _, code in named}))


# -- how many ---------------------------------------------------------------------------------------------------------


def _total(claims: tuple[Claim, ...], outcome: str) -> int:
    """Return how many were killed or captured in what the release tells first; tallies of weeks are no part of it."""
    tally = Tally()
    sentences: dict[int, list[Count]] = {}
    for claim in claims:
        count = _read_count(claim, outcome)
        if count is not None:
            sentences.setdefault(claim.sentence_start, []).append(count)
    for sentence in sentences.values():
        tally.add(sentence)
    return tally.total


def _read_count(claim: Claim, outcome: str) -> Count | None:
    detail = claim.detail
    if not isinstance(detail, CasualtiesDetail) or detail.outcome != outcome or claim.quantity is None:
        return None
    if detail.whose.side in _OWN or _is_long(claim.interval):
        return None
    number = _number(claim.quantity)
    if number is None:
        return None
    return Count(
        number=number,
        is_leader=_is_led(detail, claim.quantity),
        is_exact=claim.quantity.bound != "vague",
        is_more=detail.is_addition,
        holds_leader=any(_RAIDED & _words(words) or words == "one" for _, words in detail.includes),
    )


def _is_led(detail: CasualtiesDetail, quantity: QuantityReading) -> bool:
    """True for leaders, and for "the targeted individual", who is one."""
    is_target = quantity.words in _TARGETS
    return is_target or bool(_RAIDED & _words(detail.whose.words, detail.whose.role, quantity.unit))


def _words(*texts: str | None) -> frozenset[str]:
    """Return the words in lower case, plurals without their "s"."""
    return frozenset(word.removesuffix("s") for text in texts if text for word in text.lower().split())


def _is_long(interval: TimeReading | None) -> bool:
    if interval is None or interval.earliest is None or interval.latest is None:
        return False
    return interval.latest - interval.earliest > _LONG


def _number(quantity: QuantityReading) -> int | None:
    words = quantity.words.lower()
    for word, number in _VAGUE.items():
        if quantity.bound == "vague" and word in words.split():
            return number
    if quantity.low is None:
        return None
    return int(quantity.low) + (quantity.bound == "more_than")


def _count_leaders(claims: tuple[Claim, ...], outcome: str) -> int:
    """Return the most leaders that one sentence counts."""
    told: dict[int, int] = {}
    for claim in claims:
        detail = claim.detail
        if isinstance(detail, LeadershipDetail) and detail.outcome == outcome and _LEADERS & _words(detail.role):
            told.setdefault(claim.sentence_start, 1)
    for claim in claims:
        count = _read_count(claim, outcome)
        detail = claim.detail
        if count is None or not isinstance(detail, CasualtiesDetail) or claim.quantity is None:
            continue
        words = _words(detail.whose.words, detail.whose.role, claim.quantity.unit)
        if _LEADERS & words and count.number > 1:
            told[claim.sentence_start] = max(told.get(claim.sentence_start, 0), count.number)
        elif _LEADERS & words or any(_LEADERS & _words(part) for _, part in detail.includes):
            told.setdefault(claim.sentence_start, 1)
    return max(told.values(), default=0)


# -- what kind --------------------------------------------------------------------------------------------------------


def _is_air_strike(claim: Claim) -> bool:
    detail = claim.detail
    return isinstance(detail, EventDetail) and detail.sub_event == "Air/drone strike" and not detail.is_negated


def _is_of_civilians(claims: tuple[Claim, ...]) -> bool:
    sides = [
        claim.detail.whose.side
        for claim in claims
        if isinstance(claim.detail, CasualtiesDetail) and claim.detail.outcome == "killed"
    ]
    return bool(sides) and sides[0] == "civilians"


def _name_type(*, killed: int, captured: int, is_strike: bool, is_civilian: bool) -> str:
    if is_strike:
        return "airstrike"
    if is_civilian:
        return "civiliancasualty"
    if killed and captured:
        return "captureandkill"
    return "insurgentskilled" if killed else "detention"


def _is_raid(read: ReadItem, claims: tuple[Claim, ...], mentions: tuple[Mention, ...], *, captured: int) -> bool:
    """True for an operation against a person: no chance meeting of a patrol, no find of a cache."""
    told = [claim for claim in claims if isinstance(claim.detail, CasualtiesDetail)]
    if not told or any(word in told[0].sentence for word in _BY_CHANCE) or _is_find(claims[0]):
        return False
    count = _read_count(told[0], "captured" if captured else "killed")
    is_led = count is not None and count.is_leader
    if not captured:
        return not is_led and any(_is_leader(mention) for mention in mentions)
    document = read.extraction.document
    published = document.published.day if document and document.published else None
    return not (is_led and published is not None and _UNCODED[0] <= published <= _UNCODED[1])


def _is_find(claim: Claim) -> bool:
    detail = claim.detail
    return isinstance(detail, EventDetail) and detail.mode in {"seize", "destroy"}


def _is_leader(mention: Mention) -> bool:
    reading = mention.reading
    if not isinstance(reading, ActorReading) or reading.side != "armed_group":
        return False
    return bool(_RAIDED & _words(reading.words, reading.role))


def _is_without_shots(claim: Claim) -> bool:
    detail = claim.detail
    return isinstance(detail, EventDetail) and detail.is_negated and detail.mode == "firearms"
