"""The command: `python -m eval run NAME…`, `predict NAME INPUT OUTPUT`, `gate`."""

from __future__ import annotations

import json
import sys
import time
from pathlib import Path

import click

from eval.benchmarks import BENCHMARKS, Benchmark, Corpus, read_corpus, read_lines
from eval.floors import find_falls, read_floors, set_floors, write_floors
from eval.peers import read_peers, read_targets
from eval.reading import Reader
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
        scores, seconds = _measure(benchmark, corpus.take(part), reader, save=save)
        if as_json:
            found = {"name": benchmark.name, "corpus": corpus.digest, "version": __version__, "scores": scores}
            click.echo(json.dumps(found))
        else:
            _print(benchmark.name, scores, corpus=corpus, seconds=seconds)


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
def gate(*, should_raise: bool, allow_regression: bool) -> None:
    """Fail if a figure is under its floor. Gold that is not here is skipped, out loud."""
    floors = read_floors()
    reader = Reader()
    fallen = 0
    for benchmark in BENCHMARKS.values():
        corpus = read_corpus(benchmark.name)
        if corpus is None:
            click.echo(f"gate: {benchmark.name} skipped: its gold is not here")
            continue
        scores, seconds = _measure(benchmark, corpus, reader)
        low = _better_low(benchmark.name)
        known = floors.get(benchmark.name, {})
        if known.get("corpus") == corpus.digest and not allow_regression:
            falls = find_falls(benchmark.name, scores, floors=known["floors"], better_low=low)  # type: ignore[arg-type]
            for fall in falls:
                click.echo(f"gate: {fall.benchmark} {fall.metric} fell: floor {fall.floor}, measured {fall.measured}")
            fallen += len(falls)
            click.echo(f"gate: {benchmark.name} {'FAILED' if falls else 'holds'} ({seconds:.0f} s)")
        else:
            click.echo(f"gate: {benchmark.name} has no floors for this gold ({corpus.digest})")
        if should_raise or allow_regression:
            set_floors(floors, benchmark.name, scores, digest=corpus.digest, better_low=low, lower=allow_regression)
    if should_raise or allow_regression:
        write_floors(floors)
    if fallen:
        click.echo("hint: if the loss is meant: python -m eval gate --allow-regression, and say why in the commit")
        sys.exit(1)


def _choose(names: tuple[str, ...]) -> list[Benchmark]:
    return list(BENCHMARKS.values()) if _ALL in names else [BENCHMARKS[name] for name in names]


def _measure(
    benchmark: Benchmark, corpus: Corpus, reader: Reader, *, save: Path | None = None
) -> tuple[dict[str, float], float]:
    """Return the figures and how many seconds reading took."""
    begun = time.perf_counter()
    predictions = benchmark.predict(corpus.items, reader)
    seconds = time.perf_counter() - begun
    if save is not None:
        save.mkdir(parents=True, exist_ok=True)
        lines = "".join(json.dumps(row) + "\n" for row in predictions)
        (save / f"{benchmark.name}.jsonl").write_text(lines, encoding="utf-8")
    return benchmark.score(corpus.gold, {row["id"]: row for row in predictions}), seconds


def _better_low(name: str) -> set[str]:
    return {target.metric for target in read_targets() if target.benchmark == name and target.is_better_low}


def _print(name: str, scores: dict[str, float], *, corpus: Corpus, seconds: float) -> None:
    click.echo(f"{name}: {len(corpus.items)} items, gold {corpus.digest}, Musterbook {__version__}, {seconds:.0f} s")
    targets = {target.metric: target for target in read_targets() if target.benchmark == name}
    peers = [peer for peer in read_peers() if peer.benchmark == name]
    for metric, value in scores.items():
        target = targets.get(metric)
        wanted = ""
        if target is not None:
            sign = "≤" if target.is_better_low else "≥"
            is_met = value <= target.must if target.is_better_low else value >= target.must
            wanted = f"{'yes' if is_met else 'NO '}  must {sign} {target.must:g}" + (
                f", aim {target.aim:g}" if target.aim is not None else ""
            )
        others = "; ".join(f"{peer.system} {peer.value:g}" for peer in peers if peer.metric == metric)
        click.echo(f"  {metric:28}{value:>9g}  {wanted:32}{others}".rstrip())


if __name__ == "__main__":
    main()
