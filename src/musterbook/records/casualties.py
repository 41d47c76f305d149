"""Casualty claims: what became of how many of whom, by whom, and in which event.

The event of a casualty is, in this order: the event word that governs it or that it governs in the sentence; the event a
definite word or an unnamed agent refers back to; else one that the casualty verb itself tells ("soldiers killed 12 rebels").
Without a number or one definite person there is no claim; victims are counted, never named.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from musterbook.model import (
    ActorReading,
    Attribution,
    CasualtiesDetail,
    EventDetail,
    Mark,
    Mention,
    Outcome,
    PlaceReading,
    QuantityReading,
    TimeReading,
    WeaponReading,
)
from musterbook.records.codes import choose_mode, choose_sub_event
from musterbook.records.context import DocumentContext, Slots
from musterbook.records.events import read_since, weapon_user
from musterbook.records.frames import Match, find_matches, load_frames
from musterbook.records.scopes import counted_noun, find_quantity, find_weapon
from musterbook.records.status import is_other_world, read_standing
from musterbook.records.tables import read_words
from musterbook.records.tellings import Draft, Telling, places_agree, times_agree
from musterbook.records.views import OBJECTS, SentenceView
from musterbook.records.who import ARMED, Found, is_same, noun_side, unnamed

__all__ = ["read_casualties"]

_NOBODY = ActorReading(actor_id=None, name=None, side="unknown", words="", why="the text does not say whose")
_TOTAL_VERBS = frozenset({
    "rise", "reach", "stand", "climb", "bring", "increase", "pass", "exceed", "jump", "hit", "put", "lower", "revise",
    "raise", "reduce", "correct", "cut", "fall", "update", "grow",
})  # fmt: skip
_TOTAL_NOUNS = frozenset({"total", "toll", "number", "tally", "count"})
_REACH = 5
_NEAR = 8
_NEAR_CHARACTERS = 400


@dataclass(frozen=True, slots=True, kw_only=True)
class _Victims:
    """One count of one sort of people; `position` is the noun (or the number where there is no noun)."""

    position: int
    quantity: QuantityReading
    mention: Mention | None
    is_total: bool = False


def read_casualties(context: DocumentContext, draft: Draft) -> None:
    """Add the casualty claims of the document to the draft, and the events that only they tell of."""
    table = load_frames("casualties")
    for view in context.views:
        counted: set[tuple[str, int]] = set()
        for match in find_matches(view, table):
            is_taken = (view.index, match.position) in draft.taken
            if is_taken or _is_mere_modifier(view, match) or is_other_world(view, match.position):
                continue
            said = context.said_of(view, view.tokens[match.position].start)
            standing = read_standing(view, match.position)
            is_told = standing.is_event and standing.status in {"completed", "historical"} and not standing.is_negated
            if said.stance == "denies" or not is_told:
                continue
            _read_match(context, draft, view, match=match, counted=counted)


def _is_mere_modifier(view: SentenceView, match: Match) -> bool:
    """True for "the detained men": a participle before its noun refers to what was told, it does not tell it."""
    token = view.tokens[match.position]
    return match.frame.values["shape"] == "verb" and token.dep == "amod" and token.head > match.position


def _read_match(
    context: DocumentContext, draft: Draft, view: SentenceView, *, match: Match, counted: set[tuple[str, int]]
) -> None:
    outcome = _read_outcome(match.frame.values["outcome"])
    said = context.said_of(view, view.tokens[match.position].start)
    agents = tuple(match.slots.get("by", ()))
    by = _first_party(context, view, agents, said)
    found = list(_find_victims(view, match))
    if any(victim.quantity.high == 0 for victim in found):  # "none of its men were killed"
        return
    victims = [
        victim
        for victim in found
        if (outcome, victim.position) not in counted and _is_admitted(context, view, victim, match)
    ]
    if victims:
        event_id = _find_event(context, draft, view, match=match, by=by, agents=agents, victims=victims)
        included = _included(view)
        for victim in victims:
            counted.add((outcome, victim.position))
            _add_claim(context, draft, view, match=match, victim=victim, by=by, event_id=event_id, included=included)
    elif match.frame.values.get("type") and match.slots.get("whose"):
        _find_event(context, draft, view, match=match, by=by, agents=agents, victims=[])


def _read_outcome(word: str) -> Outcome:
    outcomes: tuple[Outcome, ...] = (
        "killed", "wounded", "casualties", "missing", "captured", "surrendered", "abducted", "displaced",
    )  # fmt: skip
    return next(outcome for outcome in outcomes if outcome == word)


def _first_party(
    context: DocumentContext, view: SentenceView, agents: tuple[int, ...], said: Attribution
) -> Found | None:
    for agent in agents:
        if view.mention("weapon", agent) is not None and view.mention("actor", agent) is None:
            continue
        found = context.who.at(view, agent, said=said)
        if found is not None and found.reading.side not in {"civilians", "unknown"}:
            return found
        if found is not None and found.reading.actor_id is not None:
            return found
    return None


# -- who and how many -----------------------------------------------------------------------------------------------


def _find_victims(view: SentenceView, match: Match) -> Iterator[_Victims]:
    shape = match.frame.values["shape"]
    if shape in {"verb", "falls", "loses", "lives", "bodies"}:
        positions = match.slots.get("whose", ())
        if shape == "lives" and match.held is not None:
            positions = positions or (match.held,)
        for position in positions:
            yield from _count(view, position, is_loss=shape == "loses")
        if shape == "bodies" and not positions:
            return
        if shape == "bodies":
            yield from _count_on(view, match.position)
    elif shape == "noun":
        positions = match.slots.get("whose", ())
        found = [victim for position in positions for victim in _count(view, position)]
        yield from found or list(_count_on(view, match.position))
    elif shape == "toll":
        yield from _count_toll(view, match.position)
    elif shape == "state":
        yield from _count_state(view, match.position)


def _count(view: SentenceView, position: int, *, is_loss: bool = False) -> Iterator[_Victims]:
    noun = counted_noun(view, position)
    if view.mention("time", noun) is not None or view.mention("place", noun) is not None and noun == position:
        return
    found = find_quantity(view, position) or (find_quantity(view, noun) if noun != position else None)
    if found is not None:
        reading, mention = found
        is_people = reading.unit_kind in {None, "people"} and not reading.is_relative
        if is_people and not (is_loss and noun_side(view.keys[noun]) is None):
            yield _Victims(position=noun, quantity=reading, mention=mention)
        return
    above = view.tokens[view.tokens[noun].head].head if view.tokens[noun].dep == "pobj" else noun
    if view.keys[above] in _TOTAL_NOUNS:  # "the number of people killed … has risen to 94"
        yield from _count_toll(view, above, noun=noun)
        return
    if not is_loss and _is_one_person(view, noun):
        yield _Victims(position=noun, quantity=_one(view, noun), mention=None)


def _count_on(view: SentenceView, position: int) -> Iterator[_Victims]:
    """Read "12 deaths": the number stands on the noun that tells the outcome."""
    found = find_quantity(view, position)
    if found is not None and not found[0].is_relative:
        yield _Victims(position=position, quantity=found[0], mention=found[1])


def _count_toll(view: SentenceView, position: int, *, noun: int | None = None) -> Iterator[_Victims]:
    """Read "the death toll rose to 45": the number hangs on the verb of the noun, or on the noun itself."""
    verb = view.clause_head(position)
    is_reached = view.keys[verb] in _TOTAL_VERBS or view.tokens[verb].pos == "AUX"
    centre = verb if is_reached else position
    for candidate in (
        *view.prepositional(centre, ("to", "at", "of")),
        *view.prepositional(position, ("of", "to", "at")),
    ):
        if candidate != noun:
            yield from _first_number(view, candidate, noun=noun)
            return
    for child in view.children[centre]:
        if view.tokens[child].dep in OBJECTS | {"attr", "npadvmod", "nummod"} and child != position:
            yield from _first_number(view, child, noun=noun)
            return
    if is_reached:  # "lowered the number … in the capital to 34": the parser may hang the number on the nearest noun
        for token in range(position + 1, len(view.tokens)):
            if view.keys[token - 1] in {"to", "at"} and view.mention("quantity", token) is not None:
                yield from _first_number(view, token, noun=noun)
                return


def _first_number(view: SentenceView, position: int, *, noun: int | None) -> Iterator[_Victims]:
    found = find_quantity(view, position)
    if found is not None and not found[0].is_relative and found[0].unit_kind in {None, "people", "thing"}:
        counted = position if noun is None else noun
        yield _Victims(position=counted, quantity=found[0], mention=found[1], is_total=True)


def _count_state(view: SentenceView, position: int) -> Iterator[_Victims]:
    """Read "12 dead", "left 12 people dead", "20 were wounded" tagged as an adjective, "with 20 others wounded"."""
    token = view.tokens[position]
    candidates = [
        child
        for child in view.children[position]
        if view.tokens[child].dep in {"nsubj", "nsubjpass", "nummod", "npadvmod"}
    ]
    if not candidates and token.dep in {"amod", "acl", "advmod", "relcl"} and token.head < position:
        candidates.append(token.head)
    if not candidates and token.dep in {"acomp", "oprd", "attr", "conj", "xcomp", "ccomp", "advcl", "dobj"}:
        arguments = view.arguments(token.head)
        has_objects = token.dep in {"oprd", "xcomp", "ccomp"} and bool(arguments.patients)
        candidates.extend(arguments.patients if has_objects else (arguments.agents or arguments.patients))
    if not candidates:
        candidates.append(position)
    for candidate in candidates:
        noun = counted_noun(view, candidate)
        found = find_quantity(view, candidate) or find_quantity(view, noun)
        if found is not None and found[0].unit_kind in {None, "people", "thing"} and not found[0].is_relative:
            yield _Victims(position=noun, quantity=found[0], mention=found[1])


def _is_one_person(view: SentenceView, position: int) -> bool:
    token = view.tokens[position]
    if token.entity == "PERSON" and token.pos == "PROPN":
        return view.mention("actor", position) is None
    if token.tag != "NN" or noun_side(view.keys[position]) is None:
        return False
    if view.keys[position] in {"people", "personnel", "army", "military", "police", "militia", "family", "force", "gang", "staff", "crew", "life", "body", "insurgency", "household", "other"}:  # fmt: skip
        return False
    return any(view.tokens[child].dep in {"det", "poss"} for child in view.children[position])


def _one(view: SentenceView, position: int) -> QuantityReading:
    token = view.tokens[position]
    is_named = token.entity == "PERSON"
    return QuantityReading(
        low=1,
        high=1,
        bound="exact",
        unit="person" if is_named else view.keys[position],
        unit_kind="people",
        words="one person" if is_named else token.text,
    )


def _is_admitted(context: DocumentContext, view: SentenceView, victim: _Victims, match: Match) -> bool:
    """Only people count, and numbers that are part of another ("including two children") are no claims of their own."""
    if victim.quantity.includes:
        return False
    if match.frame.values.get("only") == "civilians":
        return noun_side(view.keys[victim.position]) in {"civilians", "unknown"}
    if victim.mention is not None and victim.quantity.unit_kind == "people":
        return True
    token = view.tokens[victim.position]
    is_number = token.pos == "NUM" or view.mention("quantity", victim.position) is not None
    is_person = noun_side(view.keys[victim.position]) is not None or view.mention("actor", victim.position) is not None
    is_outcome = victim.position == match.position
    return is_number or is_person or is_outcome or token.entity == "PERSON"


def _included(view: SentenceView) -> tuple[tuple[QuantityReading, str], ...]:
    found: list[tuple[QuantityReading, str]] = []
    for mention in view.of_kind("quantity"):
        if isinstance(mention.reading, QuantityReading) and mention.reading.includes:
            head = view.head_of(mention.start, mention.end)
            noun = head if view.tokens[head].pos in {"NOUN", "PROPN"} else view.tokens[head].head
            end = (
                max(mention.end, view.tokens[noun].end)
                if view.tokens[noun].start - mention.end < _NEAR
                else mention.end
            )
            found.append((mention.reading, view.text[mention.start : end]))
    return tuple(found)


# -- the claim ------------------------------------------------------------------------------------------------------


def _add_claim(
    context: DocumentContext,
    draft: Draft,
    view: SentenceView,
    *,
    match: Match,
    victim: _Victims,
    by: Found | None,
    event_id: str | None,
    included: tuple[tuple[QuantityReading, str], ...],
) -> None:
    said = context.said_of(view, view.tokens[match.position].start)
    whose = context.who.at(view, victim.position, said=said)
    if whose is not None and whose.is_pronoun and victim.mention is not None:
        whose = _same_people(draft, view, victim)  # "seven of them died"
    if view.tokens[victim.position].entity == "PERSON" and view.mention("actor", victim.position) is None:
        whose = _side_of_named(context, view, victim.position, said=said)
    if whose is None and match.frame.values["shape"] in {"noun", "loses"}:
        for token in match.slots.get("whose", ()):
            whose = whose or context.who.at(view, token, said=said)
    if match.frame.values["shape"] == "loses" and (whose is None or whose.reading.side == "unknown"):
        losers = view.arguments(match.position).agents
        whose = next((found for loser in losers if (found := context.who.at(view, loser, said=said))), whose)
    reading = _NOBODY if whose is None else whose.reading
    side = noun_side(victim.quantity.unit or "")
    if whose is None and side is not None:
        reading = replace(_NOBODY, words=victim.quantity.unit or "", side=side)
    if whose is not None and by is not None and is_same(whose, by):
        whose = unnamed(whose)
        reading = whose.reading
    marks: list[Mark] = []
    if whose is not None:
        marks.append(Mark(role="whose", start=whose.start, end=whose.end))
    if by is not None:
        marks.append(Mark(role="actor", start=by.start, end=by.end))
    if victim.mention is not None:
        marks.append(Mark(role="quantity", start=victim.mention.start, end=victim.mention.end))
    own = _with_event_slots(draft, view, context.slots(view, match.position, marks=marks), event_id=event_id)
    is_total, is_more = _is_total(view, match, victim), victim.quantity.is_addition
    claim = context.make(
        view,
        "casualties",
        detail=CasualtiesDetail(
            outcome=_read_outcome(match.frame.values["outcome"]),
            whose=reading,
            by=None if by is None else by.reading,
            event_claim_id=event_id,
            includes=() if is_more else included,
            is_total=is_total,
            is_addition=is_more,
        ),
        rule=match.frame.rule,
        slots=Slots(place=own.place, interval=own.interval, other_marks=own.other_marks),
        trigger=context.trigger_mark(view, match.position, match.last),
        about=reading if reading.actor_id is not None or reading.side in ARMED else None,
    )
    draft.claims.append(replace(claim, quantity=victim.quantity))


def _side_of_named(context: DocumentContext, view: SentenceView, position: int, *, said: Attribution) -> Found | None:
    """Return whose the title before or behind a name says the person was ("rebel leader …"); the name itself is not kept."""
    for child in view.children[position]:
        is_title = view.tokens[child].dep in {"compound", "appos", "nmod"} and view.tokens[child].entity != "PERSON"
        found = context.who.at(view, child, said=said) if is_title else None
        if found is not None:
            return found
    return None


def _same_people(draft: Draft, view: SentenceView, victim: _Victims) -> Found | None:
    """Return whose people the count before this one was of; None if none stands near."""
    token = view.tokens[victim.position]
    for claim in reversed(draft.claims):
        near = 0 <= view.sentence.start - claim.sentence_end < _NEAR_CHARACTERS
        if isinstance(claim.detail, CasualtiesDetail) and near:
            reading = replace(claim.detail.whose, why=f"‘{token.text}’ = those counted before")
            return Found(reading=reading, start=token.start, end=token.end, is_pronoun=True)
    return None


def _with_event_slots(draft: Draft, view: SentenceView, slots: Slots, *, event_id: str | None) -> Slots:
    """Take place and time from the event of the same sentence where the casualty's own clause names none."""
    telling = None if event_id is None else draft.telling(event_id)
    if telling is None or telling.view != view.index:
        return slots
    claim, place, interval = telling.claim, slots.place, slots.interval
    for mention in view.mentions:
        if place is None and mention.reading is claim.place and isinstance(mention.reading, PlaceReading):
            place = (mention.reading, mention)
        if interval is None and mention.reading is claim.interval and isinstance(mention.reading, TimeReading):
            interval = (mention.reading, mention)
    return replace(slots, place=place, interval=interval)


def _is_total(view: SentenceView, match: Match, victim: _Victims) -> bool:
    if victim.is_total:
        return True
    around = {view.keys[other] for other in (victim.position, *view.ancestors(victim.position))}
    clause = {view.keys[other] for other in view.subtree(view.clause_head(match.position), is_clause=True)}
    return bool(around & {"total", "toll", "tally"}) or ("total" in clause and bool(clause & _TOTAL_VERBS))


# -- the event ------------------------------------------------------------------------------------------------------


def _find_event(
    context: DocumentContext,
    draft: Draft,
    view: SentenceView,
    *,
    match: Match,
    by: Found | None,
    agents: tuple[int, ...],
    victims: list[_Victims],
) -> str | None:
    said = context.said_of(view, view.tokens[match.position].start)
    here = _event_in_sentence(draft, view, match.position)
    if match.frame.values["outcome"] == "surrendered":
        return None
    if here is not None:
        if match.frame.values["outcome"] not in {"surrendered", "displaced", "missing"}:
            _fill_sides(context, draft, view, event_id=here, by=by, victims=victims)
        return here
    weapon = find_weapon(view, match.position, within=said)
    is_unnamed = by is None and weapon is None
    if is_unnamed and not _has_own_occasion(view, match):
        before = _event_before(context, draft, view, match)
        if before is not None:
            return before
    if match.frame.values["outcome"] in {"displaced", "missing", "surrendered"} or "type" not in match.frame.values:
        if match.frame.values["outcome"] != "killed" or match.frame.values["shape"] not in {"falls", "state"}:
            return None
        if is_unnamed:
            return None
    return _tell_event(context, draft, view, match=match, by=by, weapon=weapon, victims=victims, agents=agents)


def _event_in_sentence(draft: Draft, view: SentenceView, position: int) -> str | None:
    """Return the event of the nearest trigger in the sentence, by arcs of the tree; answers to an event yield to it."""
    best: tuple[int, int, str] | None = None
    said_aside = {told.position for told in draft.tellings if told.view == view.index and told.is_response}
    for (index, trigger), claim_id in draft.told_at.items():
        if index != view.index or _is_elsewhere(draft, claim_id):
            continue
        key = (view.distance(position, trigger) + (2 if trigger in said_aside else 0), trigger, claim_id)
        if best is None or key < best:
            best = key
    return None if best is None or best[0] > _NEAR else best[2]


def _fill_sides(
    context: DocumentContext,
    draft: Draft,
    view: SentenceView,
    *,
    event_id: str,
    by: Found | None,
    victims: list[_Victims],
) -> None:
    """Give the event of this sentence the sides that only its casualties name ("killed 45 rebels in air strikes")."""
    telling = draft.telling(event_id)
    if telling is None or telling.view != view.index or telling.detail.event_type != "ASSAULT":
        return
    detail = telling.detail
    said = context.said_of(view, telling.claim.start)
    initiator, recipient = detail.initiator, detail.recipient
    if initiator is None and by is not None and not telling.is_response:
        initiator = by.reading
    is_repelled = by is not None and initiator is not None and by.reading.side != initiator.side
    if recipient is None and by is not None and is_repelled:
        recipient = by.reading  # "repelled an attack by the army and killed three soldiers"
    if recipient is None and detail.target is None:
        for victim in victims:
            found = context.who.at(view, victim.position, said=said)
            is_self = found is not None and initiator is not None and found.reading.actor_id == initiator.actor_id
            if found is not None and found.reading.side != "unknown":
                recipient = recipient or (unnamed(found) if is_self else found).reading
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


def _is_elsewhere(draft: Draft, claim_id: str) -> bool:
    telling = draft.telling(claim_id)
    return telling is not None and (
        telling.detail.status not in {"completed", "historical"} or telling.detail.is_negated
    )


def _has_own_occasion(view: SentenceView, match: Match) -> bool:
    """True for "were killed in that operation": the occasion is named, so it is none of the events told before."""
    nouns = load_frames("events").by_noun
    return any(view.keys[token] in nouns for token in view.prepositional(match.position, ("in", "during")))


def _event_before(context: DocumentContext, draft: Draft, view: SentenceView, match: Match) -> str | None:
    """Return the latest event of the sentences just before that nothing here contradicts ("Three others were wounded")."""
    own = context.slots(view, match.position)
    for telling in reversed(draft.tellings):
        if telling.view >= view.index or telling.is_thin:
            continue
        if view.index - telling.view > _REACH:
            break
        detail = telling.detail
        if detail.status not in {"completed", "historical"} or detail.is_negated or detail.event_type != "ASSAULT":
            continue
        claim = telling.claim
        is_new_place = own.place is not None and (claim.place is None or not places_agree(claim.place, own.place[0]))
        is_new_time = own.interval is not None and (
            claim.interval is None or not times_agree(claim.interval, own.interval[0])
        )
        if not (is_new_place or is_new_time or detail.is_summary):
            return claim.claim_id
    return None


def _tell_event(
    context: DocumentContext,
    draft: Draft,
    view: SentenceView,
    *,
    match: Match,
    by: Found | None,
    weapon: tuple[WeaponReading, Mention] | None,
    victims: list[_Victims],
    agents: tuple[int, ...],
) -> str | None:
    """Add the event claim that the casualty verb itself tells, and return its id."""
    said = context.said_of(view, view.tokens[match.position].start)
    recipient: Found | None = None
    for token in [victim.position for victim in victims] or list(match.slots.get("whose", ())):
        recipient = recipient or context.who.at(view, token, said=said)
    if not victims and (recipient is None or by is None):
        return None
    if recipient is not None and by is not None and is_same(recipient, by):
        recipient = unnamed(recipient)
    marks = [Mark(role="weapon", start=weapon[1].start, end=weapon[1].end)] if weapon is not None else []
    if recipient is not None:
        marks.append(Mark(role="recipient", start=recipient.start, end=recipient.end))
    by = by or (None if weapon is None else weapon_user(context, view, weapon[1], said=said))
    slots, is_stretch = read_since(view, match.position, context.slots(view, match.position, actor=by, marks=marks))
    event_type = match.frame.values.get("type", "ASSAULT")
    weapon_class = None if weapon is None else weapon[0].weapon_class
    mode = choose_mode(event_type, mode=match.frame.values.get("mode"), weapon=weapon_class)
    detail = EventDetail(
        event_type=event_type,
        mode=mode,
        sub_event=choose_sub_event(
            event_type,
            mode=mode,
            weapon=weapon_class,
            initiator=None if by is None else by.reading.side,
            recipient=None if recipient is None else recipient.reading.side,
        ),
        initiator=None if by is None else by.reading,
        recipient=None if recipient is None else recipient.reading,
        weapon=None if weapon is None else weapon[0],
        status=read_standing(view, match.position).status,
        is_summary=is_stretch or _is_sum(match, victims),
    )
    claim = context.make(
        view,
        "event",
        detail=detail,
        rule=match.frame.rule,
        slots=slots,
        trigger=context.trigger_mark(view, match.position, match.last),
    )
    draft.add_telling(
        Telling(
            claim=claim,
            family="killing",
            view=view.index,
            position=match.position,
            is_definite=_is_definite(view, agents),
            is_other=any(_is_another(view, agent) for agent in agents),
        )
    )
    return claim.claim_id


def _is_sum(match: Match, victims: list[_Victims]) -> bool:
    return match.frame.values["shape"] == "toll" and bool(victims)


def _is_definite(view: SentenceView, agents: tuple[int, ...]) -> bool:
    return any(
        view.tokens[child].text.lower() in {"the", "this", "that", "its"} and view.mention("weapon", agent) is not None
        for agent in agents
        for child in view.children[agent]
    )


def _is_another(view: SentenceView, agent: int) -> bool:
    words = read_words("people", "others", "words")
    return any(view.keys[child] in words for child in view.children[agent] if child < agent)
