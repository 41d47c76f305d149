"""Changes told by two figures: "down from 3,000", "compared with some 2,500", "five times as many as a year ago".

They rest on the strength claims of the same sentence, and say so (`derived_from`), because they add no weight to them.
"""

from __future__ import annotations

from dataclasses import replace

from musterbook.model import ChangeDetail, Claim, Direction, Mention, QuantityReading, TimeReading
from musterbook.records.context import DocumentContext, Slots
from musterbook.records.events.tellings import Draft
from musterbook.records.sentences.views import SentenceView
from musterbook.records.sides.who import Found
from musterbook.records.strength.baselines import set_against
from musterbook.records.strength.strength import BASELINE
from musterbook.records.tables import read_words

__all__ = ["read_comparisons"]

_WINDOW = 7


def read_comparisons(context: DocumentContext, draft: Draft, view: SentenceView) -> None:
    """Add the changes between the figures of the sentence, or name the figures on the change that is already told."""
    told = [claim for claim in draft.claims if claim.sentence_start == view.sentence.start]
    figures = [claim for claim in told if claim.kind == "strength"]
    host: Claim | None = None
    for claim in figures:
        if claim.rule != BASELINE:
            host = claim
        elif host is not None:
            _compare(context, draft, view, host=host, earlier=claim)
    if figures and figures[0].rule != BASELINE:
        _read_factor(context, draft, view, host=figures[0])


def _compare(context: DocumentContext, draft: Draft, view: SentenceView, *, host: Claim, earlier: Claim) -> None:
    if host.quantity is None or earlier.quantity is None:
        return
    between = (host.claim_id, earlier.claim_id)
    for index, held in enumerate(draft.claims):
        detail = held.detail
        is_same = held.sentence_start == view.sentence.start and isinstance(detail, ChangeDetail)
        if is_same and isinstance(detail, ChangeDetail) and detail.of in {"strength", "group"}:
            draft.claims[index] = replace(
                held, detail=replace(detail, derived_from=between, baseline=detail.baseline or earlier.quantity)
            )
            return
    trigger = next(mark for mark in earlier.marks if mark.role == "trigger")
    position = view.positions(trigger.start, trigger.end)[0]
    direction = _direction_word(view, position) or set_against(host.quantity, earlier.quantity)
    actor = _found(host)
    if direction is None or actor is None:
        return
    detail = ChangeDetail(
        of="strength", direction=direction, over=earlier.interval, baseline=earlier.quantity, derived_from=between
    )
    claim = context.make(
        view, "change", detail=detail, rule="change/set-against", slots=Slots(actor=actor), trigger=trigger
    )
    draft.claims.append(replace(claim, place=host.place))


def _direction_word(view: SentenceView, position: int) -> Direction | None:
    if view.keys[position] in read_words("strength", "baselines", "adverbs_up"):
        return "up"
    return "down" if view.keys[position] in read_words("strength", "baselines", "adverbs_down") else None


def _found(claim: Claim) -> Found | None:
    mark = next((mark for mark in claim.marks if mark.role == "actor"), None)
    if mark is None or claim.actor is None:
        return None
    return Found(reading=claim.actor, start=mark.start, end=mark.end)


def _read_factor(context: DocumentContext, draft: Draft, view: SentenceView, *, host: Claim) -> None:
    """Read "about five times as many as a year ago" beside a figure: the factor, and the time it is measured from."""
    for mention in view.of_kind("quantity"):
        factor = _factor(view, mention)
        actor = _found(host)
        if factor is None or actor is None:
            continue
        words, direction, position = factor
        reading = mention.reading
        if not isinstance(reading, QuantityReading):
            continue
        reading = replace(
            reading, unit="factor", unit_kind="percent", is_relative=True, direction=direction, words=words
        )
        claim = context.make(
            view,
            "change",
            detail=ChangeDetail(of="strength", direction=direction, over=_time_behind(view, position)),
            rule="change/times-as-many",
            slots=Slots(actor=actor, quantity=(reading, mention)),
            trigger=context.trigger_mark(view, position),
        )
        draft.claims.append(replace(claim, place=host.place))


def _factor(view: SentenceView, mention: Mention) -> tuple[str, Direction, int] | None:
    """Return the words, the direction and the last word of "N times as many as", "N times more than"; None for other numbers."""
    first, *_, last = (span := view.positions(mention.start, mention.end))[0], span[-1]
    if "time" not in view.keys[first : last + 2]:
        return None
    degrees = read_words("change", "comparisons", "degrees")
    for position in range(last + 1, min(last + 1 + _WINDOW, len(view.keys))):
        if view.keys[position] in degrees and any(
            key in {"as", "than"} for key in view.keys[position + 1 : position + 3]
        ):
            words = view.text[mention.start : view.tokens[position].end]
            return words, "up", position
    return None


def _time_behind(view: SentenceView, position: int) -> TimeReading | None:
    for token in range(position + 1, min(position + 1 + _WINDOW, len(view.tokens))):
        mention = view.mention("time", token)
        if mention is not None and isinstance(mention.reading, TimeReading):
            return mention.reading
    return None
