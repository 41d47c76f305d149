"""Casualty claims as figures, and which of them still stand: a speaker's later word takes the place of the earlier one.

1. Claims of one origin with one figure are one figure, said when the first of them said it: a copy changes nothing.
2. A figure that a correction names ("down from 48") is superseded, whoever gave it.
3. Of one speaker the figure said last stands; of figures said on one day the highest, because tolls grow. Speakers
   without a name ("officials") are the same only within a report.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from musterbook.incidents.speakers import read_speaker
from musterbook.model import CasualtiesDetail, Claim, DocumentNote, Number

__all__ = ["TollFigure", "find_superseded", "gather_figures", "is_one"]

_NOT_HELD = frozenset({"denies", "doubts"})


@dataclass(frozen=True, slots=True, kw_only=True)
class TollFigure:
    """One figure of one origin.

    Attributes:
        claims: those that give it, the first said first; never empty.
        low, high: the stated limits; "up to 50" has only `high`, "at least 50" both and `is_open`.
        best: the number to quote: what the source itself calls its best figure, else the lower end of a range, the
            conservative one; None for "up to 50".
        said_on: when it was first said; date.min if nobody knows.
        speakers: who said it, one key each; an outlet speaks for itself where it names nobody and is the first to say it.
        is_replaced: a claim gives it as the figure that another has replaced.
    """

    origin_id: str
    claims: tuple[Claim, ...]
    low: Number | None
    best: Number | None
    high: Number
    is_open: bool
    said_on: date
    speakers: frozenset[str]
    is_replaced: bool

    @property
    def claim_id(self) -> str:
        """The claim that said it first."""
        return self.claims[0].claim_id


def gather_figures(
    claims: Iterable[Claim], *, origin_of: Mapping[str, str], notes: Mapping[str, DocumentNote]
) -> tuple[TollFigure, ...]:
    """Return the figures of the claims about one side and outcome, in order of the first claim id.

    Words without a number, shares and what the speaker denies give none. Additions give one, open upwards, only where no
    whole is told beside them ("four others were hurt", of those who lived through a bomb that killed), and so does one person
    of whom a report tells that counts more ("they shot the headmaster first"). "Dozens" beside a count that stands and is no lower
    says nothing that the count does not.

    Args:
        claims: casualties claims.
        origin_of: origin id by claim id.
        notes: by document id.
    """
    units: dict[tuple[object, ...], list[Claim]] = defaultdict(list)
    counts = [claim for claim in claims if _is_figure(claim)]
    for claim in _drop_parts(counts):
        quantity = claim.quantity
        origin = origin_of.get(claim.claim_id, claim.claim_id)
        if quantity is not None:
            units[origin, quantity.low, quantity.high, quantity.bound, quantity.best].append(claim)
    figures = [_make_figure(str(key[0]), members, notes) for key, members in units.items()]
    return tuple(sorted(_drop_rough(figures), key=lambda figure: figure.claim_id))


def _drop_parts(claims: Iterable[Claim]) -> list[Claim]:
    """Return the claims without additions and single persons that are part of a count beside them."""
    claims = list(claims)
    wholes = [claim for claim in claims if not _is_addition(claim)] or claims
    counting = {claim.document_id for claim in wholes if not is_one(claim)}
    return [claim for claim in wholes if not is_one(claim) or claim.document_id not in counting]


def is_one(claim: Claim) -> bool:
    """Return True for one person who is told by no number: "a nurse was killed"."""
    quantity = claim.quantity
    is_single = quantity is not None and quantity.low == quantity.high == 1
    return is_single and not any(mark.role == "quantity" for mark in claim.marks)


def _drop_rough(figures: Sequence[TollFigure]) -> list[TollFigure]:
    """Return the figures without those of a rough word ("dozens") that a count beside it, one that stands, makes good."""
    counted = [figure for figure in figures if not _is_rough(figure)]
    fallen = find_superseded(counted)
    most = max((figure.high for figure in counted if figure.claim_id not in fallen), default=0)
    return [figure for figure in figures if not _is_rough(figure) or (figure.low or 0) > most]


def _is_rough(figure: TollFigure) -> bool:
    return all(claim.quantity is not None and claim.quantity.bound == "vague" for claim in figure.claims)


def _is_figure(claim: Claim) -> bool:
    quantity, detail = claim.quantity, claim.detail
    if quantity is None or quantity.is_relative or claim.attribution.stance in _NOT_HELD:
        return False
    return isinstance(detail, CasualtiesDetail) and (quantity.low is not None or quantity.high is not None)


def _is_addition(claim: Claim) -> bool:
    return isinstance(claim.detail, CasualtiesDetail) and (claim.detail.is_addition or claim.detail.is_part)


def _is_share(claim: Claim) -> bool:
    return isinstance(claim.detail, CasualtiesDetail) and claim.detail.is_part


def _make_figure(origin_id: str, members: list[Claim], notes: Mapping[str, DocumentNote]) -> TollFigure:
    ordered = tuple(sorted(members, key=lambda claim: (claim.said_on or date.max, claim.claim_id)))
    quantity = ordered[0].quantity
    low, high = (quantity.low, quantity.high) if quantity else (None, None)
    replaced = [isinstance(claim.detail, CasualtiesDetail) and claim.detail.is_replaced for claim in ordered]
    return TollFigure(
        origin_id=origin_id,
        claims=ordered,
        low=low,
        best=quantity.best if quantity is not None and quantity.best is not None else low,
        high=high if high is not None else low or 0,
        is_open=high is None or (_is_addition(ordered[0]) and not _is_share(ordered[0])),
        said_on=ordered[0].said_on or date.min,
        # An outlet that only repeats a figure takes back nothing that it repeats beside it.
        speakers=frozenset(
            _speaker_key(claim, notes.get(claim.document_id))
            for claim in ordered
            if claim is ordered[0] or read_speaker(claim) is not None
        ),
        is_replaced=all(replaced),
    )


def _speaker_key(claim: Claim, note: DocumentNote | None) -> str:
    speaker = read_speaker(claim)
    if speaker is None:
        return f"outlet {note.outlet.casefold()}" if note is not None and note.outlet else claim.document_id
    # A body and its spokesperson are one speaker, its chief is another.
    role = speaker.role if speaker.role != "spokesperson" else None
    key = speaker.person or " ".join((*sorted(speaker.body), role or ""))
    # "Officials" of two reports need not be the same officials, so neither takes the other's word back.
    is_unnamed = speaker.is_crowd or claim.attribution.is_anonymous or not (speaker.person or speaker.body)
    return f"{key} of {claim.document_id}" if is_unnamed else key


def find_superseded(figures: Iterable[TollFigure]) -> frozenset[str]:
    """Return the claim ids of the figures that no longer stand."""
    figures = tuple(figures)
    corrected = {figure.best: figure.said_on for figure in figures if figure.is_replaced and figure.best is not None}
    last: dict[str, TollFigure] = {}
    for figure in figures:
        if not _is_corrected(figure, corrected):
            for speaker in figure.speakers:
                last[speaker] = max(last.get(speaker, figure), figure, key=_order)
    fallen = (
        figure
        for figure in figures
        if _is_corrected(figure, corrected) or any(last[speaker] is not figure for speaker in figure.speakers)
    )
    return frozenset(claim.claim_id for figure in fallen for claim in figure.claims)


def _is_corrected(figure: TollFigure, corrected: Mapping[Number, date]) -> bool:
    """Return True for a figure that was corrected on the day it was said or later."""
    if figure.is_replaced:
        return True
    corrected_on = corrected.get(figure.best) if figure.best is not None else None
    return corrected_on is not None and figure.said_on <= corrected_on


def _order(figure: TollFigure) -> tuple[date, Number, str]:
    return (figure.said_on, figure.best if figure.best is not None else figure.high, figure.claim_id)
