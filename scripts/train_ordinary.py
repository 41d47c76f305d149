"""Learn which words tell news of a conflict from ordinary news: a logistic regression on the project's own texts.

    python scripts/train_ordinary.py

Learns from the development parts of eval/gold/ordinary and eval/gold/claims and from the reports of examples/ (of the incident corpus the development half), every
sentence with its neighbours; a whole passage speaks for one sort. Writes src/musterbook/records/data/ordinary-weights.json with
the hash of the texts, and prints how many claims a sort of text would lose when a fifth of the texts at a time is left out of
the learning. Licence of the weights: as of the texts, CC BY 4.0.
"""

from __future__ import annotations

import hashlib
import json
import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize
from scipy.sparse import csr_matrix

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))

from eval.claims_gold import load_passages  # noqa: E402  # the harness lies beside the package
from eval.incidents_gold import CORPUS as INCIDENTS  # noqa: E402
from eval.incidents_gold import load_key  # noqa: E402
from eval.ordinary_gold import load_ordinary  # noqa: E402
from eval.reading import Reader  # noqa: E402
from musterbook.config import RecordSettings, Settings  # noqa: E402
from musterbook.model import EventDetail  # noqa: E402
from musterbook.records.context import DocumentContext  # noqa: E402
from musterbook.records.sentences.ordinary import gather_cues, read_cues  # noqa: E402

TARGET = ROOT / "src" / "musterbook" / "records" / "data" / "ordinary-weights.json"
PENALTY = 0.3
LEAST = -1.25
LEAST_WORDS = 10
FEWEST_TEXTS = 2  # in which a word must stand
REACH = 2
FOLDS = 5

Array = NDArray[np.float64]


@dataclass(frozen=True, slots=True, kw_only=True)
class Text:
    """One text: its sort, whether it is of conflict, the cues of its sentences, and how many claims each of them makes."""

    sort: str
    is_conflict: bool
    cues: list[frozenset[str]]
    n_claims: list[int]


def list_texts() -> Iterator[tuple[str, bool, str]]:
    """Yield sort, whether it is of conflict, and the text itself of everything that is learned from."""
    for passage in load_ordinary():
        if passage.split == "dev":
            yield "conflict" if passage.is_conflict else "ordinary", passage.is_conflict, passage.text
    for one in load_passages():
        if one.split == "dev":
            yield "claims gold" if one.claims else "its negatives", bool(one.claims), one.text
    held_out = {report.name for report in load_key().reports if report.split == "test"}
    for path in sorted((ROOT / "examples").glob("*/reports/*.txt")):
        if not (path.parent == INCIDENTS / "reports" and path.name in held_out):
            yield "examples", True, path.read_text(encoding="utf-8")


def read_texts() -> tuple[list[Text], str]:
    """Return the texts with their cues, and the hash of what they were read from."""
    listed = list(list_texts())
    digest = hashlib.sha256(json.dumps(listed).encode()).hexdigest()[:16]
    items = [{"id": str(number), "text": text} for number, (_, _, text) in enumerate(listed)]
    reader = Reader()
    reader.settings = Settings(records=RecordSettings(leave_out_ordinary=False))
    texts: list[Text] = []
    for read in reader.read(items):
        annotated, record = read.extraction.annotated, read.extraction.record
        if annotated is None or record is None or not annotated.sentences:
            continue
        sort, is_conflict, _ = listed[int(read.item["id"])]
        made = Counter(
            claim.sentence_start
            for claim in record.claims
            if not (isinstance(claim.detail, EventDetail) and claim.detail.is_political)
        )
        views = DocumentContext(annotated, made_by="training").views
        texts.append(
            Text(
                sort=sort,
                is_conflict=is_conflict,
                cues=[read_cues(view) for view in views],
                n_claims=[made[view.sentence.start] for view in views],
            )
        )
    return texts, digest


def fit(rows: csr_matrix, truth: Array, share: Array) -> Array:
    """Return weights, the bias last, that minimise the weighed log loss plus a ridge penalty on all but the bias."""

    def loss(weights: Array) -> tuple[float, Array]:
        z = rows @ weights
        shrunk = np.r_[weights[:-1], 0.0]
        value = share @ (np.logaddexp(0, z) - truth * z) + 0.5 * PENALTY * shrunk @ shrunk
        return float(value), rows.T @ (share * (1 / (1 + np.exp(-z)) - truth)) + PENALTY * shrunk

    return np.asarray(minimize(loss, np.zeros(rows.shape[1]), jac=True, method="L-BFGS-B", options={"maxiter": 400}).x)


def make_rows(windows: list[list[frozenset[str]]], index: dict[str, int]) -> csr_matrix:
    """Return one row for each window, the bias in the last column."""
    values: list[tuple[int, int, float]] = []
    for number, window in enumerate(windows):
        values.append((number, len(index), 1.0))
        values.extend((number, index[cue], value) for cue, value in gather_cues(window).items() if cue in index)
    at, column, data = zip(*values, strict=True)
    return csr_matrix((data, (at, column)), shape=(len(windows), len(index) + 1))


def main() -> None:
    """Learn, report and write."""
    texts, digest = read_texts()
    held = Counter(cue for text in texts for cue in frozenset().union(*text.cues))
    names = sorted(cue for cue, n_texts in held.items() if n_texts >= FEWEST_TEXTS)
    index = {name: number for number, name in enumerate(names)}
    places = [(number, at) for number, text in enumerate(texts) for at in range(len(text.cues))]
    windows = [texts[number].cues[max(at - REACH, 0) : at + REACH + 1] for number, at in places]
    rows, whole = make_rows(windows, index), make_rows([text.cues for text in texts], index)
    of_text = np.array([number for number, _ in places])
    truth = np.array([float(texts[number].is_conflict) for number in of_text])
    share = np.array([1 / np.sqrt(len(texts[number].cues)) for number in of_text])
    share[truth == 1] *= share[truth == 0].sum() / share[truth == 1].sum()
    report(texts, places, rows=rows, whole=whole, truth=truth, share=share)
    weights = fit(rows, truth, share)
    table = {
        "source": "scripts/train_ordinary.py on eval/gold/ordinary, eval/gold/claims and examples, CC BY 4.0",
        "texts": digest,
        "penalty": PENALTY,
        "least": LEAST,
        "least_words": LEAST_WORDS,
        "bias": round(float(weights[-1]), 3),
        "weights": {name: round(float(weight), 2) for name, weight in zip(names, weights[:-1], strict=True)},
    }
    TARGET.write_text(json.dumps(table, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")


def report(
    texts: list[Text], places: list[tuple[int, int]], *, rows: csr_matrix, whole: csr_matrix, truth: Array, share: Array
) -> None:
    """Print by sort of text how many claims stand in sentences called ordinary by weights that did not see the text."""
    of_text = np.array([number for number, _ in places])
    fold = np.random.default_rng(1).integers(0, FOLDS, len(texts))
    heard = np.zeros(len(places))
    for number in range(FOLDS):
        is_left = fold[of_text] == number
        weights = fit(rows[~is_left], truth[~is_left], share[~is_left])
        heard[is_left] = np.maximum(rows[is_left] @ weights, whole[of_text[is_left]] @ weights)
    kept, made = Counter[str](), Counter[str]()
    for (number, at), value in zip(places, heard, strict=True):
        text = texts[number]
        is_short = sum(not cue.startswith("=") for cue in frozenset().union(*text.cues)) < LEAST_WORDS
        made[text.sort] += text.n_claims[at]
        kept[text.sort] += text.n_claims[at] * (is_short or value >= LEAST)
    for sort in sorted(made):
        print(f"{sort}: {kept[sort]} of {made[sort]} claims kept")


if __name__ == "__main__":
    main()
