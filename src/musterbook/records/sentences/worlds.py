"""Contexts that are no violence of a conflict: sport, labour, drills, accidents, crime, wild animals, fiction, figures of speech.

1. The sentence tells: a strong word of a world, or two weak ones, beside the trigger.
2. The document tells: sport and labour by its words where nobody is hurt in it; what a world spreads to, a document in
   which nobody is under arms and nothing is a weapon, from the sentence that is set in it to those around.
3. The trigger tells: animals do it or have it done to them; an idiom; work that is stopped.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from musterbook.errors import RegisterError
from musterbook.model import ActorReading, Mention
from musterbook.records.sentences.nominals import light_verb
from musterbook.records.sentences.views import SentenceView
from musterbook.records.tables import read_rows, read_table, read_words, row_words, table_place

__all__ = ["is_other_world", "read_worlds"]

_UNDER_ARMS = frozenset({"armed_group", "state_force", "international_force"})
_YIELDS = ("party", "actor", "arms", "war")
_ENOUGH = 2
# Weak words in a whole document, and sentences that one set in a world speaks for.
_ENOUGH_IN_ALL = 3
_SPREAD = 5
_SCORE = re.compile(r"\d{1,3}[-–]\d{1,3}")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Domain:
    """Words that show another world: any of `strong`, or two of `weak`, in one sentence.

    Attributes:
        yields: a party under arms in the sentence outweighs the words ("a bomb at a cricket ground").
        to_weapons: so does a weapon.
        around: further weak words, where nobody in the document is under arms.
        unless: any of these in the sentence outweighs the weak words ("a bus ambushed on the road").
        is_whole: whole documents are set in it.
        in_sentence: the words of the sentence alone may set it.
        spreads: a sentence set in it speaks for those around, in a document without anything of `unless` or under arms.
    """

    name: str
    triggers: frozenset[str]
    strong: frozenset[str]
    weak: frozenset[str]
    around: frozenset[str]
    yields: bool
    to_weapons: bool
    unless: frozenset[str]
    is_whole: bool
    spreads: bool
    in_sentence: bool


@cache
def _load_domains() -> tuple[_Domain, ...]:
    domains: list[_Domain] = []
    for number, row in enumerate(read_rows("status", "domain"), 1):
        where = table_place("status", "domain", number)
        if not isinstance(row.get("name"), str):
            raise RegisterError("a row has no name", where=where)
        yields_to = row.get("yields_to")
        if yields_to is not None and yields_to not in _YIELDS:
            raise RegisterError("`yields_to` is unknown", expected=", ".join(_YIELDS), got=repr(yields_to), where=where)
        domains.append(
            _Domain(
                name=row["name"],
                triggers=frozenset(row_words(row, "triggers", where=where)),
                strong=frozenset(row_words(row, "strong", where=where)),
                weak=frozenset(row_words(row, "weak", where=where)),
                around=frozenset(row_words(row, "around", where=where)),
                yields=yields_to in {"party", "actor"},
                to_weapons=yields_to == "party",
                unless=read_words("status", yields_to, "words") if yields_to in {"arms", "war"} else frozenset(),
                is_whole=row.get("whole") == "yes",
                spreads=row.get("spreads") == "yes",
                in_sentence=row.get("only") != "document",
            )
        )
    return tuple(domains)


@cache
def _load_idioms() -> dict[str, frozenset[str]]:
    section = read_table("status").get("idioms")
    where = table_place("status", "idioms")
    if not isinstance(section, dict):
        raise RegisterError("a word table lacks a section", expected="[idioms]", where=where)
    return {trigger: frozenset(row_words(section, trigger, where=where)) for trigger in section}


# -- the document -----------------------------------------------------------------------------------------------------


def read_worlds(views: Sequence[SentenceView]) -> list[frozenset[str]]:
    """Return the worlds that the document sets each sentence in.

    Three different words of a world, or two of them strong, are a document about sport or labour; one sentence of it may
    have none. An attack at a match, or during a strike, is told with the hurt or those who came: then no world holds.
    """
    whole = _read_whole(views)
    words = _all_words(views)
    found = [set(whole) for _ in views]
    for domain in _load_domains():
        if not domain.spreads or words & domain.unless or any(_has_arms(view, domain=domain) for view in views):
            continue
        n_words = len(words & (domain.strong | domain.weak | domain.around))
        is_all = len(views) <= 2 * _SPREAD and n_words >= _ENOUGH_IN_ALL
        for index in range(len(views)) if is_all and not domain.triggers else _set_in(views, domain):
            # What a flood or a hunt did is told first; "he had quarrelled with them" may come last.
            first = 0 if is_all else index - (0 if domain.triggers else _SPREAD)
            for near in range(max(first, 0), len(views) if is_all else min(index + _SPREAD + 1, len(views))):
                if near == index or not _is_apart(views[near], views[index], domain=domain, is_before=near < index):
                    found[near].add(domain.name)
    return [frozenset(held) for held in found]


def _set_in(views: Sequence[SentenceView], domain: _Domain) -> Iterator[int]:
    """Yield the sentences set in a world; what kills in it must be told to do so ("suffers from hunger" kills nobody)."""
    harm = read_words("status", "harm", "words") | read_words("status", "ruin", "words")
    for index, view in enumerate(views):
        is_told = not domain.triggers or not view.key_set.isdisjoint(harm)
        if is_told and _is_set(view.key_set, domain):
            yield index


def _is_apart(view: SentenceView, told: SentenceView, *, domain: _Domain, is_before: bool) -> bool:
    """True where a sentence tells something else than the one set in a world: its place or day, or words of a conflict.

    A report gives place and day first: before the sentence set in a world only a place or day besides its own counts.
    """
    if _is_set(view.key_set, domain):
        return False
    words = read_words("status", "war", "words") | read_words("status", "apart", "words")
    if view.key_set & (words - domain.triggers):
        return True
    for kind in ("place", "time"):
        own = {mention.text for mention in view.of_kind(kind)}
        theirs = {mention.text for mention in told.of_kind(kind)}
        if own - theirs and (theirs or not is_before):
            return True
    return False


def _read_whole(views: Sequence[SentenceView]) -> frozenset[str]:
    words = _all_words(views)
    if any(_is_under_arms(mention) for view in views for mention in view.mentions):
        return frozenset()
    if words & read_words("status", "harm", "words"):
        return frozenset()
    is_armed = any(mention.kind == "weapon" for view in views for mention in view.mentions)
    found: set[str] = set()
    for domain in _load_domains():
        strong, weak = len(words & domain.strong), len(words & domain.weak)
        is_set = strong >= _ENOUGH or (strong == 1 and weak >= _ENOUGH)
        # "The captain fired the decisive rocket": the words of a match outweigh one weapon.
        if domain.is_whole and is_set and (not is_armed or strong + weak > _ENOUGH_IN_ALL):
            found.add(domain.name)
    return frozenset(found)


def _all_words(views: Sequence[SentenceView]) -> frozenset[str]:
    return frozenset().union(*(view.key_set for view in views)) if views else frozenset()


def _is_set(words: frozenset[str], domain: _Domain) -> bool:
    return bool(words & domain.strong) or len(words & (domain.weak | domain.around)) >= _ENOUGH


def _has_arms(view: SentenceView, *, domain: _Domain) -> bool:
    """True for a weapon, a group under arms or foreign troops; soldiers of the state rescue, too, and robbers are a gang."""
    if any(view.keys[at] == "fire" and token.pos == "VERB" for at, token in enumerate(view.tokens)):
        return True
    for mention in view.mentions:
        if mention.kind == "weapon":
            return True
        reading = mention.reading
        if isinstance(reading, ActorReading) and reading.side in {"armed_group", "international_force"}:
            held = {view.keys[position] for position in view.positions(mention.start, mention.end)}
            if not held & (domain.strong | domain.weak | domain.around):
                return True
    return False


# -- the sentence and the trigger -------------------------------------------------------------------------------------


def is_other_world(view: SentenceView, position: int) -> bool:
    """True where the trigger stands in sport, labour, medicine, a drill, an accident, or a figure of speech."""
    key = view.keys[position]
    tells = (_is_of_workers, _is_of_animals, _is_of_elements)
    if _has_score(view) or any(is_told(view, position) for is_told in tells):
        return True
    words = view.key_set
    for domain in _load_domains():
        if domain.triggers and key not in domain.triggers:
            continue
        if domain.spreads and domain.name in view.worlds and not _is_by_arms(view, position):
            return True
        if domain.name in view.worlds and not domain.spreads:
            return True
        if not domain.in_sentence:
            continue
        is_weak = len(words & domain.weak) >= _ENOUGH and not words & domain.unless
        is_strong = bool(words & domain.strong) and not (domain.unless and _is_by_arms(view, position))
        if (is_strong or is_weak) and not (domain.yields and _has_party(view, domain=domain)):
            return True
    near = _load_idioms().get(key)
    if near is None:
        return False
    words_near = _neighbours(view, position)
    if _is_by_arms(view, position):  # "a warplane hit a school in the market": only what is hit can make it an idiom
        words_near = list(view.arguments(position).patients)
    planning = read_words(
        "status", "governors", "planned"
    )  # "attacked the plan" hurts nobody, "planned the attack" may have
    return any(
        view.keys[other] in near and not (view.tokens[other].pos == "VERB" and view.keys[other] in planning)
        for other in words_near
    )


def _has_score(view: SentenceView) -> bool:
    """True for "won 3-1", "lost to the visitors 78-80": the sentence tells of a match, whatever its sides are called."""
    verbs = read_words("status", "results", "verbs")
    if view.key_set.isdisjoint(verbs):
        return False
    for at in range(1, len(view.tokens)):
        is_score = _SCORE.fullmatch(view.tokens[at].text) or _SCORE.fullmatch(
            "".join(token.text for token in view.tokens[at : at + 3])
        )
        if not is_score or view.mention("time", at) is not None or _counts(view, at):
            continue
        if any(view.keys[word] in verbs for word in (at - 1, *view.ancestors(at))):
            return True
    return False


def _counts(view: SentenceView, position: int) -> bool:
    """True for "lost 20-30 fighters", "20-30 of them": the range counts somebody or something."""
    behind = position + (1 if _SCORE.fullmatch(view.tokens[position].text) else 3)
    if behind >= len(view.tokens):
        return False
    return view.tokens[behind].pos in {"NOUN", "PROPN", "ADJ", "NUM"} or view.keys[behind] == "of"


def _is_of_workers(view: SentenceView, position: int) -> bool:
    """True for "went on strike", "a strike of the drivers", "dockers began a strike": work is stopped."""
    if view.keys[position] not in read_words("status", "stoppages", "nouns") or view.tokens[position].pos != "NOUN":
        return False
    is_bare = not any(view.tokens[child].dep in {"det", "poss", "nummod"} for child in view.children[position])
    if is_bare and view.governing_preposition(position) == "on":
        return True
    verb = light_verb(view, position)
    doers = [*view.prepositional(position, ("of", "by")), *(view.arguments(verb).agents if verb is not None else ())]
    doers += [child for child in view.children[position] if view.tokens[child].dep in {"poss", "compound"}]
    return any(view.keys[doer] in read_words("people", "sides", "civilians") for doer in doers)


def _is_of_animals(view: SentenceView, position: int) -> bool:
    """True for "a leopard stormed a wedding", "the killing of 30 wolves"; a group that bears their name is none of them."""
    animals = read_words("status", "animals", "nouns")
    if view.key_set.isdisjoint(animals):
        return False
    arguments = view.arguments(position)
    doers = (*arguments.agents, *view.prepositional(position, ("by",)))
    if view.tokens[position].tag == "VBG":  # "attacked fishermen, killing one"
        doers += tuple(agent for above in view.ancestors(position) for agent in view.arguments(above).agents)
    others = (*arguments.patients, *view.prepositional(position, ("of",)))
    return any(_is_animal(view, token) for token in doers) or (
        bool(others) and all(_is_animal(view, token) for token in others)
    )


def _is_of_elements(view: SentenceView, position: int) -> bool:
    """True for "the smoke killed two tenants"; fire may be of guns where the sentence has any word of a conflict."""
    elements = read_words("status", "elements", "nouns")
    if view.key_set.isdisjoint(elements) or not view.key_set.isdisjoint(read_words("status", "arms", "words")):
        return False
    arguments = view.arguments(position)
    doers = arguments.agents or view.prepositional(position, ("in", "by"))
    if not doers and view.tokens[position].pos == "ADJ":  # "a runaway tram left four dead"
        doers = view.arguments(view.tokens[position].head).agents
    is_armed = any(mention.kind == "weapon" or _is_under_arms(mention) for mention in view.mentions)
    return not is_armed and any(view.keys[token] in elements for token in doers)


def _is_animal(view: SentenceView, position: int) -> bool:
    while view.tokens[position].pos == "NUM" and view.tokens[position].head > position:
        position = view.tokens[position].head
    is_noun = view.tokens[position].pos == "NOUN" and view.mention("actor", position) is None
    return is_noun and view.keys[position] in read_words("status", "animals", "nouns")


def _is_by_arms(view: SentenceView, position: int) -> bool:
    """True where somebody under arms or a weapon does what the verb says; the police, where somebody is harmed."""
    sides = _UNDER_ARMS
    if view.keys[position] in read_words("status", "harm", "words"):
        sides = sides | {"police"}
    for agent in view.arguments(position).agents:
        actor = view.mention("actor", agent)
        is_armed = actor is not None and isinstance(actor.reading, ActorReading) and actor.reading.side in sides
        if is_armed or view.mention("weapon", agent) is not None:
            return True
    return False


def _has_party(view: SentenceView, *, domain: _Domain) -> bool:
    """True for a party under arms, or for a weapon among few words of the world ("their captain fired a rocket")."""
    is_steeped = len(view.key_set & (domain.strong | domain.weak)) > _ENOUGH
    return any(
        _is_under_arms(mention) or (mention.kind == "weapon" and domain.to_weapons and not is_steeped)
        for mention in view.mentions
    )


def _is_under_arms(mention: Mention) -> bool:
    reading = mention.reading
    return isinstance(reading, ActorReading) and reading.side not in {"civilians", "unknown", "government"}


def _neighbours(view: SentenceView, position: int) -> list[int]:
    """Return the words an idiom is made of: modifiers, arguments and the nouns behind its prepositions."""
    found = [*view.children[position], *view.arguments(position).patients, *view.arguments(position).agents]
    for child in view.children[position]:
        if view.tokens[child].dep in {"prep", "agent"}:
            found.extend(view.children[child])
    token = view.tokens[position]
    if token.dep in {"compound", "amod", "dobj", "pobj", "nsubj", "nsubjpass"}:
        found.append(token.head)
    return found
