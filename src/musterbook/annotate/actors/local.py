"""Police that a document's own country was read into, though their sentence is set in another: "policemen in Potiskum".

Police are at work at home. Soldiers may be abroad, so that a place says little of whose they are.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import replace

from musterbook.annotate.actors.register import ActorRegister
from musterbook.model import ActorReading, Mention, PlaceReading, Sentence

__all__ = ["settle_police"]


def settle_police(
    actors: Sequence[Mention], *, places: Sequence[Mention], sentences: Sequence[Sentence], register: ActorRegister
) -> tuple[Mention, ...]:
    """Return the actors, police known by the document's country alone moved to the one country their sentence is set in.

    Args:
        actors: mentions of the document.
        places: its resolved and unresolved places.
        sentences: of the document, in order.
        register: of known police.
    """
    starts = [sentence.start for sentence in sentences]
    countries: dict[int, set[str]] = {}
    for mention in places:
        place = mention.reading.place if isinstance(mention.reading, PlaceReading) else None
        if place is not None and place.country is not None:
            countries.setdefault(bisect_right(starts, mention.start), set()).add(place.country)
    return tuple(
        _settle(mention, countries.get(bisect_right(starts, mention.start), set()), register) for mention in actors
    )


def _settle(mention: Mention, countries: set[str], register: ActorRegister) -> Mention:
    reading = mention.reading
    if not isinstance(reading, ActorReading) or reading.side != "police" or not reading.is_by_focus:
        return mention
    if len(countries) != 1:
        return mention
    (country,) = countries
    actor = register.find_state_actor(country, "police")
    if actor is None or actor.actor_id == reading.actor_id:
        return mention
    why = f"police of {country}, where the sentence is set"
    return replace(
        mention, reading=replace(reading, actor_id=actor.actor_id, name=actor.name, why=why, is_by_focus=False)
    )
