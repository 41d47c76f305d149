"""An independent check of the step model: a Markov chain over its exact joint density, no approximation, a few minutes.

    python benchmarks/calibration/sampler.py

Prints the quantiles of β for sixteen counts from the chain and from the nested approximation. The chain knows the model only
through its density: σ, φ, the walk's steps, β and the season as standard normal values. It moves many walkers by the
differences of others (ter Braak 2006: differential evolution), which needs neither gradient nor tuning.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from scipy.special import gammaln

from musterbook.assess.numeric.operation import StepPriors, fit_step

Array = NDArray[np.float64]

COUNTS = np.array([14.0, 9, 12, 20, 11, 7, 13, 15, 4, 9, 3, 6, 2, 5, 3, 4])
STEP, PERIOD = 8, 12
SHARES = (0.05, 0.25, 0.5, 0.75, 0.95)
WALKERS, TURNS, EVERY = 200, 40_000, 10


def log_density(values: Array, priors: StepPriors) -> Array:
    """Return the log joint density of walkers × (2 + periods + 3) standard normal values and the counts."""
    n = len(COUNTS)
    at = np.arange(n)
    drift = priors.drift * np.exp(priors.drift_spread * values[:, 0])
    size = (priors.size * np.exp(priors.size_spread * values[:, 1]))[:, None]
    steps = values[:, 2 : 2 + n] * drift[:, None]
    steps[:, 0] = 2.0 + 3.0 * values[:, 2]
    beta, sine, cosine = (values[:, 2 + n :] * [priors.step, priors.season, priors.season]).T[..., None]
    season = sine * np.sin(2 * np.pi * at / PERIOD) + cosine * np.cos(2 * np.pi * at / PERIOD)
    rate = np.exp(np.clip(np.cumsum(steps, axis=1) + beta * (at >= STEP) + season, -20, 20))
    terms = (
        gammaln(COUNTS + size)
        - gammaln(size)
        + size * np.log(size / (size + rate))
        + COUNTS * np.log(rate / (size + rate))
    )
    return np.asarray(terms.sum(axis=1) - 0.5 * (values**2).sum(axis=1))


def draw_steps(priors: StepPriors, *, seed: int) -> Array:
    """Return draws of β from the chain, the first quarter thrown away."""
    rng = np.random.default_rng(seed)
    width = len(COUNTS) + 5
    walkers = rng.normal(0, 0.5, (WALKERS, width))
    scores = log_density(walkers, priors)
    kept = []
    half = WALKERS // 2
    for turn in range(TURNS):
        moved, others = (np.arange(half) + half * ((turn + side) % 2) for side in (0, 1))
        one = rng.integers(0, half, half)
        two = (one + rng.integers(1, half, half)) % half
        # Now and then a whole difference: it carries walkers between modes.
        scale = 1.0 if turn % 20 > 17 else 2.38 / np.sqrt(2 * width) * rng.choice([0.3, 1.0])
        proposed = (
            walkers[moved] + scale * (walkers[others[one]] - walkers[others[two]]) + rng.normal(0, 1e-3, (half, width))
        )
        found = log_density(proposed, priors)
        taken = np.log(rng.uniform(size=half)) < found - scores[moved]
        walkers[moved[taken]], scores[moved[taken]] = proposed[taken], found[taken]
        if turn > TURNS // 4 and turn % EVERY == 0:
            kept.append(priors.step * walkers[:, 2 + len(COUNTS)])
    return np.concatenate(kept)


def main() -> None:
    """Print both sets of quantiles."""
    priors = StepPriors(step=1.5)
    print("chain ", np.round(np.quantile(draw_steps(priors, seed=1), SHARES), 3))
    fit = fit_step(COUNTS, step=STEP, period=PERIOD, priors=priors)
    print("nested", np.round(fit.step.quantiles(SHARES)[0], 3))


if __name__ == "__main__":
    main()
