"""How far two blind annotations of the claims gold agree.

`python -m eval.agreement` pairs the claims of both by the rule of the claims metric, and prints F1 of claims, the share
of slots that agree where both annotate them, and Cohen's kappa of the slots with closed values.
"""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from eval.claims_gold import PASSAGES, load_passages, to_gold
from eval.metrics.claim_slots import compare_slots
from eval.metrics.claims import match
from eval.metrics.counting import f1, percent

SECOND = PASSAGES.parent / "second" / "passages.toml"
Record = Mapping[str, Any]
Pair = tuple[Record, Record]


@dataclass(frozen=True, slots=True, kw_only=True)
class Agreement:
    """What two annotations of the same passages share.

    Attributes:
        kinds: claims of the first, of the second, and paired, by kind.
        slots: (agreed, annotated by both) by slot, over paired claims.
        closed: pairs of values by closed slot, for kappa.
    """

    kinds: Mapping[str, tuple[int, int, int]]
    slots: Mapping[str, tuple[int, int]]
    closed: Mapping[str, Sequence[tuple[str, str]]]


def compare(first: Sequence[Record], second: Sequence[Record]) -> Agreement:
    """Return the agreement on the passages that the second annotation has, both as `to_gold` returns them."""
    by_id = {passage["id"]: passage for passage in first}
    one, two, paired = Counter[str](), Counter[str](), Counter[str]()
    agreed, annotated = Counter[str](), Counter[str]()
    closed: dict[str, list[tuple[str, str]]] = {}
    for passage in second:
        left, right = by_id[passage["id"]]["claims"], passage["claims"]
        one.update(claim["kind"] for claim in left)
        two.update(claim["kind"] for claim in right)
        for pair in ((left[i], right[j]) for i, j in match(left, [_as_guess(claim) for claim in right])):
            paired[pair[0]["kind"]] += 1
            for slot, is_same in _compare_shared(pair).items():
                annotated[slot] += 1
                agreed[slot] += is_same
            for slot, values in _closed_values(pair).items():
                closed.setdefault(slot, []).append(values)
    return Agreement(
        kinds={kind: (one[kind], two[kind], paired[kind]) for kind in sorted(one | two)},
        slots={slot: (agreed[slot], count) for slot, count in sorted(annotated.items())},
        closed=closed,
    )


def kappa(values: Sequence[tuple[str, str]]) -> float | None:
    """Return Cohen's kappa; None where both always give one and the same value, or there are no values."""
    total = len(values)
    left, right = Counter(one for one, _ in values), Counter(two for _, two in values)
    if not total or (expected := sum(left[value] * right[value] for value in left) / total**2) == 1:
        return None
    observed = sum(one == two for one, two in values) / total
    return (observed - expected) / (1 - expected)


def _as_guess(claim: Record) -> Record:
    """Return a gold claim in the shape of a predicted one."""
    slots = claim["slots"]
    role = "quantity" if slots.get("quantity") else "trigger"
    spans = [(role, claim["key"])]
    if claim["trigger"] is not None and role == "quantity":
        spans.append(("trigger", claim["trigger"]))
    source = slots.get("source") or {"kind": None, "span": None}
    start, end = source["span"] or (None, None)
    renamed = {"negated": "is_negated", "summary": "is_summary", "total": "is_total", "addition": "is_addition"}
    guess = {renamed.get(slot, slot): value for slot, value in slots.items()}
    return guess | {
        "kind": claim["kind"],
        "outcome": slots.get("outcome"),
        "start": claim["key"][0],
        "end": claim["key"][1],
        "marks": [{"role": role, "start": span[0], "end": span[1]} for role, span in spans],
        "initiator": slots.get("by"),
        "role": slots.get("title") if claim["kind"] == "leadership" else slots.get("role"),
        "status": slots.get("control") if claim["kind"] == "control" else slots.get("status"),
        "includes": [[part] for part in slots.get("includes") or ()],
        "attribution": {
            "stance": slots.get("stance"),
            "hedge": slots.get("hedge"),
            "source": {"kind": source["kind"], "start": start, "end": end},
            "is_nearest": False,
        },
    }


# Places and weapons have another form in a prediction; the second annotation leaves these and the rest of the source out.
_LEFT_OUT = frozenset(
    {"place", "origin", "destination", "weapon", "denies", "speech", "channel", "anonymous", "party", "evidence"}
    | {"said_on"}
)


def _compare_shared(pair: Pair) -> dict[str, bool]:
    first, second = pair
    shared = (first["slots"].keys() & second["slots"].keys()) - _LEFT_OUT
    gold = {**first, "slots": {slot: first["slots"][slot] for slot in shared}}
    return compare_slots(gold, _as_guess(second), {})


def _closed_values(pair: Pair) -> dict[str, tuple[str, str]]:
    one, two = (claim["slots"] for claim in pair)
    values = {slot: (one[slot], two[slot]) for slot in ("status", "stance") if slot in one and slot in two}
    for name, slot, part in (("source kind", "source", "kind"), ("bound", "quantity", "bound")):
        if one.get(slot) and two.get(slot):
            values[name] = (one[slot][part], two[slot][part])
    return values


def _table(agreement: Agreement) -> str:
    sums = tuple(sum(counts[at] for counts in agreement.kinds.values()) for at in range(3))
    lines = ["claims           first second paired    F1"]
    for kind, (one, two, paired) in [("all", sums), *agreement.kinds.items()]:
        lines.append(f"{kind:16} {one:5d} {two:6d} {paired:6d} {100 * f1(paired, two, one):5.1f}")
    lines.append("slot             agree     n")
    lines += [f"{slot:16} {percent(right, count):5.1f} {count:5d}" for slot, (right, count) in agreement.slots.items()]
    lines.append("kappa                      n")
    for slot, values in sorted(agreement.closed.items()):
        figure = kappa(values)
        lines.append(f"{slot:16} {'    -' if figure is None else f'{figure:5.2f}'} {len(values):5d}")
    return "\n".join(lines) + "\n"


def main() -> int:
    """Print the agreement of the second annotation with the first."""
    first = [to_gold(passage) for passage in load_passages()]
    second = [to_gold(passage) for passage in load_passages([SECOND])]
    sys.stdout.write(_table(compare(first, second)))
    return 0


if __name__ == "__main__":
    sys.exit(main())
