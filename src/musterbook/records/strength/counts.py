"""Counts of people under arms: which numbers of a matched strength frame can be how many a group is, and of whom."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from musterbook.model import ActorReading, Mention, QuantityReading
from musterbook.records.sentences.counted import counted_noun, find_quantity
from musterbook.records.sentences.frames import Match
from musterbook.records.sentences.views import SentenceView
from musterbook.records.sides.who import noun_side
from musterbook.records.tables import read_words

__all__ = ["Count", "companions", "counted_nouns", "counted_words", "find_counts", "has_fate", "is_level", "numbers_in_state"]  # fmt: skip

_ARMED = frozenset({"armed_group", "state_force", "police", "international_force"})
_REACH = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class Count:
    """A number and the token that is counted: a noun, or the number itself where no noun stands beside it (`is_bare`)."""

    noun: int
    quantity: QuantityReading
    mention: Mention
    is_bare: bool = False


def is_level(reading: QuantityReading) -> bool:
    """True for a bounded number of people or of nothing named: no share, no change, no part of another number."""
    is_people = reading.unit_kind in {None, "people"}
    is_bounded = reading.low is not None or reading.high is not None
    return is_bounded and is_people and not reading.is_relative and not reading.includes and not reading.is_addition


def find_counts(view: SentenceView, match: Match) -> list[Count]:
    """Return the numbers in the counted slot of a match, each once; those of fates ("20 men killed") are left out."""
    found: list[Count] = []
    seen: set[int] = set()
    for position in _positions(view, match):
        count = _read_count(view, position, match=match)
        if count is None or count.mention.start in seen or has_fate(view, count.noun):
            continue
        seen.add(count.mention.start)
        found.append(count)
    return found


def _positions(view: SentenceView, match: Match) -> Iterator[int]:
    yield from match.slots.get("counted", ())
    position, shape = match.position, match.frame.values["shape"]
    if match.is_noun:
        verb = view.clause_head(position)
        if view.keys[verb] in read_words("strength", "measures", "levels"):
            yield from _beside_level(view, verb, position)
    elif shape == "strong":
        yield from (child for child in view.children[position] if view.mention("quantity", child) is not None)
    elif shape in {"has", "spoken"} or "is_existential" in match.frame.values:
        labels = {"dobj", "attr", "acomp", "npadvmod", "nummod"}
        yield from (
            child
            for child in view.children[position]
            if view.tokens[child].dep in labels and view.mention("quantity", child) is not None
        )


def _beside_level(view: SentenceView, verb: int, noun: int) -> Iterator[int]:
    """Yield what stands with "the strength is", "the number stands at", "estimates range from"."""
    for child in view.prepositional(verb, ("at", "to", "between", "from", "around")):
        if view.governing_preposition(child) != "from" or view.keys[verb] in read_words("strength", "ranging", "verbs"):
            yield child
    for child in view.children[verb]:
        if child == noun or view.tokens[child].dep not in {"attr", "dobj", "npadvmod", "acomp"}:
            continue
        yield child
        yield from view.prepositional(child, ("to", "than"))


def _read_count(view: SentenceView, position: int, *, match: Match) -> Count | None:
    noun = counted_noun(view, position)
    found = find_quantity(view, position) or find_quantity(view, noun)
    noun = position if view.tokens[noun].pos == "PRON" else noun  # "4,000 of them"
    if found is None or not is_level(found[0]):
        return None
    trigger = view.tokens[match.position]
    if found[1].start <= trigger.start < found[1].end:  # "a large number of": the number is the trigger itself
        return None
    named = view.keys[noun] in counted_nouns() or noun_side(view.keys[noun]) in _ARMED or _is_group_name(view, noun)
    if named and view.tokens[noun].pos != "NUM":
        return Count(noun=noun, quantity=found[0], mention=found[1])
    is_number = view.mention("quantity", noun) is found[1] and found[0].unit is None
    is_number = noun == position and (view.tokens[noun].pos == "NUM" or is_number)
    if not is_number or found[0].bound == "vague":  # "dozens" of whom?
        return None
    values = match.frame.values
    is_open = match.is_noun or values["shape"] in {"has", "put", "spoken", "strong"} or values.get("topic") == "bare"
    return Count(noun=noun, quantity=found[0], mention=found[1], is_bare=True) if is_open else None


def _is_group_name(view: SentenceView, noun: int) -> bool:
    """True for "20,000 full-time Taliban": the name of the group stands for its men."""
    mention = view.mention("actor", noun)
    if mention is None or not isinstance(mention.reading, ActorReading):
        return False
    return mention.reading.side == "armed_group" and mention.end == view.tokens[noun].end


def counted_nouns() -> frozenset[str]:
    """Return the nouns that count men under arms or those around them."""
    return read_words("people", "strength", "counted") | read_words("strength", "companions", "nouns")


def has_fate(view: SentenceView, position: int) -> bool:
    """True for "20 men killed last year": what became of them is counted, not how many there are."""
    fates = read_words("strength", "fates", "verbs")
    return any(
        view.keys[child] in fates and view.tokens[child].dep in {"acl", "relcl", "amod"}
        for child in view.children[position]
    )


def companions(view: SentenceView, count: Count, *, verb: int) -> list[Count]:
    """Return the counts of helpers beside a count of fighters: "1,500 fighters, with some 3,000 auxiliary helpers"."""
    prepositions = read_words("strength", "companions", "prepositions")
    candidates = [*view.conjuncts(count.noun)[1:]]
    for head in (view.clause_head(verb), count.noun):
        candidates.extend(view.prepositional(head, prepositions))
    found: list[Count] = []
    for token in candidates:
        noun = counted_noun(view, token)
        quantity = find_quantity(view, noun)
        if quantity is None or quantity[1].start <= count.mention.start or not is_level(quantity[0]):
            continue
        if view.keys[noun] in counted_nouns() and not has_fate(view, noun):
            found.append(Count(noun=noun, quantity=quantity[0], mention=quantity[1]))
    return found


def counted_words(view: SentenceView, noun: int) -> str | None:
    """Return who is counted, as written: "fighters", "auxiliary helpers", "fighters and their families"; None for a number."""
    token = view.tokens[noun]
    if token.pos not in {"NOUN", "PROPN"}:
        return None
    first = noun
    for child in reversed(view.children[noun]):
        is_next = child == first - 1 and view.tokens[child].dep in {"amod", "compound", "nmod"}
        if is_next and view.mention("actor", child) is None and view.mention("quantity", child) is None:
            first = child
    paired = [
        other
        for other in view.conjuncts(noun)
        if other > noun and view.keys[other] in read_words("strength", "kin", "nouns")
    ]
    paired = [other for other in paired if find_quantity(view, other) is None]
    end = view.tokens[paired[-1]].end if paired else token.end
    if view.mention("actor", first) is not None and not _is_plain(view, first):
        first = noun
    return view.text[view.tokens[first].start : end]


def _is_plain(view: SentenceView, position: int) -> bool:
    return view.tokens[position].text.islower()


def numbers_in_state(view: SentenceView, match: Match, count: Count) -> QuantityReading:
    """Return the number as the modal verb leaves it: "may reach 10,000" says at most 10,000."""
    verb = view.clause_head(match.position) if match.is_noun else match.position
    is_modal = any(
        view.tokens[child].dep == "aux" and view.keys[child] in {"may", "might", "could", "can"}
        for child in view.children[verb]
    )
    reading = count.quantity
    is_ceiling = view.keys[verb] in read_words("strength", "measures", "ceilings")
    if not is_ceiling or not is_modal or reading.bound not in {"exact", "about"}:
        return reading
    return replace(reading, low=None, bound="at_most")
