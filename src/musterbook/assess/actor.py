"""How far the reports support that a group has grown: the findings put together, literal and modelled side by side."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import partial

from musterbook.assess.consistency import assess_consistency, list_of_other_things
from musterbook.assess.definitions import define_counted
from musterbook.assess.evidence import Evidence
from musterbook.assess.flow import assess_flow
from musterbook.assess.growth import assess_growth
from musterbook.assess.headlines import write_headline
from musterbook.assess.losses import Losses, assess_losses, find_losses, lies_in, list_unused
from musterbook.assess.modelling import StrengthModel, model_strength
from musterbook.assess.pairs import Pair, choose_pairs, count_origins
from musterbook.assess.populations import Population, choose_population, middle_day
from musterbook.assess.series import build_series, find_first_said, find_unusable
from musterbook.assess.strength import assess_strength, days_of_curve, draw_curve
from musterbook.assess.wording import count, name_origins, name_reports, say_insufficient, say_too_few
from musterbook.model import (
    Assessment,
    Claim,
    Finding,
    LeftOut,
    Place,
    Series,
    SeriesPoint,
    Topic,
    make_id,
    weigh_reports,
)

__all__ = ["TOPICS", "assess_actor"]

_NO_AREA = "names {named}, so nobody can say whether it counts the area that was asked for"


# What each command answers, in the order of the page.
_ALL: tuple[Topic, ...] = ("strength", "growth", "consistency", "losses", "flow", "origins")
TOPICS: dict[str, tuple[Topic, ...]] = {
    "page": _ALL,
    "strength": ("strength", "origins"),
    "growth": ("growth", "consistency", "origins"),
    "flow": ("losses", "flow", "origins"),
}
_QUESTIONS = {
    "page": "Has {actor} grown{where}{when}?",
    "strength": "How strong is {actor}{where}{when}?",
    "growth": "Has {actor} grown{where}{when}?",
    "flow": "How many joined {actor}{where}{when}?",
}


def assess_actor(evidence: Evidence, *, question: str = "page") -> Assessment:
    """Return the assessment: for each question the literal reading, and the modelled one beside it.

    Args:
        evidence: with strength, change and casualties claims about the actor.
        question: a key of TOPICS: "page" for all of them together, "strength", "growth" or "flow".
    """
    asked, settings = evidence.question, evidence.settings
    series = build_series(
        evidence.claims,
        actor_id=asked.actor_id,
        actor_name=asked.actor_name,
        area=asked.area,
        notes=evidence.notes,
        origins=evidence.origins,
        speakers=evidence.speakers,
    )
    population = choose_population(series, max_figures=settings.model.max_figures)
    comparisons = _compare(series, population)
    model = _model(population, evidence) if population else None
    losses = find_losses(evidence.incidents, actor_ids=asked.actor_ids, area=asked.area, pair=None)
    flows = tuple((pair, _find_between(pair, evidence)) for ties in comparisons for pair in ties)
    between = [part for _, part in flows]
    first_of = find_first_said(evidence.claims, evidence.origins)
    distinct = tuple({claim.claim_id: claim for claim in first_of.values()}.values())
    answer = partial(
        _answer,
        evidence,
        series=series,
        comparisons=comparisons,
        model=model,
        losses=losses,
        flows=flows,
        distinct=distinct,
    )
    findings = [finding for topic in TOPICS[question] for finding in answer(topic)]
    left_out = (
        *_list_unusable(distinct, TOPICS[question]),
        *(LeftOut(claim_id=claim.claim_id, reason=_why_no_area(claim)) for claim in evidence.without_area),
        *(population.left_out if population else ()),
        *(list_unused(losses, between, distinct, actor_ids=asked.actor_ids) if "losses" in TOPICS[question] else ()),
    )
    return _put_together(
        evidence,
        question,
        series=series,
        model=model,
        findings=tuple(_name_first(finding, first_of) for finding in findings),
        left_out=_name_each_once(left_out, first_of),
    )


def _list_unusable(claims: Sequence[Claim], topics: Sequence[Topic]) -> Iterator[LeftOut]:
    """Yield the figures of strength that cannot be used, and the changes that are not of the group's size."""
    yield from (item for claim in claims if claim.kind == "strength" and (item := find_unusable(claim)))
    if "consistency" in topics:
        yield from list_of_other_things(claims)


def _name_each_once(left_out: Iterable[LeftOut], first_of: Mapping[str, Claim]) -> tuple[LeftOut, ...]:
    """Return what is left out under the first telling of each figure: a copy is not listed again."""
    return tuple(dict.fromkeys(replace(item, claim_id=_id_of_first(item.claim_id, first_of)) for item in left_out))


def _why_no_area(claim: Claim) -> str:
    """Return why the area of a figure is not known: it names none, or several at once, or one of no gazetteer."""
    return _NO_AREA.format(named="no area" if claim.place is None else f"no single area (“{claim.place.words}”)")


def _id_of_first(claim_id: str, first_of: Mapping[str, Claim]) -> str:
    return first_of[claim_id].claim_id if claim_id in first_of else claim_id


def _name_first(finding: Finding, first_of: Mapping[str, Claim]) -> Finding:
    """Return the finding with the first telling of each figure for all of them, so that a copy does not lengthen it."""
    claim_ids = dict.fromkeys(_id_of_first(claim_id, first_of) for claim_id in finding.claim_ids)
    return replace(finding, claim_ids=tuple(claim_ids))


def _compare(series: Series, population: Population | None) -> tuple[tuple[Pair, ...], ...]:
    """Return the pairs of figures to compare: of the population the model holds, so that both readings are of the same figures."""
    held = choose_pairs(replace(series, points=population.points)) if population else ()
    return held or choose_pairs(series)


def _model(population: Population, evidence: Evidence) -> StrengthModel:
    """Return the model, ready to be asked about the days of its curve and of all figures it holds."""
    days = {*days_of_curve(population), *(middle_day(point) for point in population.points)}
    return model_strength(population, days, settings=evidence.settings.model)


def _answer(
    evidence: Evidence,
    topic: Topic,
    *,
    series: Series,
    comparisons: Sequence[tuple[Pair, ...]],
    model: StrengthModel | None,
    losses: Losses,
    flows: Sequence[tuple[Pair, Losses]],
    distinct: tuple[Claim, ...],
) -> tuple[Finding, ...]:
    """Return the findings of one topic."""
    min_origins = evidence.settings.min_origins
    if topic == "strength":
        return (assess_strength(series, model, min_origins=min_origins),)
    if topic == "growth":
        found = [
            finding
            for ties in comparisons
            for finding in assess_growth(ties, series=series, min_origins=min_origins, model=model)
        ]
        return tuple(found) or (_refuse_growth(series),)
    if topic == "consistency":
        changes = [c for c in distinct if c.kind == "change" and lies_in(_place(c), evidence.question.area)]
        return assess_consistency(changes, series=series, model=model)
    if topic == "losses":
        return (assess_losses(losses),)
    if topic == "flow":
        return tuple(_assess_flow(pair, between, evidence, series=series, model=model) for pair, between in flows)
    return (_assess_origins(evidence, series=series, distinct=distinct),)


def _place(claim: Claim) -> Place | None:
    return claim.place.place if claim.place else None


def _area_of(pair: Pair, claims: Sequence[Claim]) -> Place | None:
    """Return the place the two figures are about; None if neither names one."""
    places = {claim.claim_id: _place(claim) for claim in claims}
    return places.get(pair.before.claim_id) or places.get(pair.after.claim_id)


def _find_between(pair: Pair, evidence: Evidence) -> Losses:
    """Return the losses between two figures, inside the area that they are about."""
    area = evidence.question.area or _area_of(pair, evidence.claims)
    return find_losses(evidence.incidents, actor_ids=evidence.question.actor_ids, area=area, pair=pair)


def _assess_flow(
    pair: Pair, losses: Losses, evidence: Evidence, *, series: Series, model: StrengthModel | None
) -> Finding:
    """Return the flow between two figures, with the losses between them."""
    # A copy of a claim is no second count.
    first_of = find_first_said(evidence.claims, evidence.origins)
    behind = {claim_id for loss in losses.counted for claim_id in loss.claim_ids}
    counts = {first_of[claim_id].claim_id: first_of[claim_id] for claim_id in behind if claim_id in first_of}
    n_origins, least = count_origins(series, pair), evidence.settings.min_origins
    return assess_flow(
        pair,
        losses,
        model=model if model and model.holds(pair.before, pair.after) else None,
        n_party=sum(claim.attribution.is_party for claim in counts.values()),
        too_few=say_too_few(n_origins, needed=least) if n_origins < least else None,
    )


def _refuse_growth(series: Series) -> Finding:
    figures = f"{count(len(series.points), 'figure')} {f'for {series.area}' if series.area else 'in the record'}"
    answer = say_insufficient(
        f"there are no two figures of different, known times that count the same people in the same area ({figures})",
        needed="a second figure of another time by the same source",
    )
    return Finding(
        topic="growth",
        verdict="insufficient",
        answer=answer,
        claim_ids=tuple(point.claim_id for point in series.points),
        would_overturn="a second figure of another time by the same source",
    )


def _assess_origins(evidence: Evidence, *, series: Series, distinct: Sequence[Claim]) -> Finding:
    """Return the weight of the evidence; `distinct` are its claims without those that copy one of them."""
    documents_of = {claim.claim_id: claim.document_id for claim in evidence.claims}
    weight = weigh_reports(documents_of.values(), evidence.notes)
    n_copied = sum(len({documents_of[c] for c in one.claim_ids if c in documents_of}) > 1 for one in evidence.origins)
    is_confirmed = _has_confirmed_figure(series)
    answer = f"Strength, changes and losses are told in {name_reports(weight)}; {_say_counted(series)}"
    if not weight.n_reports:
        answer = ""
    if n_copied:
        stands = (
            "stands in more than one report and counts" if n_copied == 1 else "stand in more than one report and count"
        )
        answer += f" {count(n_copied, 'statement')} {stands} once."
    if not is_confirmed:
        answer = f"{answer} {_say_unconfirmed(series)}".strip()
    n_party = sum(claim.attribution.is_party for claim in distinct)
    party = (f"{count(n_party, 'claim')} made by a party to the conflict about itself or its enemy",) if n_party else ()
    told_apart = "origins are told apart by their speakers, who may still share a source"
    return Finding(
        topic="origins",
        verdict="consistent" if is_confirmed else "insufficient",
        answer=answer,
        claim_ids=tuple(sorted(claim.claim_id for claim in distinct)),
        assumptions=(told_apart, *party),
    )


def _say_unconfirmed(series: Series) -> str:
    if not series.points:
        return say_insufficient(
            "no report in the record gives a figure that could be used", needed="a report that gives one"
        )
    return say_insufficient(
        "no figure is confirmed by a second, independent origin",
        needed="a figure for the same time, people and area by somebody else",
    )


def _say_counted(series: Series) -> str:
    """Return how many figures of strength there are, and of how many origins; who speaks again is no second one."""
    if not series.points:
        return "none gives a figure of strength."
    figures = (
        "the figure of strength is"
        if len(series.points) == 1
        else f"the {count(len(series.points), 'figure')} of strength are"
    )
    again = (
        "; whoever speaks again, and the officials of one state, are one"
        if len(series.points) > series.n_origins
        else ""
    )
    return f"{figures} from {name_origins(series.n_origins)}{again}."


def _has_confirmed_figure(series: Series) -> bool:
    """Return True if two origins give figures of one group, area, definition and time that can both be right."""
    points = [point for point in series.points if point.as_of_earliest is not None]
    # In order of time only neighbours can overlap, so each figure is held against the few that begin before it ends.
    for index, one in enumerate(points):
        for other in points[index + 1 :]:
            begins = other.as_of_earliest
            if begins is None or one.as_of_latest is None or begins > one.as_of_latest:
                break
            is_same = (one.actor_id, one.area_id, define_counted(one.counted)) == (
                other.actor_id,
                other.area_id,
                define_counted(other.counted),
            )
            if is_same and one.heard_id != other.heard_id and _overlap(one, other):
                return True
    return False


def _overlap(one: SeriesPoint, other: SeriesPoint) -> bool:
    is_below = one.high is not None and other.low is not None and one.high < other.low
    is_above = one.low is not None and other.high is not None and one.low > other.high
    return not (is_below or is_above)


def _put_together(
    evidence: Evidence,
    asked: str,
    *,
    series: Series,
    model: StrengthModel | None,
    findings: tuple[Finding, ...],
    left_out: tuple[LeftOut, ...],
) -> Assessment:
    question = evidence.question
    weight = weigh_reports((claim.document_id for claim in evidence.claims), evidence.notes)
    where = f" in {question.area.name}" if question.area else ""
    when = (
        f" between {question.since or 'the beginning'} and {question.until or 'now'}"
        if question.since or question.until
        else ""
    )
    text = _QUESTIONS[asked].format(actor=question.actor_name, where=where, when=when)
    used = tuple(sorted({claim_id for finding in findings for claim_id in finding.claim_ids}))
    return Assessment(
        assessment_id=make_id("a", asked, text, *used, evidence.made_by, evidence.settings),
        question=text,
        answer=" ".join(finding.answer for finding in findings),
        headline=write_headline(findings),
        actor_id=question.actor_id,
        actor_name=question.actor_name,
        area=question.area.name if question.area else None,
        since=question.since,
        until=question.until,
        series=series,
        curve=draw_curve(model) if model else (),
        findings=findings,
        left_out=left_out,
        n_reports=weight.n_reports,
        n_outlets=weight.n_outlets,
        n_unnamed=weight.n_unnamed,
        n_origins=series.n_origins,
        assumptions=tuple(dict.fromkeys(a for finding in findings for a in finding.assumptions)),
        made_by=evidence.made_by,
    )
