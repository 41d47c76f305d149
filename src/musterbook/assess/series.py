"""The strength claims about one actor and one area, in time."""

from __future__ import annotations

import math
import re
import tomllib
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from functools import cache
from importlib.resources import files

from musterbook.assess.leanings import find_leanings
from musterbook.model import (
    CasualtiesDetail,
    Claim,
    DocumentNote,
    LeftOut,
    Origin,
    Place,
    QuantityReading,
    Series,
    SeriesPoint,
    StrengthDetail,
    describe_speaker,
    weigh_reports,
)

_WORD = re.compile(r"\w+")

__all__ = ["build_series", "find_first_said", "find_unusable"]


def build_series(
    claims: Iterable[Claim],
    *,
    actor_id: str,
    actor_name: str,
    area: Place | None,
    notes: Mapping[str, DocumentNote],
    origins: Sequence[Origin],
    speakers: Sequence[Origin],
) -> Series:
    """Return the series; the same figure of one origin about one time is one point, with the number of its reports.

    Args:
        claims: of any kind; only strength claims with a number of their own count.
        actor_id: whom the question is about.
        actor_name: its name in answers.
        area: the area of the question; None = anywhere.
        notes: by document id.
        origins: of these claims, as who repeats whom tells them; they make the points.
        speakers: the same as they weigh; an origin that is in none weighs as it is.
    """
    usable = [claim for claim in claims if claim.kind == "strength" and find_unusable(claim) is None]
    origin_of = {claim_id: origin.origin_id for origin in origins for claim_id in origin.claim_ids}
    by_figure: dict[tuple[object, ...], list[Claim]] = defaultdict(list)
    for claim in usable:
        by_figure[_figure_key(claim, origin_of.get(claim.claim_id, claim.claim_id))].append(claim)
    heard_of = {claim_id: one.origin_id for one in speakers for claim_id in one.claim_ids}
    points = [
        _make_point(members, notes=notes, origin_of=origin_of, heard_of=heard_of) for members in by_figure.values()
    ]
    lean_of = find_leanings(points)
    weight = weigh_reports((claim.document_id for claim in usable), notes)
    return Series(
        kind="strength",
        actor_id=actor_id,
        actor_name=actor_name,
        area=area.name if area else None,
        area_id=area.place_id if area else None,
        points=tuple(sorted((replace(one, lean_id=lean_of[one.heard_id]) for one in points), key=_order)),
        n_reports=weight.n_reports,
        n_outlets=weight.n_outlets,
        n_unnamed=weight.n_unnamed,
        n_origins=len({point.heard_id for point in points}),
    )


def find_unusable(claim: Claim) -> LeftOut | None:
    """Return why a strength claim cannot stand in a series; None if it can."""
    quantity = claim.quantity
    if quantity is None or (quantity.low is None and quantity.high is None):
        return LeftOut(claim_id=claim.claim_id, reason="names no number")
    if quantity.is_relative:
        return LeftOut(claim_id=claim.claim_id, reason="is a share, not a number")
    if isinstance(claim.detail, StrengthDetail) and claim.detail.part_of:
        return LeftOut(claim_id=claim.claim_id, reason=f"counts a part of the group ({claim.detail.part_of})")
    if claim.attribution.stance in {"denies", "doubts"}:
        return LeftOut(claim_id=claim.claim_id, reason=f"the speaker {claim.attribution.stance} the figure")
    return None


def find_first_said(claims: Iterable[Claim], origins: Sequence[Origin]) -> dict[str, Claim]:
    """Return for each claim, by its id, the first by which its origin says this: a copy stands for nothing of its own."""
    origin_of = {claim_id: origin.origin_id for origin in origins for claim_id in origin.claim_ids}
    by_figure: dict[tuple[object, ...], list[Claim]] = defaultdict(list)
    for claim in claims:
        detail = claim.detail
        said = (claim.kind, claim.attribution.stance)
        outcome = (detail.outcome, detail.whose.side) if isinstance(detail, CasualtiesDetail) else ()
        key = _figure_key(claim, origin_of.get(claim.claim_id, claim.claim_id))
        by_figure[(*said, *outcome, *key)].append(claim)
    return {
        claim.claim_id: first
        for members in by_figure.values()
        for first in [min(members, key=_first_said)]
        for claim in members
    }


def _first_said(claim: Claim) -> tuple[date, str]:
    return claim.said_on or date.max, claim.claim_id


def _figure_key(claim: Claim, origin_id: str) -> tuple[object, ...]:
    quantity = claim.quantity
    figure = (quantity.low, quantity.high, quantity.bound) if quantity else (claim.sentence,)
    where = claim.place.place.place_id if claim.place and claim.place.place else None
    who = claim.actor.actor_id if claim.actor else None
    return (origin_id, who, *figure, *_name_when(claim), where)


def _name_when(claim: Claim) -> tuple[object, ...]:
    """Return what is equal where one origin speaks of one time.

    What is said on one occasion may be printed on several days. Words that count from the day of printing ("last year"),
    and a figure without a time, are then about the same time, although each report reads them from its own day.
    """
    interval = claim.interval
    if interval is None:
        return ("as said",)
    return (interval.words.casefold(),) if interval.anchor is not None else (interval.earliest, interval.latest)


def _make_point(
    members: list[Claim],
    *,
    notes: Mapping[str, DocumentNote],
    origin_of: Mapping[str, str],
    heard_of: Mapping[str, str],
) -> SeriesPoint:
    # Without a time in the text the figure is about the day it was said; an unresolved time stays unresolved.
    claim = min(members, key=_first_said)
    quantity = claim.quantity or QuantityReading(low=None, high=None, bound="exact", words="")
    interval, place = claim.interval, claim.place.place if claim.place else None
    note = notes.get(claim.document_id)
    origin_id = origin_of.get(claim.claim_id, claim.claim_id)
    heard_id = heard_of.get(claim.claim_id, origin_id)
    return SeriesPoint(
        claim_id=claim.claim_id,
        document_id=claim.document_id,
        actor_id=claim.actor.actor_id if claim.actor else None,
        as_of_earliest=interval.earliest if interval else claim.said_on,
        as_of_latest=interval.latest if interval else claim.said_on,
        said_on=claim.said_on,
        low=quantity.low,
        high=quantity.high,
        bound=quantity.bound,
        counted=claim.detail.counted if isinstance(claim.detail, StrengthDetail) else None,
        area=place.name if place else claim.place.words if claim.place else None,
        area_id=place.place_id if place else None,
        area_kind=place.kind if place else None,
        source=describe_speaker(claim.attribution),
        source_kind=claim.attribution.source.kind,
        source_body=_speaks_for(claim),
        is_party=claim.attribution.is_party,
        hedge=claim.attribution.hedge,
        outlet=note.outlet if note else None,
        origin_id=origin_id,
        heard_id=heard_id,
        lean_id=heard_id,
        n_reports=len({member.document_id for member in members}),
        words=quantity.words,
        sentence=claim.sentence,
    )


@cache
def _read_gone() -> frozenset[str]:
    """Return the words of speakers who belong to their body no more, in small letters."""
    resource = files("musterbook.assess") / "data" / "speakers.toml"
    return frozenset(tomllib.loads(resource.read_text(encoding="utf-8"))["gone"]["words"])


def _speaks_for(claim: Claim) -> str | None:
    source = claim.attribution.source
    is_gone = bool(_read_gone() & set(_WORD.findall((source.words or "").casefold())))
    return source.actor.name if source.actor is not None and not is_gone else None


def _order(point: SeriesPoint) -> tuple[object, ...]:
    """Order by time, then by what is said, and by ids last: a copy that stands for its figure must not change the order."""
    earliest = point.as_of_earliest or date.max
    said = (point.low or 0, math.inf if point.high is None else point.high, point.bound, point.source.casefold())
    return (point.as_of_earliest is None, earliest, point.as_of_latest or earliest, *said, point.claim_id)
