"""Does the effect of an operation on a level cover what it says: simulated series with a known step.

    python -m benchmarks.calibration.operation [--simulations 400] [--seed 2026]

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
import warnings
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from types import ModuleType

import numpy as np
from numpy.typing import NDArray

from benchmarks.calibration.sharing import share_out
from musterbook.assess.numeric.operation import StepPriors, fit_step
from musterbook.assess.numeric.rates import compare_rates

__all__ = ["COMPONENTS", "HALVES", "OURS", "SEGMENTED", "Series", "StepRow", "find_statsmodels", "run", "simulate"]

Array = NDArray[np.float64]
Interval = tuple[float, float]
Method = Callable[[Array], Interval]

MONTHS, STEP, PERIOD = 60, 30, 12
STEP_SD = 0.7
OURS, SEGMENTED, COMPONENTS = "this model", "segmented", "components"
HALVES = "halves"
_METHODS = (OURS, SEGMENTED, COMPONENTS, HALVES)
_Z = 1.6448536


@dataclass(frozen=True, slots=True, kw_only=True)
class Series:
    """Counts and the step that is in them; `halves` is the log ratio of the mean rates after and before."""

    counts: Array
    step: float
    halves: float


@dataclass(frozen=True, slots=True, kw_only=True)
class StepRow:
    """What one method came to.

    Attributes:
        covers: share of intervals that hold the truth, of series with a step; halves: that hold their own ratio.
        false_alarms: share of intervals that leave out no change, of series without a step. None for the halves: the walk
            moves them without a step, so that "no step" is no null of theirs.
        width: median, in units of log.
        n_failed: series for which the method gave no interval; they are in no share.
    """

    method: str
    covers: float
    false_alarms: float | None
    width: float
    n_failed: int


def simulate(rng: np.random.Generator, *, has_step: bool) -> Series:
    """Return one series."""
    priors = StepPriors()
    drift = priors.drift * np.exp(priors.drift_spread * rng.normal())
    size = priors.size * np.exp(priors.size_spread * rng.normal())
    step = float(rng.normal(0, STEP_SD)) if has_step else 0.0
    at = np.arange(MONTHS)
    level = rng.normal(2.9, 0.7) + np.concatenate([[0], np.cumsum(rng.normal(0, drift, MONTHS - 1))])
    season = rng.normal(0, 0.2, 2) @ np.stack([np.sin(2 * np.pi * at / PERIOD), np.cos(2 * np.pi * at / PERIOD)])
    rate = np.exp(level + season + step * (at >= STEP))
    counts = rng.negative_binomial(size, size / (size + rate)).astype(float)
    return Series(counts=counts, step=step, halves=float(np.log(rate[STEP:].mean() / rate[:STEP].mean())))


def find_statsmodels() -> ModuleType | None:
    """Return statsmodels.api; None where it is not installed."""
    try:
        import statsmodels.api  # noqa: PLC0415  # a group of its own: 250 MB that nothing else needs
    except ImportError:
        return None
    return statsmodels.api


def fit_all(counts: Array) -> dict[str, Interval]:
    """Return the 90 % interval of every method that is here."""
    methods: dict[str, Method] = {OURS: fit_ours, HALVES: fit_halves}
    if (sm := find_statsmodels()) is not None:
        methods[SEGMENTED] = lambda values: fit_segmented(values, sm)
        methods[COMPONENTS] = lambda values: fit_components(values, sm)
    with warnings.catch_warnings():
        # Of fits that do not converge: what they give is counted all the same, as a user would read it.
        warnings.simplefilter("ignore")
        return {name: method(counts) for name, method in methods.items()}


def fit_ours(counts: Array) -> Interval:
    """Return the interval of the nested approximation."""
    low, high = fit_step(counts, step=STEP, period=PERIOD, priors=StepPriors()).step.quantiles((0.05, 0.95))[0]
    return float(low), float(high)


def fit_halves(counts: Array) -> Interval:
    """Return the interval of the later half against the earlier, as presence and coverage use it."""
    low, high = compare_rates(counts[:STEP], counts[STEP:]).quantiles((0.05, 0.95))
    return float(np.log(low)), float(np.log(high))


def fit_segmented(counts: Array, sm: ModuleType) -> Interval:
    """Return the interval of a segmented negative binomial regression."""
    design = make_design()
    family = sm.families.NegativeBinomial(alpha=estimate_dispersion(counts, design, sm))
    found = sm.GLM(counts, design, family=family).fit(cov_type="HAC", cov_kwds={"maxlags": 3})
    return float(found.params[2] - _Z * found.bse[2]), float(found.params[2] + _Z * found.bse[2])


def fit_components(counts: Array, sm: ModuleType) -> Interval:
    """Return the interval of a local level of logarithms with the step and the season as regressors."""
    regressors = make_design()[:, [2, 4, 5]]
    model = sm.tsa.UnobservedComponents(np.log(counts + 0.5), level="local level", exog=regressors)
    found = model.fit(disp=False, maxiter=200)
    at = found.model.param_names.index("beta.x1")
    return float(found.params[at] - _Z * found.bse[at]), float(found.params[at] + _Z * found.bse[at])


def make_design() -> Array:
    """Return the regressors: constant, trend, step, change of trend, sine, cosine."""
    at = np.arange(MONTHS, dtype=float)
    after = (at >= STEP).astype(float)
    turn = 2 * np.pi * at / PERIOD
    return np.column_stack([np.ones(MONTHS), at / 12, after, after * (at - STEP) / 12, np.sin(turn), np.cos(turn)])


def estimate_dispersion(counts: Array, design: Array, sm: ModuleType) -> float:
    """Return α of a negative binomial by the moments of a Poisson fit (Cameron and Trivedi 1990), at least 0.001."""
    poisson = sm.GLM(counts, design, family=sm.families.Poisson()).fit()
    mean = poisson.fittedvalues
    return float(max(((counts - mean) ** 2 - mean).sum() / (mean**2).sum(), 1e-3))


def measure(method: str, *, truths: Sequence[float], found: Sequence[Interval], silent: Sequence[Interval]) -> StepRow:
    """Return the row of one method.

    Args:
        method: its name.
        truths: of the series with a step.
        found: intervals for these series.
        silent: intervals for the series without a step.
    """
    given = [(truth, low, high) for truth, (low, high) in zip(truths, found, strict=True) if np.isfinite(high - low)]
    quiet = [(low, high) for low, high in silent if np.isfinite(high - low)]
    alarms = float(np.mean([not low <= 0 <= high for low, high in quiet]))
    return StepRow(
        method=method,
        covers=float(np.mean([low <= truth <= high for truth, low, high in given])),
        false_alarms=None if method == HALVES else alarms,
        width=float(np.median([high - low for _, low, high in given])),
        n_failed=len(found) + len(silent) - len(given) - len(quiet),
    )


def run(*, simulations: int, seed: int, processes: int) -> tuple[StepRow, ...]:
    """Return one row for each method, over as many series with a step as without."""
    rng = np.random.default_rng(seed)
    series = [simulate(rng, has_step=True) for _ in range(simulations)]
    null = [simulate(rng, has_step=False) for _ in range(simulations)]
    with share_out(processes) as share:
        fits = list(share(fit_all, [item.counts for item in (*series, *null)]))
    return tuple(
        measure(
            method,
            truths=[item.halves if method == HALVES else item.step for item in series],
            found=[fit[method] for fit in fits[:simulations]],
            silent=[fit[method] for fit in fits[simulations:]],
        )
        for method in _METHODS
        if method in fits[0]
    )


def main() -> None:
    """Print the measures as JSON."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--simulations", type=int, default=400)
    parser.add_argument("--seed", type=int, default=2026)
    parser.add_argument("--processes", type=int, default=2)
    given = parser.parse_args()
    rows = run(simulations=given.simulations, seed=given.seed, processes=given.processes)
    print(json.dumps([asdict(row) for row in rows], indent=2, ensure_ascii=False))


if __name__ == "__main__":
    main()
