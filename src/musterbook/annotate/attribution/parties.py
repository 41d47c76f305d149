"""Whether a source is a side of the fighting, and whether it is anonymous."""

from __future__ import annotations

from collections.abc import Iterable

from musterbook.annotate.attribution.cues import CueTable
from musterbook.model import ActorReading, Mention, Source, SourceKind

__all__ = ["NO_ACTOR_KINDS", "is_anonymous", "is_belligerent"]

# Sources of these kinds speak for themselves, whoever is named beside them.
NO_ACTOR_KINDS: frozenset[SourceKind] = frozenset(
    {"residents", "witnesses", "media", "analysts", "medical", "document", "aid_workers"}
)
_FIGHTING = frozenset({"armed_group", "state_force", "international_force"})


def is_belligerent(source: Source, actors: Iterable[Mention]) -> bool:
    """Return whether the source speaks for a side that fights in this text.

    Armed groups and forces do. A government, its officials and its police do if forces of the same actor or country
    are named in the text.
    """
    actor = source.actor
    if source.kind == "armed_group":
        return True
    if actor is None or source.kind in NO_ACTOR_KINDS:
        return False
    return actor.side in _FIGHTING or (actor.side in {"government", "police"} and _has_forces(actor, actors))


def _has_forces(actor: ActorReading, actors: Iterable[Mention]) -> bool:
    """Return whether forces of the same actor or country are named in the text."""
    for mention in actors:
        reading = mention.reading
        if isinstance(reading, ActorReading) and reading.side in {"state_force", "international_force"}:
            same_country = reading.nationality is not None and reading.nationality == actor.nationality
            if same_country or (reading.actor_id is not None and reading.actor_id == actor.actor_id):
                return True
    return False


def is_anonymous(source: Source, cues: CueTable) -> bool:
    """Return whether the source is known by its kind alone ("officials", "an IS commander")."""
    if source.kind in {"outlet", "media", "document", "organisation"} or source.person is not None:
        return False
    if source.start is None or source.end is None:
        return source.kind == "unknown"
    if source.kind == "person" or source.words is None or len(source.words) < source.end - source.start:
        # A private person: named in the text, not in the record.
        return False
    last = (source.words or "").rsplit(" ", 1)[-1].lower()
    is_body = source.role is None and source.kind in {"armed_group", "military", "police", "government", "medical"}
    return not (is_body and last not in cues.sources)
