"""Speakers in words: the one place, so that every view of a claim names the same one."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping

from musterbook.model.claims import Claim, DenialDetail, ResponsibilityDetail
from musterbook.model.incidents import Incident
from musterbook.model.mentions import Attribution

__all__ = [
    "describe_speaker",
    "describe_statement",
    "describe_teller",
    "group_statements",
    "name_denier",
    "name_speaker",
]

_NOT_STATED = "not stated here"
_ROLES = {"claims": "claims responsibility", "is_blamed": "is blamed", "rejects": "rejects responsibility"}
_LONGEST_WORDS = 120  # characters of what is denied
_PRONOUNS = frozenset({"he", "she", "it", "they", "we", "i", "who", "which"})


def name_speaker(attribution: Attribution) -> str | None:
    """Return who speaks, in the words of the report; None where the outlet does.

    "He" and "it" were followed to whom they mean: that is named, because the words alone would name nobody.
    """
    source = attribution.source
    resolved = ", ".join(part for part in (source.person, source.role, source.organisation) if part)
    resolved = resolved or (source.actor.name if source.actor is not None else None) or ""
    if source.words is not None and source.words.casefold() in _PRONOUNS:
        return resolved or source.words
    return source.words or resolved or None


def describe_speaker(attribution: Attribution) -> str:
    """Return who speaks, for a list; "not stated here" where the outlet speaks, with whoever is named nearest."""
    words = name_speaker(attribution)
    if words is None:
        return _NOT_STATED
    return f"{_NOT_STATED}, nearest: {words}" if attribution.is_nearest else words


def describe_teller(claim: Claim) -> str:
    """Return who speaks in a claim, for a list: of a denial that the outlet tells, who denies."""
    return (name_denier(claim) if claim.kind == "denial" else None) or describe_speaker(claim.attribution)


def name_denier(claim: Claim) -> str | None:
    """Return who denies: whom the denial is about where the outlet tells of it and quotes nobody; None if that is not told."""
    is_told = claim.kind == "denial" and claim.attribution.mode == "none_stated"
    if is_told and claim.actor is not None:
        return claim.actor.name or claim.actor.words
    return name_speaker(claim.attribution)


def group_statements(incident: Incident, claims: Mapping[str, Claim]) -> dict[str, tuple[Claim, ...]]:
    """Return who claims an incident, who is blamed for it and who denies what, in lines with the claims that say so.

    Those of its own tellings are among them, and those that stand beside it; what is equal is said once.

    Args:
        incident: of the record.
        claims: by claim id; those that are not there are left out.
    """
    said: dict[str, list[Claim]] = defaultdict(list)
    for claim_id in dict.fromkeys((*incident.beside_claim_ids, *incident.claim_ids)):
        claim = claims.get(claim_id)
        if claim is not None and (claim_id in incident.beside_claim_ids or claim.kind in {"responsibility", "denial"}):
            said[describe_statement(claim)].append(claim)
    return {words: tuple(members) for words, members in said.items()}


def describe_statement(claim: Claim) -> str:
    """Return what a denial or a claim of responsibility says, in a line: who, and what is denied or claimed."""
    detail = claim.detail
    if isinstance(detail, ResponsibilityDetail):
        who = claim.actor.name or claim.actor.words if claim.actor is not None else None
        speaker = name_speaker(claim.attribution) if detail.role == "is_blamed" else None
        return f"{who or 'somebody unnamed'} {_ROLES[detail.role]}" + (f" by {speaker}" if speaker else "")
    said = detail.what if isinstance(detail, DenialDetail) else claim.sentence
    words = " ".join(said.split())
    words = words if len(words) <= _LONGEST_WORDS else words[: _LONGEST_WORDS - 1].rstrip() + "…"
    # In the past, because "the residents" and "the army" go with one form of it.
    verb = "denied" if isinstance(detail, DenialDetail) else "said that it did not happen:"
    return f"{name_denier(claim) or 'the report'} {verb} “{words}”"
