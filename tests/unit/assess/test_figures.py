"""What the words of a figure say to the model."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from musterbook.assess.numeric import Wording, above, below, rounded, within
from musterbook.assess.numeric.figures import HABITS, round_by
from musterbook.assess.numeric.likelihood import Likelihood
from musterbook.assess.numeric.weights import spread_of


def _people(wording: Wording) -> list[tuple[int, int, float]]:
    return [(round(np.exp(low)), round(np.exp(high)), weight) for low, high, weight in wording.cells]


@pytest.mark.parametrize(
    ("value", "cells"),
    [
        (1000, [(837, 1414, 0.25), (949, 1095, 0.35), (995, 1049, 0.40)]),
        (1500, [(1342, 1732, 0.35), (1449, 1549, 0.40)]),
        (2200, [(2149, 2249, 0.40)]),
        (94, [(93, 94, 0.40)]),
        (125_400, [(125_350, 125_450, 1.0)]),
        (1230, [(1225, 1235, 1.0)]),
        (3, [(2, 4, 0.25), (3, 3, 0.35), (3, 3, 0.40)]),
    ],
    ids=["1,000", "1,500", "2,200", "94", "rounded to hundreds", "rounded to tens", "3"],
)
def test_cells_of_a_round_number(value: float, cells: list[tuple[int, int, float]]) -> None:
    """A cell ends at the geometric mean of neighbours: √(700 · 1,000) = 837, √(1,000 · 2,000) = 1,414."""
    assert _people(rounded(value)) == cells


@given(st.floats(1.0, 99_999.0), st.integers(0, len(HABITS) - 1))
def test_a_rounded_number_allows_what_was_rounded(value: float, habit: int) -> None:
    """Whatever the habit of the speaker, the number in mind lies in one of the cells of the number said."""
    said = round_by(value, habit)
    assert any(low - 1e-9 <= np.log(value) <= high + 1e-9 for low, high, _ in rounded(said).cells)


def _density(wording: Wording, belief: float, sd: float) -> float:
    """Return the likelihood by quadrature over what is believed."""
    z = belief + sd * np.linspace(-12, 12, 200_001)
    weight = np.exp(-0.5 * ((z - belief) / sd) ** 2) / (sd * np.sqrt(2 * np.pi))
    if wording.bound is None:
        said = sum(share * ((z >= low) & (z <= high)) for low, high, share in wording.cells)
    else:
        beyond = np.sign(wording.rate) * (z - wording.bound)
        said = np.where(beyond >= 0, np.exp(-abs(wording.rate) * np.maximum(beyond, 0)), 0.0)
    return float((weight * said).sum() * (z[1] - z[0]))


WORDINGS = [rounded(1000), within(1000, 3000), within(0, 500), above(1200), below(900), above(200, rate=1.5)]


@pytest.mark.parametrize("wording", WORDINGS, ids=["about", "range", "range from 0", "more than", "up to", "hundreds"])
@pytest.mark.parametrize("belief", [5.5, 6.9, 7.3], ids=["below", "near", "above"])
def test_likelihood_is_the_integral(wording: Wording, belief: float) -> None:
    """The closed forms equal the integral over the speaker's belief, done numerically."""
    terms, _, _ = Likelihood([wording]).log_terms(np.array([[belief]]), np.array([[0.25]]))
    assert np.exp(terms[0, 0]) == pytest.approx(_density(wording, belief, 0.25), rel=2e-3, abs=1e-12)


def test_slopes_are_those_of_the_likelihood() -> None:
    """Both slopes agree with differences of the likelihood itself, also far from the figure."""
    likelihood = Likelihood(WORDINGS)
    belief = np.linspace(5.0, 8.5, 30)[:, None] + np.zeros(len(WORDINGS))
    sd = np.full_like(belief, 0.3)
    _, by_belief, by_sd = likelihood.log_terms(belief, sd)
    step = 1e-6
    up, down = likelihood.log_terms(belief + step, sd)[0], likelihood.log_terms(belief - step, sd)[0]
    assert by_belief == pytest.approx((up - down) / (2 * step), rel=1e-5, abs=1e-5)
    up, down = likelihood.log_terms(belief, sd + step)[0], likelihood.log_terms(belief, sd - step)[0]
    assert by_sd == pytest.approx((up - down) / (2 * step), rel=1e-5, abs=1e-5)


def test_spread_of_words() -> None:
    """A range a to b spreads by (log b − log a)/√12; a bound with rate 5 by 1/5."""
    assert spread_of(within(1000, 3000)) == pytest.approx(np.log(3) / np.sqrt(12))
    assert spread_of(above(1200)) == pytest.approx(0.2)
