"""Did it happen: status and negation of a trigger from the words above it, beside it and around it.

The walk goes from the trigger to its governors ("failed in an attempt to attack"): the first word of the tables decides.
A trigger in a context that is no violence at all (sport, industrial action, drills, figures of speech, accidents) is no event.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from musterbook.errors import RegisterError
from musterbook.model import ActorReading, EventStatus
from musterbook.records.frames import light_verb, outer_noun
from musterbook.records.tables import irregular_lemmas, read_rows, read_table, read_words, row_words, table_place
from musterbook.records.views import OBJECTS, SUBJECTS, SentenceView

__all__ = ["Standing", "is_kept_up", "is_other_world", "read_standing", "read_worlds"]

_STATUSES: tuple[EventStatus, ...] = ("foiled", "attempted", "planned", "hypothetical", "historical")
_HOPS = 6
_UNDER_ARMS = frozenset({"armed_group", "state_force", "international_force"})
_ENOUGH = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """How an event stands: `is_event` False where the words tell of no single happening (a habit, a drill, a purpose)."""

    status: EventStatus = "completed"
    is_negated: bool = False
    is_event: bool = True


def is_kept_up(view: SentenceView, position: int) -> bool:
    """True for "kept striking the cities", "will continue to hunt and kill them": no single happening is told."""
    while view.tokens[position].dep == "conj" and view.tokens[position].head != position:
        position = view.tokens[position].head
    token = view.tokens[position]
    return token.dep == "xcomp" and view.keys[token.head] in read_words("status", "keeping_up", "verbs")


def read_standing(view: SentenceView, position: int) -> Standing:
    """Return the status of the trigger, from the nearest word that tells it."""
    is_noun = view.tokens[position].pos in {"NOUN", "PROPN"}
    if not is_noun and _is_habit(view, position):
        return Standing(is_event=False)
    is_negated = view.is_negated(position)
    status = _from_modifiers(view, position)
    current = position
    if is_noun:
        current, _ = outer_noun(view, position)
        is_negated = is_negated or view.is_negated(current)
        status = status or _from_modifiers(view, current)
        verb = light_verb(view, position)
        is_negated = is_negated or (verb is not None and view.is_negated(verb))
    for _ in range(_HOPS):
        status = status or _from_auxiliaries(view, current)
        if status is not None or view.tokens[current].head == current:
            break
        above = view.tokens[current].head
        if view.tokens[current].dep == "ccomp" and view.keys[current] in read_words("status", "saying", "verbs"):
            break  # what is said of the saying is not said of the event
        status = _from_governor(view, current, above)
        if view.tokens[current].dep in {"xcomp", "ccomp"} and view.is_negated(above):
            is_negated = True
        if view.tokens[current].dep == "conj" and status is None and view.child(current, "aux", *SUBJECTS) is None:
            status = _from_auxiliaries(view, above)  # "will come and attack"
        if is_noun and status is None and view.tokens[current].dep in SUBJECTS and not _is_known(view, current):
            # "an attack could have no justification": no attack is told of
            status = "hypothetical" if _from_auxiliaries(view, above) == "hypothetical" else None
        # "will go on to capture or kill them": a second infinitive shares what stands above the first
        is_shared = view.tokens[current].dep == "conj" and view.tokens[current].tag == view.tokens[above].tag == "VB"
        if (view.tokens[current].dep in {"relcl", "conj", *SUBJECTS} and not is_shared) or (
            view.tokens[current].dep == "advcl" and status is None and view.child(current, "mark") is not None
        ):
            break
        current = above
    return Standing(status=status or "completed", is_negated=is_negated)


def _is_known(view: SentenceView, position: int) -> bool:
    return any(view.keys[child] in {"the", "this", "that", "these", "those"} for child in view.children[position])


def _is_habit(view: SentenceView, position: int) -> bool:
    """True for a simple present outside a headline: it tells what is usual, not what happened."""
    if view.sentence.kind == "headline":
        return False
    token = view.tokens[position]
    auxiliaries = [child for child in view.children[position] if view.tokens[child].dep in {"aux", "auxpass"}]
    if token.tag in {"VBP", "VBZ"}:
        return token.text not in irregular_lemmas()
    if token.tag == "VBN" and auxiliaries:
        words = {view.tokens[child].text.lower() for child in auxiliaries}
        return bool(words & {"are", "is", "'s", "’s", "'re", "’re"}) and not words & {"being", "been", "have", "has"}
    return False


def _from_modifiers(view: SentenceView, position: int) -> EventStatus | None:
    for child in view.children[position]:
        if view.tokens[child].dep in {"amod", "compound", "advmod", "nmod"} and child < position:
            for status in _STATUSES:
                if view.keys[child] in read_words("status", "modifiers", status):
                    return status
    return None


def _from_auxiliaries(view: SentenceView, position: int) -> EventStatus | None:
    token = view.tokens[position]
    for child in view.children[position]:
        key, label = view.keys[child], view.tokens[child].dep
        if label == "aux" and key in read_words("status", "auxiliaries", "planned"):
            return "planned"
        if label == "aux" and key in read_words("status", "auxiliaries", "hypothetical"):
            return "hypothetical"
        if label == "mark" and key in read_words("status", "marks", "hypothetical"):
            return "hypothetical"
        if label == "aux" and key == "to" and token.dep in {"advcl", "relcl", "acl"}:
            above = view.tokens[position].head
            return _status_of_word(view.keys[above]) or "planned"
    return None


def _from_governor(view: SentenceView, position: int, above: int) -> EventStatus | None:
    label = view.tokens[position].dep
    key = view.keys[above]
    if label in {"xcomp", "ccomp", "acl"} or label in OBJECTS:
        return _status_of_word(key)
    if label in SUBJECTS and view.arguments(above).is_passive:  # "an attack was foiled"
        return _status_of_word(key)
    if label in {"pobj", "pcomp"}:
        governor = view.keys[view.tokens[above].head]
        if key in read_words("status", "marks", "prepositions"):
            return _status_of_word(governor)
    return None


def _status_of_word(key: str) -> EventStatus | None:
    for status in _STATUSES:
        if key in read_words("status", "governors", status):
            return status
    return None


# -- contexts that are no violence ----------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class _Domain:
    """Words that show another world: any of `strong`, or two of `weak`, in one sentence.

    Attributes:
        yields: a party under arms or a weapon in the sentence outweighs the words ("a bomb at a cricket ground").
        unless: any of these in the sentence outweighs the weak words ("a bus ambushed on the road").
        is_whole: whole documents are set in it.
    """

    name: str
    triggers: frozenset[str]
    strong: frozenset[str]
    weak: frozenset[str]
    yields: bool
    unless: frozenset[str]
    is_whole: bool


@cache
def _load_domains() -> tuple[_Domain, ...]:
    domains: list[_Domain] = []
    for number, row in enumerate(read_rows("status", "domain"), 1):
        where = table_place("status", "domain", number)
        if not isinstance(row.get("name"), str):
            raise RegisterError("a row has no name", where=where)
        domains.append(
            _Domain(
                name=row["name"],
                triggers=frozenset(row_words(row, "triggers", where=where)),
                strong=frozenset(row_words(row, "strong", where=where)),
                weak=frozenset(row_words(row, "weak", where=where)),
                yields=row.get("yields_to") == "party",
                unless=frozenset(row_words(row, "unless", where=where)),
                is_whole=row.get("whole") == "yes",
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


def read_worlds(views: Sequence[SentenceView]) -> frozenset[str]:
    """Return the worlds in which a whole document is set: sport and labour, where nobody is hurt and nothing is armed.

    Three different words of a world, or two of them strong, are a document about it; one sentence of it may have none.
    An attack at a match, or during a strike, is told with the hurt, the weapon or those who came: then no world holds.
    """
    if any(_has_party(view) for view in views):
        return frozenset()
    words = frozenset().union(*(view.key_set for view in views)) if views else frozenset()
    found: set[str] = set()
    if words & read_words("status", "harm", "words"):
        return frozenset()
    for domain in _load_domains():
        strong, weak = len(words & domain.strong), len(words & domain.weak)
        is_set = strong >= _ENOUGH or (strong == 1 and weak >= _ENOUGH)
        if domain.is_whole and is_set:
            found.add(domain.name)
    return frozenset(found)


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


def is_other_world(view: SentenceView, position: int) -> bool:
    """True where the trigger stands in sport, labour, medicine, a drill, an accident, or a figure of speech."""
    key = view.keys[position]
    if _is_of_workers(view, position):
        return True
    words = view.key_set
    for domain in _load_domains():
        if domain.triggers and key not in domain.triggers:
            continue
        if domain.name in view.worlds:
            return True
        is_weak = len(words & domain.weak) >= _ENOUGH and not words & domain.unless
        is_strong = bool(words & domain.strong) and not (domain.unless and _is_by_arms(view, position))
        if (is_strong or is_weak) and not (domain.yields and _has_party(view)):
            return True
    near = _load_idioms().get(key)
    if near is None:
        return False
    return any(view.keys[other] in near for other in _neighbours(view, position))


def _is_by_arms(view: SentenceView, position: int) -> bool:
    """True where somebody under arms or a weapon does what the verb says."""
    for agent in view.arguments(position).agents:
        actor = view.mention("actor", agent)
        is_armed = actor is not None and isinstance(actor.reading, ActorReading) and actor.reading.side in _UNDER_ARMS
        if is_armed or view.mention("weapon", agent) is not None:
            return True
    return False


def _has_party(view: SentenceView) -> bool:
    return any(
        mention.kind == "weapon"
        or (
            isinstance(mention.reading, ActorReading)
            and mention.reading.side not in {"civilians", "unknown", "government"}
        )
        for mention in view.mentions
    )


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
