"""The claims benchmark: pairs predicted claims with gold claims, counts them by kind, and compares their slots.

Gold is what `eval.claims_gold.to_gold` returns; predictions are `{id, claims}` with claims in the product's own JSON.
"""

from __future__ import annotations

import dataclasses
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from eval.metrics.claim_slots import compare_slots
from eval.metrics.counting import f1, percent

Span = tuple[int, int]
Record = Mapping[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Counts:
    """Claims in gold, predicted, and paired."""

    gold: int = 0
    predicted: int = 0
    paired: int = 0

    @property
    def precision(self) -> float:
        """Share of predicted claims that are in gold; 0 without any."""
        return self.paired / self.predicted if self.predicted else 0.0

    @property
    def recall(self) -> float:
        """Share of gold claims that were predicted; 0 without any."""
        return self.paired / self.gold if self.gold else 0.0

    @property
    def f1(self) -> float:
        """Harmonic mean of both."""
        return f1(self.paired, self.predicted, self.gold)


@dataclass(frozen=True, slots=True, kw_only=True)
class Score:
    """What the benchmark measured.

    Attributes:
        kinds: counts by kind.
        slots: (right, annotated) by slot, over paired claims whose gold annotates the slot.
        slots_by_kind: the same by (kind, slot).
        negatives: passages without a gold claim; negatives_hit: those of them with a predicted claim.
        false_on_negatives: claims predicted in them.
    """

    kinds: Mapping[str, Counts]
    slots: Mapping[str, tuple[int, int]]
    slots_by_kind: Mapping[tuple[str, str], tuple[int, int]]
    negatives: int
    negatives_hit: int
    false_on_negatives: int

    @property
    def overall(self) -> Counts:
        """Counts over all kinds."""
        return Counts(
            **{
                key.name: sum(getattr(counts, key.name) for counts in self.kinds.values())
                for key in dataclasses.fields(Counts)
            }
        )

    def as_metrics(self) -> dict[str, float]:
        """Return every figure under a flat name, shares in per cent: `f1`, `precision/casualties`, `slot/whose`."""
        metrics: dict[str, float] = {}
        for suffix, counts in [
            ("", self.overall),
            *((f"/{kind}", counts) for kind, counts in sorted(self.kinds.items())),
        ]:
            metrics |= {f"{name}{suffix}": percent(getattr(counts, name), 1) for name in ("precision", "recall", "f1")}
        metrics |= {f"slot/{slot}": percent(right, total) for slot, (right, total) in sorted(self.slots.items())}
        return metrics | {
            "negatives/passages": self.negatives,
            "negatives/passages_hit": self.negatives_hit,
            "negatives/false_claims": self.false_on_negatives,
        }


@dataclass(slots=True)
class _Tally:
    gold: Counter[str] = field(default_factory=Counter)
    predicted: Counter[str] = field(default_factory=Counter)
    paired: Counter[str] = field(default_factory=Counter)
    right: Counter[tuple[str, str]] = field(default_factory=Counter)
    annotated: Counter[tuple[str, str]] = field(default_factory=Counter)


def score(gold: Mapping[str, Any], predictions: Mapping[str, Any]) -> dict[str, float]:
    """Return every figure of gold and predictions by id, under a flat name."""
    return evaluate(list(gold.values()), list(predictions.values())).as_metrics()


def evaluate(gold: Sequence[Record], predictions: Sequence[Record]) -> Score:
    """Return the score of predictions against gold; a passage without a prediction counts as one with no claims."""
    claims_of = {prediction["id"]: prediction["claims"] for prediction in predictions}
    tally = _Tally()
    on_negatives: list[int] = []
    for passage in gold:
        predicted = [align(claim, passage["text"]) for claim in claims_of.get(passage["id"], ())]
        if not passage["claims"]:
            on_negatives.append(sum(not claim.get("is_political") for claim in predicted))
        _count(passage["claims"], predicted, tally)
    kinds = sorted(tally.gold | tally.predicted)
    by_slot: dict[str, tuple[int, int]] = {}
    for (_, slot), total in tally.annotated.items():
        by_slot[slot] = (0, by_slot.get(slot, (0, 0))[1] + total)
    for (_, slot), right in tally.right.items():
        by_slot[slot] = (by_slot[slot][0] + right, by_slot[slot][1])
    return Score(
        kinds={
            kind: Counts(gold=tally.gold[kind], predicted=tally.predicted[kind], paired=tally.paired[kind])
            for kind in kinds
        },
        slots=by_slot,
        slots_by_kind={key: (tally.right[key], total) for key, total in tally.annotated.items()},
        negatives=len(on_negatives),
        negatives_hit=sum(count > 0 for count in on_negatives),
        false_on_negatives=sum(on_negatives),
    )


def _count(gold: Sequence[Record], predicted: Sequence[Record], tally: _Tally) -> None:
    pairs = match(gold, predicted)
    paired = {other for _, other in pairs}
    # Political acts are not annotated (GUIDELINE.md): one that is no gold claim is neither right nor wrong.
    asked = [claim for index, claim in enumerate(predicted) if index in paired or not claim.get("is_political")]
    tally.gold.update(claim["kind"] for claim in gold)
    tally.predicted.update(claim["kind"] for claim in asked)
    claim_ids = {gold[one]["name"]: predicted[other]["claim_id"] for one, other in pairs if gold[one]["name"]}
    for one, other in pairs:
        kind = gold[one]["kind"]
        tally.paired[kind] += 1
        for slot, is_right in compare_slots(gold[one], predicted[other], claim_ids).items():
            tally.annotated[kind, slot] += 1
            tally.right[kind, slot] += is_right


def align(claim: Record, text: str) -> Record:
    """Return the claim with its spans moved to where its sentence stands in this text.

    The product may part a dateline or a headline from the text, so that its offsets are a few characters off. A claim
    whose sentence is not found is left as it is.
    """
    sentence, begin = claim["sentence"], claim["sentence_start"]
    places = []
    at = text.find(sentence)
    while at >= 0:
        places.append(at)
        at = text.find(sentence, at + 1)
    shift = min((place - begin for place in places), key=abs, default=0)
    if shift == 0:
        return claim
    marks = [mark | {"start": mark["start"] + shift, "end": mark["end"] + shift} for mark in claim["marks"]]
    attribution = dict(claim["attribution"])
    source = attribution["source"]
    if source["start"] is not None:
        attribution["source"] = source | {"start": source["start"] + shift, "end": source["end"] + shift}
    moved = {"start": claim["start"] + shift, "end": claim["end"] + shift, "marks": marks, "attribution": attribution}
    return {**claim, **moved}


def match(gold: Sequence[Record], predicted: Sequence[Record]) -> list[tuple[int, int]]:
    """Return one-to-one pairs of indices: same kind (and outcome), overlapping key words, the closest overlap first."""
    scored = []
    for one, claim in enumerate(gold):
        for other, guess in enumerate(predicted):
            if claim["kind"] == guess["kind"] and claim["slots"].get("outcome") == guess.get("outcome"):
                overlap = _closeness(claim, guess)
                if overlap > 0:
                    scored.append((-overlap, one, other))
    pairs: list[tuple[int, int]] = []
    for _, one, other in sorted(scored):
        if all(one != left and other != right for left, right in pairs):
            pairs.append((one, other))
    return sorted(pairs)


def _closeness(gold: Record, guess: Record) -> float:
    """Return how far the key words of both cover each other, in (0, 1]; 0 if they do not meet.

    Numbers are compared with numbers. Where only one side quotes a number, the triggers are compared.
    """
    numbers = _marks(guess, "quantity")
    by_number = bool(gold["slots"].get("quantity")) and bool(numbers)
    if by_number:
        return max(_iou(tuple(gold["key"]), span) for span in numbers)
    words = _marks(guess, "trigger", "whose") or [(guess["start"], guess["end"])]
    keys = [tuple(span) for span in (gold["key"], gold["trigger"]) if span is not None]
    return max(_iou(key, span) for key in keys for span in words)


def _marks(guess: Record, *roles: str) -> list[Span]:
    return [(mark["start"], mark["end"]) for mark in guess["marks"] if mark["role"] in roles]


def _iou(one: Span, other: Span) -> float:
    shared = min(one[1], other[1]) - max(one[0], other[0])
    return shared / (max(one[1], other[1]) - min(one[0], other[0])) if shared > 0 else 0.0
