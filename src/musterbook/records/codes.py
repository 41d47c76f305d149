"""Code lists of event types: PLOVER types and modes, and the ACLED sub-event that fits an event.

Source: PLOVER manual (2024-02), ACLED event type list (2025); see docs/reference/codes.md.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from musterbook.errors import RegisterError
from musterbook.model import Side, WeaponClass
from musterbook.records.tables import read_rows, read_table, row_words, table_place

__all__ = ["ACLED_SUB_EVENTS", "PLOVER_MODES", "check_type", "choose_mode", "choose_sub_event", "find_plover"]

PLOVER_MODES: dict[str, frozenset[str]] = {
    "AGREE": frozenset(),
    "CONSULT": frozenset({"visit", "third-party", "multilateral", "phone"}),
    "SUPPORT": frozenset(),
    "CONCEDE": frozenset(),
    "COOPERATE": frozenset(),
    "AID": frozenset(),
    "RETREAT": frozenset({"withdraw", "release", "disarm", "ceasefire", "access", "resign"}),
    "REQUEST": frozenset({"assist", "change", "yield", "meet"}),
    "ACCUSE": frozenset({"disapprove", "investigate", "allege"}),
    "REJECT": frozenset({"assist", "change", "yield", "meet"}),
    "THREATEN": frozenset({"restrict", "arrest", "relations", "expel", "territory", "violence"}),
    "PROTEST": frozenset({"demo", "riot", "strike", "hunger", "boycott", "obstruct", "vandalize"}),
    "SANCTION": frozenset({"convict", "expel", "withdraw", "discontinue"}),
    "MOBILIZE": frozenset({"troops", "weapons", "police", "militia"}),
    "COERCE": frozenset({
        "seize", "restrict", "censor", "curfew", "martial-law", "arrest", "deport", "withhold", "misinformation", "cyber",
    }),
    "ASSAULT": frozenset({
        "abduct", "beat", "torture", "sexual", "targeted", "destroy", "primitive", "firearms", "explosives",
        "suicide-attack", "aerial", "drone", "heavy-weapons", "crowd-control", "unconventional",
    }),
}  # fmt: skip

ACLED_SUB_EVENTS = frozenset({
    "Armed clash", "Government regains territory", "Non-state actor overtakes territory", "Chemical weapon",
    "Air/drone strike", "Suicide bomb", "Shelling/artillery/missile attack", "Remote explosive/landmine/IED", "Grenade",
    "Sexual violence", "Attack", "Abduction/forced disappearance", "Peaceful protest", "Protest with intervention",
    "Excessive force against protesters", "Violent demonstration", "Mob violence", "Agreement", "Arrests",
    "Change to group/activity", "Disrupted weapons use", "Headquarters or base established",
    "Looting/property destruction", "Non-violent transfer of territory", "Other",
})  # fmt: skip

_ARMED: frozenset[Side] = frozenset({"state_force", "armed_group", "police", "international_force"})


@dataclass(frozen=True, slots=True, kw_only=True)
class _SubEventRow:
    """One row of codes.toml: a condition that is empty holds for everything."""

    event_type: str
    modes: frozenset[str]
    weapons: frozenset[str]
    recipients: frozenset[str]
    sub_event: str


@dataclass(frozen=True, slots=True, kw_only=True)
class _Codes:
    rows: tuple[_SubEventRow, ...]
    modes_of_weapons: dict[str, str]
    plover_of_sub_events: dict[str, tuple[str, str | None]]


def check_type(event_type: str, mode: str | None, *, where: str) -> None:
    """Refuse a type or mode that PLOVER does not have.

    Raises:
        RegisterError: with `where` as its place.
    """
    if event_type not in PLOVER_MODES:
        raise RegisterError("no such PLOVER type", expected=", ".join(PLOVER_MODES), got=event_type, where=where)
    if mode is not None and mode not in PLOVER_MODES[event_type]:
        raise RegisterError(
            f"no such mode of {event_type}",
            expected=", ".join(sorted(PLOVER_MODES[event_type])) or "no mode",
            got=mode,
            where=where,
        )


def choose_mode(event_type: str, *, mode: str | None, weapon: WeaponClass | None) -> str | None:
    """Return the PLOVER mode: the one of the words, else the one of the weapon; None if neither says."""
    if mode is not None or event_type != "ASSAULT" or weapon is None:
        return mode
    return _load_codes().modes_of_weapons.get(weapon)


def choose_sub_event(
    event_type: str,
    *,
    mode: str | None,
    weapon: WeaponClass | None,
    initiator: Side | None,
    recipient: Side | None,
) -> str | None:
    """Return the ACLED sub-event type; None if none fits what is known."""
    sides = {recipient} if recipient else set()
    kind = ""
    if recipient in _ARMED and (initiator in _ARMED or initiator is None):
        kind = "armed"
    elif recipient in {"civilians", "government"}:
        kind = "unarmed"
    for row in _load_codes().rows:
        if row.event_type != event_type:
            continue
        if row.modes and (mode or "") not in row.modes:
            continue
        if row.weapons and (weapon or "") not in row.weapons:
            continue
        if row.recipients and kind not in row.recipients and not (sides & row.recipients):
            continue
        return row.sub_event
    return None


def find_plover(sub_event: str) -> tuple[str, str | None] | None:
    """Return the PLOVER type and mode of an ACLED sub-event type, whatever the case; None if it has none."""
    return _load_codes().plover_of_sub_events.get(sub_event.casefold())


def _read_plover() -> dict[str, tuple[str, str | None]]:
    found: dict[str, tuple[str, str | None]] = {}
    for sub_event, codes in read_table("codes")["plover_of_sub_event"].items():
        where = table_place("codes", f"plover_of_sub_event.{sub_event}")
        if sub_event not in ACLED_SUB_EVENTS:
            raise RegisterError("no such ACLED sub-event type", got=sub_event, where=where)
        event_type, mode = str(codes[0]), str(codes[1]) if len(codes) > 1 else None
        check_type(event_type, mode, where=where)
        found[sub_event.casefold()] = (event_type, mode)
    return found


@cache
def _load_codes() -> _Codes:
    rows: list[_SubEventRow] = []
    for number, row in enumerate(read_rows("codes", "sub_event"), 1):
        where = table_place("codes", "sub_event", number)
        event_type = str(row.get("type", ""))
        modes = row_words(row, "modes", where=where)
        check_type(event_type, None, where=where)
        for mode in modes:
            if mode:
                check_type(event_type, mode, where=where)
        sub_event = str(row.get("sub_event", ""))
        if sub_event not in ACLED_SUB_EVENTS:
            raise RegisterError("no such ACLED sub-event type", got=sub_event, where=where)
        rows.append(
            _SubEventRow(
                event_type=event_type,
                modes=frozenset(modes),
                weapons=frozenset(row_words(row, "weapons", where=where)),
                recipients=frozenset(row_words(row, "recipients", where=where)),
                sub_event=sub_event,
            )
        )
    modes_of_weapons = {str(key): str(value) for key, value in read_table("codes")["mode_of_weapon"].items()}
    for weapon, mode in modes_of_weapons.items():
        check_type("ASSAULT", mode, where=table_place("codes", f"mode_of_weapon.{weapon}"))
    return _Codes(rows=tuple(rows), modes_of_weapons=modes_of_weapons, plover_of_sub_events=_read_plover())
