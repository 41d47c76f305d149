"""The sides of an event: who did it, to whom or what, with which weapon, as read from the trigger's slots."""

from __future__ import annotations

import itertools
from collections.abc import Callable
from dataclasses import dataclass

from musterbook.model import Attribution, EventDetail, Mark, Mention, MentionKind, WeaponReading
from musterbook.records.codes import choose_sub_event
from musterbook.records.context import DocumentContext
from musterbook.records.sentences.frames import Match, load_frames
from musterbook.records.sentences.nominals import happening_verb, is_known, light_verb, outer_noun
from musterbook.records.sentences.scopes import find_weapon
from musterbook.records.sentences.status import Standing
from musterbook.records.sentences.views import OBJECTS, SentenceView
from musterbook.records.sides.persons import is_name, victim_marks
from musterbook.records.sides.who import ARMED, Found, is_same, is_self, noun_side, unnamed
from musterbook.records.sides.wielders import doer_at, is_wielded
from musterbook.records.tables import read_words

__all__ = ["Sides", "describe_event", "meets_needs", "read_sides", "weapon_user"]

_WHERE_WHEN: tuple[MentionKind, ...] = ("place", "time")
# Families of deeds that are done to persons only.
_OF_PERSONS = frozenset({"killing", "abduction", "capture", "arrest", "torture", "sexual", "beating"})
_NO_BOMBS = frozenset({"small_arms", "blade", "armour", "other"})
_NO_TARGETS = frozenset({"DATE", "TIME", "EVENT", "ORDINAL", "PERSON"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Sides:
    """The sides of an event as read from its arguments.

    Attributes:
        target: span of the words for what was hit; None where people or nothing was hit.
        victims: marks on the names of those who were hit.
    """

    initiator: Found | None = None
    recipient: Found | None = None
    target: tuple[int, int] | None = None
    weapon: tuple[WeaponReading, Mention] | None = None
    victims: tuple[Mark, ...] = ()

    def parties(self) -> list[Found]:
        """Return the sides that are stated."""
        return [found for found in (self.initiator, self.recipient) if found is not None]

    def marks(self) -> list[Mark]:
        """Return the spans the sides were read from."""
        marks: list[Mark] = [*self.victims]
        if self.initiator is not None:
            marks.append(Mark(role="actor", start=self.initiator.start, end=self.initiator.end))
        if self.recipient is not None:
            marks.append(Mark(role="recipient", start=self.recipient.start, end=self.recipient.end))
        if self.target is not None:
            marks.append(Mark(role="recipient", start=self.target[0], end=self.target[1]))
        if self.weapon is not None:
            marks.append(Mark(role="weapon", start=self.weapon[1].start, end=self.weapon[1].end))
        return marks


def describe_event(
    view: SentenceView, sides: Sides, *, event_type: str, mode: str | None, standing: Standing, is_summary: bool
) -> EventDetail:
    """Return the detail of an event with these sides; the sub-event follows from type, mode, weapon and sides."""
    weapon = None if sides.weapon is None else sides.weapon[0]
    initiator = None if sides.initiator is None else sides.initiator.reading
    recipient = None if sides.recipient is None else sides.recipient.reading
    return EventDetail(
        event_type=event_type,
        mode=mode,
        sub_event=choose_sub_event(
            event_type,
            mode=mode,
            weapon=None if weapon is None else weapon.weapon_class,
            initiator=None if initiator is None else initiator.side,
            recipient=None if recipient is None else recipient.side,
        ),
        initiator=initiator,
        recipient=recipient,
        target=None if sides.target is None else view.text[sides.target[0] : sides.target[1]],
        weapon=weapon,
        status=standing.status,
        is_negated=standing.is_negated,
        is_summary=is_summary,
    )


def read_sides(context: DocumentContext, view: SentenceView, match: Match, *, said: Attribution) -> Sides:
    """Return the sides of the event a match tells of; what the text does not say stays None."""
    initiator, others, weapon = _read_doers(context, view, match, said=said)
    recipient: Found | None = None
    target: tuple[int, int] | None = None
    for patient in (*match.slots.get("recipient", ()), *others):
        if "where" in match.frame.values and _is_mere_place(view, patient):
            continue
        found, words = _read_target(context, view, patient, said=said)
        recipient, target = recipient or found, target or words
    if recipient is None and match.held is not None and noun_side(view.keys[match.held]) is not None:
        recipient = context.who.at(view, match.held, said=said)  # "rescued 40 women"
    elif recipient is None and match.held is not None and match.frame.values.get("held") == "target":
        target = target or view.phrase(match.held)  # "downed a helicopter"
    for slot in match.slots.get("weapon", ()):
        weapon = weapon or _weapon_at(view, slot)
    weapon = weapon or find_weapon(view, match.position, within=said)
    if initiator is None and weapon is not None:
        initiator = weapon_user(context, view, weapon[1], said=said)
    if initiator is None and match.is_noun and recipient is not None and "mutual" in match.frame.values:
        initiator = _other_side(context, view, match.position, recipient=recipient, said=said)
    if initiator is not None and recipient is not None and is_self(view, initiator, recipient):
        defender = _defender(context, view, match, initiator, said=said)
        recipient = defender or (recipient if is_same(initiator, recipient) else None)
    if initiator is not None and recipient is not None:
        initiator, recipient = _set_apart(initiator, recipient)
    hit = (*match.slots.get("recipient", ()), *others)
    victims = victim_marks(view, hit, is_sure=match.frame.values.get("family") in _OF_PERSONS)
    return Sides(initiator=initiator, recipient=recipient, target=target, weapon=weapon, victims=victims)


def _set_apart(initiator: Found, recipient: Found) -> tuple[Found, Found]:
    """Return the sides, one of them without a name where both are the same: nobody attacks himself.

    The description ("the group", "fighters") is the one that was read wrongly.
    """
    if not is_same(initiator, recipient):
        return initiator, recipient
    if _is_men(recipient) or (recipient.reading.role is not None and initiator.reading.role is None):
        return initiator, unnamed(recipient)
    return unnamed(initiator), recipient


def _read_doers(
    context: DocumentContext, view: SentenceView, match: Match, *, said: Attribution
) -> tuple[Found | None, list[int], tuple[WeaponReading, Mention] | None]:
    """Return who did it, the other side where both fight ("clashes between … and …"), and a weapon that is the subject."""
    initiator: Found | None = None
    weapon: tuple[WeaponReading, Mention] | None = None
    others: list[int] = []
    for agent in match.slots.get("initiator", ()):
        if is_wielded(view, agent):
            weapon = weapon or _weapon_at(view, agent)
        found = doer_at(context, view, agent, said=said)
        if found is None or (match.is_noun and not _is_doer(found)):
            continue
        if initiator is None:
            initiator = found
        elif "mutual" in match.frame.values:
            others.append(agent)
    return initiator, others, weapon


def _is_men(found: Found) -> bool:
    """True for "fighters", which may be anybody's, as against "the movement" and a name."""
    role = (found.reading.role or "").lower()
    return bool(role) and role not in read_words("people", "organisations", "nouns")


def weapon_user(context: DocumentContext, view: SentenceView, weapon: Mention, *, said: Attribution) -> Found | None:
    """Return who used the weapon where the words behind it say so ("a bomb dropped by …", "a jet of …"); None if they do not."""
    head = view.head_of(weapon.start, weapon.end)
    for owner in view.prepositional(head, ("of",)):
        found = context.who.at(view, owner, said=said)
        if found is not None and _is_doer(found):
            return found
    for child in view.children[head]:
        if view.tokens[child].dep == "acl" and view.keys[child] in read_words("events", "uses", "verbs"):
            for agent in view.arguments(child).agents:
                found = context.who.at(view, agent, said=said)
                if found is not None and _is_doer(found):
                    return found
    return None


def _is_doer(found: Found) -> bool:
    """Only parties and officials stand before a noun as those who did it ("a Taliban attack", not "a casualty count")."""
    return found.reading.side in ARMED or found.reading.side == "government" or found.reading.actor_id is not None


def _defender(
    context: DocumentContext, view: SentenceView, match: Match, initiator: Found, *, said: Attribution
) -> Found | None:
    """Return who repelled "an attack by the rebels on its base", who died "when rebels attacked their base": whose it is.

    He is told in the clause above; whoever stands nearer to "its" and "their" is the attacker.
    """
    clause, suffered = view.tokens[view.clause_head(match.position)], tuple[int, ...]()
    if match.is_noun:
        verb = view.tokens[outer_noun(view, match.position)[0]].head
        is_against = view.keys[verb] in read_words("lemmas", "against", "verbs")
        suffered = view.arguments(verb).agents if is_against else ()
    elif clause.dep == "advcl":
        above = view.arguments(clause.head)
        suffered = above.patients or above.agents
    found = (context.who.at(view, token, said=said) for token in suffered)
    return next((one for one in found if one is not None and not is_self(view, initiator, one)), None)


def _other_side(
    context: DocumentContext, view: SentenceView, position: int, *, recipient: Found, said: Attribution
) -> Found | None:
    """Return the subject of "captured the town after clashes with the army": the other side of the clashes."""
    for agent in view.arguments(view.clause_head(position)).agents:
        found = context.who.at(view, agent, said=said)
        if found is not None and found.reading.side in ARMED and found.start != recipient.start:
            return found
    return None


def _read_target(
    context: DocumentContext, view: SentenceView, patient: int, *, said: Attribution
) -> tuple[Found | None, tuple[int, int] | None]:
    token = view.tokens[patient]
    if view.mention("time", patient) is not None:
        return None, None
    if view.keys[patient] == "it":  # the town, the convoy, the claim: "it" is seldom who was attacked
        return None, None
    found = context.who.at(view, patient, said=said)
    is_people = view.mention("actor", patient) is not None or noun_side(view.keys[patient]) is not None
    if found is not None and (is_people or token.pos == "PRON"):
        return found, None
    if found is not None:
        return found, view.phrase(patient)
    is_thing = token.entity not in _NO_TARGETS and token.pos not in {"PRON", "NUM", "VERB"}
    if not is_thing or (token.entity != "ORG" and is_name(view, patient)):
        return None, None
    return context.who.owner(view, patient, said=said), view.phrase(patient)


def _is_mere_place(view: SentenceView, patient: int) -> bool:
    """True for "exploded in the capital": where it was, not what was hit."""
    return view.mention("place", patient) is not None or view.keys[patient] in read_words("events", "grounds", "nouns")


def _weapon_at(view: SentenceView, position: int) -> tuple[WeaponReading, Mention] | None:
    """Return the weapon on the word, or behind it: "rockets", "dozens of rockets"."""
    for token in (position, *view.prepositional(position, ("of",))):
        mention = view.mention("weapon", token)
        if mention is not None and isinstance(mention.reading, WeaponReading):
            return mention.reading, mention
    return None


def meets_needs(view: SentenceView, match: Match, sides: Sides) -> bool:
    """True if what the row asks for beyond its slots is there; see `needs` in events.toml."""
    check = _NEEDS.get(match.frame.values.get("needs", ""))
    return check is None or check(view, match, sides)


def _has_party(view: SentenceView, match: Match, sides: Sides) -> bool:
    plots = read_words("status", "plots", "nouns")
    if any(view.keys[above] in plots for above in itertools.islice(view.ancestors(match.position), 2)):
        return True  # "a plot to blow up the parliament"
    return sides.weapon is not None or any(found.reading.side in ARMED for found in sides.parties())


def _is_by_force(view: SentenceView, match: Match, sides: Sides) -> bool:
    """False for persons who attack or are attacked where no weapon and no party under arms is named: a war of words."""
    if sides.weapon is None and _is_spoken(view, match):
        return False
    is_deadly = match.is_noun and not view.key_set.isdisjoint(read_words("status", "harm", "words"))
    if is_deadly or _has_party(view, match, sides):
        return True  # "the assault on Karma left 12 dead", whatever the language model takes Karma for
    slots = ("initiator", "recipient") if match.is_noun else ("initiator",)
    return not any(
        (view.tokens[token].entity == "PERSON" and view.mention("place", token) is None)
        or view.keys[token] in {"he", "she"}
        or view.keys[token] in read_words("events", "speakers", "nouns")
        for slot in slots
        for token in match.slots.get(slot, ())
    )


def _is_spoken(view: SentenceView, match: Match) -> bool:
    """True for "harshly attacked" and "attacked the plan in a speech"."""
    is_verb = not match.is_noun
    manner = read_words("events", "speakers", "adverbs")
    speech = view.prepositional(match.position, ("in", "during"))
    is_so = any(view.keys[child] in manner for child in view.children[match.position])
    return is_verb and (is_so or any(view.keys[noun] in read_words("events", "speakers", "places") for noun in speech))


def _has_no_object(view: SentenceView, match: Match, _: Sides) -> bool:
    labels = {*OBJECTS, "ccomp", "xcomp"}
    return not any(view.tokens[child].dep in labels for child in view.children[match.position])


def _is_armed_operation(view: SentenceView, match: Match, sides: Sides) -> bool:
    is_armed = sides.initiator is not None and sides.initiator.reading.side in ARMED
    return (is_armed and _is_carried_out(view, match, sides)) or is_known(view, match.position)


def _has_mine(view: SentenceView, match: Match, _: Sides) -> bool:
    weapon = next((found for slot in match.slots.get("weapon", ()) if (found := _weapon_at(view, slot))), None)
    return weapon is not None and weapon[0].weapon_class in {"ied", "mine"}


def _is_bomber(view: SentenceView, match: Match, sides: Sides) -> bool:
    """True for "militants set off two bombs"; a patrol that sets off a bomb is hit by it."""
    is_group = sides.initiator is not None and sides.initiator.reading.side == "armed_group"
    return is_group and _has_mine(view, match, sides)


def _has_weapon(view: SentenceView, match: Match, _: Sides) -> bool:
    return any(_weapon_at(view, slot) is not None for slot in match.slots.get("weapon", ()))


def _has_bomb(view: SentenceView, match: Match, _: Sides) -> bool:
    """False for "put a knife to his throat": what is planted blows up."""
    found = (_weapon_at(view, slot) for slot in match.slots.get("weapon", ()))
    return any(weapon is not None and weapon[0].weapon_class not in _NO_BOMBS for weapon in found)


def _is_aimed(view: SentenceView, match: Match, sides: Sides) -> bool:
    is_mutual = any(view.keys[slot] in {"other", "another"} for slot in match.slots.get("recipient", ())) or any(
        view.keys[child] == "another" for slot in match.slots.get("recipient", ()) for child in view.children[slot]
    )  # "shot at one another"
    is_aimed = sides.recipient is not None or sides.target is not None or _is_town_fired_on(view, match)
    return _has_party(view, match, sides) and (is_mutual or is_aimed)


def _is_town_fired_on(view: SentenceView, match: Match) -> bool:
    """True for "fired on the town of Bunia", "fired at Bunia"; not for "shot two men at Bunia", "fired on the border"."""
    settled = read_words("events", "grounds", "settled")
    return not view.arguments(match.position).patients and any(
        view.keys[slot] in settled
        or (view.mention("place", slot) is not None and view.keys[slot] not in read_words("events", "grounds", "nouns"))
        for slot in match.slots.get("recipient", ())
    )


def _has_blast(view: SentenceView, match: Match, sides: Sides) -> bool:
    """True for "the explosion damaged a school": what destroys is a weapon or a deed, not a storm or a crash."""
    blasts = read_words("events", "blasts", "nouns")
    agents = match.slots.get("weapon", ())
    return _has_weapon(view, match, sides) or any(view.keys[agent] in blasts for agent in agents)


def _has_person(view: SentenceView, match: Match, sides: Sides) -> bool:
    dead = read_words("tolls", "remains", "killed")
    if any(view.keys[slot] in dead for slot in match.slots.get("recipient", ())):
        return False  # "three bodies were pulled from the house"
    return sides.recipient is not None or any(
        noun_side(view.keys[slot]) is not None
        or view.tokens[slot].entity in {"PERSON", "ORDINAL"}  # "a fourth was arrested"
        or view.mention("quantity", slot) is not None
        or view.tokens[slot].text.lower() in read_words("people", "pronouns", "person")
        for slot in match.slots.get("recipient", ())
    )


def _is_shot_at(view: SentenceView, match: Match, sides: Sides) -> bool:
    """False for "came under fire for his remarks" and for office holders: such fire is criticism."""
    words = [*view.children[match.position], *(view.children[match.held] if match.held is not None else ())]
    has_reason = any(view.keys[child] in {"for", "over"} for child in words)
    subjects = match.slots.get("recipient", ())
    is_office = any(found.reading.side == "government" for found in sides.parties())
    is_person = any(view.tokens[token].entity == "PERSON" for token in subjects)
    return not (has_reason or is_office or is_person) and "under" in view.key_set


def _is_suffered(view: SentenceView, match: Match, _: Sides) -> bool:
    """True for "a post was fired upon", and not for "was shot at Moreh": the preposition has nothing behind it."""
    particle = match.particle
    is_bound = particle is not None and any(view.tokens[child].dep == "pobj" for child in view.children[particle])
    return view.arguments(match.position).is_passive and not is_bound


def _occurs(view: SentenceView, match: Match, _: Sides) -> bool:
    return happening_verb(view, match.position) is not None


def _has_people(_: SentenceView, __: Match, sides: Sides) -> bool:
    return bool(sides.parties())


def _has_captor(view: SentenceView, match: Match, sides: Sides) -> bool:
    """True for "rebels captured two pilots"; "30 were captured" counts people, and a suspect is arrested."""
    taken = match.slots.get("recipient", ())
    if any(view.keys[slot] in read_words("people", "bodies", "nouns") for slot in taken):
        return False  # "carried away the bodies of their comrades"
    is_count = not match.slots.get("initiator") and any(
        view.mention("quantity", child) is not None for slot in taken for child in (slot, *view.children[slot])
    )
    is_armed = any(found.reading.side in ARMED for found in sides.parties())
    return is_armed and not is_count and _has_person(view, match, sides)


def _is_boarded(view: SentenceView, match: Match, sides: Sides) -> bool:
    """True for "pirates boarded a tanker"; a bomber boards a bus, gunmen board one and kill: that is how they came to the deed."""
    bombers = read_words("people", "bombers", "nouns")
    is_armed = sides.initiator is not None and sides.initiator.reading.side in ARMED
    if not is_armed or any(view.keys[slot] in bombers for slot in match.slots.get("initiator", ())):
        return False
    if view.prepositional(match.position, read_words("events", "travelling", "prepositions")):
        return False
    chain = (view.tokens[match.position].head, *view.children[match.position])
    deeds = (load_frames("events").by_verb, load_frames("casualties").by_verb)
    return not any(
        view.tokens[verb].pos == "VERB" and verb != match.position and any(view.keys[verb] in told for told in deeds)
        for verb in chain
    )


def _has_held(view: SentenceView, match: Match, sides: Sides) -> bool:
    those = read_words("events", "held", "pronouns")
    return _has_person(view, match, sides) or any(view.keys[slot] in those for slot in match.slots.get("recipient", ()))


def _is_rescuer(_: SentenceView, __: Match, sides: Sides) -> bool:
    return sides.initiator is not None and sides.initiator.reading.side in ARMED - {"armed_group"}


def _is_carried_out(view: SentenceView, match: Match, _: Sides) -> bool:
    phrase = view.subtree(match.position, is_clause=True)
    is_located = any(view.mention(kind, token) is not None for kind in _WHERE_WHEN for token in phrase)
    is_carried = light_verb(view, match.position) is not None or happening_verb(view, match.position) is not None
    return is_located or is_carried or is_known(view, match.position)


_NEEDS: dict[str, Callable[[SentenceView, Match, Sides], bool]] = {
    "party": _has_party,
    "force": _is_by_force,
    "no object": _has_no_object,
    "operation": _is_armed_operation,
    "mine": _has_mine,
    "bomber": _is_bomber,
    "weapon": _has_weapon,
    "blast": _has_blast,
    "people": _has_people,
    "person": _has_person,
    "captor": _has_captor,
    "boarders": _is_boarded,
    "held": _has_held,
    "rescuer": _is_rescuer,
    "light": _is_carried_out,
    "gunfire": _is_shot_at,
    "passive": _is_suffered,
    "bomb": _has_bomb,
    "aimed": _is_aimed,
    "occurs": _occurs,
}
