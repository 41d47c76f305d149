"""MUC-4 role fillers in the manner of CEAF-REE: one predicted string, one gold entity, right if it is one of its names."""

from __future__ import annotations

from collections import Counter
from typing import Any

from eval.metrics.counting import f1, percent

__all__ = ["ROLES", "score"]

ROLES = ("PerpInd", "PerpOrg", "Target", "Victim", "Weapon")


def score(gold: dict[str, Any], predictions: dict[str, Any]) -> dict[str, float]:
    """Return role P, R, F1, incident type F1, and the percentage of irrelevant documents that were given a template."""
    roles, types = [0, 0, 0], [0, 0, 0]
    irrelevant = false = 0
    for key, row in gold.items():
        wanted, got = row["templates"], predictions.get(key, {}).get("templates", [])
        if not wanted:
            irrelevant += 1
            false += bool(got)
        _add(types, _count_types(wanted, got))
        for role in ROLES:
            _add(roles, _count_role(wanted, got, role))
    return {
        "role_f1": round(100 * f1(*roles), 1),
        "role_precision": percent(roles[0], roles[1]),
        "role_recall": percent(roles[0], roles[2]),
        "type_f1": round(100 * f1(*types), 1),
        "irrelevant_with_template": percent(false, irrelevant),
    }


def _add(sums: list[int], counts: tuple[int, int, int]) -> None:
    for index, count in enumerate(counts):
        sums[index] += count


def _count_types(wanted: list[dict[str, Any]], got: list[dict[str, Any]]) -> tuple[int, int, int]:
    """Return (right, predicted, gold). The keys write "attack / bombing" where either type is right."""
    gold = Counter(template["incident_type"].split(" / ")[0] for template in wanted)
    predicted = Counter(template.get("incident_type", "") for template in got)
    return (gold & predicted).total(), predicted.total(), gold.total()


def _count_role(wanted: list[dict[str, Any]], got: list[dict[str, Any]], role: str) -> tuple[int, int, int]:
    entities: list[set[str]] = []
    for template in wanted:
        for entity in template.get(role, []):
            names = {(name[0] if isinstance(name, list) else name).lower().strip() for name in entity}
            if names not in entities:
                entities.append(names)
    predicted = list(dict.fromkeys(name.lower().strip() for template in got for name in template.get(role, [])))
    free = list(entities)
    right = 0
    for name in predicted:
        match = next((entity for entity in free if name in entity), None)
        if match is not None:
            free.remove(match)
            right += 1
    return right, len(predicted), len(entities)
