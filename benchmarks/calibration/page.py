"""Write docs/calibration.md and its pictures from new measurements: half an hour on two cores.

python -m benchmarks.calibration.page [--simulations 240] [--stress 120] [--series 400] [--seed 1] [--processes 2]
"""

from __future__ import annotations

import argparse
import math
from pathlib import Path

from benchmarks.calibration import operation, strength
from benchmarks.calibration.strength import QUANTITIES, RANKS, Calibration

DOCS = Path(__file__).parents[2] / "docs"
BINS = 20
WIDTH, HEIGHT, FOOT = 400, 150, 22
_NAMES = {
    "copies": "half of the figures copied by three outlets",
    "shared bias": "a bias that all sources share",
    "one source off by 4": "one source off by a factor of 4",
}


def draw_ranks(ranks: list[int], *, title: str) -> str:
    """Return a histogram of ranks as SVG; the band holds 90 % of the bars if the ranks are uniform."""
    counts = [0] * BINS
    for rank in ranks:
        counts[min(rank * BINS // (RANKS + 1), BINS - 1)] += 1
    mean = len(ranks) / BINS
    spread = 1.645 * math.sqrt(mean * (1 - 1 / BINS))
    top = max(*counts, mean + spread) * 1.1
    bar = WIDTH / BINS

    def height(value: float) -> float:
        return HEIGHT * value / top

    bars = "".join(
        f'<rect x="{index * bar + 1:.1f}" y="{HEIGHT - height(count):.1f}" width="{bar - 2:.1f}" '
        f'height="{height(count):.1f}" fill="#4a6fa5"/>'
        for index, count in enumerate(counts)
    )
    low, high = max(mean - spread, 0), mean + spread
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT + FOOT}" role="img">'
        f"<title>{title}</title>"
        f'<rect width="{WIDTH}" height="{HEIGHT + FOOT}" fill="#ffffff"/>'
        f'<rect y="{HEIGHT - height(high):.1f}" width="{WIDTH}" height="{height(high) - height(low):.1f}" fill="#dddddd"/>'
        f'{bars}<line y1="{HEIGHT - height(mean):.1f}" y2="{HEIGHT - height(mean):.1f}" x2="{WIDTH}" stroke="#222222"/>'
        f'<text x="2" y="{HEIGHT + 16}" font-family="sans-serif" font-size="12">lowest rank</text>'
        f'<text x="{WIDTH - 2}" y="{HEIGHT + 16}" font-family="sans-serif" font-size="12" text-anchor="end">highest</text>'
        "</svg>\n"
    )


def count_outside(ranks: list[int]) -> float:
    """Return χ² of the rank histogram over its degrees of freedom: about 1 if the ranks are uniform."""
    counts = [0] * BINS
    for rank in ranks:
        counts[min(rank * BINS // (RANKS + 1), BINS - 1)] += 1
    # The ranks 0 … RANKS are one more than the bins share out evenly.
    shares = [len([r for r in range(RANKS + 1) if min(r * BINS // (RANKS + 1), BINS - 1) == b]) for b in range(BINS)]
    expected = [len(ranks) * share / (RANKS + 1) for share in shares]
    return sum((count - mean) ** 2 / mean for count, mean in zip(counts, expected, strict=True)) / (BINS - 1)


def write_page(found: Calibration, steps: dict[str, dict[str, float]], *, series: int) -> None:
    """Write the page and its pictures."""
    pictures = DOCS / "calibration"
    pictures.mkdir(exist_ok=True)
    for name in QUANTITIES:
        title = f"ranks of the true {name} among the draws, {found.simulations} simulations"
        (pictures / f"ranks-{name}.svg").write_text(draw_ranks(found.ranks[name], title=title), encoding="utf-8")
    (DOCS / "calibration.md").write_text(_write(found, steps, series=series), encoding="utf-8")


def _write(found: Calibration, steps: dict[str, dict[str, float]], *, series: int) -> str:
    n, stressed = found.simulations, found.stressed
    error = 1.645 * math.sqrt(0.9 * 0.1 / n)
    covers = "\n".join(
        f"| {name} | {found.covers[name]:.1%} | {count_outside(found.ranks[name]):.2f} |" for name in QUANTITIES
    )
    stress = "\n".join(
        f"| {_NAMES[world]} | {answer} | {row['level']:.1%} | {row['growth']:.1%} | {row['inflow']:.1%} | {row['width']:.2f} |"
        for world, answers in found.stress.items()
        for answer, row in answers.items()
    )
    pictures = "\n\n".join(f"![ranks of the true {name}](calibration/ranks-{name}.svg)" for name in QUANTITIES)
    levels = "\n".join(
        f"| {name} | {row['covers']:.1%} | {_percent(row.get('false_alarms'))} | {row['width']:.2f} |"
        for name, row in steps.items()
    )
    return f"""# Calibration

Do the intervals hold what they say? Simulated groups and series, whose truth is known, answered by the models of this project.
`make calibration` measures everything again and writes this page; it is not part of the tests, because it takes half an hour.

## Strength, growth, inflow

{n} groups drawn from the prior of the model: two to four sources, four to ten figures in one to three years, some several in one
briefing, some about a whole year; each figure rounded, bounded or a range. If all is right, the truth ranks anywhere among the
draws with equal probability, and 90 % intervals hold it in nine of ten cases (± {error:.1%} by chance at this number).

| of | 90 % intervals hold the truth | χ² of the ranks, per degree of freedom |
|---|---|---|
{covers}

The mean of all figures ± 1.645 standard errors, which takes every figure as independent and exact, holds the level in
{found.naive:.1%}. The pictures show the ranks; the grey band holds nine of ten bars if they are uniform.

{pictures}

## Where the world is not as the model expects

{stressed} groups each. "Origins known" is the model as it is used; "every claim an origin" is what it says if copies, briefings and
sources are not told apart. The width is that of the 90 % interval of the level, in units of log, at the median.

| world | answered with | level | growth | inflow | width |
|---|---|---|---|---|---|
{stress}

- Copies that pass as origins make intervals narrow and wrong: finding the origins matters more than the model.
- A bias that all sources share cannot be seen in their figures. It cancels in growth, and not in the level. This is what "unless
  someone outside these sources counts" means.
- One source that is far off is borne better with heavy tails (`[assess.model] source_tail = "student"`).

## Levels in time

{series} series of sixty months with a step, and as many without, answered as `assess operation` does; what is beside it is told in
[presence](concepts/presence.md).

| method | 90 % intervals hold the step | false alarms | median width (log) |
|---|---|---|---|
{levels}
"""


def _percent(share: float | None) -> str:
    return "–" if share is None else f"{share:.1%}"


def main() -> None:
    """Measure and write."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--simulations", type=int, default=240)
    parser.add_argument("--stress", type=int, default=120)
    parser.add_argument("--series", type=int, default=400)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--processes", type=int, default=2)
    given = parser.parse_args()
    found = strength.run(
        simulations=given.simulations, stressed=given.stress, seed=given.seed, processes=given.processes
    )
    write_page(found, operation.run(simulations=given.series, seed=given.seed), series=given.series)
    print(f"wrote {DOCS / 'calibration.md'}")


if __name__ == "__main__":
    main()
