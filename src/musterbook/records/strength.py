"""Strength claims: how many a group is said to be, in a frame of having, being or fighting for it.

1. A people count (no share, no change, no part of another number) fills the counted slot of a frame.
2. The group stands in the actor slot, on the counted noun, or behind a pronoun that has an antecedent.
3. The area is a place of the same clause; "there", "in this area" reach back; a figure set against the one of the sentence
   before ("Last year … Now …") keeps that figure's area, because it is the same count taken again. Nothing else does.
"""

from __future__ import annotations

from dataclasses import replace

from musterbook.model import Attribution, Claim, Mention, PlaceReading, QuantityReading, StrengthDetail
from musterbook.records.context import DocumentContext
from musterbook.records.frames import Match, find_matches, load_frames
from musterbook.records.scopes import counted_noun, find_quantity
from musterbook.records.status import is_other_world, read_standing
from musterbook.records.tables import read_words
from musterbook.records.tellings import Draft
from musterbook.records.views import SentenceView
from musterbook.records.who import Found, noun_side

__all__ = ["read_strength"]

_GROUPS = frozenset({"armed_group", "state_force", "police", "international_force"})
_CARRIED = 1


def read_strength(context: DocumentContext, draft: Draft) -> None:
    """Add the strength claims of the document to the draft."""
    table = load_frames("strength")
    previous: tuple[int, Claim] | None = None
    for view in context.views:
        counted: set[int] = set()
        for match in find_matches(view, table):
            if is_other_world(view, match.position):
                continue
            claim = _read_match(context, view, match=match, counted=counted)
            if claim is None:
                continue
            if previous is not None and view.index - previous[0] <= _CARRIED:
                claim = _carry_area(view, claim, previous[1])
            draft.claims.append(claim)
            draft.taken.add((view.index, match.position))
            previous = (view.index, claim)


def _read_match(context: DocumentContext, view: SentenceView, *, match: Match, counted: set[int]) -> Claim | None:
    said = context.said_of(view, view.tokens[match.position].start)
    if said.stance == "denies" or not _is_stated(view, match):
        return None
    for noun, found in _counts(view, match):
        if found[1].start in counted:
            continue
        group = _find_group(context, view, match=match, noun=noun, said=said)
        if group is None or group.reading.side not in _GROUPS or not _fits(view, match, noun, group=group):
            continue
        counted.add(found[1].start)
        slots = context.slots(view, match.position, actor=group, quantity=found, is_narrow=True)
        return context.make(
            view,
            "strength",
            detail=StrengthDetail(counted=_counted_words(view, noun) or _named_count(view, match)),
            rule=match.frame.rule,
            slots=slots,
            trigger=context.trigger_mark(view, match.position, match.last),
        )
    return None


def _is_stated(view: SentenceView, match: Match) -> bool:
    values = match.frame.values
    position = match.position
    if "is_existential" in values and view.child(position, "expl") is None:
        return False
    if "is_present" in values:
        # "are active in", "are in the area": a state, not an identity ("are soldiers")
        labels = {view.tokens[child].dep for child in view.children[position]}
        if "attr" in labels or "expl" in labels or not labels & {"acomp", "prep", "advmod"}:
            return False
        if "acomp" in labels and not any(view.keys[child] in {"active", "present", "loyal", "alive"} for child in view.children[position]):  # fmt: skip
            return False
    if match.is_noun:
        return not _counts_a_fate(view, position)
    if any(_counts_a_fate(view, token) for token in match.slots.get("actor", ()) if view.keys[token] == "number"):
        return False
    standing = read_standing(view, position)
    # A count in the present tense is what a strength claim is: habit does not matter here.
    return not standing.is_negated and standing.status in {"completed", "historical"}


def _counts_a_fate(view: SentenceView, position: int) -> bool:
    """True for "the number of militants killed": what became of them is counted, not how many there are."""
    return any(
        view.tokens[child].dep in {"acl", "relcl"}
        for token in (position, *view.prepositional(position, ("of",)))
        for child in view.children[token]
    )


def _counts(view: SentenceView, match: Match) -> list[tuple[int, tuple[QuantityReading, Mention]]]:
    found: list[tuple[int, tuple[QuantityReading, Mention]]] = []
    positions = list(match.slots.get("counted", ()))
    if match.is_noun:
        verb = view.clause_head(match.position)
        positions.extend(view.prepositional(verb, ("at", "to", "between")))
        positions.extend(
            child for child in view.children[verb] if view.tokens[child].dep in {"attr", "dobj", "npadvmod"}
        )
    if match.frame.name == "group-numbers":
        positions.extend(
            child for child in view.children[match.position] if view.mention("quantity", child) is not None
        )
    for position in positions:
        noun = counted_noun(view, position)
        quantity = find_quantity(view, position) or find_quantity(view, noun)
        if quantity is None or not _is_level(quantity[0]):
            continue
        is_named = view.keys[noun] in read_words("people", "strength", "counted") or (
            view.mention("actor", noun) is not None and noun_side(view.keys[noun]) is not None
        )
        is_bare = noun == position and (view.tokens[noun].pos == "NUM" or quantity[0].unit is None)
        is_bare = is_bare and (match.is_noun or match.frame.values["shape"] in {"has", "put"})
        if is_named or is_bare:
            found.append((noun, quantity))
    return found


def _is_level(reading: QuantityReading) -> bool:
    is_people = reading.unit_kind in {None, "people"}
    is_bounded = reading.low is not None or reading.high is not None
    return is_bounded and is_people and not reading.is_relative and not reading.includes and not reading.is_addition


def _find_group(
    context: DocumentContext, view: SentenceView, *, match: Match, noun: int, said: Attribution
) -> Found | None:
    candidates = [token for token in match.slots.get("actor", ()) if token != noun]
    for token in candidates:
        found = context.who.at(view, token, said=said)
        if found is not None and (found.reading.actor_id is not None or _is_described_group(view, token, found)):
            return found
        owner = None if found is not None else context.who.owner(view, token, said=said)
        if owner is not None:
            return owner
    if match.is_noun:
        owner = context.who.owner(view, match.position, said=said)
        if owner is not None and owner.reading.actor_id is not None:
            return owner
    found = context.who.at(view, noun, said=said)
    return found if found is not None and found.reading.actor_id is not None else None


def _is_described_group(view: SentenceView, token: int, found: Found) -> bool:
    """True for "the group", "the militia", "it": an organisation, if an unnamed one; not for "fighters", "a commander"."""
    if view.tokens[token].pos == "PRON":
        return True
    return found.reading.side in _GROUPS and view.tokens[token].tag in {"NN", "NNP", "NNPS"}


def _fits(view: SentenceView, match: Match, noun: int, *, group: Found) -> bool:
    """Soldiers "fighting with" an armed group are not part of it."""
    side = noun_side(view.keys[noun])
    if group.reading.side == "armed_group" and side in {"state_force", "police"}:
        return view.keys[noun] in {"troop", "soldier"} and match.frame.values["shape"] == "has"
    if side == "civilians":
        return False
    shape = match.frame.values["shape"]
    return not (
        shape == "has"
        and view.tokens[noun].pos != "NUM"
        and side == "unknown"
        and view.keys[noun] in {"people", "person"}
    )


def _counted_words(view: SentenceView, noun: int) -> str | None:
    token = view.tokens[noun]
    if token.pos == "NUM":
        return None
    paired = [other for other in view.conjuncts(noun) if other > noun and view.keys[other] in {"family", "relative", "dependant", "dependent", "supporter"}]  # fmt: skip
    return view.text[token.start : view.tokens[paired[-1]].end] if paired else token.text


def _named_count(view: SentenceView, match: Match) -> str | None:
    """Return the noun behind "the number of": what a bare figure counts."""
    for token in match.slots.get("actor", ()):
        for noun in (*view.prepositional(token, ("of",)), token):
            if view.keys[noun] in read_words("people", "strength", "counted"):
                return view.tokens[noun].text
    return None


def _carry_area(view: SentenceView, claim: Claim, before: Claim) -> Claim:
    """Keep the area of the figure this one is set against: same group, same frame, "now" against an earlier time."""
    if claim.place is not None or before.place is None or claim.actor is None or before.actor is None:
        return claim
    is_same_group = claim.actor.actor_id is not None and claim.actor.actor_id == before.actor.actor_id
    timex = None if claim.interval is None else claim.interval.timex
    is_now = timex == "PRESENT_REF" or view.keys[0] in {"now", "today", "currently"}
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
