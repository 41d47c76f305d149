"""The rows of the actor register: how a file is read into actors, and what actors must not contradict."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import get_args

from musterbook.annotate.phrases import fold
from musterbook.errors import RegisterError
from musterbook.model import Side

__all__ = ["COLUMNS", "REGISTER_FILES", "Actor", "Alliance", "check_actors", "find_faults", "read_rows"]

_DATA = Path(__file__).parent.parent / "data"
REGISTER_FILES = tuple(_DATA / f"actors-{part}.csv" for part in ("armed-groups", "states", "missions"))
COLUMNS = (
    "id", "name", "side", "aliases", "abbreviations", "weak_aliases", "country_names", "seats", "parent", "predecessors",
    "alliances", "state", "countries", "first_year", "last_year", "ucdp_id", "source",
)  # fmt: skip

_LISTS = (
    "aliases", "abbreviations", "weak_aliases", "country_names", "seats", "predecessors", "alliances", "countries",
)  # fmt: skip
_SIDES = frozenset(get_args(Side))
_SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*\Z")
_COUNTRY = re.compile(r"[A-Z]{2}\Z")
_ALLIANCE = re.compile(r"(?P<id>[a-z0-9-]+)(?: (?P<first>[0-9]{4})?-(?P<last>[0-9]{4})?)?\Z")
_EARLIEST, _LATEST = 1900, 2100


@dataclass(frozen=True, slots=True, kw_only=True)
class Alliance:
    """A side taken together with another actor, in force both ways.

    Attributes:
        actor_id: of the ally.
        first_year, last_year: of the alliance; None = open.
    """

    actor_id: str
    first_year: int | None = None
    last_year: int | None = None

    def holds(self, year: int | None) -> bool:
        """Return whether it is in force in a year; None asks whether it ever was."""
        return year is None or (self.first_year or year) <= year <= (self.last_year or year)


@dataclass(frozen=True, slots=True, kw_only=True)
class Actor:
    """One row of the register.

    Attributes:
        actor_id: stable slug ("islamic-state-khorasan").
        name: as records show it.
        side: what kind of actor.
        aliases: other names; every capitalised word must be capitalised in the text.
        abbreviations: found only in exactly these capitals.
        weak_aliases: names it shares with others: they hold only where country and years point to this one.
        country_names, seats: of a government: they mean it only where the sentence makes them act.
        parent: id of the organisation it is a part of; None if of none.
        predecessors: ids of those it came from.
        alliances: with whom it fights on one side, as its own row states; the ally's row need not repeat it.
        state: ISO 3166-1 alpha-2 of the state it serves; None for all others.
        countries: ISO 3166-1 alpha-2 of where it is at work, the most important first; empty = anywhere.
        first_year, last_year: in which reports may mean it; None = open.
        ucdp_id: actor id of UCDP; None if it has none or it is unknown.
        source: where the row comes from.
        where: "file:line" of the row.
    """

    actor_id: str
    name: str
    side: Side
    aliases: tuple[str, ...] = ()
    abbreviations: tuple[str, ...] = ()
    weak_aliases: tuple[str, ...] = ()
    country_names: tuple[str, ...] = ()
    seats: tuple[str, ...] = ()
    parent: str | None = None
    predecessors: tuple[str, ...] = ()
    alliances: tuple[Alliance, ...] = ()
    state: str | None = None
    countries: tuple[str, ...] = ()
    first_year: int | None = None
    last_year: int | None = None
    ucdp_id: int | None = None
    source: str
    where: str = "given"

    def is_active(self, year: int) -> bool:
        """Return whether a report of that year may mean the actor."""
        return (self.first_year or year) <= year <= (self.last_year or year)


def read_rows(path: Path) -> tuple[list[Actor], list[str]]:
    """Return the actors of a CSV file and the faults of the rows that could not be read.

    Lines that begin with "#" are comments. Lists are separated by ";".

    Raises:
        RegisterError: the file cannot be read, or its header lacks columns.
    """
    try:
        lines = path.read_text(encoding="utf-8-sig").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise RegisterError("the actor register cannot be read", got=str(error), where=str(path)) from error
    numbered = [
        (number, line) for number, line in enumerate(lines, start=1) if line.strip() and not line.startswith("#")
    ]
    rows = csv.reader(line for _, line in numbered)
    header = next(rows, [])
    missing = {"id", "name", "side", "source"} - set(header)
    unknown = set(header) - set(COLUMNS)
    if missing or unknown:
        raise RegisterError(
            "the header of the actor register is wrong",
            expected=f"columns out of {', '.join(COLUMNS)}",
            got=f"missing {sorted(missing)}, unknown {sorted(unknown)}",
            where=str(path),
        )
    actors: list[Actor] = []
    faults: list[str] = []
    for (number, _), row in zip(numbered[1:], rows, strict=False):
        where = f"{path.name}:{number}"
        if len(row) != len(header):
            faults.append(f"{where}: expected {len(header)} columns, got {len(row)}")
            continue
        actor, found = _read_row(dict(zip(header, row, strict=True)), where)
        faults.extend(found)
        if actor is not None:
            actors.append(actor)
    return actors, faults


def _read_row(row: dict[str, str], where: str) -> tuple[Actor | None, list[str]]:
    cells = {column: row.get(column, "").strip() for column in COLUMNS}
    lists = {column: _split(cells[column]) for column in _LISTS}
    faults = [f"{where}: {fault}" for fault in _check_cells(cells, lists)]
    if faults:
        return None, faults
    side = next(side for side in get_args(Side) if side == cells["side"])
    actor = Actor(
        actor_id=cells["id"],
        name=cells["name"],
        side=side,
        aliases=lists["aliases"],
        abbreviations=lists["abbreviations"],
        weak_aliases=lists["weak_aliases"],
        country_names=lists["country_names"],
        seats=lists["seats"],
        parent=cells["parent"] or None,
        predecessors=lists["predecessors"],
        alliances=tuple(map(_read_alliance, lists["alliances"])),
        state=cells["state"] or None,
        countries=lists["countries"],
        first_year=_read_number(cells["first_year"]),
        last_year=_read_number(cells["last_year"]),
        ucdp_id=_read_number(cells["ucdp_id"]),
        source=cells["source"],
        where=where,
    )
    return actor, []


def _split(cell: str) -> tuple[str, ...]:
    return tuple(part for part in (part.strip() for part in cell.split(";")) if part) if cell else ()


def _read_alliance(part: str) -> Alliance:
    match = _ALLIANCE.match(part)
    found = match.groupdict() if match else {"id": part}
    return Alliance(
        actor_id=found["id"] or part,
        first_year=_read_number(found.get("first") or ""),
        last_year=_read_number(found.get("last") or ""),
    )


def _read_number(cell: str) -> int | None:
    return int(cell) if cell else None


def _check_cells(cells: dict[str, str], lists: dict[str, tuple[str, ...]]) -> Iterator[str]:
    if not _SLUG.match(cells["id"]):
        yield f"the id must be small letters, digits and hyphens, got {cells['id']!r}"
    if cells["side"] not in _SIDES:
        yield f"the side must be one of {', '.join(sorted(_SIDES))}, got {cells['side']!r}"
    yield from (f"{column} is empty" for column in ("name", "source") if not cells[column])
    countries = (*lists["countries"], *((cells["state"],) if cells["state"] else ()))
    yield from (
        f"a country must be two capital letters (ISO 3166-1), got {code!r}"
        for code in countries
        if not _COUNTRY.match(code)
    )
    yield from (
        f"an alliance must be written 'id', 'id 2014-' or 'id 2014-2017', got {part!r}"
        for part in lists["alliances"]
        if not _ALLIANCE.match(part)
    )
    for column in ("first_year", "last_year", "ucdp_id"):
        if cells[column] and not (cells[column].isascii() and cells[column].isdigit()):
            yield f"{column} must be a number, got {cells[column]!r}"
            return
    years = [int(cells[column]) for column in ("first_year", "last_year") if cells[column]]
    yield from (f"the year {year} is out of range" for year in years if not _EARLIEST <= year <= _LATEST)
    if years != sorted(years):
        yield f"the years cross: from {years[0]} to {years[1]}"


def check_actors(actors: Iterable[Actor]) -> None:
    """Compare the rows with each other.

    Raises:
        RegisterError: with everything that `find_faults` finds.
    """
    faults = find_faults(actors)
    if faults:
        raise RegisterError("the actor register is faulty:\n  " + "\n  ".join(faults), where="actor register")


def find_faults(actors: Iterable[Actor]) -> list[str]:
    """Return every fault of rows that contradict each other, each with its place.

    Double ids, unknown or circular parents, unknown or younger predecessors, alliances with nobody or outside of the years
    of one of the two, names that two actors claim.
    """
    rows = tuple(actors)
    by_id: dict[str, Actor] = {}
    faults: list[str] = []
    for actor in rows:
        if actor.actor_id in by_id:
            faults.append(f"{actor.where}: the id {actor.actor_id!r} is taken by {by_id[actor.actor_id].where}")
        by_id[actor.actor_id] = actor
    for actor in rows:
        faults.extend(f"{actor.where}: {fault}" for fault in _check_descent(actor, by_id))
        faults.extend(f"{actor.where}: {fault}" for fault in _check_alliances(actor, by_id))
    faults.extend(_check_names(rows))
    return faults


def _check_descent(actor: Actor, by_id: dict[str, Actor]) -> Iterator[str]:
    seen = {actor.actor_id}
    parent = actor.parent
    while parent is not None:
        if parent not in by_id:
            yield f"the parent {parent!r} is unknown"
            break
        if parent in seen:
            yield f"{actor.actor_id!r} is its own ancestor"
            break
        seen.add(parent)
        parent = by_id[parent].parent
    for other in actor.predecessors:
        if other not in by_id:
            yield f"the predecessor {other!r} is unknown"
        elif other == actor.actor_id:
            yield f"{other!r} is its own predecessor"
        elif (by_id[other].first_year or 0) > (actor.first_year or _LATEST):
            yield f"the predecessor {other!r} begins later"


def _check_alliances(actor: Actor, by_id: Mapping[str, Actor]) -> Iterator[str]:
    for alliance in actor.alliances:
        ally = by_id.get(alliance.actor_id)
        first, last = alliance.first_year, alliance.last_year
        if ally is None:
            yield f"the ally {alliance.actor_id!r} is unknown"
        elif ally is actor:
            yield f"{actor.actor_id!r} is its own ally"
        elif first and last and first > last:
            yield f"the years of the alliance with {ally.actor_id!r} cross: from {first} to {last}"
        elif any(
            (last or _LATEST) < (one.first_year or 0) or (first or 0) > (one.last_year or _LATEST)
            for one in (actor, ally)
        ):
            yield f"the alliance with {ally.actor_id!r} lies outside of the years of one of them"


def _check_names(rows: tuple[Actor, ...]) -> Iterator[str]:
    owners: dict[str, Actor] = {}
    for actor in rows:
        for name in {_key(name) for name in (actor.name, *actor.aliases)} | {
            f"={name}" for name in actor.abbreviations
        }:
            other = owners.setdefault(name, actor)
            if other is not actor:
                yield (
                    f"{actor.where}: the name {name.lstrip('=')!r} of {actor.actor_id!r} is also one of {other.actor_id!r}"
                    f" ({other.where}); make it a weak alias of one of them"
                )
    shared: dict[str, list[Actor]] = {}
    for actor in rows:
        for name in {_key(name) for name in actor.weak_aliases}:
            shared.setdefault(name, []).append(actor)
    for name, actors in shared.items():
        for index, actor in enumerate(actors):
            if not actor.countries:
                yield f"{actor.where}: the weak alias {name!r} needs a country to be told by"
            yield from (
                f"{actor.where}: the weak alias {name!r} is also one of {other.actor_id!r} in the same country and years"
                for other in actors[:index]
                if _meet(actor, other)
            )


def _key(name: str) -> str:
    return " ".join(fold(name).split())


def _meet(first: Actor, second: Actor) -> bool:
    return (
        bool(set(first.countries) & set(second.countries))
        and (first.first_year or 0) <= (second.last_year or _LATEST)
        and (second.first_year or 0) <= (first.last_year or _LATEST)
    )
