"""Movement claims: fighters driven, withdrawn, crossed over or come back, with the places and words of where from and to."""

from __future__ import annotations

from musterbook.model import Attribution, Claim, Mark, Mention, MovementDetail, PlaceReading, QuantityReading
from musterbook.records.context import DocumentContext, Slots
from musterbook.records.events.tellings import Draft
from musterbook.records.places.locations import unknown_place
from musterbook.records.sentences.counted import find_quantity
from musterbook.records.sentences.frames import Match, find_matches, load_frames
from musterbook.records.sentences.nominals import outer_noun
from musterbook.records.sentences.scopes import find_time
from musterbook.records.sentences.statements import is_stated
from musterbook.records.sentences.views import OBJECTS, SUBJECTS, SentenceView
from musterbook.records.sides.who import ARMED, Found
from musterbook.records.tables import read_words

__all__ = ["read_movement"]

# Policemen who drive to a house or leave a room move no force.
_MOVERS = ARMED - {"police"}


def read_movement(context: DocumentContext, draft: Draft) -> None:
    """Add the movement claims of the document to the draft."""
    table = load_frames("movement")
    for view in context.views:
        seen: set[int] = set()
        for match in find_matches(view, table):
            is_taken = (view.index, match.position) in draft.taken and "is_beside_control" not in match.frame.values
            yielding = _find_yielding(draft, view, match)
            is_free = match.position not in seen and (not is_taken or yielding is not None)
            if is_free and is_stated(context, view, match) and _read_match(context, draft, view, match=match):
                seen.add(match.position)
                draft.taken.add((view.index, match.position))
                if yielding is not None:
                    draft.claims.remove(yielding)


def _find_yielding(draft: Draft, view: SentenceView, match: Match) -> Claim | None:
    """Return the claim on the same verb that the row beats; None if there is none."""
    beaten = match.frame.values.get("beats")
    start = view.tokens[match.position].start
    held = (claim for claim in draft.claims if claim.rule == beaten) if beaten is not None else ()
    return next((claim for claim in held if any(m.role == "trigger" and m.start == start for m in claim.marks)), None)


def _read_match(context: DocumentContext, draft: Draft, view: SentenceView, *, match: Match) -> bool:
    said = context.said_of(view, view.tokens[match.position].start)
    mover = _find_mover(context, view, match, said=said)
    is_unit = any(view.keys[token] in read_words("movement", "units", "sure") for token in match.slots.get("actor", ()))
    if (mover is None and not is_unit) or not _is_told(view, match):
        return False
    to = _find_ground(view, match.slots.get("to", ()))
    left = (token for token in match.slots.get("from", ()) if token not in match.slots.get("to", ()))
    origin = _find_ground(view, tuple(token for token in left if not _is_distance(view, token)))
    manner = match.frame.values["manner"] or None
    is_back = (
        manner == "returned"
        and mover is not None
        and mover.reading.side == "armed_group"
        and not _has_object(view, match)
    )
    if to is None and origin is None and not is_back:
        return False
    marks = [
        Mark(role="place", start=view.tokens[low].start, end=view.tokens[high].end)
        for ground in (to, origin)
        if ground is not None
        for low, high in (_span(view, ground),)
    ]
    claim = context.make(
        view,
        "movement",
        detail=MovementDetail(
            origin=_place_at(view, origin),
            destination=_place_at(view, to),
            words_from=_words(view, origin, match.position),
            words_to=_words(view, to, match.position),
            manner=manner,
        ),
        rule=match.frame.rule,
        slots=Slots(
            actor=mover,
            quantity=_count_movers(view, match),
            interval=find_time(view, match.position, within=said, is_narrow=True),
            other_marks=tuple(marks),
        ),
        trigger=context.trigger_mark(view, match.position, match.last),
    )
    draft.claims.append(claim)
    return True


def _count_movers(view: SentenceView, match: Match) -> tuple[QuantityReading, Mention] | None:
    """Return how many move; None where they are not counted."""
    for token in match.slots.get("actor", ()):
        found = find_quantity(view, token)
        if found is not None and not found[0].is_relative and found[0].unit_kind in {None, "people"}:
            return found
    return None


def _has_object(view: SentenceView, match: Match) -> bool:
    """True for "returned fire"."""
    return any(view.tokens[child].dep in OBJECTS for child in view.children[match.position])


def _find_mover(context: DocumentContext, view: SentenceView, match: Match, *, said: Attribution) -> Found | None:
    """Return the fighters that move: the word itself, or those whom a unit or a vehicle is said to hold."""
    if any(_is_sent_thing(view, token) for token in match.slots.get("actor", ())):
        return None
    tokens = (*match.slots.get("actor", ()), *match.slots.get("mover", ()))
    for token in tokens:
        found = context.who.at(view, token, said=said)
        if found is not None and found.reading.side in _MOVERS:
            return found
    for token in tokens:
        found = _held_by(context, view, token, said=said) if _is_body(view, token) else None
        if found is not None:
            return found
    if any(view.keys[token] in read_words("movement", "units", "sure") for token in match.slots.get("actor", ())):
        for sender in view.arguments(match.position).agents:  # "the militia sent reinforcements"
            found = context.who.at(view, sender, said=said)
            if found is not None and found.reading.side in _MOVERS:
                return found
    return None


def _is_sent_thing(view: SentenceView, position: int) -> bool:
    """True for "fired on a bus, sending it into a gorge": what is sent is no fighter."""
    return view.tokens[position].text.lower() == "it" and view.tokens[position].dep in OBJECTS


def _is_body(view: SentenceView, position: int) -> bool:
    sections = ("sure", "likely", "carriers")
    return any(view.keys[position] in read_words("movement", "units", section) for section in sections)


def _held_by(context: DocumentContext, view: SentenceView, position: int, *, said: Attribution) -> Found | None:
    """Return the armed men of a phrase: "a convoy of rebel fighters", "buses carrying soldiers"."""
    for token in view.subtree(position):
        if token == position or view.mention("actor", token) is None or view.tokens[token].dep == "relcl":
            continue
        found = context.who.at(view, token, said=said)
        if found is not None and found.reading.side in _MOVERS:
            return found
    return None


def _is_told(view: SentenceView, match: Match) -> bool:
    """True for a verb, and for a noun of which the sentence says that it came about."""
    if match.frame.values.get("needs") != "told":
        return True
    outer, _ = outer_noun(view, match.position)
    token = view.tokens[outer]
    if view.governing_preposition(outer) in read_words("movement", "nominal", "behind"):
        return True
    above = view.keys[token.head]
    done = read_words("movement", "nominal", "done")
    if token.dep in OBJECTS:
        return above in done
    if token.dep in SUBJECTS:
        is_state = view.tokens[token.head].pos == "AUX"
        return is_state or above in done or above in read_words("people", "occurrence", "verbs")
    return False


def _is_distance(view: SentenceView, position: int) -> bool:
    """True for "75 km from the capital": how far off something is, not where somebody left."""
    above = view.tokens[position].head
    return above > 0 and view.keys[above - 1] in read_words("movement", "distances", "nouns")


def _find_ground(view: SentenceView, tokens: tuple[int, ...]) -> int | None:
    for token in tokens:
        named = view.mention("place", token)
        if (
            named is not None
            or _unknown_ground(view, token) is not None
            or view.keys[token] in read_words("movement", "grounds", "nouns")
        ):
            return token
    return None


def _place_at(view: SentenceView, position: int | None) -> PlaceReading | None:
    """Return the place the ground is or is named after ("the Pakistani side" names none of its own)."""
    if position is None:
        return None
    for token in view.subtree(position, is_clause=True):
        mention = view.mention("place", token)
        if mention is not None and isinstance(mention.reading, PlaceReading):
            return mention.reading
    unknown = _unknown_ground(view, position)
    return None if unknown is None else unknown[0]


def _unknown_ground(view: SentenceView, position: int) -> tuple[PlaceReading, Mention] | None:
    """Return a name that no gazetteer has, whatever the language model takes it for: fighters go to places."""
    if view.mention("time", position) is not None:
        return None
    return unknown_place(view, position, is_sure=True, barred=frozenset())


def _span(view: SentenceView, position: int) -> tuple[int, int]:
    below = view.subtree(position, is_clause=True)
    return below[0], below[-1]


def _words(view: SentenceView, position: int | None, trigger: int) -> str | None:
    """Return the words of the ground with the preposition that leads to it: "closer to the northern side"."""
    if position is None:
        return None
    low, high = _span(view, position)
    current = position
    while view.tokens[current].head != trigger and view.tokens[current].head != current:
        current = view.tokens[current].head
        if view.tokens[current].pos in {"ADP", "ADV"} and current < low:
            low = current
    while high > low and view.tokens[high].pos == "PUNCT":
        high -= 1
    return view.text[view.tokens[low].start : view.tokens[high].end]
