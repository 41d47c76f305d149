"""What is told again later: by the same speaker, or by an outlet that names nobody and only repeats what is known.

"Officials said at the time that 94 were killed", and the story of an anniversary, or a sentence of background, that gives the
figure as everybody's.

Origins are found within weeks, because over a whole record equal figures are equal by chance. That two claims tell of one
incident is known here, so the day no longer matters: the same speaker with the same figure is no new origin, as far as the
words tell, and a figure without a speaker is that of the earlier report. The figures themselves are left alone: who gives his
old figure again after a correction stands by it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta

from musterbook.incidents.figures import Figure, name_figure, read_figure, tell_of_one
from musterbook.incidents.joining import Joined
from musterbook.incidents.origins import choose_origins
from musterbook.incidents.speakers import Speaker, are_one_between, read_speaker
from musterbook.model import Claim, DocumentNote, EventDetail, Origin

__all__ = ["find_given", "find_retold", "join_retold", "unite_origins"]

# Two reports of the first days may each have found out for themselves.
_NEWS_DAYS = timedelta(days=2)
_MOST_EQUAL = 32  # tellings of one figure of one incident that another one is held against


def join_retold(claims: Iterable[Claim], origins: Iterable[Origin]) -> tuple[Origin, ...]:
    """Return the origins of one incident as they count there: what one speaker gives again, whatever the day, is one.

    Args:
        claims: of one incident; the order does not matter.
        origins: of these claims; a claim without one is its own.

    Returns:
        Origins in order of id, each with the claims of all that were joined; everything else is that of the first.
    """
    told = {claim.claim_id: claim for claim in claims}
    known = {origin.origin_id: origin for origin in choose_origins(told.values(), _index(origins))}
    joined = Joined()
    numbers = {key: joined.add(find_given(known[key], told)) for key in sorted(known)}
    _join_equal(told, {claim_id: numbers[key] for key, one in known.items() for claim_id in one.claim_ids}, joined)
    ordered = [known[key] for key in sorted(known)]
    return tuple(unite_origins([ordered[number] for number in members]) for members, _ in joined.sets())


def _join_equal(told: Mapping[str, Claim], numbers: Mapping[str, int], joined: Joined) -> None:
    """Join the numbers of claims in which one speaker gives one figure."""
    tellings = {
        (name_figure(claim), numbers[claim_id], read_speaker(claim), read_figure(claim)): None
        for claim_id, claim in sorted(told.items())
        if claim.kind != "denial"
    }
    met: dict[object, list[tuple[int, Speaker, Figure]]] = defaultdict(list)
    for name, number, speaker, figure in tellings:
        if name is None or speaker is None:
            continue
        for other, its_speaker, its_figure in met[name]:
            if are_one_between(its_speaker, speaker) and tell_of_one(its_figure, figure):
                joined.join(other, number, "the same speaker gives the same figure again")
        if len(met[name]) < _MOST_EQUAL:
            met[name].append((number, speaker, figure))


def _index(origins: Iterable[Origin]) -> dict[str, Origin]:
    return {claim_id: origin for origin in origins for claim_id in origin.claim_ids}


def find_given(origin: Origin, told: Mapping[str, Claim]) -> str | None:
    """Return the origin that a person named for one of the claims; None if nobody did."""
    return next((name for one in origin.claim_ids if (name := told[one].attribution.origin)), None)


def unite_origins(origins: Sequence[Origin]) -> Origin:
    """Return one origin with the claims of all; everything else is that of the first."""
    claim_ids = sorted(claim_id for origin in origins for claim_id in origin.claim_ids)
    return replace(
        origins[0], claim_ids=tuple(claim_ids), is_party=any(origin.is_party for origin in origins), links=()
    )


def find_retold(claims: Iterable[Claim], *, notes: Mapping[str, DocumentNote]) -> dict[str, str]:
    """Return, by the id of a claim without a speaker, the claim of an earlier report of the incident that it repeats.

    A figure repeats an equal one; the mere telling that it happened repeats the first. What an outlet tells with a figure that
    nobody gave before is its own word.

    Args:
        claims: of one incident; the order does not matter.
        notes: by document id; a document without a day neither repeats nor is repeated.
    """
    claims = tuple(claims)
    days = _read_days({claim.document_id for claim in claims}, notes)
    told = [(days[one.document_id], one) for one in claims if one.document_id in days and not _is_against(one)]
    told.sort(key=lambda item: (item[0], item[1].claim_id))
    first: dict[object, list[tuple[date, Claim]]] = defaultdict(list)
    retold: dict[str, str] = {}
    for day, claim in told:
        key = name_figure(claim) or (claim.kind if claim.kind == "event" else None)
        if key is None:
            continue
        if read_speaker(claim) is None:
            figure = read_figure(claim)
            before = [
                one
                for then, one in first[key]
                if day - then >= _NEWS_DAYS and one.document_id != claim.document_id
                if tell_of_one(read_figure(one), figure)
            ]
            # Of "at least 22" and "22" it is the one in the same words that is told again.
            earlier = next(
                (one for one in before if _read_limits(one) == _read_limits(claim)), next(iter(before), None)
            )
            if earlier is not None:
                retold[claim.claim_id] = earlier.claim_id
        if len(first[key]) < _MOST_EQUAL:
            first[key].append((day, claim))
    return retold


def _read_days(document_ids: Iterable[str], notes: Mapping[str, DocumentNote]) -> dict[str, date]:
    """Return the day of each document that has one; copies of a text tell what it told on the day of the first."""
    found = [notes[document_id] for document_id in document_ids if document_id in notes]
    first: dict[str, date] = {}
    for note in found:
        if note.published is not None:
            key = note.copy_group_id or note.document_id
            first[key] = min(first.get(key, note.published), note.published)
    return {
        note.document_id: first[note.copy_group_id or note.document_id] for note in found if note.published is not None
    }


def _read_limits(claim: Claim) -> tuple[object, ...] | None:
    quantity = claim.quantity
    return None if quantity is None else (quantity.low, quantity.high, quantity.bound, quantity.best)


def _is_against(claim: Claim) -> bool:
    is_negated = isinstance(claim.detail, EventDetail) and claim.detail.is_negated
    return is_negated or claim.kind == "denial" or claim.attribution.stance == "denies"
