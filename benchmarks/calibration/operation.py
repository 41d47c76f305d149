"""Does the effect of an operation on a level cover what it says: simulated series with a known step.

    python -m benchmarks.calibration.operation [--simulations 400] [--seed 1]

Each series has sixty months: a random walk of scale σ with counts of size φ around it, both drawn from lognormal
distributions around those of the model (σ 0.15, φ 8; the same spreads), a level of about 5 to 60 a month, a season, and a
step at the thirtieth month, drawn from N(0, 0.7²), or none. Reported: the share of 90 % intervals that hold the step, the
share of series without a step whose interval leaves out no change, and the median width of the intervals in units of log.

Beside the model of this project, where statsmodels is installed (`uv sync --group calibration`):
  segmented   negative binomial regression on trend, step, change of trend and season, HAC errors (3 lags)
  components  statsmodels' UnobservedComponents on log(count + ½): local level, step and season as regressors
"""

from __future__ import annotations

import argparse
import json
import time
import warnings
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from musterbook.assess.numeric.operation import StepPriors, fit_step
from musterbook.assess.numeric.rates import compare_rates

Array = NDArray[np.float64]
Method = Callable[[Array], tuple[float, float]]

MONTHS, STEP, PERIOD = 60, 30, 12
Z = 1.6448536


@dataclass(frozen=True, slots=True, kw_only=True)
class Series:
    """Counts and the step that is in them; `halves` is the log ratio of the mean rates after and before."""

    counts: Array
    step: float
    halves: float


def simulate(rng: np.random.Generator, *, has_step: bool) -> Series:
    """Return one series."""
    priors = StepPriors()
    drift = priors.drift * np.exp(priors.drift_spread * rng.normal())
    size = priors.size * np.exp(priors.size_spread * rng.normal())
    step = float(rng.normal(0, 0.7)) if has_step else 0.0
    at = np.arange(MONTHS)
    level = rng.normal(2.9, 0.7) + np.concatenate([[0], np.cumsum(rng.normal(0, drift, MONTHS - 1))])
    season = rng.normal(0, 0.2, 2) @ np.stack([np.sin(2 * np.pi * at / PERIOD), np.cos(2 * np.pi * at / PERIOD)])
    rate = np.exp(level + season + step * (at >= STEP))
    counts = rng.negative_binomial(size, size / (size + rate)).astype(float)
    return Series(counts=counts, step=step, halves=float(np.log(rate[STEP:].mean() / rate[:STEP].mean())))


def fit_ours(counts: Array) -> tuple[float, float]:
    """Return the 90 % interval of the nested approximation."""
    low, high = fit_step(counts, step=STEP, period=PERIOD, priors=StepPriors()).step.quantiles((0.05, 0.95))[0]
    return float(low), float(high)


def fit_halves(counts: Array) -> tuple[float, float]:
    """Return the 90 % interval of the later half against the earlier, as presence and coverage use it."""
    low, high = compare_rates(counts[:STEP], counts[STEP:]).quantiles((0.05, 0.95))
    return float(np.log(low)), float(np.log(high))


def make_design() -> Array:
    """Return the regressors: constant, trend, step, change of trend, sine, cosine."""
    at = np.arange(MONTHS, dtype=float)
    after = (at >= STEP).astype(float)
    turn = 2 * np.pi * at / PERIOD
    return np.column_stack([np.ones(MONTHS), at / 12, after, after * (at - STEP) / 12, np.sin(turn), np.cos(turn)])


def load_others() -> dict[str, Method]:
    """Return the methods of statsmodels; empty where it is not installed."""
    try:
        import statsmodels.api as sm  # noqa: PLC0415  # a group of its own: 250 MB that nothing else needs
    except ImportError:
        return {}
    design = make_design()

    def fit_segmented(counts: Array) -> tuple[float, float]:
        size = estimate_dispersion(counts, design, sm)
        family = sm.families.NegativeBinomial(alpha=size)
        found = sm.GLM(counts, design, family=family).fit(cov_type="HAC", cov_kwds={"maxlags": 3})
        return float(found.params[2] - Z * found.bse[2]), float(found.params[2] + Z * found.bse[2])

    def fit_components(counts: Array) -> tuple[float, float]:
        regressors = design[:, [2, 4, 5]]
        model = sm.tsa.UnobservedComponents(np.log(counts + 0.5), level="local level", exog=regressors)
        found = model.fit(disp=False, maxiter=200)
        at = found.model.param_names.index("beta.x1")
        return float(found.params[at] - Z * found.bse[at]), float(found.params[at] + Z * found.bse[at])

    return {"segmented": fit_segmented, "components": fit_components}


def estimate_dispersion(counts: Array, design: Array, sm: object) -> float:
    """Return α of a negative binomial by the moments of a Poisson fit (Cameron and Trivedi 1990), at least 0.001."""
    poisson = sm.GLM(counts, design, family=sm.families.Poisson()).fit()  # type: ignore[attr-defined]
    mean = poisson.fittedvalues
    return float(max(((counts - mean) ** 2 - mean).sum() / (mean**2).sum(), 1e-3))


def measure(method: Method, series: list[Series], null: list[Series], *, truth: str) -> dict[str, float]:
    """Return coverage, false alarms, median width and seconds a fit."""
    start = time.perf_counter()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        found = [method(item.counts) for item in series]
        silent = [method(item.counts) for item in null]
    seconds = (time.perf_counter() - start) / (len(series) + len(null))
    held = [low <= getattr(item, truth) <= high for item, (low, high) in zip(series, found, strict=True)]
    alarms = [not low <= 0 <= high for low, high in silent]
    width = float(np.median([high - low for low, high in found]))
    return {
        "covers": round(float(np.mean(held)), 3),
        "false_alarms": round(float(np.mean(alarms)), 3),
        "width": round(width, 2),
        "seconds": round(seconds, 4),
    }


def run(*, simulations: int, seed: int) -> dict[str, dict[str, float]]:
    """Return the measures of every method."""
    rng = np.random.default_rng(seed)
    series = [simulate(rng, has_step=True) for _ in range(simulations)]
    null = [simulate(rng, has_step=False) for _ in range(simulations)]
    methods = {"nested local level": fit_ours, **load_others()}
    measured = {name: measure(method, series, null, truth="step") for name, method in methods.items()}
    # Of the halves "no step" is no null: the walk itself moves them. What counts is whether their own ratio is held.
    halves = measure(fit_halves, series, null, truth="halves")
    halves.pop("false_alarms")
    return {**measured, "halves (presence, coverage)": halves}


def main() -> None:
    """Print the measures as JSON."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--simulations", type=int, default=400)
    parser.add_argument("--seed", type=int, default=1)
    arguments = parser.parse_args()
    print(json.dumps(run(simulations=arguments.simulations, seed=arguments.seed), indent=2, ensure_ascii=False))


if __name__ == "__main__":
    main()
