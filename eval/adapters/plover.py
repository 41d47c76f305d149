"""Events of a single sentence → one PLOVER code with the words of the two sides.

The gold is of 2017, when PLOVER still told fighting from assault and had types that are modes today; one code stands for a
sentence: that of its main clause.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from eval.reading import Item, Reader, ReadItem
from musterbook.model import Claim, Event, EventDetail, RelationDetail, ResponsibilityDetail, ThreatDetail

__all__ = ["predict"]

_FOUGHT = frozenset({"Armed clash", "Air/drone strike", "Shelling/artillery/missile attack"})


def predict(items: Iterable[Item], reader: Reader) -> list[dict[str, Any]]:
    """Return `{id, events: [{type, source, target}]}` for each item."""
    return [{"id": read.item["id"], "events": _main(read)} for read in reader.read(items)]


def _main(read: ReadItem) -> list[dict[str, str | None]]:
    """Return the code of the main clause: a political act or a statement that has a code, else the first event told."""
    record = read.extraction.record
    if record is None:
        return []
    political = {
        claim.claim_id for claim in record.claims if isinstance(claim.detail, EventDetail) and claim.detail.is_political
    }
    acts = [event for event in record.events if event.headline_claim_id in political]
    said = [_describe_claim(claim) for claim in record.claims if _code(claim) is not None]
    return [*map(_describe, acts), *said, *map(_describe, record.events)][:1]


def _code(claim: Claim) -> str | None:
    if isinstance(claim.detail, RelationDetail):
        return "CONSULT" if claim.detail.relation == "talks" else None
    if isinstance(claim.detail, ResponsibilityDetail):
        return "DISAPPROVE" if claim.detail.role == "is_blamed" else None
    return "THREATEN" if isinstance(claim.detail, ThreatDetail) else None


def _describe_claim(claim: Claim) -> dict[str, str | None]:
    target = claim.detail.other.words if isinstance(claim.detail, RelationDetail) else None
    return {"type": _code(claim), "source": claim.actor.words if claim.actor else None, "target": target}


def _describe(event: Event) -> dict[str, str | None]:
    return {
        "type": _old_type(event),
        "source": event.initiator.words if event.initiator else None,
        "target": event.recipient.words if event.recipient else event.target,
    }


def _old_type(event: Event) -> str:
    if event.event_type == "REQUEST":
        return "DEMAND"
    if event.event_type == "ACCUSE":
        return "INVESTIGATE" if event.mode == "investigate" else "DISAPPROVE"
    is_force = event.initiator is not None and event.initiator.side == "state_force"
    is_fight = event.sub_event in _FOUGHT or (is_force and event.mode not in {"torture", "abduct"})
    return "FIGHT" if event.event_type == "ASSAULT" and is_fight else event.event_type
