"""Simulated groups whose strength is known, and what is said of them.

A group is drawn from the prior of the model: scales, beginning, walk, and the sources that speak of it. Two to four sources
give four to ten figures in one to three years, some of them several in one briefing, some about a whole year; each rounds,
bounds or gives a range as speakers do.

Inflow is S1 − S0 + D/c. As the model has it, the reported losses D say nothing of the strength and nothing of c, reported by
true losses: D is drawn apart from everything else, log-uniform from 20 to 500 people, c as in the model; D/c is what was truly
lost. The losses of a real group go with its size, and the model learns nothing from that either.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from musterbook.assess.modelling import make_priors
from musterbook.assess.numeric import Figures, Priors, Wording, above, below, rounded, within
from musterbook.assess.numeric.figures import BOUND_RATE, HABITS, round_by
from musterbook.config import ModelSettings

__all__ = ["SETTINGS", "WORLDS", "Group", "World", "forget", "recognise", "simulate"]

Array = NDArray[np.float64]
World = Literal["as expected", "copies", "shared bias", "one source off by 4"]

WORLDS: tuple[World, ...] = ("as expected", "copies", "shared bias", "one source off by 4")
SETTINGS = ModelSettings()
_RANGE_WIDTH = 0.5
_COPIES = 3
_LEAST_LOSSES, _MOST_LOSSES = 20.0, 500.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """A simulated group: what is said of it, and what is true.

    Attributes:
        figures: in order of time.
        is_copy: True for a figure that is another one, printed again by another outlet.
        truth: level at the last figure, growth and inflow from the first to the last.
        losses: reported, between the first and the last figure.
        asked: the times of the first and the last figure, in years.
        stated: log of the number that a naive reader takes from each figure.
    """

    figures: Figures
    is_copy: NDArray[np.bool_]
    truth: dict[str, float]
    losses: float
    asked: Array
    stated: Array


def simulate(rng: np.random.Generator, *, world: World = "as expected") -> Group:
    """Return one group; only "as expected" is the world that the model assumes."""
    priors = make_priors(SETTINGS)
    drift, source_sd, origin_sd, noise = priors.medians * np.exp(priors.spread * rng.standard_normal(4))
    n, n_sources = int(rng.integers(4, 11)), int(rng.integers(2, 5))
    span = rng.uniform(1, 3)
    years = np.sort(np.concatenate([[0.0], rng.uniform(0, span, n - 2), [span]]))
    # The first and the last figure are about a day, because level, growth and inflow are asked for then.
    widths = np.where((rng.random(n) < 0.2) & (np.arange(n) % (n - 1) > 0), 1.0, 0.0)
    sources, origins = _assign(n, n_sources, rng)
    at = years + widths * rng.uniform(-0.5, 0.5, n)
    times = np.unique(np.concatenate([at, [0.0, span]]))
    level = _walk(times, drift=drift, priors=priors, rng=rng)
    bias = source_sd * rng.standard_normal(n_sources)
    deviation = origin_sd * rng.standard_normal(n)
    error = noise * rng.standard_normal(n)
    said = rng.spawn(1)[0]
    if world == "shared bias":
        bias = bias + priors.source * rng.standard_normal()
    if world == "one source off by 4":
        bias[0] += np.log(4) * rng.choice([-1, 1])
    believed = np.interp(at, times, level) + bias[sources] + deviation[origins] + error
    told = [_say(value, said) for value in believed]
    truth, losses = _reckon(*np.exp(np.interp([0.0, span], times, level)), rng=said)
    group = Group(
        figures=_make_figures(years, widths, [wording for wording, _ in told], sources, origins),
        is_copy=np.zeros(n, dtype=bool),
        truth=truth,
        losses=losses,
        asked=np.array([0.0, span]),
        stated=np.array([number for _, number in told]),
    )
    return _copy(group, rng) if world == "copies" else group


def recognise(group: Group) -> Figures:
    """Return the figures with their origins known: copies of one text are one figure."""
    return _take(group.figures, np.flatnonzero(~group.is_copy))


def forget(figures: Figures) -> Figures:
    """Return the figures as if every claim were an origin of its own, given by a source of its own."""
    return replace(figures, sources=np.arange(len(figures.years)), origins=np.arange(len(figures.years)))


def _assign(n: int, n_sources: int, rng: np.random.Generator) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Return the source and the origin of each figure."""
    sources = np.concatenate([np.arange(n_sources), rng.integers(0, n_sources, n - n_sources)])
    rng.shuffle(sources)
    # Now and then a figure comes from the briefing that gave the same source's last one.
    origins = np.arange(n)
    for later in range(1, n):
        earlier = np.flatnonzero(sources[:later] == sources[later])
        if len(earlier) and rng.random() < 0.3:
            origins[later] = origins[earlier[-1]]
    return sources, origins


def _walk(times: Array, *, drift: float, priors: Priors, rng: np.random.Generator) -> Array:
    """Return the log of the strength at these times, 0 among them: the wide beginning is that of the first figure's day."""
    steps = drift * np.sqrt(np.diff(times)) * rng.standard_normal(len(times) - 1)
    walk = np.concatenate([[0.0], np.cumsum(steps)])
    # What lies before the first figure is walked backwards.
    start = priors.start_mean + priors.start_sd * rng.standard_normal()
    return np.asarray(start + walk - np.interp(0.0, times, walk))


def _reckon(first: float, last: float, *, rng: np.random.Generator) -> tuple[dict[str, float], float]:
    """Return what is true of the strengths at the first and the last figure, and the reported losses between them."""
    losses = float(np.round(np.exp(rng.uniform(np.log(_LEAST_LOSSES), np.log(_MOST_LOSSES)))))
    lost = losses / np.exp(SETTINGS.reporting * rng.standard_normal())
    truth = {"level": float(last), "growth": float(last / first - 1), "inflow": float(last - first + lost)}
    return truth, losses


def _say(belief: float, rng: np.random.Generator) -> tuple[Wording, float]:
    """Return what somebody says who believes in exp(belief), and the log number a naive reader would take from it."""
    kind = rng.choice(["about", "about", "about", "range", "above", "below"])
    if kind == "about":
        number = round_by(float(np.exp(belief)), int(rng.choice(len(HABITS), p=[share for _, share in HABITS])))
        return rounded(number), float(np.log(number))
    if kind == "range":
        low = belief - _RANGE_WIDTH * rng.random()
        return within(float(np.exp(low)), float(np.exp(low + _RANGE_WIDTH))), float(low + _RANGE_WIDTH / 2)
    beyond = rng.exponential(1 / BOUND_RATE)
    if kind == "above":
        return above(float(np.exp(belief - beyond))), float(belief - beyond)
    return below(float(np.exp(belief + beyond))), float(belief + beyond)


def _make_figures(
    years: Array, widths: Array, wordings: Sequence[Wording], sources: NDArray[np.int64], origins: NDArray[np.int64]
) -> Figures:
    return Figures(
        years=years,
        widths=widths,
        wordings=tuple(wordings),
        sources=sources,
        origins=origins,
        hedges=np.ones(len(years)),
        definitions=np.zeros(len(years), dtype=np.int64),
        offset_means=np.zeros(1),
        offset_sds=np.zeros(1),
        shocks=np.zeros(0),
    )


def _take(figures: Figures, index: NDArray[np.int64]) -> Figures:
    """Return the figures at these places, which may repeat."""
    return _make_figures(
        figures.years[index],
        figures.widths[index],
        [figures.wordings[place] for place in index],
        figures.sources[index],
        figures.origins[index],
    )


def _copy(group: Group, rng: np.random.Generator) -> Group:
    """Return the group with one figure in two printed by several other outlets, word for word, as if it were their own."""
    n, n_sources = len(group.figures.years), int(group.figures.sources.max()) + 1
    again = np.repeat(np.arange(n), np.where(rng.random(n) < 0.5, 1 + _COPIES, 1))
    is_copy = np.concatenate([[False], again[1:] == again[:-1]])
    figures = _take(group.figures, again)
    return replace(
        group,
        figures=replace(
            figures,
            sources=np.where(is_copy, n_sources + np.arange(len(again)), figures.sources),
            origins=np.where(is_copy, n + np.arange(len(again)), figures.origins),
        ),
        is_copy=is_copy,
        stated=group.stated[again],
    )
