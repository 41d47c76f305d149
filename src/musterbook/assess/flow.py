"""Implied inflow: how many must have joined for two figures and the losses between them to be right, J = S1 − S0 + D."""

from __future__ import annotations

from musterbook.assess.estimates import make_intervals, name_chance, name_people, name_range
from musterbook.assess.losses import Losses, say_apart, say_spread
from musterbook.assess.modelling import StrengthModel, describe_settings
from musterbook.assess.numeric import Limits, add, central, draw_inflow, draw_reporting, share_above, subtract
from musterbook.assess.pairs import Pair
from musterbook.assess.populations import middle_day
from musterbook.assess.readings import describe_limits, make_row, read_point, roundings
from musterbook.assess.wording import count, name_time, quote_point, say_insufficient
from musterbook.model import Estimate, Finding, LiteralRow, Number, SeriesPoint, Table

__all__ = ["assess_flow"]

# Reported by true losses, in words.
_REPORTING = (
    (0.5, "half of the losses are reported (c = 0.5)"),
    (1.0, "all losses are reported as they are (c = 1)"),
    (2.0, "twice as many are reported as there were (c = 2)"),
)


def assess_flow(
    pair: Pair, losses: Losses, *, model: StrengthModel | None = None, n_party: int = 0, too_few: str | None = None
) -> Finding:
    """Return how many must have joined for both figures to be right: one line per reading, and the modelled inflow.

    Args:
        pair: the two figures.
        losses: reported between them, of that group, in that area.
        model: that both figures are part of; None = the literal form only.
        n_party: claims among the losses that a belligerent makes.
        too_few: that fewer origins stand behind the figures than a verdict needs, in words; None if they are enough.

    Assumes:
        The losses are all from the people counted in the earlier figure or from those who joined after it.
    Source:
        design of the assessments, "Stock and flow": J = S1 − S0 + D/c; J is net of exits that nobody reports, so gross joiners
        are at least J.
    """
    lost = Limits(low=losses.low, high=None if losses.is_open else losses.high)
    rows: list[LiteralRow] = []
    for rounding in roundings(pair.before, pair.after):
        net = subtract(read_point(pair.after, rounding.after), read_point(pair.before, rounding.before))
        inflow = add(net, lost)
        rows.append(make_row(rounding.text, inflow, f"{rounding.text}: inflow {_describe_inflow(inflow)}"))
    estimate = _estimate_inflow(pair, losses, model) if model else None
    answer = [_say_literal(pair, losses, rows), *say_apart(losses)]
    if model and estimate:
        answer.append(_say_modelled(estimate, losses))
    missing = _say_missing(rows[-1], too_few)
    answer.extend(missing)
    return Finding(
        topic="flow",
        verdict="insufficient" if missing else "consistent",
        answer=" ".join(answer),
        rows=tuple(rows),
        estimates=(estimate,) if estimate else (),
        tables=(_vary_reporting(pair, losses, model),) if model and losses.best else (),
        claim_ids=(pair.before.claim_id, pair.after.claim_id, *(c for loss in losses.counted for c in loss.claim_ids)),
        assumptions=(
            "only reported losses are counted",
            "nobody left without being reported; the number is net of such exits",
            *_timing_assumption(pair.before),
            *_party_assumption(n_party),
            *pair.assumptions,
            *((describe_settings(model.settings),) if model else ()),
        ),
        would_overturn="a loss that is not reported here, or one counted twice",
    )


def _say_literal(pair: Pair, losses: Losses, rows: list[LiteralRow]) -> str:
    first, last = rows[0], rows[-1]
    number = f"{losses.best:,}" if losses.counted else "no"
    lost = f"{number} reported {'loss' if losses.best == 1 else 'losses'}{say_spread(losses)}"
    text = (
        f"From {quote_point(pair.before)} to {quote_point(pair.after)} with {lost} between them{_say_elsewhere(losses)}: "
        f"read literally, {_say_inflow(first)}."
    )
    above_zero = [row for row in rows[1:] if row.low is not None and row.low > 0]
    for row in dict.fromkeys((*above_zero[-1:], *((last,) if len(rows) > 1 else ()))):
        text += f" With {row.reading}: {_say_inflow(row)}."
    return text


def _say_missing(widest: LiteralRow, too_few: str | None) -> tuple[str, ...]:
    """Return why nobody is known to have joined, with what would be needed; nothing where somebody must have."""
    reasons = [too_few] if too_few else []
    if widest.low is None or widest.low <= 0:
        how = "the figures" if widest.reading == "exact" else "as round numbers the figures"
        reasons.append(f"{how} allow that nobody joined")
    if not reasons:
        return ()
    needed = (
        "figures of these times by other origins" if too_few else "figures that are no round numbers and have both ends"
    )
    return (say_insufficient(f"{'; '.join(reasons)}, so it is not established that anybody joined", needed=needed),)


def _estimate_inflow(pair: Pair, losses: Losses, model: StrengthModel) -> Estimate:
    first, last = middle_day(pair.before), middle_day(pair.after)
    n_draws, seed = len(model.draws.scales), model.settings.seed
    reporting = draw_reporting(n_draws, sd=model.settings.reporting, seed=seed)
    inflow = draw_inflow(model.level(first), model.level(last), float(losses.best), reporting)
    before, after = model.prior_level(first), model.prior_level(last)
    unseen = draw_inflow(
        before, after, float(losses.best), draw_reporting(len(before), sd=model.settings.reporting, seed=seed)
    )
    return Estimate(
        what=f"inflow from {first} to {last}, net of exits that nobody reports",
        unit="people",
        intervals=make_intervals(inflow),
        prior=make_intervals(unseen),
        probability=share_above(inflow, 0.0),
    )


def _say_modelled(estimate: Estimate, losses: Losses) -> str:
    wide = estimate.intervals[0]
    middle = (
        f"about {name_people(wide.median)} joined"
        if wide.median >= 0
        else f"about {name_people(-wide.median)} more left than joined"
    )
    below = " (below zero: more left than joined)" if wide.low is not None and wide.low < 0 <= wide.median else ""
    lost = ", with room for losses that are over- or under-reported" if losses.best else ""
    return (
        f"Modelled: {middle}, net of exits that nobody reports; "
        f"with 90 % probability {name_range(wide)}{below}{lost}. "
        f"The chance that more joined than left is {name_chance(estimate.probability or 0.0)}."
    )


def _vary_reporting(pair: Pair, losses: Losses, model: StrengthModel) -> Table:
    """Return the modelled inflow if losses are under-reported by half, reported in full, or doubled."""
    before, after = model.level(middle_day(pair.before)), model.level(middle_day(pair.after))
    rows: list[tuple[str | Number | None, ...]] = []
    for share, words in _REPORTING:
        low, median, high = central(draw_inflow(before, after, float(losses.best), share), 0.9)
        rows.append((words, round(losses.best / share), round(median), round(low), round(high)))
    return Table(
        title="modelled inflow by how fully losses are reported (median, 90 %)",
        columns=("if", "true losses", "median", "low", "high"),
        rows=tuple(rows),
    )


def _describe_inflow(inflow: Limits) -> str:
    """Return the inflow in signs: "> 294 (whole persons: ≥ 295)"; below zero more left than joined."""
    departures = " (below 0: more left than joined)" if inflow.low is not None and inflow.low < 0 else ""
    return f"{describe_limits(inflow)}{_whole_persons(inflow)}{departures}"


def _say_inflow(row: LiteralRow) -> str:
    """Return the inflow as a clause: "more than 294 joined", "anything from a net loss of 206 upwards is possible"."""
    low, high = row.low, row.high
    if low is not None and low >= 0:
        limits = Limits(low=low, high=high, low_is_strict=row.low_is_strict, high_is_strict=row.high_is_strict)
        if high is None:
            return f"{'more than' if row.low_is_strict else 'at least'} {low:,.0f} joined{_whole_persons(limits)}"
        return f"{low:,.0f} joined" if low == high else f"between {low:,.0f} and {high:,.0f} joined"
    if low is not None and low == high:
        return f"{-low:,.0f} more left than joined"
    if low is not None and high is not None and high < 0:
        return f"between {-high:,.0f} and {-low:,.0f} more left than joined"
    return _say_possible(low, high)


def _say_elsewhere(losses: Losses) -> str:
    """Return which losses are not counted because nobody can say that they lie in the area of the two figures."""
    if not losses.n_elsewhere or losses.area is None:
        return ""
    return f" in {losses.area} (losses in {count(losses.n_elsewhere, 'incident')} not known to lie there are left out)"


def _say_possible(low: Number | None, high: Number | None) -> str:
    """Return limits that hold a net loss, or have no lower end, as a clause."""
    if low is None and high is None:
        return "anything is possible"
    if low is None and high is not None and high < 0:
        return f"at least {-high:,.0f} more left than joined"
    if low is None and high is not None:
        return f"any net loss, or {f'a net gain of at most {high:,.0f}' if high > 0 else 'no change'}, is possible"
    start = f"a net loss of {-(low or 0):,.0f}"
    if high is None:
        return f"anything from {start} upwards is possible"
    return f"anything from {start} to {_say_net(high)} is possible"


def _say_net(value: Number) -> str:
    if value == 0:
        return "no change"
    return f"a net gain of {value:,.0f}" if value > 0 else f"a net loss of {-value:,.0f}"


def _timing_assumption(before: SeriesPoint) -> tuple[str, ...]:
    if before.as_of_earliest == before.as_of_latest:
        return ()
    return (f"losses within {name_time(before)} are read as coming after the earlier figure, which has no exact day",)


def _party_assumption(n_party: int) -> tuple[str, ...]:
    if not n_party:
        return ()
    verb = "is a count" if n_party == 1 else "are counts"
    return (f"{n_party:,} of the claims about losses {verb} by a belligerent of its enemy's dead",)


def _whole_persons(limits: Limits) -> str:
    """Return " (whole persons: ≥ 295)" for a strict whole lower limit of zero or more."""
    is_whole = limits.low is not None and limits.low >= 0 and float(limits.low).is_integer()
    return f" (whole persons: ≥ {(limits.low or 0) + 1:,.0f})" if is_whole and limits.low_is_strict else ""
