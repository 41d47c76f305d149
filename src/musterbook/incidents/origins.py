"""Which claims come from one origin: the plain form, by what two claims have in common.

Two claims have one origin if
0. the person who collected the figures named the same origin for both; if two different ones, nothing below joins them;
1. they stand word for word in documents that repeat one text;
2. the same speaker gives the same figure on the same day (one briefing, printed by several);
3. texts of one agency give the same figure, on the day of the first or the day after;
4. one speaker says both in one document;
5. a document gives a figure without a source: it goes with the sourced claim before it in that document, because an
   outlet does not count fighters or bodies itself. This can only lower the number of origins, never raise it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from musterbook.model import CasualtiesDetail, Claim, DocumentNote, Origin, make_id

__all__ = ["find_origins"]


def find_origins(claims: Iterable[Claim], *, notes: Mapping[str, DocumentNote]) -> tuple[Origin, ...]:
    """Return the origins of these claims; every claim is in exactly one.

    Args:
        claims: of any kind; the order does not matter.
        notes: by document id; a document without one counts as unknown outlet and day.

    Returns:
        Origins in order of their smallest claim id.
    """
    ordered = sorted(claims, key=lambda claim: (claim.document_id, claim.start, claim.claim_id))
    groups = _Groups(ordered)
    _join_given(ordered, groups)
    _join_equal(ordered, groups, notes)
    _join_wires(ordered, groups, notes)
    _join_unsourced(ordered, groups)
    return groups.make_origins()


class _Groups:
    """Disjoint sets of claim ids with the reasons that joined them; none holds two origins that a person named."""

    def __init__(self, claims: Iterable[Claim]) -> None:
        self._given = {claim.claim_id: _given_origin(claim) for claim in claims}
        self._parent = {claim_id: claim_id for claim_id in self._given}
        self._reasons: dict[str, set[str]] = defaultdict(set)

    def find(self, claim_id: str) -> str:
        while self._parent[claim_id] != claim_id:
            self._parent[claim_id] = self._parent[self._parent[claim_id]]
            claim_id = self._parent[claim_id]
        return claim_id

    def join(self, one: str, other: str, reason: str) -> None:
        first, second = sorted((self.find(one), self.find(other)))
        given = {self._given[first], self._given[second]} - {None}
        if first == second or len(given) > 1:
            return
        self._given[first] = given.pop() if given else None
        self._parent[second] = first
        self._reasons[first] |= {reason} | self._reasons.pop(second, set())

    def make_origins(self) -> tuple[Origin, ...]:
        members: dict[str, list[str]] = defaultdict(list)
        for claim_id in sorted(self._parent):
            members[self.find(claim_id)].append(claim_id)
        return tuple(
            Origin(
                origin_id=make_id("o", ids[0]),
                claim_ids=tuple(ids),
                reason="; ".join(sorted(self._reasons.get(root, ()))) or "a claim of its own",
            )
            for root, ids in sorted(members.items(), key=lambda item: item[1][0])
        )


def _given_origin(claim: Claim) -> str | None:
    origin = claim.attribution.origin
    return " ".join(origin.casefold().split()) if origin else None


def _join_given(ordered: Sequence[Claim], groups: _Groups) -> None:
    first_with: dict[str, str] = {}
    for claim in ordered:
        origin = _given_origin(claim)
        if origin and (known := first_with.setdefault(origin, claim.claim_id)) != claim.claim_id:
            groups.join(known, claim.claim_id, f"the origin given with the figures: {claim.attribution.origin}")


def _join_equal(ordered: Sequence[Claim], groups: _Groups, notes: Mapping[str, DocumentNote]) -> None:
    """Join claims that share a key; a claim may have several keys."""
    first_with: dict[tuple[object, ...], str] = {}
    for claim in ordered:
        for key, reason in _keys(claim, notes.get(claim.document_id)):
            known = first_with.setdefault(key, claim.claim_id)
            if known != claim.claim_id:
                groups.join(known, claim.claim_id, reason)


def _keys(claim: Claim, note: DocumentNote | None) -> list[tuple[tuple[object, ...], str]]:
    keys: list[tuple[tuple[object, ...], str]] = []
    figure = (claim.kind, *_figure(claim))
    if note is not None and note.copy_group_id is not None:
        words = " ".join(claim.sentence.split()).casefold()
        keys.append((("copy", note.copy_group_id, words), "the same words in copies of one text"))
    speaker = _speaker(claim)
    if speaker is not None and claim.said_on is not None and claim.quantity is not None:
        keys.append((("speaker", *figure, speaker, claim.said_on), "the same speaker, figure and day"))
    if speaker is not None:
        keys.append((("document", claim.document_id, speaker), "the same speaker in one report"))
    return keys


def _join_wires(ordered: Sequence[Claim], groups: _Groups, notes: Mapping[str, DocumentNote]) -> None:
    """Join claims that give one figure in texts of one agency, printed on the day of the first or the day after."""
    printed: dict[tuple[object, ...], list[tuple[date, str]]] = defaultdict(list)
    for claim in ordered:
        note = notes.get(claim.document_id)
        if note is not None and note.wire is not None and note.published is not None and claim.quantity is not None:
            key = (claim.kind, note.wire.casefold(), *_figure(claim))
            printed[key].append((note.published, claim.claim_id))
    for (_, wire, *_rest), members in printed.items():
        first: tuple[date, str] | None = None
        for day, claim_id in sorted(members):
            if first is not None and (day - first[0]).days <= 1:
                groups.join(first[1], claim_id, f"the same figure in texts of {wire}")
            else:
                first = (day, claim_id)


def _figure(claim: Claim) -> tuple[object, ...]:
    """Return what a figure is about and how high it is: two dead in one town are not the two dead in another."""
    quantity, detail = claim.quantity, claim.detail
    number = (quantity.low, quantity.high, quantity.bound) if quantity else (None, None, None)
    place = claim.place.place.place_id if claim.place and claim.place.place else None
    when = (claim.interval.earliest, claim.interval.latest) if claim.interval else None
    actor = claim.actor.actor_id if claim.actor else None
    whose = (detail.outcome, detail.whose.side) if isinstance(detail, CasualtiesDetail) else None
    return (*number, place, when, actor, whose)


def _speaker(claim: Claim) -> str | None:
    """Return a name for the speaker that is the same wherever the same one speaks; None where the outlet speaks."""
    source = claim.attribution.source
    if claim.attribution.mode == "none_stated" and not claim.attribution.is_nearest:
        return None
    name = source.person or " ".join(part for part in (source.organisation, source.role) if part) or source.words
    return " ".join(name.casefold().split()) if name else None


def _join_unsourced(ordered: Sequence[Claim], groups: _Groups) -> None:
    """Join each claim without a speaker to the claim before it in the same document."""
    previous: Claim | None = None
    for claim in ordered:
        is_same_document = previous is not None and previous.document_id == claim.document_id
        if previous is not None and is_same_document and _speaker(claim) is None:
            groups.join(previous.claim_id, claim.claim_id, "no source of its own in the same report")
        previous = claim
