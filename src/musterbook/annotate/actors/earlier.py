"""The actors met so far in a document, and the order in which a description that points back may mean them.

For "the group", "its fighters", "the militants":
1. actors of the paragraph, those that were the subject of a clause first, the nearest first
2. the document's first named armed group: what it is about
3. the others, nearest first
A group that is named behind the description in its own sentence is another one ("the group fights the Taliban"); a "branch" is
first looked for among actors that are part of an organisation.
For local forces ("the ministry", "the governor"): those told by the same word, then those of the country the document is about.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from musterbook.annotate.actors.grammar import is_compatible
from musterbook.annotate.actors.register import Actor
from musterbook.model import Side

__all__ = ["Description", "Found", "Seen", "order_seen"]

# Of a long document the first actors (what it is about) and the last are looked at: all would be quadratic.
_FIRST, _LAST = 100, 300


class Found(NamedTuple):
    """Who is meant: the actor of the register if it is one, the side, why, and whether only the document's country says so."""

    actor: Actor | None
    side: Side
    why: str
    is_by_focus: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """An actor met earlier in the document.

    Attributes:
        actor: None where it was not resolved.
        country: ISO 3166-1 alpha-2; None if none is known.
        word: its last role word, lower case, that of its name ("NAME army") included; None if it has none.
        is_subject: True if it was the subject of a clause.
        is_named: True if it was told by its name.
        is_joined: True if another armed group stands beside it ("X and Y"): what points back may mean either.
    """

    block: int
    actor: Actor | None
    side: Side
    country: str | None
    word: str | None = None
    is_subject: bool = False
    is_named: bool = False
    is_joined: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Description:
    """A description that points back.

    Attributes:
        side: of whom it describes.
        block: it stands in.
        word: its last role word, lower case.
        is_local: True for forces that belong to one country by their nature ("police").
        focus: the country whose forces the document means; None if there is none.
        is_branch: True for a part of something larger ("the affiliate").
        others: ids of the actors named behind it in its sentence.
    """

    side: Side
    block: int
    word: str
    is_local: bool = False
    focus: str | None = None
    is_branch: bool = False
    others: frozenset[str] = frozenset()


def order_seen(seen: Sequence[Seen], described: Description) -> list[Seen]:
    """Return the actors that the description may mean, the likeliest first."""
    if len(seen) > _FIRST + _LAST:
        seen = [*seen[:_FIRST], *seen[-_LAST:]]
    found = [one for one in reversed(seen) if is_compatible(described.side, one.side)]
    if described.side == "armed_group":
        return _order_groups(found, described)
    if described.is_local and described.focus is not None:
        same = [one for one in found if one.word == described.word]
        return [*same, *(one for one in found if one.country == described.focus and one not in same)]
    return found


def _order_groups(found: list[Seen], described: Description) -> list[Seen]:
    named = [one for one in found if one.actor is not None]
    topic = next((one.actor for one in reversed(named) if one.is_named), None)
    free = [one for one in named if one.actor is not None and one.actor.actor_id not in described.others] or named

    def rank(one: Seen) -> tuple[bool, int]:
        is_whole = described.is_branch and one.actor is not None and one.actor.parent is None
        if one.block == described.block:
            return is_whole, 0 if one.is_subject else 1
        return is_whole, 2 if one.actor is topic else 3

    return sorted(free, key=rank)
