"""What the rows of the table of tolls say: the phrases for a fate, whom a number counts, and a count as it is handed on."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cache

from musterbook.model import Outcome
from musterbook.records.casualties.toll_frames import frame_match
from musterbook.records.casualties.toll_numbers import CountedNumber, shown
from musterbook.records.casualties.victims import Victims
from musterbook.records.sentences.frames import Match
from musterbook.records.sentences.views import SentenceView
from musterbook.records.sides.who import noun_side
from musterbook.records.tables import read_table, read_words

__all__ = ["OUTCOMES", "Toll", "counts_people", "is_person", "is_told", "make_toll", "match_at"]

OUTCOMES: tuple[Outcome, ...] = (
    "killed", "wounded", "casualties", "missing", "captured", "surrendered", "abducted", "displaced",
)  # fmt: skip
_BACK = 8


@dataclass(frozen=True, slots=True, kw_only=True)
class Toll:
    """One count: the frame it counts under and whom it counts; `words` are the tokens that tell the fate."""

    match: Match
    victim: Victims
    words: tuple[int, ...] = ()


@cache
def _phrases(section: str) -> Mapping[str, tuple[tuple[list[str], Outcome], ...]]:
    """Return the phrases of a section with their outcome by their first word, the longest first."""
    table = read_table("tolls")[section]
    found = [(phrase.split(), outcome) for outcome in OUTCOMES if outcome in table for phrase in table[outcome]]
    by_first: dict[str, list[tuple[list[str], Outcome]]] = {}
    for phrase, outcome in sorted(found, key=lambda pair: -len(pair[0])):
        by_first.setdefault(phrase[0], []).append((phrase, outcome))
    return {first: tuple(phrases) for first, phrases in by_first.items()}


def match_at(words: list[str], at: int, section: str) -> tuple[int, Outcome] | None:
    """Return the length and outcome of the phrase that begins at a word."""
    for phrase, outcome in _phrases(section).get(words[at], ()) if at < len(words) else ():
        if words[at : at + len(phrase)] == phrase:
            return len(phrase), outcome
    return None


def is_person(view: SentenceView, noun: int) -> bool:
    """Return whether a noun names people."""
    return noun_side(view.keys[noun]) is not None or view.mention("actor", noun) is not None


def counts_people(view: SentenceView, number: CountedNumber, noun: int) -> bool:
    """Return whether a number may count people by this noun, the number itself where there is none."""
    if noun == number.last:
        return True
    if view.tokens[noun].dep == "pobj" and number.reading.unit_kind != "people" and not is_person(view, noun):
        return False  # "nine pupils of three schools are missing"
    if number.reading.unit_kind == "people" or view.mention("actor", noun) is not None:
        return True
    return noun_side(view.keys[noun]) is not None or number.reading.unit_kind is None


def is_told(view: SentenceView, number: CountedNumber) -> bool:
    """Return whether a verb before a number brings it to the record ("counted 60 bodies")."""
    tellers = read_words("tolls", "tellers", "verbs")
    return any(view.keys[at] in tellers for at in range(max(0, number.first - _BACK), number.first))


def make_toll(
    view: SentenceView,
    number: CountedNumber,
    *,
    outcome: Outcome,
    at: int,
    last: int,
    noun: int,
    is_total: bool = False,
    is_part: bool = False,
    words: tuple[int, ...] = (),
) -> Toll:
    """Return a count with the frame it counts under; `at` to `last` tell the fate, `noun` is who met it."""
    quantity = replace(number.reading, includes=False)
    victim = Victims(position=noun, quantity=quantity, mention=shown(number), is_total=is_total, is_part=is_part)
    return Toll(match=frame_match(view, at, outcome=outcome, last=last, noun=noun), victim=victim, words=words or (at,))
