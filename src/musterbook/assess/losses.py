"""Reported losses of a group: each incident once, inside an area and a window.

Losses that are told over a long time ("400 this year") may hold those of the single incidents inside it: they stand beside
them and are never added to them. What is not used is listed with its figure and the reason.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from musterbook.assess.pairs import Pair
from musterbook.assess.wording import count, name_interval, name_origins, say_insufficient
from musterbook.model import CasualtiesDetail, Claim, Finding, Incident, LeftOut, LiteralRow, Number, Place, Toll

__all__ = ["Losses", "assess_losses", "find_losses", "lies_in", "list_unused", "say_apart", "say_spread"]

_ELSEWHERE = "no place inside the area is stated"
# What is dated to a week or less counts where it touches the window.
_LONGEST = timedelta(days=7)
# Who is killed, captured or gives up is no longer counted among the fighters; the wounded may come back.
_LOSSES = ("killed", "captured", "surrendered")
_NO_DATE = "no date is known, so it may be an incident that is counted already"
_MOST_APART = 3  # that are told in words
_SUMMARY = "a total over many incidents, some of which may be counted on their own"
_OVER_TIME = "told over a time in which incidents lie that are counted on their own: it may hold them, and is not added"
# Why a loss that no incident of the record tells of is not counted, by what became of them.
_IN_NO_INCIDENT = "it belongs to no incident of the record, so nobody can say whether it is counted already"
_UNCOUNTED = {
    **dict.fromkeys(_LOSSES, _IN_NO_INCIDENT),
    "casualties": "killed and wounded together, and the wounded may come back",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Loss:
    """What one incident reports of the group's losses; `n_origins` give the figure, as in its toll; `reach` is from when to when."""

    record_id: str
    best: Number
    low: Number
    high: Number
    outcome: str
    reach: tuple[date, date]
    place: Place | None
    place_name: str | None
    is_open: bool
    is_summary: bool
    n_origins: int
    claim_ids: tuple[str, ...]

    @property
    def where(self) -> str:
        """When and where, in words: "2022-04-01, Djibo"."""
        return f"{name_interval(*self.reach)}, {self.place_name or 'place not stated'}"

    @property
    def days(self) -> timedelta:
        """How long the time is over which it is told."""
        return self.reach[1] - self.reach[0]


@dataclass(frozen=True, slots=True, kw_only=True)
class Losses:
    """Reported losses of a group in a window and area, each incident once.

    Attributes:
        apart: told over a long time, or as a total over many incidents: they may hold some of the counted, and are not added.
        area: its name; None = anywhere.
        n_elsewhere: incidents with losses of the group in the window that are not known to lie in the area.
    """

    counted: tuple[Loss, ...]
    left_out: tuple[LeftOut, ...]
    apart: tuple[Loss, ...] = ()
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

    Summaries of many incidents stand apart: their dead may be counted in the incidents already. So does what is told over a
    long time, where an incident that counts may lie in it.
    """
    found: list[Loss] = []
    left_out: list[LeftOut] = []
    n_elsewhere = 0
    for incident in incidents:
        by_outcome: dict[str, list[Toll]] = {outcome: [] for outcome in _LOSSES}
        for toll in incident.tolls:
            if toll.actor_id in actor_ids and toll.outcome in by_outcome and toll.best is not None:
                by_outcome[toll.outcome].append(toll)
        reason = _find_reason(incident, area=area, pair=pair)
        n_elsewhere += reason == _ELSEWHERE and any(by_outcome.values())
        for tolls in filter(None, by_outcome.values()):
            if reason is None and (reach := _find_reach(incident)):
                found.append(_make_loss(incident, tolls, reach))
            else:
                left_out.extend(_leave_out(incident, tolls, reason or _NO_DATE))
    counted, apart = _set_apart(found)
    for loss in apart:
        why = f"{_name_loss(loss)}: {_SUMMARY if loss.is_summary else _OVER_TIME}"
        left_out.extend(LeftOut(claim_id=claim_id, reason=why) for claim_id in loss.claim_ids)
    name = area.name if area else None
    return Losses(counted=counted, apart=apart, left_out=tuple(left_out), area=name, n_elsewhere=n_elsewhere)


def _find_reach(incident: Incident) -> tuple[date, date] | None:
    """Return the first and the last day of an incident; None if one of them is not known."""
    interval = incident.interval
    if interval is None or interval.earliest is None or interval.latest is None:
        return None
    return interval.earliest, interval.latest


def _find_reason(incident: Incident, *, area: Place | None, pair: Pair | None) -> str | None:
    """Return why the losses of an incident do not count; None if they do."""
    reach = _find_reach(incident)
    if reach is None:
        return _NO_DATE
    start, end = (pair.before.as_of_earliest, pair.after.as_of_latest) if pair else reach
    if start is None or end is None or reach[1] < start or reach[0] > end:
        return "outside the time between the two figures"
    if reach[1] - reach[0] > _LONGEST and (reach[0] < start or reach[1] > end):
        return "its time reaches beyond the two figures, and how much of it lies between them is not told"
    return None if lies_in(incident.place.place if incident.place else None, area) else _ELSEWHERE


def _set_apart(losses: Iterable[Loss]) -> tuple[tuple[Loss, ...], tuple[Loss, ...]]:
    """Return the losses that are added, and those that may hold one of them, each in the order given.

    The shorter the time, the more a figure is that of one incident: it goes first, and of equal times the higher figure.
    """
    listed = tuple(losses)
    counted: list[Loss] = []
    for loss in sorted(listed, key=lambda loss: (loss.days, -loss.best, loss.record_id)):
        is_apart = loss.is_summary or (loss.days > _LONGEST and any(_may_hold(loss, other) for other in counted))
        if not is_apart:
            counted.append(loss)
    return tuple(one for one in listed if one in counted), tuple(one for one in listed if one not in counted)


def _may_hold(whole: Loss, one: Loss) -> bool:
    """Return True unless outcome, time or place say that the people of the one are not among those of the whole."""
    if whole.outcome != one.outcome or one.reach[1] < whole.reach[0] or one.reach[0] > whole.reach[1]:
        return False
    if whole.place is None or one.place is None:
        return True
    return lies_in(one.place, whole.place) or lies_in(whole.place, one.place)


def lies_in(place: Place | None, area: Place | None) -> bool:
    """Return True if the place is the area or inside it, as far as the gazetteer's hierarchy tells; True without area."""
    if area is None:
        return True
    if place is None:
        return False
    if area.kind == "country":
        return place.country == area.country
    return area.place_id in {place.place_id, place.adm1_id, place.adm2_id}


def _make_loss(incident: Incident, tolls: list[Toll], reach: tuple[date, date]) -> Loss:
    """Return one loss of the tolls of one outcome: "20 of the group" and "20 of its branch" are the same twenty."""
    return Loss(
        record_id=incident.incident_id,
        best=max(toll.best or 0 for toll in tolls),
        low=min(toll.best or 0 if toll.low is None else toll.low for toll in tolls),
        high=max(toll.best or 0 if toll.high is None else toll.high for toll in tolls),
        outcome=tolls[0].outcome,
        reach=reach,
        place=incident.place.place if incident.place else None,
        place_name=_name_place(incident),
        is_open=any(toll.is_open for toll in tolls),
        is_summary=incident.clarity == 2,
        n_origins=max(toll.n_origins for toll in tolls),
        claim_ids=_list_claims(tolls),
    )


def _list_claims(tolls: list[Toll]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(claim_id for toll in tolls for claim_id in toll.claim_ids))


def _leave_out(incident: Incident, tolls: list[Toll], reason: str) -> Iterator[LeftOut]:
    """Yield why the tolls of one outcome are not used, for each of their claims."""
    when = name_interval(*(_find_reach(incident) or (None, None)))
    figure = max(toll.best or 0 for toll in tolls)
    said = f"{figure:,} {tolls[0].outcome} ({when}, {_name_place(incident) or 'place not stated'})"
    yield from (LeftOut(claim_id=claim_id, reason=f"{said}: {reason}") for claim_id in _list_claims(tolls))


def _name_loss(loss: Loss) -> str:
    """Return "400 killed (2022, place not stated)"."""
    return f"{loss.best:,} {loss.outcome} ({loss.where})"


def list_unused(
    losses: Losses, flows: Sequence[Losses], claims: Iterable[Claim], *, actor_ids: frozenset[str]
) -> Iterator[LeftOut]:
    """Yield each loss figure of the group that is not used, with the reason.

    Args:
        losses: of any time.
        flows: between two figures each; what is used for none of them is listed too.
        claims: about the group; a loss that no incident tells of is listed as well.
        actor_ids: the group and its branches.
    """
    used = {claim_id for part in flows or (losses,) for loss in part.counted for claim_id in loss.claim_ids}
    named = set(used)
    for item in (item for part in (losses, *flows) for item in part.left_out):
        if item.claim_id not in named:
            named.add(item.claim_id)
            yield item
    for claim in claims:
        detail = claim.detail
        if not isinstance(detail, CasualtiesDetail) or claim.claim_id in named or detail.outcome not in _UNCOUNTED:
            continue
        if detail.whose.actor_id in actor_ids:
            words = claim.quantity.words if claim.quantity else "no number"
            said = f"“{words}”, {detail.outcome}"
            yield LeftOut(claim_id=claim.claim_id, reason=f"{said}: {_UNCOUNTED[detail.outcome]}")


def _name_place(incident: Incident) -> str | None:
    """Return the name of the place, or the words of one that the gazetteer does not know; None if none is stated."""
    if incident.place is None:
        return None
    return incident.place.place.name if incident.place.place else incident.place.words


def assess_losses(losses: Losses) -> Finding:
    """Return the losses as a finding, one line per incident."""
    rows = tuple(_make_row(loss) for loss in losses.counted)
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
        answer=" ".join((answer, *say_apart(losses))),
        rows=(*rows, *(_make_row(loss, end="; not added") for loss in losses.apart)),
        claim_ids=tuple(claim_id for loss in losses.counted for claim_id in loss.claim_ids),
        assumptions=("only reported losses are counted", "figures given by one side are taken at their word"),
        would_overturn="losses that no report in this record tells of",
    )


def _make_row(loss: Loss, *, end: str = "") -> LiteralRow:
    said = f"{loss.best:,} {loss.outcome}{say_spread(loss)}, by {name_origins(loss.n_origins)}, {loss.record_id}"
    return LiteralRow(
        reading=loss.where,
        low=loss.low,
        high=loss.high,
        low_is_strict=False,
        high_is_strict=False,
        text=f"{loss.where}: {said}{end}",
    )


def say_apart(losses: Losses) -> Iterator[str]:
    """Yield which losses stand beside the sum and are not added to it; nothing where none do."""
    if losses.apart:
        told = "; ".join(_name_loss(loss) for loss in losses.apart[:_MOST_APART])
        more = f" and {len(losses.apart) - _MOST_APART:,} more" if len(losses.apart) > _MOST_APART else ""
        yield f"Beside them, and not added: {told}{more}: over many incidents or a long time, they may hold the same people."


def say_spread(figures: Loss | Losses) -> str:
    """Return " (36 to 96 or more)" where the figures differ, " or more" where one is open; nothing where they are one number."""
    more = " or more" if figures.is_open else ""
    if figures.low == figures.high:
        return more
    return f" ({figures.low:,} to {figures.high:,}{more})"
