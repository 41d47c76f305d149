"""The door of imports: rows of tables that others have made → reports, documents, claims and events.

1. What a table is, is told by the names of its columns, or by the user.
2. Every row is a report of its own: its bytes are the row as it stood and what the user gave beside it, so that it can
   be made again from them.
3. A row has a key, by which it is known again; of two rows of one key in one run the second is skipped, except in claims
   tables without ids, where they are numbered.
4. A row that cannot be read is a skip with its file and number.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass, replace
from datetime import date
from importlib.resources import files
from pathlib import PurePosixPath
from types import ModuleType

from musterbook.annotate import ActorRegister, Gazetteer, hint_places
from musterbook.config import SourceSettings
from musterbook.errors import UsageError
from musterbook.imports import acled, figures, ged
from musterbook.imports.actors import ActorFinder
from musterbook.imports.cells import Cells, RowError, make_values
from musterbook.imports.claims import Given, Imported, Maker
from musterbook.imports.places import PlaceFinder
from musterbook.model import IMPORTED_ROW, Report, Skip
from musterbook.sources import Layout, LayoutName, Notice, TableRow, find_layout, load_layouts
from musterbook.sources.reports import Clock, Obtained, Reading, RowFacts, make_report, make_skip
from musterbook.version import __version__

__all__ = ["Importer", "PlannedRow", "plan_rows"]

_MODULES: Mapping[LayoutName, ModuleType] = {"ged": ged, "acled": acled, "claims": figures}
_RELEASE = re.compile(r"(?:(?<![a-z])v|ged)_?(\d{2})[._]?(\d)(?:[._](\d{1,2}))?(?!\d)", re.IGNORECASE)
_VERSION_DIGITS = 8


@dataclass(frozen=True, slots=True, kw_only=True)
class PlannedRow:
    """A row that can be imported: what it is, by what it is known again, and its bytes.

    Attributes:
        dataset: layout of its table.
        release: version of the data set, from the name of the file; None if it tells none.
    """

    dataset: LayoutName
    row_key: str
    report: Report
    cells: Cells
    release: str | None


@dataclass(slots=True)
class _Table:
    """A table while its rows are read."""

    location: str
    layout: Layout
    names: Mapping[str, str]
    given: Given
    release: str | None
    above: str | None = None


def plan_rows(
    items: Iterable[TableRow | Skip],
    *,
    layout: LayoutName | None,
    given: Given,
    settings: SourceSettings,
    clock: Clock | None,
    notify: Callable[[Notice], None],
) -> Iterator[PlannedRow | Skip]:
    """Yield each row with its key and its report, without a look into a register; a skip for each that has none.

    Args:
        items: rows of tables, table after table.
        layout: what all tables are; None = told by the columns of each, and said.
        given: by the user for claims tables.
        settings: of the sources stage: how dates are written.
        clock: for the time of import; None keeps none.
        notify: told what each table was taken for.

    Raises:
        UsageError: a table is none of the known ones, or lacks columns that are needed.
    """
    table: _Table | None = None
    met: Counter[str] = Counter()
    for item in items:
        if isinstance(item, Skip):
            yield item
            continue
        if table is None or table.location != item.location:
            table = _open_table(item, layout=layout, given=given, notify=notify)
        where = f"{item.location}#row={item.number}"
        try:
            planned = _plan_row(item, table, where, settings=settings, clock=clock)
        except RowError as error:
            yield make_skip(where, code=error.code, reason=error.reason)
            continue
        met[planned.row_key] += 1
        n = met[planned.row_key]
        if n > 1 and (planned.dataset != "claims" or planned.cells.text("id")):
            yield make_skip(
                where, code="id-twice", reason=f"the id {planned.row_key} stands in another row of this run"
            )
        else:
            yield replace(planned, row_key=f"{planned.row_key}#{n}") if n > 1 else planned


def _open_table(row: TableRow, *, layout: LayoutName | None, given: Given, notify: Callable[[Notice], None]) -> _Table:
    known = load_layouts()[layout] if layout is not None else find_layout(row.values)
    if known is None:
        choices = ", ".join(f"--as {name} ({one.title})" for name, one in load_layouts().items())
        shown = ", ".join(f"“{str(column)[:40]}”" for column in list(row.values)[:12])
        raise UsageError(
            f"{row.location} is no table that is known by its columns",
            expected="the columns of UCDP GED, of ACLED or of a claims table",
            got=shown,
            where=row.location,
            hint=f"say what it is: {choices}; a table of reports is read with: musterbook add",
        )
    missing = known.find_missing(row.values)
    if missing:
        raise UsageError(
            f"{row.location} lacks columns of {known.title}",
            expected="; ".join(missing),
            where=row.location,
            hint="columns are known by the names of their first line; put back the data set's own names",
        )
    names = known.name_columns(row.values)
    if known.name == "claims":
        given = _complete_given(row.location, set(names.values()), given, notify)
    release = _RELEASE.search(PurePosixPath(row.location).name) if known.name == "ged" else None
    version = ".".join(part for part in release.groups() if part) if release else None
    title = f"{known.title} {version}" if version else known.title
    notify(Notice(location=row.location, code="layout", message=f"{title}, told by its columns"))
    return _Table(location=row.location, layout=known, names=names, given=given, release=version)


def _complete_given(location: str, columns: set[str], given: Given, notify: Callable[[Notice], None]) -> Given:
    """Return what is given for a claims table; one that tells nothing of where and when is about one event."""
    if "actor" not in columns and given.actor is None:
        raise UsageError(
            f"{location} does not say whom its figures are about",
            expected="a column “actor”, or --actor NAME for the whole table",
            where=location,
            hint=f'for example: musterbook import {location} --actor "Islamic State Khorasan"',
        )
    has_tolls = not columns.isdisjoint(figures.FIGURE_COLUMNS) or given.what in figures.FIGURE_COLUMNS
    if has_tolls and given.event is None and columns.isdisjoint({"event", "event_date", "date", "area"}):
        name = PurePosixPath(location).stem
        message = f"no column tells one event from another: all rows are taken to be about one, “{name}” (--event NAME)"
        notify(Notice(location=location, code="one-event", message=message))
        return replace(given, event=name)
    return given


def _plan_row(row: TableRow, table: _Table, where: str, *, settings: SourceSettings, clock: Clock | None) -> PlannedRow:
    dataset = table.layout.name
    module = _MODULES[dataset]
    cells = Cells(values=make_values(row.values, table.names), date_order=settings.date_order)
    given: dict[str, object] = {}
    if dataset == "claims":
        cells = figures.repeat_address(cells, table.above)
        table.above = cells.text("url") or table.above
        key = f"{table.location}:{module.key_of(cells)}"
        filled = figures.fill_cells(cells, table.given)
        given = {name: _plain(value) for name, value in asdict(table.given).items() if value is not None}
        given |= {"url": cells.text("url")} if cells.text("url") != row.values.get("url") and cells.text("url") else {}
        cells = filled
    else:
        key = module.key_of(cells)
    outlet, title, published = module.facts_of(cells)
    raw = json.dumps(
        {"import": dataset, "given": given, "row": dict(row.values)}, ensure_ascii=False, default=str
    ).encode("utf-8", "backslashreplace")
    report = make_report(
        raw,
        Obtained(location=where, name=""),
        Reading(settings=replace(settings, licence=settings.licence or table.layout.licence), clock=clock),
        media_type=IMPORTED_ROW,
        encoding="utf-8",
        facts=RowFacts(title=title, outlet=outlet, url=cells.text("url"), published=published),
    )
    return PlannedRow(dataset=dataset, row_key=key, report=report, cells=cells, release=table.release)


def _plain(value: object) -> object:
    return value.isoformat() if isinstance(value, date) else value


class Importer:
    """Makes records of planned rows; what it found once it knows."""

    def __init__(self, *, register: ActorRegister, gazetteer: Gazetteer) -> None:
        self.places = PlaceFinder(gazetteer, register)
        self._actors = ActorFinder(register, self.places.find_country)
        self._register, self._gazetteer = register, gazetteer
        self._versions = f"gazetteer {gazetteer.info().inputs[:_VERSION_DIGITS]}; tables {_hash_tables()}"

    def check_given(self, given: Given) -> None:
        """Refuse what the user gave for the whole table and nobody knows.

        Raises:
            UsageError: an actor or area that is unknown or not the only one of its name, or no kind of figure.
        """
        if given.what is not None and given.what not in figures.WHAT:
            raise UsageError("no such kind of figure", expected=", ".join(figures.WHAT), got=given.what)
        if given.actor is not None and self._actors.find(given.actor, "unknown").actor_id is None:
            near = ", ".join(self._register.suggest(given.actor))
            raise UsageError(
                "the register has no actor that alone is called so",
                got=given.actor,
                hint=f"near in spelling: {near}" if near else "look one up with: musterbook actors find NAME",
            )
        if given.area is not None and self.places.find_named(given.area).place is None:
            hint = hint_places(self._gazetteer.suggest(given.area))
            raise UsageError("the gazetteer has no such place", got=given.area, hint=hint)

    def describe(self, planned: PlannedRow) -> str:
        """Return what makes the records of a row, as it stands in `made_by` of every claim."""
        release = f" {planned.release}" if planned.release else ""
        return f"musterbook {__version__}; import {planned.dataset}{release}; {self._versions}"

    def make(self, planned: PlannedRow) -> Imported | Skip:
        """Return the record of a row; a skip if a cell that is needed is empty or cannot be read."""
        maker = Maker(actors=self._actors, places=self.places, made_by=self.describe(planned))
        try:
            made: Imported = _MODULES[planned.dataset].import_row(
                planned.cells, planned.report, maker, key=planned.row_key
            )
        except RowError as error:
            return make_skip(planned.report.location, code=error.code, reason=error.reason)
        return made


def _hash_tables() -> str:
    raw = files("musterbook.imports").joinpath("data", "imports.toml").read_bytes()
    return hashlib.sha256(raw).hexdigest()[:_VERSION_DIGITS]
