"""The figure to quote of a toll: each named rule chooses one of those that stand.

The default weighs who speaks and when: a side's count of those it fought, or killed, and what an outlet recalls long after on
nobody's word ("a year ago a bomb killed 22") are quoted only where nobody else gives a figure. Within weeks an outlet that
repeats one of several figures has chosen it.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from musterbook.incidents.continuing import is_update
from musterbook.incidents.superseding import TollFigure
from musterbook.model import ActorReading, Attribution, BestRule, CasualtiesDetail, Claim, Side, TollReading

__all__ = ["RULES", "choose_figure", "name_rule"]

RULES: dict[BestRule, str] = {
    "weighed": "the latest word, but for a side's on those it fought and for what is recalled long after",
    "latest": "the latest word",
    "conservative": "the lowest figure that stands",
    "official": "the latest word of officials",
    "independent": "the latest word of a source that is no party and no authority",
}
_OFFICIAL = frozenset({"officials", "government", "military", "police"})
# Who counts for an authority or a side, or speaks without a name, is not independent of it.
_DEPENDENT = _OFFICIAL | {"armed_group", "security_sources", "intelligence", "outlet", "unknown"}
# A bound so much below an exact figure is that figure told roughly, and no later word on it.
_CONFIRMED = 0.2
# Counts are revised for weeks; what an outlet tells on its own word after this long it recalls.
_LONG_AFTER = timedelta(days=90)
_STATE: frozenset[Side] = frozenset({"state_force", "police", "government"})
_UNDER_ARMS: frozenset[Side] = _STATE | {"armed_group", "international_force"}


def name_rule(rule: BestRule, readings: Sequence[TollReading]) -> str:
    """Return the rule in words; where weighing changed nothing it is the latest word."""
    chosen = {reading.rule: reading.claim_id for reading in readings}
    is_plain = rule == "weighed" and chosen.get("weighed") == chosen.get("latest")
    return RULES["latest"] if is_plain else RULES[rule]


def choose_figure(standing: Sequence[TollFigure], rule: BestRule) -> TollFigure | None:
    """Return the figure that a rule quotes; None if there is none of its kind.

    Args:
        standing: the figures that are not superseded.
        rule: its name.
    """
    figures = [figure for figure in standing if figure.best is not None and _is_admitted(figure, rule)]
    if not figures:
        return None
    if rule == "conservative":
        return min(figures, key=lambda figure: (figure.best or 0, figure.claim_id))
    if rule == "weighed":
        figures = _keep_neutral(_drop_recalled(figures))
    last = max(figure.said_on for figure in figures)
    latest = [figure for figure in figures if figure.said_on in {last, date.min}]  # the undated may be as late
    support = {
        figure.best: len({other.origin_id for other in latest if other.best == figure.best}) for figure in latest
    }
    first = _find_first_told(latest)
    chosen = max(
        latest,
        key=lambda figure: (
            support[figure.best], _is_update(figure), not figure.is_open, figure.claim_id in first, figure.best or 0, figure.claim_id,
        ),
    )  # fmt: skip
    return _find_confirmed(chosen, figures) or chosen


def _find_first_told(figures: Sequence[TollFigure]) -> set[str]:
    """Return the claims that are the first of their report: what it gives beside them ("the hospital says 54") it adopts less.

    A report that repeats a figure later adopts none.
    """
    first: dict[str, tuple[int, str]] = {}
    for figure in figures:
        for claim in figure.claims:
            if (claim.said_on or date.min) > figure.said_on:
                continue
            told = (claim.start, figure.claim_id)
            first[claim.document_id] = min(first.get(claim.document_id, told), told)
    return {claim_id for _, claim_id in first.values()}


def _is_update(figure: TollFigure) -> bool:
    return any(is_update(claim) for claim in figure.claims)


def _find_confirmed(bound: TollFigure, figures: Sequence[TollFigure]) -> TollFigure | None:
    """Return the last exact figure that "more than 160" only confirms: 165; or that a range holds; None if there is none."""
    if bound.low is None or (not bound.is_open and bound.low == bound.high):
        return None
    top = bound.low * (1 + _CONFIRMED) if bound.is_open else bound.high
    confirmed = [one for one in figures if _is_exact(one) and bound.low <= (one.best or 0) <= top]
    return max(confirmed, key=lambda one: (one.said_on, one.best or 0, one.claim_id), default=None)


def _is_exact(figure: TollFigure) -> bool:
    return figure.best is not None and not figure.is_open and figure.low == figure.high


def _is_admitted(figure: TollFigure, rule: BestRule) -> bool:
    kinds = {claim.attribution.source.kind for claim in figure.claims}
    if rule == "official":
        return bool(kinds & _OFFICIAL)
    if rule == "independent":
        is_party = any(claim.attribution.is_party for claim in figure.claims)
        return not is_party and not kinds <= _DEPENDENT
    return True


def _keep_neutral(figures: Sequence[TollFigure]) -> list[TollFigure]:
    """Return the figures without a side's on those it fought, where anybody else gives one; an outlet's own "at least" may be theirs."""
    # In a toll whose people one report names, those that another one leaves open are the same people.
    named = (whose for figure in figures for claim in figure.claims if (whose := _whose(claim)) is not None)
    whose = next(named, None)
    neutral = [figure for figure in figures if not _is_figure_of_others(figure, whose)]
    return neutral if any(not (_is_unsourced(figure) and figure.is_open) for figure in neutral) else list(figures)


def _drop_recalled(figures: Sequence[TollFigure]) -> list[TollFigure]:
    """Return the figures without those that an outlet gives on nobody's word long after the first of them."""
    first = min((figure.said_on for figure in figures if figure.said_on > date.min), default=date.min)
    kept = [figure for figure in figures if not _is_unsourced(figure) or figure.said_on - first <= _LONG_AFTER]
    return kept or list(figures)


def _is_unsourced(figure: TollFigure) -> bool:
    return all(claim.attribution.mode == "none_stated" for claim in figure.claims)


def _whose(claim: Claim) -> ActorReading | None:
    """Return whose dead a claim counts; None if it does not say."""
    whose = claim.detail.whose if isinstance(claim.detail, CasualtiesDetail) else None
    return whose if whose is not None and whose.side != "unknown" else None


def _is_figure_of_others(figure: TollFigure, whose: ActorReading | None) -> bool:
    """Return True if all who give a figure count the dead of the other side; an outlet that repeats it changes nothing."""
    told = [claim for claim in figure.claims if claim.attribution.mode != "none_stated"] or figure.claims
    return all(_is_claim_of_others(claim, whose) for claim in told)


def _is_claim_of_others(claim: Claim, of_toll: ActorReading | None = None) -> bool:
    """Return True for a side's count of the other side, and for a group's of anybody but its own men.

    A state counts its civilians, whoever killed them; what a group says of those it killed, or says that its enemy killed, is
    a boast or a charge. Any official's count of a group's dead is its enemy's, though no state is named.

    Args:
        claim: of casualties; others are of nobody.
        of_toll: whose the toll is that it belongs to, for a claim that does not say; None = not known.
    """
    if not isinstance(claim.detail, CasualtiesDetail):
        return False
    whose, speaker = _whose(claim) or of_toll or claim.detail.whose, claim.attribution.source.actor
    is_enemy = whose.side == "armed_group" and claim.attribution.source.kind in _OFFICIAL
    if not (claim.attribution.is_party or is_enemy):
        return False
    side = _side_of(claim.attribution)
    if whose.side not in _UNDER_ARMS:
        return side == "armed_group"
    return side is not None and not _are_one_side(whose, speaker, side=side)


def _side_of(said: Attribution) -> Side | None:
    """Return the side that a party speaks for; None if neither its name nor its kind tells."""
    if said.source.actor is not None:
        return said.source.actor.side
    if said.source.kind == "armed_group":
        return "armed_group"
    return "state_force" if said.source.kind in _OFFICIAL else None


def _are_one_side(whose: ActorReading, speaker: ActorReading | None, *, side: Side) -> bool:
    if speaker is not None and speaker.actor_id is not None and whose.actor_id is not None and side not in _STATE:
        return speaker.actor_id == whose.actor_id
    if {whose.side, side} <= _STATE:
        nations = {reading.nationality for reading in (whose, speaker) if reading is not None} - {None}
        return len(nations) <= 1
    # A mission and the state that it came to help fight on one side far more often than not.
    return (whose.side == "armed_group") == (side == "armed_group")
