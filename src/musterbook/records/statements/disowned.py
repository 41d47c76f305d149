"""Denials in so many words: "Our pilots did not carry out any strike", beside the strike that was told before.

Nobody says "denied": a speaker tells the happening as one that did not happen. It is a denial where the document tells it as one
that did, and somebody else, or the report itself, tells it so.
"""

from __future__ import annotations

from dataclasses import replace

from musterbook.model import Claim, DenialDetail
from musterbook.records.context import DocumentContext
from musterbook.records.events.agreement import places_agree, times_agree
from musterbook.records.events.tellings import Draft, Telling
from musterbook.records.events.ties import families_meet
from musterbook.records.sides.acts import speaker_found

__all__ = ["read_disowned"]

_NOBODY = frozenset({"outlet", "unknown"})
_DONE = frozenset({"completed", "historical", "attempted"})
_MOST_BACK = 40  # tellings that a negated one is held against: the last ones


def read_disowned(context: DocumentContext, draft: Draft) -> None:
    """Add a denial for each happening that a speaker tells as one that did not happen, and the document as one that did."""
    for number, telling in enumerate(draft.tellings):
        if telling.detail.is_negated and telling.claim.attribution.source.kind not in _NOBODY:
            before = reversed(draft.tellings[max(0, number - _MOST_BACK) : number])
            denied = next((told for told in before if _is_denied(told, telling)), None)
            claim = _make_denial(context, telling, denied) if denied is not None else None
            if claim is not None:
                draft.claims.append(claim)


def _is_denied(told: Telling, telling: Telling) -> bool:
    """Return whether the second says of the first that it did not happen."""
    first, second = (held.claim.attribution.source.actor for held in (told, telling))
    is_own_word = first is not None and second is not None and first.actor_id == second.actor_id is not None
    return (
        not told.detail.is_negated
        and told.detail.status in _DONE
        and told.detail.event_type == telling.detail.event_type
        and not is_own_word
        and (families_meet(telling.family, told.family) or families_meet(told.family, telling.family))
        and places_agree(told.claim.place, telling.claim.place)
        and times_agree(told.claim.interval, telling.claim.interval)
    )


def _make_denial(context: DocumentContext, telling: Telling, denied: Telling) -> Claim | None:
    claim = telling.claim
    view = context.view_at(claim.sentence_start)
    if view is None:
        return None
    actor = speaker_found(claim.attribution)
    slots = replace(context.slots(view, telling.position, actor=actor), place=None, interval=None)
    what = context.document.text[claim.start : claim.end]
    return context.make(
        view,
        "denial",
        detail=DenialDetail(what=what, denies=denied.claim.claim_id),
        rule="events/negated",
        slots=slots,
        trigger=context.trigger_mark(view, telling.position),
    )
