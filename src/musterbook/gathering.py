"""From a question in words to the evidence for it: what the record holds about an actor, an area and a window."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from musterbook import workflow
from musterbook.annotate import Knowledge
from musterbook.assess import Evidence, IncidentEvidence, Question, assess_actor, assess_casualties
from musterbook.config import AssessSettings, Settings
from musterbook.errors import UsageError
from musterbook.incidents import join_retold, join_speakers
from musterbook.model import Assessment, Claim, Origin
from musterbook.questions import choose_actor, choose_area, make_filter
from musterbook.store import (
    Store,
    read_claims,
    read_claims_by_id,
    read_incidents,
    read_incidents_of,
    read_notes,
    read_origins,
    read_versions,
    resolve_id,
)

__all__ = ["ActorAnswers", "gather_evidence", "gather_incident", "hear_strength"]

# Origins are counted over all claims that any assessment would use, so that every one counts them alike.
_KINDS = ("strength", "change", "casualties")


def gather_evidence(
    store: Store,
    *,
    actor: str,
    area: str | None,
    since: date | None,
    until: date | None,
    knowledge: Knowledge,
    settings: AssessSettings,
) -> Evidence:
    """Return what the record holds for a question.

    Raises:
        UsageError: an unknown actor, place or window.
    """
    chosen = choose_actor(actor, knowledge=knowledge, store=store)
    branches = knowledge.register.descendants(chosen.actor_id)
    question = Question(
        actor_id=chosen.actor_id,
        actor_name=chosen.name,
        actor_ids=frozenset({chosen.actor_id, *(branch.actor_id for branch in branches)}),
        area=choose_area(area, knowledge=knowledge, store=store).place if area else None,
        since=since,
        until=until,
    )
    wanted = make_filter(
        knowledge=knowledge, store=store, kinds=_KINDS, actor=actor, area=area, since=since, until=until
    )
    claims = tuple(read_claims(store, wanted))
    # A figure without an area may count the area that is asked about: it is not used, and must not vanish either.
    elsewhere = make_filter(
        knowledge=knowledge, store=store, kinds=("strength",), actor=actor, since=since, until=until
    )
    without_area = tuple(claim for claim in read_claims(store, elsewhere) if _is_of_no_place(claim)) if area else ()
    incidents = tuple(read_incidents(store, replace(wanted, kinds=())))
    notes = read_notes(store, dict.fromkeys(claim.document_id for claim in claims))
    return Evidence(
        question=question,
        claims=claims,
        incidents=incidents,
        notes=notes,
        origins=read_origins(store, (claim.claim_id for claim in claims)),
        speakers=hear_strength(store, claims),
        settings=settings,
        made_by=workflow.describe_versions(knowledge),
        without_area=without_area,
    )


def _is_of_no_place(claim: Claim) -> bool:
    """Return whether the claim names no area, one that no gazetteer has, or several at once."""
    return claim.place is None or claim.place.place is None


def hear_strength(store: Store, claims: Iterable[Claim]) -> tuple[Origin, ...]:
    """Return the origins of the strength claims among these as they weigh: a speaker, and the officials of a state, are one.

    The day, the place and the figure do not matter: who counts a group again is no second count of it.
    """
    counted = [claim for claim in claims if claim.kind == "strength"]
    return join_speakers(counted, read_origins(store, (claim.claim_id for claim in counted)), country=None)


def gather_incident(store: Store, words: str, *, settings: AssessSettings) -> IncidentEvidence:
    """Return what the record holds about the incident with this id, or an unambiguous beginning of one.

    Raises:
        UsageError: no such incident, or several.
    """
    kind, incident_id = resolve_id(store, words)
    if kind != "incident":
        raise UsageError(
            "this id is no incident", expected="i-…", got=words, hint="list them with: musterbook incidents"
        )
    (incident,) = read_incidents_of(store, [], incident_id=incident_id)
    claims = tuple(read_claims_by_id(store, incident.claim_ids))
    held = frozenset(incident.claim_ids)
    beside = tuple(claim for claim in read_claims_by_id(store, incident.beside_claim_ids) if claim.claim_id not in held)
    origins = join_retold(claims, read_origins(store, incident.claim_ids))
    place = incident.place.place if incident.place else None
    return IncidentEvidence(
        incident=incident,
        claims=claims,
        beside=beside,
        origins=origins,
        speakers=join_speakers(claims, origins, country=place.country if place else None),
        settings=settings,
        made_by="; ".join(sorted(read_versions(store))),
    )


class ActorAnswers(ABC):
    """What a record answers about one group or one incident; a base of `Record`.

    Attributes:
        store: the open record file; settings: of all stages.
    """

    store: Store
    settings: Settings

    @property
    @abstractmethod
    def knowledge(self) -> Knowledge:
        """The language model, the gazetteer and the register."""

    def assess(
        self,
        actor: str,
        *,
        area: str | None = None,
        since: date | None = None,
        until: date | None = None,
        seed: int | None = None,
    ) -> Assessment:
        """Return how far the reports support that the actor has grown: literal and modelled readings side by side.

        Args:
            actor: an id, name or alias of the register; its branches are included.
            area: a place of the gazetteer; places inside it are included.
            since: first day, included.
            until: last day, included.
            seed: of the model; None = that of the settings. The same seed gives the same numbers.

        Raises:
            UsageError: an unknown actor, place or window.
        """
        return assess_actor(self._gather(actor, area=area, since=since, until=until, seed=seed))

    def assess_strength(
        self,
        actor: str,
        *,
        area: str | None = None,
        since: date | None = None,
        until: date | None = None,
        seed: int | None = None,
    ) -> Assessment:
        """Return how strong the actor is by the latest figures; arguments and errors as in `assess`."""
        evidence = self._gather(actor, area=area, since=since, until=until, seed=seed)
        return assess_actor(evidence, question="strength")

    def assess_growth(
        self,
        actor: str,
        *,
        area: str | None = None,
        since: date | None = None,
        until: date | None = None,
        seed: int | None = None,
    ) -> Assessment:
        """Return how far the figures support that the actor has grown; arguments and errors as in `assess`."""
        evidence = self._gather(actor, area=area, since=since, until=until, seed=seed)
        return assess_actor(evidence, question="growth")

    def assess_flow(
        self,
        actor: str,
        *,
        area: str | None = None,
        since: date | None = None,
        until: date | None = None,
        seed: int | None = None,
    ) -> Assessment:
        """Return how many must have joined between two figures; arguments and errors as in `assess`."""
        evidence = self._gather(actor, area=area, since=since, until=until, seed=seed)
        return assess_actor(evidence, question="flow")

    def assess_casualties(self, incident_id: str, *, seed: int | None = None) -> Assessment:
        """Return what the figures for one incident say, by side and outcome.

        Args:
            incident_id: the id, or an unambiguous beginning of it.
            seed: as in `assess`.

        Raises:
            UsageError: no such incident, or several.
        """
        return assess_casualties(gather_incident(self.store, incident_id, settings=self._assess_settings(seed)))

    def _gather(
        self, actor: str, *, area: str | None, since: date | None, until: date | None, seed: int | None
    ) -> Evidence:
        """Return what the record holds for a question about an actor."""
        return gather_evidence(
            self.store,
            actor=actor,
            area=area,
            since=since,
            until=until,
            knowledge=self.knowledge,
            settings=self._assess_settings(seed),
        )

    def _assess_settings(self, seed: int | None) -> AssessSettings:
        settings = self.settings.assess
        return settings if seed is None else replace(settings, model=replace(settings.model, seed=seed))
