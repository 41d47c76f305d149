"""Actors of a document: names of the register, and descriptions with the side, nationality and role they state.

How a description finds its actor, first that decides:
1. nationality + force of a state: that state's government, armed forces or police ("the Afghan army")
2. part of a named group: "fighters of …", "the Afghan branch"
3. definite description: the nearest compatible actor named before ("the group", "the troops")
4. a force that is local by its nature ("police"): the country behind it, else the one the document is most about
5. unresolved: side and role are kept, `actor_id` stays None
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import replace
from types import MappingProxyType
from typing import TypeVar

from musterbook.annotate.actors.earlier import Description, Found, Seen, order_seen
from musterbook.annotate.actors.grammar import (
    FORCE_SIDES,
    STATE_SIDES,
    find_last_word,
    find_linked,
    find_met_word,
    find_side,
    find_start,
    is_agent,
    is_counted,
    is_named_so,
    is_noun_phrase,
    is_of_a_group,
    is_people,
    is_several,
    is_subject,
    is_unit_name,
)
from musterbook.annotate.actors.home import find_home, find_only_force, find_only_group
from musterbook.annotate.actors.items import Chain, Item, SentenceItems, read_items
from musterbook.annotate.actors.register import Actor, ActorRegister
from musterbook.annotate.actors.roles import Roles, load_roles
from musterbook.annotate.actors.senses import Senses, is_word_in_capitals
from musterbook.annotate.actors.short import ShortNames
from musterbook.annotate.phrases import Hit, fold
from musterbook.model import ActorReading, Document, Mention, Sentence, Side, make_id

__all__ = ["find_actors"]

_LOOK_BACK = 4
_BY_FOCUS = "the country the document is most about"

_YEAR_TOLD = re.compile(r"\b(?:[Ii]n|[Ss]ince|[Uu]ntil|[Dd]uring|[Ff]rom|of) ((?:19[4-9]|20[0-4])[0-9])\b")
_AND = re.compile(r",? ?(?:and|or|as well as|&) (?:the |of )?(?:so-called )?")

T = TypeVar("T")
# Who is meant (None: not resolved), the side, and why.


def find_actors(
    sentences: Sequence[Sentence],
    *,
    document: Document,
    register: ActorRegister,
    country_focus: tuple[str, ...] = (),
    demonyms: Mapping[str, str] = MappingProxyType({}),
) -> tuple[Mention, ...]:
    """Return the actor mentions of a document, in order, none overlapping another.

    Args:
        sentences: of the document, in order.
        document: the text the sentences point into.
        register: the actors that are known.
        country_focus: ISO 3166-1 alpha-2 of the countries the document is about, the first one foremost.
        demonyms: adjectives of nationality → ISO 3166-1 alpha-2 ("Afghan" → "AF").

    Assumes:
        A group named before is the one a later "the group" means: nearest first, within the document.
    """
    reader = _Reader(document, register=register, focus=country_focus, demonyms=demonyms)
    return tuple(mention for sentence in sentences for mention in reader.read(sentence))


class _Reader:
    """Reads one document from front to back and remembers whom it named."""

    def __init__(
        self, document: Document, *, register: ActorRegister, focus: tuple[str, ...], demonyms: Mapping[str, str]
    ) -> None:
        self._document = document
        self._register = register
        self._focus = focus
        self._demonyms = demonyms
        self._roles: Roles = load_roles()
        folded = fold(document.text)
        self._names = register.scan(document.text, folded)
        self._words = self._roles.scan(document.text, folded)
        self._name_starts = [hit.start for hit in self._names]
        self._word_starts = [hit.start for hit in self._words]
        year = document.published.day.year if document.published else None
        self._year = year
        told = frozenset(int(match.group(1)) for match in _YEAR_TOLD.finditer(document.text))
        self._senses = Senses(register, self._names, focus=focus, year=year, years_told=told)
        self._home = find_home(self._names, focus=focus, register=register)
        self._short = ShortNames(self._names, self._roles.heads)
        self._seen: list[Seen] = []

    def read(self, sentence: Sentence) -> list[Mention]:
        """Return the mentions of one sentence."""
        items = SentenceItems(sentence, self._read_items(sentence), text=self._document.text, roles=self._roles)
        mentions: list[Mention] = []
        for chain in items.read_chains():
            found = self._read_chain(chain, items)
            if found is None:
                continue
            reading, start, end, actor = found
            mentions.append(
                Mention(
                    mention_id=make_id("m", self._document.document_id, "actor", start, end),
                    kind="actor",
                    start=start,
                    end=end,
                    text=reading.words,
                    reading=reading,
                )
            )
            country = reading.nationality or (actor.state if actor else None)
            one = Seen(
                block=sentence.block,
                actor=actor,
                side=reading.side,
                country=country,
                word=find_met_word(chain, items, self._roles),
                is_subject=is_subject(chain, items),
                is_named=chain.name is not None,
            )
            before, end_before = (self._seen[-1], mentions[-2].end) if len(mentions) > 1 else (None, 0)
            if self._is_joined(before, one, between=(end_before, start)):
                self._seen[-1] = replace(self._seen[-1], is_joined=True)
                one = replace(one, is_joined=True)
            self._seen.append(one)
        return mentions

    def _is_joined(self, before: Seen | None, one: Seen, *, between: tuple[int, int]) -> bool:
        """Return whether two groups stand side by side ("X and Y"): what points back to one may mean the other."""
        if before is None or before.actor is None or one.actor is None or before.actor is one.actor:
            return False
        are_groups = before.side == one.side == "armed_group"
        return are_groups and _AND.fullmatch(self._document.text[slice(*between)]) is not None

    def _read_items(self, sentence: Sentence) -> list[Item]:
        names = _cut(self._names, self._name_starts, sentence)
        words = _cut(self._words, self._word_starts, sentence)
        items = read_items(sentence, names=names, words=words, demonyms=self._demonyms)
        items = [item for item in items if not self._is_no_name(item, sentence)]
        if any(filed.kind == "weak" for item in items for filed in item.names):
            # A weak name that nothing decides is no name: what it covers is read again as plain words.
            probe = SentenceItems(sentence, items, text=self._document.text, roles=self._roles)
            void = {
                item.start for item in items if item.kind == "name" and self._senses.find_owner(item, probe) is None
            }
            if void:
                kept = [hit for hit in names if hit.start not in void]
                items = read_items(sentence, names=kept, words=words, demonyms=self._demonyms)
                items = [item for item in items if not self._is_no_name(item, sentence)]
        short = self._short.find(sentence, items)
        return sorted((*items, *short), key=lambda item: item.first) if short else items

    def _is_no_name(self, item: Item, sentence: Sentence) -> bool:
        if item.kind not in {"name", "country"}:
            return False
        tokens = sentence.tokens
        if is_word_in_capitals(sentence, item, self._roles):
            return True
        # One word of a person's name: "Sirajuddin Haqqani", "Jordan Henderson".
        if item.stop - item.first != 1 or tokens[item.first].entity != "PERSON":
            return False
        is_weak = item.kind == "country" or all(filed.kind == "weak" for filed in item.names)
        neighbours = [index for index in (item.first - 1, item.stop) if 0 <= index < len(tokens)]
        return is_weak and any(tokens[index].entity == "PERSON" for index in neighbours)

    def _read_chain(self, chain: Chain, items: SentenceItems) -> tuple[ActorReading, int, int, Actor | None] | None:
        parts = chain.parts
        start, end = find_start(chain, items), parts[-1].end
        found: Found | None = None
        if chain.name is not None:
            found = self._read_name(chain, chain.name, items)
        elif chain.is_act and chain.country is not None:
            forces = self._register.find_state_actor(chain.country, "state_force")
            found = Found(forces, "state_force", "nationality of an act of armed forces")
        elif chain.roles:
            found = self._read_description(chain, items)
        elif not chain.is_linked:
            found = self._read_country(parts[0], items)
        if found is None:
            return None
        actor, side, why, is_by_focus = found
        # A role shared with the next nationality covers no words of its own.
        roles = [item for item in chain.roles if item is parts[0] or item.start != parts[0].start]
        text = self._document.text
        reading = ActorReading(
            actor_id=actor.actor_id if actor else None,
            name=actor.name if actor else None,
            side=side,
            words=text[start:end],
            role=text[roles[0].start : roles[-1].end] if roles else None,
            nationality=chain.country or (actor.state if actor and chain.name is not None else None),
            why=why,
            is_by_focus=is_by_focus,
        )
        return reading, start, end, actor

    def _read_name(self, chain: Chain, name: Item, items: SentenceItems) -> Found:
        owner = self._senses.find_owner(name, items)
        actor, why = owner if owner is not None else (name.names[0].actor, f"name ‘{name.names[0].written}’")
        roles = [item.role for item in chain.roles if item.role is not None]
        if actor.state is not None:
            sides = [role.side for role in roles if role.kind == "force" and role.side in STATE_SIDES]
            if sides and sides[-1] != actor.side:
                sibling = self._register.find_state_actor(actor.state, sides[-1])
                actor, why = (sibling, f"{why} + force") if sibling else (actor, why)
            return Found(actor, actor.side, why)
        if any(role.kind == "part" and role.is_plural for role in roles) and chain.country is None:
            return Found(actor, actor.side, f"{why}; several parts of it")
        country = chain.country or items.find_attached_country(chain.parts[-1].stop)
        actor, why = self._senses.find_branch(actor, country=country, item=name, items=items, why=why)
        return Found(actor, actor.side, why)

    def _read_country(self, item: Item, items: SentenceItems) -> Found | None:
        if item.country is None:
            return None
        if item.kind == "nation":
            if is_people(items, item):
                return Found(None, "unknown", "people of a nationality")
            return None
        if not is_agent(items, item, self._roles):
            return None
        actor = self._register.find_state_actor(item.country, "government")
        return (
            None
            if actor is None
            else Found(actor, actor.side, f"‘{self._document.text[item.start : item.end]}’ acts in the sentence")
        )

    def _read_description(self, chain: Chain, items: SentenceItems) -> Found | None:
        if is_unit_name(chain, items):
            return None
        roles = [item.role for item in chain.roles if item.role is not None]
        side = find_side(roles)
        linked = self._find_belonging(chain, items)
        if linked is not None:
            return Found(linked[0], linked[0].side, linked[1])
        if chain.country is not None and side in STATE_SIDES:
            actor = self._register.find_state_actor(chain.country, side)
            why = f"nationality + {side.replace('_', ' ')}" + ("" if actor else ", not in the register")
            return Found(actor, side, why)
        if chain.country is None and not is_noun_phrase(chain, items, roles, arms=self._roles.arms):
            return None
        is_related = items.is_behind_relation(chain.parts[0].first)
        definite = not is_related and self._is_definite(chain, items)
        found = (
            self._find_named_before(side, chain, items)
            if definite and any(role.definite for role in roles) and not is_several(chain, items)
            else None
        )
        if found is not None:
            return found
        return self._read_unnamed(chain, items, side=side, is_definite=definite, is_related=is_related)

    def _read_unnamed(
        self, chain: Chain, items: SentenceItems, *, side: Side, is_definite: bool, is_related: bool
    ) -> Found | None:
        roles = [item.role for item in chain.roles if item.role is not None]
        if is_definite and side in STATE_SIDES and all(role.local and role.definite for role in roles):
            # "the ministry", "the governor of …" without one named before: that of the country the document is about.
            own = self._find_local(side, chain, items)
            if own is not None:
                return own
        if not any(role.alone for role in roles) and (chain.country is None or side == "unknown"):
            is_group = is_definite and roles[0].kind == "part" and chain.parts[0].kind == "role"
            lack = "several groups" if is_several(chain, items) else "no armed group named before"
            return Found(None, "unknown", f"unresolved: {lack}") if is_group else None
        coalition = self._find_coalition(chain, items) if side == "international_force" and not is_related else None
        if coalition is not None:
            return coalition
        local = self._find_local(side, chain, items) if side in STATE_SIDES else None
        if local is not None and not (is_related and local.is_by_focus):
            return local
        only = None if is_related else self._find_only(side, chain, items)
        if only is not None:
            return only
        return Found(None, side, "description; no actor named" + (", none before it" if is_definite else ""))

    def _find_local(self, side: Side, chain: Chain, items: SentenceItems) -> Found | None:
        first = chain.parts[0].first
        if first and items.tokens[first - 1].text.lower() in self._roles.foreign:
            return None  # "a Western official in Kabul" is none of that country
        country = items.find_attached_country(chain.parts[-1].stop) or self._find_seat_before(chain.parts[0], items)
        why = "the country named with it"
        is_local = any(item.role is not None and item.role.local for item in chain.roles)
        is_by_focus = country is None and is_local
        if is_by_focus:
            country, why = self._home, _BY_FOCUS
        if country is None:
            return None
        actor = self._register.find_state_actor(country, side)
        return Found(actor, side, f"{side.replace('_', ' ')} of {country}, {why}", is_by_focus)

    def _find_only(self, side: Side, chain: Chain, items: SentenceItems) -> Found | None:
        """Return who is meant without being pointed at: "forty soldiers", "four rebels", where only one can be."""
        is_theirs = side == "state_force" and is_of_a_group(chain, items)  # "a soldier of the group"
        if chain.country is not None or is_named_so(chain, items, self._roles) or is_theirs:
            return None
        if side == "state_force":
            country, are_several = find_only_force(self._seen)
            if are_several:
                return None
            actor = self._register.find_state_actor(country or self._home or "", side)
            why = "the only one with forces named before" if country else _BY_FOCUS
            told = f"state force of {country or self._home}, {why}"
            return None if actor is None else Found(actor, side, told, is_by_focus=not country)
        if side == "armed_group" and find_last_word(chain, items) in self._roles.counted and is_counted(chain, items):
            only = find_only_group(self._seen)
            return Found(only.actor, side, "counted; the only armed group named before") if only else None
        return None

    def _find_coalition(self, chain: Chain, items: SentenceItems) -> Found | None:
        """Return the one coalition at work where the document is ("the coalition", "coalition forces"); None if unsure."""
        first, stop = chain.parts[0].first, chain.parts[-1].stop
        before = items.tokens[first - 1].text.lower() if first else ""
        if before in {"a", "an"} or (stop < len(items.tokens) and items.tokens[stop].text.lower() == "of"):
            return None
        words = [items.tokens[item.first].text.lower() for item in chain.roles]
        for country in (items.find_attached_country(stop), *self._focus[:1]):
            for word in words if country else ():
                actor = self._register.find_coalition(word, country or "", year=self._year)
                if actor is not None:
                    return Found(actor, actor.side, f"the one {word} in {country} at the time")
        return None

    def _find_belonging(self, chain: Chain, items: SentenceItems) -> tuple[Actor, str] | None:
        """Return the group of "fighters of the group X", "the Yemeni branch of X"; None if no name follows so."""
        roles = [item.role for item in chain.roles if item.role is not None]
        if any(role.alone and role.side in {"civilians", "unknown"} for role in roles):
            return None
        name, link = find_linked(chain, items, self._roles)
        if name is None:
            return None
        if name.kind == "nation":
            return self._find_force_behind(name, items) if link == "of" else None
        owner = self._senses.find_owner(name, items) if name.kind == "name" else None
        if owner is None or (owner[0].side != "armed_group" and link != "of"):
            return None
        is_several = any(role.kind == "part" and role.is_plural for role in roles)
        if is_several and chain.country is None:
            return owner[0], f"part of ‘{items.tokens[name.first].text}’ named behind it"
        country = chain.country or items.find_attached_country(name.stop)
        return self._senses.find_branch(
            owner[0], country=country, item=name, items=items, why="belongs to the group named behind it"
        )

    def _find_force_behind(self, nation: Item, items: SentenceItems) -> tuple[Actor, str] | None:
        """Return the force of "soldiers of the Nigerian army"; None if no force stands behind the nationality."""
        force = items.item_at(nation.stop)
        if force is None or force.role is None or force.role.kind != "force" or nation.country is None:
            return None
        actor = self._register.find_state_actor(nation.country, force.role.side)
        return (actor, "belongs to the force named behind it") if actor is not None else None

    def _is_definite(self, chain: Chain, items: SentenceItems) -> bool:
        first = chain.parts[0].first
        for index in range(first - 1, max(-1, first - 1 - _LOOK_BACK), -1):
            token = items.tokens[index]
            if token.text.lower() in self._roles.determiners:
                return True
            if token.pos not in {"ADJ", "NUM"} and token.text.lower() not in self._roles.fillers:
                return False
        return False

    def _find_named_before(self, side: Side, chain: Chain, items: SentenceItems) -> Found | None:
        block = items.sentence.block
        country = chain.country
        there = items.find_attached_country(chain.parts[-1].stop)
        is_branch = country is not None and any(item.role and item.role.kind == "part" for item in chain.roles)
        wanted: Side = "armed_group" if side == "unknown" else side
        word = find_last_word(chain, items) or ""
        described = Description(
            side=wanted,
            block=block,
            word=word,
            is_branch=word in self._roles.branches,
            is_local=all(item.role is not None and item.role.local for item in chain.roles),
            focus=self._home,
            others=self._name_behind(chain, items),
        )
        for seen in order_seen(self._seen, described):
            actor = seen.actor
            if actor is None and wanted in STATE_SIDES | FORCE_SIDES and seen.country == country:
                return Found(None, seen.side, "the one described before it, which is not named")
            if actor is None:
                continue
            if seen.is_joined and not is_branch:
                return Found(None, wanted, "unresolved: several groups are named together before it")
            if is_branch and country is not None:
                actor = self._find_branch_of_family(actor, country)
            elif country is not None and country not in actor.countries:
                actor = None
            if actor is None:
                continue
            place = "paragraph" if seen.block == block else "text"
            why = f"‘{self._document.text[chain.parts[-1].start : chain.parts[-1].end]}’ = nearest named before it in the {place}"
            if there and actor.countries and there not in actor.countries:
                above = next((up for up in self._register.ancestors(actor.actor_id) if there in up.countries), None)
                if above is not None:
                    return Found(above, above.side, f"{why}, in {there}: the organisation it is a branch of")
            return Found(actor, actor.side, why)
        return None

    def _name_behind(self, chain: Chain, items: SentenceItems) -> frozenset[str]:
        """Return the ids of the actors that are named behind a chain in its sentence."""
        stop = chain.parts[-1].stop
        names = [item for item in items.items if item.kind == "name" and item.first >= stop]
        owners = (self._senses.find_owner(name, items) for name in names)
        return frozenset(owner[0].actor_id for owner in owners if owner is not None)

    def _find_branch_of_family(self, actor: Actor, country: str) -> Actor | None:
        if country in actor.countries:
            return actor
        for above in (actor, *self._register.ancestors(actor.actor_id)):
            branch = self._register.find_branch(above, country)
            if branch is not None:
                return branch
        return None

    def _find_seat_before(self, first: Item, items: SentenceItems) -> str | None:
        before = next((item for item in items.items if item.stop == first.first and item.kind == "seat"), None)
        return before.country if before else None


def _cut(hits: list[Hit[T]], starts: list[int], sentence: Sentence) -> list[Hit[T]]:
    found: list[Hit[T]] = []
    for index in range(bisect_left(starts, sentence.start), len(hits)):
        if hits[index].start >= sentence.end:
            break
        if hits[index].end <= sentence.end:
            found.append(hits[index])
    return found
