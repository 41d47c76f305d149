"""What the figures for one incident say: low, best and high as reported, and the modelled toll beside them.

1. A source's latest word supersedes its earlier ones, and so does the latest word of an origin; of one day the higher figure
   counts, because tolls rise. What is superseded is kept and listed.
2. Officials of one state are one origin of one incident, whoever of them spoke: district, province and ministry pass one
   count on. A person who collected the figures and named their origins is believed instead.
3. Denials stand beside the figures and are not averaged with them.
4. The model is that of strength with a constant state. It is run on the origins, on the speakers with officials apart, on all
   figures as one origin, and on every claim as an origin of its own: how much the answer hangs on that is part of it.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

import numpy as np
from numpy.typing import NDArray

from musterbook.assess.casualty_sentences import (
    name_officials,
    say_choice,
    say_denials,
    say_given,
    say_levels,
    say_modelled,
    say_others,
    say_superseded,
    say_thin,
    say_toll,
    say_unused,
)
from musterbook.assess.estimates import make_intervals
from musterbook.assess.evidence import IncidentEvidence
from musterbook.assess.modelling import describe_settings, make_effort, make_priors, read_wording
from musterbook.assess.numeric import Figures, Priors, central, draw_prior, sample_strength
from musterbook.assess.readings import describe_limits, make_row, read_quantity
from musterbook.assess.series import find_first_said
from musterbook.assess.wording import count, name_interval, say_insufficient
from musterbook.config import ModelSettings
from musterbook.model import (
    Assessment,
    CasualtiesDetail,
    Claim,
    DenialDetail,
    Estimate,
    Finding,
    Incident,
    LeftOut,
    LiteralRow,
    Number,
    Origin,
    QuantityReading,
    Table,
    Toll,
    UsedClaim,
    describe_speaker,
    make_id,
)

__all__ = ["assess_casualties"]

_SIDES = {"unknown": "side not stated"}


@dataclass(frozen=True, slots=True, kw_only=True)
class _Figure:
    """A number that a claim gives for a toll.

    Attributes:
        source: the speaker's words, one for each report of an outlet that names nobody.
        origin_id: of who repeats whom.
        heard_id: of the origin as it weighs: its speaker, or the officials of its state.
        said_on: when its origin said it first; a figure without a date is older than all others.
        is_first: it is the telling of that day; False = a copy of it, which is no later word.
    """

    claim: Claim
    quantity: QuantityReading
    source: str
    origin_id: str
    heard_id: str
    said_on: date
    is_first: bool

    @property
    def rank(self) -> tuple[date, float, bool, str]:
        """Later last, then higher, the first telling behind its copies; the id settles what is left."""
        value = max(self.quantity.low or 0, self.quantity.high or 0)
        return (self.said_on, float(value), self.is_first, self.claim.claim_id)


def assess_casualties(evidence: IncidentEvidence) -> Assessment:
    """Return what the figures for an incident say, one finding for each side and outcome."""
    incident, claims = evidence.incident, {claim.claim_id: claim for claim in evidence.claims}
    findings: list[Finding] = []
    left_out: list[LeftOut] = []
    denials = [claim for claim in (*evidence.claims, *evidence.beside) if _is_denial(claim)]
    for toll in incident.tolls:
        figures, unusable = _read_figures(toll, claims, evidence)
        left_out.extend(unusable)
        of_toll = {*toll.claim_ids, *toll.denial_claim_ids}
        denied = [claim for claim in denials if claim.claim_id in of_toll]
        finding, superseded = _assess_toll(toll, figures, denials=denied, evidence=evidence)
        denials = [claim for claim in denials if claim.claim_id not in of_toll]
        findings.append(finding)
        left_out.extend(superseded)
    if not findings:
        reason = "no claim about this incident gives a number of casualties"
        answer = say_insufficient(reason, needed="a report that gives one")
        findings.append(Finding(topic="casualties", verdict="insufficient", answer=answer))
    findings[0] = replace(
        findings[0],
        answer=" ".join((findings[0].answer, *say_others(denials))),
        claim_ids=(*findings[0].claim_ids, *(claim.claim_id for claim in denials)),
    )
    return _put_together(evidence, findings, left_out)


def _is_denial(claim: Claim) -> bool:
    is_doubted = isinstance(claim.detail, CasualtiesDetail) and claim.attribution.stance in {"denies", "doubts"}
    return isinstance(claim.detail, DenialDetail) or is_doubted


def _read_figures(
    toll: Toll, claims: Mapping[str, Claim], evidence: IncidentEvidence
) -> tuple[list[_Figure], list[LeftOut]]:
    origin_of, heard_of = _index(evidence.origins), _index(evidence.speakers)
    first_of = find_first_said(evidence.claims, evidence.origins)
    figures: list[_Figure] = []
    left_out: list[LeftOut] = []
    told = [claims[claim_id] for claim_id in toll.claim_ids if claim_id in claims]
    # "Four others were hurt": where no whole is told, those on top are the least that there were.
    are_all_more = all(_is_addition(claim) for claim in told)
    for claim in told:
        claim_id = claim.claim_id
        reason = _find_unusable(claim, is_whole_told=not are_all_more)
        if reason is None and claim.quantity is not None:
            # An outlet that names nobody, and a witness, is a source of its own in each report.
            spoken = describe_speaker(claim.attribution).casefold()
            is_nobody = spoken.startswith("not stated")
            source = f"{spoken} {claim.document_id if is_nobody else heard_of.get(claim_id, claim_id)}"
            quantity = replace(claim.quantity, bound="at_least", high=None) if are_all_more else claim.quantity
            ids = {"origin_id": origin_of.get(claim_id, claim_id), "heard_id": heard_of.get(claim_id, claim_id)}
            first = first_of[claim_id]
            is_first, said_on = first.claim_id == claim_id, first.said_on or date.min
            figures.append(
                _Figure(claim=claim, quantity=quantity, source=source, said_on=said_on, is_first=is_first, **ids)
            )
        elif reason is not None:
            left_out.append(LeftOut(claim_id=claim_id, reason=say_unused(claim, reason)))
    return figures, left_out


def _index(origins: Iterable[Origin]) -> dict[str, str]:
    return {claim_id: origin.origin_id for origin in origins for claim_id in origin.claim_ids}


def _is_addition(claim: Claim) -> bool:
    return isinstance(claim.detail, CasualtiesDetail) and (claim.detail.is_addition or claim.detail.is_part)


def _find_unusable(claim: Claim, *, is_whole_told: bool) -> str | None:
    """Return why a claim gives the model no number; None if it gives one."""
    quantity = claim.quantity
    if claim.attribution.stance in {"denies", "doubts"}:
        return f"the speaker {claim.attribution.stance} the figure"
    if quantity is None or (quantity.low is None and quantity.high is None):
        return "names no number"
    if quantity.is_relative:
        return "is a share, not a number"
    if isinstance(claim.detail, CasualtiesDetail) and claim.detail.is_replaced:
        return "was told as a figure that another has replaced"
    if is_whole_told and _is_addition(claim):
        is_part = isinstance(claim.detail, CasualtiesDetail) and claim.detail.is_part
        return "is part of another number" if is_part else "comes on top of another number"
    return "says that there were none" if max(quantity.low or 0, quantity.high or 0) <= 0 else None


def _assess_toll(
    toll: Toll, figures: Sequence[_Figure], *, denials: Sequence[Claim], evidence: IncidentEvidence
) -> tuple[Finding, list[LeftOut]]:
    settings = evidence.settings
    whose = toll.actor_name or _SIDES.get(toll.whose, toll.whose.replace("_", " "))
    literal = f"{toll.outcome.capitalize()} ({whose}): {say_toll(toll)}"
    if not figures:
        reason = "no claim gives a number that can be reckoned with"
        answer = f"{literal}. {say_insufficient(reason, needed='a report that gives one')}"
        return Finding(topic="casualties", verdict="insufficient", answer=answer, claim_ids=toll.claim_ids), []
    by_source, lost = _keep_latest(figures, key=lambda figure: figure.source, what="source")
    told, more = _keep_latest(by_source, key=lambda figure: figure.origin_id, what="origin")
    kept, same = _keep_latest(told, key=lambda figure: figure.heard_id, what="state")
    readings = _list_readings(figures, told=told, kept=kept)
    draws = [_model(chosen, settings.model) for _, chosen in readings]
    estimate = Estimate(
        what=f"{whose}, {toll.outcome}",
        unit="deaths" if toll.outcome == "killed" else "people",
        intervals=make_intervals(draws[0]),
        prior=make_intervals(_prior(settings.model)),
    )
    is_thin = len(kept) < settings.min_origins
    sentences = [
        f"{literal}.",
        *say_choice(toll, {claim.claim_id: claim for claim in evidence.claims}),
        say_given(toll, evidence),
        *say_modelled(estimate, [figure.claim for figure in kept]),
        *_say_states(kept, told),
        *([f"If all of them repeat one count: {say_levels(make_intervals(draws[-2])[0])}."] if len(kept) > 1 else ()),
        *say_denials(denials),
        *([say_thin(len(kept), settings.min_origins)] if is_thin else ()),
    ]
    assumptions = (
        "figures given by one side are taken at their word",
        describe_settings(settings.model, is_incident=True),
        *dict.fromkeys(f"{name_officials((one.claim, last.claim))} hand on one count" for one, last, _ in same),
        *_say_parties(told),
    )
    return Finding(
        topic="casualties",
        verdict="insufficient" if is_thin else "consistent",
        answer=" ".join(sentences),
        rows=tuple(_make_row(figure) for figure in sorted(told, key=lambda figure: figure.rank)),
        estimates=(estimate,),
        tables=_compare_readings(readings, draws) if len(figures) > 1 else (),
        claim_ids=toll.claim_ids,
        used=tuple(_use(figure, 1 / len(kept)) for figure in kept),
        assumptions=assumptions,
        would_overturn="a count by somebody who does not repeat these origins",
    ), _say_lost([*lost, *more, *same], kept)


def _list_readings(
    figures: Sequence[_Figure], *, told: list[_Figure], kept: list[_Figure]
) -> tuple[tuple[str, list[_Figure]], ...]:
    """Return the ways to read the figures, each with those that it weighs; the first is the one that is answered with."""
    return (
        ("the latest figure of each origin", kept),
        *((("the latest figure of each speaker, officials apart", told),) if len(kept) < len(told) else ()),
        ("all figures as one origin, the latest", [max(figures, key=lambda figure: figure.rank)]),
        ("every claim as an origin of its own", [_alone(figure) for figure in figures]),
    )


def _say_states(kept: Sequence[_Figure], told: Sequence[_Figure]) -> Iterator[str]:
    """Yield for each state whose officials gave several figures how many they are, and that the latest stands."""
    given = Counter(figure.heard_id for figure in told)
    for figure in kept:
        if given[figure.heard_id] > 1:
            who = name_officials(one.claim for one in told if one.heard_id == figure.heard_id)
            yield (
                f"{given[figure.heard_id]} figures come from {who}, who count as one origin: "
                f"the latest stands, “{figure.quantity.words}”."
            )


def _keep_latest(
    figures: Iterable[_Figure], *, key: Callable[[_Figure], Hashable], what: str
) -> tuple[list[_Figure], list[tuple[_Figure, _Figure, str]]]:
    """Return the latest figure of each group, and of the others each with the one that supersedes it and `what` they share."""
    groups: dict[Hashable, list[_Figure]] = defaultdict(list)
    for figure in figures:
        groups[key(figure)].append(figure)
    kept: list[_Figure] = []
    lost: list[tuple[_Figure, _Figure, str]] = []
    for members in groups.values():
        *earlier, last = sorted(members, key=lambda figure: figure.rank)
        kept.append(last)
        lost.extend((figure, last, what) for figure in earlier)
    return kept, lost


def _say_lost(lost: Sequence[tuple[_Figure, _Figure, str]], kept: Sequence[_Figure]) -> list[LeftOut]:
    """Return why each superseded figure is not weighed; what supersedes it may be superseded in its turn."""
    weighed = {figure.claim.claim_id for figure in kept}
    return [
        LeftOut(
            claim_id=figure.claim.claim_id,
            reason=say_superseded(figure.claim, last.claim, what=what, is_weighed=last.claim.claim_id in weighed),
        )
        for figure, last, what in lost
    ]


def _alone(figure: _Figure) -> _Figure:
    """Return the figure as if nobody shared its source or origin."""
    claim_id = figure.claim.claim_id
    return replace(figure, source=claim_id, origin_id=claim_id, heard_id=claim_id)


def _model(figures: Sequence[_Figure], settings: ModelSettings) -> NDArray[np.float64]:
    """Return draws of the toll, in people."""
    chosen = sorted(figures, key=lambda figure: figure.rank)[-settings.max_figures :]
    quantities = [figure.quantity for figure in chosen]
    numbers = [_number([figure.source for figure in chosen]), _number([figure.origin_id for figure in chosen])]
    drawn = sample_strength(
        Figures(
            years=np.zeros(len(chosen)),
            widths=np.zeros(len(chosen)),
            wordings=tuple(read_wording(q.low, q.high, q.bound, rate=settings.bound_rate) for q in quantities),
            sources=numbers[0],
            origins=numbers[1],
            hedges=np.array([settings.hedge_factor if figure.claim.attribution.hedge else 1.0 for figure in chosen]),
            definitions=np.zeros(len(chosen), dtype=np.int64),
            offset_means=np.zeros(1),
            offset_sds=np.zeros(1),
            shocks=np.zeros(0),
        ),
        np.zeros(1),
        priors=_priors(settings),
        seed=settings.seed,
        effort=make_effort(settings),
        with_biases=False,
    )
    return np.asarray(np.exp(drawn.log_strength[:, 0]))


def _priors(settings: ModelSettings) -> Priors:
    return replace(
        make_priors(settings),
        drift=0.0,
        start_mean=math.log(settings.incident_people),
        start_sd=settings.incident_spread,
    )


def _prior(settings: ModelSettings) -> NDArray[np.float64]:
    return np.asarray(np.exp(draw_prior(np.zeros(1), priors=_priors(settings), seed=settings.seed)[:, 0]))


def _number(keys: Sequence[str]) -> NDArray[np.int64]:
    known = {key: index for index, key in enumerate(dict.fromkeys(keys))}
    return np.array([known[key] for key in keys], dtype=np.int64)


def _say_parties(figures: Sequence[_Figure]) -> tuple[str, ...]:
    n_party = sum(figure.claim.attribution.is_party for figure in figures)
    verb = "is" if n_party == 1 else "are"
    return (f"{count(n_party, 'figure')} {verb} given by a party to the conflict",) if n_party else ()


def _make_row(figure: _Figure) -> LiteralRow:
    limits = read_quantity(figure.quantity)
    said = f", {figure.said_on}" if figure.said_on != date.min else ""
    name = f"{describe_speaker(figure.claim.attribution)}{said}"
    return make_row(name, limits, f"{name}: {describe_limits(limits)}")


def _use(figure: _Figure, weight: float) -> UsedClaim:
    hedged = ", hedged" if figure.claim.attribution.hedge else ""
    return UsedClaim(
        claim_id=figure.claim.claim_id,
        origin_id=figure.origin_id,
        weight=weight,
        reading=f"“{figure.quantity.words}”{hedged}",
    )


def _compare_readings(
    readings: Sequence[tuple[str, Sequence[_Figure]]], draws: Sequence[NDArray[np.float64]]
) -> tuple[Table, ...]:
    rows: list[tuple[str | Number | None, ...]] = []
    for (name, chosen), drawn in zip(readings, draws, strict=True):
        low, median, high = central(drawn, 0.9)
        rows.append((name, len(chosen), round(low), round(median), round(high)))
    title = "the modelled toll by who is taken to have counted for himself (90 % level); copies taken for counts make it falsely narrow"
    return (Table(title=title, columns=("if counted are", "figures", "low", "best", "high"), rows=tuple(rows)),)


def _put_together(evidence: IncidentEvidence, findings: Sequence[Finding], left_out: Sequence[LeftOut]) -> Assessment:
    incident = evidence.incident
    question = f"How many casualties were there in {_name_incident(incident)}?"
    used = tuple(sorted({claim_id for finding in findings for claim_id in finding.claim_ids}))
    interval = incident.interval
    return Assessment(
        assessment_id=make_id("a", question, *used, evidence.made_by, evidence.settings),
        question=question,
        answer=" ".join(finding.answer for finding in findings),
        actor_id=None,
        actor_name=None,
        area=incident.place.place.name if incident.place and incident.place.place else None,
        since=interval.earliest if interval else None,
        until=interval.latest if interval else None,
        series=None,
        findings=tuple(findings),
        left_out=tuple(left_out),
        n_reports=incident.n_reports,
        n_outlets=incident.n_outlets,
        n_unnamed=incident.n_unnamed,
        n_origins=incident.n_origins,
        assumptions=tuple(dict.fromkeys(a for finding in findings for a in finding.assumptions)),
        made_by=evidence.made_by,
    )


def _name_incident(incident: Incident) -> str:
    interval, place = incident.interval, incident.place
    when = name_interval(interval.earliest, interval.latest) if interval else "no date"
    where = (place.place.name if place.place else place.words) if place else "place not stated"
    return f"incident {incident.incident_id} ({when}, {where})"
