"""Reading into a record: what is new, what was met before, what fails alone, and how little is held."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, cast

import pytest

from musterbook.annotate import Knowledge, LanguageModel
from musterbook.config import Settings
from musterbook.errors import GazetteerError, MusterbookError
from musterbook.model import Document, Report, Sentence, Skip, hash_bytes
from musterbook.store import Reading, Store, count_all, open_store, read_log, read_setting, read_skips
from musterbook.workflow import (
    AddResult,
    add_reports,
    describe_versions,
    extract_reports,
    hash_tables,
    link_record,
    list_tables,
    load_knowledge,
    read_in_workers,
)

NOW = datetime(2018, 5, 17, 12, tzinfo=UTC)
TEXT = "Taliban fighters killed {n} soldiers in Kunduz on 3 March 2017, officials said."


@pytest.fixture(scope="module")
def knowledge() -> Knowledge:
    """What reading needs, loaded once."""
    return load_knowledge(Settings())


@pytest.fixture
def store() -> Iterator[Store]:
    """An empty record that is not kept."""
    with open_store(":memory:") as opened:
        yield opened


def make_report(n: int, *, location: str | None = None, text: str = TEXT) -> Report:
    """A report of one sentence; the same number gives the same bytes."""
    raw = text.format(n=n).encode()
    return Report(
        report_id=hash_bytes(raw), media_type="text/plain", location=location or f"{n}.txt", raw=raw, encoding="utf-8"
    )


def add(store: Store, items: Iterable[Report | Skip], knowledge: Knowledge, **options: Any) -> AddResult:
    """Add items in this process."""
    return add_reports(store, items, settings=Settings(), knowledge=lambda: knowledge, clock=lambda: NOW, **options)


def sightings(store: Store) -> set[tuple[str, str]]:
    """Return (location, report id) of every place where a report was met."""
    return set(store.rows("SELECT location, report_id FROM sighting"))


def refuse_to_load() -> Knowledge:
    """Stand for loading that must not happen."""
    raise AssertionError("nothing new was to be read")


def test_twin_in_the_same_batch_is_a_sighting(store: Store, knowledge: Knowledge) -> None:
    """Bytes met again before the first of them are written are read once, and both places are kept."""
    twins = [make_report(5, location="a.txt"), make_report(5, location="b.txt"), make_report(6)]
    result = add(store, twins, knowledge)
    assert (result.added, result.known) == (2, 1)
    assert sightings(store) == {(r.location, r.report_id) for r in twins}
    assert count_all(store).reports == 2


def test_known_reports_need_no_model(store: Store, knowledge: Knowledge) -> None:
    """If nothing is new nothing is loaded, nothing is linked, and the log stays as it is."""
    add(store, [make_report(5)], knowledge)
    acts = read_log(store)
    result = add_reports(
        store, [make_report(5, location="later.txt")], settings=Settings(), knowledge=refuse_to_load, clock=lambda: NOW
    )
    assert result == AddResult(added=0, known=1, skipped=(), n_skipped=0, claims=0, events=0)
    assert read_log(store) == acts
    assert ("later.txt", make_report(5).report_id) in sightings(store)


def test_reread_reads_each_report_once_a_run(store: Store, knowledge: Knowledge) -> None:
    """With `reread` a report that is met twice in a run is read again once."""
    add(store, [make_report(5)], knowledge)
    many = [make_report(5), *(make_report(n) for n in range(100, 120)), make_report(5, location="twin.txt")]
    result = add(store, many, knowledge, reread=True)
    assert (result.added, result.known) == (21, 1)


def fail_to_load() -> Knowledge:
    """Stand for a gazetteer that is not there."""
    raise GazetteerError("there is no gazetteer")


@pytest.mark.parametrize("processes", [1, 2])
def test_reread_without_knowledge_loses_nothing(store: Store, knowledge: Knowledge, processes: int) -> None:
    """If what reading needs cannot be loaded, its own error says so, and what was read before is there as it was."""
    add(store, [make_report(5)], knowledge)
    before, acts = count_all(store), read_log(store)
    with pytest.raises(GazetteerError, match="there is no gazetteer"):
        add_reports(
            store, [make_report(5)], settings=Settings(), knowledge=fail_to_load, clock=lambda: NOW, reread=True,
            processes=processes,
        )  # fmt: skip
    assert (count_all(store), read_log(store)) == (before, acts)


def test_nothing_new_starts_no_worker(store: Store, knowledge: Knowledge) -> None:
    """With several processes, too, nothing is loaded if nothing is new."""
    add(store, [make_report(5)], knowledge)
    result = add_reports(
        store, [make_report(5)], settings=Settings(), knowledge=refuse_to_load, clock=lambda: NOW, processes=2
    )
    assert (result.added, result.known) == (0, 1)


def end_worker(batch: list[Report]) -> list[tuple[Reading, str]]:
    """Stand for a worker that the system ends, as it does when memory is short."""
    os._exit(len(batch) and 1)


def test_a_worker_that_dies_is_told_in_one_message() -> None:
    """A broken pool is an error of ours that says what to do."""
    readings = read_in_workers([make_report(5)], settings=Settings(), processes=1, work=end_worker)
    with pytest.raises(MusterbookError, match="a worker process ended"):
        list(readings)


def test_a_skip_goes_when_its_place_gives_a_report(store: Store, knowledge: Knowledge) -> None:
    """What could not be read once and can be now is no skip any more; other places keep theirs."""
    gone, kept = (
        Skip(stage="sources", input_id=name, location=name, code="empty", reason="nothing in it")
        for name in ("5.txt", "6.txt")
    )
    add(store, [gone, kept], knowledge)
    add(store, [make_report(5)], knowledge)
    assert read_skips(store) == (kept,)


def test_linking_is_all_or_nothing(store: Store, knowledge: Knowledge) -> None:
    """If linking breaks off, copies and incidents are both those of the linking before."""
    add(store, [make_report(5)], knowledge)
    store.connection.execute("INSERT INTO copy_group VALUES ('g-1', 'near', 0.9)")
    before = count_all(store)

    def stop() -> datetime:
        raise KeyboardInterrupt("enough")

    with pytest.raises(KeyboardInterrupt, match="enough"):
        link_record(store, settings=Settings(), clock=stop)
    assert count_all(store) == before
    link_record(store, settings=Settings(), clock=lambda: NOW)
    assert count_all(store).copy_groups == 0


def test_versions_change_with_a_table(tmp_path: Path) -> None:
    """A changed row in a table is another version."""
    table = tmp_path / "words.toml"
    table.write_text("a = 1")
    before = hash_tables([table])
    assert hash_tables([table]) == before
    table.write_text("a = 2")
    assert hash_tables([table]) != before


@pytest.mark.parametrize(
    ("stage", "table"), [("records", "strength.toml"), ("documents", "agencies.toml"), ("sources", "outlets.toml")]
)
def test_versions_hold_the_tables_of_every_reading_stage(stage: str, table: str, knowledge: Knowledge) -> None:
    """The tables of the stages that read are found, and their hash stands in the versions."""
    assert table in {path.name for path in list_tables(stage)}
    every = [path for name in ("sources", "documents", "records") for path in list_tables(name)]
    assert describe_versions(knowledge).endswith(f"rules {hash_tables(every)[:8]}")


def test_skips_of_sources_are_stored(store: Store, knowledge: Knowledge) -> None:
    """An input that gave no report stands in the record with its reason, once."""
    skip = Skip(stage="sources", input_id="x.bin", location="x.bin", code="binary", reason="no text")
    for _ in range(2):
        result = add(store, [skip], knowledge)
        assert result.skipped == (skip,)
    assert read_skips(store) == (skip,)


def test_many_skips_are_counted_and_not_held(store: Store, knowledge: Knowledge) -> None:
    """Of more than a thousand skips the first thousand come back, with the number of all; all are in the record."""
    reason = {"stage": "sources", "code": "empty", "reason": "nothing in it"}
    result = add(store, (Skip(input_id=f"{n:04}", location=f"{n:04}", **reason) for n in range(1100)), knowledge)
    assert (result.n_skipped, len(result.skipped), result.skipped[-1].location) == (1100, 1000, "0999")
    assert len(read_skips(store)) == 1100


class FailingModel:
    """A language model that breaks over one word."""

    def __init__(self, model: LanguageModel) -> None:
        self._model = model
        self.name = model.name

    def analyse(self, documents: Iterable[Document]) -> Iterator[tuple[Document, tuple[Sentence, ...]]]:
        """Break if a document holds the word, else do as the model does."""
        held = list(documents)
        if any("poison" in document.text for document in held):
            raise ValueError("cannot read this")
        yield from self._model.analyse(held)


def test_a_report_that_breaks_a_stage_is_skipped_alone(store: Store, knowledge: Knowledge) -> None:
    """Of a batch in which one report breaks a stage the others are read, and that one is a skip that asks to be reported."""
    broken = replace(knowledge, language=cast("LanguageModel", FailingModel(knowledge.language)))
    bad = make_report(0, location="bad.txt", text="There was poison in the well of the village, officials said.")
    result = add(store, [make_report(5), bad, make_report(6)], broken)
    assert result.added == 3
    (skip,) = read_skips(store)
    assert (skip.location, skip.code, skip.input_id) == ("bad.txt", "failed", bad.report_id)
    assert "ValueError: cannot read this" in skip.reason
    assert count_all(store).documents == 2
    assert add(store, [bad], broken).known == 1


def test_input_is_streamed(store: Store, knowledge: Knowledge) -> None:
    """No more reports are taken from the source than two batches beyond the last that was written."""
    ahead: list[int] = []
    taken = 0

    def produce() -> Iterator[Report]:
        nonlocal taken
        for n in range(100):
            taken += 1
            ahead.append(taken - count_all(store).reports)
            yield make_report(n)

    add(store, produce(), knowledge)
    assert max(ahead) <= 32


def test_a_run_that_stopped_before_linking_is_linked_by_the_next(store: Store, knowledge: Knowledge) -> None:
    """If a run breaks off after writing reports, the next one links them even if it brings nothing new."""

    class Stop(BaseException):
        """What Ctrl-C raises, by another name."""

    def produce() -> Iterator[Report]:
        yield from (make_report(n) for n in range(16))
        yield make_report(16)
        raise Stop("in the middle")

    with pytest.raises(Stop, match="in the middle"):
        add(store, produce(), knowledge)
    assert count_all(store).reports == 16
    assert (read_setting(store, "is_linked"), count_all(store).incidents) == ("no", 0)
    assert not count_all(store).is_linked
    add(store, [make_report(0)], knowledge)
    assert read_setting(store, "is_linked") == "yes"
    assert count_all(store).incidents > 0


def test_progress_is_told_for_every_input(store: Store, knowledge: Knowledge) -> None:
    """Each input is told once with its size: made, known, twin and skipped ones."""
    skip = Skip(stage="sources", input_id="x.bin", location="x.bin", code="binary", reason="no text")
    told: list[tuple[str, int]] = []
    twin = make_report(5, location="twin.txt")
    add(store, [make_report(5), skip, twin], knowledge, on_progress=lambda where, size: told.append((where, size)))
    assert sorted(told) == sorted([("5.txt", len(twin.raw)), ("x.bin", 0), ("twin.txt", len(twin.raw))])


def test_extractions_keep_the_order_of_reports(knowledge: Knowledge) -> None:
    """Over the borders of batches every report has its extraction, in order, read or skipped."""
    reports = [make_report(n, text=TEXT if n % 5 else "Attack {n}") for n in range(40)]
    found = list(extract_reports(reports, knowledge=knowledge, settings=Settings()))
    assert [extraction.report for extraction in found] == reports
    assert [extraction.record is None for extraction in found] == [n % 5 == 0 for n in range(40)]
    assert all(extraction.record or extraction.skips for extraction in found)
