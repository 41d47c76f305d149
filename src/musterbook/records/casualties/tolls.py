"""Casualty counts read from the order of the words, where the tree is broken or there is no verb to hang them on.

1. A number, what it counts and a fate behind it: "80 dead", "12 killed and 38 wounded", "40 people are missing since".
2. A count of remains: "counted 60 bodies".
3. The level of a toll: "put its dead at six", "the number of dead, at first 150, stood at 210".
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from musterbook.model import Outcome
from musterbook.records.casualties.toll_levels import (
    find_figure,
    find_level,
    find_of_the_fallen,
    find_remains,
    is_of_the_fallen,
)
from musterbook.records.casualties.toll_numbers import CountedNumber, find_numbers, find_persons, part_noun, shown
from musterbook.records.casualties.toll_phrases import Toll, counts_people, is_person, is_told, make_toll, match_at
from musterbook.records.casualties.toll_walks import Walk
from musterbook.records.events.aftermath import death_of
from musterbook.records.sentences.frames import load_frames
from musterbook.records.sentences.views import OBJECTS, SentenceView
from musterbook.records.sides.who import ARMED, noun_side
from musterbook.records.tables import read_words

__all__ = ["Toll", "find_tolls", "is_denial"]

_REACH = 9
_SHORT = 2
# Fates that may stand before whom they befell: "74 dead servicemen", "120 wounded people".
_DESCRIBING = frozenset({"killed", "wounded", "displaced", "missing"})
_BACK = 8
# Words before "two of whom died" among which the whole and its fate stand; all of a long list would be quadratic.
_FAR_BACK = 60
_NOUNS = frozenset({"NOUN", "PROPN", "ADJ", "DET", "NUM"})
_STARTS = frozenset({"DET", "NUM", "PRON", "PROPN", "NOUN", "ADJ"})
# Fates whose verb may be the deed itself: "two soldiers carried off gold".
_TAKING = frozenset({"killed", "wounded", "casualties", "captured", "abducted", "displaced"})


def find_tolls(view: SentenceView) -> Iterator[Toll]:
    """Yield the counts of a sentence that the order of its words tells; none is a part of another."""
    words = [token.text.lower() for token in view.tokens]
    before: CountedNumber | None = None
    for number in sorted([*find_numbers(view), *find_persons(view)], key=lambda found: found.first):
        if number.reading.includes and not is_of_the_fallen(words, number):
            yield from _part_with_fate(view, words, number)
            continue
        toll = (
            find_of_the_fallen(view, words, number)
            or _before(view, words, number)
            or _behind(view, words, number)
            or find_remains(view, words, number)
            or find_level(view, words, number)
            or find_figure(view, words, number)
        )
        if toll is not None:
            if before is not None and toll.match.position > number.last and not toll.victim.is_total:
                yield from _beside(view, before, number, toll=toll)
            yield toll
        before = number if toll is None else None


def is_denial(view: SentenceView, toll: Toll) -> bool:
    """True for "did not survive", "never came back": the words themselves deny."""
    return any(view.tokens[at].text.lower() in read_words("tolls", "order", "denying") for at in toll.words)


def _beside(view: SentenceView, before: CountedNumber, number: CountedNumber, *, toll: Toll) -> Iterator[Toll]:
    """Yield the count co-ordinated with this one: "400 rebels and 106 members of the army fell"."""
    between = view.tokens[before.last + 1 : number.first]
    is_joined = bool(between) and between[-1].text.lower() in read_words("tolls", "order", "joining")
    is_phrase = all(token.pos in _NOUNS | {"ADP", "CCONJ", "PART"} or token.text == "-" for token in between)
    nouns = [
        at
        for at in range(before.last, number.first)
        if view.tokens[at].pos in {"NOUN", "PROPN"} and noun_side(view.keys[at]) is not None
    ]
    # "Lost 19 men and 78 were hurt": what a verb of this table counts is no part of the next count.
    is_object = bool(nouns) and view.tokens[nouns[0]].dep in OBJECTS and _opens_count(view, view.tokens[nouns[0]].head)
    if is_joined and is_phrase and nouns and not is_object and len(between) <= _REACH:
        victim = replace(toll.victim, position=nouns[0], quantity=before.reading, mention=shown(before))
        yield replace(toll, match=replace(toll.match, slots={**toll.match.slots, "whose": (nouns[0],)}), victim=victim)


def _part_with_fate(view: SentenceView, words: list[str], number: CountedNumber) -> Iterator[Toll]:
    """Yield the part that fared otherwise: "40 wounded, two of whom died"; that some of them are hurt is no new count."""
    behind = words[number.last + 1 : number.last + 3]
    if behind[:1] != ["of"] or not set(behind[1:]) & read_words("tolls", "order", "them"):
        return
    toll = _behind(view, words, number)
    if toll is None:
        return
    outcome = toll.match.frame.values["outcome"]
    before = range(max(0, number.first - _FAR_BACK), number.first)
    told = (match_at(words, at, section) for at in before for section in ("fates", "takes"))
    if outcome != "wounded" and not any(found is not None and found[1] == outcome for found in told):
        yield toll


def _opens_count(view: SentenceView, verb: int) -> bool:
    return view.keys[verb] in load_frames("casualties").by_verb


def _before(view: SentenceView, words: list[str], number: CountedNumber) -> Toll | None:
    """Read "killing 6", "carried off 21 people", "killing or wounding 29": the verb stands right before the number."""
    noun = number.last if shown(number) is None else part_noun(view, number) or number.last
    if number.reading.unit_kind == "thing" or not counts_people(view, number, noun):
        return None
    for length in (2, 1):
        at = number.first - length
        found = match_at(words, at, "takes") if at >= 0 else None
        if found is None or found[0] != length:
            continue
        if at and (view.tokens[at - 1].pos == "AUX" and view.keys[at - 1] == "be"):
            return None
        outcome = found[1]
        is_pair = at > 1 and words[at - 1] in read_words("tolls", "order", "joining")
        other = match_at(words, at - 2, "takes") if is_pair else None
        if other is not None and other[1] != outcome:
            outcome = "casualties"
        fates = (at,) if other is None else (at - 2, at)
        return make_toll(view, number, outcome=outcome, at=at, last=at + length - 1, noun=noun, words=fates)
    return None


# -- 1: a fate behind the number --------------------------------------------------------------------------------------


def _behind(view: SentenceView, words: list[str], number: CountedNumber) -> Toll | None:
    """Read the first fate behind a number; one that only describes the people ("forty displaced people died") if no other comes."""
    return _walk_to_fate(view, words, number, is_direct=True) or _walk_to_fate(view, words, number, is_direct=False)


def _walk_to_fate(view: SentenceView, words: list[str], number: CountedNumber, *, is_direct: bool) -> Toll | None:
    walk = Walk(number)
    while walk.at < min(len(words), walk.after + _REACH):
        at = walk.at
        found = _fate_at(view, words, at, noun=walk.noun, number=number)
        is_bound = walk.has_auxiliary
        if found is not None and not (is_direct and _describes(view, at, found, bound=is_bound)):
            if walk.is_behind and not (is_bound or words[at] in read_words("tolls", "order", "befalling")):
                return None
            died = _died_later(view, number, noun=walk.noun, at=at) if found[1] == "wounded" else None
            length, outcome = found
            return died or _fate(
                view, words, number, noun=walk.noun, at=at, length=length, outcome=outcome, bound=is_bound
            )
        is_open = found is None and words[at] in read_words("tolls", "modals", "words")
        if is_open or not (found is not None or walk.passes(view)):
            return None
        walk.at = max(walk.at, at) + 1
    return None


def _fate_at(
    view: SentenceView, words: list[str], at: int, *, noun: int, number: CountedNumber
) -> tuple[int, Outcome] | None:
    found = match_at(words, at, "fates")
    if found is None and _falls(view, words, at, noun=noun, number=number):
        found = (1, "killed")
    is_noun = at > number.last + 1 and words[at - 1] in {"the", "their", "its"}
    return None if is_noun else found


def _describes(view: SentenceView, at: int, found: tuple[int, Outcome], *, bound: bool) -> bool:
    """True for "displaced" of "forty displaced people perished": who they were, not what befell them."""
    behind = at + found[0]
    is_people = behind < len(view.tokens) and view.keys[behind] in read_words("tolls", "order", "described")
    return found[1] == "displaced" and not bound and is_people


def _is_done_to_others(view: SentenceView, at: int) -> bool:
    """True for "students whom four gunmen killed": those before the verb did it, and whom it befell stands before them."""
    return any(
        view.tokens[child].dep in OBJECTS and view.tokens[child].tag in {"WP", "WDT"} and child < at
        for child in view.children[at]
    )


def _died_later(view: SentenceView, number: CountedNumber, *, noun: int, at: int) -> Toll | None:
    """Read "two people injured in the blast have died" as deaths; None where they live."""
    death = death_of(view, noun)
    if death is None or death < at:
        return None
    counted = view.tokens[noun].head if view.tokens[noun].dep == "nummod" else noun
    return make_toll(view, number, outcome="killed", at=death, last=death, noun=counted)


def _falls(view: SentenceView, words: list[str], at: int, *, noun: int, number: CountedNumber) -> bool:
    if words[at] not in read_words("tolls", "falls", "words"):
        return False
    after = words[at + 1] if at + 1 < len(words) else "."
    is_people = noun_side(view.keys[noun]) in {*ARMED, "unknown"} or view.mention("actor", noun) is not None
    is_people = (is_people and noun != number.last) or number.reading.is_addition  # "another 10 fell in the village"
    return is_people and after in read_words("tolls", "falls", "next")


def _fate(
    view: SentenceView,
    words: list[str],
    number: CountedNumber,
    *,
    noun: int,
    at: int,
    length: int,
    outcome: Outcome,
    bound: bool,
) -> Toll | None:
    fates, outcome = _join_fates(view, words, at, length=length, outcome=outcome)
    last = fates[-1]
    counted = _counted_by_fate(view, number, noun, at=at, last=last, outcome=outcome, bound=bound)
    if counted is None or not _fits(view, number, counted, outcome=outcome):
        return None
    is_thing = number.reading.unit_kind == "thing" and outcome == "captured"
    if is_thing and view.tokens[at].pos == "VERB" and counted == number.last:
        return None
    return make_toll(view, number, outcome=outcome, at=at, last=last, noun=counted, words=fates)


def _join_fates(
    view: SentenceView, words: list[str], at: int, *, length: int, outcome: Outcome
) -> tuple[tuple[int, ...], Outcome]:
    """Return the tokens and the outcome of "killed, wounded or captured"; several fates are casualties."""
    fates = list(range(at, at + length))
    follow = at + length
    while follow + 1 < len(words) and words[follow] in read_words("tolls", "order", "joining") | {","}:
        more = match_at(words, follow + 1, "fates")
        step = 1
        if (
            more is None
            and words[follow] == ","
            and words[follow + 1] in read_words("tolls", "order", "joining")
            and follow + 2 < len(words)
        ):
            more, step = match_at(words, follow + 2, "fates"), 2
        if more is None or more[1] == outcome:
            break
        after = follow + step + more[0]
        if after < len(view.tokens) and view.mention("quantity", after) is not None:
            break
        outcome = "casualties"
        fates.extend(range(follow + step, after))
        follow = after
    return tuple(fates), outcome


def _counted_by_fate(
    view: SentenceView, number: CountedNumber, noun: int, *, at: int, last: int, outcome: Outcome, bound: bool
) -> int | None:
    """Return the noun that is counted, before the fate or behind it; None where the fate is a deed on somebody else."""
    if _is_done_to_others(view, at):
        return None
    token = view.tokens[at]
    if outcome in _DESCRIBING and token.dep == "amod" and token.head > at and not bound:
        is_counted = noun == number.last and counts_people(view, number, token.head) and is_person(view, token.head)
        return token.head if is_counted else None
    after_it = view.tokens[last + 1] if last + 1 < len(view.tokens) else None
    is_open = after_it is not None and after_it.pos in _STARTS and view.mention("time", last + 1) is None
    is_short = last - at < _SHORT and token.text.lower() not in read_words("tolls", "order", "befalling")
    if not (is_open and is_short and outcome in _TAKING) or bound:
        return noun
    is_described = noun == number.last and after_it is not None and after_it.pos == "NOUN"
    return last + 1 if outcome == "wounded" and is_described and is_told(view, number) else None


def _fits(view: SentenceView, number: CountedNumber, noun: int, *, outcome: Outcome) -> bool:
    """Return whether the counted can have met the fate: people, and no fighters driven from home."""
    is_under_arms = outcome == "displaced" and noun_side(view.keys[noun]) in ARMED
    return counts_people(view, number, noun) and not is_under_arms
