"""Importing tables of coded events and claims: read the rows, make their records, write the store, link.

Rows are written some hundred to a transaction: a run that is stopped keeps all of them but the last few, and the same
command goes on from there.
"""

from __future__ import annotations

import itertools
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cached_property
from pathlib import Path
from typing import BinaryIO

from musterbook.annotate import open_gazetteer, open_register
from musterbook.config import AnnotateSettings, Settings
from musterbook.imports import Given, Imported, Importer, PlannedRow, plan_rows
from musterbook.model import Skip
from musterbook.sources import LayoutName, Notice, read_table_rows
from musterbook.store import (
    Reading,
    Store,
    clear_source_skips,
    find_imported,
    read_setting,
    write_imported,
    write_reading,
    write_sighting,
)
from musterbook.workflow import link_record

__all__ = ["ImportResult", "TableImports", "import_tables", "load_importer"]

_ROWS_PER_TRANSACTION = 500
_KEPT_SKIPS = 1000
_KEPT_NAMES = 10_000
_NOTHING_GIVEN = Given()


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportResult:
    """What an import did.

    Attributes:
        added: rows that are new in the record; known: rows it had with the same cells; replaced: rows it had with others;
            reread: rows that were made again.
        skipped: the first thousand skips of this run; n_skipped: how many there were.
        claims, events: made from the rows; summaries: of the events, those that sum up several and are never added.
        unknown_actors: names the register does not have, with the number of rows they are a side in, the most frequent
            first; they stand as words without an id.
        notes: what is odd in rows ("low, best and high are out of order"), with the number of rows.
    """

    added: int
    known: int
    replaced: int
    reread: int
    skipped: tuple[Skip, ...]
    n_skipped: int
    claims: int
    events: int
    summaries: int
    unknown_actors: tuple[tuple[str, int], ...]
    notes: tuple[tuple[str, int], ...]


def load_importer(settings: AnnotateSettings) -> Importer:
    """Return what makes records of rows: the register and the gazetteer, without a language model.

    Raises:
        GazetteerError, RegisterError: one of them is missing or faulty.
    """
    return Importer(register=open_register(settings), gazetteer=open_gazetteer(settings))


def import_tables(
    store: Store,
    inputs: Iterable[str | Path],
    *,
    importer: Importer,
    layout: LayoutName | None = None,
    given: Given,
    settings: Settings,
    clock: Callable[[], datetime],
    reread: bool = False,
    stdin: BinaryIO | None = None,
    on_progress: Callable[[int], None] = lambda _n_rows: None,
    notify: Callable[[Notice], None] = lambda _notice: None,
) -> ImportResult:
    """Import tables into the record, then link it.

    Args:
        store: the record.
        inputs: files, folders, patterns, or "-" for `stdin`.
        importer: makes the records of rows.
        layout: what the tables are; None = told by their columns.
        given: for claims tables: what holds for every row that does not say otherwise.
        settings: of all stages.
        clock: gives the time for the custody log.
        reread: make the records of rows again that the record has with the same cells.
        stdin: standard input as bytes.
        on_progress: called with the number of rows that were just written.
        notify: told what each table was taken for.

    Raises:
        UsageError: a table is none of the known ones, or `given` names what nobody knows.
        SourceError: a path does not exist.
        RecordError: the record refused; what was written before is kept.
    """
    rows = read_table_rows(inputs, settings=settings.sources, stdin=stdin)
    importer.check_given(given)
    tally = _Tally()
    planned = plan_rows(rows, layout=layout, given=given, settings=settings.sources, clock=clock, notify=notify)
    while batch := list(itertools.islice(planned, _ROWS_PER_TRANSACTION)):
        with store.transaction():
            for row in batch:
                _write_row(store, row, importer, tally=tally, clock=clock, reread=reread)
        on_progress(len(batch))
    if read_setting(store, "is_linked") != "yes":
        link_record(store, settings=settings, clock=clock)
    return tally.result()


def _write_row(
    store: Store,
    row: PlannedRow | Skip,
    importer: Importer,
    *,
    tally: _Tally,
    clock: Callable[[], datetime],
    reread: bool,
) -> None:
    if isinstance(row, Skip):
        _write_skip(store, row, tally, clock)
        return
    report_id = row.report.report_id
    if not reread and find_imported(store, row.dataset, row.row_key) == report_id:
        write_sighting(store, report_id, location=row.report.location)
        tally.counts["known"] += 1
        return
    made = importer.make(row)
    if isinstance(made, Skip):
        _write_skip(store, made, tally, clock)
        return
    clear_source_skips(store, row.report.location)
    # Without a fingerprint: rows look alike as rows do, and are no copies of each other.
    reading = Reading(report=made.report, document=made.document, record=made.record)
    done = write_imported(
        store, reading, dataset=made.dataset, row_key=made.row_key, made_by=importer.describe(row), at_utc=clock()
    )
    tally.counts[done] += 1
    tally.count(made)


def _write_skip(store: Store, skip: Skip, tally: _Tally, clock: Callable[[], datetime]) -> None:
    write_reading(store, Reading(skips=(skip,)), made_by="", at_utc=clock())
    tally.n_skipped += 1
    if len(tally.skipped) < _KEPT_SKIPS:
        tally.skipped.append(skip)


class _Tally:
    """Counts what an import did."""

    def __init__(self) -> None:
        self.counts: Counter[str] = Counter()
        self.n_skipped = 0
        self.skipped: list[Skip] = []
        self._names: Counter[str] = Counter()
        self._notes: Counter[str] = Counter()

    def count(self, made: Imported) -> None:
        self.counts["claims"] += len(made.record.claims)
        self.counts["events"] += len(made.record.events)
        self.counts["summaries"] += made.is_summary
        self._notes.update(made.notes)
        for name in dict.fromkeys(made.unknown_actors):
            if name in self._names or len(self._names) < _KEPT_NAMES:
                self._names[name] += 1

    def result(self) -> ImportResult:
        counts = self.counts
        return ImportResult(
            added=counts["added"],
            known=counts["known"],
            replaced=counts["replaced"],
            reread=counts["reread"],
            skipped=tuple(self.skipped),
            n_skipped=self.n_skipped,
            claims=counts["claims"],
            events=counts["events"],
            summaries=counts["summaries"],
            unknown_actors=tuple(self._names.most_common()),
            notes=tuple(self._notes.most_common()),
        )


class TableImports:
    """What a record does with tables that others have made; a base of `Record`.

    Attributes:
        store: the open record file; settings: of all stages.
    """

    store: Store
    settings: Settings

    @cached_property
    def importer(self) -> Importer:
        """What makes records of the rows of tables; loaded once, when first needed."""
        return load_importer(self.settings.annotate)

    def import_tables(
        self,
        *inputs: str | Path,
        layout: LayoutName | None = None,
        given: Given = _NOTHING_GIVEN,
        reread: bool = False,
        stdin: BinaryIO | None = None,
        on_progress: Callable[[int], None] = lambda _n_rows: None,
        notify: Callable[[Notice], None] | None = None,
    ) -> ImportResult:
        """Import tables of coded events and claims: UCDP GED, ACLED, or figures you have collected yourself.

        Args:
            inputs: files, folders, glob patterns, or "-" for `stdin`.
            layout: "ged", "acled" or "claims"; None = told by the columns of each table.
            given: for claims tables: actor, area, event, … of all rows that do not name their own.
            reread: make the records of rows again that the record has with the same cells.
            stdin: a stream of bytes for the input "-".
            on_progress: called with the number of rows that were just written.
            notify: called with what each table was taken for.

        Raises:
            UsageError: a table is none of the known ones, or `given` names what nobody knows.
            SourceError: an input does not exist.
            RecordError: the record cannot be written; what was written before is kept.
        """
        return import_tables(
            self.store,
            inputs,
            importer=self.importer,
            layout=layout,
            given=given,
            settings=self.settings,
            clock=lambda: datetime.now(UTC),
            reread=reread,
            stdin=stdin,
            on_progress=on_progress,
            notify=notify or (lambda _notice: None),
        )
