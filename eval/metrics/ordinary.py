"""How much of ordinary news is read as conflict, and how much news of conflict is not read at all."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from eval.metrics.counting import percent

__all__ = ["score"]


def score(gold: Mapping[str, Any], predictions: Mapping[str, Any]) -> dict[str, float]:
    """Return the share of ordinary passages with a claim, their claims, and the share of conflict passages without one.

    Args:
        gold: by id, with `is_conflict`.
        predictions: by id, with `claims`; a political act ("condemned", "agreed") counts as none.

    Returns:
        Shares in per cent of the passages of their sort; 0 where there are none.
    """
    made = {key: _count(predictions.get(key, {})) for key in gold}
    ordinary = [made[key] for key, row in gold.items() if not row["is_conflict"]]
    conflict = [made[key] for key, row in gold.items() if row["is_conflict"]]
    return {
        "ordinary_passages": len(ordinary),
        "ordinary_read_as_conflict": percent(sum(count > 0 for count in ordinary), len(ordinary)),
        "false_claims": sum(ordinary),
        "conflict_passages": len(conflict),
        "conflict_not_read": percent(sum(count == 0 for count in conflict), len(conflict)),
    }


def _count(prediction: Mapping[str, Any]) -> int:
    return sum(not claim.get("is_political") for claim in prediction.get("claims", ()))
