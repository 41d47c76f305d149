"""What a worded figure says of the number behind it: a likelihood on the log scale.

1. "about v", and a bare number: somebody with a habit of rounding (to 1-2-3-5-7, to a middling grid, to two digits) said the
   number of that grid that is nearest on the log scale; each habit is a cell around v, the cells lie inside each other, and
   their weights say how common the habit is.
2. "more than v": the number lies above v, and people quote a bound near their belief: density falls as exp(−rate·distance).
   "Up to" and "fewer than" are its mirror.
3. a range: anywhere inside it.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

__all__ = ["BOUND_RATE", "HABITS", "VAGUE_RATE", "Wording", "above", "below", "round_by", "rounded", "within"]

Array = NDArray[np.float64]

# Mantissas of each habit's grid and how common the habit is. Source: design of the assessments, "Strength of a group in time".
HABITS: tuple[tuple[tuple[float, ...], float], ...] = (
    ((1, 2, 3, 5, 7), 0.25),
    ((1, 1.2, 1.5, 2, 2.5, 3, 4, 5, 6, 7, 8, 9), 0.35),
    (tuple(number / 10 for number in range(10, 100)), 0.40),
)
# Of a stated bound, per unit of log: on average the belief lies 20 % beyond it.
BOUND_RATE = 5.0
# Of "dozens" or "hundreds", which are lower bounds in words only: half of what is meant lies beyond 1.6 times the bound.
VAGUE_RATE = 1.5
_TOLERANCE = 1e-9


@dataclass(frozen=True, slots=True, kw_only=True)
class Wording:
    """What the words of one figure say: weighted cells of the log scale, or one bound with a falling density beyond it.

    Attributes:
        cells: (low, high, weight): logs, −∞ and ∞ allowed; the likelihood of a number is the sum of the weights of its cells.
        bound: the log of a stated bound; then there are no cells. None for cells.
        rate: of a bound, above 0 if the number lies above it, below 0 if it lies below.
    """

    cells: tuple[tuple[float, float, float], ...] = ()
    bound: float | None = None
    rate: float = 0.0


def rounded(value: float) -> Wording:
    """Return what a number says that may have been rounded.

    A number that lies on no grid (1,237) is taken as rounded at its last digit that is not 0.

    Args:
        value: above 0.
    """
    cells = tuple((*_cell(value, grid), weight) for grid, weight in HABITS if _lies_on(value, grid))
    if not cells:
        half = _last_unit(value) / 2
        cells = ((float(np.log(max(value - half, value / 2))), float(np.log(value + half)), 1.0),)
    return Wording(cells=cells)


def above(value: float, *, rate: float = BOUND_RATE) -> Wording:
    """Return what "more than value" says; value above 0."""
    return Wording(bound=float(np.log(value)), rate=rate)


def below(value: float, *, rate: float = BOUND_RATE) -> Wording:
    """Return what "up to value" says; value above 0."""
    return Wording(bound=float(np.log(value)), rate=-rate)


def within(low: float, high: float) -> Wording:
    """Return what "low to high" says; of two equal ends what the number says. high above 0, low 0 or more."""
    if low == high:
        return rounded(low)
    return Wording(cells=((float(np.log(low)) if low > 0 else -np.inf, float(np.log(high)), 1.0),))


def round_by(value: float, habit: int) -> float:
    """Return the number that somebody with a habit (index into HABITS) says who has `value` in mind."""
    power = 10.0 ** np.floor(np.log10(value))
    grid = HABITS[habit][0]
    choices = np.array([grid[-1] * power / 10, *(mantissa * power for mantissa in grid), grid[0] * power * 10])
    return float(choices[np.argmin(np.abs(np.log(choices / value)))])


def _mantissa(value: float) -> float:
    return float(value / 10.0 ** np.floor(np.log10(value) + _TOLERANCE))


def _lies_on(value: float, grid: tuple[float, ...]) -> bool:
    return bool(np.min(np.abs(np.array(grid) - _mantissa(value))) < 1e-6)


def _cell(value: float, grid: tuple[float, ...]) -> tuple[float, float]:
    """Return the logs of the geometric means of a grid number and its two neighbours."""
    position = int(np.argmin(np.abs(np.array(grid) - _mantissa(value))))
    before = grid[position - 1] if position else grid[-1] / 10
    after = grid[position + 1] if position + 1 < len(grid) else grid[0] * 10
    at = float(np.log(value))
    return at + float(np.log(before / grid[position])) / 2, at + float(np.log(after / grid[position])) / 2


def _last_unit(value: float) -> float:
    """Return the power of ten of the last digit that is not 0; 1 for a number with decimals."""
    whole = round(value)
    unit = 1
    while whole and whole % (unit * 10) == 0:
        unit *= 10
    return float(unit)
