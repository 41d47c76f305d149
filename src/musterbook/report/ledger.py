"""The ledger: every claim of the page with its sentence, near-copies as one entry."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from musterbook.assess import name_reports
from musterbook.model import CasualtiesDetail, Claim, describe_teller, weigh_reports
from musterbook.report.content import ReportContent
from musterbook.report.sentences import Run, cut_text, mark_sentence
from musterbook.report.summaries import summarise
from musterbook.report.wording import (
    load_words,
    name_actor,
    name_code,
    name_day,
    name_place,
    name_quantity,
    name_time,
)
from musterbook.store import DocumentFacts

__all__ = ["Entry", "Group", "Printing", "build_ledger", "label_claims"]

_WORD = re.compile(r"\w+")
_WEB = re.compile(r"https?://", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Printing:
    """Where a claim stands.

    Attributes:
        claim_id: of the claim in this document: an anchor of the page.
        link: the address, only if it is http or https; None otherwise.
        digest: sha256 of the report, the first 12 digits; None if the record knows nothing of the document.
    """

    claim_id: str
    title: str
    outlet: str
    day: str
    location: str
    link: str | None
    digest: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One line of the ledger.

    Attributes:
        number: of the claim on this page, from 1.
        facts: (name, words) pairs; only what the text says.
        printings: the first is the one whose sentence is shown.
        told_by: how many reports and outlets print it, in words.
    """

    claim_id: str
    number: int
    kind: str
    summary: str
    runs: tuple[Run, ...]
    facts: tuple[tuple[str, str], ...]
    printings: tuple[Printing, ...]
    told_by: str
    state: str
    rule: str

    @property
    def is_tentative(self) -> bool:
        """True if a review has rejected or disputed it."""
        return self.state in {"rejected", "disputed"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """The entries of one kind; `n_total` claims of this kind are in the record, `n_claims` on this page."""

    kind: str
    title: str
    entries: tuple[Entry, ...]
    n_claims: int
    n_total: int


def build_ledger(content: ReportContent) -> tuple[Group, ...]:
    """Return the claims of the page by kind, in order of the day they were said; copies of a sentence are one entry."""
    documents = {facts.document_id: facts for facts in content.documents}
    total = dict(content.counts.claims_by_kind)
    by_kind: dict[str, list[list[Claim]]] = defaultdict(list)
    for members in _collapse(content.claims, documents):
        by_kind[members[0].kind].append(members)
    groups: list[Group] = []
    number = 0
    for kind in load_words()["kind"]:
        entries: list[Entry] = []
        for members in sorted(by_kind.get(kind, []), key=lambda members: _order(members[0])):
            number += 1
            entries.append(_make_entry(members, number, documents=documents, max_characters=content.limits.sentence))
        if entries:
            n_claims = sum(len(entry.printings) for entry in entries)
            title = name_code("kind", kind)
            n_total = max(total.get(kind, 0), n_claims)
            groups.append(Group(kind=kind, title=title, entries=tuple(entries), n_claims=n_claims, n_total=n_total))
    return tuple(groups)


def label_claims(groups: Iterable[Group]) -> dict[str, str]:
    """Return "claim 12" for every claim id that is an anchor of the page."""
    return {
        printing.claim_id: f"claim {entry.number}"
        for group in groups
        for entry in group.entries
        for printing in entry.printings
    }


def _collapse(claims: Iterable[Claim], documents: Mapping[str, DocumentFacts]) -> list[list[Claim]]:
    """Return claims that copies of one text repeat as one list, the earliest first; every other claim alone."""
    alike: dict[tuple[object, ...], list[Claim]] = defaultdict(list)
    for claim in claims:
        facts = documents.get(claim.document_id)
        group = facts.copy_group_id if facts else None
        alike[(group, *_figure_key(claim)) if group else (claim.claim_id,)].append(claim)
    return [sorted(members, key=_order) for members in alike.values()]


def _figure_key(claim: Claim) -> tuple[object, ...]:
    quantity, detail = claim.quantity, claim.detail
    words = " ".join(_WORD.findall(claim.sentence.casefold()))
    figure = (quantity.low, quantity.high, quantity.bound) if quantity else ()
    outcome = detail.outcome if isinstance(detail, CasualtiesDetail) else None
    return (claim.kind, words, claim.start - claim.sentence_start, outcome, figure)


def _order(claim: Claim) -> tuple[date, str, int, str]:
    return claim.said_on or date.max, claim.document_id, claim.start, claim.claim_id


def _make_entry(
    members: list[Claim], number: int, *, documents: Mapping[str, DocumentFacts], max_characters: int
) -> Entry:
    claim = members[0]
    printings = tuple(_make_printing(member, documents.get(member.document_id), max_characters) for member in members)
    facts = tuple((name, cut_text(words, max_characters)) for name, words in _list_facts(claim) if words)
    summary = cut_text(summarise(claim), max_characters)
    return Entry(
        claim_id=claim.claim_id,
        number=number,
        kind=claim.kind,
        summary=summary,
        runs=mark_sentence(claim, max_characters=max_characters),
        facts=facts,
        printings=printings,
        told_by=name_reports(weigh_reports((member.document_id for member in members), documents)),
        state=claim.state,
        rule=claim.rule,
    )


def _make_printing(claim: Claim, facts: DocumentFacts | None, max_characters: int) -> Printing:
    if facts is None:
        return Printing(
            claim_id=claim.claim_id,
            title="untitled",
            outlet="outlet unknown",
            day="no date",
            location="",
            link=None,
            digest=None,
        )
    outlet = facts.outlet or "outlet unknown"
    return Printing(
        claim_id=claim.claim_id,
        title=cut_text(facts.title or "untitled", max_characters),
        outlet=cut_text(f"{outlet} ({facts.wire})" if facts.wire and facts.wire != outlet else outlet, max_characters),
        day=name_day(facts.published) if facts.published else "no date",
        location=cut_text(facts.url or facts.location, max_characters),
        link=facts.url if facts.url and _WEB.match(facts.url) else None,
        digest=facts.report_id[:12],
    )


def _list_facts(claim: Claim) -> list[tuple[str, str]]:
    attribution, quantity = claim.attribution, claim.quantity
    speaker = [describe_teller(claim)]
    if attribution.is_anonymous:
        speaker.append("unnamed")
    if attribution.is_party:
        speaker.append("a party to the conflict about itself or its enemy")
    manner = [name_code("stance", attribution.stance), name_code("mode", attribution.mode)]
    hedge = " · ".join(f"“{words}”" for words in attribution.hedge)
    figure = f"{name_quantity(quantity)} ({name_code('bound', quantity.bound)})" if quantity else ""
    if quantity and quantity.bound == "vague":
        figure = f"“{quantity.words}”: {figure}"
    grade = "".join(str(part) for part in (claim.reliability, claim.credibility) if part)
    return [
        ("Says who", ", ".join(speaker)),
        ("Through", attribution.channel or ""),
        ("How", ", ".join(manner)),
        ("Hedge", hedge),
        ("Evidence", name_code("evidence", attribution.evidence)),
        ("Said on", name_day(claim.said_on) if claim.said_on else "not known"),
        ("About", name_actor(claim.actor)),
        ("Where", name_place(claim.place)),
        ("When", name_time(claim.interval)),
        ("Number", figure),
        ("Grade", grade),
    ]
