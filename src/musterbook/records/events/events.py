"""Event claims: what is told to have happened, by verbs ("stormed a building") and nouns ("a coordinated assault").

1. A frame of events.toml matches and the words are no figure of speech, sport, drill or accident.
2. The trigger tells a happening, not a habit or a bare plural ("attacks have become common").
3. Sides, target, weapon, place and time are read from its arguments and clauses; what is not stated stays None.
4. A definite noun that refers to an event already told makes a claim only if it adds a place, a time or a side.
"""

from __future__ import annotations

import itertools
from dataclasses import replace

from musterbook.model import (
    Claim,
    Mention,
    MentionKind,
)
from musterbook.records.casualties.sums import tells_course, tells_stretch
from musterbook.records.context import DocumentContext, Slots
from musterbook.records.events.aftermath import is_counted_later
from musterbook.records.events.modes import read_mode
from musterbook.records.events.planned import has_come_about
from musterbook.records.events.references import keep_telling
from musterbook.records.events.setting_off import (
    find_names_at,
    has_other_time,
    is_behind_since,
    is_deed,
    is_one_of_many,
    is_superlative,
)
from musterbook.records.events.struck import is_struck
from musterbook.records.events.tellings import Draft, Telling, set_apart
from musterbook.records.sentences.counted import find_quantity
from musterbook.records.sentences.frames import Match, find_matches, load_frames
from musterbook.records.sentences.nominals import happening_verb, is_definite, light_verb, outer_noun
from musterbook.records.sentences.others import is_stand_in
from musterbook.records.sentences.status import Standing, is_kept_up, read_standing
from musterbook.records.sentences.views import ASIDES, SUBJECTS, SentenceView
from musterbook.records.sentences.worlds import is_other_world
from musterbook.records.sides.sides import Sides, describe_event, meets_needs, read_sides
from musterbook.records.tables import read_words

__all__ = ["read_events", "read_since"]

_MOST_TELLINGS = 40  # that are looked back to
_TAKINGS = frozenset({"abduction", "arrest", "capture"})
_WHERE_WHEN: tuple[MentionKind, ...] = ("place", "time")


def read_events(context: DocumentContext, draft: Draft, view: SentenceView) -> None:
    """Add the event claims of one sentence to the draft."""
    seen: set[int] = set()
    for match in find_matches(view, load_frames("events")):
        is_taken = (view.index, match.position) in draft.taken and "beside" not in match.frame.values
        if match.position in seen or is_taken:
            continue
        if _read_match(context, draft, view, match=match):
            seen.add(match.position)


def _read_match(context: DocumentContext, draft: Draft, view: SentenceView, *, match: Match) -> bool:
    needs = match.frame.values.get("needs")
    if not match.is_noun and needs not in {"weapon", "bomb"} and _tell_target(context, draft, view, match=match):
        return True
    said = context.said_of(view, view.tokens[match.position].start)
    is_denied = said.stance == "denies" and not _is_presupposed(view, match)
    if not _is_about_violence(draft, view, match) or is_denied or _is_about_event(view, match):
        return False
    standing = _read_standing(context, view, match)
    sides = read_sides(context, view, match, said=said)
    is_met = meets_needs(view, match, sides) and _meets_needs_of_text(context, draft, view, match=match, sides=sides)
    if not standing.is_event or not is_met:
        return False
    telling = _tell(context, view, match, standing=standing, sides=sides)
    if telling is None or (view.keys[match.position] in draft.elsewhere and not sides.marks()):
        return False  # "the third strike this year", in a report on teachers
    cause = None if match.is_noun else _told_by(draft, view, match)
    if cause is not None:
        telling = replace(telling, tied_to=cause.claim.claim_id)
    return keep_telling(context, draft, view, telling)


def _read_standing(context: DocumentContext, view: SentenceView, match: Match) -> Standing:
    """Return how the event of a match stands: of a bomb that was made safe by its row, of what was planned by what came of it."""
    standing = read_standing(view, match.position)
    if match.frame.values.get("status") == "foiled" and standing.status == "completed":
        return replace(standing, status="foiled")
    if standing.status == "planned" and match.is_noun and has_come_about(context, view, match.position):
        return replace(standing, status="completed")
    return standing


def _meets_needs_of_text(
    context: DocumentContext, draft: Draft, view: SentenceView, *, match: Match, sides: Sides
) -> bool:
    """Return whether what the row asks of the sentences around is there."""
    needs = match.frame.values.get("needs")
    if needs == "held":
        return _were_held(draft, view, match, sides)
    return needs != "struck" or is_struck(context, view, match)


def _were_held(draft: Draft, view: SentenceView, match: Match, sides: Sides) -> bool:
    """True for hostages, for those whom a group lets go, and for people in a report that told of a taking before."""
    words = read_words("events", "held", "words")
    told = (word for slot in match.slots["recipient"] for word in (slot, *view.children[slot]))
    is_captor = sides.initiator is not None and sides.initiator.reading.side == "armed_group"
    before = itertools.islice(reversed(draft.tellings), _MOST_TELLINGS)
    return (
        is_captor
        or any(view.keys[word] in words or view.tokens[word].text.lower() in words for word in told)
        or any(telling.family in _TAKINGS for telling in before)
    )


def _is_presupposed(view: SentenceView, match: Match) -> bool:
    """True for "denied that Friday's raid on the port had hit civilians": who denies what it did owns that it was."""
    is_owned = any(view.tokens[child].dep == "poss" for child in view.children[match.position])
    if not match.is_noun or not (is_owned or is_definite(view, match.position)):
        return False
    return any(view.mention(kind, token) for token in view.subtree(match.position) for kind in _WHERE_WHEN)


def _is_about_violence(draft: Draft, view: SentenceView, match: Match) -> bool:
    token = view.tokens[match.position]
    if token.dep in {"compound", "nmod", "amod"} and token.head > match.position:
        return False  # "bomb attack", "attack helicopter", "the detained leader": the words tell no event by themselves
    is_figure = any(
        view.keys[slot] in read_words("status", "abstract", "nouns") for slot in match.slots.get("recipient", ())
    )
    if is_figure or is_other_world(view, match.position):
        draft.elsewhere.add(view.keys[match.position])
        return False
    return True


def _tell_target(context: DocumentContext, draft: Draft, view: SentenceView, *, match: Match) -> bool:
    """Give "an air strike hit a camp" its target: the noun tells the event, the verb only what was hit."""
    told = _told_by(draft, view, match)
    if told is None or (told.view != view.index and match.frame.values.get("needs") == "blast"):
        return False
    if told.view == view.index and told.detail.target is None and told.detail.recipient is None:
        said = context.said_of(view, view.tokens[match.position].start)
        sides = read_sides(context, view, match, said=said)
        words = None if sides.target is None else view.text[sides.target[0] : sides.target[1]]
        recipient = None if sides.recipient is None else sides.recipient.reading
        detail = replace(told.detail, target=words, recipient=recipient)
        draft.replace_telling(told, replace(told, claim=replace(told.claim, detail=detail), is_thin=False))
    return True


def _told_by(draft: Draft, view: SentenceView, match: Match) -> Telling | None:
    """Return the event that the subject of the verb tells or refers to ("the explosion damaged …", "of a mine that hit …")."""
    agents = match.slots.get("initiator", ())
    if match.frame.values.get("needs") == "blast":
        agents = match.slots.get("weapon", ())
    holders = [
        view.tokens[view.tokens[agent].head].head for agent in agents if view.governing_preposition(agent) == "of"
    ]
    told = (draft.telling(draft.told_at.get((view.index, agent), "")) for agent in (*agents, *holders))
    return next((telling for telling in told if telling is not None), None)


def _is_about_event(view: SentenceView, match: Match) -> bool:
    """True for "fought off an assault", "the attack targeted a convoy": the noun tells the event, the verb adds nothing new."""
    nouns = load_frames("events").by_noun
    is_protest = match.frame.values["type"] == "PROTEST"  # "protested against the killings" tells both
    return (
        not match.is_noun
        and not is_protest
        and any(view.keys[token] in nouns for token in match.slots.get("recipient", ()))
    )


# -- the claim ------------------------------------------------------------------------------------------------------


def _tell(
    context: DocumentContext, view: SentenceView, match: Match, *, standing: Standing, sides: Sides
) -> Telling | None:
    """Return the telling of one match; None where the words tell of no single happening."""
    position = match.position
    outer, is_many = outer_noun(view, position) if match.is_noun else (position, False)
    is_plural = is_many or (match.is_noun and _is_plural(view, position))
    slots, is_ongoing = read_since(view, position, context.slots(view, position, marks=sides.marks()))
    is_summary = is_many or is_ongoing or (is_plural and not _is_one_day(view, position, slots))
    is_summary = is_summary or (match.is_noun and tells_course(view, outer, slots))
    is_summary = is_summary or tells_stretch(view, match, slots)
    is_done = standing.status == "completed"
    is_bare = is_plural and not _is_happening(view, match, slots, sides=sides, is_done=is_done)
    is_aside = _is_background(view, outer, is_many=is_many) or is_counted_later(view, position)
    if standing.status == "historical" or is_aside:
        slots = _own_slots(view, position, slots)
    is_occurring = match.is_noun and happening_verb(view, position) is not None
    is_thin = is_bare or not (_has_substance(slots, sides) or is_occurring)
    is_repeated = is_kept_up(view, position) and slots.interval is None  # a time makes it one
    if is_repeated or (is_bare and not is_done) or (is_thin and not match.is_noun):
        return None
    claim = _make_claim(context, view, match, slots, sides=sides, standing=standing, is_summary=is_summary)
    is_picked = match.is_noun and is_one_of_many(view, outer)
    telling = Telling(
        claim=claim,
        family=match.frame.values.get("family", ""),
        view=view.index,
        position=position,
        is_definite=not is_picked and _is_certain(view, match, sides=sides, outer=position if is_many else outer),
        is_other=is_picked or _is_other(view, outer, is_noun=match.is_noun, also=_words_of_same(match)),
        is_new=slots.interval is None and has_other_time(context, view, position, None),
        named_at=find_names_at(view, position, place=slots.place[0] if slots.place else None),
        is_thin=is_thin,
        is_aside=view.tokens[view.clause_head(position)].dep in ASIDES,
    )
    is_known = match.is_noun and is_definite(view, outer)  # "the second blast" may be one of those told before
    is_apart = telling.is_new or (telling.is_other and not is_known)
    return set_apart(telling, is_other=telling.is_other) if is_apart else telling


def _make_claim(
    context: DocumentContext,
    view: SentenceView,
    match: Match,
    slots: Slots,
    *,
    sides: Sides,
    standing: Standing,
    is_summary: bool,
) -> Claim:
    detail = describe_event(
        view,
        sides,
        event_type=match.frame.values["type"],
        mode=read_mode(view, match, sides),
        standing=standing,
        is_summary=is_summary,
    )
    return context.make(
        view,
        "event",
        detail=detail,
        rule=match.frame.rule,
        slots=slots,
        trigger=context.trigger_mark(view, match.position, match.last),
        about=detail.initiator,
    )


def _is_certain(view: SentenceView, match: Match, *, sides: Sides, outer: int) -> bool:
    return is_definite(view, outer) if match.is_noun else _is_known_weapon(view, sides)


def _is_one_day(view: SentenceView, position: int, slots: Slots) -> bool:
    """Several blasts at one place on one day are told as one happening, and so are "Tuesday's twin bombings"."""
    if slots.interval is None or slots.interval[0].date_prec != 1:
        return False
    pairs = read_words("events", "pairs", "words")
    return slots.place is not None or any(view.keys[child] in pairs for child in view.children[position])


def read_since(view: SentenceView, position: int, slots: Slots) -> tuple[Slots, bool]:
    """Return the slots and whether the words tell of a stretch ("since May"); "the deadliest attack since 2001" is no stretch."""
    if slots.interval is None:
        return slots, False
    first = view.positions(slots.interval[1].start, slots.interval[1].end)[0]
    if "since" not in {view.keys[first], view.keys[first - 1] if first else ""}:
        is_compared = is_behind_since(view, slots.interval[1], position)
        return replace(slots, interval=None) if is_compared else slots, False
    if any(
        view.tokens[child].tag in {"JJS", "JJ", "RBS"} and is_superlative(view, child)
        for child in view.children[position]
    ):
        return replace(slots, interval=None), False
    return slots, True


def _is_plural(view: SentenceView, position: int) -> bool:
    return view.tokens[position].tag in {"NNS", "NNPS"}


def _is_known_weapon(view: SentenceView, sides: Sides) -> bool:
    """True for "the bomb was dropped": the weapon was spoken of before, or there is only one such."""
    if sides.weapon is None:
        return False
    return is_definite(view, view.head_of(sides.weapon[1].start, sides.weapon[1].end))


def _words_of_same(match: Match) -> frozenset[str]:
    """Return the adverbs that leave what was taken with the deed that it came of: "and later seized two motorcycles"."""
    is_spoil = match.frame.values.get("family") in read_words("events", "following", "spoils")
    return read_words("events", "following", "also") if is_spoil else frozenset()


def _is_other(view: SentenceView, position: int, *, is_noun: bool, also: frozenset[str] = frozenset()) -> bool:
    words = read_words("people", "others", "words" if is_noun else "adverbs") - also
    before = [child for child in view.children[position] if child < position]
    if not is_noun and any(is_stand_in(view.tokens[child]) or _is_other_deed(view, child) for child in before):
        return True  # "and another exploded at the port", "a second strike tore open the roof"
    # "Earlier" has the lemma "early".
    return any(not words.isdisjoint({view.keys[child], view.tokens[child].text.lower()}) for child in before)


def _is_other_deed(view: SentenceView, noun: int) -> bool:
    """True for the subject of "a second strike tore open the roof": a deed or a weapon that is told as another."""
    return view.tokens[noun].dep in SUBJECTS and is_deed(view, noun) and _is_other(view, noun, is_noun=True)


def _is_happening(view: SentenceView, match: Match, slots: Slots, *, sides: Sides, is_done: bool) -> bool:
    """A plural tells a happening only with a time, a count, or someone who carried it out."""
    is_counted = find_quantity(view, match.position) is not None or _is_of_stretch(view, match.position)
    is_carried = is_done and light_verb(view, match.position) is not None and sides.initiator is not None
    is_fought = "mutual" in match.frame.values and slots.place is not None
    is_dated = slots.interval is not None and _is_in_own_clause(view, match.position, slots.interval[1])
    is_dated = is_dated or happening_verb(view, match.position) is not None
    return is_dated or is_counted or is_carried or is_fought


def _is_of_stretch(view: SentenceView, position: int) -> bool:
    """True for "after a night of shelling", "four days of fighting": one word for all of it, and how long it lasted."""
    outer, _ = outer_noun(view, position)
    is_stretch = view.keys[outer] in read_words("events", "stretches", "nouns") and outer != position
    return is_stretch and not _is_plural(view, position)


def _is_in_own_clause(view: SentenceView, position: int, mention: Mention) -> bool:
    head = view.head_of(mention.start, mention.end)
    return view.clause_head(head) == view.clause_head(position)


def _is_background(view: SentenceView, outer: int, *, is_many: bool) -> bool:
    """True for "after weeks of attacks" and "news of the killings": the clause's day and place are not theirs."""
    token = view.tokens[outer]
    if token.dep == "pobj" and view.keys[token.head] in {"of", "about"} and view.tokens[token.head].dep == "prep":
        above = view.tokens[token.head].head
        return view.tokens[above].pos == "NOUN" and view.keys[above] not in read_words("places", "scenes", "nouns")
    return is_many and view.governing_preposition(outer) in read_words("events", "following", "grounds")


def _own_slots(view: SentenceView, position: int, slots: Slots) -> Slots:
    """Keep only the place and time of the trigger's own phrase: Thursday is when the anniversary was marked."""
    phrase = view.subtree(position)
    first, last = view.tokens[phrase[0]].start, view.tokens[phrase[-1]].end
    return replace(
        slots,
        place=slots.place if slots.place is not None and first <= slots.place[1].start < last else None,
        interval=slots.interval if slots.interval is not None and first <= slots.interval[1].start < last else None,
    )


def _has_substance(slots: Slots, sides: Sides) -> bool:
    """True if something besides a pronoun is told of it: "we fought them" alone is no event that can be found again."""
    parts = (sides.target, sides.weapon, slots.place, slots.interval, *sides.victims)
    named = [found for found in (sides.initiator, sides.recipient) if found is not None and not found.is_pronoun]
    return bool(named) or any(part is not None for part in parts)
