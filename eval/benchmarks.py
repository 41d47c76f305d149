"""What can be measured: each benchmark with its adapter and metric, and where its gold lies.

The gold is not part of the project: it lies in `../shared/gold/NAME/` or where `--gold` points, as `input.jsonl` and
`gold.jsonl` with the same ids; `conflict_sentences.json` may lie beside the gold of quantities, sentences with their own figure.
The project's own claims gold lies in `eval/gold/claims/`: its development part is measured as `claims`, the part that no rule
was tuned on as `claims-test`, which only a release measures. So does `eval/gold/origins/`: `origins` and `origins-test`.
The corpus of `examples/incidents/` is measured as `incidents-own`; of `eval/gold/ordinary/` only the part that nothing was
learned from, as `ordinary-own`. `eval/gold/blind/` was written by people who had not seen the program: `claims-blind`,
`incidents-blind`, `incidents-dated` and `incidents-fresh` were read for errors since, their `-test` parts by nobody who changes rules.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from eval import incidents_gold
from eval.adapters import (
    attribution,
    claims,
    incidents,
    incidents_own,
    isaf,
    muc4,
    origins,
    places,
    plover,
    quantities,
    times,
)
from eval.claims_gold import load_passages, to_gold, to_input
from eval.metrics import attribution as attribution_metric
from eval.metrics import claims as claims_metric
from eval.metrics import incidents as incidents_metric
from eval.metrics import incidents_own as incidents_own_metric
from eval.metrics import isaf as isaf_metric
from eval.metrics import muc4 as muc4_metric
from eval.metrics import ordinary as ordinary_metric
from eval.metrics import origins as origins_metric
from eval.metrics import places as places_metric
from eval.metrics import plover as plover_metric
from eval.metrics import quantities as quantities_metric
from eval.metrics import times as times_metric
from eval.ordinary_gold import load_ordinary
from eval.ordinary_gold import to_gold as to_ordinary_gold
from eval.ordinary_gold import to_input as to_ordinary_input
from eval.origins_gold import load_reports
from eval.origins_gold import to_gold as to_origin_gold
from eval.origins_gold import to_input as to_origin_input
from eval.reading import Item, Reader

__all__ = ["BENCHMARKS", "GOLD_ROOT", "Benchmark", "Corpus", "read_corpus", "read_lines"]

GOLD_ROOT = Path(__file__).parents[2] / "shared" / "gold"
_SENTENCES = "conflict_sentences.json"

# Benchmarks on the project's own gold → the part of it.
_OWN_SPLITS = {
    "claims": "dev",
    "claims-test": "test",
    "origins": "dev",
    "origins-test": "test",
    "incidents-own": "dev",
    "ordinary-own": "test",
    "claims-blind": "dev",
    "claims-blind-test": "test",
    "incidents-blind": "dev",
    "incidents-blind-test": "test",
    "incidents-dated": "dev",
    "incidents-dated-test": "test",
    "incidents-kindred": "dev",
    "incidents-fresh": "dev",
    "incidents-fresh-test": "test",
}
_BLIND = Path(__file__).parent / "gold" / "blind"
# Benchmarks on incidents → the folder of their key.
_INCIDENTS = {
    "incidents-own": incidents_gold.CORPUS,
    "incidents-blind": _BLIND / "incidents",
    "incidents-dated": _BLIND / "dated",
    "incidents-kindred": _BLIND / "kindred",
    "incidents-fresh": _BLIND / "fresh",
}

Predictions = list[dict[str, Any]]
Scores = dict[str, float]


_Predict = Callable[[Iterable[Item], Reader], Predictions]
_Score = Callable[[dict[str, Any], dict[str, Any]], Scores]


@dataclass(frozen=True, slots=True, kw_only=True)
class Benchmark:
    """One benchmark.

    Attributes:
        predict: items and a reader → one prediction for each item.
        score: gold and predictions by id → figures.
        is_for_releases: not among `all` until a release is measured.
    """

    name: str
    predict: _Predict
    score: _Score
    is_for_releases: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Corpus:
    """The gold of one benchmark.

    Attributes:
        items: what the program is given; gold: what is right, by id, with the fields of the item that are not text.
        digest: hash over the files: a floor holds for one corpus only.
    """

    items: list[Item]
    gold: dict[str, Any]
    digest: str

    def take(self, part: str | None) -> Corpus:
        """Return the items at even or odd positions: rules are tuned on one half and checked on the other."""
        if part is None:
            return self
        items = self.items[{"even": 0, "odd": 1}[part] :: 2]
        return Corpus(items=items, gold={item["id"]: self.gold[item["id"]] for item in items}, digest=self.digest)


def _with_test(name: str, *, predict: _Predict, score: _Score) -> tuple[Benchmark, Benchmark]:
    """Return a benchmark on the passages one may look at, and that on those that are kept for releases."""
    shown = Benchmark(name=name, predict=predict, score=score)
    return shown, replace(shown, name=f"{name}-test", is_for_releases=True)


BENCHMARKS = {
    benchmark.name: benchmark
    for benchmark in (
        *_with_test("claims", predict=claims.predict, score=claims_metric.score),
        Benchmark(name="ordinary-own", predict=claims.predict, score=ordinary_metric.score),
        Benchmark(name="isaf", predict=isaf.predict, score=isaf_metric.score),
        Benchmark(name="places", predict=places.predict, score=places_metric.score),
        Benchmark(name="times", predict=times.predict, score=times_metric.score),
        Benchmark(name="quantities", predict=quantities.predict, score=quantities_metric.score),
        Benchmark(name="attribution", predict=attribution.predict, score=attribution_metric.score),
        Benchmark(name="incidents", predict=incidents.predict, score=incidents_metric.score),
        Benchmark(name="incidents-own", predict=incidents_own.predict, score=incidents_own_metric.score),
        *_with_test("claims-blind", predict=claims.predict, score=claims_metric.score),
        *_with_test("incidents-blind", predict=incidents_own.predict, score=incidents_own_metric.score),
        *_with_test("incidents-dated", predict=incidents_own.predict, score=incidents_own_metric.score),
        Benchmark(name="incidents-kindred", predict=incidents_own.predict, score=incidents_own_metric.score),
        *_with_test("incidents-fresh", predict=incidents_own.predict, score=incidents_own_metric.score),
        *_with_test("origins", predict=origins.predict, score=origins_metric.score),
        Benchmark(name="muc4", predict=muc4.predict, score=muc4_metric.score),
        Benchmark(name="plover", predict=plover.predict, score=plover_metric.score),
    )
}


def read_lines(path: Path) -> list[dict[str, Any]]:
    """Return the objects of a JSON lines file."""
    with path.open(encoding="utf-8") as lines:
        return [json.loads(line) for line in lines if line.strip()]


def read_corpus(name: str, folder: Path | None = None) -> Corpus | None:
    """Return the gold of a benchmark; None if its folder does not hold it.

    Args:
        name: of the benchmark.
        folder: holds `input.jsonl` and `gold.jsonl`; None = where the benchmark's gold lies.
    """
    if folder is None and name in _OWN_SPLITS:
        return _read_own(name, _OWN_SPLITS[name])
    place = folder or GOLD_ROOT / name
    paths = (place / "input.jsonl", place / "gold.jsonl")
    if not all(path.is_file() for path in paths):
        return None
    items, gold = map(read_lines, paths)
    sentences = place / _SENTENCES
    if sentences.is_file():
        paths = (*paths, sentences)
        for number, row in enumerate(json.loads(sentences.read_text(encoding="utf-8"))):
            items.append({"id": f"conflict-{number:02d}", "text": row["text"]})
            gold.append({"id": f"conflict-{number:02d}", "conflict": row["gold"]})
    digest = hashlib.sha256(b"".join(path.read_bytes() for path in paths)).hexdigest()[:16]
    kept = {item["id"]: {key: value for key, value in item.items() if key not in {"text", "title"}} for item in items}
    return Corpus(items=items, gold={row["id"]: kept[row["id"]] | row for row in gold}, digest=digest)


def _read_own(name: str, split: str) -> Corpus:
    if name.startswith("claims"):
        paths = sorted((_BLIND / "claims").glob("*.toml")) if "blind" in name else None
        passages = [passage for passage in load_passages(paths) if passage.split == split]
        items, gold = [to_input(passage) for passage in passages], [to_gold(passage) for passage in passages]
    elif name == "ordinary-own":
        told = [passage for passage in load_ordinary() if passage.split == split]
        items, gold = list(map(to_ordinary_input, told)), list(map(to_ordinary_gold, told))
    elif name.startswith("incidents-"):
        key = incidents_gold.load_key(_INCIDENTS[name.removesuffix("-test")])
        shown = [report for report in key.reports if report.split == split]
        items = [incidents_gold.to_input(report, key) for report in shown]
        gold = [incidents_gold.to_gold(report, key) for report in shown]
    else:
        reports = [report for report in load_reports() if report.split == split]
        items, gold = [to_origin_input(report) for report in reports], [to_origin_gold(report) for report in reports]
    digest = hashlib.sha256(json.dumps([items, gold], sort_keys=True).encode()).hexdigest()[:16]
    return Corpus(items=items, gold={row["id"]: row for row in gold}, digest=digest)
