"""Reported losses of a group: each incident once, inside an area and a window."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta

from musterbook.assess.pairs import Pair
from musterbook.assess.wording import count, name_interval, name_origins, say_insufficient
from musterbook.model import Finding, Incident, LeftOut, LiteralRow, Number, Place, Toll

__all__ = ["Losses", "assess_losses", "find_losses", "lies_in", "say_spread"]

_ELSEWHERE = "no place inside the area is stated"
# What is dated to a week or less counts where it touches the window.
_LONGEST = timedelta(days=7)
# Who is killed, captured or gives up is no longer counted among the fighters; the wounded may come back.
_LOSSES = ("killed", "captured", "surrendered")


@dataclass(frozen=True, slots=True, kw_only=True)
class Loss:
    """What one incident reports of the group's losses; `n_origins` give the figure, as in its toll."""

    record_id: str
    best: Number
    low: Number
    high: Number
    outcome: str
    when: str
    place: str | None
    is_open: bool
    n_origins: int
    claim_ids: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Losses:
    """Reported losses of a group in a window and area, each incident once.

    Attributes:
        area: its name; None = anywhere.
        n_elsewhere: incidents with losses of the group in the window that are not known to lie in the area.
    """

    counted: tuple[Loss, ...]
    left_out: tuple[LeftOut, ...]
    area: str | None = None
    n_elsewhere: int = 0

    @property
    def best(self) -> Number:
        """The sum of the best figures."""
        return sum(loss.best for loss in self.counted)

    @property
    def low(self) -> Number:
        """The sum of the lowest figures."""
        return sum(loss.low for loss in self.counted)

    @property
    def high(self) -> Number:
        """The sum of the highest figures."""
        return sum(loss.high for loss in self.counted)

    @property
    def is_open(self) -> bool:
        """True if one of the figures is a lower bound."""
        return any(loss.is_open for loss in self.counted)


def find_losses(
    incidents: Iterable[Incident], *, actor_ids: frozenset[str], area: Place | None, pair: Pair | None
) -> Losses:
    """Return the losses of these actors in the area, between the two figures of the pair if there is one.

    Summaries of many incidents are left out: their dead may be counted in the incidents already.
    """
    counted: list[Loss] = []
    left_out: list[LeftOut] = []
    n_elsewhere = 0
    for incident in incidents:
        by_outcome: dict[str, list[Toll]] = {outcome: [] for outcome in _LOSSES}
        for toll in incident.tolls:
            if toll.actor_id in actor_ids and toll.outcome in by_outcome and toll.best is not None:
                by_outcome[toll.outcome].append(toll)
        reason = _find_reason(incident, area=area, pair=pair)
        n_elsewhere += reason == _ELSEWHERE and any(by_outcome.values())
        for tolls in by_outcome.values():
            if tolls and reason is None:
                counted.append(_make_loss(incident, tolls))
            else:
                left_out.extend(LeftOut(claim_id=c, reason=reason or "") for toll in tolls for c in toll.claim_ids)
    name = area.name if area else None
    return Losses(counted=tuple(counted), left_out=tuple(left_out), area=name, n_elsewhere=n_elsewhere)


def _find_reason(incident: Incident, *, area: Place | None, pair: Pair | None) -> str | None:
    """Return why the losses of an incident do not count; None if they do."""
    if incident.clarity == 2:
        return "a total over many incidents, some of which may be counted on their own"
    interval = incident.interval
    if interval is None or interval.earliest is None or interval.latest is None:
        return "no date is known, so it may be an incident that is counted already"
    start, end = (pair.before.as_of_earliest, pair.after.as_of_latest) if pair else (interval.earliest, interval.latest)
    if start is None or end is None or interval.latest < start or interval.earliest > end:
        return "outside the time between the two figures"
    is_long = interval.latest - interval.earliest > _LONGEST
    if is_long and (interval.earliest < start or interval.latest > end):
        return "its time reaches beyond the two figures, and how much of it lies between them is not told"
    return None if lies_in(incident.place.place if incident.place else None, area) else _ELSEWHERE


def lies_in(place: Place | None, area: Place | None) -> bool:
    """Return True if the place is the area or inside it, as far as the gazetteer's hierarchy tells; True without area."""
    if area is None:
        return True
    if place is None:
        return False
    if area.kind == "country":
        return place.country == area.country
    return area.place_id in {place.place_id, place.adm1_id, place.adm2_id}


def _make_loss(incident: Incident, tolls: list[Toll]) -> Loss:
    """Return one loss of the tolls of one outcome: "20 of the group" and "20 of its branch" are the same twenty."""
    interval = incident.interval
    return Loss(
        record_id=incident.incident_id,
        best=max(toll.best or 0 for toll in tolls),
        low=min(toll.best or 0 if toll.low is None else toll.low for toll in tolls),
        high=max(toll.best or 0 if toll.high is None else toll.high for toll in tolls),
        outcome=tolls[0].outcome,
        when=name_interval(interval.earliest, interval.latest) if interval else "no date",
        place=_name_place(incident),
        is_open=any(toll.is_open for toll in tolls),
        n_origins=max(toll.n_origins for toll in tolls),
        claim_ids=tuple(dict.fromkeys(claim_id for toll in tolls for claim_id in toll.claim_ids)),
    )


def _name_place(incident: Incident) -> str | None:
    """Return the name of the place, or the words of one that the gazetteer does not know; None if none is stated."""
    if incident.place is None:
        return None
    return incident.place.place.name if incident.place.place else incident.place.words


def assess_losses(losses: Losses) -> Finding:
    """Return the losses as a finding, one line per incident."""
    rows = tuple(
        LiteralRow(
            reading=f"{loss.when}, {loss.place or 'place not stated'}",
            low=loss.low,
            high=loss.high,
            low_is_strict=False,
            high_is_strict=False,
            text=f"{loss.when}, {loss.place or 'place not stated'}: {loss.best:,} {loss.outcome}"
            f"{say_spread(loss)}, by {name_origins(loss.n_origins)}, {loss.record_id}",
        )
        for loss in losses.counted
    )
    if losses.counted:
        answer = (
            f"Reported losses of the group: {losses.best:,}{say_spread(losses)} "
            f"in {count(len({loss.record_id for loss in losses.counted}), 'incident')}."
        )
    else:
        answer = say_insufficient(
            "no losses of the group are reported with a figure, a place and a date that fit",
            needed="a report that says when and where how many of its people were killed, captured or gave up",
        )
    return Finding(
        topic="losses",
        verdict="consistent" if losses.counted else "insufficient",
        answer=answer,
        rows=rows,
        claim_ids=tuple(claim_id for loss in losses.counted for claim_id in loss.claim_ids),
        assumptions=("only reported losses are counted", "figures given by one side are taken at their word"),
        would_overturn="losses that no report in this record tells of",
    )


def say_spread(figures: Loss | Losses) -> str:
    """Return " (36 to 96 or more)" where the figures differ, " or more" where one is open; nothing where they are one number."""
    more = " or more" if figures.is_open else ""
    if figures.low == figures.high:
        return more
    return f" ({figures.low:,} to {figures.high:,}{more})"
