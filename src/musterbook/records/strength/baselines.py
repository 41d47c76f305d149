"""Figures a figure is set against: "down from about 3,000 in January", "compared with some 2,500", "has grown from 1,000 to …"."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from musterbook.model import Direction, Mention, QuantityReading, TimeReading
from musterbook.records.sentences.counted import find_quantity, number_behind
from musterbook.records.sentences.views import SentenceView
from musterbook.records.strength.counts import is_level
from musterbook.records.tables import read_words

__all__ = ["Baseline", "find_baselines", "set_against"]

_REACH = 7


@dataclass(frozen=True, slots=True, kw_only=True)
class Baseline:
    """An earlier figure in a sentence.

    Attributes:
        position: the token of the number.
        trigger: the word that sets it against the other ("down", "compared", the verb).
        direction: what the words say; None where only the two numbers tell.
        interval: the time beside it; None if none is stated.
    """

    position: int
    trigger: int
    quantity: QuantityReading
    mention: Mention
    direction: Direction | None
    interval: tuple[TimeReading, Mention] | None


def find_baselines(
    view: SentenceView, *, after: int, is_growth: bool = False, verb: int | None = None
) -> list[Baseline]:
    """Return the figures that the figure at a token is set against.

    Args:
        view: the sentence.
        after: the token of the figure that is told.
        is_growth: the frame's verb tells of growth or shrinking, so its own "from" names the earlier figure.
        verb: the frame's verb.
    """
    found: list[Baseline] = []
    for trigger, direction, positions in _phrases(view, verb=verb if is_growth else None):
        if not is_growth and trigger < after:
            continue
        for position in positions:
            held = find_quantity(view, position)
            if held is None or not is_level(held[0]) or view.mention("quantity", after) is held[1]:
                continue
            found.append(
                Baseline(
                    position=position,
                    trigger=trigger,
                    quantity=held[0],
                    mention=held[1],
                    direction=direction,
                    interval=_time_beside(view, held[1]),
                )
            )
            break
    return found


def _phrases(view: SentenceView, *, verb: int | None) -> Iterator[tuple[int, Direction | None, tuple[int, ...]]]:
    prepositions = read_words("strength", "baselines", "prepositions")
    for position, key in enumerate(view.keys):
        if key in read_words("strength", "baselines", "adverbs_up"):
            yield position, "up", _from_behind(view, position)
        elif key in read_words("strength", "baselines", "adverbs_down"):
            yield position, "down", _from_behind(view, position)
        elif key in read_words("strength", "baselines", "verbs"):
            yield position, None, view.prepositional(position, prepositions)
    if verb is not None:
        yield verb, None, view.prepositional(verb, ("from",))


def _from_behind(view: SentenceView, position: int) -> tuple[int, ...]:
    """Return what stands behind "from" after the adverb: its object, and the number right behind it.

    The parser may hang "from" elsewhere, and the number on the time behind it ("from 6,000 two years ago").
    """
    found = list(view.prepositional(position, ("from",)))
    behind = position + 1
    if behind < len(view.keys) and view.keys[behind] == "from":
        found.extend(child for child in view.children[behind] if view.tokens[child].dep == "pobj")
        number = number_behind(view, behind)
        if number is not None:
            found.append(number)
    return tuple(found)


def _time_beside(view: SentenceView, number: Mention) -> tuple[TimeReading, Mention] | None:
    """Return the first time behind the number, before a comma or another number."""
    last = view.positions(number.start, number.end)[-1]
    for position in range(last + 1, min(last + 1 + _REACH, len(view.tokens))):
        if view.tokens[position].text in {",", ";"}:
            return None
        other = view.mention("quantity", position)
        if other is not None and other is not number:
            return None
        mention = view.mention("time", position)
        if mention is not None and isinstance(mention.reading, TimeReading):
            return None if mention.reading.granularity in {"duration", "set"} else (mention.reading, mention)
    return None


def set_against(later: QuantityReading, earlier: QuantityReading) -> Direction | None:
    """Return whether a figure lies above or below another; None where the ranges they leave open touch."""
    if earlier.high is not None and later.low is not None and later.low > earlier.high:
        return "up"
    if later.high is not None and earlier.low is not None and later.high < earlier.low:
        return "down"
    return None
