"""Strength claims: how many a group is said to be, in a frame of having, being or fighting for it.

1. A people count (no share, no change, no part of another number) fills the counted slot of a frame.
2. The group stands in the actor slot, on the counted noun, or behind a pronoun that has an antecedent; a figure given
   without a name ("the army spoke of 3,000 fighters") belongs to the group whose size the sentences before speak of.
3. The area is a place of the same clause; "there", "in this area" reach back; a figure set against another one ("Last
   year … Now …", "down from 3,000") keeps that figure's area, because it is the same count taken again. Nothing else does.
"""

from __future__ import annotations

from dataclasses import replace

from musterbook.model import Attribution, Claim, Mark, Mention, PlaceReading, StrengthDetail, TimeReading
from musterbook.records.context import DocumentContext, Slots
from musterbook.records.events.tellings import Draft
from musterbook.records.sentences.frames import Match, find_matches, load_frames
from musterbook.records.sentences.scopes import find_time
from musterbook.records.sentences.status import read_standing
from musterbook.records.sentences.views import SentenceView
from musterbook.records.sentences.worlds import is_other_world
from musterbook.records.sides.who import Found
from musterbook.records.strength.baselines import find_baselines
from musterbook.records.strength.counts import Count, companions, counted_words, find_counts, numbers_in_state
from musterbook.records.strength.strength_groups import find_group, fits
from musterbook.records.strength.strength_phrases import read_phrases
from musterbook.records.strength.topics import Topic
from musterbook.records.tables import read_words

__all__ = ["BASELINE", "read_strength"]

# The rule of a claim for an earlier figure; change.py makes the change between the two.
BASELINE = "strength/baseline"
_CARRIED = 1
_LIMITS = frozenset({"at_most", "fewer_than", "at_least"})
# The day beside a verb of saying is the day of saying, not the time the figure is for.
_SPOKEN_DAYS = frozenset({"day", "instant", "week"})


def read_strength(context: DocumentContext, draft: Draft) -> None:
    """Add the strength claims of the document to the draft."""
    table = load_frames("strength")
    topic = Topic(context)
    previous: tuple[int, Claim] | None = None
    for view in context.views:
        topic.note(view)
        counted: set[int] = set()
        for match in find_matches(view, table):
            if is_other_world(view, match.position):
                continue
            for claim in _read_match(context, view, match=match, counted=counted, topic=topic):
                held = claim
                if previous is not None and view.index - previous[0] <= _CARRIED:
                    held = _carry_area(view, claim, previous[1])
                draft.claims.append(held)
                draft.taken.add((view.index, match.position))
                if held.rule != BASELINE:
                    previous = (view.index, held)
        draft.claims.extend(read_phrases(context, view, counted=counted))


def _read_match(
    context: DocumentContext, view: SentenceView, *, match: Match, counted: set[int], topic: Topic
) -> list[Claim]:
    made: list[Claim] = []
    for count in find_counts(view, match):
        said = context.said_of(view, view.tokens[count.noun].start)
        if count.mention.start in counted or not _is_stated(view, match, count, said=said):
            continue
        group = find_group(context, view, match=match, count=count, topic=topic)
        if group is None or not fits(view, match, count, group=group):
            continue
        host = _make(context, view, match=match, count=count, group=group)
        made.append(host)
        counted.add(count.mention.start)
        for beside in companions(view, count, verb=match.position):
            if beside.mention.start not in counted:
                counted.add(beside.mention.start)
                made.append(_make(context, view, match=match, count=beside, group=group))
        for claim, start in _earlier(context, view, match=match, count=count, host=host, group=group):
            if start not in counted:
                counted.add(start)
                made.append(claim)
        if group.reading.side == "armed_group":
            topic.set(view, group)
    return made


def _make(context: DocumentContext, view: SentenceView, *, match: Match, count: Count, group: Found) -> Claim:
    quantity = (numbers_in_state(view, match, count), count.mention)
    if match.frame.values.get("said") == "content" and not view.arguments(match.position).is_passive:
        slots, trigger = _spoken_slots(context, view, match=match, count=count, group=group)
    else:
        slots = context.slots(view, _anchor(view, match), actor=group, is_narrow=True)
        slots = _without_earlier_time(view, slots, match=match, count=count)
        if _span_of_growth(view, slots, match=match, count=count) is not None:
            slots = replace(slots, interval=None)  # the figure it grew to is that of the end, of which the text is told
        trigger = context.trigger_mark(view, match.position, match.last)
    if slots.interval is None:
        slots = replace(slots, interval=context.span_of_saying(view, count.noun))
    return context.make(
        view,
        "strength",
        detail=StrengthDetail(counted=counted_words(view, count.noun) or _named_count(view, match)),
        rule=match.frame.rule,
        slots=replace(slots, quantity=quantity),
        trigger=trigger,
    )


def _anchor(view: SentenceView, match: Match) -> int:
    """Return the verb whose clause holds place and time: "have" in "have 280 fighters left"."""
    above = view.tokens[match.position].head
    is_having = view.keys[above] in read_words("strength", "measures", "having")
    return above if is_having and view.tokens[match.position].dep == "ccomp" else match.position


def _without_earlier_time(view: SentenceView, slots: Slots, *, match: Match, count: Count) -> Slots:
    """Leave to the earlier figure the time beside it: "remained, compared with 2,000 in early 2021"."""
    for earlier in find_baselines(view, after=count.noun, is_growth=_is_growth(match), verb=match.position):
        if slots.interval is not None and earlier.interval is not None and slots.interval[1] == earlier.interval[1]:
            return replace(slots, interval=None)
    return slots


def _span_of_growth(
    view: SentenceView, slots: Slots, *, match: Match, count: Count
) -> tuple[TimeReading, Mention] | None:
    """Return the stretch up to now over which a group "has grown from 2,000 to 3,000 over the past year"; None if none is told."""
    if not _is_growth(match) or slots.interval is None or slots.interval[0].granularity != "period":
        return None
    has_earlier = any(find_baselines(view, after=count.noun, is_growth=True, verb=match.position))
    return slots.interval if has_earlier else None


def _start_of(span: tuple[TimeReading, Mention]) -> tuple[TimeReading, Mention]:
    """Return the first day of a stretch, of which the figure is that a group grew from."""
    reading, mention = span
    why = f"the start of ‘{reading.words}’, over which it changed"
    return replace(reading, latest=reading.earliest, why=why), mention


def _is_growth(match: Match) -> bool:
    return match.frame.name == "grown-to"


def _spoken_slots(
    context: DocumentContext, view: SentenceView, *, match: Match, count: Count, group: Found
) -> tuple[Slots, Mark]:
    """Return the slots of a figure that the trigger itself gives: place from what is said, time also from the saying."""
    slots = context.slots(view, count.noun, actor=group, is_narrow=True)
    trigger = context.trigger_mark(view, count.noun)
    if slots.interval is not None:
        return slots, trigger
    whole = Attribution(
        start=view.sentence.start, end=view.sentence.end, source=context.said_of(view, trigger.start).source, mode="none_stated"
    )  # fmt: skip
    found = find_time(view, match.position, within=whole, is_narrow=True)
    if found is None or found[0].granularity in _SPOKEN_DAYS:
        return slots, trigger
    return replace(slots, interval=found), trigger


def _earlier(
    context: DocumentContext, view: SentenceView, *, match: Match, count: Count, host: Claim, group: Found
) -> list[tuple[Claim, int]]:
    """Return the figures the count is set against: the same group, area and noun, at their own time."""
    found: list[tuple[Claim, int]] = []
    own = context.slots(view, _anchor(view, match), actor=group, is_narrow=True)
    span = _span_of_growth(view, own, match=match, count=count)
    for earlier in find_baselines(view, after=count.noun, is_growth=_is_growth(match), verb=match.position):
        place = None
        if host.place is not None:
            mark = next((mark for mark in host.marks if mark.role == "place"), None)
            why = f"carried over from the figure it is set against, ‘{count.quantity.words}’"
            place = None if mark is None else _carried(view, host.place, mark, why=why)
        detail = host.detail
        counted = detail.counted if isinstance(detail, StrengthDetail) else None
        claim = context.make(
            view,
            "strength",
            detail=StrengthDetail(counted=counted_words(view, earlier.position) or counted),
            rule=BASELINE,
            slots=Slots(
                actor=group,
                place=place,
                interval=earlier.interval or (None if span is None else _start_of(span)),
                quantity=(earlier.quantity, earlier.mention),
            ),
            trigger=context.trigger_mark(
                view, earlier.trigger if earlier.trigger != match.position else earlier.position
            ),
        )
        found.append((claim, earlier.mention.start))
    return found


def _carried(view: SentenceView, place: PlaceReading, mark: Mark, *, why: str) -> tuple[PlaceReading, Mention]:
    mention = Mention(
        mention_id=f"carried-{mark.start}",
        kind="place",
        start=mark.start,
        end=mark.end,
        text=view.text[mark.start : mark.end],
        reading=place,
    )
    return replace(place, why=why), mention


def _is_stated(view: SentenceView, match: Match, count: Count, *, said: Attribution) -> bool:
    values = match.frame.values
    position = match.position
    if said.stance == "denies" or not _is_state(view, match):
        return False
    if match.is_noun:
        verb = view.clause_head(position)
        return not _counts_a_fate(view, position) and not (
            view.is_negated(verb) and count.quantity.bound not in _LIMITS
        )
    if any(_counts_a_fate(view, token) for token in match.slots.get("actor", ()) if view.keys[token] == "number"):
        return False
    verb = view.clause_head(position) if values["shape"] == "strong" else position
    standing = read_standing(view, verb)
    # "Does not think that there are more than 1,000" is a limit, which the number already holds.
    if standing.is_negated and count.quantity.bound not in _LIMITS:
        return False
    # A count in the present tense is what a strength claim is: habit does not matter here.
    return standing.status in {"completed", "historical"} or _is_estimate(view, verb, count)


def _is_estimate(view: SentenceView, verb: int, count: Count) -> bool:
    """True for "may have 5,000", "could number as many as 3,000": a guess at what is, not at what will be."""
    keys = {view.keys[child] for child in view.children[verb] if view.tokens[child].dep == "aux"}
    if any(view.tokens[child].dep == "mark" and view.keys[child] in {"if", "unless"} for child in view.children[verb]):
        return False
    return bool(keys & read_words("strength", "possible", "words")) or (
        "could" in keys and count.quantity.bound != "exact"
    )


def _is_state(view: SentenceView, match: Match) -> bool:
    """True unless "be", "leave" or "gather" stand in another sense than being there."""
    values, position = match.frame.values, match.position
    if "is_existential" in values:
        return view.child(position, "expl") is not None
    if "is_present" in values:
        return _is_presence(view, position)
    if view.keys[position] in read_words("strength", "presence", "verbs") and not _has_presence(view, position):
        return False
    if view.keys[position] == "leave":  # "were left", "have 280 fighters left"; not "left the town"
        has_object = any(view.tokens[child].dep in {"dobj", "prt"} for child in view.children[position])
        is_passive = view.child(position, "auxpass") is not None or view.child(position, "nsubjpass") is not None
        above = view.keys[view.tokens[position].head]
        return not has_object and (is_passive or above in read_words("strength", "measures", "having"))
    return True


def _is_presence(view: SentenceView, position: int) -> bool:
    """True for "are active in", "are in the area": no identity ("are soldiers") and no share ("are among the dead")."""
    away = read_words("strength", "away", "nouns")
    if any(view.keys[token] in away for token in view.prepositional(position, ("in", "under", "at"))):
        return False  # "are in custody": no longer in the field
    labels = {view.tokens[child].dep for child in view.children[position]}
    if "attr" in labels or "expl" in labels:
        return False
    adjectives = [child for child in view.children[position] if view.tokens[child].dep == "acomp"]
    if adjectives:
        return any(view.keys[child] in read_words("strength", "presence", "adjectives") for child in adjectives)
    return _has_presence(view, position)


def _has_presence(view: SentenceView, position: int) -> bool:
    is_based = view.keys[position] == "base"
    return any(
        view.keys[child] in read_words("strength", "presence", "prepositions")
        and not (is_based and view.keys[child] == "on")
        for child in view.children[position]
        if view.tokens[child].dep in {"prep", "advmod"}
    )


def _counts_a_fate(view: SentenceView, position: int) -> bool:
    """True for "the number of militants killed": what became of them is counted, not how many there are."""
    return any(
        view.tokens[child].dep in {"acl", "relcl"}
        for token in (position, *view.prepositional(position, ("of",)))
        for child in view.children[token]
    )


def _named_count(view: SentenceView, match: Match) -> str | None:
    """Return the noun behind "the number of": what a bare figure counts."""
    for token in (match.position, *match.slots.get("actor", ())):
        for noun in (*view.prepositional(token, ("of",)), token):
            if view.keys[noun] in read_words("people", "strength", "counted") and noun != match.position:
                return view.tokens[noun].text
    return None


def _carry_area(view: SentenceView, claim: Claim, before: Claim) -> Claim:
    """Keep the area of the figure this one is set against: same group, same frame, "now" against an earlier time."""
    if claim.place is not None or before.place is None or claim.actor is None or before.actor is None:
        return claim
    is_same_group = claim.actor.actor_id is not None and claim.actor.actor_id == before.actor.actor_id
    timex = None if claim.interval is None else claim.interval.timex
    is_now = timex == "PRESENT_REF" or view.keys[0] in read_words("strength", "now", "words")
    is_contrast = is_now and before.interval is not None and before.interval.timex != "PRESENT_REF"
    if not (is_same_group and is_contrast):
        return claim
    place: PlaceReading = replace(
        before.place,
        why=f"carried over from the figure it is set against, ‘{before.quantity.words}’"
        if before.quantity
        else before.place.why,
    )
    marks = (*claim.marks, *(mark for mark in before.marks if mark.role == "place"))
    return replace(claim, place=place, marks=tuple(sorted(marks, key=lambda mark: (mark.start, mark.end, mark.role))))
