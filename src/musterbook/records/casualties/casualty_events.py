"""The event a casualty belongs to.

1. The event word of the sentence that is nearest by the arcs of its tree.
2. Where no doer and no occasion is named: the event told in the sentences just before, if nothing contradicts it.
3. The event that the casualty verb itself tells ("soldiers killed 12 rebels").
"""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from dataclasses import replace

from musterbook.model import ActorReading, Claim, PlaceReading, TimeReading
from musterbook.records.casualties.explained import is_explained
from musterbook.records.casualties.increments import is_total, is_word_on
from musterbook.records.casualties.own_deeds import (
    first_of_several,
    is_of_own_deed,
    is_of_weapon,
    is_other_weapon,
    stands_alone_as_first,
)
from musterbook.records.casualties.own_events import TAKEN, tell_event
from musterbook.records.casualties.tallies import is_of_years, is_sum_over, is_tally
from musterbook.records.casualties.victims import Victims
from musterbook.records.codes import choose_sub_event
from musterbook.records.context import DocumentContext, Slots
from musterbook.records.events.aftermath import answers_deed, died_later, is_aftermath, may_follow, may_tell_of
from musterbook.records.events.agreement import hours_agree, is_long_past, places_agree, times_agree
from musterbook.records.events.setting_off import find_setting, has_other_time, is_at_another
from musterbook.records.events.tellings import Draft, Telling
from musterbook.records.events.ties import is_passing, nouns_told
from musterbook.records.sentences.frames import Match, load_frames
from musterbook.records.sentences.nominals import is_new, outer_noun
from musterbook.records.sentences.replaced import is_said_before
from musterbook.records.sentences.scopes import find_weapon
from musterbook.records.sentences.sequences import are_set_apart, find_comparison, is_compared_with
from musterbook.records.sentences.views import SentenceView
from musterbook.records.sides.who import ARMED, Found, unnamed
from musterbook.records.tables import read_words

__all__ = ["find_event"]

_REACH, _FAR_BACK = 5, 40  # sentences
# Who was shot dead did not fall to the air strike told before; to an attack, perhaps.
_AT_HAND = frozenset({"firearms", "targeted"})
_FROM_AFAR = frozenset({"aerial", "drone", "heavy-weapons"})
_NEAR, _FAR = 8, 16  # arcs of the tree
_NOW = "PRESENT_REF"


def find_event(
    context: DocumentContext,
    draft: Draft,
    view: SentenceView,
    *,
    match: Match,
    by: Found | None,
    agents: tuple[int, ...],
    victims: list[Victims],
) -> str | None:
    """Return the id of the event claim the casualties belong to, adding one where only they tell of it; None if none does."""
    said = context.said_of(view, view.tokens[match.position].start)
    about = find_setting(view, match.position)
    # "The driver hurt in the ambush died too, which takes the toll to 19": a total is told of the whole sentence.
    reach = _FAR if any(is_total(view, match, victim) for victim in victims) else _NEAR
    here = None
    if not is_of_own_deed(draft, view, match, agents):
        own = context.slots(view, match.position)
        here = _event_in_sentence(draft, view, match, own=own, by=by, about=about, reach=reach)
    # "The group, which has killed 20,000 since 2009, claimed the attack" counts none of the dead of that attack.
    is_apart = is_of_years(context, draft, view, match, event_id=here) or _is_of_whole(view, agents)
    if match.frame.values["outcome"] == "surrendered" or is_apart:
        return None
    if here is not None:
        if match.frame.values["outcome"] not in {"surrendered", "displaced", "missing"}:
            _fill_sides(context, draft, view, event_id=here, by=by, victims=victims)
        return here
    weapon = find_weapon(view, match.position, within=said)
    is_unnamed = by is None and weapon is None
    is_later = any(is_aftermath(view, match, victim, is_total=is_total(view, match, victim)) for victim in victims)
    if is_later and is_unnamed:
        have_died = any(died_later(view, match, victim) for victim in victims)
        return _event_before(context, draft, view, match=match, is_later=True, is_anywhere=have_died)
    before = first_of_several(draft, view, agents)
    first_told = (*(agents if is_unnamed else ()), *(() if about is None else (about,)))
    is_untold = any(is_new(view, noun) or stands_alone_as_first(view, noun) for noun in first_told)
    if before is None and not is_untold and find_comparison(view, match.position) is None:
        before = _told_before(
            context, draft, view, match=match, by=by, agents=agents, is_unnamed=is_unnamed, victims=victims
        )
    if before is not None:
        return before
    is_first = any(stands_alone_as_first(view, agent) for agent in agents)
    is_counted = not is_first and any(victim.mention is not None for victim in victims)
    is_only_tally = is_counted and is_tally(context, draft, view, match, is_unnamed=is_unnamed)
    is_violent = about is not None or _is_on_occasion(view, match) or is_explained(context, view)
    if is_only_tally or not _can_tell(match, is_unnamed=is_unnamed, is_violent=is_violent):
        return None
    return tell_event(context, draft, view, match=match, by=by, weapon=weapon, victims=victims, agents=agents)


def _is_of_whole(view: SentenceView, agents: tuple[int, ...]) -> bool:
    """Return True for "the war has killed 10,000": no single happening has."""
    wholes = read_words("tolls", "wholes", "nouns")
    return any(view.keys[agent] in wholes for agent in agents)


def _is_on_occasion(view: SentenceView, match: Match) -> bool:
    """Return True for "died in the fighting": what they died in is violence."""
    occasions = read_words("tolls", "deaths", "occasions")
    held_in = view.prepositional(match.position, ("in", "during", "at"))
    return any(view.keys[token] in occasions for token in held_in)


def _told_before(
    context: DocumentContext,
    draft: Draft,
    view: SentenceView,
    *,
    match: Match,
    by: Found | None,
    agents: tuple[int, ...],
    is_unnamed: bool,
    victims: list[Victims],
) -> str | None:
    """Return the event of the sentences before that these casualties go on about; None if there is none."""
    shape = match.frame.values["shape"]
    if "state" in match.frame.values:
        return None  # "the rebels hold 400 prisoners" tells of no taking
    if match.frame.values["outcome"] in TAKEN and not is_unnamed:
        return None
    if is_unnamed and not _has_own_occasion(view, match):
        bodies = read_words("people", "bodies", "nouns")
        is_found = any(view.keys[victim.position] in bodies for victim in victims)  # who lay there was killed before
        before = _event_before(context, draft, view, match=match, agents=agents, is_later=is_found)
        # "1,000 casualties were recorded for 2017" belong to no event told before
        return before if shape != "noun" or is_word_on(draft, view, before, victims=victims) else None
    if by is not None and shape == "verb":
        return _own_event_before(draft, view, by=by, own=context.slots(view, match.position))
    return None


def _can_tell(match: Match, *, is_unnamed: bool, is_violent: bool) -> bool:
    """True if the word may tell a happening by itself: "killed", and "died" where it says of what."""
    values = match.frame.values
    if values["outcome"] in {"displaced", "missing", "surrendered"} or "type" not in values:
        is_death = values["outcome"] == "killed" and values["shape"] in {"falls", "state", "loses", "lives"}
        return is_death and (is_violent or not is_unnamed)
    return True


def _own_event_before(draft: Draft, view: SentenceView, *, by: Found, own: Slots) -> str | None:
    """Return the event told in this sentence or the one before in which the same side took part and that nothing contradicts."""
    for telling in reversed(draft.tellings):
        detail = telling.detail
        if view.index - telling.view > 1 or own.place is not None:
            return None
        if telling.is_thin or detail.event_type != "ASSAULT" or detail.is_negated or detail.is_summary:
            continue
        is_done = detail.status in {"completed", "historical"}
        sides = [side for side in (detail.initiator, detail.recipient) if side is not None]
        is_party = any(
            side.actor_id == by.reading.actor_id and (side.actor_id is not None or side.side == by.reading.side)
            for side in sides
        )
        is_same_time = own.interval is None or (
            telling.claim.interval is not None and times_agree(telling.claim.interval, own.interval[0])
        )
        if is_done and is_party and is_same_time:
            return telling.claim.claim_id
    return None


def _event_in_sentence(
    draft: Draft, view: SentenceView, match: Match, *, own: Slots, by: Found | None, about: int | None, reach: int
) -> str | None:
    """Return the event of the nearest trigger, by arcs of the tree; answers to an event yield to it, another time tells another.

    Where the words say in which happening they fell (`about`), only that one counts.
    """
    types = (
        {"ASSAULT", "COERCE"} if match.frame.values["outcome"] in {"captured", "abducted", "displaced"} else {"ASSAULT"}
    )
    best: tuple[int, int, str] | None = None
    is_told = about is not None and ((view.index, about) in draft.told_at or about in view.ancestors(match.position))
    said_aside = {told.position for told in draft.tellings if told.view == view.index and told.is_response}
    for (index, trigger), claim_id in reversed(draft.told_at.items()):
        if index != view.index:
            break  # what this sentence tells was told last
        if about is not None and not _may_be_in(view, trigger, about, is_told=is_told):
            continue
        if _is_elsewhere(draft, claim_id, types=types) or are_set_apart(view, match.position, trigger):
            continue
        if is_compared_with(view, match.position, trigger):
            continue
        told = draft.telling(claim_id)
        if is_other_weapon(view, tuple(match.slots.get("by", ())), trigger) or is_of_weapon(view, match, trigger):
            continue
        if answers_deed(view, match.position, trigger, told=told, by=by):
            continue
        if _is_where_else(view, match, trigger, told, own) or not _may_be_of(view, match, told, own):
            continue
        # What killed them is nearer than any other word of the sentence.
        is_doer = trigger in match.slots.get("by", ())
        arcs = 0 if is_doer else view.distance(match.position, trigger) + (2 if trigger in said_aside else 0)
        key = (arcs, trigger, claim_id)
        if best is None or key < best:
            best = key
    return None if best is None or best[0] > reach else best[2]


def _is_told_after(view: SentenceView, match: Match, told: Telling) -> bool:
    """True for "a bomb killed five, and another exploded at the port": nobody who was told before died of another one."""
    is_behind = told.view == view.index and told.position > match.position
    return told.is_other and is_behind and view.clause_head(told.position) != view.clause_head(match.position)


def _may_be_of(view: SentenceView, match: Match, told: Telling | None, own: Slots) -> bool:
    return told is None or (_is_when(match, told, own) and not _is_told_after(view, match, told))


def _is_where_else(view: SentenceView, match: Match, trigger: int, told: Telling | None, own: Slots) -> bool:
    """True for "a bomb killed four in Gao and gunmen shot dead two in Bamako": a deed of another clause in another place."""
    is_deed = match.frame.values["shape"] == "verb" and "type" in match.frame.values
    is_apart = view.clause_head(trigger) != view.clause_head(match.position)
    if told is None or told.claim.place is None or own.place is None or not (is_deed and is_apart):
        return False
    places = (view.mention("place", token) for token in view.subtree(view.clause_head(trigger), is_clause=True))
    named = [told.claim.place, *(place.reading for place in places if place is not None)]
    return not any(isinstance(one, PlaceReading) and places_agree(one, own.place[0]) for one in named)


def _is_when(match: Match, told: Telling, own: Slots) -> bool:
    """True if a casualty may be of the time of an event; the dead may be counted later, nobody is shot later."""
    is_deed = match.frame.values["shape"] == "verb" and "type" in match.frame.values
    if own.interval is None or times_agree(told.claim.interval, own.interval[0]):
        return own.interval is None or not is_deed or hours_agree(told.claim.interval, own.interval[0])
    return not is_deed and may_follow(told.claim.interval, own.interval[0])


def _may_be_in(view: SentenceView, trigger: int, about: int, *, is_told: bool) -> bool:
    """True if a trigger is the word of violence that somebody fell in; where that tells nothing itself, what no clause sets aside."""
    if is_told:
        return about in {trigger, outer_noun(view, trigger)[0]}
    is_set_aside = view.tokens[view.clause_head(trigger)].dep in {"relcl", "acl"}
    return not is_set_aside and about not in view.ancestors(trigger)


def _fill_sides(
    context: DocumentContext,
    draft: Draft,
    view: SentenceView,
    *,
    event_id: str,
    by: Found | None,
    victims: list[Victims],
) -> None:
    """Give the event of this sentence the sides that only its casualties name ("killed 45 rebels in air strikes")."""
    telling = draft.telling(event_id)
    if telling is None or telling.view != view.index or telling.detail.event_type != "ASSAULT":
        return
    detail = telling.detail
    initiator, recipient = _read_open_sides(context, view, telling, by=by, victims=victims)
    if (initiator, recipient) == (detail.initiator, detail.recipient):
        return
    new = replace(
        detail,
        initiator=initiator,
        recipient=recipient,
        sub_event=detail.sub_event
        or choose_sub_event(
            detail.event_type,
            mode=detail.mode,
            weapon=None if detail.weapon is None else detail.weapon.weapon_class,
            initiator=None if initiator is None else initiator.side,
            recipient=None if recipient is None else recipient.side,
        ),
    )
    claim = replace(telling.claim, detail=new, actor=telling.claim.actor or initiator)
    draft.replace_telling(telling, replace(telling, claim=claim))


def _read_open_sides(
    context: DocumentContext, view: SentenceView, telling: Telling, *, by: Found | None, victims: list[Victims]
) -> tuple[ActorReading | None, ActorReading | None]:
    """Return initiator and recipient, the open ones filled from who did the killing and whose men were killed."""
    detail = telling.detail
    said = context.said_of(view, telling.claim.start)
    initiator, recipient = detail.initiator, detail.recipient
    if detail.status == "attempted" and by is not None:
        return _read_beaten_off(context, view, telling, by=by, victims=victims)
    if recipient is None and by is not None and initiator is not None and by.reading.side != initiator.side:
        recipient = by.reading  # "repelled an attack by the army and killed three soldiers"
    is_defender = by is not None and recipient is not None and by.reading.side == recipient.side
    if initiator is None and by is not None and not (telling.is_response or is_defender):
        initiator = by.reading
    for victim in victims if detail.target is None else ():
        found = context.who.at(view, victim.position, said=said)
        if found is None or found.reading.side == "unknown":
            continue
        is_self = initiator is not None and found.reading.actor_id == initiator.actor_id
        recipient = recipient or (unnamed(found) if is_self else found).reading
        is_other_side = found.reading.side in ARMED and found.reading.side != recipient.side
        if initiator is None and telling.family == "clash" and is_other_side:
            initiator = found.reading  # "five soldiers and 11 gunmen were killed in a clash"
    return initiator, recipient


def _read_beaten_off(
    context: DocumentContext, view: SentenceView, telling: Telling, *, by: Found, victims: list[Victims]
) -> tuple[ActorReading | None, ActorReading | None]:
    """Return the sides of an attack that failed: who killed is who was attacked, and who fell had come to attack."""
    detail = telling.detail
    said = context.said_of(view, telling.claim.start)
    if detail.initiator is not None and detail.initiator.actor_id == by.reading.actor_id is not None:
        return detail.initiator, detail.recipient
    fallen = [context.who.at(view, victim.position, said=said) for victim in victims]
    came = next((found.reading for found in fallen if found is not None and found.reading.side in ARMED), None)
    return detail.initiator or came, detail.recipient or by.reading


def _is_elsewhere(draft: Draft, claim_id: str, *, types: set[str]) -> bool:
    """True for events that did not happen, or that nobody dies of; attackers who are repelled may die."""
    telling = draft.telling(claim_id)
    if telling is not None and telling.detail.event_type not in types:
        return True
    return telling is not None and (
        telling.detail.status not in {"completed", "historical", "attempted"} or telling.detail.is_negated
    )


def _has_own_occasion(view: SentenceView, match: Match) -> bool:
    """True for "were killed in that operation": the occasion is named, so it is none of the events told before."""
    nouns = load_frames("events").by_noun
    return any(
        view.keys[token] in nouns and not any(view.tokens[child].dep == "poss" for child in view.children[token])
        for token in view.prepositional(match.position, ("in", "during"))  # "in its raid" is the one told before
    )


def _event_before(
    context: DocumentContext,
    draft: Draft,
    view: SentenceView,
    *,
    match: Match,
    agents: tuple[int, ...] = (),
    is_later: bool = False,
    is_anywhere: bool = False,
) -> str | None:
    """Return the latest event of the sentences just before that nothing here contradicts ("Three others were wounded").

    What is counted later may be told of a later day, the hurt may die in a hospital elsewhere (`is_anywhere`), and a toll
    that names the place may be told far behind.
    """
    own = context.slots(view, match.position)
    reach = _FAR_BACK if is_later and own.place is not None and not is_anywhere else _REACH
    near = list(itertools.takewhile(lambda told: view.index - told.view <= reach, reversed(draft.tellings)))
    mains = {told.view for told in near if not told.is_aside and told.detail.event_type == "ASSAULT"}
    fitting: list[Telling] = []
    for telling in near:
        if telling.view >= view.index or telling.is_thin or is_passing(telling, mains=mains):
            continue
        detail = telling.detail
        if detail.status not in {"completed", "historical"} or detail.is_negated or detail.event_type != "ASSAULT":
            continue
        claim = telling.claim
        is_recalled = own.interval is None and is_long_past(claim.interval, context.published)
        if is_recalled and (telling.is_aside or _has_turned(context, telling, view)):
            continue  # what was recalled in passing is not what the news go on about
        is_new_place = own.place is not None and (claim.place is None or not places_agree(claim.place, own.place[0]))
        is_new_place = is_new_place or is_at_another(view, match.position, claim.sentence)
        is_new_place = (is_new_place or _names_another(view, agents, claim.sentence)) and not is_anywhere
        is_new_time = _is_of_new_time(context, view, match, own, claim, is_later=is_later)
        is_other_manner = match.frame.values.get("mode") in _AT_HAND and detail.mode in _FROM_AFAR
        if not (is_new_place or is_new_time or is_other_manner or detail.is_summary):
            fitting.append(telling)
    return _choose_by_words(context, view, match.position, agents=agents, fitting=fitting)


def _is_of_new_time(
    context: DocumentContext, view: SentenceView, match: Match, own: Slots, claim: Claim, *, is_later: bool
) -> bool:
    """Return whether the time beside a count is not that of a happening told before, nor one at which it can be told."""
    told, interval = claim.interval, None if own.interval is None else own.interval[0]
    if interval is None:
        return not is_later and has_other_time(context, view, match.position, told)
    if is_said_before(view, match.position):
        return not may_tell_of(told, interval)
    if is_sum_over(interval, told):
        return True
    if is_later:
        return not may_follow(told, interval)
    is_other = told is None or not (times_agree(told, interval) and hours_agree(told, interval))
    return is_other or has_other_time(context, view, match.position, told)


def _choose_by_words(
    context: DocumentContext, view: SentenceView, position: int, *, agents: tuple[int, ...], fitting: Sequence[Telling]
) -> str | None:
    """Return the id of the latest telling that may be meant, or of the one that shares a noun with the count.

    "A bomb hit a depot and mortar rounds a well. The rounds killed two. Four depot workers died": by what killed wherever that
    was told, by other nouns only where one sentence told both.
    """
    killers = {view.tokens[agent].text.lower() for agent in agents if view.tokens[agent].pos == "NOUN"}
    by_killer = [told for told in fitting if killers & nouns_told(context, told)]
    if by_killer:
        return by_killer[0].claim.claim_id
    beside = [told for told in fitting if told.view == fitting[0].view]
    clause = view.subtree(view.clause_head(position), is_clause=True)
    own = {view.tokens[token].text.lower() for token in clause if view.tokens[token].pos in {"NOUN", "ADJ"}}
    named = [told for told in beside if own & nouns_told(context, told)]
    chosen = next(iter(named or fitting), None)
    return None if chosen is None else chosen.claim.claim_id


def _names_another(view: SentenceView, agents: tuple[int, ...], sentence: str) -> bool:
    """True for "the burning of Parokor cost 12 lives": what cost them is told by a name that the event's sentence does not hold."""
    return any(
        view.tokens[agent].pos == "NOUN"
        and any(
            view.tokens[token].pos == "PROPN" and view.tokens[token].text not in sentence
            for token in view.subtree(agent)
        )
        for agent in agents
    )


def _has_turned(context: DocumentContext, telling: Telling, view: SentenceView) -> bool:
    """True where a sentence between what was recalled and this one names a day that is not long past: the text is back at the news."""
    return any(
        isinstance(mention.reading, TimeReading)
        and mention.reading.latest is not None
        and mention.reading.timex != _NOW  # "the UN now counts 60 dead" is still about what was recalled
        and not is_long_past(mention.reading, context.published)
        for between in context.views[telling.view + 1 : view.index]
        for mention in between.of_kind("time")
    )
