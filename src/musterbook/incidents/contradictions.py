"""What stays open in an incident: denials, and figures that stand and cannot both be true."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from itertools import combinations

from musterbook.incidents.superseding import TollFigure, gather_figures
from musterbook.model import (
    CasualtiesDetail,
    Claim,
    DenialDetail,
    DocumentNote,
    Toll,
    describe_statement,
    name_denier,
    name_speaker,
)

__all__ = ["find_contradictions", "say_denial"]

# A toll that more speakers than this tell differently is disputed in any case.
_MOST_DISAGREEING = 20
_LONGEST_NAME = 60


def find_contradictions(
    claims: Iterable[Claim],
    *,
    tolls: Sequence[Toll],
    origin_of: Mapping[str, str],
    notes: Mapping[str, DocumentNote],
) -> tuple[str, ...]:
    """Return denials and figures of different speakers that cannot both be true, in words.

    Figures of different days disagree only if the later one is lower: tolls grow.

    Args:
        claims: of the incident, and the denials of its documents.
        tolls: of the incident; superseded figures contradict nothing.
        origin_of: origin id by claim id.
        notes: by document id.
    """
    by_id = {claim.claim_id: claim for claim in sorted(claims, key=lambda claim: claim.claim_id)}
    found = [
        say_denial(claim, by_id[claim.detail.denies])
        for claim in by_id.values()
        if isinstance(claim.detail, DenialDetail) and claim.detail.denies in by_id
    ]
    for toll in tolls:
        members = [by_id[claim_id] for claim_id in toll.claim_ids if claim_id in by_id]
        figures = gather_figures(members, origin_of=origin_of, notes=notes)
        superseded = frozenset(toll.superseded_claim_ids)
        standing = [figure for figure in figures if figure.claim_id not in superseded][:_MOST_DISAGREEING]
        found.extend(_say_both(one, other, toll) for one, other in combinations(standing, 2) if _disagree(one, other))
    return tuple(dict.fromkeys(found))


def say_denial(denial: Claim, denied: Claim) -> str:
    """Return in words who denied what, and against whose word; nobody denies his own, so it is not named as his."""
    said = _begin_small(describe_statement(denial))
    if _is_own_word(denial, denied):
        return f"{said} ({denial.claim_id}; what is denied is {denied.claim_id})"
    return f"{said} ({denial.claim_id}), against what {_shorten(name_speaker(denied.attribution))} said ({denied.claim_id})"


def _is_own_word(denial: Claim, denied: Claim) -> bool:
    """Return True where what is denied was read as the word of who denies: his denial is all that tells of it."""
    actor = denied.attribution.source.actor
    deniers = {of.actor_id for of in (denial.actor, denial.attribution.source.actor) if of is not None and of.actor_id}
    is_his = actor is not None and actor.actor_id in deniers
    speaker = name_speaker(denied.attribution)
    return is_his or (speaker is not None and speaker == name_denier(denial))


def _shorten(name: str | None) -> str:
    """Return a speaker in a few words, as inside a sentence; "the report" where the outlet speaks."""
    words = _begin_small(" ".join((name or "the report").split()))
    return words if len(words) <= _LONGEST_NAME else words[: _LONGEST_NAME - 1] + "…"


def _begin_small(words: str) -> str:
    return "the" + words[3:] if words.startswith("The ") else words


def _say_both(one: TollFigure, other: TollFigure, toll: Toll) -> str:
    first, second = sorted((one, other), key=lambda figure: (figure.said_on, figure.claim_id))
    return f"{_say(first)} {toll.outcome} ({first.claim_id}), {_say(second)} ({second.claim_id})"


def _say(figure: TollFigure) -> str:
    limits = f"{figure.low:,}" if figure.low is not None else f"up to {figure.high:,}"
    if figure.low is not None and figure.low != figure.high:
        limits += f" to {figure.high:,}"
    return f"{_shorten(name_speaker(figure.claims[0].attribution))} said {limits}{' or more' if figure.is_open else ''}"


def _disagree(one: TollFigure, other: TollFigure) -> bool:
    if one.speakers & other.speakers or not _is_exact(one) or not _is_exact(other):
        return False
    first, second = sorted((one, other), key=lambda figure: figure.said_on)
    is_apart = (first.best or 0) != (second.best or 0)
    return is_apart and (first.said_on == second.said_on or (second.best or 0) < (first.best or 0))


def _is_exact(figure: TollFigure) -> bool:
    quantity = figure.claims[0].quantity
    is_exact = quantity is not None and quantity.bound == "exact"
    return is_exact and isinstance(figure.claims[0].detail, CasualtiesDetail)
