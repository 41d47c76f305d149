"""Reading one benchmark and scoring it, here or in a worker process (which cannot import what stands in `__main__`)."""

from __future__ import annotations

import json
import time
from pathlib import Path

from eval.benchmarks import BENCHMARKS, Benchmark, Corpus, read_corpus
from eval.reading import Reader
from eval.results import Result

__all__ = ["measure", "measure_alone"]


def measure(benchmark: Benchmark, corpus: Corpus, reader: Reader, *, save: Path | None = None) -> Result:
    """Return the figures of a benchmark; `save` is a folder that the predictions are written to as well."""
    begun = time.perf_counter()
    predictions = benchmark.predict(corpus.items, reader)
    seconds = time.perf_counter() - begun
    if save is not None:
        save.mkdir(parents=True, exist_ok=True)
        lines = "".join(json.dumps(row) + "\n" for row in predictions)
        (save / f"{benchmark.name}.jsonl").write_text(lines, encoding="utf-8")
    scores = benchmark.score(corpus.gold, {row["id"]: row for row in predictions})
    return Result(name=benchmark.name, corpus=corpus.digest, n_items=len(corpus.items), seconds=seconds, scores=scores)


def measure_alone(name: str) -> Result:
    """Return the figures of a benchmark with a reader of its own.

    Raises:
        FileNotFoundError: its gold has gone since the gate began.
    """
    corpus = read_corpus(name)
    if corpus is None:
        raise FileNotFoundError(f"the gold of {name} has gone")
    return measure(BENCHMARKS[name], corpus, Reader())
