"""Growth between two claimed figures: what they imply under each way to read round numbers, and what the model says."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal

from musterbook.assess.estimates import name_chance, name_range, name_share
from musterbook.assess.modelling import StrengthModel, describe_settings
from musterbook.assess.numeric import Limits, growth
from musterbook.assess.pairs import Pair, count_origins, pairs_of_document
from musterbook.assess.populations import middle_day
from musterbook.assess.readings import describe_change, describe_percent, make_row, read_point, roundings
from musterbook.assess.wording import count, quote_point, say_insufficient, say_too_few
from musterbook.model import ChangeDetail, Claim, Estimate, Finding, LiteralRow, QuantityReading, Series

__all__ = ["assess_consistency", "assess_growth", "compare_readings", "read_share"]

_Verdict = Literal["supported", "consistent", "contradicted", "insufficient"]

# A stated percentage is rounded to a whole one: it equals a ratio that rounds to it.
_PERCENT_TOLERANCE = 0.005
# Below this probability of growth the model does not support what the words alone would.
_LIKELY = 0.9
# What the figures themselves leave open, by the literal verdict on them.
_OPEN = {
    "disputed": "other figures of the same times say the opposite",
    "insufficient": "read exactly it is no rise, but as round numbers the figures allow one",
    "contradicted": "read literally it is no rise, but the sources may count differently or be off by as much",
}
_NEEDED = "a count of the same people in the same area by somebody outside these sources"
# Figures of one month are two opinions on one strength, not two strengths.
_LEAST_DAYS = 30


def compare_readings(pair: Pair) -> tuple[tuple[str, Limits], ...]:
    """Return (reading in words, growth as a share) for each way to read the figures: exact first, the widest last."""
    return tuple(
        (rounding.text, growth(read_point(pair.before, rounding.before), read_point(pair.after, rounding.after)))
        for rounding in roundings(pair.before, pair.after)
    )


def assess_growth(
    ties: tuple[Pair, ...], *, series: Series, min_origins: int, model: StrengthModel | None = None
) -> tuple[Finding, ...]:
    """Return what pairs of figures of equal length say about growth, one finding each.

    Args:
        ties: the pairs; several where the record has several figures of the same times.
        series: where they come from.
        min_origins: with fewer origins of comparable figures the verdict is "insufficient", whatever the figures say.
        model: of a population that may hold the figures; where it does, its growth stands beside the literal one.

    Assumes:
        The literal form nothing beyond the words: each figure is right as it is meant, and a round number may have been rounded.
    """
    verdicts = {_judge([limits for _, limits in compare_readings(pair)]) for pair in ties}
    # Figures of the same times that say opposite things establish nothing, whichever stands first.
    is_disputed = "contradicted" in verdicts and len(verdicts) > 1
    return tuple(
        _assess_pair(
            pair,
            n_origins=count_origins(series, pair),
            min_origins=min_origins,
            is_disputed=is_disputed,
            model=model if model and model.holds(pair.before, pair.after) else None,
        )
        for pair in ties
    )


def _assess_pair(
    pair: Pair, *, n_origins: int, min_origins: int, is_disputed: bool, model: StrengthModel | None
) -> Finding:
    readings = compare_readings(pair)
    estimate = model.estimate_growth(middle_day(pair.before), middle_day(pair.after)) if model else None
    chance = estimate.probability if estimate else None
    literal = _judge([limits for _, limits in readings])
    is_thin = n_origins < min_origins
    verdict = "insufficient" if is_thin or is_disputed else _moderate(literal, chance, is_one_source=pair.is_one_source)
    answer = [
        f"{quote_point(pair.before)} and {quote_point(pair.after)}: read literally, {describe_change(readings[0][1])}."
    ]
    if len(readings) > 1:
        answer.append(f"With {readings[-1][0]}: {describe_change(readings[-1][1])}.")
    if estimate:
        answer.append(_say_modelled(estimate))
    if not pair.is_one_source:
        answer.append(
            "The figures come from two sources, which may count differently: a change of method is not growth."
        )
    if verdict == "insufficient":
        # Fewer origins than needed go before what the figures themselves leave open.
        reason = (
            say_too_few(n_origins, needed=min_origins) if is_thin else _OPEN["disputed" if is_disputed else literal]
        )
        answer.append(say_insufficient(f"{reason}, so nobody can say whether the group has grown", needed=_NEEDED))
    return Finding(
        topic="growth",
        verdict=verdict,
        answer=" ".join(answer),
        rows=tuple(make_row(text, limits, f"{text}: growth {describe_percent(limits)}") for text, limits in readings),
        estimates=(estimate,) if estimate else (),
        claim_ids=(pair.before.claim_id, pair.after.claim_id),
        assumptions=(
            "both figures are taken at their word",
            *pair.assumptions,
            *((describe_settings(model.settings),) if model else ()),
        ),
        would_overturn=_NEEDED,
    )


def _say_modelled(estimate: Estimate) -> str:
    wide, prior = estimate.intervals[0], estimate.prior[0]
    chance = name_chance(estimate.probability or 0.0)
    return (
        f"Modelled: {name_share(wide.median)}, with 90 % probability {name_range(wide, is_share=True)}; "
        f"the chance that it has grown is {chance}. Without any figure the model would say "
        f"{name_range(prior, is_share=True)}."
    )


def _moderate(verdict: _Verdict, chance: float | None, *, is_one_source: bool) -> _Verdict:
    """Return a literal verdict as far as the sources and the model bear it out: a change of method is not growth.

    Args:
        verdict: of the literal readings.
        chance: that the group has grown, by the model; None without one.
        is_one_source: both figures are by one source.
    """
    if verdict == "supported":
        return "supported" if is_one_source and (chance is None or chance >= _LIKELY) else "consistent"
    if verdict == "contradicted":
        return "contradicted" if is_one_source and (chance is None or chance <= 1 - _LIKELY) else "insufficient"
    return verdict


def _judge(limits: list[Limits]) -> _Verdict:
    """Return what all readings together say about "the group has grown"."""
    if all(
        reading.low is not None and (reading.low > 0 or (reading.low == 0 and reading.low_is_strict))
        for reading in limits
    ):
        return "supported"
    if all(reading.high is not None and reading.high <= 0 for reading in limits):
        return "contradicted"
    exact = limits[0]
    return "consistent" if exact.high is None or exact.high > 0 else "insufficient"


def assess_consistency(
    changes: Iterable[Claim], *, series: Series, model: StrengthModel | None = None
) -> tuple[Finding, ...]:
    """Return, for each claim that states a percentage, whether the figures of its own report agree with it.

    Figures of other reports may be about other times, and are not held against it.
    """
    findings: list[Finding] = []
    alone: list[Claim] = []
    for claim in changes:
        share = read_share(claim)
        if share is None:
            continue
        pairs = pairs_of_document(series, claim.document_id)
        if pairs and pairs[0].days >= _LEAST_DAYS:
            is_held = model is not None and model.holds(pairs[0].before, pairs[0].after)
            findings.append(_compare_share(claim, share, pairs[0], model=model if is_held else None))
        else:
            alone.append(claim)
    if alone:
        findings.append(_leave_alone(alone))
    return tuple(findings)


def _leave_alone(claims: list[Claim]) -> Finding:
    return Finding(
        topic="consistency",
        verdict="insufficient",
        answer=say_insufficient(
            f"{count(len(claims), 'stated change')} cannot be held against figures, because no report that states one gives two "
            "comparable figures of known times",
            needed="the two figures that the change was computed from",
        ),
        claim_ids=tuple(claim.claim_id for claim in claims),
        would_overturn="the two figures that a stated change was computed from",
    )


def read_share(claim: Claim) -> float | None:
    """Return the change a claim states as a signed share (0.2 for "grew by 20 %"); None if it states none."""
    detail, quantity = claim.detail, claim.quantity
    if not isinstance(detail, ChangeDetail) or quantity is None or not quantity.is_relative:
        return None
    share = _to_share(quantity)
    if share is None:
        return None
    return -share if detail.direction == "down" else share


def _to_share(quantity: QuantityReading) -> float | None:
    value = quantity.low if quantity.low is not None else quantity.high
    if value is None:
        return None
    by_unit = {"percent": value / 100, "factor": value - 1, "share": value}
    return by_unit.get(quantity.unit or "percent")


def _compare_share(claim: Claim, share: float, pair: Pair, *, model: StrengthModel | None) -> Finding:
    readings = compare_readings(pair)
    rows: list[LiteralRow] = []
    for text, limits in readings:
        agrees = "agrees" if _holds(limits, share) else "does not agree"
        rows.append(
            make_row(text, limits, f"{text}: {describe_percent(limits)}, which {agrees} with {name_share(share)}")
        )
    is_consistent = any(_holds(limits, share) for _, limits in readings)
    estimate = model.estimate_growth(middle_day(pair.before), middle_day(pair.after)) if model else None
    words = f"The stated change of {name_share(share)} "
    if _is_ratio(pair, share):
        words += (
            f"is what “{pair.before.words}” and “{pair.after.words}” give when they are divided: it is most likely derived "
            "from them, and adds no weight. It is consistent with the two figures; "
        )
    elif is_consistent:
        words += f"is consistent with {quote_point(pair.before)} and {quote_point(pair.after)}; "
    else:
        words += f"does not agree with {quote_point(pair.before)} and {quote_point(pair.after)} under any reading"
    words += _say_established(estimate, share) if is_consistent else "."
    return Finding(
        topic="consistency",
        verdict="consistent" if is_consistent else "contradicted",
        answer=words,
        rows=tuple(rows),
        claim_ids=(claim.claim_id, pair.before.claim_id, pair.after.claim_id),
        assumptions=("the percentage and the figures mean the same people, area and time",),
        would_overturn="a source that states what the percentage was computed from",
    )


def _say_established(estimate: Estimate | None, share: float) -> str:
    """Return the end of a sentence: that figures which agree with a change do not establish it, unless the model says they do."""
    if estimate is None or estimate.probability is None:
        return "the figures alone do not establish it."
    grown = "growth" if share > 0 else "a fall"
    chance = estimate.probability if share > 0 else 1 - estimate.probability
    if chance >= _LIKELY:
        return f"with all figures together the model makes {grown} likely ({name_chance(chance)})."
    return (
        f"the figures alone do not establish {grown}: modelled, it is anything from "
        f"{name_range(estimate.intervals[0], is_share=True)} (90 %), and the chance of {grown} {name_chance(chance)}."
    )


def _holds(limits: Limits, share: float) -> bool:
    low_fits = limits.low is None or share >= limits.low - _PERCENT_TOLERANCE
    high_fits = limits.high is None or share <= limits.high + _PERCENT_TOLERANCE
    return low_fits and high_fits


def _is_ratio(pair: Pair, share: float) -> bool:
    before = pair.before.low if pair.before.low is not None else pair.before.high
    after = pair.after.low if pair.after.low is not None else pair.after.high
    if not before or after is None:
        return False
    return abs(after / before - 1 - share) <= _PERCENT_TOLERANCE
