"""From a question in words about many incidents to their counts: the evidence for operation, presence and coverage."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, timedelta

from musterbook import workflow
from musterbook.annotate import Knowledge
from musterbook.assess import (
    WINDOW_DAYS,
    CoverageEvidence,
    OperationEvidence,
    PresenceEvidence,
    Run,
    Scope,
    Window,
    assess_coverage,
    assess_operation,
    assess_presence,
    choose_left_out,
    find_covered,
    find_newcomers,
)
from musterbook.config import AssessSettings, Settings
from musterbook.errors import UsageError
from musterbook.model import AreaUnit, Assessment, IncidentCount, Period
from musterbook.questions import choose_actor, choose_area, make_filter
from musterbook.store import (
    ClaimFilter,
    IncidentFilter,
    Store,
    count_incidents,
    count_incidents_in,
    count_origins,
    count_published,
    count_reports,
    count_reports_by_area,
    count_statements,
    count_undated,
    find_outlets,
)

__all__ = ["CountAnswers", "CountQuestion", "gather_coverage", "gather_operation", "gather_presence"]

_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class CountQuestion:
    """A question about many incidents, in the words of the user.

    Attributes:
        actor: id, name or alias; None = everybody's incidents. area: None = anywhere.
        since, until: included days; None = as far as the reports reach.
        without_outlets: names of outlets, in any case.
    """

    actor: str | None = None
    area: str | None = None
    period: Period = "month"
    since: date | None = None
    until: date | None = None
    without_outlets: tuple[str, ...] = ()


class CountAnswers(ABC):
    """What a record answers about many incidents at once; the base of `Record`.

    Attributes:
        store: the open record file; settings: of all stages.
    """

    store: Store
    settings: Settings

    @property
    @abstractmethod
    def knowledge(self) -> Knowledge:
        """The language model, the gazetteer and the register."""

    def assess_operation(
        self,
        actor: str | None = None,
        *,
        started: date,
        ended: date | None = None,
        area: str | None = None,
        period: Period = "month",
        since: date | None = None,
        until: date | None = None,
        without_outlets: Iterable[str] = (),
    ) -> Assessment:
        """Return how the level of reported incidents changed with an operation.

        Args:
            actor: whose incidents; None = all.
            started: first day of the operation.
            ended: its last day; None = it took one day. Its own days are in no count.
            area: a place of the gazetteer; places inside it are included.
            period: what incidents are counted by.
            since: first day of the series, included.
            until: last day of the series, included.
            without_outlets: names of outlets; incidents that only they tell of are left out.

        Raises:
            UsageError: an unknown actor, place or outlet, or days in the wrong order.
        """
        question = CountQuestion(
            actor=actor, area=area, period=period, since=since, until=until, without_outlets=tuple(without_outlets)
        )
        return assess_operation(
            gather_operation(
                self.store,
                question,
                started=started,
                ended=ended,
                knowledge=self.knowledge,
                settings=self.settings.assess,
            )
        )

    def assess_presence(
        self,
        actor: str | None = None,
        *,
        by: AreaUnit = "adm1",
        area: str | None = None,
        period: Period = "month",
        since: date | None = None,
        until: date | None = None,
        without_outlets: Iterable[str] = (),
    ) -> Assessment:
        """Return every part of presence by province ("adm1") or district ("adm2"), one finding each; rest as above."""
        question = CountQuestion(
            actor=actor, area=area, period=period, since=since, until=until, without_outlets=tuple(without_outlets)
        )
        evidence = gather_presence(self.store, question, by=by, knowledge=self.knowledge, settings=self.settings.assess)
        return assess_presence(evidence)

    def assess_coverage(
        self,
        actor: str | None = None,
        *,
        by: AreaUnit | None = None,
        area: str | None = None,
        period: Period = "month",
        since: date | None = None,
        until: date | None = None,
        without_outlets: Iterable[str] = (),
    ) -> Assessment:
        """Return the reports by outlet and time, by area too for `by`, and the trends with and without new outlets."""
        question = CountQuestion(
            actor=actor, area=area, period=period, since=since, until=until, without_outlets=tuple(without_outlets)
        )
        evidence = gather_coverage(self.store, question, by=by, knowledge=self.knowledge, settings=self.settings.assess)
        return assess_coverage(evidence)


def gather_operation(
    store: Store,
    question: CountQuestion,
    *,
    started: date,
    ended: date | None,
    knowledge: Knowledge,
    settings: AssessSettings,
) -> OperationEvidence:
    """Return the counts around an operation.

    Raises:
        UsageError: an unknown actor, place or outlet, or an operation that ends before it begins.
    """
    last = ended or started
    if last < started:
        raise UsageError("the operation ends before it begins", got=f"{started} to {last}")
    scope, among = _choose_scope(store, question, knowledge=knowledge)
    wanted = IncidentFilter(among=among, without_outlets=scope.without_outlets)
    reports = tuple(
        item
        for item in count_reports(store, period=scope.period, since=scope.since, until=scope.until)
        if item.outlet not in scope.without_outlets
    )
    covered = find_covered(reports)
    return OperationEvidence(
        scope=scope,
        started=started,
        ended=last,
        runs=_count_runs(store, wanted, left_out=choose_left_out(started, last, scope.period), period=scope.period),
        windows=tuple(
            _count_window(store, wanted, covered=covered, days=(started, last), months=months, n_days=n_days)
            for months, n_days in WINDOW_DAYS
        ),
        reports=reports,
        n_undated=count_undated(store, wanted, period=scope.period),
        n_origins=sum(count_origins(store, wanted).values()),
        settings=settings,
        made_by=workflow.describe_versions(knowledge),
    )


def gather_presence(
    store: Store, question: CountQuestion, *, by: AreaUnit, knowledge: Knowledge, settings: AssessSettings
) -> PresenceEvidence:
    """Return the counts of every district or province, by period.

    Raises:
        UsageError: an unknown actor, place or outlet.
    """
    scope, among = _choose_scope(store, question, knowledge=knowledge)
    wanted = IncidentFilter(among=among, without_outlets=scope.without_outlets)
    period = scope.period
    incidents = count_incidents(store, wanted, period=period, by=by)
    statements = count_statements(store, among, period=period, by=by)
    reports = count_reports_by_area(store, period=period, by=by, since=scope.since, until=scope.until)
    named = {item.area_id for item in incidents} | {item.area_id for item in statements}
    # Of a province everything inside it is asked for; where nothing is reported of the group, others' reports still count.
    if scope.area is not None:
        inside = {place.place_id for place in knowledge.gazetteer.children(scope.area.place_id, kind=by)}
        named |= inside | ({scope.area.place_id} if scope.area.kind == by else set())
    return PresenceEvidence(
        scope=scope,
        by=by,
        incidents=incidents,
        statements=statements,
        reports=tuple(item for item in reports if item.area_id in named),
        areas=_name_areas(named, knowledge=knowledge),
        n_origins=count_origins(store, wanted, by=by),
        all_reports=count_reports(store, period=period, since=scope.since, until=scope.until),
        settings=settings,
        made_by=workflow.describe_versions(knowledge),
    )


def gather_coverage(
    store: Store,
    question: CountQuestion,
    *,
    by: AreaUnit | None,
    knowledge: Knowledge,
    settings: AssessSettings,
) -> CoverageEvidence:
    """Return the reports by outlet (or by area for `by`) and period, with the incidents they tell of.

    Raises:
        UsageError: an unknown actor, place or outlet.
    """
    scope, among = _choose_scope(store, question, knowledge=knowledge)
    wanted = IncidentFilter(among=among, without_outlets=scope.without_outlets)
    reports = tuple(
        item
        for item in count_reports(store, period=scope.period, since=scope.since, until=scope.until)
        if item.outlet not in scope.without_outlets
    )
    by_area = (
        count_reports_by_area(store, period=scope.period, by=by, since=scope.since, until=scope.until) if by else ()
    )
    return CoverageEvidence(
        scope=scope,
        by=by,
        reports=reports,
        by_area=by_area,
        areas=_name_areas({item.area_id for item in by_area if item.area_id}, knowledge=knowledge),
        incidents=count_incidents(store, wanted, period=scope.period),
        without_newcomers=count_incidents(
            store,
            replace(wanted, without_outlets=(*scope.without_outlets, *find_newcomers(reports))),
            period=scope.period,
        ),
        settings=settings,
        made_by=workflow.describe_versions(knowledge),
    )


def _choose_scope(store: Store, question: CountQuestion, *, knowledge: Knowledge) -> tuple[Scope, ClaimFilter]:
    actor = choose_actor(question.actor, knowledge=knowledge, store=store) if question.actor else None
    among = make_filter(
        knowledge=knowledge,
        store=store,
        actor=question.actor,
        area=question.area,
        since=question.since,
        until=question.until,
    )
    scope = Scope(
        period=question.period,
        actor_id=actor.actor_id if actor else None,
        actor_name=actor.name if actor else None,
        area=choose_area(question.area, knowledge=knowledge, store=store).place if question.area else None,
        since=question.since,
        until=question.until,
        without_outlets=tuple(name for words in question.without_outlets for name in _choose_outlets(store, words)),
    )
    return scope, among


def _choose_outlets(store: Store, words: str) -> tuple[str, ...]:
    found = find_outlets(store, words)
    if not found:
        raise UsageError("no report of the record is from this outlet", got=words, hint="list them: assess coverage")
    return found


def _count_runs(
    store: Store, wanted: IncidentFilter, *, left_out: tuple[date, date], period: Period
) -> tuple[Run, ...]:
    main = replace(wanted, left_out=left_out)
    readings = (
        ("all incidents", main),
        ("precise day and place", replace(main, is_precise=True)),
        ("without summaries", replace(main, with_summaries=False)),
        ("both", replace(main, is_precise=True, with_summaries=False)),
    )
    return tuple(Run(name=name, counts=count_incidents(store, item, period=period)) for name, item in readings)


def _count_window(
    store: Store,
    wanted: IncidentFilter,
    *,
    covered: tuple[date, date] | None,
    days: tuple[date, date],
    months: int,
    n_days: int,
) -> Window:
    """Return the counts of one window before and one after; a window that reports do not reach has none."""
    before = (days[0] - timedelta(days=n_days), days[0] - _DAY)
    after = (days[1] + _DAY, days[1] + timedelta(days=n_days))
    counts: list[IncidentCount | None] = []
    plain: list[IncidentCount | None] = []
    reports: list[int | None] = []
    for first, last in (before, after):
        is_covered = covered is not None and covered[0] <= first and last <= covered[1]
        counts.append(count_incidents_in(store, wanted, first=first, last=last) if is_covered else None)
        without = replace(wanted, with_summaries=False)
        plain.append(count_incidents_in(store, without, first=first, last=last) if is_covered else None)
        published = count_published(store, first=first, last=last, without_outlets=wanted.without_outlets)
        reports.append(published[0] if is_covered else None)
    return Window(
        months=months,
        before=counts[0],
        after=counts[1],
        before_without_summaries=plain[0],
        after_without_summaries=plain[1],
        reports=(reports[0], reports[1]),
    )


def _name_areas(area_ids: Iterable[str | None], *, knowledge: Knowledge) -> dict[str, str]:
    """Return the names of areas by id, with what they lie in where two of them share a name."""
    names: dict[str, str] = {}
    for area_id in sorted({area_id for area_id in area_ids if area_id}):
        place = knowledge.gazetteer.get(area_id)
        parts = (place.name, place.adm1 if place.kind != "adm1" else None) if place else (area_id, None)
        names[area_id] = ", ".join(part for part in parts if part)
    return names
