"""What a claim says, in one line of the report's own words."""

from __future__ import annotations

from musterbook.assess import name_event
from musterbook.model import (
    ActorReading,
    CasualtiesDetail,
    ChangeDetail,
    Claim,
    CompositionDetail,
    ControlDetail,
    DenialDetail,
    EventDetail,
    LeadershipDetail,
    MovementDetail,
    RecruitmentDetail,
    RelationDetail,
    ResponsibilityDetail,
    StrengthDetail,
    ThreatDetail,
)
from musterbook.report.wording import name_actor, name_code, name_quantity, name_weapon

__all__ = ["summarise"]

_RELATIONS = {
    "pledge": "pledges allegiance to",
    "alliance": "is allied with",
    "cooperation": "co-operates with",
    "split": "splits from",
    "rivalry": "is a rival of",
    "absorbed": "is absorbed by or absorbs",
    "clash": "clashes with",
    "talks": "talks with",
}
_RESPONSIBILITY = {"claims": "claims responsibility", "is_blamed": "is blamed", "rejects": "rejects responsibility"}


def summarise(claim: Claim) -> str:
    """Return the claim in one line; what the text does not say is left out, never filled in."""
    detail, actor = claim.detail, name_actor(claim.actor)
    figure = name_quantity(claim.quantity) if claim.quantity else ""
    match detail:
        case StrengthDetail():
            parts = [
                actor,
                f"{figure} {detail.counted or ''}".strip(),
                f"part of {detail.part_of}" if detail.part_of else "",
            ]
        case ChangeDetail():
            direction = "up" if detail.direction == "up" else "down"
            despite = f"despite {detail.despite}" if detail.despite else ""
            parts = [actor, f"{detail.of} {direction} {figure}".strip(), despite]
        case CasualtiesDetail():
            parts = _summarise_casualties(detail, figure)
        case EventDetail():
            parts = _summarise_event(detail)
        case _:
            parts = _summarise_statement(claim, actor, figure)
    return " · ".join(part for part in parts if part)


def _summarise_casualties(detail: CasualtiesDetail, figure: str) -> list[str]:
    counted = f"another {figure}" if detail.is_addition else f"{figure} in total" if detail.is_total else figure
    return [
        f"{counted} {name_code('outcome', detail.outcome)}".strip(),
        _name_side(detail.whose),
        f"by {name_actor(detail.by)}" if detail.by else "",
    ]


def _name_side(whose: ActorReading) -> str:
    if whose.name:
        return whose.name
    return name_code("side", whose.side) if whose.side != "unknown" else name_actor(whose)


def _summarise_event(detail: EventDetail) -> list[str]:
    sides = " → ".join(name for name in (name_actor(detail.initiator), name_actor(detail.recipient)) if name)
    weapon = name_weapon(detail.weapon.weapon_class, detail.weapon.model) if detail.weapon else ""
    return [
        name_event(detail),
        sides,
        f"on {detail.target}" if detail.target else "",
        weapon,
        name_code("status", detail.status) if detail.status != "completed" else "",
        "said not to have happened" if detail.is_negated else "",
        "several incidents together" if detail.is_summary else "",
    ]


def _summarise_statement(claim: Claim, actor: str, figure: str) -> list[str]:
    detail = claim.detail
    match detail:
        case ResponsibilityDetail():
            parts = [actor, _RESPONSIBILITY[detail.role], detail.act]
        case DenialDetail():
            parts = ["Denied", detail.what]
        case RecruitmentDetail():
            origins = ", ".join(detail.origins) or (name_actor(detail.from_actor) if detail.from_actor else "")
            parts = [actor, f"recruits {figure}".strip(), f"from {origins}" if origins else ""]
        case CompositionDetail():
            parts = [actor, ", ".join(detail.members), figure, f"mainly {detail.main}" if detail.main else ""]
        case MovementDetail():
            ways = (("from", detail.words_from), ("to", detail.words_to))
            route = " ".join(f"{word} {name}" for word, name in ways if name)
            parts = [actor, figure, route, detail.manner or ""]
        case ControlDetail():
            parts = [actor, f"{detail.status} a place"]
        case RelationDetail():
            parts = [f"{actor} {_RELATIONS[detail.relation]} {name_actor(detail.other)}".strip()]
        case ThreatDetail():
            parts = [actor, f"threatens {detail.target or ''}".strip()]
        case LeadershipDetail():
            parts = [actor, " ".join(part for part in (detail.role, detail.name, detail.outcome) if part)]
        case _:
            parts = [actor, figure]
    return parts
