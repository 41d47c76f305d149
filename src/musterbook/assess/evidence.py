"""What an assessment may rest on: the question, and what the record holds that fits it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from musterbook.config import AssessSettings
from musterbook.model import Claim, DocumentNote, Incident, Origin, Place

__all__ = ["Evidence", "IncidentEvidence", "Question"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """Whom, where and when an assessment is about.

    Attributes:
        actor_ids: the actor and its branches; losses of any of them count.
        area: None = anywhere.
        since, until: included days; None = open.
    """

    actor_id: str
    actor_name: str
    actor_ids: frozenset[str]
    area: Place | None = None
    since: date | None = None
    until: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """The question, and the claims and incidents of the record that fit it.

    Attributes:
        claims: of any kind, about the actor.
        incidents: that fit the question.
        notes: by document id, of the documents of the claims and incidents.
        origins: of these claims, as who repeats whom tells them.
        speakers: those of the strength claims as they weigh: one for each speaker, and one for the officials of one state.
        made_by: versions of code and data.
        without_area: strength claims about the actor that name no area or several at once, where the question names one.
    """

    question: Question
    claims: tuple[Claim, ...]
    incidents: tuple[Incident, ...]
    notes: Mapping[str, DocumentNote]
    origins: Sequence[Origin]
    speakers: Sequence[Origin]
    settings: AssessSettings
    made_by: str
    without_area: tuple[Claim, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class IncidentEvidence:
    """An incident and the claims that tell of it.

    Attributes:
        claims: those of the incident.
        beside: denials and claims of responsibility that stand beside it.
        origins: of the claims of the incident, as who repeats whom tells them.
        speakers: the same as they weigh: one for each speaker, and one for the officials of one state.
        made_by: versions of code and data.
    """

    incident: Incident
    claims: tuple[Claim, ...]
    origins: Sequence[Origin]
    speakers: Sequence[Origin]
    settings: AssessSettings
    made_by: str
    beside: tuple[Claim, ...] = ()
