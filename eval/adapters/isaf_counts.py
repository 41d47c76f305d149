"""Casualty and leadership claims of one press release → how many were killed or captured, and how many leaders.

A release tells the same once in its lead and again in detail; the coder wrote each person down once.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from musterbook.model import CasualtiesDetail, Claim, EventDetail, LeadershipDetail, QuantityReading, TimeReading

__all__ = ["Count", "Tally", "count_leaders", "count_people", "has_leader_word", "read_count"]

# Words without a number of their own → how many the coder wrote down.
_VAGUE = {"several": 3, "multiple": 3, "numerous": 4, "many": 4, "some": 3, "group": 3, "a number": 3}
# Roles that were coded as leaders. A facilitator is none.
_LEADERS = frozenset({"leader", "commander", "chief", "emir", "governor", "head", "deputy"})
_RAIDED = _LEADERS | {
    "facilitator",
    "dealer",
    "manufacturer",
    "maker",
    "expert",
    "financier",
    "member",
    "sub-commander",
}
_TARGETS = frozenset({"individual", "target", "man", "suspect", "planner", "one person"})
# A count from which a later sentence tells of a whole campaign.
_TALLY = 30
# Fighters killed without a number.
_UNCOUNTED = 3
# Fighters captured without a number: the least that a plural says.
_SEVERAL = 2
_CAPTURES = frozenset({"events/arrest", "events/capture-men"})
_KNOWN = frozenset({"the", "these", "those", "both", "all", "his", "their"})
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
        if self.total and all(count.is_target for count in sentence):
            return
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
    """How many one claim counts; `holds_leader` if a leader is among them, `is_more` if they come on top of others.

    `is_target`: one definite person, by a word for the one who was sought, or "all three": new only if nobody was told of.
    """

    number: int
    is_leader: bool
    is_exact: bool
    is_more: bool = False
    holds_leader: bool = False
    is_target: bool = False


def count_people(claims: tuple[Claim, ...], outcome: str) -> int:
    """Return how many were killed or captured in what the release tells first; tallies of weeks are no part of it."""
    tally = Tally()
    sentences: dict[int, list[Count]] = {}
    is_of_fighters = False
    for claim in claims:
        count = read_count(claim, outcome)
        if count is None or (is_of_fighters and _is_of_others(claim)):
            continue
        is_of_fighters = is_of_fighters or not _is_of_others(claim)
        sentences.setdefault(claim.sentence_start, []).append(count)
    tallied = {claim.sentence_start for claim in claims if _is_tally(claim)}
    for claim in claims if outcome == "captured" else ():
        several = _read_several(claim)
        told = sentences.get(claim.sentence_start, ())
        is_alone = all(count.is_leader and count.number == 1 for count in told)
        if several is not None and is_alone and claim.sentence_start not in tallied:
            sentences.setdefault(claim.sentence_start, []).append(several)
    for _, sentence in sorted(sentences.items()):
        if not tally.total or sum(count.number for count in sentence) < _TALLY:
            tally.add(sentence)
    total = max(tally.total, count_leaders(claims, outcome))
    is_uncounted = outcome == "killed" and not total and any(map(_is_uncounted, claims))
    return _UNCOUNTED if is_uncounted else total


def _read_several(claim: Claim) -> Count | None:
    """Return two at least for "captured militants", who are not counted; None for "the militants", who were told of."""
    detail = claim.detail
    if (
        not isinstance(detail, EventDetail)
        or claim.rule not in _CAPTURES
        or detail.is_negated
        or detail.recipient is None
    ):
        return None
    words = detail.recipient.words
    before = claim.sentence.partition(words)[0].lower().split()
    is_new = words.endswith("s") and detail.status == "completed" and not _KNOWN & set(before[-2:])
    return Count(number=_SEVERAL, is_leader=False, is_exact=False) if is_new else None


def _is_tally(claim: Claim) -> bool:
    """True for "captured or killed more than 80"."""
    return isinstance(claim.detail, CasualtiesDetail) and claim.detail.outcome == "casualties"


def _is_of_others(claim: Claim) -> bool:
    """True for civilians and "people": beside killed fighters these are victims of other days."""
    detail = claim.detail
    unit = claim.quantity.unit if claim.quantity else None
    return isinstance(detail, CasualtiesDetail) and (detail.whose.side == "civilians" or unit == "people")


def _is_uncounted(claim: Claim) -> bool:
    """True for "killed the insurgents": an event without a number."""
    detail = claim.detail
    if not isinstance(detail, EventDetail) or claim.rule != "casualties/kill":
        return False
    is_done = detail.status == "completed" and not detail.is_negated
    return is_done and detail.recipient is not None and detail.recipient.side == "armed_group"


def read_count(claim: Claim, outcome: str) -> Count | None:
    """Return how many a claim counts of an outcome; None for other outcomes and for losses that were not coded."""
    detail = claim.detail
    if not isinstance(detail, CasualtiesDetail) or claim.quantity is None or detail.outcome != outcome:
        return None
    if detail.whose.side in _OWN or _is_long(claim.interval):
        return None
    number = _number(claim.quantity)
    if number is None:
        return None
    return Count(
        number=number,
        is_leader=_is_led(detail, claim.quantity),
        is_target=claim.quantity.words in _TARGETS or claim.quantity.words.startswith("all "),
        is_exact=claim.quantity.bound != "vague",
        is_more=detail.is_addition,
        holds_leader=any(_RAIDED & _words(words) or words == "one" for _, words in detail.includes),
    )


def _is_led(detail: CasualtiesDetail, quantity: QuantityReading) -> bool:
    """True for leaders, and for "the targeted individual", who is one."""
    is_target = quantity.words in _TARGETS
    words = _words(detail.whose.words, detail.whose.role, quantity.unit)
    sought = _RAIDED if quantity.high == 1 else _RAIDED - {"member"}  # "a senior member"; "several members" are its men
    return is_target or bool(sought & words)


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
        if quantity.bound == "vague" and f" {word} " in f" {words} ":
            return number
    if quantity.low is None:
        return None
    return int(quantity.low) + (quantity.bound == "more_than")


def count_leaders(claims: tuple[Claim, ...], outcome: str) -> int:
    """Return the most leaders that one sentence counts: by a number, or one by one ("a commander and his deputy")."""
    told: dict[int, set[str]] = {}
    counted: dict[int, int] = {}
    for claim in claims:
        detail = claim.detail
        if isinstance(detail, LeadershipDetail) and detail.outcome == outcome and _LEADERS & _words(detail.role):
            told.setdefault(claim.sentence_start, set())
        count = read_count(claim, outcome)
        if count is None or not isinstance(detail, CasualtiesDetail) or claim.quantity is None:
            continue
        words = _LEADERS & _words(detail.whose.words, detail.whose.role, claim.quantity.unit)
        if words and count.number > 1:
            counted[claim.sentence_start] = max(counted.get(claim.sentence_start, 0), count.number)
        elif words or any(_LEADERS & _words(part) for _, part in detail.includes):
            told.setdefault(claim.sentence_start, set()).update(words)
    return max([*counted.values(), *(max(len(words), 1) for words in told.values())], default=0)


def has_leader_word(*texts: str | None) -> bool:
    """Return whether the words name somebody who was sought: a leader, a facilitator."""
    return bool(_RAIDED & _words(*texts))
