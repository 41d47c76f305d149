"""What has been read of one document so far: each telling of a happening, and the claims around it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace

from musterbook.model import CasualtiesDetail, Claim, DenialDetail, EventDetail, ResponsibilityDetail

__all__ = ["Draft", "Telling", "set_apart"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Telling:
    """An event claim with what only this stage needs to know of it.

    Attributes:
        family: which definite mentions may refer to it; view, position: where its trigger stands.
        is_definite: "the strike"; is_other: "another strike".
        is_new: it names no time, but what hangs on it is of another one; it goes on about nothing that was told before.
        named_at: names that it is told to be in, at or near, and of which no place is read.
        is_thin: neither sides nor place nor time are told of it, or it is a bare plural: it is kept only if casualties hang on it.
        is_aside: it is told beside something else, in a clause that hangs on another ("where a bomb killed 11 a year ago").
        is_response: it answers a happening told in the same clause ("stormed … following an assault").
        apart_from: claim id of the telling that answers this one ("a response to the raid"): they are two happenings.
        tied_to: claim id of the telling it belongs to by the words; None if the words do not say.
    """

    claim: Claim
    family: str
    view: int
    position: int
    is_definite: bool = False
    is_other: bool = False
    is_new: bool = False
    named_at: frozenset[str] = frozenset()
    is_thin: bool = False
    is_aside: bool = False
    is_response: bool = False
    apart_from: str | None = None
    tied_to: str | None = None

    @property
    def detail(self) -> EventDetail:
        """Return the claim's detail; a telling always holds an event claim."""
        detail = self.claim.detail
        if not isinstance(detail, EventDetail):
            raise TypeError(f"a telling holds an event claim, not {self.claim.kind}")
        return detail


def set_apart(telling: Telling, *, is_other: bool = True) -> Telling:
    """Return the telling as one of another happening than those told before it; `is_other`: its own words say so."""
    detail = replace(telling.detail, is_another=True)
    return replace(telling, claim=replace(telling.claim, detail=detail), is_other=is_other)


@dataclass(slots=True, kw_only=True)
class Draft:
    """What has been read of one document so far; the rules add to it in a fixed order.

    Attributes:
        taken: (sentence, token) pairs of triggers that a rule has used up: no later rule reads them again.
        told_at: the event claim id that a trigger tells of or refers to.
        lone: ids of the counts that tell of a happening by themselves.
        untied: how many tellings the words tie to no other one.
        begun: how many claims the rules over the whole document made, before those that go sentence by sentence.
        elsewhere: words that stood for something else in this document ("strike" in a report on wages).
    """

    claims: list[Claim] = field(default_factory=list)
    tellings: list[Telling] = field(default_factory=list)
    taken: set[tuple[int, int]] = field(default_factory=set)
    told_at: dict[tuple[int, int], str] = field(default_factory=dict)
    elsewhere: set[str] = field(default_factory=set)
    lone: set[str] = field(default_factory=set)
    untied: int = 0
    begun: int = 0
    _early: dict[int, list[Claim]] = field(default_factory=dict)
    _by_id: dict[str, Telling] = field(default_factory=dict)

    def begin_sentences(self) -> None:
        """Note that from now on claims are added sentence by sentence, in order."""
        self.begun = len(self.claims)
        self._early = self.by_sentence()

    def by_sentence(self) -> dict[int, list[Claim]]:
        """Return all claims by the start of their sentence."""
        found: dict[int, list[Claim]] = {}
        for claim in self.claims:
            found.setdefault(claim.sentence_start, []).append(claim)
        return found

    def recent(self, start: int) -> Iterator[Claim]:
        """Yield what was added sentence by sentence, the latest first, back to the sentence that begins at an offset.

        To look through all claims in every sentence would be quadratic in the text.
        """
        for index in range(len(self.claims) - 1, self.begun - 1, -1):
            if self.claims[index].sentence_start < start:
                return
            yield self.claims[index]

    def of_sentence(self, start: int) -> list[Claim]:
        """Return the claims of the sentence that is being read, which begins at an offset."""
        return [*self._early.get(start, ()), *reversed(list(self.recent(start)))]

    def replace_claim(self, old: Claim, new: Claim) -> None:
        """Put a claim in the place of another; it is one of the last, for to look through all would be quadratic."""
        for index in range(len(self.claims) - 1, -1, -1):
            if self.claims[index].claim_id == old.claim_id:
                self.claims[index] = new
                return

    def drop_early(self, claim: Claim) -> None:
        """Forget a claim of a rule over the whole document: a later rule reads its words better."""
        self._early[claim.sentence_start].remove(claim)
        self.claims.remove(claim)
        self.begun -= 1

    def add_telling(self, telling: Telling) -> None:
        """Keep an event claim and remember where it is told."""
        self.claims.append(telling.claim)
        self.tellings.append(telling)
        self.untied += telling.tied_to is None
        self._by_id[telling.claim.claim_id] = telling
        self.told_at[telling.view, telling.position] = telling.claim.claim_id

    def replace_telling(self, old: Telling, new: Telling) -> None:
        """Put a bettered reading of the same telling in the place of the old one."""
        self.tellings[self.tellings.index(old)] = new
        self.untied += (new.tied_to is None) - (old.tied_to is None)
        self._by_id[new.claim.claim_id] = new
        self.claims[self.claims.index(old.claim)] = new.claim

    def drop_thin(self) -> None:
        """Forget the thin tellings that no casualty claim hangs on."""
        held = {claim.detail.event_claim_id for claim in self.claims if isinstance(claim.detail, CasualtiesDetail)}
        thin = {telling.claim.claim_id for telling in self.tellings if telling.is_thin} - held
        self.keep(lambda claim: claim.claim_id not in thin)

    def keep(self, is_kept: Callable[[Claim], bool]) -> None:
        """Forget every claim that fails the test; what hung on one of them hangs on nothing."""
        kept = {claim.claim_id for claim in self.claims if is_kept(claim)}
        if len(kept) == len({claim.claim_id for claim in self.claims}):
            return
        self.claims = [_unhang(claim, kept) for claim in self.claims if claim.claim_id in kept]
        self.tellings = [telling for telling in self.tellings if telling.claim.claim_id in kept]
        self.untied = sum(telling.tied_to is None for telling in self.tellings)
        self._by_id = {telling.claim.claim_id: telling for telling in self.tellings}
        self.told_at = {where: claim_id for where, claim_id in self.told_at.items() if claim_id in kept}

    def telling(self, claim_id: str) -> Telling | None:
        """Return the telling with this claim id."""
        return self._by_id.get(claim_id)


def _unhang(claim: Claim, kept: set[str]) -> Claim:
    detail = claim.detail
    if (
        isinstance(detail, CasualtiesDetail | ResponsibilityDetail)
        and detail.event_claim_id is not None
        and detail.event_claim_id not in kept
    ):
        return replace(claim, detail=replace(detail, event_claim_id=None))
    if isinstance(detail, DenialDetail) and detail.denies is not None and detail.denies not in kept:
        return replace(claim, detail=replace(detail, denies=None))
    return claim
