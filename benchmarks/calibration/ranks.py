"""Rank histograms: counted, tested, drawn.

If the model is right about simulated truths, each rank of the truth among the draws is as likely as any other (Talts and others,
arXiv:1804.06788). A hill means intervals that are too wide, a valley too narrow ones, a slope a bias.
"""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

import numpy as np
from scipy.stats import binom, chi2

from benchmarks.calibration.strength import RANKS

__all__ = ["BINS", "check_uniform", "count_ranks", "draw_ranks", "find_band"]

BINS = 20  # RANKS is a multiple, so that all are alike
_LEFT, _TOP, _WIDTH, _HEIGHT, _FOOT = 34, 26, 400, 150, 36
_BAR, _BAND, _INK, _PAPER = "#4a6fa5", "#dcdcdc", "#222222", "#ffffff"


def count_ranks(ranks: Sequence[int]) -> tuple[int, ...]:
    """Return how many of the ranks, each in [0, RANKS), lie in each of BINS equal bins."""
    counts, _ = np.histogram(ranks, bins=BINS, range=(0, RANKS))
    return tuple(int(count) for count in counts)


def check_uniform(ranks: Sequence[int]) -> tuple[float, float]:
    """Return χ² of the histogram against equal bins, with BINS − 1 degrees of freedom, and the probability of a larger one."""
    mean = len(ranks) / BINS
    statistic = sum((count - mean) ** 2 / mean for count in count_ranks(ranks))
    return statistic, float(chi2.sf(statistic, BINS - 1))


def find_band(n: int) -> tuple[float, float]:
    """Return the least and the largest count that a bin of n uniform ranks has with 90 % probability."""
    low, high = binom.ppf([0.05, 0.95], n, 1 / BINS)
    return float(low), float(high)


def draw_ranks(ranks: Sequence[int], *, title: str) -> str:
    """Return the histogram as SVG; nine of ten bars end in the grey band if the ranks are uniform."""
    counts, mean = count_ranks(ranks), len(ranks) / BINS
    low, high = find_band(len(ranks))
    top = max(*counts, high) * 1.1
    step = _WIDTH / BINS

    def place(value: float) -> float:
        return _TOP + _HEIGHT * (1 - value / top)

    def write(x: float, y: float, text: str, anchor: str) -> str:
        return f'<text x="{x:.0f}" y="{y:.0f}" text-anchor="{anchor}">{escape(text)}</text>'

    bars = "".join(
        f'<rect x="{_LEFT + index * step + 1:.1f}" y="{place(count):.1f}" width="{step - 2:.1f}" '
        f'height="{_HEIGHT * count / top:.1f}" fill="{_BAR}"/>'
        for index, count in enumerate(counts)
    )
    base, right = _TOP + _HEIGHT, _LEFT + _WIDTH
    marks = "".join(write(_LEFT - 4, place(value) + 4, f"{value:.0f}", "end") for value in (0, low, high))
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {right + 10} {base + _FOOT}" role="img" '
        f'font-family="sans-serif" font-size="12" fill="{_INK}">'
        f"<title>{escape(title)}</title>"
        f"<desc>{escape(', '.join(map(str, counts)))} simulations in {BINS} equal bins of rank; {mean:g} expected</desc>"
        f'<rect width="{right + 10}" height="{base + _FOOT}" fill="{_PAPER}"/>'
        f"{write(_LEFT, 16, title, 'start')}"
        f'<rect x="{_LEFT}" y="{place(high):.1f}" width="{_WIDTH}" height="{place(low) - place(high):.1f}" fill="{_BAND}"/>'
        f'{bars}<line x1="{_LEFT}" x2="{right}" y1="{place(mean):.1f}" y2="{place(mean):.1f}" stroke="{_INK}"/>'
        f'<line x1="{_LEFT}" x2="{right}" y1="{base}" y2="{base}" stroke="{_INK}"/>{marks}'
        f"{write(_LEFT, base + 16, 'lowest of the draws', 'start')}{write(right, base + 16, 'highest', 'end')}"
        f"{write(_LEFT + _WIDTH / 2, base + 31, 'rank of the truth', 'middle')}"
        "</svg>\n"
    )
