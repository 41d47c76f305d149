"""Checks of a register beyond what loading refuses, for the built-in tables and for a user's own file.

Faults stop the program when it loads the register. Warnings are rows that are allowed and probably not meant.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from musterbook.annotate.actors.register import STATE_SIDES, ActorRegister, lay_rows
from musterbook.annotate.actors.roles import load_roles
from musterbook.annotate.actors.rows import Actor, find_faults
from musterbook.annotate.phrases import find_spellings, fold
from musterbook.errors import RegisterError

__all__ = ["Findings", "check_register", "lint_register", "read_ucdp"]

# Words that names of two different actors may well share.
_COMMON = frozenset(
    ("of", "the", "and", "for", "in", "al", "de", "government", "forces", "army", "front", "movement", "group", "party", "faction", "national", "people's", "liberation", "popular", "democratic", "islamic")
)  # fmt: skip
_UCDP_NAMES = ("NameData", "NameOrig", "NameOrigFull", "NameOrigFullEng", "NewName", "NewNameFullEng")


@dataclass(frozen=True, slots=True)
class Findings:
    """What is wrong with a register; every line begins with "file:line".

    Attributes:
        faults: what loading refuses.
        warnings: what is allowed and probably not meant; empty where there are faults, which hide them.
    """

    faults: tuple[str, ...]
    warnings: tuple[str, ...]


def check_register(paths: Iterable[Path] = (), *, ucdp: Path | None = None) -> Findings:
    """Check the register with a user's own files laid over it, all faults at once.

    Args:
        paths: files laid over the built-in register; a warning about a built-in row is left out if there are any.
        ucdp: the actor table of UCDP as a CSV file, to compare ids and names with; None leaves that out.

    Raises:
        RegisterError: a file is missing, unreadable or no such table.
    """
    own = {Path(path).name for path in paths}
    actors, faults = lay_rows(paths)
    faults.extend(find_faults(actors))
    if faults:
        return Findings(faults=tuple(faults), warnings=())
    warnings = list(lint_register(ActorRegister(actors)))
    if ucdp is not None:
        warnings.extend(_compare_ucdp(actors, read_ucdp(ucdp)))
    return Findings(faults=(), warnings=tuple(line for line in warnings if not own or line.partition(":")[0] in own))


def lint_register(register: ActorRegister) -> tuple[str, ...]:
    """Return warnings about rows that are allowed and probably not meant, each with its place."""
    return tuple(
        f"{actor.where} {actor.actor_id}: {warning}"
        for actor in register.actors
        for warning in (*_check_names(actor), *_check_area(actor), *_check_links(actor, register))
    ) + tuple(_check_shared_ids(register))


def _check_names(actor: Actor) -> Iterator[str]:
    for name in (actor.name, *actor.aliases):
        if len(name) < 3:
            yield f"the name {name!r} is shorter than three letters and is found only in capitals"
    for name in actor.abbreviations:
        if name.islower():
            yield f"the abbreviation {name!r} has small letters only"
    for name in (actor.name, *actor.aliases):
        if name[0].islower() and load_roles().is_word(name):
            yield f"the name {name!r} is a word for anybody of its kind; make it a weak alias"
    strong = {spelling for name in (actor.name, *actor.aliases) for spelling in find_spellings(name)}
    for name in actor.weak_aliases:
        if strong & set(find_spellings(name)):
            yield f"the weak alias {name!r} is also a name of its own"


def _check_area(actor: Actor) -> Iterator[str]:
    if actor.side == "armed_group" and not actor.countries:
        yield "an armed group without a country cannot be told from others of its name"
    if actor.weak_aliases and not actor.countries:
        yield "weak aliases without a country are never found"
    if actor.state and actor.side not in STATE_SIDES:
        yield f"a state is given, but the side is {actor.side}"
    doubled = [code for code in dict.fromkeys(actor.countries) if actor.countries.count(code) > 1]
    yield from (f"the country {code} is given twice" for code in doubled)


def _check_links(actor: Actor, register: ActorRegister) -> Iterator[str]:
    parent = register.get(actor.parent) if actor.parent else None
    if parent and _is_over_before(parent, actor):
        yield f"its parent {parent.actor_id} ended before it began"
    if parent and _is_over_before(actor, parent):
        yield f"it ended before its parent {parent.actor_id} began"
    for alliance in actor.alliances:
        back = register.get(alliance.actor_id).alliances
        if any(one.actor_id == actor.actor_id for one in back) and actor.actor_id > alliance.actor_id:
            yield f"the alliance with {alliance.actor_id} is given in both rows; one is enough"
    has_source = "ucdp" in actor.source.split("+")
    if has_source and actor.ucdp_id is None:
        yield "the source says ucdp, but there is no ucdp_id"


def _is_over_before(first: Actor, second: Actor) -> bool:
    return first.last_year is not None and second.first_year is not None and first.last_year < second.first_year


def _check_shared_ids(register: ActorRegister) -> Iterator[str]:
    owners: dict[int, Actor] = {}
    for actor in register.actors:
        if actor.ucdp_id is None:
            continue
        other = owners.setdefault(actor.ucdp_id, actor)
        if other is not actor and not _are_kin(actor, other, register):
            yield (
                f"{actor.where} {actor.actor_id}: the ucdp_id {actor.ucdp_id} is also that of {other.actor_id} "
                f"({other.where}), which is neither its part nor its predecessor"
            )


def _are_kin(first: Actor, second: Actor, register: ActorRegister) -> bool:
    def reach(actor: Actor) -> set[str]:
        found: set[str] = set()
        waiting = [actor]
        while waiting:
            one = waiting.pop()
            links = (*one.predecessors, *((one.parent,) if one.parent else ()))
            waiting.extend(register.get(link) for link in links if link not in found)
            found.update(links)
        return found

    return first.actor_id in reach(second) or second.actor_id in reach(first)


def read_ucdp(path: Path) -> Mapping[int, tuple[str, ...]]:
    """Return the names of each actor id in the actor table of UCDP (CSV, columns ActorId, NameData, NameOrigFullEng …).

    Raises:
        RegisterError: the file cannot be read, or has no such columns.
    """
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            rows = list(csv.DictReader(file))
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise RegisterError("the UCDP actor table cannot be read", got=str(error), where=str(path)) from error
    if not rows or "ActorId" not in rows[0] or "NameData" not in rows[0]:
        raise RegisterError("the UCDP actor table has no columns ActorId and NameData", where=str(path))
    return {
        int(row["ActorId"]): tuple(name for column in _UCDP_NAMES if (name := (row.get(column) or "").strip()))
        for row in rows
        if (row["ActorId"] or "").isdigit()
    }


def _compare_ucdp(actors: Iterable[Actor], known: Mapping[int, tuple[str, ...]]) -> Iterator[str]:
    for actor in actors:
        if actor.ucdp_id is None:
            continue
        names = known.get(actor.ucdp_id)
        if names is None:
            yield f"{actor.where} {actor.actor_id}: UCDP has no actor {actor.ucdp_id}"
        elif not _look_alike(actor, names):
            yield f"{actor.where} {actor.actor_id}: UCDP calls {actor.ucdp_id} {names[0]!r}, which no name of it resembles"


def _look_alike(actor: Actor, names: tuple[str, ...]) -> bool:
    own = (actor.name, *actor.aliases, *actor.abbreviations, *actor.weak_aliases, *actor.country_names)
    return bool({fold(name) for name in own} & {fold(name) for name in names} or _find_words(own) & _find_words(names))


def _find_words(names: Iterable[str]) -> set[str]:
    words = {word.strip("().,'") for name in names for word in fold(name).split()}
    return {word for word in words if len(word) > 1} - _COMMON
