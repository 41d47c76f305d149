"""Growth between two claimed figures: what they imply under each way to read round numbers, and what the model says."""

from __future__ import annotations

from typing import Literal

from musterbook.assess.estimates import name_chance, name_range, name_share
from musterbook.assess.modelling import StrengthModel, describe_settings
from musterbook.assess.numeric import Limits, growth
from musterbook.assess.pairs import Pair, count_origins
from musterbook.assess.populations import middle_day
from musterbook.assess.readings import describe_change, describe_percent, make_row, read_point, roundings
from musterbook.assess.wording import quote_point, say_insufficient, say_too_few
from musterbook.model import Estimate, Finding, Series

__all__ = ["LIKELY", "assess_growth", "compare_readings"]

_Verdict = Literal["supported", "consistent", "contradicted", "insufficient"]

# Below this probability of growth the model does not support what the words alone would.
LIKELY = 0.9
# What the figures themselves leave open, by the literal verdict on them.
_OPEN = {
    "disputed": "other figures of the same times say the opposite",
    "insufficient": "read exactly it is no rise, but as round numbers the figures allow one",
    "contradicted": "read literally it is no rise, but the sources may count differently or be off by as much",
}
_NEEDED = "a count of the same people in the same area by somebody outside these sources"


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
        return "supported" if is_one_source and (chance is None or chance >= LIKELY) else "consistent"
    if verdict == "contradicted":
        return "contradicted" if is_one_source and (chance is None or chance <= 1 - LIKELY) else "insufficient"
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
