"""One incident, all its figures: low / best / high per side and outcome, disagreement kept.

1. A superseded figure is kept and shown, but sets neither low nor best nor high.
2. Additions ("another 12"), shares and parts are listed and never added up; denials stand beside, not in an average.
3. `best` is chosen by a named rule among the figures that stand; what the other rules would choose stands beside it.
4. A person's choice goes before any rule.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from musterbook.incidents.dead_by_side import TollKey, find_part_keys, join_sides, mark_parts, name_key
from musterbook.incidents.quoting import RULES, choose_figure, name_rule
from musterbook.incidents.retellings import join_retold
from musterbook.incidents.same_speakers import join_speakers
from musterbook.incidents.superseding import TollFigure, find_superseded, gather_figures
from musterbook.model import (
    BestRule,
    CasualtiesDetail,
    Choice,
    Claim,
    DenialDetail,
    DocumentNote,
    Incident,
    Origin,
    Toll,
    TollReading,
)

__all__ = ["Casualties", "choose_again", "reconcile_casualties"]

# UCDP and Airwars revise most in the first days; a figure of those days is called early, nothing more follows from it.
_EARLY = timedelta(days=2)


@dataclass(frozen=True, slots=True, kw_only=True)
class Casualties:
    """What the claims of one incident are reconciled with.

    Attributes:
        origins: of the claims; notes: by document id.
        choices: of persons, by claim id.
        rule: that chooses `best`.
        happened: the last day of the incident; None if unknown.
        country: where it happened (ISO 3166-1 alpha-2); None if unknown.
    """

    origins: Sequence[Origin]
    notes: Mapping[str, DocumentNote]
    choices: Mapping[str, Choice]
    rule: BestRule = "weighed"
    happened: date | None = None
    country: str | None = None


def reconcile_casualties(claims: Iterable[Claim], *, beside: Casualties) -> tuple[Toll, ...]:
    """Return one Toll per outcome and side, ordered by outcome, side and actor.

    Args:
        claims: of one incident, denials among them; the order does not matter.
        beside: origins, choices of persons, the rule.
    """
    by_side: dict[TollKey, list[tuple[Claim, CasualtiesDetail]]] = defaultdict(list)
    denials: dict[str, list[str]] = defaultdict(list)
    told = sorted(claims, key=lambda claim: claim.claim_id)
    for claim in told:
        detail = claim.detail
        if isinstance(detail, CasualtiesDetail):
            by_side[name_key(detail)].append((claim, detail))
        elif isinstance(detail, DenialDetail) and detail.denies is not None:
            denials[detail.denies].append(claim.claim_id)
    # One count for the incident and its tolls: a speaker, and the officials of a state, are one origin in all of them.
    heard = join_speakers(told, join_retold(told, beside.origins), country=beside.country)
    counted = {claim_id: one.origin_id for one in heard for claim_id in one.claim_ids}
    joined = join_sides(by_side)
    parts = find_part_keys(joined)
    tolls = {
        key: _make_toll(members, denials, counted=counted, beside=beside) for key, members in sorted(joined.items())
    }
    return mark_parts(
        replace(toll, part_of=tolls[parts[key]].claim_ids[0]) if key in parts else toll for key, toll in tolls.items()
    )


def _make_toll(
    told: list[tuple[Claim, CasualtiesDetail]],
    denials: Mapping[str, list[str]],
    *,
    counted: Mapping[str, str],
    beside: Casualties,
) -> Toll:
    members, detail = [claim for claim, _ in told], told[0][1]
    origin_of = {claim_id: origin.origin_id for origin in beside.origins for claim_id in origin.claim_ids}
    figures = gather_figures(members, origin_of=origin_of, notes=beside.notes)
    superseded = find_superseded(figures)
    standing = [figure for figure in figures if figure.claim_id not in superseded]
    # "Up to 50" states no lower limit, so it has no say in the lowest figure.
    bounded = [(figure.low, figure.claim_id) for figure in standing if figure.low is not None]
    low = min(bounded, default=None)
    high = max(standing, key=lambda figure: (figure.high, figure.claim_id), default=None)
    readings = _read_by_all(standing)
    best, why = _choose_best(standing, readings, beside)
    claim_ids = tuple(claim.claim_id for claim in members)
    denied = [denial for claim_id in claim_ids for denial in denials.get(claim_id, ())]
    denied += [claim.claim_id for claim in members if claim.attribution.stance == "denies"]
    return Toll(
        whose=detail.whose.side,
        actor_id=detail.whose.actor_id,
        actor_name=detail.whose.name,
        outcome=detail.outcome,
        low=low[0] if low else None,
        best=best.best if best else None,
        high=high.high if high else None,
        low_claim_id=low[1] if low else None,
        best_claim_id=best.claim_id if best else None,
        high_claim_id=high.claim_id if high else None,
        claim_ids=claim_ids,
        superseded_claim_ids=tuple(sorted(superseded)),
        denial_claim_ids=tuple(sorted(set(denied))),
        n_origins=len({counted[claim.claim_id] for claim in members if claim.attribution.stance != "denies"}),
        rule=why,
        readings=readings,
        is_open=any(figure.is_open for figure in standing),
        open_claim_ids=tuple(sorted(figure.claim_id for figure in standing if figure.is_open)),
        is_of_all_sides=detail.is_of_all_sides,
        is_early=_is_early(standing, beside.happened),
        is_chosen=best is not None and any(claim.claim_id in beside.choices for claim in best.claims),
    )


def _read_by_all(standing: Sequence[TollFigure]) -> tuple[TollReading, ...]:
    """Return what each rule chooses; a rule that finds no figure of its kind is left out."""
    chosen = ((rule, choose_figure(standing, rule)) for rule in RULES)
    return tuple(
        TollReading(rule=rule, number=figure.best, claim_id=figure.claim_id)
        for rule, figure in chosen
        if figure is not None and figure.best is not None
    )


def _choose_best(
    standing: Sequence[TollFigure], readings: Sequence[TollReading], beside: Casualties
) -> tuple[TollFigure | None, str]:
    """Return the figure to quote and why: a person's choice, else the rule's, else the latest word."""
    by_claim = {claim.claim_id: figure for figure in standing for claim in figure.claims}
    chosen = sorted(
        (choice for claim_id, choice in beside.choices.items() if claim_id in by_claim),
        key=lambda choice: (choice.at_utc, choice.claim_id),
    )
    if chosen:
        return by_claim[chosen[-1].claim_id], f"chosen by {chosen[-1].person}: {chosen[-1].reason}"
    by_rule = {reading.rule: by_claim[reading.claim_id] for reading in readings}
    if len({figure.best for figure in standing}) == 1 and "latest" in by_rule:
        return by_rule["latest"], "the only figure" if len(standing) == 1 else "the same figure from all"
    if beside.rule in by_rule:
        return by_rule[beside.rule], name_rule(beside.rule, readings)
    if "latest" in by_rule:
        return by_rule["latest"], f"{RULES['latest']} (there is no figure for: {RULES[beside.rule]})"
    return None, "no figure to quote"


def choose_again(incident: Incident, rule: BestRule) -> Incident:
    """Return the incident as another rule would quote it; a person's choice stays, and a toll without such a figure too."""
    return replace(incident, tolls=mark_parts(_quote_by(toll, rule) for toll in incident.tolls))


def _quote_by(toll: Toll, rule: BestRule) -> Toll:
    reading = next((reading for reading in toll.readings if reading.rule == rule), None)
    if toll.is_chosen or reading is None:
        return toll
    return replace(toll, best=reading.number, best_claim_id=reading.claim_id, rule=name_rule(rule, toll.readings))


def _is_early(standing: Sequence[TollFigure], happened: date | None) -> bool:
    said = [figure.said_on for figure in standing if figure.said_on > date.min]
    return happened is not None and bool(said) and max(said) - happened <= _EARLY
