"""A person chooses the figure to quote of an incident, over the rule."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime

from musterbook import incidents
from musterbook.config import IncidentSettings
from musterbook.errors import UsageError
from musterbook.model import CasualtiesDetail, Claim, Incident
from musterbook.store import (
    Store,
    read_choices,
    read_claims_by_document,
    read_claims_by_id,
    read_events,
    read_incidents_of,
    read_notes,
    read_origins,
    remove_choice,
    replace_incident,
    resolve_id,
    write_choice,
)

__all__ = ["choose_figure", "take_back"]

_LONGEST = 500


def choose_figure(
    store: Store, text: str, *, person: str, reason: str, settings: IncidentSettings, clock: Callable[[], datetime]
) -> Incident:
    """Make the figure of a claim the one to quote in its incident; return the incident.

    Args:
        store: the record.
        text: the claim's id or an unambiguous beginning of it.
        person: who chooses.
        reason: why; both are kept in the custody log.
        settings: of the incidents stage.
        clock: gives the time of the choice.

    Raises:
        UsageError: no such claim, no figure of casualties, one that no longer stands, no incident, or no reason.
    """
    claim, incident = _find(store, text)
    for name, value in (("person", person), ("reason", reason)):
        if not value.strip() or len(value) > _LONGEST:
            raise UsageError(f"the {name} must be told in 1 to {_LONGEST} characters", got=str(len(value)))
    toll = next(toll for toll in incident.tolls if claim.claim_id in toll.claim_ids)
    if claim.claim_id in toll.superseded_claim_ids:
        raise UsageError(
            "this figure was superseded by a later word of its speaker or a correction",
            got=claim.claim_id,
            hint=f"musterbook show {incident.incident_id} lists the figures that stand",
        )
    if claim.quantity is None or claim.quantity.low is None:
        raise UsageError("this claim gives no figure to quote", got=claim.claim_id)
    write_choice(store, claim.claim_id, person=person.strip(), reason=reason.strip(), at_utc=clock())
    return _reconcile_again(store, incident, settings=settings)


def take_back(
    store: Store, text: str, *, person: str, reason: str, settings: IncidentSettings, clock: Callable[[], datetime]
) -> Incident:
    """Take a choice back, so that the rule chooses again; return the incident.

    Raises:
        UsageError: no such claim or nothing was chosen.
    """
    claim, incident = _find(store, text)
    if not remove_choice(store, claim.claim_id, person=person, reason=reason, at_utc=clock()):
        raise UsageError("nobody chose this claim", got=claim.claim_id)
    return _reconcile_again(store, incident, settings=settings)


def _find(store: Store, text: str) -> tuple[Claim, Incident]:
    kind, record_id = resolve_id(store, text)
    claim = next(iter(read_claims_by_id(store, [record_id])), None) if kind == "claim" else None
    if claim is None or not isinstance(claim.detail, CasualtiesDetail):
        raise UsageError(
            "only a casualties claim can be chosen", got=text, hint="musterbook claims --kind casualties lists them"
        )
    for incident in read_incidents_of(store, _events_of(store, claim)):
        if any(claim.claim_id in toll.claim_ids for toll in incident.tolls):
            return claim, incident
    raise UsageError("this claim belongs to no incident", got=claim.claim_id)


def _events_of(store: Store, claim: Claim) -> tuple[str, ...]:
    return tuple(event.event_id for event in read_events(store, claim.document_id) if claim.claim_id in event.claim_ids)


def _reconcile_again(store: Store, incident: Incident, *, settings: IncidentSettings) -> Incident:
    """Reconcile the figures of one incident anew and store it; nothing else of the record changes."""
    claims = tuple(read_claims_by_id(store, incident.claim_ids))
    documents = dict.fromkeys(claim.document_id for claim in claims)
    denials = (claim for claim in read_claims_by_document(store, documents) if claim.kind == "denial")
    notes = read_notes(store, documents)
    tolls = incidents.reconcile_casualties(
        {claim.claim_id: claim for claim in (*claims, *denials)}.values(),
        beside=incidents.Casualties(
            origins=read_origins(store, (claim.claim_id for claim in claims)),
            notes=notes,
            choices=read_choices(store),
            rule=settings.best,
            happened=incident.interval.latest if incident.interval else None,
        ),
    )
    changed = replace(incident, tolls=tolls)
    replace_incident(store, changed)
    return changed
