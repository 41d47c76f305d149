"""Whether a source is a side of the fighting, and whether it is anonymous."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from musterbook.annotate.attribution.cues import CueTable
from musterbook.model import ActorReading, Mention, Source, SourceKind

__all__ = ["NO_ACTOR_KINDS", "Forces", "find_forces", "is_anonymous", "is_belligerent"]

# Sources of these kinds speak for themselves, whoever is named beside them.
NO_ACTOR_KINDS: frozenset[SourceKind] = frozenset(
    {"residents", "witnesses", "media", "analysts", "medical", "document", "aid_workers"}
)
_HEALTH = "health"
_FIGHTING = frozenset({"armed_group", "state_force", "international_force"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Forces:
    """The forces a text names, by country (ISO 3166-1 alpha-2) and by id in the register.

    Attributes:
        countries: of the forces named.
        actor_ids: of the forces named.
        homes: countries in which the armed groups named are at home.
        has_group: an armed group is named or told of.
    """

    countries: frozenset[str]
    actor_ids: frozenset[str]
    homes: frozenset[str]
    has_group: bool

    def belong_to(self, actor: ActorReading) -> bool:
        """True if the text names forces of the same actor or country, or an armed group that is at home there."""
        country = actor.nationality
        return actor.actor_id in self.actor_ids or (country is not None and country in self.countries | self.homes)


def find_forces(actors: Iterable[Mention], *, homes: Iterable[str] = ()) -> Forces:
    """Return the forces among the actors of a text; `homes` are the countries of its armed groups."""
    readings = [mention.reading for mention in actors if isinstance(mention.reading, ActorReading)]
    forces = [reading for reading in readings if reading.side in {"state_force", "international_force"}]
    return Forces(
        countries=frozenset(reading.nationality for reading in forces if reading.nationality is not None),
        actor_ids=frozenset(reading.actor_id for reading in forces if reading.actor_id is not None),
        homes=frozenset(homes),
        has_group=any(reading.side == "armed_group" for reading in readings),
    )


def is_belligerent(source: Source, forces: Forces) -> bool:
    """Return whether the source speaks for a side that fights in this text.

    Armed groups and forces do. A government, its officials and its police do if the text names forces of the same actor or
    country, or an armed group that is at home there; but not a ministry of health, which counts whoever is brought in.
    Soldiers whose army is not told do where the text tells of an armed group.
    """
    actor = source.actor
    if source.kind == "armed_group":
        return True
    if source.kind in NO_ACTOR_KINDS or _HEALTH in (source.words or "").lower():
        return False
    if actor is None:
        return source.kind == "military" and forces.has_group
    return actor.side in _FIGHTING or (actor.side in {"government", "police"} and forces.belong_to(actor))


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
