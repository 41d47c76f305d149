"""The claims benchmark: pairs, counts and slots, with the arithmetic written out."""

from __future__ import annotations

from typing import Any

import pytest

from eval.metrics.claim_slots import compare_slots
from eval.metrics.claims import align, evaluate, match, score

TEXT = "Five soldiers and three rebels were killed near Goma on Friday, the army said."


def _span(words: str) -> list[int]:
    start = TEXT.index(words)
    return [start, start + len(words)]


def _gold(kind: str, key: str, trigger: str | None = None, **slots: Any) -> dict[str, Any]:
    return {
        "kind": kind,
        "name": None,
        "key": _span(key),
        "trigger": None if trigger is None else _span(trigger),
        "slots": slots,
    }


def _guess(kind: str, claim_id: str = "c-1", **fields: Any) -> dict[str, Any]:
    marks = [
        {"role": role, "start": _span(words)[0], "end": _span(words)[1]}
        for role, words in fields.pop("marks", {}).items()
    ]
    source = {"kind": "outlet", "words": None, "start": None, "end": None}
    attribution = {"source": source, "stance": "states", "hedge": [], "is_nearest": False}
    base = {"claim_id": claim_id, "kind": kind, "start": 0, "end": 5, "sentence": TEXT, "sentence_start": 0}
    return (
        base | {"marks": marks, "attribution": attribution, "quantity": None, "place": None, "interval": None} | fields
    )


def _quantity(low: float | None, high: float | None, bound: str = "exact") -> dict[str, Any]:
    return {"span": [0, 4], "low": low, "high": high, "bound": bound, "unit": None}


def _killed(number: str, value: int) -> dict[str, Any]:
    return _gold("casualties", number, "were killed", outcome="killed", quantity=_quantity(value, value))


def _killed_guess(number: str, value: int, **fields: Any) -> dict[str, Any]:
    marks = {"quantity": number, "trigger": "killed"}
    return _guess("casualties", outcome="killed", quantity=_quantity(value, value), marks=marks, **fields)


def test_two_tolls_at_one_verb_are_paired_by_their_numbers() -> None:
    """Both guesses share the trigger "killed"; the numbers decide, whatever the order."""
    gold = [_killed("Five", 5), _killed("three", 3)]
    guesses = [_killed_guess("three", 3), _killed_guess("Five", 5)]
    assert match(gold, guesses) == [(0, 1), (1, 0)]


def test_pairing_is_one_to_one() -> None:
    """Of two guesses on one gold claim the one with the closer words is paired, the other stays alone."""
    gold = [_gold("event", "were killed", "were killed")]
    wide = _guess("event", marks={"trigger": "three rebels were killed near Goma"})
    close = _guess("event", marks={"trigger": "killed"})
    assert match(gold, [wide, close]) == [(0, 1)]


def test_another_outcome_or_kind_is_no_pair() -> None:
    """A toll of wounded never answers a toll of killed, nor does an event."""
    gold = [_killed("Five", 5)]
    wounded = _killed_guess("Five", 5) | {"outcome": "wounded"}
    assert match(gold, [wounded, _guess("event", marks={"trigger": "killed"})]) == []


def test_a_guess_without_a_number_is_paired_by_the_trigger() -> None:
    """Where the product found the toll but not its number, the words of the verb pair them."""
    assert match([_killed("Five", 5)], [_guess("casualties", outcome="killed", marks={"trigger": "killed"})]) == [
        (0, 0)
    ]


def test_precision_recall_and_f1_by_kind_and_overall() -> None:
    """Counts over two passages, one of them negative."""
    gold = [
        {"id": "a", "text": TEXT, "claims": [_killed("Five", 5), _killed("three", 3), _gold("event", "were killed")]},
        {"id": "b", "text": TEXT, "claims": []},
    ]
    predictions = [
        {"id": "a", "claims": [_killed_guess("Five", 5), _guess("threat", marks={"trigger": "said"})]},
        {"id": "b", "claims": [_guess("threat", marks={"trigger": "said"})]},
    ]
    found = evaluate(gold, predictions)
    # casualties: 2 gold, 1 predicted, 1 paired: P = 1/1, R = 1/2, F1 = 2·1/(2 + 1)
    casualties = found.kinds["casualties"]
    assert (casualties.precision, casualties.recall) == (1.0, 0.5)
    assert casualties.f1 == pytest.approx(2 / 3)
    # overall: 3 gold (2 casualties, 1 event), 3 predicted (1 casualties, 2 threats), 1 paired: P = R = F1 = 1/3
    assert found.overall.precision == pytest.approx(1 / 3)
    assert found.overall.recall == pytest.approx(1 / 3)
    assert found.overall.f1 == pytest.approx(1 / 3)
    # passage b has no gold claim and one predicted
    assert (found.negatives, found.negatives_hit, found.false_on_negatives) == (1, 1, 1)


def test_slots_are_counted_over_pairs_that_annotate_them() -> None:
    """Two pairs; both annotate the number, one of them wrongly guessed; nobody annotates the place."""
    gold = {"a": {"id": "a", "text": TEXT, "claims": [_killed("Five", 5), _killed("three", 3)]}}
    guesses = [_killed_guess("Five", 5), _killed_guess("three", 30)]
    figures = score(gold, {"a": {"id": "a", "claims": guesses}})
    # number and bound: 1 right of 2 = 50 %
    assert figures["slot/quantity"] == pytest.approx(50.0)
    assert "slot/place" not in figures


def test_a_passage_without_prediction_counts_as_empty() -> None:
    """Nothing predicted: recall 0 of 1, and no division by zero in precision."""
    overall = evaluate([{"id": "a", "text": TEXT, "claims": [_killed("Five", 5)]}], []).overall
    assert (overall.precision, overall.recall, overall.f1) == (0.0, 0.0, 0.0)


def test_spans_move_with_their_sentence() -> None:
    """The product parted a dateline from the text: its offsets are three characters off, the sentence tells by how many."""
    guess = _guess("event", marks={"trigger": "killed"})
    moved = align(guess, f"...{TEXT}")
    assert moved["marks"][0]["start"] == guess["marks"][0]["start"] + 3
    assert moved["start"] == 3


@pytest.mark.parametrize(
    ("given", "number", "quantity"),
    [
        (_quantity(40, None, "more_than"), True, True),
        (_quantity(40, None, "at_least"), True, False),  # the limit is right, "more than" is not "at least"
        (_quantity(40, 40), False, False),
        (None, False, False),
    ],
)
def test_a_quantity_is_right_only_with_its_bound(given: Any, number: bool, quantity: bool) -> None:  # noqa: FBT001
    """`number` asks for the limits, `quantity` for the bound too."""
    gold = _gold("strength", "Five", quantity=_quantity(40, None, "more_than"))
    found = compare_slots(gold, _guess("strength", quantity=given), {})
    assert found == {"number": number, "quantity": quantity}


@pytest.mark.parametrize(
    ("wanted", "given", "expected"),
    [
        (("m23", "armed_group"), ("m23", "armed_group"), {"whose": True, "whose/side": True}),
        (("m23", "armed_group"), (None, "armed_group"), {"whose": False, "whose/side": True}),
        ((None, "armed_group"), ("m23", "armed_group"), {"whose": False, "whose/side": True}),
        ((None, "state_force"), ("armed-forces-of-mali", "state_force"), {"whose/side": True}),
        (None, (None, "unknown"), {"whose": True, "whose/side": True}),
        (None, ("m23", "armed_group"), {"whose": False, "whose/side": False}),
    ],
)
def test_actors(wanted: Any, given: Any, expected: dict[str, bool]) -> None:
    """A group must be the right one and none where the text names none; a state's force without a name is open."""
    actor = None if wanted is None else {"span": [0, 4], "actor_id": wanted[0], "side": wanted[1]}
    guess = _guess("casualties", outcome="killed", whose={"actor_id": given[0], "side": given[1]})
    assert compare_slots(_gold("casualties", "Five", whose=actor), guess, {}) == expected


def _place(prec: int = 1, **fields: Any) -> dict[str, Any]:
    row = {"name": "Goma", "country": "CD", "adm1": ["North Kivu"], "adm2": [], "lat": -1.674, "lon": 29.228}
    return {"span": _span("near Goma"), "place": row | fields, "prec": prec}


def _place_guess(prec: int = 1, **fields: Any) -> dict[str, Any]:
    place = {
        "name": "Goma",
        "kind": "town",
        "country": "CD",
        "adm1": "North-Kivu",
        "adm2": None,
        "lat": -1.674,
        "lon": 29.228,
    }
    return {"place": place | fields, "where_prec": prec, "words": "near Goma"}


@pytest.mark.parametrize(
    ("given", "same", "adm1", "precision"),
    [
        (_place_guess(), True, True, True),
        (_place_guess(lat=-1.874), True, True, True),  # 0.2 degrees of latitude = 22.2 km
        (_place_guess(lat=-1.974), False, True, True),  # 0.3 degrees = 33.4 km
        (_place_guess(adm1="South Kivu"), True, False, True),
        (_place_guess(2), True, True, False),
        (None, False, False, False),
    ],
)
def test_a_place_is_right_within_25_km(given: Any, same: bool, adm1: bool, precision: bool) -> None:  # noqa: FBT001
    """The point, the province (hyphens and accents aside) and the precision are three figures."""
    found = compare_slots(_gold("event", "killed", place=_place()), _guess("event", place=given), {})
    assert found == {"place": same, "place/adm1": adm1, "place/precision": precision}


def test_a_province_is_right_by_its_name_and_level() -> None:
    """A town of the province is not the province, however near."""
    gold = _gold("event", "killed", place=_place(4, name="North Kivu"))
    province = _place_guess(4, name="Nord-Kivu", kind="adm1", adm1="North Kivu", lat=0.0)
    assert compare_slots(gold, _guess("event", place=province), {})["place"]
    assert not compare_slots(gold, _guess("event", place=_place_guess(4)), {})["place"]


def test_an_interval_is_right_to_the_day_or_overlaps_by_half() -> None:
    """Gold 1-4 June. 3-4 June: 2 of 4 days = .5, an overlap. 4-6 June: 1 of 6 days, none."""
    wanted = {"span": [0, 4], "earliest": "2020-06-01", "latest": "2020-06-04"}
    gold = _gold("event", "killed", interval=wanted)
    half = _guess("event", interval={"earliest": "2020-06-03", "latest": "2020-06-04"})
    apart = _guess("event", interval={"earliest": "2020-06-04", "latest": "2020-06-06"})
    unresolved = _guess("event", interval={"earliest": None, "latest": None})
    assert compare_slots(gold, half, {}) == {"interval": False, "interval/overlap": True}
    assert compare_slots(gold, apart, {}) == {"interval": False, "interval/overlap": False}
    assert compare_slots(gold, unresolved, {}) == {"interval": False, "interval/overlap": False}


def _said_by(kind: str, words: str | None, *, is_nearest: bool = False) -> dict[str, Any]:
    start, end = (None, None) if words is None else _span(words)
    source = {"kind": kind, "words": words, "start": start, "end": end}
    return {"source": source, "is_nearest": is_nearest, "stance": "states", "hedge": []}


@pytest.mark.parametrize(
    ("wanted", "given", "speaker", "kind"),
    [
        (("the army", "military"), _said_by("military", "army"), True, True),
        (("the army", "military"), _said_by("officials", "the army said"), True, False),
        (("the army", "military"), _said_by("outlet", None), False, False),
        (("the army", "military"), _said_by("military", "the army", is_nearest=True), False, False),
        ((None, "outlet"), _said_by("outlet", None), True, True),
        ((None, "outlet"), _said_by("military", "the army"), False, False),
        ((None, "unknown"), _said_by("military", "the army", is_nearest=True), True, True),
    ],
)
def test_the_speaker(wanted: Any, given: Any, speaker: bool, kind: bool) -> None:  # noqa: FBT001
    """Spans overlap, or both are the outlet; a speaker taken over as a guess answers only "none stated"."""
    source = {"span": None if wanted[0] is None else _span(wanted[0]), "kind": wanted[1]}
    found = compare_slots(_gold("event", "killed", source=source), _guess("event", attribution=given), {})
    assert found == {"source": speaker, "source/kind": kind}


def test_a_denial_points_to_the_paired_claim() -> None:
    """`denies` is right if it holds the id of the predicted claim that is paired with the denied one."""
    gold = _gold("denial", "said", denies="toll")
    guess = _guess("denial", denies="c-7")
    assert compare_slots(gold, guess, {"toll": "c-7"}) == {"denies": True}
    assert compare_slots(gold, guess, {"toll": "c-8"}) == {"denies": False}
    assert compare_slots(gold, guess, {}) == {"denies": False}


def test_lists_and_words_agree_when_one_holds_the_other() -> None:
    """The word "suspected" is found in "suspected of"; an empty list wants an empty one."""
    gold = _gold("event", "killed", hedge=["suspected"], target="a base")
    attribution = _said_by("outlet", None) | {"hedge": ["suspected of"]}
    assert compare_slots(gold, _guess("event", attribution=attribution, target="an army base"), {}) == {
        "hedge": True,
        "target": False,
    }
    assert compare_slots(_gold("event", "killed", hedge=[]), _guess("event", attribution=attribution), {}) == {
        "hedge": False
    }
