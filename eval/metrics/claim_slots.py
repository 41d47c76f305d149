"""Whether the slots of a predicted claim agree with those of the gold claim it is paired with."""

from __future__ import annotations

import math
import unicodedata
from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

Record = Mapping[str, Any]
Verdicts = dict[str, bool]

NEAR_KM = 25.0
HALF = 0.5
_EARTH_KM = 6371.0
# Without an id in gold, an id of a state's force is not wrong ("soldiers" in a report on Mali); a group's is.
_UNNAMED_ARE_OPEN = frozenset({"state_force", "police", "government", "international_force", "civilians"})
_ADM1_LEVEL = 4
_ADM2_LEVEL = 3
_FUZZY_LEVEL = 5


def compare_slots(gold: Record, guess: Record, claim_ids: Mapping[str, str]) -> Verdicts:
    """Return right or wrong for each figure of each slot that gold annotates.

    Args:
        gold: a gold claim as JSON values.
        guess: the predicted claim it is paired with, in the product's JSON.
        claim_ids: for the gold claims of the passage that have a name: id of the predicted claim they are paired with.
    """
    verdicts: Verdicts = {}
    for slot, wanted in gold["slots"].items():
        if slot == "outcome":  # pairing has asked for it
            continue
        if slot == "denies":
            verdicts[slot] = guess.get("denies") == (None if wanted is None else claim_ids.get(wanted, ""))
            continue
        given = _given(guess, slot)
        for end, compare in _FAMILIES.items():
            if slot in end:
                verdicts |= compare(slot, wanted, given)
                break
        else:
            verdicts[slot] = _same(wanted, given)
    return verdicts


def _given(guess: Record, slot: str) -> Any:
    attribution = guess["attribution"]
    if slot in _OF_ATTRIBUTION:
        return attribution[_OF_ATTRIBUTION[slot]]
    if slot == "source":
        return attribution["source"] | {"is_nearest": attribution["is_nearest"]}
    if slot == "weapon":
        return (guess["weapon"] or {}).get("weapon_class")
    if slot == "by" and guess["kind"] == "event":
        return guess["initiator"]
    return guess.get(_OTHER_NAME.get(slot, slot))


def _same(wanted: Any, given: Any) -> bool:
    return bool(wanted == given)


def _fold(text: str) -> str:
    plain = unicodedata.normalize("NFKD", text)
    return " ".join(
        "".join(letter if letter.isalnum() else " " for letter in plain if not unicodedata.combining(letter))
        .casefold()
        .split()
    )


def _within(one: str | None, other: str | None) -> bool:
    if one is None or other is None:
        return one is other
    left, right = _fold(one), _fold(other)
    return bool(left and right) and (left in right or right in left)


def _compare_words(slot: str, wanted: str | None, given: str | None) -> Verdicts:
    return {slot: _within(wanted, given)}


def _compare_lists(slot: str, wanted: list[str], given: list[str]) -> Verdicts:
    if not wanted or not given:
        return {slot: not wanted and not given}
    return {slot: all(any(_within(one, other) for other in given) for one in wanted)}


def _close(one: float | None, other: float | None) -> bool:
    if one is None or other is None:
        return one is other
    return math.isclose(one, other, rel_tol=1e-6)


def _number_agrees(wanted: Record, given: Record) -> bool:
    unit_agrees = wanted["unit"] is None or wanted["unit"] == given["unit"]
    return unit_agrees and _close(wanted["low"], given["low"]) and _close(wanted["high"], given["high"])


def _compare_quantity(slot: str, wanted: Record | None, given: Record | None) -> Verdicts:
    if wanted is None or given is None:
        return {"number": wanted is given, slot: wanted is given}
    number = _number_agrees(wanted, given)
    return {"number": number, slot: number and wanted["bound"] == given["bound"]}


def _compare_includes(slot: str, wanted: list[Record], given: list[Any]) -> Verdicts:
    numbers = [part[0] for part in given]
    found = all(any(_number_agrees(one, other) for other in numbers) for one in wanted)
    return {slot: found and len(wanted) == len(numbers)}


def _compare_actor(slot: str, wanted: Record | None, given: Record | None) -> Verdicts:
    """`slot/side` and, where gold knows which one or the text names no group, `slot` itself."""
    if wanted is None:
        is_empty = given is None or (given["side"] == "unknown" and given["actor_id"] is None)
        return {slot: is_empty, f"{slot}/side": is_empty}
    verdicts = {f"{slot}/side": given is not None and given["side"] == wanted["side"]}
    if wanted["actor_id"] is not None or wanted["side"] not in _UNNAMED_ARE_OPEN:
        verdicts[slot] = verdicts[f"{slot}/side"] and given is not None and given["actor_id"] == wanted["actor_id"]
    return verdicts


def _distance_km(one: Record, other: Record) -> float:
    if one["lat"] is None or other["lat"] is None:
        return math.inf
    lat1, lon1, lat2, lon2 = (math.radians(value) for value in (one["lat"], one["lon"], other["lat"], other["lon"]))
    half = math.sin((lat2 - lat1) / 2) ** 2 + math.cos(lat1) * math.cos(lat2) * math.sin((lon2 - lon1) / 2) ** 2
    return 2 * _EARTH_KM * math.asin(math.sqrt(half))


def _is_named(level: str, spellings: list[str], place: Record) -> bool:
    names = [place[level], place["name"] if place["kind"] == level else None]
    return any(_fold(one) == _fold(other) for one in spellings for other in names if other is not None)


def _compare_place(slot: str, wanted: Record | None, given: Record | None) -> Verdicts:
    """`slot` (the same place), `slot/adm1`, `slot/precision`; a reading that is not resolved counts as no place."""
    place = None if given is None else given["place"]
    if wanted is None:
        return {slot: place is None}
    row, prec = wanted["place"], wanted["prec"]
    verdicts = {
        slot: False,
        f"{slot}/precision": place is not None and given is not None and given["where_prec"] == prec,
    }
    if row["adm1"] and prec <= _FUZZY_LEVEL:
        verdicts[f"{slot}/adm1"] = place is not None and _is_named("adm1", row["adm1"], place)
    if place is None:
        return verdicts
    in_country = row["country"] is None or row["country"] == place["country"]
    if prec > _FUZZY_LEVEL:
        verdicts[slot] = in_country and place["kind"] not in {"adm1", "adm2", "town", "landmark"}
    elif prec == _ADM1_LEVEL:
        verdicts[slot] = in_country and place["kind"] == "adm1" and verdicts[f"{slot}/adm1"]
    else:
        is_near = _distance_km(row, place) <= NEAR_KM
        is_region = prec == _FUZZY_LEVEL and _fold(row["name"]) == _fold(place["name"])
        verdicts[slot] = (
            is_near or is_region or (prec == _ADM2_LEVEL and in_country and _is_named("adm2", row["adm2"], place))
        )
    return verdicts


def _compare_interval(slot: str, wanted: Record | None, given: Record | None) -> Verdicts:
    """`slot` (both days the same) and `slot/overlap` (days in both are at least half of the days in either)."""
    if given is not None and given["earliest"] is None:
        given = None
    if wanted is None or given is None:
        return {slot: wanted is given, f"{slot}/overlap": wanted is given}
    days = [
        (date.fromisoformat(one["earliest"]).toordinal(), date.fromisoformat(one["latest"]).toordinal())
        for one in (wanted, given)
    ]
    shared = min(days[0][1], days[1][1]) - max(days[0][0], days[1][0]) + 1
    either = max(days[0][1], days[1][1]) - min(days[0][0], days[1][0]) + 1
    return {slot: days[0] == days[1], f"{slot}/overlap": max(shared, 0) / either >= HALF}


def _compare_source(slot: str, wanted: Record, given: Record) -> Verdicts:
    """`slot`: the same speaker (spans overlap, or both the outlet, or none stated), and `slot/kind`."""
    if wanted["span"] is None:
        nobody = given["kind"] == wanted["kind"] or (wanted["kind"] == "unknown" and given["is_nearest"])
        return {slot: nobody, f"{slot}/kind": nobody}
    start, end = wanted["span"]
    is_said = given["start"] is not None and not given["is_nearest"]
    overlaps = is_said and min(end, given["end"]) > max(start, given["start"])
    return {slot: overlaps, f"{slot}/kind": overlaps and given["kind"] == wanted["kind"]}


_OF_ATTRIBUTION = {
    "stance": "stance",
    "hedge": "hedge",
    "speech": "mode",
    "channel": "channel",
    "anonymous": "is_anonymous",
    "party": "is_party",
    "evidence": "evidence",
}
_OTHER_NAME = {
    "negated": "is_negated",
    "summary": "is_summary",
    "total": "is_total",
    "addition": "is_addition",
    "control": "status",
    "title": "role",
}
_FAMILIES: Mapping[tuple[str, ...], Callable[..., Verdicts]] = {
    ("quantity",): _compare_quantity,
    ("includes",): _compare_includes,
    ("actor", "whose", "by", "recipient", "other"): _compare_actor,
    ("place", "origin", "destination"): _compare_place,
    ("interval",): _compare_interval,
    ("source",): _compare_source,
    ("counted", "target", "title", "channel"): _compare_words,
    ("hedge", "members", "origins"): _compare_lists,
}
