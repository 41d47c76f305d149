"""Actors of data sets in the register: by their UCDP id, else by a name that one actor alone has.

Nothing is invented: an actor that the register does not have keeps the name of the data set and gets no id.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Mapping
from functools import lru_cache

from musterbook.annotate import Actor, ActorRegister
from musterbook.imports.tables import load_words
from musterbook.model import ActorReading, Side, SourceKind

__all__ = ["ActorFinder"]

_YEARS = re.compile(r"\s*\([^()]{0,60}\)\s*\Z")
_WORD = re.compile(r"[^\W_]+")
_MOST_CACHED = 50_000


class ActorFinder:
    """Finds the actors that rows name, each name once."""

    def __init__(self, register: ActorRegister, find_country: Callable[[str], str | None]) -> None:
        """Keep the register and a way from the name of a state to its ISO 3166-1 alpha-2 code."""
        self._register = register
        self._find_country = find_country
        self._by_ucdp = _file_by_ucdp(register)
        self.find = lru_cache(_MOST_CACHED)(self._find)
        self.speaker = lru_cache(_MOST_CACHED)(self._find_speaker)

    def countries_of(self, actor_id: str | None) -> tuple[str, ...]:
        """Return where an actor is at work (ISO 3166-1 alpha-2); empty for none, or where nobody knows."""
        return self._register.get(actor_id).countries if actor_id is not None else ()

    def _find(
        self, name: str, side: Side, ucdp_id: int | None = None, *, country: str | None = None, year: int | None = None
    ) -> ActorReading:
        """Return who is meant.

        Args:
            name: as the data set has it.
            side: what the data set says of an actor that the register does not have.
            ucdp_id: actor id of UCDP; None if the data set has none.
            country: ISO 3166-1 alpha-2 of where the row is about: it tells the branch of a group.
            year: of the row.
        """
        actor, why = self._look_up(name, ucdp_id, year)
        if actor is None:
            return ActorReading(
                actor_id=None, name=name, side=side, words=name, why=f"{why}: the name of the data set stands"
            )
        branch = self._register.find_branch(actor, country, year=year) if country else None
        if branch is not None and branch is not actor:
            actor, why = branch, f"{why}, {actor.name}: its branch in {country}"
        return ActorReading(actor_id=actor.actor_id, name=actor.name, side=actor.side, words=name, why=why)

    def _look_up(self, name: str, ucdp_id: int | None, year: int | None) -> tuple[Actor | None, str]:
        if ucdp_id is not None and ucdp_id in self._by_ucdp:
            actors = self._by_ucdp[ucdp_id]
            active = [actor for actor in actors if year is None or actor.is_active(year)]
            return (active or list(actors))[0], f"UCDP actor {ucdp_id}"
        if name.casefold().startswith(load_words().nobody):
            return None, "nobody in particular"
        for words in dict.fromkeys((name, _YEARS.sub("", name))):
            found = self._register.find(words) or self._find_force(words)
            # "Al-Shabaab" is the name of one group and an alias of another: the one that is called so is meant.
            found = tuple(actor for actor in found if actor.name.casefold() == words.casefold()) or found
            if len(found) == 1 and (ucdp_id is None or found[0].ucdp_id in {None, ucdp_id}):
                return found[0], f"named so in the register: ‘{words}’"
            if len(found) > 1:
                return None, "several actors of the register have this name"
        return None, "not in the register"

    def _find_force(self, name: str) -> tuple[Actor, ...]:
        folded = name.casefold()
        for beginning, side in load_words().state_forces.items():
            if folded.startswith(beginning + " "):
                country = self._find_country(name[len(beginning) + 1 :])
                actor = self._register.find_state_actor(country, side) if country else None
                return (actor,) if actor else ()
        return ()

    def _find_speaker(self, words: str) -> tuple[SourceKind, ActorReading | None]:
        """Return what sort of speaker these words name, and the actor if the register has one of this name."""
        found = self._register.find(words.replace("_", " "))
        actor = found[0] if len(found) == 1 else None
        reading = (
            ActorReading(
                actor_id=actor.actor_id, name=actor.name, side=actor.side, words=words, why="named so in the register"
            )
            if actor
            else None
        )
        kinds = load_words().speakers
        named = (kinds[word] for word in _WORD.findall(words.casefold()) if word in kinds)
        kind = next(named, None)
        if kind is None and actor is not None:
            kind = {"armed_group": "armed_group", "government": "government", "state_force": "military"}.get(actor.side)  # type: ignore[assignment]  # all three are kinds
        return kind or "unknown", reading


def _file_by_ucdp(register: ActorRegister) -> Mapping[int, tuple[Actor, ...]]:
    """Return the actors of each UCDP id, those that are no part of another first: UCDP keeps one id through renamings."""
    found: dict[int, list[Actor]] = defaultdict(list)
    for actor in register.actors:
        if actor.ucdp_id is not None:
            found[actor.ucdp_id].append(actor)
    return {key: tuple(sorted(actors, key=lambda actor: actor.parent is not None)) for key, actors in found.items()}
