"""The incidents of the page as rows: when, where, who, how many, and the claims behind each."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date

from musterbook.assess import describe_told, name_event, name_origins, say_no_place
from musterbook.model import (
    ActorReading,
    Claim,
    Incident,
    Number,
    Toll,
    TollOrigin,
    group_statements,
    trace_toll,
)
from musterbook.report.content import ReportContent
from musterbook.report.sentences import LinkedRun, cut_text, link_ids
from musterbook.report.wording import (
    name_actor,
    name_code,
    name_count,
    name_interval,
    name_number,
    name_place,
    name_time,
)

__all__ = ["Figure", "Happening", "TollLine", "TollSource", "build_happenings", "count_dead"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """One figure of a toll; `anchor` is the claim behind it if that is on the page."""

    text: str
    anchor: str | None
    label: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class TollSource:
    """Whose word figures of a toll are.

    Attributes:
        figures: which ones, in words.
        chain: through whom they came, from the outlets back to who said it first.
        party: in words if that is a party to the conflict, else empty.
        reason: how its claims were recognised as one origin, in words.
    """

    figures: str
    chain: str
    party: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TollLine:
    """The casualties of one side: low, best and high with the claim behind each; None = no claim gives it."""

    whose: str
    outcome: str
    low: Figure | None
    best: Figure | None
    high: Figure | None
    summary: str
    note: str
    sources: tuple[TollSource, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Happening:
    """One incident, numbered on the page in order of time.

    Attributes:
        statements: denials and claims of responsibility that are on this page, each in a line with its link.
        covers: (anchor, label) of the incidents on this page that a summary covers; n_covers_hidden: of those that are not.
        claims: (anchor, label) of the claims on this page; n_hidden: claims of it that are not.
        named: places in the sentences that tell of it, where none was read as its own.
        earliest, latest: None if unknown.
        dead: the best figure of the killed, of all sides together; None if no claim gives one.
    """

    number: int
    incident_id: str
    title: str
    sides: str
    when: str
    where: str
    named: tuple[str, ...]
    earliest: date | None
    latest: date | None
    dead: Number | None
    tolls: tuple[TollLine, ...]
    toll_summary: str
    counts: str
    contradictions: tuple[tuple[LinkedRun, ...], ...]
    statements: tuple[tuple[LinkedRun, ...], ...]
    claims: tuple[tuple[str, str], ...]
    n_hidden: int
    is_summary: bool
    covers: tuple[tuple[str, str], ...]
    n_covers_hidden: int
    incident: Incident

    @property
    def link(self) -> tuple[str, str]:
        """Anchor and label by which another place of the page points to it: "5 (bomb or mine, 22 Mar 2024)"."""
        return (
            self.incident_id,
            f"{self.number} ({name_event(self.incident)}, {name_interval(self.earliest, self.latest)})",
        )


def build_happenings(content: ReportContent, *, labels: Mapping[str, str]) -> tuple[Happening, ...]:
    """Return the incidents of the page, numbered from 1.

    Args:
        content: of the page.
        labels: "claim 12" by claim id, for the claims that are on the page.
    """
    claims = {claim.claim_id: claim for claim in content.claims}
    made = [
        _make_happening(incident, number, content=content, labels=labels, claims=claims)
        for number, incident in enumerate(content.incidents, 1)
    ]
    by_id = {happening.incident_id: happening for happening in made}
    return tuple(_list_covered(happening, by_id, most=content.limits.per_incident) for happening in made)


def count_dead(incident: Incident) -> Number | None:
    """Return the best figures of the killed of all sides together, the highest where there is no best; None if none.

    Used for the size of a symbol only, never printed as a figure: sides may be told of by different claims.
    """
    killed = [toll for toll in incident.tolls if toll.outcome == "killed"]
    counted = [toll for toll in killed if toll.is_of_all_sides] or [toll for toll in killed if not toll.is_part]
    figures = [toll.best if toll.best is not None else toll.high for toll in counted]
    known = [figure for figure in figures if figure is not None]
    return sum(known) if known else None


def _make_happening(
    incident: Incident,
    number: int,
    *,
    content: ReportContent,
    labels: Mapping[str, str],
    claims: Mapping[str, Claim],
) -> Happening:
    longest, most = content.limits.sentence, content.limits.per_incident
    named = content.named.get(incident.incident_id, ())
    interval = incident.interval
    sides = " → ".join(names for names in (_name_all(incident.initiators), _name_all(incident.recipients)) if names)
    lines = tuple(_make_toll_line(toll, labels, content) for toll in incident.tolls)
    shown = [(claim_id, labels[claim_id]) for claim_id in incident.claim_ids if claim_id in labels]
    distinct = tuple({label: (claim_id, label) for claim_id, label in reversed(shown)}.values())[::-1]
    counts = describe_told(incident)
    return Happening(
        number=number,
        incident_id=incident.incident_id,
        title=_begin_sentence(name_event(incident)),
        sides=cut_text(sides, longest),
        when=name_time(interval) or "no date stated",
        where=cut_text(name_place(incident.place) or say_no_place(named), longest),
        named=named,
        earliest=interval.earliest if interval else None,
        latest=interval.latest if interval else None,
        dead=count_dead(incident),
        tolls=lines,
        toll_summary="; ".join(line.summary for line in lines),
        counts=counts,
        contradictions=_link_lines(incident.contradictions, labels, content)[:most],
        statements=_link_lines(_describe_statements(incident, claims), labels, content)[:most],
        claims=distinct[:most],
        n_hidden=len(incident.claim_ids) - len(shown) + max(len(distinct) - most, 0),
        is_summary=incident.clarity == 2,
        covers=(),
        n_covers_hidden=0,
        incident=incident,
    )


def _list_covered(happening: Happening, by_id: Mapping[str, Happening], *, most: int) -> Happening:
    """Return a summary with the incidents that it covers, in order of their numbers; any other as it is."""
    covered = sorted(
        (by_id[incident_id] for incident_id in happening.incident.covers if incident_id in by_id),
        key=lambda one: one.number,
    )
    shown = tuple(one.link for one in covered[:most])
    return replace(happening, covers=shown, n_covers_hidden=len(happening.incident.covers) - len(shown))


def _begin_sentence(text: str) -> str:
    return text[:1].upper() + text[1:]


def _describe_statements(incident: Incident, claims: Mapping[str, Claim]) -> Iterator[str]:
    for words, members in group_statements(incident, claims).items():
        yield f"{words} ({', '.join(claim.claim_id for claim in members)})"


def _link_lines(
    lines: Iterable[str], labels: Mapping[str, str], content: ReportContent
) -> tuple[tuple[LinkedRun, ...], ...]:
    """Return lines with links; copies are one entry of the ledger, so what they say is said once."""
    linked: dict[str, tuple[LinkedRun, ...]] = {}
    for text in lines:
        runs = link_ids(cut_text(text, content.limits.sentence), labels=labels)
        linked.setdefault("".join(run.text for run in runs), runs)
    return tuple(linked.values())


def _name_all(actors: tuple[ActorReading, ...]) -> str:
    return ", ".join(dict.fromkeys(name_actor(actor) for actor in actors))


def _make_toll_line(toll: Toll, labels: Mapping[str, str], content: ReportContent) -> TollLine:
    whose = "all sides" if toll.is_of_all_sides else toll.actor_name or name_code("side", toll.whose)
    outcome = name_code("outcome", toll.outcome)
    whose = f"{whose} (among them)" if toll.is_part else whose
    more = " or more" if toll.is_open else ""
    if toll.best is None and toll.low is None and toll.high is None:
        figures = "no figure"
    elif toll.low == toll.high:
        figures = name_number(toll.low) + (" or more" if toll.is_best_open else "")
    else:
        best = f"{name_number(toll.best)}, " if toll.best is not None else ""
        figures = f"{best}{name_number(toll.low)}–{name_number(toll.high)}{more}"
    note = f"{name_count(len(toll.claim_ids), 'claim')}, given by {name_origins(toll.n_origins)}; best = {toll.rule}"
    return TollLine(
        whose=whose,
        outcome=outcome,
        low=_make_figure(toll.low, toll.low_claim_id, labels),
        best=_make_figure(toll.best, toll.best_claim_id, labels),
        high=_make_figure(toll.high, toll.high_claim_id, labels, more=more),
        summary=f"{figures} {outcome} ({whose})",
        note=note,
        sources=tuple(
            _make_source(traced, content.limits.sentence) for traced in trace_toll(toll, content.toll_origins)
        ),
    )


def _make_source(traced: TollOrigin, longest: int) -> TollSource:
    figures = [name_code("toll_figure", figure) for figure in traced.figures]
    return TollSource(
        figures=", ".join(figures),
        chain=cut_text(" ← ".join(traced.origin.chain) or "nobody is named", longest),
        party="a party to the conflict" if traced.origin.is_party else "",
        reason=cut_text(traced.origin.reason, longest),
    )


def _make_figure(
    value: Number | None, claim_id: str | None, labels: Mapping[str, str], *, more: str = ""
) -> Figure | None:
    if value is None:
        return None
    anchor = claim_id if claim_id in labels else None
    return Figure(text=name_number(value) + more, anchor=anchor, label=labels.get(claim_id or ""))
