"""A village bears the name of a city at the other end of the world: "the village of Faru" in Nigeria is not Faro in Portugal."""

from __future__ import annotations

from collections.abc import Container, Sequence
from dataclasses import replace

from musterbook.annotate.places.choice import is_minor
from musterbook.annotate.places.coherence import lie_apart
from musterbook.annotate.places.names import Name
from musterbook.model import Place

__all__ = ["without_far_cities"]

_CITY = 50_000
_OTHER_WORLD_KM = 2_500.0


def without_far_cities(names: Sequence[Name], *, countries: Container[str | None]) -> tuple[Name, ...]:
    """Return the names, those that are said to be villages without the cities that lie far from all else.

    Such a city has no other name of the document beside it, in its country or within 2,500 km; with it go the lesser places of
    the name that have none either. What is a village once is one wherever the name stands.

    Args:
        names: of a document.
        countries: that the document speaks of by an adjective ("Portuguese").
    """
    villages = {name.text.casefold() for name in names if name.is_village}
    if not villages:
        return tuple(names)
    others = [name for name in names if name.is_sure and name.candidates and name.text.casefold() not in villages]
    points = [name.candidates[0] for name in others]
    spoken = {name.candidates[0].country for name in others if not is_minor(name)}

    def is_near(place: Place) -> bool:
        is_spoken = place.kind == "country" or place.country in spoken or place.country in countries
        return is_spoken or not lie_apart((place,), points, km=_OTHER_WORLD_KM)

    def without(name: Name) -> Name:
        near = tuple(place for place in name.candidates if is_near(place))
        has_city = any((place.population or 0) >= _CITY for place in name.candidates if place not in near)
        return replace(name, candidates=near) if has_city else name

    return tuple(without(name) if name.text.casefold() in villages else name for name in names)
