"""Which claims come from one origin, by what two claims have in common.

An origin is what one speaker said on one occasion, before it was copied. Two claims have one origin if
0. the person who collected the figures named the same origin for both; if two different ones, nothing below joins them;
1. one speaker says both in one report: "he said", "the spokesman" and his name are one;
2. one of them names no speaker: it goes with the sourced claim of the same figure in its report; a figure of strength with
   the last sourced claim, because an outlet does not count fighters itself; a happening or its dead with the claim before it,
   in one sentence or where it names no place, day or side of its own, else it is the outlet's own word, as are the others of
   that report; a denial without a speaker goes with none;
3. they stand word for word in documents that repeat one text;
4. their sentences are the same or nearly so, in reports at most a week apart;
5. their sentences hold the same quotation, in reports at most a week apart;
6. the same speaker gives the same figure, at most a day apart, in whatever words;
7. they give the same figure through the same agency or paper ("told Reuters", "the Gazette reported", a wire's
   dateline), at most a day apart.
8. one names no speaker and repeats, days or years later, what an earlier report of the same incident told (`find_retold`).
In 4 to 7 nothing that one states (place, time, side, actor, who speaks) may be contrary to the other. A rule can only
lower the number of origins: two speakers that no rule joins may still share a source.

The cost grows with the number of claims: each is held against a few earlier ones of the same key, never against all.
Documents are met in the order of their days, so that only the keys of the last weeks are held in memory.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date

from musterbook.incidents.chains import read_chain
from musterbook.incidents.figures import Figure, name_figure, read_figure, tell_of_one
from musterbook.incidents.joining import Joined, Link
from musterbook.incidents.meetings import Meetings, Telling
from musterbook.incidents.speakers import number_speakers
from musterbook.model import Claim, DocumentNote, EventDetail, Origin, OriginLink, count_outlets, make_id

__all__ = ["choose_origins", "find_origins", "iterate_origins"]

_ALONE = "a claim of its own"
_EQUAL = "the same figure with a source in the same report"
# What an outlet may see and tell itself; it does not count fighters.
_WITNESSED = frozenset({"event", "casualties"})
# What a claim names where it stands on its own.
_NAMED = frozenset({"actor", "recipient", "place", "time"})
_MOST_EQUAL = 10  # sourced claims of one figure in one document that an unsourced one is held against


def find_origins(
    claims: Iterable[Claim], *, notes: Mapping[str, DocumentNote], retold: Mapping[str, str] | None = None
) -> tuple[Origin, ...]:
    """Return the origins of these claims; every claim is in exactly one.

    Args:
        claims: of any kind; the order does not matter.
        notes: by document id; a document without one counts as unknown outlet and day.
        retold: as in `iterate_origins`.

    Returns:
        Origins in order of their smallest claim id.
    """
    by_document: dict[str, list[Claim]] = defaultdict(list)
    for claim in claims:
        by_document[claim.document_id].append(claim)

    def day_of(document_id: str) -> tuple[date, str]:
        note = notes.get(document_id)
        return (note.published if note and note.published else date.max), document_id

    documents = ((notes.get(key), by_document[key]) for key in sorted(by_document, key=day_of))
    return tuple(sorted(iterate_origins(documents, retold=retold), key=lambda origin: origin.claim_ids))


def choose_origins(claims: Iterable[Claim], origin_of: Mapping[str, Origin]) -> tuple[Origin, ...]:
    """Return the origins of a few claims with only these claims; one that `origin_of` does not know is its own."""
    members: dict[str, list[str]] = defaultdict(list)
    known: dict[str, Origin] = {}
    for claim in claims:
        claim_id = claim.claim_id
        origin = origin_of.get(claim_id) or Origin(
            origin_id=make_id("o", claim_id), claim_ids=(claim_id,), reason=_ALONE
        )
        known[origin.origin_id] = origin
        members[origin.origin_id].append(claim_id)
    return tuple(replace(known[key], claim_ids=tuple(sorted(ids)), links=()) for key, ids in members.items())


def iterate_origins(
    documents: Iterable[tuple[DocumentNote | None, Sequence[Claim]]], *, retold: Mapping[str, str] | None = None
) -> Iterator[Origin]:
    """Yield the origins of a whole record.

    Args:
        documents: each with its claims, in order of the day of publication and then of the document id, undated ones last.
        retold: by the id of a claim without a speaker, that of the claim of an earlier report which it repeats; None = none is known.
    """
    finder = _Finder(retold or {})
    for note, claims in documents:
        finder.read(note, claims)
    yield from finder.make_origins()


def _speaks_against(claim: Claim) -> bool:
    is_negated = isinstance(claim.detail, EventDetail) and claim.detail.is_negated
    return claim.kind == "denial" or is_negated or claim.attribution.stance == "denies"


def _goes_on(claim: Claim, previous: Claim) -> bool:
    """Return True if a claim without a speaker goes on with the one before: in one sentence, or with nothing but a figure.

    "Five others were hurt" needs what was said before; a sentence that names a place, a day or a side is the outlet's own.
    """
    if claim.sentence_start == previous.sentence_start:
        return True
    within = range(claim.sentence_start, claim.sentence_end)
    return not any(mark.role in _NAMED and mark.start in within for mark in claim.marks)


class _OwnWord:
    """Whose word the claims of one document are that name no speaker, met in order: `previous` is the claim before."""

    def __init__(self, sourced: int | None) -> None:
        self.previous: tuple[Claim, int] | None = None
        self._sourced = sourced
        self._own: int | None = None

    def follow(self, claim: Claim, number: int) -> None:
        """Note a claim whose speaker is known."""
        self.previous, self._sourced = (claim, number), number

    def place(self, claim: Claim, number: int) -> tuple[int | None, str]:
        """Return the claim that this one goes with, and why; None if it is the first of the outlet's own."""
        if claim.kind not in _WITNESSED and self._sourced is not None:
            return self._sourced, "no source of its own in the same report"
        if self.previous is not None and _goes_on(claim, self.previous[0]):
            return self.previous[1], "goes on with what was said before in the same report"
        earlier, self._own = self._own, number
        return earlier, "the outlet's own word in one report"


class _Finder:
    """Meets documents one by one; knows of each claim what is needed to name its origin."""

    def __init__(self, retold: Mapping[str, str]) -> None:
        self._retold = retold
        self._repeated = frozenset(retold.values())
        self._numbers: dict[str, int] = {}  # of the claims that others repeat
        self._joined = Joined()
        self._meetings = Meetings(self._joined.join)
        self._given: dict[str, int] = {}
        self._claim_ids: list[str] = []
        self._documents: list[int] = []
        self._outlets: list[str | None] = []
        self._printers: list[str | None] = []
        self._chains: list[tuple[str, ...]] = []
        self._is_party: list[bool] = []

    def read(self, note: DocumentNote | None, claims: Sequence[Claim]) -> None:
        """Join the claims of one document with each other and with those met before."""
        ordered = sorted(claims, key=lambda claim: (claim.start, claim.claim_id))
        self._outlets.append(note.outlet if note else None)
        self._printers.append(note.printed_by if note else None)
        numbers = [self._add(claim, note) for claim in ordered]
        speakers, known = number_speakers(ordered)
        self._join_speakers(numbers, speakers)
        self._join_unsourced(ordered, numbers, speakers)
        for claim, number, speaker in zip(ordered, numbers, speakers, strict=True):
            said_by = None if speaker is None else known[speaker]
            self._meetings.meet(Telling(number=number, claim=claim, note=note, speaker=said_by))

    def _add(self, claim: Claim, note: DocumentNote | None) -> int:
        self._claim_ids.append(claim.claim_id)
        self._documents.append(len(self._outlets) - 1)
        self._chains.append(read_chain(claim, note))
        self._is_party.append(claim.attribution.is_party)
        given = claim.attribution.origin
        name = " ".join(given.casefold().split()) if given else None
        number = self._joined.add(name)
        if claim.claim_id in self._repeated:
            self._numbers[claim.claim_id] = number
        earlier = self._numbers.get(self._retold.get(claim.claim_id, ""))
        if earlier is not None:
            self._joined.join(earlier, number, "an outlet that names nobody repeats what an earlier report told")
        if name is not None:
            self._joined.join(
                self._given.setdefault(name, number), number, f"the origin given with the figures: {given}"
            )
        return number

    def _join_speakers(self, numbers: Sequence[int], speakers: Sequence[int | None]) -> None:
        first_of: dict[int, int] = {}
        for number, speaker in zip(numbers, speakers, strict=True):
            if speaker is not None and (first := first_of.setdefault(speaker, number)) != number:
                self._joined.join(first, number, "one speaker in one report")

    def _join_unsourced(self, claims: Sequence[Claim], numbers: Sequence[int], speakers: Sequence[int | None]) -> None:
        sourced: dict[tuple[object, ...], list[tuple[int, Figure]]] = defaultdict(list)
        for claim, number, speaker in zip(claims, numbers, speakers, strict=True):
            name = name_figure(claim)
            if speaker is not None and name is not None and len(sourced[name]) < _MOST_EQUAL:
                sourced[name].append((number, read_figure(claim)))
        own = _OwnWord(next((n for n, speaker in zip(numbers, speakers, strict=True) if speaker is not None), None))
        for claim, number, speaker in zip(claims, numbers, speakers, strict=True):
            # Whoever said what is said against a word, it was not the one whose word it is.
            if speaker is None and _speaks_against(claim):
                continue
            if speaker is not None:
                own.follow(claim, number)
                continue
            if claim.claim_id in self._retold:
                own.previous = (claim, number)
                continue
            name, figure = name_figure(claim), read_figure(claim)
            equal = next((n for n, told in sourced.get(name or (), ()) if tell_of_one(figure, told)), None)
            near, reason = own.place(claim, number) if equal is None else (equal, _EQUAL)
            if near is not None:
                self._joined.join(near, number, reason)
            own.previous = (claim, number)

    def make_origins(self) -> Iterator[Origin]:
        for numbers, links in self._joined.sets():
            yield self._make_origin(numbers, links)

    def _make_origin(self, numbers: tuple[int, ...], links: tuple[Link, ...]) -> Origin:
        claim_ids = tuple(sorted(self._claim_ids[number] for number in numbers))
        documents = {self._documents[number] for number in numbers}
        weight = count_outlets(Counter(self._printers[document] for document in documents))
        reasons = sorted({link.reason for link in links})
        return Origin(
            origin_id=make_id("o", claim_ids[0]),
            claim_ids=claim_ids,
            reason="; ".join(reasons) or _ALONE,
            chain=self._name_chain(numbers, n_outlets=weight.n_outlets),
            links=tuple(
                OriginLink(
                    claim_id=self._claim_ids[link.later], with_id=self._claim_ids[link.earlier], reason=link.reason
                )
                for link in links
            ),
            is_party=any(self._is_party[number] for number in numbers),
            n_reports=weight.n_reports,
            n_outlets=weight.n_outlets,
            n_unnamed=weight.n_unnamed,
        )

    def _name_chain(self, numbers: Sequence[int], *, n_outlets: int) -> tuple[str, ...]:
        """Return the longest chain of the claims, the first of equal ones; several outlets are named by their number."""
        longest = max(numbers, key=lambda number: (len(self._chains[number]), -number))
        chain = self._chains[longest]
        is_led_by_outlet = self._outlets[self._documents[longest]] is not None
        return (f"{n_outlets:,} outlets", *chain[1:]) if n_outlets > 1 and is_led_by_outlet else chain
