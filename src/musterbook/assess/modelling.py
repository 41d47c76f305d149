"""From the figures of one population to the model of its strength, and back to estimates."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from musterbook.assess.definitions import Offset
from musterbook.assess.estimates import make_intervals
from musterbook.assess.numeric import (
    Effort,
    Figures,
    Priors,
    StrengthDraws,
    Wording,
    above,
    below,
    draw_prior,
    sample_strength,
    share_above,
    weigh_figures,
    within,
)
from musterbook.assess.numeric.figures import VAGUE_RATE
from musterbook.assess.populations import Population, middle_day
from musterbook.assess.wording import count
from musterbook.config import ModelSettings
from musterbook.model import Bound, Estimate, Number, SeriesPoint, UsedClaim

__all__ = ["StrengthModel", "describe_settings", "make_effort", "make_priors", "model_strength", "read_wording"]

Array = NDArray[np.float64]

_DAYS = 365.25
_HEAVY_TAIL = 4.0
_OPEN_ABOVE = frozenset({"at_least", "more_than"})


@dataclass(frozen=True, kw_only=True)
class StrengthModel:
    """A model that has seen its figures; asked about days, it answers with draws.

    Attributes:
        days: that may be asked about, ascending.
    """

    population: Population
    settings: ModelSettings
    figures: Figures
    days: tuple[date, ...]
    draws: StrengthDraws

    def holds(self, *points: SeriesPoint) -> bool:
        """Return True if all these figures are among those of the model."""
        known = {point.claim_id for point in self.population.points}
        return all(point.claim_id in known for point in points)

    def log_level(self, day: date) -> Array:
        """Return draws of the log strength on a day that was asked for."""
        return np.asarray(self.draws.log_strength[:, self.days.index(day)])

    def level(self, day: date) -> Array:
        """Return draws of the strength, in people."""
        return np.asarray(np.exp(self.log_level(day)))

    def growth(self, first: date, last: date) -> Array:
        """Return draws of the growth between two days, as shares."""
        return np.asarray(np.expm1(self.log_level(last) - self.log_level(first)))

    def estimate_level(self, day: date) -> Estimate:
        """Return the strength on a day, beside that of the prior."""
        prior = np.exp(self._prior[:, self.days.index(day)])
        return Estimate(
            what=f"strength on {day}",
            unit="people",
            intervals=make_intervals(self.level(day)),
            prior=make_intervals(prior),
        )

    def estimate_growth(self, first: date, last: date) -> Estimate:
        """Return the growth between two days and the probability that there was any, beside the growth of the prior."""
        prior = np.expm1(self._prior[:, self.days.index(last)] - self._prior[:, self.days.index(first)])
        drawn = self.growth(first, last)
        return Estimate(
            what=f"growth from {first} to {last}",
            unit="share",
            intervals=make_intervals(drawn),
            prior=make_intervals(prior),
            probability=share_above(drawn, 0.0),
        )

    def prior_level(self, day: date) -> Array:
        """Return draws of the strength on a day before any figure, in people."""
        return np.asarray(np.exp(self._prior[:, self.days.index(day)]))

    def use_claims(self, day: date) -> tuple[UsedClaim, ...]:
        """Return the claims with their share in the estimate of the strength on a day."""
        scales = np.median(self.draws.scales, axis=0)
        asked = _years(day, self.population)
        weights = weigh_figures(self.figures, scales, asked, priors=make_priors(self.settings))
        return tuple(
            UsedClaim(claim_id=point.claim_id, origin_id=point.origin_id, weight=float(weight), reading=reading)
            for point, weight, reading in zip(
                self.population.points, weights, map(_say_reading, self.population.points), strict=True
            )
        )

    @cached_property
    def _prior(self) -> Array:
        asked = np.array([_years(day, self.population) for day in self.days])
        return draw_prior(asked, priors=make_priors(self.settings), seed=self.settings.seed)


def model_strength(
    population: Population, days: Iterable[date], *, settings: ModelSettings, effort: Effort | None = None
) -> StrengthModel:
    """Return the model of the population, ready to be asked about these days; without an effort with that of the settings."""
    asked = tuple(sorted(set(days)))
    figures = _make_figures(population, settings)
    draws = sample_strength(
        figures,
        np.array([_years(day, population) for day in asked]),
        priors=make_priors(settings),
        seed=settings.seed,
        effort=effort or make_effort(settings),
    )
    return StrengthModel(population=population, settings=settings, figures=figures, days=asked, draws=draws)


def make_priors(settings: ModelSettings) -> Priors:
    """Return the priors of a group's strength."""
    return Priors(
        drift=settings.drift,
        source=settings.source_bias,
        origin=settings.origin_deviation,
        noise=settings.noise,
        spread=settings.scale_spread,
        start_mean=math.log(settings.start_people),
        start_sd=settings.start_spread,
        source_freedom=_HEAVY_TAIL if settings.source_tail == "student" else None,
        shock_sd=settings.shock,
    )


def make_effort(settings: ModelSettings) -> Effort:
    """Return how much is drawn."""
    return Effort(chains=settings.chains, turns=settings.turns)


def describe_settings(settings: ModelSettings, *, is_incident: bool = False) -> str:
    """Return the settings of the model in one line, as every output shows them."""
    drift = "" if is_incident else f"a year's drift {settings.drift:g}, "
    people, spread = (
        (settings.incident_people, settings.incident_spread)
        if is_incident
        else (settings.start_people, settings.start_spread)
    )
    tail = "" if settings.source_tail == "normal" else ", with heavy tails"
    return (
        f"model settings (medians, in units of log): {drift}bias of a source {settings.source_bias:g}{tail}, "
        f"deviation of an origin {settings.origin_deviation:g}, of one figure {settings.noise:g}; "
        f"before any figure {people:,.0f} people, give or take a factor of {math.exp(spread):,.1f}; "
        f"seed {settings.seed}"
    )


def read_wording(low: Number | None, high: Number | None, bound: Bound, *, rate: float) -> Wording:
    """Return what a figure says to the model; one of low and high is above 0."""
    if bound == "vague" and low:
        return above(float(low), rate=VAGUE_RATE)
    if low is not None and (high is None or bound in _OPEN_ABOVE):
        return above(float(low), rate=rate)
    if high is not None and (low is None or low <= 0):
        return below(float(high), rate=rate) if low is None else within(0.0, float(high))
    return within(float(low or 0), float(high or 0))


def _make_figures(population: Population, settings: ModelSettings) -> Figures:
    points = population.points
    kinds = tuple(dict.fromkeys(population.offsets))
    return Figures(
        years=np.array([_years(middle_day(point), population) for point in points]),
        widths=np.array([_width(point) / _DAYS for point in points]),
        wordings=tuple(read_wording(point.low, point.high, point.bound, rate=settings.bound_rate) for point in points),
        sources=_number([point.lean_id for point in points]),
        origins=_number([point.origin_id for point in points]),
        hedges=np.array([settings.hedge_factor if point.hedge else 1.0 for point in points]),
        definitions=_number(population.offsets),
        offset_means=np.array([offset.mean for offset in kinds]),
        offset_sds=np.array([offset.sd for offset in kinds]),
        shocks=np.zeros(0),
    )


def _years(day: date, population: Population) -> float:
    """Return a day in years from the middle of the first figure's time."""
    return (day - middle_day(population.points[0])).days / _DAYS


def _width(point: SeriesPoint) -> int:
    return (point.as_of_latest - point.as_of_earliest).days if point.as_of_latest and point.as_of_earliest else 0


def _number(keys: Sequence[object | Offset]) -> NDArray[np.int64]:
    """Return a number for each key, from 0, in order of first appearance."""
    known = {key: index for index, key in enumerate(dict.fromkeys(keys))}
    return np.array([known[key] for key in keys], dtype=np.int64)


def _say_reading(point: SeriesPoint) -> str:
    """Return how the words of a figure were read."""
    wording = read_wording(point.low, point.high, point.bound, rate=1.0)
    if wording.bound is not None:
        side = "beyond" if wording.rate > 0 else "below"
        reading = f"{side} {math.exp(wording.bound):,.0f}, most likely near it"
    else:
        cells = " or ".join(_say_cell(low, high) for low, high, _ in wording.cells)
        reading = f"within {cells}" + (", by habit of rounding" if len(wording.cells) > 1 else "")
    hedged = ", hedged" if point.hedge else ""
    said = f", said {point.said_on}" if point.said_on and point.said_on != point.as_of_latest else ""
    copies = f", {count(point.n_reports, 'report')}" if point.n_reports > 1 else ""
    return f"“{point.words}”: {reading}{hedged}{said}{copies}"


def _say_cell(low: float, high: float) -> str:
    return f"{math.exp(low):,.0f}–{math.exp(high):,.0f}"
