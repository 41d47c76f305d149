"""The sampler against closed forms and quadrature."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pytest

from musterbook.assess.numeric import (
    Effort,
    Figures,
    Priors,
    Wording,
    above,
    central,
    draw_prior,
    effective_draws,
    leave_out,
    narrowest_sd,
    rounded,
    sample_strength,
    weigh_figures,
    within,
)
from musterbook.assess.numeric.chains import split_r_hat
from musterbook.assess.numeric.strength import _Model
from musterbook.assess.numeric.walks import walk_between

# With fixed scales everything is Gaussian and can be reckoned by hand.
FIXED = Priors(spread=1e-9, start_mean=7.0, start_sd=2.0)


def _exact(value: float) -> Wording:
    return Wording(cells=((value - 1e-3, value + 1e-3, 1.0),))


def make_figures(
    wordings: Sequence[Wording],
    *,
    years: Sequence[float] | None = None,
    sources: Sequence[int] | None = None,
    origins: Sequence[int] | None = None,
    widths: Sequence[float] | None = None,
) -> Figures:
    """Figures of one definition without hedges; by default of one day, each with a source and origin of its own."""
    n = len(wordings)
    return Figures(
        years=np.array(years if years is not None else np.zeros(n), dtype=float),
        widths=np.array(widths if widths is not None else np.zeros(n), dtype=float),
        wordings=tuple(wordings),
        sources=np.array(sources if sources is not None else range(n)),
        origins=np.array(origins if origins is not None else range(n)),
        hedges=np.ones(n),
        definitions=np.zeros(n, dtype=np.int64),
        offset_means=np.zeros(1),
        offset_sds=np.zeros(1),
        shocks=np.zeros(0),
    )


def test_one_exact_figure() -> None:
    """One exact figure z: precision 1/2² + 1/(0.35² + 0.20² + 0.15²), mean weighted by the precisions."""
    variance = 0.35**2 + 0.20**2 + 0.15**2
    precision = 1 / 4 + 1 / variance
    mean = (7.0 / 4 + 8.0 / variance) / precision
    draws = sample_strength(make_figures([_exact(8.0)]), np.zeros(1), priors=FIXED, seed=1).log_strength[:, 0]
    assert draws.mean() == pytest.approx(mean, abs=0.02)
    assert draws.std() == pytest.approx(precision**-0.5, rel=0.05)


def test_growth_within_one_briefing() -> None:
    """Of one source and origin the biases cancel: growth d ~ N(0, 0.35² t), seen through two figures with noise 0.15."""
    years, z = 0.8, (7.0, 7.4)
    noise, drift = 2 * 0.15**2, 0.35**2 * years
    figures = make_figures([_exact(value) for value in z], years=[0, years], sources=[0, 0], origins=[0, 0])
    wide = Priors(spread=1e-9, start_mean=7.0, start_sd=30.0)
    draws = sample_strength(figures, np.array([0.0, years]), priors=wide, seed=1).log_strength
    grown = draws[:, 1] - draws[:, 0]
    assert grown.mean() == pytest.approx((z[1] - z[0]) * drift / (drift + noise), abs=0.02)
    assert grown.std() == pytest.approx((1 / drift + 1 / noise) ** -0.5, rel=0.06)


def test_many_figures_of_few_sources() -> None:
    """The draws have mean and covariance of the Gaussian that a hand-made covariance matrix gives."""
    years = np.array([0.0, 0.5, 0.5, 2.0, 3.0])
    sources, origins = np.array([0, 0, 1, 1, 2]), np.array([0, 0, 1, 2, 3])
    z = np.array([7.2, 7.4, 7.9, 8.0, 7.6])
    walk = 4 + 0.35**2 * np.minimum.outer(years, years)
    told = walk + 0.35**2 * np.equal.outer(sources, sources) + 0.2**2 * np.equal.outer(origins, origins)
    told += 0.15**2 * np.eye(5)
    mean = 7 + walk @ np.linalg.solve(told, z - 7)
    covariance = walk - walk @ np.linalg.solve(told, walk)
    figures = make_figures([_exact(v) for v in z], years=years, sources=sources, origins=origins)
    draws = sample_strength(figures, np.array([0.0, 0.5, 2.0, 3.0]), priors=FIXED, seed=3)
    rows = [0, 1, 3, 4]
    assert draws.log_strength.mean(axis=0) == pytest.approx(mean[rows], abs=0.03)
    assert np.cov(draws.log_strength.T) == pytest.approx(covariance[np.ix_(rows, rows)], abs=0.01)
    assert draws.r_hat < 1.06


@pytest.mark.parametrize(
    "wording", [above(1200), rounded(1000), within(1000, 3000)], ids=["more than", "about", "range"]
)
@pytest.mark.parametrize("freedom", [None, 4.0], ids=["normal", "student"])
def test_one_worded_figure(wording: Wording, freedom: float | None) -> None:
    """The posterior of one figure is that of quadrature over level and bias, also with a heavy-tailed bias."""
    priors = Priors(spread=1e-9, start_mean=7.0, start_sd=1.0, source_freedom=freedom)
    x, b = np.linspace(3, 11, 401)[:, None], np.linspace(-6, 6, 601)[None, :]
    heavy = -2.5 * np.log1p((b / 0.35) ** 2 / 4) if freedom else -0.5 * (b / 0.35) ** 2
    model = _Model(make_figures([wording]), priors)
    sd = np.full((401, 601), np.hypot(0.20, 0.15))
    said = np.stack([model.likelihood.log_terms((x[i] + b).T, sd[i][:, None])[0][:, 0] for i in range(401)])
    weight = np.exp(said - 0.5 * (x - 7) ** 2 + heavy).sum(axis=1)
    mean = float((weight * x[:, 0]).sum() / weight.sum())
    spread = float(np.sqrt((weight * (x[:, 0] - mean) ** 2).sum() / weight.sum()))
    draws = sample_strength(make_figures([wording]), np.zeros(1), priors=priors, seed=2).log_strength[:, 0]
    assert draws.mean() == pytest.approx(mean, abs=0.03)
    assert draws.std() == pytest.approx(spread, rel=0.06)


@pytest.mark.parametrize(
    ("freedom", "with_biases", "size"),
    [(None, True, 14), (4.0, True, 14), (None, False, 12), (4.0, False, 14)],
    ids=["normal", "student", "normal without biases", "student without biases"],
)
def test_slope_of_the_density(*, freedom: float | None, with_biases: bool, size: int) -> None:
    """The slope in every unknown, scales, offsets and jumps included, agrees with differences of the density."""
    figures = Figures(
        years=np.array([0.0, 0.9, 2.0, 2.0]),
        widths=np.array([1.0, 0.0, 0.5, 0.0]),
        wordings=(rounded(1000), above(1200), within(1000, 3000), above(900, rate=2)),
        sources=np.array([0, 0, 1, 2]),
        origins=np.array([0, 0, 1, 2]),
        hedges=np.array([1.5, 1, 1, 1]),
        definitions=np.array([0, 0, 0, 1]),
        offset_means=np.array([0.0, 0.3]),
        offset_sds=np.array([0.0, 0.4]),
        shocks=np.array([1.0]),
    )
    model = _Model(figures, Priors(source_freedom=freedom), with_biases=with_biases)
    assert (
        model.size == size
    )  # biases of sources with one figure are drawn only if they are asked for, or have heavy tails
    at = 0.5 * np.random.default_rng(0).standard_normal((3, model.size))
    _, slope = model.log_density(at)
    for unknown in range(model.size):
        step = np.zeros(model.size)
        step[unknown] = 1e-6
        difference = (model.log_density(at + step)[0] - model.log_density(at - step)[0]) / 2e-6
        assert slope[:, unknown] == pytest.approx(difference, rel=1e-5, abs=1e-5)


def test_biases_that_nobody_asks_for_change_no_answer() -> None:
    """Integrated out or drawn, the biases of sources with one figure leave level and scales the same."""
    wordings = [rounded(1000), above(1200), within(800, 1500), rounded(700), rounded(2000)]
    figures = make_figures(wordings, sources=[0, 0, 1, 2, 3], origins=[0, 1, 2, 3, 4])
    drawn, without = (
        sample_strength(figures, np.zeros(1), priors=Priors(drift=0.0), seed=7, with_biases=asked)
        for asked in (True, False)
    )
    assert (drawn.biases.shape[1], without.biases.shape[1]) == (4, 1)
    for share in (0.05, 0.25, 0.5, 0.75, 0.95):
        one, other = (np.quantile(draws.log_strength[:, 0], share) for draws in (drawn, without))
        assert one == pytest.approx(other, abs=0.06)
        one, other = (np.quantile(draws.scales[:, 1], share) for draws in (drawn, without))
        assert one == pytest.approx(other, rel=0.12)


def test_the_same_seed_gives_the_same_draws() -> None:
    """Two runs with one seed are equal to the last digit; another seed gives other draws of the same distribution."""
    figures = make_figures([rounded(1000), above(1200)], years=[0.5, 1.4], sources=[0, 0], origins=[0, 0])
    first, again, other = (
        sample_strength(figures, np.array([0.5, 1.4]), priors=Priors(), seed=seed).log_strength for seed in (5, 5, 6)
    )
    assert np.array_equal(first, again)
    assert not np.array_equal(first[:100], other[:100])
    assert first.mean() == pytest.approx(other.mean(), abs=0.05)


def test_the_trial_of_the_model_case() -> None:
    """1,000 and more than 1,200 ten months later, one briefing: growth near 15 % [−19, 71], 0.75 likely."""
    figures = make_figures([rounded(1000), above(1200)], years=[0.5, 1.37], sources=[0, 0], origins=[0, 0])
    draws = sample_strength(figures, np.array([0.5, 1.37]), priors=Priors(), seed=1).log_strength
    low, median, high = central(np.expm1(draws[:, 1] - draws[:, 0]), 0.9)
    assert (low, median, high) == (
        pytest.approx(-0.19, abs=0.04),
        pytest.approx(0.15, abs=0.03),
        pytest.approx(0.71, abs=0.08),
    )
    assert (draws[:, 1] > draws[:, 0]).mean() == pytest.approx(0.75, abs=0.04)


def test_two_sources_say_less_of_growth() -> None:
    """From two sources the same figures say 5 % [−36, 82], 0.57 likely: their biases do not cancel."""
    figures = make_figures([rounded(1000), above(1200)], years=[0.5, 1.37])
    draws = sample_strength(figures, np.array([0.5, 1.37]), priors=Priors(), seed=1).log_strength
    low, median, high = central(np.expm1(draws[:, 1] - draws[:, 0]), 0.9)
    assert (low, median, high) == (
        pytest.approx(-0.36, abs=0.04),
        pytest.approx(0.05, abs=0.03),
        pytest.approx(0.82, abs=0.08),
    )
    assert (draws[:, 1] > draws[:, 0]).mean() == pytest.approx(0.57, abs=0.03)


def test_a_walk_between_known_levels() -> None:
    """It passes through what is known; half way its variance is drift² · T/4, and it jumps only where it may."""
    rng = np.random.default_rng(0)
    levels = np.tile([1.0, 3.0], (20_000, 1))
    drift = np.full(20_000, 0.5)
    none = (np.zeros((20_000, 0)), np.zeros(0))
    walk = walk_between(
        np.array([0.0, 4.0]), levels, np.array([-1.0, 0.0, 2.0, 4.0, 6.0]), drift=drift, jumps=none, rng=rng
    )
    assert walk[:, [1, 3]] == pytest.approx(levels)
    assert walk[:, 2].mean() == pytest.approx(2.0, abs=0.02)
    assert walk.var(axis=0) == pytest.approx([0.25, 0, 0.25, 0, 0.5], abs=0.015)
    jump = (np.full((20_000, 1), 2.0), np.array([1.0]))
    still = walk_between(np.array([0.0, 4.0]), levels, np.array([0.5, 1.5]), drift=0 * drift, jumps=jump, rng=rng)
    assert still[0] == pytest.approx([1.0, 3.0])


def test_a_jump_lets_the_level_fall() -> None:
    """From 2,000 to 500 within a week the walk alone explains little; with a jump in between it follows the figures."""
    figures = make_figures([rounded(2000), rounded(500)], years=[0.0, 0.02], sources=[0, 0], origins=[0, 0])
    jumping = Figures(**{name: getattr(figures, name) for name in figures.__slots__} | {"shocks": np.array([0.01])})
    asked = np.array([0.0, 0.02])
    fall, fall_with_jump = (
        float(np.median(np.diff(sample_strength(case, asked, priors=Priors(), seed=1).log_strength)))
        for case in (figures, jumping)
    )
    assert fall_with_jump < -0.9 < fall < 0


def test_leaving_a_figure_out_by_weights() -> None:
    """Reweighted draws have the quantiles of a run without the figure, where enough of them count."""
    figures = make_figures([rounded(1000), within(1500, 2500), rounded(1300)])
    whole = sample_strength(figures, np.zeros(1), priors=Priors(), seed=1)
    without = make_figures([rounded(1000), within(1500, 2500)])
    again = sample_strength(without, np.zeros(1), priors=Priors(), seed=1).log_strength[:, 0]
    weights = leave_out(whole.log_likelihood[:, [2]])
    assert effective_draws(weights) > 500
    assert central(whole.log_strength[:, 0], 0.9, weights=weights) == pytest.approx(central(again, 0.9), abs=0.12)


def test_weights_of_figures() -> None:
    """Two alike figures share the weight; one with twice the noise gets less; a figure of long ago gets least."""
    scales = np.array([0.35, 0.35, 0.2, 0.15])
    alike = weigh_figures(make_figures([rounded(1000)] * 2), scales, 0.0, priors=Priors())
    assert alike == pytest.approx([0.5, 0.5])
    old, vague, new = weigh_figures(
        make_figures([rounded(1000), within(500, 3000), rounded(1000)], years=[0, 5, 5]), scales, 5.0, priors=Priors()
    )
    assert old < vague < new


def test_what_more_figures_cannot_narrow() -> None:
    """With one source of bias 0.35 the level stays uncertain by 0.35; with four by half of that."""
    scale = np.full(10, 0.35)
    assert narrowest_sd(scale, 1, start_sd=100) == pytest.approx(0.35, rel=1e-3)
    assert narrowest_sd(scale, 4, start_sd=100) == pytest.approx(0.175, rel=1e-3)


def test_prior_alone() -> None:
    """Before any figure the strength is 2,000 times or divided by e^(1.645 · 2) at 90 %, and growth is as likely as not."""
    drawn = draw_prior(np.array([0.0, 1.0]), priors=Priors(), seed=1, draws=40_000)
    low, median, high = np.exp(central(drawn[:, 0], 0.9))
    assert (low, median, high) == (
        pytest.approx(75, rel=0.1),
        pytest.approx(2000, rel=0.05),
        pytest.approx(53_700, rel=0.1),
    )
    assert (drawn[:, 1] > drawn[:, 0]).mean() == pytest.approx(0.5, abs=0.02)


def test_r_hat_tells_chains_apart() -> None:
    """Chains of one distribution have an R-hat of 1; one chain elsewhere raises it."""
    draws = np.random.default_rng(0).standard_normal((200, 8, 1))
    assert split_r_hat(draws) == pytest.approx(1.0, abs=0.02)
    draws[:, 0] += 3
    assert split_r_hat(draws) > 1.2


def test_more_independent_figures_narrow_the_interval() -> None:
    """On average over simulated cases, 1, 2, 4 and 8 figures of as many sources give ever narrower intervals."""
    rng = np.random.default_rng(4)
    effort = Effort(chains=16, warm_up=60, turns=60, batches=1)
    widths = np.zeros((12, 4))
    for case in widths:
        believed = np.exp(rng.normal(7.5, 0.45, size=8))
        for column, n in enumerate((1, 2, 4, 8)):
            figures = make_figures([rounded(float(f"{value:.1g}")) for value in believed[:n]])
            drawn = sample_strength(figures, np.zeros(1), priors=Priors(), seed=1, effort=effort).log_strength[:, 0]
            low, _, high = central(drawn, 0.9)
            case[column] = high - low
    assert np.all(np.diff(widths.mean(axis=0)) < 0)
