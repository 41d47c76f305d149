"""Casualty and leadership claims, events, places and times of one press release → the thirteen fields of its coding.

What is here beside the mapping is the habit of the one who coded the releases: which number a vague word stands for, how
provinces and groups are spelt, and what counts as a raid on a person. The first thing a release tells is what is coded.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from typing import Any

from eval.adapters.isaf_counts import count_leaders, count_people, has_leader_word, read_count
from eval.reading import Item, Reader, ReadItem
from musterbook.documents.references import completed_day, find_reference
from musterbook.model import (
    ActorReading,
    CasualtiesDetail,
    Claim,
    EventDetail,
    LeadershipDetail,
    Mention,
    Place,
    PlaceReading,
    TimeReading,
)

__all__ = ["predict"]

# Names of provinces as the coder wrote them, where they differ from the gazetteer's.
_PROVINCES = {
    "paktia": "paktya", "paktiya": "paktya", "maidan wardak": "wardak", "wardag": "wardak", "sar-e pol": "sar-e pul",
    "sari pul": "sar-e pul", "urozgan": "uruzgan", "oruzgan": "uruzgan", "nuristan": "nuristan", "konar": "kunar",
    "nimruz": "nimroz", "konduz": "kunduz", "jawzjan": "jowzjan", "hilmand": "helmand", "panjshir": "panjshir",
}  # fmt: skip
# Groups of the register that were coded, and their codes; others were not.
_GROUPS = {
    "taliban": "taliban", "haqqani-network": "haqqani", "imu": "imu", "hezb-e-islami": "hig", "al-qaeda": "aq",
}  # fmt: skip
_HEAD = 60  # characters: the lines above the text are shorter
# Words of the sentence that say that nobody was sought: an area was cleared, or a patrol met somebody by chance.
_UNSOUGHT = ("clearing operation", "clearance operation")
_CONFIRMED = ("confirmed",)
_CHANCE, _SOUGHT = "patrol", "operation"
_SEARCH = re.compile(r"\bsearch")
_STORY = frozenset({"paragraph", "quote", "standfirst"})
_RECENT = timedelta(days=14)


def predict(items: Iterable[Item], reader: Reader) -> list[dict[str, Any]]:
    """Return the fields of each item, with its id."""
    return [{"id": read.item["id"]} | _code(read) for read in reader.read(items)]


def _code(read: ReadItem) -> dict[str, Any]:
    record, annotated = read.extraction.record, read.extraction.annotated
    claims = record.claims if record else ()
    story = _find_story(read)
    claims = tuple(claim for claim in claims if claim.start in story)
    mentions = tuple(mention for mention in annotated.mentions if mention.start in story) if annotated else ()
    claims = _without_digest(read, claims, mentions)
    killed, captured = count_people(claims, "killed"), count_people(claims, "captured")
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
        "min_leaders_killed": count_leaders(claims, "killed"),
        "min_leaders_captured": count_leaders(claims, "captured"),
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


def _without_digest(read: ReadItem, claims: tuple[Claim, ...], mentions: tuple[Mention, ...]) -> tuple[Claim, ...]:
    """Return the claims without those of a lead that sums up operations in several provinces, if one of them follows."""
    named = [
        (mention.start, name)
        for mention in mentions
        if isinstance(mention.reading, PlaceReading) and mention.reading.place is not None
        if mention.reading.place.kind == "adm1" and (name := _name_province(mention.reading.place))
    ]
    sentences = read.extraction.annotated.sentences if read.extraction.annotated else ()
    counts = [(held, len({name for start, name in named if held.start <= start < held.end})) for held in sentences]
    told = [claim for claim in claims if isinstance(claim.detail, CasualtiesDetail)]
    lead = next((held for held in counts if told and held[0].start <= told[0].start < held[0].end), None)
    if lead is None or lead[1] == 1 or not any(count == 1 and held.start > lead[0].start for held, count in counts):
        return claims
    interval = told[0].interval
    is_stretch = interval is not None and interval.granularity in {"period", "duration"}
    if lead[1] == 0 and not is_stretch:
        return claims
    later = tuple(claim for claim in claims if claim.start >= lead[0].end)
    return later if any(isinstance(claim.detail, CasualtiesDetail) for claim in later) else claims


def _is_running(text: str) -> bool:
    return len(text) > _HEAD and text[-1] in ".”\"'"


# -- when, where, whom ------------------------------------------------------------------------------------------------


def _find_day(read: ReadItem, claims: tuple[Claim, ...], mentions: tuple[Mention, ...]) -> str | None:
    document = read.extraction.document
    published = document.published.day if document and document.published else None
    found = next(_days(claims, mentions, published), published) or _find_numbered_day(read)
    return found.isoformat() if found else None


def _find_numbered_day(read: ReadItem) -> date | None:
    """Return the day that the first sentence prints without a year, in the year of the release's number; None without either."""
    document, story = read.extraction.document, _find_story(read)
    sentences = read.extraction.annotated.sentences if read.extraction.annotated else ()
    first = next((held for held in sentences if held.start in story), None)
    if document is None or first is None:
        return None
    number = find_reference(document.text[block.start : block.end] for block in document.blocks)
    return None if number is None else completed_day(document.text[first.start : first.end], number)


def _days(claims: tuple[Claim, ...], mentions: tuple[Mention, ...], published: date | None) -> Iterator[date]:
    """Yield the first days of what is told, what became of people first, then of anything that has a day."""
    told = [
        _day_behind(claim, mentions) or claim.interval
        for claim in claims
        if isinstance(claim.detail, CasualtiesDetail | LeadershipDetail)
    ]
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


def _day_behind(claim: Claim, mentions: tuple[Mention, ...]) -> TimeReading | None:
    """Return the earlier day of "confirmed today the death of … on Sunday"; None where one day is named."""
    days = [
        mention.reading
        for mention in mentions
        if isinstance(mention.reading, TimeReading) and mention.reading.earliest is not None
        if claim.sentence_start <= mention.start < claim.sentence_end and mention.reading.granularity == "day"
    ]
    if len(days) < 2 or not any(word in claim.sentence for word in _CONFIRMED):
        return None
    return min(days, key=lambda reading: reading.earliest or date.max)


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
    """True for an operation against a person, and for one that searched: no chance meeting of a patrol, no find of a cache."""
    told = [claim for claim in claims if isinstance(claim.detail, CasualtiesDetail)]
    if not told or _is_find(claims[0]):
        return False
    story, document = _find_story(read), read.extraction.document
    if document is not None and _SEARCH.search(document.text, story.start, story.stop):
        return True
    words = told[0].sentence
    is_of_group = bool(_find_group(read, mentions))
    if (not is_of_group and any(word in words for word in _UNSOUGHT)) or (_CHANCE in words and _SOUGHT not in words):
        return False
    if captured:
        return True
    count = read_count(told[0], "killed")
    is_led = count is not None and count.is_leader
    return not is_led and any(_is_leader(mention) for mention in mentions)


def _is_find(claim: Claim) -> bool:
    detail = claim.detail
    return isinstance(detail, EventDetail) and detail.mode in {"seize", "destroy"}


def _is_leader(mention: Mention) -> bool:
    reading = mention.reading
    if not isinstance(reading, ActorReading) or reading.side != "armed_group":
        return False
    return has_leader_word(reading.words, reading.role)


def _is_without_shots(claim: Claim) -> bool:
    detail = claim.detail
    return isinstance(detail, EventDetail) and detail.is_negated and detail.mode == "firearms"
