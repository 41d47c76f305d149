"""Where an event without a place of its own can be thought to be: what the report is headed with, and the place before it.

"The bombing cost 15 lives" under "Beledweyne buries its dead" says no place, because the headline did. The scene is no
reading: it is never shown as the event's place, it only tells with which other reports the event is worth comparing.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from musterbook.incidents.names import Name, find_names
from musterbook.incidents.spots import compare_places
from musterbook.model import Place

__all__ = ["NOWHERE", "Scene", "Setting", "is_same_scene", "read_setting"]

_SAME = frozenset({"same_town", "same_city", "same_district"})
# A headline names a place or two; more are a list, which tells of none.
_MOST_HEADED = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Scene:
    """The small places that an event may have been at; `names` are keys of rare names in the headline."""

    places: tuple[Place, ...]
    names: frozenset[str]


NOWHERE = Scene(places=(), names=frozenset())


@dataclass(frozen=True, slots=True, kw_only=True)
class Setting:
    """What a document tells of places: those of its headline, all small ones with their offsets, in order, and its countries."""

    headed: tuple[Place, ...]
    names: frozenset[str]
    spots: tuple[tuple[int, Place], ...]
    countries: frozenset[str] = frozenset()

    def scene_at(self, start: int) -> Scene:
        """Return the scene of what is told at an offset: the headline's, and the place named last before it."""
        before = [place for offset, place in self.spots if offset < start][-1:]
        places = {place.place_id: place for place in (*self.headed, *before)}
        return Scene(places=tuple(places.values()), names=self.names)


def read_setting(
    *,
    title: str | None,
    text: str,
    names: Sequence[Name],
    spots: Iterable[tuple[int, Place]],
    countries: frozenset[str] = frozenset(),
) -> Setting:
    """Return what a document tells of places.

    Args:
        title: of the document; None if it has none.
        text: of the document; the headline stands at its beginning, if it is part of it.
        names: of the document, as `find_names` gives them.
        spots: offsets and places of the mentions that are resolved to a small place.
        countries: of all places that it names.
    """
    known = tuple(spots)
    end = len(title) if title is not None and text.startswith(title) else 0
    headed = {place.place_id: place for offset, place in known if offset < end}
    told = {name.key for name in names}
    headline = frozenset(name.key for name in find_names(title or "")) & told
    return Setting(
        headed=tuple(headed.values()) if len(headed) <= _MOST_HEADED else (),
        names=headline,
        spots=tuple((offset, place) for offset, place in known if offset >= end),
        countries=countries,
    )


def is_same_scene(scene: Scene, places: Iterable[Place]) -> bool:
    """Return True if a scene holds one of these places."""
    return any(compare_places(one, other) in _SAME for one in scene.places for other in places)
