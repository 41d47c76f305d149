"""The numbers of people in a sentence, as far as a toll may rest on them: read ones, and one person ("a nurse")."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from musterbook.model import Mention, QuantityReading
from musterbook.records.casualties.single_persons import is_aged, is_one_person, is_person_noun, one_person
from musterbook.records.sentences.views import SentenceView
from musterbook.records.tables import read_words

__all__ = ["CountedNumber", "find_numbers", "find_persons", "has_noun_behind", "part_noun", "shown"]

_BACK = 8
_LONGEST_PHRASE = 8
_QUOTES = frozenset({'"', "“", "'", "‘"})


@dataclass(frozen=True, slots=True, kw_only=True)
class CountedNumber:
    """A number of people: its first and last token, its mention and what it was read as."""

    first: int
    last: int
    mention: Mention
    reading: QuantityReading


def find_numbers(view: SentenceView) -> list[CountedNumber]:
    """Return the numbers that may count people, in order; no shares, no ages, no times."""
    found: list[CountedNumber] = []
    for mention in view.of_kind("quantity"):
        reading = mention.reading
        if not isinstance(reading, QuantityReading) or reading.is_relative or reading.high == 0:
            continue
        if reading.unit_kind not in {None, "people", "thing"}:
            continue
        span = view.positions(mention.start, mention.end)
        if view.mention("time", span[-1]) is None and not _is_of_one(view, span[-1]):
            found.append(CountedNumber(first=span[0], last=span[-1], mention=mention, reading=reading))
    return found


def _is_of_one(view: SentenceView, position: int) -> bool:
    """True for "a mother of four", "a girl of nine": the number is of her children or her years."""
    token = view.tokens[position]
    if token.dep != "pobj" or view.keys[token.head] != "of":
        return False
    above = view.tokens[token.head].head
    is_one = view.tokens[above].tag == "NN" and is_person_noun(view, above)
    return is_one and view.keys[above] not in read_words("people", "gathered", "nouns")


def find_persons(view: SentenceView) -> Iterator[CountedNumber]:
    """Yield one person, indefinite: "a nurse", "an army captain", "a 19-year-old", "a Palestinian"."""
    for first, token in enumerate(view.tokens):
        if token.text.lower() not in {"a", "an"}:
            continue
        for at in range(first + 1, min(first + _LONGEST_PHRASE, len(view.tokens))):
            if not _is_in_phrase(view, at):
                break
            is_last = at + 1 == len(view.tokens) or view.tokens[at + 1].pos not in {"NOUN", "PROPN"}
            is_common = view.tokens[at].tag == "NN" or view.tokens[at].entity == "NORP" or is_aged(view, at)
            if is_common and is_last and is_one_person(view, at, named_at=at):
                yield _one_from(view, first, at)
                break


def _is_in_phrase(view: SentenceView, at: int) -> bool:
    token = view.tokens[at]
    return token.pos in {"ADJ", "NOUN", "PROPN", "NUM"} or token.text == "-"


def _one_from(view: SentenceView, first: int, last: int) -> CountedNumber:
    reading = one_person(view, last)
    start, end = view.tokens[first].start, view.tokens[last].end
    mention = Mention(
        mention_id=f"one-{start}",
        kind="quantity",
        start=start,
        end=end,
        text=view.text[start:end],
        reading=reading,
    )
    return CountedNumber(first=first, last=last, mention=mention, reading=reading)


def shown(number: CountedNumber) -> Mention | None:
    """Return the mention of a number; None for one person, who is told by no number."""
    return None if number.mention.mention_id.startswith("one-") else number.mention


def part_noun(view: SentenceView, number: CountedNumber) -> int | None:
    """Return the noun that a number counts; None if nothing behind it is counted."""
    noun: int | None = None
    head = view.tokens[number.last].head
    if number.last < head <= number.last + _BACK and view.tokens[head].pos in {"NOUN", "PROPN"}:
        return head
    for at in range(number.last + 1, min(len(view.tokens), number.last + 6)):
        token = view.tokens[at]
        if noun is not None and token.text.lower() == "of":
            break  # "three members of the group"
        if token.pos in {"NOUN", "PROPN"}:
            noun = at
        elif token.pos not in {"ADJ", "DET", "PRON"} and token.text.lower() not in {"of", "them", "were", "was"}:
            break
    return noun


def has_noun_behind(view: SentenceView, number: CountedNumber) -> bool:
    """Return whether a noun that is no time stands right behind the number."""
    after = number.last + 1
    if after < len(view.tokens) and view.tokens[after].text in _QUOTES:  # two "martyrdom-seekers"
        after += 1
    return (
        after < len(view.tokens) and view.tokens[after].pos in {"NOUN", "PROPN"} and view.mention("time", after) is None
    )
