"""Disjoint sets of claims with the links that joined them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

__all__ = ["Joined", "Link"]


@dataclass(frozen=True, slots=True)
class Link:
    """Why two claims have one origin; numbers of the claims, the one met first first. Positional: there is one per claim."""

    earlier: int
    later: int
    reason: str


class Joined:
    """Numbers from 0 on, in sets that only grow; each link that made two sets one is kept.

    No set ever holds two origins that a person named.
    """

    def __init__(self) -> None:
        self._parents: list[int] = []
        self._links: list[Link] = []
        self._given: dict[int, str] = {}

    def add(self, given: str | None = None) -> int:
        """Return a new number, alone in its set; `given` is the origin that a person named for it, None if nobody did."""
        number = len(self._parents)
        self._parents.append(number)
        if given is not None:
            self._given[number] = given
        return number

    def find(self, number: int) -> int:
        """Return the smallest number of the set, shortening the way to it."""
        parents = self._parents
        while parents[number] != number:
            parents[number] = parents[parents[number]]
            number = parents[number]
        return number

    def join(self, earlier: int, later: int, reason: str) -> None:
        """Make the sets of two numbers one; nothing is done if they are one already, or if a person named two origins."""
        first, second = sorted((self.find(earlier), self.find(later)))
        given = {self._given[root] for root in (first, second) if root in self._given}
        if first == second or len(given) > 1:
            return
        if given:
            self._given[first] = given.pop()
        self._parents[second] = first
        self._links.append(Link(earlier, later, reason))

    def sets(self) -> Iterator[tuple[tuple[int, ...], tuple[Link, ...]]]:
        """Yield each set in ascending order with its links, in order of their smallest numbers."""
        members: dict[int, list[int]] = defaultdict(list)
        links: dict[int, list[Link]] = defaultdict(list)
        for number in range(len(self._parents)):
            members[self.find(number)].append(number)
        for link in self._links:
            links[self.find(link.earlier)].append(link)
        for root, numbers in members.items():
            yield tuple(numbers), tuple(links.get(root, ()))
