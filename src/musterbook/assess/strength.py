"""How strong a group is, and how far that is known: the literal figures, the modelled strength, what each origin changes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np

from musterbook.assess.estimates import make_intervals, name_people, name_range, name_share
from musterbook.assess.modelling import StrengthModel, describe_settings, model_strength
from musterbook.assess.numeric import Effort, central, effective_draws, leave_out, narrowest_sd
from musterbook.assess.populations import Population, middle_day, split_by_area
from musterbook.assess.readings import describe_limits, read_point
from musterbook.assess.wording import count, name_origins, quote_point, say_insufficient, say_too_few
from musterbook.model import CurvePoint, Finding, Series, SeriesPoint, Table

__all__ = ["assess_strength", "days_of_curve", "draw_curve", "name_population"]

_CURVE_POINTS = 48
# Draws without an origin are drawn anew if fewer than this many of the reweighted ones would count.
_ENOUGH_DRAWS = 300
_MOST_ROWS = 40
_MOST_AREAS = 6
# One row of a table needs no more draws than its digits are worth.
_ONE_ROW = Effort(chains=32, warm_up=90, turns=90, batches=1)
_LARGEST_R_HAT = 1.05


def assess_strength(series: Series, model: StrengthModel | None, *, min_origins: int) -> Finding:
    """Return what the figures say of the strength on the day of the latest one.

    Args:
        series: all figures.
        model: of the population chosen among them; None if there is none.
        min_origins: with fewer the verdict is "insufficient": mostly assumption.
    """
    if not series.points:
        reason = f"no report in the record gives a number for the strength of {series.actor_name}"
        answer = say_insufficient(reason, needed="a report that says how many it has")
        return Finding(topic="strength", verdict="insufficient", answer=answer)
    literal = _describe_literal(series)
    claim_ids = tuple(point.claim_id for point in series.points)
    assumptions = ("a figure without a time in the text is about the day it was said",)
    if model is None:
        reason = "no model, because no figure has both a known time and a number above 0"
        answer = f"{literal} {say_insufficient(reason, needed='a figure with a time that is known')}"
        return Finding(
            topic="strength", verdict="insufficient", answer=answer, claim_ids=claim_ids, assumptions=assumptions
        )
    population = model.population
    day = middle_day(population.points[-1])
    is_thin = population.n_origins < min_origins
    return Finding(
        topic="strength",
        verdict="insufficient" if is_thin else "consistent",
        answer=" ".join(
            (
                literal,
                *_describe_model(model, day, series=series),
                *(_say_thin(population, min_origins) if is_thin else ()),
            )
        ),
        estimates=(model.estimate_level(day),),
        tables=(_leave_each_out(model, day), *_lean(model)),
        claim_ids=claim_ids,
        used=model.use_claims(day),
        assumptions=(*assumptions, *population.assumptions, describe_settings(model.settings), _say_agreement(model)),
        would_overturn="a count of the same people in the same area by somebody outside these sources",
    )


def days_of_curve(population: Population) -> tuple[date, ...]:
    """Return the days between the first and the last figure for which the strength is drawn, both included."""
    days = [middle_day(point) for point in population.points]
    first, last = min(days), max(days)
    length = (last - first).days
    steps = min(_CURVE_POINTS - 1, length)
    return (
        tuple(first + timedelta(days=round(length * step / steps)) for step in range(steps + 1)) if steps else (first,)
    )


def draw_curve(model: StrengthModel) -> tuple[CurvePoint, ...]:
    """Return the modelled strength on each day of the curve."""
    return tuple(
        CurvePoint(day=day, intervals=make_intervals(model.level(day))) for day in days_of_curve(model.population)
    )


def name_population(population: Population) -> str:
    """Return who is counted where: "fighters in Ostland"."""
    where = f" in {population.area}" if population.area else ""
    return f"{population.counted or 'people (who is counted is not said)'}{where}"


def _describe_literal(series: Series) -> str:
    """Return how many figures there are and the latest: of each area where there are several, because they are never mixed."""
    groups = split_by_area(series)
    total = (
        f"{count(len(series.points), 'figure')} for the strength of {series.actor_name} "
        f"from {count(series.n_reports, 'report')} and {name_origins(series.n_origins)}"
    )
    if len(groups) == 1:
        return f"{total}; the latest is {quote_point(_find_latest(series.points))}."
    said = [
        f"{group.area or 'No area named'}, {count(len(group.points), 'figure')}: "
        f"the latest is {quote_point(_find_latest(group.points))}."
        for group in groups[:_MOST_AREAS]
    ]
    more = len(groups) - _MOST_AREAS
    rest = [f"The series holds {count(more, 'more area')}."] if more > 0 else []
    return " ".join((f"{total}. Figures of different areas are not mixed.", *said, *rest))


def _find_latest(points: Sequence[SeriesPoint]) -> SeriesPoint:
    dated = [point for point in points if point.as_of_latest is not None]
    return dated[-1] if dated else points[-1]


def _describe_model(model: StrengthModel, day: date, *, series: Series) -> tuple[str, ...]:
    population = model.population
    elsewhere = ""
    if series.area_id is not None and population.area_id != series.area_id:
        elsewhere = f"No figure counts {series.area} as a whole. "
    wide, half = model.estimate_level(day).intervals
    (prior, _) = model.estimate_level(day).prior
    sentences = [
        f"{elsewhere}Modelled for {day}, {name_population(population)}: about {name_people(wide.median)}; "
        f"with 90 % probability {name_range(wide)}, with 50 % {name_range(half)}. "
        f"Without any figure the model would say {name_range(prior)}.",
        _describe_limit(model),
    ]
    unused = len(series.points) - len(population.points)
    if unused:
        verb = "is" if unused == 1 else "are"
        sentences.append(f"{count(unused, 'figure')} {verb} not in the model; the reasons stand under “left out”.")
    return tuple(sentences)


def _say_thin(population: Population, min_origins: int) -> tuple[str, ...]:
    """Return that the modelled width is mostly assumption, with what the latest figure says by itself."""
    literal = describe_limits(read_point(population.points[-1], None))
    reason = (
        f"{say_too_few(population.n_origins, needed=min_origins)}, so this is mostly assumption: the width comes from the "
        f"settings of the model; taken literally, the latest figure in it says {literal}"
    )
    needed = f"figures for {name_population(population)} by {count(min_origins - population.n_origins, 'more origin')}"
    return (say_insufficient(reason, needed=needed),)


def _say_agreement(model: StrengthModel) -> str:
    r_hat = model.draws.r_hat
    if r_hat > _LARGEST_R_HAT:
        return f"the chains of the model do not agree (R-hat {r_hat:.2f}): its figures are rough; try another seed, or more chains"
    return f"the chains of the model agree (R-hat {r_hat:.2f})"


def _describe_limit(model: StrengthModel) -> str:
    n_sources = model.population.n_sources
    reach = 1.645 * narrowest_sd(model.draws.scales[:, 1], n_sources, start_sd=model.settings.start_spread)
    whose = "this source" if n_sources == 1 else "the same sources"
    outside = "it" if n_sources == 1 else "them"
    return (
        f"More figures from {whose} cannot narrow this below {name_share(float(np.expm1(-reach)))} to "
        f"{name_share(float(np.expm1(reach)))} unless someone outside {outside} counts."
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Group:
    """Figures that share something, by their positions in the population."""

    name: str
    positions: tuple[int, ...]


def _leave_each_out(model: StrengthModel, day: date) -> Table:
    """Return the strength on the day without each origin in turn."""
    groups = _group_origins(model.population)
    rows: list[tuple[str | float | None, ...]] = [("nothing", len(model.population.points), *_round(model.level(day)))]
    rows.extend((group.name, len(group.positions), *_without(model, day, group)) for group in groups[:_MOST_ROWS])
    return Table(
        title=f"strength on {day} without one origin (median, 90 %)",
        columns=("left out", "its figures", "median", "low", "high"),
        rows=tuple(rows),
    )


def _group_origins(population: Population) -> list[_Group]:
    positions: dict[str, list[int]] = {}
    for index, point in enumerate(population.points):
        positions.setdefault(point.heard_id, []).append(index)
    return [
        _Group(name=_name_speakers([population.points[index] for index in found]), positions=tuple(found))
        for found in positions.values()
    ]


def _name_speakers(points: Sequence[SeriesPoint]) -> str:
    """Return whom figures that go together are of: the body with most of them, else the speaker, and how many more there are."""
    spoken = [point for point in points if point.source_kind != "outlet"] or points
    named = [point.source_body or _name_speaker(point) for point in spoken]
    counted = Counter(name.casefold() for name in named)
    bodies = {point.source_body for point in spoken}
    first = min(named, key=lambda name: (name not in bodies, -counted[name.casefold()]))
    return f"{first} and {count(len(counted) - 1, 'more speaker')}" if len(counted) > 1 else first


def _without(model: StrengthModel, day: date, group: _Group) -> tuple[int | None, ...]:
    """Return median, low and high without some figures: by reweighting the draws, or anew where too few would count."""
    if len(group.positions) == len(model.population.points):
        return _round(model.prior_level(day))
    weights = leave_out(model.draws.log_likelihood[:, list(group.positions)])
    if effective_draws(weights) >= _ENOUGH_DRAWS:
        low, median, high = central(model.level(day), 0.9, weights=weights)
        return round(median), round(low), round(high)
    return _round(_model_without(model, group.positions, day).level(day))


def _model_without(model: StrengthModel, positions: tuple[int, ...], day: date) -> StrengthModel:
    kept = [index for index in range(len(model.population.points)) if index not in positions]
    return model_strength(model.population.keep(kept), [day], settings=model.settings, effort=_ONE_ROW)


def _round(draws: np.ndarray) -> tuple[int, ...]:
    low, median, high = central(draws, 0.9)
    return round(median), round(low), round(high)


def _lean(model: StrengthModel) -> tuple[Table, ...]:
    """Return how far each source leans, where there are several to tell apart."""
    points = model.population.points
    keys = list(dict.fromkeys(point.lean_id for point in points))
    if len(keys) < 2:
        return ()
    figures = {key: [point for point in points if point.lean_id == key] for key in keys}
    rows: list[tuple[str | float | None, ...]] = []
    for index, key in enumerate(keys[:_MOST_ROWS]):
        low, median, high = np.exp(central(model.draws.biases[:, index], 0.9))
        rows.append(
            (
                _name_speakers(figures[key]),
                len(figures[key]),
                *(round(float(x), 2) for x in (median, low, high)),
            )
        )
    return (
        Table(
            title="how the figures of each source compare with all others: 1 is level, 2 twice as high (median, 90 %); "
            "it says nothing of why, and nothing of a person",
            columns=("source", "its figures", "median", "low", "high"),
            rows=tuple(rows),
        ),
    )


def _name_speaker(point: SeriesPoint) -> str:
    """Return the speaker; of a named person only the kind, because no table here judges a person."""
    if point.source.startswith("not stated"):
        return f"not stated ({point.outlet or 'outlet unknown'})"
    return point.source_kind.replace("_", " ") if point.source_kind == "person" else point.source
