"""Figures that a text gives as former ones: another took their place.

1. The number behind "from" where a verb of change governs it: "revised to 34 from 48".
2. What was said before: "initially" over the number ("the ministry had first put it at 48"), or a pluperfect of saying, where
   the text has another figure of the same happening from the same side ("Police had said nine were killed").
3. The count that a later sentence lowers or raises: "a figure it cut to 20 on Monday".
4. What is taken back: "withdrew its figure of 110 dead".
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from dataclasses import replace

from musterbook.model import CasualtiesDetail, Claim
from musterbook.records.events.tellings import Draft
from musterbook.records.sentences.untrue import is_withdrawn
from musterbook.records.sentences.views import SentenceView
from musterbook.records.tables import read_words

__all__ = ["is_said_before", "mark_replaced", "replace_figure"]

_HEADS, _NEAR_HEADS = 12, 4


def mark_replaced(draft: Draft, view: SentenceView) -> None:
    """Mark the casualty claims of one sentence that give a former figure, if the sentence or the one before gives another."""
    # The claims of this sentence are the last of the draft: to look through all would be quadratic in the text.
    mine = itertools.takewhile(lambda claim: claim.sentence_start == view.sentence.start, reversed(draft.claims))
    for claim in tuple(mine):
        position = _find_number(view, claim) if _is_toll(claim) else None
        if position is None:
            continue
        is_former = _is_former(view, position) and any(_successors(draft, claim))
        is_before = is_said_before(view, position) and any(
            _is_of_same(other, claim) for other in _successors(draft, claim)
        )
        if is_withdrawn(view, position) or is_former or is_before:
            replace_figure(draft, claim)


def replace_figure(draft: Draft, claim: Claim) -> None:
    """Mark one claim of the draft as a former figure."""
    if isinstance(claim.detail, CasualtiesDetail):
        index = next(i for i, known in enumerate(draft.claims) if known.claim_id == claim.claim_id)
        draft.claims[index] = replace(claim, detail=replace(claim.detail, is_replaced=True))


def _is_toll(claim: Claim) -> bool:
    return isinstance(claim.detail, CasualtiesDetail) and claim.quantity is not None


def _find_number(view: SentenceView, claim: Claim) -> int | None:
    mark = next((mark for mark in claim.marks if mark.role == "quantity"), None)
    positions = view.positions(mark.start, mark.end) if mark is not None else ()
    return positions[0] if positions else None


def _is_former(view: SentenceView, position: int) -> bool:
    above = list(view.ancestors(position))[:_HEADS]
    changes = read_words("tolls", "replaced", "verbs")
    is_from = position > 0 and view.tokens[position - 1].text.lower() == "from"
    if is_from and any(view.keys[at] in changes for at in above):
        return True
    formerly = read_words("tolls", "replaced", "formerly")
    for at in above[:_NEAR_HEADS]:
        near = [*view.children[at], *view.prepositional(at, ("at",))]  # "put at first at 11"
        beside = {view.tokens[child].text.lower() for child in near}
        if "had" in beside and view.tokens[at].pos == "VERB" and beside & formerly:
            return True
        is_at_first = any(view.keys[view.tokens[child].head] == "at" and view.keys[child] == "first" for child in near)
        if (is_at_first or beside & (formerly - {"first"})) and view.tokens[at].pos == "VERB":
            return True
    return False


def is_said_before(view: SentenceView, position: int) -> bool:
    """Return True for "Police had said nine were killed", "they had put the toll at nine": said before what the text now tells."""
    saying = read_words("tolls", "replaced", "saying")
    above = [at for at in list(view.ancestors(position))[:_NEAR_HEADS] if view.keys[at] in saying]
    return any(view.tokens[child].text.lower() == "had" for at in above for child in view.children[at])


def _is_of_same(other: Claim, claim: Claim) -> bool:
    """True if both tell of one happening, and not one of them in the words of an armed group."""
    if not isinstance(other.detail, CasualtiesDetail) or not isinstance(claim.detail, CasualtiesDetail):
        return False
    groups = {one.attribution.source.kind == "armed_group" for one in (other, claim)}
    return len(groups) == 1 and other.detail.event_claim_id == claim.detail.event_claim_id is not None


def _successors(draft: Draft, claim: Claim) -> Iterator[Claim]:
    """Yield the other figures of the same fate that the text tells: alone, an early figure is all there is."""
    detail, quantity = claim.detail, claim.quantity
    for other in draft.claims:
        if (
            isinstance(other.detail, CasualtiesDetail)
            and isinstance(detail, CasualtiesDetail)
            and other.detail.outcome == detail.outcome
            and other.quantity is not None
            and quantity is not None
            and other.quantity.low not in {None, quantity.low}
            and not other.detail.is_replaced
        ):
            yield other
