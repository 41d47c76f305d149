"""What a sentence offers for reading actors: names, nationalities, countries, role words, and how they join.

1. items: names of the register, nationalities, countries and seats, role words, acts of armed forces
2. chains: neighbouring items that make one phrase ("Afghan" + "army" + "commander", "Islamic State" + "fighters")
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Mapping, Sequence
from typing import Literal, NamedTuple

from musterbook.annotate.actors.register import Filed
from musterbook.annotate.actors.roles import Role, Roles, Word
from musterbook.annotate.phrases import Hit
from musterbook.model import Sentence, Token

__all__ = ["Chain", "Item", "SentenceItems", "find_nation", "read_items"]

ItemKind = Literal["name", "nation", "country", "seat", "role", "act", "not_actor"]

_POSSESSIVES = frozenset({"'s", "’s", "'", "’"})
_PREPOSITIONS = frozenset({"in", "of", "from", "inside", "across"})
_NEXT_WORD = re.compile(r"[-‐‑]([A-Za-z]+)")
_WORD_BEFORE = re.compile(r"([A-Za-z]+)[-‐‑]\Z")
_COORDINATORS = frozenset({"and", "-", "–", ",", "/"})
_FORCES = frozenset({"state_force", "international_force"})
_MAX_FILLERS = 2
_MAX_NATION_WORDS = 3


class Item(NamedTuple):
    """One thing found in a sentence; `first`/`stop` are half-open token indices, `start`/`end` character offsets."""

    kind: ItemKind
    first: int
    stop: int
    start: int
    end: int
    names: tuple[Filed, ...] = ()
    role: Role | None = None
    country: str | None = None


class Chain(NamedTuple):
    """Neighbouring items that make one phrase. `act` is True where an act of armed forces follows ("US" + "air strike")."""

    parts: tuple[Item, ...]
    is_act: bool
    is_linked: bool

    @property
    def name(self) -> Item | None:
        """The name in it; None if there is none."""
        return next((part for part in self.parts if part.kind == "name"), None)

    @property
    def country(self) -> str | None:
        """The nationality in it; None if there is none."""
        return next((part.country for part in self.parts if part.country), None)

    @property
    def roles(self) -> tuple[Item, ...]:
        """The role words in it, in order."""
        return tuple(part for part in self.parts if part.kind == "role")


class SentenceItems:
    """The items of one sentence and the questions asked about them."""

    def __init__(self, sentence: Sentence, items: Sequence[Item], *, text: str, roles: Roles) -> None:
        self.sentence = sentence
        self.tokens: tuple[Token, ...] = sentence.tokens
        self.items = tuple(items)
        self._text = text
        self._roles = roles
        self._at = {item.first: item for item in items}

    def item_at(self, index: int) -> Item | None:
        """Return the item that begins at a token; None if none does."""
        return self._at.get(index)

    def is_linked(self, item: Item) -> bool:
        """Return whether the item only describes a relation: "Taliban-linked", "US-backed"."""
        match = _NEXT_WORD.match(self._text, item.end)
        return bool(match and match.group(1).lower() in self._roles.linked)

    def is_behind_relation(self, first: int) -> bool:
        """Return whether the words before a token only relate it to somebody: "Taliban-linked militants", "anti-IS forces"."""
        if first < 2:
            return False
        tokens = self.tokens
        item = next((item for item in self.items if item.stop == first), None)
        if item is not None and item.kind != "role":
            return self.is_opposed(item)
        return tokens[first - 1].text.lower() in self._roles.linked and tokens[first - 2].text == "-"

    def is_opposed(self, item: Item) -> bool:
        """Return whether a prefix turns the item round: "anti-Taliban", "non-Afghan"."""
        match = _WORD_BEFORE.search(self._text[max(0, item.start - 12) : item.start])
        return bool(match and match.group(1).lower() in self._roles.opposed)

    def find_attached_country(self, stop: int) -> str | None:
        """Return the country of a phrase right behind a token index: "… in eastern Afghanistan"; None if there is none."""
        if stop >= len(self.tokens) or self.tokens[stop].text.lower() not in _PREPOSITIONS:
            return None
        for index in range(stop + 1, min(stop + 4, len(self.tokens))):
            item = self._at.get(index)
            if item is not None:
                return item.country if item.kind in {"country", "seat"} else None
            if self.tokens[index].pos not in {"DET", "ADJ", "PROPN", "NOUN"}:
                return None
        return None

    def find_countries(self, index: int) -> tuple[str, ...]:
        """Return the countries named in the sentence, the nearest to a token first; nationalities come last."""
        named = [item for item in self.items if item.country and item.kind in {"country", "seat"}]
        nations = [item for item in self.items if item.country and item.kind == "nation"]
        ordered = [*sorted(named, key=lambda item: abs(item.first - index)), *nations]
        return tuple(dict.fromkeys(item.country for item in ordered if item.country))

    def read_chains(self) -> tuple[Chain, ...]:
        """Return the chains of the sentence, in order, each item in one of them at most."""
        chains: list[Chain] = []
        reached = 0
        for item in self.items:
            if item.first < reached or item.kind in {"act", "not_actor"}:
                continue
            if item.kind != "role" and self.is_opposed(item):
                continue
            chain = self._read_chain(item)
            chains.append(chain)
            reached = chain.parts[-1].stop
        return tuple(chains)

    def _read_chain(self, first: Item) -> Chain:
        if first.kind != "role" and self.is_linked(first):
            return Chain((first,), is_act=False, is_linked=True)
        parts = [first]
        is_act = False
        while True:
            follower, is_close = self._find_follower(parts[-1])
            if follower is None:
                break
            if follower.kind == "act":
                is_act = parts[-1].kind in {"nation", "country"}
                break
            if not _joins(parts[-1], follower, is_close=is_close):
                break
            parts.append(follower)
        while len(parts) > 1 and parts[-1].kind == "nation":
            parts.pop()
        if len(parts) == 1 and first.kind in {"nation", "country"} and not is_act:
            is_act, shared = self._read_shared(first)
            if shared is not None:
                parts.append(shared)
        return Chain(tuple(parts), is_act=is_act, is_linked=False)

    def _find_follower(self, item: Item) -> tuple[Item | None, bool]:
        """Return the next item with at most two fillers between, and whether it stands right behind or behind a genitive."""
        index = item.stop
        if index < len(self.tokens) and self.tokens[index].text in _POSSESSIVES:
            index += 1
        start = index
        while index not in self._at and index < len(self.tokens) and index - start < _MAX_FILLERS:
            token = self.tokens[index]
            if token.text.lower() not in self._roles.fillers and token.pos != "ADJ":
                return None, False
            index += 1
        return self._at.get(index), index == start

    def _read_shared(self, nation: Item) -> tuple[bool, Item | None]:
        """Return what "Afghan" shares in "Afghan and US special forces", "Afghan-US operation": an act, or nothing but its side.

        The role itself stays with the last nationality: the first one gets a copy that covers no words of its own.
        """
        index = nation.stop
        if index >= len(self.tokens) or self.tokens[index].text.lower() not in _COORDINATORS:
            return False, None
        other = self._at.get(index + 1)
        if other is None or self.is_linked(other):
            return False, None
        role: Role | None = None
        is_act = False
        if other.kind == "name" and other.names[0].actor.state is not None:
            role = Role(side=other.names[0].actor.side, kind="force", alone=True)
        elif other.kind in {"nation", "country"}:
            follower, _ = self._find_follower(other)
            is_act = follower is not None and follower.kind == "act"
            role = follower.role if follower is not None and follower.kind == "role" else None
        elif other.role is not None and other.role.kind == "force" and other.role.side in _FORCES:
            # "Afghan and coalition forces": the forces of the first are its own.
            role = Role(side="state_force", kind="force", alone=True)
        return is_act, None if role is None else nation._replace(kind="role", role=role, country=None)


def _joins(before: Item, after: Item, *, is_close: bool) -> bool:
    if after.kind == "role" and after.role is not None:
        is_bystander = after.role.side == "civilians" or (after.role.alone and after.role.side == "unknown")
        if before.kind == "name":
            return not is_bystander
        if before.kind == "role" and before.role is not None:
            return (
                is_close
                and (before.role.side == "civilians") == (after.role.side == "civilians")
                and not (is_bystander and after.role.side == "unknown")
            )
        return before.kind in {"nation", "country"}
    if after.kind == "nation":
        return before.kind == "name"
    if after.kind == "name":
        return before.kind == "nation" or (
            before.kind == "role"
            and before.role is not None
            and is_close
            and before.role.kind == "force"
            and before.role.side == "armed_group"
        )
    return False


def read_items(
    sentence: Sentence,
    *,
    names: Sequence[Hit[tuple[Filed, ...]]],
    words: Sequence[Hit[tuple[Word, ...]]],
    demonyms: Mapping[str, str],
) -> list[Item]:
    """Return the items of a sentence, in order, none overlapping another.

    Names come before nationalities, those before role words; a name that is no actor hides what it covers.
    """
    tokens = sentence.tokens
    hidden = [word for word in words if word.value[0].kind == "not_actor"]
    found: list[Item] = []
    for hit in names:
        span = _find_span(tokens, hit.start, hit.end)
        if span is not None and not any(_hides(other, hit) for other in hidden):
            found.append(_make_name(hit, *span))
    described: list[Item] = []
    for word in words:
        span = _find_span(tokens, word.start, word.end)
        if span is not None:
            entry = word.value[0]
            item = Item(entry.kind, *span, word.start, word.end, role=entry.role)
            (found if entry.kind == "not_actor" else described).append(item)
    found.sort(key=lambda item: item.first)
    taken: set[int] = set()
    items: list[Item] = []
    for item in (*found, *_find_nations(tokens, demonyms), *described):
        covered = range(item.first, item.stop)
        if taken.isdisjoint(covered):
            taken.update(covered)
            items.append(item)
    items.sort(key=lambda item: item.first)
    return items


def _hides(other: Hit[tuple[Word, ...]], hit: Hit[tuple[Filed, ...]]) -> bool:
    return other.start <= hit.start and hit.end <= other.end and other.end - other.start > hit.end - hit.start


def _find_span(tokens: Sequence[Token], start: int, end: int) -> tuple[int, int] | None:
    """Return the half-open token span that covers the characters; None if no token does."""
    first = bisect_right(tokens, start, key=lambda token: token.start) - 1
    stop = bisect_left(tokens, end, key=lambda token: token.end) + 1
    return (first, stop) if 0 <= first < stop <= len(tokens) else None


def _make_name(hit: Hit[tuple[Filed, ...]], first: int, stop: int) -> Item:
    owners = tuple(filed for filed in hit.value if filed.kind not in {"country", "seat"})
    if owners:
        return Item("name", first, stop, hit.start, hit.end, names=owners)
    kind: ItemKind = "country" if any(filed.kind == "country" for filed in hit.value) else "seat"
    return Item(kind, first, stop, hit.start, hit.end, country=hit.value[0].actor.state)


def _find_nations(tokens: Sequence[Token], demonyms: Mapping[str, str]) -> list[Item]:
    found: list[Item] = []
    index = 0
    while index < len(tokens):
        step = 1
        if tokens[index].text[0].isupper():
            longest = 1
            while (
                longest < _MAX_NATION_WORDS
                and index + longest < len(tokens)
                and tokens[index + longest].text[0].isupper()
            ):
                longest += 1
            for length in range(longest, 0, -1):
                last = tokens[index + length - 1]
                words = last.text if length == 1 else " ".join(token.text for token in tokens[index : index + length])
                country = find_nation(words, demonyms)
                if country is not None:
                    found.append(Item("nation", index, index + length, tokens[index].start, last.end, country=country))
                    step = length
                    break
        index += step
    return found


def find_nation(words: str, demonyms: Mapping[str, str]) -> str | None:
    """Return the country of a demonym, singular or plural, in any case; None if it is none."""
    spellings = (words, words.lower(), words.title()) if words.isupper() else (words, words.lower())
    for spelling in spellings:
        country = demonyms.get(spelling) or (demonyms.get(spelling[:-1]) if spelling[-1] in "sS" else None)
        if country is not None:
            return country
    return None
