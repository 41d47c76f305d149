"""Which events of a report the MUC-4 keys hold: the rules of the task's own documentation, section 1.0, in terms of the record.

1. Deeds done, tried or foiled; no fighting between armed sides, nothing done to armed men or their things alone (1.1 a, b).
2. What a state's forces do counts only where civilians or somebody by name suffer it (1.2).
3. What is recent: a time of a year or a month with its year, and "ten years ago", tell of history (1.6).
4. What is specific: an area, a town or a population is no target (1.7).
"""

from __future__ import annotations

import re
from typing import Any

from musterbook.model import Claim, Event

__all__ = ["is_incident", "is_relevant"]

_HAPPENED = frozenset({"completed", "attempted", "foiled"})
_FIGHTS = frozenset({
    "events/clash-noun", "events/clash-verb", "events/fight-verb", "events/operation-noun", "events/exchange-fire",
})  # fmt: skip
_ARMED = frozenset({"state_force", "armed_group"})
_OF_STATE = frozenset({"state_force", "police", "government", "international_force"})
_MILITARY = frozenset({
    "army", "military", "troops", "brigade", "battalion", "garrison", "barracks", "patrol", "patrols", "soldiers",
    "battalions", "positions", "position", "guard", "regiment", "detachment", "company", "base", "bases", "camp", "camps",
    "unit", "units", "column", "columns",
})  # fmt: skip
_MATERIEL = frozenset({
    "aircraft", "airplane", "airplanes", "plane", "planes", "helicopter", "helicopters", "armored", "armoured", "tank",
    "tanks", "weapon", "weapons", "gun", "guns", "rifle", "rifles", "ammunition",
})  # fmt: skip
_AREAS = frozenset({
    "area", "areas", "city", "cities", "town", "towns", "village", "villages", "neighborhood", "neighborhoods", "neighbourhood",
    "neighbourhoods", "section", "sections", "canton", "cantons", "district", "districts", "population", "highway", "zone",
    "zones", "region", "municipality", "municipalities", "capital", "hamlet", "hamlets",
})  # fmt: skip
_YEAR = re.compile(r"\b1[89]\d\d\b")
_LONG_AGO = re.compile(r"\b(?:years?|decades?) ago\b|\bdecades?\b")
_WORD = re.compile(r"[a-z]+")


def is_incident(event: Event, claims: list[Claim]) -> bool:
    """True for what the keys hold by its kind: single deeds, but no fighting between armed sides and nothing done to the military."""
    if event.event_type != "ASSAULT" or event.status not in _HAPPENED or event.is_negated or event.is_summary:
        return False
    is_named = any(mark.role == "victim" for claim in claims for mark in claim.marks)
    is_fight = any(claim.claim_id == event.headline_claim_id and claim.rule in _FIGHTS for claim in claims)
    is_armed = event.recipient is not None and event.recipient.side in _ARMED
    is_military = event.target is not None and not _MILITARY.isdisjoint(event.target.lower().split())
    return is_named or not (is_fight or is_armed or is_military)


def is_relevant(event: Event, template: dict[str, Any]) -> bool:
    """True for what the keys hold by its time, its target and who did it."""
    if _is_history(event):
        return False
    if template["Victim"]:
        return True
    targets = template["Target"]
    is_of_arms = _are_all(targets, _MILITARY | _MATERIEL)
    return not (is_of_arms or _are_all(targets, _AREAS) or _is_of_state(event))


def _is_history(event: Event) -> bool:
    """True for "in November 1985" and "ten years ago": a report prints the year of what is long past."""
    interval = event.interval
    if interval is None:
        return False
    words = interval.words.lower()
    is_coarse = interval.granularity not in {"day", "instant"}
    return _LONG_AGO.search(words) is not None or (is_coarse and _YEAR.search(words) is not None)


def _are_all(targets: list[str], words: frozenset[str]) -> bool:
    return bool(targets) and not any(words.isdisjoint(_WORD.findall(target)) for target in targets)


def _is_of_state(event: Event) -> bool:
    """True for a deed of a state's forces that is not told to have been done to civilians."""
    is_against_civilians = event.recipient is not None and event.recipient.side == "civilians"
    return event.initiator is not None and event.initiator.side in _OF_STATE and not is_against_civilians
