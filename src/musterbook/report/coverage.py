"""How many reports were read, per outlet and time: what a trend must be compared with."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from musterbook.store import CoverageCount

__all__ = ["CoverageRow", "CoverageTable", "build_coverage"]

_MAX_COLUMNS = 18
_MAX_OUTLETS = 12
_LEVELS = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class CoverageRow:
    """One outlet: its counts by column, each with a level of shading from 0 (none) to 4, and its sum."""

    name: str
    cells: tuple[tuple[int, int], ...]
    total: int


@dataclass(frozen=True, slots=True, kw_only=True)
class CoverageTable:
    """Reports per outlet and period of publication.

    Attributes:
        unit: "month", "quarter" or "year".
        columns: the periods, in order, those without a report too; the last is "no date" if a report has none.
        n_early: reports before the first column.
        total: the sums by column.
    """

    unit: str
    columns: tuple[str, ...]
    rows: tuple[CoverageRow, ...]
    total: CoverageRow
    n_early: int


def build_coverage(cells: Iterable[CoverageCount]) -> CoverageTable | None:
    """Return the table in the finest unit that fits; None without any report."""
    cells = tuple(cells)
    if not cells:
        return None
    months = sorted({cell.month for cell in cells if cell.month})
    unit, columns, name = _choose_unit(months)
    early = {name(month) for month in months} - set(columns)
    counts: dict[str, dict[str, int]] = defaultdict(lambda: defaultdict(int))
    sums: dict[str, int] = defaultdict(int)
    for cell in cells:
        sums[cell.outlet or "outlet unknown"] += cell.n_documents
    ranked = sorted(sums, key=lambda outlet: (-sums[outlet], outlet))
    own = set(ranked if len(ranked) <= _MAX_OUTLETS + 1 else ranked[:_MAX_OUTLETS])
    rest = f"{len(ranked) - len(own)} other outlets"
    n_early = 0
    for cell in cells:
        column = name(cell.month) if cell.month else "no date"
        if column in early:
            n_early += cell.n_documents
            continue
        outlet = cell.outlet or "outlet unknown"
        counts[outlet if outlet in own else rest][column] += cell.n_documents
    shown = (*columns, "no date") if any(cell.month is None for cell in cells) else columns
    most = max((count for by_column in counts.values() for count in by_column.values()), default=0)
    order = [*(outlet for outlet in ranked if outlet in own), *([rest] if rest in counts else [])]
    rows = tuple(_make_row(outlet, counts[outlet], shown, most) for outlet in order)
    totals = {column: sum(by_column[column] for by_column in counts.values()) for column in shown}
    return CoverageTable(
        unit=unit,
        columns=shown,
        rows=rows,
        total=_make_row("All outlets", totals, shown, max(totals.values(), default=0)),
        n_early=n_early,
    )


def _make_row(name: str, counts: dict[str, int], columns: Iterable[str], most: int) -> CoverageRow:
    numbers = [counts.get(column, 0) for column in columns]
    cells = tuple((number, -(-number * _LEVELS // most) if most else 0) for number in numbers)
    return CoverageRow(name=name, cells=cells, total=sum(numbers))


def _choose_unit(months: list[str]) -> tuple[str, tuple[str, ...], Callable[[str], str]]:
    """Return the unit, the columns from the first to the last period, and the function that names a month's period."""
    if not months:
        return "month", (), str
    first, last = _number(months[0]), _number(months[-1])
    for unit, size, name in (("month", 1, str), ("quarter", 3, _name_quarter)):
        if last // size - first // size < _MAX_COLUMNS:
            every = [name(f"{n // 12:04d}-{n % 12 + 1:02d}") for n in range(first - first % size, last + 1, size)]
            return unit, tuple(dict.fromkeys(every)), name
    years = [f"{year:04d}" for year in range(first // 12, last // 12 + 1)]
    return "year", tuple(years[-_MAX_COLUMNS:]), lambda month: month[:4]


def _number(month: str) -> int:
    return int(month[:4]) * 12 + int(month[5:7]) - 1


def _name_quarter(month: str) -> str:
    return f"{month[:4]} Q{(int(month[5:7]) - 1) // 3 + 1}"
