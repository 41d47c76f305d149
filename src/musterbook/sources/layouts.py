"""Tables that others have made: which data set a table is, told by the names of its columns (data/layouts.toml)."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType
from typing import Any, Literal, get_args

from musterbook.errors import RegisterError
from musterbook.sources.bundled import read_bundled
from musterbook.sources.words import fold_column

__all__ = ["Layout", "LayoutName", "find_layout", "load_layouts", "parse_layouts"]

LayoutName = Literal["ged", "acled", "claims"]

_FILE = "data/layouts.toml"
_NAMES: tuple[LayoutName, ...] = get_args(LayoutName)


@dataclass(frozen=True, slots=True, kw_only=True)
class Layout:
    """The columns by which a data set is known.

    Attributes:
        title: as it is shown; licence: under which its rows come; None where it is the user's own.
        needs: of each group at least one column must be there.
        aliases: folded name of a column → the name used here.
    """

    name: LayoutName
    title: str
    licence: str | None
    needs: tuple[tuple[str, ...], ...]
    aliases: Mapping[str, str]

    def name_columns(self, columns: Iterable[str]) -> dict[str, str]:
        """Return column → its name here; of two columns of one name the one that is called so itself counts."""
        named: dict[str, str] = {}
        for column in columns:
            folded = fold_column(column)
            named[column] = self.aliases.get(folded, folded)
        own = {fold_column(column) for column in named}
        return {c: name for c, name in named.items() if name == fold_column(c) or name not in own}

    def find_missing(self, columns: Iterable[str]) -> tuple[str, ...]:
        """Return what a table of these columns lacks to be of this layout: "a or b" for each group."""
        there = set(self.name_columns(columns).values())
        return tuple(" or ".join(group) for group in self.needs if there.isdisjoint(group))


def find_layout(columns: Iterable[str]) -> Layout | None:
    """Return the first layout that a table of these columns has; None if it has none."""
    given = tuple(columns)
    return next((layout for layout in load_layouts().values() if not layout.find_missing(given)), None)


@cache
def load_layouts() -> Mapping[LayoutName, Layout]:
    """Return the layouts that come with Musterbook, by name.

    Raises:
        RegisterError: the file is missing or faulty.
    """
    return parse_layouts(read_bundled(_FILE))


def parse_layouts(content: str) -> Mapping[LayoutName, Layout]:
    """Return the layouts in a TOML text.

    Raises:
        RegisterError: no TOML, an unknown or a missing layout, a column name that is not folded.
    """
    try:
        rows: list[dict[str, Any]] = tomllib.loads(content).get("layout", [])
    except tomllib.TOMLDecodeError as error:
        raise RegisterError("a word table is no TOML", got=str(error), where=f"sources/{_FILE}") from error
    layouts = {layout.name: layout for layout in map(_read_layout, rows)}
    if set(layouts) != set(_NAMES):
        raise RegisterError("the layouts are not those that are known", expected=", ".join(_NAMES), where=_FILE)
    return MappingProxyType(layouts)


def _read_layout(row: dict[str, Any]) -> Layout:
    name, where = row.get("name"), f"sources/{_FILE} {row.get('name')}"
    known = next((one for one in _NAMES if one == name), None)
    if known is None:
        raise RegisterError("no such layout", expected=", ".join(_NAMES), got=str(name), where=f"sources/{_FILE}")
    needs = tuple(tuple(group) for group in row.get("needs", ()))
    aliases = dict(row.get("aliases", {}))
    for column in (*(column for group in needs for column in group), *aliases, *aliases.values()):
        if column != fold_column(column):
            raise RegisterError("a column name is not folded", expected=fold_column(column), got=column, where=where)
    if not needs or not row.get("title"):
        raise RegisterError("a layout has no title or needs no columns", where=where)
    return Layout(
        name=known, title=row["title"], licence=row.get("licence"), needs=needs, aliases=MappingProxyType(aliases)
    )
