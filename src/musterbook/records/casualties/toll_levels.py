"""Counts of remains, of the fallen, and the level of a toll: "60 bodies", "nine of the dead", "put its dead at six"."""

from __future__ import annotations

from collections.abc import Iterator

from musterbook.model import Outcome
from musterbook.records.casualties.toll_numbers import CountedNumber, has_noun_behind, part_noun, shown
from musterbook.records.casualties.toll_phrases import Toll, counts_people, is_told, make_toll, match_at
from musterbook.records.events.aftermath import death_of
from musterbook.records.sentences.frames import load_frames
from musterbook.records.sentences.views import SentenceView
from musterbook.records.sides.who import noun_side
from musterbook.records.tables import read_table, read_words

__all__ = ["find_figure", "find_level", "find_of_the_fallen", "find_remains", "is_of_the_fallen"]

_BACK = 8
_AT_LEVEL = frozenset({"at", "from", "to"})


def is_of_the_fallen(words: list[str], number: CountedNumber) -> bool:
    """True for "forty of the dead were gendarmes": a count of its own."""
    behind = words[number.last + 1 : number.last + 4]
    return behind[:2] == ["of", "the"] and bool(behind[2:]) and _fate_of_fallen(behind[2]) is not None


def _fate_of_fallen(word: str) -> Outcome | None:
    return next((outcome for outcome, words in read_table("tolls")["fallen"].items() if word in words), None)


def find_of_the_fallen(view: SentenceView, words: list[str], number: CountedNumber) -> Toll | None:
    """Read "of the dead, nine were soldiers and five insurgents": counts of their own, each with its people."""
    for at in range(max(0, number.first - 2 * _BACK), number.first - 1):
        outcome = _fate_of_fallen(words[at])
        if outcome is None or words[max(0, at - 2) : at] != ["of", "the"]:
            continue
        if any(view.tokens[between].pos == "VERB" for between in range(at + 1, number.first)):
            return None
        noun = part_noun(view, number) or number.last
        is_shown = shown(number) is not None and counts_people(view, number, noun)
        if not is_shown:
            return None
        return make_toll(view, number, outcome=outcome, at=at, last=at, noun=noun, is_part=True)
    return None


def find_remains(view: SentenceView, words: list[str], number: CountedNumber) -> Toll | None:
    """Read "60 bodies", "nine of the dead", "two of the wounded have since died"."""
    if is_of_the_fallen(words, number):
        outcome = _fate_of_fallen(words[number.last + 3]) or "killed"
        at = number.last + 3
        death = death_of(view, number.last)  # "two of the wounded have since died"
        if death is not None:
            outcome, at = "killed", death
        is_part = death is None
        return make_toll(view, number, outcome=outcome, at=at, last=at, noun=number.last, is_part=is_part)
    for at in range(number.last + 1, min(len(words), number.last + 4)):
        found = match_at(words, at, "remains")
        if found is not None:
            is_verbal = is_told(view, number) or found[1] == "killed"
            return make_toll(view, number, outcome=found[1], at=at, last=at, noun=at) if is_verbal else None
        if view.tokens[at].pos != "ADJ" and words[at] not in {"more", "other", '"'}:
            return None
    return None


def find_level(view: SentenceView, words: list[str], number: CountedNumber) -> Toll | None:
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
        found = match_at(words, at, "levels")
        if found is None:
            continue
        is_noun = view.tokens[at].pos in {"NOUN", "ADJ", "PROPN"} or "number" in words[max(0, at - 4) : at]
        is_noun = is_noun or words[at - 1] in {"the", "its", "their"}  # "and the wounded at 5,300"
        if is_noun:
            counted = next(_counted_by(view, at), number.last)
            return make_toll(view, number, outcome=found[1], at=at, last=at, noun=counted, is_total=True)
    return _level_behind(view, words, number)


def _level_behind(view: SentenceView, words: list[str], number: CountedNumber) -> Toll | None:
    """Read "which brings to eight the number of the dead", "revised down to 11 from 14 the number of dead"."""
    if view.key_set & read_words("tolls", "wholes", "nouns"):
        return None  # "bringing to six the number of people killed this year"
    after = number.last + 1
    while after < len(words) and (words[after] == "from" or view.mention("quantity", after) is not None):
        after += 1
    if words[after : after + 3] != ["the", "number", "of"]:
        return None
    for at in range(after + 3, min(len(words), after + _BACK)):
        found = match_at(words, at, "levels")
        if found is not None:
            counted = next(_counted_by(view, at), number.last)
            return make_toll(view, number, outcome=found[1], at=at, last=at, noun=counted, is_total=True)
    return None


def find_figure(view: SentenceView, words: list[str], number: CountedNumber) -> Toll | None:
    """Read "lowered its figure for Monday's bombing to 18 from 21": a count of nobody is one of the dead of a deed."""
    if not number.first or words[number.first - 1] not in _AT_LEVEL or has_noun_behind(view, number):
        return None
    verb = view.clause_head(number.first)
    if view.keys[verb] not in read_words("tolls", "levels", "verbs"):
        return None
    deeds = load_frames("events").by_noun
    for child in view.children[verb]:
        is_figure = child < number.first and view.keys[child] in read_words("tolls", "figures", "nouns")
        of = [token for above in (child, verb) for token in view.prepositional(above, ("for", "of", "in"))]
        of = of if is_figure else []
        if any(view.keys[token] in deeds and view.tokens[token].pos == "NOUN" for token in of):
            return make_toll(view, number, outcome="killed", at=child, last=child, noun=number.last, is_total=True)
    return None


def _counted_by(view: SentenceView, at: int) -> Iterator[int]:
    """Yield the people of "the number of militants killed" and of "the number of dead militants"."""
    head = view.tokens[at].head
    if view.tokens[at].dep == "amod" and head == at + 1 and noun_side(view.keys[head]) is not None:
        yield head
    for before in range(at - 1, max(0, at - 4), -1):
        if view.tokens[before].pos not in {"NOUN", "PROPN", "ADJ"}:
            return
        if noun_side(view.keys[before]) is not None:
            yield before
