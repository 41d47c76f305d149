"""The order of the stages: read the store, call a stage, write the store.

1. sources → reports (streamed)
2. reports → documents → mentions → claims and events, in batches, in this process or in worker processes
3. one transaction per report
4. when reports have been added: copies, origins and incidents, over the whole record, streamed in blocks
"""

from __future__ import annotations

import hashlib
import itertools
import logging
import multiprocessing
import signal
import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from datetime import datetime
from functools import cache, partial
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import BinaryIO

from musterbook import annotate, documents, records
from musterbook.annotate import Knowledge
from musterbook.config import Settings, SourceSettings
from musterbook.errors import MusterbookError
from musterbook.linking import link_record
from musterbook.model import (
    AnnotatedDocument,
    Document,
    DocumentRecord,
    Mention,
    Report,
    Skip,
)
from musterbook.sources import Fetcher, Notice, read_sources
from musterbook.store import (
    Reading,
    Store,
    clear_source_skips,
    has_reading,
    read_setting,
    write_reading,
    write_sighting,
)
from musterbook.version import __version__

__all__ = [
    "AddResult",
    "Extraction",
    "add_reports",
    "describe_versions",
    "extract_reports",
    "hash_tables",
    "link_record",
    "list_tables",
    "load_knowledge",
    "read_in_workers",
    "read_inputs",
]

_log = logging.getLogger(__name__)

# Paragraphs of a batch share the language model's batches; more reports in a batch would only cost memory.
_BATCH_REPORTS = 16
_BATCH_BYTES = 2_000_000
# A run over an archive can skip millions; all of them are in the record.
_KEPT_SKIPS = 1000
# Their tables decide what is read. Those of annotate, with the user's registers, stand in the version of the knowledge.
_READING_STAGES = ("sources", "documents", "records")
_VERSION_DIGITS = 8


@dataclass(frozen=True, slots=True, kw_only=True)
class Extraction:
    """What was read from one input, before it is stored: the store's Reading with the whole annotated document."""

    report: Report | None
    annotated: AnnotatedDocument | None
    document: Document | None
    record: DocumentRecord | None
    skips: tuple[Skip, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class AddResult:
    """What a run did.

    Attributes:
        added: reports that are new in the record; known: reports that were in it before, or met twice in this run.
        skipped: the first thousand skips stored in this run, of inputs, of whole reports and of parts of them.
        n_skipped: how many there were altogether.
        claims, events: made from the added reports.
    """

    added: int
    known: int
    skipped: tuple[Skip, ...]
    n_skipped: int
    claims: int
    events: int


def read_inputs(
    inputs: Sequence[str | Path],
    *,
    settings: SourceSettings,
    clock: Callable[[], datetime],
    stdin: BinaryIO | None = None,
    notify: Callable[[Notice], None] | None = None,
) -> Iterator[Report | Skip]:
    """Yield what the inputs hold; the network is opened only if an address is among them or links are followed."""
    with Fetcher(settings, clock=clock, sleep=time.sleep) as fetcher:
        yield from read_sources(inputs, settings=settings, clock=clock, fetcher=fetcher, stdin=stdin, notify=notify)


def load_knowledge(settings: Settings) -> Knowledge:
    """Load the language model, the gazetteer and the register.

    Raises:
        ModelError, GazetteerError, RegisterError: one of them is missing or faulty.
    """
    return annotate.load_knowledge(settings.annotate)


def describe_versions(knowledge: Knowledge) -> str:
    """Return what makes the records, as it stands in `made_by` of every claim."""
    return f"musterbook {__version__}; {knowledge.versions}; rules {_hash_stage_tables()[:_VERSION_DIGITS]}"


@cache
def _hash_stage_tables() -> str:
    return hash_tables(table for stage in _READING_STAGES for table in list_tables(stage))


def list_tables(stage: str) -> tuple[Traversable, ...]:
    """Return the tables of words and rules that come with a stage, by name."""
    folder = files(f"musterbook.{stage}") / "data"
    return tuple(sorted((path for path in folder.iterdir() if path.is_file()), key=lambda path: path.name))


def hash_tables(tables: Iterable[Traversable]) -> str:
    """Return a hash over names and bytes: a changed row is another version of what reading knows."""
    digest = hashlib.sha256()
    for table in tables:
        digest.update(f"{table.name}\x1f{hashlib.sha256(table.read_bytes()).hexdigest()}\x1e".encode())
    return digest.hexdigest()


def extract_reports(reports: Iterable[Report], *, knowledge: Knowledge, settings: Settings) -> Iterator[Extraction]:
    """Yield what can be read from each report, in order; a report that breaks a stage becomes a Skip "failed"."""
    for batch in _batches(reports):
        try:
            yield from _extract_batch(batch, knowledge=knowledge, settings=settings)
        except Exception:  # noqa: BLE001  # a bad report never stops a run; which one it is shows when they are read alone
            _log.exception("a batch of %d reports failed; reading them one by one", len(batch))
            for report in batch:
                yield _extract_alone(report, knowledge=knowledge, settings=settings)


def _extract_alone(report: Report, *, knowledge: Knowledge, settings: Settings) -> Extraction:
    try:
        (extraction,) = _extract_batch([report], knowledge=knowledge, settings=settings)
    except Exception as error:  # noqa: BLE001  # becomes a stored Skip with its message, and the traceback is logged
        _log.exception("reading %s failed", report.location)
        skip = Skip(
            stage="records",
            input_id=report.report_id,
            location=report.location,
            code="failed",
            reason=f"reading it failed, please report this: {type(error).__name__}: {error}",
        )
        return Extraction(report=report, annotated=None, document=None, record=None, skips=(skip,))
    return extraction


def _extract_batch(batch: list[Report], *, knowledge: Knowledge, settings: Settings) -> list[Extraction]:
    made_documents = documents.run(batch, settings=settings.documents)
    made_annotated = annotate.run(made_documents.made, knowledge=knowledge)
    made_records = records.run(made_annotated.made, settings=settings.records, made_by=describe_versions(knowledge))
    skips = (*made_documents.skipped, *made_annotated.skipped, *made_records.skipped)
    document_of = {document.report_id: document for document in made_documents.made}
    annotated_of = {annotated.document.document_id: annotated for annotated in made_annotated.made}
    record_of = {record.document_id: record for record in made_records.made}
    extractions: list[Extraction] = []
    for report in batch:
        document = document_of.get(report.report_id)
        document_id = document.document_id if document else None
        extractions.append(
            Extraction(
                report=report,
                document=document,
                annotated=annotated_of.get(document_id) if document_id else None,
                record=record_of.get(document_id) if document_id else None,
                skips=tuple(skip for skip in skips if skip.input_id in {report.report_id, document_id}),
            )
        )
    return extractions


def add_reports(
    store: Store,
    items: Iterable[Report | Skip],
    *,
    settings: Settings,
    knowledge: Callable[[], Knowledge],
    clock: Callable[[], datetime],
    processes: int = 1,
    reread: bool = False,
    on_progress: Callable[[str, int], None] = lambda _location, _size: None,
) -> AddResult:
    """Read reports into the record, each in one transaction, then link the record.

    Args:
        store: the record.
        items: what the sources stage yields.
        settings: of all stages.
        knowledge: loads what reading needs; called only if there is something new to read.
        clock: gives the time for the custody log.
        processes: how many worker processes read; 1 reads in this one.
        reread: read reports again that the record holds already.
        on_progress: called after each input with its location and size in bytes.

    Raises:
        RecordError: the record refused; everything before is kept and the next run goes on from there.
    """
    tally = _Tally()
    # Reports that are being read, each with the other places it was met at meanwhile.
    in_flight: dict[str, list[str]] = {}
    fresh = _choose_new(
        store, items, in_flight=in_flight, tally=tally, clock=clock, reread=reread, on_progress=on_progress
    )
    for reading, made_by in _read_all(fresh, settings=settings, knowledge=knowledge, processes=processes):
        write_reading(store, reading, made_by=made_by, at_utc=clock(), replace=reread)
        tally.count(reading)
        if reading.report is not None:
            for location in in_flight.pop(reading.report.report_id):
                write_sighting(store, reading.report.report_id, location=location)
            on_progress(reading.report.location, len(reading.report.raw))
    if read_setting(store, "is_linked") != "yes":
        link_record(store, settings=settings, clock=clock)
    return tally.result()


class _Tally:
    """Counts what a run did."""

    def __init__(self) -> None:
        self.added = self.known = self.n_skipped = self.claims = self.events = 0
        self.skipped: list[Skip] = []

    def count(self, reading: Reading) -> None:
        self.added += reading.report is not None
        self.n_skipped += len(reading.skips)
        self.skipped.extend(reading.skips[: max(0, _KEPT_SKIPS - len(self.skipped))])
        if reading.record is not None:
            self.claims += len(reading.record.claims)
            self.events += len(reading.record.events)

    def result(self) -> AddResult:
        return AddResult(
            added=self.added,
            known=self.known,
            skipped=tuple(self.skipped),
            n_skipped=self.n_skipped,
            claims=self.claims,
            events=self.events,
        )


def _choose_new(
    store: Store,
    items: Iterable[Report | Skip],
    *,
    in_flight: dict[str, list[str]],
    tally: _Tally,
    clock: Callable[[], datetime],
    reread: bool,
    on_progress: Callable[[str, int], None],
) -> Iterator[Report]:
    """Yield the reports that must be read; store the skips of the sources stage on the way."""
    read_again: set[str] = set()
    for item in items:
        if isinstance(item, Skip):
            reading = Reading(skips=(item,))
            write_reading(store, reading, made_by="", at_utc=clock())
            tally.count(reading)
            on_progress(item.location, 0)
            continue
        clear_source_skips(store, item.location)
        report_id = item.report_id
        if report_id in in_flight:
            # A sighting points at its report, which is not in the record yet.
            in_flight[report_id].append(item.location)
        elif has_reading(store, report_id) and (not reread or report_id in read_again):
            write_sighting(store, report_id, location=item.location)
        else:
            if reread:
                read_again.add(report_id)
            in_flight[report_id] = []
            yield item
            continue
        tally.known += 1
        on_progress(item.location, len(item.raw))


def _read_all(
    reports: Iterable[Report], *, settings: Settings, knowledge: Callable[[], Knowledge], processes: int
) -> Iterator[tuple[Reading, str]]:
    """Yield each report's Reading and `made_by`, in order; nothing is loaded or started if nothing is new."""
    iterator = iter(reports)
    first = next(iterator, None)
    if first is None:
        return
    fresh = itertools.chain([first], iterator)
    # Here also for workers: what is missing is told by its own error, not by a pool that broke.
    loaded = knowledge()
    if processes > 1:
        yield from read_in_workers(fresh, settings=settings, processes=processes)
        return
    made_by = describe_versions(loaded)
    for extraction in extract_reports(fresh, knowledge=loaded, settings=settings):
        yield _prepare(extraction), made_by


def _prepare(extraction: Extraction) -> Reading:
    mentions: tuple[Mention, ...] = extraction.annotated.mentions if extraction.annotated else ()
    document = extraction.document
    return Reading(
        report=extraction.report,
        document=document,
        mentions=mentions,
        record=extraction.record,
        exact=documents.exact_hash(document.text) if document else None,
        signature=documents.fingerprint(document.text) if document else None,
        skips=extraction.skips,
    )


_worker: tuple[Knowledge, Settings] | None = None


def _start_worker(settings: Settings) -> None:
    global _worker  # noqa: PLW0603  # a worker process loads the model once, not once per batch
    # Ctrl-C reaches the whole group: the parent decides, so that a batch is never cut in half.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    _worker = (load_knowledge(settings), settings)


def _work(batch: list[Report]) -> list[tuple[Reading, str]]:
    if _worker is None:
        raise RuntimeError("the worker was not started")
    knowledge, settings = _worker
    made_by = describe_versions(knowledge)
    return [
        (_prepare(extraction), made_by) for extraction in extract_reports(batch, knowledge=knowledge, settings=settings)
    ]


def read_in_workers(
    reports: Iterable[Report],
    *,
    settings: Settings,
    processes: int,
    work: Callable[[list[Report]], list[tuple[Reading, str]]] = _work,
) -> Iterator[tuple[Reading, str]]:
    """Yield each report's Reading and `made_by`, in order, read by worker processes.

    Raises:
        MusterbookError: a worker was ended from outside.
    """
    # Spawned, not forked: the language model holds threads and locks that do not survive a fork.
    context = multiprocessing.get_context("spawn")
    start = partial(_start_worker, settings)
    with ProcessPoolExecutor(processes, mp_context=context, initializer=start) as pool:
        pending: deque[Future[list[tuple[Reading, str]]]] = deque()
        try:
            for batch in _batches(reports):
                pending.append(pool.submit(work, batch))
                if len(pending) > 2 * processes:
                    yield from pending.popleft().result()
            while pending:
                yield from pending.popleft().result()
        except BrokenProcessPool as error:
            raise MusterbookError(
                "a worker process ended in the middle of its work; what was read is kept",
                hint="it may have run out of memory: run the same command again with fewer processes (-j)",
            ) from error
        finally:
            for future in pending:
                future.cancel()


def _batches(reports: Iterable[Report]) -> Iterator[list[Report]]:
    batch: list[Report] = []
    size = 0
    for report in reports:
        batch.append(report)
        size += len(report.raw)
        if len(batch) == _BATCH_REPORTS or size > _BATCH_BYTES:
            yield batch
            batch, size = [], 0
    if batch:
        yield batch
