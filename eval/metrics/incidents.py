"""Which documents tell of one incident: B³ and CoNLL F1 of the clusters, accuracy of killed and injured, trivial baselines."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Hashable
from datetime import date
from typing import Any

import numpy as np
from scipy.optimize import linear_sum_assignment

from eval.metrics.counting import f1, percent

__all__ = ["b_cubed", "ceaf_e", "conll", "muc", "score"]

Labels = dict[str, Hashable]  # document id → label of its cluster


def score(gold: dict[str, Any], predictions: dict[str, Any]) -> dict[str, float]:
    """Return the figures on 0–100. A document without a prediction is a cluster of its own."""
    wanted: Labels = {key: row["incident"] for key, row in gold.items()}
    got: Labels = {key: predictions.get(key, {}).get("incident") or ("alone", key) for key in gold}
    figures = {"b3_f1": b_cubed(wanted, got), "conll_f1": conll(wanted, got)}
    for name, label in _baselines(gold).items():
        baseline = {key: label(key) for key in gold}
        figures[f"b3_f1_{name}"] = b_cubed(wanted, baseline)
        figures[f"conll_f1_{name}"] = conll(wanted, baseline)
    scores = {name: round(100 * value, 1) for name, value in figures.items()}
    for count in ("killed", "injured"):
        right = sum(str(predictions.get(key, {}).get(count)) == str(row.get(count)) for key, row in gold.items())
        scores[f"{count}_accuracy"] = percent(right, len(gold))
    return scores


def _baselines(gold: dict[str, Any]) -> dict[str, Callable[[str], Hashable]]:
    def week_and_city(key: str) -> Hashable:
        row = gold[key]
        day = date.fromisoformat(row["published"]) if row.get("published") else None
        return (day.isocalendar()[:2] if day else None, row.get("city"))

    return {
        "all_single": lambda key: key,
        "gold_date_city": lambda key: (gold[key].get("date"), gold[key].get("city")),
        "published_week_city": week_and_city,
    }


def _clusters(labels: Labels) -> list[frozenset[str]]:
    members: dict[Hashable, set[str]] = defaultdict(set)
    for key, label in labels.items():
        members[label].add(key)
    return [frozenset(cluster) for cluster in members.values()]


def _cluster_of(labels: Labels) -> dict[str, frozenset[str]]:
    return {key: cluster for cluster in _clusters(labels) for key in cluster}


def b_cubed(wanted: Labels, got: Labels) -> float:
    """Return B³ F1 in [0, 1] (Bagga and Baldwin 1998)."""
    gold, ours = _cluster_of(wanted), _cluster_of(got)
    shared = {key: len(gold[key] & ours[key]) for key in wanted}
    precision = sum(shared[key] / len(ours[key]) for key in wanted) / len(wanted)
    recall = sum(shared[key] / len(gold[key]) for key in wanted) / len(wanted)
    return 2 * precision * recall / (precision + recall)


def muc(wanted: Labels, got: Labels) -> float:
    """Return MUC link F1 in [0, 1] (Vilain and others 1995); 0 when either side has no link at all."""

    def recall(keys: Labels, response: Labels) -> tuple[int, int]:
        right = links = 0
        for cluster in _clusters(keys):
            right += len(cluster) - len({response[key] for key in cluster})
            links += len(cluster) - 1
        return right, links

    (found, gold_links), (kept, our_links) = recall(wanted, got), recall(got, wanted)
    if not found or not kept:
        return 0.0
    r, p = found / gold_links, kept / our_links
    return 2 * p * r / (p + r)


def ceaf_e(wanted: Labels, got: Labels) -> float:
    """Return entity-based CEAF F1 (φ4) in [0, 1] (Luo 2005)."""
    gold, ours = _clusters(wanted), _clusters(got)
    likeness = np.array([[2 * len(a & b) / (len(a) + len(b)) for b in ours] for a in gold])
    rows, columns = linear_sum_assignment(-likeness)
    return f1(float(likeness[rows, columns].sum()), len(ours), len(gold))


def conll(wanted: Labels, got: Labels) -> float:
    """Return the mean of MUC, B³ and CEAF F1 in [0, 1] (Pradhan and others 2012)."""
    return (muc(wanted, got) + b_cubed(wanted, got) + ceaf_e(wanted, got)) / 3
