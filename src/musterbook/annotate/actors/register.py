"""The actor register: who is known, under which names, as whose part, where and when.

What a register must keep (checked as it loads, all faults reported at once):
1. ids are unique, and stand for one actor for good
2. a name or abbreviation belongs to one actor; names that several share are weak and told apart by country or years
3. parents, predecessors and allies exist, nothing is its own ancestor, no predecessor begins after its successor
4. years run forward, and an alliance lies within those of both
"""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Mapping
from functools import cached_property
from pathlib import Path
from typing import Literal, NamedTuple

from musterbook.annotate.actors.rows import REGISTER_FILES, Actor, Alliance, check_actors, find_faults, read_rows
from musterbook.annotate.phrases import Hit, PhraseIndex, find_spellings, fold, keeps_capitals
from musterbook.errors import RegisterError
from musterbook.model import Side

__all__ = ["STATE_SIDES", "Actor", "ActorRegister", "Filed", "lay_rows", "load_register"]

NameKind = Literal["name", "abbreviation", "weak", "country", "seat", "short"]
STATE_SIDES: tuple[Side, ...] = ("government", "state_force", "police")


class Filed(NamedTuple):
    """One way to write one actor. A tuple on purpose: the register holds thousands."""

    actor: Actor
    written: str
    kind: NameKind

    def is_written_so(self, text: str) -> bool:
        """Return whether the text, equal when folded, has the capitals of the name."""
        letters = "".join(filter(str.isalpha, self.written))
        if self.kind == "abbreviation" and not letters.isupper():
            return text == self.written
        if len(letters) > 1 and letters.isupper():
            return "".join(filter(str.isalpha, text)).isupper()
        return keeps_capitals(text, self.written)


class ActorRegister:
    """All actors, by id, by name, by descent and by state."""

    def __init__(self, actors: Iterable[Actor]) -> None:
        """Index actors that `load_register` has checked.

        Raises:
            RegisterError: with every fault, if they contradict each other.
        """
        self.actors = tuple(actors)
        check_actors(self.actors)
        self._by_id = {actor.actor_id: actor for actor in self.actors}
        self._index = PhraseIndex((filed.written, filed) for actor in self.actors for filed in _file(actor))

    def __len__(self) -> int:
        return len(self.actors)

    def __contains__(self, actor_id: object) -> bool:
        return actor_id in self._by_id

    def get(self, actor_id: str) -> Actor:
        """Return the actor.

        Raises:
            RegisterError: no actor has this id; the hint names the nearest ids.
        """
        try:
            return self._by_id[actor_id]
        except KeyError:
            near = difflib.get_close_matches(actor_id, self._by_id, n=3)
            raise RegisterError(
                f"no actor has the id {actor_id!r}", hint=f"did you mean {', '.join(near)}?" if near else None
            ) from None

    def scan(self, text: str, folded: str) -> list[Hit[tuple[Filed, ...]]]:
        """Return every name of the register in the text, longest first, written with its capitals."""

        def accepts(start: int, end: int, values: tuple[Filed, ...]) -> tuple[Filed, ...]:
            written = text[start:end]
            return tuple(filed for filed in values if filed.is_written_so(written))

        return self._index.find(folded, accepts=accepts)

    def find(self, words: str) -> tuple[Actor, ...]:
        """Return the actors that are called so, whatever the case; "IS in Afghanistan" gives the branch there.

        Several only where the name is shared. Empty if nobody is called so.
        """
        folded = " ".join(fold(words).split())
        if words in self._by_id:
            return (self._by_id[words],)
        found = self._names.get(folded, ())
        if found:
            return found
        for separator in (" in ", " of "):
            group, _, place = folded.rpartition(separator)
            country = self.country_names.get(place)
            if group and country:
                return tuple(self.find_branch(actor, country) or actor for actor in self._names.get(group, ()))
        return ()

    def find_part(self, words: str) -> tuple[Actor, ...]:
        """Return the actors that have all the words in one of their names, whatever the case, by name; empty if none has."""
        wanted = set(fold(words).replace("-", " ").split())
        found = {
            actor.actor_id: actor
            for name, actors in self._names.items()
            if wanted and wanted <= set(name.replace("-", " ").split())
            for actor in actors
        }
        return tuple(sorted(found.values(), key=lambda actor: actor.name))

    def suggest(self, words: str, *, limit: int = 5) -> tuple[str, ...]:
        """Return names of the register that look like the words, the most alike first."""
        folded = " ".join(fold(words).split())
        begin = [name for name in self._names if folded and name.startswith(folded)]
        near = difflib.get_close_matches(folded, self._names, n=limit, cutoff=0.7)
        keys = list(dict.fromkeys([*near, *sorted(begin, key=len)]))[:limit]
        return tuple(dict.fromkeys(self._names[key][0].name for key in keys))

    def ancestors(self, actor_id: str) -> tuple[Actor, ...]:
        """Return parent, grandparent and so on, the nearest first."""
        line: list[Actor] = []
        parent = self.get(actor_id).parent
        while parent is not None:
            line.append(self._by_id[parent])
            parent = line[-1].parent
        return tuple(line)

    def descendants(self, actor_id: str) -> tuple[Actor, ...]:
        """Return children, then grandchildren and so on, each level in the order of the register."""
        level = [self.get(actor_id).actor_id]
        found: list[Actor] = []
        while level:
            children = [child for parent in level for child in self._children.get(parent, ())]
            found.extend(children)
            level = [child.actor_id for child in children]
        return tuple(found)

    def successors(self, actor_id: str) -> tuple[Actor, ...]:
        """Return the actors that name this one as a predecessor."""
        wanted = self.get(actor_id).actor_id
        return tuple(actor for actor in self.actors if wanted in actor.predecessors)

    def kin(self, actor_id: str) -> frozenset[str]:
        """Return the ids of those an actor is a part of, its parts, allies, predecessors and successors."""
        near = (*self.ancestors(actor_id), *self._children.get(actor_id, ()), *self.allies(actor_id))
        later = self.successors(actor_id)
        return frozenset((*(one.actor_id for one in (*near, *later)), *self.get(actor_id).predecessors))

    def find_coalition(self, word: str, country: str, *, year: int | None = None) -> Actor | None:
        """Return the one international force at work in a country whose name holds the word ("coalition").

        None where there is none, or several.

        Args:
            word: lower case.
            country: ISO 3166-1 alpha-2.
            year: of the report; forces of other times are left out. None leaves out nothing.
        """
        there = [
            actor
            for actor in self.actors
            if actor.side == "international_force"
            and country in actor.countries
            and (year is None or actor.is_active(year))
            and any(word in fold(name).split() for name in (actor.name, *actor.aliases, *actor.weak_aliases))
        ]
        return there[0] if len(there) == 1 else None

    def allies(self, actor_id: str, *, year: int | None = None) -> tuple[Actor, ...]:
        """Return the actors that fight on its side, whichever of the two rows says so.

        Args:
            actor_id: of the actor.
            year: in which the alliance must hold; None takes every one.
        """
        actor = self.get(actor_id)
        own = [self._by_id[one.actor_id] for one in actor.alliances if one.holds(year)]
        return tuple(dict.fromkeys([*own, *(ally for ally, one in self._allied.get(actor_id, ()) if one.holds(year))]))

    @cached_property
    def _allied(self) -> Mapping[str, tuple[tuple[Actor, Alliance], ...]]:
        found: dict[str, list[tuple[Actor, Alliance]]] = {}
        for actor in self.actors:
            for one in actor.alliances:
                found.setdefault(one.actor_id, []).append((actor, one))
        return {actor_id: tuple(pairs) for actor_id, pairs in found.items()}

    def ucdp_id_of(self, actor_id: str) -> int | None:
        """Return the actor's UCDP id; an army or police without one has that of its government. None if unknown."""
        actor = self.get(actor_id)
        if actor.ucdp_id is not None or actor.state is None:
            return actor.ucdp_id
        return next((above.ucdp_id for above in self.ancestors(actor_id) if above.ucdp_id is not None), None)

    def find_state_actor(self, country: str, side: Side) -> Actor | None:
        """Return the government, armed forces or police of a country (ISO 3166-1 alpha-2); None if the register has none."""
        return self._state_actors.get((country, side))

    def has_branches(self, actor_id: str) -> bool:
        """Return whether other actors bear this one's name in theirs as its parts."""
        return bool(self._branches.get(actor_id))

    def find_branch(self, actor: Actor, country: str, *, year: int | None = None) -> Actor | None:
        """Return the branch of an actor in a country: the descendant there that bears the actor's name in its own.

        None where there is none, or several; the actor itself where it is at home in the country.

        Args:
            actor: the parent organisation.
            country: ISO 3166-1 alpha-2.
            year: of the report; a branch founded later is left out. None leaves out nothing.
        """
        if country in actor.countries:
            return actor
        there = [
            branch
            for branch in self._branches.get(actor.actor_id, ())
            if country in branch.countries and (year is None or branch.is_active(year))
        ]
        home = [branch for branch in there if branch.countries[0] == country]
        for choice in (there, home):
            if len(choice) == 1:
                return choice[0]
        return None

    def find_branch_named(self, actor: Actor, words: Iterable[str]) -> Actor | None:
        """Return the one branch that bears one of the words in its name ("Khorasan"); None if there is none, or several."""
        wanted = {fold(word) for word in words}
        found = [branch for branch in self._branches.get(actor.actor_id, ()) if wanted & set(fold(branch.name).split())]
        return found[0] if len(found) == 1 else None

    @cached_property
    def country_names(self) -> Mapping[str, str]:
        """Folded names of countries → ISO 3166-1 alpha-2, as far as the register has their governments."""
        return {fold(name): actor.state for actor in self.actors if actor.state for name in actor.country_names}

    @cached_property
    def _names(self) -> Mapping[str, tuple[Actor, ...]]:
        names: dict[str, list[Actor]] = {}
        filed_names = [filed for actor in self.actors for filed in _file(actor)]
        for is_weak in (False, True):
            for filed in (filed for filed in filed_names if (filed.kind == "weak") is is_weak):
                actor = filed.actor
                for spelling in find_spellings(filed.written):
                    owners = names.setdefault(spelling, [])
                    if actor not in owners:
                        owners.append(actor)
        return {name: tuple(owners) for name, owners in names.items()}

    @cached_property
    def _children(self) -> Mapping[str, tuple[Actor, ...]]:
        children: dict[str, list[Actor]] = {}
        for actor in self.actors:
            if actor.parent is not None:
                children.setdefault(actor.parent, []).append(actor)
        return {parent: tuple(actors) for parent, actors in children.items()}

    @cached_property
    def _branches(self) -> Mapping[str, tuple[Actor, ...]]:
        return {
            parent: tuple(child for child in self.descendants(parent) if _bears_name(child, self._by_id[parent]))
            for parent in self._children
        }

    @cached_property
    def _state_actors(self) -> Mapping[tuple[str, Side], Actor]:
        found: dict[tuple[str, Side], Actor] = {}
        for actor in self.actors:
            if actor.state is not None and actor.side in STATE_SIDES:
                found.setdefault((actor.state, actor.side), actor)
        return found


def _file(actor: Actor) -> Iterable[Filed]:
    yield from (Filed(actor, name, "name") for name in dict.fromkeys((actor.name, *actor.aliases)))
    yield from (Filed(actor, name, "abbreviation") for name in actor.abbreviations)
    yield from (Filed(actor, name, "weak") for name in actor.weak_aliases)
    yield from (Filed(actor, name, "country") for name in actor.country_names)
    yield from (Filed(actor, name, "seat") for name in actor.seats)


def _bears_name(child: Actor, parent: Actor) -> bool:
    wanted = f" {fold(parent.name)} "
    return any(wanted in f" {fold(name)} " for name in (child.name, *child.aliases))


def load_register(paths: Iterable[Path] | None = None) -> ActorRegister:
    """Return the register that comes with Musterbook, with a user's own rows laid over it.

    Args:
        paths: CSV files with the columns of the built-in ones. A row with a known id replaces that row;
            every other row is added. None or empty: the built-in register alone.

    Raises:
        RegisterError: a file is missing or unreadable, or rows are faulty: all faults, each with file and line.
    """
    actors, faults = lay_rows(paths or ())
    if faults:
        faults.extend(find_faults(actors))
        raise RegisterError("the actor register is faulty:\n  " + "\n  ".join(faults), where="actor register")
    return ActorRegister(actors)


def lay_rows(paths: Iterable[Path]) -> tuple[tuple[Actor, ...], list[str]]:
    """Return the built-in rows with those of other files laid over them, and the faults of rows that cannot be read.

    Raises:
        RegisterError: a file is missing, unreadable or no register.
    """
    rows: dict[str, Actor] = {}
    faults: list[str] = []
    for is_overlay, path in [*((False, path) for path in REGISTER_FILES), *((True, Path(path)) for path in paths)]:
        actors, found = read_rows(path)
        faults.extend(found)
        own: set[str] = set()
        for actor in actors:
            if actor.actor_id in own or (actor.actor_id in rows and not is_overlay):
                faults.append(f"{actor.where}: the id {actor.actor_id!r} is taken")
            own.add(actor.actor_id)
            rows[actor.actor_id] = actor
    return tuple(rows.values()), faults
