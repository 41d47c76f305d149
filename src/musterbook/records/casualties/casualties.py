"""Casualty claims: what became of how many of whom, by whom, and in which event.

The event of a casualty is, in this order: the event word that governs it or that it governs in the sentence; the event a
definite word or an unnamed agent refers back to; else one that the casualty verb itself tells ("soldiers killed 12 rebels").
Without a number or one definite person there is no claim; victims are counted, never named.
"""

from __future__ import annotations

from dataclasses import replace
from functools import partial

from musterbook.model import (
    ActorReading,
    Attribution,
    CasualtiesDetail,
    Claim,
    Mark,
    Mention,
    Outcome,
    PlaceReading,
    TimeReading,
)
from musterbook.records.casualties.admission import is_admitted, is_told_person
from musterbook.records.casualties.casualty_events import find_event
from musterbook.records.casualties.conditions import dies_of_it, is_barred, is_done_by_arms
from musterbook.records.casualties.included import find_included
from musterbook.records.casualties.increments import bound_above, is_increment, is_total
from musterbook.records.casualties.lone_counts import stands_alone
from musterbook.records.casualties.losers import find_enemy, find_whose
from musterbook.records.casualties.ordinals import count_up
from musterbook.records.casualties.toll_frames import frame_match
from musterbook.records.casualties.toll_parts import find_corrections, find_parts
from musterbook.records.casualties.toll_phrases import OUTCOMES
from musterbook.records.casualties.tolls import find_tolls, is_denial
from musterbook.records.casualties.victims import (
    Victims,
    find_victims,
    is_left_over,
    is_of_whole,
    is_violent_death,
)
from musterbook.records.context import DocumentContext, Slots
from musterbook.records.events.agreement import times_agree
from musterbook.records.events.tellings import Draft
from musterbook.records.places.locations import place_of_counted
from musterbook.records.sentences.frames import Match, find_matches, load_frames
from musterbook.records.sentences.replaced import is_said_before, mark_replaced, replace_figure
from musterbook.records.sentences.status import is_guessed, is_kept_up, read_standing
from musterbook.records.sentences.untrue import is_called_untrue, is_counted_twice
from musterbook.records.sentences.views import SentenceView
from musterbook.records.sentences.worlds import is_other_world
from musterbook.records.sides.persons import victim_marks
from musterbook.records.sides.who import ARMED, Found, is_same, noun_side, unnamed
from musterbook.records.sides.wielders import doer_at
from musterbook.records.tables import read_words

__all__ = ["read_casualties"]

_NOBODY = ActorReading(actor_id=None, name=None, side="unknown", words="", why="the text does not say whose")
_NEAR_CHARACTERS = 400
# Sentences that begin farther back than this hold no claim that is near.
_FAR_CHARACTERS = 4 * _NEAR_CHARACTERS


def read_casualties(context: DocumentContext, draft: Draft, view: SentenceView) -> None:
    """Add the casualty claims of one sentence to the draft, and the events that only they tell of."""
    counted: set[tuple[str, int]] = set()
    numbers = _read_tolls(context, draft, view, counted=counted)
    for match in find_matches(view, load_frames("casualties")):
        if is_barred(context, view, match):
            continue  # "shot and wounded"
        if "alone" in match.frame.values and _has_thing(view, match.position):
            continue
        is_taken = (view.index, match.position) in draft.taken or ("", match.position) in counted
        if match.frame.values["outcome"] == "casualties" and ("killed", -1 - match.position) in counted:
            continue  # "a soldier was shot dead" is told already, and not as one more who was shot
        if is_taken or _is_mere_modifier(view, match) or is_other_world(view, match.position):
            continue
        if match.frame.values["outcome"] in {"wounded", "casualties"} and dies_of_it(view, match.position):
            continue  # "was hit by a bullet and died"
        said = context.said_of(view, view.tokens[match.position].start)
        standing = read_standing(view, match.position)
        is_event = standing.is_event or match.frame.values.get("state") == "yes"
        is_past = standing.status in {"completed", "historical"} or is_guessed(view, match.position)
        is_told = is_event and is_past and standing.is_negated == ("negated" in match.frame.values)
        if is_told and said.stance != "denies" and not _is_untrue(view, match.position):
            _read_match(context, draft, view, match=match, counted=counted, numbers=numbers)
    _read_parts(context, draft, view)
    _read_corrections(context, draft, view)
    mark_replaced(draft, view)


def _read_tolls(
    context: DocumentContext, draft: Draft, view: SentenceView, *, counted: set[tuple[str, int]]
) -> set[int]:
    """Add what the order of the words tells, mark its triggers as counted, and return where its numbers begin."""
    numbers: set[int] = set()
    for toll in find_tolls(view):
        match, start = toll.match, view.tokens[toll.match.position].start
        is_told = context.said_of(view, start).stance != "denies" and not is_other_world(view, match.position)
        standing = read_standing(view, match.position)
        is_past = standing.status in {"completed", "historical"} or is_guessed(view, match.position)
        is_told = is_told and (is_past or match.frame.table == "tolls")
        is_part = is_left_over(view, toll.victim) or is_of_whole(view, toll.victim, match.position)
        is_told = is_told and not is_part
        is_denied = (standing.is_negated and not is_denial(view, toll)) or _is_untrue(view, match.position)
        if not is_told or is_denied or (view.index, match.position) in draft.taken:
            continue
        outcome = _read_outcome(match.frame.values["outcome"])
        if outcome == "wounded" and toll.words and dies_of_it(view, toll.words[-1]):
            continue  # "was hit by a bullet and died"
        # "Lowered the number of people killed from 48 to 34" tells two levels of the same people.
        if (outcome, toll.victim.position) in counted and not toll.victim.is_total:
            continue
        if toll.victim.mention is not None:
            numbers.add(toll.victim.mention.start)
            _drop_strength(draft, view, toll.victim.mention)
        counted.update({(outcome, toll.victim.position), (outcome, -1 - match.position)})
        _add_claims(context, draft, view, match=match, victims=[toll.victim])
    return numbers


def _drop_strength(draft: Draft, view: SentenceView, mention: Mention) -> None:
    """Forget a strength read from a number of the fallen: "the army puts its dead at six"."""
    for claim in draft.of_sentence(view.sentence.start):
        spans = {(mark.start, mark.end) for mark in claim.marks if mark.role == "quantity"}
        if claim.kind == "strength" and (mention.start, mention.end) in spans:
            draft.drop_early(claim)


def _is_untrue(view: SentenceView, position: int) -> bool:
    return is_called_untrue(view, position) or is_counted_twice(view, position)


def _read_parts(context: DocumentContext, draft: Draft, view: SentenceView) -> None:
    """Add the parts of a total told in this sentence, each with the outcome of the total."""
    for claim in draft.of_sentence(view.sentence.start):
        if not isinstance(claim.detail, CasualtiesDetail):
            continue
        spans = {(mark.start, mark.end) for mark in claim.marks if mark.role == "quantity"}
        for total in [mention for mention in view.of_kind("quantity") if (mention.start, mention.end) in spans]:
            parts = find_parts(view, total)
            at = view.positions(total.start, total.end)[-1]
            for part in parts:
                match = frame_match(view, at, outcome=claim.detail.outcome, last=at, noun=part.position)
                _add_claim(
                    context, draft, view,
                    match=match, victim=part, by=None, event_id=claim.detail.event_claim_id,
                )  # fmt: skip


def _read_corrections(context: DocumentContext, draft: Draft, view: SentenceView) -> None:
    """Add a number alone that takes up the count told before it, with that count's outcome and people."""
    used = {
        mark.start
        for claim in draft.of_sentence(view.sentence.start)
        for mark in claim.marks
        if mark.role == "quantity"
    }
    before = [
        claim
        for claim in draft.recent(view.sentence.end - _FAR_CHARACTERS)
        if isinstance(claim.detail, CasualtiesDetail) and -1 < view.sentence.end - claim.start < _NEAR_CHARACTERS
    ]
    if not before or view.key_set & read_words("tolls", "wholes", "nouns"):
        return  # "a month earlier it had been nine"
    for verb, mention, reading in find_corrections(view):
        at = view.positions(mention.start, mention.end)[-1]
        last = _find_taken_up(before, mention.start)
        if (
            last is None
            or mention.start in used
            or _is_untrue(view, at)
            or not isinstance(last.detail, CasualtiesDetail)
        ):
            continue
        match = frame_match(view, verb, outcome=last.detail.outcome, last=verb, noun=at)
        victim = Victims(position=at, quantity=reading, mention=mention)
        between = {token.text.lower() for token in view.tokens[verb + 1 : at]}
        is_former = bool(between & read_words("tolls", "replaced", "former"))
        if view.keys[verb] in read_words("tolls", "replaced", "verbs") and not is_former:
            replace_figure(draft, last)
        _add_claim(
            context, draft, view,
            match=match, victim=victim, by=None, event_id=last.detail.event_claim_id,
            is_by_saying=view.keys[verb] in read_words("tolls", "replaced", "saying"),
        )  # fmt: skip
        if is_former:  # "left 33 dead, revising an earlier figure of 26"
            replace_figure(draft, draft.claims[-1])


def _find_taken_up(before: list[Claim], start: int) -> Claim | None:
    """Return the count that a number alone takes up: the last told before it, the dead before the hurt; None if none can be."""
    told = [claim for claim in before if claim.start < start]
    if not told:
        return None
    last = max(told, key=lambda claim: claim.start)
    dead = [claim for claim in told if claim.sentence_start == last.sentence_start and _is_of(claim, {"killed"})]
    killed = [claim for claim in told if _is_of(claim, {"killed"})]
    is_aside = killed and not _is_of(last, {"killed", "wounded", "casualties"})
    last = dead[-1] if dead else (max(killed, key=lambda claim: claim.start) if is_aside else last)
    return last if _is_of(last, {"killed", "wounded", "casualties", "missing", "abducted"}) else None


def _is_of(claim: Claim, outcomes: set[str]) -> bool:
    return isinstance(claim.detail, CasualtiesDetail) and claim.detail.outcome in outcomes


def _is_mere_modifier(view: SentenceView, match: Match) -> bool:
    """True for "the detained men": a participle before its noun refers to what was told, it does not tell it."""
    token = view.tokens[match.position]
    return match.frame.values["shape"] in {"verb", "falls"} and token.dep == "amod" and token.head > match.position


def _read_match(
    context: DocumentContext,
    draft: Draft,
    view: SentenceView,
    *,
    match: Match,
    counted: set[tuple[str, int]],
    numbers: set[int],
) -> None:
    outcome = _read_outcome(match.frame.values["outcome"])
    agents = tuple(match.slots.get("by", ()))
    if match.frame.values["shape"] == "toll" and _may_be(view, match.position):
        return
    if not is_done_by_arms(context, draft, view, match=match):
        return
    found = list(find_victims(view, match))
    if any(victim.quantity.high == 0 for victim in found):  # "none of its men were killed"
        return
    victims = [
        victim
        for victim in found
        if (outcome, victim.position) not in counted
        and is_admitted(view, victim, match)
        and not is_told_person(draft, view, victim, outcome)
        and (victim.mention is None or victim.mention.start not in numbers)
    ]
    if victims:
        counted.add(("", match.position))  # "shot dead" is not "shot" as well
        counted.update((outcome, victim.position) for victim in victims)
        _add_claims(context, draft, view, match=match, victims=victims)
    elif match.frame.values.get("type") and match.slots.get("whose") and not is_kept_up(view, match.position):
        said = context.said_of(view, view.tokens[match.position].start)
        by = _first_party(context, view, agents, said=said)
        event_id = find_event(context, draft, view, match=match, by=by, agents=agents, victims=[])
        if event_id is not None:
            _tie_counts(draft, view, match.position, event_id=event_id)


def _tie_counts(draft: Draft, view: SentenceView, position: int, *, event_id: str) -> None:
    """Give the counts that a word told to the event that it turned out to tell: "in 2015 bandits killed 12 people here"."""
    start = view.tokens[position].start
    for claim in draft.of_sentence(view.sentence.start):
        is_told_here = any(mark.role == "trigger" and mark.start == start for mark in claim.marks)
        if isinstance(claim.detail, CasualtiesDetail) and claim.detail.event_claim_id is None and is_told_here:
            draft.replace_claim(claim, replace(claim, detail=replace(claim.detail, event_claim_id=event_id)))


def _has_thing(view: SentenceView, position: int) -> bool:
    """True for "surrendered his hat"; "surrendered themselves", "surrendered Monday" name no thing."""
    arguments = view.arguments(position)
    return not arguments.is_passive and any(
        view.tokens[patient].pos == "NOUN" and view.mention("time", patient) is None for patient in arguments.patients
    )


def _may_be(view: SentenceView, position: int) -> bool:
    """True for "the toll may exceed 80"."""
    verb = view.clause_head(position)
    modals = read_words("status", "auxiliaries", "hypothetical")
    return any(view.tokens[child].dep == "aux" and view.keys[child] in modals for child in view.children[verb])


def _add_claims(
    context: DocumentContext, draft: Draft, view: SentenceView, *, match: Match, victims: list[Victims]
) -> None:
    """Add a claim for each count of a match, tied to the event it belongs to."""
    agents = tuple(match.slots.get("by", ()))
    said = context.said_of(view, view.tokens[match.position].start)
    by = _first_party(context, view, agents, said=said)
    single = [victim.position for victim in victims if victim.quantity.high == 1]
    fallen = [context.who.at(view, position, said=said) for position in single]
    if by is not None and by.is_pronoun and any(who is not None and _is_read_back(by, who) for who in fallen):
        by = None  # "they shot and killed the commander", after a sentence about him
    find = partial(find_event, context, draft, view, match=match, by=by, agents=agents)
    victims, event_id = count_up(draft, view, victims, match=match, own=context.slots(view, match.position), find=find)
    for victim in victims:
        is_loose = event_id is None and "type" not in match.frame.values and victim.mention is None
        is_death = match.frame.values["outcome"] == "killed"
        is_body = match.frame.values["shape"] == "bodies"
        is_violent = is_violent_death(view, match, victim) or (not is_body and _goes_on_counting(draft, view))
        is_done = by is not None and by.reading.side in ARMED
        if is_loose and not (is_violent if is_death else is_done or draft.tellings):
            continue  # one person's death, and nothing that says it was a violent one
        _add_claim(context, draft, view, match=match, victim=victim, by=by, event_id=event_id, has_parts=True)


def _goes_on_counting(draft: Draft, view: SentenceView) -> bool:
    """True right behind a count of the dead or the hurt: "a vendor died this morning" goes on with it."""
    return any(
        _is_of(claim, {"killed", "wounded", "casualties"}) and view.sentence.start - claim.start < _NEAR_CHARACTERS
        for claim in draft.recent(view.sentence.start - _FAR_CHARACTERS)
    )


def _is_read_back(pronoun: Found, other: Found) -> bool:
    """True if a pronoun was read as the other side of the same deed: nobody acts upon himself."""
    is_back = pronoun.is_pronoun or pronoun.start == other.start
    return is_back and (pronoun.reading.words, pronoun.reading.side) == (other.reading.words, other.reading.side)


def _read_outcome(word: str) -> Outcome:
    return next(outcome for outcome in OUTCOMES if outcome == word)


def _first_party(
    context: DocumentContext, view: SentenceView, agents: tuple[int, ...], *, said: Attribution
) -> Found | None:
    for agent in agents:
        found = doer_at(context, view, agent, said=said)
        if found is not None and found.reading.side not in {"civilians", "unknown"}:
            return found
        if found is not None and found.reading.actor_id is not None:
            return found
    return None


def _add_claim(
    context: DocumentContext,
    draft: Draft,
    view: SentenceView,
    *,
    match: Match,
    victim: Victims,
    by: Found | None,
    event_id: str | None,
    has_parts: bool = False,
    is_by_saying: bool = False,
) -> None:
    """Add the claim of one count; `is_by_saying`: only a verb of saying tells it, and the time beside that is the one of saying."""
    outcome = _read_outcome(match.frame.values["outcome"])
    victim = bound_above(view, victim)
    whose = _without_doer(context, view, find_whose(context, draft, view, match=match, victim=victim), victim, by=by)
    reading = _NOBODY if whose is None else whose.reading
    side = noun_side(victim.quantity.unit or "")
    if whose is None and side is not None:
        reading = replace(_NOBODY, words=victim.quantity.unit or "", side=side)
    marks = _mark_slots(view, match, victim, whose=whose, by=by)
    own = _with_event_slots(draft, view, context.slots(view, match.position, marks=marks), event_id=event_id)
    own = replace(own, place=place_of_counted(view, victim.position) or own.place)
    is_of_saying = is_by_saying and _hangs_on(view, own, match.position)
    if is_of_saying or _is_told_later(draft, view, match, own, event_id=event_id):
        own = replace(own, interval=None)
    is_more = is_increment(draft, view, match, victim)
    claim = context.make(
        view,
        "casualties",
        detail=CasualtiesDetail(
            outcome=outcome,
            whose=reading,
            by=None if by is None else by.reading,
            event_claim_id=event_id,
            includes=find_included(view, victim.mention) if has_parts and not is_more else (),
            is_total=is_total(view, match, victim),
            is_addition=is_more,
            is_part=victim.is_part,
        ),
        rule=match.frame.rule,
        slots=own,
        trigger=context.trigger_mark(view, match.position, match.last),
        content=None if victim.mention is None else victim.mention.start,
        about=reading if reading.actor_id is not None or reading.side in ARMED else None,
    )
    claim = replace(claim, quantity=victim.quantity)
    draft.claims.append(claim)
    if stands_alone(view, match, claim):
        draft.lone.add(claim.claim_id)


def _hangs_on(view: SentenceView, own: Slots, verb: int) -> bool:
    """Return whether the time of a claim stands beside a verb."""
    if own.interval is None:
        return False
    return verb in view.ancestors(view.head_of(own.interval[1].start, own.interval[1].end))


def _is_told_later(draft: Draft, view: SentenceView, match: Match, own: Slots, *, event_id: str | None) -> bool:
    """True for the time of "in May the UN had counted 41 dead", of what happened in April: that is when it said so."""
    telling = None if event_id is None else draft.telling(event_id)
    if telling is None or own.interval is None or times_agree(telling.claim.interval, own.interval[0]):
        return False
    return is_said_before(view, match.position)


def _without_doer(
    context: DocumentContext, view: SentenceView, whose: Found | None, victim: Victims, *, by: Found | None
) -> Found | None:
    """Return whose the dead are, where the words give those of the doer himself: his enemy's, else those of a side without a name."""
    if whose is None or by is None:
        return whose
    if _is_read_back(whose, by):  # "arrested two leaders and several of their associates"
        return find_enemy(context, view, victim.position, by=by)
    return find_enemy(context, view, victim.position, by=by) or unnamed(whose) if is_same(whose, by) else whose


def _mark_slots(
    view: SentenceView, match: Match, victim: Victims, *, whose: Found | None, by: Found | None
) -> list[Mark]:
    """Return the marks of whose the counted are, of the doer, the number and the names of those hit."""
    marks = [Mark(role="whose", start=whose.start, end=whose.end)] if whose is not None else []
    if by is not None:
        marks.append(Mark(role="actor", start=by.start, end=by.end))
    if victim.mention is not None:
        marks.append(Mark(role="quantity", start=victim.mention.start, end=victim.mention.end))
    return [*marks, *victim_marks(view, (victim.position, *match.slots.get("whose", ())))]


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
