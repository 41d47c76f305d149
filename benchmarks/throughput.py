"""Times reading end to end against the bare language model on the same texts, and takes the peak memory of each.

Run it from the repository root: python benchmarks/throughput.py [--reports N] [--processes 1 2] [--json FILE].
End to end is files → documents → mentions → claims and events → record, linking included; bare is the same pipeline of the
language model over the same paragraphs and nothing else. Every measurement is a process of its own.

1. The clock starts when the first batch is done, so that loading (which is timed apart) is in no rate; the words of that
   batch are not counted.
2. Peak memory is that of the process; with several it is the parent's and the largest worker's times their number.
3. With one process the rate is also taken per second of processor time, which other work on the machine does not change.

Target: end to end reaches half of the bare model's words a second.
"""

from __future__ import annotations

import argparse
import itertools
import json
import multiprocessing
import platform
import random
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import asdict, dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from musterbook import workflow
from musterbook.annotate.language import load_language
from musterbook.config import Settings
from musterbook.store import count_all, open_store

TARGET = 0.5
SEED = 20180516
FIRST_BATCH = 16
PARAGRAPHS_A_BATCH = 64

# (group, its country's demonym, provinces with a town each). Names are real, what is told of them here is made up.
SCENES = (
    ("Boko Haram", "Nigerian", (("Borno", "Maiduguri"), ("Yobe", "Damaturu"), ("Adamawa", "Mubi"))),
    ("al-Shabaab", "Somali", (("Lower Shabelle", "Marka"), ("Bay", "Baidoa"), ("Hiran", "Beledweyne"))),
    ("the Taliban", "Afghan", (("Kunduz", "Kunduz"), ("Helmand", "Lashkar Gah"), ("Ghazni", "Ghazni"))),
    ("Islamic State", "Iraqi", (("Anbar", "Ramadi"), ("Kirkuk", "Hawija"), ("Diyala", "Baqubah"))),
    ("the Allied Democratic Forces", "Congolese", (("North Kivu", "Beni"), ("Ituri", "Bunia"))),
    ("Abu Sayyaf", "Philippine", (("Sulu", "Jolo"), ("Basilan", "Isabela"))),
)
SPEAKERS = ("officials", "security sources", "army commanders", "police", "an intelligence report", "residents")
OPENINGS = (
    "At least {killed} people were killed and {wounded} wounded when gunmen attacked a checkpoint near {town} on {day}, "
    "{demonym} {speaker} said.",
    "{demonym} troops killed {killed} fighters of {group} in {province} province on {day}, according to {speaker}.",
    "A bomb hidden in a car exploded outside a police station in {town} on {day}, killing {killed} officers and wounding "
    "more than {wounded} others, {speaker} said.",
    "{demonym} jets struck a camp of {group} in {province} on {day} and killed about {killed} militants, the defence "
    "ministry said in a statement.",
)
STRENGTHS = (
    "{group} has between {low} and {high} fighters in {province}, {speaker} estimate.",
    "Last year about {low} fighters were thought to be with {group} in the area. Now there are more than {high}.",
    "The number of men under arms with {group} has fallen to fewer than {low}, the governor of {province} said.",
    "{speaker} put the strength of {group} in the province at {high}, up from {low} in {year}.",
)
CLAIMS = (
    "{group} claimed responsibility for the attack, but has not provided evidence.",
    "Nobody has claimed responsibility. The army blamed {group}.",
    "A spokesman for {group} denied that any of its men had died and said that {wounded} soldiers had been killed.",
    "{group} did not comment. In {year} it pledged allegiance to a larger movement abroad.",
)
BACKGROUND = (
    "Roads out of {town} were closed for most of the day, and shops in the market did not open before noon. Aid workers "
    "said that some {families} families had left their homes since {month} and that water was short in the camps.",
    "The conflict in {province} began more than ten years ago. Talks that were held in {year} ended without a result, and "
    "both sides have accused each other of breaking a ceasefire that was agreed before the rains.",
    "Soldiers searched houses in {town} until the evening. {captured} suspects were arrested, among them two who were said "
    "to have carried money from one district to the next.",
)


@dataclass(frozen=True, slots=True)
class Tick:
    """A moment: seconds of the wall clock and of the processor."""

    wall: float
    cpu: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Measurement:
    """One run: what was read, how fast, and what it took.

    Attributes:
        words_per_second: over the words after the first batch; None if there was no more than one batch.
        words_per_cpu_second: the same per second of processor time; None with several processes.
        loading_s: until the first batch was done; linking_s: part of seconds that went into copies and incidents.
        peak_mb: resident memory at its highest; reading_mb: the same before linking began.
    """

    what: str
    processes: int
    reports: int
    words: int
    seconds: float
    words_per_second: float | None
    words_per_cpu_second: float | None
    loading_s: float
    linking_s: float
    reading_mb: float
    peak_mb: float
    claims: int


def compose_report(number: int) -> str:
    """Return one made-up report; the same number gives the same text."""
    chance = random.Random(f"{SEED}-{number}")
    group, demonym, provinces = chance.choice(SCENES)
    province, town = chance.choice(provinces)
    published = date(2015, 1, 1) + timedelta(days=chance.randrange(1500))
    low = chance.randrange(20, 400) * 10
    slots = {
        "group": group,
        "demonym": demonym,
        "province": province,
        "town": town,
        "speaker": chance.choice(SPEAKERS),
        "killed": chance.randrange(2, 60),
        "wounded": chance.randrange(3, 120),
        "captured": chance.randrange(2, 30),
        "families": chance.randrange(2, 90) * 100,
        "low": f"{low:,}",
        "high": f"{low + chance.randrange(10, 200) * 10:,}",
        "year": published.year - chance.randrange(1, 5),
        "month": (published - timedelta(days=60)).strftime("%B"),
        "day": (published - timedelta(days=chance.randrange(1, 6))).strftime("%A"),
    }
    parts = [
        f"Violence in {province}: report {number} from {town}",
        f"{town}, {published.day} {published:%B %Y}",
        *(chance.choice(rows).format(**slots) for rows in (OPENINGS, STRENGTHS, CLAIMS)),
        *(text.format(**slots) for text in chance.sample(BACKGROUND, k=2)),
    ]
    return "\n\n".join(part[0].upper() + part[1:] for part in parts) + "\n"


def write_reports(folder: Path, n_reports: int) -> None:
    """Write the reports as files, a thousand to a folder."""
    for number in range(n_reports):
        path = folder / f"{number // 1000:03}" / f"{number:06}.txt"
        path.parent.mkdir(exist_ok=True)
        path.write_text(compose_report(number), encoding="utf-8")


def _count_words(n_reports: int, *, first: int = 0) -> int:
    return sum(len(compose_report(number).split()) for number in range(first, n_reports))


def _tick() -> Tick:
    return Tick(time.perf_counter(), time.process_time())


def _peak_mb(whose: int) -> float:
    kilobyte = 1024 if sys.platform != "darwin" else 1  # Linux counts kilobytes, macOS bytes
    return resource.getrusage(whose).ru_maxrss * kilobyte / 1e6


def _measure(
    what: str, processes: int, n_reports: int, ticks: list[Tick], *, begun: float, **more: float
) -> Measurement:
    seconds, cpu_seconds = time.perf_counter() - ticks[0].wall, time.process_time() - ticks[0].cpu
    counted = _count_words(n_reports, first=FIRST_BATCH)
    own, worker = _peak_mb(resource.RUSAGE_SELF), _peak_mb(resource.RUSAGE_CHILDREN)
    workers = processes * worker if processes > 1 else 0
    return Measurement(
        what=what,
        processes=processes,
        reports=n_reports,
        words=_count_words(n_reports),
        seconds=round(seconds, 2),
        words_per_second=round(counted / seconds, 1) if counted else None,
        words_per_cpu_second=round(counted / cpu_seconds, 1) if counted and processes == 1 else None,
        loading_s=round(ticks[0].wall - begun, 2),
        linking_s=round(more.get("linking_s", 0.0), 2),
        reading_mb=round(more.get("reading_mb", own) + workers, 1),
        peak_mb=round(own + workers, 1),
        claims=int(more.get("claims", 0)),
    )


def measure_add(folder: Path, n_reports: int, processes: int) -> Measurement:
    """Read the folder into a new record."""
    settings = Settings()
    ticks: list[Tick] = []
    last, reading_mb = _tick(), 0.0

    def tick(_location: str, _size: int) -> None:
        nonlocal last, reading_mb
        last, reading_mb = _tick(), _peak_mb(resource.RUSAGE_SELF)
        if not ticks:
            ticks.append(last)

    def clock() -> datetime:
        return datetime.now(UTC)

    begun = time.perf_counter()
    with open_store(folder.parent / f"record-{processes}.db") as store:
        items = workflow.read_inputs([folder], settings=settings.sources, clock=clock)
        workflow.add_reports(
            store,
            items,
            settings=settings,
            knowledge=lambda: workflow.load_knowledge(settings),
            clock=clock,
            processes=processes,
            on_progress=tick,
        )
        linking_s = time.perf_counter() - last.wall
        claims = count_all(store).claims
    # The workers count as children only when they have ended.
    more = {"linking_s": linking_s, "reading_mb": reading_mb, "claims": float(claims)}
    return _measure("end to end", processes, n_reports, ticks, begun=begun, **more)


def _batches(n_reports: int) -> Iterator[list[str]]:
    """Yield the paragraphs of as many reports as a batch of the workflow holds."""
    numbers = iter(range(n_reports))
    while batch := list(itertools.islice(numbers, FIRST_BATCH)):
        yield [paragraph for number in batch for paragraph in compose_report(number).split("\n\n")]


_pipeline = None


def _load() -> None:
    global _pipeline  # noqa: PLW0603  # loaded once in each process
    _pipeline = load_language()._pipeline  # noqa: SLF001  # bare means: without what LanguageModel does with its output


def _run_bare(paragraphs: list[str]) -> int:
    if _pipeline is None:
        raise RuntimeError("the model was not loaded")
    return sum(len(doc) for doc in _pipeline.pipe(paragraphs, batch_size=PARAGRAPHS_A_BATCH))


def measure_bare(n_reports: int, processes: int) -> Measurement:
    """Run the language model over the paragraphs and throw its output away."""
    begun = time.perf_counter()
    ticks: list[Tick] = []
    if processes == 1:
        _load()
        for batch in _batches(n_reports):
            _run_bare(batch)
            ticks.append(_tick())
    else:
        context = multiprocessing.get_context("spawn")
        with ProcessPoolExecutor(processes, mp_context=context, initializer=_load) as pool:
            ticks.extend(_tick() for _ in pool.map(_run_bare, _batches(n_reports)))
    return _measure("bare model", processes, n_reports, ticks, begun=begun)


def _measure_apart(what: str, folder: Path, n_reports: int, processes: int) -> Measurement:
    """Measure in a process of its own, so that its peak of memory is nobody else's."""
    command = [sys.executable, __file__, "--measure", what, "--folder", str(folder)]
    command += ["--reports", str(n_reports), "--processes", str(processes)]
    done = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True)
    return Measurement(**json.loads(done.stdout.splitlines()[-1]))


def _print_table(rows: list[Measurement]) -> None:
    """Print the figures; "of bare" is by processor time with one process, by the wall clock with several."""
    columns = ("", "proc", "reports", "words", "words/s", "/cpu s", "of bare", "load s", "link s", "read MB", "peak MB")
    widths = (11, 4, 7, 10, 8, 7, 7, 6, 6, 7, 7)
    print(" ".join(f"{name:>{width}}" for name, width in zip(columns, widths, strict=True)))
    bare = {(row.processes, row.reports): row for row in rows if row.what == "bare model"}
    for row in rows:
        base = bare.get((row.processes, row.reports))
        cells = (
            row.what,
            str(row.processes),
            f"{row.reports:,}",
            f"{row.words:,}",
            _whole(row.words_per_second),
            _whole(row.words_per_cpu_second),
            _ratio(row, base) if base else "",
            f"{row.loading_s:.1f}",
            f"{row.linking_s:.1f}",
            f"{row.reading_mb:,.0f}",
            f"{row.peak_mb:,.0f}",
        )
        print(" ".join(f"{cell:>{width}}" for cell, width in zip(cells, widths, strict=True)))
    print(f"target: end to end at {TARGET:.2f} of the bare model or more")


def _whole(rate: float | None) -> str:
    return f"{rate:,.0f}" if rate else ""


def _ratio(row: Measurement, base: Measurement) -> str:
    own, bare = row.words_per_cpu_second, base.words_per_cpu_second
    if own is None or bare is None:
        own, bare = row.words_per_second, base.words_per_second
    return f"{own / bare:.2f}" if own and bare else ""


def main() -> None:
    """Run the benchmark, or one measurement of it."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--reports", type=int, nargs="+", default=[200], help="how many; several give several sizes")
    parser.add_argument("--processes", type=int, nargs="+", default=[1, 2])
    parser.add_argument("--no-bare", action="store_true", help="leave the bare model out")
    parser.add_argument("--json", type=Path, help="write the figures to this file too")
    parser.add_argument("--measure", choices=["add", "bare"], help=argparse.SUPPRESS)
    parser.add_argument("--folder", type=Path, help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.measure:
        n_reports, processes = given.reports[0], given.processes[0]
        is_add = given.measure == "add"
        made = measure_add(given.folder, n_reports, processes) if is_add else measure_bare(n_reports, processes)
        print(json.dumps(asdict(made)))
        return
    rows: list[Measurement] = []
    for n_reports, processes in itertools.product(given.reports, given.processes):
        with tempfile.TemporaryDirectory() as name:
            folder = Path(name) / "reports"
            folder.mkdir()
            write_reports(folder, n_reports)
            if not given.no_bare:
                rows.append(_measure_apart("bare", folder, n_reports, processes))
            rows.append(_measure_apart("add", folder, n_reports, processes))
    _print_table(rows)
    if given.json:
        machine = {"python": platform.python_version(), "machine": platform.machine(), "system": platform.system()}
        given.json.write_text(json.dumps({**machine, "rows": [asdict(row) for row in rows]}, indent=2) + "\n")


if __name__ == "__main__":
    main()
