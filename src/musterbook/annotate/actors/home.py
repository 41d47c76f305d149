"""Whose forces a document means by "the army", "the police", "soldiers", when no country stands with them.

The countries the document is about come first. Groups named in full correct them: the army they fight is that of the country
most of them are at work in, if the document is about that one too.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from musterbook.annotate.actors.earlier import Seen
from musterbook.annotate.actors.grammar import FORCE_SIDES
from musterbook.annotate.actors.register import ActorRegister, Filed
from musterbook.annotate.phrases import Hit
from musterbook.model import ActorReading, Mention

__all__ = ["find_home", "find_only_force", "find_only_group", "homes_of_groups"]


def find_home(hits: Iterable[Hit[tuple[Filed, ...]]], *, focus: tuple[str, ...], register: ActorRegister) -> str | None:
    """Return the country whose forces are meant, ISO 3166-1 alpha-2; None if the document is about none.

    Args:
        hits: the names found in the document.
        focus: the countries the document is about, the first one foremost.
        register: tells which organisations are at home in many countries; these decide nothing.
    """
    if not focus:
        return None
    homes: set[str] = set()
    at_work: dict[str, set[str]] = {}
    for hit in hits:
        groups = [filed.actor for filed in hit.value if filed.actor.side == "armed_group"]
        strong = next((filed.actor for filed in hit.value if filed.kind in {"name", "abbreviation"}), None)
        if strong not in groups or not strong.countries or register.has_branches(strong.actor_id):
            continue
        homes.add(strong.countries[0])
        at_work[strong.actor_id] = {country for actor in groups for country in actor.countries}
    if len(homes) != 1:
        return focus[0]  # no group, or groups of several countries, which prove nothing
    shares = Counter(country for countries in at_work.values() for country in countries)
    # The first of those with the most groups: one group's refuge abroad is not where all of them fight.
    return max(focus, key=lambda country: shares[country])


def homes_of_groups(mentions: Iterable[Mention], *, register: ActorRegister) -> tuple[str, ...]:
    """Return the countries (ISO 3166-1 alpha-2) in which the armed groups of a document are at home, the most named first.

    A group with branches in many countries is at home in none.
    """
    counts: Counter[str] = Counter()
    for mention in mentions:
        actor_id = mention.reading.actor_id if isinstance(mention.reading, ActorReading) else None
        if actor_id is None or actor_id not in register or register.has_branches(actor_id):
            continue
        actor = register.get(actor_id)
        if actor.side == "armed_group" and actor.countries:
            counts[actor.countries[0]] += 1
    return tuple(iso for iso, _ in counts.most_common())


def find_only_force(seen: Iterable[Seen]) -> tuple[str | None, bool]:
    """Return the country of the only armed forces met so far, and whether others or a coalition were met as well."""
    forces = [one for one in seen if one.side in FORCE_SIDES and (one.actor is not None or one.country is not None)]
    countries = {one.country for one in forces}
    if len(countries) == 1:
        return countries.pop(), any(one.side == "international_force" for one in forces)
    return None, bool(countries)


def find_only_group(seen: Iterable[Seen]) -> Seen | None:
    """Return the only armed group named so far, as it was last met; None if none or several were."""
    groups = [one for one in seen if one.side == "armed_group" and one.actor is not None]
    return groups[-1] if len({one.actor for one in groups}) == 1 else None
