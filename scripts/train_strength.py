"""Learn what the cues of a strength are worth: a logistic regression on the development part of the claims gold.

    python scripts/train_strength.py

Writes src/musterbook/records/data/strength-weights.json with the hash of the gold, and prints what the weights add when
each conflict in turn is left out of the learning. Licence of the weights: as of the gold, CC BY 4.0.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))

from eval.benchmarks import read_corpus  # noqa: E402  # the harness lies beside the package
from eval.reading import Reader  # noqa: E402
from musterbook.records.context import DocumentContext  # noqa: E402
from musterbook.records.strength.strength_scored import SCORED, find_candidates  # noqa: E402

TARGET = ROOT / "src" / "musterbook" / "records" / "data" / "strength-weights.json"
PENALTY = 1.0
LEAST = 0.6

Array = NDArray[np.float64]


def collect(cache: Path | None) -> tuple[list[dict[str, float]], Array, list[str], NDArray[np.bool_], str]:
    """Return cues, truth, conflict, and whether a frame reads it already, of every candidate; and the hash of the gold."""
    corpus = read_corpus("claims")
    if corpus is None:
        raise SystemExit("the claims gold is not here")
    cues, truth, conflicts, known = [], [], [], []
    for read in Reader(cache=cache).read(corpus.items):
        annotated, record = read.extraction.annotated, read.extraction.record
        if annotated is None or record is None or not annotated.sentences:
            continue
        claims = [claim for claim in record.claims if not claim.rule.startswith(SCORED)]
        marks = [(mark.start, claim.kind) for claim in claims for mark in claim.marks if mark.role == "quantity"]
        taken = frozenset(start for start, kind in marks if kind != "strength")
        by_frame = {start for start, kind in marks if kind == "strength"}
        spans = [tuple(claim["key"]) for claim in corpus.gold[read.item["id"]]["claims"] if claim["kind"] == "strength"]
        context = DocumentContext(annotated, made_by="training")
        for candidate in find_candidates(context, claims, taken=taken):
            place = read.locate(candidate.mention.start, candidate.mention.end)
            cues.append(dict(candidate.cues))
            truth.append(place is not None and any(first < place[1] and place[0] < end for first, end in spans))
            conflicts.append(read.item["id"].partition("-")[0])
            known.append(candidate.mention.start in by_frame)
    return cues, np.array(truth, dtype=float), conflicts, np.array(known), corpus.digest


def fit(rows: Array, truth: Array) -> Array:
    """Return weights, the bias first, that minimise log loss plus a ridge penalty on all but the bias."""

    def loss(weights: Array) -> tuple[float, Array]:
        z = rows @ weights
        shrunk = np.r_[0.0, weights[1:]]
        value = np.logaddexp(0, z).sum() - truth @ z + 0.5 * PENALTY * shrunk @ shrunk
        return float(value), rows.T @ (1 / (1 + np.exp(-z)) - truth) + PENALTY * shrunk

    return np.asarray(minimize(loss, np.zeros(rows.shape[1]), jac=True, method="L-BFGS-B").x)


def main() -> None:
    """Learn, report and write."""
    cache = Path(sys.argv[1]) if len(sys.argv) > 1 else None
    cues, truth, conflicts, known, digest = collect(cache)
    names = sorted({name for one in cues for name in one})
    rows = np.array([[1.0, *(one.get(name, 0.0) for name in names)] for one in cues])
    held_out = np.zeros(len(truth))
    for conflict in sorted(set(conflicts)):
        is_left = np.array([one == conflict for one in conflicts])
        held_out[is_left] = 1 / (1 + np.exp(-rows[is_left] @ fit(rows[~is_left], truth[~is_left])))
    added = (held_out >= LEAST) & ~known
    print(
        f"{len(truth)} candidates, {truth.sum():.0f} strengths, {truth[known].sum():.0f} of {known.sum()} read by frames"
    )
    print(f"left out by conflict: {added.sum()} added, {truth[added].sum():.0f} right of {truth[~known].sum():.0f}")
    weights = fit(rows, truth)
    table = {
        "source": "scripts/train_strength.py on the development part of eval/gold/claims, CC BY 4.0",
        "gold": digest,
        "penalty": PENALTY,
        "least": LEAST,
        "bias": round(float(weights[0]), 3),
        "weights": {name: round(float(weight), 3) for name, weight in zip(names, weights[1:], strict=True)},
    }
    TARGET.write_text(json.dumps(table, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
