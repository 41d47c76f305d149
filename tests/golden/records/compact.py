"""Claims as one line of text each, so that a whole record can be read beside its passage."""

from __future__ import annotations

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
    QuantityReading,
    RecruitmentDetail,
    RelationDetail,
    ResponsibilityDetail,
    StrengthDetail,
    ThreatDetail,
)


def compact(claim: Claim) -> str:
    """Return the claim as one line: kind, what it says, then `at` and `when` in the words of the text."""
    parts = [claim.kind, *_describe(claim)]
    if claim.place is not None:
        parts.append(f"at={claim.place.words}")
    if claim.interval is not None:
        parts.append(f"when={claim.interval.words}")
    return " | ".join(parts)


def _who(actor: ActorReading | None) -> str:
    if actor is None:
        return "-"
    return actor.actor_id or actor.side


def _number(quantity: QuantityReading | None) -> str:
    if quantity is None:
        return "-"
    low = "" if quantity.low is None else f"{quantity.low:g}"
    high = "" if quantity.high is None else f"{quantity.high:g}"
    return low if low == high and low else f"{low}..{high}"


def _describe(claim: Claim) -> list[str]:  # noqa: C901, PLR0911, PLR0912  # one line for each kind of claim
    detail = claim.detail
    match detail:
        case StrengthDetail():
            return [_who(claim.actor), f"{_number(claim.quantity)} {detail.counted or '-'}"]
        case ChangeDetail():
            return [_who(claim.actor), f"{detail.of} {detail.direction} {_number(claim.quantity)}"]
        case CasualtiesDetail():
            total = " in all" if detail.is_total else ""
            return [
                f"{detail.outcome} {_number(claim.quantity)}{total}",
                f"of={_who(detail.whose)}",
                f"by={_who(detail.by)}",
            ]
        case EventDetail():
            marks = "".join(
                [" not" if detail.is_negated else "", "" if detail.status == "completed" else f" {detail.status}"]
            )
            mode = f"/{detail.mode}" if detail.mode else ""
            many = " (several)" if detail.is_summary else ""
            target = [f"target={detail.target}"] if detail.target else []
            return [
                f"{'political ' if detail.is_political else ''}{detail.event_type}{mode}{marks}{many}",
                f"by={_who(detail.initiator)}",
                f"on={_who(detail.recipient)}",
                *target,
            ]
        case ResponsibilityDetail():
            return [_who(claim.actor), detail.role, detail.act]
        case DenialDetail():
            return [_who(claim.actor), detail.what]
        case RecruitmentDetail():
            origins = ", ".join(detail.origins) or "-"
            return [_who(claim.actor), f"{_number(claim.quantity)} from={_who(detail.from_actor)} origins={origins}"]
        case CompositionDetail():
            return [_who(claim.actor), f"{', '.join(detail.members)} main={detail.main or '-'}"]
        case MovementDetail():
            return [
                _who(claim.actor),
                f"{detail.manner or 'moved'} from={detail.words_from or '-'} to={detail.words_to or '-'}",
            ]
        case ControlDetail():
            return [_who(claim.actor), detail.status]
        case RelationDetail():
            return [_who(claim.actor), f"{detail.relation} {_who(detail.other)}"]
        case ThreatDetail():
            return [_who(claim.actor), detail.target or "-"]
        case LeadershipDetail():
            return [_who(claim.actor), f"{detail.outcome} {detail.role} {detail.name or '-'}"]
