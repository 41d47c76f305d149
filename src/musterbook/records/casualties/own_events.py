"""The event that a casualty word itself tells, where nothing else in the text does: "soldiers killed 12 rebels"."""

from __future__ import annotations

from collections.abc import Iterator

from musterbook.model import Mark, Mention, QuantityReading, WeaponReading
from musterbook.records.casualties.own_deeds import stands_alone_as_first
from musterbook.records.casualties.sums import tells_sum
from musterbook.records.casualties.victims import Victims, find_occasion
from musterbook.records.codes import choose_mode
from musterbook.records.context import DocumentContext
from musterbook.records.events.aftermath import answers_any
from musterbook.records.events.events import read_since
from musterbook.records.events.means import part_by_means
from musterbook.records.events.setting_off import find_names_at, has_other_time
from musterbook.records.events.tellings import Draft, Telling, set_apart
from musterbook.records.sentences.frames import Match
from musterbook.records.sentences.nominals import is_definite
from musterbook.records.sentences.status import read_standing
from musterbook.records.sentences.views import ASIDES, SentenceView
from musterbook.records.sides.persons import victim_marks
from musterbook.records.sides.sides import Sides, describe_event, weapon_user
from musterbook.records.sides.who import Found, is_same, noun_side, unnamed
from musterbook.records.tables import read_words

__all__ = ["TAKEN", "tell_event"]

TAKEN = frozenset({"captured", "abducted"})
# Weapons whose name tells the happening better than the verb: "killed by a roadside bomb".
_TELLING_WEAPONS = frozenset(
    {
        "ied", "mine", "suicide_bomb", "vehicle_bomb", "grenade", "aerial_bomb", "missile", "rocket", "mortar", "artillery",
        "drone",
    }
)  # fmt: skip


def tell_event(
    context: DocumentContext,
    draft: Draft,
    view: SentenceView,
    *,
    match: Match,
    by: Found | None,
    weapon: tuple[WeaponReading, Mention] | None,
    victims: list[Victims],
    agents: tuple[int, ...],
) -> str | None:
    """Add the event claim that the casualty verb itself tells, and return its id."""
    sides = _read_own_sides(context, view, match, by=by, weapon=weapon, victims=victims)
    if not victims and (sides.recipient is None or (by is None and weapon is None)):
        return None
    slots = context.slots(view, match.position, actor=sides.initiator, marks=sides.marks())
    slots, is_stretch = read_since(view, match.position, slots)
    is_sum = tells_sum(view, match, slots, by=by, agents=agents, counts=_list_counts(draft, view, match, victims))
    event_type = match.frame.values.get("type", "ASSAULT")
    weapon_class = None if weapon is None else weapon[0].weapon_class
    claim = context.make(
        view,
        "event",
        detail=describe_event(
            view,
            sides,
            event_type=event_type,
            mode=choose_mode(event_type, mode=_own_mode(view, match, agents), weapon=weapon_class),
            standing=read_standing(view, match.position),
            is_summary=is_stretch or match.frame.values["shape"] == "toll" or is_sum,
        ),
        rule=match.frame.rule,
        slots=slots,
        trigger=_trigger(context, view, match, weapon=weapon, agents=agents),
    )
    telling = Telling(
        claim=claim,
        family="abduction" if match.frame.values["outcome"] in TAKEN else "killing",
        view=view.index,
        position=match.position,
        is_definite=_is_known_weapon(view, agents),
        is_response=answers_any(draft, view, match.position, by=by),
        is_aside=view.tokens[view.clause_head(match.position)].dep in ASIDES,
        is_other=any(_is_another(view, agent) for agent in agents),
        is_new=slots.interval is None and has_other_time(context, view, match.position, None),
        named_at=find_names_at(view, match.position, place=slots.place[0] if slots.place else None),
    )
    telling = set_apart(telling) if telling.is_other and not telling.is_definite else telling
    draft.add_telling(part_by_means(draft, telling))
    return claim.claim_id


def _list_counts(
    draft: Draft, view: SentenceView, match: Match, victims: list[Victims]
) -> Iterator[QuantityReading | None]:
    """Yield how many the word tells of: those counted with it, and those that it counted before it was known to tell a happening."""
    yield from (victim.quantity for victim in victims)
    start = view.tokens[match.position].start
    for claim in draft.of_sentence(view.sentence.start):
        if claim.kind == "casualties" and any(mark.role == "trigger" and mark.start == start for mark in claim.marks):
            yield claim.quantity


def _own_mode(view: SentenceView, match: Match, agents: tuple[int, ...]) -> str | None:
    """Return the mode that the verb tells, or its doer: a suicide bomber."""
    bombers = read_words("people", "bombers", "nouns")
    is_suicide = any(
        view.keys[agent] in bombers and any(view.keys[child] == "suicide" for child in view.children[agent])
        for agent in agents
    )
    return "suicide-attack" if is_suicide else match.frame.values.get("mode")


def _trigger(
    context: DocumentContext,
    view: SentenceView,
    match: Match,
    *,
    weapon: tuple[WeaponReading, Mention] | None,
    agents: tuple[int, ...],
) -> Mark:
    """Return the best word of the happening: its noun, the weapon that went off, or who set it off, else the verb."""
    occasion = find_occasion(view, match.position, agents)
    if occasion is not None:
        return context.trigger_mark(view, occasion)
    bombers = read_words("people", "bombers", "nouns")
    for agent in agents:
        if view.keys[agent] in bombers:
            first = agent - 1 if agent and view.tokens[agent - 1].dep == "compound" else agent
            return context.trigger_mark(view, first, agent)
    if weapon is not None and weapon[0].weapon_class in _TELLING_WEAPONS:
        head = view.head_of(weapon[1].start, weapon[1].end)
        if view.tokens[head].pos in {"NOUN", "PROPN"} and noun_side(view.keys[head]) is None:
            return Mark(role="trigger", start=weapon[1].start, end=weapon[1].end)
    return context.trigger_mark(view, match.position, match.last)


def _read_own_sides(
    context: DocumentContext,
    view: SentenceView,
    match: Match,
    *,
    by: Found | None,
    weapon: tuple[WeaponReading, Mention] | None,
    victims: list[Victims],
) -> Sides:
    said = context.said_of(view, view.tokens[match.position].start)
    recipient: Found | None = None
    for token in [victim.position for victim in victims] or list(match.slots.get("whose", ())):
        recipient = recipient or context.who.at(view, token, said=said)
        if recipient is not None and recipient.reading.side == "unknown" and recipient.reading.actor_id is None:
            recipient = context.who.described(view, token, said=said) or recipient
    if recipient is not None and by is not None and is_same(recipient, by):
        recipient = unnamed(recipient)
    initiator = by or (None if weapon is None else weapon_user(context, view, weapon[1], said=said))
    named = victim_marks(view, (*(victim.position for victim in victims), *match.slots.get("whose", ())))
    return Sides(initiator=initiator, recipient=recipient, weapon=weapon, victims=named)


def _is_known_weapon(view: SentenceView, agents: tuple[int, ...]) -> bool:
    return any(view.mention("weapon", agent) is not None and is_definite(view, agent) for agent in agents)


def _is_another(view: SentenceView, agent: int) -> bool:
    words = read_words("people", "others", "words")
    is_named_so = any(view.keys[child] in words for child in view.children[agent] if child < agent)
    return is_named_so or stands_alone_as_first(view, agent)
