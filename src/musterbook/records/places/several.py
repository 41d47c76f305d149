"""Several countries of which one thing is told: a figure for "Mali, Burkina Faso and Niger" is the figure of none of them."""

from __future__ import annotations

from collections.abc import Sequence

from musterbook.model import Mention, Place, PlaceReading
from musterbook.records.sentences.views import SentenceView

__all__ = ["join_countries"]

_WHY = "several countries at once: what is told of all of them is told of no single one"


def join_countries(
    view: SentenceView, mention: Mention, among: Sequence[Mention]
) -> tuple[PlaceReading, Mention] | None:
    """Return the list of countries that the mention opens, as a reading without a place; None where it stands alone.

    Args:
        view: the sentence.
        mention: the country that would be taken for the place of a trigger.
        among: the places of the trigger's clause, in order.
    """
    own = _country_of(mention)
    if own is None:
        return None
    head = view.head_of(mention.start, mention.end)
    joined = [
        held
        for held in among
        if held is not mention
        and (other := _country_of(held)) is not None
        and other.place_id != own.place_id
        and _is_joined(view, view.head_of(held.start, held.end), head)
    ]
    if not joined:
        return None
    start, end = min(held.start for held in (mention, *joined)), max(held.end for held in (mention, *joined))
    words = view.text[start:end]
    reading = PlaceReading(place=None, where_prec=None, words=words, why=_WHY)
    whole = Mention(mention_id=f"several-{start}", kind="place", start=start, end=end, text=words, reading=reading)
    return reading, whole


def _country_of(mention: Mention) -> Place | None:
    place = mention.reading.place if isinstance(mention.reading, PlaceReading) else None
    return place if place is not None and place.kind == "country" else None


def _is_joined(view: SentenceView, one: int, other: int) -> bool:
    """Return whether the two stand in one list: "in Mali, Niger and Chad", "in Somalia and in Kenya"."""
    return _head_of_list(view, one) == _head_of_list(view, other)


def _head_of_list(view: SentenceView, position: int) -> int:
    """Return the first word of the list that the name stands in, or the preposition before that."""
    first = _first_joined(view, position)
    if view.tokens[first].dep == "pobj":
        first = _first_joined(view, view.tokens[first].head)
    return first


def _first_joined(view: SentenceView, position: int) -> int:
    first = position
    for above in view.ancestors(position):
        if view.tokens[first].dep != "conj":
            break
        first = above
    return first
