"""The record as users of the library meet it: open, add, ask, report."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import UTC, date, datetime
from functools import cache, cached_property
from pathlib import Path
from types import TracebackType
from typing import BinaryIO, Self

from musterbook import assess, store, workflow
from musterbook.annotate import Knowledge
from musterbook.choosing import choose_figure, take_back
from musterbook.config import Settings
from musterbook.counting import CountAnswers
from musterbook.errors import DriftError
from musterbook.explaining import explain_claim
from musterbook.gathering import ActorAnswers, hear_strength
from musterbook.importing import TableImports
from musterbook.incidents import choose_again
from musterbook.model import (
    BestRule,
    Claim,
    DocumentNote,
    DocumentRecord,
    Explanation,
    Incident,
    IncidentExplanation,
    Origin,
    Place,
    Published,
    Report,
    Series,
    Skip,
    hash_bytes,
)
from musterbook.neighbours import explain_incident
from musterbook.questions import Area, choose_actor, choose_area, make_filter, read_day
from musterbook.report import Scope, read_content, write_report
from musterbook.rows import Rows
from musterbook.ruling import merge_incidents, split_incident
from musterbook.showing import Shown, show_record
from musterbook.sources import Notice
from musterbook.store import ClaimFilter, Counts, Found, Verification
from musterbook.workflow import AddResult

__all__ = ["Record", "Rows", "extract", "open_record"]


def _read_clock() -> datetime:
    return datetime.now(UTC)


class Record(ActorAnswers, CountAnswers, TableImports):
    """A record file: reports, what was read from them, and what follows.

    record = musterbook.open("afghanistan.db")      # made if it does not exist
    record.add("reports/")                          # files, folders, tables, archives, addresses
    record.claims(kind="strength", actor="Islamic State Khorasan").to_pandas()
    print(record.assess("Islamic State Khorasan", area="Nangarhar").answer)
    """

    def __init__(
        self, path: str | Path, *, settings: Settings | None = None, read_only: bool = False, create: bool = True
    ) -> None:
        self.settings = settings or Settings()
        self.store = store.open_store(path, create=create, read_only=read_only)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Close the file."""
        self.store.close()

    @cached_property
    def knowledge(self) -> Knowledge:
        """The language model, the gazetteer and the register; loaded once, when first needed."""
        return workflow.load_knowledge(self.settings)

    def add(
        self,
        *inputs: str | Path,
        published: date | str | None = None,
        processes: int = 1,
        reread: bool = False,
        stdin: BinaryIO | None = None,
        on_progress: Callable[[str, int], None] = lambda _location, _size: None,
        notify: Callable[[Notice], None] | None = None,
    ) -> AddResult:
        """Read files, folders, tables, archives, feeds and addresses into the record.

        Args:
            inputs: paths, glob patterns, "-" for `stdin`, or http(s) addresses.
            published: the publication day of reports that bring none of their own, as a date or as "2018-05-16".
            processes: worker processes.
            reread: read reports again that are in the record already.
            stdin: a stream of bytes for the input "-".
            on_progress: called with location and size in bytes after each input.
            notify: called with what was guessed, such as the columns of a table.

        Raises:
            SourceError: an input does not exist.
            RecordError: the record cannot be written; what was read before is kept.
            UsageError: `published` is no day.
        """
        settings = self.settings.sources
        if published is not None:
            settings = replace(settings, published=read_day(published, name="published"))
        return workflow.add_reports(
            self.store,
            workflow.read_inputs(inputs, settings=settings, clock=_read_clock, stdin=stdin, notify=notify),
            settings=self.settings,
            knowledge=lambda: self.knowledge,
            clock=_read_clock,
            processes=processes,
            reread=reread,
            on_progress=on_progress,
        )

    def is_outdated(self) -> bool:
        """Return True if another version of code, model or tables read some of the reports: `add(…, reread=True)`."""
        return any(made_by != workflow.describe_versions(self.knowledge) for made_by in store.read_versions(self.store))

    def claims(
        self,
        *,
        kind: str | Iterable[str] | None = None,
        actor: str | None = None,
        area: str | None = None,
        since: date | None = None,
        until: date | None = None,
        source: str | None = None,
        loose: bool = False,
    ) -> Rows[Claim]:
        """Return the claims that fit, in the order they were added.

        Args:
            kind: one kind or several ("strength", "casualties", …).
            actor: an id, name or alias of the register; its branches are included.
            area: a place of the gazetteer; places inside it are included.
            since: first day, included.
            until: last day, included.
            source: part of the speaker's or the outlet's name.
            loose: only figures of casualties that no incident counts.

        Raises:
            UsageError: an unknown actor, place or window.
        """
        wanted = self._filter(kind=kind, actor=actor, area=area, since=since, until=until, source=source)
        return Rows(store.read_claims(self.store, replace(wanted, is_loose=loose)))

    def incidents(
        self,
        *,
        kind: str | Iterable[str] | None = None,
        actor: str | None = None,
        area: str | None = None,
        since: date | None = None,
        until: date | None = None,
        source: str | None = None,
        best: BestRule | None = None,
    ) -> Rows[Incident]:
        """Return the incidents that fit, in order of time; `kind` is a PLOVER event type, the rest as in `claims`.

        `best` is the rule that chooses the figures to quote ("weighed", "latest", "conservative", "official",
        "independent"); None = that of the settings. What a person chose stays.
        """
        wanted = self._filter(kind=kind, actor=actor, area=area, since=since, until=until, source=source)
        found = store.read_incidents(self.store, wanted)
        return Rows(found if best is None else (choose_again(incident, best) for incident in found))

    def count_undated(
        self,
        *,
        kind: str | Iterable[str] | None = None,
        actor: str | None = None,
        area: str | None = None,
        source: str | None = None,
    ) -> int:
        """Return how many incidents have no day, so that no `since` and no `until` ever lets them through."""
        wanted = self._filter(kind=kind, actor=actor, area=area, since=None, until=None, source=source)
        return store.count_undated(self.store, store.IncidentFilter(among=wanted), period=None)

    def choose(self, claim_id: str, *, person: str, reason: str) -> Incident:
        """Make the figure of a casualties claim the one to quote in its incident, whatever rule stands; return the incident.

        Args:
            claim_id: its id or an unambiguous beginning of it.
            person: who chooses.
            reason: why; both go into the custody log.

        Raises:
            UsageError: no such claim, no figure that stands, or no reason.
        """
        return choose_figure(
            self.store, claim_id, person=person, reason=reason, settings=self.settings.incidents, clock=_read_clock
        )

    def take_back(self, claim_id: str, *, person: str, reason: str) -> Incident:
        """Take a choice back, so that the rule chooses again; return the incident.

        Raises:
            UsageError: no such claim, or nobody chose it.
        """
        return take_back(
            self.store, claim_id, person=person, reason=reason, settings=self.settings.incidents, clock=_read_clock
        )

    def merge(self, incident_id: str, other_id: str, *, person: str, reason: str) -> Incident:
        """Make one incident of two, for good: it lives on under the first id and is returned; the second leads to it."""
        return merge_incidents(
            self.store, incident_id, other_id, person=person, reason=reason, settings=self.settings, clock=_read_clock
        )

    def split(self, incident_id: str, *event_ids: str, person: str, reason: str) -> Incident:
        """Take events out of an incident, for good: they become one of their own, which is returned; the rest keeps the id."""
        return split_incident(
            self.store, incident_id, event_ids, person=person, reason=reason, settings=self.settings, clock=_read_clock
        )

    def origins(
        self,
        *,
        kind: str | Iterable[str] | None = None,
        actor: str | None = None,
        area: str | None = None,
        since: date | None = None,
        until: date | None = None,
        source: str | None = None,
    ) -> Rows[Origin]:
        """Return the origins of the claims that fit, with all their claims, those in most reports first; filters as in `claims`."""
        claims = self.claims(kind=kind, actor=actor, area=area, since=since, until=until, source=source)
        found = store.read_origins(self.store, (claim.claim_id for claim in claims), whole=True)
        return Rows(sorted(found, key=lambda origin: (-origin.n_reports, origin.claim_ids)))

    def series(
        self,
        actor: str,
        *,
        area: str | None = None,
        since: date | None = None,
        until: date | None = None,
        source: str | None = None,
    ) -> Series:
        """Return the strength claims about one actor (and area) in time; copies of one origin are one point."""
        chosen = choose_actor(actor, knowledge=self.knowledge, store=self.store)
        claims = self.claims(kind="strength", actor=actor, area=area, since=since, until=until, source=source)
        return assess.build_series(
            claims,
            actor_id=chosen.actor_id,
            actor_name=chosen.name,
            area=self._choose_place(area),
            notes=self.notes(claims),
            origins=store.read_origins(self.store, (claim.claim_id for claim in claims)),
            speakers=hear_strength(self.store, claims),
        )

    def most_counted(self) -> str | None:
        """Return the id of the actor that most strength claims are about; None if there are none."""
        return store.find_most_counted(self.store)

    def report(
        self, path: str | Path, *, actor: str | None = None, area: str | None = None, title: str | None = None
    ) -> Path:
        """Write the report as one HTML file that needs no network; return its path.

        Args:
            path: the file to write; replaced if it exists.
            actor: whose page it is: its strength is assessed, and its incidents and claims are shown; None = those of the whole
                record, with the strength of the actor that has the most strength claims.
            area: of the assessment; None = anywhere.
            title: headline of the page.

        Raises:
            UsageError: the folder does not exist, or an unknown actor or place.
        """
        chosen = actor or self.most_counted()
        scope = None
        if chosen is not None:
            group = choose_actor(chosen, knowledge=self.knowledge, store=self.store)
            branches = self.knowledge.register.descendants(group.actor_id)
            scope = Scope(
                name=group.name,
                actor_ids=frozenset({group.actor_id, *(branch.actor_id for branch in branches)}),
                is_only=actor is not None,
            )
        content = read_content(
            self.store,
            assessment=self.assess(chosen, area=area) if chosen else None,
            title=title,
            made_by=workflow.describe_versions(self.knowledge),
            generated_utc=_read_clock(),
            scope=scope,
        )
        return write_report(content, Path(path))

    def search(self, words: str, *, limit: int = 20) -> tuple[Found, ...]:
        """Return claims and documents that hold all the words; words in double quotes are a phrase."""
        return store.search_text(self.store, words, limit=limit)

    def show(self, record_id: str) -> Shown:
        """Return everything known of one record, by its id or an unambiguous beginning of it.

        Raises:
            UsageError: no such record, or several.
        """
        return show_record(self.store, record_id)

    def explain_incident(self, incident_id: str) -> IncidentExplanation:
        """Return why the events of an incident were joined, and which others were considered and kept apart.

        Raises:
            UsageError: no such incident, several, or it was removed.
        """
        return explain_incident(self.store, incident_id)

    def explain(self, claim_id: str) -> Explanation:
        """Return why a claim says what it says, by its id or an unambiguous beginning of it; its report is read again.

        Raises:
            UsageError: no such claim, several, or the present rules do not read it any more.
        """
        return explain_claim(self.store, claim_id, knowledge=self.knowledge, settings=self.settings)

    def status(self) -> Counts:
        """Return how many of each record there are."""
        return store.count_all(self.store)

    def skips(self) -> Rows[Skip]:
        """Return everything that was skipped, with the reasons."""
        return Rows(store.read_skips(self.store))

    def verify(self) -> Verification:
        """Hash everything again.

        Raises:
            DriftError: something is not what it was; the message lists up to ten drifts.
        """
        result = store.verify_store(self.store)
        if result.drifts:
            shown = "; ".join(result.drifts[:10])
            changed = f"{len(result.drifts)} things are not what they were when they were written: {shown}"
            raise DriftError(changed, where=self.store.path)
        return result

    def find_area(self, words: str) -> Area:
        """Return the place that the words of an area are taken for: of several the one that most claims are in.

        Raises:
            UsageError: the gazetteer has no such place.
        """
        return choose_area(words, knowledge=self.knowledge, store=self.store)

    def _choose_place(self, area: str | None) -> Place | None:
        return choose_area(area, knowledge=self.knowledge, store=self.store).place if area else None

    def notes(self, claims: Iterable[Claim]) -> dict[str, DocumentNote]:
        """Return outlet, agency and day of the documents of these claims, by document id."""
        return store.read_notes(self.store, dict.fromkeys(claim.document_id for claim in claims))

    def _filter(
        self,
        *,
        kind: str | Iterable[str] | None,
        actor: str | None,
        area: str | None,
        since: date | None,
        until: date | None,
        source: str | None,
    ) -> ClaimFilter:
        return make_filter(
            knowledge=self.knowledge if actor or area else None,
            store=self.store,
            kinds=() if kind is None else (kind,) if isinstance(kind, str) else tuple(kind),
            actor=actor,
            area=area,
            since=since,
            until=until,
            source=source,
        )


def open_record(path: str | Path, *, settings: Settings | None = None, read_only: bool = False) -> Record:
    """Open a record; it is made if it does not exist and `read_only` is False.

    Raises:
        RecordError: the file is no record, of a newer version, or cannot be written.
    """
    return Record(path, settings=settings, read_only=read_only)


@cache
def _load_default_knowledge() -> Knowledge:
    return workflow.load_knowledge(Settings())


def extract(text: str, *, published: date | str | None = None, title: str | None = None) -> DocumentRecord:
    """Return the claims and events of one report given as text, without storing anything.

    Args:
        text: the report; a headline on the first line and blank lines between paragraphs help.
        published: a date or "2018-05-16"; without it every relative time stays unresolved.
        title: the headline, if it is not in the text.

    Returns:
        The record of the document; empty if the text gave nothing to read (too short, not English).

    Raises:
        UsageError: `published` is no day.
    """
    day = read_day(published, name="published")
    raw = text.encode()
    report = Report(
        report_id=hash_bytes(raw),
        media_type="text/plain",
        location="text",
        raw=raw,
        encoding="utf-8",
        title=title,
        published=Published(day=day, origin="given") if day else None,
    )
    extractions = workflow.extract_reports([report], knowledge=_load_default_knowledge(), settings=Settings())
    found = next(extractions).record
    return found or DocumentRecord(document_id="", claims=(), events=())
