"""Happenings that a sentence sets one after the other: "hours after a bomb killed two, …", "a day after the raid on the camp".

What stands behind such a length of time is another happening than the one that the sentence tells: they share no place, no
time and no dead.
"""

from __future__ import annotations

from collections.abc import Iterator

from musterbook.model import Mention, TimeReading
from musterbook.records.sentences.views import SentenceView

__all__ = ["are_set_apart", "dates"]

_SIDES = frozenset({"after", "before"})
_WITHIN_A_DAY = frozenset({"hour", "minute", "second", "moment"})


def are_set_apart(view: SentenceView, one: int, other: int) -> bool:
    """Return whether a length of time stands between what two tokens tell: one of them behind "two days after", the other not."""
    return any(
        _is_under(view, one, event) != _is_under(view, other, event)
        for mention in view.of_kind("time")
        for event in _counted_from(view, mention)
    )


def dates(view: SentenceView, mention: Mention, position: int) -> bool:
    """Return whether a time may date what the trigger tells, as far as "so long before" and "after" an event say.

    "Four days after" before a clause dates what stands before it; where the day was counted back to the event behind it
    ("on Monday, a day after the blast"; "a week after rockets fell, …"), it dates that event and nothing else.
    """
    event = next(_counted_from(view, mention), None)
    if event is None:
        if _lies_between(view, view.head_of(mention.start, mention.end), position):
            return False
        return not any(view.tokens[token].dep == "mark" for token in view.positions(mention.start, mention.end))
    return _is_under(view, position, event) == _is_counted_back(view, mention)


def _lies_between(view: SentenceView, one: int, other: int) -> bool:
    """Return whether days or more stand between what two tokens tell; what came hours later came on that day."""
    return any(
        _is_under(view, one, event) != _is_under(view, other, event)
        for mention in view.of_kind("time")
        if not any(view.keys[token] in _WITHIN_A_DAY for token in view.positions(mention.start, mention.end))
        for event in _counted_from(view, mention)
    )


def _counted_from(view: SentenceView, mention: Mention) -> Iterator[int]:
    """Yield the noun or the verb behind "two days after"; nothing for other times."""
    positions = view.positions(mention.start, mention.end)
    last = positions[-1]
    if len(positions) < 2 or view.keys[last] not in _SIDES:
        return
    if view.tokens[last].dep == "mark":
        yield view.tokens[last].head
    for child in view.children[last]:
        if view.tokens[child].dep == "pobj":
            yield child


def _is_under(view: SentenceView, position: int, top: int) -> bool:
    return position == top or top in view.ancestors(position)


def _is_counted_back(view: SentenceView, mention: Mention) -> bool:
    """Return whether the words were read as the day of the event behind them, which lies across the day counted from."""
    reading = mention.reading
    if not isinstance(reading, TimeReading) or reading.anchor is None:
        return False
    if reading.earliest is None or reading.latest is None:
        return False
    is_after = view.keys[view.positions(mention.start, mention.end)[-1]] == "after"
    return reading.latest < reading.anchor if is_after else reading.earliest > reading.anchor
