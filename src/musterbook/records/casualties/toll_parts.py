"""Counts that lean on another: the parts of a total, and a number alone that takes up the count before it.

"90 people: 60 raiders, 25 sentries and 5 villagers"; "the hospital could confirm only 18".
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from musterbook.model import Mention, QuantityReading
from musterbook.records.casualties.toll_numbers import CountedNumber, find_numbers, has_noun_behind, part_noun
from musterbook.records.casualties.victims import Victims
from musterbook.records.sentences.views import SUBJECTS, SentenceView
from musterbook.records.tables import read_words

__all__ = ["find_corrections", "find_parts"]

_BACK = 8
# A total and its parts may differ by what is rounded.
_SLACK = 0.1
_LEAST_PARTS = 2
_YEARS = range(1900, 2101)


def find_parts(view: SentenceView, total: Mention) -> tuple[Victims, ...]:
    """Return the counts behind a total that add up to it ("90 people: 60 raiders, 25 sentries and 5 villagers")."""
    whole = total.reading
    if not isinstance(whole, QuantityReading) or (whole.low is None and whole.high is None):
        return ()
    numbers = [number for number in find_numbers(view) if number.mention.start > total.end]
    wanted = float(whole.low if whole.low is not None else whole.high or 0)
    for begin in range(len(numbers)):
        parts, reached, last = [], 0.0, None
        best: tuple[Victims, ...] = ()
        for number in numbers[begin:]:
            noun = part_noun(view, number)
            if noun is None or number.reading.low is None or (last is not None and not _is_list(view, last, number)):
                break
            reached += float(number.reading.low)
            quantity = replace(number.reading, includes=False)
            parts.append(Victims(position=noun, quantity=quantity, mention=number.mention, is_part=True))
            last = noun
            slack = 0.0 if whole.bound == "exact" else _SLACK * wanted
            if len(parts) >= _LEAST_PARTS and abs(reached - wanted) <= slack:
                best = tuple(parts)  # the list may go on: rounded totals leave room
        if best:
            return best
    return ()


def _is_list(view: SentenceView, last: int, number: CountedNumber) -> bool:
    between = view.tokens[last + 1 : number.first]
    return len(between) <= _BACK and not any(token.pos == "VERB" or token.text in {";", "."} for token in between)


def find_corrections(view: SentenceView) -> Iterator[tuple[int, Mention, QuantityReading]]:
    """Yield (verb, number, reading) of bare numbers that a verb of telling takes up again."""
    words = [token.text.lower() for token in view.tokens]
    verbs = read_words("tolls", "corrections", "verbs")
    for number in find_numbers(view):
        is_bare = number.reading.unit is None and number.reading.unit_kind in {None, "people"}
        is_year = number.reading.low is not None and number.reading.low in _YEARS and number.mention.text.isdigit()
        if not is_bare or is_year or number.reading.includes:
            continue
        if view.tokens[number.last].dep in SUBJECTS:  # "said that both were nurses"
            continue
        if has_noun_behind(view, number) or (
            number.last + 1 < len(words) and words[number.last + 1] in {"of", "per", "%"}
        ):
            continue
        at = number.first - 1
        while at >= 0 and words[at] in read_words("tolls", "corrections", "between"):
            at -= 1
        figure = next(
            (
                held
                for held in range(at + 1, number.first)
                if view.keys[held] in read_words("tolls", "figures", "nouns")
            ),
            None,
        )
        if figure is not None and view.keys[number.first - 1] == "be":  # "the army's figure is 36"
            yield figure, number.mention, number.reading
        elif at >= 0 and view.keys[at] in verbs and view.tokens[at].pos in {"VERB", "NOUN"}:
            yield at, number.mention, number.reading
