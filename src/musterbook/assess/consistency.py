"""Stated changes ("grew by 20 %", "has doubled") held against figures: of the same report, else of the times they speak of.

1. A change that is what two figures give when divided is most likely derived from them, and adds no weight.
2. Figures of the claim's own report go first. Those of other reports count only where the claim says from when to when, and they
   are of these times; what is held against none is listed with what it says by itself.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import timedelta

from musterbook.assess.estimates import name_chance, name_range, name_share
from musterbook.assess.growth import LIKELY, compare_readings
from musterbook.assess.modelling import StrengthModel
from musterbook.assess.numeric import Limits
from musterbook.assess.pairs import Pair, pairs_between, pairs_of_document
from musterbook.assess.populations import middle_day
from musterbook.assess.readings import describe_percent, make_row
from musterbook.assess.wording import count, name_interval, quote_point, say_insufficient
from musterbook.model import (
    ChangeDetail,
    Claim,
    Estimate,
    Finding,
    Granularity,
    LeftOut,
    QuantityReading,
    Series,
    describe_speaker,
)

__all__ = ["assess_consistency", "list_of_other_things", "read_stated"]

# A stated percentage is rounded to a whole one: it equals a ratio that rounds to it.
_PERCENT_TOLERANCE = 0.005
# Figures of one month are two opinions on one strength, not two strengths.
_LEAST_DAYS = 30
_STRICT = frozenset({"more_than", "fewer_than"})
# How long the time is that a beginning names: "since 2020" begins somewhere in 2020.
_UNIT_DAYS: dict[Granularity, int] = {"year": 365, "season": 91, "month": 30, "week": 6}


@dataclass(frozen=True, slots=True, kw_only=True)
class _Stated:
    """A change as stated: its limits as shares (0.2 is a rise by 20 %), and how they are named.

    Attributes:
        claim: the first that states it; claim_ids: of all that do, for the same figures.
    """

    claim: Claim
    limits: Limits
    claim_ids: tuple[str, ...]

    @property
    def name(self) -> str:
        """The change as a signed percentage, "+100 %", or its limits, "> 100 %"."""
        low, high = self.limits.low, self.limits.high
        return name_share(low) if low is not None and low == high else describe_percent(self.limits)

    @property
    def words(self) -> str:
        """The change as written, what it means, for when and who says so: "“doubled” (+100 %, 2015 to 2018; source: the UN)"."""
        quantity, interval = self.claim.quantity, self.claim.interval
        when = f", {name_interval(interval.earliest, interval.latest)}" if interval and interval.earliest else ""
        more = len(self.claim_ids) - 1
        others = f" and {count(more, 'more claim')}" if more else ""
        written = quantity.words if quantity is not None else ""
        return f"“{written}” ({self.name}{when}; source: {describe_speaker(self.claim.attribution)}{others})"


def assess_consistency(
    changes: Iterable[Claim], *, series: Series, model: StrengthModel | None = None
) -> tuple[Finding, ...]:
    """Return, for each claim that states how much a group changed, whether the figures agree with it.

    Args:
        changes: claims about the group; those that state only a direction, or are not of its size, are passed over.
        series: its figures.
        model: of a population that may hold the figures; None = without.
    """
    held: dict[tuple[Limits, str, str], tuple[_Stated, Pair]] = {}
    alone: list[_Stated] = []
    for claim in changes:
        limits = read_stated(claim)
        if limits is None:
            continue
        pair = _find_pair(claim, series)
        if pair is None:
            alone.append(_Stated(claim=claim, limits=limits, claim_ids=(claim.claim_id,)))
            continue
        key = (limits, pair.before.claim_id, pair.after.claim_id)
        first = held[key][0] if key in held else _Stated(claim=claim, limits=limits, claim_ids=())
        held[key] = replace(first, claim_ids=(*first.claim_ids, claim.claim_id)), pair
    findings = [
        _compare(stated, pair, model=model if model is not None and model.holds(pair.before, pair.after) else None)
        for stated, pair in held.values()
    ]
    return (*findings, *([_leave_alone(alone)] if alone else ()))


def read_stated(claim: Claim) -> Limits | None:
    """Return by what share a claim says that a group changed in size (0.2 for "grew by 20 %", 1 for "doubled"); None if by none.

    "Halved" and "fell by a factor of two" are −0.5; "more than doubled" has no upper end.
    """
    detail, quantity = claim.detail, claim.quantity
    if not isinstance(detail, ChangeDetail) or not detail.is_of_size:
        return None
    if quantity is None or not quantity.is_relative:
        return None
    is_down = detail.direction == "down"
    low, high = (_to_share(end, quantity, is_down=is_down) for end in (quantity.low, quantity.high))
    if low is None and high is None:
        return None
    is_strict = quantity.bound in _STRICT
    if not is_down:
        return Limits(low=low, high=high, low_is_strict=is_strict, high_is_strict=is_strict)
    return Limits(
        low=None if high is None else -high,
        high=None if low is None else -low,
        low_is_strict=is_strict,
        high_is_strict=is_strict,
    )


def list_of_other_things(changes: Iterable[Claim]) -> Iterator[LeftOut]:
    """Yield the changes with a figure that are not of the group's size: "doubled its attacks" says nothing of its people."""
    for claim in changes:
        detail, quantity = claim.detail, claim.quantity
        if isinstance(detail, ChangeDetail) and not detail.is_of_size and quantity is not None:
            yield LeftOut(
                claim_id=claim.claim_id,
                reason=f"“{quantity.words}”: a change of its {detail.of}, not of the group's size",
            )


def _to_share(value: float | None, quantity: QuantityReading, *, is_down: bool) -> float | None:
    """Return by what share of itself something changes, without a sign; None for an open end or an unknown unit."""
    if value is None:
        return None
    match quantity.unit or "percent":
        case "percent":
            return value / 100
        case "share":
            return value
        case "factor" if not is_down:
            return value - 1
        case "factor" if value > 0:
            return 1 - min(value, 1 / value)
    return None


def _find_pair(claim: Claim, series: Series) -> Pair | None:
    """Return the figures to hold a change against: of its own report, else those of the times from and to which it counts."""
    own = pairs_of_document(series, claim.document_id)
    if own and own[0].days >= _LEAST_DAYS:
        return own[0]
    told = claim.interval
    actor_id = claim.actor.actor_id if claim.actor else None
    if told is None or told.earliest is None or told.latest is None or actor_id is None:
        return None
    begins = told.earliest, told.earliest + timedelta(days=_UNIT_DAYS.get(told.granularity, 0))
    month = timedelta(days=_LEAST_DAYS)
    ends = told.latest - month, told.latest + month
    found = pairs_between(series, actor_id=actor_id, begins=begins, ends=ends)
    return found[0] if found and found[0].days >= _LEAST_DAYS else None


def _leave_alone(alone: list[_Stated]) -> Finding:
    needed = "two figures that count the same people in the same area at the times that the change is about"
    return Finding(
        topic="consistency",
        verdict="insufficient",
        answer=say_insufficient(
            f"{count(len(alone), 'stated change')} cannot be held against figures, because no two comparable ones are of the same "
            "report, or of the times that the change is about",
            needed=needed,
        ),
        rows=tuple(
            make_row(stated.words, stated.limits, f"{stated.words}: stated, with no two figures to compare")
            for stated in alone
        ),
        claim_ids=tuple(claim_id for stated in alone for claim_id in stated.claim_ids),
        assumptions=("a stated change that no figures bear out adds no weight to the growth",),
        would_overturn=needed,
    )


def _compare(stated: _Stated, pair: Pair, *, model: StrengthModel | None) -> Finding:
    readings = compare_readings(pair)
    rows = tuple(
        make_row(
            text,
            limits,
            f"{text}: {describe_percent(limits)}, which {'agrees' if _agree(limits, stated.limits) else 'does not agree'} with "
            f"{stated.name}",
        )
        for text, limits in readings
    )
    is_consistent = any(_agree(limits, stated.limits) for _, limits in readings)
    estimate = model.estimate_growth(middle_day(pair.before), middle_day(pair.after)) if model else None
    words = f"The stated change {stated.words} "
    if _is_ratio(pair, stated.limits):
        words += (
            f"is what “{pair.before.words}” and “{pair.after.words}” give when they are divided: it is most likely derived "
            "from them, and adds no weight. It is consistent with the two figures; "
        )
    elif is_consistent:
        words += f"is consistent with {quote_point(pair.before)} and {quote_point(pair.after)}; "
    else:
        words += f"does not agree with {quote_point(pair.before)} and {quote_point(pair.after)} under any reading"
    words += _say_established(estimate, is_rise=(stated.limits.low or 0) > 0) if is_consistent else "."
    is_own = stated.claim.document_id in {pair.before.document_id, pair.after.document_id}
    elsewhere = (
        () if is_own else ("figures of other reports, of the times that the stated change names, are held against it",)
    )
    return Finding(
        topic="consistency",
        verdict="consistent" if is_consistent else "contradicted",
        answer=words,
        rows=rows,
        claim_ids=(*stated.claim_ids, pair.before.claim_id, pair.after.claim_id),
        assumptions=("the stated change and the figures mean the same people, area and time", *elsewhere),
        would_overturn="a source that states what the change was computed from",
    )


def _say_established(estimate: Estimate | None, *, is_rise: bool) -> str:
    """Return the end of a sentence: that figures which agree with a change do not establish it, unless the model says they do."""
    if estimate is None or estimate.probability is None:
        return "the figures alone do not establish it."
    grown = "growth" if is_rise else "a fall"
    chance = estimate.probability if is_rise else 1 - estimate.probability
    if chance >= LIKELY:
        return f"with all figures together the model makes {grown} likely ({name_chance(chance)})."
    return (
        f"the figures alone do not establish {grown}: modelled, it is anything from "
        f"{name_range(estimate.intervals[0], is_share=True)} (90 %), and the chance of {grown} {name_chance(chance)}."
    )


def _agree(one: Limits, other: Limits) -> bool:
    """Return whether two ranges of shares have a value in common, as far as whole percentages tell."""
    is_below = one.high is not None and other.low is not None and one.high < other.low - _PERCENT_TOLERANCE
    is_above = one.low is not None and other.high is not None and one.low > other.high + _PERCENT_TOLERANCE
    return not (is_below or is_above)


def _is_ratio(pair: Pair, stated: Limits) -> bool:
    """Return whether one stated number is the later figure divided by the earlier one."""
    before = pair.before.low if pair.before.low is not None else pair.before.high
    after = pair.after.low if pair.after.low is not None else pair.after.high
    if not before or after is None or stated.low is None or stated.low != stated.high:
        return False
    return abs(after / before - 1 - stated.low) <= _PERCENT_TOLERANCE
