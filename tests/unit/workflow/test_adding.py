"""Reading into a record: what is new, what was met before, what fails alone, and how little is held."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any, cast

import pytest

from musterbook.annotate import Knowledge, LanguageModel
from musterbook.config import Settings
from musterbook.model import Document, Report, Sentence, Skip, hash_bytes
from musterbook.store import Store, count_all, open_store, read_log, read_setting, read_skips
from musterbook.workflow import AddResult, add_reports, extract_reports, load_knowledge

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
