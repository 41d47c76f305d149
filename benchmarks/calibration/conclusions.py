"""What the measured figures say, in sentences: every word depends on a figure.

Two shares differ "beyond chance" if they are more than 1.96 standard errors of their difference apart. The errors are those of
independent samples: shares of the same groups differ less by chance, so that a difference may be missed and is not made up.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence

from benchmarks.calibration.operation import HALVES, OURS, StepRow
from benchmarks.calibration.strength import FORGOTTEN, HEAVY, KNOWN, NAIVE, Answered

__all__ = ["LEAST", "MOST", "MOST_ALARMS", "percent", "say_coverage", "say_ranks", "say_steps", "say_stress"]

# What is wanted of 90 % intervals, and of false alarms at a nominal 10 %.
LEAST, MOST, MOST_ALARMS = 0.86, 0.94, 0.07
_WANTED = f"between {100 * LEAST:.0f} % and {100 * MOST:.0f} %"
_CHANCE, _UNEVEN = 1.96, 0.05


def say_coverage(expected: Sequence[Answered]) -> str:
    """Return whether the model covers as wanted, and how the mean of all figures does beside it."""
    model, naive = find(expected, KNOWN), find(expected, NAIVE)
    outside = [f"{name} ({percent(share)})" for name, share in model.covers.items() if not LEAST <= share <= MOST]
    text = f"Not {_WANTED}: {join(outside)}." if outside else f"All of them are {_WANTED}."
    beside = (
        f"The {NAIVE}, which takes each as independent and exact, holds the level in {percent(naive.covers['level'])}."
    )
    return f"{text} {beside}"


def say_ranks(probabilities: Mapping[str, float]) -> str:
    """Return which histograms are more uneven than chance would make one of them in one calibration out of twenty."""
    limit = _UNEVEN / len(probabilities)
    uneven = [f"{name} (p {p:.2g})" for name, p in probabilities.items() if p < limit]
    if uneven:
        return f"More uneven than chance explains (p below {limit:.3f}): {join(uneven)}."
    return f"None is more uneven than chance explains (every p is at least {limit:.3f})."


def say_stress(stress: Sequence[Answered], *, names: Mapping[str, str]) -> list[str]:
    """Return one sentence or more for each world.

    Args:
        stress: by world and answer, the expected world among them.
        names: of the worlds, in words.
    """
    by_world: dict[str, list[Answered]] = {}
    for row in stress:
        by_world.setdefault(row.world, []).append(row)
    plain = find(by_world["as expected"], KNOWN)
    return [f"*{names[world]}*, {_say_world(rows, plain)}" for world, rows in by_world.items()]


def say_steps(rows: Sequence[StepRow], *, n: int) -> list[str]:
    """Return how the model of levels does, and how each other method does beside it."""
    ours = next(row for row in rows if row.method == OURS)
    is_covered = LEAST <= ours.covers <= MOST
    alarms = ours.false_alarms or 0.0
    text = (
        f"This model holds the step in {percent(ours.covers)}, {'' if is_covered else 'not '}{_WANTED}, and raises false alarms "
        f"in {percent(alarms)}, {'at most' if alarms <= MOST_ALARMS else 'more than'} {percent(MOST_ALARMS, digits=0)}."
    )
    return [text, *(_say_method(row, ours, n=n) for row in rows if row.method not in {OURS, HALVES})]


def percent(share: float, *, digits: int = 1) -> str:
    """Return a share as "12.3 %"."""
    return f"{100 * share:.{digits}f} %"


def find(rows: Sequence[Answered], answer: str) -> Answered:
    """Return the row that was answered in this way."""
    return next(row for row in rows if row.answer == answer)


def join(parts: Sequence[str]) -> str:
    """Return "a, b and c"."""
    return " and ".join([", ".join(parts[:-1]), parts[-1]] if len(parts) > 1 else parts)


def _say_world(rows: Sequence[Answered], plain: Answered) -> str:
    known, forgotten = find(rows, KNOWN), find(rows, FORGOTTEN)
    parts = []
    if (known.covers, known.width) != (plain.covers, plain.width):
        parts.append(f"with origins known, against the world as expected: {_say_difference(known, plain)}.")
    parts.append(f"with every claim an origin, against origins known: {_say_difference(forgotten, known)}.")
    heavy = [row for row in rows if row.answer == HEAVY]
    parts += [f"with heavy tails, against without, origins known: {_say_difference(row, known)}." for row in heavy]
    first, *others = parts
    return " ".join([first, *(part[0].upper() + part[1:] for part in others)])


def _say_difference(one: Answered, other: Answered) -> str:
    """Return which quantities one answer holds less or more often than the other, and how wide its intervals are."""
    less, more, same = [], [], []
    for name, share in one.covers.items():
        before = other.covers[name]
        differs = _is_beyond_chance((share, one.n), (before, other.n))
        kind = same if not differs else less if share < before else more
        kind.append(name if kind is same else f"{name} ({percent(share, digits=0)}, not {percent(before, digits=0)})")
    parts = [
        f"{words} {join(kind)}"
        for words, kind in (("holds less often", less), ("holds more often", more), ("as often, within chance,", same))
        if kind
    ]
    return "; ".join([*parts, f"intervals of the level {one.width / other.width:.2f} times as wide"])


def _say_method(row: StepRow, ours: StepRow, *, n: int) -> str:
    holds = _compare((row.covers, n), (ours.covers, n))
    alarms = _compare((row.false_alarms or 0.0, n), (ours.false_alarms or 0.0, n))
    failed = f"; no interval for {row.n_failed} series" if row.n_failed else ""
    return (
        f"*{row.method}*, against this model: holds the step {holds} ({percent(row.covers)}), raises false alarms {alarms} "
        f"({percent(row.false_alarms or 0.0)}), intervals {row.width / ours.width:.2f} times as wide{failed}."
    )


def _compare(one: tuple[float, int], other: tuple[float, int]) -> str:
    if not _is_beyond_chance(one, other):
        return "as often, within chance"
    return "less often" if one[0] < other[0] else "more often"


def _is_beyond_chance(one: tuple[float, int], other: tuple[float, int]) -> bool:
    """Return True if two shares of so many differ by more than chance."""
    error = math.sqrt(sum(share * (1 - share) / n for share, n in (one, other)))
    return abs(one[0] - other[0]) > _CHANCE * error
