"""The command: `python -m eval run NAME…`, `predict NAME INPUT OUTPUT`, `gate`, `ordinary`."""

from __future__ import annotations

import json
import multiprocessing
import sys
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path

import click

from eval.accuracy import describe
from eval.benchmarks import BENCHMARKS, Benchmark, read_corpus, read_lines
from eval.floors import Floors, find_falls, has_floors, read_floors, set_floors, write_floors
from eval.measuring import measure, measure_alone
from eval.peers import better_low, compare
from eval.reading import Reader
from eval.results import Result
from musterbook.version import __version__

_ALL = "all"
_cache = click.option(
    "--cache",
    type=click.Path(path_type=Path, file_okay=False),
    help="Keep what the language model says in this folder; for development.",
)


@click.group()
def main() -> None:
    """Measure how well the product reads, beside what others reach."""


@main.command()
@click.argument("names", nargs=-1, required=True, type=click.Choice([*BENCHMARKS, _ALL]))
@click.option("--gold", type=click.Path(path_type=Path, exists=True, file_okay=False), help="The folder of the gold.")
@click.option("--part", type=click.Choice(["even", "odd"]), help="Only every second item.")
@click.option("--json", "as_json", is_flag=True, help="One JSON object for each benchmark.")
@click.option("--save", type=click.Path(path_type=Path, file_okay=False), help="Also write predictions to this folder.")
@_cache
def run(
    *, names: tuple[str, ...], gold: Path | None, part: str | None, as_json: bool, save: Path | None, cache: Path | None
) -> None:
    """Print the figures of benchmarks, the figures to beat, and the hash of the gold."""
    reader = Reader(cache=cache)
    for benchmark in _choose(names):
        corpus = read_corpus(benchmark.name, gold)
        if corpus is None:
            click.echo(f"{benchmark.name}: skipped, no gold at {gold or 'its place'}", err=True)
            continue
        result = measure(benchmark, corpus.take(part), reader, save=save)
        if as_json:
            click.echo(json.dumps({"version": __version__, **asdict(result)}))
        else:
            _print(result)


@main.command()
@click.argument("name", type=click.Choice(list(BENCHMARKS)))
@click.argument("source", type=click.Path(path_type=Path, exists=True, dir_okay=False))
@click.argument("target", type=click.Path(path_type=Path, dir_okay=False))
@_cache
def predict(*, name: str, source: Path, target: Path, cache: Path | None) -> None:
    """Write predictions for unseen input: one JSON object a line, with its id."""
    predictions = BENCHMARKS[name].predict(read_lines(source), Reader(cache=cache))
    target.write_text("".join(json.dumps(row) + "\n" for row in predictions), encoding="utf-8")


@main.command()
@click.option("--raise", "should_raise", is_flag=True, help="Raise the floors to what was measured.")
@click.option("--allow-regression", is_flag=True, help="Set the floors to what was measured, downwards too.")
@click.option("--processes", type=click.IntRange(min=1), default=2, show_default=True, help="Benchmarks read at once.")
@click.option("--document", type=click.Path(path_type=Path, dir_okay=False), help="Also write the figures here.")
@click.option("--release", is_flag=True, help="Measure what only a release measures, too.")
def gate(*, should_raise: bool, allow_regression: bool, processes: int, document: Path | None, release: bool) -> None:
    """Fail if a figure is under its floor. Gold that is not here is skipped, out loud."""
    names = [name for name, benchmark in BENCHMARKS.items() if release or not benchmark.is_for_releases]
    floors = read_floors()
    results: list[Result] = []
    for name, result in _measure_all(names, processes):
        if result is None:
            click.echo(f"gate: {name} skipped: its gold is not here")
            continue
        results.append(result)
        for line in _judge(result, floors):
            click.echo(f"gate: {line}")
    if document is not None:
        document.write_text(describe(results, day=datetime.now(UTC).date()), encoding="utf-8")
    if should_raise or allow_regression:
        for result in results:
            set_floors(floors, result, better_low=better_low(result.name), lower=allow_regression)
        write_floors(floors)
    elif any(find_falls(result, floors, better_low=better_low(result.name)) for result in results):
        click.echo("hint: if the loss is meant: python -m eval gate --allow-regression, and say why in the commit")
        sys.exit(1)


def _judge(result: Result, floors: Floors) -> Iterator[str]:
    """Yield what the gate says of one benchmark."""
    if not has_floors(result, floors):
        yield f"{result.name} has no floors for this gold ({result.corpus})"
        return
    falls = find_falls(result, floors, better_low=better_low(result.name))
    for fall in falls:
        yield f"{result.name} {fall.metric} fell: floor {fall.floor:g}, measured {fall.measured:g}"
    yield f"{result.name} {'FAILED' if falls else 'holds'} ({result.n_items} items, {result.seconds:.0f} s)"


def _measure_all(names: list[str], processes: int) -> Iterator[tuple[str, Result | None]]:
    """Yield each benchmark's name and what was measured, None without gold; the largest are begun first."""
    present = {name: corpus for name in names if (corpus := read_corpus(name)) is not None}
    yield from ((name, None) for name in names if name not in present)
    by_size = sorted(present, key=lambda name: -sum(len(item["text"]) for item in present[name].items))
    context = multiprocessing.get_context("spawn")  # the language model does not survive a fork
    with ProcessPoolExecutor(processes, mp_context=context) as pool:
        yield from zip(by_size, pool.map(measure_alone, by_size), strict=True)


def _choose(names: tuple[str, ...]) -> list[Benchmark]:
    """Return the named benchmarks; "all" leaves out what only a release measures."""
    if _ALL in names:
        return [benchmark for benchmark in BENCHMARKS.values() if not benchmark.is_for_releases]
    return [BENCHMARKS[name] for name in names]


def _print(result: Result) -> None:
    click.echo(
        f"{result.name}: {result.n_items} items, gold {result.corpus}, Musterbook {__version__}, {result.seconds:.0f} s"
    )
    for row in compare(result):
        click.echo(f"  {row.metric:28}{row.value:>9g}  {row.wanted:32}{row.others}".rstrip())


if __name__ == "__main__":
    main()
