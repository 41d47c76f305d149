"""Casualty counts read from the order of the words, where the tree is broken or there is no verb to hang them on.

1. A number, what it counts and a fate behind it: "80 dead", "12 killed and 38 wounded", "40 people are missing since".
2. A count of remains: "counted 60 bodies".
3. The level of a toll: "put its dead at six", "the number of dead, at first 150, stood at 210".
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cache

from musterbook.model import Outcome
from musterbook.records.casualties.toll_frames import frame_match
from musterbook.records.casualties.toll_numbers import (
    CountedNumber,
    find_numbers,
    find_persons,
    has_noun_behind,
    part_noun,
    shown,
)
from musterbook.records.casualties.toll_walks import Walk
from musterbook.records.casualties.victims import Victims
from musterbook.records.events.aftermath import death_of
from musterbook.records.sentences.frames import Match, load_frames
from musterbook.records.sentences.views import OBJECTS, SentenceView
from musterbook.records.sides.who import ARMED, noun_side
from musterbook.records.tables import read_table, read_words

__all__ = ["Toll", "find_tolls", "is_denial"]

_OUTCOMES: tuple[Outcome, ...] = (
    "killed", "wounded", "casualties", "missing", "captured", "surrendered", "abducted", "displaced",
)  # fmt: skip
_REACH = 9
_SHORT = 2
# Fates that may stand before whom they befell: "74 dead servicemen", "120 wounded people".
_DESCRIBING = frozenset({"killed", "wounded", "displaced", "missing"})
_THEM = frozenset({"them", "those", "whom"})
_BACK = 8
# Words before "two of whom died" among which the whole and its fate stand; all of a long list would be quadratic.
_FAR_BACK = 60
_INTRANSITIVE = frozenset({"died", "perished", "surrendered", "vanished", "disappeared", "drowned", "fell"})
_PEOPLE = frozenset({"people", "person", "family", "villager", "civilian"})
_DENIALS = frozenset({"not", "n't", "never"})
_FALLEN = {"dead": "killed", "killed": "killed", "slain": "killed", "wounded": "wounded", "injured": "wounded"}
_NOUNS = frozenset({"NOUN", "PROPN", "ADJ", "DET", "NUM"})
_STARTS = frozenset({"DET", "NUM", "PRON", "PROPN", "NOUN", "ADJ"})
# Fates whose verb may be the deed itself: "two soldiers carried off gold".
_TAKING = frozenset({"killed", "wounded", "casualties", "captured", "abducted", "displaced"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Toll:
    """One count: the frame it counts under and whom it counts; `words` are the tokens that tell the fate."""

    match: Match
    victim: Victims
    words: tuple[int, ...] = ()


@cache
def _phrases(section: str) -> Mapping[str, tuple[tuple[list[str], Outcome], ...]]:
    """Return the phrases of a section with their outcome by their first word, the longest first."""
    table = read_table("tolls")[section]
    found = [(phrase.split(), outcome) for outcome in _OUTCOMES if outcome in table for phrase in table[outcome]]
    by_first: dict[str, list[tuple[list[str], Outcome]]] = {}
    for phrase, outcome in sorted(found, key=lambda pair: -len(pair[0])):
        by_first.setdefault(phrase[0], []).append((phrase, outcome))
    return {first: tuple(phrases) for first, phrases in by_first.items()}


def find_tolls(view: SentenceView) -> Iterator[Toll]:
    """Yield the counts of a sentence that the order of its words tells; none is a part of another."""
    words = [token.text.lower() for token in view.tokens]
    before: CountedNumber | None = None
    for number in sorted([*find_numbers(view), *find_persons(view)], key=lambda found: found.first):
        if number.reading.includes and not _is_of_the_fallen(words, number):
            yield from _part_with_fate(view, words, number)
            continue
        toll = (
            _of_the_fallen(view, words, number)
            or _before(view, words, number)
            or _behind(view, words, number)
            or _remains(view, words, number)
            or _level(view, words, number)
        )
        if toll is not None:
            if before is not None and toll.match.position > number.last and not toll.victim.is_total:
                yield from _beside(view, before, number, toll=toll)
            yield toll
        before = number if toll is None else None


def is_denial(view: SentenceView, toll: Toll) -> bool:
    """True for "did not survive", "never came back": the words themselves deny."""
    return any(view.tokens[at].text.lower() in _DENIALS for at in toll.words)


def _beside(view: SentenceView, before: CountedNumber, number: CountedNumber, *, toll: Toll) -> Iterator[Toll]:
    """Yield the count co-ordinated with this one: "400 rebels and 106 members of the army fell"."""
    between = view.tokens[before.last + 1 : number.first]
    is_joined = bool(between) and between[-1].text.lower() in {"and", "&", "or"}
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
    if words[number.last + 1 : number.last + 2] != ["of"] or not set(words[number.last + 2 : number.last + 3]) & _THEM:
        return
    toll = _behind(view, words, number)
    if toll is None:
        return
    outcome = toll.match.frame.values["outcome"]
    before = range(max(0, number.first - _FAR_BACK), number.first)
    told = (_match_at(words, at, section) for at in before for section in ("fates", "takes"))
    if outcome != "wounded" and not any(found is not None and found[1] == outcome for found in told):
        yield toll


def _opens_count(view: SentenceView, verb: int) -> bool:
    return view.keys[verb] in load_frames("casualties").by_verb


def _before(view: SentenceView, words: list[str], number: CountedNumber) -> Toll | None:
    """Read "killing 6", "carried off 21 people", "killing or wounding 29": the verb stands right before the number."""
    noun = number.last if shown(number) is None else part_noun(view, number) or number.last
    if number.reading.unit_kind == "thing" or not _counts_people(view, number, noun):
        return None
    for length in (2, 1):
        at = number.first - length
        found = _match_at(words, at, "takes") if at >= 0 else None
        if found is None or found[0] != length:
            continue
        if at and (view.tokens[at - 1].pos == "AUX" and view.keys[at - 1] == "be"):
            return None
        outcome = found[1]
        is_pair = at > 1 and words[at - 1] in {"or", "and"}
        other = _match_at(words, at - 2, "takes") if is_pair else None
        if other is not None and other[1] != outcome:
            outcome = "casualties"
        fates = (at,) if other is None else (at - 2, at)
        return _toll(view, number, outcome=outcome, at=at, last=at + length - 1, noun=noun, words=fates)
    return None


def _match_at(words: list[str], at: int, section: str) -> tuple[int, Outcome] | None:
    """Return the length and outcome of the phrase that begins at a word."""
    for phrase, outcome in _phrases(section).get(words[at], ()) if at < len(words) else ():
        if words[at : at + len(phrase)] == phrase:
            return len(phrase), outcome
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
            if walk.is_behind and not (is_bound or words[at] in _INTRANSITIVE):
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
    found = _match_at(words, at, "fates")
    if found is None and _falls(view, words, at, noun=noun, number=number):
        found = (1, "killed")
    is_noun = at > number.last + 1 and words[at - 1] in {"the", "their", "its"}
    return None if is_noun else found


def _describes(view: SentenceView, at: int, found: tuple[int, Outcome], *, bound: bool) -> bool:
    """True for "displaced" of "forty displaced people perished": who they were, not what befell them."""
    behind = at + found[0]
    is_people = behind < len(view.tokens) and view.keys[behind] in _PEOPLE
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
    return _toll(view, number, outcome="killed", at=death, last=death, noun=counted)


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
    return _toll(view, number, outcome=outcome, at=at, last=last, noun=counted, words=fates)


def _join_fates(
    view: SentenceView, words: list[str], at: int, *, length: int, outcome: Outcome
) -> tuple[tuple[int, ...], Outcome]:
    """Return the tokens and the outcome of "killed, wounded or captured"; several fates are casualties."""
    fates = list(range(at, at + length))
    follow = at + length
    while follow + 1 < len(words) and words[follow] in {",", "or", "and"}:
        more = _match_at(words, follow + 1, "fates")
        step = 1
        if more is None and words[follow] == "," and words[follow + 1] in {"or", "and"} and follow + 2 < len(words):
            more, step = _match_at(words, follow + 2, "fates"), 2
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
        is_counted = noun == number.last and _counts_people(view, number, token.head) and _is_person(view, token.head)
        return token.head if is_counted else None
    after_it = view.tokens[last + 1] if last + 1 < len(view.tokens) else None
    is_open = after_it is not None and after_it.pos in _STARTS and view.mention("time", last + 1) is None
    is_short = last - at < _SHORT and token.text.lower() not in {"died", "perished", "surrendered"}
    if not (is_open and is_short and outcome in _TAKING) or bound:
        return noun
    is_described = noun == number.last and after_it is not None and after_it.pos == "NOUN"
    return last + 1 if outcome == "wounded" and is_described and _is_told(view, number) else None


def _fits(view: SentenceView, number: CountedNumber, noun: int, *, outcome: Outcome) -> bool:
    """Return whether the counted can have met the fate: people, and no fighters driven from home."""
    is_under_arms = outcome == "displaced" and noun_side(view.keys[noun]) in ARMED
    return _counts_people(view, number, noun) and not is_under_arms


def _is_person(view: SentenceView, noun: int) -> bool:
    return noun_side(view.keys[noun]) is not None or view.mention("actor", noun) is not None


def _counts_people(view: SentenceView, number: CountedNumber, noun: int) -> bool:
    if noun == number.last:
        return True
    if view.tokens[noun].dep == "pobj" and number.reading.unit_kind != "people" and not _is_person(view, noun):
        return False  # "nine pupils of three schools are missing"
    if number.reading.unit_kind == "people" or view.mention("actor", noun) is not None:
        return True
    return noun_side(view.keys[noun]) is not None or number.reading.unit_kind is None


def _is_told(view: SentenceView, number: CountedNumber) -> bool:
    tellers = read_words("tolls", "tellers", "verbs")
    return any(view.keys[at] in tellers for at in range(max(0, number.first - _BACK), number.first))


def _is_of_the_fallen(words: list[str], number: CountedNumber) -> bool:
    """True for "forty of the dead were gendarmes": a count of its own."""
    behind = words[number.last + 1 : number.last + 4]
    return behind[:2] == ["of", "the"] and behind[2:] in (["dead"], ["killed"], ["wounded"], ["injured"])


def _of_the_fallen(view: SentenceView, words: list[str], number: CountedNumber) -> Toll | None:
    """Read "of the dead, nine were soldiers and five insurgents": counts of their own, each with its people."""
    for at in range(max(0, number.first - 2 * _BACK), number.first - 1):
        outcome = next((held for held in _OUTCOMES if _FALLEN.get(words[at]) == held), None)
        if outcome is None or words[max(0, at - 2) : at] != ["of", "the"]:
            continue
        if any(view.tokens[between].pos == "VERB" for between in range(at + 1, number.first)):
            return None
        noun = part_noun(view, number) or number.last
        is_shown = shown(number) is not None and _counts_people(view, number, noun)
        return _toll(view, number, outcome=outcome, at=at, last=at, noun=noun) if is_shown else None
    return None


# -- 2: remains -------------------------------------------------------------------------------------------------------


def _remains(view: SentenceView, words: list[str], number: CountedNumber) -> Toll | None:
    if _is_of_the_fallen(words, number):
        outcome: Outcome = "wounded" if words[number.last + 3] in {"wounded", "injured"} else "killed"
        at = number.last + 3
        death = death_of(view, number.last)  # "two of the wounded have since died"
        if death is not None:
            outcome, at = "killed", death
        return _toll(view, number, outcome=outcome, at=at, last=at, noun=number.last)
    for at in range(number.last + 1, min(len(words), number.last + 4)):
        found = _match_at(words, at, "remains")
        if found is not None:
            is_verbal = _is_told(view, number) or found[1] == "killed"
            return _toll(view, number, outcome=found[1], at=at, last=at, noun=at) if is_verbal else None
        if view.tokens[at].pos != "ADJ" and words[at] not in {"more", "other", '"'}:
            return None
    return None


# -- 3: the level of a toll -------------------------------------------------------------------------------------------


def _level(view: SentenceView, words: list[str], number: CountedNumber) -> Toll | None:
    """Read "put its dead at nine": a preposition of level before the number and a word for the fallen before that."""
    before = words[number.first - 1] if number.first else ""
    if before not in read_words("tolls", "levels", "before") or has_noun_behind(view, number):
        return None
    verbs = read_words("tolls", "levels", "verbs")
    start = max(0, number.first - 3 * _BACK)
    if not any(view.keys[at] in verbs for at in range(start, number.first)):
        return None
    for at in range(number.first - 1, start - 1, -1):
        if words[at] in {";", "."}:
            return None
        found = _match_at(words, at, "levels")
        if found is None:
            continue
        is_noun = view.tokens[at].pos in {"NOUN", "ADJ", "PROPN"} or "number" in words[max(0, at - 4) : at]
        is_noun = is_noun or words[at - 1] in {"the", "its", "their"}  # "and the wounded at 5,300"
        if is_noun:
            counted = next(iter(_counted_by(view, at)), number.last)
            return _toll(view, number, outcome=found[1], at=at, last=at, noun=counted, is_total=True)
    return None


def _counted_by(view: SentenceView, at: int) -> Iterator[int]:
    """Yield the people before "killed" in "the number of militants killed"."""
    for before in range(at - 1, max(0, at - 4), -1):
        if view.tokens[before].pos not in {"NOUN", "PROPN", "ADJ"}:
            return
        if noun_side(view.keys[before]) is not None:
            yield before


# -- the frame of a count ---------------------------------------------------------------------------------------------


def _toll(
    view: SentenceView,
    number: CountedNumber,
    *,
    outcome: Outcome,
    at: int,
    last: int,
    noun: int,
    is_total: bool = False,
    words: tuple[int, ...] = (),
) -> Toll:
    quantity = replace(number.reading, includes=False)
    victim = Victims(position=noun, quantity=quantity, mention=shown(number), is_total=is_total)
    return Toll(match=frame_match(view, at, outcome=outcome, last=last, noun=noun), victim=victim, words=words or (at,))
