"""Which group a passage is speaking of, for words that refer back: "the two", "his men", "its preachers", "the leaflets".

The cascade of `party_of`, first that holds wins:
1. who the word stands for by itself, or whose it is (see who.py), if that is a party;
2. "one of its commanders", "several of the men": whose the whole is;
3. "he", "his band": the group for which the person spoke or was named who was the subject of the sentence before;
4. a role that only somebody's people have ("a recruiter", "leaflets") → the armed group the passage speaks of.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from musterbook.model import ActorReading, Attribution, Mention
from musterbook.records.context import DocumentContext
from musterbook.records.sentences.views import SUBJECTS, SentenceView
from musterbook.records.sides.acts import find_party
from musterbook.records.sides.who import Found
from musterbook.records.tables import read_words

__all__ = ["group_spoken_of", "groups_before", "pair_of", "party_of"]

_REACH = 3
_DEEPEST = 6  # parts of parts ("some of the members of") that are followed
# Sides that a noun for a person gives, which another side may employ.
_PERSONS = frozenset({"civilians", "government"})
_PAIR_REACH = 2
_TWO = 2


def party_of(
    context: DocumentContext, view: SentenceView, position: int, *, said: Attribution, reach: int = _DEEPEST
) -> Found | None:
    """Return the party a word stands for, words that refer back included; None if the passage does not tell.

    Args:
        context: the document.
        view: the sentence.
        position: the word.
        said: who says what stands there.
        reach: how many times "some of", "members of" may stand before the party.
    """
    found = context.who.at(view, position, said=said) or context.who.owner(view, position, said=said)
    if found is not None and (found.reading.actor_id is not None or found.reading.side != "unknown"):
        owned = _owner_of_person(context, view, position, said=said) if found.reading.side in _PERSONS else None
        return owned or found
    for whole in view.prepositional(position, ("of", "from", "among")) if reach and _is_part(view, position) else ():
        inner = party_of(context, view, whole, said=said, reach=reach - 1)
        if inner is not None:
            return inner
    carried = find_party(context, view, (position,), said=said)
    if carried is not None and carried.reading.side == "armed_group":
        return carried
    return _referred_to(context, view, position, said=said) or found


def _owner_of_person(context: DocumentContext, view: SentenceView, position: int, *, said: Attribution) -> Found | None:
    """Return the group of "their chairman", "its doctors": whose people they are says more than what they are."""
    owner = view.child(position, "poss")
    if owner is None or view.tokens[owner].pos != "PRON":
        return None
    group = context.who.antecedent(view, owner, said=said)
    return group if group is not None and group.reading.side == "armed_group" else None


def _referred_to(context: DocumentContext, view: SentenceView, position: int, *, said: Attribution) -> Found | None:
    owner = view.child(position, "poss")
    person = position if owner is None else owner
    if view.keys[person] in read_words("people", "pronouns", "person") | read_words("people", "pronouns", "owners"):
        return _group_of_person(context, view, person)
    if owner is not None and _is_body(view, owner):  # "the group's spokesman"
        return group_spoken_of(context, view, owner)
    if owner is not None and view.tokens[owner].pos == "PRON":
        return context.who.antecedent(view, owner, said=said)
    if owner is None and (view.keys[position] in read_words("people", "roles", "nouns") or _is_body(view, position)):
        return group_spoken_of(context, view, position)
    for whole in view.prepositional(position, ("of", "for", "from")) if owner is None else ():
        if _is_body(view, whole):  # "a spokesman for the sect"
            return group_spoken_of(context, view, whole)
    return None


def _is_body(view: SentenceView, position: int) -> bool:
    before = [child for child in view.children[position] if child < position]
    is_known = any(view.keys[child] in {"the", "this"} for child in before)
    is_plain = not any(view.tokens[child].dep in {"amod", "compound", "nmod"} for child in before)
    return is_known and is_plain and view.keys[position] in read_words("people", "roles", "bodies")


def _is_part(view: SentenceView, position: int) -> bool:
    return view.tokens[position].pos in {"NUM", "DET", "PRON", "ADJ"} or view.keys[position] in read_words(
        "people", "parts", "nouns"
    )


def _group_of_person(context: DocumentContext, view: SentenceView, position: int) -> Found | None:
    """Return the group of the person last spoken of: who spoke in the sentence before, or stood as its subject."""
    for index in range(view.index, max(view.index - _PAIR_REACH - 1, -1), -1):
        home = context.views[index]
        limit = view.tokens[position].start if index == view.index else home.sentence.end
        said = context.said_of(home, home.sentence.start)
        groups = _groups_of(home, limit)
        if index != view.index and said.source.actor is not None and said.source.actor.side == "armed_group":
            return _as_word(view, position, said.source.actor)
        if groups:
            first = next((mention for mention in groups if _is_subject(home, mention)), groups[0])
            return _as_word(view, position, first.reading)
        if index < view.index and any(token.entity == "PERSON" for token in home.tokens):
            return None  # somebody else may be meant
    return None


def group_spoken_of(
    context: DocumentContext, view: SentenceView, position: int, *, other_than: Iterable[Found] = ()
) -> Found | None:
    """Return the armed group the passage speaks of at a word: of the nearest sentence that names one, its subject first."""
    left_out = {found.reading.actor_id for found in other_than}
    for mention in _backwards(context, view, view.tokens[position].start, reach=_REACH):
        if isinstance(mention.reading, ActorReading) and mention.reading.actor_id not in left_out:
            return _as_word(view, position, mention.reading)
    return None if left_out else _unnamed_before(context, view, position)


def _unnamed_before(context: DocumentContext, view: SentenceView, position: int) -> Found | None:
    """Return the armed group without an entry that stands nearest before: "the insurgents", "gunmen"."""
    before = view.tokens[position].start
    for index in range(view.index, max(view.index - _PAIR_REACH - 1, -1), -1):
        for mention in reversed(list(context.views[index].of_kind("actor"))):
            is_group = isinstance(mention.reading, ActorReading) and mention.reading.side == "armed_group"
            if is_group and mention.end <= before:
                return _as_word(view, position, mention.reading)
    return None


def groups_before(context: DocumentContext, view: SentenceView, position: int) -> tuple[Found, ...]:
    """Return the two armed groups named last before a word, in the order told; fewer if there are not two."""
    found: dict[str, Mention] = {}
    for index in range(view.index, max(view.index - _PAIR_REACH - 1, -1), -1):
        home = context.views[index]
        limit = view.tokens[position].start if index == view.index else home.sentence.end
        for mention in _groups_of(home, limit):
            if isinstance(mention.reading, ActorReading) and mention.reading.actor_id is not None:
                found.setdefault(mention.reading.actor_id, mention)
        if len(found) >= _TWO:
            break
    named = sorted(found.values(), key=lambda mention: mention.start)[-_TWO:]
    return tuple(
        Found(reading=replace(mention.reading, count=None), start=mention.start, end=mention.end)
        for mention in named
        if isinstance(mention.reading, ActorReading)
    )


def pair_of(context: DocumentContext, view: SentenceView, position: int) -> tuple[Found, Found] | None:
    """Return the two groups that "the two", "both", "each other" stand for; None if no two were named."""
    is_pair = _is_two(view, position)
    beside = [child for child in view.children[position] if view.tokens[child].dep == "appos"]
    told = [context.who.at(view, token) for child in beside for token in view.conjuncts(child)]
    named = tuple(found for found in told if found is not None and found.reading.side == "armed_group")
    if len(named) != _TWO:  # not "the two movements, X and Y"
        named = groups_before(context, view, position) if is_pair else ()
    if len(named) != _TWO:
        return None
    first, second = named
    return first, second


def _is_two(view: SentenceView, position: int) -> bool:
    """True for "the two", "both", "the two movements"; not for "two groups of students", "two companies"."""
    words = read_words("people", "pairs", "words")
    if view.keys[position] in words:
        return not view.prepositional(position, ("of",))
    is_group = view.keys[position] in read_words("people", "pairs", "nouns")
    is_counted = any(view.keys[child] in words for child in view.children[position])
    return is_group and is_counted and not view.prepositional(position, ("of",))


def _groups_of(home: SentenceView, limit: int) -> list[Mention]:
    return [
        mention
        for mention in home.of_kind("actor")
        if mention.end <= limit
        and isinstance(mention.reading, ActorReading)
        and mention.reading.side == "armed_group"
        and mention.reading.actor_id is not None
    ]


def _backwards(context: DocumentContext, view: SentenceView, before: int, *, reach: int) -> Iterable[Mention]:
    for index in range(view.index, max(view.index - reach - 1, -1), -1):
        home = context.views[index]
        groups = _groups_of(home, before)
        yield from sorted(groups, key=lambda mention: not _is_subject(home, mention))


def _is_subject(view: SentenceView, mention: Mention) -> bool:
    head = view.head_of(mention.start, mention.end)
    above = view.tokens[head]
    return above.dep in SUBJECTS or (above.dep == "poss" and view.tokens[above.head].dep in SUBJECTS)


def _as_word(view: SentenceView, position: int, reading: object) -> Found | None:
    if not isinstance(reading, ActorReading):
        return None
    token = view.tokens[position]
    why = f"‘{token.text}’ = the group spoken of, {reading.words}"
    return Found(reading=replace(reading, count=None, why=why), start=token.start, end=token.end, is_pronoun=True)
